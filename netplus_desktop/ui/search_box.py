"""The one search box, in the middle of the toolbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QKeySequence

_WIDE, _NARROW = 360, 300
LENS_ROOM = 26
"""Pixels that Qt gives to an icon at the left of a line, whatever the size of the text."""
_LIKELY = "Ctrl+K"
"""The room that the hint at the keys is given; what it says is told later."""


class SearchBox(QLineEdit):
    """Tells the query as it is typed; Down or Enter goes to the people found, Escape empties it, then leaves."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcut = ""
        self.setPlaceholderText(self.tr("Search people, notes, needs and offers"))
        self.setAccessibleName(self.tr("Search people, notes, needs and offers"))
        self.setTextMargins(LENS_ROOM, 0, 0, 0)

    def show_icon(self, lens: QIcon) -> None:
        """Show what the box is for, in the room that was kept for it."""
        from PySide6.QtGui import QAction  # here: with icons it is code that no first painting needs

        self.setTextMargins(0, 0, 0, 0)
        self.addAction(QAction(lens, "", self), QLineEdit.ActionPosition.LeadingPosition)

    def show_shortcut(self, keys: QKeySequence) -> None:
        """Hint at the keys that lead here."""
        from PySide6.QtGui import QKeySequence

        self._shortcut = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        text = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(_WIDE, text + self._hint_width(_LIKELY) + 3 * theme.GAP_PAGE), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text() or not self._shortcut:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Type.CAPTION))
        width, height = self._hint_width(self._shortcut), painter.fontMetrics().height() + theme.GAP_HAIR
        left = self.width() - width - theme.GAP_SMALL if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else 0
        box = QRect(left or theme.GAP_SMALL, (self.height() - height) // 2, width, height)
        painter.setPen(theme.colour(Tone.HAIRLINE))
        painter.setBrush(theme.colour(Tone.BASE))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.colour(Tone.SECOND))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._shortcut)

    def _hint_width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + theme.GAP_SMALL
