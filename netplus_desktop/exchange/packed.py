"""The rows of a file, packed: a hundred thousand people lie in memory while an import is looked at.

A row that is held as an object takes some four times the bytes. Each is packed by itself, so that any can be had again
at once; the texts, which are only shown, are pressed together. The format of the rows is Python's own for compiled
code: the quickest there is, and these never leave the memory.
"""

from __future__ import annotations

import marshal
import zlib
from array import array
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Any, overload

from netplus_desktop.core.records import Person, Point, PointKind, ReadRow, Reason

_FIELDS = Person.__match_args__
_POINTS = _FIELDS.index("points")
_fields_of = attrgetter(*_FIELDS)
_KINDS = {kind.value: kind for kind in PointKind}

_AS_THEY_ARE = 10_000
"""So many rows of a file are held as objects: that is quicker, and few people import more."""

_TOGETHER = 128
"""So many rows share a block of memory: many small ones would leave gaps. A text of so many that are pressed together
is had again in a third of a millisecond."""


class PackedRows(Sequence[ReadRow]):
    """Rows in the order in which they are added. One that is asked for is made anew, equal to the one added."""

    def __init__(self) -> None:
        self._first: list[ReadRow] = []
        self._blocks: list[bytes] = []
        self._ends = array("I")  # of each row in its block
        self._open: list[bytes] = []  # rows that wait until they are enough for a block

    def append(self, row: ReadRow) -> None:
        """Add a row at the end."""
        if len(self._first) < _AS_THEY_ARE:
            self._first.append(row)
            return
        packed: Any = (
            row.number,
            row.line,
            _packed_person(row.person) if row.person is not None else None,
            _packed_reason(row.reason) if row.reason is not None else None,
            row.keys,
            row.likeness,
            [_packed_reason(one) for one in row.left_out] if row.left_out else (),
        )
        self._open.append(marshal.dumps(packed))
        if len(self._open) == _TOGETHER:
            self._blocks.append(b"".join(self._open))
            self._ends.extend(accumulate(map(len, self._open)))
            self._open = []

    def __len__(self) -> int:
        return len(self._first) + len(self._ends) + len(self._open)

    @overload
    def __getitem__(self, at: int) -> ReadRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[ReadRow]: ...
    def __getitem__(self, at: int | slice) -> ReadRow | list[ReadRow]:
        places = range(len(self))
        if isinstance(at, slice):
            return [self._row(place) for place in places[at]]
        return self._row(places[at])

    def _row(self, place: int) -> ReadRow:
        if place < len(self._first):
            return self._first[place]
        place -= len(self._first)
        if place >= len(self._ends):
            return _unpacked(self._open[place - len(self._ends)])
        start = self._ends[place - 1] if place % _TOGETHER else 0
        return _unpacked(self._blocks[place // _TOGETHER][start : self._ends[place]])


class _Row(ReadRow):
    """A row whose person is made when it is asked for: most are only asked for their keys."""

    __slots__ = ()

    @property
    def person(self) -> Person | None:
        person: Any = _PERSON.__get__(self)
        if isinstance(person, bytes):
            fields = marshal.loads(person)
            parts = iter(fields[_POINTS])
            triples = zip(parts, parts, parts, strict=True)
            fields[_POINTS] = tuple([Point(_KINDS[kind], value, label) for kind, value, label in triples])
            person = Person(*fields)
            _PERSON.__set__(self, person)
        return person  # type: ignore[no-any-return]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReadRow) and _row_of(self) == _row_of(other)

    __hash__ = ReadRow.__hash__


_PERSON = vars(ReadRow)["person"]
"""The slot in which a row holds its person: packed at first."""

_row_of = attrgetter(*ReadRow.__match_args__)


def _packed_person(person: Person) -> bytes:
    fields: Any = list(_fields_of(person))
    fields[_POINTS] = [part for point in person.points for part in (point.kind._value_, point.value, point.label)]
    return marshal.dumps(fields)


def _packed_reason(reason: Reason) -> tuple[Any, ...]:
    return reason.code, dict(reason.fields)


def _unpacked(packed: bytes) -> ReadRow:
    number, line, person, reason, keys, likeness, left_out = marshal.loads(packed)
    if reason is not None:
        reason = Reason(*reason)
    if left_out:
        left_out = tuple([Reason(*one) for one in left_out])
    return _Row(number, line, person, reason, keys, likeness, left_out)


class PackedTexts(Sequence[str]):
    """Texts in the order in which they are added."""

    def __init__(self) -> None:
        self._pressed: list[bytes] = []
        self._open: list[str] = []  # those that wait until they are enough to be pressed
        self._latest: tuple[int, list[str]] = (-1, [])  # the block that was asked last: its neighbours are asked next

    def append(self, text: str) -> None:
        """Add a text at the end."""
        self._open.append(text)
        if len(self._open) == _TOGETHER:
            self._pressed.append(zlib.compress(marshal.dumps(self._open), 1))
            self._open = []

    def __len__(self) -> int:
        return _TOGETHER * len(self._pressed) + len(self._open)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        block, place = divmod(range(len(self))[at], _TOGETHER)
        if block == len(self._pressed):
            return self._open[place]
        if self._latest[0] != block:
            self._latest = block, marshal.loads(zlib.decompress(self._pressed[block]))
        return self._latest[1][place]
