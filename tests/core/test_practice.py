"""The practice: lines of the notes, the time of a meeting in its zone, whether it was held, the both-ways record."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core import practice
from netplus_desktop.core.practice import LineKind
from netplus_desktop.core.records import (
    Direction,
    Event,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    HeardKind,
    Interview,
    InterviewPlan,
    OfferKind,
)
from tests.talks import NOW, at, gave, heard, interview

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


# --- time -------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("name", ["", "Nowhere/Here", "../etc/passwd", "America", "\0"])
def test_an_unknown_zone_is_read_as_utc(name: str) -> None:
    assert practice.zone_of(name) == ZoneInfo("UTC")


def test_a_plan_without_a_time_has_no_clock() -> None:
    plan = InterviewPlan()
    assert practice.starts_at(plan) is None
    assert practice.ends_at(plan) is None


def test_every_kind_of_offer_has_a_typical_effort() -> None:
    assert set(practice.OFFER_MINUTES) == set(OfferKind)
    assert practice.OFFER_MINUTES[OfferKind.INTRODUCTION] == 5


# --- held or not ------------------------------------------------------------------------------------------


def test_a_planned_meeting_counts_as_held_once_its_end_has_passed() -> None:
    talk = interview(datetime(2026, 11, 23, 9, 0))
    assert practice.held_at(talk, at(11, 23, 9, 19)) is None
    assert practice.held_at(talk, at(11, 23, 9, 20)) == at(11, 23, 9, 20)


@pytest.mark.parametrize("side", ["cancelled", "no_show", "declined", "parked", "turned"])
def test_a_meeting_that_fell_through_is_not_held(side: str) -> None:
    talk = interview(datetime(2026, 11, 20, 9), **{side: at(11, 20, 8)})
    assert practice.held_at(talk, NOW) is None


def test_of_two_events_at_the_same_instant_the_one_recorded_last_counts() -> None:
    talk = interview(no_show=NOW)
    events = practice.with_event(talk.events, EventKind.HELD, NOW)
    assert practice.held_at(Interview(1, 7, talk.plan, events, (), "", None, NOW), NOW) == NOW
    back = practice.with_event(events, EventKind.NO_SHOW, NOW)
    assert practice.side_state(Interview(1, 7, talk.plan, back, (), "", None, NOW)) is EventKind.NO_SHOW


def test_an_event_replaces_the_earlier_one_of_its_kind() -> None:
    events = practice.with_event((Event(EventKind.NUDGED, at(11, 1)),), EventKind.NUDGED, at(11, 9))
    assert events == (Event(EventKind.NUDGED, at(11, 9)),)


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
