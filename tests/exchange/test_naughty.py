"""Texts that broke other programs, through import, search, filters and file names; and the same files a second time."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from netplus_desktop.core.records import ImportPlan, ListFilter, Person, PointKind
from netplus_desktop.documents.file_names import safe_file_name
from netplus_desktop.exchange import encodings, planning, reading
from netplus_desktop.store.store import Store


@pytest.fixture(scope="module")
def naughty(corpus: Path) -> list[str]:
    texts = json.loads((corpus / "big-list-of-naughty-strings" / "blns.json").read_text("utf-8"))
    return [text for text in texts if text.strip()]


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def brought(store: Store, sources: Sequence[reading.Source]) -> list[ImportPlan]:
    files, _ = reading.read_sources(sources)
    plans = planning.plan_import(files, store)
    store.apply_import(plans)
    return plans


def test_naughty_texts_are_only_texts(store: Store, naughty: list[str]) -> None:
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{number}\r\nFN:Person {number}\r\n"
        f"NOTE:{escaped(text)}\r\nORG:{escaped(text)}\r\nCATEGORIES:{escaped(text)}\r\nX-NAUGHTY:{text!r}\r\nEND:VCARD\r\n"
        for number, text in enumerate(naughty)
    )
    (plan,) = brought(store, [("cards.vcf", cards.encode("utf-8", "surrogatepass"))])
    assert planning.totals(plan.rows).added == len(naughty)
    by_name = {person.name: person for person in store.persons(store.contact_ids()).values()}
    for number, text in enumerate(naughty):
        assert by_name[f"Person {number}"].note == text.strip()


def test_naughty_texts_are_found_again(store: Store, naughty: list[str]) -> None:
    brought(store, [("cards.vcf", "".join(f"BEGIN:VCARD\nFN:{t!r}\nEND:VCARD\n" for t in naughty).encode())])
    everybody = store.persons(store.contact_ids())
    assert len(everybody) >= len({repr(text) for text in naughty})
    for one, person in everybody.items():
        found = store.contact_ids(person.name)
        if any(char.isalnum() for char in person.name):
            assert one in found, person.name


def test_naughty_texts_ask_for_nothing(store: Store, naughty: list[str]) -> None:
    store.apply_import(
        planning.plan_import(reading.read_sources([("a.vcf", b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n")])[0], store)
    )
    for text in naughty:
        for part in (text, text[:3], f'"{text}', f"{text}*", f"NEAR({text}", f"name:{text}", f"^{text} OR 1"):
            store.contact_ids(part)
        store.contact_ids("", only=ListFilter.ALL, tag=text)
    assert len(store.contact_ids("Ann")) == 1


def test_naughty_names_stay_inside_the_folder(naughty: list[str], tmp_path: Path) -> None:
    for text in naughty:
        name = safe_file_name(text, ".pdf")
        path = tmp_path / name
        assert path.parent == tmp_path
        assert len(name.encode()) <= 120
        path.write_bytes(b"")
    files, _ = reading.read_sources([(text, b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n") for text in naughty])
    assert [file.name for file in files] == naughty


# --- the same files twice ---------------------------------------------------------------------------------


def test_the_same_files_twice_change_nothing(store: Store, corpus: Path) -> None:
    files = [path for path in sorted(corpus.rglob("*")) if path.suffix in {".vcf", ".csv", ".ldif"}]
    brought(store, files)
    before = {one: store.contact(one) for one in store.contact_ids()}
    shuffled = files[:]
    random.Random(3).shuffle(shuffled)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, path in enumerate(files):
            archive.write(path, f"{number}/{path.name}")
    for sources in (files, files[::-1], shuffled, [("all.zip", out.getvalue())]):
        sums = [planning.totals(plan.rows) for plan in brought(store, sources)]
        assert sum(one.read for one in sums) > 1000
        assert [(one.added, one.updated) for one in sums if one.added or one.updated] == []
        assert {one: store.contact(one) for one in store.contact_ids()} == before


# --- code pages -------------------------------------------------------------------------------------------

PAGES = {
    "Zoë Müller-Lüdenscheidt, Françoise Çelik": "utf-8 utf-16 iso-8859-1 windows-1252 cp850 macroman iso-8859-15 cp437",
    "Łukasz Dąbrowski, Jiří Dvořák, Őrsi Ágnes": "utf-8 iso-8859-2 windows-1250 cp852",
    "Ayşe Çağlar Gökçe Yılmaz": "iso-8859-9 windows-1254 cp857",
    "Kārlis Bērziņš, Živilė Šimkutė": "iso-8859-13 windows-1257 iso-8859-4",
    "Анна Петрова, Дмитрий": "koi8-r windows-1251 iso-8859-5 cp866 koi8-u maccyrillic",
    "Νίκος Παπαδόπουλος": "iso-8859-7 windows-1253 cp869",
    "דוד כהן": "iso-8859-8 windows-1255 cp862",
    "محمد الحسن": "iso-8859-6 windows-1256",
    "สมชาย ใจดี": "tis-620 cp874 iso-8859-11",
    "山田太郎 やまだ カタカナ": "shift_jis euc-jp iso-2022-jp cp932",
    "张秀英 王伟": "gb2312 gbk gb18030 hz",
    "陳大文 林小明": "big5 big5hkscs",
    "김민준 서울": "euc-kr cp949 iso-2022-kr johab",
    "Nguyễn Thị": "utf-8",
}
DECLARED = [(page, text) for text, pages in PAGES.items() for page in pages.split()]


@pytest.mark.parametrize(("page", "text"), DECLARED)
@pytest.mark.parametrize("quoted", [True, False], ids=["quoted-printable", "raw"])
def test_a_declared_character_set_is_read_to_the_letter(page: str, text: str, quoted: bool) -> None:
    raw = text.encode(page)
    if not quoted and (b"\n" in raw or b"\0" in raw):
        pytest.skip("no line of text can hold it")
    value = "".join(f"={byte:02X}" for byte in raw).encode() if quoted else raw
    encoding = b";ENCODING=QUOTED-PRINTABLE" if quoted else b""
    head = b";CHARSET=" + page.encode() + encoding + b":"
    data = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:x\r\nNOTE" + head + value + b"\r\nTEL:5550101\r\nEND:VCARD\r\n"
    person = reading.read_bytes(data, "x").rows[0].person
    assert person is not None
    assert person.note == text
    assert person.values(PointKind.PHONE) == ("5550101",)


def test_cards_of_all_code_pages_in_one_file() -> None:
    cards = [
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=" + page.encode() + b":" + text.encode(page) + b"\r\nEND:VCARD\r\n"
        for page, text in DECLARED
        if page not in {"utf-16"}
    ]
    people = [row.person for row in reading.read_bytes(b"".join(cards), "x").rows]
    assert [person.name for person in people if person] == [text for page, text in DECLARED if page not in {"utf-16"}]


@pytest.mark.parametrize(
    "raw", [b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe\xfd", b"a\0b", b"\x80" * 9]
)
def test_what_is_no_text_in_any_encoding_is_still_stored(store: Store, raw: bytes) -> None:
    card = b"BEGIN:VCARD\nFN:Ann " + raw + b"\nNOTE;CHARSET=utf-8:" + raw + b"\nX-A:" + raw + b"\nEND:VCARD\n"
    brought(store, [("x.vcf", card)])
    (person,) = store.persons(store.contact_ids()).values()
    assert person.name.startswith("Ann")
    assert isinstance(person, Person)
    assert encodings.decoded(raw)


# --- what a file names is not opened ----------------------------------------------------------------------

WATCHED = """
import os, sys
def listen(event, args):
    if event in ("open", "os.listdir", "os.scandir") and "canary" in str(args[0]):
        os.write(2, f"CANARY {event} {args[0]}".encode())
    elif event == "socket.connect" or event == "socket.getaddrinfo" or event == "urllib.Request":
        os.write(2, f"CANARY {event} {args[-1]}".encode())
sys.addaudithook(listen)
from netplus_desktop.app import main
sys.argv = ["netplus", *sys.argv[1:]]
sys.exit(main())
"""


def test_nothing_that_a_card_names_is_opened(tmp_path: Path) -> None:
    canary = tmp_path / "canary.jpg"
    if hasattr(os, "mkfifo"):
        os.mkfifo(canary)  # whoever opens it waits for ever
    else:
        canary.write_bytes(b"")
    addresses = (
        canary.as_uri(),
        str(canary),
        f"\\\\127.0.0.1\\{canary}",
        "http://127.0.0.1:9/canary.jpg",
        "canary.jpg",
    )
    properties = "PHOTO LOGO SOUND KEY SOURCE URL FBURL CALURI CALADRURI ORG-DIRECTORY MEMBER RELATED AGENT".split()
    lines = [
        f"{name}{value}:{address}"
        for name in properties
        for value in ("", ";VALUE=URI", ";VALUE=uri;TYPE=JPEG", ";ENCODING=b")
        for address in addresses
    ]
    lines += [f'NOTE:<img src="{address}"><link href="{address}">' for address in addresses]
    cards = tmp_path / "cards.vcf"
    cards.write_text("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Ann", *lines, "END:VCARD", ""]), newline="")
    (tmp_path / "secret").write_text("a passphrase of several words\n")
    common = ("--vault", str(tmp_path / "vault.netplus"), "--passphrase-file", str(tmp_path / "secret"))
    for verb in (
        ("import", *common, str(cards)),
        ("import", *common, "--dry-run", "--json", str(cards)),
        ("export", *common, "--format", "vcard", str(tmp_path / "out.vcf")),
    ):
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, *verb],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
            check=False,
        )
        assert "CANARY" not in done.stderr
        assert "Traceback" not in done.stderr, done.stderr
    assert canary.as_uri() in (tmp_path / "out.vcf").read_text().replace("\n ", "")
