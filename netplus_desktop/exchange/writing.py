"""People out again: vCard, CSV and JSON, so that nobody is locked in."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TextIO
from urllib.parse import quote

from netplus_desktop.core.records import Contact, Person, Point, PointKind
from netplus_desktop.exchange.vcard import one_line

_FOLD_AT = 75
"""Octets in a line of a card, without its end (RFC 2426, 2.6)."""

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
    PointKind.EMAIL: "EMAIL;TYPE=INTERNET",
    PointKind.PHONE: "TEL",
    PointKind.URL: "URL",
    PointKind.ADDRESS: "ADR",
    PointKind.IM: "IMPP",
}

_RISKY = frozenset("=+-@\t\r'＝＋－＠")
"""A cell that begins so may be run by a spreadsheet, or be taken for one that we marked."""

_DIALLED = re.compile(r"\+[\d ()]{3,}")
"""Numbers that no spreadsheet reckons with: a plus, digits, blanks and brackets."""


# --- vCard ------------------------------------------------------------------------------------------------


def write_vcards(people: Iterable[Person], out: TextIO) -> int:
    """vCard 3.0 cards, unknown properties given back verbatim. Returns how many. Lines end with CR LF, whatever `out`
    makes of line ends should be switched off (`newline=""`)."""
    count = 0
    for person in people:
        for line in _card(person):
            out.write(_folded(line))
        count += 1
    return count


def _card(person: Person) -> Iterator[str]:
    """The logical lines of a card."""
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    if person.uid:
        yield f"UID:{escape(person.uid)}"
    yield f"FN:{escape(person.name)}"
    parts = (person.family, person.given, person.middle, person.prefix, person.suffix)
    yield "N:" + ";".join(map(escape, parts))
    for name, value in (("NICKNAME", person.nickname), ("TITLE", person.title)):
        if value:
            yield f"{name}:{escape(value)}"
    if person.department:
        yield f"ORG:{escape(person.organisation)};{escape(person.department)}"
    elif person.organisation:
        yield f"ORG:{escape(person.organisation)}"
    taken = {line.partition(".")[0].lower() for line in person.extra if "." in line.partition(":")[0]}
    free = (group for group in map("item{}".format, range(1, 1_000_000)) if group not in taken)
    for point in person.points:
        yield from _point(point, free)
    if person.birthday:
        yield _birthday(person.birthday)
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


def _point(point: Point, free: Iterator[str]) -> Iterator[str]:
    name, label = _PROPERTIES[point.kind], one_line(point.label)
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


def _birthday(value: str) -> str:
    if value.startswith("--"):
        return f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{value[2:]}"
    return f"BDAY:{value}"


def escape(text: str) -> str:
    """The text as a value of a card."""
    if not text.isascii() or not text.isalnum():
        text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        text = text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return text


def _folded(line: str) -> str:
    """The line cut into pieces of at most 75 octets, never inside a character, each with its end."""
    if len(line) <= _FOLD_AT and (line.isascii() or len(line.encode("utf-8", "replace")) <= _FOLD_AT):
        return line + "\r\n"
    if line.isascii():
        rest = range(_FOLD_AT, len(line), _FOLD_AT - 1)
        return "\r\n ".join([line[:_FOLD_AT], *(line[at : at + _FOLD_AT - 1] for at in rest)]) + "\r\n"
    raw = line.encode("utf-8", "replace")
    pieces = []
    at, room = 0, _FOLD_AT
    while at < len(raw):
        end = min(at + room, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[at:end].decode("utf-8"))
        at, room = end, _FOLD_AT - 1
    return "\r\n ".join(pieces) + "\r\n"


# --- CSV --------------------------------------------------------------------------------------------------

_BEFORE = (
    ("Name", "name"),
    ("Given name", "given"),
    ("Middle name", "middle"),
    ("Family name", "family"),
    ("Prefix", "prefix"),
    ("Suffix", "suffix"),
    ("Nickname", "nickname"),
    ("Organisation", "organisation"),
    ("Department", "department"),
    ("Job title", "title"),
)

_AFTER = (
    ("Birthday", "birthday"),
    ("Met", "met"),
    ("Introduced by", "introduced_by"),
    ("Tags", "tags"),
    ("Note", "note"),
    ("UID", "uid"),
    ("vCard lines", "extra"),
)

_POINTS = (
    ("E-mail", PointKind.EMAIL),
    ("Phone", PointKind.PHONE),
    ("Web", PointKind.URL),
    ("Address", PointKind.ADDRESS),
    ("Messenger", PointKind.IM),
)


def write_csv(people: Iterable[Person], out: TextIO) -> int:
    """A table that our own reader takes back whole; cells that a spreadsheet would run are neutralised, reversibly.
    Returns how many people. The ways to reach somebody stand by kind."""
    everybody = list(people)
    most = {kind: max((len(person.values(kind)) for person in everybody), default=0) for _, kind in _POINTS}
    table = csv.writer(out)
    header = [name for name, _ in _BEFORE]
    for name, kind in _POINTS:
        for number in range(1, max(1, most[kind]) + 1):
            header += [f"{name} {number}", f"{name} {number} label"]
    table.writerow(header + [name for name, _ in _AFTER])
    for person in everybody:
        cells: list[str] = [getattr(person, name) for _, name in _BEFORE]
        for _, kind in _POINTS:
            points = [point for point in person.points if point.kind is kind]
            for point in points:
                cells += [point.value, point.label]
            cells += [""] * (2 * (max(1, most[kind]) - len(points)))
        cells += [person.birthday, person.met, person.introduced_by, ";".join(map(escape, person.tags)), person.note]
        cells += [person.uid, "\n".join(person.extra)]
        table.writerow(map(_harmless, cells))
    return len(everybody)


def _harmless(cell: str) -> str:
    """The cell as no spreadsheet runs it; `tables` takes the mark off again."""
    if cell[:1] in _RISKY and cell and not _DIALLED.fullmatch(cell):
        return "'" + cell
    return cell


# --- JSON -------------------------------------------------------------------------------------------------


def write_json(contacts: Iterable[Contact], out: TextIO) -> int:
    """Everything known, conversations and records included: one JSON document. Returns how many people."""
    out.write('{"format": "netplus", "version": 1, "people": [')
    count = 0
    for contact in contacts:
        out.write(",\n" if count else "\n")
        json.dump(_told(contact), out, ensure_ascii=False)
        count += 1
    out.write("\n]}\n")
    return count


def _told(value: object) -> object:
    """Records, dates and words of an enumeration as JSON has them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _told(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [_told(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
