"""How a person is painted in the list: initials, name, role, the next step, and which way things went."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from netplus_desktop.core.people import initials
from netplus_desktop.core.records import ContactRow
from netplus_desktop.ui import theme
from netplus_desktop.ui.contact_list.model import ContactListModel, ListRole
from netplus_desktop.ui.contact_list.shown import shown
from netplus_desktop.ui.theme import Tone, Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from netplus_desktop.ui.contact_list.photos import Photos

ACCENT_BAR = 3
"""Width of the bar before a selected row: its tint alone has too little contrast."""

FOCUS_RING = 2
DOT = 8
DOT_RING = 1.5
DOTS = 2 * DOT + theme.GAP_HAIR
"""Width of the two dots with the gap between them."""


class ContactDelegate(QStyledItemDelegate):
    """Paints a `ContactRow`. Heights come from the font: 54 or, compact, 46 pixels at 10 points."""

    def __init__(self, model: ContactListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.photos: Photos | None = None
        """Who shows pictures; none before the first painting."""
        self.compact = False
        self.show_exchange = True
        self.measure()

    def measure(self) -> None:
        """Ask for the fonts again: the size of text has changed."""
        self.strong, self.body, self.caption = theme.font(Type.STRONG), theme.font(Type.BODY), theme.font(Type.CAPTION)
        self.small_strong = QFont(self.caption)
        self.small_strong.setWeight(QFont.Weight.DemiBold)

    def height(self) -> int:
        """Height of every row, in pixels."""
        around = theme.GAP if self.compact else theme.GAP + theme.GAP_SMALL
        return 2 * QFontMetrics(self.strong).lineSpacing() + around

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.GAP_PAGE, self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ListRole.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        painter.setLayoutDirection(direction)
        view = cast("QAbstractItemView", option.widget)
        selected = view.selectionModel().isSelected(index)
        if selected:
            painter.fillRect(whole, theme.colour(Tone.SELECTED))
            bar = QRect(whole.left(), whole.top(), ACCENT_BAR, whole.height())
            painter.fillRect(theme.mirrored(direction, whole, bar), theme.colour(Tone.ACCENT))
        elif _pointed(option, view):
            painter.fillRect(whole, theme.colour(Tone.RAISED))
        if row is not None:
            _Row(self, painter, whole, direction, selected).paint(self._model, row)
        if view.hasFocus() and index == view.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Tone.ACCENT), FOCUS_RING))
            edge = FOCUS_RING / 2
            ring = QRectF(whole).adjusted(edge, edge, -edge, -edge)
            painter.drawRoundedRect(ring, theme.GAP_HAIR, theme.GAP_HAIR)
        painter.restore()


def _pointed(option: QStyleOptionViewItem, view: QAbstractItemView) -> bool:
    """Whether the row is under the pointer. Only the option knows, and it answers in terms of QStyle, a class that
    takes 7 ms to load: it is not asked while the pointer is elsewhere."""
    if not view.underMouse():
        return False
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_MouseOver)


class _Row:
    """One painting of one row; places are worked out from left to right and mirrored where people read leftwards."""

    def __init__(
        self,
        delegate: ContactDelegate,
        painter: QPainter,
        whole: QRect,
        direction: Qt.LayoutDirection,
        selected: bool,
    ) -> None:
        self._delegate, self._painter, self._whole = delegate, painter, whole
        self._direction, self._selected = direction, selected
        self._line = QFontMetrics(delegate.strong).lineSpacing()
        self._top = whole.top() + (whole.height() - 2 * self._line) // 2
        self._left = whole.left() + theme.LIST_PADDING
        self._right = whole.right() + 1 - theme.LIST_PADDING

    def paint(self, model: ContactListModel, row: ContactRow) -> None:
        """Everything inside the row."""
        delegate = self._delegate
        disc = 2 * self._line - (theme.GAP_HAIR if delegate.compact else 0)
        self._disc(disc, row)
        left = self._left + disc + theme.GAP_SMALL
        step = model.step_text(row)
        name_right = self._right
        if step:
            width = QFontMetrics(delegate.caption).horizontalAdvance(step) + 1
            width = min(width, (self._right - left) // 2)
            warm = row.next_step is not None and model.is_due(row.next_step)
            tone = Tone.DUE if warm else Tone.SECOND
            self._text(self._right - width, self._right, 0, step, delegate.caption, tone, Qt.AlignmentFlag.AlignRight)
            name_right -= width + theme.GAP_SMALL
        self._text(left, name_right, 0, shown(row.name), delegate.strong, Tone.TEXT)
        role_right = self._right
        if delegate.show_exchange:
            role_right -= DOTS + theme.GAP_SMALL
            self._dots(row)
        self._text(left, role_right, 1, model.role_text(row), delegate.body, Tone.SECOND)

    def _place(self, left: int, top: int, width: int, height: int) -> QRect:
        return theme.mirrored(self._direction, self._whole, QRect(left, top, width, height))

    def _disc(self, side: int, row: ContactRow) -> None:
        place = self._place(self._left, self._whole.top() + (self._whole.height() - side) // 2, side, side)
        photos = self._delegate.photos
        if photos is not None:
            photo = photos.round(row.id, side, self._painter.device().devicePixelRatioF())
            if photo is not None:
                self._painter.drawPixmap(place.topLeft(), photo)
                return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.colour(Tone.BASE if self._selected else Tone.SELECTED))
        self._painter.drawEllipse(place)
        self._painter.setPen(theme.colour(Tone.ACCENT))
        self._painter.setFont(self._delegate.small_strong)
        self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials(shown(row.name)))

    def _text(
        self,
        left: int,
        right: int,
        line: int,
        text: str,
        font: QFont,
        tone: Tone,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        place = self._place(left, self._top + line * self._line, max(right - left, 0), self._line)
        fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self._painter.setFont(font)
        self._painter.setPen(theme.colour(tone))
        self._painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitting)

    def _dots(self, row: ContactRow) -> None:
        top = self._top + self._line + (self._line - DOT) // 2
        pair = self._place(self._right - DOTS, top, DOTS, DOT)
        # What they shared is the left one in every script: the place tells the two apart, not the colour alone.
        self._dot(pair.left(), pair.top(), row.they_shared, Tone.SHARED)
        self._dot(pair.right() + 1 - DOT, pair.top(), row.i_gave, Tone.GAVE)

    def _dot(self, left: int, top: int, filled: bool, tone: Tone) -> None:
        ink = theme.colour(tone)
        radius = DOT / 2 if filled else (DOT - DOT_RING) / 2
        self._painter.setPen(Qt.PenStyle.NoPen if filled else QPen(ink, DOT_RING))
        self._painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
        self._painter.drawEllipse(QPointF(left + DOT / 2, top + DOT / 2), radius, radius)
