"""The row of tabs of a person: conversations, history, details, and a plus that plans another conversation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type


class PageTabs(QTabBar):
    """Tabs as words on a hairline, the one in front underlined in the accent colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabSizeHint(self, index: int) -> QSize:
        metrics = QFontMetrics(theme.font(Type.STRONG))
        width = metrics.horizontalAdvance(self.tabText(index)) + theme.GAP_WIDE
        return QSize(width, max(theme.CONTROL_HEIGHT, metrics.height() + theme.GAP))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bottom = self.height() - 1
        for index in range(self.count()):
            area = self.tabRect(index)
            front = index == self.currentIndex()
            words = area.adjusted(0, 0, -theme.GAP_WIDE, 0)
            if self.isRightToLeft():
                words = area.adjusted(theme.GAP_WIDE, 0, 0, 0)
            painter.setFont(theme.font(Type.STRONG if front else Type.BODY))
            painter.setPen(theme.colour(Tone.TEXT if front else Tone.SECOND))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine
            painter.drawText(words, flags, self.tabText(index))
            if front:
                painter.fillRect(QRect(words.left(), bottom - 1, words.width(), 2), theme.colour(Tone.ACCENT))
                if self.hasFocus():
                    painter.setPen(QPen(theme.colour(Tone.ACCENT), 2))
                    ring = words.adjusted(-3, 3, 3, -5)
                    painter.drawRoundedRect(ring, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)


class TabRow(QWidget):
    """The tabs and what stands behind them, on one hairline over the whole width."""

    def __init__(self, tabs: PageTabs, behind: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(tabs)
        row.addWidget(behind)
        row.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(Tone.HAIRLINE))
