"""The first thing that runs in the packaged program: it puts right what the packaging does to its surroundings.

PyInstaller puts this before the program (netplus.spec). It stands in the way of every start, so it reads nothing more
than it needs.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

MARK = "netplus-runs"
"""In the folder that the single file unpacked itself into: locked for as long as somebody runs out of it."""

UNPACKED = 600
"""Seconds within which any computer has unpacked the single file: a folder without a mark that is older was left."""


def restore_surroundings() -> None:
    """What the program starts, a browser or a mail program, finds its own libraries again; and Qt takes no plugins but
    those it came with, whatever another Qt on this computer was told."""
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is not None:
        os.environ["LD_LIBRARY_PATH"] = original
    elif sys.platform == "linux":
        os.environ.pop("LD_LIBRARY_PATH", None)
    for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH"):
        os.environ.pop(name, None)


def clear_killed(own: Path) -> None:
    """Mark `own`, where the single file unpacked itself, as in use, and remove what killed runs of it left beside."""
    import fcntl

    mark = os.open(own / MARK, os.O_RDWR | os.O_CREAT, 0o600)  # stays open: its lock ends with the process
    fcntl.flock(mark, fcntl.LOCK_SH)
    for folder in own.parent.glob("_MEI*"):
        if folder != own and _is_left(folder):
            import shutil

            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Whether a folder is this program's, of this user, and nobody runs out of it or is unpacking into it."""
    import fcntl

    try:
        about = folder.lstat()
        if about.st_uid != os.getuid() or not (folder / "netplus_desktop").is_dir() or folder.is_symlink():
            return False
        try:
            mark = os.open(folder / MARK, os.O_RDWR | os.O_NOFOLLOW)
        except FileNotFoundError:
            return time.time() - about.st_mtime > UNPACKED
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(mark)
    except OSError:  # in use, or gone meanwhile
        return False
    return True


restore_surroundings()
unpacked = Path(getattr(sys, "_MEIPASS", ""))
if sys.platform == "linux" and unpacked.name.startswith("_MEI"):
    clear_killed(unpacked)
