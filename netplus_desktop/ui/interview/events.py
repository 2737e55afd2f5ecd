"""Recording what happened: one likely next fact as a button, all others in a menu, their days changeable."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from netplus_desktop.core.practice import ends_at, held_at, starts_at
from netplus_desktop.core.records import Event, EventKind, Interview
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import DayField, button
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import FlowLayout, IconButton, Label

ORDER = (
    (
        EventKind.REQUESTED,
        EventKind.ASKED_ANOTHER,
        EventKind.NUDGED,
        EventKind.ACCEPTED,
        EventKind.PREPARED,
        EventKind.CONFIRMED,
    ),
    (EventKind.HELD, EventKind.DEBRIEFED, EventKind.THANKED, EventKind.LOOP_CLOSED),
    (
        EventKind.PARKED,
        EventKind.DECLINED,
        EventKind.RESCHEDULED,
        EventKind.CANCELLED,
        EventKind.NO_SHOW,
        EventKind.TURNED,
    ),
)
"""The menu's groups: before, after, side states."""


def likely(interview: Interview, now: datetime) -> EventKind | None:
    """What most likely happened next in a conversation, as far as one press can record it."""
    has = {event.kind for event in interview.events}
    start = starts_at(interview.plan)
    if held_at(interview, now) or has & {EventKind.HELD}:
        if EventKind.HELD not in has:
            return EventKind.HELD
        return EventKind.LOOP_CLOSED if EventKind.THANKED in has and EventKind.LOOP_CLOSED not in has else None
    if start and start <= now:
        return EventKind.HELD
    if start:
        return None if EventKind.CONFIRMED in has else EventKind.CONFIRMED
    if EventKind.ACCEPTED in has:
        return None
    return EventKind.ACCEPTED if EventKind.REQUESTED in has else EventKind.REQUESTED


def when_recorded(interview: Interview, kind: EventKind, now: datetime) -> datetime:
    """The instant that a fact recorded `now` gets: a meeting took place when it was planned, if that has passed."""
    end = ends_at(interview.plan)
    return end if kind is EventKind.HELD and end and end < now else now


class EventsRow(QWidget):
    """The recorded facts of a conversation, each with a day that can be changed; `buttons` record them."""

    recorded = Signal(object)
    """(EventKind): the user recorded this just now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self.likely_button = button("")
        self.likely_button.clicked.connect(self._record_likely)
        self.menu_button = button(self.tr("&Record…"))
        self.menu_button.setToolTip(self.tr("Record what happened, or change a day"))
        self.menu = QMenu(self)
        self._actions: dict[EventKind, QAction] = {}
        for group in ORDER:
            for kind in group:
                action = self.menu.addAction(words.event_said(kind))
                action.setData(kind)
                self._actions[kind] = action
            self.menu.addSeparator()
        self.days_action = self.menu.addAction(self.tr("Show and change &days"))
        self.days_action.setCheckable(True)
        self.menu.triggered.connect(self._chosen)
        self.menu_button.setMenu(self.menu)
        self._days = QWidget()
        self._days.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._flow = FlowLayout(self._days)
        self._rows: dict[EventKind, _EventDay] = {}
        self.buttons = QWidget()
        """The buttons, to be placed beside the plan."""
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.likely_button)
        row.addWidget(self.menu_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._days)
        self.hide()

    def refresh(self, shown: Shown) -> None:
        """Show the facts of the conversation in front."""
        before = self._shown.interview.id if self._shown and self._shown.interview else None
        self._shown = shown
        interview = shown.interview
        if interview is None:
            return
        if interview.id != before:
            self._show_days(False)
        kind = likely(interview, shown.now)
        self.likely_button.setVisible(kind is not None)
        if kind is not None:
            self.likely_button.setText(words.event_said(kind))
        for event_kind, old in list(self._rows.items()):
            if interview.event(event_kind) is None:
                del self._rows[event_kind]
                self._flow.removeWidget(old)
                old.hide()
                old.deleteLater()
        for event in sorted(interview.events, key=lambda event: event.at):
            row = self._rows.get(event.kind)
            if row is None:
                row = _EventDay(self, event.kind)
                self._rows[event.kind] = row
                self._flow.addWidget(row)
                row.show()
            row.show_event(event, shown)
        self.days_action.setEnabled(bool(interview.events))
        if not interview.events:
            self._show_days(False)

    def record(self, kind: EventKind) -> None:
        """Record that this happened now; the day can be changed beside it."""
        if self._shown is None or self._shown.interview is None:
            return
        interview = self._shown.interview
        at = when_recorded(interview, kind, self._shown.now)
        if kind is EventKind.THANKED:
            done = self._session.run(self._session.store.mark_sent, interview.id, at, initiator=self)
        else:
            done = self._session.run(self._session.store.record_event, interview.id, kind, at, initiator=self)
        if done is not None:
            self._show_days(True)
            self.recorded.emit(kind)

    def set_day(self, kind: EventKind, day: date | None) -> None:
        """Move a fact to another day, or take it back with None."""
        if self._shown is None or self._shown.interview is None:
            return
        interview = self._shown.interview
        at: datetime | None = None
        if day is not None:
            before = interview.event(kind)
            clock = before.astimezone(dates.local_zone()).time() if before else time(12)
            at = datetime.combine(day, clock, dates.local_zone())
        verb = self._session.store.mark_sent if kind is EventKind.THANKED else self._session.store.record_event
        fixed = (interview.id,) if kind is EventKind.THANKED else (interview.id, kind)
        self._session.run(verb, *fixed, at, initiator=self)

    def day_field(self, kind: EventKind) -> DayField | None:
        """The field with the day of a recorded fact."""
        row = self._rows.get(kind)
        return row.day if row else None

    def _record_likely(self) -> None:
        if self._shown and self._shown.interview:
            kind = likely(self._shown.interview, self._shown.now)
            if kind is not None:
                self.record(kind)

    def _chosen(self, action: QAction) -> None:
        if action is self.days_action:
            self._show_days(action.isChecked())
        else:
            self.record(EventKind(action.data()))

    def _show_days(self, visible: bool) -> None:
        self.setVisible(visible)
        self.days_action.setChecked(visible)


class _EventDay(QWidget):
    """A recorded fact with its day and a way to take it back."""

    def __init__(self, owner: EventsRow, kind: EventKind) -> None:
        super().__init__()
        self._owner, self._kind = owner, kind
        self.day = DayField("", clearable=False)
        self.day.chosen.connect(self._moved)
        said = words.event_said(kind)
        self.day.setAccessibleName(self.tr("Day of: {fact}").format(fact=said))
        remove = IconButton("x", self.tr("Take back: {fact}").format(fact=said))
        remove.clicked.connect(self._taken_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_HAIR)
        row.addWidget(Label(said, tone=Tone.SECOND))
        row.addWidget(self.day)
        row.addWidget(remove)

    def show_event(self, event: Event, shown: Shown) -> None:
        on = dates.today_of(event.at)
        self.day.set_day(on, dates.day(on, shown.today))

    def _moved(self, day: date) -> None:
        self._owner.set_day(self._kind, day)

    def _taken_back(self) -> None:
        self._owner.set_day(self._kind, None)
