"""Introductions by double opt-in: every state, what may follow it, and that nobody is named before both have agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from netplus_desktop.core.introductions import (
    Branch,
    Chain,
    IntroductionLetter,
    IntroductionState,
    both_agree,
    chain_of,
    decliner,
    is_open,
    last_at,
    last_kind,
    may_override,
    next_kinds,
    next_letter,
    other_than,
    state_of,
)
from netplus_desktop.core.records import ContactRef, Introduction, IntroductionEvent, IntroductionKind

K, S, L = IntroductionKind, IntroductionState, IntroductionLetter
AMARA, HUGO = ContactRef(1, "Amara Okafor"), ContactRef(2, "Hugo Berg")
DAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WAY = (
    K.FIRST_ASKED,
    K.FIRST_AGREES,
    K.SECOND_ASKED,
    K.SECOND_AGREES,
    K.INTRODUCED,
    K.ACKNOWLEDGED,
    K.MET,
    K.OUTCOME_REPORTED,
)


def introduction(*kinds: K, override: str = "") -> Introduction:
    events = tuple(IntroductionEvent(kind, DAY + timedelta(days=n)) for n, kind in enumerate(kinds))
    return Introduction(7, AMARA, HUGO, override=override, events=events)


ASIDE = (K.DECLINED, K.WITHDRAWN)
ROWS = [
    # what has happened, where it stands, what may follow, the letter that helps
    ((), S.IDEA, (K.FIRST_ASKED, K.FIRST_AGREES, *ASIDE), L.TO_FIRST),
    (WAY[:1], S.FIRST_ASKED, (K.FIRST_AGREES, *ASIDE), None),
    (WAY[:2], S.FIRST_AGREED, (K.SECOND_ASKED, K.SECOND_AGREES, *ASIDE), L.TO_SECOND),
    (WAY[:3], S.SECOND_ASKED, (K.SECOND_AGREES, *ASIDE), None),
    (WAY[:4], S.SECOND_AGREED, (K.INTRODUCED, *ASIDE), L.TO_BOTH),
    (WAY[:5], S.INTRODUCED, (K.ACKNOWLEDGED, K.MET, K.OUTCOME_REPORTED, *ASIDE), None),
    (WAY[:6], S.ACKNOWLEDGED, (K.MET, K.OUTCOME_REPORTED, *ASIDE), None),
    (WAY[:7], S.MET, (K.OUTCOME_REPORTED, *ASIDE), None),
    (WAY, S.OUTCOME_REPORTED, (), None),
]


@pytest.mark.parametrize(("kinds", "state", "following", "letter"), ROWS)
def test_each_state_follows_from_what_happened(
    kinds: tuple[K, ...], state: S, following: tuple[K, ...], letter: L | None
) -> None:
    one = introduction(*kinds)
    assert state_of(one) is state
    assert next_kinds(one) == following
    assert next_letter(one) is letter
    assert is_open(one) is (state is not S.OUTCOME_REPORTED)
    assert last_kind(one) is (kinds[-1] if kinds else None)
    assert last_at(one) == (DAY + timedelta(days=len(kinds) - 1) if kinds else None)


@pytest.mark.parametrize("come", range(len(WAY)))
@pytest.mark.parametrize(("end", "state"), [(K.DECLINED, S.DECLINED), (K.WITHDRAWN, S.WITHDRAWN)])
def test_at_any_step_it_can_be_declined_or_withdrawn_and_then_ends(come: int, end: K, state: S) -> None:
    assert end in next_kinds(introduction(*WAY[:come]))
    ended = introduction(*WAY[:come], end)
    assert (state_of(ended), next_kinds(ended), next_letter(ended)) == (state, (), None)
    assert last_kind(ended) is end and not is_open(ended) and not may_override(ended)


@pytest.mark.parametrize("come", range(4))
def test_names_are_joined_only_with_two_yeses_or_a_reason(come: int) -> None:
    early = introduction(*WAY[:come])
    assert K.INTRODUCED not in next_kinds(early) and not both_agree(early) and may_override(early)
    reasoned = replace(early, override="They asked each other at the fair")
    assert K.INTRODUCED in next_kinds(reasoned) and next_letter(reasoned) is L.TO_BOTH
    assert K.INTRODUCED not in next_kinds(replace(early, override="  ")), "blanks are no reason"


def test_the_second_is_never_asked_before_the_first_agrees() -> None:
    for kinds in ((), (K.FIRST_ASKED,)):
        assert not {K.SECOND_ASKED, K.SECOND_AGREES} & set(next_kinds(introduction(*kinds)))


def test_whoever_came_with_the_wish_need_not_be_asked() -> None:
    assert state_of(introduction(K.FIRST_AGREES)) is S.FIRST_AGREED
    both = introduction(K.FIRST_AGREES, K.SECOND_AGREES)
    assert state_of(both) is S.SECOND_AGREED and both_agree(both)


def test_with_two_yeses_nothing_needs_to_be_overridden() -> None:
    assert not may_override(introduction(*WAY[:4]))
    introduced = introduction(K.INTRODUCED, override="They met at the fair")
    assert state_of(introduced) is S.INTRODUCED
    assert next_kinds(introduced) == (K.ACKNOWLEDGED, K.MET, K.OUTCOME_REPORTED, *ASIDE), "introduced once"


@pytest.mark.parametrize(
    ("kinds", "who"),
    [
        (WAY[:1], AMARA),
        (WAY[:2], HUGO),
        (WAY[:3], HUGO),
        (WAY[:4], None),  # either may have thought better of it
        (WAY[:5], None),
    ],
)
def test_who_said_no_follows_from_whose_turn_it_was(kinds: tuple[K, ...], who: ContactRef | None) -> None:
    assert decliner(introduction(*kinds, K.DECLINED)) == who
    assert decliner(introduction(*kinds, K.WITHDRAWN)) is None


def test_each_of_the_two_is_introduced_to_the_other() -> None:
    assert other_than(introduction(), AMARA.id) == HUGO and other_than(introduction(), HUGO.id) == AMARA


# --- chains ---------------------------------------------------------------------------------------------------

GRETA, INES, JON = ContactRef(3, "Greta"), ContactRef(4, "Ines"), ContactRef(5, "Jon")


def test_a_chain_leads_to_a_person_and_on_from_them() -> None:
    led = {HUGO.id: (AMARA, INES), AMARA.id: (JON,)}
    assert chain_of(HUGO.id, (GRETA,), led) == Chain((GRETA,), (Branch(AMARA, (Branch(JON),)), Branch(INES)))
    assert chain_of(JON.id, (), {}) == Chain()


def test_a_ring_that_a_file_brought_ends_where_it_would_close() -> None:
    led = {HUGO.id: (AMARA,), AMARA.id: (INES,), INES.id: (HUGO, AMARA, JON)}
    assert chain_of(HUGO.id, (), led).after == (Branch(AMARA, (Branch(INES, (Branch(JON),)),)),)
