"""Files that another program reads: for the user alone, in a folder of their own. They go with the lock, with the end
of the program, or with the next start after a crash."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from netplus_desktop.store import leftovers

_folders: set[Path] = set()
"""Folders in which such files lie."""


def lend(content: bytes, name: str) -> Path:
    """A file of that name, whole, for whoever is to read it."""
    from netplus_desktop.exchange.whole_files import whole_file

    folder = Path(tempfile.mkdtemp(prefix=leftovers.name_for(leftovers.DRAGGED)))
    _folders.add(folder)
    with whole_file(folder / name) as file:
        file.write(content)
    return folder / name


def take_back() -> None:
    """Take all of them away."""
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)
