"""The commands for what follows: into the calendar, and the news of a landing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from netplus_desktop.exports import CalendarEntry
from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.calendar import open_entry
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.session import Session


class FollowThrough(QObject):
    """Does them for who and what is shown."""

    def __init__(self, actions: Actions, session: Session, conversation: ConversationPane, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._conversation = conversation
        self._window = window
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        """What hands a file to the desktop."""
        actions.interview_to_calendar.triggered.connect(self._interview)
        actions.step_to_calendar.triggered.connect(self._step)
        actions.landed.triggered.connect(self._landed)

    @Slot()
    def _interview(self) -> None:
        self._open(self._conversation.current_interview())

    @Slot()
    def _step(self) -> None:
        self._open(None)

    @Slot()
    def _landed(self) -> None:
        from netplus_desktop.ui.landing.sheet import LandingSheet

        self._conversation.commit()
        LandingSheet(self._session, self._window).open()

    def _open(self, interview_id: int | None) -> None:
        self._conversation.commit()
        contact_id = self._conversation.current_contact()
        if contact_id is not None:
            open_entry(self._session, CalendarEntry(contact_id, interview_id), self.open_address)
