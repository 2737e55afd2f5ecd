"""Who else comes to mind for a need, and for an offer: by which fact, in which order, and how sure that is."""

from __future__ import annotations

from datetime import date

import pytest

from netplus_desktop.core.records import ContactRef, FitChoice, Heard, HeardKind, HeardState, Offer, OfferFields
from netplus_desktop.core.third_people import MOST, Fact, Idea, Trait, search_words, who_could_use, who_might_help


def need(text: str, of: int = 1) -> Heard:
    return Heard(9, of, None, HeardKind.NEED, text, date(2026, 11, 23), HeardState.OPEN)


def offer(title: str, **fields: str) -> Offer:
    return Offer(7, OfferFields(title, **fields), None, False)  # type: ignore[arg-type]


NEED = need("Looking for an accountant for a side business")
BOOKS = offer("Know a bookkeeper who takes small clients")


def told(ideas: tuple[Idea, ...]) -> list[tuple[str, Fact]]:
    return [(idea.trait.name, idea.trait.fact) for idea in ideas]


@pytest.mark.parametrize(
    ("text", "fact", "there", "pair"),
    [
        ("an accountant for the tax return", Fact.ROLE, "Bookkeeper", ("accountant", "Bookkeeper")),
        ("wants to meet people from a clinic", Fact.ORGANISATION, "Harbour Clinic", ("clinic", "Clinic")),
        ("translate a leaflet into Portuguese", Fact.TAG, "portuguese", ("Portuguese", "portuguese")),
        ("violin lessons for her daughter", Fact.NOTE, "plays the violin in an orchestra", ("violin", "violin")),
        ("photos of the team", Fact.ENERGY, "photography of old machines", ("photos", "photography")),
    ],
)
def test_each_kind_of_fact_can_speak_for_somebody_and_is_the_reason(
    text: str, fact: Fact, there: str, pair: tuple[str, str]
) -> None:
    traits = [Trait(2, "Bo", fact, there), Trait(3, "Cy", Fact.ROLE, "Zoo keeper"), Trait(4, "Di", Fact.TAG, "chess")]
    (idea,) = who_might_help(need(text), traits, {})
    assert (idea.trait.contact_id, idea.trait.fact) == (2, fact)
    assert pair in idea.words


def test_two_people_with_the_same_need_should_meet() -> None:
    same = Trait(2, "Em", Fact.NEED, "an accountant for the charity", need_id=21)
    assert told(who_might_help(NEED, [same], {})) == [("Em", Fact.NEED)]


def test_whoever_voiced_the_need_is_not_told() -> None:
    assert who_might_help(NEED, [Trait(1, "Priya", Fact.ROLE, "Accountant")], {}) == ()


def test_each_person_is_told_once_by_what_speaks_most_for_them() -> None:
    traits = [Trait(2, "Bo", Fact.NOTE, "talked about business in general"), Trait(2, "Bo", Fact.ROLE, "Accountant")]
    (idea,) = who_might_help(NEED, traits, {})
    assert idea.trait.fact is Fact.ROLE


def test_nobody_comes_to_mind_where_no_fact_says_enough() -> None:
    traits = [
        Trait(2, "Bo", Fact.ROLE, "Zoo keeper"),
        Trait(3, "Cy", Fact.NOTE, "met at the fair"),
        Trait(4, "Di", Fact.TAG, ""),
    ]
    assert who_might_help(NEED, traits, {}) == ()
    assert who_might_help(need(""), traits, {}) == ()
    assert who_might_help(NEED, [], {}) == ()


def test_no_more_people_are_told_than_one_can_think_about() -> None:
    traits = [Trait(n, f"Person {n}", Fact.ROLE, "Accountant") for n in range(2, 60)]
    assert len(who_might_help(NEED, traits, {})) == MOST


def test_who_was_pinned_comes_first_and_who_was_dismissed_not_at_all() -> None:
    traits = [
        Trait(2, "Bo", Fact.ROLE, "Accountant"),
        Trait(3, "Cy", Fact.TAG, "accounting"),
        Trait(4, "Di", Fact.NOTE, "keeps accounts for a side business"),
        Trait(5, "Em", Fact.ROLE, "Zoo keeper"),
    ]
    choices = {
        ContactRef(5, "Em"): FitChoice.PINNED,
        ContactRef(2, "Bo"): FitChoice.DISMISSED,
        ContactRef(3, "Cy"): FitChoice.PINNED,
        ContactRef(1, "Priya"): FitChoice.PINNED,  # who voiced it: two people became one in another copy
    }
    ideas = who_might_help(NEED, traits, choices)
    assert told(ideas) == [("Em", Fact.PIN), ("Cy", Fact.TAG), ("Di", Fact.NOTE)]
    assert [idea.pinned for idea in ideas] == [True, True, False]
    assert ideas[0].words == () and ("accountant", "accounting") in ideas[1].words


def test_pins_take_nobody_away_but_those_who_are_one_too_many() -> None:
    traits = [Trait(n, f"Person {n}", Fact.ROLE, "Accountant") for n in range(2, 60)]
    pinned = {ContactRef(n, f"Person {n}"): FitChoice.PINNED for n in range(40, 42 + MOST)}
    assert [idea.trait.contact_id for idea in who_might_help(NEED, traits, pinned)] == [ref.id for ref in pinned]
    few = {ContactRef(59, "Person 59"): FitChoice.PINNED}
    ideas = who_might_help(NEED, traits, few)
    assert len(ideas) == MOST and ideas[0].trait.contact_id == 59


def test_needs_come_before_other_facts_which_are_a_perhaps() -> None:
    traits = [
        Trait(2, "Bo", Fact.ENERGY, "bookkeeping"),
        Trait(3, "Em", Fact.NEED, "an accountant for the charity", need_id=31),
        Trait(4, "Di", Fact.NEED, "somebody to walk the dog", need_id=41),
    ]
    ideas = who_could_use(BOOKS, traits, {})
    assert told(ideas) == [("Em", Fact.NEED), ("Bo", Fact.ENERGY)]
    assert ideas[1].weak


def test_what_was_pinned_comes_first_what_was_dismissed_or_offered_not_at_all() -> None:
    traits = [
        Trait(2, "Bo", Fact.NEED, "an accountant for the charity", need_id=21),
        Trait(3, "Em", Fact.NEED, "a hand with moving house", need_id=31),
        Trait(4, "Di", Fact.NEED, "an accountant for her shop", need_id=41),
        Trait(5, "Cy", Fact.NEED, "an accountant, at once", need_id=51),
    ]
    choices = {31: FitChoice.PINNED, 41: FitChoice.DISMISSED}
    ideas = who_could_use(BOOKS, traits, choices, already=[5])
    assert told(ideas) == [("Em", Fact.NEED), ("Bo", Fact.NEED)]
    assert ideas[0].pinned and not ideas[0].weak


def test_nobody_is_introduced_to_themselves() -> None:
    sofia = OfferFields("Introduce Sofía, who recruits", contact=ContactRef(2, "Sofía"))
    traits = [Trait(2, "Sofía", Fact.TAG, "recruiting"), Trait(3, "Bo", Fact.NEED, "help with recruiting", need_id=31)]
    assert told(who_could_use(Offer(7, sofia, None, False), traits, {})) == [("Bo", Fact.NEED)]


def test_what_to_search_for_begins_with_the_words_themselves() -> None:
    own, same, near = search_words("an accountant")
    assert "accountant" in own
    assert any("bookkeeper".startswith(word) for word in same)
    assert near
    assert list(search_words("")) == []
    assert next(search_words("Łódź")) == ("lodz",)
