"""The history of a person: conversations and the both-ways record by date, with lines recorded by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from netplus_desktop.core.practice import ExchangeLine, LineKind, exchange_lines
from netplus_desktop.core.records import Direction, ExchangeEntry, ExchangeState, Interview
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import (
    DayField,
    ElidingLink,
    Heading,
    InlineText,
    MoreButton,
    button,
    show_saved,
)
from netplus_desktop.ui.interview.sent_letters import SentLetters
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.reading_order import in_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Card, Chip, CommitLineEdit, FlowLayout, Label

STATES = (
    ExchangeState.OFFERED,
    ExchangeState.ACCEPTED,
    ExchangeState.DELIVERED,
    ExchangeState.ACKNOWLEDGED,
    ExchangeState.DECLINED,
)


class HistoryPage(QWidget):
    """What there was between us, latest first."""

    interview_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self.record = RecordLine(session)
        self._talks = Card()
        self._talk_links: dict[int, ElidingLink] = {}
        self._talks_heading = Heading(self.tr("Conversations"))
        self._lines = Card()
        self.letters = SentLetters()
        self._entries: dict[int, EntryRow] = {}
        self._plain: list[QWidget] = []
        self._nothing = Label(self.tr("Nothing is recorded yet."), tone=Tone.SECOND)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(Heading(self.tr("Record by hand")))
        column.addWidget(self.record)
        column.addSpacing(theme.GAP)
        column.addWidget(self._talks_heading)
        column.addWidget(self._talks)
        column.addSpacing(theme.GAP)
        column.addWidget(Heading(self.tr("Between us")))
        column.addWidget(self._lines)
        column.addSpacing(theme.GAP)
        column.addWidget(self.letters)
        column.addStretch(1)
        self._lines.body.addWidget(self._nothing)

    def refresh(self, shown: Shown) -> None:
        """Show the history of a person."""
        self._shown = shown
        contact = shown.contact
        self.record.show_contact(contact.id, shown.today)
        self._show_talks(contact.interviews, shown.today)
        self.letters.refresh(shown)
        lines = exchange_lines(contact.interviews, contact.heard, contact.exchange, shown.now)
        for row in self._plain:
            self._lines.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._plain = []
        wanted = {line.entry_id for line in lines}
        for gone in [entry_id for entry_id in self._entries if entry_id not in wanted]:
            row = self._entries.pop(gone)
            self._lines.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        by_id = {entry.id: entry for entry in contact.exchange}
        for place, line in enumerate(lines):
            if line.entry_id is None:
                plain = _line_widget(line, shown.today)
                self._plain.append(plain)
                self._lines.body.insertWidget(place, plain)
                continue
            entry_row = self._entries.get(line.entry_id)
            if entry_row is None:
                entry_row = self._entries[line.entry_id] = EntryRow(self._session)
            if self._lines.body.indexOf(entry_row) != place:
                self._lines.body.insertWidget(place, entry_row)
            entry_row.show_entry(by_id[line.entry_id], shown.today)
        self._nothing.setVisible(not lines)

    def texts(self) -> list[str]:
        """The lines of the record, latest first."""
        found = []
        for widget in in_order(self._lines.body):
            if isinstance(widget, EntryRow):
                found.append(widget.text.toPlainText())
            elif isinstance(widget, QWidget) and widget is not self._nothing:
                found.append(widget.accessibleName())
        return found

    def entry_row(self, entry_id: int) -> EntryRow:
        """The row of a recorded entry."""
        return self._entries[entry_id]

    def commit(self) -> None:
        """Write what is not written yet."""
        for row in list(self._entries.values()):
            row.text.commit()

    def unfinished(self) -> dict[str, Any]:
        """What was typed beside Record and not recorded, as plain values; {} for nothing."""
        text = self.record.text.text()
        return {"text": text, "gave": self.record.gave.isChecked()} if text.strip() else {}

    def resume(self, kept: dict[str, Any]) -> None:
        """Let the user type on."""
        self.record.text.setText(kept["text"])
        self.record.gave.setChecked(kept["gave"])

    def _show_talks(self, interviews: tuple[Interview, ...], today: date) -> None:
        for gone in self._talk_links.keys() - {interview.id for interview in interviews}:
            old = self._talk_links.pop(gone)
            self._talks.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, interview in enumerate(interviews):
            talk = self._talk_links.get(interview.id)
            if talk is None:
                talk = self._talk_links[interview.id] = ElidingLink()
                talk.setProperty("interview", interview.id)
                talk.clicked.connect(self._open_talk)
                self._talks.body.insertWidget(place, talk)
            title = words.interview_title(interview, today)
            purpose = interview.plan.purpose
            talk.show_text(self.tr("{title}: {purpose}").format(title=title, purpose=purpose) if purpose else title)
        self._talks.setVisible(bool(interviews))
        self._talks_heading.setVisible(bool(interviews))

    def _open_talk(self) -> None:
        self.interview_requested.emit(int(self.sender().property("interview")))


def _line_widget(line: ExchangeLine, today: date) -> QWidget:
    """A line that follows from something else: it changes where that changes."""
    row = QWidget()
    text = words.exchange_text(line)
    if line.kind is LineKind.MEETING:
        text = words.translate("history", "They gave you their time for a talk")
    elif line.kind is LineKind.THANKS:
        text = words.translate("history", "You sent {thanks}").format(thanks=text)
    row.setAccessibleName(text)
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.GAP_SMALL)
    box.addWidget(_side(line.direction), 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(Label(text, wrap=True), 1)
    box.addWidget(Label(dates.day(line.on, today), tone=Tone.SECOND), 0, Qt.AlignmentFlag.AlignTop)
    return row


def _side(direction: Direction) -> Label:
    if direction is Direction.THEY_SHARED:
        label = Label(words.translate("history", "They shared"), Type.CAPTION, Tone.SHARED)
    else:
        label = Label(words.translate("history", "You gave"), Type.CAPTION, Tone.GAVE)
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("MMMMMMMM"))
    return label


class EntryRow(QWidget):
    """An entry that was recorded by hand or by an offer: text, day and state can be changed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry: ExchangeEntry | None = None
        self._side_label: Label | None = None
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.GAP_SMALL)
        self.text = InlineText()
        self.text.committed.connect(self._retext)
        self.state = Label("", tone=Tone.SECOND)
        self.day = DayField("", clearable=False)
        self.day.chosen.connect(self._redate)
        self.menu = QMenu(self)
        self._states: dict[ExchangeState, QAction] = {}
        for state in STATES:
            action = self.menu.addAction(words.exchange_state(state))
            action.setCheckable(True)
            action.setData(state)
            self._states[state] = action
        self.menu.addSeparator()
        self.remove = self.menu.addAction(self.tr("Re&move"))
        self.menu.triggered.connect(self._chosen)
        self.more = MoreButton(self.menu, self.tr("More"))
        self._box.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        for item in (self.state, self.day, self.more):
            self._box.addWidget(item, 0, Qt.AlignmentFlag.AlignTop)

    def show_entry(self, entry: ExchangeEntry, today: date) -> None:
        """Show an entry as it is now."""
        self._entry = entry
        if self._side_label is None:
            self._side_label = _side(entry.direction)
            self._box.insertWidget(0, self._side_label, 0, Qt.AlignmentFlag.AlignTop)
        show_saved(self.text, entry.text)
        self.text.setAccessibleName(entry.text)
        self.day.set_day(entry.on, dates.day(entry.on, today))
        self.day.setAccessibleName(self.tr("Day of: {text}").format(text=entry.text))
        gave = entry.direction is Direction.I_GAVE
        self.state.setVisible(gave)
        self.state.setText(words.exchange_state(entry.state))
        for state, action in self._states.items():
            action.setVisible(gave)
            action.setChecked(state is entry.state)
        self.more.setAccessibleName(self.tr("More about: {text}").format(text=entry.text))

    def _retext(self, text: str) -> None:
        self._edit(text=text.strip())

    def _redate(self, day: date) -> None:
        self._edit(on=day)

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


class RecordLine(QWidget):
    """One line to record by hand: which way, what, when."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._contact_id: int | None = None
        self._today = date.min
        self.shared = Chip(self.tr("They shared…"))
        self.gave = Chip(self.tr("You gave…"))
        sides = QButtonGroup(self)
        sides.addButton(self.shared)
        sides.addButton(self.gave)
        self.shared.setChecked(True)
        self.text = CommitLineEdit()
        self.text.setPlaceholderText(self.tr("An article, a name, an hour of help…"))
        self.text.setAccessibleName(self.tr("What it was"))
        self.text.returnPressed.connect(self.record)
        self.day = DayField(self.tr("today"), clearable=False)
        self.day.setAccessibleName(self.tr("When it was"))
        self.day.chosen.connect(self._day_chosen)
        self.record_button = button(self.tr("&Record"))
        self.record_button.clicked.connect(self.record)
        chips = QWidget()
        flow = FlowLayout(chips)
        flow.addWidget(self.shared)
        flow.addWidget(self.gave)
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

    def record(self) -> None:
        """Write the line."""
        what = self.text.text().strip()
        if not what or self._contact_id is None:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        direction = Direction.THEY_SHARED if self.shared.isChecked() else Direction.I_GAVE
        done = self._session.run(
            self._session.store.record_share,
            self._contact_id,
            direction,
            what,
            self.day.day() or self._today,
            initiator=self,
        )
        if done is not None:
            self.text.set_text("")
            self.day.set_day(self._today, dates.day(self._today, self._today))

    def _day_chosen(self, day: date) -> None:
        self.day.set_day(day, dates.day(day, self._today))
