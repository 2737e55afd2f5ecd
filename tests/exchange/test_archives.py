"""ZIP archives and folders as people bring them, and as those make them who mean harm. Nothing of them is unpacked."""

from __future__ import annotations

import io
import os
import random
import socket
import stat
import struct
import sys
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netplus_desktop import sentences
from netplus_desktop.core.errors import Cancelled, FileError
from netplus_desktop.core.records import ReadFile
from netplus_desktop.exchange import archives, reading

VERDICT = 5.0
"""Within so many seconds an archive is read or refused (performance promised for hostile archives)."""

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nEMAIL:ana@example.org\r\nEND:VCARD\r\n"
TABLE = b"First Name,Last Name,E-mail Address\nBo,Lind,bo@example.org\n"

Entry = tuple[str | zipfile.ZipInfo, bytes]

_writes: list[str] = []
_watching = False


def _note(event: str, args: tuple[object, ...]) -> None:
    """What is opened to write, or made, while an archive is read."""
    if not _watching:
        return
    if event == "open" and "canary" in str(args[0]):
        _writes.append(f"open {args[0]!r}")
    elif event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        _writes.append(f"open {args[0]!r} {args[1]}")
    elif event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        _writes.append(f"open {args[0]!r} {args[2]:o}")
    elif event in ("os.mkdir", "os.symlink", "os.link", "os.rename", "subprocess.Popen", "os.exec", "os.posix_spawn"):
        _writes.append(f"{event} {args!r}")


sys.addaudithook(_note)


@pytest.fixture(autouse=True)
def nothing_written() -> Iterator[None]:
    """No test here lets the reader write a file or start a program: see `read`."""
    _writes.clear()
    yield
    assert _writes == []


def read(*sources: Path | tuple[str, bytes]) -> tuple[list[ReadFile], dict[str, str]]:
    """What was read, and why what was not: name -> code. Each refusal has its words, and comes in time."""
    global _watching
    begun = time.monotonic()
    _watching = True
    try:
        files, refused = reading.read_sources(sources)
    finally:
        _watching = False
    assert time.monotonic() - begun < VERDICT
    for name, error in refused:
        assert name in sentences.sentence(error)
    return files, {name: error.code for name, error in refused}


def archive(*entries: Entry, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, data in entries:
            file.writestr(name, data)
    return made.getvalue()


def special(name: str, kind: int) -> zipfile.ZipInfo:
    """An entry that would be no ordinary file."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info


def names(files: list[ReadFile]) -> list[str]:
    return [file.name for file in files]


# --- what people bring ------------------------------------------------------------------------------------


def test_the_contact_files_of_an_archive_are_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(archive(("phone/Ana.vcf", CARD), ("old/list.csv", TABLE), ("phone/", b"")))
    files, refused = read(path)
    assert refused == {}
    assert sorted(names(files)) == ["export.zip/old/list.csv", "export.zip/phone/Ana.vcf"]
    assert {row.person.name for file in files for row in file.rows if row.person} == {"Ana Ruiz", "Bo Lind"}


def test_what_systems_leave_in_archives_is_not_worth_a_word() -> None:
    left = [("__MACOSX/._Ana.vcf", b"\0\5\x16\7"), (".DS_Store", b"\0"), ("a/Thumbs.db", b"x"), (".git/config", b"[x]")]
    files, refused = read(("a.zip", archive(("Ana.vcf", CARD), *left)))
    assert names(files) == ["a.zip/Ana.vcf"]
    assert refused == {}


def test_other_files_beside_are_told_and_cost_nothing() -> None:
    inner = archive(("b.vcf", CARD))
    files, refused = read(
        ("a.zip", archive(("Ana.vcf", CARD), ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(50)), ("inner.zip", inner)))
    )
    assert names(files) == ["a.zip/Ana.vcf"]
    assert refused == {"a.zip/photo.jpg": "file-not-contacts", "a.zip/inner.zip": "file-not-contacts"}


def test_separators_of_windows_are_taken_as_such() -> None:
    info = zipfile.ZipInfo("x")
    info.filename = "contacts\\Ana.vcf"
    files, _ = read(("a.zip", archive((info, CARD))))
    assert names(files) == ["a.zip/contacts/Ana.vcf"]


@pytest.mark.parametrize(
    ("entry", "found"),
    [("[Content_Types].xml", "office"), ("mimetype", "office"), ("META-INF/MANIFEST.MF", "program")],
)
def test_documents_and_programs_are_told_from_archives(entry: str, found: str) -> None:
    _, refused = reading.read_sources([("people.xlsx", archive((entry, b"x"), ("a.vcf", CARD)))])
    assert [(error.code, error.fields["found"]) for _, error in refused] == [("file-not-contacts", found)]


def test_an_empty_archive_is_said_to_be_empty() -> None:
    assert read(("a.zip", archive()))[1] == {"a.zip": "folder-empty"}


def test_reading_an_archive_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        reading.read_sources([("a.zip", archive(("a.vcf", CARD)))], stop)


def test_a_file_of_an_archive_can_be_had_again() -> None:
    source = ("a.zip", archive(("x/people.csv", TABLE), ("Ana.vcf", CARD)))
    assert reading.contents_of([source], "a.zip/x/people.csv") == TABLE
    with pytest.raises(FileError):
        reading.contents_of([source], "a.zip/other.csv")


# --- what means harm --------------------------------------------------------------------------------------


OUTWARD = ("../../etc/cron.d/x.vcf", "a/../../x.vcf", "/etc/x.vcf", "//host/share/x.vcf", "..\\..\\x.vcf")
OF_WINDOWS = (
    "C:/x.vcf",
    "c:x.vcf",
    "C:\\x.vcf",
    "\\\\host\\share\\x.vcf",
    "CON",
    "a/nul.vcf",
    "com1.vcf",
    "LPT¹.csv",
    "aux .vcf",
)


@pytest.mark.parametrize("name", [*OUTWARD, *OF_WINDOWS, "Ana.vcf\0.txt"])
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    data = archive((info, CARD), ("good.vcf", CARD))
    files, refused = read(("a.zip", data))
    assert names(files) == ["a.zip/good.vcf"]
    assert list(refused.values()) == ["zip-name"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(stat.S_IFLNK, "zip-link"), (stat.S_IFIFO, "file-special"), (stat.S_IFCHR, "file-special")],
)
def test_links_and_devices_are_refused(kind: int, code: str) -> None:
    files, refused = read(("a.zip", archive((special("x.vcf", kind), b"/etc/passwd"), ("good.vcf", CARD))))
    assert names(files) == ["a.zip/good.vcf"]
    assert refused == {"a.zip/x.vcf": code}


def test_the_same_name_twice_is_told() -> None:
    files, refused = read(("a.zip", archive(("a.vcf", CARD), ("a.vcf", CARD.replace(b"Ana", b"Eve")))))
    assert [row.person.name for row in files[0].rows if row.person] == ["Ana Ruiz"]
    assert refused == {"a.zip/a.vcf": "zip-twice"}


def test_a_bomb_is_not_unpacked() -> None:
    zeros = bytes(20 * 2**20)
    assert read(("a.zip", archive(("a.vcf", zeros))))[1] == {"a.zip": "zip-bomb"}


def test_bombs_within_bombs_are_not_opened() -> None:
    data = archive(("a.vcf", bytes(2**20)))
    for _ in range(5):
        data = archive(*((f"{n}.zip", data) for n in range(16)))
    files, refused = read(("a.zip", data))
    assert files == []
    assert set(refused.values()) <= {"file-not-contacts", "zip-bomb"}


def test_files_that_lie_over_one_another_are_refused() -> None:
    """As in the archives that unpack one kernel a thousand times: each entry points at the same bytes."""
    data = archive(("a0.vcf", CARD))
    at = data.index(b"PK\1\2")
    central = data[at : data.index(b"PK\5\6")]
    many = b"".join(central.replace(b"a0.vcf", b"a%d.vcf" % n) for n in range(10))
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 10, 10, len(many), at, 0)
    assert read(("a.zip", data[:at] + many + end))[1] == {"a.zip": "zip-overlapping"}


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    data = archive(*((f"{n}", b"") for n in range(archives.MOST_ENTRIES + 1)), packing=zipfile.ZIP_STORED)
    assert read(("a.zip", data))[1] == {"a.zip": "zip-too-many"}


def test_more_than_memory_should_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 1000)
    data = random.Random(1).randbytes(600)
    assert read(("a.zip", archive(("a", data), ("b", data))))[1] == {"a.zip": "zip-too-big"}


def test_what_is_protected_by_a_password_is_said_to_be() -> None:
    data = bytearray(archive(("a.vcf", CARD)))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + at] |= 1
    assert read(("a.zip", bytes(data)))[1] == {"a.zip": "zip-encrypted"}


def test_parts_of_a_split_archive_are_said_to_be() -> None:
    data = bytearray(archive(("a.vcf", CARD)))
    data[data.index(b"PK\5\6") + 4] = 1
    assert read(("a.zip", bytes(data)))[1] == {"a.zip": "zip-split"}


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_unpack_without_a_limit_are_refused(packing: int) -> None:
    assert read(("a.zip", archive(("a.vcf", CARD), packing=packing)))[1] == {"a.zip/a.vcf": "zip-packing"}


@pytest.mark.parametrize("size", [1, 10, 5000])
def test_sizes_that_are_not_so_cost_the_file(size: int) -> None:
    data = bytearray(archive(("a.vcf", CARD * 3)))
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = struct.pack("<I", size)
    files, refused = read(("a.zip", bytes(data)))
    assert files == []
    assert refused == {"a.zip/a.vcf": "zip-damaged"}


def test_contents_that_are_not_whole_cost_the_file() -> None:
    data = bytearray(archive(("a.vcf", zlib.compress(CARD)), ("good.vcf", CARD), packing=zipfile.ZIP_STORED))
    data[45] ^= 0xFF
    files, refused = read(("a.zip", bytes(data)))
    assert names(files) == ["a.zip/good.vcf"]
    assert refused == {"a.zip/a.vcf": "zip-damaged"}


def test_half_an_archive_is_said_to_be_damaged() -> None:
    data = archive(("a.vcf", CARD * 50))
    assert read(("a.zip", data[: len(data) // 2]))[1] == {"a.zip": "zip-damaged"}


def test_names_of_any_length_and_kind_are_shown_safely() -> None:
    files, refused = read(("a.zip", archive(("x" * 10_000 + ".vcf", CARD), ("\u202egpj.vcf\r\n", CARD))))
    assert len(files) == 2
    assert refused == {}
    assert all(len(name) < 300 and name.isprintable() for name in names(files))


def test_archives_with_faults_that_others_collected(corpus: Path) -> None:
    folder = corpus / "libzip" / "regress" / "data"
    for path in sorted(folder.iterdir()):
        files, refused = read(path)
        assert files == []
        assert refused


def test_mutated_archives_are_read_or_refused() -> None:
    whole = archive(("a.vcf", CARD), ("b/c.csv", TABLE), ("d.txt", b"x" * 300))
    dice = random.Random(20261123)
    for _ in range(600):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(data))
            match dice.randrange(3):
                case 0:
                    data[at] = dice.randrange(256)
                case 1:
                    del data[at : at + dice.randint(1, 30)]
                case _:
                    data[at:at] = dice.randbytes(dice.randint(1, 30))
        read(("a.zip", bytes(data)))


# --- folders ----------------------------------------------------------------------------------------------


def test_a_folder_is_read_with_those_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "Contacts"
    (folder / "old" / "older").mkdir(parents=True)
    (folder / "b.vcf").write_bytes(CARD)
    (folder / "old" / "older" / "a.csv").write_bytes(TABLE)
    (folder / "packed.zip").write_bytes(archive(("c.vcf", CARD)))
    (folder / ".hidden.vcf").write_bytes(CARD)
    files, refused = read(folder)
    assert names(files) == ["Contacts/b.vcf", "Contacts/old/older/a.csv", "Contacts/packed.zip/c.vcf"]
    assert refused == {}


def test_links_are_not_followed_out_of_a_folder_nor_round_in_it(tmp_path: Path) -> None:
    outside = tmp_path / "private"
    outside.mkdir()
    (outside / "diary.vcf").write_bytes(CARD)
    folder = tmp_path / "Contacts"
    (folder / "in").mkdir(parents=True)
    (folder / "a.vcf").write_bytes(CARD)
    (folder / "out").symlink_to(outside)
    (folder / "diary.vcf").symlink_to(outside / "diary.vcf")
    (folder / "in" / "round").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "nowhere.vcf").symlink_to(tmp_path / "gone.vcf")
    (folder / "again.vcf").symlink_to(folder / "a.vcf")
    files, refused = read(folder)
    assert names(files) == ["Contacts/a.vcf"]
    assert refused == {f"Contacts/{name}": "folder-link" for name in ("out", "diary.vcf", "self", "nowhere.vcf")}


def test_pipes_sockets_and_empty_files_are_left_with_a_reason(tmp_path: Path) -> None:
    folder = tmp_path / "F"
    folder.mkdir()
    os.mkfifo(folder / "pipe.vcf")
    (folder / "empty.vcf").touch()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "s"))
        files, refused = read(folder)
    assert files == []
    assert refused == {"F/pipe.vcf": "file-special", "F/s": "file-special", "F/empty.vcf": "file-empty"}


def test_a_file_that_vanishes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "F"
    folder.mkdir()
    (folder / "a.vcf").write_bytes(CARD)
    (folder / "b.vcf").write_bytes(CARD)

    def vanish(done: int, total: int) -> None:
        (folder / "b.vcf").unlink(missing_ok=True)

    source = archives.Folder(folder, "F")
    assert [one.name for one in source.members] == ["a.vcf", "b.vcf"]
    files, refused = reading.read_sources([folder, folder / "a.vcf"], _once_after(2, vanish))
    assert [name for name, error in refused if error.code == "file-missing"] == ["F/b.vcf"]
    assert names(files) == ["F/a.vcf", "a.vcf"]


def _once_after(calls: int, act: Callable[[int, int], None]) -> Callable[[int, int], None]:
    seen = 0

    def tick(done: int, total: int) -> None:
        nonlocal seen
        seen += 1
        if seen == calls:
            act(done, total)

    return tick


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("evil.desktop", b"[Desktop Entry]\nType=Application\nExec=touch /tmp/owned\n"),
        ("evil.sh", b"#!/bin/sh\ntouch /tmp/owned\n"),
        ("evil.lnk", b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F"),
        ("evil.exe", b"MZ" + bytes(60)),
        ("evil", b"\x7fELF" + bytes(60)),
    ],
)
def test_what_could_be_run_is_refused_as_data(tmp_path: Path, name: str, data: bytes) -> None:
    folder = tmp_path / "F"
    folder.mkdir()
    (folder / name).write_bytes(data)
    (folder / name).chmod(0o755)
    assert read(folder)[1] == {f"F/{name}": "file-not-contacts"}
    assert read(folder / name)[1] == {name: "file-not-contacts"}


def test_nothing_that_a_file_names_is_opened(tmp_path: Path) -> None:
    canary = tmp_path / "canary.jpg"
    canary.write_bytes(b"\xff\xd8\xff")
    link = f"file://{canary}"
    card = (
        f"BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nPHOTO:{link}\nSOURCE:{link}\nURL:{link}\nKEY;VALUE=URI:{link}\nEND:VCARD\n"
    )
    ldif = f"dn: cn=Ana\nobjectclass: person\ncn: Ana\njpegphoto:< {link}\nlabeleduri: {link}\n"
    mail = f"From: Ana <ana@example.org>\nTo: bo@example.org\nSubject: <img src={link}>\n\n<img src={link}>\n"
    folder = tmp_path / "F"
    folder.mkdir()
    for name, text in (("a.vcf", card), ("b.ldif", ldif), ("c.eml", mail)):
        (folder / name).write_text(text, encoding="utf-8")
    files, refused = read(folder)
    assert len(files) == 3 and refused == {}  # `nothing_written` tells whether the canary was opened


def test_a_folder_of_pictures_is_not_read_through(tmp_path: Path) -> None:
    folder = tmp_path / "F"
    folder.mkdir()
    for number in range(20):
        with (folder / f"{number:02}.jpg").open("wb") as picture:
            picture.write(b"\xff\xd8\xff\xe0" + bytes(60))
            picture.truncate(200 * 2**20)  # of which a disk holds the beginning alone
    files, refused = read(folder)
    assert files == []
    assert set(refused.values()) == {"file-not-contacts"} and len(refused) == 20


def test_too_many_files_and_too_deep_folders_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    folder = tmp_path / "F"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.vcf").write_bytes(CARD)
    assert read(folder)[1] == {"F": "folder-too-many"}
    monkeypatch.setattr(archives, "_DEEPEST", 1)
    deep = tmp_path / "D"
    (deep / "a" / "b").mkdir(parents=True)
    (deep / "a" / "b" / "x.vcf").write_bytes(CARD)
    assert read(deep)[1] == {"D/a/b": "folder-too-deep"}
    empty = tmp_path / "E"
    empty.mkdir()
    assert read(empty)[1] == {"E": "folder-empty"}
    assert read(tmp_path / "gone")[1] == {"gone": "file-missing"}


def test_several_at_once_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(TABLE)
    (tmp_path / "a.vcf").write_bytes(CARD)
    (tmp_path / "bad.vcf").touch()
    files, refused = read(tmp_path / "b.csv", tmp_path / "bad.vcf", tmp_path / "a.vcf", ("pasted", CARD))
    assert names(files) == ["b.csv", "a.vcf", "pasted"]
    assert refused == {"bad.vcf": "file-empty"}
