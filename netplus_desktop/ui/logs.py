"""The log of faults: what goes in, how long it stays. It never holds what the user wrote."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from pathlib import Path

SIZE, FILES = 256 * 1024, 3
"""Bytes of a file, and how many older ones are kept beside it."""
DAYS = 14
TAIL = 40
"""Lines that a report of a fault brings along."""


def start(folder: Path) -> None:
    """Keep warnings of this program in a rotating file. Other packages' records could hold what the user wrote."""
    logging.raiseExceptions = False  # a log that cannot be written says so to nobody: what it was about is told
    root = logging.getLogger()
    root.addHandler(logging.NullHandler())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return  # no log is better than no program
    _drop_old(folder)
    handler = _LogFile(folder / "netplus.log")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(logging.Filter("netplus_desktop"))
    handler.setLevel(logging.WARNING)
    root.addHandler(handler)


def latest(folder: Path) -> list[str]:
    """The last lines that were logged, at most `TAIL`."""
    lines: list[str] = []
    for name in ("netplus.log", "netplus.log.1"):
        try:
            lines[:0] = (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        if len(lines) >= TAIL:
            break
    return lines[-TAIL:]


def files(folder: Path) -> list[Path]:
    """Everything that was logged."""
    return sorted(folder.glob("netplus.log*"))


def stop() -> None:
    """Log nothing more."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _LogFile)]:
        root.removeHandler(handler)
        handler.close()


def _drop_old(folder: Path) -> None:
    """Take away what was logged more than `DAYS` ago: a line without a date belongs to the one before it."""
    oldest = (date.today() - timedelta(days=DAYS)).isoformat()
    for path in files(folder):
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                if file.read(len(oldest)) >= oldest:
                    continue
                file.seek(0)
                lines = file.readlines()
            recent = next((at for at, line in enumerate(lines) if line[:2] == "20" and line >= oldest), len(lines))
            if recent < len(lines):
                path.write_text("".join(lines[recent:]), encoding="utf-8")
            else:
                path.unlink()
        except OSError:
            continue  # an old log is better than no program


class _LogFile(logging.Handler):
    """A rotating file. Its code is read, and the file opened, when there is something to write."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        from logging.handlers import RotatingFileHandler

        try:
            if self._file is None:
                self._file = RotatingFileHandler(self._path, "a", SIZE, FILES, encoding="utf-8", delay=True)
                self._file.setFormatter(self.formatter)
            self._file.emit(record)
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()
