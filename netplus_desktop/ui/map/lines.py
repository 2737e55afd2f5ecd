"""The lines of the map, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, hypot, sin

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from netplus_desktop.core.rings import Place

FEW = 40
"""Up to so many people, names stand level under the discs; beyond, they point outwards, which takes less room."""

_BOW = 0.3
"""How far towards me a line between two whom I introduced bends: it stays apart from the lines of the rings."""


def line(place: Place, there: Mapping[int, Place]) -> QPainterPath:
    """From who introduced somebody, or from me, to them: out along one ray, in along the other."""
    by = there.get(place.knot.introducer) if place.ring > 1 and place.knot.introducer is not None else None
    if by is None:
        path = QPainterPath(QPointF(0, 0))
        path.lineTo(QPointF(place.x, place.y))
        return path
    path = QPainterPath(QPointF(by.x, by.y))
    between = (hypot(by.x, by.y) + hypot(place.x, place.y)) / 2
    path.cubicTo(_at(by.angle, between), _at(place.angle, between), QPointF(place.x, place.y))
    return path


def bow(one: Place, other: Place) -> QPainterPath:
    """Between two whom I introduced to each other, bent towards me."""
    path = QPainterPath(QPointF(one.x, one.y))
    path.quadTo(QPointF(one.x + other.x, one.y + other.y) * _BOW, QPointF(other.x, other.y))
    return path


def _at(angle: float, radius: float) -> QPointF:
    return QPointF(cos(angle), sin(angle)) * radius
