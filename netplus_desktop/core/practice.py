"""The practice of networking plus as pure functions of records and a given now: stages, clocks, next steps.

Terms and numbers come from the literature of the field; each constant names its source. Nothing here reads a
clock, a setting or a database. Days (of a meeting, a letter) are those of the zone that `now` is given in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from netplus_desktop.core.frozen import dataclass
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
    StepKind,
    Tier,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

THANK_YOU_WITHIN = timedelta(hours=24)
"""A thank-you is due within 24 hours of the meeting's end (Yale, postdocs.yale.edu)."""

NUDGE_AFTER_BUSINESS_DAYS = 7
"""One nudge after seven business days without a reply (Dalton's 3B7; SFU)."""

CONFIRM_BEFORE = timedelta(days=1)
"""The meeting is confirmed the day before (rcelconnect.org)."""

DEFAULT_MINUTES = 20
"""The length to ask for (Pomona: 20 minutes; never an hour, livecareer.com)."""

QUIET_DAYS = 60
"""After so many days without a contact a person known before counts as quiet (ideal gap of the Active tier)."""

TIER_DAYS: dict[Tier, tuple[int, int]] = {
    Tier.INNER: (30, 45),
    Tier.ACTIVE: (60, 90),
    Tier.STEADY: (90, 180),
    Tier.LIGHT: (180, 365),
}
"""How many days may pass between two contacts, ideally and at most, by how closely one keeps in touch. Nobody measured
these: they lie within what networking guides and makers of such programs name for a close circle, active ties, a
quarterly note and a yearly one (penluma.pages.dev; uphabit.com/2023/01/09)."""

JOB_NEWS_DAYS = 90
"""For so many days a change of employer that an import told of is a reason to write: a quarter, as long as one speaks
of a new job as new."""

OFFER_MINUTES: dict[OfferKind, int] = {
    OfferKind.INTRODUCTION: 5,
    OfferKind.MARKET: 10,
    OfferKind.RESEARCH: 60,
    OfferKind.RESOURCE: 5,
    OfferKind.SKILL: 60,
    OfferKind.FEEDBACK: 30,
    OfferKind.CREDIT: 15,
    OfferKind.LEAD: 10,
    OfferKind.VIEW: 20,
    OfferKind.VOLUNTEER: 120,
    OfferKind.KNOW_HOW: 10,
    OfferKind.APPRECIATION: 5,
}
"""Typical effort of each kind of offer, in minutes."""

FILING_LETTERS: dict[str, HeardKind] = {
    "n": HeardKind.NEED,
    "t": HeardKind.TAKEAWAY,
    "r": HeardKind.REFERRAL,
    "p": HeardKind.PROMISE,
    "e": HeardKind.ENERGY,
}
"""A line of the notes that starts with one of these letters and a blank is filed as that thing."""

FILING_MARKS: dict[str, HeardKind] = {"?": HeardKind.NEED, ">": HeardKind.PROMISE}
"""So is one that starts with one of these marks, with a blank or without."""

SIDE_STATES = frozenset({EventKind.PARKED, EventKind.DECLINED, EventKind.CANCELLED, EventKind.NO_SHOW})
"""Events after which an interview waits for nothing more, until something newer happens."""


def quiet_days(tier: Tier) -> int:
    """After how many days without a contact it is quiet with somebody of this tier."""
    return TIER_DAYS[tier][1] if tier in TIER_DAYS else QUIET_DAYS


def filed_as(line: str) -> tuple[HeardKind, str] | None:
    """What a line of the notes is filed as, with its text; None for a plain line or a letter without text."""
    first, rest = line[:1], line[1:]
    kind = FILING_MARKS.get(first) or (FILING_LETTERS.get(first) if rest[:1].isspace() else None)
    text = rest.strip()
    return (kind, text) if kind and text else None


# --- time -------------------------------------------------------------------------------------------------


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that IANA name; UTC where this machine does not know it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # here: the list is painted without it

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def starts_at(plan: InterviewPlan) -> datetime | None:
    """The instant (UTC) at which the meeting starts, from its wall time and zone."""
    if plan.starts is None:
        return None
    return plan.starts.replace(tzinfo=zone_of(plan.zone)).astimezone(UTC)


def ends_at(plan: InterviewPlan) -> datetime | None:
    """The instant (UTC) at which the meeting ends."""
    start = starts_at(plan)
    return start + timedelta(minutes=plan.minutes) if start else None


def add_business_days(start: date, days: int, weekend: frozenset[int] = frozenset({5, 6})) -> date:
    """The day `days` business days after `start`; `weekend` holds the weekdays off (Monday is 0)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() not in weekend:
            days -= 1
    return day


def held_at(interview: Interview, now: datetime) -> datetime | None:
    """When the meeting was held: its HELD event, else the end of its planned time once that has passed."""
    told = interview.event(EventKind.HELD)
    if told:
        return told
    end = ends_at(interview.plan)
    if end and end <= now and not _side_state(interview):
        return end
    return None


def _day(at: datetime, now: datetime) -> date:
    """The day of an instant where `now` is told."""
    return at.astimezone(now.tzinfo).date()


def _noon(day: date, zone: tzinfo | None) -> datetime:
    """An instant (UTC) that stands for a day: its noon, so that it stays that day in the zones around."""
    return datetime.combine(day, time(12), zone or UTC).astimezone(UTC)


def thank_you_due(interview: Interview, now: datetime) -> datetime | None:
    """When the thank-you for a held or planned meeting is due; None while no time is known."""
    held = held_at(interview, now) or ends_at(interview.plan)
    return held + THANK_YOU_WITHIN if held else None


def _side_state(interview: Interview) -> EventKind | None:
    """The side state that the interview is in, unless a later event has taken it out again."""
    # Of two at the same instant, the one recorded last counts: `with_event` puts it at the end.
    latest = max(reversed(interview.events), key=lambda event: event.at, default=None)
    return latest.kind if latest and latest.kind in SIDE_STATES else None


# --- the stage strip --------------------------------------------------------------------------------------


class StageKind(StrEnum):
    """The five stages of the strip. They may be re-entered for each conversation: a dance, not a funnel."""

    APPROACH = "approach"
    INTERVIEW = "interview"
    NEEDS_HEARD = "needs heard"
    FOLLOW_UP = "follow-up"
    GIVE_BACK = "give back"


class StageState(StrEnum):
    """How a stage is drawn: filled with a tick, ringed, hollow, a short dash."""

    DONE = "done"
    CURRENT = "current"
    LATER = "later"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the strip with the fact under it: when it was done, when it is due, or how many were heard."""

    kind: StageKind
    state: StageState
    at: datetime | None = None
    due: datetime | None = None
    count: int = 0
    side: EventKind | None = None


def stages(
    interview: Interview, heard: Iterable[Heard], exchange: Iterable[ExchangeEntry], now: datetime
) -> tuple[Stage, ...]:
    """The five stages of an interview. `heard` and `exchange` may be those of the whole person: only what belongs
    to this interview counts, and any give delivered or offered since the meeting."""
    side = _side_state(interview)
    held = held_at(interview, now)
    needs = [h for h in heard if h.interview_id == interview.id and h.kind is HeardKind.NEED]
    asked = interview.event(EventKind.REQUESTED) or interview.event(EventKind.ACCEPTED)
    thanked = interview.event(EventKind.THANKED)
    gave = gives_after(interview, exchange, held.astimezone(now.tzinfo) if held else None)
    start = starts_at(interview.plan)
    done = [
        bool(asked or start or held),
        bool(held),
        bool(needs) and bool(held),
        bool(thanked),
        bool(gave),
    ]
    current = next((i for i, finished in enumerate(done) if not finished), None)
    if held and thanked and not needs:
        current = 4 if not gave else None

    def state(i: int) -> StageState:
        if done[i]:
            return StageState.DONE
        if i == 2 and thanked:
            return StageState.NOT_NEEDED
        return StageState.CURRENT if i == current else StageState.LATER

    due = thank_you_due(interview, now) if not thanked else None
    return (
        Stage(StageKind.APPROACH, state(0), at=asked, side=side if not held else None),
        Stage(StageKind.INTERVIEW, state(1), at=held, due=start if not held and not side else None),
        Stage(StageKind.NEEDS_HEARD, state(2), count=len(needs)),
        Stage(StageKind.FOLLOW_UP, state(3), at=thanked, due=due if not side else None),
        Stage(StageKind.GIVE_BACK, state(4), at=gave[0] if gave else None),
    )


def gives_after(interview: Interview, exchange: Iterable[ExchangeEntry], held: datetime | None) -> list[datetime]:
    """When I offered or gave something for this conversation, earliest first. The day on which it was `held` is told
    in the zone of that instant."""
    zone = held.tzinfo if held else UTC
    return sorted(
        _noon(entry.on, zone)
        for entry in exchange
        if entry.direction is Direction.I_GAVE
        and entry.state is not ExchangeState.DECLINED
        and (entry.interview_id == interview.id or (held and entry.interview_id is None and entry.on >= held.date()))
    )


# --- the one open next step -------------------------------------------------------------------------------


def next_step(interviews: Sequence[Interview], heard: Iterable[Heard], now: datetime) -> NextStep | None:
    """The one next step with a person: the earliest of what is due over all conversations."""
    heard = tuple(heard)
    steps = [step for interview in interviews if (step := interview_step(interview, heard, now))]
    steps += [
        NextStep(StepKind.PROMISE, _noon(h.due, now.tzinfo))
        for h in heard
        if h.kind is HeardKind.PROMISE and h.mine and h.state is HeardState.OPEN and h.due
    ]
    return min(steps, key=lambda step: step.due, default=None)


def next_turn(interviews: Iterable[Interview], now: datetime) -> datetime | None:
    """The next instant (UTC) at which time alone changes a next step or what counts as held: the day before a meeting
    begins (it wants confirming) or ends, or a meeting ends. None while nothing of the kind is ahead."""
    turns: list[datetime] = []
    for interview in interviews:
        start, end = starts_at(interview.plan), ends_at(interview.plan)
        if start and end and end > now:
            zone = zone_of(interview.plan.zone)
            day = start.astimezone(zone).date()
            midnights = (datetime.combine(d, time(), zone).astimezone(UTC) for d in (day - CONFIRM_BEFORE, day))
            turns += [turn for turn in (*midnights, end) if turn > now]
    return min(turns, default=None)


def interview_step(interview: Interview, heard: Iterable[Heard], now: datetime) -> NextStep | None:
    """The one open next step of an interview."""
    if _side_state(interview) or interview.event(EventKind.LOOP_CLOSED):
        return None
    held = held_at(interview, now)
    if held:
        if interview.event(EventKind.THANKED):
            return None
        if _written_up(interview, heard):
            return NextStep(StepKind.THANK, held + THANK_YOU_WITHIN)
        return NextStep(StepKind.WRITE_UP, held)
    start = starts_at(interview.plan)
    if start:
        if _to_confirm(interview, start, now):
            return NextStep(StepKind.CONFIRM, start - CONFIRM_BEFORE)
        return NextStep(StepKind.MEET, start)
    asked = interview.event(EventKind.REQUESTED)
    if asked and not interview.event(EventKind.ACCEPTED) and not interview.event(EventKind.NUDGED):
        due = add_business_days(_day(asked, now), NUDGE_AFTER_BUSINESS_DAYS)
        return NextStep(StepKind.NUDGE, _noon(due, now.tzinfo))
    return None


def _written_up(interview: Interview, heard: Iterable[Heard]) -> bool:
    """Whether anything of the meeting is on paper, or the user said that there is nothing more to write."""
    return bool(
        interview.notes.strip()
        or interview.event(EventKind.DEBRIEFED)
        or any(question.answer.strip() for question in interview.questions)
        or any(h.interview_id == interview.id for h in heard)
    )


def _to_confirm(interview: Interview, start: datetime, now: datetime) -> bool:
    """Whether this is the day before the meeting, where it takes place, and it still wants confirming: not when it
    was confirmed, nor when it was arranged (or agreed to) only that day."""
    if interview.event(EventKind.CONFIRMED):
        return False
    zone = zone_of(interview.plan.zone)
    day_before = start.astimezone(zone).date() - CONFIRM_BEFORE
    arranged = max(interview.created, interview.event(EventKind.ACCEPTED) or interview.created)
    return now.astimezone(zone).date() == day_before and arranged.astimezone(zone).date() < day_before


# --- the both-ways record ---------------------------------------------------------------------------------


class LineKind(StrEnum):
    """What a line of the both-ways record speaks of."""

    MEETING = "meeting"  # they gave me their time
    TAKEAWAY = "takeaway"
    REFERRAL = "referral"
    SHARED = "shared"  # recorded by hand
    THANKS = "thanks"  # a thank-you with takeaways: the least and essential form of giving back
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """A line of the both-ways record: which way, what, when. `text` is '' where the kind says all."""

    direction: Direction
    kind: LineKind
    on: date
    text: str = ""
    state: ExchangeState = ExchangeState.DELIVERED
    entry_id: int | None = None
    count: int = 0  # of takeaways named in a thank-you


def exchange_lines(
    interviews: Iterable[Interview], heard: Iterable[Heard], exchange: Iterable[ExchangeEntry], now: datetime
) -> tuple[ExchangeLine, ...]:
    """What they shared and what I gave, over all conversations with a person, latest first."""
    heard = tuple(heard)
    lines: list[ExchangeLine] = []
    for interview in interviews:
        held = held_at(interview, now)
        if held:
            lines.append(ExchangeLine(Direction.THEY_SHARED, LineKind.MEETING, _day(held, now)))
        thanked = interview.event(EventKind.THANKED)
        if thanked:
            takeaways = sum(h.interview_id == interview.id and h.kind is HeardKind.TAKEAWAY for h in heard)
            lines.append(ExchangeLine(Direction.I_GAVE, LineKind.THANKS, _day(thanked, now), count=takeaways))
    shared_kinds = {HeardKind.TAKEAWAY: LineKind.TAKEAWAY, HeardKind.REFERRAL: LineKind.REFERRAL}
    lines += [
        ExchangeLine(Direction.THEY_SHARED, shared_kinds[h.kind], h.on, h.text) for h in heard if h.kind in shared_kinds
    ]
    for entry in exchange:
        kind = LineKind.OFFER if entry.direction is Direction.I_GAVE else LineKind.SHARED
        lines.append(ExchangeLine(entry.direction, kind, entry.on, entry.text, entry.state, entry.id))
    return tuple(sorted(lines, key=lambda line: line.on, reverse=True))


def last_contact(
    interviews: Iterable[Interview], exchange: Iterable[ExchangeEntry], now: datetime, message: date | None = None
) -> date | None:
    """The day of the last real contact: a meeting held, a letter or an offer sent, a thing recorded, a message (the
    latest that an import told of)."""
    days = [entry.on for entry in exchange]
    if message is not None:
        days.append(message)
    for interview in interviews:
        days += [_day(event.at, now) for event in interview.events if event.kind in _CONTACTS]
        held = held_at(interview, now)
        if held:
            days.append(_day(held, now))
    return max(days, default=None)


_CONTACTS = frozenset(
    {EventKind.REQUESTED, EventKind.NUDGED, EventKind.ACCEPTED, EventKind.CONFIRMED, EventKind.HELD, EventKind.THANKED}
)


def with_event(events: Iterable[Event], kind: EventKind, at: datetime) -> tuple[Event, ...]:
    """`events` with this one put in, in the place of an earlier one of its kind."""
    return (*(event for event in events if event.kind is not kind), Event(kind, at))
