"""The command that begins an introduction with who is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.session import Session


class IntroductionCommands(QObject):
    """Does it for one window."""

    def __init__(self, actions: Actions, session: Session, conversation: ConversationPane, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._conversation = conversation
        self._window = window
        actions.bring_together.triggered.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        contact_id = self._conversation.current_contact()
        if contact_id is None:
            return
        from netplus_desktop.ui.introductions.begin import IntroduceDialog

        self._conversation.commit()
        dialog = IntroduceDialog(self._session, self._session.store.contact(contact_id), self._window)
        dialog.begun.connect(self._conversation.person.interview_page.introductions.open_sheet)
        dialog.open()
