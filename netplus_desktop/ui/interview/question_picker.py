"""A window to pick questions for a conversation from the bank."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.records import Contact
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.interview.question_list import QuestionList
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label


class QuestionPicker(Frame):
    """A window to pick questions for a conversation. `chosen` tells them when it is accepted; Ctrl+Enter accepts."""

    chosen = Signal(list)

    def __init__(
        self,
        session: Session,
        contact: Contact,
        *,
        interview_id: int,
        without: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pick questions"))
        self.questions = QuestionList(session, contact, interview_id=interview_id, without=without)
        self._count = Label("", tone=Tone.SECOND)
        self.questions.picked_changed.connect(self._tell_count)
        self.body.addWidget(self.questions, 1)
        self.body.addWidget(self._count)
        self.button(self.tr("Cancel")).clicked.connect(self.reject)
        self.take_button = self.button(self.tr("&Put on the list"))
        theme.set_role(self.take_button, "primary")
        self.take_button.setToolTip(self.tr("Ctrl+Enter"))
        self.take_button.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take_button.click)
        self.accepted.connect(self._accepted)
        self.take_room(88, 42)
        self._tell_count(0)
        self.questions.search.setFocus()

    def _tell_count(self, count: int) -> None:
        self.take_button.setEnabled(count > 0)
        if count == 0:
            text = self.tr("Tick the questions that you would like to ask")
        else:
            text = self.tr("1 question ticked") if count == 1 else self.tr("{n} questions ticked").format(n=count)
        self._count.setText(text)

    def _accepted(self) -> None:
        self.chosen.emit(self.questions.picked())
