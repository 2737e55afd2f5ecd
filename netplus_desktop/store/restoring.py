"""Go back to a backup: what that would change, and the doing of it on a closed vault."""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Tick, no_tick
from netplus_desktop.store import keychain, schema, vault
from netplus_desktop.store.backups import Backups, Reason
from netplus_desktop.store.failures import CORRUPT, NOT_A_DATABASE, primary_code, sorted_failures
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.replacing import ready_beside, replace_vault, settle
from netplus_desktop.store.vault import Vault, VaultLock


@dataclass(frozen=True, slots=True)
class Difference:
    """What going back would change against now: the names of the people who would come back, who would no longer be
    there, and of whom something would be as it was then; in the order of names."""

    back: Sequence[str] = ()
    gone: Sequence[str] = ()
    other: Sequence[str] = ()

    @property
    def nothing(self) -> bool:
        """Whether nobody would be any different."""
        return not (self.back or self.gone or self.other)


SET_ASIDE = "set-aside"
"""The folder beside the backups in which vaults lie that could not be read when a backup took their place."""

_TALK = "(SELECT contact_id FROM interview WHERE interview.id = interview_id)"
_OWNED = (
    ("contact", "id"),
    ("contact_point", "contact_id"),
    ("contact_tag", "contact_id"),
    ("former_post", "contact_id"),
    ("photo", "contact_id"),
    ("interview", "contact_id"),
    ("interview_event", _TALK),
    ("interview_question", _TALK),
    ("heard", "contact_id"),
    ("exchange", "contact_id"),
    ("draft", "contact_id"),
    ("ask", "contact_id"),
    ("introduction", "first_id"),
    ("introduction_event", "(SELECT first_id FROM introduction WHERE introduction.id = introduction_id)"),
    ("fit_choice", "(SELECT contact_id FROM heard WHERE heard.id = need_id)"),
    ("person_choice", "(SELECT heard.contact_id FROM heard WHERE heard.id = need_id)"),
)
"""Where it stands what is known of a person, and whose each row is."""
_NOT_TOLD = frozenset({"sort_key", "keys", "changed"})
"""Columns of a person that follow from others, or say only when something was changed."""


def difference(now: Any | None, backup: Path, key: VaultKey, tick: Tick = no_tick) -> Difference:
    """What would change if a backup stood in the place of the vault that `now` is a connection to; None for no vault.
    Neither is changed. Raises `VaultError('vault-damaged')` where one of the two cannot be read, `Cancelled`."""
    with sorted_failures(), contextlib.closing(vault.reading(backup, key)) as then:
        told = _columns(then)
        if now is not None:
            there = _columns(now)
            told = {table: [one for one in told.get(table, ()) if one in there[table]] for table in there}
        after = _people(then, told, tick)
        before = _people(now, told, tick) if now is not None else {}
    return Difference(
        back=_names(after[one] for one in after.keys() - before.keys()),
        gone=_names(before[one] for one in before.keys() - after.keys()),
        other=_names(after[one] for one in after.keys() & before.keys() if after[one] != before[one]),
    )


def difference_from(path: Path, live_key: VaultKey, backup: Path, key: VaultKey, tick: Tick = no_tick) -> Difference:
    """`difference` against the closed vault at `path`; against none where that cannot be read."""
    try:
        if vault.opens(path, live_key) is not None:
            with contextlib.closing(vault.reading(path, live_key)) as now:
                return difference(now, backup, key, tick)
    except (OSError, VaultError, dbapi2.DatabaseError):  # whatever is wrong with it: it is to be replaced
        pass
    return difference(None, backup, key, tick)


def restore(
    path: Path,
    backup: Path,
    key: VaultKey,
    backups: Path,
    now: datetime,
    *,
    live_key: VaultKey | None = None,
    tick: Tick = no_tick,
) -> None:
    """Put a copy of `backup`, which `key` opens, in the place of the closed vault at `path`, or where there is none.

    What is there now is backed up first, below the folder `backups`, where `live_key` or `key` opens it; else its file
    is set aside in there as it is. Raises `VaultError` with everything as it was: 'backup-damaged', 'backup-first',
    'backup-other-key', 'vault-newer', 'vault-in-use', 'vault-is-folder', 'disk-full', 'folder-read-only',
    'vault-unreadable'; `Cancelled`.
    """
    path = path.resolve()
    if path.is_dir():
        raise VaultError("vault-is-folder", name=path.name)
    vault.read_salt(backup)
    settle(path)
    with sorted_failures():
        _assert_ours(backup, key)
        vault.private_folder(path.parent)
        lock = VaultLock(path)
        ready = ready_beside(path)
        try:
            vault.copy_whole(backup, ready)
            _prove(ready, key, backup.name)
            tick(0, 0)
            saved = _save(path, [one for one in (live_key, key) if one], backups, now, tick)
            if saved:
                replace_vault(path, ready, lock=lock)
            else:
                replace_and_set_aside(path, ready, backups, now, lock)
        finally:
            with contextlib.suppress(OSError):
                ready.unlink(missing_ok=True)
            lock.release()


def key_from(backup: Path, typed: str) -> VaultKey:
    """The key of a backup from what was typed: its recovery key or its passphrase, of the time when it was made. Takes
    a quarter of a second. Raises `VaultError`: 'wrong-recovery-key', 'backup-other-key'."""
    try:
        key = keychain.from_recovery_key(typed)
    except VaultError as error:
        if error.code == "wrong-recovery-key" and len(typed.split("-")) == keychain.GROUPS:
            raise
        key = keychain.from_passphrase(typed, vault.read_salt(backup))
    with sorted_failures():
        _assert_ours(backup, key)
    return key


def _assert_ours(backup: Path, key: VaultKey) -> None:
    try:
        found = vault.opens(backup, key)
    except dbapi2.DatabaseError as error:
        raise VaultError("backup-damaged", name=backup.name) from error
    if found is None:
        damaged = vault.holds_pages_of(backup, key)
        raise VaultError("backup-damaged" if damaged else "backup-other-key", name=backup.name)
    if found[0] != schema.APPLICATION_ID:
        raise VaultError("vault-foreign", name=backup.name)
    if found[1] > schema.VERSION:
        raise VaultError("vault-newer", name=backup.name, version=found[1])


def _prove(ready: Path, key: VaultKey, name: str) -> None:
    try:
        vault.prove(ready, key)
    except VaultError as error:
        raise VaultError("backup-damaged", name=name) from error


def _save(path: Path, keys: Sequence[VaultKey], backups: Path, now: datetime, tick: Tick) -> bool:
    """Back up what is there, where it can be read; True also where there is nothing."""
    if not path.exists() and not path.with_name(f"{path.name}-wal").exists():
        return True
    try:
        salt = vault.read_salt(path)
        for key in keys:
            if key.salt == salt and vault.opens(path, key) is not None:
                opened = Vault(path, key, read_only=False, lock=None)
                try:
                    opened.connect()
                    Backups.of(opened, backups).make(opened, Reason.RESTORE, now, tick)
                finally:
                    opened.close()
                return True
    except VaultError as error:
        if error.code not in _CANNOT_BE_READ:
            raise VaultError("backup-first", why=error.code) from error
    except dbapi2.DatabaseError as error:
        if primary_code(error) not in (CORRUPT, NOT_A_DATABASE):
            raise
    return False


_CANNOT_BE_READ = frozenset(
    {
        "backup-unsound",
        "vault-damaged",
        "vault-empty",
        "vault-foreign",
        "vault-missing",
        "vault-plain",
        "vault-unreadable",
    }
)


def replace_and_set_aside(path: Path, ready: Path, backups: Path, now: datetime, lock: VaultLock) -> None:
    """Put `ready` in the place of a vault that cannot be read, which is set aside below the folder `backups`."""
    name = f"{path.stem}-{now.astimezone(UTC):%Y-%m-%d-%H%M%S}-{os.urandom(2).hex()}{path.suffix}"
    folder = backups / SET_ASIDE
    vault.private_folder(folder)
    for unfinished in folder.glob(".*"):  # by a program that was killed
        unfinished.unlink()
    try:
        replace_vault(path, ready, keep=folder / name, lock=lock)
    except VaultError as error:
        if error.code != "vault-unreadable":
            raise
        # A part of the disk cannot be read: the file keeps its place on it under another name.
        replace_vault(path, ready, keep=path.with_name(f"{path.name}.{SET_ASIDE}-{name}"), lock=lock)


# --- people, to compare -------------------------------------------------------------------------------------


def _columns(connection: Any) -> dict[str, list[str]]:
    return {
        table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in _NOT_TOLD]
        for table, _ in _OWNED
    }


def _people(connection: Any, columns: Mapping[str, Sequence[str]], tick: Tick) -> dict[str, tuple[str, int]]:
    """Everybody's name and a figure that stands for all that is known of them, by what tells them from others."""
    figures: defaultdict[int, int] = defaultdict(int)
    people: dict[int, tuple[str, str]] = {}
    connection.execute("BEGIN")
    try:
        for one, uid, name in connection.execute("SELECT id, uid, name FROM contact"):
            people[one] = uid or f"#{one}", name
        for number, (table, owner) in enumerate(_OWNED):
            tick(number, len(_OWNED))
            if columns.get(table):
                for row in connection.execute(f"SELECT {owner}, {', '.join(columns[table])} FROM {table}"):
                    figures[row[0]] += hash((table, *row[1:]))
    finally:
        connection.execute("COMMIT")
    return {uid: (name, figures[one]) for one, (uid, name) in people.items()}


def _names(people: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(sorted((name for name, _ in people), key=str.casefold))
