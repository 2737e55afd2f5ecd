"""What a file is, told by its content, and every row of it. Rows that cannot be used are kept, with the reason."""

from __future__ import annotations

from pathlib import Path

from netplus_desktop.core.records import ReadFile, Tick, no_tick


def read_path(path: Path, tick: Tick = no_tick) -> ReadFile:
    """Read a contact file. Raises `FileError` with one of the codes 'file-missing', 'file-is-folder',
    'file-special', 'file-unreadable', 'file-empty', 'file-too-big', 'file-not-contacts' (fields: found),
    'file-header-unknown' (fields: header)."""
    raise NotImplementedError


def read_bytes(data: bytes, name: str, tick: Tick = no_tick) -> ReadFile:
    """The same for what was pasted or dropped as text. `name` is shown in place of a file's name."""
    raise NotImplementedError
