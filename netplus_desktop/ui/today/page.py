"""Nobody is chosen: what is due and what comes next, at most seven lines; on the first run, three invitations."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core.records import StepKind, TodayLine
from netplus_desktop.exports import CalendarEntry
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.calendar import CalendarButton
from netplus_desktop.ui.interview.fields import ElidingLink, link
from netplus_desktop.ui.interview.words import translate
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Card, Label


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
    }[step.kind].format(name=name)
    if step.kind in _BY_THE_DAY:
        when = dates.day(dates.today_of(step.due), dates.today_of(now))
    else:
        when = dates.moment(step.due, now)
    if step.kind in (StepKind.THANK, StepKind.PROMISE):
        when = translate("today", "due {when}").format(when=when)
    elif step.kind is StepKind.WRITE_UP:
        when = translate("today", "it was {when}").format(when=when)
    return what, when


_BY_THE_DAY = frozenset({StepKind.PROMISE, StepKind.ASK_ANOTHER, StepKind.NUDGE, StepKind.PARK, StepKind.REPORT})


class TodayPage(QScrollArea):
    """The start of a day, or of everything."""

    contact_requested = Signal(int)
    interview_requested = Signal(int, int, object)
    """(contact, interview or 0, StepKind): show the place where this step is done."""
    add_requested = Signal()
    import_requested = Signal()
    sample_requested = Signal()
    offer_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: list[TodayRow] = []
        self.title = Label(self.tr("Today"), Type.NAME)
        self.summary = Label("", tone=Tone.SECOND, wrap=True)
        self.card = Card()
        self.first_run = FirstRun()
        self.first_run.ask.clicked.connect(self.add_requested)
        self.first_run.listen.clicked.connect(self.sample_requested)
        self.first_run.give.clicked.connect(self.offer_requested)
        self.first_run.bring.clicked.connect(self.import_requested)
        inner = QWidget()
        inner.setAutoFillBackground(True)
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inner)
        pad = theme.DETAIL_PADDING
        column.setContentsMargins(pad, theme.GAP_WIDE, pad, pad)
        column.setSpacing(theme.GAP)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addWidget(self.card)
        column.addWidget(self.first_run)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def refresh(self) -> None:
        """Read what is due."""
        now = self._session.store.now().astimezone(dates.local_zone())
        counts = self._session.store.counts()
        first = counts.people == 0
        lines = () if first else self._session.store.today()
        self.title.setText(self.tr("Welcome") if first else self.tr("Today"))
        self.first_run.setVisible(first)
        self.card.setVisible(bool(lines))
        if first:
            self.summary.setText(self.tr("Networking is a two-way exchange. It has three steps, again and again."))
        elif lines:
            self.summary.setText(dates.calendar_day(now.date()))
        else:
            self.summary.setText(
                self.tr(
                    "Nothing is due. You could ask somebody for twenty minutes, or offer something, when you're ready."
                )
            )
        focused = next((place for place, row in enumerate(self.lines) if row.go.hasFocus()), None)
        while len(self.lines) > len(lines):
            row = self.lines.pop()
            self.card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, line in enumerate(lines):
            if place == len(self.lines):
                row = TodayRow(self._session)
                row.chosen.connect(self._chosen)
                self.lines.append(row)
                self.card.body.addWidget(row)
            self.lines[place].show_line(line, now)
        if focused is not None and self.lines:
            self.lines[min(focused, len(self.lines) - 1)].go.setFocus(Qt.FocusReason.OtherFocusReason)

    def texts(self) -> list[str]:
        """The lines as they are spoken."""
        return [row.go.accessibleName() for row in self.lines]

    def _chosen(self, line: TodayLine) -> None:
        self.interview_requested.emit(line.contact.id, line.interview_id or 0, line.step.kind)


class TodayRow(QWidget):
    """One line: what to do with whom, as a link, and when."""

    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._line: TodayLine | None = None
        self.go = ElidingLink()
        self.go.clicked.connect(self._go)
        self.when = Label("", tone=Tone.SECOND)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.go)
        row.addStretch(1)
        row.addWidget(self.when)
        self.calendar_button = CalendarButton(session)
        row.addWidget(self.calendar_button)

    def show_line(self, line: TodayLine, now: datetime) -> None:
        """Show a step."""
        self._line = line
        what, when = step_words(line, now)
        self.go.show_text(what)
        self.go.setAccessibleName(self.tr("{what}, {when}").format(what=what, when=when))
        self.when.setText(when)
        self.when.set_tone(Tone.DUE if dates.today_of(line.step.due) <= dates.today_of(now) else Tone.SECOND)
        self.calendar_button.show_entry(CalendarEntry(line.contact.id), self.go.accessibleName())

    def _go(self) -> None:
        if self._line is not None:
            self.chosen.emit(self._line)


class FirstRun(QWidget):
    """Three lines: ask, listen, give back; each leads somewhere."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self.ask = self._step(
            column,
            self.tr("Ask"),
            self.tr("Think of one person whose work you would like to understand, and plan twenty minutes."),
            self.tr("Add that person"),
        )
        self.listen = self._step(
            column,
            self.tr("Listen"),
            self.tr(
                "Take one page with you, note what you hear, and what they need. See how it looks with made-up people."
            ),
            self.tr("Explore with sample people"),
        )
        self.give = self._step(
            column,
            self.tr("Give back"),
            self.tr("Everybody has something to offer: a name, a tool, an hour, a thank-you with what you learned."),
            self.tr("Write down what you can offer"),
        )
        self.bring = link(self.tr("Bring your people from a contacts file…"))
        column.addWidget(self.bring)

    @staticmethod
    def _step(column: QVBoxLayout, title: str, text: str, action: str) -> QPushButton:
        card = Card()
        card.body.addWidget(Label(title, Type.SECTION))
        card.body.addWidget(Label(text, tone=Tone.SECOND, wrap=True))
        go = link(action)
        card.body.addWidget(go)
        column.addWidget(card)
        return go
