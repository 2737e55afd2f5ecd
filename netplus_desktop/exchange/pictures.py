"""Pictures from elsewhere -> small plain JPEGs. They are decoded in another process, within limits: `ui.decoding`.

What comes back holds pixels and nothing else: no place, no camera, no colour profile, no comment. That is looked at
here once more, byte by byte, so that not even a decoder that was taken over could pass something on.
"""

from __future__ import annotations

import binascii
import os
import re
import stat
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import unquote_to_bytes

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import Choice, ImportPlan, Reason, RowRef, Tick, no_tick

LARGEST = 10 * 2**20
"""Bytes of a picture that are looked at."""

MOST_PIXELS = 40_000_000
LARGEST_SIDE = 512
"""Pixels of the longer side of what is kept: sharp in the header of a person at every scale."""

SECONDS = 1.0
"""A picture may be computed on for so long."""

PATIENCE = 5.0
"""Seconds after which nothing is waited for any more, where other programs keep the computer busy."""

START = 30.0
"""Seconds in which the process has to be there; it takes a third of one on an idle computer."""

VERB = "decode-pictures"
"""What the program is started with to be the decoder. Nobody types it."""

# --- what goes over the pipes: a request is the number of a format, a length and so many bytes; an answer is a code, a
# length and so many bytes.

FORMATS = ("jpeg", "png", "gif", "webp", "bmp")
REQUEST = struct.Struct(">BI")
ANSWER = struct.Struct(">BI")
READY, PICTURE, BROKEN, TOO_MANY_PIXELS = range(4)

_LARGEST_ANSWER = 4 * LARGEST_SIDE * LARGEST_SIDE

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "bmp"),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF"),
    (re.compile(rb"....ftyp(?:hei|mif1|msf1|avi)", re.DOTALL), "HEIC"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg|<svg)", re.DOTALL | re.IGNORECASE), "SVG"),
)
"""First bytes of pictures. Those with a name in capitals are never decoded: SVG is a language that names other files,
TIFF a hundred formats in one."""


def read_file(path: Path) -> bytes:
    """The bytes of a file that is to be a picture. Raises `FileError`: 'file-missing', 'file-special',
    'file-unreadable', 'picture-too-big'."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device is not opened: it might never answer
            raise FileError("file-special", name=path.name)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise FileError("file-missing", name=path.name) from None
    except OSError:
        raise FileError("file-unreadable", name=path.name) from None
    if len(data) > LARGEST:
        raise FileError("picture-too-big", name=path.name, limit=LARGEST // 2**20)
    return data


NEVER = frozenset({"TIFF", "HEIC", "SVG"})
"""Kinds that are known and not decoded."""


def kind_of(data: bytes) -> str:
    """What a picture is by its first bytes: one of `FORMATS` or of `NEVER`; '' for what is none."""
    return next((name for signature, name in _SIGNATURES if signature.match(data)), "")


def read_line(line: str) -> bytes | None:
    """The bytes of a picture from its line of a vCard (PHOTO, unfolded); None where the line only says where one is:
    nothing is ever fetched. Broken base64 gives what can be read of it."""
    head, _, value = line.partition(":")
    if value[:5].lower() == "data:":
        kind, comma, value = value[5:].partition(",")
        if not comma:
            return None
        if not kind.replace("\\", "").lower().endswith(";base64"):
            return unquote_to_bytes(value)
    elif not _BASE64.search(head):
        return None
    for text in (value, value[:-1]):  # of a single letter at the end nothing can be made
        with suppress(ValueError):
            return binascii.a2b_base64(text + "==") or None
    return None


def begin_of(line: str) -> bytes | None:
    """The same of its beginning alone, which tells the kind."""
    return read_line(line[: line.find(":") + 1024])


_BASE64 = re.compile(r";(?:ENCODING=\"?)?(?:B|BASE64)\"?(?:;|$)", re.IGNORECASE)


def as_line(picture: bytes) -> str:
    """The line of a vCard 3.0 that holds this picture, unfolded."""
    return "PHOTO;ENCODING=b;TYPE=JPEG:" + binascii.b2a_base64(picture, newline=False).decode("ascii")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The pictures of an import: as JPEG, and why some are none."""

    pictures: dict[RowRef, bytes]
    refused: list[tuple[RowRef, Reason]]


def decoded(plans: Sequence[ImportPlan], tick: Tick = no_tick) -> Decoded:
    """Decode the pictures of all rows that are to be written. Some 20 ms each, beside a third of a second for the
    first: work for the worker. Raises `Cancelled`."""
    waiting = [
        (RowRef(place, number), plan.file.pictures)
        for place, plan in enumerate(plans)
        for number in plan.file.pictures
        if (row := plan.rows[number - 1]).choice is not Choice.LEAVE or row.repeats is not None
    ]
    done = Decoded({}, [])
    with Decoder() as decoder:
        for count, (ref, lines) in enumerate(waiting):
            tick(count, len(waiting))
            try:
                data = read_line(lines[ref.number])
                if data is not None:
                    done.pictures[ref] = decoder.picture(data)
            except FileError as error:
                done.refused.append((ref, Reason(error.code, error.fields)))
    return done


class Decoder:
    """The other process, started with the first picture and ended with the block. One that a picture ends, or that has
    to be ended, costs that picture alone."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        self._command = command or _command()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Decoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def picture(self, data: bytes) -> bytes:
        """The picture as a JPEG of at most `LARGEST_SIDE` pixels a side and without anything else.

        Raises `FileError`: 'picture-too-big' and 'picture-too-many-pixels' (field: limit), 'picture-kind' (field:
        kind), 'picture-broken', 'picture-too-hard', and 'picture-no-decoder' where the process cannot be started.
        """
        if len(data) > LARGEST:
            raise FileError("picture-too-big", limit=LARGEST // 2**20)
        name = kind_of(data)
        if not name:
            raise FileError("picture-broken")
        if name in NEVER:
            raise FileError("picture-kind", kind=name)
        if not _whole(data, name):
            raise FileError("picture-broken")
        code, answer = self._ask(FORMATS.index(name), data)
        if code == TOO_MANY_PIXELS:
            raise FileError("picture-too-many-pixels", limit=struct.unpack(">I", answer[:4])[0] // 1_000_000)
        if code != PICTURE or not is_plain(answer):
            raise FileError("picture-broken")
        return data if is_plain(data) else answer

    def _ask(self, number: int, data: bytes) -> tuple[int, bytes]:
        process = self._running()
        assert process.stdin is not None
        with _Clock(process, PATIENCE):
            try:
                process.stdin.write(REQUEST.pack(number, len(data)))
                process.stdin.write(data)
                process.stdin.flush()
                answer = _answered(process.stdout)
            except OSError:
                answer = None
        if answer is None:
            self._end()
            raise FileError("picture-too-hard")
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            try:
                process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=_environment(),
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError:
                raise FileError("picture-no-decoder") from None
            self._process = process
            with _Clock(process, START):
                answer = _answered(process.stdout)
            if answer is None:
                self._end()
                raise FileError("picture-no-decoder")
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                with suppress(OSError):  # what was on its way to it is of no use any more
                    pipe.close()
            process.wait()


class _Clock:
    """Ends a process that takes longer than it may."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._timer = threading.Timer(seconds, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _answered(pipe: IO[bytes] | None) -> tuple[int, bytes] | None:
    """An answer, whole; None where the process has ended, or says what it never would."""
    assert pipe is not None
    head = pipe.read(ANSWER.size)
    if len(head) < ANSWER.size:
        return None
    code, length = ANSWER.unpack(head)
    if length > _LARGEST_ANSWER:
        return None
    data = pipe.read(length)
    return (code, data) if len(data) == length else None


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, VERB]
    return [sys.executable, "-P", "-s", "-m", "netplus_desktop", VERB]


def _environment() -> dict[str, str]:
    """What the process is told of the world: where its modules are, and nothing by which another decoder could come
    in."""
    names = ("HOME", "PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
    # By the last, a program that is one file finds where it has unpacked itself, and does not do so once more.
    kept = {name: value for name, value in os.environ.items() if name in names or name.startswith("_PYI_")}
    packaged = getattr(sys, "_MEIPASS", None)
    if packaged:  # where its libraries lie, which the system told this program at its start and does not tell anew
        kept["LD_LIBRARY_PATH"] = packaged
    paths = os.pathsep.join(path for path in sys.path if path)
    return {**kept, "PYTHONPATH": paths, "QT_NO_GLIB": "1", "MALLOC_ARENA_MAX": "1"}


# --- the bytes of a picture ---------------------------------------------------------------------------------


def _whole(data: bytes, name: str) -> bool:
    """Whether the picture ends: decoders fill up with grey or black what is missing of some kinds."""
    if name == "jpeg":
        start = _scan_start(data)
        return start > 0 and data.find(b"\xff\xd9", start) > 0
    if name == "gif":
        return data.rstrip(b"\0")[-1:] == b";"
    if name == "bmp":
        return int.from_bytes(data[2:6], "little") <= len(data)
    return True


def _scan_start(data: bytes) -> int:
    """Where the pixels of a JPEG begin, past its header; 0 where there are none. A small picture for previews within
    the header, which many cameras put there, is not taken for it."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            return at if at < len(data) else 0
    return 0


_JFIF = b"\xff\xe0\x00\x10JFIF\0"
_TABLES = {0xDB, 0xC4, 0xDD}  # of quantities, of codes, of restarts
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)


def is_plain(data: bytes) -> bool:
    """Whether this is a JPEG such as is kept: baseline, of at most `LARGEST_SIDE` pixels a side, with its header, its
    tables and its pixels, and not one byte beside them."""
    if not (data.startswith(b"\xff\xd8" + _JFIF) and len(data) <= _LARGEST_ANSWER and data[18:20] == b"\0\0"):
        return False
    at, frames = 20, 0
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xC0 and length == 17:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            frames += 1
            if not (0 < height <= LARGEST_SIDE and 0 < width <= LARGEST_SIDE):
                return False
        elif marker == 0xDA:
            end = _MARKER.search(data, at + 2 + length)
            return frames == 1 and end is not None and end.group() == b"\xff\xd9" and end.end() == len(data)
        elif marker not in _TABLES:
            return False
        at += 2 + length
    return False
