"""The commands for letters: those before a meeting, the notes after a thank-you, and the snippets for all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.session import Session


class LetterCommands(QObject):
    """Does them for who is shown."""

    def __init__(self, actions: Actions, session: Session, conversation: ConversationPane, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._conversation = conversation
        self._window = window
        self._kinds = {action: kind for kind, action in actions.notes.items()}
        for action in actions.notes.values():
            action.triggered.connect(self._write_note)
        actions.approach.triggered.connect(self._approach)
        actions.snippets.triggered.connect(self._edit_snippets)

    @Slot()
    def _approach(self) -> None:
        self._conversation.write_approach()

    @Slot()
    def _write_note(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._conversation.write_note(self._kinds[action])

    @Slot()
    def _edit_snippets(self) -> None:
        from netplus_desktop.ui.interview.snippets import SnippetDialog

        SnippetDialog(self._session, parent=self._window).open()
