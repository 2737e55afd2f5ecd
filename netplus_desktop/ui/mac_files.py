"""Files that macOS hands over: its Finder sends them as events, before and while the program runs, not as arguments."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class MacApplication(QApplication):
    """The application, which hears of such files."""

    files_came = Signal(list)
    """(paths)"""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.files_came.emit([Path(event.file())])
            return True
        return super().event(event)
