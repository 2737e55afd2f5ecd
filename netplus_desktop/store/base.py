"""What every verb of the store stands on: the connection, the one way to write, the clock, the history."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.cadence import Cadence
from netplus_desktop.core.errors import NotFoundError, UserError, VaultError
from netplus_desktop.store import history, reading
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.order import Order
from netplus_desktop.store.vault import Vault

if TYPE_CHECKING:
    from netplus_desktop.core.clocks import Clocks
    from netplus_desktop.store.backups import Backups

Clock = Callable[[], datetime]
"""What a store asks for the time: an aware instant."""


def default_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Desk:
    """The open vault and its habits. The verbs, by noun, stand in the classes that build on it."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._backups: tuple[Path, str] | None = None
        vault.watch.settle()
        self._branch = os.urandom(8)  # what is written from now on is this opening's: see `lineage`
        self._history = history.History()
        self._order = Order(self._connection)
        self._language = self._meta("sort_language", "en").partition("/")[0]

    @property
    def opened(self) -> Vault:
        """The file itself, for the rest of `store`."""
        return self._vault

    @cached_property
    def backups(self) -> Backups | None:
        """Where copies of this vault are kept; None for one that is to be thrown away."""
        if self._backups is None:
            return None
        from netplus_desktop.store.backups import Backups

        return Backups(*self._backups)

    # --- reading ----------------------------------------------------------------------------------------

    def _connection(self) -> Any:
        return self._vault.connection()

    def now(self) -> datetime:
        """The store's clock, an aware instant in UTC."""
        return self._clock().astimezone(UTC)

    def clocks(self) -> Clocks:
        """The user's intervals and days off."""
        with sorted_failures():
            return reading.clocks(self._connection())

    def cadence(self) -> Cadence:
        """How often the user means to be in touch, in days."""
        with sorted_failures():
            return reading.cadence(self._connection())

    def _today(self) -> date:
        return self.now().astimezone().date()

    def _ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with sorted_failures():
            return self._connection().execute(sql, values).fetchall()  # type: ignore[no-any-return]

    def _meta(self, name: str, default: str = "") -> str:
        rows = self._ask("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else default

    def _owner(self, table: str, row_id: int, missing: str) -> int:
        """The contact that a row belongs to. Raises `NotFoundError(missing)`."""
        rows = self._ask(f"SELECT contact_id FROM {table} WHERE id = ?", row_id)
        if not rows:
            raise NotFoundError(missing)
        return int(rows[0][0])

    def _exists(self, contact_id: int) -> None:
        if not self._ask("SELECT 1 FROM contact WHERE id = ?", contact_id):
            raise NotFoundError("contact-gone")

    # --- writing ----------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[history.Rows]:
        """One transaction begun IMMEDIATE, so that a second writer waits at its beginning, not midway."""
        if self._vault.read_only:
            raise VaultError("vault-read-only", name=self._vault.path.name)
        from netplus_desktop.store import lineage  # here, as below: most starts write and sort nothing

        with sorted_failures():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            before = connection.total_changes
            try:
                if not self._vault.watch.begin():
                    raise VaultError("vault-changed-underneath", name=self._vault.path.name)
                ledger = lineage.Ledger(connection, self._branch, self.now())
                rows = history.Rows(connection, self._sort_key, ledger)
                yield rows
                rows.settle()
                if connection.total_changes != before:
                    connection.execute(_NEW_STATE)
                with self._vault.watch.ending():
                    connection.execute("COMMIT")
            except BaseException as error:
                foreign = isinstance(error, VaultError) and error.code == "vault-changed-underneath"
                with nullcontext() if foreign else self._vault.watch.ending():
                    if connection.in_transaction:  # a full disk has rolled back by itself
                        connection.execute("ROLLBACK")
                raise

    def _sort_key(self, name: str) -> bytes:
        from netplus_desktop.core.folding import sort_key

        return sort_key(name, self._language)

    @contextmanager
    def _write(self, action: r.Action, merge: Hashable = None) -> Iterator[history.Writing]:
        """The writes of one verb. After the block, `Writing.done` tells what was done; a step is kept unless nothing
        was. `merge` names the field of the record that the verb alters: see `History.add`."""
        with self._transaction() as rows:
            writing = history.Writing(rows)
            yield writing
            self._alter_namers(writing)
            writing.done = changes = writing.changes(action)
            field = (action, merge) if merge is not None else None
            step = history.Done(changes, writing.ops, writing.bulk, field, self.now(), writing.lineage)
            # What a bulk made is indexed by whoever made it.
            fresh = changes.created.get(r.Kind.CONTACT, _NONE) if writing.bulk else _NONE
            self._refresh(rows, step, changes.ids(r.Kind.CONTACT) - fresh)
        if not writing.empty:
            self._history.add(step)
            self._reorder(changes)

    def _alter_namers(self, w: history.Writing) -> None:
        """Where an interview with somebody was written, whoever named them to me may be told how it goes."""
        if history.alters_interviews(w.ops) and (people := w.altered.get(r.Kind.CONTACT)):
            sql = (
                f"SELECT DISTINCT contact_id FROM heard WHERE referred_id {reading.WITHIN} AND referred_id IS NOT NULL"
            )
            for (namer,) in w.connection.execute(sql, (reading.as_json(people),)).fetchall():
                w.alters(r.Kind.CONTACT, namer)

    def _refresh(
        self, rows: history.Rows, step: history.Done, contacts: frozenset[int], tick: r.Tick = r.no_tick
    ) -> None:
        """What follows from the records of these people, in the same transaction."""
        from netplus_desktop.store import derived  # here: no start needs it

        if history.alters_texts(step):
            derived.refresh_texts(rows.connection, contacts, tick)
        if history.alters_clocks(step):
            contacts |= derived.talked_to(rows.connection)
        if history.alters_standings(step):
            derived.refresh_standings(rows.connection, contacts, self.now())

    @contextmanager
    def links_unwatched(self) -> Iterator[None]:
        """Let rows be written whose links are broken: on the way of a repair, and back."""
        connection = self._connection()
        connection.execute("PRAGMA foreign_keys = 0")
        try:
            yield
        finally:
            connection.execute("PRAGMA foreign_keys = 1")

    def _reorder(self, changes: r.Changes) -> None:
        gone = changes.removed.get(r.Kind.CONTACT, _NONE)
        placed = changes.created.get(r.Kind.CONTACT, _NONE)
        if changes.action in {r.Action.EDIT_CONTACT, r.Action.IMPORT, r.Action.UNDO_IMPORT, r.Action.MERGE}:
            placed |= changes.altered.get(r.Kind.CONTACT, _NONE)
        if gone or placed:
            with sorted_failures():
                self._order.moved(gone, placed)

    # --- undo -------------------------------------------------------------------------------------------

    @property
    def undo_step(self) -> r.Step | None:
        """What `undo` would take back."""
        return _named(self._history.next_undo)

    @property
    def redo_step(self) -> r.Step | None:
        """What `redo` would do again."""
        return _named(self._history.next_redo)

    def undo(self, tick: r.Tick = r.no_tick) -> r.Changes:
        """Take the latest step back. Raises `UserError("nothing-to-undo")` or `UserError("undo-stale")`. A step whose
        `count` goes into the thousands takes seconds: work for the worker, with its `tick`."""
        step = self._history.next_undo
        if step is None:
            raise UserError("nothing-to-undo")
        told = step.changes
        changes = r.Changes(told.action, told.removed, told.altered, told.created, told.count, undone=True)
        self._play(step, changes, tick)
        self._history.undone()
        return changes

    def redo(self, tick: r.Tick = r.no_tick) -> r.Changes:
        """Do the step that was taken back again. Raises `UserError("nothing-to-redo")` or `UserError("undo-stale")`."""
        step = self._history.next_redo
        if step is None:
            raise UserError("nothing-to-redo")
        self._play(step, step.changes, tick)
        self._history.redone()
        return step.changes

    def _play(self, step: history.Done, changes: r.Changes, tick: r.Tick) -> None:
        repair = changes.action is r.Action.REPAIR
        faults_again = repair and changes.undone
        try:
            with self.links_unwatched() if repair else nullcontext(), self._transaction() as rows:
                history.play(rows, step, back=changes.undone, tick=tick)
                there = changes.ids(r.Kind.CONTACT) - changes.removed.get(r.Kind.CONTACT, _NONE)
                if not faults_again:  # nothing can be told to follow from rows that cannot be read
                    self._refresh(rows, step, there, tick)
        except UserError as error:
            if error.code == "undo-stale":  # the steps before it would find other rows, too
                self._history.clear()
            raise
        self._reorder(changes)


_NONE: frozenset[int] = frozenset()
_NEW_STATE = "INSERT OR REPLACE INTO meta (name, value) VALUES ('state', hex(randomblob(8)))"
"""Each change gives the vault another mark, by which a backup knows whether it still holds all there is."""


def _named(step: history.Done | None) -> r.Step | None:
    return r.Step(step.changes.action, step.changes.count) if step else None
