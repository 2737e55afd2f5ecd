"""Undo and redo by row images: what each written row was before and after, kept in memory while the vault is open.

A step is played back in the reverse order of its writes, so that every row finds the rows it refers to. An import
keeps only which ids it made; the images are taken when it is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Changes, Kind, Tick, no_tick
from netplus_desktop.store import reading, schema

STEPS = 200
"""So many steps can be undone."""

MERGED_WITHIN = timedelta(seconds=60)
"""Edits of one field are one step while no longer pause than this lies between them."""

_PACK = 2000
"""So many rows of a large step are written, and kept packed, at a time: between them it can be stopped."""

if TYPE_CHECKING:
    from netplus_desktop.store.lineage import Ledger, Statement
    from netplus_desktop.store.schema import Table

    TableType = type[Table]
    Ranges = dict[TableType, tuple[int, int]]

Image = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Op:
    """One row as it was and as it became; None where there was or is none."""

    table: TableType
    id: int
    before: Image | None
    after: Image | None


@dataclass(frozen=True, slots=True)
class Bulk:
    """Rows made by a large step: first and last id of each table; packed images while the step is undone. `standings`
    tells whether last messages came with them."""

    ranges: Ranges
    packed: dict[TableType, list[bytes]] = field(default_factory=dict)
    links: bytearray = field(default_factory=bytearray)
    standings: bool = False


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a merge wrote about where rows come from, and what takes it back. Whoever takes a merge back no longer knows
    what the other vault held: merged again, it comes again."""

    forward: list[Statement]
    back: list[Statement]


@dataclass(frozen=True, slots=True)
class Done:
    """A step that can be undone."""

    changes: Changes
    ops: list[Op]
    bulk: Bulk | None = None
    merge: Hashable = None
    at: datetime | None = None
    lineage: Lineage | None = None


class Rows:
    """Reads and writes rows as images, and keeps in step what follows from them: sort keys, who holds which key,
    counters, lineage."""

    def __init__(self, connection: Any, sort_key: Callable[[str], bytes], ledger: Ledger) -> None:
        self.connection = connection
        self.ledger = ledger
        self._sort_key = sort_key
        self.counted: dict[str, int] = {}

    def image(self, table: TableType, row_id: int) -> Image | None:
        """The row as it stands."""
        row = self.connection.execute(_select(table), (row_id,)).fetchone()
        return tuple(row) if row is not None else None

    def put(self, table: TableType, image: Image) -> None:
        """Insert a row."""
        self.connection.execute(_insert(table), self._full(table, image))
        self._hold(table, [image])
        self.made(table, image[0], image[0])

    def put_all(self, table: TableType, images: Sequence[Image]) -> None:
        """Insert many rows."""
        rows = [self._full(table, image) for image in images]
        self.connection.executemany(_insert(table), rows)
        self._hold(table, images)
        for image in images:
            self.made(table, image[0], image[0])

    def change(self, table: TableType, before: Image, image: Image) -> None:
        """Write every column of a row that is there."""
        full = self._full(table, image)
        self.connection.execute(_update(table), (*full[1:], full[0]))
        if table is schema.Contact and before[_keys()] != image[_keys()]:
            self._let_go(before)
            self._hold(table, [image])
        columns = schema.columns(table)
        written = [name for name, old, new in zip(columns, before, image, strict=True) if old != new]
        self.ledger.wrote(schema.table_name(table), image[0], written)

    def add_keys(self, contact_id: int, keys: Iterable[str]) -> None:
        """Let somebody be known by more keys. Nothing that a user would take back, so no step holds it."""
        before = self.image(schema.Contact, contact_id)
        if before is not None:
            held = reading.lines(before[_keys()])
            more = [key for key in keys if key not in held]
            if more:
                column = "\n".join((*held, *more))
                self.connection.execute("UPDATE contact SET keys = ? WHERE id = ?", (column, contact_id))
                self.connection.executemany(_HOLD, [(key, contact_id) for key in more])
                self.ledger.wrote("contact", contact_id, ("keys",))

    def remove(self, table: TableType, row_id: int, before: Image) -> None:
        """Delete a row, with what follows from it."""
        if table is schema.Contact:
            self._let_go(before)
            from netplus_desktop.store import derived  # here: no start needs it

            derived.forget(self.connection, (row_id,))
        self.connection.execute(f"DELETE FROM {schema.table_name(table)} WHERE id = ?", (row_id,))
        self.ledger.gone(schema.table_name(table), row_id, row_id)
        self._count(table, -1)

    def remove_range(self, table: TableType, first: int, last: int, tick: Tick) -> None:
        """Delete all rows from one id to another."""
        name = schema.table_name(table)
        if table is schema.Contact:  # in one go: there is no index by person, so each look goes through all of them
            self.connection.execute("DELETE FROM contact_key WHERE contact_id BETWEEN ? AND ?", (first, last))
        for start in range(first, last + 1, _PACK):
            tick(start - first, last + 1 - first)
            part = (start, min(start + _PACK - 1, last))
            if table is schema.Contact:
                self.connection.execute("DELETE FROM search WHERE rowid BETWEEN ? AND ?", part)
                self.connection.execute("DELETE FROM contact_standing WHERE contact_id BETWEEN ? AND ?", part)
            cursor = self.connection.execute(f"DELETE FROM {name} WHERE id BETWEEN ? AND ?", part)
            self._count(table, -cursor.rowcount)
        self.ledger.gone(name, first, last)

    def made(self, table: TableType, first: int, last: int) -> None:
        """Tell of rows that were put in, each id of the range."""
        self.ledger.made(schema.table_name(table), first, last)
        self._count(table, last - first + 1)

    def settle(self) -> None:
        """Write the counters and the lineage."""
        self.ledger.settle()
        for name, more in self.counted.items():
            self.connection.execute("UPDATE counter SET value = value + ? WHERE name = ?", (more, name))
        self.counted.clear()

    def _hold(self, table: TableType, images: Iterable[Image]) -> None:
        if table is schema.Contact:
            pairs = [(key, image[0]) for image in images for key in reading.lines(image[_keys()])]
            self.connection.executemany(_HOLD, sorted(pairs))

    def _let_go(self, image: Image) -> None:
        pairs = [(key, image[0]) for key in reading.lines(image[_keys()])]
        self.connection.executemany("DELETE FROM contact_key WHERE key = ? AND contact_id = ?", pairs)

    def _full(self, table: TableType, image: Image) -> Image:
        return (*image, self._sort_key(image[1])) if table is schema.Contact else image

    def _count(self, table: TableType, more: int) -> None:
        name = schema.table_name(table)
        if name in schema.COUNTED and more:
            self.counted[name] = self.counted.get(name, 0) + more


_HOLD = "INSERT INTO contact_key (key, contact_id) VALUES (?, ?)"


@cache
def _keys() -> int:
    return schema.columns(schema.Contact).index("keys")


@cache
def _written_columns(table: TableType) -> tuple[str, ...]:
    return (*schema.columns(table), *sorted(schema.DERIVED.get(table, ())))


@cache
def _select(table: TableType) -> str:
    return f"SELECT {', '.join(schema.columns(table))} FROM {schema.table_name(table)} WHERE id = ?"


@cache
def _insert(table: TableType) -> str:
    columns = _written_columns(table)
    return f"INSERT INTO {schema.table_name(table)} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


@cache
def _update(table: TableType) -> str:
    columns = ", ".join(f"{column} = ?" for column in _written_columns(table)[1:])
    return f"UPDATE {schema.table_name(table)} SET {columns} WHERE id = ?"


class Writing:
    """The writes of one verb, inside its transaction: notes images for the history and ids for the `Changes`."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.connection = rows.connection
        self.ops: list[Op] = []
        self.bulk: Bulk | None = None
        self.created: dict[Kind, set[int]] = {}
        self.altered: dict[Kind, set[int]] = {}
        self.removed: dict[Kind, set[int]] = {}
        self.count = 1
        self.lineage: Lineage | None = None
        self.done = Changes(r.Action.EDIT_CONTACT)

    def insert(self, table: TableType, **values: Any) -> int:
        """A new row; columns that are not named take their defaults. Returns its id."""
        row_id = self.rows.ledger.next_id(schema.table_name(table))
        given = _defaults(table) | {_column(table, key): value for key, value in values.items()} | {"id": row_id}
        image = tuple(given[column] for column in schema.columns(table))
        self.rows.put(table, image)
        self.ops.append(Op(table, row_id, None, image))
        self._note(self.created, table, row_id)
        return row_id

    def bring(self, table: TableType, image: Image) -> None:
        """A row of another vault, with the id that was found for it here."""
        self.rows.put(table, image)
        self.ops.append(Op(table, image[0], None, image))
        self._note(self.created, table, image[0])

    def update(self, table: TableType, row_id: int, **values: Any) -> bool:
        """Write some columns of a row. False where nothing differs, or where the row is gone."""
        before = self.rows.image(table, row_id)
        if before is None:
            return False
        given = dict(zip(schema.columns(table), before, strict=True))
        given |= {_column(table, key): value for key, value in values.items()}
        after = tuple(given.values())
        if after == before:
            return False
        self.rows.change(table, before, after)
        self.ops.append(Op(table, row_id, before, after))
        self._note(self.altered, table, row_id)
        return True

    def delete(self, table: TableType, row_id: int) -> None:
        """Take a row away."""
        before = self.rows.image(table, row_id)
        if before is not None:
            self.rows.remove(table, row_id, before)
            self.ops.append(Op(table, row_id, before, None))
            self._note(self.removed, table, row_id)

    def ids(self, table: TableType, where: str, *values: Any) -> list[int]:
        """Ids of the rows that meet a condition, in their order."""
        sql = f"SELECT id FROM {schema.table_name(table)} WHERE {where} ORDER BY id"
        return [row[0] for row in self.connection.execute(sql, values)]

    def alters(self, kind: Kind, row_id: int | None) -> None:
        """Tell that a record is other than before although its own row is the same."""
        if row_id is not None:
            self.altered.setdefault(kind, set()).add(row_id)

    def _note(self, ids: dict[Kind, set[int]], table: TableType, row_id: int) -> None:
        kind = schema.KINDS.get(table)
        if kind is not None:
            ids.setdefault(kind, set()).add(row_id)

    def changes(self, action: r.Action) -> Changes:
        """What was done, each record once: created and altered is created, created and removed is nothing."""
        created, altered, removed = {}, {}, {}
        for kind in Kind:
            made, gone = self.created.get(kind, set()), self.removed.get(kind, set())
            created[kind] = frozenset(made - gone)
            removed[kind] = frozenset(gone - made)
            altered[kind] = frozenset(self.altered.get(kind, set()) - made - gone)
        return Changes(action, _filled(created), _filled(altered), _filled(removed), self.count)

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self.ops and self.bulk is None


def _filled(ids: Mapping[Kind, frozenset[int]]) -> dict[Kind, frozenset[int]]:
    return {kind: members for kind, members in ids.items() if members}


def _defaults(table: TableType) -> dict[str, Any]:
    defaults: dict[str, Any] = {}
    for column in table._meta.sorted_fields:
        if column.default is not None:
            defaults[column.column_name] = column.default
        elif column.null:
            defaults[column.column_name] = None
    return defaults


def _column(table: TableType, key: str) -> str:
    return key if key in table._meta.columns else str(table._meta.fields[key].column_name)


class History:
    """The steps that can be undone and done again."""

    def __init__(self) -> None:
        self._undo: list[Done] = []
        self._redo: list[Done] = []

    @property
    def next_undo(self) -> Done | None:
        """The step that undo would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def next_redo(self) -> Done | None:
        """The step that redo would do again."""
        return self._redo[-1] if self._redo else None

    def clear(self) -> None:
        """Forget everything: before the vault is locked or closed."""
        self._undo.clear()
        self._redo.clear()

    def add(self, step: Done) -> None:
        """A step was done. Consecutive ones that alter the same field of the same record become one."""
        last = self._undo[-1] if self._undo and not self._redo else None
        self._redo.clear()
        if last is not None and step.merge is not None and last.merge == step.merge and _soon(last, step):
            ops, changes = _joined(last.ops, step.ops), _both(last.changes, step.changes)
            self._undo[-1] = replace(last, ops=ops, changes=changes, at=step.at)
            return
        self._undo.append(step)
        del self._undo[:-STEPS]

    def undone(self) -> None:
        """The step was taken back."""
        self._redo.append(self._undo.pop())

    def redone(self) -> None:
        """The step was done again."""
        step = self._redo.pop()
        if step.bulk is not None:
            step.bulk.packed.clear()  # its rows are in the vault again
        self._undo.append(step)


def _soon(last: Done, step: Done) -> bool:
    # A clock that was set back makes a new step, never a merge over hours.
    return last.at is not None and step.at is not None and timedelta() <= step.at - last.at <= MERGED_WITHIN


def _joined(earlier: list[Op], later: list[Op]) -> list[Op]:
    """The writes of both: rows that both only altered keep one image before and one after."""
    joined = list(earlier)
    latest = {(op.table, op.id): at for at, op in enumerate(joined)}
    for op in later:
        at = latest.get((op.table, op.id))
        if at is not None and joined[at].before is not None and op.before is not None and op.after is not None:
            joined[at] = Op(op.table, op.id, joined[at].before, op.after)
        else:
            joined.append(op)
            latest[op.table, op.id] = len(joined) - 1
    return joined


def _both(earlier: Changes, later: Changes) -> Changes:
    created, altered, removed = {}, {}, {}
    none: frozenset[int] = frozenset()
    for kind in Kind:
        made = earlier.created.get(kind, none) | later.created.get(kind, none)
        gone = earlier.removed.get(kind, none) | later.removed.get(kind, none)
        created[kind], removed[kind] = made - gone, gone - made
        altered[kind] = (earlier.altered.get(kind, none) | later.altered.get(kind, none)) - made - gone
    return Changes(later.action, _filled(created), _filled(altered), _filled(removed), later.count)


# --- playing a step back and again ------------------------------------------------------------------------


def play(rows: Rows, step: Done, *, back: bool, tick: Tick = no_tick) -> None:
    """Write the images of a step: those before when `back`, else those after. Raises `UserError('undo-stale')` where
    a row is no longer as the step left it, `Cancelled`: the transaction then takes all of it back."""
    rows.ledger.quiet = step.lineage is not None
    if back:
        for number, op in enumerate(reversed(step.ops)):
            if number % _PACK == 0:
                tick(number, len(step.ops))
            _write(rows, op.table, op.id, expected=op.after, wanted=op.before)
        if step.bulk is not None:
            _take_out(rows, step.bulk, tick)
    else:
        if step.bulk is not None:
            _put_back(rows, step.bulk, tick)
        for number, op in enumerate(step.ops):
            if number % _PACK == 0:
                tick(number, len(step.ops))
            _write(rows, op.table, op.id, expected=op.before, wanted=op.after)
    if step.lineage is not None:
        for number, (sql, values) in enumerate(step.lineage.back if back else step.lineage.forward):
            if number % _PACK == 0:
                tick(0, 0)  # how many follow is not told by what came before
            rows.connection.execute(sql, values)


def _write(rows: Rows, table: TableType, row_id: int, *, expected: Image | None, wanted: Image | None) -> None:
    found = rows.image(table, row_id)
    if table is schema.Contact and found is not None and expected is not None:
        expected, wanted = _known_as(found, expected, wanted)
    if found != expected:
        raise UserError("undo-stale")
    if wanted is None:
        if expected is not None:
            rows.remove(table, row_id, expected)
    elif expected is None:
        rows.put(table, wanted)
    else:
        rows.change(table, expected, wanted)


def _known_as(found: Image, expected: Image, wanted: Image | None) -> tuple[Image, Image | None]:
    """Both images of a person with the keys that they have got since: see `Rows.add_keys`."""
    at = _keys()
    if found[at] == expected[at]:
        return expected, wanted
    held = reading.lines(expected[at])
    since = [key for key in reading.lines(found[at]) if key not in held]
    if wanted is not None:
        column = "\n".join(dict.fromkeys((*reading.lines(wanted[at]), *since)))
        wanted = (*wanted[:at], column, *wanted[at + 1 :])
    return (*expected[:at], found[at], *expected[at + 1 :]), wanted


def _packs(rows: Rows, table: TableType, first: int, last: int) -> Iterator[bytes]:
    import pickle
    import zlib

    columns = ", ".join(schema.columns(table))
    sql = f"SELECT {columns} FROM {schema.table_name(table)} WHERE id BETWEEN ? AND ? ORDER BY id"
    cursor = rows.connection.execute(sql, (first, last))
    while part := cursor.fetchmany(_PACK):
        yield zlib.compress(pickle.dumps(part), 1)


def _take_out(rows: Rows, bulk: Bulk, tick: Tick) -> None:
    import pickle

    first, last = bulk.ranges.get(schema.Contact, (1, 0))
    links = rows.connection.execute(
        "SELECT id, introducer_id FROM contact WHERE id BETWEEN ? AND ? AND introducer_id IS NOT NULL", (first, last)
    ).fetchall()
    bulk.links[:] = pickle.dumps(links)
    rows.connection.execute(
        "UPDATE contact SET introducer_id = NULL WHERE id BETWEEN ? AND ? AND introducer_id IS NOT NULL", (first, last)
    )
    for table, ids in bulk.ranges.items():
        packs: list[bytes] = []
        for pack in _packs(rows, table, *ids):
            tick(len(packs) * _PACK, ids[1] + 1 - ids[0])
            packs.append(pack)
        bulk.packed[table] = packs
    for table in reversed([table for table in schema.IMAGED if table in bulk.ranges]):
        rows.remove_range(table, *bulk.ranges[table], tick)


def _put_back(rows: Rows, bulk: Bulk, tick: Tick) -> None:
    import pickle
    import zlib

    packs = [(table, pack) for table in schema.IMAGED for pack in bulk.packed.get(table, ())]
    for number, (table, pack) in enumerate(packs):
        tick(number, len(packs))
        rows.put_all(table, pickle.loads(zlib.decompress(pack)))  # our own images, from this process
    rows.connection.executemany(
        "UPDATE contact SET introducer_id = ?2 WHERE id = ?1", pickle.loads(bulk.links) if bulk.links else []
    )


def alters_texts(step: Done) -> bool:
    """Whether the search index follows from anything that the step wrote."""
    s = schema
    texts = {s.Contact, s.ContactPoint, s.ContactTag, s.Interview, s.InterviewQuestion, s.Heard}
    return not texts.isdisjoint(_tables(step))


def alters_standings(step: Done) -> bool:
    """Whether next steps or dots follow from anything that the step wrote."""
    s = schema
    standings = {
        s.Interview, s.InterviewEvent, s.InterviewQuestion, s.Heard, s.Exchange, s.Draft, s.Preference, s.Ask,
        s.Introduction, s.IntroductionEvent,
    }  # fmt: skip
    if not standings.isdisjoint(_tables(step)) or (step.bulk is not None and step.bulk.standings):
        return True
    at = schema.columns(schema.Contact).index("last_message")
    images = ((op.before, op.after) for op in step.ops if op.table is schema.Contact)
    return any((before[at] if before else "") != (after[at] if after else "") for before, after in images)


def alters_clocks(step: Done) -> bool:
    """Whether the step wrote the user's own intervals, from which the next steps with everybody follow."""
    return schema.Preference in _tables(step)


def alters_interviews(ops: Iterable[Op]) -> bool:
    """Whether interviews or their dated facts were written."""
    return any(op.table in (schema.Interview, schema.InterviewEvent) for op in ops)


def _tables(step: Done) -> set[TableType]:
    return {op.table for op in step.ops} | set(step.bulk.ranges if step.bulk else ())
