"""A line of the Today page: what to do with whom and when, done or put off where it stands."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.records import StepKind, TodayLine
from netplus_desktop.core.today import SNOOZES, Section, section_of
from netplus_desktop.exports import CalendarEntry
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.calendar import CalendarButton
from netplus_desktop.ui.interview.fields import FLUSH, ElidingLink
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Card, IconButton, Label

translate = QCoreApplication.translate

_TO_THE_HOUR = frozenset({StepKind.MEET, StepKind.CONFIRM, StepKind.WRITE_UP, StepKind.THANK})


def step_words(line: TodayLine, now: datetime) -> tuple[str, str]:
    """A step in words: what to do with whom, and when."""
    name, step = line.contact.name, line.step
    what = {
        StepKind.MEET: translate("today", "Meet {name}"),
        StepKind.CONFIRM: translate("today", "Confirm the meeting with {name}"),
        StepKind.WRITE_UP: translate("today", "Write up the talk with {name}"),
        StepKind.THANK: translate("today", "Thank {name}"),
        StepKind.PROMISE: translate("today", "Keep your promise to {name}"),
        StepKind.ASK_ANOTHER: translate("today", "No reply from {name} yet: ask somebody else there, too"),
        StepKind.NUDGE: translate("today", "Remind {name} once, when you're ready"),
        StepKind.PARK: translate("today", "No reply from {name}: let it rest"),
        StepKind.REPORT: translate("today", "Tell {name} how the introduction went"),
        StepKind.ASK_SECOND: translate("today", "Ask {name} whether you may introduce them"),
        StepKind.INTRODUCE: translate("today", "Introduce {name}: both have said yes"),
        StepKind.KEEP_IN_TOUCH: translate("today", "Be in touch with {name}"),
    }[step.kind]
    if line.other is not None and step.kind is StepKind.ASK_SECOND:
        what = translate("today", "Ask {name} whether you may introduce {other}")
    elif line.other is not None:
        what = translate("today", "Introduce {name} and {other}: both have said yes")
    today = dates.today_of(now)
    if step.kind is StepKind.KEEP_IN_TOUCH:
        if line.last_contact is None:
            when = translate("today", "no contact noted yet")
        else:
            when = translate("today", "last contact {when}").format(when=dates.since(line.last_contact, today))
        if line.dormant:
            what = translate("today", "Write {name} a note after a long while")
    elif step.kind in _TO_THE_HOUR:
        when = dates.moment(step.due, now)
    else:
        when = dates.day(dates.today_of(step.due), today)
    if step.kind in (StepKind.THANK, StepKind.PROMISE):
        when = translate("today", "due {when}").format(when=when)
    elif step.kind is StepKind.WRITE_UP:
        when = translate("today", "it was {when}").format(when=when)
    return what.format(name=name, other=line.other.name if line.other else ""), when


def done_word(kind: StepKind) -> str:
    """What the user says when a step is done; "" where nothing is to be said: a meeting ends by itself."""
    return {
        StepKind.MEET: "",
        StepKind.CONFIRM: translate("today", "Confirmed"),
        StepKind.WRITE_UP: translate("today", "Nothing to note"),
        StepKind.THANK: translate("today", "Thanked"),
        StepKind.PROMISE: translate("today", "Kept"),
        StepKind.ASK_ANOTHER: translate("today", "Asked"),
        StepKind.NUDGE: translate("today", "Reminded"),
        StepKind.PARK: translate("today", "Let it rest"),
        StepKind.REPORT: translate("today", "Told"),
        StepKind.ASK_SECOND: translate("today", "Asked"),
        StepKind.INTRODUCE: translate("today", "Introduced"),
        StepKind.KEEP_IN_TOUCH: translate("today", "Was in touch"),
    }[kind]


def _entry(line: TodayLine) -> CalendarEntry | None:
    """What the calendar gets: the meeting, or what comes next with the person; nothing of contact that cools, nor of a
    step that is not the next one."""
    if line.step.kind is StepKind.MEET:
        return CalendarEntry(line.contact.id, line.interview_id)
    return None if line.step.kind is StepKind.KEEP_IN_TOUCH or line.instead else CalendarEntry(line.contact.id)


def section_name(section: Section) -> str:
    """The heading of a part of the list."""
    return {
        Section.EARLIER: translate("today", "Waiting"),
        Section.TODAY: translate("today", "Today"),
        Section.THIS_WEEK: translate("today", "This week"),
        Section.COOLING: translate("today", "Cooling"),
    }[section]


def days_word(days: int) -> str:
    """For how long a line is put off: one of `SNOOZES`."""
    return {
        1: translate("today", "For &1 day"),
        3: translate("today", "For &3 days"),
        7: translate("today", "For &7 days"),
        30: translate("today", "For 3&0 days"),
    }[days]


class TodayRow(QWidget):
    """One line: what to do with whom, as a link; when; that it is done; that it is put off."""

    chosen = Signal(object)
    """(TodayLine): show the place where this is done."""
    done = Signal(object)
    """(TodayLine): the user did it."""
    put_off = Signal(object, int)
    """(TodayLine, days)"""
    rest_requested = Signal(object)
    """(TodayLine): nothing about this person for good."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._line: TodayLine | None = None
        self.go = ElidingLink()
        self.go.clicked.connect(self._go)
        self.when = Label("", tone=Tone.SECOND)
        self.finish = QPushButton()
        self.finish.setAutoDefault(False)
        theme.set_role(self.finish, "quiet")
        self.finish.setStyleSheet(FLUSH)
        self.finish.clicked.connect(self._finish)
        self.later = IconButton("clock", self.tr("Put off"))
        self.later.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.later.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.menu = QMenu(self.later)
        for days in SNOOZES:
            action = self.menu.addAction(days_word(days))
            action.setData(days)
        self.rest = self.menu.addAction(self.tr("&Let this person rest"))
        self.menu.triggered.connect(self._chose)
        self.later.setMenu(self.menu)
        self.calendar_button = CalendarButton(session)
        for button in (self.later, self.calendar_button):  # in columns, whether a line has them or not
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)
        self._row.addWidget(self.go)
        self._row.addStretch(1)
        self._acts = QWidget()
        self._acts.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(theme.GAP)
        for widget in (self.when, self.finish, self.later, self.calendar_button):
            acts.addWidget(widget)
        self._row.addWidget(self._acts)

    def show_line(self, line: TodayLine, now: datetime) -> None:
        """Show a step."""
        self._line = line
        kind = line.step.kind
        what, when = step_words(line, now)
        self.go.show_text(what)
        spoken = self.tr("{what}, {when}").format(what=what, when=when)
        self.go.setAccessibleName(spoken)
        self.when.setText(when)
        due = section_of(kind, line.step.due, now) in (Section.EARLIER, Section.TODAY)
        self.when.set_tone(Tone.DUE if due else Tone.SECOND)
        done = done_word(kind)
        self.finish.setVisible(bool(done))
        self.finish.setText(done)
        self.finish.setAccessibleName(self.tr("{done}: {what}").format(done=done, what=what))
        self.later.setVisible(kind is not StepKind.MEET)
        self.later.setAccessibleName(self.tr("Put off: {what}").format(what=what))
        self.rest.setVisible(kind is StepKind.KEEP_IN_TOUCH)
        self.calendar_button.show_entry(_entry(line), spoken)
        self._arrange()

    @Slot()
    def _go(self) -> None:
        if self._line is not None:
            self.chosen.emit(self._line)

    @Slot()
    def _finish(self) -> None:
        if self._line is not None:
            self.done.emit(self._line)

    @Slot(object)
    def _chose(self, action: object) -> None:
        if self._line is None:
            return
        if action is self.rest:
            self.rest_requested.emit(self._line)
        else:
            self.put_off.emit(self._line, action.data())  # type: ignore[attr-defined]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_row"):
            self._arrange()

    def _arrange(self) -> None:
        """In two lines where one is too short for the name."""
        needed = self.go.sizeHint().width() + self._acts.sizeHint().width() + 2 * theme.GAP
        fits = self.width() >= needed
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(theme.GAP if fits else 0)
        self._row.setAlignment(self._acts, Qt.AlignmentFlag.AlignVCenter if fits else Qt.AlignmentFlag.AlignRight)


class Part(QWidget):
    """A part of the list under its heading; hidden while it is empty."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.rows: list[TodayRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        self.heading = Label(section_name(section), Type.STRONG)
        self.card = Card()
        column.addWidget(self.heading)
        column.addWidget(self.card)

    def show_rows(self, count: int, session: Session) -> list[TodayRow]:
        """Have so many rows; those that are new are returned, to be wired."""
        fresh = []
        while len(self.rows) > count:
            row = self.rows.pop()
            self.card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = TodayRow(session)
            self.rows.append(row)
            self.card.body.addWidget(row)
            fresh.append(row)
        self.setVisible(count > 0)
        return fresh
