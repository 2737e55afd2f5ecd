"""What happens when the program itself is at fault: a line in the log, and one calm dialog."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication, QDialog

from netplus_desktop import __version__

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

    @Slot(str)
    def _show(self, told: str) -> None:
        if self._dialog is not None:
            return
        from netplus_desktop.ui.dialogs.trouble import FaultDialog

        self._dialog = FaultDialog(told, QApplication.activeWindow())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None


def diagnostics(kind: type[BaseException], trace: TracebackType | None, thread: str = "main") -> str:
    """Version, platform and where it happened: file names without folders, no values, no message."""
    import platform

    lines = [
        f"NetPlus {__version__}, Qt {qVersion()}, Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}, {QApplication.platformName()}, thread {thread}",
        kind.__name__,
    ]
    for frame in traceback.extract_tb(trace):
        name = frame.filename.replace("\\", "/").rpartition("/")[2]
        lines.append(f"  {name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)
