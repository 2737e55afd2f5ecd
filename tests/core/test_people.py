"""Names, addresses and numbers: what is shown, what compares equal, and what a newer reading changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netplus_desktop.core import people
from netplus_desktop.core.records import FieldChange, Person, Point, PointKind

ANA = Person(
    "Ana Ruiz",
    given="Ana",
    family="Ruiz",
    organisation="Molino Azul S.A.",
    points=(Point(PointKind.EMAIL, "ana@example.org", "work"), Point(PointKind.PHONE, "+34 600 123 456")),
    note="met in Madrid",
    tags=("press",),
)


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (Person("  Zoë Brontë "), "Zoë Brontë"),
        (Person("", given="Anna", middle="M.", family="Berg", prefix="Dr.", suffix="PhD"), "Dr. Anna M. Berg PhD"),
        (Person("", given="美咲", family="田中"), "田中美咲"),
        (Person("", given="민준", family="김"), "김민준"),
        (Person("", given="Nur"), "Nur"),
        (Person("", nickname="Mo", organisation="Mill"), "Mo"),
        (Person("", organisation="Mill"), "Mill"),
        (Person("", points=(Point(PointKind.PHONE, "555 1234"), Point(PointKind.EMAIL, "a@b.c"))), "a@b.c"),
        (Person("", points=(Point(PointKind.PHONE, "555 1234"),)), "555 1234"),
        (Person("", note="nothing else"), ""),
    ],
)
def test_the_name_to_show(person: Person, shown: str) -> None:
    assert people.display_name(person) == shown


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Priya Raman", "PR"),
        ("Anna Maria van der Berg", "AB"),
        ("Cher", "C"),
        ("田中 美咲", "田"),
        ("김민준", "김"),
        ("élodie beau", "ÉB"),
        ("(Bo) Ek", "BE"),
        ("3M", "3"),
        ("+49 170 1234567", "4"),
        ("—", "?"),
        ("", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert people.initials(name) == letters


@given(st.text())
def test_initials_are_one_or_two_characters_whatever_the_name(name: str) -> None:
    assert 1 <= len(people.initials(name)) <= 2


@pytest.mark.parametrize(
    "same", [("ANA@Example.org", "ana@example.org"), ("Ana <ana@example.org>", "mailto:Ana@example.org?subject=x")]
)
def test_addresses_compare_without_their_dress(same: tuple[str, str]) -> None:
    assert people.email_key(same[0]) == people.email_key(same[1]) == "ana@example.org"


@pytest.mark.parametrize("value", ["", "ana", "@", "ana@", "@example.org", "two words@example.org", "/o=Exchange/cn=x"])
def test_what_is_no_address_has_no_key(value: str) -> None:
    assert people.email_key(value) == ""


@pytest.mark.parametrize(
    "numbers",
    [
        ("+49 (0)30 1234567", "030 1234567", "0049-30-1234567", "tel:+49-30-1234567"),
        ("+1 212 555 0142", "(212) 555-0142", "1-212-555-0142", "212.555.0142 x12", "+1 212 555 0142 ext. 9"),
        ("+47 22 33 44 55", "22 33 44 55"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789", "０１２３４５６７８９"),
    ],
)
def test_numbers_compare_without_country_and_layout(numbers: tuple[str, ...]) -> None:
    assert len({people.phone_key(number) for number in numbers}) == 1
    assert people.phone_key(numbers[0])


@pytest.mark.parametrize("value", ["", "12345", "ask Ana", "ext. 12"])
def test_short_numbers_have_no_key(value: str) -> None:
    assert people.phone_key(value) == ""


def test_linkedin_profiles() -> None:
    assert people.linkedin_slug("https://www.linkedin.com/in/Ana-Ruiz-1a2b/?trk=x") == "ana-ruiz-1a2b"
    assert people.linkedin_slug("linkedin.com/in/j%C3%BCrgen") == "jürgen"
    assert people.linkedin_slug("https://de.linkedin.com/in/ana/en") == "ana"
    for other in ("https://www.linkedin.com/company/mill", "https://evil-linkedin.com/in/ana", "https://example.org"):
        assert people.linkedin_slug(other) == ""


def test_identity_and_likeness_keys() -> None:
    person = replace(
        ANA,
        uid="urn:uuid:AB-CD",
        points=(
            *ANA.points,
            Point(PointKind.URL, "https://linkedin.com/in/Ana-R/"),
            Point(PointKind.EMAIL, "nonsense"),
        ),
    )
    assert people.identity_keys(person, row_fingerprint="f00") == ("uid:ab-cd", "in:ana-r", "row:f00")
    assert set(people.match_keys(person)) == {
        "mail:ana@example.org",
        "tel:600123456",
        "who:ana@molino azul",
        "who:ruiz@molino azul",
    }
    assert people.match_keys(Person("Ana Ruiz")) == people.match_keys(Person("Ruiz, Ana")) == ("who:ana ruiz",)
    assert people.match_keys(Person("Ana")) == ()


def test_a_merge_fills_joins_and_tells_what_it_changes() -> None:
    newer = Person(
        "Ana Ruiz Soto",
        given="Ana",
        title="Miller",
        points=(
            Point(PointKind.EMAIL, "ANA@example.org", "home"),
            Point(PointKind.EMAIL, "ana@example.net"),
            Point(PointKind.PHONE, "0034600123456"),
            Point(PointKind.ADDRESS, "Calle 1\nMadrid"),
        ),
        birthday="--03-14",
        tags=("Press", "friend"),
        note="likes tea",
        uid="new",
    )
    merged, changes = people.merge(ANA, newer)
    assert merged.name == "Ana Ruiz Soto"
    assert (merged.family, merged.organisation) == ("Ruiz", "Molino Azul S.A.")
    assert merged.values(PointKind.EMAIL) == ("ana@example.org", "ana@example.net")
    assert merged.values(PointKind.PHONE) == ("+34 600 123 456",)
    assert merged.tags == ("press", "friend")
    assert merged.note == "met in Madrid\n\nlikes tea"
    assert changes == (
        FieldChange("name", "Ana Ruiz", "Ana Ruiz Soto"),
        FieldChange("title", "", "Miller"),
        FieldChange("birthday", "", "--03-14"),
        FieldChange("uid", "", "new"),
        FieldChange("email", "", "ana@example.net"),
        FieldChange("address", "", "Calle 1, Madrid"),
        FieldChange("tags", "", "friend"),
        FieldChange("note", "met in Madrid", "met in Madrid\n\nlikes tea"),
    )


def test_a_merge_with_less_changes_nothing() -> None:
    old = replace(ANA, birthday="1990-03-14", uid="mine", extra=("X-FOO:1",))
    less = Person(
        "Ana Ruiz", birthday="--03-14", note="Met\n in Madrid".replace("Met", "met"), uid="theirs", extra=("X-FOO:1",)
    )
    assert people.merge(old, less) == (old, ())


def test_a_line_that_stands_once_takes_the_newer_value_and_others_are_joined() -> None:
    old = Person("A", extra=("X-PHOTO:old", "X-CHILD:Ida", "X-CHILD:Bo"))
    merged, _ = people.merge(old, Person("A", extra=("X-PHOTO:new", "X-CHILD:Ida", "X-CHILD:Per")))
    assert merged.extra == ("X-PHOTO:new", "X-CHILD:Ida", "X-CHILD:Bo", "X-CHILD:Per")


texts = st.text(max_size=12)
persons = st.builds(
    Person,
    texts,
    given=texts,
    organisation=texts,
    birthday=st.sampled_from(["", "1990-03-14", "--03-14", "1990"]),
    note=texts,
    tags=st.lists(texts, max_size=3, unique=True).map(tuple),
    points=st.lists(st.builds(Point, st.sampled_from(PointKind), texts, texts), max_size=4).map(tuple),
    extra=st.lists(texts, max_size=3).map(tuple),
)


@given(persons, persons)
def test_a_merge_is_done_once(old: Person, new: Person) -> None:
    merged, changes = people.merge(old, new)
    assert bool(changes) == (merged != old)
    assert people.merge(merged, new)[0] == merged


@given(persons)
def test_keys_are_the_same_for_the_same_person_and_never_raise(person: Person) -> None:
    assert people.match_keys(person) == people.match_keys(replace(person))
    assert people.identity_keys(person) == people.identity_keys(replace(person, note="other"))
