"""What a file is, told by its content, and every row of it. Rows that cannot be used are kept, with the reason."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.memory import uncollected
from netplus_desktop.core.records import FileFormat, ReadFile, Tick, no_tick
from netplus_desktop.exchange import encodings, tables, vcard, vcard_lines
from netplus_desktop.exchange.layouts import NOTHING, Layout, Remembered

LARGEST_FILE = 256 * 1024 * 1024

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
    (r"(?:\s*#[^\n]*\n|\s*version: ?\d\s*\n)*\s*dn::? ", "ldif"),
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
    try:
        return read_bytes(_contents(path, name), name, tick, remembered=remembered)
    except FileNotFoundError:
        raise FileError("file-missing", name=name) from None
    except OSError:
        raise FileError("file-unreadable", name=name) from None


def _contents(path: Path, name: str) -> bytes:
    """The bytes of a regular file. A pipe or a device is not opened: it might never answer."""
    _refuse_special(path.stat().st_mode, name)
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        _refuse_special(status.st_mode, name)  # it may have been exchanged meanwhile
        data = file.read(LARGEST_FILE + 1) if status.st_size <= LARGEST_FILE else b""
    if max(len(data), status.st_size) > LARGEST_FILE:
        raise FileError("file-too-big", name=name, limit=LARGEST_FILE // 2**20)
    return data


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
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise FileError("file-empty", name=name)
    if len(data) > LARGEST_FILE:
        raise FileError("file-too-big", name=name, limit=LARGEST_FILE // 2**20)
    if found := _signed(data):
        raise FileError("file-not-contacts", name=name, found=found)
    try:
        with uncollected():
            text, encoding = vcard_lines.prepared(data)
            if not vcard_lines.holds_card(text):
                del text
                return _table(data, name, tick, layout, encoding, delimiter, remembered)
            del data  # the file is held once while its rows are made
            rows, originals, encoding = vcard.read(text, encoding, tick)
            return ReadFile(name, FileFormat.VCARD, encoding, rows, originals)
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
    if layout is None and (found := _told(text[:4096])):
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
