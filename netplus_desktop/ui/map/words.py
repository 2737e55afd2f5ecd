"""The map in words: what is told of somebody who stands on it."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QCoreApplication, QLocale

from netplus_desktop.core.rings import Place, Rings, Web
from netplus_desktop.ui.contact_list.shown import shown

translate = QCoreApplication.translate


class Words:
    """What is told of the people of a web."""

    def __init__(self, web: Web) -> None:
        self._names = {knot.key: shown(knot.name) for knot in web.knots}
        self._joined: defaultdict[int, list[str]] = defaultdict(list)
        for one, other in web.joined:
            self._joined[one].append(self._names[other])
            self._joined[other].append(self._names[one])

    def name(self, place: Place) -> str:
        """Somebody's name as it is shown."""
        return self._names[place.knot.key]

    def told(self, place: Place) -> str:
        """Somebody in one line: who introduced them to me, how many they introduced, whom I introduced them to."""
        parts = [self.name(place), self._came(place), _led(len(place.introduced))]
        others = self._joined.get(place.knot.key)
        if others:
            listed = QLocale().createSeparatedList(others)
            parts.append(translate("map", "you introduced them to {names}").format(names=listed))
        if place.knot.key < 0:
            parts.append(translate("map", "not among your contacts"))
        return " · ".join(part for part in parts if part)

    def _came(self, place: Place) -> str:
        by = place.knot.introducer
        if by is None:
            return translate("map", "known to you directly")
        return translate("map", "introduced to you by {name}").format(name=self._names[by])


def _led(count: int) -> str:
    if count == 1:
        return translate("map", "introduced 1 person to you")
    return translate("map", "introduced {n} people to you").format(n=QLocale().toString(count)) if count else ""


def summed_up(web: Web, rings: Rings) -> str:
    """The whole map in one line."""
    number = QLocale().toString
    if len(rings.radii) == 1:
        said = translate("map", "{n} people in one ring round you").format(n=number(len(rings.places)))
    else:
        said = translate("map", "{n} people in {rings} rings round you").format(
            n=number(len(rings.places)), rings=number(len(rings.radii))
        )
    joined = translate("map", "dashed lines: whom you introduced to each other") if web.joined else ""
    return " · ".join(part for part in (said, joined) if part)
