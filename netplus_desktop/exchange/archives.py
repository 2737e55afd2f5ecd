"""The files of a ZIP archive, and of a folder: in memory only. Nothing is unpacked, opened by its name, or followed.

Whoever sent an archive may mean harm: its names, sizes and places are looked at before anything is unpacked, and no
more is unpacked than it said itself.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import Tick, no_tick

MOST_ENTRIES = 10_000
LARGEST_UNPACKED = 512 * 2**20
LARGEST_RATIO = 100
"""An archive may hold so many files, so many bytes unpacked, and so many times its own size. Folders as many files."""

_SMALL = 2**20
"""What is no larger than this unpacked does no harm, however well it was packed: tables of blanks are."""

_CHUNK = 2**20

_DEEPEST = 32
"""So many folders within one another are looked into."""

_LONGEST_NAME = 200
"""So much of a file's name is shown."""

_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices, whatever follows behind a dot."""

_DRIVE = re.compile("[A-Za-z]:")

_LEFT_BY_SYSTEMS = re.compile(r"__MACOSX/.*|(?:.*/)?(?:\.[^/]*(?:/.*)?|Thumbs\.db|desktop\.ini)", re.IGNORECASE)
"""What computers put beside people's files, and what is hidden: nobody means to bring it, and it is no word worth."""

_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_HEAD = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive or a folder, by its name there, "Jobs/Saved Jobs.csv"."""

    name: str
    entry: zipfile.ZipInfo | Path


class Archive:
    """A ZIP archive that was looked over. `members` are its files that can be read, `refused` the others: (name, why).

    Raises `FileError`: 'zip-damaged', 'zip-split', 'zip-encrypted', 'zip-too-many', 'zip-too-big', 'zip-overlapping',
    and 'file-not-contacts' for a document or a program that is packed like an archive."""

    def __init__(self, data: bytes, name: str) -> None:
        self.members: list[Member] = []
        self.refused: list[tuple[str, FileError]] = []
        _refuse_parts(data, name)
        if data.count(_CENTRAL) > MOST_ENTRIES:  # before its list is read: that alone could take minutes
            raise FileError("zip-too-many", name=name, limit=MOST_ENTRIES)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise FileError("zip-damaged", name=name) from error
        entries = self._zip.infolist()
        _refuse_whole(entries, len(data), name)
        seen: set[str] = set()
        for entry in entries:
            if entry.filename.endswith("/"):
                continue
            path = _path(entry)
            if path is not None and _LEFT_BY_SYSTEMS.fullmatch(path):
                continue
            shown = f"{name}/{shown_name(entry.filename)}"
            if code := _fault(entry, path, seen):
                self.refused.append((shown, FileError(code, name=shown)))
            elif path is not None:
                seen.add(path)
                self.members.append(Member(path, entry))

    def contents(self, member: Member, tick: Tick = no_tick) -> bytes:
        """A file unpacked, in memory. Raises `FileError('zip-damaged')`."""
        assert isinstance(member.entry, zipfile.ZipInfo)
        parts: list[bytes] = []
        try:
            with self._zip.open(member.entry) as packed:
                while part := packed.read(_CHUNK):
                    parts.append(part)
                    tick(0, 0)
        except _BROKEN as error:
            raise FileError("zip-damaged", name=shown_name(member.name)) from error
        data = b"".join(parts)
        if len(data) != member.entry.file_size:
            raise FileError("zip-damaged", name=shown_name(member.name))
        return data


_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, IndexError,
    KeyError, OverflowError, OSError,
)  # fmt: skip
"""What the standard library's reader raises for archives that are not as they should be."""


def shown_name(name: str) -> str:
    """The name of a file as it is shown: on one line, and no longer than a name is."""
    told = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    return told if len(told) <= _LONGEST_NAME else f"…{told[-_LONGEST_NAME:]}"


def _refuse_parts(data: bytes, name: str) -> None:
    """Refuse one of the parts into which an archive was split: they hold nothing that could be read alone."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    disks = struct.unpack_from("<HH", data, at + 4) if 0 <= at <= len(data) - 22 else (0, 0)
    if data.startswith(b"PK\x07\x08") or any(0 < disk < 0xFFFF for disk in disks):
        raise FileError("zip-split", name=name)


def _refuse_whole(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """Refuse an archive that is none, that cannot be opened, or that would unpack to more than it should."""
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise FileError("file-not-contacts", name=name, found="office")
    if "META-INF/MANIFEST.MF" in names:
        raise FileError("file-not-contacts", name=name, found="program")
    if len(entries) > MOST_ENTRIES:
        raise FileError("zip-too-many", name=name, limit=MOST_ENTRIES)
    if any(entry.flag_bits & 0x2041 for entry in entries):  # encrypted; strongly; with its list hidden, too
        raise FileError("zip-encrypted", name=name)
    whole = sum(entry.file_size for entry in entries)
    if whole > LARGEST_UNPACKED:
        raise FileError("zip-too-big", name=name, limit=LARGEST_UNPACKED // 2**20)
    pressed = [(entry.file_size, entry.compress_size) for entry in entries] + [(whole, size)]
    if any(large > _SMALL and large > LARGEST_RATIO * small for large, small in pressed):
        raise FileError("zip-bomb", name=name, limit=LARGEST_RATIO)
    end = 0
    for start, length in sorted((entry.header_offset, entry.compress_size) for entry in entries):
        if start < end:
            raise FileError("zip-overlapping", name=name)
        end = start + _LOCAL_HEAD + length


def _path(entry: zipfile.ZipInfo) -> str | None:
    """The place of a file inside its archive, with slashes; None for a name that would lead elsewhere."""
    name = entry.orig_filename.replace("\\", "/")
    parts = name.split("/")
    if not name or "\0" in name or name.startswith("/") or _DRIVE.match(name) or ".." in parts:
        return None
    if any(_DEVICES.fullmatch(part.strip()) for part in parts):
        return None
    return "/".join(part for part in parts if part not in ("", "."))


def _fault(entry: zipfile.ZipInfo, path: str | None, seen: set[str]) -> str:
    """Why a file of an archive is left: a code of `sentences.MESSAGES`; '' where nothing speaks against it."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "zip-link" if kind == stat.S_IFLNK else "file-special"
    if not path:
        return "zip-name"
    if path in seen:
        return "zip-twice"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack without a limit
        return "zip-packing"
    return ""


# --- folders ----------------------------------------------------------------------------------------------


class Folder:
    """A folder and those in it, as `Archive`. What begins with a dot is left alone, links out of the folder are refused
    (others lead to what is read anyway), and nothing is opened here but folders.

    Raises `FileError`: 'folder-too-many', 'file-missing', 'file-unreadable'."""

    def __init__(self, path: Path, name: str, tick: Tick = no_tick) -> None:
        self.members: list[Member] = []
        self.refused: list[tuple[str, FileError]] = []
        self._name = name
        self._seen = 0
        try:
            self._root = path.resolve(strict=True)
            found = list(self._walk(path, "", 0, tick))
        except FileNotFoundError:
            raise FileError("file-missing", name=name) from None
        except (OSError, RuntimeError) as error:
            raise FileError("file-unreadable", name=name) from error
        self.members = sorted(found, key=lambda member: member.name.casefold())

    def _walk(self, folder: Path, before: str, depth: int, tick: Tick) -> Iterator[Member]:
        tick(0, 0)
        with os.scandir(folder) as entries:
            there = list(entries)
        for entry in there:
            name = f"{before}{entry.name}"
            if _LEFT_BY_SYSTEMS.fullmatch(name):
                continue
            if entry.is_symlink():
                self._look_at_link(Path(entry.path), name)
            elif entry.is_dir(follow_symlinks=False):
                if depth == _DEEPEST:
                    self._refuse(name, "folder-too-deep")
                    continue
                try:
                    yield from self._walk(Path(entry.path), f"{name}/", depth + 1, tick)
                except PermissionError:
                    self._refuse(name, "file-unreadable")
            elif entry.is_file(follow_symlinks=False):
                yield Member(name, Path(entry.path))
                self._count()
            else:
                self._refuse(name, "file-special")

    def _look_at_link(self, link: Path, name: str) -> None:
        """Refuse a link that leads out of the folder, or nowhere. What it leads to inside is read in its own place."""
        try:
            inside = link.resolve(strict=True).is_relative_to(self._root)
        except (OSError, RuntimeError):  # it leads nowhere, or back to itself
            inside = False
        if not inside:
            self._refuse(name, "folder-link")

    def _refuse(self, name: str, code: str) -> None:
        shown = f"{self._name}/{shown_name(name)}"
        self.refused.append((shown, FileError(code, name=shown)))
        self._count()

    def _count(self) -> None:
        self._seen += 1
        if self._seen > MOST_ENTRIES:
            raise FileError("folder-too-many", name=self._name, limit=MOST_ENTRIES)
