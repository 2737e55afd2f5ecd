"""Where a conversation stands and the one step that comes next, always in view under its stages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from netplus_desktop.core.clocks import thanks_lateness
from netplus_desktop.core.records import InterviewState, StepKind
from netplus_desktop.core.states import SIDE
from netplus_desktop.exports import CalendarEntry
from netplus_desktop.ui import theme
from netplus_desktop.ui.calendar import CalendarButton
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Label, plain_tooltip


class StandingRow(QWidget):
    """The next step in words, and the state as a button whose menu chooses another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._interview_id = 0
        self.next = Label("", wrap=True)
        self.next.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.state_button = button("")
        theme.set_role(self.state_button, "quiet")
        self.menu = QMenu(self)
        self._group = QActionGroup(self)
        self.follow_action = self._action("")
        self.menu.addSeparator()
        self._actions: dict[InterviewState, QAction] = {}
        for side in (False, True):
            for state in InterviewState:
                if (state in SIDE) is side:
                    self._actions[state] = self._action(words.state_name(state))
                    self._actions[state].setData(state)
            if not side:
                self.menu.addSeparator()
        self.menu.triggered.connect(self._chosen)
        self.state_button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        self.calendar_button = CalendarButton(session)
        row.addWidget(self.calendar_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.next, 1)
        row.addWidget(self.state_button)

    def _action(self, text: str) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        self._group.addAction(action)
        return action

    def refresh(self, shown: Shown) -> None:
        """Tell how the conversation in front stands."""
        interview, stand = shown.interview, shown.stand
        if interview is None or stand is None:
            return
        self._interview_id = interview.id
        if stand.step is None:
            self.next.setText(self.tr("Next: nothing is open"))
        else:
            late = thanks_lateness(interview, shown.now, shown.clocks)
            said = words.step_text(stand.step, shown.now, late)
            self.next.setText(self.tr("Next: {step}").format(step=said))
        step = stand.step if stand.step == shown.contact.next_step else None
        dated = step is not None and step.kind is not StepKind.MEET  # a meeting has a button beside its plan
        self.calendar_button.show_entry(CalendarEntry(shown.contact.id) if dated else None, self.next.text())
        name, derived = words.state_name(stand.state), words.state_name(stand.derived)
        if interview.state is None:
            text = self.tr("&State: {state}")
            hint = self.tr("It follows from what is recorded. You can choose another.")
        else:
            text = self.tr("&State: {state} (chosen)")
            hint = self.tr("You chose this. What is recorded says: {state}")
        self.state_button.setText(text.format(state=name))
        self.state_button.setToolTip(plain_tooltip(hint.format(state=derived)))
        self.state_button.setAccessibleDescription(hint.format(state=derived))
        self.follow_action.setText(self.tr("As what is &recorded says: {state}").format(state=derived))
        chosen = self.follow_action if interview.state is None else self._actions[interview.state]
        chosen.setChecked(True)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        state = action.data()
        wanted = InterviewState(state) if state else None
        self._session.run(self._session.store.set_state, self._interview_id, wanted, initiator=self)
