"""Everything that a vault knows as one JSON document, out and in again: what it holds is told in `core.everything`.

A person stands on a line. A file is read person by person, and one that cannot be read costs no other.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from netplus_desktop.core import everything, people
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import (
    FileFormat,
    Person,
    Point,
    PointKind,
    ReadFile,
    ReadRow,
    Reason,
    Tick,
    no_tick,
)
from netplus_desktop.exchange.packed import PackedRows, PackedTexts
from netplus_desktop.exchange.pictures import as_line

MOST_PEOPLE = 100_000

_BLOCK = 500

_OURS = re.compile(r'\s*\{\s*"format"\s*:\s*"netplus"')
_BETWEEN = re.compile(r"[\s,]*")

_Tables = Mapping[str, list[everything.Cells]]


def write_everything(shared: _Tables, entries: Iterable[_Tables], out: TextIO) -> int:
    """What belongs to nobody, then person by person. Returns how many people."""
    out.write(f'{{"format": "{everything.FORMAT}", "version": {everything.VERSION}')
    for table, rows in shared.items():
        out.write(f',\n"{table}": [')
        out.write(",".join("\n" + _line(everything.told(table, row)) for row in rows) + "]")
    out.write(',\n"people": [')
    count = 0
    for tables in entries:
        told = {table: [everything.told(table, row) for row in rows] for table, rows in tables.items() if rows}
        out.write(("," if count else "") + "\n" + _line(told))
        count += 1
    out.write("\n]}\n")
    return count


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def is_ours(text: str) -> bool:
    """Whether a text begins as such a file does."""
    return _OURS.match(text) is not None


def read(text: str, name: str, encoding: str, tick: Tick = no_tick) -> ReadFile:
    """The people of such a file, as rows, with all that hangs on each in its original. Raises `FileError`:
    'file-newer' (of a later version), 'file-too-many', 'file-no-rows'."""
    rows, originals = PackedRows(), PackedTexts()
    shared: dict[str, list[everything.Cells]] = {}
    pictured = array("L")
    seen: set[str] = set()
    for key, at, line, value in _values(text):
        if key == "version" and value not in range(everything.OLDEST, everything.VERSION + 1):
            raise FileError("file-newer")
        if key in everything.SHARED:
            shared[key] = everything.rows_of(key, value)[0]
        if key != "people":
            continue
        number = len(rows) + 1
        if number > MOST_PEOPLE:
            raise FileError("file-too-many", count=text.count("\n{"), limit=MOST_PEOPLE)
        if number % _BLOCK == 0:
            tick(at, len(text))
        entry = everything.entry(value)
        if entry is not None and entry.rows["photo"]:
            pictured.append(number)
        rows.append(_row(number, line, entry, seen))
        originals.append(value)
    if not rows and not any(shared.values()):
        raise FileError("file-no-rows")
    tick(len(text), len(text))
    pictures = _Pictures(originals, pictured)
    return ReadFile(name, FileFormat.EVERYTHING, encoding, rows, originals, shared=shared, pictures=pictures)


class _Pictures(Mapping[int, str]):
    """The lines of `ReadFile.pictures`, each made when it is asked for: they stand in the originals."""

    def __init__(self, originals: Sequence[str], numbers: Sequence[int]) -> None:
        self._originals = originals
        self._numbers = numbers

    def __getitem__(self, number: int) -> str:
        entry = everything.entry(self._originals[number - 1])
        if entry is None or not entry.rows["photo"]:
            raise KeyError(number)
        return as_line(entry.rows["photo"][0]["picture"])

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _values(text: str) -> Iterator[tuple[str, int, int, Any]]:
    """What stands in the document: its key, where it ends, its line, and the value; of people one at a time, as the
    text of each. What cannot be read is told as the text up to where the next person begins."""
    decoder = json.JSONDecoder()
    at, line, seen = text.index("{") + 1, 1, 0
    key = ""
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        line, seen = line + text.count("\n", seen, at), at
        try:
            if key == "people":
                if text.startswith("]", at):
                    key, at = "", at + 1
                    continue
                _, end = decoder.raw_decode(text, at)
                value: Any = text[at:end]
            else:
                if text.startswith("}", at):
                    return
                key, at = decoder.raw_decode(text, at)
                at = text.index(":", at) + 1
                at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
                if key == "people":
                    at = text.index("[", at) + 1
                    continue
                value, end = decoder.raw_decode(text, at)
        except (ValueError, TypeError, RecursionError):
            end = text.find("\n{", at + 1)
            if end < 0:
                yield "people", len(text), line, text[at:]
                return
            key, value = "people", text[at:end]
        yield key, end, line, value
        at = end


def _row(number: int, line: int, entry: everything.Entry | None, seen: set[str]) -> ReadRow:
    if entry is None:
        return ReadRow(number, line, None, Reason("entry-unreadable"))
    person = person_of(entry)
    if not person.name:
        return ReadRow(number, line, None, Reason("no-name"))
    # Two people of a vault stay two: by what both are known, only the first is known here. Nobody is known by the mark
    # of another.
    identity = people.identity_keys(person)[: bool(person.uid)]
    others = [key for key in entry.contact["keys"] if key.startswith(("in:", "row:")) and key not in seen]
    seen.update(others)
    left_out = (Reason("pieces-unreadable", {"count": entry.left_out}),) if entry.left_out else ()
    return ReadRow(
        number,
        line,
        person,
        None,
        (*identity, *others),
        people.match_keys(person),
        left_out,
    )


def person_of(entry: everything.Entry) -> Person:
    """The person that an entry tells of."""
    contact = entry.contact
    fields = {name: contact[name] for name in Person.__match_args__ if name in contact}
    return Person(
        **{
            **fields,
            "extra": tuple(contact["extra"]),
            "points": tuple(
                Point(PointKind(row["kind"]), row["value"], row["label"]) for row in entry.rows["contact_point"]
            ),
            "tags": tuple(row["tag"] for row in entry.rows["contact_tag"]),
        }
    )
