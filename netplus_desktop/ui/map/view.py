"""The map on the screen: discs on rings round me, lines from who introduced somebody to who was introduced.

Everything in the scene is one of Qt's own items, so that moving and zooming run without Python.
"""

from __future__ import annotations

from math import cos, degrees, hypot, pi, sin

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)

from netplus_desktop.core.people import initials
from netplus_desktop.core.rings import Place, Rings, Web, rings
from netplus_desktop.ui import theme
from netplus_desktop.ui.map.lines import FEW, bow, line
from netplus_desktop.ui.map.words import Words
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import announce, plain_tooltip

_KEY = 0  # where an item keeps whose it is
_LETTERS = 20  # of a name that are shown, at the least
_ZOOM = 1.2
_LARGEST = 3.0
_READABLE = 7.5  # points: the names of a few are not made smaller than that when the map is opened
_NAMES_FROM = 0.4  # below, names are specks and are not drawn
_WAY, _LINE = 2.5, 1.2


class MapView(QGraphicsView):
    """Shows a web. The arrow keys lead along the lines and round the rings, Enter or a click chooses somebody.

    Up leads to who introduced somebody, Down to whom they introduced, Left and Right round the ring; plus, minus and
    nought zoom.
    """

    stood_on = Signal(int)
    """(key): the keyboard or the pointer stands on somebody."""
    chosen = Signal(int)
    """(key): the user wants to see this person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._web = Web()
        self.words = Words(self._web)
        self.rings = Rings((), ())
        self._there: dict[int, Place] = {}
        self._names: list[QGraphicsItem] = []
        self._way: list[QGraphicsPathItem] = []
        self._at: int | None = None
        self._side = 1.0
        self._level = True
        self._pressed = QPoint()
        self._whole = True
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(self.tr("Map of introductions"))

    # --- what is shown ------------------------------------------------------------------------------------

    def show_web(self, web: Web) -> None:
        """Show who introduced whom. Whoever the map stood on stays, while they are there."""
        self._web = web
        self.words = Words(web)
        self._build()
        if self._at not in self._there:
            self._at = None
            if self.rings.places:
                self.stand_on(self.rings.places[0].knot.key)
        if self._whole:
            self.show_whole()

    def at(self) -> int | None:
        """Whom the map stands on."""
        return self._at

    def place_of(self, key: int) -> Place:
        """Where somebody stands."""
        return self._there[key]

    def stand_on(self, key: int) -> None:
        """Mark somebody and the way to them, and bring them into view."""
        if key not in self._there:
            return
        place = self._there[key]
        moved = key != self._at
        self._at = key
        self._mark_way()
        self._bring_into_view(place)
        if moved:
            told = self.words.told(place)
            self.setAccessibleDescription(told)
            announce(self, told)
            self.stood_on.emit(key)

    def _bring_into_view(self, place: Place) -> None:
        self.ensureVisible(QRectF(place.x - self._side, place.y - self._side, 2 * self._side, 2 * self._side))

    def told(self) -> str:
        """Whom the map stands on, in words."""
        return self.words.told(self._there[self._at]) if self._at in self._there else ""

    # --- zoom ---------------------------------------------------------------------------------------------

    def show_whole(self) -> None:
        """Fit the whole map into the view; where its names could not be read then, as much of it as can be, with
        whom the map stands on."""
        area = self.sceneRect()
        room = self.viewport().size()
        if area.isEmpty() or room.isEmpty():
            return
        self._whole = True
        fit = min(room.width() / area.width(), room.height() / area.height(), 1.0)
        self._zoom_to(max(fit, self._readable()) if self._level else fit)
        self.centerOn(0, 0)
        if self._at in self._there:
            self._bring_into_view(self._there[self._at])

    def zoom(self, steps: int) -> None:
        """Come nearer to whom the map stands on, or with negative `steps` go further away."""
        self._zoom_by(steps)
        if self._at in self._there:
            here = self._there[self._at]
            self.centerOn(here.x, here.y)

    def _zoom_by(self, steps: int) -> None:
        self._whole = False
        self._zoom_to(self.transform().m11() * _ZOOM**steps)

    def _zoom_to(self, scale: float) -> None:
        area, room = self.sceneRect(), self.viewport().size()
        least = (
            min(room.width() / area.width(), room.height() / area.height(), self._readable()) if area.width() else 1.0
        )
        scale = max(least, min(_LARGEST, scale))
        shown_before = self.transform().m11() >= _NAMES_FROM
        self.resetTransform()
        self.scale(scale, scale)
        if shown_before != (scale >= _NAMES_FROM):
            self._show_names(scale >= _NAMES_FROM)

    def _readable(self) -> float:
        return min(_READABLE / theme.font(Type.BODY).pointSizeF(), 1.0)

    def _show_names(self, shown_now: bool) -> None:
        for item in self._names:
            item.setVisible(shown_now)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Lay the map out and draw it, in the colours and the size of text in force."""
        scene = self.scene()
        self._names, self._way = [], []
        scene.clear()
        body = QFontMetricsF(theme.font(Type.BODY))
        self._side = body.height() * 0.95  # half a disc's
        name = body.averageCharWidth() * _LETTERS
        self._level = len(self._web.knots) <= FEW
        if self._level:
            breadth = hypot(name, 2 * self._side + body.height()) + theme.GAP_SMALL
            self.rings = rings(self._web, breadth, breadth)
        else:
            breadth = 2 * self._side + theme.GAP_HAIR
            self.rings = rings(self._web, breadth, 2 * self._side + name + theme.GAP_SECTION)
        self._there = {place.knot.key: place for place in self.rings.places}
        scene.setBackgroundBrush(theme.colour(Tone.BASE))
        ring = _pen(Tone.HAIRLINE, 1)
        for radius in self.rings.radii:
            scene.addEllipse(-radius, -radius, 2 * radius, 2 * radius, ring).setZValue(-3)
        for place in self.rings.places:
            scene.addPath(line(place, self._there), _pen(Tone.SHARED, _LINE)).setZValue(-2)
        for one, other in self._web.joined:
            pen = _pen(Tone.GAVE, _LINE)
            pen.setStyle(Qt.PenStyle.DashLine)
            scene.addPath(bow(self._there[one], self._there[other]), pen).setZValue(-2)
        self._draw_me()
        for place in self.rings.places:
            self._draw(place, name, body)
        self._show_names(self.transform().m11() >= _NAMES_FROM)
        outer = (self.rings.radii[-1] if self.rings.radii else 0.0) + theme.GAP_SMALL
        outer += max(name / 2, self._side + body.height()) if self._level else 2 * self._side + name
        self.setSceneRect(-outer, -outer, 2 * outer, 2 * outer)
        self._mark_way()

    def _draw_me(self) -> None:
        side = self._side * 1.2
        pen = QPen(Qt.PenStyle.NoPen)
        disc = self.scene().addEllipse(-side, -side, 2 * side, 2 * side, pen, theme.colour(Tone.ACCENT))
        text = QGraphicsSimpleTextItem(self.tr("You"), disc)
        text.setFont(theme.font(Type.STRONG))
        text.setBrush(theme.colour(Tone.ON_ACCENT))
        text.setPos(-text.boundingRect().center())

    def _draw(self, place: Place, width: float, metrics: QFontMetricsF) -> None:
        side = self._side
        contact = place.knot.key > 0
        pen = QPen(theme.colour(Tone.ACCENT if contact else Tone.OUTLINE), 1)
        if not contact:
            pen.setStyle(Qt.PenStyle.DashLine)
        fill = theme.colour(Tone.SELECTED if contact else Tone.BASE)
        disc = self.scene().addEllipse(-side, -side, 2 * side, 2 * side, pen, fill)
        disc.setPos(place.x, place.y)
        disc.setData(_KEY, place.knot.key)
        disc.setToolTip(plain_tooltip(self.words.told(place)))
        disc.setCursor(Qt.CursorShape.PointingHandCursor)
        name = self.words.name(place)
        letters = QGraphicsSimpleTextItem(initials(name), disc)
        letters.setFont(theme.font(Type.CAPTION))
        letters.setBrush(theme.colour(Tone.ACCENT if contact else Tone.SECOND))
        letters.setPos(-letters.boundingRect().center())
        text = QGraphicsSimpleTextItem(metrics.elidedText(name, Qt.TextElideMode.ElideRight, width), disc)
        text.setFont(theme.font(Type.BODY))
        text.setBrush(theme.colour(Tone.TEXT))
        box = text.boundingRect()
        behind = QGraphicsRectItem(box, text)  # a line that passes there stays out of the letters
        behind.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        behind.setPen(QPen(Qt.PenStyle.NoPen))
        behind.setBrush(theme.colour(Tone.BASE))
        if self._level:
            text.setPos(-box.width() / 2, side + 1)
        else:
            leftwards = cos(place.angle) < 0
            text.setTransformOriginPoint(0, 0)
            text.setRotation(degrees(place.angle) + (180 if leftwards else 0))
            away = -side - theme.GAP_HAIR - box.width() if leftwards else side + theme.GAP_HAIR
            turn = place.angle + (pi if leftwards else 0)
            half = box.height() / 2
            text.setPos(away * cos(turn) + half * sin(turn), away * sin(turn) - half * cos(turn))
        self._names += [letters, text]

    def _mark_way(self) -> None:
        """Draw the way to whom the map stands on stronger."""
        scene = self.scene()
        for item in self._way:
            scene.removeItem(item)
        self._way = []
        pen = _pen(Tone.ACCENT, _WAY)
        for place in self.rings.chain(self._at) if self._at in self._there else ():
            item = scene.addPath(line(place, self._there), pen)
            item.setZValue(-1)
            self._way.append(item)
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The ring round whom the map stands on; it shows whether the keys go here."""
        super().drawForeground(painter, rect)
        if self._at in self._there:
            place, side = self._there[self._at], self._side + 4
            painter.setPen(_pen(Tone.ACCENT if self.hasFocus() else Tone.OUTLINE, _WAY))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(place.x, place.y), side, side)

    # --- pointer and keys ---------------------------------------------------------------------------------

    def _under(self, at: QPoint) -> int | None:
        """Whose disc or name is there."""
        for item in self.items(at):
            above: QGraphicsItem | None = item
            while above is not None:
                key = above.data(_KEY)
                if key is not None:
                    return int(key)
                above = above.parentItem()
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._whole = False
            return
        key = self._under(at)
        if key is not None:
            self.stand_on(key)
            self.chosen.emit(key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self._zoom_by(1 if turned > 0 else -1)  # about the pointer
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.show_whole()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at is not None:
            self.chosen.emit(self._at)
        elif (to := self._next(Qt.Key(key))) is not None:
            self.stand_on(to)
        else:
            super().keyPressEvent(event)

    def _next(self, key: Qt.Key) -> int | None:
        """Where an arrow key leads from whom the map stands on; None where it is none."""
        if self._at not in self._there:
            return None
        here = self._there[self._at]
        if key == Qt.Key.Key_Home:
            return self.rings.places[0].knot.key
        if key == Qt.Key.Key_End:
            return self.rings.places[-1].knot.key
        if key == Qt.Key.Key_Up:
            way = self.rings.chain(self._at)
            return way[-2].knot.key if len(way) > 1 else self._at
        if key == Qt.Key.Key_Down:
            return here.introduced[0] if here.introduced else self._at
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            ring = [place.knot.key for place in self.rings.ring(here.ring)]
            return ring[(ring.index(self._at) + (1 if key == Qt.Key.Key_Right else -1)) % len(ring)]
        return None

    # --- Qt -----------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self._there:
            self._build()
            if self._whole:
                self.show_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole:
            self.show_whole()


def _pen(tone: Tone, width: float) -> QPen:
    """A pen as wide from near as from far."""
    pen = QPen(theme.colour(tone), width)
    pen.setCosmetic(True)
    return pen
