"""Where an interview stands, row by row as the practice has it; what the user chose; the stages of the strip."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core import practice, states
from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    HeardKind,
    HeardState,
    Interview,
    InterviewState,
)
from netplus_desktop.core.states import Followed, StageKind, StageState, Standing
from tests.talks import NOW, at, gave, heard, interview

HELD = datetime(2026, 11, 20, 10)
COMING = datetime(2026, 11, 26, 10)
DONE = {"requested": at(11, 2), "accepted": at(11, 4)}
AFTER = {"thanked": at(11, 21)}
PROMISE = heard(HeardKind.PROMISE, due=date(2026, 11, 30))
REFERRAL = heard(HeardKind.REFERRAL)


def state(talk: Interview, *things: Any, exchange: tuple[ExchangeEntry, ...] = ()) -> InterviewState:
    return states.state_of(talk, Standing(things, exchange), NOW)


WAY = [
    (interview(), InterviewState.WANTED),
    (interview(requested=at(11, 20)), InterviewState.REQUESTED),
    (interview(requested=at(11, 12)), InterviewState.NUDGE_DUE),  # seven business days before this Monday
    (interview(requested=at(11, 13)), InterviewState.REQUESTED),  # tomorrow
    (interview(requested=at(11, 2), nudged=at(11, 11)), InterviewState.NUDGED),
    (interview(requested=at(11, 2), nudged=at(11, 11), parked=at(11, 20)), InterviewState.PARKED),
    (interview(requested=at(11, 2), declined=at(11, 3)), InterviewState.DECLINED),
    (interview(**DONE), InterviewState.ACCEPTED),
    (interview(COMING, **DONE), InterviewState.SCHEDULED),
    (interview(COMING, **DONE, prepared=at(11, 22)), InterviewState.PREPARED),
    (interview(COMING, **DONE, prepared=at(11, 22), confirmed=at(11, 23, 8)), InterviewState.CONFIRMED),
    (interview(HELD, **DONE), InterviewState.HELD),
    (interview(held=at(11, 20)), InterviewState.HELD),
    (interview(HELD, notes="A good talk."), InterviewState.DEBRIEFED),
    (interview(HELD, debriefed=at(11, 20, 18)), InterviewState.DEBRIEFED),
    (interview(HELD, **AFTER), InterviewState.THANKED),
    (interview(HELD, **AFTER, loop_closed=at(11, 22)), InterviewState.LOOP_CLOSED),
]
SIDE = [
    (interview(**DONE, rescheduled=at(11, 22)), InterviewState.RESCHEDULED),
    (interview(COMING, **DONE, rescheduled=at(11, 22)), InterviewState.SCHEDULED),  # another time is agreed
    (interview(COMING, confirmed=at(11, 21), rescheduled=at(11, 22)), InterviewState.SCHEDULED),
    (interview(COMING, cancelled=at(11, 22)), InterviewState.CANCELLED),
    (interview(HELD, no_show=at(11, 20, 11)), InterviewState.NO_SHOW),
    (interview(COMING, turned=at(11, 22)), InterviewState.TURNED),
    (interview(parked=at(11, 10), accepted=at(11, 20)), InterviewState.ACCEPTED),  # something newer takes it out
]


@pytest.mark.parametrize(("talk", "expected"), [*WAY, *SIDE])
def test_the_state_follows_from_what_is_dated(talk: Interview, expected: InterviewState) -> None:
    assert state(talk) is expected


@pytest.mark.parametrize(
    ("things", "exchange", "expected"),
    [
        ((PROMISE,), (), InterviewState.FOLLOWING_THROUGH),
        ((REFERRAL,), (), InterviewState.FOLLOWING_THROUGH),
        ((), (gave(date(2026, 11, 21), interview_id=1),), InterviewState.FOLLOWING_THROUGH),
        ((), (gave(date(2026, 11, 21), interview_id=2),), InterviewState.THANKED),  # of another conversation
        ((), (gave(date(2026, 11, 21), interview_id=1, state=ExchangeState.DELIVERED),), InterviewState.THANKED),
        ((heard(HeardKind.PROMISE, state=HeardState.DONE),), (), InterviewState.THANKED),
        ((heard(HeardKind.REFERRAL, state=HeardState.WITHDRAWN),), (), InterviewState.THANKED),
        ((heard(HeardKind.REFERRAL, reported=date(2026, 11, 22)),), (), InterviewState.LOOP_CLOSED),
        ((heard(HeardKind.REFERRAL, reported=date(2026, 11, 22)), PROMISE), (), InterviewState.FOLLOWING_THROUGH),
    ],
)
def test_after_the_thanks_what_is_open_is_followed_through(
    things: tuple[Any, ...], exchange: tuple[ExchangeEntry, ...], expected: InterviewState
) -> None:
    assert state(interview(HELD, **AFTER), *things, exchange=exchange) is expected


def test_news_of_a_referral_opens_the_loop_again() -> None:
    told = heard(
        HeardKind.REFERRAL, on=date(2026, 11, 20), reported=date(2026, 11, 21), referred=ContactRef(9, "Helen")
    )
    met = Standing((told,), (), {9: Followed((date(2026, 11, 22),), answered=True)})
    talk = interview(HELD, **AFTER)
    assert state(talk, told) is InterviewState.LOOP_CLOSED
    assert states.state_of(talk, met, NOW) is InterviewState.FOLLOWING_THROUGH


def test_what_the_user_chose_goes_before() -> None:
    chosen = interview(HELD, notes="x", state=InterviewState.PARKED)
    assert state(chosen) is InterviewState.PARKED
    assert states.derived_state(chosen, Standing(), NOW) is InterviewState.DEBRIEFED


def test_every_state_can_be_reached() -> None:
    reached = {expected for _, expected in (*WAY, *SIDE)} | {InterviewState.FOLLOWING_THROUGH}
    assert reached == set(InterviewState)


# --- the strip ------------------------------------------------------------------------------------------------


def strip(*args: Any) -> list[str]:
    return [stage.state.value for stage in states.stages(*args, NOW)]


def test_the_strip_walks_from_the_approach_to_giving_back() -> None:
    start = datetime(2026, 11, 20, 10)
    need = heard(HeardKind.NEED)
    assert strip(interview(), (), ()) == ["current", "later", "later", "later", "later"]
    assert strip(interview(requested=at(11, 2)), (), ()) == ["done", "current", "later", "later", "later"]
    assert strip(interview(start), (), ()) == ["done", "done", "current", "later", "later"]
    assert strip(interview(start), (need,), ()) == ["done", "done", "done", "current", "later"]
    thanked = interview(start, thanked=at(11, 21))
    assert strip(thanked, (need,), ()) == ["done", "done", "done", "done", "current"]
    assert strip(thanked, (), ()) == ["done", "done", "not needed", "done", "current"]
    assert strip(thanked, (need,), (gave(date(2026, 11, 22)),)) == ["done"] * 5


def test_each_stage_has_its_fact() -> None:
    talk = interview(datetime(2026, 11, 20, 10), requested=at(11, 2))
    found = {
        stage.kind: stage
        for stage in states.stages(talk, (heard(HeardKind.NEED), heard(HeardKind.NEED, "more")), (), NOW)
    }
    assert found[StageKind.APPROACH].at == at(11, 2)
    assert found[StageKind.INTERVIEW].at == at(11, 20, 10, 20)
    assert found[StageKind.NEEDS_HEARD].count == 2
    assert found[StageKind.FOLLOW_UP].due == at(11, 21, 10, 20)
    assert found[StageKind.GIVE_BACK].at is None


def test_a_meeting_that_was_called_off_shows_no_time_to_come() -> None:
    found = states.stages(interview(datetime(2026, 11, 26, 10), cancelled=at(11, 22)), (), (), NOW)
    assert found[0].side is EventKind.CANCELLED
    assert [stage.due for stage in found] == [None] * 5
    assert StageState.DONE not in [stage.state for stage in found[1:]]


def test_only_what_was_given_since_the_meeting_or_for_it_counts_as_giving_back() -> None:
    talk = interview(datetime(2026, 11, 20, 10), notes="x", thanked=at(11, 20, 18))
    held = practice.held_at(talk, NOW)
    before, same_day = gave(date(2026, 11, 19)), gave(date(2026, 11, 20))
    declined = gave(date(2026, 11, 22), state=ExchangeState.DECLINED)
    for_another = gave(date(2026, 11, 22), interview_id=2)
    received = ExchangeEntry(6, 7, Direction.THEY_SHARED, "a list", date(2026, 11, 22), ExchangeState.DELIVERED)
    assert states.gives_after(talk, (before, declined, for_another, received), held) == []
    assert states.gives_after(talk, (same_day,), held) == [same_day]
    for_this = gave(date(2026, 11, 1), interview_id=1)
    assert states.gives_after(talk, (same_day, for_this), held) == [for_this, same_day], "earliest first"
    assert states.gives_after(talk, (for_this,), None) == [for_this]


def test_a_gift_on_the_evening_of_the_meeting_counts_west_of_greenwich() -> None:
    """The meeting ends after midnight UTC; the user's calendar still says the day before."""
    talk = interview(datetime(2026, 11, 19, 17), "America/Los_Angeles")
    now = NOW.astimezone(ZoneInfo("America/Los_Angeles"))
    found = states.stages(talk, (), (gave(date(2026, 11, 19)),), now)
    assert found[4].state is StageState.DONE
