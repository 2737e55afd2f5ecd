"""A file, or a folder of files, that is there whole or not at all.

Where the system can, it has no name before it is finished: nothing of it remains, whatever ends the program.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from netplus_desktop.core.errors import FileError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes the place of `path` when the block ends well. Raises
    `FileError('file-not-written')`; what was at `path` is then as it was."""
    if "\0" in str(path):
        raise FileError("file-not-written", name=path.name)
    folder, name = path.absolute().parent, ""
    try:
        unnamed = _unnamed(folder)
        if unnamed is None:
            descriptor, name = tempfile.mkstemp(prefix=".netplus-", suffix=".part", dir=folder)
        else:
            descriptor = unnamed
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if unnamed is not None:
                name = _name(file.fileno(), folder)
        Path(name).replace(path)
    except OSError as error:
        raise FileError("file-not-written", name=path.name) from error
    finally:
        if name:
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `path` when the block ends well. Raises `FileError`: 'folder-there' where
    anything stands at `path` but an empty folder, 'file-not-written'; nothing of it remains then."""
    name = path.name
    if "\0" in str(path):
        raise FileError("file-not-written", name=name)
    try:
        if path.is_symlink() or (path.exists() and (not path.is_dir() or any(path.iterdir()))):
            raise FileError("folder-there", name=name)
        ready = Path(tempfile.mkdtemp(prefix=".netplus-", suffix=".part", dir=path.absolute().parent))
    except OSError as error:
        raise FileError("file-not-written", name=name) from error
    try:
        yield ready
        ready.replace(path)  # an empty folder makes way
    except OSError as error:
        raise FileError("file-not-written", name=name) from error
    finally:
        shutil.rmtree(ready, ignore_errors=True)


def _unnamed(folder: Path) -> int | None:
    """A new file without a name, for the user alone; None where system or disk know no such thing."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except OSError:
        return None


def _name(descriptor: int, folder: Path) -> str:
    """Give a finished file a name of its own, from which it can take the place of another."""
    name = f".netplus-{os.urandom(6).hex()}.part"
    where = os.open(folder, os.O_RDONLY)
    try:
        # With a folder given, the link that the system shows for a file is followed.
        os.link(f"/proc/self/fd/{descriptor}", name, dst_dir_fd=where)
    finally:
        os.close(where)
    return str(folder / name)
