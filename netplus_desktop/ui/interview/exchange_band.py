"""The exchange band: what they shared at the left, what I gave at the right, as plain words with dates."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netplus_desktop.core.practice import ExchangeLine
from netplus_desktop.core.records import Direction
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import link
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import ElidingLabel, Label

LINES = 2
"""Lines shown for each side; the rest is in the history."""


class ExchangeBand(QWidget):
    """Two sides with one rule between them. No sums and no scores: the exchange is in words."""

    history_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What they shared and what you gave"))
        self._told: object = None
        self._shared = _Side(
            self.tr("They shared"), Tone.SHARED, self.tr("What you learn and whom they name goes here")
        )
        self._gave = _Side(self.tr("You gave"), Tone.GAVE, self.tr("Your thank-you and takeaways go here"))
        for side in (self._shared, self._gave):
            side.more.clicked.connect(self.history_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_PAGE)
        row.addWidget(self._shared, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._gave, 1, Qt.AlignmentFlag.AlignTop)

    def show_lines(self, lines: tuple[ExchangeLine, ...], today: date) -> None:
        """Show what went either way, of the record, latest first."""
        lines = tuple(line for line in lines if line.went)
        if (lines, today) != self._told:
            self._told = (lines, today)
            self._shared.show_lines([line for line in lines if line.direction is Direction.THEY_SHARED], today)
            self._gave.show_lines([line for line in lines if line.direction is Direction.I_GAVE], today)

    def side_texts(self, direction: Direction) -> list[str]:
        """What stands on one side, heading first."""
        side = self._shared if direction is Direction.THEY_SHARED else self._gave
        return [
            label.whole_text() if isinstance(label, ElidingLabel) else label.text()
            for label in side.findChildren(Label)
            if not label.isHidden()
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour(Tone.HAIRLINE))
        middle = self.width() // 2
        painter.drawLine(middle, 0, middle, self.height())


class _Side(QWidget):
    """One side of the band."""

    def __init__(self, title: str, tone: Tone, invitation: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        self.more = link("")
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # both headings stand on one line
        self.more.setSizePolicy(policy)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_SMALL)
        top.addWidget(Label(title, Type.STRONG, tone))
        top.addStretch(1)
        top.addWidget(self.more)
        column.addLayout(top)
        self._invitation = Label(invitation, Type.BODY, Tone.SECOND, wrap=True)
        column.addWidget(self._invitation)
        self._lines = [(ElidingLabel("", Type.BODY, tone), Label("", Type.BODY, Tone.SECOND)) for _ in range(LINES)]
        for what, when in self._lines:
            row = QHBoxLayout()
            row.setSpacing(theme.GAP_SMALL)
            row.addWidget(what)
            when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)  # the days stand in a column
            row.addWidget(when, 1)
            column.addLayout(row)

    def show_lines(self, lines: list[ExchangeLine], today: date) -> None:
        self._invitation.setVisible(not lines)
        for index, (what, when) in enumerate(self._lines):
            what.setVisible(index < len(lines))
            when.setVisible(index < len(lines))
            if index < len(lines):
                what.setText(words.exchange_text(lines[index]))
                when.setText(dates.day(lines[index].on, today))
        rest = len(lines) - LINES
        self.more.setVisible(rest > 0)
        self.more.setText(self.tr("1 more") if rest == 1 else self.tr("{n} more").format(n=rest))
