"""How a question of the bank is painted: a box to tick, its words, what is known of it, and a star for favourites."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type

FACTS_ROLE = Qt.ItemDataRole.UserRole + 1
"""The line under a question: its kind, whose it is, with whom it was used."""
FAVOURITE_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the user marked it."""

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
_HIGHEST = 10_000
_STAR = (
    (0, -8),
    (2.3, -2.8),
    (7.8, -2.3),
    (3.6, 1.3),
    (4.9, 6.8),
    (0, 3.9),
    (-4.9, 6.8),
    (-3.6, 1.3),
    (-7.8, -2.3),
    (-2.3, -2.8),
)

Index = QModelIndex | QPersistentModelIndex


class QuestionDelegate(QStyledItemDelegate):
    """Paints the rows of the bank. A click on a row ticks it, one on its star marks it."""

    starred = Signal(QPersistentModelIndex)
    """The star of a row was clicked."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = self._text_area(QRect(0, 0, self._view.viewport().width(), _HIGHEST), Qt.LayoutDirection.LeftToRight)
        body, caption = QFontMetrics(theme.font(Type.BODY)), QFontMetrics(theme.font(Type.CAPTION))
        words = body.boundingRect(text, _WRAPPED, index.data()).height()
        facts = caption.boundingRect(text, _WRAPPED, index.data(FACTS_ROLE)).height()
        return QSize(0, words + facts + 2 * theme.GAP_SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        here = index == self._view.currentIndex()
        ticked = _ticked(index)
        if ticked:
            painter.fillRect(whole, theme.colour(Tone.SELECTED))
        elif here:
            painter.fillRect(whole, theme.colour(Tone.RAISED))
        self._paint_box(painter, self._box(whole, direction), ticked)
        text = self._text_area(whole, direction).adjusted(0, theme.GAP_SMALL, 0, 0)
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.colour(Tone.TEXT))
        painter.drawText(text, _WRAPPED, index.data())
        used = QFontMetrics(painter.font()).boundingRect(text, _WRAPPED, index.data()).height()
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Tone.SECOND))
        painter.drawText(text.adjusted(0, used, 0, 0), _WRAPPED, index.data(FACTS_ROLE))
        self._paint_star(painter, self._star(whole, direction), bool(index.data(FAVOURITE_ROLE)))
        if here and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Tone.ACCENT), 2))
            painter.drawRoundedRect(QRectF(whole).adjusted(1, 1, -1, -1), theme.GAP_HAIR, theme.GAP_HAIR)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)  # the blank ticks
        if event.button() is not Qt.MouseButton.LeftButton or event.type() is not QEvent.Type.MouseButtonRelease:
            return False
        at: QPoint = event.position().toPoint()
        if self._star(option.rect, option.direction).contains(at):
            self.starred.emit(QPersistentModelIndex(index))
            return True
        ticked = _ticked(index)
        other = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def star_of(self, index: QModelIndex) -> QRect:
        """Where the star of a row can be clicked, in the view."""
        return self._star(self._view.visualRect(index), self._view.layoutDirection())

    # --- places, worked out from left to right and mirrored where people read leftwards -------------------------

    def _box(self, whole: QRect, direction: Qt.LayoutDirection) -> QRect:
        line = QFontMetrics(theme.font(Type.BODY)).height()
        top = whole.top() + theme.GAP_SMALL + (line - theme.ICON_ROW) // 2
        place = QRect(whole.left() + theme.GAP_SMALL, top, theme.ICON_ROW, theme.ICON_ROW)
        return theme.mirrored(direction, whole, place)

    def _star(self, whole: QRect, direction: Qt.LayoutDirection) -> QRect:
        side = theme.HIT_TARGET
        top = whole.top() + (whole.height() - side) // 2
        place = QRect(whole.right() + 1 - side - theme.GAP_HAIR, top, side, side)
        return theme.mirrored(direction, whole, place)

    def _text_area(self, whole: QRect, direction: Qt.LayoutDirection) -> QRect:
        left = 2 * theme.GAP_SMALL + theme.ICON_ROW
        right = theme.HIT_TARGET + theme.GAP_SMALL
        place = QRect(whole.left() + left, whole.top(), max(whole.width() - left - right, 1), whole.height())
        return theme.mirrored(direction, whole, place)

    @staticmethod
    def _paint_box(painter: QPainter, box: QRect, ticked: bool) -> None:
        square = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour(Tone.ACCENT if ticked else Tone.OUTLINE), 1))
        painter.setBrush(theme.colour(Tone.ACCENT if ticked else Tone.BASE))
        painter.drawRoundedRect(square, 3, 3)
        if ticked:
            pen = QPen(theme.colour(Tone.ON_ACCENT), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            middle = square.center()
            painter.drawPolyline([middle + QPointF(-3.6, 0.2), middle + QPointF(-1, 2.8), middle + QPointF(3.8, -2.8)])

    @staticmethod
    def _paint_star(painter: QPainter, place: QRect, filled: bool) -> None:
        middle = QRectF(place).center()
        painter.setPen(QPen(theme.colour(Tone.ACCENT if filled else Tone.OUTLINE), 1.3))
        painter.setBrush(theme.colour(Tone.ACCENT) if filled else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in _STAR]))


def _ticked(index: Index) -> bool:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
