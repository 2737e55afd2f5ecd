"""The clocks of the practice: every interval with its default and its source, business days, and what is due when.

All are pure functions of records, the user's `Clocks` and a given now. The intervals are the user's to change; they are
kept in the vault, so that every computer that opens it counts alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from netplus_desktop.core.cadence import TIER_DAYS, Cadence
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.practice import ends_at, held_at, zone_of
from netplus_desktop.core.records import EventKind, Interview

SATURDAY_SUNDAY = frozenset({5, 6})
"""The days off of most countries; Monday is 0."""


class Unit(StrEnum):
    """What an interval is counted in."""

    BUSINESS_DAYS = "business days"
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Interval:
    """One number of the practice: what it is counted in, its default, what may be chosen, and who says so."""

    unit: Unit
    default: int
    least: int
    most: int
    source: str


INTERVALS: Mapping[str, Interval] = {
    "minutes": Interval(Unit.MINUTES, 20, 5, 60, "pomona.edu, rcelconnect.org, olc.sfu.ca, livecareer.com"),
    "second_person": Interval(Unit.BUSINESS_DAYS, 3, 0, 30, "Dalton, The 2-Hour Job Search (Duke)"),
    "nudge": Interval(Unit.BUSINESS_DAYS, 7, 1, 60, "Dalton, The 2-Hour Job Search (Duke); sfu.ca"),
    "parking": Interval(Unit.BUSINESS_DAYS, 7, 1, 60, "sfu.ca"),  # it says once; the days are those of the nudge again
    "confirm": Interval(Unit.DAYS, 1, 0, 7, "rcelconnect.org"),
    "debrief": Interval(Unit.DAYS, 0, 0, 7, "seriousjobseeker.com"),
    "thank": Interval(Unit.HOURS, 24, 1, 168, "postdocs.yale.edu"),
    "thank_late": Interval(Unit.HOURS, 48, 1, 336, "hampshire.edu/corc/15807.htm"),
    "thank_very_late": Interval(Unit.HOURS, 72, 1, 504, "hampshire.edu/corc/15807.htm"),
    "report_introduction": Interval(Unit.DAYS, 7, 1, 60, "huffingtonpost.com, Close the Networking Loop"),
    # "again after meeting"; the day is this program's own choice
    "report_meeting": Interval(Unit.DAYS, 1, 0, 30, "huffingtonpost.com, Close the Networking Loop"),
    # the day is this program's own choice: somebody has said yes, and waits
    "introduce": Interval(Unit.DAYS, 1, 0, 30, "avc.com, The Double Opt-In Introduction"),
    # that there is to be a measure: Grant's otherish givers; an hour is this program's own choice
    "weekly_minutes": Interval(Unit.MINUTES, 60, 0, 1200, "Grant, Give and Take"),
    # within what these name for a close circle, active ties, a quarterly note and a yearly one
    **{
        f"{tier}_{which}": Interval(Unit.DAYS, days, 1, 365, "penluma.pages.dev; uphabit.com/2023/01/09")
        for tier, both in TIER_DAYS.items()
        for which, days in zip(("ideal", "most"), both, strict=True)
    },
}
"""The intervals by the names of the fields of `Clocks`, in the order in which a conversation meets them; then how often
to be in touch. 0 switches `second_person` and `confirm` off."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The user's intervals and days off. `weekend` holds the weekdays off (Monday is 0), `days_off` single days."""

    minutes: int = 20
    second_person: int = 3
    nudge: int = 7
    parking: int = 7
    confirm: int = 1
    debrief: int = 0
    thank: int = 24
    thank_late: int = 48
    thank_very_late: int = 72
    report_introduction: int = 7
    report_meeting: int = 1
    introduce: int = 1
    weekly_minutes: int = 60
    inner_ideal: int = 30
    inner_most: int = 45
    active_ideal: int = 60
    active_most: int = 90
    steady_ideal: int = 90
    steady_most: int = 180
    light_ideal: int = 180
    light_most: int = 365
    weekend: frozenset[int] = SATURDAY_SUNDAY
    days_off: frozenset[date] = frozenset()

    @property
    def cadence(self) -> Cadence:
        """After how many days contact cools with those of each tier, and after how many it is dormant."""
        return {tier: (getattr(self, f"{tier}_ideal"), getattr(self, f"{tier}_most")) for tier in TIER_DAYS}

    def is_off(self, day: date) -> bool:
        """Whether nobody is expected to work on a day."""
        return day.weekday() in self.weekend or day in self.days_off


DEFAULTS = Clocks()
"""The numbers of the practice as they are until somebody changes one."""

MOST_DAYS_OFF = 1000


def clocks_of(text: str, weekend: frozenset[int] = SATURDAY_SUNDAY) -> Clocks:
    """The clocks that a vault keeps as `text_of` them; `weekend` where the user chose none. What cannot be read, or is
    out of bounds, is the default."""
    if not text:
        return DEFAULTS if weekend == DEFAULTS.weekend else Clocks(weekend=weekend)
    import json  # here: most vaults keep nothing, and are opened sooner without

    try:
        kept = json.loads(text)
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        kept = {}
    values: dict[str, Any] = {
        name: kept[name]
        for name, about in INTERVALS.items()
        if type(kept.get(name)) is int and about.least <= kept[name] <= about.most
    }
    return Clocks(**values, weekend=_weekend(kept.get("weekend"), weekend), days_off=_days(kept.get("days_off")))


def text_of(clocks: Clocks, weekend: frozenset[int] = SATURDAY_SUNDAY) -> str:
    """The clocks as a vault keeps them: what differs from the defaults, "" where nothing does."""
    kept: dict[str, Any] = {
        name: getattr(clocks, name) for name, about in INTERVALS.items() if getattr(clocks, name) != about.default
    }
    if clocks.weekend != weekend:
        kept["weekend"] = sorted(clocks.weekend)
    if clocks.days_off:
        kept["days_off"] = [day.isoformat() for day in sorted(clocks.days_off)]
    import json

    return json.dumps(kept) if kept else ""


def _weekend(kept: object, default: frozenset[int]) -> frozenset[int]:
    if isinstance(kept, list) and all(type(day) is int and 0 <= day <= 6 for day in kept) and len(set(kept)) < 7:
        return frozenset(kept)
    return default


def _days(kept: object) -> frozenset[date]:
    days = set()
    for one in kept[:MOST_DAYS_OFF] if isinstance(kept, list) else ():
        try:
            days.add(date.fromisoformat(one))
        except (TypeError, ValueError):
            continue
    return frozenset(days)


def within_bounds(clocks: Clocks) -> Clocks:
    """The clocks with every interval within what may be chosen, no contact dormant before it cools, and at least one
    weekday on which people work."""
    bounded = {name: min(max(getattr(clocks, name), about.least), about.most) for name, about in INTERVALS.items()}
    for tier in TIER_DAYS:
        bounded[f"{tier}_most"] = max(bounded[f"{tier}_most"], bounded[f"{tier}_ideal"])
    weekend = clocks.weekend if len(clocks.weekend) < 7 else SATURDAY_SUNDAY
    days_off = frozenset(sorted(clocks.days_off)[-MOST_DAYS_OFF:])
    return replace(clocks, **bounded, weekend=weekend, days_off=days_off)


# --- days ---------------------------------------------------------------------------------------------------


def add_business_days(start: date, days: int, clocks: Clocks = DEFAULTS) -> date:
    """The day `days` business days after `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if not clocks.is_off(day):
            days -= 1
    return day


def noon(day: date, zone: tzinfo | None) -> datetime:
    """An instant (UTC) that stands for a day: its noon, so that it stays that day in the zones around."""
    return datetime.combine(day, time(12), zone or UTC).astimezone(UTC)


def zone_for(interview: Interview, now: datetime) -> tzinfo | None:
    """The zone in which the days of an interview are counted: that of its plan; while that says nothing, of `now`."""
    return zone_of(interview.plan.zone) if interview.plan.zone != "UTC" else now.tzinfo


def _business_days_after(
    interview: Interview, kind: EventKind, days: int, now: datetime, clocks: Clocks
) -> datetime | None:
    at = interview.event(kind)
    if at is None:
        return None
    zone = zone_for(interview, now)
    return noon(add_business_days(at.astimezone(zone).date(), days, clocks), zone)


# --- what is due --------------------------------------------------------------------------------------------


def second_person_due(interview: Interview, now: datetime, clocks: Clocks = DEFAULTS) -> datetime | None:
    """When to ask another person, too, after a request without a reply; None without a request."""
    return _business_days_after(interview, EventKind.REQUESTED, clocks.second_person, now, clocks)


def nudge_due(interview: Interview, now: datetime, clocks: Clocks = DEFAULTS) -> datetime | None:
    """When to ask the same person once more; None without a request."""
    return _business_days_after(interview, EventKind.REQUESTED, clocks.nudge, now, clocks)


def parking_due(interview: Interview, now: datetime, clocks: Clocks = DEFAULTS) -> datetime | None:
    """When to let it rest, after the nudge; None without one."""
    return _business_days_after(interview, EventKind.NUDGED, clocks.parking, now, clocks)


def debrief_due(held: datetime, clocks: Clocks = DEFAULTS) -> datetime:
    """When a meeting that was `held` is to be written up."""
    return held + timedelta(days=clocks.debrief)


def thank_you_due(interview: Interview, now: datetime, clocks: Clocks = DEFAULTS) -> datetime | None:
    """When the thank-you for a held or planned meeting is due; None while no time is known."""
    held = held_at(interview, now) or ends_at(interview.plan)
    return held + timedelta(hours=clocks.thank) if held else None


class Lateness(StrEnum):
    """How late a thank-you is: its tone follows from that."""

    IN_TIME = "in time"
    LATE = "late"  # from 48 hours on: still welcome, with a word on the delay
    VERY_LATE = "very late"  # from 72 hours on: it begins with an apology


def thanks_lateness(interview: Interview, now: datetime, clocks: Clocks = DEFAULTS) -> Lateness:
    """How late a thank-you written now would be, or the one that was sent, was."""
    held = held_at(interview, now)
    if held is None:
        return Lateness.IN_TIME
    passed = (interview.event(EventKind.THANKED) or now) - held
    if passed >= timedelta(hours=clocks.thank_very_late):
        return Lateness.VERY_LATE
    return Lateness.LATE if passed >= timedelta(hours=clocks.thank_late) else Lateness.IN_TIME
