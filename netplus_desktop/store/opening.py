"""One way to an open store, for the window and the command line alike: find the key, open or make the vault."""

from __future__ import annotations

import os
from pathlib import Path

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store import keychain, vault
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.store import Clock, Store, default_clock


def open_store(
    path: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    create: bool = False,
    clock: Clock = default_clock,
) -> Store:
    """Open the vault at `path`, or make it where there is none and `create` is set.

    The key comes from `recovery_key`, else from `passphrase`, else from the system's keyring. A vault is never made
    over something that exists. Raises `VaultError` with one of the codes
    'vault-missing', 'vault-in-use', 'vault-newer', 'vault-foreign' (not ours, or damaged beyond opening),
    'vault-plain' (another program's database), 'vault-empty', 'vault-damaged' (the key is right, the file is not),
    'vault-is-folder', 'passphrase-needed' (exists; no key in the keyring), 'passphrase-to-set' (to be made; no keyring
    answers), 'wrong-passphrase', 'wrong-recovery-key' (fields: group), 'recovery-key-incomplete', 'recovery-key-mixed',
    'recovery-key-other' (of another vault), 'keyring-locked', 'folder-read-only', 'disk-full', 'vault-unreadable'.
    """
    path = path.resolve()
    if not path.exists() and create and recovery_key is None:
        return _make(path, passphrase, clock)
    salt = vault.read_salt(path)
    if recovery_key is not None:
        key, wrong = keychain.from_recovery_key(recovery_key), "recovery-key-other"
    elif passphrase is not None:
        key, wrong = keychain.from_passphrase(passphrase, salt), "wrong-passphrase"
    else:
        remembered = keychain.recall(salt)
        if remembered is None:
            raise VaultError("passphrase-needed", name=path.name)
        key, wrong = remembered, "passphrase-needed"
    store = _store(_open(path, key, wrong), clock)
    if recovery_key is not None and not store.read_only and store.held_by_keyring():
        keychain.remember(key)  # so that the paper is needed once
    return store


def _open(path: Path, key: VaultKey, wrong: str) -> vault.Vault:
    with sorted_failures():
        fits = vault.opens(path, key)
        if fits is None:
            if vault.holds_pages_of(path, key):
                raise VaultError("vault-damaged", name=path.name)
            if path.stat().st_size % vault.PAGE:
                raise VaultError("vault-foreign", name=path.name)
            raise VaultError(wrong, name=path.name)
    return vault.open_vault(path, key)


def _make(path: Path, passphrase: str | None, clock: Clock) -> Store:
    key = keychain.new_key()
    if passphrase is not None:
        key = keychain.from_passphrase(passphrase, key.salt)
    elif not keychain.remember(key):
        raise VaultError("passphrase-to-set", name=path.name)
    try:
        vault.create(path, key)
    except BaseException:
        if passphrase is None:
            keychain.forget(key)
        raise
    store = _store(vault.open_vault(path, key), clock)
    store.note_holder("keyring" if passphrase is None else "passphrase")
    return store


def _store(opened: vault.Vault, clock: Clock) -> Store:
    """The store of a vault; closed again where its first pages turn out to be damaged."""
    try:
        store = Store(opened, clock)
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
