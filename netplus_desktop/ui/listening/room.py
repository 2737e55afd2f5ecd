"""What covers the desk: the view of a talk or the debrief after it, and over both a place for what went wrong."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netplus_desktop.ui.desk import Room as StripRoom
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.listening.debrief import Debrief
from netplus_desktop.ui.listening.view import ListeningView
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Strip


class Room(QWidget):
    """The talk and the debrief, one of them in front."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.strip = Strip()
        self.view = ListeningView(session)
        self.debrief = Debrief(session)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.debrief)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(StripRoom(self.strip))
        column.addWidget(self._stack, 1)

    @property
    def looking_back(self) -> bool:
        """Whether the debrief is in front."""
        return self._stack.currentWidget() is self.debrief

    def show_view(self, shown: Shown) -> None:
        """Have the talk in front."""
        self._stack.setCurrentWidget(self.view)
        self.refresh(shown)
        self.view.begin()

    def show_debrief(self, shown: Shown, place: int, answer: str) -> None:
        """Have the debrief in front, with the question at `place`."""
        self._stack.setCurrentWidget(self.debrief)
        self.refresh(shown)
        self.debrief.begin(place, answer)

    def refresh(self, shown: Shown) -> None:
        """Show the conversation as it is now."""
        if self.looking_back:
            self.debrief.refresh(shown)
        else:
            self.view.refresh(shown)

    def commit(self) -> None:
        """Write what is not written yet."""
        self.view.commit()
        self.debrief.commit()
