"""What was decided on an offer for a need: kept, undone, and gone with either of the two."""

from __future__ import annotations

import pytest

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import FitChoice, HeardKind, Kind, OfferFields, Person
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
