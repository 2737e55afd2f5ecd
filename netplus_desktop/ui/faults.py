"""What happens when the program itself is at fault: a line in the log, and one calm dialog."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication, QDialog

from netplus_desktop import __version__

if TYPE_CHECKING:
    from netplus_desktop.ui.session import Session

log = logging.getLogger(__name__)


class Faults(QObject):
    """Takes the exceptions that nobody expected, from any thread, and shows them on the main one, one at a time."""

    happened = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._dialog: QDialog | None = None
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on, exceptions that reach the top come here."""
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._caught_on_the_way_out

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None, thread: str = "main"
    ) -> None:
        """Log an exception and have it shown, without its message, which may hold what the user wrote."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        told = diagnostics(kind, trace, thread)
        log.error("fault\n%s", told)
        self.happened.emit(told)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            name = args.thread.name if args.thread is not None else "unknown"
            self.caught(args.exc_type, args.exc_value, args.exc_traceback, name)

    def _caught_on_the_way_out(self, args: sys.UnraisableHookArgs) -> None:
        """From where nobody can catch it, as when an object is given up."""
        self.caught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    @Slot(str)
    def _show(self, told: str) -> None:
        if self._dialog is not None:
            return
        from netplus_desktop.ui.dialogs.report import FaultDialog

        self._dialog = FaultDialog(told, QApplication.activeWindow())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None


def diagnostics(kind: type[BaseException], trace: TracebackType | None, thread: str = "main") -> str:
    """Version, platform and where it happened: file names without folders, no values, no message."""
    lines = [*_parts(), f"thread {thread}", kind.__name__]
    for frame in traceback.extract_tb(trace):
        name = frame.filename.replace("\\", "/").rpartition("/")[2]
        lines.append(f"  {name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def report(session: Session) -> str:
    """What helps to mend a fault that the user saw: parts and their versions, options without anything typed, how much
    there is in tens, and what was logged lately."""
    from netplus_desktop.assets import log_folder
    from netplus_desktop.store import schema
    from netplus_desktop.store.vault import engine
    from netplus_desktop.ui import logs

    store, options = session.store, session.settings
    counts, yes, no = store.counts(), "yes", "no"
    screen = QApplication.primaryScreen()
    lines = [
        *_parts(),
        engine(),
        f"language {QLocale().name()}, screen {screen.devicePixelRatio():g}x, {screen.logicalDotsPerInch():.0f} dpi",
        "",
        f"text size {options.text_size} %, colours {options.scheme.value}, list {options.density.value}",
        f"exchange shown {yes if options.show_exchange else no}, offers shown {yes if options.offers_shown else no}",
        f"locks after {options.lock_after} min",
        f"second folder for backups {yes if options.backup_folder else no}, backups failed {options.backup_failures}",
        "",
        f"vault of form {schema.NEWEST}, opened by {'keyring' if store.held_by_keyring() else 'passphrase'}",
        f"read only {yes if store.read_only else no}, keeps backups {yes if store.backups else no}",
        f"{_about(counts.people)} people, {_about(counts.interviews)} interviews",
        "",
        "logged lately:",
        *(logs.latest(log_folder()) or ["nothing"]),
    ]
    return "\n".join(lines) + "\n"


def _parts() -> list[str]:
    import platform

    return [
        f"NetPlus {__version__}, Qt {qVersion()}, Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}, {QApplication.platformName()}",
    ]


def _about(count: int) -> str:
    """An order of magnitude: the exact figure would tell more than it helps."""
    return f"fewer than {10 ** len(str(count)):,}" if count else "no"
