"""Notice what other programs do to a vault's file while it is open.

A program that carries files between computers knows nothing of our lock. It may put another file in the place of the
open one, or write into it. What it lays beside it is looked for in `merging`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_Look = tuple[int, int, int]


class Watch:
    """How the vault's file and its log looked after our own last write. Any thread may ask."""

    def __init__(self, path: Path) -> None:
        self._names = (str(path), str(path) + "-wal")
        self._lock = threading.Lock()
        self._known: tuple[_Look | None, ...] | None = None
        self._writing = False

    def _now(self) -> tuple[_Look | None, ...]:
        return tuple(look(name) for name in self._names)

    def settle(self) -> None:
        """The files are as they should be."""
        with self._lock:
            self._known = self._now()
            self._writing = False

    def begin(self) -> bool:
        """A write begins, the engine's lock is held. False where somebody else has been at the files."""
        with self._lock:
            self._writing = self._known is None or _told(self._known) == _told(self._now())
            return self._writing

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Round what puts our own writes into the files."""
        with self._lock:
            try:
                yield
            finally:
                self._known = self._now()
                self._writing = False

    @property
    def changed(self) -> bool:
        """Whether somebody else has been at the files; False while we write ourselves."""
        with self._lock:
            return self._known is not None and not self._writing and _told(self._known) != _told(self._now())

    @property
    def log_is_ours(self) -> bool:
        """Whether the log that lies there is the one that the open connections write."""
        with self._lock:
            now, known = self._now()[1], self._known[1] if self._known else None
        return now is not None and known is not None and now[0] == known[0]

    @property
    def by_the_engine(self) -> bool:
        """Whether what changed was written through the same engine, into the log that is ours: nothing has to be kept
        apart then, and what the other program wrote stands in what is open here."""
        with self._lock:
            now, known = self._now(), self._known or (None, None)
        if now[0] is None or known[0] is None or now[0][0] != known[0][0] or now[1] is None:
            return False
        return now[1] != known[1] and (known[1] is None or now[1][0] == known[1][0])


def _told(files: tuple[_Look | None, ...]) -> tuple[_Look | None, ...]:
    """What is compared: an empty log says as much as none."""
    return tuple(file if file is not None and file[1] else None for file in files)


def look(name: str) -> _Look | None:
    """What tells a file from another, and from itself when it is written: one call to the system."""
    try:
        found = os.stat(name)  # noqa: PTH116 - before every write: a Path would cost more than the call
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def name_beside(path: Path, what: str) -> Path:
    """A name beside the vault that is still free."""
    number = 1
    while True:
        more = f" {number}" if number > 1 else ""
        name = path.with_name(f"{path.stem} ({what}{more}){path.suffix}")
        if not name.exists():
            return name
        number += 1
