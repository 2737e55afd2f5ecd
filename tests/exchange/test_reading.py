"""What can be brought that is no contact file, what is too much, and what is broken on purpose."""

from __future__ import annotations

import base64
import contextlib
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from netplus_desktop import sentences
from netplus_desktop.core.errors import Cancelled, FileError
from netplus_desktop.core.records import FileFormat
from netplus_desktop.exchange import encodings, planning, reading, vcard

DATA = Path(__file__).resolve().parents[1] / "data"

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nEMAIL:ana@example.org\r\nEND:VCARD\r\n"


def refused(path: Path) -> FileError:
    with pytest.raises(FileError) as caught:
        reading.read_path(path)
    assert path.name in sentences.sentence(caught.value)
    return caught.value


# --- what is no contact file ------------------------------------------------------------------------------


def test_folders_pipes_devices_and_what_is_gone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.vcf")
    (tmp_path / "empty.vcf").touch()
    (tmp_path / "blank.csv").write_bytes(b"\xef\xbb\xbf \r\n\r\n")
    (tmp_path / "loop.vcf").symlink_to(tmp_path / "loop.vcf")
    assert refused(tmp_path).code == "file-is-folder"
    assert refused(tmp_path / "pipe.vcf").code == "file-special"
    assert refused(Path("/dev/null")).code == "file-special"
    assert refused(tmp_path / "gone.vcf").code == "file-missing"
    assert refused(tmp_path / "empty.vcf").code == "file-empty"
    assert refused(tmp_path / "blank.csv").code == "file-empty"
    assert refused(tmp_path / "loop.vcf").code == "file-unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "locked.vcf").write_bytes(CARD)
    (tmp_path / "locked.vcf").chmod(0)
    assert refused(tmp_path / "locked.vcf").code == "file-unreadable"


def test_a_file_larger_than_any_contact_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.vcf").open("wb") as file:
        file.truncate(reading.LARGEST_FILE + 1)
    error = refused(tmp_path / "huge.vcf")
    assert (error.code, error.fields["limit"]) == ("file-too-big", 256)


def test_more_cards_than_can_be_read_at_once() -> None:
    with pytest.raises(FileError) as caught:
        reading.read_bytes(b"BEGIN:VCARD\nEND:VCARD\n" * (vcard.MOST_CARDS + 1), "many.vcf")
    assert caught.value.code == "file-too-many"
    assert "100000" in sentences.sentence(caught.value)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"<!DOCTYPE html><title>x</title>", "web-page"),
        (b'<?xml version="1.0"?>\n<a/>', "xml"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"),
        (b'{"people": []}', "json"),
        (b"[Desktop Entry]\nExec=rm -r\n", "shortcut"),
        (b"#!/bin/sh\nexit\n", "script"),
        (b"SQLite format 3\0" + bytes(50), "database"),
        (b"\x7fELF" + bytes(50), "program"),
        (b"{\\rtf1 hello}", "document"),
        (b"Name: a\nColour: red\nSize: 4\n\nhello\n", "message"),
        (b"Dear Ana,\n\nthank you for the talk.\nBo\n", "text"),
        (bytes(range(1, 32)) * 20, "binary"),
    ],
)
def test_what_another_file_looks_like_is_said_in_words(tmp_path: Path, data: bytes, found: str) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(data)
    error = refused(path)
    assert (error.code, error.fields["found"]) == ("file-not-contacts", found)
    assert sentences.WORDS["found", found] in sentences.sentence(error)


def test_every_word_for_a_finding_is_there() -> None:
    found = (
        {name for _, name in reading._SIGNATURES} | {name for _, name in reading._TEXTS} | {"film", "binary", "text"}
    )
    assert found == {value for field, value in sentences.WORDS if field == "found"}


def test_an_archive_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("contacts.vcf", CARD)
    assert refused(tmp_path / "export.zip").fields["found"] == "zip"


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(CARD)
    (tmp_path / "people.vcf").write_bytes(b"Name,Email\nAna Ruiz,ana@example.org\n")
    (tmp_path / "people").write_bytes(CARD)
    formats = [reading.read_path(tmp_path / name).format for name in ("people.csv", "people.vcf", "people")]
    assert formats == [FileFormat.VCARD, FileFormat.TABLE, FileFormat.VCARD]


def test_nothing_that_a_card_points_at_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(os, "open", lambda *args, **more: opened.append(args))
    monkeypatch.setattr("builtins.open", lambda *args, **more: opened.append(args))
    bait = (tmp_path / "bait.png").as_uri()
    body = "".join(f"{name};VALUE=uri:{bait}\n" for name in ("PHOTO", "LOGO", "SOUND", "KEY", "SOURCE", "URL"))
    read = reading.read_bytes(f"BEGIN:VCARD\nFN:Ana\n{body}NOTE:<img src='{bait}'>\nEND:VCARD\n".encode(), "x")
    planning.totals([])
    assert len(read.rows) == 1
    assert opened == []


def test_reading_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    for data in (CARD * 3000, b"Name,Email\n" + b"Ana,ana@example.org\n" * 3000):
        with pytest.raises(Cancelled):
            reading.read_bytes(data, "x", stop)


def test_the_original_of_a_row_is_kept_up_to_a_length() -> None:
    read = reading.read_bytes(CARD + CARD.replace(b"FN:", b"X-LONG:" + b"x" * 100_000 + b"\r\nFN:"), "x")
    assert read.originals[0] == CARD.decode().replace("\r\n", "\n").rstrip()
    assert len(read.originals[1]) == vcard.LONGEST_ORIGINAL


# --- one bad card costs one card --------------------------------------------------------------------------

FAULTS = [
    b"",
    b"BEGIN:VCARD\r\nFN:no end\r\n",
    b"BEGIN:VCARD\r\nFN:\xff\xfe\xc3\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=ZZ=\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\r\nPHOTO;ENCODING=b:!!!!\r\n!!!\r\n\r\nEND:VCARD\r\n",
    b'BEGIN:VCARD\r\nTEL;TYPE="never closed:1\r\nEND:VCARD\r\n',
    b"BEGIN:VCARD\r\n" + b"TEL" + b";A=b" * 5000 + b":1\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\r\n\0\0\0\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\r\n" * 20 + b"END:VCARD\r\n" * 20,
    b"loose text\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\r\nFN;CHARSET=utf-7:+AAA-\r\nN;CHARSET=zlib:x\xff\r\nEND:VCARD\r\n",
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_card_among_good_ones(fault: bytes) -> None:
    good = b"".join(CARD.replace(b"Ana", f"Ana{number}".encode()) for number in range(50))
    for at in (0, len(good) // 50 * 20, len(good)):
        read = reading.read_bytes(good[:at] + fault + good[at:], "x")
        names = [row.person.name for row in read.rows if row.person]
        assert [name for name in names if name.startswith("Ana")] == [f"Ana{number} Ruiz" for number in range(50)]
        assert all(row.person or row.reason for row in read.rows)


# --- linear cost ------------------------------------------------------------------------------------------


def seconds(data: bytes) -> float:
    begun = time.process_time()
    with contextlib.suppress(FileError):
        reading.read_bytes(data, "x")
    return time.process_time() - begun


def card(body: bytes) -> bytes:
    return b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A B\r\n" + body + b"\r\nEND:VCARD\r\n"


def test_a_huge_folded_picture_takes_less_than_a_second() -> None:
    picture = base64.b64encode(random.Random(1).randbytes(6 * 1024 * 1024))
    folded = b"\r\n ".join(picture[at : at + 74] for at in range(0, len(picture), 74))
    assert seconds(card(b"PHOTO;ENCODING=b;TYPE=JPEG:" + folded)) < 1


def test_twenty_thousand_cards_take_less_than_four_seconds() -> None:
    assert seconds(card(b"TEL;TYPE=CELL:+1 555 123 4567\r\nNOTE:one\r\n  two") * 20_000) < 4


SERIES: dict[str, Callable[[int], bytes]] = {
    "semicolons": lambda n: card(b"N:" + b";" * n),
    "escaped semicolons": lambda n: card(b"N:" + b"a\\;" * n),
    "parameters": lambda n: card(b"TEL" + b";A=b" * n + b":1"),
    "quotation marks": lambda n: card(b'TEL;X="' + b'":"' * n + b"1"),
    "an open quotation mark": lambda n: card(b'TEL;X="' + b":" * n),
    "folds without a head": lambda n: card(b"ABC\r\n " * n),
    "blank lines": lambda n: card(b"NOTE:x\r\n" + b"\r\n" * n + b"foo"),
    "loose lines": lambda n: card(b"NOTE:x\r\n" + b"foo bar\r\n" * n),
    "soft breaks": lambda n: card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=C3=A4=\r\n" * n),
    "backslashes": lambda n: card(b"NOTE:" + b"\\" * (4 * n)),
    "unclosed cards": lambda n: b"BEGIN:VCARD\r\nFN:x\r\n" * (n // 20),
    "nested cards": lambda n: b"BEGIN:VCARD\r\nFN:x\r\n" * (n // 20) + b"END:VCARD\r\n" * (n // 20),
    "lines of unknown bytes": lambda n: card(b"NOTE:\xe4\xf6\r\n" * (n // 10)),
    "quoted cells": lambda n: b"First Name,Last Name,E-mail Address\r\n" + b'"' * n,
    "rows": lambda n: b"First Name,Last Name,E-mail Address\r\n" + b"a,b,c@d.e\r\n" * (n // 10),
    "columns": lambda n: b"First Name,Last Name," + b"x," * n + b"\r\n" + b"a,b" * n,
}


@pytest.mark.parametrize("name", SERIES)
def test_twice_as_much_takes_twice_as_long(name: str) -> None:
    """At most 2.3 times, and a little for what a shared machine adds; far below the 4 of a square."""
    make = SERIES[name]
    short = min(seconds(make(50_000)) for _ in range(2))
    long = min(seconds(make(100_000)) for _ in range(2))
    assert long <= 3 * short + 0.05
    assert long < 1.5


# --- hostile input ----------------------------------------------------------------------------------------

OURS = [path.read_bytes() for path in sorted(DATA.glob("vcards/*.vcf")) + sorted(DATA.glob("tables/*.csv"))]
OURS = [data for data in OURS if len(data) < 20_000]

TOKENS = [
    *(b"\r\n", b"\n ", b"=", b"=\r\n", b":", b";", b'"', b"\\", b",", b"\0", b"\xc3", b"\xff\xfe", b"\xe2\x80\xae"),
    *(b"BEGIN:VCARD", b"END:VCARD", b"CHARSET=utf-16", b"ENCODING=QUOTED-PRINTABLE:", b"ENCODING=b", b"item1."),
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from(OURS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 40)))
        kind = draw(st.sampled_from("token byte cut splice repeat".split()))
        if kind == "token":
            data = data[:at] + draw(st.sampled_from(TOKENS)) + data[at:]
        elif kind == "byte":
            data = data[:at] + draw(st.binary(min_size=1, max_size=3)) + data[at + 1 :]
        elif kind == "cut":
            data = data[:at] + data[end:]
        elif kind == "splice":
            other = draw(st.sampled_from(OURS))
            data = data[:at] + other[at : at + 200] + data[end:]
        else:
            data = data[:end] + data[at:end] * 3 + data[end:]
    return data


@seed(20261122)
@settings(max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_broken_files_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        read = reading.read_bytes(data, "x")
    except FileError as error:
        assert sentences.sentence(error)
        return
    for row, original in zip(read.rows, read.originals, strict=True):
        assert row.person or row.reason
        assert row.reason is None or sentences.reason(row.reason)
        original.encode()
        if row.person:
            assert row.person.name
            repr(row.person).encode()
            assert not any(line.encode().count(b"\n") for line in row.person.extra)


@given(st.binary(max_size=200))
def test_any_bytes_become_text(data: bytes) -> None:
    text, name = encodings.text_of(data)
    assert name
    text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("cp1252", "Sören Nüßlebaum\nÉlodie Beauchamp\nJosé Muñoz"),
        ("cp1250", "Łukasz Dąbrowski\nŚwiętosława Żak\nJiří Dvořák"),
        ("cp1251", "Анна Петрова\nДмитрий Лебедев\nЕкатерина Волкова"),
        ("koi8_r", "Анна Петрова\nДмитрий Лебедев"),
        ("cp1253", "Νίκος Παπαδόπουλος\nΜαρία Γεωργίου"),
        ("cp1255", "דוד כהן\nשרה לוי"),
        ("cp1256", "محمد الحسن\nفاطمة حداد"),
        ("cp932", "山田太郎\nやまだたろう\n田中美咲"),
        ("gb18030", "张秀英\n李娜\n王伟\n北京市朝阳区"),
        ("big5", "陳大文\n林小明\n台北市中山區"),
        ("euc_kr", "김민준\n박서연\n서울특별시 강남구"),
        ("cp1254", "Ayşe Çağlar\nGökçe Yılmaz"),
    ],
)
def test_code_pages_are_told_by_what_they_would_spell(page: str, text: str) -> None:
    assert encodings.text_of(text.encode(page))[0] == text
