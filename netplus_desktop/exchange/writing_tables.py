"""People out again as tables: our own, which comes back whole, and the one that Google takes.

No cell runs in a spreadsheet: one that would is marked, and the mark comes off when our own reader takes it back.
"""

from __future__ import annotations

import csv
import marshal
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from netplus_desktop.core.content_lines import escape
from netplus_desktop.core.people import full_name
from netplus_desktop.core.records import Person, PointKind, Tick, no_tick
from netplus_desktop.exchange.writing_vcard import spoken_parts

_RISKY = frozenset("=+-@\t\r'＝＋－＠")
"""A cell that begins so may be run by a spreadsheet, or be taken for one that we marked."""

_DIALLED = re.compile(r"\+[\d ()]{3,}")
"""Numbers that no spreadsheet reckons with: a plus, digits, blanks and brackets."""

_BLOCK = 2000

_Groups = dict[str, list[tuple[str, ...]]]
"""Group of columns -> the cells of each time that it stands in a row."""

_Row = tuple[list[str], _Groups, list[str]]
"""The cells that stand once before the groups, the groups, and the cells behind them."""


def _write(
    rows: Iterable[_Row],
    before: Iterable[str],
    groups: Mapping[str, tuple[str, ...]],
    after: Iterable[str],
    out: TextIO,
    tick: Tick,
) -> int:
    """Write a table whose groups of columns are repeated, with their number, as often as anybody needs them. Returns
    how many rows. They wait packed, a hundred thousand of them in some 40 MB, until that is known."""
    most = dict.fromkeys(groups, 1)
    packed: list[bytes] = []
    for row in rows:
        for name, cells in row[1].items():
            most[name] = max(most[name], len(cells))
        waiting: Any = row
        packed.append(marshal.dumps(waiting))
    header = [*before]
    for name, columns in groups.items():
        header += [f"{name} {number}{column}" for number in range(1, most[name] + 1) for column in columns]
    table = csv.writer(out)
    table.writerow([*header, *after])
    for number, one in enumerate(packed):
        if number % _BLOCK == 0:
            tick(number, len(packed))
        first, there, last = marshal.loads(one)
        cells = first
        for name, columns in groups.items():
            filled = there.get(name, ())
            for group in filled:
                cells += group
            cells += [""] * (len(columns) * (most[name] - len(filled)))
        table.writerow(map(harmless, cells + last))
    return len(packed)


def harmless(cell: str) -> str:
    """The cell as no spreadsheet runs it; `tables` takes the mark off again."""
    if cell[:1] in _RISKY and cell and not _DIALLED.fullmatch(cell):
        return "'" + cell
    return cell


# --- our own ----------------------------------------------------------------------------------------------

_BEFORE = {
    "Name": "name",
    "Given name": "given",
    "Middle name": "middle",
    "Family name": "family",
    "Prefix": "prefix",
    "Suffix": "suffix",
    "Nickname": "nickname",
    "Organisation": "organisation",
    "Department": "department",
    "Job title": "title",
}

_AFTER = ("Birthday", "Met", "Introduced by", "Tags", "Note", "How it is said", "UID", "vCard lines")

_KINDS = {
    PointKind.EMAIL: "E-mail",
    PointKind.PHONE: "Phone",
    PointKind.URL: "Web",
    PointKind.ADDRESS: "Address",
    PointKind.IM: "Messenger",
}


def write_csv(people: Iterable[Person], out: TextIO, tick: Tick = no_tick) -> int:
    """A table that our own reader takes back whole. Returns how many people. The ways to reach somebody stand by
    kind."""
    groups = dict.fromkeys(_KINDS.values(), ("", " label"))
    return _write(map(_own_row, people), _BEFORE, groups, _AFTER, out, tick)


def _own_row(person: Person) -> _Row:
    groups: _Groups = {}
    for point in person.points:
        groups.setdefault(_KINDS[point.kind], []).append((point.value, point.label))
    after = [person.birthday, person.met, person.introduced_by, ";".join(map(escape, person.tags)), person.note]
    after += [person.said, person.uid, "\n".join(person.extra)]
    return [getattr(person, name) for name in _BEFORE.values()], groups, after


# --- Google's ---------------------------------------------------------------------------------------------

_GOOGLE_BEFORE = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels",
)  # fmt: skip

_GOOGLE_GROUPS = {
    "E-mail": (" - Label", " - Value"),
    "Phone": (" - Label", " - Value"),
    "Address": (
        " - Label", " - Formatted", " - Street", " - City", " - PO Box", " - Region", " - Postal Code", " - Country",
        " - Extended Address",
    ),
    "Website": (" - Label", " - Value"),
    "Event": (" - Label", " - Value"),
    "Custom Field": (" - Label", " - Value"),
}  # fmt: skip

_GOOGLE_KINDS = {
    PointKind.EMAIL: "E-mail",
    PointKind.PHONE: "Phone",
    PointKind.URL: "Website",
    PointKind.ADDRESS: "Address",
    PointKind.IM: "Custom Field",  # Google's contacts have no messengers of their own any more
}

_MINE = "* myContacts"
"""The group in which Google lists those who are contacts, not only people once written to."""

_JOIN = " ::: "


def write_google(people: Iterable[Person], out: TextIO, tick: Tick = no_tick) -> int:
    """The table that Google's contacts take, in the layout of 2024 and later. Returns how many people. What Google has
    no place for (how we met, messengers) goes into its own fields; cards' unknown lines have none there."""
    return _write(map(_google_row, people), _GOOGLE_BEFORE, _GOOGLE_GROUPS, (), out, tick)


def _google_row(person: Person) -> _Row:
    given, family = person.given, person.family
    if not (given or family or person.middle):
        given = person.name
    spelled = full_name(given, family, person.middle, person.prefix, person.suffix)
    whole_day = len(person.birthday) in (len("1990-03-14"), len("--03-14")) and person.birthday.count("-") > 1
    labels = _JOIN.join((_MINE, *(tag.replace(_JOIN, " ") for tag in person.tags)))
    first, last = spoken_parts(person)
    before = [given, person.middle, family, first, "", last, person.prefix, person.suffix, person.nickname]
    before += [person.name if person.name != spelled else "", person.organisation, person.title, person.department]
    before += [person.birthday if whole_day else "", person.note, "", labels]
    groups: _Groups = {}
    for name, cells in _google_groups(person):
        groups.setdefault(name, []).append(cells)
    for label, value in (
        ("Birthday", "" if whole_day else person.birthday), ("Met", person.met), ("Introduced by", person.introduced_by)
    ):  # fmt: skip
        if value:
            groups.setdefault("Custom Field", []).append((label, value))
    return before, groups, []


def _google_groups(person: Person) -> Iterator[tuple[str, tuple[str, ...]]]:
    for point in person.points:
        value, label = point.value, point.label
        if point.kind is PointKind.ADDRESS:
            yield "Address", (label, value, value, "", "", "", "", "", "")
        elif point.kind is PointKind.PHONE and value.startswith("+"):
            # Only a number that a spreadsheet lets alone needs no mark, which Google would take for a part of it.
            yield "Phone", (label, re.sub(r"[-./]", " ", value))
        else:
            yield _GOOGLE_KINDS[point.kind], (label, value)
