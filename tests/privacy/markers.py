"""Text that nobody else would write, and the search for it in files and in the memory of a process.

A marker is looked for as UTF-8 and UTF-16, in base64 at each of its three offsets, in hexadecimal digits, and inside
whatever inflates (ZIP, gzip, PDF, pickled caches).
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COUNT = 50
MARKERS = tuple(f"Qz{hashlib.sha256(b'marker %d' % n).hexdigest()[:12]}" for n in range(COUNT))
"""Fifty words of fourteen letters and digits, the same in every run."""

_STREAMS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
"""How a deflated stream begins: zlib, gzip, a member of a ZIP file."""
LONGEST = 64 * 1024 * 1024
"""Bytes that are inflated from one stream at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A marker that was found, where, and in which form."""

    where: str
    marker: str
    form: str


def forms(marker: str | bytes) -> dict[str, bytes]:
    """Every form in which a marker could lie somewhere: name of the form -> bytes."""
    plain = marker.encode() if isinstance(marker, str) else marker
    made = {"plain": plain, "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    if isinstance(marker, str):
        made |= {"utf-16-le": marker.encode("utf-16-le"), "utf-16-be": marker.encode("utf-16-be")}
    for name, content in list(made.items()):
        if name.lower() == "hex":
            continue
        for offset in range(3):
            # Bits of the neighbours stand in the first and the last digits: these are left out.
            whole = base64.b64encode(bytes(offset) + content).rstrip(b"=")
            middle = whole[(0, 2, 3)[offset] : len(whole) - 1 if (offset + len(content)) % 3 else len(whole)]
            made[f"{name} base64 {offset}"] = middle
            made[f"{name} base64url {offset}"] = middle.translate(bytes.maketrans(b"+/", b"-_"))
    return made


@cache
def _wanted(markers: tuple[str | bytes, ...]) -> tuple[re.Pattern[bytes], Mapping[bytes, tuple[str, str]]]:
    by_bytes = {}
    for marker in markers:
        for form, content in forms(marker).items():
            by_bytes[content] = (marker if isinstance(marker, str) else "key", form)
    return re.compile(b"|".join(map(re.escape, sorted(by_bytes, key=len, reverse=True)))), by_bytes


def found(content: bytes, where: str, markers: Iterable[str | bytes] = MARKERS, *, inflate: bool = True) -> set[Hit]:
    """Every marker in some bytes."""
    pattern, by_bytes = _wanted(tuple(markers))
    hits = {Hit(where, *by_bytes[hit]) for hit in pattern.findall(content)}
    if inflate:
        for inner in _inflated(content):
            hits |= {Hit(where, *by_bytes[hit]) for hit in pattern.findall(inner)}
    return hits


def search(folders: Iterable[Path], markers: Iterable[str | bytes] = MARKERS) -> set[Hit]:
    """Every marker in the files of these folders, in their names, and in what links point to."""
    hits: set[Hit] = set()
    kept = tuple(markers)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            hits |= found(bytes(path.relative_to(folder)), f"name of {path.parent}", kept, inflate=False)
            if path.is_symlink():
                hits |= found(bytes(path.readlink()), f"link {path}", kept, inflate=False)
            elif path.is_file():
                hits |= found(path.read_bytes(), str(path), kept)
    return hits


def _inflated(content: bytes) -> Iterator[bytes]:
    for start in _STREAMS.finditer(content):
        at, wbits = start.start(), zlib.MAX_WBITS
        if start.group().startswith(b"\x1f"):
            wbits |= 16
        elif start.group() == b"PK\x03\x04":
            at += 30 + sum(int.from_bytes(content[at + 26 + n : at + 28 + n], "little") for n in (0, 2))
            wbits = -zlib.MAX_WBITS
        try:
            inner = zlib.decompressobj(wbits).decompress(content[at:], LONGEST)
        except zlib.error:
            continue
        if inner:
            yield inner


# --- memory -------------------------------------------------------------------------------------------------------


_LIKE_A_MARKER = {
    "plain": re.compile(rb"Qz[0-9a-f]{12}"),
    "utf-16-le": re.compile(rb"Q\0z\0(?:[0-9a-f]\0){12}"),
    "utf-16-be": re.compile(rb"\0Q\0z(?:\0[0-9a-f]){12}"),
}
"""How `MARKERS` look in memory: quick to look for in hundreds of megabytes."""


def in_memory(process: int, keys: Iterable[bytes]) -> set[Hit]:
    """Every marker, and any of `keys` (told as "key"), in the writable memory of a process. Linux only."""
    hits: set[Hit] = set()
    wanted = tuple(keys)
    maps = Path(f"/proc/{process}/maps").read_text()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps.splitlines():
            span, rights, _, _, _, *name = line.split(maxsplit=5)
            if not rights.startswith("rw") or (name and name[0].startswith("[v")):
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            memory.seek(start)
            try:
                content = memory.read(end - start)
            except OSError:
                continue
            where = name[0] if name else "anonymous"
            hits |= {Hit(where, "key", str(number)) for number, key in enumerate(wanted) if key in content}
            for form, pattern in _LIKE_A_MARKER.items():
                encoding = "ascii" if form == "plain" else form
                hits |= {Hit(where, text.decode(encoding), form) for text in set(pattern.findall(content))}
    return {hit for hit in hits if hit.marker == "key" or hit.marker in MARKERS}
