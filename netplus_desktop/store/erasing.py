"""Take away a vault with everything that the program keeps of it: side files, copies, backups, the keyring's entry.

What the user exported, or backed up to a file elsewhere, is not looked for.
"""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterable, Sequence
from pathlib import Path

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.store import keychain, restoring, vault
from netplus_desktop.store.backups import SECOND_FOLDER, folders_of

KEYRING = "keyring"
"""Stands for the keyring's entry among the names of what is left."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """What the program keeps of a vault: the vault with its side files, copies beside it, folders of backups."""

    files: tuple[Path, ...]
    copies: tuple[Path, ...]
    backups: tuple[Path, ...]


def belongings(path: Path, root: Path, second: Path | None) -> Belongings:
    """What there is now of the vault at `path`, whose backups lie below `root` and in a `second` place."""
    path = path.resolve()
    salt = _salt(path)
    files: list[Path] = []
    copies: list[Path] = []
    for file in sorted(path.parent.iterdir()):
        if not file.is_file():
            continue
        if file.name == path.name or file.name.startswith((f"{path.name}-", f"{path.name}.", f".{path.name}.")):
            files.append(file)
        elif file.name.startswith(path.stem) and file.suffix == path.suffix and salt and _salt(file) == salt:
            sides = (file.with_name(file.name + side) for side in ("", "-wal", "-shm"))
            copies += [side for side in sides if side.exists()]
    own = folders_of(root, salt) if salt is not None else []
    if second is not None:
        own += [two for folder in own if (two := second / SECOND_FOLDER / folder.name).is_dir()]
    return Belongings(tuple(files), tuple(copies), tuple(own))


def erase(
    path: Path,
    root: Path,
    second: Path | None,
    *,
    in_keyring: bool,
    files: Sequence[Path] = (),
    folders: Sequence[Path] = (),
) -> list[str]:
    """Take away all of the closed vault at `path`, then `files` that the program keeps besides, then those of its
    `folders` that are empty now. Returns the names of what could not be taken away, `KEYRING` for the entry there.
    Raises `VaultError('vault-in-use')` with everything as it was.
    """
    path = path.resolve()
    lock = None
    with contextlib.suppress(OSError):  # a folder that cannot be written to: what can go, goes
        lock = vault.VaultLock(path)
    found, salt, lock_file = belongings(path, root, second), _salt(path), vault.lock_file(path)
    left: list[str] = []
    for folder in found.backups:
        left += _remove(file for file in sorted(folder.rglob("*")) if not file.is_dir())
    aside = root / restoring.SET_ASIDE
    left += _remove(sorted(aside.glob(f"{glob.escape(path.stem)}-*")))
    left += _remove(found.copies)
    left += _remove(file for file in found.files if file != lock_file)
    left += _remove(files)
    if lock is not None:
        lock.release()
    left += _remove([lock_file])
    for folder in (*found.backups, *(folder.parent for folder in found.backups), aside, root, *folders):
        with contextlib.suppress(OSError):  # it holds something else, or is not there
            folder.rmdir()
    if salt is not None and not _forgotten(salt) and in_keyring:
        left.append(KEYRING)
    return left


def _remove(files: Iterable[Path]) -> list[str]:
    left = []
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError:
            left.append(file.name)
    return left


def _forgotten(salt: bytes) -> bool:
    """Take the vault's keys out of the keyrings; whether none is in there any more."""
    try:
        for key in keychain.recall(salt):
            keychain.forget(key)
        keychain.recall(salt)
    except keychain.NotKept:
        return True
    except VaultError:
        return False
    return False


def _salt(path: Path) -> bytes | None:
    try:
        return vault.read_salt(path)
    except VaultError:
        return None
