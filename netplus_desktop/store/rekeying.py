"""Give a closed vault another key: a passphrase set, changed or taken away again.

The vault is written anew under the new key beside the old one, which stays until the new file was proved. SQLCipher's
own re-keying in place is not used: killed half-way it would leave pages under two keys. The salt stays, so the vault's
entry in the keyring and the folder of its backups stay the same; each key makes another file of it.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Tick, no_tick
from netplus_desktop.store import keychain, vault
from netplus_desktop.store.backups import Backups, Reason, made_before
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.keychain import NotKept, VaultKey
from netplus_desktop.store.replacing import ready_beside, replace_vault, settle
from netplus_desktop.store.vault import Vault, VaultLock

_PAGES_AT_ONCE = 500
"""How much is copied between two ticks: 2 MB."""


def set_passphrase(
    path: Path,
    old: VaultKey,
    passphrase: str,
    *,
    backups: Backups | None = None,
    now: datetime | None = None,
    tick: Tick = no_tick,
) -> VaultKey:
    """Let a passphrase open the closed vault at `path` from now on; returns the new key. The keyring gives the old one
    up once the new file is in place: backups made before open with the recovery key, or the passphrase, of their time.

    Raises what `rekey` raises.
    """
    new = keychain.from_passphrase(passphrase, old.salt)
    if new != old:
        rekey(path, old, new, "passphrase", backups=backups, now=now, tick=tick)
        keychain.forget(old)
    return new


def hand_to_keyring(
    path: Path,
    old: VaultKey,
    *,
    backups: Backups | None = None,
    now: datetime | None = None,
    tick: Tick = no_tick,
) -> VaultKey:
    """Take the passphrase of the closed vault at `path` away: a new random key, which the system's keyring keeps;
    returns it. Raises `VaultError('keyring-keeps-nothing')`, those of `keychain.remember` and of `rekey`, with
    everything as it was."""
    new = VaultKey(os.urandom(32), old.salt)
    try:
        keychain.remember(new)
    except NotKept as error:
        raise VaultError("keyring-keeps-nothing", keyring=error.lack.value) from error
    try:
        rekey(path, old, new, "keyring", backups=backups, now=now, tick=tick)
    except BaseException:
        keychain.forget(new)
        raise
    return new


def rekey(
    path: Path,
    old: VaultKey,
    new: VaultKey,
    holder: str,
    *,
    backups: Backups | None = None,
    now: datetime | None = None,
    tick: Tick = no_tick,
) -> None:
    """Put a copy under the key `new` in the place of the closed vault at `path`, which `old` opens, after a backup at
    the instant `now` where it has backups. `holder` holds the new key: see `Store.note_holder`.

    At every moment the file opens with one of the two keys. Raises `VaultError` with the vault as it was: 'vault-in-
    use', 'vault-damaged', 'backup-first', 'backup-unsound', 'disk-full', 'folder-read-only'; `Cancelled`.
    """
    path = path.resolve()
    settle(path)
    with contextlib.ExitStack() as until_done, sorted_failures():
        lock = VaultLock(path)
        until_done.callback(lock.release)
        opened = Vault(path, old, read_only=False, lock=None)
        until_done.callback(opened.close)
        opened.connect()
        if backups is not None and now is not None:
            made_before(backups, opened, Reason.REKEY, now, tick)
        ready = ready_beside(path)
        until_done.callback(_sweep, ready)
        there = vault.figures(opened.connection())
        _copy(opened, ready, new, tick)
        _note_holder(ready, new, holder)
        if vault.prove(ready, new, path.name) != there:
            raise VaultError("backup-unsound", name=path.name)
        opened.disconnect()  # the last one there: the log is folded in and gone
        replace_vault(path, ready, lock=lock)


def _copy(opened: Vault, ready: Path, new: VaultKey, tick: Tick) -> None:
    """Every page as it is, encrypted anew. No connection ever sees the new file without a key."""
    os.close(os.open(ready, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def copied(_status: int, left: int, pages: int) -> None:
        tick(pages - left, pages)

    with contextlib.closing(dbapi2.connect(str(ready))) as target:
        target.execute("PRAGMA cipher_log_level = NONE")
        keychain.hand_over(new, target)
        target.execute("PRAGMA journal_mode = MEMORY")  # a copy that was cut short is thrown away whole
        opened.connection().backup(target, pages=_PAGES_AT_ONCE, progress=copied)
    with ready.open("rb") as file:
        if file.read(len(new.salt)) != new.salt:
            raise VaultError("vault-settings", setting="key")


def _note_holder(ready: Path, new: VaultKey, holder: str) -> None:
    made = Vault(ready, new, read_only=False, lock=None)
    try:
        made.connect()
        made.connection().execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('held_by', ?)", (holder,))
    finally:
        made.close()


def _sweep(ready: Path) -> None:
    for side in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            ready.with_name(ready.name + side).unlink(missing_ok=True)
