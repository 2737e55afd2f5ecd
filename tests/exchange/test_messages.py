"""Who stands in the heads of e-mails, and address books as directories write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netplus_desktop import sentences
from netplus_desktop.core.evidence import FactKind
from netplus_desktop.core.records import FileFormat, Person, Point, PointKind, ReadFile
from netplus_desktop.exchange import reading

DATA = Path(__file__).resolve().parents[1] / "data"

MAIL = b"From: Ana Ruiz <ana@example.org>\nTo: bo@example.org\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: x\n\nHi\n"


def last(file: ReadFile) -> dict[str, tuple[date | None, bool]]:
    """The last contact with each person: (day, whether the user wrote)."""
    assert file.evidence is not None
    named = {row.keys: row.person.name for row in file.rows if row.person}
    facts = file.evidence.facts.get(FactKind.LAST_MESSAGE, ())
    return {named[fact.keys]: (fact.on, fact.mine) for fact in facts}


# --- messages ---------------------------------------------------------------------------------------------


def test_the_people_in_the_head_of_a_message() -> None:
    file = reading.read_path(DATA / "mail" / "letter.eml")
    assert file.format is FileFormat.MESSAGE
    people = [
        (row.person.name, row.person.values(PointKind.EMAIL)) for row in file.rows if row.person and not row.reason
    ]
    assert people == [
        ("Zoë Łuczak", ("zoe@quay.example",)),
        ("North Quay, Pilots", ("pilots@quay.example",)),
        ("Bo Lind", ("bo@example.org",)),  # "Lind, Bo" as offices write it
        ("gita@example.net", ("gita@example.net",)),
    ]
    assert "5550" not in file.originals[0]  # a signature is none of the head


def test_the_users_own_address_is_left_with_a_reason() -> None:
    file = reading.read_path(DATA / "mail" / "letter.eml")
    (own,) = [row for row in file.rows if row.reason is not None]
    assert own.reason is not None
    assert (own.reason.code, sentences.reason(own.reason).count("jo@weber.example")) == ("own-address", 1)


def test_the_day_of_a_message_is_that_in_utc() -> None:
    assert last(reading.read_path(DATA / "mail" / "letter.eml"))["Zoë Łuczak"] == (date(2026, 3, 6), False)


def test_many_messages_in_one_file() -> None:
    file = reading.read_path(DATA / "mail" / "box.mbox")
    assert [row.person.name for row in file.rows if row.person] == [
        "Zoë Łuczak",  # the first message had no name
        "Jo Weber",
        "Gita Anand",
        "The Shop",
    ]
    assert [row.reason.code if row.reason else "" for row in file.rows] == ["", "own-address", "", "automatic-address"]
    assert [row.line for row in file.rows] == [2, 2, 12, 20]
    assert last(file) == {"Zoë Łuczak": (date(2026, 3, 6), True), "Gita Anand": (date(2026, 3, 6), True)}
    assert file.evidence is not None
    assert (file.evidence.messages, file.evidence.unused) == (2, {"no-date": 1})


def test_the_same_person_in_another_message_is_known_by_name_and_address() -> None:
    first = reading.read_bytes(MAIL, "a.eml")
    second = reading.read_bytes(MAIL.replace(b"Subject: x", b"Subject: y"), "b.eml")
    assert first.rows[0].keys == second.rows[0].keys


def test_heads_in_another_code_page_and_folded() -> None:
    head = "From: José Núñez\r\n <jose@example.org>\r\nTo: x@example.org\r\nSubject: a\r\n b\r\n\r\nx".encode("cp1252")
    file = reading.read_bytes(head, "a.eml")
    assert file.rows[0].person == Person("José Núñez", points=(Point(PointKind.EMAIL, "jose@example.org"),))


def test_a_hundred_thousand_addresses_take_no_longer_than_they_are() -> None:
    to = ", ".join(f"P{number} <p{number}@example.org>" for number in range(3000))
    file = reading.read_bytes(MAIL.replace(b"To: bo@example.org", f"To: {to}".encode()), "a.eml")
    assert len(file.rows) == 1001  # of one head so many, and whoever sent it


@pytest.mark.parametrize("data", [b"Name: a\nColour: red\nSize: 4\n\nhello\n", b"Subject: x\nDate: y\n\nz\n"])
def test_other_texts_with_colons_are_no_messages(data: bytes) -> None:
    _, refused = reading.read_sources([("a.txt", data)])
    assert [error.code for _, error in refused] == ["file-not-contacts"]


# --- directories ------------------------------------------------------------------------------------------


def test_what_a_directory_writes() -> None:
    file = reading.read_path(DATA / "ldif" / "openldap.ldif")
    assert file.format is FileFormat.LDIF
    assert [row.reason.code if row.reason else "" for row in file.rows] == [
        "not-a-person",
        "no-name",
        "",
        "group",
        "",
    ]
    assert file.rows[2].person == Person(
        name="Zoë Łuczak",
        given="Zoë",
        family="Łuczak",
        organisation="North Quay",
        department="Pilots",
        title="Harbour Pilot",
        points=(
            Point(PointKind.EMAIL, "zoe@quay.example"),
            Point(PointKind.EMAIL, "z.luczak@quay.example"),
            Point(PointKind.PHONE, "+49 40 5550 100", "work"),
            Point(PointKind.PHONE, "+49 170 555 0100", "mobile"),
            Point(PointKind.ADDRESS, "Quay 7\n20457 Hamburg", "work"),
        ),
        note="Knows the tides.",
        uid="5b3f6a1e-0000-4000-8000-0123456789ab",
        extra=(
            'X-NETPLUS-FIELD;LABEL="uid":zoe',
            'X-NETPLUS-FIELD;LABEL="cn":Zoe Luczak',
            'X-NETPLUS-FIELD;LABEL="employeenumber":4711',
        ),
    )
    assert list(file.pictures) == [3]


def test_values_in_other_files_are_kept_and_not_opened() -> None:
    bo = reading.read_path(DATA / "ldif" / "openldap.ldif").rows[4].person
    assert bo is not None
    assert bo.points == (Point(PointKind.URL, "https://bo.example.org"),)
    assert 'X-NETPLUS-FIELD;LABEL="seealso":< file:///etc/passwd' in bo.extra


def test_passwords_of_a_directory_are_not_kept() -> None:
    text = repr([row.person for row in reading.read_path(DATA / "ldif" / "openldap.ldif").rows])
    assert "SSHA" not in text and "password" not in text.lower()


def test_lines_and_texts_of_entries() -> None:
    file = reading.read_path(DATA / "ldif" / "openldap.ldif")
    assert [row.line for row in file.rows] == [8, 15, 19, 42, 50]
    assert file.originals[2].startswith("dn:: dWlk") and file.originals[2].endswith("/9j/4AAQSkZJRg==")


def test_thunderbird_s_address_book(corpus: Path) -> None:
    folder = corpus / "thunderbird" / "mailnews" / "import" / "test" / "unit" / "resources"
    person = reading.read_path(folder / "basic_ldif_addressbook.ldif").rows[0].person
    assert person is not None
    assert (person.name, person.given, person.family, person.birthday) == (
        "Display Name",
        "First",
        "Last",
        "1900-01-02",
    )
    assert person.values(PointKind.EMAIL) == ("primaryemail@host.invalid", "secondemail@host.invalid")
    assert len(person.values(PointKind.PHONE)) == 5
    assert person.note.splitlines() == [f"Notes line {number}" for number in (1, 2, 3, 4)]
    assert 'X-NETPLUS-FIELD;LABEL="mozillacustom1":Custom Field 1' in person.extra


def test_entries_without_a_blank_line_between_them_are_two() -> None:
    file = reading.read_bytes(b"dn: cn=A\ncn: A\nmail: a@example.org\ndn: cn=B\ncn: B\nmail: b@example.org\n", "a.ldif")
    assert [row.person.name for row in file.rows if row.person] == ["A", "B"]


def test_base64_that_is_none_stays_as_it_is() -> None:
    file = reading.read_bytes(b"dn: cn=A\ncn:: %%%\nmail: a@example.org\n", "a.ldif")
    assert file.rows[0].person is not None
    assert file.rows[0].person.name == "%%%"
