"""What the program says of errors: a hundred of them, with markers in whatever they are about."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.opening import open_store
from netplus_desktop.ui.dialogs.report import FaultDialog, ReportDialog
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening

from .markers import MARKERS, Hit, found, search
from .robot import Place, Script, always, fill, filled, place, window_of

PASSPHRASE = "four words for me"
READABLE = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%b\r\nEND:VCARD\r\n"
FILES: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("vcf", lambda m: b"BEGIN:VCARD\r\nFN:" + m),
    ("vcf", lambda m: READABLE % m + b"BEGIN:VCARD\r\n" * 20 + b"FN:" + m),
    ("vcf", lambda m: b""),
    ("vcf", lambda m: random.Random(m).randbytes(5000) + m),
    ("vcf", lambda m: b"BEGIN:VCARD\r\nNOTE;ENCODING=BASE64:" + m + b"!!\r\nBDAY:" + m + b"\r\nEND:VCARD"),
    ("csv", lambda m: m * 3 + b"\n\x00\xff\xfe" + m),
    ("csv", lambda m: b'"' + m + b'","' + m),
    ("zip", lambda m: b"PK\x03\x04" + m),
    ("pdf", lambda m: b"%PDF-1.7\n" + m),
    ("png", lambda m: b"\x89PNG\r\n\x1a\n" + m),
)
"""Files that cannot be read, or not whole: ending, content with a marker."""

DAMAGE: tuple[Callable[[bytes], bytes], ...] = (
    lambda vault: vault[:5000],
    lambda vault: bytes(4096) + vault[4096:],
    lambda vault: vault[:20000] + bytes(4096) + vault[24096:],
    lambda vault: random.Random(1).randbytes(len(vault)),
    lambda vault: b"SQLite format 3\0" + vault[16:],
    lambda vault: b"",
    lambda vault: vault,  # whole: the passphrase is wrong
)
FAULTS: tuple[Callable[[str], BaseException], ...] = (
    ValueError,
    KeyError,
    lambda m: OSError(2, m, f"/{m}/{m}.vcf"),
    lambda m: UnicodeDecodeError("utf-8", m.encode(), 0, 1, m),
    lambda m: ExceptionGroup(m, [ValueError(m), KeyError(m)]),
    lambda m: RuntimeError(m, {m: m}),
)


def run(count: int) -> dict[str, int]:
    """So many errors of every kind in one program."""
    with place() as here:
        told, hits = provoked(here, count)
    return {"errors": told, "markers found": len(hits)}


def provoked(here: Place, count: int) -> tuple[int, set[Hit]]:
    """How many errors the program told, and the markers in its log, its report, its dialogs and on standard error."""
    told = here.outside.parent / "told"
    told.mkdir()
    with here.played("provoking", COUNT=str(count), TOLD=str(told)) as child:
        child.terminate()
        child.wait(30)
        assert child.stderr is not None
        hits = found(child.stderr.read().encode(), "standard error")
    return int((told / "errors").read_text()), hits | search([*here.written, told])


def provoking(opening: Opening) -> Script:
    """Errors of every kind, in turn; then the report of it all, saved."""
    window = window_of(opening)
    window.go_to_contact(fill(window))
    outside, told = Path(os.environ["OUTSIDE"]), Path(os.environ["TOLD"])
    marks = itertools.cycle(MARKERS)
    errors: list[object] = []
    window.session.refused.connect(errors.append)
    vault = _another(outside / f"{MARKERS[0]}.netplus")
    texts: list[str] = []
    kinds = itertools.cycle(
        [
            *(_reads(window, outside, marks, part, errors) for part in FILES),
            *(_opens(outside, marks, damage(vault), errors) for damage in DAMAGE),
            *(_breaks(window, how, fault, marks) for fault in FAULTS for how in WAYS),
            *(_has_no_room(window, how, marks) for how in (_type, _write_out)),
        ]
    )
    for turn in range(int(os.environ["COUNT"])):
        yield from next(kinds)()
        yield always
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, FaultDialog) and dialog.isVisible():
                texts.append(dialog.windowTitle() + dialog.text.toPlainText())
                dialog.save(str(told / f"fault {turn}.txt"))
                dialog.accept()
        yield always
    window.actions_.report_fault.trigger()
    report = window.findChild(ReportDialog)
    assert report is not None
    report.save(str(told / "report.txt"))
    assert len(texts) == 0 or "fault" in report.text.toPlainText()
    (told / "dialogs").write_text("\n".join(texts))
    (told / "errors").write_text(str(len(errors) + len(texts)))


def _another(path: Path) -> bytes:
    store = open_store(path, passphrase=PASSPHRASE, create=True)
    filled(store)
    store.close()
    return path.read_bytes()


Kind = Callable[[], Script]


def _reads(
    window: MainWindow,
    outside: Path,
    marks: Iterator[str],
    part: tuple[str, Callable[[bytes], bytes]],
    errors: list[object],
) -> Kind:
    def script() -> Script:
        mark = next(marks)
        file = outside / f"{mark}.{part[0]}"
        file.write_bytes(part[1](mark.encode()))
        window.incoming.open([file])
        yield lambda: window.session.jobs.idle
        for sheet in window.findChildren(ImportSheet):
            errors.append(file)  # told in the sheet, where the name belongs
            sheet.reject()
        yield lambda: not window.findChildren(ImportSheet)

    return script


def _opens(outside: Path, marks: Iterator[str], content: bytes, errors: list[object]) -> Kind:
    def script() -> Script:
        file = outside / f"{next(marks)}.netplus"
        file.write_bytes(content)
        other = Opening(file, passphrase=f"not {next(marks)}")
        other.given_up.disconnect()  # a refused vault would end the program
        other.robot = None  # type: ignore[attr-defined]  # nobody plays in front of this one
        other.begin()
        assert other.window is None and other.dialog is not None
        errors.append(file)
        other.dialog.reject()
        yield always
        with contextlib.suppress(VaultError):
            open_store(file, recovery_key=next(marks))
        other.deleteLater()
        file.unlink()
        yield always

    return script


def _breaks(
    window: MainWindow,
    how: Callable[[MainWindow, BaseException], None],
    fault: Callable[[str], BaseException],
    marks: Iterator[str],
) -> Kind:
    def script() -> Script:
        how(window, fault(next(marks)))
        yield lambda: any(isinstance(w, FaultDialog) and w.isVisible() for w in QApplication.topLevelWidgets())

    return script


def _fail(error: BaseException) -> None:
    marked = str(error)
    try:
        raise LookupError(marked)
    except LookupError as first:
        raise error from first


def _in_a_slot(window: MainWindow, error: BaseException) -> None:
    QTimer.singleShot(0, window, lambda: _fail(error))


def _in_a_thread(_window: MainWindow, error: BaseException) -> None:
    threading.Thread(target=_fail, args=(error,), name="netplus-trial").start()


def _in_the_worker(window: MainWindow, error: BaseException) -> None:
    window.session.read(lambda _tick: _fail(error))


def _when_given_up(_window: MainWindow, error: BaseException) -> None:
    class Last:
        def __del__(self) -> None:
            _fail(error)

    Last()


def _while_painting(window: MainWindow, error: BaseException) -> None:
    class Canvas(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            self.deleteLater()
            _fail(error)

    canvas = Canvas(window)
    canvas.resize(10, 10)
    canvas.show()


WAYS = (_in_a_slot, _in_a_thread, _in_the_worker, _when_given_up, _while_painting)


def _has_no_room(window: MainWindow, how: Callable[[MainWindow, str], None], marks: Iterator[str]) -> Kind:
    def script() -> Script:
        connection = window.session.store.opened.connection()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        how(window, next(marks))
        yield lambda: window.session.jobs.idle
        connection.execute("PRAGMA max_page_count = 1000000")

    return script


def _type(window: MainWindow, mark: str) -> None:
    contact = window.session.store.contact_ids()[0]
    window.session.run(window.session.store.edit_contact, contact, note=f"{mark} " * 50_000)


def _write_out(window: MainWindow, mark: str) -> None:
    from netplus_desktop.exports import Format

    folder = Path(os.environ["OUTSIDE"]) / mark
    shutil.rmtree(folder, ignore_errors=True)
    window.exporting.write(None, Format.VCARD, folder / f"{mark}.vcf")
