"""A table whose columns somebody tells: its first rows, what was guessed, what can be said, and whether that will do.

The whole file is not looked at here: what is said makes a `Way`, by which `reading` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from netplus_desktop.core.records import FileFormat, Person
from netplus_desktop.exchange import columns, encodings, tables
from netplus_desktop.exchange.columns import Column
from netplus_desktop.exchange.layouts import AS_FOUND, Layout, Remembered, Way, header_key, restored

_HEAD = 256 * 1024
"""So much of a file is enough to see what it is."""

MOST_ROWS = 40
"""So many rows are looked at: notes may stand before the names."""

KEPT = Column("other")
"""The choice that keeps a column's cells under its own name."""

LEFT_OUT = Column("")
"""The choice that leaves a column out."""

CHOICES = (
    KEPT,
    LEFT_OUT,
    *(Column(field) for field in ("name", "given", "middle", "family", "prefix", "suffix", "nickname")),
    *(Column("email", label=label) for label in ("", "work", "home")),
    *(Column("phone", label=label) for label in ("", "work", "home", "mobile")),
    *(Column(field) for field in ("organisation", "department", "title", "note", "tags", "birthday")),
    *(Column(field) for field in ("met", "introduced_by", "said")),
    *(Column("url", label=label) for label in ("", "LinkedIn")),
    Column("im"),
    *(Column("address", part) for part in ("street", "city", "region", "code", "country")),
    *(Column("address", part, label=place) for place in ("work", "home") for part in ("street", "city", "code")),
)
"""What a column can be said to hold. Slots are found when a layout is made of what was chosen."""

_NAMED_BY = frozenset({"name", "given", "family", "email"})
_SEVERAL = frozenset({"email", "phone", "url", "im"})
_ONCE = frozenset({"name", "given", "middle", "family", "prefix", "suffix", "nickname", "organisation", "department"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A table as its first rows show it. `rows` begin with the one at `header_at`, or with the first where there is no
    header; `chosen` is what each column holds, one of `CHOICES` or what was guessed beside them."""

    data: bytes
    encoding: str  # as found, or as chosen
    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    has_header: bool
    format: FileFormat
    guessed: tuple[Column | None, ...]  # with the slots by which columns of one point belong together
    chosen: tuple[Column, ...]
    way: Way  # what the user chose of encoding and delimiter

    def people(self) -> tuple[tuple[str, ...], ...]:
        """The first rows that are people."""
        return self.rows[1:] if self.has_header else self.rows

    def samples(self, at: int, most: int = 3) -> list[str]:
        """A few different cells of a column."""
        cells = (row[at].strip() for row in self.people() if at < len(row))
        return list(islice(dict.fromkeys(cell for cell in cells if cell), most))

    def problem(self) -> str:
        """Why nobody could be told by what is chosen: '' (it will do), 'one-column', 'nothing-below' (the header is
        all there is), 'nobody' (no column holds a name or an e-mail address)."""
        if not self.people():
            return "nothing-below"
        if any(column.field in _NAMED_BY for column in self.chosen):
            return ""
        return "one-column" if len(self.chosen) < 2 else "nobody"

    def choose(self, at: int, column: Column) -> Draft:
        """The same with something else chosen for a column."""
        return replace(self, chosen=(*self.chosen[:at], column, *self.chosen[at + 1 :]))

    def with_header(self, there: bool) -> Draft:
        """The same, its first row being names, or a person."""
        return replace(_drafted(self.data, self.way, there), data=self.data)

    def read_as(self, encoding: str, delimiter: str) -> Draft:
        """The same table, read by another encoding or delimiter; '' finds out. What was chosen for columns whose names
        are still there stays."""
        new = _drafted(self.data, Way(None, encoding, delimiter), None)
        before = dict(zip(self.names, self.chosen, strict=True)) if self.has_header and new.has_header else {}
        return replace(new, chosen=tuple(before.get(n, c) for n, c in zip(new.names, new.chosen, strict=True)))

    def layout(self) -> Layout:
        """What was chosen, for the reader."""
        return Layout(self.format, self._columns(), self._header(), said=True)

    def corrects(self) -> bool:
        """Whether something else is chosen than was guessed."""
        return self.chosen != tuple(map(_choice, self.guessed))

    def _columns(self) -> list[Column | None]:
        """What was chosen, each point with a slot of its own, the parts of one address with the same."""
        meant: list[Column | None] = []
        seen: set[Column] = set()
        for at, (column, guess, name) in enumerate(zip(self.chosen, self.guessed, self.names, strict=True)):
            if column == _choice(guess):
                meant.append(guess)
                if guess is not None:
                    seen.add(guess)
                continue
            if column == LEFT_OUT:
                meant.append(None)
                continue
            if column == KEPT or (column.field in _ONCE and column in seen):
                column = Column("other", slot=name or f"column {at + 1}")
            elif column.field in _SEVERAL:
                column = replace(column, slot=f"column {at + 1}")
            elif column.field == "address":
                column = replace(column, slot=column.label)
                if column in seen:
                    column = replace(column, slot=f"{column.label} {at + 1}")
            seen.add(column)
            meant.append(column)
        return meant

    def settled(self) -> Way:
        """How the table is to be read."""
        return Way(self.layout(), self.way.encoding, self.way.delimiter or self.delimiter)

    def _header(self) -> list[str]:
        return [name.strip() for name in self.rows[0]] if self.has_header and self.rows else []

    def key(self) -> str:
        """By what the table is known again; '' where it has no header."""
        return header_key(self._header())

    def first_person(self) -> Person | None:
        """Whom the first row gives, of those that give anybody."""
        layout = self.layout()
        people = (tables.person_of(list(row), layout) for row in self.people())
        return next((person for person in people if person is not None), None)


def drafted(data: bytes, way: Way = AS_FOUND, remembered: Remembered | None = None) -> Draft:
    """A table with what can be guessed: by what was said of it before, by its names, by its cells."""
    draft = _drafted(data, way, None)
    said = way.layout
    if said is None and remembered and (meaning := remembered.get(draft.key())):
        said = restored(meaning, draft.names)
    if said is None:
        return draft
    if bool(said.header) != draft.has_header:
        draft = draft.with_header(bool(said.header))
    told = [_choice(column) for column in said.columns[: len(draft.chosen)]]
    return replace(draft, chosen=(*told, *draft.chosen[len(told) :]))


def _head(data: bytes) -> bytes:
    if len(data) <= _HEAD:
        return data
    end = data.rfind(b"\n", 0, _HEAD) + 1 or _HEAD
    return data[: end + end % 2] if b"\0" in data[:64] else data[:end]  # UTF-16 has two bytes a character


def _drafted(data: bytes, way: Way, header: bool | None) -> Draft:
    head = _head(data)
    text, encoding = encodings.text_of(head)
    if way.encoding:
        text, encoding = encodings.text_as(head, way.encoding), way.encoding
    delimiter, found = tables.first_rows(text, way.delimiter)
    cells = [row for _, row in found][:MOST_ROWS]
    at = _header_at(cells)
    if header is None:
        header = at >= 0
    start = max(at, 0) if header else 0
    rows = tuple(tuple(row[: tables.MOST_COLUMNS]) for row in cells[start:])
    width = max(map(len, rows), default=0)
    first = rows[0] if rows and header else ()
    names = tuple(first[i].strip() if i < len(first) else "" for i in range(width))
    kind, guessed = _guessed(rows, names, header)
    chosen = tuple(map(_choice, guessed))
    return Draft(data, encoding, delimiter, rows, names, header, kind, guessed, chosen, way)


def _header_at(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows has the names; -1 where none looks like names."""
    if not rows:
        return -1
    known = [columns.recognised(row) for row in rows]
    if max(known) > 0:
        return known.index(max(known))
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    at = widths.index(usual)
    # Names are all there, all different, and hold neither figures nor addresses.
    first = [cell.strip() for cell in rows[at]]
    wordy = all(cell and not any(mark in cell for mark in "@/0123456789") for cell in first)
    return at if wordy and len(set(first)) == len(first) and len(rows) > at + 1 else -1


def _guessed(
    rows: Sequence[Sequence[str]], names: Sequence[str], header: bool
) -> tuple[FileFormat, tuple[Column | None, ...]]:
    """What each column is likely to hold: by its name, else by its cells; else it is kept under its name."""
    kind = FileFormat.TABLE
    told: list[Column | None] = [Column("other", slot=name or f"column {at + 1}") for at, name in enumerate(names)]
    if header and (found := columns.meanings(names)) is not None:
        kind = found.format
        told = [one if one or name else kept for one, kept, name in zip(found.columns, told, names, strict=True)]
    if not any(column and column.field in _NAMED_BY for column in told):
        by_content = tables.told_by_content([list(row) for row in (rows[1:] if header else rows)]) or []
        told[: len(by_content)] = [one or kept for one, kept in zip(by_content, told, strict=False)]
    return kind, tuple(told)


def _choice(column: Column | None) -> Column:
    """A column as it can be chosen: without the slot."""
    if column is None:
        return LEFT_OUT
    return KEPT if column.field == "other" else replace(column, slot="")
