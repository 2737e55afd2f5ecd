"""The Today list: its parts, when contact cools, and how many people one keeps up with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from netplus_desktop.core.records import NextStep, StepKind, Tier
from netplus_desktop.core.today import Crowd, Section, Warmth, cooling_from, crowds, is_news, section_of, warmth

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "due", "section"),
    [
        (StepKind.THANK, datetime(2026, 11, 22, 23, 59, tzinfo=UTC), Section.EARLIER),
        (StepKind.THANK, datetime(2026, 11, 23, 0, 0, tzinfo=UTC), Section.TODAY),
        (StepKind.MEET, datetime(2026, 11, 23, 23, 59, tzinfo=UTC), Section.TODAY),
        (StepKind.PROMISE, datetime(2026, 11, 24, 0, 0, tzinfo=UTC), Section.THIS_WEEK),
        (StepKind.KEEP_IN_TOUCH, datetime(2020, 1, 1, 12, 0, tzinfo=UTC), Section.COOLING),
    ],
)
def test_a_line_stands_where_its_day_says(kind: StepKind, due: datetime, section: Section) -> None:
    assert section_of(kind, due, NOW) is section


def test_the_day_is_that_of_where_one_is() -> None:
    late = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert section_of(StepKind.THANK, late, NOW) is Section.TODAY
    west = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert section_of(StepKind.THANK, late, west) is Section.EARLIER


@pytest.mark.parametrize(
    ("tier", "days", "found"),
    [
        (Tier.INNER, 30, Warmth.STEADY),
        (Tier.INNER, 31, Warmth.COOLING),
        (Tier.INNER, 45, Warmth.COOLING),
        (Tier.INNER, 46, Warmth.DORMANT),
        (Tier.ACTIVE, 60, Warmth.STEADY),
        (Tier.ACTIVE, 61, Warmth.COOLING),
        (Tier.ACTIVE, 91, Warmth.DORMANT),
        (Tier.STEADY, 90, Warmth.STEADY),
        (Tier.STEADY, 91, Warmth.COOLING),
        (Tier.STEADY, 181, Warmth.DORMANT),
        (Tier.LIGHT, 180, Warmth.STEADY),
        (Tier.LIGHT, 181, Warmth.COOLING),
        (Tier.LIGHT, 365, Warmth.COOLING),
        (Tier.LIGHT, 366, Warmth.DORMANT),
        (Tier.NONE, 365, None),
        (Tier.NONE, 366, Warmth.DORMANT),
    ],
)
def test_contact_cools_past_the_ideal_and_is_dormant_past_the_most(tier: Tier, days: int, found: Warmth | None) -> None:
    assert warmth(tier, TODAY - timedelta(days=days), TODAY) is found


def test_nothing_cools_before_a_first_contact() -> None:
    assert warmth(Tier.INNER, None, TODAY) is None


def test_the_first_day_of_cooling_is_the_one_after_the_ideal() -> None:
    assert cooling_from(Tier.INNER, date(2026, 10, 1)) == date(2026, 11, 1)


def test_nobody_is_told_of_a_crowd_before_there_is_one() -> None:
    assert crowds({Tier.INNER: 15, Tier.ACTIVE: 50, Tier.LIGHT: 85}) == ()


def test_sixteen_close_ones_and_a_hundred_and_fifty_one_in_all_are_a_crowd() -> None:
    assert crowds({Tier.INNER: 16}) == (Crowd(Tier.INNER, 16, 15),)
    assert crowds({Tier.ACTIVE: 51, Tier.STEADY: 100}) == (Crowd(None, 151, 150),)


def test_those_of_whom_nothing_was_decided_make_no_crowd() -> None:
    assert crowds({Tier.NONE: 5000, Tier.INNER: 3}) == ()


@pytest.mark.parametrize(
    ("kind", "minutes", "news"),
    [
        (StepKind.MEET, 16, False),
        (StepKind.MEET, 15, True),
        (StepKind.MEET, 1, True),
        (StepKind.MEET, 0, False),
        (StepKind.THANK, 1, False),
        (StepKind.THANK, 0, True),
        (StepKind.THANK, -600, True),
        (StepKind.PROMISE, 180, True),
        (StepKind.PROMISE, 24 * 60, False),
        (StepKind.PROMISE, -24 * 60, True),
        (StepKind.KEEP_IN_TOUCH, -24 * 60, False),
    ],
)
def test_what_is_worth_a_notice(kind: StepKind, minutes: int, news: bool) -> None:
    assert is_news(NextStep(kind, NOW + timedelta(minutes=minutes)), NOW) is news
