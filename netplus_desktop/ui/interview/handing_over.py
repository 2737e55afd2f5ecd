"""Where a letter lies while the mail program reads it: for the user alone, and gone with the program, come what may."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from netplus_desktop.store import leftovers

BEGINS = "netplus-letters-"


def letters_folder() -> QTemporaryDir:
    """A folder for the letters of this window. Those that killed programs left behind are taken away first."""
    # The runtime folder lies in memory and ends with the session.
    place = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    if not place.is_dir():
        place = Path(tempfile.gettempdir())
    leftovers.sweep(place, BEGINS)
    return QTemporaryDir(str(place / f"{leftovers.name_for(BEGINS)}XXXXXX"))
