"""Pictures from elsewhere: what comes out of the other process, and what hostile ones do to it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from netplus_desktop.core.errors import FileError
from netplus_desktop.exchange import pictures
from netplus_desktop.exchange.pictures import Decoder, as_line, is_plain, read_line
from tests.pictures import (
    MARKER,
    drawn,
    many_scans,
    moving_gif,
    photo,
    png,
    read,
    segment,
    small,
    told_much,
    written,
)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


def refused(decoder: Decoder, data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(FileError) as error:
        decoder.picture(data)
    return error.value.code, error.value.fields


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "bmp"])
def test_a_picture_becomes_a_small_jpeg(decoder: Decoder, kind: str) -> None:
    done = decoder.picture(written(drawn(1600, 1200), kind))
    image = read(done)
    assert (image.width(), image.height()) == (512, 384)
    assert image.pixelColor(20, 20).red() > 150 > 60 > image.pixelColor(20, 20).blue()
    assert image.pixelColor(500, 370).blue() > 150 > 60 > image.pixelColor(500, 370).red()
    assert len(done) < 100_000


def test_a_small_picture_keeps_its_size(decoder: Decoder) -> None:
    image = read(decoder.picture(written(drawn(90, 120), "png")))
    assert (image.width(), image.height()) == (90, 120)


def test_of_a_moving_picture_the_first_one_is_taken(decoder: Decoder) -> None:
    image = read(decoder.picture(moving_gif()))
    assert image.pixelColor(0, 0).red() > 180 and image.pixelColor(0, 0).blue() < 60


def test_what_can_be_seen_through_is_white(decoder: Decoder) -> None:
    clear = drawn(40, 30).convertToFormat(drawn().Format.Format_ARGB32)
    clear.fill(0)
    assert read(decoder.picture(written(clear, "png"))).pixelColor(5, 5).name() == "#ffffff"


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (20, 20)), (3, (490, 360)), (6, (360, 20)), (8, (20, 490)), (2, (490, 20))]
)
def test_nothing_told_about_a_picture_is_left_but_it_stands_upright(
    decoder: Decoder, orientation: int, corner: tuple[int, int]
) -> None:
    told = told_much(drawn(1600, 1200), orientation)
    assert MARKER.encode() in told and b"Exif" in told
    done = decoder.picture(told)
    for mark in (MARKER.encode(), b"Exif", b"GPS", b"ICC_PROFILE", b"xap", b"Photoshop", b"\xff\xe1", b"\xff\xfe"):
        assert mark not in done
    image = read(done)
    assert {image.width(), image.height()} == {512, 384}
    assert image.pixelColor(*corner).red() > 150 > 60 > image.pixelColor(*corner).blue()


def test_a_picture_that_is_small_and_plain_already_stays_as_it_is(decoder: Decoder) -> None:
    done = decoder.picture(photo())
    assert decoder.picture(done) == done


def test_plain_means_without_one_byte_more() -> None:
    plain = small()
    assert is_plain(plain)
    assert not is_plain(plain + b"x")
    assert not is_plain(plain[:-2])
    assert not is_plain(plain[:20] + segment(0xFE, b"a word") + plain[20:])
    assert not is_plain(plain[:20] + segment(0xE1, b"Exif\0\0") + plain[20:])
    assert not is_plain(plain[:-2] + segment(0xFE, b"a word") + b"\xff\xd9")
    assert not is_plain(photo())  # too large
    assert not is_plain(written(drawn(90, 90), progressive=True))


HOSTILE = {
    "bomb": lambda: png(30_000, 30_000, 0.01),
    "too many pixels": lambda: png(6000, 6000),
    "truncated jpeg": lambda: photo()[:-3000],
    "truncated within the preview": lambda: photo()[:2] + segment(0xE1, small()) + photo()[2:-3000],
    "truncated png": lambda: written(drawn(), "png")[:-3000],
    "truncated webp": lambda: written(drawn(), "webp")[:-3000],
    "truncated bmp": lambda: written(drawn(), "bmp")[:-3000],
    "truncated gif": lambda: moving_gif()[:-8],
    "png that is a jpeg": lambda: b"\x89PNG\r\n\x1a\n" + photo(),
    "svg": lambda: (
        b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    ),
    "tiff": lambda: b"II*\0" + bytes(2000),
    "no picture": lambda: b"BEGIN:VCARD",
    "nothing": lambda: b"",
    "random": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40 + b"\xff\xd9",
    "too large": lambda: photo() + bytes(10 * 2**20),
}
CODES = {
    "bomb": "picture-too-many-pixels",
    "too many pixels": "picture-too-many-pixels",
    "svg": "picture-kind",
    "tiff": "picture-kind",
    "too large": "picture-too-big",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_to_keep_is_refused_with_the_reason(decoder: Decoder, name: str) -> None:
    data = HOSTILE[name]()
    began = time.perf_counter()
    assert refused(decoder, data)[0] == CODES.get(name, "picture-broken")
    assert time.perf_counter() - began < 1.5
    assert read(decoder.picture(small())).width() == 160


def test_large_pictures_take_little_memory() -> None:
    with Decoder() as one:
        one.picture(png(4000, 4000))
        assert refused(one, png(30_000, 30_000, 0.01))[1] == {"limit": 16}
        huge = drawn(7000, 5600).convertToFormat(drawn().Format.Format_RGB32)
        assert read(one.picture(written(huge, quality=30))).width() == 512
        refused(one, written(huge, quality=30, progressive=True))  # its pixels would be held twice over
        if sys.platform == "linux":
            status = Path(f"/proc/{one._process.pid}/status").read_text()
            peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
            assert int(peak.split()[1]) < 128 * 1024, peak


def test_a_picture_that_takes_too_long_costs_itself_alone(decoder: Decoder) -> None:
    slow = many_scans()
    assert len(slow) < 10 * 2**20
    began = time.perf_counter()
    assert refused(decoder, slow)[0] == "picture-too-hard"
    assert time.perf_counter() - began < pictures.PATIENCE
    assert read(decoder.picture(photo())).width() == 512


def test_a_decoder_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", 0.2)
    answer = "sys.stdout.buffer.write(bytes(5)); sys.stdout.flush(); sys.stdin.buffer.read()"
    with Decoder([sys.executable, "-c", f"import sys; {answer}"]) as one:
        assert refused(one, small())[0] == "picture-too-hard"


def test_what_a_decoder_that_was_taken_over_gives_is_looked_at() -> None:
    with_words = small()[:20] + segment(0xFE, b"a word") + small()[20:]
    for given in (with_words, b"#!/bin/sh", small() + b"more", photo()):
        script = (
            "import sys, struct; out = sys.stdout.buffer; out.write(bytes(5)); out.flush(); "
            f"given = bytes.fromhex({given.hex()!r}); out.write(struct.pack('>BI', 1, len(given)) + given); "
            "out.flush(); sys.stdin.buffer.read()"
        )
        with Decoder([sys.executable, "-c", script]) as one:
            assert refused(one, small(2))[0] == "picture-broken"


@pytest.mark.parametrize("command", [["/nowhere/netplus"], [sys.executable, "-c", "raise SystemExit(3)"]])
def test_a_decoder_that_does_not_start_is_told(command: list[str]) -> None:
    with Decoder(command) as one:
        assert refused(one, small())[0] == "picture-no-decoder"


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
def test_the_decoder_can_open_nothing() -> None:
    script = """
import socket
from netplus_desktop.ui import decoding
decoding._get_ready()
decoding._limit()
for attempt in (lambda: open("/etc/hostname"), lambda: socket.socket(), lambda: socket.socketpair()):
    try:
        attempt()
    except OSError as error:
        print(error.errno)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["24", "24", "24"]  # EMFILE


# --- lines of cards -------------------------------------------------------------------------------------------


def test_a_picture_is_found_in_the_line_of_each_version() -> None:
    data = small()
    base64 = as_line(data).partition(":")[2]
    assert read_line(as_line(data)) == data
    for head in (
        "PHOTO;ENCODING=BASE64;JPEG",
        "photo;jpeg;base64",
        "item1.PHOTO;TYPE=png;ENCODING=b",
        'PHOTO;ENCODING="b"',
    ):
        assert read_line(f"{head}:{base64}") == data
    for start in ("data:image/jpeg;base64,", r"data:image/jpeg\;base64\,", "DATA:;base64,"):
        assert read_line(f"PHOTO:{start}{base64}") == data
    assert read_line("PHOTO:data:image/gif,GIF89a%00") == b"GIF89a\0"


@pytest.mark.parametrize(
    "line",
    [
        "PHOTO;VALUE=URI:http://example.org/me.jpg",
        "PHOTO;VALUE=URI:file:///etc/passwd",
        r"PHOTO:\\server\share\me.jpg",
        "PHOTO:/etc/passwd",
        "PHOTO;ENCODING=b:",
        "PHOTO;ENCODING=b:!!!",
        "PHOTO:data:image/jpeg",
    ],
)
def test_a_line_that_only_says_where_a_picture_is_holds_none(line: str) -> None:
    assert read_line(line) is None
