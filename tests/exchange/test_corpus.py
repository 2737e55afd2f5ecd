"""Real files that nobody here wrote, against the counts of an independent scanner (MANIFEST.tsv)."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from netplus_desktop import sentences
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import PointKind, ReadFile
from netplus_desktop.exchange import reading, vcard, vcard_lines

from . import plain_search

OTHERWISE = {
    # The scanner counts no card that begins with "--BEGIN", which we read, nor one in a calendar, which we refuse.
    "ccs-caldavtester/Resource/CardDAV/vcarderrors/4.vcf",
    "libical/test-data/user-cal.vcf",
}
"""Files that we read otherwise than the scanner, on purpose."""

ANSI = "folkerkinzel-vcards/src/FolkerKinzel.VCards.Tests/TestFiles/MultiAnsiFilterTests/"

SAME_ADDRESS_TWICE = {"ccs-caldavtester/Resource/CardDAV/verrors/3.vcf"}


def outcome(path: Path) -> ReadFile | FileError:
    try:
        return reading.read_path(path)
    except FileError as error:
        return error


def test_cards_names_and_addresses_are_those_of_the_manifest(corpus: Path) -> None:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8") as file:
        listed = [row for row in csv.DictReader(file, delimiter="\t") if row["cards"]]
    assert len(listed) > 100
    for row in listed:
        if row["path"] in OTHERWISE or not int(row["cards"]):
            continue
        read = outcome(corpus / row["path"])
        assert isinstance(read, ReadFile), row["path"]
        people = [one.person for one in read.rows if one.person]
        assert len(read.rows) == int(row["cards"]), row["path"]
        assert len(people) >= int(row["cards_with_a_name"]), row["path"]
        addresses = sum(len(person.values(PointKind.EMAIL)) for person in people)
        assert addresses == int(row["emails"]) - (row["path"] in SAME_ADDRESS_TWICE), row["path"]


def test_every_file_is_read_or_refused_in_words(corpus: Path) -> None:
    for path in sorted(corpus.rglob("*")):
        if not path.is_file():
            continue
        read = outcome(path)
        if isinstance(read, FileError):
            assert path.name in sentences.sentence(read)
            continue
        assert read.rows
        assert [row.number for row in read.rows] == list(range(1, len(read.rows) + 1))
        for row in read.rows:
            assert (row.person is None) <= (row.reason is not None)
            assert "\ufffd" not in (row.person.name if row.person else "")
            if row.reason:
                assert sentences.reason(row.reason)


def test_all_addresses_of_the_tables_are_found(corpus: Path) -> None:
    found = 0
    for path in sorted(corpus.rglob("*.csv")):
        read = outcome(path)
        if isinstance(read, ReadFile):
            found += sum(len(row.person.values(PointKind.EMAIL)) for row in read.rows if row.person)
    assert found == 25


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (ANSI + "German.vcf", "Sören Täve Nüßlebaum"),
        (ANSI + "Greek.vcf", "Βαγγέλης"),
        ("android-vcard/tests/res/raw/v30_japanese.vcf", "伊能 圭一 伊予"),
        ("thunderbird/mailnews/import/test/unit/resources/shiftjis_addressbook.csv", "名無しの権兵衛"),
    ],
)  # fmt: skip
def test_names_in_older_code_pages(corpus: Path, file: str, name: str) -> None:
    read = reading.read_path(corpus / file)
    assert read.rows[0].person is not None
    assert read.rows[0].person.name == name


# --- as the command line tells it -------------------------------------------------------------------------


def _listed(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _told(tmp_path: Path, paths: list[Path]) -> dict[str, dict[str, Any]]:
    """What `netplus import --dry-run --json` says of the files, each by its path."""
    command = [
        sys.executable,
        "-m",
        "netplus_desktop",
        "import",
        "--vault",
        str(tmp_path / "none"),
        "--dry-run",
        "--json",
    ]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "none").exists()
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["file"] for record in records] == [str(path) for path in paths]
    return {record["file"]: record for record in records}


def test_the_command_line_tells_of_every_card(corpus: Path, tmp_path: Path) -> None:
    listed = [row for row in _listed(corpus) if row["cards"]]
    told = _told(tmp_path, [corpus / row["path"] for row in listed])
    names = emails = notes = cards = 0
    for row in listed:
        if row["path"] in OTHERWISE or not int(row["cards"]):
            continue
        record = told[str(corpus / row["path"])]
        rows = record["rows"]
        assert record["read"] == len(rows) == int(row["cards"]), row["path"]
        named = sum(bool(one["name"]) for one in rows)
        assert named >= int(row["cards_with_a_name"]), row["path"]
        written = plain_search.notes((corpus / row["path"]).read_bytes())
        assert sum(bool(one["note"]) for one in rows) == len(written), row["path"]
        cards += len(rows)
        names += int(row["cards_with_a_name"])
        emails += sum(len(one["emails"]) for one in rows)
        notes += sum(written)
    assert (cards, names, emails, notes) == (1232, 1219, 149, 98)


def test_nothing_is_silent(corpus: Path, tmp_path: Path) -> None:
    files = [path for path in sorted(corpus.rglob("*")) if path.suffix in {".vcf", ".csv", ".ldif", ".ref", ".json"}]
    told = _told(tmp_path, files)
    refused = 0
    for path, record in told.items():
        sums = [record[what] for what in ("added", "updated", "unchanged", "skipped")]
        assert record["read"] == len(record["rows"]) == sum(sums), path
        refused += "error" in record
        assert record["rows"] or record["error"], path
        for row in record["rows"]:
            assert row["line"] >= 1, path
            assert row["reason"] or row["status"] in {"added", "updated", "unchanged"}, path
    assert 0 < refused < 40


def _plain_card(text: str) -> dict[str, set[str]]:
    """The values of a card that its origin wrote without any oddity, by property."""
    found: dict[str, set[str]] = {}
    for line in re.sub("\n[ \t]", "", text.replace("\r\n", "\n")).split("\n"):
        head, colon, value = line.partition(":")
        value = re.sub(r"\\([,;\\:])", r"\1", value.replace("\\n", "\n")).strip()
        if colon and value:
            found.setdefault(head.partition(";")[0].rpartition(".")[2].upper(), set()).add(value)
    return found


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def test_cards_say_what_their_origin_expects(corpus: Path) -> None:
    """Beside its cards this origin keeps each as it writes it again."""
    folder = corpus / "kcontacts" / "autotests" / "data"
    compared = 0
    for path in sorted(folder.glob("*.vcf")):
        expected = _plain_card((folder / f"{path.name}.ref").read_text("utf-8"))
        if len(reading.read_path(path).rows) != 1:
            continue
        person = reading.read_path(path).rows[0].person
        if person is None:  # its name and all other fields are empty
            assert not expected.keys() & {"FN", "EMAIL", "TEL", "NOTE", "ORG"}, path.name
            continue
        assert {person.name} >= expected.get("FN", set()), path.name
        assert set(person.values(PointKind.EMAIL)) >= expected.get("EMAIL", set()), path.name
        numbers = {_digits(number) for number in person.values(PointKind.PHONE)}
        assert numbers >= {_digits(number) for number in expected.get("TEL", set())}, path.name
        assert {person.note.strip()} >= expected.get("NOTE", {person.note.strip()}), path.name
        employers = {org.partition(";")[0] for org in expected.get("ORG", set())}
        assert person.organisation in employers or not employers, path.name
        compared += 1
    assert compared >= 15


TURNED = {
    "TEL": {"tel"},  # tel:+1…, mailto:…, xmpp:… are what they are without
    "EMAIL": {"mailto"},
    "IMPP": None,
    "X-SOCIALPROFILE": None,
    "BDAY": None,  # of a day the hour is not kept
    "X-ANDROID-CUSTOM": None,
    "PHOTO": None,  # pictures go their own way
}
"""Properties of which some words are put otherwise; those, or any."""


def test_no_word_of_a_card_is_lost(corpus: Path) -> None:
    """What a property says stands in a field of the person, or the property is kept as it is."""
    words = 0
    for path in sorted([*corpus.rglob("*.vcf"), *(Path(__file__).parents[1] / "data" / "vcards").rglob("*.vcf")]):
        text, encoding = vcard_lines.prepared(path.read_bytes())
        for number, card in enumerate(vcard_lines.Reader(text, mixed=not encoding).cards(), 1):
            person = vcard.row_of(card, number, {}).person
            if person is None:
                continue
            fields = [person.name, person.given, person.middle, person.family, person.prefix, person.suffix]
            fields += [person.nickname, person.organisation, person.department, person.title, person.birthday]
            fields += [
                person.met,
                person.introduced_by,
                person.said,
                person.note,
                person.uid,
                *person.extra,
                *person.tags,
            ]
            there = _letters("".join([*fields, *(point.value + point.label for point in person.points)]))
            for head, value in card.lines:
                turned = TURNED.get(head.name, set())
                if turned is None or head.base64:
                    continue
                for word in re.findall(r"\w+", vcard.unescape(value)):
                    assert _letters(word) in there or word in turned, (path.name, head.name, word)
                    words += 1
    assert words > 2000


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
