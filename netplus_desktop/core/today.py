"""The Today list as pure functions: in which part of it a line stands, when contact with somebody cools, how many
people one keeps up with, and for how long a line may be put off.

Days are those of the zone that `now` is given in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from netplus_desktop.core.cadence import TIER_DAYS, Cadence
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import NextStep, StepKind, Tier

FIRST = 7
"""Lines that are shown first: as many as one takes in at a glance."""

SNOOZES = (1, 3, 7, 30)
"""For how many days a line can be put off."""

BEFORE_MEETING = timedelta(minutes=15)
"""So long before a meeting a notice tells of it: time enough to fetch the sheet, and to get to the call."""

YEAR = 365
"""After so many days without a contact a tie is dormant, whatever was decided about it (practice: 12 months)."""


class Section(StrEnum):
    """The parts of the list, in their order."""

    EARLIER = "earlier"  # it was due before today
    TODAY = "today"
    THIS_WEEK = "this week"
    COOLING = "cooling"  # nothing is open, and no contact for longer than was meant


def section_of(kind: StepKind, due: datetime, now: datetime) -> Section:
    """In which part of the list a step stands."""
    if kind is StepKind.KEEP_IN_TOUCH:
        return Section.COOLING
    day, today = due.astimezone(now.tzinfo).date(), now.date()
    if day < today:
        return Section.EARLIER
    return Section.TODAY if day == today else Section.THIS_WEEK


def is_news(step: NextStep, now: datetime) -> bool:
    """Whether a step is worth a word just now to somebody who does not look at the list: a meeting a quarter of an hour
    before it begins and until then, a thank-you from its hour on, all else from the morning of its day on."""
    if step.kind is StepKind.MEET:
        return step.due - BEFORE_MEETING <= now < step.due
    if step.kind is StepKind.THANK:
        return step.due <= now
    return section_of(step.kind, step.due, now) in (Section.EARLIER, Section.TODAY)


# --- cadence ------------------------------------------------------------------------------------------------


class Warmth(StrEnum):
    """How long it has been since the last real contact, measured by what the user meant to keep."""

    STEADY = "steady"
    COOLING = "cooling"  # for longer than is ideal for their tier
    DORMANT = "dormant"  # for longer than the most of their tier, or than a year


def warmth(tier: Tier, last: date | None, today: date, cadence: Cadence = TIER_DAYS) -> Warmth | None:
    """How it stands with somebody; None where nothing is known of a contact, or where nothing was decided and the last
    one is less than a year ago."""
    if last is None:
        return None
    ideal, most = cadence.get(tier, (YEAR, YEAR))
    passed = (today - last).days
    if passed > min(most, YEAR):
        return Warmth.DORMANT
    if passed > ideal:
        return Warmth.COOLING
    return Warmth.STEADY if tier in cadence else None


def cooling_from(tier: Tier, last: date, cadence: Cadence = TIER_DAYS) -> date:
    """The first day on which it is longer than ideal since the last contact. `tier` is not NONE."""
    return last + timedelta(days=cadence[tier][0] + 1)


# --- capacity -----------------------------------------------------------------------------------------------

CAPACITY: Mapping[Tier | None, int] = {Tier.INNER: 15, None: 150}
"""With how many people one keeps up: closely, and in all (the nested circles of 5, 15, 50, 150: penluma.pages.dev;
uphabit.com/2023/01/09)."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """More people than one keeps up with: in one tier, or (None) in all of them."""

    tier: Tier | None
    count: int
    most: int


def crowds(counts: Mapping[Tier, int]) -> tuple[Crowd, ...]:
    """Where there are more people than one keeps up with, by how many stand in each tier."""
    in_all = sum(number for tier, number in counts.items() if tier in TIER_DAYS)
    have = ((tier, in_all if tier is None else counts.get(tier, 0), most) for tier, most in CAPACITY.items())
    return tuple(Crowd(tier, number, most) for tier, number, most in have if number > most)
