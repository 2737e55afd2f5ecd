"""Merge another vault into the open one: look at it in a private copy, tell what would be done, do it as one step."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import UserError, VaultError
from netplus_desktop.core.memory import uncollected
from netplus_desktop.core.merging import MergePlan
from netplus_desktop.store import backups, history, keychain, leftovers, schema, vault
from netplus_desktop.store.copies import OWNERS, Copy, Event, Node, Row, names_of
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.joining import Join
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.lineage import ADD_ORIGIN, Ledger, Statement, fate_statements, overlapping
from netplus_desktop.store.noticing import look, name_beside

if TYPE_CHECKING:
    from netplus_desktop.store.store import Store

_LEAVES = (
    "contact_point", "contact_tag", "former_post", "photo", "interview_event", "interview_question", "table_layout",
    "favourite_question", "draft", "snippet", "landing", "employer", "fit_choice", "person_choice", "preference",
    "ask", "introduction_event", "snooze", "signal_choice",
)  # fmt: skip
_TICK_EVERY = 500
_PRIVATE = "netplus-merge-"


@dataclass(slots=True)
class _Decided:
    """A joining that waits to be written, and what this vault had seen when it was decided."""

    join: Join
    seen: dict[bytes, int]
    added: list[Node] = field(default_factory=list)
    changed: list[Node] = field(default_factory=list)
    removed: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        place = {name: at for at, name in enumerate(names_of())}
        for node, row in sorted(self.join.rows.items(), key=lambda one: (place[one[0][0]], one[0][1])):
            before = self.join.before.get(node)
            if row is not None and before is None:
                self.added.append(node)
            elif row is None and before is not None:
                self.removed.append(node)
            elif row != before:
                self.changed.append(node)


def copies_beside(path: Path, key: VaultKey) -> list[Path]:
    """Other vaults of the same key beside the vault at `path`, whose names begin and end as its own does: whatever a
    program calls what it could not put together. The latest first."""
    found: list[tuple[int, Path]] = []
    try:
        names = sorted(os.listdir(path.parent))  # noqa: PTH208 - names only
    except OSError:
        return []
    begins, ends = path.stem.casefold(), path.suffix.casefold()
    for name in names:
        told = name.casefold()
        if told == path.name.casefold() or not (told.startswith(begins) and told.endswith(ends)):
            continue
        file = path.with_name(name)
        try:
            if file.is_file() and vault.read_salt(file) == key.salt and vault.opens(file, key) is not None:
                found.append((file.stat().st_mtime_ns, file))
        except (VaultError, OSError, dbapi2.Error):
            continue  # not a whole vault: a copy may still be on its way
    return [file for _, file in sorted(found, reverse=True)]


def sweep_copies() -> None:
    """Take away the private copies that programs left which were killed while they compared."""
    leftovers.sweep(Path(tempfile.gettempdir()), _PRIVATE)


def put_away(copy: Path, folder: Path) -> None:
    """Move a copy that was merged, with its log, to where the backups lie. Raises `VaultError`."""
    with sorted_failures():
        target = folder / copy.name
        if target.exists():
            target = name_beside(target, "again")
        for side in ("-wal", ""):
            source = copy.with_name(copy.name + side)
            if source.exists():
                shutil.move(source, target.with_name(target.name + side))


def key_from(other: Path, typed: str) -> VaultKey:
    """The key of another vault from what was typed: its recovery key or its passphrase. Takes a quarter of a second.
    Raises `VaultError('wrong-recovery-key')`, naming the group, and what `vault.read_salt` says of the file."""
    try:
        return keychain.from_recovery_key(typed)
    except VaultError as error:
        if error.code == "wrong-recovery-key" and len(typed.split("-")) == keychain.GROUPS:
            raise
    return keychain.from_passphrase(typed, vault.read_salt(other))


def plan(store: Store, other: Path, key: VaultKey | None, tick: r.Tick) -> MergePlan:
    """See `Store.merge_plan`."""
    with sorted_failures(), contextlib.suppress(FileNotFoundError):
        if other.samefile(store.path):
            raise UserError("merge-itself", name=other.name)
    with sorted_failures(), _opened_copy(other, key, store.opened.key) as there_connection, uncollected():
        there = Copy(there_connection)
        there.adopt()
        connection = store.opened.connection()
        if not store.read_only and Copy(connection).strays():
            with store._transaction() as rows:
                Copy(rows.connection).adopt()
        connection.execute("BEGIN")  # so that everything is read as it was at one moment
        try:
            here = Copy(connection)
            ledger = Ledger(connection, b"", store.now())
            join = Join(here, there, {table: ledger.next_id(table) for table in names_of()}, tick)
            return _told(_Decided(join, here.seen), other.name)
        finally:
            connection.execute("ROLLBACK")


@contextmanager
def _opened_copy(path: Path, key: VaultKey | None, own: VaultKey) -> Iterator[Any]:
    """A connection to a private copy of a vault that others may change at any moment; it lies encrypted where nobody
    else looks, and is brought up to the newest form there."""
    salt = vault.read_salt(path)
    sweep_copies()
    folder = Path(tempfile.mkdtemp(prefix=leftovers.name_for(_PRIVATE)))
    try:
        copy = folder / "other.netplus"
        log = path.with_name(path.name + "-wal")
        before = look(str(path)), look(str(log))
        vault.copy_whole(path, copy)
        if before[1] is not None:
            vault.copy_whole(log, copy.with_name(copy.name + "-wal"))
        if (look(str(path)), look(str(log))) != before or copy.read_bytes()[:16] != salt:
            raise VaultError("merge-moving", name=path.name)
        fitting = key or own
        if vault.opens(copy, fitting) is None:
            if vault.holds_pages_of(copy, fitting):
                raise VaultError("vault-damaged", name=path.name)
            raise VaultError("merge-other-key" if key else "merge-key-needed", name=path.name)
        try:
            opened = vault.open_vault(copy, fitting)
        except VaultError as error:
            raise VaultError(error.code, **(error.fields | {"name": path.name})) from error
        try:
            yield opened.connection()
        finally:
            opened.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- told -------------------------------------------------------------------------------------------------


def _told(decided: _Decided, other: str) -> MergePlan:
    join = decided.join
    kinds = {schema.table_name(table): kind for table, kind in schema.KINDS.items()}
    about: dict[r.Kind, set[int]] = defaultdict(set)
    for node in (*decided.added, *decided.changed, *decided.removed):
        for owner in _line_of(join, node):
            if owner[0] in kinds:
                about[kinds[owner[0]]].add(owner[1])
    added, removed = _ids(kinds, decided.added), _ids(kinds, decided.removed)
    changed = {kind: ids - added.get(kind, set()) - removed.get(kind, set()) for kind, ids in about.items()}
    people = r.Kind.CONTACT

    def names(ids: Mapping[r.Kind, set[int]]) -> tuple[str, ...]:
        rows = [join.rows.get(("contact", one)) or _before(join, one) for one in ids.get(people, ())]
        return tuple(sorted((str(row["name"]) for row in rows), key=str.casefold))

    return MergePlan(
        other=other,
        related=not join.here.seen.keys().isdisjoint(join.there.seen) or not join.here.seen,
        added=_figures(added),
        changed=_figures(changed),
        removed=_figures(removed),
        new_people=names(added),
        changed_people=names(changed),
        removed_people=names(removed),
        both=join.told(),
        empty=not (decided.added or decided.changed or decided.removed),
        decided=decided,
    )


def _before(join: Join, contact: int) -> Row:
    row = join._now(("contact", contact)) or join.before.get(("contact", contact))
    assert row is not None
    return row


def _line_of(join: Join, node: Node) -> Iterator[Node]:
    """A row and the records that it belongs to."""
    yield node
    row = join.rows.get(node) or join.before.get(node) or {}
    for column, target in OWNERS.get(node[0], {}).items():
        if row.get(column) is not None:
            yield from _line_of(join, (target, row[column]))
            join._now((target, row[column]))


def _ids(kinds: Mapping[str, r.Kind], nodes: Iterable[Node]) -> dict[r.Kind, set[int]]:
    found: dict[r.Kind, set[int]] = defaultdict(set)
    for table, row in nodes:
        if table in kinds:
            found[kinds[table]].add(row)
    return found


def _figures(ids: Mapping[r.Kind, set[int]]) -> Mapping[r.Kind, int]:
    return {kind: len(members) for kind, members in ids.items() if members}


# --- done -------------------------------------------------------------------------------------------------


def merge(store: Store, agreed: MergePlan, tick: r.Tick) -> r.Changes:
    """See `Store.merge`."""
    decided = agreed.decided
    assert isinstance(decided, _Decided)
    if not agreed.empty:
        backups.before(store, backups.Reason.MERGE, tick)
    with uncollected(), store._write(r.Action.MERGE) as w:
        if Copy(w.connection).seen != decided.seen:
            raise UserError("merge-stale")
        w.rows.ledger.quiet = True
        _write_rows(w, decided, tick)
        w.lineage = _write_lineage(w, decided.join)
        for node in (*decided.added, *decided.changed, *decided.removed):
            for table, row in _line_of(decided.join, node):
                if table in ("contact", "interview"):
                    w.alters(r.Kind.CONTACT if table == "contact" else r.Kind.INTERVIEW, row)
        w.count = sum(part.get(r.Kind.CONTACT, 0) for part in (agreed.added, agreed.changed, agreed.removed))
    return w.done


def _write_rows(w: history.Writing, decided: _Decided, tick: r.Tick) -> None:
    """In an order in which every row finds those that it names, also when it is played back."""
    tables = {schema.table_name(table): table for table in schema.IMAGED}
    join, done = decided.join, 0
    total = len(decided.added) + len(decided.changed) + len(decided.removed)

    def one_more() -> None:
        nonlocal done
        done += 1
        if done % _TICK_EVERY == 0:
            tick(done, total)

    for table, row_id in decided.removed:
        if table in _LEAVES:  # first: their place may be taken by another that says the same
            w.delete(tables[table], row_id)
            one_more()
    later: list[tuple[Node, dict[str, Any]]] = []
    for node in decided.added:
        row = join.rows[node]
        assert row is not None
        if node[0] == "contact" and row["introducer_id"] is not None:
            later.append((node, {"introducer_id": row["introducer_id"]}))
            row = row | {"introducer_id": None}
        w.bring(tables[node[0]], tuple(row[column] for column in schema.columns(tables[node[0]])))
        one_more()
    for node in decided.changed:
        row, before = join.rows[node], join.before[node]
        assert row is not None
        assert before is not None
        later.append((node, {column: value for column, value in row.items() if value != before[column]}))
    for (table, row_id), values in later:
        w.update(tables[table], row_id, **values)
        one_more()
    for table, row_id in reversed(decided.removed):
        if table not in _LEAVES:
            w.delete(tables[table], row_id)
            one_more()


class _Script:
    """Statements that are carried out and noted, with those that take them back."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.forward: list[Statement] = []
        self.back: list[Statement] = []

    def run(self, statements: Iterable[Statement], back: Iterable[Statement]) -> None:
        for sql, values in statements:
            self.connection.execute(sql, values)
            self.forward.append((sql, values))
        self.back[:0] = back


_SEE = "UPDATE branch SET seen = ? WHERE id = ?"
_EDIT = "INSERT OR REPLACE INTO edit (tbl, row_id, field, stamp, branch_id) VALUES (?, ?, ?, ?, ?)"
_FATE = "INSERT INTO fate (tbl, first, last, alive, stamp, branch_id) VALUES (?, ?, ?, ?, ?, ?)"


def _write_lineage(w: history.Writing, join: Join) -> history.Lineage:
    """What the other copy had seen and written is known here from now on, until the merge is taken back."""
    script = _Script(w.connection)
    own, stamp = w.rows.ledger.begin()
    w.connection.execute(_SEE, (max(stamp, join.event[0] + 1), own))  # what is written next here is later than all
    ids = _see_branches(script, join)
    for table, first, last, name, serial in join.pairing.fresh:
        within = (table, first, last)
        script.run(
            [(ADD_ORIGIN, (table, first, last, ids[name], serial))],
            [
                ("DELETE FROM origin WHERE tbl = ? AND first BETWEEN ? AND ?", within),
                ("DELETE FROM edit WHERE tbl = ? AND row_id BETWEEN ? AND ?", within),
                ("DELETE FROM fate WHERE tbl = ? AND first BETWEEN ? AND ?", within),
            ],
        )
    for node in sorted({*join.renewed, *join.edits}):
        sql = "SELECT tbl, row_id, field, stamp, branch_id FROM edit WHERE tbl = ? AND row_id = ?"
        before = w.connection.execute(sql, node).fetchall()
        forget = [("DELETE FROM edit WHERE tbl = ? AND row_id = ?", node)]
        told = [
            (_EDIT, (*node, column, at, ids[name])) for column, (at, name) in sorted(join.edits.get(node, {}).items())
        ]
        script.run(
            [*(forget if node in join.renewed else []), *told], [*forget, *((_EDIT, tuple(row)) for row in before)]
        )
    for table, first, last, alive, event in _ranges(join.fates):
        before = overlapping(w.connection, table, first, last)
        edges = (table, min([first, *(one[0] for one in before)]), max([last, *(one[1] for one in before)]))
        script.run(
            fate_statements(w.connection, table, first, last, alive, event[0], ids[event[1]]),
            [
                ("DELETE FROM fate WHERE tbl = ? AND first BETWEEN ? AND ?", edges),
                *((_FATE, (table, *one)) for one in before),
            ],
        )
    return history.Lineage(script.forward, script.back)


def _see_branches(script: _Script, join: Join) -> dict[bytes, int]:
    connection = script.connection
    found = {bytes(name): (one, seen) for one, name, seen in connection.execute("SELECT id, name, seen FROM branch")}
    ids = {name: one for name, (one, _) in found.items()}
    seen = dict(join.there.seen)
    written = [event for fields in join.edits.values() for event in fields.values()]
    if join.event in written or any(event == join.event for _, event in join.fates.values()):
        seen[join.event[1]] = join.event[0]
    next_id = max(ids.values(), default=0) + 1
    for name, last in sorted(seen.items()):
        if name not in found:
            ids[name] = next_id
            script.run(
                [("INSERT INTO branch (id, name, seen) VALUES (?, ?, ?)", (next_id, name, last))],
                [("DELETE FROM branch WHERE id = ?", (next_id,))],
            )
            next_id += 1
        elif found[name][1] < last:
            one, before = found[name]
            script.run([(_SEE, (last, one))], [(_SEE, (before, one))])
    return ids


def _ranges(fates: Mapping[Node, tuple[bool, Event]]) -> Iterator[tuple[str, int, int, bool, Event]]:
    """Neighbours of one fate as one range."""
    now: tuple[str, int, int, bool, Event] | None = None
    for (table, row), (alive, event) in sorted(fates.items()):
        if now is not None and (now[0], now[2] + 1, now[3], now[4]) == (table, row, alive, event):
            now = (table, now[1], row, alive, event)
            continue
        if now is not None:
            yield now
        now = (table, row, row, alive, event)
    if now is not None:
        yield now
