"""Two copies of a vault side by side: which rows of one are which of the other, and what either has not seen yet."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from netplus_desktop.core import records as r
from netplus_desktop.store import reading, schema
from netplus_desktop.store.lineage import ADD_ORIGIN

Node = tuple[str, int]
"""A row: its table, and its id in the vault that is here."""

Row = dict[str, Any]
Event = tuple[int, bytes]
"""A stamp and the name of its branch: which transaction wrote something. Later ones are greater."""

OWNERS: dict[str, dict[str, str]] = {
    "contact_point": {"contact_id": "contact"},
    "contact_tag": {"contact_id": "contact"},
    "former_post": {"contact_id": "contact"},
    "photo": {"contact_id": "contact"},
    "interview": {"contact_id": "contact"},
    "interview_event": {"interview_id": "interview"},
    "interview_question": {"interview_id": "interview"},
    "heard": {"interview_id": "interview", "contact_id": "contact"},
    "exchange": {"contact_id": "contact"},
    "draft": {"interview_id": "interview", "contact_id": "contact"},
    "fit_choice": {"offer_id": "offer", "need_id": "heard"},
    "person_choice": {"need_id": "heard", "contact_id": "contact"},
    "ask": {"contact_id": "contact"},
    "introduction": {"first_id": "contact", "second_id": "contact"},
    "introduction_event": {"introduction_id": "introduction"},
    "signal_choice": {"contact_id": "contact"},
    "import_image": {"batch_id": "import_batch"},
}
"""Columns that name the record to which a row belongs: it goes when that one goes."""

LINKS: dict[str, dict[str, str]] = {
    "contact": {"introducer_id": "contact"},
    "heard": {"referred_id": "contact"},
    "exchange": {"interview_id": "interview", "offer_id": "offer", "need_id": "heard"},
    "offer": {"contact_id": "contact"},
    "ask": {"interview_id": "interview"},
    "employer": {"advocate_id": "contact"},
    "import_batch": {"first_id": "import_batch"},
}
"""Columns that name another record, or nothing."""

SNOOZED: dict[str, str | None] = {
    **dict.fromkeys(map(str, r.StepKind), "interview"),
    str(r.StepKind.PROMISE): "heard",
    str(r.StepKind.REPORT): "heard",
    str(r.StepKind.ASK_SECOND): "introduction",
    str(r.StepKind.INTRODUCE): "introduction",
    str(r.StepKind.KEEP_IN_TOUCH): "contact",
    "crowd": None,
}
"""What `snooze.subject_id` names, by the subject: a row of that table, or (None) no row. It may be gone."""

_BLOCK = 64
_STRAY = (
    "coalesce((SELECT last FROM origin WHERE tbl = ? AND first <= id ORDER BY first DESC LIMIT 1), 0) < id ORDER BY id"
)


def names_of() -> tuple[str, ...]:
    """The tables that are joined, parents before children."""
    return tuple(schema.table_name(table) for table in schema.IMAGED)


def links_of(table: str) -> dict[str, str]:
    """Every column of a table that names another row, and the table of that."""
    return OWNERS.get(table, {}) | LINKS.get(table, {})


@dataclass(slots=True)
class Piece:
    """Rows of one copy and what they are in the other: `first` to `last` there, from `here` on here."""

    first: int
    last: int
    here: int
    known: bool


class Copy:
    """The lineage of one copy, and its rows."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        branches = connection.execute("SELECT id, name, seen FROM branch").fetchall()
        self.names: dict[int, bytes] = {one: bytes(name) for one, name, _ in branches}
        self.ids = {name: one for one, name in self.names.items()}
        self.seen: dict[bytes, int] = {bytes(name): seen for _, name, seen in branches}

    def knows(self, event: Event) -> bool:
        """Whether this copy has seen what a transaction wrote."""
        return event[0] <= self.seen.get(event[1], -1)

    def _news(self, other: Copy) -> tuple[str, ...]:
        """The branches of which the other copy has not seen everything."""
        behind = [self.ids[name] for name, seen in self.seen.items() if seen > other.seen.get(name, -1)]
        return (reading.as_json(behind),)

    def edits(self, other: Copy) -> Iterator[tuple[str, int, str, Event]]:
        """The fields written here that the other copy has not seen: table, row, field, when."""
        sql = f"SELECT tbl, row_id, field, stamp, branch_id FROM edit WHERE branch_id {reading.WITHIN}"
        for table, row, column, stamp, branch in self.connection.execute(sql, self._news(other)):
            event = (stamp, self.names[branch])
            if not other.knows(event):
                yield table, row, column, event

    def fates(self, other: Copy) -> Iterator[tuple[str, int, int, bool, Event]]:
        """The deletions, and what was brought back, that the other copy has not seen: table, first, last, alive."""
        sql = f"SELECT tbl, first, last, alive, stamp, branch_id FROM fate WHERE branch_id {reading.WITHIN}"
        for table, first, last, alive, stamp, branch in self.connection.execute(sql, self._news(other)):
            event = (stamp, self.names[branch])
            if not other.knows(event):
                yield table, first, last, bool(alive), event

    def origins(self, table: str) -> list[tuple[int, int, bytes, int]]:
        """Where the rows of a table come from: first, last, branch, serial of the first."""
        sql = "SELECT first, last, branch_id, serial FROM origin WHERE tbl = ? ORDER BY first"
        rows = self.connection.execute(sql, (table,))
        return [(first, last, self.names[branch], serial) for first, last, branch, serial in rows]

    def rows(self, table: str, where: str, *values: Any) -> Iterator[Row]:
        """The rows of a table that meet a condition."""
        columns = _columns(table)
        for row in self.connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {where}", values):
            yield dict(zip(columns, row, strict=True))

    def rows_of(self, table: str, ids: Iterable[int]) -> Iterator[Row]:
        """These rows, as far as they are there."""
        return self.rows(table, f"id {reading.WITHIN}", reading.as_json(sorted(ids)))

    def strays(self) -> bool:
        """Whether there are rows that do not say where they come from: written by something that knew no lineage."""
        return any(next(self.rows(table, _STRAY, table), None) is not None for table in names_of())

    def adopt(self) -> None:
        """Give such rows an origin: one that the same rows get in every copy."""
        for table in names_of():
            blocks: defaultdict[int, list[Row]] = defaultdict(list)
            for row in self.rows(table, _STRAY, table):
                blocks[(row["id"] - 1) // _BLOCK].append(row)
            for block in blocks.values():
                owners = [self._origin(target, row[c]) for row in block for c, target in OWNERS.get(table, {}).items()]
                name = hashlib.sha256(repr((table, block, owners)).encode()).digest()[:8]
                sql = "INSERT INTO branch (name, seen) VALUES (?, 0) ON CONFLICT (name) DO UPDATE SET seen = seen"
                self.connection.execute(sql, (name,))
                ((branch,),) = self.connection.execute("SELECT id FROM branch WHERE name = ?", (name,))
                self.names[branch], self.ids[name], self.seen[name] = name, branch, 0
                for row in block:
                    self.connection.execute(ADD_ORIGIN, (table, row["id"], row["id"], branch, row["id"]))

    def _origin(self, table: str, row: int | None) -> tuple[Any, ...]:
        sql = (
            "SELECT name, serial + ? - first FROM origin JOIN branch ON branch.id = branch_id "
            "WHERE tbl = ? AND first <= ? ORDER BY first DESC LIMIT 1"
        )
        return tuple(self.connection.execute(sql, (row, table, row)).fetchone() or ())


def _columns(table: str) -> tuple[str, ...]:
    return next(schema.columns(one) for one in schema.IMAGED if schema.table_name(one) == table)


class Pairing:
    """Which rows of the other copy are which here. Rows not known here get ids that no row here ever had."""

    def __init__(self, here: Copy, there: Copy, next_ids: dict[str, int]) -> None:
        self.fresh: list[tuple[str, int, int, bytes, int]] = []
        """Rows known to the other copy only: table, first and last id here, branch, serial."""
        self._pieces: dict[str, list[Piece]] = {}
        self._back: dict[str, list[Piece]] = {}
        self._names: dict[str, list[tuple[int, int, bytes, int]]] = {}
        for table in names_of():
            mine = here.origins(table)
            self._names[table] = list(mine)
            known: defaultdict[bytes, list[tuple[int, int, int]]] = defaultdict(list)
            for first, last, name, serial in mine:
                known[name].append((serial, serial + last - first, first))
            pieces = self._pieces[table] = []
            for first, last, name, serial in there.origins(table):
                pieces += self._split(table, sorted(known[name]), first, last, name, serial, next_ids)
            pieces.sort(key=lambda piece: piece.first)
            self._names[table].sort()
            self._back[table] = sorted(pieces, key=lambda piece: piece.here)

    def _split(
        self,
        table: str,
        known: list[tuple[int, int, int]],
        first: int,
        last: int,
        name: bytes,
        serial: int,
        next_ids: dict[str, int],
    ) -> Iterator[Piece]:
        at, end = serial, serial + last - first
        for start, stop, row in known[max(0, bisect_right(known, (at + 1,)) - 1) :]:
            if start > end:
                break
            if stop < at:
                continue
            if start > at:
                yield self._new(table, first + at - serial, start - at, name, at, next_ids)
                at = start
            until = min(end, stop)
            yield Piece(first + at - serial, first + until - serial, row + at - start, known=True)
            at = until + 1
        if at <= end:
            yield self._new(table, first + at - serial, end - at + 1, name, at, next_ids)

    def _new(self, table: str, first: int, count: int, name: bytes, serial: int, next_ids: dict[str, int]) -> Piece:
        start = next_ids[table]
        next_ids[table] += count
        self.fresh.append((table, start, start + count - 1, name, serial))
        self._names[table].append((start, start + count - 1, name, serial))
        return Piece(first, first + count - 1, start, known=False)

    def piece(self, table: str, there: int) -> Piece:
        """The piece in which a row of the other copy lies."""
        pieces = self._pieces[table]
        return pieces[bisect_right(pieces, there, key=lambda piece: piece.first) - 1]

    def here(self, table: str, there: int) -> int:
        """The id here of a row of the other copy."""
        piece = self.piece(table, there)
        return piece.here + there - piece.first

    def pieces(self, table: str) -> list[Piece]:
        """All of a table, in the order of the other copy's ids."""
        return self._pieces[table]

    def there(self, node: Node) -> int | None:
        """The id of a row in the other copy; None where that one never knew it."""
        pieces = self._back[node[0]]
        piece = pieces[bisect_right(pieces, node[1], key=lambda one: one.here) - 1] if pieces else None
        if piece is None or not 0 <= node[1] - piece.here <= piece.last - piece.first:
            return None
        return piece.first + node[1] - piece.here

    def identity(self, node: Node) -> tuple[bytes, int]:
        """What a row is called in every copy."""
        ranges = self._names[node[0]]
        first, last, name, serial = ranges[bisect_right(ranges, node[1], key=lambda one: one[0]) - 1]
        assert node[1] <= last
        return name, serial + node[1] - first

    def mapped(self, table: str, row: Row) -> Row:
        """A row of the other copy with the ids that it and those it names have here."""
        row["id"] = self.here(table, row["id"])
        for column, target in links_of(table).items():
            if row[column] is not None:
                row[column] = self.here(target, row[column])
        if table == "snooze" and (snoozed := SNOOZED.get(row["subject"])) is not None:
            row["subject_id"] = self.here(snoozed, row["subject_id"])
        return row
