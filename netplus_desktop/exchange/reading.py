"""What a file is, told by its content, and every row of it. Rows that cannot be used are kept, with the reason."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.memory import uncollected
from netplus_desktop.core.records import FileFormat, ReadFile, Tick, no_tick
from netplus_desktop.exchange import (
    archives,
    encodings,
    everything,
    ldif,
    linkedin,
    messages,
    tables,
    vcard,
    vcard_lines,
)
from netplus_desktop.exchange.layouts import AS_FOUND, NO_WAYS, NOTHING, Layout, Remembered, Ways

LARGEST_FILE = 256 * 1024 * 1024

Source = Path | tuple[str, bytes]
"""A file or a folder; or what came without a file, with the name to show for it."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"\0\0\1\0", "picture"),
    (b"8BPS", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"!BDN", "outlook-data"),
    (b"SQLite format 3\0", "database"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"bplist", "settings"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"RIFF", "sound"),
)
"""First bytes of files that are no text, with what to call them: keys of `sentences.FOUND`."""

_TEXTS: tuple[tuple[str, str], ...] = (
    (r"\s*<!doctype html|\s*<html", "web-page"),
    (r"\s*<svg|\s*<\?xml[^>]*>\s*<svg", "picture"),
    (r"\s*<\?xml|\s*<\w[\w:.-]*[\s>]", "xml"),
    (r"\s*\{\\rtf", "document"),
    (r"\s*BEGIN:VCALENDAR", "calendar"),
    (r"\s*[\[{]\s*[\"\[{\]}]", "json"),
    (r"From [^\n]{1,200}\n[\w-]+:|(?:[\w-]+: [^\n]*\n){2,}", "message"),
    (r"\s*\[Desktop Entry\]", "shortcut"),
    (r"#!", "script"),
    (r"\s*-----BEGIN ", "key"),
)


def read_path(path: Path, tick: Tick = no_tick, *, remembered: Remembered = NOTHING) -> ReadFile:
    """Read a contact file. Raises `FileError` with one of the codes 'file-missing', 'file-is-folder',
    'file-special', 'file-unreadable', 'file-empty', 'file-too-big', 'file-not-contacts' (fields: found),
    'file-header-unknown' (fields: header), 'file-no-rows', 'file-too-many'. Each has the field `name`."""
    name = path.name or str(path)
    return read_bytes(_contents(path, name), name, tick, remembered=remembered)


def _contents(path: Path, name: str) -> bytes:
    """The bytes of a regular file. A pipe or a device is not opened: it might never answer. Of what its first bytes
    show to be no contact file, no more is read: a folder may hold thousands of pictures."""
    try:
        _refuse_special(path.stat().st_mode, name)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            _refuse_special(status.st_mode, name)  # it may have been exchanged meanwhile
            if status.st_size > LARGEST_FILE:
                raise FileError("file-too-big", name=name, limit=LARGEST_FILE // 2**20)
            data = file.read(_HEAD)
            if (found := _signed(data)) and found != "zip":
                raise FileError("file-not-contacts", name=name, found=found)
            file.seek(0)
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise FileError("file-missing", name=name) from None
    except OSError:
        raise FileError("file-unreadable", name=name) from None
    if len(data) > LARGEST_FILE:
        raise FileError("file-too-big", name=name, limit=LARGEST_FILE // 2**20)
    return data


_HEAD = 4096
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"


def _refuse_special(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise FileError("file-is-folder", name=name)
    if not stat.S_ISREG(mode):
        raise FileError("file-special", name=name)


def read_bytes(
    data: bytes,
    name: str,
    tick: Tick = no_tick,
    *,
    layout: Layout | None = None,
    encoding: str = "",
    delimiter: str = "",
    remembered: Remembered = NOTHING,
) -> ReadFile:
    """The same for what was pasted or dropped as text. `name` is shown in place of a file's name.

    A table is read by the layout, the encoding and the delimiter that are given; what is not is found out.
    """
    if not data[:_HEAD].strip(_BLANK) and not data.strip(_BLANK):  # the first is enough, and the second takes its time
        raise FileError("file-empty", name=name)
    if len(data) > LARGEST_FILE:
        raise FileError("file-too-big", name=name, limit=LARGEST_FILE // 2**20)
    if found := _signed(data):
        raise FileError("file-not-contacts", name=name, found=found)
    try:
        with uncollected():
            text, found = vcard_lines.prepared(data)
            tick(0, 0)
            if not vcard_lines.holds_card(text):
                del text
                return _table(data, name, tick, layout, encoding, delimiter, remembered)
            del data  # the file is held once while its rows are made
            rows, originals, pictures, found = vcard.read(text, found, tick)
            return ReadFile(name, FileFormat.VCARD, found, rows, originals, pictures=pictures)
    except FileError as error:
        error.fields.setdefault("name", name)
        raise


def _table(
    data: bytes,
    name: str,
    tick: Tick,
    layout: Layout | None,
    encoding: str,
    delimiter: str,
    remembered: Remembered,
) -> ReadFile:
    """A file of text that holds no card."""
    if _binary(data):
        raise FileError("file-not-contacts", found="binary")
    text, encoding = (encodings.text_as(data, encoding), encoding) if encoding else encodings.text_of(data)
    tick(0, 0)
    if layout is None and ldif.begins(text[:_HEAD]):
        rows, originals, pictures = ldif.read(text, tick)
        return ReadFile(name, FileFormat.LDIF, encoding, rows, originals, pictures=pictures)
    if layout is None and messages.are_messages(data):
        return ReadFile(name, FileFormat.MESSAGE, encoding, *messages.read(data, tick))
    if layout is None and (found := _told(text[:_HEAD])):
        if found == "json" and everything.is_ours(text):
            return everything.read(text, name, encoding, tick)
        raise FileError("file-not-contacts", found=found)
    table = tables.read(text, tick, layout=layout, delimiter=delimiter, remembered=remembered)
    meant = table.layout
    return ReadFile(
        name, meant.format, encoding, table.rows, table.originals, delimiter=table.delimiter, said=meant.said
    )


def _signed(data: bytes) -> str:
    """What the first bytes of a file say that it is; '' where they say nothing."""
    for signature, found in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or not data[:512].isascii() or b"\0" in data[:512]):
            return found
    if data[4:8] == b"ftyp":
        return "picture" if data[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else "film"
    return ""


def _binary(data: bytes) -> bool:
    """Whether so many control characters stand in the file that it is no text."""
    head, _ = encodings.unwrapped(data[:512])
    return sum(byte < 9 or 13 < byte < 27 for byte in head) > 0.05 * len(head)


def _told(head: str) -> str:
    """What a text that holds no card looks like, where that can be said; '' for what may be a table."""
    return next((found for pattern, found in _TEXTS if re.match(pattern, head, re.IGNORECASE)), "")


# --- folders, archives, several at once -------------------------------------------------------------------

Refused = list[tuple[str, FileError]]
"""What could not be read: (name to show, why). The errors are without their frames, which would hold the files."""


def read_sources(
    sources: Iterable[Source], tick: Tick = no_tick, *, remembered: Remembered = NOTHING, ways: Ways = NO_WAYS
) -> tuple[list[ReadFile], Refused]:
    """Read all contact files of what was brought, and tell which could not be: one bad file does not stop the others.
    Files of folders and ZIP archives are named with these, "export.zip/Connections.csv"; a LinkedIn archive, packed or
    not, is one file. `ways` tells how to read some of them. Raises `Cancelled` alone."""
    files: list[ReadFile] = []
    refused: Refused = []
    for source in sources:
        for name, contents in _files_of(source, refused, tick):
            tick(0, 0)
            try:
                if isinstance(contents, Mapping):
                    file, missing = linkedin.read(name, contents, tick)
                    refused += missing
                else:
                    way = ways.get(name, AS_FOUND)
                    file = read_bytes(
                        contents(),
                        name,
                        tick,
                        layout=way.layout,
                        encoding=way.encoding,
                        delimiter=way.delimiter,
                        remembered=remembered,
                    )
            except FileError as error:
                error.fields["name"] = name
                refused.append((name, error.with_traceback(None)))
            else:
                files.append(file)
    return files, refused


def contents_of(sources: Iterable[Source], name: str, tick: Tick = no_tick) -> bytes:
    """The bytes of the file that `read_sources` named so, read again. Raises `FileError`."""
    for source in sources:
        for found, contents in _files_of(source, [], tick):
            if found == name and not isinstance(contents, Mapping):
                return contents()
    raise FileError("file-missing", name=name)


_Contents = Callable[[], bytes]
_Found = tuple[str, _Contents | Mapping[str, _Contents]]
"""A file by its name, with what reads it; a LinkedIn archive with what reads each of its parts."""


def _files_of(source: Source, refused: Refused, tick: Tick) -> Iterator[_Found]:
    """The files that a source is, or holds."""
    name = source[0] if isinstance(source, tuple) else source.name or str(source)
    try:
        if isinstance(source, tuple):
            yield from _opened(source[1], name, refused, tick)
        elif os.path.isdir(source):  # noqa: PTH112 (it raises nothing)
            folder = archives.Folder(source, name, tick)
            refused += folder.refused
            if not folder.members and not folder.refused:
                raise FileError("folder-empty", name=name)
            for found, contents in _together(name, folder.members, _read_member, whole=False):
                if isinstance(contents, Mapping):
                    yield found, contents
                    continue
                try:
                    yield from _opened(contents(), found, refused, tick)
                except FileError as error:
                    refused.append((found, error.with_traceback(None)))
        else:
            yield from _opened(_contents(source, name), name, refused, tick)
    except FileError as error:
        refused.append((name, error.with_traceback(None)))


def _opened(data: bytes, name: str, refused: Refused, tick: Tick) -> Iterator[_Found]:
    """The file itself, or those in it where it is an archive."""
    if _signed(data) != "zip":
        yield name, lambda: data
        return
    archive = archives.Archive(data, name)
    refused += archive.refused
    if not archive.members and not archive.refused:
        raise FileError("folder-empty", name=name)
    yield from _together(name, archive.members, lambda shown, member: archive.contents(member, tick), whole=True)


def _read_member(name: str, member: archives.Member) -> bytes:
    assert isinstance(member.entry, Path)
    return _contents(member.entry, name)


def _together(
    name: str, files: Iterable[archives.Member], read: Callable[[str, archives.Member], bytes], *, whole: bool
) -> Iterator[_Found]:
    """The files of a bunch, with those that are a LinkedIn archive as one. In a ZIP archive all that lies beside them
    belongs to it (`whole`): dozens of tables about jobs, searches and advertisements."""
    members: dict[str, archives.Member] = {}
    for member in files:
        shown = f"{name}/{archives.shown_name(member.name)}"
        members[shown if shown not in members else f"{shown} ({len(members)})"] = member
    places: dict[str, dict[str, str]] = {}
    for shown, member in members.items():
        if part := linkedin.part_of(member.name):
            places.setdefault(member.name.rpartition("/")[0], {}).setdefault(part, shown)
    of_linkedin: set[str] = set()
    for place, parts in places.items():
        if linkedin.is_archive(parts):
            readers = {part: partial(read, shown, members[shown]) for part, shown in parts.items()}
            yield (f"{name}/{archives.shown_name(place)}" if place else name), readers
            begins = f"{place}/" if place else ""
            of_linkedin.update(
                shown
                for shown, one in members.items()
                if shown in parts.values() or (one.name.startswith(begins) and (whole or linkedin.is_beside(one.name)))
            )
    for shown, member in members.items():
        if shown not in of_linkedin:
            yield shown, partial(read, shown, member)
