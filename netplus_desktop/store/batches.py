"""Imports as batches: listing them, keeping what taking one back needs, and taking one back at any later time.

What an import wrote is kept beside it in the vault, packed as JSON: the ids of the rows that it made, as ranges, and
each row that it changed as it was and as it became. Rows are named by their origin (see `lineage`), so that the same
is known in every copy of the vault. People are not compared with all that the import made of them: whoever was written
in since carries another `changed` than it left, which is their `created`, or kept where it is not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.batches import Batch, BatchFile, Kept, KeptReason, UndoPlan
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.memory import uncollected
from netplus_desktop.store import backups, derived, history, reading, schema
from netplus_desktop.store.copies import OWNERS, Copy, Node, Row, links_of
from netplus_desktop.store.failures import sorted_failures

if TYPE_CHECKING:
    from netplus_desktop.store.base import Desk
    from netplus_desktop.store.store import Store

KEPT = 21
"""So many imports can be taken back: the latest, and the twenty before it. Of older ones only the figures stay."""

_PART = 2000
"""So many rows are packed together."""

_TICK_EVERY = 200

_OWN = frozenset({"import_batch", "import_image"})
"""Tables in which the import tells of itself: no part of what it brought."""

_UNSAID = frozenset({"keys", "changed"})
"""Columns that follow from others: not worth a word where they stay."""

Name = tuple[str, int]
"""What a row is called in every copy: the name of its branch in hexadecimal, and its serial there. '' stands for a row
that does not say where it comes from, with its id."""


# --- listing ----------------------------------------------------------------------------------------------


def listed(store: Store) -> list[Batch]:
    """See `Store.imports`."""
    rows = store._ask(
        "SELECT id, coalesce(first_id, id), at, file, format, read, added, updated, unchanged, skipped, undone "
        "FROM import_batch ORDER BY 2 DESC, 1"
    )
    kept = _whole(store._connection())
    files: dict[int, list[BatchFile]] = defaultdict(list)
    first: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        files[row[1]].append(BatchFile(row[3], row[4], r.Totals(*row[5:10])))
        first.setdefault(row[1], row)
    return [
        Batch(
            id=one,
            at=reading.instant(row[2]),
            files=tuple(files[one]),
            undone=reading.instant(row[10]) if row[10] else None,
            revertable=one in kept and not row[10],
        )
        for one, row in first.items()
    ]


def _whole(connection: Any) -> set[int]:
    """The imports of which every part is there, and whose rows say where they come from."""
    branches = {bytes(name).hex() for (name,) in connection.execute("SELECT name FROM branch")}
    there = dict(connection.execute("SELECT batch_id, count(*) FROM import_image GROUP BY batch_id").fetchall())
    found = set()
    for batch, packed in connection.execute("SELECT batch_id, packed FROM import_image WHERE part = 0"):
        try:
            head = json.loads(zlib.decompress(packed))
            if head["parts"] == there[batch] and head["branch"] in branches:
                found.add(batch)
        except (zlib.error, ValueError, KeyError, TypeError):
            continue  # damaged: what is left of it is not enough
    return found


# --- keeping ----------------------------------------------------------------------------------------------


def keep(store: Desk, w: history.Writing, batch: int) -> None:
    """Keep what the import under way has written, and forget what the oldest wrote. Called at its end, within it."""
    places = _Places(w.connection, store._branch.hex(), w)
    ops = [op for op in w.ops if _shape(op.table)[0] not in _OWN]
    made = {schema.table_name(table): ids for table, ids in w.bulk.ranges.items()} if w.bulk is not None else {}
    starts = range(0, len(ops), _PART)
    head = {"branch": store._branch.hex(), "made": made, "changed": _changed(w), "parts": 1 + len(starts)}
    parts: list[Any] = [head]
    parts += [[_packed_op(places, op) for op in ops[at : at + _PART]] for at in starts]
    for number, part in enumerate(parts):
        packed = zlib.compress(json.dumps(part, separators=(",", ":")).encode(), 1)
        w.insert(schema.ImportImage, batch=batch, part=number, packed=packed)
    sql = "SELECT DISTINCT batch_id FROM import_image ORDER BY 1 DESC LIMIT -1 OFFSET ?"
    for (old,) in w.connection.execute(sql, (KEPT,)).fetchall():
        _forget(w, old)


def _changed(w: history.Writing) -> list[list[Any]]:
    """Whom the import made with another `changed` than `created`, as those of a file with everything, and that."""
    made = [op.id for op in w.ops if op.table is schema.Contact and op.before is None]
    first, last = w.bulk.ranges.get(schema.Contact, (1, 0)) if w.bulk is not None else (1, 0)
    sql = f"SELECT id, changed FROM contact WHERE changed <> created AND (id BETWEEN ? AND ? OR id {reading.WITHIN})"
    return [list(row) for row in w.connection.execute(sql, (first, last, reading.as_json(made)))]


def _forget(w: history.Writing, batch: int) -> None:
    for row in w.ids(schema.ImportImage, "batch_id = ?", batch):
        w.delete(schema.ImportImage, row)


@cache
def _shape(table: history.TableType) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """The name of a table, its columns, and of those that link the tables of the rows that they name."""
    name = schema.table_name(table)
    return name, schema.columns(table), links_of(name)


def _packed_op(places: _Places, op: history.Op) -> list[Any]:
    """A row as it was and as it became; of one that was changed only what differs, and of its keys only those."""
    table, columns, links = _shape(op.table)
    if op.before is None or op.after is None:
        was, is_ = (dict(zip(columns, row, strict=True)) if row is not None else None for row in (op.before, op.after))
    else:
        pairs = zip(columns, op.before, op.after, strict=True)
        changed = [pair for pair in pairs if pair[1] is not pair[2] and pair[1] != pair[2]]
        was, is_ = {pair[0]: pair[1] for pair in changed}, {pair[0]: pair[2] for pair in changed}
        if "keys" in was:
            held, left = (reading.lines(row["keys"]) for row in (was, is_))
            was["keys"] = "\n".join(set(held).difference(left))
            is_["keys"] = "\n".join(set(left).difference(held))
    for row in (was, is_):
        if row is not None:
            row.pop("id", None)
            for column, target in links.items():
                if row.get(column) is not None:
                    row[column] = places.name(target, row[column])
    if op.table is schema.Photo:
        if was is not None and "picture" in was:
            was["picture"] = base64.b64encode(was["picture"]).decode()
        if is_ is not None and "picture" in is_:  # it is only compared
            is_["picture"] = hashlib.sha256(is_["picture"]).hexdigest()
    return [table, *places.name(table, op.id), was, is_]


class _Places:
    """Names of rows for their ids, and ids for their names."""

    def __init__(self, connection: Any, own: str = "", w: history.Writing | None = None) -> None:
        self._copy = Copy(connection)
        self._own = own
        self._made = {(_shape(op.table)[0], op.id) for op in w.ops if op.before is None} if w else set()
        bulk = w.bulk.ranges if w is not None and w.bulk is not None else {}
        self._ranges = {schema.table_name(table): range(first, last + 1) for table, (first, last) in bulk.items()}
        self._origins: dict[str, list[tuple[int, int, str, int]]] = {}
        self._back: dict[tuple[str, str], list[tuple[int, int, int]]] = {}

    def _of(self, table: str) -> list[tuple[int, int, str, int]]:
        if table not in self._origins:
            found = [(first, last, name.hex(), serial) for first, last, name, serial in self._copy.origins(table)]
            self._origins[table] = found
            back: defaultdict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
            for first, last, name, serial in found:
                back[table, name].append((serial, serial + last - first, first))
            self._back |= {key: sorted(ranges) for key, ranges in back.items()}
        return self._origins[table]

    def name(self, table: str, row: int) -> Name:
        """What a row is called. Those made in the transaction under way have no origin yet."""
        if (table, row) in self._made or row in self._ranges.get(table, ()):
            return self._own, row
        ranges = self._of(table)
        at = bisect_right(ranges, row, key=lambda one: one[0]) - 1
        if at < 0 or ranges[at][1] < row:
            return "", row
        return ranges[at][2], ranges[at][3] + row - ranges[at][0]

    def find(self, table: str, name: str, serial: int) -> int | None:
        """The id of a row here; None where this copy never had it."""
        if not name:
            return serial
        self._of(table)
        ranges = self._back.get((table, name), [])
        at = bisect_right(ranges, serial, key=lambda one: one[0]) - 1
        return ranges[at][2] + serial - ranges[at][0] if at >= 0 and serial <= ranges[at][1] else None

    def found(self, table: str, name: str, first: int, last: int) -> list[int]:
        """The ids of a whole range."""
        self._of(table)
        ids: list[int] = []
        for start, end, row in self._back.get((table, name), []):
            low, high = max(first, start), min(last, end)
            ids += range(row + low - start, row + high - start + 1)
        return ids


# --- what taking one back will do ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Decided:
    """What is to be done, found by looking at what is there now."""

    state: str
    people: list[int] = field(default_factory=list)
    """Who is to go."""
    rows: dict[Node, Row | None] = field(default_factory=dict)
    """Rows as they are to be, in the order in which they can be written; None where one is to go."""
    before: dict[Node, Row | None] = field(default_factory=dict)
    keys_anew: set[int] = field(default_factory=set)
    """People who were written in since: they are known by what they are now, too."""


def plan(store: Store, batch: int, tick: r.Tick) -> UndoPlan:
    """See `Store.undo_import_plan`."""
    with sorted_failures(), uncollected():
        connection = store._connection()
        connection.execute("BEGIN")  # so that everything is read as it was at one moment
        try:
            if not connection.execute("SELECT 1 FROM import_batch WHERE id = ?", (batch,)).fetchone():
                raise NotFoundError("import-gone")
            if batch not in _whole(connection):
                raise UserError("import-not-kept")
            return _Look(connection, batch, tick).plan()
        finally:
            connection.execute("ROLLBACK")


class _Look:
    """What an import left, as it stands now. Reads only."""

    def __init__(self, connection: Any, batch: int, tick: r.Tick) -> None:
        self._connection = connection
        self._batch = batch
        self._tick = tick
        self._copy = Copy(connection)
        self._places = _Places(connection)
        sql = "SELECT packed FROM import_image WHERE batch_id = ? ORDER BY part"
        self._parts = [json.loads(zlib.decompress(row[0])) for row in connection.execute(sql, (batch,)).fetchall()]
        self._decided = _Decided(_state(connection))
        self._kept: dict[int, Kept] = {}
        self._offers: list[Kept] = []
        self._reverted: set[int] = set()
        self._stays: dict[Node, set[str]] = defaultdict(set)

    def plan(self) -> UndoPlan:
        """Look at everything."""
        head = self._parts[0]
        made = {table: self._places.found(table, head["branch"], *ids) for table, ids in head["made"].items()}
        ops = [op for part in self._parts[1:] for op in part]
        inserted: defaultdict[str, set[int]] = defaultdict(set)
        for table, name, serial, before, _ in ops:
            row = self._places.find(table, name, serial)
            if before is None and row is not None:
                inserted[table].add(row)
        people = set(made.get("contact", ())) | inserted.pop("contact", set())
        self._look_at_people(people, inserted)
        for number, op in enumerate(reversed(ops)):
            if number % _TICK_EVERY == 0:
                self._tick(number, len(ops))
            self._look_at(op, people)
        self._name_those_written_again()
        self._decided.people = sorted(self._there - self._kept.keys())
        kept = sorted([*self._kept.values(), *self._offers], key=lambda one: (one.who.name.casefold(), one.who.id))
        return UndoPlan(self._batch, len(self._decided.people), len(self._reverted), tuple(kept), self._decided)

    # --- people that it added -----------------------------------------------------------------------------

    def _look_at_people(self, made: set[int], inserted: dict[str, set[int]]) -> None:
        """Who of those that it added has been used since, and stays."""
        wanted = reading.as_json(sorted(made))

        def ask(sql: str) -> Iterable[tuple[Any, ...]]:
            return self._connection.execute(sql, (wanted,)).fetchall()  # type: ignore[no-any-return]

        rows = ask(f"SELECT id, name, created, changed FROM contact WHERE id {reading.WITHIN}")
        self._there = {row[0] for row in rows}
        names = {row[0]: row[1] for row in rows}

        def stay(one: int, why: KeptReason) -> None:
            if one in names:
                self._kept.setdefault(one, Kept(r.ContactRef(one, names[one]), why))

        for table, reason in _USES.items():
            owner = "contact_id"
            if owner not in OWNERS[table]:
                owner = "(SELECT contact_id FROM interview WHERE interview.id = interview_id)"
            for row, whose in ask(f"SELECT id, {owner} AS whose FROM {table} WHERE whose {reading.WITHIN}"):
                if row not in inserted.get(table, ()):
                    stay(whose, reason)
        for row, referred in ask(f"SELECT id, referred_id FROM heard WHERE referred_id {reading.WITHIN}"):
            if row not in inserted.get("heard", ()):
                stay(referred, KeptReason.REFERRED)
        for row, advocate in ask(f"SELECT id, advocate_id FROM employer WHERE advocate_id {reading.WITHIN}"):
            if row not in inserted.get("employer", ()):
                stay(advocate, KeptReason.ADVOCATE)
        for row, whose in ask(f"SELECT id, contact_id FROM offer WHERE contact_id {reading.WITHIN}"):
            if row not in inserted.get("offer", ()):
                stay(whose, KeptReason.INTRODUCIBLE)
        pins = f"SELECT id, contact_id FROM person_choice WHERE contact_id {reading.WITHIN} AND choice = 'pinned'"
        for row, whose in ask(pins):
            if row not in inserted.get("person_choice", ()):
                stay(whose, KeptReason.PINNED)
        for side in ("first_id", "second_id"):
            for row, whose in ask(f"SELECT id, {side} FROM introduction WHERE {side} {reading.WITHIN}"):
                if row not in inserted.get("introduction", ()):
                    stay(whose, KeptReason.TALKED)
        branch = self._parts[0]["branch"]
        left = {self._places.find("contact", branch, one): changed for one, changed in self._parts[0]["changed"]}
        for one, _, created, changed in rows:
            if changed != left.get(one, created):
                stay(one, KeptReason.EDITED)
        for node, after in self._made_rows().items():
            found = self._row(node)
            whose = self._owner(node, found)
            if found is not None and whose in made and self._differs(node[0], found, after):
                stay(whose, _USES[node[0]])
        led = {}
        for one, introducer in ask(f"SELECT id, introducer_id FROM contact WHERE introducer_id {reading.WITHIN}"):
            led[one] = introducer
        waiting = [one for one in led if one not in made or one in self._kept]
        while waiting:  # whoever led to somebody that stays, stays
            introducer = led.get(waiting.pop())
            if introducer is not None and introducer not in self._kept:
                stay(introducer, KeptReason.INTRODUCED)
                waiting.append(introducer)

    def _made_rows(self) -> dict[Node, Row]:
        """The rows that it made of whatever shows that somebody was used, as it left them."""
        made: dict[Node, Row] = {}
        for table, name, serial, before, after in (op for part in self._parts[1:] for op in part):
            row = self._places.find(table, name, serial)
            if table in _USES and row is not None:
                if before is None:
                    made[table, row] = dict(after)
                elif (table, row) in made and after is not None:
                    made[table, row] |= after
        return made

    # --- rows that it wrote one by one --------------------------------------------------------------------

    def _row(self, node: Node) -> Row | None:
        """A row as it is to be, as far as that was decided, else as it is now."""
        if node in self._decided.rows:
            return self._decided.rows[node]
        if node not in self._decided.before:
            self._decided.before[node] = next(iter(self._copy.rows_of(node[0], (node[1],))), None)
        return self._decided.before[node]

    def _value(self, links: dict[str, str], column: str, packed: Any) -> Any:
        if column in links and packed is not None:
            return self._places.find(links[column], *packed)
        return packed

    def _differs(self, table: str, row: Row, after: Row) -> list[str]:
        """The columns in which a row is other than the import left it."""
        links = links_of(table)
        return [
            column
            for column, value in after.items()
            if not _same(row[column], self._value(links, column, value))
            and not (column in OWNERS.get(table, {}) and row[column] is not None)  # two people became one
        ]

    def _look_at(self, op: Sequence[Any], made: set[int]) -> None:
        table, name, serial, before, after = op
        row_id = self._places.find(table, name, serial)
        if row_id is None:
            return
        node = (table, row_id)
        row = self._row(node)
        owner = self._owner(node, row)
        if owner in made or (table == "contact" and before is None):
            return  # goes or stays with them
        if before is None:
            if row is not None:
                self._take_out(node, row, after, owner)
        elif after is None:
            self._bring_back(node, before)
        elif row is not None:
            self._take_back(node, row, before, after, owner)

    def _owner(self, node: Node, row: Row | None) -> int | None:
        """The person to whom a row belongs."""
        while row is not None and node[0] != "contact":
            owners = OWNERS.get(node[0], {})
            if not owners:
                return None
            column, target = next(iter(owners.items()))
            if row[column] is None:
                column, target = list(owners.items())[-1]
            if row[column] is None:
                return None  # a hint about nobody in particular
            node = (target, row[column])
            row = self._row(node)
        return node[1] if row is not None else None

    def _take_out(self, node: Node, row: Row, after: Row, owner: int | None) -> None:
        """A row that it made goes, unless it was written in since or something else hangs on it."""
        wrong = self._differs(node[0], row, after)
        if wrong or self._wanted(node):
            self._stays[("contact", owner) if owner is not None else node] |= set(wrong) or {node[0]}
            return
        self._decided.rows[node] = None
        if owner is not None:
            self._reverted.add(owner)

    def _bring_back(self, node: Node, before: Row) -> None:
        """A row that it took away is there again, where what it belongs to is."""
        links = links_of(node[0])
        row = {"id": node[1]} | {column: self._value(links, column, value) for column, value in before.items()}
        if all(self._row((target, row[column])) is not None for column, target in links.items() if row[column]):
            self._decided.rows[node] = row

    def _wanted(self, node: Node) -> bool:
        """Whether a row that stays names this one."""
        for table in schema.IMAGED:
            name = schema.table_name(table)
            for column, target in links_of(name).items():
                if target == node[0]:
                    sql = f"SELECT id FROM {name} WHERE {column} = ?"
                    named_by = self._connection.execute(sql, (node[1],)).fetchall()
                    if any(self._is_to_stay((name, one)) for (one,) in named_by):
                        return True
        return False

    def _is_to_stay(self, node: Node) -> bool:
        row = self._row(node)
        owner = self._owner(node, row)
        return row is not None and (owner not in self._there or owner in self._kept)

    def _take_back(self, node: Node, row: Row, before: Row, after: Row, owner: int | None) -> None:
        """The fields that it wrote go back, unless they were written again since."""
        links = links_of(node[0])
        now = dict(row)
        for column, value in after.items():
            was = self._value(links, column, before[column])
            if column == "keys":
                came, went = set(reading.lines(value)), reading.lines(was)
                held = (key for key in reading.lines(row[column]) if key not in came)
                now[column] = "\n".join(dict.fromkeys((*held, *went)))
                if row["changed"] != after.get("changed"):
                    self._decided.keys_anew.add(node[1])
            elif _same(row[column], self._value(links, column, value)):
                now[column] = base64.b64decode(was) if isinstance(row[column], bytes) else was
            elif column not in _UNSAID and row[column] != was:
                self._stays[("contact", owner) if owner is not None else node].add(column)
        if now != row:
            self._decided.rows[node] = now
            if owner is not None:
                self._reverted.add(owner)

    def _name_those_written_again(self) -> None:
        for (table, one), columns in self._stays.items():
            row = self._row((table, one))
            if row is not None and table == "contact":
                fields = tuple(sorted(columns))
                self._kept[one] = Kept(r.ContactRef(one, str(row["name"])), KeptReason.FIELDS, fields)
            elif row is not None and table == "offer":
                self._offers.append(Kept(r.ContactRef(0, str(row["title"])), KeptReason.OFFERED))


_USES = {
    "interview": KeptReason.TALKED,
    "interview_event": KeptReason.TALKED,
    "interview_question": KeptReason.TALKED,
    "heard": KeptReason.TALKED,
    "exchange": KeptReason.TALKED,
    "draft": KeptReason.TALKED,
    "ask": KeptReason.TALKED,
    "former_post": KeptReason.EDITED,
    "photo": KeptReason.EDITED,
}
"""What shows that somebody was used, where the import itself did not bring it."""


def _same(found: Any, packed: Any) -> bool:
    return hashlib.sha256(found).hexdigest() == packed if isinstance(found, bytes) else bool(found == packed)


def _state(connection: Any) -> str:
    found = connection.execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
    return str(found[0]) if found else ""


# --- taking one back --------------------------------------------------------------------------------------


def undo(store: Store, agreed: UndoPlan, tick: r.Tick) -> r.Changes:
    """See `Store.undo_import`."""
    decided = agreed.decided
    assert isinstance(decided, _Decided)
    backups.before(store, backups.Reason.UNDO_IMPORT, tick)
    with uncollected(), store._write(r.Action.UNDO_IMPORT) as w:
        if _state(w.connection) != decided.state:
            raise UserError("undo-import-stale")
        total = len(decided.rows) + len(decided.people)
        for number, one in enumerate(decided.people):
            if number % _TICK_EVERY == 0:
                tick(number, total)
            store._delete_person(w, one)
        for number, (node, row) in enumerate(_in_order(decided), len(decided.people)):
            if number % _TICK_EVERY == 0:
                tick(number, total)
            _write(w, node, decided.before[node], row)
        _renew_keys(w, decided.keys_anew)
        now = reading.written(store.now())
        for one in w.ids(schema.ImportBatch, "coalesce(first_id, id) = ?", agreed.batch):
            w.update(schema.ImportBatch, one, undone=now)
        _forget(w, agreed.batch)
        w.count = agreed.removed + agreed.reverted
    return w.done


def _in_order(decided: _Decided) -> Iterator[tuple[Node, Row | None]]:
    """What is only changed comes first: it may name what is to go. Then the latest made, which name earlier ones."""
    yield from ((node, row) for node, row in decided.rows.items() if row is not None)
    yield from ((node, row) for node, row in decided.rows.items() if row is None)


def _write(w: history.Writing, node: Node, before: Row | None, row: Row | None) -> None:
    table = _TABLES[node[0]]
    if row is None:
        w.delete(table, node[1])
    elif before is None:
        w.bring(table, tuple(row[column] for column in schema.columns(table)))
    else:
        changed = {column: value for column, value in row.items() if value != before[column]}
        w.update(table, node[1], **changed)
    for held in (before, row):
        if held is not None and node[0] != "contact":
            w.alters(r.Kind.CONTACT, held.get("contact_id"))


def _renew_keys(w: history.Writing, people: Iterable[int]) -> None:
    """Whoever was written in since is known by what they are now, too."""
    known = reading.persons(w.connection, sorted(people))
    for one, person in known.items():
        ((held,),) = w.connection.execute("SELECT keys FROM contact WHERE id = ?", (one,)).fetchall()
        keys = dict.fromkeys((*reading.lines(held), *sorted(derived.keys_of(person))))
        w.update(schema.Contact, one, keys="\n".join(keys))


_TABLES = {schema.table_name(table): table for table in schema.IMAGED}
