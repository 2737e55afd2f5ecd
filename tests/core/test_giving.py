"""How far offers and requests have come, row by row, and what they add to the both-ways record."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from talks import at, gave, heard, interview

from netplus_desktop.core import giving, practice
from netplus_desktop.core.practice import LineKind
from netplus_desktop.core.records import (
    Ask,
    AskKind,
    AskState,
    ContactRef,
    Direction,
    ExchangeState,
    HeardKind,
    Introduction,
    IntroductionEvent,
    IntroductionKind,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY, LATER = date(2026, 11, 20), date(2026, 11, 22)


def ask(state: AskState = AskState.ASKED, **fields: object) -> Ask:
    return Ask(1, 7, None, AskKind.ADVICE, "how to begin", state, date(2026, 11, 18), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "following"),
    [
        ("considered", "offered"),
        ("offered", "accepted, declined, no answer, delivered"),
        ("accepted", "delivered"),
        ("no answer", "accepted, declined"),
        ("declined", ""),
        ("delivered", "acknowledged"),
        ("acknowledged", ""),
    ],
)
def test_an_offer_goes_its_way(state: str, following: str) -> None:
    assert ", ".join(giving.OFFER_NEXT[ExchangeState(state)]) == following


@pytest.mark.parametrize(
    ("state", "following"),
    [
        ("drafted", "asked"),
        ("asked", "granted, partly, declined, no answer"),
        ("no answer", "granted, partly, declined"),
        ("granted", "thanked"),
        ("partly", "thanked"),
        ("declined", ""),
        ("thanked", "outcome reported"),
        ("outcome reported", ""),
    ],
)
def test_a_request_goes_its_way(state: str, following: str) -> None:
    assert ", ".join(giving.ASK_NEXT[AskState(state)]) == following


def test_every_state_can_be_reached_and_has_a_row() -> None:
    offers, asks = giving.OFFER_NEXT, giving.ASK_NEXT
    assert {after for row in offers.values() for after in row} | {ExchangeState.CONSIDERED} == set(ExchangeState)
    assert {after for row in asks.values() for after in row} | {AskState.DRAFTED} == set(AskState)
    assert set(offers) == set(ExchangeState)
    assert set(asks) == set(AskState)


@pytest.mark.parametrize(
    ("before", "state", "days"),
    [
        (ask(), "granted", (LATER, None, None)),
        (ask(), "partly", (LATER, None, None)),
        (ask(), "declined", (LATER, None, None)),
        (ask(), "no answer", (None, None, None)),
        (ask(AskState.GRANTED, answered=DAY), "thanked", (DAY, LATER, None)),
        (ask(AskState.THANKED, answered=DAY, thanked=DAY), "outcome reported", (DAY, DAY, LATER)),
        (ask(AskState.THANKED, answered=DAY, thanked=DAY), "granted", (DAY, None, None)),
        (ask(AskState.GRANTED, answered=DAY), "asked", (None, None, None)),
        (ask(AskState.REPORTED, answered=DAY, thanked=DAY, reported=DAY), "thanked", (DAY, DAY, None)),
    ],
)
def test_each_step_has_its_day_and_setting_it_back_takes_it_away(
    before: Ask, state: str, days: tuple[date | None, ...]
) -> None:
    after = giving.ask_at(before, AskState(state), LATER)
    assert (after.answered, after.thanked, after.reported) == days
    assert (after.state, after.on) == (state, date(2026, 11, 18))


def test_what_was_only_drafted_is_asked_on_the_day_it_goes_out() -> None:
    assert giving.ask_at(ask(AskState.DRAFTED), AskState.ASKED, LATER).on == LATER


# --- the both-ways record -----------------------------------------------------------------------------------


def lines(*asks: Ask, **more: object) -> list[tuple[Direction | None, LineKind, date, str]]:
    found = practice.exchange_lines((), (), (), NOW, asks=asks, **more)  # type: ignore[arg-type]
    return [(line.direction, line.kind, line.on, line.text) for line in found]


def test_a_request_is_told_with_the_help_the_thanks_and_the_outcome() -> None:
    whole = ask(AskState.REPORTED, answered=date(2026, 11, 19), thanked=DAY, reported=LATER)
    assert lines(whole) == [
        (Direction.I_GAVE, LineKind.LOOP, LATER, "how to begin"),
        (Direction.I_GAVE, LineKind.THANKS, DAY, "how to begin"),
        (Direction.THEY_SHARED, LineKind.HELP, date(2026, 11, 19), "how to begin"),
        (None, LineKind.ASKED, date(2026, 11, 18), "how to begin"),
    ]


@pytest.mark.parametrize(
    "request_", [ask(), ask(AskState.NO_ANSWER), ask(AskState.DECLINED, answered=DAY), ask(AskState.DRAFTED)]
)
def test_a_request_without_a_yes_is_no_help_received(request_: Ask) -> None:
    assert [kind for _, kind, _, _ in lines(request_)] == [LineKind.ASKED]


def test_an_introduction_that_was_made_is_a_give_and_names_the_other() -> None:
    made = IntroductionEvent(IntroductionKind.INTRODUCED, at(11, 20))
    one = Introduction(1, ContactRef(7, "Priya"), ContactRef(8, "Lee"), events=(made,))
    assert lines(introductions=(one,), contact_id=7) == [(Direction.I_GAVE, LineKind.INTRODUCED, DAY, "Lee")]
    assert lines(introductions=(one,), contact_id=8)[0][3] == "Priya"
    agreed = IntroductionEvent(IntroductionKind.FIRST_AGREES, at(11, 20))
    assert lines(introductions=(Introduction(1, one.first, one.second, events=(agreed,)),), contact_id=7) == []


def test_a_talk_tells_of_the_request_and_of_the_loop_that_was_closed() -> None:
    talk = interview(at(11, 20), requested=at(11, 10), loop_closed=at(11, 22))
    referral = heard(HeardKind.REFERRAL, "Lee", reported=date(2026, 11, 21))
    found = practice.exchange_lines((talk,), (referral,), (), NOW)
    assert [(line.kind, line.direction) for line in found if line.kind in (LineKind.ASKED, LineKind.LOOP)] == [
        (LineKind.LOOP, Direction.I_GAVE),
        (LineKind.LOOP, Direction.I_GAVE),
        (LineKind.ASKED, None),
    ]


def test_what_is_only_considered_went_nowhere_and_is_no_contact() -> None:
    thought = gave(DAY, state=ExchangeState.CONSIDERED)
    (line,) = practice.exchange_lines((), (), (thought,), NOW)
    assert not line.went
    assert practice.last_contact((), (thought,), NOW) is None
    assert practice.last_contact((), (gave(DAY),), NOW) == DAY


def test_a_request_and_its_answer_are_contacts_and_a_draft_is_none() -> None:
    assert practice.last_contact((), (), NOW, asks=(ask(AskState.GRANTED, answered=LATER),)) == LATER
    assert practice.last_contact((), (), NOW, asks=(ask(AskState.DRAFTED),)) is None
