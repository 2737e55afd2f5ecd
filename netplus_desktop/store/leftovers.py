"""Folders that a program fills for a while and takes away again: named so that what a killed one left is known."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRINTING = "netplus-printing-"
DRAGGED = "netplus-dragged-"


@contextmanager
def temporary_of_our_own(begins: str) -> Iterator[Path]:
    """A folder, for the user alone, in which libraries put their temporary files meanwhile: CUPS writes the pages that
    it is handed into one. It is taken away with all that is in it, by `sweep` where a killed program could not."""
    with tempfile.TemporaryDirectory(prefix=name_for(begins)) as folder:
        before = os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = folder
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before


def name_for(begins: str) -> str:
    """How the name of such a folder begins, for this program as long as it runs."""
    return f"{begins}{os.getpid()}-"


def sweep(place: Path, begins: str) -> None:
    """Take away the folders in `place` whose names begin so, and whose programs run no more."""
    for left in place.glob(f"{begins}*-*"):
        number = left.name.removeprefix(begins).partition("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)


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
