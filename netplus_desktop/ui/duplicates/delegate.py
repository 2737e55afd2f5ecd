"""A pair as a row of two lines: the names, and why they may be one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type

Index = QModelIndex | QPersistentModelIndex


class PairDelegate(QStyledItemDelegate):
    """Paints it with the tints of the contact list; what is too long ends in dots and is spoken whole."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour(Tone.SELECTED))
        room = option.rect.adjusted(theme.GAP, theme.GAP_SMALL, -theme.GAP, -theme.GAP_SMALL)
        lines = index.data().split("\n")
        for kind, tone, line in zip((Type.STRONG, Type.CAPTION), (Tone.TEXT, Tone.SECOND), lines, strict=True):
            font = theme.font(kind)
            height = QFontMetrics(font).lineSpacing()
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            place = QRect(room.left(), room.top(), room.width(), height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
            room.setTop(room.top() + height + theme.GAP_HAIR)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heights = [QFontMetrics(theme.font(kind)).lineSpacing() for kind in (Type.STRONG, Type.CAPTION)]
        return QSize(0, sum(heights) + theme.GAP_HAIR + 2 * theme.GAP_SMALL)
