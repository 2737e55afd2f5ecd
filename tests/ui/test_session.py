"""How a change goes out and is told, what is refused, and how the worker works."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Action, Changes, Kind, ListFilter, Person, Tick
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes
from netplus_desktop.store import history
from netplus_desktop.store.store import Store
from netplus_desktop.ui import messages
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Density, Scheme, Settings


class Ears(QObject):
    """Writes down what a session tells."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.changes: list[tuple[Changes, object]] = []
        self.refusals: list[str] = []
        self.busy: list[bool] = []
        session.changed.connect(lambda changes, who: self.changes.append((changes, who)))
        session.refused.connect(lambda error: self.refusals.append(error.code))
        session.busy_changed.connect(self.busy.append)


def test_a_change_is_told_once_with_who_began_it(session: Session) -> None:
    ears, who = Ears(session), QObject()
    made = session.run(session.store.add_contact, Person(name="Ada"), initiator=who)
    assert made is not None
    assert ears.changes == [(made, who)]
    assert session.store.contact(made.new_id(Kind.CONTACT)).person.name == "Ada"


def test_what_is_refused_says_why_and_changes_nothing(session: Session) -> None:
    ears = Ears(session)
    assert session.run(session.store.add_contact, Person(name="")) is None
    assert ears.refusals == ["name-needed"] and ears.changes == []
    assert session.store.counts().people == 0
    assert messages.text(UserError("busy")).startswith("Something is still being written.")


def test_undo_and_redo_are_changes_like_any(session: Session) -> None:
    ears = Ears(session)
    session.run(session.store.add_contact, Person(name="Ada"))
    session.undo()
    session.redo()
    session.undo()
    assert [changes.undone for changes, _ in ears.changes] == [False, True, False, True]
    session.undo()
    assert ears.refusals == ["nothing-to-undo"]


def test_a_large_step_is_undone_and_done_again_without_the_window_waiting(session: Session, qtbot: QtBot) -> None:
    ears = Ears(session)
    cards = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {n}\nEND:VCARD\n" for n in range(600))
    plans = plan_import([read_bytes(cards.encode(), "many.vcf")], session.store)
    session.run(session.store.apply_import, plans)
    for verb, left in ((session.undo, 0), (session.redo, 600)):
        job = verb()
        assert job is not None and session.busy
        qtbot.waitUntil(lambda: not session.busy)
        assert session.store.counts().people == left
    assert [changes.undone for changes, _ in ears.changes] == [False, True, False]


def test_the_undo_of_a_large_step_can_be_stopped(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {n}\nEND:VCARD\n" for n in range(600))
    session.run(session.store.apply_import, plan_import([read_bytes(cards.encode(), "many.vcf")], session.store))
    step = session.store.undo_step
    ears = Ears(session)
    monkeypatch.setattr(history, "_PACK", 1)  # a tick for each row
    job = session.undo()
    assert job is not None
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    qtbot.waitUntil(lambda: not session.busy)
    assert session.store.undo_step == step and session.store.redo_step is None
    assert session.store.counts().people == len(session.store.contact_ids()) == 600
    assert session.store.check() == []
    assert ears.changes == [] and ears.refusals == []


def test_while_the_worker_writes_nothing_else_does(session: Session, qtbot: QtBot) -> None:
    ears = Ears(session)
    go = threading.Event()

    def slow(person: Person, tick: Tick) -> Changes:
        go.wait(10)
        tick(1, 1)
        return session.store.add_contact(person)

    job = session.work(slow, Person(name="Slow"))
    assert session.run(session.store.add_contact, Person(name="Quick")) is None
    assert ears.refusals == ["busy"]
    with qtbot.waitSignal(job.ended):
        go.set()
    assert [changes.action for changes, _ in ears.changes] == [Action.ADD_CONTACT]
    assert ears.busy == [True, False]
    assert session.store.counts().people == 1


def test_a_cancelled_job_leaves_nothing_behind(session: Session, qtbot: QtBot) -> None:
    started, stop = threading.Event(), threading.Event()

    def long(tick: Tick) -> None:
        started.set()
        stop.wait(10)
        tick(1, 2)
        raise AssertionError("went on after it was cancelled")

    job = session.read(long)
    assert started.wait(10)
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        stop.set()
    qtbot.waitUntil(lambda: session.jobs.idle)


def test_the_worker_reads_with_a_connection_of_its_own(session: Session, qtbot: QtBot) -> None:
    session.run(session.store.add_contact, Person(name="Ada"))
    job = session.read(lambda tick: list(session.store.contact_ids("ada", only=ListFilter.ALL)))
    with qtbot.waitSignal(job.succeeded) as found:
        pass
    assert len(found.args[0]) == 1


def test_a_refusal_of_the_worker_arrives_and_a_bug_reaches_the_crash_hook(session: Session, qtbot: QtBot) -> None:
    ears = Ears(session)

    def refused(tick: Tick) -> Changes:
        raise UserError("busy")

    def broken(tick: Tick) -> Changes:
        raise ZeroDivisionError

    job = session.work(refused)
    with qtbot.waitSignal(job.failed):
        pass
    assert ears.refusals == ["busy"]
    with qtbot.captureExceptions() as caught:
        job = session.work(broken)
        with qtbot.waitSignal(job.failed):
            pass
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert ears.refusals == ["busy"] and not session.busy


def test_after_closing_no_job_tells_anything(qtbot: QtBot, store: Store) -> None:
    session = Session(store)
    ears = Ears(session)
    session.work(lambda tick: session.store.add_contact(Person(name="Late")))
    session.close()
    with qtbot.assertNotEmitted(session.changed, wait=50):
        pass
    assert ears.changes == []


def test_time_alone_is_told_without_a_step_of_the_history(session: Session) -> None:
    ears = Ears(session)
    session.refresh_clocks()
    assert ears.changes == [] and session.store.undo_step is None


def test_options_survive_and_nonsense_in_the_file_does_no_harm(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "config" / "netplus.ini"
    settings = Settings(file)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.text_size, settings.scheme, settings.density = 150, Scheme.DARK, Density.COMPACT
    settings.show_exchange, settings.signature = False, "Zoë 田"
    settings.window_size, settings.recovery_kept = (1000, 700), ("abc",)
    settings.text_size = 150
    assert told.count("text_size") == 1
    settings.write()
    again = Settings(file)
    assert (again.text_size, again.scheme, again.density) == (150, Scheme.DARK, Density.COMPACT)
    assert (again.show_exchange, again.signature) == (False, "Zoë 田")
    assert (again.window_size, again.recovery_kept) == ((1000, 700), ("abc",))
    file.write_text("[General]\ntext_size=huge\nscheme=pink\nwindow_size=1\nshow_exchange=perhaps\n", "utf-8")
    odd = Settings(file)
    assert (odd.text_size, odd.scheme, odd.window_size, odd.show_exchange) == (100, Scheme.SYSTEM, (1280, 800), True)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from 3.12 on")
def test_calls_and_signals_give_back_what_they_borrow() -> None:
    # A PySide6 that does not ends the interpreter after some thousand calls: see the decision about its version.
    thing = QObject()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(1000):
        thing.setObjectName(str(number))
        thing.objectNameChanged.emit("x")
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(abs(one - other) < 100 for one, other in zip(before, after, strict=True))


def test_no_garbage_is_collected_while_a_worker_runs(qtbot: QtBot, session: Session) -> None:
    """A dead widget that is collected on the worker's thread crashes the program."""
    assert gc.isenabled()
    job = session.read(lambda _tick: gc.isenabled())
    with qtbot.waitSignal(job.succeeded) as told:
        pass
    assert told.args == [False]
    qtbot.waitUntil(gc.isenabled)


def test_what_was_worked_with_ends_on_the_main_thread(qtbot: QtBot, session: Session) -> None:
    """A widget whose method was the work would else lose its Python part on the worker, and crash."""
    ended: list[threading.Thread] = []

    class Work:
        def do(self, _tick: Tick) -> int:
            return 1

        def fail(self, _tick: Tick) -> int:
            raise UserError("busy")

        def __del__(self) -> None:
            ended.append(threading.current_thread())

    for number in range(40):
        work = Work()
        session.read(work.fail if number % 2 else work.do)
        del work
    qtbot.waitUntil(lambda: len(ended) == 40)
    assert set(ended) == {threading.main_thread()}
