"""Who introduced whom, in rings round me: on the first whom I know directly, on each next one whom those introduced.

The place of each follows from who there is and in which order they came, so a map looks the same each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import asin, cos, pi, sin, tau

from netplus_desktop.core.frozen import dataclass

_SPREAD = 1.5
"""How much further apart than they must be people of one introducer may stand, where there is room."""


@dataclass(frozen=True, slots=True)
class Knot:
    """Somebody on the map. `key` is the id of the contact, or below zero for an introducer who is none and of whom the
    name alone is known; `introducer` is the key of who introduced them to me."""

    key: int
    name: str
    introducer: int | None = None


@dataclass(frozen=True, slots=True)
class Web:
    """Everybody who introduced somebody or was introduced. `joined` are the pairs that I introduced to each other."""

    knots: tuple[Knot, ...] = ()
    joined: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: `ring` counts from 1, `angle` is in radians clockwise from the right, `x` goes right and
    `y` down from me. `introduced` are the keys of whom they introduced."""

    knot: Knot
    ring: int
    angle: float
    x: float
    y: float
    introduced: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rings:
    """The map. `places` stand in reading order: each one before whom they introduced. `radii` are those of the rings,
    the first ring's first."""

    places: tuple[Place, ...]
    radii: tuple[float, ...]

    def chain(self, key: int) -> tuple[Place, ...]:
        """The way to somebody: whom I know, whom those introduced, and so on to them."""
        there = {place.knot.key: place for place in self.places}
        way = [there[key]]
        while way[-1].ring > 1 and way[-1].knot.introducer is not None:
            way.append(there[way[-1].knot.introducer])
        return tuple(reversed(way))

    def ring(self, number: int) -> tuple[Place, ...]:
        """Everybody on a ring, clockwise."""
        return tuple(place for place in self.places if place.ring == number)


def rings(web: Web, breadth: float, step: float) -> Rings:
    """Lay the map out. Two people of a ring stand at least `breadth` from each other, two rings at least `step`, and
    the first ring at least as far from me; its radius grows until everybody has that room. Where people are said to
    have introduced one another in a circle, the one who came first counts as known directly."""
    order, depth, led = _trees(web.knots)
    if not order:
        return Rings((), ())
    first = _first_radius(order, depth, led, max(breadth, step), breadth, step)
    radii = tuple(first + step * at for at in range(max(depth.values())))
    room = _room(order, depth, led, [_angle(breadth, radius) for radius in radii])
    roots = [key for key in order if depth[key] == 1]
    wide = tau / sum(room[key] for key in roots)
    middle: dict[int, float] = {}
    _share(middle, roots, room, -pi / 2 + (tau - room[roots[0]] * wide) / 2, wide)
    spread = min(wide, _SPREAD)
    for key in order:
        _share(middle, led[key], room, middle[key], spread)
    there = {knot.key: knot for knot in web.knots}
    places = []
    for key in order:
        radius, angle = radii[depth[key] - 1], middle[key]
        at = radius * cos(angle), radius * sin(angle)
        places.append(Place(there[key], depth[key], angle, *at, tuple(led[key])))
    return Rings(tuple(places), radii)


def _trees(knots: Sequence[Knot]) -> tuple[list[int], dict[int, int], Mapping[int, list[int]]]:
    """The keys in reading order, the ring of each, and whom each introduced."""
    by_age = sorted((knot.key for knot in knots), key=lambda key: (key < 0, abs(key)))
    introducer = {knot.key: knot.introducer for knot in knots}
    led: defaultdict[int, list[int]] = defaultdict(list)
    for key in by_age:
        by = introducer[key]
        if by is not None and by in introducer:
            led[by].append(key)
    known = [key for key in by_age if introducer[key] not in introducer]
    order: list[int] = []
    depth: dict[int, int] = {}
    for root in (*known, *by_age):  # whom the first ones do not lead to is in a circle
        if root in depth:
            continue
        by = introducer[root]
        if by is not None and by in introducer:
            led[by].remove(root)
        depth[root] = 1
        waiting = [root]
        while waiting:
            key = waiting.pop()
            order.append(key)
            for one in led[key]:
                depth[one] = depth[key] + 1
            waiting += reversed(led[key])
    return order, depth, led


def _angle(breadth: float, radius: float) -> float:
    """The angle under which `breadth` is seen from me at that distance."""
    return 2 * asin(min(breadth / (2 * radius), 1.0))


def _room(
    order: Sequence[int], depth: Mapping[int, int], led: Mapping[int, Sequence[int]], least: Sequence[float]
) -> dict[int, float]:
    """The angle that each one needs for themselves and for whom they introduced."""
    room: dict[int, float] = {}
    for key in reversed(order):
        room[key] = max(least[depth[key] - 1], sum(room[one] for one in led[key]))
    return room


def _first_radius(
    order: Sequence[int],
    depth: Mapping[int, int],
    led: Mapping[int, Sequence[int]],
    least: float,
    breadth: float,
    step: float,
) -> float:
    """The smallest radius of the first ring at which everybody has room, to a pixel."""

    def fits(radius: float) -> bool:
        angles = [_angle(breadth, radius + step * at) for at in range(max(depth.values()))]
        room = _room(order, depth, led, angles)
        return sum(room[key] for key in order if depth[key] == 1) <= tau

    low = high = least
    while not fits(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _share(
    middle: dict[int, float], keys: Sequence[int], room: Mapping[int, float], about: float, factor: float
) -> None:
    """Give each of `keys` the middle of as much angle as their room times `factor`, all of them round `about`."""
    at = about - sum(room[key] for key in keys) * factor / 2
    for key in keys:
        middle[key] = at + room[key] * factor / 2
        at += room[key] * factor
