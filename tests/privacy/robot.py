"""The real program with somebody in front of it, to be killed, told to end, traced and searched.

    python -m privacy.robot SCENARIO [the program's own arguments]

A scenario is a generator: it does what a user does and yields what it waits for. The robot tells `ready` on standard
output when the scenario is where the trial wants it, and then stays until it is ended, unless the scenario ends it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from netplus_desktop import app
from netplus_desktop.core import records as r
from netplus_desktop.store.store import Store
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening

Script = Iterator[Callable[[], bool]]
LATE = 90.0
"""Seconds after which a program that does not answer is made to tell where it stands."""
EVERY = 5
"""Milliseconds between two looks at what a scenario waits for."""


def main() -> int:
    """Start the program with a scenario's user in front of it."""
    scenario = SCENARIOS.get(sys.argv[1])
    if scenario is None:  # its module knows the markers, which are not to be in the memory of other scenarios
        from .faults import provoking as scenario
    begin = Opening.begin

    def begun(opening: Opening, **given: bool) -> None:
        if not hasattr(opening, "robot"):
            opening.robot = Robot(opening, scenario)  # type: ignore[attr-defined]
        begin(opening, **given)

    Opening.begin = begun  # type: ignore[method-assign]
    return app.main(sys.argv[2:])


def tell(what: str = "ready") -> None:
    """Say where the scenario is."""
    print(what, flush=True)


class Robot(QObject):
    """Plays a scenario, step by step, from within the event loop."""

    def __init__(self, opening: Opening, scenario: Callable[[Opening], Script]) -> None:
        super().__init__(opening)
        self._opening = opening
        self._script = scenario(opening)
        self._until: Callable[[], bool] = lambda: opening.window is not None or opening.dialog is not None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @Slot()
    def _step(self) -> None:
        if not self._until():
            return
        try:
            self._until = next(self._script)
        except StopIteration:
            self._timer.stop()
            tell()
            if "THEN_END" in os.environ:
                self._opening.end()
        except Exception:
            traceback.print_exc()
            os._exit(99)


def always() -> bool:
    """Go on with the next turn of the event loop."""
    return True


def window_of(opening: Opening) -> MainWindow:
    """The window, whole."""
    assert opening.window is not None
    opening.window.complete()
    return opening.window


# --- a vault with a marker in every field -------------------------------------------------------------------------


def marked_person(n: int) -> r.Person:
    """Somebody with a marker in each field."""
    from .markers import MARKERS

    m = MARKERS

    return r.Person(
        name=f"{m[0]} {n}",
        given=m[1],
        middle=m[2],
        family=m[3],
        prefix=m[4],
        suffix=m[5],
        nickname=m[6],
        organisation=m[7],
        department=m[8],
        title=m[9],
        points=(
            r.Point(r.PointKind.EMAIL, f"{m[10]}@{m[11].lower()}.example", m[12]),
            r.Point(r.PointKind.URL, f"https://{m[13]}.example/{m[14]}"),
            r.Point(r.PointKind.ADDRESS, f"{m[15]}\n{m[16]}"),
        ),
        met=m[17],
        introduced_by=m[18],
        tags=(m[19], m[20]),
        note=f"{m[21]} and {m[22]}",
        extra=(f"X-OTHER:{m[23]}",),
    )


def filled(store: Store) -> None:
    """Write a marker into every field of a vault without a window."""

    def run(verb: Callable[..., r.Changes], *args: Any, **fields: Any) -> r.Changes:
        return verb(*args, **fields)

    _fill(store, run, 0)


def fill(window: MainWindow, n: int = 0) -> int:
    """Write a marker into every field of the vault, through the window's session; tells the person."""
    return _fill(window.session.store, window.session.run, n)


def _fill(store: Store, run: Callable[..., r.Changes | None], n: int) -> int:
    from .markers import MARKERS

    m = MARKERS

    def new(changes: r.Changes | None, kind: r.Kind) -> int:
        assert changes is not None
        return changes.new_id(kind)

    one = new(run(store.add_contact, marked_person(n)), r.Kind.CONTACT)
    plan = r.InterviewPlan(
        purpose=m[24], outcome=m[25], place=m[26], fallback=m[27], overview=m[28], facts=m[29], ask=m[30]
    )
    questions = (r.Question(m[31], r.Tiara.INSIGHTS, True, m[32]),)
    talk = new(run(store.plan_interview, one, plan, questions), r.Kind.INTERVIEW)
    run(store.add_question, f"{m[33]} {n}", r.Tiara.ADVICE)
    run(store.mark_question, f"{m[33]} {n}", True)
    run(store.save_notes, talk, f"{m[34]}\nn {m[35]}\nt {m[36]}\nr {m[37]}\np {m[38]}\n{m[39]}")
    run(store.save_letter, talk, r.Letter(m[40], f"Dear {m[41]},\n{m[42]}"))
    run(store.record_share, one, r.Direction.THEY_SHARED, m[43], date(2026, 11, 23))
    link = f"https://example.org/{m[14]}"
    offer = r.OfferFields(m[44], tags=(m[45],), limits=m[46], proof=m[47], often=m[46], link=link)
    run(store.add_offer, offer)
    run(store.edit_contact, one, note=f"{m[21]} and {m[22]} and {m[48]}")
    run(store.edit_contact, one, note=m[21])  # what was taken away again
    run(store.tag_contacts, [one], add=[m[49]])
    return one


# --- scenarios ----------------------------------------------------------------------------------------------------


def idle(opening: Opening) -> Script:
    """Do nothing."""
    window_of(opening)
    yield always


def racing(opening: Opening) -> Script:
    """Tell whether this is the program that has the vault."""
    if opening.window is not None:
        changes = opening.window.session.run(opening.window.session.store.add_contact, r.Person("Ada Obi"))
        tell("writes" if changes is not None else "cannot write")
    else:
        tell("is told")
    yield lambda: False


def use(opening: Opening) -> Script:
    """A day's work: every field, searching, undo, a file in, files out, a sheet, a letter, a lock and back."""
    from .markers import MARKERS

    window = window_of(opening)
    one = fill(window)
    yield always
    window.go_to_contact(one)
    window.search.setText(MARKERS[0])
    yield always
    window.conversation.person.show_details()
    window.conversation.draft_letter()
    yield always
    QApplication.clipboard().setText(MARKERS[1])
    window.undo()
    window.redo()
    outside = Path(os.environ["OUTSIDE"])
    card = outside / f"{MARKERS[2]}.vcf"
    card.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{MARKERS[3]}\r\nNOTE:{MARKERS[4]}\r\nEND:VCARD\r\n")
    window.incoming.chosen([str(card)])
    from netplus_desktop.exports import Format
    from netplus_desktop.ui.importing.sheet import ImportSheet

    sheet = window.findChild(ImportSheet)
    assert sheet is not None
    yield sheet.start.isEnabled
    sheet.start.click()
    yield lambda: window.session.jobs.idle
    window.exporting.write(None, Format.VCARD, outside / f"{MARKERS[5]}.vcf")
    yield lambda: window.session.jobs.idle
    from netplus_desktop.ui.printing import write_pdf
    from netplus_desktop.ui.printouts import prep_sheets, sheet_data

    store = window.session.store
    data = sheet_data(store, one, store.contact(one).interviews[0].id, store.now())
    write_pdf(prep_sheets([data]), outside / "sheet.pdf", "A4")
    yield always


def typing(opening: Opening) -> Script:
    """A note that is being written, not left and not paused over."""
    window = window_of(opening)
    window.go_to_contact(fill(window))
    yield always
    window.conversation.focus_notes()
    window.conversation.person.interview_page.notes.edit.insertPlainText("\nn half a need")
    yield always


def looking(opening: Opening) -> Script:
    """Look at everything in a vault that others filled, then lock. The markers are in the vault alone."""
    yield from _looked(opening)  # whose frame would keep the window
    window_of(opening).lock_requested.emit()
    yield lambda: opening._locked is not None and opening._locked.unlock.isEnabled()
    yield lambda: not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    for _ in range(3):  # what was freed is overwritten
        yield always


def _looked(opening: Opening) -> Script:
    window = window_of(opening)
    for contact in window.session.store.contact_ids():
        window.go_to_contact(contact)
        yield always
        window.conversation.person.show_history()
        yield always
        window.conversation.person.show_details()
        yield always
        window.conversation.draft_letter()
        yield always
    window.search.setText("qz")
    yield always
    window.session.run(window.session.store.delete_contacts, [contact])
    window.undo()
    yield lambda: window.session.jobs.idle


def planning(opening: Opening) -> Script:
    """A dialog that is half filled."""
    from netplus_desktop.ui.interview.plan_dialog import PlanDialog

    window = window_of(opening)
    window.go_to_contact(fill(window))
    window.conversation.plan_interview()
    dialog = window.findChild(PlanDialog)
    assert dialog is not None
    dialog.fields.purpose.setText("half a purpose")
    yield always


def importing(opening: Opening) -> Script:
    """An import that is being written: thousands of people, one step."""
    from netplus_desktop.ui.importing.sheet import ImportSheet

    window = window_of(opening)
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nEND:VCARD\r\n" for n in range(20_000))
    file = Path(os.environ["OUTSIDE"]) / "cards.vcf"
    file.write_text(cards)
    window.incoming.open([file])
    sheet = window.findChild(ImportSheet)
    assert sheet is not None
    yield sheet.start.isEnabled
    sheet.start.click()
    yield lambda: window.session.busy


def locked(opening: Opening) -> Script:
    """Locked, after a day's work."""
    yield from use(opening)
    window_of(opening).lock_requested.emit()
    yield lambda: opening._locked is not None and opening._locked.unlock.isEnabled()
    yield always


def locked_while_planning(opening: Opening) -> Script:
    """Locked with a dialog half filled."""
    yield from planning(opening)
    window_of(opening).lock_requested.emit()
    yield lambda: opening._locked is not None and opening._locked.unlock.isEnabled()


def crashing(opening: Opening) -> Script:
    """A fault of memory in the middle of the work."""
    yield from use(opening)
    os.kill(os.getpid(), signal.SIGSEGV)
    yield always


def choosing(opening: Opening) -> Script:
    """Files chosen in a dialog of our own: it would remember the folders."""
    from PySide6.QtWidgets import QFileDialog

    from .markers import MARKERS

    window = window_of(opening)
    folder = Path(os.environ["OUTSIDE"]) / MARKERS[6]
    folder.mkdir()
    (folder / f"{MARKERS[7]}.vcf").write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Obi\r\nEND:VCARD\r\n")
    window.session.settings.last_folder = str(folder)
    window.incoming.choose()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(folder / f"{MARKERS[7]}.vcf"))
    yield always
    dialog.accept()
    yield lambda: not window.findChildren(QFileDialog)
    yield lambda: window.session.jobs.idle


def erasing(opening: Opening) -> Script:
    """A day's work, a backup, and then everything is erased."""
    from netplus_desktop.ui.vault.erasing import ErasedDialog, EraseDialog

    yield from use(opening)
    window = window_of(opening)
    window.vault.back_up_now()
    yield lambda: window.session.jobs.idle
    window.actions_.erase.trigger()
    dialog = window.findChild(EraseDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.line, "erase")
    dialog.erase.click()
    yield lambda: isinstance(opening.dialog, ErasedDialog) and opening.dialog.isVisible()


def clicking(opening: Opening) -> Script:
    """Press every command that opens nothing of the system's, for as many rounds as the environment says."""
    window = window_of(opening)

    def at_rest() -> bool:
        return window.session.jobs.idle

    window.go_to_contact(fill(window))
    yield always
    do = window.actions_
    ends = {do.quit, do.lock, do.remove_sample}
    for turn in range(int(os.environ.get("ROUNDS", "1"))):
        for action in [action for _, some in do.listed() for action in some]:
            if action in ends or not action.isEnabled():
                continue
            action.trigger()
            yield always
            for dialog in QApplication.topLevelWidgets():
                if dialog is not window and dialog.isVisible():
                    dialog.close()
            yield at_rest
            if window.conversation.current_contact() is None:
                window.go_to_contact(fill(window, turn + 1))
        QTest.keyClick(window.search, Qt.Key.Key_A)
        window.search.clear()
        window.lock_requested.emit()
        yield lambda: opening._locked is not None and opening._locked.unlock.isEnabled()
        assert opening._locked is not None
        opening._locked.passphrase.line.setText(PASSPHRASE)
        opening._locked.unlock.click()
        yield lambda: opening.window is not None
        window = window_of(opening)
        do = window.actions_
        ends = {do.quit, do.lock, do.remove_sample}


def carrying(opening: Opening) -> Script:
    """Take files in, write files out and print, over and over, until the program is ended."""
    from netplus_desktop.exports import Format
    from netplus_desktop.ui.importing.sheet import ImportSheet
    from netplus_desktop.ui.printing import print_pages
    from netplus_desktop.ui.printouts import prep_sheets, sheet_data

    from .markers import MARKERS

    window = window_of(opening)
    one = fill(window)
    store = window.session.store
    outside = Path(os.environ["OUTSIDE"])
    tell()
    for turn in range(10_000):
        cards = (f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{MARKERS[3]} {turn} {n}\r\nEND:VCARD\r\n" for n in range(300))
        (outside / "in.vcf").write_text("".join(cards))
        window.incoming.open([outside / "in.vcf"])
        sheet = window.findChild(ImportSheet)
        assert sheet is not None
        yield sheet.start.isEnabled
        sheet.start.click()
        yield lambda: window.session.jobs.idle and window.findChild(ImportSheet) is None
        window.exporting.write(None, Format.VCARD, outside / "out.vcf")
        yield lambda: window.session.jobs.idle
        data = sheet_data(store, one, store.contact(one).interviews[0].id, store.now())
        dialog = print_pages(prep_sheets([data]), "A4", window, lambda error: None)
        dialog.printer().setOutputFileName(str(outside / "printed.pdf"))  # type: ignore[attr-defined]
        dialog.accept()
        yield always


PASSPHRASE = "four words for me"
SCENARIOS: dict[str, Callable[[Opening], Script]] = {
    play.__name__: play
    for play in (
        idle,
        racing,
        use,
        typing,
        looking,
        planning,
        importing,
        locked,
        locked_while_planning,
        crashing,
        choosing,
        erasing,
        clicking,
        carrying,
    )
}


# --- from outside -------------------------------------------------------------------------------------------------


class Place:
    """A home of its own for the program: its vault, its settings, its logs, its temporary files."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.outside = folder / "outside"
        """What the user has files in: nothing of the program's."""
        self.temporary = folder / "tmp"
        self.secret = folder / "passphrase"
        for made in (self.home, self.outside, self.temporary):
            made.mkdir()
        self.secret.write_text(PASSPHRASE + "\n")
        self.vault = self.home / ".local" / "share" / "netplus-desktop" / "people.netplus"

    @property
    def written(self) -> list[Path]:
        """The folders in which the program may write by itself."""
        return [self.home, self.temporary]

    def environment(self, **more: str) -> dict[str, str]:
        """What a program that is started here finds."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS_", "COV_", "PYTEST_"))}
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "OUTSIDE": str(self.outside),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
            **more,
        }

    def command(self, scenario: str) -> list[str]:
        """What starts the robot."""
        return [sys.executable, "-m", "privacy.robot", scenario, "--passphrase-file", str(self.secret)]

    @contextmanager
    def played(self, scenario: str, *before: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """The program when its scenario is where the trial wants it; killed on leaving. `before` stands before the
        command, as a tracer does."""
        command = [*before, *self.command(scenario)]
        if scenario != "crashing":
            environment.setdefault("PYTHONFAULTHANDLER", "1")  # where it stands when it does not answer
        with subprocess.Popen(
            command, env=self.environment(**environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as child:
            late = threading.Timer(LATE, child.send_signal, [signal.SIGABRT])
            late.start()
            try:
                assert child.stdout is not None and child.stderr is not None
                told = child.stdout.readline()
                if told != "ready\n" and scenario != "crashing":
                    child.kill()
                    said = child.stderr.read()
                    raise AssertionError(f"{scenario} told {told!r}, ended with {child.wait()}: {said}")
                yield child
            finally:
                late.cancel()
                child.kill()


@contextmanager
def place() -> Iterator[Place]:
    """A place that lasts as long as the trial."""
    with tempfile.TemporaryDirectory(prefix="privacy-") as folder:
        yield Place(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
