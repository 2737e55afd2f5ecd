"""The map on paper: the rings on one page, black on white, then who introduced whom in words."""

from __future__ import annotations

from datetime import datetime
from math import cos, degrees, hypot

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from netplus_desktop.core.records import Tick
from netplus_desktop.core.rings import Place, Web, rings
from netplus_desktop.documents.introductions_list import ENGLISH, introductions_list
from netplus_desktop.documents.wording import plain
from netplus_desktop.ui.flow_layout import lay_out_flow
from netplus_desktop.ui.map.lines import FEW, bow, line
from netplus_desktop.ui.paper import HAIRLINE, LINE, Page, Typeset
from netplus_desktop.ui.printing import Printout, paper_font_family

_TITLE, _SIZE, _DOT = 17.0, 9.0, 4.0
_NAME = 84.0
_GAP = 12.0


def map_pages(web: Web, now: datetime) -> Printout:
    """The map of `web`, `now` being the reader's time. It is laid out once for each paper: 500 people take a while."""
    made: dict[tuple[float, float], list[Page]] = {}

    def pages(size: QSizeF, tick: Tick) -> list[Page]:
        paper = (size.width(), size.height())
        if paper not in made:
            drawing = _Drawing(web, size)
            listed = introductions_list(web, drawing.rings, now)
            made[paper] = [drawing.page, *lay_out_flow(listed, size, paper_font_family(), tick)]
        return made[paper]

    return Printout(QCoreApplication.translate("map", "Map of introductions"), pages)


class _Drawing:
    """Lays the map out in points and fits it onto a page."""

    def __init__(self, web: Web, size: QSizeF) -> None:
        self.page = Page(size)
        self._web = web
        self._typeset = Typeset(paper_font_family())
        self._high = self._typeset.line_height(_SIZE)
        self._level = len(web.knots) <= FEW
        if self._level:
            breadth = hypot(_NAME, 2 * _DOT + self._high) + 2
            self.rings = rings(web, breadth, breadth)
        else:
            self.rings = rings(web, self._high, _NAME + 4 * _DOT)
        body = self.page.body
        title = self._typeset.text(ENGLISH.map, _TITLE, QFont.Weight.Bold, body.width(), 1, False, True)
        self.page.put_text(title, body.left(), body.top())
        area = QRectF(body)
        area.setTop(body.top() + title.height + _GAP)
        side = min(area.width(), area.height())
        self._area = QRectF(area.left() + (area.width() - side) / 2, area.top(), side, side)
        outer = (self.rings.radii[-1] if self.rings.radii else 0.0) + _NAME + 2 * _DOT
        self._scale = min(side / (2 * outer), 1.0)
        self.page.put(self._area, self._draw)

    def _draw(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._area.center())
        painter.scale(self._scale, self._scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(Qt.GlobalColor.lightGray, HAIRLINE))
        for radius in self.rings.radii:
            painter.drawEllipse(QPointF(0, 0), radius, radius)
        there = {place.knot.key: place for place in self.rings.places}
        painter.setPen(QPen(Qt.GlobalColor.black, LINE))
        for place in self.rings.places:
            painter.drawPath(line(place, there))
        painter.setPen(QPen(Qt.GlobalColor.black, LINE, Qt.PenStyle.DashLine))
        for path in self._bows(there):
            painter.drawPath(path)
        painter.setPen(QPen(Qt.GlobalColor.black, LINE))
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawEllipse(QPointF(0, 0), _DOT, _DOT)
        self._level_name(painter, ENGLISH.me, QPointF(0, 0))
        for place in self.rings.places:
            self._person(painter, place)
        painter.restore()

    def _bows(self, there: dict[int, Place]) -> list[QPainterPath]:
        return [bow(there[one], there[other]) for one, other in self._web.joined]

    def _person(self, painter: QPainter, place: Place) -> None:
        at = QPointF(place.x, place.y)
        painter.setPen(QPen(Qt.GlobalColor.black, LINE))
        painter.setBrush(Qt.GlobalColor.black if place.knot.key > 0 else Qt.GlobalColor.white)
        painter.drawEllipse(at, _DOT, _DOT)
        if self._level:
            self._level_name(painter, plain(place.knot.name, 120), at)
            return
        leftwards = cos(place.angle) < 0
        name = plain(place.knot.name, 120)
        text = self._typeset.text(name, _SIZE, QFont.Weight.Normal, _NAME, 1, leftwards, False)
        painter.save()
        painter.translate(at)
        painter.rotate(degrees(place.angle) + (180 if leftwards else 0))
        corner = QPointF(-2 * _DOT - text.width if leftwards else 2 * _DOT, -text.height / 2)
        painter.fillRect(QRectF(corner, QSizeF(text.width, text.height)), Qt.GlobalColor.white)
        text.draw(painter, corner - QPointF(_NAME - text.width if leftwards else 0, 0))
        painter.restore()

    def _level_name(self, painter: QPainter, name: str, at: QPointF) -> None:
        text = self._typeset.text(name, _SIZE, QFont.Weight.Normal, _NAME, 1, False, False)
        corner = at + QPointF(-text.width / 2, _DOT + 1)
        painter.fillRect(QRectF(corner, QSizeF(text.width, text.height)), Qt.GlobalColor.white)
        text.draw(painter, corner)
