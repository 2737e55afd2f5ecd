"""Who introduced whom, in words on paper: each person under whoever introduced them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netplus_desktop.core.rings import Rings, Web
from netplus_desktop.documents.flow import Flow, Section
from netplus_desktop.documents.wording import day, plain

_DEEPEST = 8
"""Further in than that nobody is set: a chain of thirty would leave no room for the names."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the map and its list. Another language is another `Wording`."""

    map: str = "Map of introductions"
    me: str = "You"
    title: str = "Who introduced whom"
    about: str = "Each person stands under whoever introduced them."
    people: str = "People"
    by: str = "Introduced by"
    joined: str = "Introduced by me to each other"
    pair: str = "{one} and {other}"
    printed: str = "NetPlus introductions · printed {day}"


ENGLISH = Wording()


def introductions_list(web: Web, rings: Rings, now: datetime, words: Wording = ENGLISH) -> Flow:
    """The list that goes with the map, in the order in which one goes along its lines."""
    names = {knot.key: plain(knot.name, 120) for knot in web.knots}
    rows = tuple(
        (
            "\u2003" * min(place.ring - 1, _DEEPEST) + names[place.knot.key],
            names[place.knot.introducer] if place.knot.introducer is not None else "",
        )
        for place in rings.places
    )
    sections = [Section("", rows, (0.55, 0.45), (words.people, words.by))]
    if web.joined:
        pairs = tuple((words.pair.format(one=names[one], other=names[other]),) for one, other in web.joined)
        sections.append(Section(words.joined, pairs, (1.0,)))
    printed = words.printed.format(day=day(now, year=True, weekday=False))
    return Flow(words.title, (words.about,), tuple(sections), printed)
