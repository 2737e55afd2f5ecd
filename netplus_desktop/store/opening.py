"""One way to an open store, for the window and the command line alike: find the key, open or make the vault."""

from __future__ import annotations

from pathlib import Path

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
    'vault-is-folder', 'passphrase-needed' (exists; no key in the keyring), 'passphrase-to-set' (to be made; no keyring
    answers), 'wrong-passphrase', 'wrong-recovery-key' (fields: group), 'keyring-locked', 'folder-read-only',
    'disk-full', 'vault-unreadable'.
    """
    raise NotImplementedError


def throwaway_store(folder: Path, clock: Clock = default_clock) -> Store:
    """A new encrypted vault in `folder` under a random key that is kept nowhere: for --demo, the tour and tests."""
    raise NotImplementedError
