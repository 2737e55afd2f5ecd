"""People go out and come back whole, and nothing in an export runs."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netplus_desktop.core.records import (
    Contact,
    ContactRef,
    FileFormat,
    InterviewPlan,
    Kind,
    Person,
    Point,
    PointKind,
)
from netplus_desktop.exchange import reading, writing
from netplus_desktop.exchange.vcard import in_lines, one_line
from netplus_desktop.store.store import Store

DATA = Path(__file__).resolve().parents[1] / "data"

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
)


def vcards(*people: Person) -> str:
    out = io.StringIO(newline="")
    assert writing.write_vcards(people, out) == len(people)
    return out.getvalue()


def table(*people: Person) -> str:
    out = io.StringIO(newline="")
    assert writing.write_csv(people, out) == len(people)
    return out.getvalue()


def back(text: str) -> list[Person | None]:
    return [row.person for row in reading.read_bytes(text.encode(), "export").rows]


def by_kind(person: Person) -> Person:
    order = list(PointKind)
    return replace(person, points=tuple(sorted(person.points, key=lambda point: order.index(point.kind))))


@given(st.lists(_people, min_size=1, max_size=3))
def test_cards_come_back_whole(people: list[Person]) -> None:
    assert back(vcards(*people)) == people


@given(st.lists(_people, min_size=1, max_size=3))
def test_tables_come_back_whole(people: list[Person]) -> None:
    found = back(table(*people))
    assert [by_kind(person) for person in found if person] == [by_kind(person) for person in people]


@given(_people)
def test_cards_keep_to_their_form(person: Person) -> None:
    text = vcards(person)
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCARD"
    assert lines[-2:] == ["END:VCARD", ""]
    assert all(len(line.encode()) <= 75 for line in lines)


@given(_people)
def test_no_cell_runs_in_a_spreadsheet(person: Person) -> None:
    import csv

    for row in csv.reader(io.StringIO(table(person), newline="")):
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


def test_everything_known_as_json(store: Store) -> None:
    made = store.add_contact(Person("Zoë Brontë", tags=("a",), points=(Point(PointKind.EMAIL, "zoe@example.org"),)))
    contact = made.new_id(Kind.CONTACT)
    store.plan_interview(contact, InterviewPlan(purpose="Learn"))
    everybody: list[Contact] = [store.contact(contact)]
    out = io.StringIO()
    assert writing.write_json(everybody, out) == 1
    (person,) = json.loads(out.getvalue())["people"]
    assert person["person"]["name"] == "Zoë Brontë"
    assert person["person"]["points"] == [{"kind": "email", "value": "zoe@example.org", "label": ""}]
    assert person["interviews"][0]["plan"]["purpose"] == "Learn"


def test_dates_and_references_are_plain_in_json() -> None:
    told = writing._told((date(2026, 11, 23), ContactRef(1, "Ana"), None))
    assert told == ["2026-11-23", {"id": 1, "name": "Ana"}, None]
