"""The rows of the both-ways record, and the line by which something is recorded by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QMenu, QSpinBox, QVBoxLayout, QWidget

from netplus_desktop.core.practice import ExchangeLine, LineKind
from netplus_desktop.core.records import Contact, Direction, ExchangeEntry, ExchangeState
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import DayField, InlineText, MoreButton, button, first_line, show_saved
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Chip, FlowLayout, Label

if TYPE_CHECKING:
    from netplus_desktop.core.records import Ask

RowKey = tuple[str, int] | None
"""By what a row is known again when the record is read anew; None: it is made anew."""

_INDENT = 2
"""The margin of an `InlineText`."""

MOST_MINUTES = 6000
"""A give of a hundred hours: more than that is no slip of the keyboard, but nobody means it."""


def key_of(line: ExchangeLine) -> RowKey:
    """The key of the row that shows a line."""
    if line.entry_id is not None:
        return ("entry", line.entry_id)
    return (line.fact or "ask", line.ask_id) if line.ask_id is not None else None


def row_for(line: ExchangeLine, session: Session) -> RecordRow:
    """A new row that can show a line."""
    if line.entry_id is not None:
        return EntryRow(session)
    if line.ask_id is None:
        return PlainRow()
    return FactRow(session) if line.fact else AskRow(session)


class RecordRow(QWidget):
    """One line of the record: which way it went, what, when."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.GAP_SMALL)
        self._side: Label | None = None

    def show_side(self, text: str, tone: Tone = Tone.SECOND) -> None:
        """Tell at the left which way it went."""
        if self._side is None:
            self._side = Label("", Type.CAPTION, tone)
            self._side.setMinimumWidth(self._side.fontMetrics().horizontalAdvance("MMMMMMMMM"))
            self.box.insertLayout(0, first_line(self._side))
        self._side.setText(text)

    def show_line(self, line: ExchangeLine, contact: Contact, today: date) -> None:
        """Show a line of somebody's record as it is now."""
        raise NotImplementedError

    def told(self) -> str:
        """What the row says, without its day."""
        return self.accessibleName()

    def commit(self) -> None:
        """Write what is not written yet."""


def _side(direction: Direction | None) -> tuple[str, Tone]:
    if direction is Direction.THEY_SHARED:
        return words.translate("history", "They shared"), Tone.SHARED
    if direction is Direction.I_GAVE:
        return words.translate("history", "You gave"), Tone.GAVE
    return words.translate("history", "You asked"), Tone.SECOND


def _in_words(line: ExchangeLine) -> str:
    text = words.exchange_text(line)
    if line.kind is LineKind.MEETING:
        return words.translate("history", "They gave you their time for a talk")
    if line.kind is LineKind.THANKS:
        return words.translate("history", "You sent {thanks}").format(thanks=text)
    return text


def _in_two_lines(text: QWidget, *below: QWidget) -> QVBoxLayout:
    """A text with the whole width to itself, and below it how it stands."""
    line = QHBoxLayout()
    line.setContentsMargins(_INDENT, 0, 0, 0)
    line.setSpacing(theme.GAP_SMALL)
    for item in below:
        line.addWidget(item)
    line.addStretch(1)
    column = QVBoxLayout()
    column.setContentsMargins(0, theme.GAP_HAIR, 0, 0)
    column.setSpacing(0)
    column.addWidget(text)
    column.addLayout(line)
    column.addStretch(1)
    return column


class PlainRow(RecordRow):
    """A line that follows from something else: it changes where that changes."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._day = Label("", wrap=True), Label("", tone=Tone.SECOND)
        self.box.addLayout(first_line(self._text), 1)
        self.box.addLayout(first_line(self._day))

    def show_line(self, line: ExchangeLine, contact: Contact, today: date) -> None:
        self.show_side(*_side(line.direction))
        text = _in_words(line)
        self.setAccessibleName(text)
        self._text.setText(text)
        self._day.setText(dates.day(line.on, today))


class FactRow(RecordRow):
    """What came of a request: the day can be changed here, the rest where the request stands."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._line: ExchangeLine | None = None
        self._text = Label("", wrap=True)
        self.day = DayField("", clearable=False)
        self.day.chosen.connect(self._redate)
        self.box.addLayout(first_line(self._text), 1)
        self.box.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)

    def show_line(self, line: ExchangeLine, contact: Contact, today: date) -> None:
        self._line = line
        self.show_side(*_side(line.direction))
        text = _in_words(line)
        self.setAccessibleName(text)
        self._text.setText(text)
        self.day.set_day(line.on, dates.day(line.on, today))
        self.day.setAccessibleName(self.tr("Day of: {text}").format(text=text))

    @Slot(object)
    def _redate(self, day: date) -> None:
        if self._line is not None and self._line.ask_id is not None:
            self._session.run(self._session.store.edit_ask, self._line.ask_id, initiator=self, **{self._line.fact: day})


class EntryRow(RecordRow):
    """An entry that was recorded by hand or by an offer: text, day, state and minutes can be changed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        from netplus_desktop.core.giving import OFFER_NEXT  # here: no start needs it

        self._session = session
        self._entry: ExchangeEntry | None = None
        self._next = OFFER_NEXT
        self.text = InlineText()
        self.text.committed.connect(self._retext)
        self.minutes = MinutesTaken()
        self.minutes.editingFinished.connect(self._retime)
        self.state = Label("", tone=Tone.SECOND)
        self.day = DayField("", clearable=False)
        self.day.chosen.connect(self._redate)
        self.menu = QMenu(self)
        self.steps = {state: self._action(self.menu, words.offer_step(state), state) for state in ExchangeState}
        self.menu.addSeparator()
        self.stand = self.menu.addMenu(self.tr("C&hange to"))
        self.states = {state: self._action(self.stand, words.exchange_state(state), state) for state in ExchangeState}
        self.remove = self.menu.addAction(self.tr("Re&move"))
        self.menu.triggered.connect(self._chosen)
        self.more = MoreButton(self.menu, self.tr("More"))
        self.box.addLayout(_in_two_lines(self.text, self.state, self.minutes), 1)
        for item in (self.day, self.more):
            self.box.addWidget(item, 0, Qt.AlignmentFlag.AlignTop)

    def _action(self, menu: QMenu, text: str, state: ExchangeState) -> QAction:
        action = menu.addAction(text)
        action.setData(str(state))
        return action

    def show_line(self, line: ExchangeLine, contact: Contact, today: date) -> None:
        entry = next(one for one in contact.exchange if one.id == line.entry_id)
        self._entry = entry
        text, tone = _side(entry.direction)
        thought = entry.state is ExchangeState.CONSIDERED
        self.show_side(self.tr("You could give") if thought else text, tone)
        show_saved(self.text, entry.text)
        self.text.setAccessibleName(entry.text)
        self.day.set_day(entry.on, dates.day(entry.on, today))
        self.day.setAccessibleName(self.tr("Day of: {text}").format(text=entry.text))
        gave = entry.direction is Direction.I_GAVE
        given = gave and entry.state in (ExchangeState.DELIVERED, ExchangeState.ACKNOWLEDGED)
        self.minutes.setVisible(given)
        self.minutes.show_minutes(entry.minutes)
        self.minutes.setAccessibleName(self.tr("Minutes that it took: {text}").format(text=entry.text))
        self.state.setVisible(gave)
        self.state.setText(words.exchange_state(entry.state))
        for state, action in self.steps.items():
            action.setVisible(gave and state in self._next[entry.state])
        self.stand.menuAction().setVisible(gave)
        for state, action in self.states.items():
            action.setVisible(state is not entry.state)
        self.more.setAccessibleName(self.tr("More about: {text}").format(text=entry.text))

    def told(self) -> str:
        return self.text.toPlainText()

    def commit(self) -> None:
        self.text.commit()
        if self.minutes.hasFocus():
            self._retime()

    @Slot(str)
    def _retext(self, text: str) -> None:
        self._edit(text=text.strip())

    @Slot(object)
    def _redate(self, day: date) -> None:
        self._edit(on=day)

    @Slot()
    def _retime(self) -> None:
        if self._entry is not None and self.minutes.minutes() != self._entry.minutes:
            self._edit(minutes=self.minutes.minutes())

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        if self._entry is None:
            return
        if action is self.remove:
            self._session.run(self._session.store.delete_exchange, self._entry.id, initiator=self)
        else:
            self._edit(state=ExchangeState(action.data()))

    def _edit(self, **changed: object) -> None:
        if self._entry is not None:
            self._session.run(self._session.store.edit_exchange, self._entry.id, initiator=self, **changed)


class MinutesTaken(QSpinBox):
    """What a give took. The wheel scrolls the page, not the number."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, MOST_MINUTES)
        self.setSpecialValueText(self.tr("minutes?"))
        self.setSuffix(self.tr(" min"))
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(theme.GAP_SMALL, 0, 0, 0)  # the style sheet's padding does not reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def minutes(self) -> int | None:
        """The number shown; None for none."""
        return self.value() or None

    def show_minutes(self, minutes: int | None) -> None:
        """Show what is known."""
        if not self.hasFocus() or minutes is not None:
            self.setValue(minutes or 0)


class AskRow(RecordRow):
    """A request: its text, day, kind and how far it came can be changed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        from netplus_desktop.core.giving import ASK_NEXT
        from netplus_desktop.core.records import AskKind, AskState

        self._session = session
        self._ask: Ask | None = None
        self._next = ASK_NEXT
        self._state_of, self._kind_of = AskState, AskKind
        self._today = date.min
        self.text = InlineText()
        self.text.committed.connect(self._retext)
        self.state = Label("", tone=Tone.SECOND)
        self.day = DayField("", clearable=False)
        self.day.chosen.connect(self._redate)
        self.menu = QMenu(self)
        self.steps = {state: self.menu.addAction(words.ask_step(state)) for state in AskState}
        self.menu.addSeparator()
        self.stand = self.menu.addMenu(self.tr("C&hange to"))
        self.states = {state: self.stand.addAction(words.ask_state(state)) for state in AskState}
        self.kind = self.menu.addMenu(self.tr("What &kind"))
        self.kinds = {kind: self.kind.addAction(words.ask_kind(kind)) for kind in AskKind}
        for some in (self.steps, self.states, self.kinds):
            for word, action in some.items():
                action.setData(str(word))
        self.remove = self.menu.addAction(self.tr("Re&move"))
        self.menu.triggered.connect(self._chosen)
        self.more = MoreButton(self.menu, self.tr("More"))
        self.box.addLayout(_in_two_lines(self.text, self.state), 1)
        for item in (self.day, self.more):
            self.box.addWidget(item, 0, Qt.AlignmentFlag.AlignTop)

    def show_line(self, line: ExchangeLine, contact: Contact, today: date) -> None:
        ask = next(one for one in contact.asks if one.id == line.ask_id)
        self._ask, self._today = ask, today
        self.show_side(*_side(None))
        show_saved(self.text, ask.text)
        self.text.setAccessibleName(ask.text)
        self.state.setText(
            self.tr("{kind}: {state}").format(kind=words.ask_kind(ask.kind), state=words.ask_state(ask.state))
        )
        self.day.set_day(ask.on, dates.day(ask.on, today))
        self.day.setAccessibleName(self.tr("Day of: {text}").format(text=ask.text))
        for state, action in self.steps.items():
            action.setVisible(state in self._next[ask.state])
        for state, action in self.states.items():
            action.setVisible(state is not ask.state)
        for kind, action in self.kinds.items():
            action.setCheckable(True)
            action.setChecked(kind is ask.kind)
        self.more.setAccessibleName(self.tr("More about: {text}").format(text=ask.text))

    def told(self) -> str:
        return self.text.toPlainText()

    def commit(self) -> None:
        self.text.commit()

    @Slot(str)
    def _retext(self, text: str) -> None:
        self._edit(text=text.strip())

    @Slot(object)
    def _redate(self, day: date) -> None:
        self._edit(on=day)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        if self._ask is None:
            return
        store = self._session.store
        if action is self.remove:
            self._session.run(store.delete_ask, self._ask.id, initiator=self)
        elif action in self.kinds.values():
            self._edit(kind=self._kind_of(action.data()))
        else:
            state = self._state_of(action.data())
            self._session.run(store.set_ask_state, self._ask.id, state, self._today, initiator=self)

    def _edit(self, **changed: object) -> None:
        if self._ask is not None:
            self._session.run(self._session.store.edit_ask, self._ask.id, initiator=self, **changed)


class RecordLine(QWidget):
    """One line to record by hand: which way, what, when."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._contact_id: int | None = None
        self._today = date.min
        self.shared = Chip(self.tr("They shared…"))
        self.gave = Chip(self.tr("You gave…"))
        self.asked = Chip(self.tr("You asked…"))
        sides = QButtonGroup(self)
        self.text = CommitLineEdit()
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("What kind of request it was"))
        self.kind.hide()
        self.asked.toggled.connect(self._asked_chosen)
        self.shared.setChecked(True)
        self._say_what()
        self.text.setAccessibleName(self.tr("What it was"))
        self.text.returnPressed.connect(self.record)
        self.day = DayField(self.tr("today"), clearable=False)
        self.day.setAccessibleName(self.tr("When it was"))
        self.day.chosen.connect(self._day_chosen)
        self.record_button = button(self.tr("&Record"))
        self.record_button.clicked.connect(self.record)
        chips = QWidget()
        flow = FlowLayout(chips)
        for side in (self.shared, self.gave, self.asked):
            sides.addButton(side)
            flow.addWidget(side)
        flow.addWidget(self.kind)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_SMALL)
        line.addWidget(self.text, 1)
        line.addWidget(self.day)
        line.addWidget(self.record_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(chips)
        column.addLayout(line)

    def show_contact(self, contact_id: int, today: date) -> None:
        """Record for this person."""
        if contact_id != self._contact_id:
            self._contact_id = contact_id
            self.text.set_text("")
            self.day.set_day(today, dates.day(today, today))
        self._today = today

    @Slot()
    def record(self) -> None:
        """Write the line."""
        what = self.text.text().strip()
        if not what or self._contact_id is None:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        store, on = self._session.store, self.day.day() or self._today
        if self.asked.isChecked():
            done = self._session.run(store.add_ask, self._contact_id, self.kind.currentData(), what, on, initiator=self)
        else:
            direction = Direction.THEY_SHARED if self.shared.isChecked() else Direction.I_GAVE
            done = self._session.run(store.record_share, self._contact_id, direction, what, on, initiator=self)
        if done is not None:
            self.text.set_text("")
            self.day.set_day(self._today, dates.day(self._today, self._today))

    @Slot(bool)
    def _asked_chosen(self, asked: bool) -> None:
        if asked and not self.kind.count():
            from netplus_desktop.core.records import AskKind

            for kind in AskKind:
                self.kind.addItem(words.ask_kind(kind), kind)
        self.kind.setVisible(asked)
        self._say_what()

    def _say_what(self) -> None:
        what = (
            self.tr("How you began, whom else to talk to…")
            if self.asked.isChecked()
            else self.tr("An article, a name, an hour of help…")
        )
        self.text.setPlaceholderText(what)

    @Slot(object)
    def _day_chosen(self, day: date) -> None:
        self.day.set_day(day, dates.day(day, self._today))
