"""The target list on the real vault: what is in it, who is there and who leads to them, each change one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from netplus_desktop.core.employers import Target
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.records import Action, Direction, HeardKind, Kind, Person
from netplus_desktop.store import schema
from netplus_desktop.store.store import Store


def add(store: Store, name: str, organisation: str = "", **more: object) -> int:
    return store.add_contact(Person(name, organisation=organisation, **more)).new_id(Kind.CONTACT)  # type: ignore[arg-type]


def listed(store: Store, *names: str) -> list[int]:
    store.add_employers(names)
    return [one.id for one in store.employers()]


def people(targets: Sequence[Target]) -> dict[str, list[str]]:
    return {one.employer.name: [known.contact.name for known in one.known] for one in targets}


def test_a_list_is_added_in_one_step_and_what_is_there_is_passed_over(store: Store) -> None:
    listed(store, "Northline")
    changes = store.add_employers(["Calder  Clinics", "northline GmbH", "Weiß AG"])
    assert changes.count == 2
    assert [one.name for one in store.employers()] == ["Northline", "Calder Clinics", "Weiß AG"]
    store.undo()
    assert [one.name for one in store.employers()] == ["Northline"]
    store.redo()
    assert len(store.employers()) == 3


def test_nothing_new_and_nothing_at_all_are_refused(store: Store) -> None:
    listed(store, "Northline")
    with pytest.raises(UserError, match="employers-known"):
        store.add_employers(["NORTHLINE"])
    with pytest.raises(UserError, match="employer-name-needed"):
        store.add_employers(["  ", "…"])
    assert len(store.employers()) == 1


def test_every_field_is_kept_and_taken_back(store: Store) -> None:
    (one,) = listed(store, "Northline")
    anna = add(store, "Anna", "Northline")
    fields = {"motivation": 4, "posting": "Analyst", "posting_link": "https://jobs.example", "note": "near the river"}
    store.edit_employer(one, advocate=anna, **fields)
    (found,) = store.employers()
    assert {name: getattr(found, name) for name in fields} == fields
    assert found.advocate is not None and found.advocate.name == "Anna"
    store.edit_employer(one, motivation=9)
    assert store.employers()[0].motivation == 5
    store.undo()
    store.undo()
    assert store.employers()[0].motivation is None and store.employers()[0].advocate is None
    assert store.check() == []


def test_no_two_become_one_by_another_name(store: Store) -> None:
    first, second = listed(store, "Northline", "Calder")
    with pytest.raises(UserError, match="employers-known"):
        store.edit_employer(second, name="northline inc.")
    store.edit_employer(first, name="Northline AG")
    assert [one.name for one in store.employers()] == ["Northline AG", "Calder"]


def test_what_is_gone_is_told(store: Store) -> None:
    (one,) = listed(store, "Northline")
    store.delete_employer(one)
    for act in (lambda: store.delete_employer(one), lambda: store.edit_employer(one, note="x")):
        with pytest.raises(NotFoundError, match="employer-gone"):
            act()
    store.undo()
    with pytest.raises(NotFoundError, match="contact-gone"):
        store.edit_employer(one, advocate=999)


def test_who_works_there_is_found_by_the_whole_name_however_it_is_written(store: Store) -> None:
    for name, organisation in (
        ("Anna", "NORTHLINE GmbH"),
        ("Ben", "Northline"),
        ("Chloe", "Northline Health"),
        ("Dan", "Weiß & Co. KG"),
        ("Northline", "Elsewhere"),
    ):
        add(store, name, organisation)
    add(store, "Eve", "Elsewhere", title="Account manager for Northline")
    listed(store, "Northline", "Weiss", "Nobody Ltd", "東京電力")
    assert people(store.targets()) == {
        "Northline": ["Anna", "Ben"],
        "Weiss": ["Dan"],
        "Nobody Ltd": [],
        "東京電力": [],
    }


def test_those_stand_first_who_may_help_soonest_with_the_chain_that_leads_to_them(store: Store) -> None:
    add(store, "Lena")
    add(store, "Hugo", introduced_by="Lena")
    add(store, "Amara", "Northline", introduced_by="Hugo")
    ben = add(store, "Ben", "Northline")
    add(store, "Abel", "Northline")
    store.record_share(ben, Direction.THEY_SHARED, "an article", date(2026, 11, 2))
    listed(store, "Northline")
    (one,) = store.targets()
    assert [known.contact.name for known in one.known] == ["Ben", "Amara", "Abel"]
    assert one.known[0].last == date(2026, 11, 2)
    assert one.known[1].through == ("Hugo", "Lena")


def test_whoever_named_somebody_there_leads_to_them(store: Store) -> None:
    lena = add(store, "Lena")
    store.add_heard(lena, HeardKind.REFERRAL, "Jana Weiß, runs labs at Northline")
    store.add_heard(lena, HeardKind.NEED, "wants to leave Northline")
    listed(store, "Northline", "Calder")
    northline, calder = store.targets()
    assert [(named.by.name, named.text) for named in northline.named] == [("Lena", "Jana Weiß, runs labs at Northline")]
    assert calder.named == ()
    store.follow_referral(store.contact(lena).heard[0].id, Person("Jana Weiß", organisation="Northline"))
    northline, _ = store.targets()
    assert northline.named == ()
    assert [(known.contact.name, known.through) for known in northline.known] == [("Jana Weiß", ("Lena",))]


def test_whoever_made_the_link_is_told_also_where_they_are_no_contact(store: Store) -> None:
    add(store, "Amara", "Northline", introduced_by="Hugo Berg")
    listed(store, "Northline")
    ((known,),) = [one.known for one in store.targets()]
    assert known.through == ("Hugo Berg",)


def test_somebody_who_went_elsewhere_is_known_there_still(store: Store) -> None:
    anna = add(store, "Anna", "Elsewhere")
    with store._write(Action.EDIT_FORMER_POST) as w:  # as an import does that tells of another employer
        w.insert(schema.FormerPost, contact=anna, organisation="Northline", title="Analyst", noticed="2026-01-02")
    listed(store, "Northline")
    ((known,),) = [one.known for one in store.targets()]
    assert (known.contact.name, known.former, known.title) == ("Anna", True, "Analyst")


def test_an_advocate_who_is_deleted_leaves_the_employer(store: Store) -> None:
    (one,) = listed(store, "Northline")
    anna = add(store, "Anna", "Northline")
    store.edit_employer(one, advocate=anna)
    store.delete_contacts([anna])
    assert store.employers()[0].advocate is None
    store.undo()
    chosen = store.employers()[0].advocate
    assert chosen is not None and chosen.name == "Anna"
