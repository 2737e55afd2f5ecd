"""What a file costs grows as its size does, whatever is in it; figures of a quiet machine are `build/benchmarks`' part.

Measured is the time of the processor, the least of several runs, so that what else goes on does not matter.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from netplus_desktop.core.errors import FileError
from netplus_desktop.exchange import reading

GROWTH = 2.3
"""So many times the time may twice the size take, as the mean of three doublings."""

MOST_RUNS = 12
"""Of so many runs the least counts; on a quiet machine two are enough."""

SHORTEST = 0.004
"""Below so many seconds the clock says little."""

BASE64 = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0"


def card(*lines: bytes, version: bytes = b"3.0") -> bytes:
    return b"\r\n".join((b"BEGIN:VCARD", b"VERSION:" + version, b"FN:Ana Lee", *lines, b"END:VCARD", b""))


def photo(size: int) -> bytes:
    return card(b"PHOTO;ENCODING=b;TYPE=JPEG:" + (BASE64 + b"\r\n ") * (size // 78))


def plain_cards(count: int) -> bytes:
    return b"".join(
        card(
            b"N:Lee;Ana %d;;;" % number,
            b"EMAIL;TYPE=WORK:ana%d@example.org" % number,
            b"TEL;TYPE=CELL:+1 555 01%06d" % number,
            b"ORG:Mill House;Sales",
            b"NOTE:Met at the fair\\nsecond line",
        )
        for number in range(count)
    )


SERIES: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "a folded picture": (3_000_000, photo),
    "a folded picture of version 2.1": (1_500_000, lambda n: photo(n).replace(b"N:3.0", b"N:2.1")),
    "a picture with blank lines": (1_000_000, lambda n: photo(n).replace(b"\r\n Q", b"\r\n\r\n Q")),
    "soft line breaks": (40_000, lambda n: card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=C3=A4bc=\r\n" * n)),
    "soft line breaks of a code page": (15_000, lambda n: card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=E4bc=\r\n" * n)),
    "semicolons in a value": (500_000, lambda n: card(b"ADR:" + b";" * n)),
    "semicolons in a name": (400_000, lambda n: card(b"N:" + b";x" * n)),
    "parameters": (1_000, lambda n: card(*[b"TEL" + b";TYPE=x" * 900 + b"%d:1" % at for at in range(n // 20)])),
    "parameters of one line": (200_000, lambda n: card(b"TEL" + b";TYPE=x" * n + b":1")),
    "blank lines": (300_000, lambda n: card(b"\r\n" * n)),
    "blank lines in a note": (150_000, lambda n: card(b"NOTE:x" + b"\r\n" * n + b"loose text")),
    "cards": (1_000, plain_cards),
    "cards without end": (2_000, lambda n: b"BEGIN:VCARD\nFN:A\n" * n),
    "quotation marks": (400_000, lambda n: card(b'TEL;TYPE="' + b'"' * n + b":1")),
    "quotation marks in lines": (10_000, lambda n: card(b'TEL;TYPE="a:1\r\n' * n)),
    "backslashes": (500_000, lambda n: card(b"NOTE:" + b"\\" * n)),
    "backslashes before commas": (250_000, lambda n: card(b"CATEGORIES:" + b"\\,;" * n)),
    "commas": (30_000, lambda n: card(b"CATEGORIES:" + b",x%d" * n)),
    "folds": (100_000, lambda n: card(b"NOTE:" + b"x\r\n " * n)),
    "folds before the colon": (60_000, lambda n: card(b"TEL;X" + b"x\r\n " * n + b":1")),
    "lines of text": (60_000, lambda n: card(b"NOTE:x\r\n" + b"loose text\r\n" * n)),
    "lines that are nothing": (25_000, lambda n: card(b"loose text\r\n" * n)),
    "text around cards": (40_000, lambda n: b"loose text\n" * n + card() + b"loose text\n" * n),
    "numbers": (8_000, lambda n: card(*[b"TEL;TYPE=CELL:+1 555 %07d" % at for at in range(n)])),
    "addresses in one line": (20_000, lambda n: card(b"EMAIL:" + b"a@b.example, " * n + b"c@d.example")),
    "blanks between addresses": (200_000, lambda n: card(b"EMAIL:a@b.example" + b" " * n + b"c@d.example")),
    "digits in a name": (200_000, lambda n: card(b"X-A" + b"1" * n + b"B:1")),
    "parts of a printed address": (50_000, lambda n: card(b"ADR;LABEL=" + b"x" * n + b":" + b";y" * n)),
    "names of the encoding": (8_000, lambda n: card(b"NOTE:Gr\xfc\xdfe", b";QUOTED-PRINTABLE" * n)),
    "words in base64": (1_000_000, lambda n: card(b"NOTE;ENCODING=b:" + BASE64[:72] * (n // 72))),
    "undeclared escapes": (100_000, lambda n: card(b"NOTE:" + b"=C3=A4" * n)),
    "no line ends": (1_000_000, lambda n: card(b"NOTE:" + b"x" * n)),
    "another code page": (8_000, lambda n: card(*[b"NOTE:Gr\xfc\xdfe"] * n)),
    "UTF-16": (400_000, lambda n: card(b"NOTE:" + b"x" * n).decode().encode("utf-16")),
    "quoted cells": (60_000, lambda n: b"Name,E-mail\n" + b'"Lee, Ana","a@b.example"\n' * (n // 10)),
    "quotation marks of a table": (400_000, lambda n: b"Name,E-mail\n" + b'"' * n),
    "columns": (200, lambda n: b"\n".join([b"a,b@c.example" + b",word" * n] * 30)),
    "cells that are empty": (200_000, lambda n: b"Name,E-mail\nAna,a@b.example" + b"," * n),
}  # fmt: skip


def seconds_for(data: bytes) -> float:
    """Seconds of the processor that reading takes."""
    gc.collect()
    begun = time.process_time()
    try:
        reading.read_bytes(data, "x")
    except FileError as error:
        assert error.code.startswith("file-")
    return time.process_time() - begun


def over_proportion(series: str) -> list[tuple[float, float]]:
    """The runs of a series that never came within `GROWTH`; empty where one did."""
    size, make = SERIES[series]
    small, large = make(size // 4), make(size // 4 * 8)
    took: list[tuple[float, float]] = []
    for attempt in range(MOST_RUNS):
        took.append((seconds_for(small), seconds_for(large)))
        least, most = map(min, zip(*took, strict=True))
        if attempt and most <= GROWTH**3 * max(least, SHORTEST):
            return []
    return took


@pytest.mark.parametrize("series", SERIES)
def test_twice_the_size_takes_twice_the_time(series: str) -> None:
    if over_proportion(series):
        # After thousands of tests the memory is in pieces, and what is large costs more: a fresh process tells.
        tests = Path(__file__).parents[1]
        code = f"from exchange.test_cost import over_proportion; print(over_proportion({series!r}))"
        paths = os.pathsep.join((str(tests), str(tests.parent)))
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("data", "seconds"),
    [(lambda: photo(8 * 2**20), 1.0), (lambda: plain_cards(20_000), 4.0)],
    ids=["a picture of eight megabytes", "twenty thousand cards"],
)
def test_what_is_large_is_read_in_seconds(data: Callable[[], bytes], seconds: float) -> None:
    text = data()
    assert min(seconds_for(text) for _ in range(3)) <= seconds
