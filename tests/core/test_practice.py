"""The practice's clocks and stages: week ends, clock changes, year ends, and what comes next with a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core import practice
from netplus_desktop.core.practice import LineKind, StageKind, StageState
from netplus_desktop.core.records import (
    Direction,
    Event,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewPlan,
    NextStep,
    OfferKind,
    Question,
    StepKind,
    Tiara,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def interview(
    starts: datetime | None = None,
    zone: str = "UTC",
    notes: str = "",
    created: datetime | None = None,
    **events: datetime,
) -> Interview:
    plan = InterviewPlan(starts=starts, zone=zone)
    dated = tuple(Event(EventKind[name.upper()], when) for name, when in events.items())
    return Interview(1, 7, plan, dated, (), notes, None, created or at(11, 1))


def heard(kind: HeardKind, text: str = "something", **fields: Any) -> Heard:
    return Heard(1, 7, fields.pop("interview_id", 1), kind, text, fields.pop("on", date(2026, 11, 23)), **fields)


def gave(on: date, **fields: Any) -> ExchangeEntry:
    return ExchangeEntry(5, 7, Direction.I_GAVE, "a primer", on, fields.pop("state", ExchangeState.OFFERED), **fields)


# --- lines of the notes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("n recruiting takes four weeks", HeardKind.NEED, "recruiting takes four weeks"),
        ("t\tlead with one case ", HeardKind.TAKEAWAY, "lead with one case"),
        ("r 田中 美咲", HeardKind.REFERRAL, "田中 美咲"),
        ("p send the list by Friday", HeardKind.PROMISE, "send the list by Friday"),
        ("e diary studies", HeardKind.ENERGY, "diary studies"),
        ("? a primer on standards", HeardKind.NEED, "a primer on standards"),
        ("?a primer", HeardKind.NEED, "a primer"),
        ("> send the list", HeardKind.PROMISE, "send the list"),
    ],
)
def test_a_lines_first_letter_files_it(line: str, kind: HeardKind, text: str) -> None:
    assert practice.filed_as(line) == (kind, text)


@pytest.mark.parametrize(
    "line", ["", "n", "n ", "n   ", "need more time", " n indented", "a good talk", "n: no blank", "?", "> "]
)
def test_plain_lines_are_not_filed(line: str) -> None:
    assert practice.filed_as(line) is None


# --- clocks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 23), 7, date(2026, 12, 2)),  # from a Monday over one week end
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from within a week end
        (date(2026, 12, 28), 7, date(2027, 1, 6)),  # over the year's end
        (date(2028, 2, 25), 3, date(2028, 3, 1)),  # over a leap day
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_business_days_skip_week_ends(start: date, days: int, end: date) -> None:
    assert practice.add_business_days(start, days) == end


def test_other_week_ends_are_skipped_too() -> None:
    thursday = date(2026, 11, 26)
    assert practice.add_business_days(thursday, 1, weekend=frozenset({4, 5})) == date(2026, 11, 29)


def test_a_meeting_stays_at_its_wall_time_when_the_clocks_change() -> None:
    before = InterviewPlan(starts=datetime(2026, 3, 28, 14), zone="Europe/Berlin")
    after = InterviewPlan(starts=datetime(2026, 3, 29, 14), zone="Europe/Berlin")
    assert practice.starts_at(before) == at(3, 28, 13)
    assert practice.starts_at(after) == at(3, 29, 12)


def test_a_wall_time_that_the_clocks_skip_is_taken_an_hour_later() -> None:
    skipped = practice.starts_at(InterviewPlan(starts=datetime(2026, 3, 29, 2, 30), zone="Europe/Berlin"))
    assert skipped is not None
    assert skipped.astimezone(ZoneInfo("Europe/Berlin")).hour == 3


def test_a_meeting_over_the_hour_that_comes_twice_ends_after_its_minutes() -> None:
    plan = InterviewPlan(starts=datetime(2026, 11, 1, 1, 50), zone="America/New_York", minutes=20)
    start, end = practice.starts_at(plan), practice.ends_at(plan)
    assert start == at(11, 1, 5, 50)
    assert end == at(11, 1, 6, 10)


def test_the_thank_you_clock_runs_24_hours_over_a_clock_change() -> None:
    talk = interview(datetime(2026, 3, 28, 14), "Europe/Berlin")
    assert practice.thank_you_due(talk, at(3, 28, 20)) == at(3, 29, 13, 20)


@pytest.mark.parametrize("name", ["", "Nowhere/Here", "../etc/passwd", "America", "\0"])
def test_an_unknown_zone_is_read_as_utc(name: str) -> None:
    assert practice.zone_of(name) == ZoneInfo("UTC")


def test_a_plan_without_a_time_has_no_clock() -> None:
    plan = InterviewPlan()
    assert practice.starts_at(plan) is None
    assert practice.ends_at(plan) is None
    assert practice.thank_you_due(interview(), NOW) is None


def test_every_kind_of_offer_has_a_typical_effort() -> None:
    assert set(practice.OFFER_MINUTES) == set(OfferKind)
    assert practice.OFFER_MINUTES[OfferKind.INTRODUCTION] == 5


# --- held or not ------------------------------------------------------------------------------------------


def test_a_planned_meeting_counts_as_held_once_its_end_has_passed() -> None:
    talk = interview(datetime(2026, 11, 23, 9, 0))
    assert practice.held_at(talk, at(11, 23, 9, 19)) is None
    assert practice.held_at(talk, at(11, 23, 9, 20)) == at(11, 23, 9, 20)


@pytest.mark.parametrize("side", ["cancelled", "no_show", "declined", "parked"])
def test_a_meeting_that_fell_through_is_not_held(side: str) -> None:
    talk = interview(datetime(2026, 11, 20, 9), **{side: at(11, 20, 8)})
    assert practice.held_at(talk, NOW) is None
    assert practice.interview_step(talk, (), NOW) is None


def test_something_newer_takes_an_interview_out_of_its_side_state() -> None:
    talk = interview(datetime(2026, 11, 25, 9), parked=at(11, 10), accepted=at(11, 20))
    assert practice.interview_step(talk, (), NOW) == NextStep(StepKind.MEET, at(11, 25, 9))


def test_of_two_events_at_the_same_instant_the_one_recorded_last_counts() -> None:
    talk = interview(no_show=NOW)
    events = practice.with_event(talk.events, EventKind.HELD, NOW)
    assert practice.held_at(Interview(1, 7, talk.plan, events, (), "", None, NOW), NOW) == NOW
    back = practice.with_event(events, EventKind.NO_SHOW, NOW)
    assert practice.interview_step(Interview(1, 7, talk.plan, back, (), "", None, NOW), (), NOW) is None


def test_an_event_replaces_the_earlier_one_of_its_kind() -> None:
    events = practice.with_event((Event(EventKind.NUDGED, at(11, 1)),), EventKind.NUDGED, at(11, 9))
    assert events == (Event(EventKind.NUDGED, at(11, 9)),)


# --- the next step ----------------------------------------------------------------------------------------


def test_a_request_without_a_reply_is_nudged_once_after_seven_business_days() -> None:
    asked = interview(requested=at(12, 24, 9))
    assert practice.interview_step(asked, (), NOW) == NextStep(StepKind.NUDGE, at(1, 4, 12, year=2027))
    assert practice.interview_step(interview(requested=at(11, 2), nudged=at(11, 11)), (), NOW) is None
    assert practice.interview_step(interview(requested=at(11, 2), accepted=at(11, 3)), (), NOW) is None


def test_the_day_of_a_request_is_that_of_the_user() -> None:
    friday_evening_in_new_york = at(11, 21, 1)  # already Saturday in UTC
    new_york = ZoneInfo("America/New_York")
    step = practice.interview_step(interview(requested=friday_evening_in_new_york), (), NOW.astimezone(new_york))
    assert step is not None
    assert step.due.astimezone(new_york).date() == date(2026, 12, 1)


def test_a_meeting_is_confirmed_the_day_before_and_only_then() -> None:
    talk = interview(datetime(2026, 11, 26, 14), "Europe/Stockholm")
    meet = NextStep(StepKind.MEET, at(11, 26, 13))
    assert practice.interview_step(talk, (), at(11, 24, 22)) == meet
    assert practice.interview_step(talk, (), at(11, 25, 8)) == NextStep(StepKind.CONFIRM, at(11, 25, 13))
    assert practice.interview_step(talk, (), at(11, 25, 23, 30)) == meet  # past midnight in Stockholm
    confirmed = interview(datetime(2026, 11, 26, 14), "Europe/Stockholm", confirmed=at(11, 25, 7))
    assert practice.interview_step(confirmed, (), at(11, 25, 8)) == meet


def test_a_meeting_arranged_the_day_before_needs_no_confirming() -> None:
    tomorrow = datetime(2026, 11, 24, 14)
    assert practice.interview_step(interview(tomorrow, created=NOW), (), NOW) == NextStep(StepKind.MEET, at(11, 24, 14))
    agreed = practice.interview_step(interview(tomorrow, accepted=NOW), (), NOW)
    assert agreed is not None
    assert agreed.kind is StepKind.MEET


def test_time_alone_turns_the_next_step_at_known_instants() -> None:
    stockholm = interview(datetime(2026, 11, 26, 14), "Europe/Stockholm")
    later = interview(datetime(2026, 12, 3, 10))
    turns = []
    now = NOW
    while (turn := practice.next_turn([later, stockholm], now)) and turn < at(12, 1):
        turns.append(turn)
        now = turn
    assert turns == [at(11, 24, 23), at(11, 25, 23), at(11, 26, 13, 20)]
    steps = [practice.interview_step(stockholm, (), turn) for turn in (NOW, *turns)]
    assert [step.kind for step in steps if step] == [StepKind.MEET, StepKind.CONFIRM, StepKind.MEET, StepKind.WRITE_UP]
    assert practice.next_turn([interview(datetime(2026, 11, 20, 9)), interview()], NOW) is None


def test_after_the_meeting_first_the_write_up_then_the_thank_you_then_nothing() -> None:
    start = datetime(2026, 11, 20, 10)
    ended = at(11, 20, 10, 20)
    assert practice.interview_step(interview(start), (), NOW) == NextStep(StepKind.WRITE_UP, ended)
    thank = NextStep(StepKind.THANK, ended + timedelta(hours=24))
    assert practice.interview_step(interview(start, notes="A good talk."), (), NOW) == thank
    assert practice.interview_step(interview(start), (heard(HeardKind.NEED),), NOW) == thank
    assert practice.interview_step(interview(start, debriefed=at(11, 20, 12)), (), NOW) == thank
    answered = (Question("What changed?", Tiara.TRENDS, asked=True, answer="The funding."),)
    talk = interview(start)
    assert practice.interview_step(Interview(1, 7, talk.plan, (), answered, "", None, NOW), (), NOW) == thank
    assert practice.interview_step(interview(start, notes="x", thanked=at(11, 21)), (), NOW) is None
    assert practice.interview_step(interview(start, loop_closed=at(11, 21)), (), NOW) is None


def test_the_nearest_step_over_all_conversations_comes_first() -> None:
    held = interview(datetime(2026, 11, 20, 10), notes="x")
    asked = interview(requested=at(11, 20))
    promise = heard(HeardKind.PROMISE, due=date(2026, 11, 21))
    assert practice.next_step([asked, held], (), NOW) == NextStep(StepKind.THANK, at(11, 21, 10, 20))
    first = practice.next_step([asked, interview(thanked=at(11, 20))], (promise,), NOW)
    assert first == NextStep(StepKind.PROMISE, at(11, 21, 12))


@pytest.mark.parametrize(
    "kept", [{"mine": False}, {"state": HeardState.DONE}, {"state": HeardState.WITHDRAWN}, {"due": None}]
)
def test_promises_of_others_and_kept_ones_are_no_step_of_mine(kept: dict[str, Any]) -> None:
    promise = heard(HeardKind.PROMISE, **({"due": date(2026, 11, 21)} | kept))
    assert practice.next_step([], (promise,), NOW) is None


# --- stages -----------------------------------------------------------------------------------------------


def states(*args: Any) -> list[str]:
    return [stage.state.value for stage in practice.stages(*args, NOW)]


def test_the_strip_walks_from_the_approach_to_giving_back() -> None:
    start = datetime(2026, 11, 20, 10)
    need = heard(HeardKind.NEED)
    assert states(interview(), (), ()) == ["current", "later", "later", "later", "later"]
    assert states(interview(requested=at(11, 2)), (), ()) == ["done", "current", "later", "later", "later"]
    assert states(interview(start), (), ()) == ["done", "done", "current", "later", "later"]
    assert states(interview(start), (need,), ()) == ["done", "done", "done", "current", "later"]
    thanked = interview(start, thanked=at(11, 21))
    assert states(thanked, (need,), ()) == ["done", "done", "done", "done", "current"]
    assert states(thanked, (), ()) == ["done", "done", "not needed", "done", "current"]
    assert states(thanked, (need,), (gave(date(2026, 11, 22)),)) == ["done"] * 5


def test_each_stage_has_its_fact() -> None:
    talk = interview(datetime(2026, 11, 20, 10), requested=at(11, 2))
    strip = {
        stage.kind: stage
        for stage in practice.stages(talk, (heard(HeardKind.NEED), heard(HeardKind.NEED, "more")), (), NOW)
    }
    assert strip[StageKind.APPROACH].at == at(11, 2)
    assert strip[StageKind.INTERVIEW].at == at(11, 20, 10, 20)
    assert strip[StageKind.NEEDS_HEARD].count == 2
    assert strip[StageKind.FOLLOW_UP].due == at(11, 21, 10, 20)
    assert strip[StageKind.GIVE_BACK].at is None


def test_a_meeting_that_was_called_off_shows_no_time_to_come() -> None:
    strip = practice.stages(interview(datetime(2026, 11, 26, 10), cancelled=at(11, 22)), (), (), NOW)
    assert strip[0].side is EventKind.CANCELLED
    assert [stage.due for stage in strip] == [None] * 5
    assert StageState.DONE not in [stage.state for stage in strip[1:]]


def test_only_what_was_given_since_the_meeting_or_for_it_counts_as_giving_back() -> None:
    talk = interview(datetime(2026, 11, 20, 10), notes="x", thanked=at(11, 20, 18))
    held = practice.held_at(talk, NOW)
    before, same_day = gave(date(2026, 11, 19)), gave(date(2026, 11, 20))
    declined = gave(date(2026, 11, 22), state=ExchangeState.DECLINED)
    for_another = gave(date(2026, 11, 22), interview_id=2)
    received = ExchangeEntry(6, 7, Direction.THEY_SHARED, "a list", date(2026, 11, 22), ExchangeState.DELIVERED)
    assert practice.gives_after(talk, (before, declined, for_another, received), held) == []
    assert practice.gives_after(talk, (same_day,), held) == [at(11, 20, 12)]
    assert practice.gives_after(talk, (gave(date(2026, 11, 1), interview_id=1),), None) == [at(11, 1, 12)]


def test_a_gift_on_the_evening_of_the_meeting_counts_west_of_greenwich() -> None:
    """The meeting ends after midnight UTC; the user's calendar still says the day before."""
    talk = interview(datetime(2026, 11, 19, 17), "America/Los_Angeles")
    now = NOW.astimezone(ZoneInfo("America/Los_Angeles"))
    strip = practice.stages(talk, (), (gave(date(2026, 11, 19)),), now)
    assert strip[4].state is StageState.DONE


# --- the both-ways record ---------------------------------------------------------------------------------


def test_the_record_tells_both_ways_latest_first() -> None:
    talk = interview(datetime(2026, 11, 18, 10), thanked=at(11, 19))
    things = (
        heard(HeardKind.TAKEAWAY, "one case, told whole", on=date(2026, 11, 18)),
        heard(HeardKind.REFERRAL, "Helen", on=date(2026, 11, 18)),
        heard(HeardKind.NEED, "participants", on=date(2026, 11, 18)),
    )
    by_hand = ExchangeEntry(9, 7, Direction.THEY_SHARED, "a reading list", date(2026, 10, 8), ExchangeState.DELIVERED)
    lines = practice.exchange_lines((talk,), things, (by_hand, gave(date(2026, 11, 20))), NOW)
    assert [(line.kind, line.direction) for line in lines] == [
        (LineKind.OFFER, Direction.I_GAVE),
        (LineKind.THANKS, Direction.I_GAVE),
        (LineKind.MEETING, Direction.THEY_SHARED),
        (LineKind.TAKEAWAY, Direction.THEY_SHARED),
        (LineKind.REFERRAL, Direction.THEY_SHARED),
        (LineKind.SHARED, Direction.THEY_SHARED),
    ]
    assert lines[0].entry_id == 5
    assert lines[1].count == 1
    assert lines[-1].text == "a reading list"


def test_a_yes_to_a_meeting_is_no_share_until_the_meeting_was_held() -> None:
    to_come = interview(datetime(2026, 11, 26, 10), accepted=at(11, 12))
    assert practice.exchange_lines((to_come,), (), (), NOW) == ()
    (line,) = practice.exchange_lines((to_come,), (), (), at(11, 27))
    assert (line.kind, line.on) == (LineKind.MEETING, date(2026, 11, 26))


def test_the_last_contact_is_the_last_real_one() -> None:
    assert practice.last_contact((), (), NOW) is None
    planned = interview(datetime(2026, 12, 3, 10), requested=at(11, 2), prepared=at(11, 22))
    assert practice.last_contact((planned,), (), NOW) == date(2026, 11, 2)
    assert practice.last_contact((planned,), (gave(date(2026, 11, 5)),), NOW) == date(2026, 11, 5)
    new_year = interview(datetime(2026, 12, 31, 23, 30))
    sydney = at(1, 2, year=2027).astimezone(ZoneInfo("Australia/Sydney"))
    assert practice.last_contact((new_year,), (), sydney) == date(2027, 1, 1)
