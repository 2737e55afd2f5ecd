"""Real files that nobody here wrote, against the counts of an independent scanner (MANIFEST.tsv)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from netplus_desktop import sentences
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import PointKind, ReadFile
from netplus_desktop.exchange import reading

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
