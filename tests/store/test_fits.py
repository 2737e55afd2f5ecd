"""What was decided on an offer or a person for a need: kept, undone, and gone with either of the two."""

from __future__ import annotations

import pytest

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import ContactRef, FitChoice, HeardKind, Kind, OfferFields, Person
from netplus_desktop.store.store import Store


@pytest.fixture
def pair(store: Store) -> tuple[int, int, int]:
    """(person, need, offer)"""
    person = store.add_contact(Person("Priya Raman")).new_id(Kind.CONTACT)
    need = store.add_heard(person, HeardKind.NEED, "a guide to FHIR").new_id(Kind.HEARD)
    return person, need, store.add_offer(OfferFields("A primer")).new_id(Kind.OFFER)


def test_a_choice_is_kept_changed_and_freed_each_in_one_step(store: Store, pair: tuple[int, int, int]) -> None:
    person, need, offer = pair
    assert store.fit_choices(person) == {}
    changes = store.choose_fit(need, offer, FitChoice.PINNED)
    assert person in changes.ids(Kind.CONTACT)
    assert store.fit_choices(person) == {(need, offer): FitChoice.PINNED}
    store.choose_fit(need, offer, FitChoice.DISMISSED)
    assert store.fit_choices(person) == {(need, offer): FitChoice.DISMISSED}
    store.undo()
    assert store.fit_choices(person) == {(need, offer): FitChoice.PINNED}
    store.choose_fit(need, offer, None)
    assert store.fit_choices(person) == {}
    store.undo()
    assert store.fit_choices(person) == {(need, offer): FitChoice.PINNED}


def test_what_was_put_aside_for_a_person_comes_back_at_once(store: Store, pair: tuple[int, int, int]) -> None:
    person, need, offer = pair
    more = store.add_offer(OfferFields("A desk")).new_id(Kind.OFFER)
    pinned = store.add_offer(OfferFields("A talk")).new_id(Kind.OFFER)
    for one in (offer, more):
        store.choose_fit(need, one, FitChoice.DISMISSED)
    store.choose_fit(need, pinned, FitChoice.PINNED)
    store.bring_back_fits(person)
    assert store.fit_choices(person) == {(need, pinned): FitChoice.PINNED}
    store.undo()
    assert len(store.fit_choices(person)) == 3


def test_a_choice_goes_with_its_need_its_offer_or_its_person(store: Store, pair: tuple[int, int, int]) -> None:
    person, need, offer = pair
    store.choose_fit(need, offer, FitChoice.PINNED)
    for remove in (
        lambda: store.delete_heard(need),
        lambda: store.delete_offer(offer),
        lambda: store.delete_contacts([person]),
    ):
        remove()
        assert store.fit_choices(person) == {}
        store.undo()
        assert store.fit_choices(person) == {(need, offer): FitChoice.PINNED}


def test_neither_a_need_nor_an_offer_that_is_gone_can_be_chosen(store: Store, pair: tuple[int, int, int]) -> None:
    _, need, offer = pair
    with pytest.raises(NotFoundError, match="heard-gone"):
        store.choose_fit(need + 9, offer, FitChoice.PINNED)
    with pytest.raises(NotFoundError, match="offer-gone"):
        store.choose_fit(need, offer + 9, FitChoice.PINNED)


# --- people ---------------------------------------------------------------------------------------------------


@pytest.fixture
def both(store: Store) -> tuple[int, int, ContactRef]:
    """(person, need, who might help)"""
    person = store.add_contact(Person("Priya Raman")).new_id(Kind.CONTACT)
    need = store.add_heard(person, HeardKind.NEED, "a guide to FHIR").new_id(Kind.HEARD)
    return person, need, ContactRef(store.add_contact(Person("Bo Book")).new_id(Kind.CONTACT), "Bo Book")


def test_a_person_is_pinned_put_aside_and_freed_each_in_one_step(
    store: Store, both: tuple[int, int, ContactRef]
) -> None:
    person, need, bo = both
    changes = store.choose_person(need, bo.id, FitChoice.PINNED)
    assert person in changes.ids(Kind.CONTACT)
    assert store.person_choices(need) == {bo: FitChoice.PINNED}
    store.choose_person(need, bo.id, FitChoice.DISMISSED)
    assert store.person_choices(need) == {bo: FitChoice.DISMISSED}
    store.undo()
    assert store.person_choices(need) == {bo: FitChoice.PINNED}
    store.choose_person(need, bo.id, None)
    assert store.person_choices(need) == {}
    store.undo()
    assert store.person_choices(need) == {bo: FitChoice.PINNED}


def test_who_was_put_aside_for_a_need_comes_back_at_once(store: Store, both: tuple[int, int, ContactRef]) -> None:
    person, need, bo = both
    another = store.add_heard(person, HeardKind.NEED, "a desk").new_id(Kind.HEARD)
    cy, di = (ContactRef(store.add_contact(Person(name)).new_id(Kind.CONTACT), name) for name in ("Cy", "Di"))
    for one in (bo, cy):
        store.choose_person(need, one.id, FitChoice.DISMISSED)
    store.choose_person(need, di.id, FitChoice.PINNED)
    store.choose_person(another, bo.id, FitChoice.DISMISSED)
    assert person in store.bring_back_people(need).ids(Kind.CONTACT)
    assert store.person_choices(need) == {di: FitChoice.PINNED}
    assert store.person_choices(another) == {bo: FitChoice.DISMISSED}
    store.undo()
    assert len(store.person_choices(need)) == 3


def test_a_choice_of_a_person_goes_with_the_need_or_either_person(
    store: Store, both: tuple[int, int, ContactRef]
) -> None:
    person, need, bo = both
    store.choose_person(need, bo.id, FitChoice.DISMISSED)
    for remove in (
        lambda: store.delete_heard(need),
        lambda: store.delete_contacts([person]),
        lambda: store.delete_contacts([bo.id]),
    ):
        remove()
        assert store._ask("SELECT * FROM person_choice") == []
        assert store.check() == []
        store.undo()
        assert store.person_choices(need) == {bo: FitChoice.DISMISSED}


def test_neither_a_need_nor_a_person_that_is_gone_can_be_chosen(
    store: Store, both: tuple[int, int, ContactRef]
) -> None:
    _, need, bo = both
    with pytest.raises(NotFoundError, match="heard-gone"):
        store.choose_person(need + 9, bo.id, FitChoice.PINNED)
    with pytest.raises(NotFoundError, match="contact-gone"):
        store.choose_person(need, bo.id + 9, FitChoice.PINNED)
    with pytest.raises(NotFoundError, match="heard-gone"):
        store.bring_back_people(need + 9)
