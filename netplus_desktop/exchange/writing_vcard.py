"""People out again as vCards: 3.0, which every address book reads, and 4.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TextIO
from urllib.parse import quote

from netplus_desktop.core.content_lines import escape, folded
from netplus_desktop.core.records import Person, Point, PointKind
from netplus_desktop.exchange.vcard import one_line

_WRITTEN_BY = "PRODID:-//NetPlus//NetPlus Desktop//EN"

_TYPES = {
    PointKind.EMAIL: frozenset({"work", "home", "other"}),
    PointKind.PHONE: frozenset(
        {"work", "home", "cell", "fax", "pager", "car", "video", "msg", "isdn", "modem", "other"}
    ),
    PointKind.ADDRESS: frozenset({"work", "home", "other"}),
    PointKind.URL: frozenset({"work", "home", "other"}),
    PointKind.IM: frozenset(),
}
"""Labels that are types of their own in a card; any other label goes into a line beside it, as Apple does."""

_CALLED = {"mobile": "cell"}

_PROPERTIES = {
    PointKind.EMAIL: "EMAIL",
    PointKind.PHONE: "TEL",
    PointKind.URL: "URL",
    PointKind.ADDRESS: "ADR",
    PointKind.IM: "IMPP",
}


class CardVersion(StrEnum):
    """The forms of a card that we write: 3.0 (RFC 2426) is read most widely, 4.0 (RFC 6350) is the present one."""

    V3 = "3.0"
    V4 = "4.0"


def write_vcards(people: Iterable[Person], out: TextIO, version: CardVersion = CardVersion.V3) -> int:
    """Cards, unknown properties given back as they came. Returns how many. Lines end with CR LF, whatever `out`
    makes of line ends should be switched off (`newline=""`)."""
    count = 0
    for person in people:
        for line in _card(person, version):
            out.write(folded(line))
        count += 1
    return count


def _card(person: Person, version: CardVersion) -> Iterator[str]:
    """The logical lines of a card."""
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    if person.uid:
        # A mark of 4.0 is an address such as urn:uuid: unless it says that it is plain text (RFC 6350, 6.7.6).
        plain = version is CardVersion.V4 and ":" not in person.uid
        yield f"UID{';VALUE=text' if plain else ''}:{escape(person.uid)}"
    yield f"FN:{escape(person.name)}"
    parts = (person.family, person.given, person.middle, person.prefix, person.suffix)
    yield "N:" + ";".join(map(escape, parts))
    first, last = spoken_parts(person)
    spoken = (("X-PHONETIC-FIRST-NAME", first), ("X-PHONETIC-LAST-NAME", last))
    for name, value in (*spoken, ("NICKNAME", person.nickname), ("TITLE", person.title)):
        if value:
            yield f"{name}:{escape(value)}"
    if person.department:
        yield f"ORG:{escape(person.organisation)};{escape(person.department)}"
    elif person.organisation:
        yield f"ORG:{escape(person.organisation)}"
    taken = {line.partition(".")[0].lower() for line in person.extra if "." in line.partition(":")[0]}
    free = (group for group in map("item{}".format, range(1, 1_000_000)) if group not in taken)
    for point in person.points:
        yield from _point(point, free, version)
    if person.birthday:
        yield _birthday(person.birthday, version)
    if person.tags:
        yield "CATEGORIES:" + ",".join(map(escape, person.tags))
    if person.note:
        yield f"NOTE:{escape(person.note)}"
    if person.met:
        yield f"X-NETPLUS-MET:{escape(person.met)}"
    if person.introduced_by:
        yield f"X-NETPLUS-INTRODUCED-BY:{escape(person.introduced_by)}"
    yield _WRITTEN_BY  # here, so that no line with an unknown name can be taken for more of the note
    for line in person.extra:
        if ":" in line:
            yield line.replace("\r", "").replace("\n", "\\n")
    yield "END:VCARD"


def spoken_parts(person: Person) -> tuple[str, str]:
    """How the given and the family name are said, where the words of `said` can be shared out between them; else all
    of it for the given name. Joined by a blank they are `said` again."""
    words, given, family = person.said.split(" "), person.given.split(), person.family.split()
    if given and family and all(words) and len(words) == len(given) + len(family):
        return " ".join(words[: len(given)]), " ".join(words[len(given) :])
    return person.said, ""


def _point(point: Point, free: Iterator[str], version: CardVersion) -> Iterator[str]:
    name, label = _PROPERTIES[point.kind], one_line(point.label)
    if point.kind is PointKind.EMAIL and version is CardVersion.V3:
        name += ";TYPE=INTERNET"
    value = escape(point.value)
    if point.kind is PointKind.ADDRESS:
        value = f";;{value};;;;"
    elif point.kind is PointKind.IM:
        value = "x-apple:" + quote(point.value, safe="@+")
        if label and '"' not in label:
            yield f'{name};X-SERVICE-TYPE="{label}":{value}'
            return
    types = label.split(" ") if label else []
    known = _TYPES[point.kind]
    if len(set(types)) == len(types) and known.issuperset(types):
        yield name + "".join(f";TYPE={kind.upper()}" for kind in types) + f":{value}"
        return
    group = next(free)
    alike = [_CALLED.get(kind, kind) for kind in label.lower().split(" ")]
    yield f"{group}.{name}" + "".join(f";TYPE={kind.upper()}" for kind in alike if kind in known) + f":{value}"
    yield f"{group}.X-ABLabel:{escape(label)}"


def _birthday(value: str, version: CardVersion) -> str:
    if version is CardVersion.V4:  # without hyphens, but between a year and a month (RFC 6350, 4.3.1)
        if value.startswith("--"):
            return f"BDAY:--{value[2:].replace('-', '')}"
        return f"BDAY:{value if len(value) == len('1990-03') else value.replace('-', '')}"
    if value.startswith("--"):
        return f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{value[2:]}"
    return f"BDAY:{value}"
