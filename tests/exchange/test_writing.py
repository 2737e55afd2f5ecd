"""People go out and come back whole, and nothing in an export runs."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netplus_desktop.core.records import (
    FileFormat,
    Person,
    Point,
    PointKind,
)
from netplus_desktop.exchange import reading
from netplus_desktop.exchange.vcard import in_lines, one_line
from netplus_desktop.exchange.writing_tables import write_csv, write_google
from netplus_desktop.exchange.writing_vcard import CardVersion, write_vcards

DATA = Path(__file__).resolve().parents[1] / "data"

unhurried = settings(deadline=None)
"""Other work on the same machine is no fault of what is tested."""

_line = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).map(one_line)
_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=40).map(str.strip)
_risky = st.builds("{}{}".format, st.sampled_from("=+-@\t'＝＋－＠\"\\;,"), _line).map(one_line)
_words = st.one_of(_line, _risky, st.sampled_from(["work", "home", "cell", "mobile", "work fax", 'Büro; "x"', "a:b"]))


def _point(kind: PointKind, value: str, label: str) -> Point:
    if kind is PointKind.EMAIL:
        value = f"{''.join(char for char in value if char.isalnum())}@example.org"
    if kind is PointKind.ADDRESS:
        value = in_lines(value.replace("\x85", "\n"))
    return Point(kind, value or "x", label)


_points = st.builds(_point, st.sampled_from(PointKind), _words, _words)

_people = st.builds(
    Person,
    _words.filter(bool),
    given=_words,
    middle=_line,
    family=_line,
    prefix=_line,
    suffix=_line,
    nickname=_words,
    organisation=_words,
    department=_line,
    title=_words,
    points=st.lists(_points, max_size=5, unique=True).map(tuple),
    birthday=st.sampled_from(["", "1990-03-14", "1990-03", "1990", "--03-14"]),
    met=_words,
    introduced_by=_line,
    tags=st.lists(_words.filter(bool), max_size=3, unique=True).map(tuple),
    note=_text,
    uid=_line,
    extra=st.lists(st.builds("X-{}:{}".format, st.sampled_from(["FOO", "BAR;TYPE=a"]), _line), max_size=3).map(
        lambda lines: tuple(line for line in lines if line.partition(":")[2])
    ),
    said=_words,
)


versions = pytest.mark.parametrize("version", list(CardVersion))


def vcards(*people: Person, version: CardVersion = CardVersion.V3) -> str:
    out = io.StringIO(newline="")
    assert write_vcards(people, out, version) == len(people)
    return out.getvalue()


def table(*people: Person) -> str:
    out = io.StringIO(newline="")
    assert write_csv(people, out) == len(people)
    return out.getvalue()


def google(*people: Person) -> str:
    out = io.StringIO(newline="")
    assert write_google(people, out) == len(people)
    return out.getvalue()


def back(text: str) -> list[Person | None]:
    return [row.person for row in reading.read_bytes(text.encode(), "export").rows]


def by_kind(person: Person) -> Person:
    order = list(PointKind)
    return replace(person, points=tuple(sorted(person.points, key=lambda point: order.index(point.kind))))


@versions
@unhurried
@given(people=st.lists(_people, min_size=1, max_size=3))
def test_cards_come_back_whole(version: CardVersion, people: list[Person]) -> None:
    assert back(vcards(*people, version=version)) == people


@unhurried
@given(st.lists(_people, min_size=1, max_size=3))
def test_tables_come_back_whole(people: list[Person]) -> None:
    found = back(table(*people))
    assert [by_kind(person) for person in found if person] == [by_kind(person) for person in people]


@versions
@unhurried
@given(person=_people)
def test_cards_keep_to_their_form(version: CardVersion, person: Person) -> None:
    text = vcards(person, version=version)
    lines = text.split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", f"VERSION:{version}"]
    assert lines[-2:] == ["END:VCARD", ""]
    assert all(len(line.encode()) <= 75 for line in lines)


@unhurried
@given(_people)
def test_no_cell_runs_in_a_spreadsheet(person: Person) -> None:
    import csv

    tables = [table(person), google(person)]
    for row in (row for one in tables for row in csv.reader(io.StringIO(one, newline=""))):
        for cell in row:
            assert not cell.startswith(("=", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
            assert not cell.startswith("+") or cell[1:].replace(" ", "").replace("(", "").replace(")", "").isdigit()


def test_a_plain_number_stays_one() -> None:
    ann = Person("Ann", points=(Point(PointKind.PHONE, "+1 (555) 123 4567"), Point(PointKind.PHONE, "+1-555-1")))
    assert "+1 (555) 123 4567" in table(ann)
    assert ",'+1-555-1," in table(ann)


@pytest.mark.parametrize("path", sorted(DATA.glob("vcards/*.vcf")), ids=lambda path: path.stem)
def test_what_was_read_comes_back(path: Path) -> None:
    people = [row.person for row in reading.read_path(path).rows if row.person]
    assert back(vcards(*people)) == people
    found = reading.read_bytes(table(*people).encode(), "table")
    assert found.format is FileFormat.NETPLUS
    assert [by_kind(row.person) for row in found.rows if row.person] == [by_kind(person) for person in people]


def test_unknown_lines_go_out_as_they_came() -> None:
    lines = ("item1.X-ABADR:us", "X-EVOLUTION-FILE-AS:Ruiz\\, Ana", "PHOTO;ENCODING=b:" + "QUJD" * 100)
    text = vcards(Person("Ana", points=(Point(PointKind.PHONE, "1", "Beach house"),), extra=lines))
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert set(lines) <= set(unfolded)
    assert "item2.X-ABLabel:Beach house" in unfolded  # its group is none of those that came


def test_a_card_of_the_newer_form_says_what_that_asks_for() -> None:
    person = Person(
        "Ana Ruiz",
        birthday="1990-03-14",
        uid="plain mark",
        points=(Point(PointKind.EMAIL, "ana@example.org", "work"), Point(PointKind.PHONE, "+34 600", "mobile")),
    )
    lines = vcards(person, version=CardVersion.V4).split("\r\n")
    assert {"UID;VALUE=text:plain mark", "EMAIL;TYPE=WORK:ana@example.org", "BDAY:19900314"} <= set(lines)
    for given_as, written in (("--03-14", "BDAY:--0314"), ("1990-03", "BDAY:1990-03"), ("1990", "BDAY:1990")):
        assert written in vcards(replace(person, birthday=given_as), version=CardVersion.V4)


GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,"
    "Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
"""The header of an export by Google's contacts of 2024 and later."""


def test_the_table_for_google_has_its_columns_and_more_of_them_where_somebody_has_more() -> None:
    assert google(Person("Ann Lee")).splitlines()[0] == GOOGLE
    two = tuple(Point(PointKind.EMAIL, f"{name}@example.org", name) for name in ("home", "work"))
    ann = Person("Ann Lee", given="Ann", family="Lee", points=(*two, Point(PointKind.PHONE, "+1-555-010-0199", "work")))
    header, row = google(ann).splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert cells["E-mail 2 - Value"] == "work@example.org" and "E-mail 3 - Value" not in cells
    assert cells["Phone 1 - Value"] == "+1 555 010 0199"  # a mark before it would become a part of it there
    assert (cells["First Name"], cells["Last Name"], cells["File As"]) == ("Ann", "Lee", "")
    assert cells["Labels"] == "* myContacts"


@versions
def test_how_a_name_is_said_stands_where_phones_look_for_it(version: CardVersion) -> None:
    adaeze = Person("Adaeze Okafor", given="Adaeze", family="Okafor", said="ah-DAY-zeh oh-KAH-for")
    lines = vcards(adaeze, version=version).split("\r\n")
    assert {"X-PHONETIC-FIRST-NAME:ah-DAY-zeh", "X-PHONETIC-LAST-NAME:oh-KAH-for"} <= set(lines)
    alone = vcards(replace(adaeze, said="like “a day”, then a Z"), version=version)
    assert "X-PHONETIC-FIRST-NAME:like “a day”\\, then a Z" in alone and "LAST-NAME" not in alone


def test_google_is_told_how_a_name_is_said() -> None:
    header, row = google(Person("Ana Ruiz", given="Ana", family="Ruiz", said="AH-na roo-EETH")).splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert (cells["Phonetic First Name"], cells["Phonetic Last Name"]) == ("AH-na", "roo-EETH")


def test_what_google_takes_is_read_again_as_the_same_people() -> None:
    ann = Person(
        "Ann Lee",
        given="Ann",
        family="Lee",
        organisation="Mill",
        title="CTO",
        birthday="1990-03-14",
        note="Line one\nline two",
        tags=("friends", "Ñandú"),
        points=(
            Point(PointKind.EMAIL, "ann@example.org", "work"),
            Point(PointKind.PHONE, "+1 555 010 0199", "mobile"),
            Point(PointKind.URL, "https://ann.example", "home"),
            Point(PointKind.ADDRESS, "1 Mill Lane\nOxford", "home"),
        ),
    )
    found = reading.read_bytes(google(ann).encode(), "google")
    assert found.format is FileFormat.GOOGLE
    (row,) = found.rows
    assert row.person is not None and by_kind(row.person) == by_kind(ann)


def test_the_marks_in_the_table_for_google_come_off_again() -> None:
    person = Person("Ann Lee", given="=1+1", family="@Lee", note="-x\n'=y", tags=("+a",))
    (row,) = reading.read_bytes(google(person).encode(), "google").rows
    assert row.person is not None
    assert (row.person.given, row.person.family, row.person.note) == ("=1+1", "@Lee", "-x\n'=y")
