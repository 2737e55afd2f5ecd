"""Every read and every write of the vault's records, one method for each user action.

A write is one transaction begun IMMEDIATE; it returns `Changes` and calls nobody back. Reads return frozen records.
The thread that opened the store may call everything; another thread wraps its calls in `connected()`.

The verbs stand by noun in the modules beside, gathered in `verbs`; undo and redo in `base`. `Store` adds its own life:
connections, checks, copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import VaultError
from netplus_desktop.store import keychain
from netplus_desktop.store.base import Clock, default_clock
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.listing import ListVerbs

if TYPE_CHECKING:
    from netplus_desktop.core.batches import Batch, UndoPlan
    from netplus_desktop.core.merging import MergePlan
    from netplus_desktop.store.checking import Finding
    from netplus_desktop.store.keychain import VaultKey

__all__ = ["Clock", "Store", "default_clock"]

_REKEYED_AT_ONCE = 2000


if TYPE_CHECKING:
    from netplus_desktop.store.verbs import Verbs
else:
    Verbs = ListVerbs


class Store(Verbs):
    """The people, conversations and offers of one open vault."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """The verbs that no start needs are read when the first of them is called."""
            from netplus_desktop.store.verbs import Verbs

            if issubclass(Store, Verbs):
                raise AttributeError(f"a store has no {name!r}", name=name, obj=self)
            Store.__bases__ = (Verbs,)
            return getattr(self, name)

    @property
    def path(self) -> Path:
        """The vault's file."""
        return self._vault.path

    @property
    def read_only(self) -> bool:
        """Whether the vault can only be read: its file or folder is protected. Verbs that write then raise
        `VaultError('vault-read-only')`."""
        return self._vault.read_only

    @contextmanager
    def connected(self) -> Iterator[None]:
        """A connection for the calling thread, closed on leaving. Workers use it; nesting is harmless."""
        if self._vault.connected:
            yield
            return
        with sorted_failures():
            self._vault.connect()
        try:
            yield
        finally:
            self._vault.disconnect()

    def close(self) -> None:
        """Empty the history and close the vault. Closing twice is harmless."""
        self._history.clear()
        self._order.forget()
        self._vault.close()

    def recovery_key(self) -> str:
        """The key on paper: it opens this vault with no keyring, no passphrase, under any file name."""
        return keychain.recovery_key(self._vault.key)

    def check(self, tick: r.Tick = r.no_tick) -> list[Finding]:
        """Everything that is wrong with the vault; an empty list where nothing is. Seconds for tens of thousands of
        people: work for the worker. Raises `Cancelled`."""
        from netplus_desktop.store import checking  # here, as below: no start needs it

        with sorted_failures():
            return checking.check(self._vault, self._sort_key, self.now(), tick)

    def repair(self, findings: Sequence[Finding], tick: r.Tick = r.no_tick) -> r.Changes:
        """Mend what the check found, as one step, with a backup before it. Where only what follows from the records
        was wrong there is nothing to take back, and no step is kept. Raises `VaultError`: 'vault-damaged' where pages
        are damaged, which no repair can mend, 'backup-first'; `Cancelled` with nothing written."""
        from netplus_desktop.store import repairing

        return repairing.repair(self, findings, tick)

    @property
    def changed_underneath(self) -> bool:
        """Whether another program changed the vault's file since we last wrote it. Every verb that writes raises
        `VaultError('vault-changed-underneath')` then. Costs two calls to the system."""
        return not self.read_only and self._vault.watch.changed

    def everything(
        self, ids: Sequence[int] | None, tick: r.Tick = r.no_tick
    ) -> tuple[Mapping[str, list[dict[str, Any]]], Iterator[Mapping[str, list[dict[str, Any]]]]]:
        """All that is known, or what concerns these people, row by row: see `core.everything`. Raises `Cancelled`."""
        from netplus_desktop.store import everything

        return everything.told(self, ids, tick)

    def merge_plan(self, other: Path, key: VaultKey | None = None, tick: r.Tick = r.no_tick) -> MergePlan:
        """What merging the vault at `other` would do; not one byte of that is changed. It is opened with `key`, else
        with this vault's own. Seconds for tens of thousands of people: work for the worker.

        Raises `UserError('merge-itself')`, `VaultError`: 'merge-key-needed' (no `key`, and ours does not fit),
        'merge-other-key', 'merge-moving' (another program writes it just now), 'vault-newer', and what
        `vault.read_salt` says of what is no vault; `Cancelled`.
        """
        from netplus_desktop.store import merging

        return merging.plan(self, other, key, tick)

    def merge(self, plan: MergePlan, tick: r.Tick = r.no_tick) -> r.Changes:
        """Do what a plan of this store says, as one step, with a backup before it. Raises `UserError('merge-stale')`
        where the vault was written since; `VaultError('backup-first')`; `Cancelled` with nothing written."""
        from netplus_desktop.store import merging

        return merging.merge(self, plan, tick)

    def imports(self) -> list[Batch]:
        """Every import, the latest first."""
        from netplus_desktop.store import batches

        return batches.listed(self)

    def undo_import_plan(self, batch: int, tick: r.Tick = r.no_tick) -> UndoPlan:
        """What taking an import back would do; nothing is changed. Seconds where it brought tens of thousands of
        people: work for the worker. Raises `NotFoundError('import-gone')`, `UserError('import-not-kept')` where what
        it wrote is no longer kept, `Cancelled`."""
        from netplus_desktop.store import batches

        return batches.plan(self, batch, tick)

    def undo_import(self, plan: UndoPlan, tick: r.Tick = r.no_tick) -> r.Changes:
        """Do what a plan of this store says, as one step, with a backup before it. Raises
        `UserError('undo-import-stale')` where the vault was written since; `VaultError('backup-first')`; `Cancelled`
        with nothing written."""
        from netplus_desktop.store import batches

        return batches.undo(self, plan, tick)

    def backup(self, path: Path) -> None:
        """A verified copy of the whole vault under the same key. Raises `VaultError`: 'backup-exists',
        'backup-unsound', 'disk-full', 'folder-read-only'."""
        self._vault.backup(path)

    def keep_backups(self, root: Path) -> None:
        """Have the backups of this vault below `root`. The vault notes the name of its folder there, so that it finds
        them again when it has another key."""
        noted = self._meta("backups")
        self._backups = root, noted or self._vault.key.vault_id
        vars(self).pop("backups", None)  # what was told before, if anybody asked
        if not self.read_only and not noted:
            with self._transaction() as rows:
                rows.connection.execute("INSERT INTO meta (name, value) VALUES ('backups', ?)", self._backups[1:])

    def is_sorted_for(self, language: str) -> bool:
        """Whether `set_sort_language` has nothing to do, or cannot."""
        from netplus_desktop.core.folding import SORTING

        return self._vault.read_only or self._meta("sort_language") == f"{language}/{SORTING}"

    def set_sort_language(self, language: str, tick: r.Tick = r.no_tick) -> bool:
        """Order the list as readers of `language` (a code such as "sv") expect. True where the order changed; then
        the list is to be read anew. Raises `Cancelled` with the old order in place."""
        from netplus_desktop.core.folding import SORTING

        if self.is_sorted_for(language):
            return False
        before = self._language
        self._language = language
        try:
            with self._transaction() as rows:
                people = rows.connection.execute("SELECT id, name FROM contact").fetchall()
                for at in range(0, len(people), _REKEYED_AT_ONCE):
                    tick(at, len(people))
                    rows.connection.executemany(
                        "UPDATE contact SET sort_key = ? WHERE id = ?",
                        [(self._sort_key(name), one) for one, name in people[at : at + _REKEYED_AT_ONCE]],
                    )
                rows.connection.execute(
                    "UPDATE meta SET value = ? WHERE name = 'sort_language'", (f"{language}/{SORTING}",)
                )
        except BaseException:
            self._language = before
            raise
        self._order.forget()
        return True

    def put_aside(self, text: str) -> None:
        """Keep what is only half written, '' for nothing, until `take_aside`. It is no step that undo would take."""
        if text or self._meta("aside"):
            with self._transaction() as rows:
                rows.connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('aside', ?)", (text,))

    def take_aside(self) -> str:
        """What was put aside, which is then no longer there; '' for nothing."""
        text = self._meta("aside")
        if text and not self._vault.read_only:
            self.put_aside("")
        return text

    def table_layouts(self) -> dict[str, str]:
        """What the user said of tables by their headers: what `reading` takes as `remembered`."""
        from netplus_desktop.store import layouts

        return layouts.remembered(self)

    def remember_layout(self, header: str, meaning: str) -> None:
        """Keep what the columns of a table with this header mean (`exchange.layouts`: `header_key`, `saved`). It is no
        step that undo would take. Raises `VaultError`."""
        from netplus_desktop.store import layouts

        with self._transaction() as rows:
            layouts.remember(rows, header, meaning)

    def held_by_keyring(self) -> bool:
        """Whether the vault was made with a key that only the keyring and the recovery key hold."""
        return self._meta("held_by") == "keyring"

    def note_holder(self, holder: str) -> None:
        """Note who holds the key: "keyring", "passphrase", or "nobody" for a vault to be thrown away."""
        if self._vault.read_only:
            raise VaultError("vault-read-only", name=self.path.name)
        with self._transaction() as rows:
            rows.connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('held_by', ?)", (holder,))
