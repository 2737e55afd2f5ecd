"""The clocks, row by row as the practice has them: the numbers, business days, week ends, clock changes, year ends."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netplus_desktop.core import clocks
from netplus_desktop.core.clocks import DEFAULTS, INTERVALS, Clocks, Lateness, Unit
from tests.talks import NOW, at, interview


@pytest.mark.parametrize(
    ("name", "number", "unit"),
    [
        ("minutes", 20, Unit.MINUTES),  # meeting length to ask for: default 20, never an hour
        ("second_person", 3, Unit.BUSINESS_DAYS),  # no reply: another person there
        ("nudge", 7, Unit.BUSINESS_DAYS),  # nudge the first
        ("parking", 7, Unit.BUSINESS_DAYS),
        ("confirm", 1, Unit.DAYS),  # the day before
        ("debrief", 0, Unit.DAYS),  # same day
        ("thank", 24, Unit.HOURS),
        ("thank_late", 48, Unit.HOURS),
        ("thank_very_late", 72, Unit.HOURS),  # 2-3 days at the outside
        ("report_introduction", 7, Unit.DAYS),  # tell the connector after 1 week
        ("report_meeting", 1, Unit.DAYS),  # and again after meeting
    ],
)
def test_each_interval_is_that_of_the_practice(name: str, number: int, unit: Unit) -> None:
    assert getattr(DEFAULTS, name) == number
    assert (INTERVALS[name].default, INTERVALS[name].unit) == (number, unit)
    assert INTERVALS[name].least <= number <= INTERVALS[name].most
    assert INTERVALS[name].source


def test_every_number_can_be_changed() -> None:
    assert {field.name for field in fields(Clocks)} == INTERVALS.keys() | {"weekend", "days_off"}


# --- business days --------------------------------------------------------------------------------------------


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
    assert clocks.add_business_days(start, days) == end


def test_other_week_ends_and_own_days_off_are_skipped_too() -> None:
    thursday = date(2026, 11, 26)
    assert clocks.add_business_days(thursday, 1, Clocks(weekend=frozenset({4, 5}))) == date(2026, 11, 29)
    holidays = Clocks(days_off=frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)}))
    assert clocks.add_business_days(date(2026, 12, 23), 1, holidays) == date(2026, 12, 28)
    assert clocks.add_business_days(date(2026, 12, 23), 6, holidays) == date(2027, 1, 5)


# --- what is due ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "second", "nudge"),
    [
        (at(11, 23), date(2026, 11, 26), date(2026, 12, 2)),  # a Monday
        (at(11, 20), date(2026, 11, 25), date(2026, 12, 1)),  # a Friday: the week end does not count
        (at(11, 21), date(2026, 11, 25), date(2026, 12, 1)),  # a Saturday
        (at(12, 24), date(2026, 12, 29), date(2027, 1, 4)),  # over the year's end
    ],
)
def test_a_request_is_followed_after_three_and_seven_business_days(asked: datetime, second: date, nudge: date) -> None:
    talk = interview(requested=asked)
    assert clocks.second_person_due(talk, NOW) == datetime(second.year, second.month, second.day, 12, tzinfo=NOW.tzinfo)
    assert clocks.nudge_due(talk, NOW) == datetime(nudge.year, nudge.month, nudge.day, 12, tzinfo=NOW.tzinfo)


def test_parking_is_proposed_seven_business_days_after_the_nudge() -> None:
    assert clocks.parking_due(interview(requested=at(11, 2), nudged=at(11, 11)), NOW) == at(11, 20, 12)
    assert clocks.parking_due(interview(requested=at(11, 2)), NOW) is None


def test_the_day_of_a_request_is_that_of_the_zone_of_its_plan() -> None:
    friday_evening_in_new_york = at(11, 21, 1)  # already Saturday in UTC
    talk = interview(requested=friday_evening_in_new_york, zone="America/New_York")
    due = clocks.second_person_due(talk, NOW)
    assert due is not None
    assert due.astimezone(ZoneInfo("America/New_York")) == datetime(
        2026, 11, 25, 12, tzinfo=ZoneInfo("America/New_York")
    )


def test_the_thank_you_clock_runs_24_hours_over_a_clock_change() -> None:
    talk = interview(datetime(2026, 3, 28, 14), "Europe/Berlin")
    assert clocks.thank_you_due(talk, at(3, 28, 20)) == at(3, 29, 13, 20)
    assert clocks.thank_you_due(talk, at(3, 28, 20), Clocks(thank=2)) == at(3, 28, 15, 20)
    assert clocks.thank_you_due(interview(), NOW) is None


@pytest.mark.parametrize(
    ("now", "tone"),
    [
        (at(11, 20, 10, 20), Lateness.IN_TIME),
        (at(11, 22, 10, 19), Lateness.IN_TIME),
        (at(11, 22, 10, 20), Lateness.LATE),  # 48 hours
        (at(11, 23, 10, 19), Lateness.LATE),
        (at(11, 23, 10, 20), Lateness.VERY_LATE),  # 72 hours
    ],
)
def test_the_tone_of_thanks_follows_their_lateness(now: datetime, tone: Lateness) -> None:
    talk = interview(datetime(2026, 11, 20, 10))
    assert clocks.thanks_lateness(talk, now) is tone
    sent = interview(datetime(2026, 11, 20, 10), thanked=now)
    assert clocks.thanks_lateness(sent, at(12, 24)) is tone


# --- kept -----------------------------------------------------------------------------------------------------


def test_clocks_are_kept_as_what_differs() -> None:
    assert clocks.text_of(DEFAULTS) == ""
    own = replace(DEFAULTS, nudge=5, weekend=frozenset({4, 5}), days_off=frozenset({date(2026, 12, 24)}))
    assert clocks.clocks_of(clocks.text_of(own)) == own
    assert clocks.clocks_of("", frozenset({4, 5})) == replace(DEFAULTS, weekend=frozenset({4, 5}))
    assert clocks.clocks_of(clocks.text_of(own), frozenset({6})).weekend == {4, 5}


@pytest.mark.parametrize(
    "kept",
    [
        "not json", "[]", "7", "null", '{"nudge": "5"}', '{"nudge": 0}', '{"nudge": true}', '{"thank": 100000}',
        '{"weekend": [0, 1, 2, 3, 4, 5, 6]}', '{"weekend": [9]}', '{"days_off": ["x", 3, null]}', '{"days_off": 4}',
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_the_default(kept: str) -> None:
    assert clocks.clocks_of(kept) == DEFAULTS


@given(st.text(max_size=60))
def test_any_text_gives_clocks_that_can_be_kept(kept: str) -> None:
    found = clocks.clocks_of(kept)
    assert clocks.within_bounds(found) == found
