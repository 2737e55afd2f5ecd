"""Planning a new conversation: why, when, where, and which questions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core.records import Contact, InterviewPlan, Kind, Medium
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.interview.plan import PlanFields
from netplus_desktop.ui.interview.question_list import QuestionList
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label


class PlanDialog(Frame):
    """A window that plans an informational interview with one person. Everything can be changed later."""

    planned = Signal(int)
    """(id of the new interview)"""

    def __init__(self, session: Session, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._contact = session, contact
        self.setWindowTitle(self.tr("Plan an informational interview"))
        hint = self.tr(
            "With {name}, for advice, information or a referral, never for a job. Everything can change later."
        )
        self.body.addWidget(Label(hint.format(name=contact.person.name), tone=Tone.SECOND, wrap=True))
        self.fields = PlanFields(brief=True)
        self.fields.show_plan(InterviewPlan(zone=dates.system_zone(), minutes=session.store.clocks().minutes))
        self._count = Label("", tone=Tone.SECOND)
        self.questions = QuestionList(session, contact)
        self.questions.picked_changed.connect(self._tell_count)
        self.questions.suggest()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GAP, 0)  # beside the scroll bar
        column.setSpacing(theme.GAP)
        column.addWidget(self.fields)
        column.addWidget(self._count)
        column.addWidget(self.questions, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self.body.addWidget(scroll, 1)
        self.button(self.tr("&Cancel")).clicked.connect(self.reject)
        self.plan_button = self.button(self.tr("Plan &interview"))
        theme.set_role(self.plan_button, "primary")
        self.plan_button.clicked.connect(self.plan)
        self.take_room(84, 46)
        self.fields.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def plan(self) -> None:
        """Plan it as the fields stand."""
        self.fields.commit_zone()
        changes = self._session.run(
            self._session.store.plan_interview,
            self._contact.id,
            self.fields.plan(),
            tuple(self.questions.picked()),
            initiator=self,
        )
        if changes is not None:
            self.planned.emit(changes.new_id(Kind.INTERVIEW))
            self.accept()

    def unfinished(self) -> dict[str, Any]:
        """What is planned up to now, as plain values."""
        plan = asdict(self.fields.plan())
        plan["starts"] = plan["starts"].isoformat() if plan["starts"] else None
        return {"plan": plan, "questions": self.questions.unfinished()}

    def resume(self, kept: dict[str, Any]) -> None:
        """Stand as `unfinished` told."""
        plan = kept["plan"]
        starts = datetime.fromisoformat(plan["starts"]) if plan["starts"] else None
        self.fields.show_plan(InterviewPlan(**{**plan, "starts": starts, "medium": Medium(plan["medium"])}))
        self.questions.resume(kept["questions"])

    def _tell_count(self, count: int) -> None:
        if count == 1:
            text = self.tr("Questions to ask: 1 picked")
        else:
            text = self.tr("Questions to ask: {n} picked").format(n=count)
        self._count.setText(text)
