"""Who else comes to mind for a need or an offer, looked for in the whole vault."""

from __future__ import annotations

import time

import pytest

from netplus_desktop.core.errors import Cancelled, NotFoundError
from netplus_desktop.core.records import FitChoice, HeardKind, HeardState, Kind, OfferFields, Person
from netplus_desktop.core.third_people import Fact, Idea
from netplus_desktop.store.store import Store


def add(store: Store, name: str, **fields: object) -> int:
    return store.add_contact(Person(name, **fields)).new_id(Kind.CONTACT)  # type: ignore[arg-type]


def hear(store: Store, person: int, text: str, kind: HeardKind = HeardKind.NEED) -> int:
    return store.add_heard(person, kind, text).new_id(Kind.HEARD)


def told(ideas: tuple[Idea, ...]) -> set[tuple[str, Fact, str]]:
    return {(idea.trait.name, idea.trait.fact, idea.trait.text) for idea in ideas}


@pytest.fixture
def need(store: Store) -> int:
    """A need of Priya's, among people of whom many things are known."""
    add(store, "Bo Book", title="Bookkeepers' clerk")
    add(store, "Cy Tag", tags=("accounting",))
    add(store, "Di Note", note="met at the fair\ndoes the accounts of three clubs")
    add(store, "Fay Firm", organisation="Accountants of the North", department="Payroll")
    add(store, "Gus Goat", title="Farmer", note="goats", tags=("sheep",))
    hear(store, add(store, "Em Same"), "an accountant for the charity")
    hear(store, add(store, "Hal Hums"), "bookkeeping for clubs", HeardKind.ENERGY)
    done = hear(store, add(store, "Ina Has"), "an accountant")
    store.edit_heard(done, state=HeardState.DONE)
    return hear(store, add(store, "Priya Raman", title="Accountant"), "Looking for an accountant")


def test_every_fact_is_looked_at_and_only_open_needs_are(store: Store, need: int) -> None:
    assert told(store.people_for_need(need)) == {
        ("Bo Book", Fact.ROLE, "Bookkeepers' clerk"),
        ("Cy Tag", Fact.TAG, "accounting"),
        ("Di Note", Fact.NOTE, "does the accounts of three clubs"),
        ("Fay Firm", Fact.ORGANISATION, "Accountants of the North Payroll"),
        ("Em Same", Fact.NEED, "an accountant for the charity"),
        ("Hal Hums", Fact.ENERGY, "bookkeeping for clubs"),
    }


def test_whom_the_user_put_aside_stays_away_and_whom_they_pinned_comes_first(store: Store, need: int) -> None:
    ids = {name: store.contact_ids(name)[0] for name in ("Bo Book", "Gus Goat")}
    store.choose_person(need, ids["Bo Book"], FitChoice.DISMISSED)
    store.choose_person(need, ids["Gus Goat"], FitChoice.PINNED)
    first, *others = store.people_for_need(need)
    assert (first.trait.name, first.trait.fact, first.pinned) == ("Gus Goat", Fact.PIN, True)
    assert "Bo Book" not in {idea.trait.name for idea in others} and others
    another = hear(store, store.contact_ids("Hal Hums")[0], "an accountant, too")
    assert "Bo Book" in {idea.trait.name for idea in store.people_for_need(another)}, "for this need alone"
    bare = add(store, "Nothing Known")
    store.choose_person(need, bare, FitChoice.PINNED)
    assert "Nothing Known" in {idea.trait.name for idea in store.people_for_need(need) if idea.pinned}
    store.bring_back_people(need)
    told_now = {idea.trait.name for idea in store.people_for_need(need)}
    assert {"Bo Book", "Gus Goat"} <= told_now


def test_an_offer_finds_those_who_need_it_and_leaves_out_those_who_had_it(store: Store, need: int) -> None:
    offer = store.add_offer(OfferFields("Know a bookkeeper")).new_id(Kind.OFFER)
    first, second, *_ = store.people_for_offer(offer)
    assert {first.trait.name, second.trait.name} == {"Priya Raman", "Em Same"}
    assert {first.trait.fact, second.trait.fact} == {Fact.NEED}
    store.offer_this(first.trait.contact_id, offer, need_id=first.trait.need_id)
    store.choose_fit(second.trait.need_id or 0, offer, FitChoice.DISMISSED)
    left = {idea.trait.need_id for idea in store.people_for_offer(offer)}
    assert not left & {first.trait.need_id, second.trait.need_id}
    store.undo()
    assert second.trait.need_id in {idea.trait.need_id for idea in store.people_for_offer(offer)}


def test_what_was_pinned_is_found_though_no_word_tells(store: Store, need: int) -> None:
    offer = store.add_offer(OfferFields("Feed goats")).new_id(Kind.OFFER)
    store.choose_fit(need, offer, FitChoice.PINNED)
    first, *_ = store.people_for_offer(offer)
    assert (first.trait.name, first.pinned) == ("Priya Raman", True)


def test_words_of_other_languages_meet_as_they_stand(store: Store) -> None:
    add(store, "Олена", title="бухгалтер")
    asked = hear(store, add(store, "Priya"), "ищет бухгалтера или бухгалтер")
    assert [idea.trait.name for idea in store.people_for_need(asked)] == ["Олена"]
    nothing = hear(store, add(store, "Ann"), "???")
    assert store.people_for_need(nothing) == ()


def test_the_search_can_be_cancelled_and_tells_of_what_is_gone(store: Store, need: int) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store.people_for_need(need, stop)
    with pytest.raises(NotFoundError):
        store.people_for_need(need + 999)
    with pytest.raises(NotFoundError):
        store.people_for_offer(1)


def test_a_long_note_costs_no_more_than_a_look(store: Store, need: int) -> None:
    add(store, "Lou Long", note="\n".join(f"accounting line {n} about matter {n}" for n in range(3000)))
    begin = time.process_time()
    assert "Lou Long" in {idea.trait.name for idea in store.people_for_need(need)}
    assert time.process_time() - begin < 2
