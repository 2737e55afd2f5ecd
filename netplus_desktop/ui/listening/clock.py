"""The clock of a meeting: how far it is, without an alarm."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netplus_desktop.core.meeting_clock import Part, beginnings, part_at
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import link
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

LOOK_EVERY = 1000
"""Milliseconds between two looks at the time."""

_THICK = 6


class MeetingClock(QWidget):
    """A bar of three parts that fills, and the minute in words. Nothing blinks, sounds or turns red: it is looked at
    when the talk allows."""

    begun_again = Signal()
    """The user let it begin anew."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._began = session.store.now()
        self._minutes = 20
        self.text = Label("", tone=Tone.SECOND)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.again = link(self.tr("&Begin the clock again"))
        self.again.clicked.connect(self._begin_again)
        self._bar = _Bar()
        words = QHBoxLayout()
        words.setSpacing(theme.GAP)
        words.addWidget(self.text)
        words.addStretch(1)
        words.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        column.addLayout(words)
        column.addWidget(self._bar)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    @property
    def began(self) -> datetime:
        """When the clock began to run."""
        return self._began

    def begin(self, minutes: int, began: datetime) -> None:
        """Count the `minutes` that were planned from `began` on."""
        self._minutes, self._began = max(minutes, 1), began
        self.look()

    def look(self) -> None:
        """Show how far it is now."""
        elapsed = max((self._session.store.now() - self._began) / timedelta(minutes=1), 0.0)
        part = part_at(self._minutes, elapsed)
        number = QLocale().toString
        minute = self.tr("{n} of {all} minutes").format(n=number(int(elapsed)), all=number(self._minutes))
        self.text.setText(self.tr("{minute} · {part}").format(minute=minute, part=self._words(part)))
        self._bar.show_time(self._minutes, elapsed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _words(self, part: Part) -> str:
        return {
            Part.OPENING: self.tr("opening: thanks, and who you are"),
            Part.DISCUSSION: self.tr("your questions"),
            Part.ENDING: self.tr("ending: who else, and thanks"),
        }[part]

    def _begin_again(self) -> None:
        self.begin(self._minutes, self._session.store.now())
        self.begun_again.emit()


class _Bar(QWidget):
    """Three parts side by side, as long as they last, filled as far as the time has come."""

    def __init__(self) -> None:
        super().__init__()
        self._minutes, self._elapsed = 20, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_time(self, minutes: int, elapsed: float) -> None:
        """Show `elapsed` minutes of so many."""
        if (minutes, elapsed) != (self._minutes, self._elapsed):
            self._minutes, self._elapsed = minutes, elapsed
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _THICK + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        starts = list(beginnings(self._minutes).values())
        for start, end in zip(starts, [*starts[1:], self._minutes], strict=True):
            self._fill(painter, start, end, end, Tone.HAIRLINE)
            self._fill(painter, start, end, min(self._elapsed, end), Tone.ACCENT)

    def _fill(self, painter: QPainter, start: float, end: float, until: float, tone: Tone) -> None:
        if until <= start:
            return
        left, right = (self.width() * at / self._minutes for at in (start, until))
        gap = theme.GAP_HAIR / 2 if until == end and end < self._minutes else 0
        area = QRectF(left, (self.height() - _THICK) / 2, max(right - left - gap, 1), _THICK)
        if self.isRightToLeft():
            area.moveRight(self.width() - left)
        painter.setBrush(theme.colour(tone))
        painter.drawRoundedRect(area, _THICK / 2, _THICK / 2)
