"""Put a finished file in the place of a closed vault: a kill or a power cut at any moment leaves one of the two.

A vault is a file and, where it was not closed in peace, its log (`-wal`). A log does not say which file it belongs to:
an old log beside a new file would be played into it. So the log is moved away before the file, and a note beside the
vault says what is being done. From the note on, the new file is what will be there: `settle` goes on where it stopped.

    1. the note    .people.netplus.replacing       names the finished file and its SHA-256
    2. the log     people.netplus-wal           -> .people.netplus.replaced-wal
    3. the file    .people.netplus.ready-1a2b3c -> people.netplus
    4. the old log and the note are taken away

Each step is on the disk before the next one begins.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.vault import VaultLock, copy_whole, move_new, sync_file, sync_folder


def ready_beside(path: Path) -> Path:
    """A name for the file that is to take the place of the vault at `path`. What a killed program leaves under such a
    name is swept by `settle`."""
    return path.with_name(f".{path.name}.ready-{os.urandom(4).hex()}")


def replace_vault(path: Path, ready: Path, *, keep: Path | None = None, lock: VaultLock | None = None) -> None:
    """Put `ready`, a closed and proved vault in the same folder, in the place of the closed vault at `path`, or where
    there is none. What was there is kept as `keep`, with its log, where that is given.

    `lock` is the vault's lock where the caller holds it. Raises `VaultError` with everything as it was, `ready`
    included: 'vault-in-use', 'backup-exists' (there is a `keep`), 'disk-full', 'folder-read-only',
    'vault-unreadable'.
    """
    path = path.resolve()
    if ready.resolve().parent != path.parent:
        raise ValueError("a vault is replaced by a file of its own folder")
    with sorted_failures(), contextlib.ExitStack() as until_done:
        if lock is None:
            until_done.callback(VaultLock(path).release)
        _settle_note(path)
        sync_file(ready)
        if keep is not None:
            keep_aside(path, keep)
        _write_note(path, ready)
        try:
            _go_on(path, ready)
        except OSError:
            with contextlib.suppress(OSError):
                _take_back(path)
            raise


def settle(path: Path) -> None:
    """Finish, or take back, a replacing that was cut short, and sweep finished files that were not used. Called before
    the vault at `path` is looked at. Raises `VaultError`: 'vault-in-use' where another program is at it right now,
    'folder-read-only', 'disk-full', 'vault-unreadable'."""
    path = path.resolve()
    begun = _note(path).exists()
    if not begun and not _unused(path):
        return
    try:
        lock = VaultLock(path)
    except (OSError, VaultError):
        if begun:
            with sorted_failures():
                raise
        return  # whoever is at it may still need them
    try:
        with sorted_failures():
            _settle_note(path)
        for file in _unused(path):
            with contextlib.suppress(OSError):
                file.unlink()
    finally:
        lock.release()


def keep_aside(path: Path, keep: Path) -> None:
    """A plain copy of the closed vault at `path` as `keep`, of its log beside it: also of one that cannot be opened.
    Where the disk cannot read all of it, `keep` becomes another name of the same file, if it is on the same disk.
    Raises `VaultError('backup-exists')`, `OSError`."""
    if keep.exists():
        raise VaultError("backup-exists", name=keep.name)
    for side in ("-wal", ""):
        source, target = path.with_name(path.name + side), keep.with_name(keep.name + side)
        if not source.exists():
            continue
        temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}")
        try:
            copy_whole(source, temporary)
            move_new(temporary, target)
        except OSError as error:
            try:
                os.link(source, target)
            except OSError:
                raise error from None
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


# --- the steps ----------------------------------------------------------------------------------------------


def _go_on(path: Path, ready: Path) -> None:
    if _log(path).exists():
        os.replace(_log(path), _old_log(path))  # noqa: PTH105 (replaces on every system)
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    sync_folder(path.parent)
    os.replace(ready, path)  # noqa: PTH105
    sync_folder(path.parent)
    with contextlib.suppress(OSError):  # the new vault is there; the rest waits for the next `settle`
        _finish(path)


def _finish(path: Path) -> None:
    _old_log(path).unlink(missing_ok=True)
    sync_folder(path.parent)
    _note(path).unlink(missing_ok=True)
    sync_folder(path.parent)


def _take_back(path: Path) -> None:
    if _old_log(path).exists() and not _log(path).exists():
        os.replace(_old_log(path), _log(path))  # noqa: PTH105
        sync_folder(path.parent)
    _note(path).unlink(missing_ok=True)
    sync_folder(path.parent)


def _settle_note(path: Path) -> None:
    note = _note(path)
    if not note.exists():
        return
    import json

    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        ready, digest = path.with_name(str(told["ready"])), told["sha256"]
    except (ValueError, KeyError, TypeError):
        ready, digest = path, ""
    if ready != path and ready.is_file() and _digest(ready) == digest:
        _go_on(path, ready)
    elif path.is_file() and _digest(path) == digest:
        _finish(path)
    else:  # the new file is gone or spoilt: the old one is still in its place
        _take_back(path)


def _write_note(path: Path, ready: Path) -> None:
    import json

    note = _note(path)
    temporary = ready_beside(path)
    try:
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
            json.dump({"ready": ready.name, "sha256": _digest(ready)}, out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, note)  # noqa: PTH105
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _digest(file: Path) -> str:
    import hashlib  # here, see `keychain`

    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.replacing")


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _old_log(path: Path) -> Path:
    return path.with_name(f".{path.name}.replaced-wal")


def _unused(path: Path) -> list[Path]:
    begins = f".{path.name}.ready-"
    try:
        return [each for each in path.parent.iterdir() if each.name.startswith(begins)]
    except OSError:
        return []  # no such folder, or not ours: whoever opens the vault says so
