"""A line of a list that is a button: a text that ends in dots where the room is short, and a fact at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.icons import icon
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import plain_tooltip


class RowButton(QAbstractButton):
    """Painted from the palette; a checkable one has a mark that points down while it is open."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aside = ""
        self._opened = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def set_text(self, text: str) -> None:
        """Change the text."""
        if text != self.text():
            self.setText(text)
            self.update()

    def set_aside(self, text: str) -> None:
        """Change the fact at the right."""
        if text != self._aside:
            self._aside = text
            self.update()

    def set_open(self, opened: bool) -> None:
        """Turn the mark of a checkable one."""
        self._opened = opened
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._aside)
        return QSize(width + 4 * theme.GAP_SMALL + theme.ICON_ROW, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance("MMM…" + self._aside), max(theme.HIT_TARGET, metrics.height() + theme.GAP_SMALL)
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(theme.colour(Tone.SELECTED if self.isDown() else Tone.RAISED))
            painter.drawRoundedRect(frame, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Tone.ACCENT), 2))
            painter.drawRoundedRect(frame, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        metrics = self.fontMetrics()
        room = self.rect().adjusted(theme.GAP_SMALL, 0, -theme.GAP_SMALL, 0)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self.isCheckable():
            name = "chevron-down" if self._opened else "chevron-left" if mirrored else "chevron-right"
            side = theme.ICON_ROW
            mark = QRect(room.right() + 1 - side if mirrored else room.left(), (self.height() - side) // 2, side, side)
            icon(name, Tone.SECOND).paint(painter, mark)
            room.adjust(0 if mirrored else side + theme.GAP_HAIR, 0, -side - theme.GAP_HAIR if mirrored else 0, 0)
        taken = metrics.horizontalAdvance(self._aside)
        painter.setPen(theme.colour(Tone.SECOND))
        middle = Qt.AlignmentFlag.AlignVCenter
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(room, middle | (near if mirrored else far), self._aside)
        room.adjust(taken + theme.GAP_SMALL if mirrored else 0, 0, 0 if mirrored else -taken - theme.GAP_SMALL, 0)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(theme.colour(Tone.TEXT))
        painter.drawText(room, middle | (far if mirrored else near), shown)
        tip = plain_tooltip(self.text()) if shown != self.text() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
