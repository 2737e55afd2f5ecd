"""Where a letter lies while the mail program reads it: for the user alone, and gone with the program, come what may."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

BEGINS = "netplus-letters-"


def letters_folder() -> QTemporaryDir:
    """A folder for the letters of this window. Those that killed programs left behind are taken away first."""
    # The runtime folder lies in memory and ends with the session.
    place = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    if not place.is_dir():
        place = Path(tempfile.gettempdir())
    for left in place.glob(f"{BEGINS}*-*"):
        number = left.name.removeprefix(BEGINS).partition("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    return QTemporaryDir(str(place / f"{BEGINS}{os.getpid()}-XXXXXX"))


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return process == os.getpid()  # there, an open file cannot be removed
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
