"""The order kept in memory is the order of the vault, whatever is done and in whatever number."""

from __future__ import annotations

import random
from array import array

import pytest

from netplus_desktop.core.records import Kind, Person
from netplus_desktop.store import order
from netplus_desktop.store.store import Store


def in_the_vault(store: Store) -> list[int]:
    return [row[0] for row in store._ask("SELECT id FROM contact ORDER BY sort_key, id")]


def names(chance: random.Random) -> str:
    return "".join(chance.choices("abcdeéÅz ", k=chance.randrange(1, 4))) + "."


@pytest.mark.parametrize("gap", [order._GAP, 4])
def test_small_changes_keep_the_order(store: Store, monkeypatch: pytest.MonkeyPatch, gap: int) -> None:
    monkeypatch.setattr(order, "_GAP", gap)
    chance = random.Random(5)
    assert list(store.contact_ids()) == []
    for _ in range(120):
        there = list(store.contact_ids())
        what = chance.randrange(5)
        if what < 2 or len(there) < 3:
            store.add_contact(Person(names(chance)))
        elif what == 2:
            store.edit_contact(chance.choice(there), name=names(chance))
        elif what == 3:
            store.delete_contacts(chance.sample(there, 2))
        elif store.undo_step:
            store.undo()
        assert list(store.contact_ids()) == in_the_vault(store)
        assert list(store.contact_ids("a")) == [one for one in in_the_vault(store) if one in store.contact_ids("a")]


def test_few_and_many_hits_come_in_the_same_order(store: Store) -> None:
    chance = random.Random(2)
    people = [Person(names(chance), note="often" if at % 3 else "rare often") for at in range(60)]
    ids = [store.add_contact(person).new_id(Kind.CONTACT) for person in people]
    one = store.add_contact(Person("Mid", note="only")).new_id(Kind.CONTACT)
    listed = in_the_vault(store)
    rare = [i for i, person in zip(ids, people, strict=True) if "rare" in person.note]
    assert list(store.contact_ids("often")) == [i for i in listed if i != one]
    assert list(store.contact_ids("rare")) == [i for i in listed if i in rare]
    assert list(store.contact_ids("only")) == [one]
    assert list(store._order.sorted([10**6, one, one - 1])) == [i for i in listed if i in (one, one - 1)]


def test_what_was_handed_out_stays_as_it_was(store: Store) -> None:
    store.add_contact(Person("Ann"))
    before = store.contact_ids()
    before.append(99)
    assert store.contact_ids() == array("q", [1])
    store.add_contact(Person("Aaron"))
    assert before == array("q", [1, 99])


def test_a_first_letter_lists_the_people_whose_name_has_it(store: Store) -> None:
    maja = store.add_contact(Person("Łucja Maj", note="xylophone")).new_id(Kind.CONTACT)
    store.add_contact(Person("Ann", organisation="Mill", note="met in May", tags=("mentor",)))
    mei = store.add_contact(Person("王 Mei", note="磊")).new_id(Kind.CONTACT)
    assert set(store.contact_ids("m")) == {maja, mei}
    assert set(store.contact_ids("Ł")) == {maja}
    assert set(store.contact_ids("x")) == {maja}  # nobody is called so: it is looked for everywhere
    assert set(store.contact_ids("磊")) == {mei}  # a whole word
    assert set(store.contact_ids("ma")) == {maja, maja + 1}
    assert set(store.contact_ids("m a")) == {maja + 1}
    store.edit_contact(maja, name="Łucja Xu")
    assert set(store.contact_ids("x")) == {maja}
    assert set(store.contact_ids("m")) == {mei}
