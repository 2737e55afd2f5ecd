"""One way to an open store, for the window and the command line alike: find the key, open or make the vault."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from pathlib import Path

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store import keychain, replacing, schema, vault
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.keychain import Lack, NotKept, VaultKey
from netplus_desktop.store.store import Clock, Store, default_clock


def open_store(
    path: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    key: VaultKey | None = None,
    create: bool = False,
    anew: bool = False,
    clock: Clock = default_clock,
    backups: Path | None = None,
) -> Store:
    """Open the vault at `path`, or make it where there is none and `create` is set, and `anew` where one has vanished
    from there. Its backups lie below `backups`; without such a folder none are made but beside the vault, before it is
    brought up to a newer form.

    The key comes from `recovery_key`, else from `passphrase`, else it is `key` (see `remembered`), else what the
    system's keyring gives. A vault is never made over something that exists. Raises `VaultError` with a code of
    `remembered` or one of
    'vault-gone' (only where it would be made, see `assert_not_gone`), 'vault-in-use', 'vault-newer', 'vault-settings',
    'wrong-passphrase', 'wrong-recovery-key' (fields: group),
    'recovery-key-incomplete', 'recovery-key-mixed', 'recovery-key-other' (of another vault), 'folder-read-only',
    'disk-full'.
    """
    path = path.resolve()
    replacing.settle(path)
    if not path.exists() and create and recovery_key is None:
        if backups is not None and not anew:
            assert_not_gone(path, backups)
        return _make(path, passphrase, key, clock, backups)
    salt = vault.read_salt(path)
    if recovery_key is not None:
        key = keychain.from_recovery_key(recovery_key)
        _assert_fits(path, key, "recovery-key-other")
    elif passphrase is not None:
        key = keychain.from_passphrase(passphrase, salt)
        _assert_fits(path, key, "wrong-passphrase")
    elif key is None:
        key = remembered(path)
    store = _store(_climbed(path, key, clock, backups), clock, backups)
    if recovery_key is not None and not store.read_only and store.held_by_keyring():
        with contextlib.suppress(NotKept, VaultError):
            keychain.remember(key)  # so that the paper is needed once
    return store


def assert_not_gone(path: Path, backups: Path) -> None:
    """Raises `VaultError('vault-gone')` where no vault is at `path` although one lay there, as its backups below the
    folder `backups` tell: an empty one would look as if all were lost."""
    path = path.resolve()
    replacing.settle(path)
    if not path.exists():
        from netplus_desktop.store.backups import of_one_there  # here, as below: most starts look into none

        if of_one_there(backups, path):
            raise VaultError("vault-gone", name=path.name)


def remembered(path: Path, *, create: bool = False, again: bool = False) -> VaultKey:
    """The key that the system's keyring has for the vault at `path`; where there is no vault and `create` is set, a
    new one, which the keyring has by then. It may wait for the user's answer, and may be asked on any thread. `again`
    looks for a keyring that was not there before.

    Raises `VaultError` with one of the codes
    'vault-missing', 'vault-foreign' (not ours, or damaged beyond opening), 'vault-head-lost' (the recovery key alone
    opens it), 'vault-plain' (another program's database), 'vault-empty', 'vault-damaged' (the key is right, the file
    is not), 'vault-is-folder', 'vault-unreadable', 'vault-newer',
    'passphrase-needed' (exists; no keyring has its key), 'passphrase-to-set' (to be made; no keyring keeps a key; both
    with the field keyring, a `Lack`; the first with the field vault, its `vault_id`), 'keyring-locked',
    'keyring-dismissed', 'keyring-silent'.
    """
    path = path.resolve()
    replacing.settle(path)
    if again:
        keychain.look_again()
    if create and not path.exists():
        new = keychain.new_key()
        try:
            keychain.remember(new)
        except NotKept as error:
            raise VaultError("passphrase-to-set", name=path.name, keyring=error.lack.value) from error
        return new
    salt = vault.read_salt(path)
    try:
        keys = keychain.recall(salt)
    except NotKept as error:
        _assert_head(path, salt)
        told = keychain.vault_id(salt)
        raise VaultError("passphrase-needed", name=path.name, keyring=error.lack.value, vault=told) from error
    for key in keys[:-1]:
        with contextlib.suppress(VaultError):
            _assert_fits(path, key, "passphrase-needed")
            return key
    _assert_fits(path, keys[-1], "passphrase-needed")
    return keys[-1]


def _assert_fits(path: Path, key: VaultKey, wrong: str) -> None:
    """Look at the file without changing a byte of it. Raises `VaultError`: 'vault-damaged', 'vault-foreign',
    'vault-newer', or `wrong` where another key is needed."""
    with sorted_failures():
        found = vault.opens(path, key)
        if found is not None:
            return vault.assert_ours(path, *found)
        if vault.holds_pages_of(path, key):
            raise VaultError("vault-damaged", name=path.name)
        if path.stat().st_size % vault.PAGE:
            raise VaultError("vault-foreign", name=path.name)
        if wrong != "recovery-key-other":  # a recovery key brings its own salt
            _assert_head(path, vault.read_salt(path))
        raise VaultError(wrong, name=path.name, keyring=Lack.OTHER.value)


def _assert_head(path: Path, salt: bytes) -> None:
    """Look at what no key is needed for. Raises `VaultError`: 'vault-head-lost' where the salt was zeroed, so that the
    recovery key alone opens the file; 'vault-foreign' where the first page is not encrypted at all."""
    if salt == bytes(len(salt)):
        raise VaultError("vault-head-lost", name=path.name)
    with path.open("rb") as file:
        page = file.read(vault.PAGE)
    # Each of the 256 values stands about 16 times in a page of ciphertext; a text, a picture or zeros favour a few.
    if max(Counter(page).values()) > 100:
        raise VaultError("vault-foreign", name=path.name)


def _climbed(path: Path, key: VaultKey, clock: Clock, backups: Path | None) -> vault.Vault:
    def before_migration(opened: vault.Vault) -> None:
        if backups is None:
            opened.backup(path.with_name(f"{path.name}.before-{schema.NEWEST}-{os.urandom(4).hex()}"))
        else:
            from netplus_desktop.store.backups import Backups, Reason, made_before

            made_before(Backups.of(opened, backups), opened, Reason.MIGRATION, clock())

    return vault.open_vault(path, key, before_migration)


def _make(path: Path, passphrase: str | None, key: VaultKey | None, clock: Clock, backups: Path | None) -> Store:
    if passphrase is not None:
        salt = keychain.new_key().salt
        key = keychain.from_passphrase(passphrase, salt)
    key = key or remembered(path, create=True)
    try:
        vault.create(path, key)
    except BaseException:
        if passphrase is None:
            keychain.forget(key)
        raise
    store = _store(vault.open_vault(path, key), clock, backups)
    store.note_holder("keyring" if passphrase is None else "passphrase")
    return store


def _store(opened: vault.Vault, clock: Clock, backups: Path | None = None) -> Store:
    """The store of a vault; closed again where its first pages turn out to be damaged."""
    try:
        store = Store(opened, clock)
        if backups is not None:
            store.keep_backups(backups)
        store.refresh_clocks()
    except BaseException:
        opened.close()
        raise
    return store


def throwaway_store(folder: Path, clock: Clock = default_clock) -> Store:
    """A new encrypted vault in `folder` under a random key that is kept nowhere: for --demo, the tour and tests."""
    path = folder / f"throwaway-{os.urandom(4).hex()}.netplus"
    key = keychain.new_key()
    vault.create(path, key)
    return _store(vault.open_vault(path, key), clock)
