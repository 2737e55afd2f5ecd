"""What comes next, row by row: at most one step for each interview, and what time alone changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core import steps
from netplus_desktop.core.clocks import DEFAULTS, Clocks
from netplus_desktop.core.records import (
    ContactRef,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewState,
    NextStep,
    Question,
    StepKind,
    Tiara,
)
from netplus_desktop.core.states import NOTHING, Followed, Standing, followed
from tests.talks import NOW, at, heard, interview


def step(talk: Interview, now: datetime, *things: Heard, clocks: Clocks = DEFAULTS) -> NextStep | None:
    return steps.interview_step(talk, Standing(things), now, clocks)


def test_something_newer_takes_an_interview_out_of_its_side_state() -> None:
    talk = interview(datetime(2026, 11, 25, 9), parked=at(11, 10), accepted=at(11, 20))
    assert step(talk, NOW) == NextStep(StepKind.MEET, at(11, 25, 9))


NO_REPLY = {"requested": at(11, 13)}  # a Friday


@pytest.mark.parametrize(
    ("events", "now", "expected"),
    [
        (NO_REPLY, at(11, 16), NextStep(StepKind.ASK_ANOTHER, at(11, 18, 12))),  # three business days
        (NO_REPLY, at(11, 23), NextStep(StepKind.ASK_ANOTHER, at(11, 18, 12))),
        (NO_REPLY, at(11, 24), NextStep(StepKind.NUDGE, at(11, 24, 12))),  # seven
        (NO_REPLY | {"asked_another": at(11, 18)}, at(11, 18), NextStep(StepKind.NUDGE, at(11, 24, 12))),
        (NO_REPLY | {"nudged": at(11, 24)}, at(11, 25), NextStep(StepKind.PARK, at(12, 3, 12))),
        (NO_REPLY | {"nudged": at(11, 24), "parked": at(12, 3)}, at(12, 4), None),
        (NO_REPLY | {"accepted": at(11, 17)}, at(11, 25), None),  # a reply stops the clocks
        (NO_REPLY | {"declined": at(11, 17)}, at(11, 25), None),
        ({"requested": at(12, 24)}, at(12, 24), NextStep(StepKind.ASK_ANOTHER, at(12, 29, 12))),
        ({"requested": at(12, 24)}, at(1, 4, year=2027), NextStep(StepKind.NUDGE, at(1, 4, 12, year=2027))),
    ],
)
def test_no_reply_first_another_person_then_one_nudge_then_rest(
    events: dict[str, datetime], now: datetime, expected: NextStep | None
) -> None:
    assert step(interview(**events), now) == expected


def test_own_intervals_and_days_off_move_the_steps() -> None:
    asked = interview(**NO_REPLY)
    assert step(asked, at(11, 16), clocks=Clocks(second_person=0)) == NextStep(StepKind.NUDGE, at(11, 24, 12))
    holiday = Clocks(days_off=frozenset({date(2026, 11, 17)}))
    assert step(asked, at(11, 16), clocks=holiday) == NextStep(StepKind.ASK_ANOTHER, at(11, 19, 12))
    coming = interview(datetime(2026, 11, 26, 14))
    assert step(coming, at(11, 25), clocks=Clocks(confirm=0)) == NextStep(StepKind.MEET, at(11, 26, 14))
    assert step(coming, at(11, 24), clocks=Clocks(confirm=2)) == NextStep(StepKind.CONFIRM, at(11, 24, 14))
    held = interview(datetime(2026, 11, 20, 10))
    assert step(held, NOW, clocks=Clocks(debrief=1)) == NextStep(StepKind.WRITE_UP, at(11, 21, 10, 20))


def test_the_day_of_a_request_is_that_of_the_user() -> None:
    friday_evening_in_new_york = at(11, 21, 1)  # already Saturday in UTC
    new_york = ZoneInfo("America/New_York")
    found = step(interview(requested=friday_evening_in_new_york), at(12, 1).astimezone(new_york))
    assert found is not None
    assert found.due.astimezone(new_york) == datetime(2026, 12, 1, 12, tzinfo=new_york)


def test_a_meeting_is_confirmed_the_day_before_and_only_then() -> None:
    talk = interview(datetime(2026, 11, 26, 14), "Europe/Stockholm")
    meet = NextStep(StepKind.MEET, at(11, 26, 13))
    assert step(talk, at(11, 24, 22)) == meet
    assert step(talk, at(11, 25, 8)) == NextStep(StepKind.CONFIRM, at(11, 25, 13))
    assert step(talk, at(11, 25, 23, 30)) == meet  # past midnight in Stockholm
    confirmed = interview(datetime(2026, 11, 26, 14), "Europe/Stockholm", confirmed=at(11, 25, 7))
    assert step(confirmed, at(11, 25, 8)) == meet


def test_a_meeting_arranged_the_day_before_needs_no_confirming() -> None:
    tomorrow = datetime(2026, 11, 24, 14)
    assert step(interview(tomorrow, created=NOW), NOW) == NextStep(StepKind.MEET, at(11, 24, 14))
    agreed = step(interview(tomorrow, accepted=NOW), NOW)
    assert agreed is not None
    assert agreed.kind is StepKind.MEET


def test_time_alone_turns_the_next_step_at_known_instants() -> None:
    stockholm = interview(datetime(2026, 11, 26, 14), "Europe/Stockholm")
    later = interview(datetime(2026, 12, 3, 10))
    turns = []
    now = NOW
    while (turn := steps.next_turn([later, stockholm], now)) and turn < at(12, 1):
        turns.append(turn)
        now = turn
    assert turns == [at(11, 24, 23), at(11, 25, 23), at(11, 26, 13, 20)]
    found = [step(stockholm, turn) for turn in (NOW, *turns)]
    assert [one.kind for one in found if one] == [StepKind.MEET, StepKind.CONFIRM, StepKind.MEET, StepKind.WRITE_UP]
    assert steps.next_turn([interview(datetime(2026, 11, 20, 9)), interview()], NOW) is None


def test_after_the_meeting_first_the_write_up_then_the_thank_you_then_nothing() -> None:
    start = datetime(2026, 11, 20, 10)
    ended = at(11, 20, 10, 20)
    assert step(interview(start), NOW) == NextStep(StepKind.WRITE_UP, ended)
    thank = NextStep(StepKind.THANK, ended + timedelta(hours=24))
    assert step(interview(start, notes="A good talk."), NOW) == thank
    assert step(interview(start), NOW, heard(HeardKind.NEED)) == thank
    assert step(interview(start, debriefed=at(11, 20, 12)), NOW) == thank
    answered = (Question("What changed?", Tiara.TRENDS, asked=True, answer="The funding."),)
    talk = interview(start)
    assert step(Interview(1, 7, talk.plan, (), answered, "", None, NOW), NOW) == thank
    assert step(interview(start, notes="x", thanked=at(11, 21)), NOW) is None
    assert step(interview(start, loop_closed=at(11, 21)), NOW) is None


def test_the_nearest_step_over_all_conversations_comes_first() -> None:
    held = interview(datetime(2026, 11, 20, 10), notes="x", one=2)
    asked = interview(requested=at(11, 20), one=3)
    promise = heard(HeardKind.PROMISE, due=date(2026, 11, 21))
    found = steps.next_step([asked, held], NOTHING, NOW)
    assert found == (NextStep(StepKind.THANK, at(11, 21, 10, 20)), 2)
    first = steps.next_step([asked, interview(thanked=at(11, 20))], Standing((promise,)), NOW)
    assert first == (NextStep(StepKind.PROMISE, at(11, 21, 12)), 1)
    assert steps.next_step([interview()], NOTHING, NOW) is None


@pytest.mark.parametrize(
    "kept", [{"mine": False}, {"state": HeardState.DONE}, {"state": HeardState.WITHDRAWN}, {"due": None}]
)
def test_promises_of_others_and_kept_ones_are_no_step_of_mine(kept: dict[str, Any]) -> None:
    promise = heard(HeardKind.PROMISE, **({"due": date(2026, 11, 21)} | kept))
    assert steps.next_step([], Standing((promise,)), NOW) is None


# --- zones and changes of the clock -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "starts", "instant"),
    [
        ("Europe/Berlin", datetime(2026, 3, 28, 14), at(3, 28, 13)),  # the day before the clocks go forward
        ("Europe/Berlin", datetime(2026, 3, 29, 14), at(3, 29, 12)),
        ("America/New_York", datetime(2026, 11, 1, 14), at(11, 1, 19)),  # they go back
        ("Asia/Kathmandu", datetime(2027, 1, 1, 0, 15), at(12, 31, 18, 30)),  # another year there
        ("Pacific/Apia", datetime(2026, 6, 1, 8), at(5, 31, 19)),  # another day there
    ],
)
def test_a_meeting_is_at_the_wall_time_of_its_zone(zone: str, starts: datetime, instant: datetime) -> None:
    talk = interview(starts, zone, created=at(1, 1))
    long_before = at(2, 1)
    assert step(talk, long_before) == NextStep(StepKind.MEET, instant)
    day_before = datetime(starts.year, starts.month, starts.day, 0, 30, tzinfo=ZoneInfo(zone)) - timedelta(hours=1)
    assert step(talk, day_before) == NextStep(StepKind.CONFIRM, instant - timedelta(days=1))


def test_business_days_are_whole_days_of_the_zone_whatever_the_clocks_do() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    late_on_friday = datetime(2026, 3, 27, 23, 30, tzinfo=berlin)
    talk = interview(requested=late_on_friday, zone="Europe/Berlin")
    first = step(talk, late_on_friday)
    assert first is not None
    assert first.due.astimezone(berlin) == datetime(2026, 4, 1, 12, tzinfo=berlin)  # summer time began on the Sunday
    turn = steps.next_turn([talk], late_on_friday)
    assert turn is not None
    assert turn.astimezone(berlin) == datetime(2026, 4, 7, 0, tzinfo=berlin)
    assert step(talk, turn - timedelta(seconds=1)) == first
    nudge = step(talk, turn)
    assert nudge is not None
    assert nudge.kind is StepKind.NUDGE


# --- reporting back -------------------------------------------------------------------------------------------

HELEN = ContactRef(9, "Helen")
THANKED = interview(datetime(2026, 11, 2, 10), thanked=at(11, 3))


def named(**fields: Any) -> Heard:
    return heard(HeardKind.REFERRAL, "Helen", on=date(2026, 11, 2), referred=HELEN, **fields)


@pytest.mark.parametrize(
    ("fields", "went", "due"),
    [
        ({}, Followed(), None),  # named, nothing done with it yet
        ({"introduced": date(2026, 11, 4)}, Followed(), date(2026, 11, 11)),  # a week without an answer
        ({"contacted": date(2026, 11, 6)}, Followed(), date(2026, 11, 13)),
        ({"introduced": date(2026, 11, 4), "contacted": date(2026, 11, 6)}, Followed(), date(2026, 11, 13)),
        ({"introduced": date(2026, 11, 4)}, Followed(answered=True), None),  # first there is a meeting
        ({"introduced": date(2026, 11, 4), "reported": date(2026, 11, 12)}, Followed(), None),
        # thanked on the introduction: a silent week is told all the same
        ({"introduced": date(2026, 11, 4), "reported": date(2026, 11, 4)}, Followed(), date(2026, 11, 11)),
        ({"introduced": date(2026, 11, 4), "reported": date(2026, 11, 5)}, Followed(answered=True), None),
        ({"introduced": date(2026, 11, 4)}, Followed((date(2026, 11, 20),), True), date(2026, 11, 21)),
        (
            {"introduced": date(2026, 11, 4), "reported": date(2026, 11, 12)},
            Followed((date(2026, 11, 20),), True),
            date(2026, 11, 21),  # once more after the meeting
        ),
        (
            {"introduced": date(2026, 11, 4), "reported": date(2026, 11, 21)},
            Followed((date(2026, 11, 20),), True),
            None,
        ),
        ({}, Followed((date(2026, 10, 1),), True), None),  # we met before they were named
    ],
)
def test_who_named_somebody_is_told_how_it_goes(fields: dict[str, Any], went: Followed, due: date | None) -> None:
    thing = named(**fields)
    expected = (
        None if due is None else NextStep(StepKind.REPORT, datetime(due.year, due.month, due.day, 12, tzinfo=UTC))
    )
    assert steps.interview_step(THANKED, Standing((thing,), (), {9: went}), NOW) == expected


def test_how_it_went_on_follows_from_the_interviews_with_that_person() -> None:
    assert followed([], NOW) == Followed()
    assert followed([interview(requested=at(11, 6))], NOW) == Followed()
    assert followed([interview(requested=at(11, 6), accepted=at(11, 8))], NOW) == Followed(answered=True)
    met = followed([interview(datetime(2026, 11, 20, 10)), interview(held=at(11, 12))], NOW)
    assert met == Followed((date(2026, 11, 12), date(2026, 11, 20)), answered=True)


# --- at most one ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", list(InterviewState))
def test_a_state_that_the_user_chose_asks_for_its_own_step_or_none(chosen: InterviewState) -> None:
    full = interview(
        datetime(2026, 11, 20, 10), notes="x", state=chosen, requested=at(11, 2), nudged=at(11, 11), held=at(11, 20)
    )
    kinds = {
        InterviewState.REQUESTED: {StepKind.ASK_ANOTHER},
        InterviewState.NUDGE_DUE: {StepKind.NUDGE},
        InterviewState.NUDGED: {StepKind.PARK},
        InterviewState.SCHEDULED: {StepKind.MEET},
        InterviewState.PREPARED: {StepKind.MEET},
        InterviewState.CONFIRMED: {StepKind.MEET},
        InterviewState.HELD: {StepKind.WRITE_UP},
        InterviewState.DEBRIEFED: {StepKind.THANK},
    }.get(chosen, set())
    found = step(full, NOW)
    assert ({found.kind} if found else set()) == kinds


@pytest.mark.parametrize("chosen", list(InterviewState))
def test_a_chosen_state_without_its_dates_asks_for_nothing(chosen: InterviewState) -> None:
    assert step(interview(state=chosen), NOW) is None
