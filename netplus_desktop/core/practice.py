"""The practice of networking plus as pure functions of records and a given now: stages, clocks, next steps.

Terms and numbers come from the literature of the field; each constant names its source. Nothing here reads a
clock, a setting or a database. Days (of a meeting, a letter) are those of the zone that `now` is given in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
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
    Interview,
    InterviewPlan,
    OfferKind,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from netplus_desktop.core.records import Ask, Introduction

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

SIDE_STATES = frozenset(
    {EventKind.PARKED, EventKind.DECLINED, EventKind.CANCELLED, EventKind.NO_SHOW, EventKind.TURNED}
)
"""Events after which an interview waits for nothing more, until something newer happens."""


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


def held_at(interview: Interview, now: datetime) -> datetime | None:
    """When the meeting was held: its HELD event, else the end of its planned time once that has passed."""
    told = interview.event(EventKind.HELD)
    if told:
        return told
    end = ends_at(interview.plan)
    if end and end <= now and not side_state(interview):
        return end
    return None


def _day(at: datetime, now: datetime) -> date:
    """The day of an instant where `now` is told."""
    return at.astimezone(now.tzinfo).date()


def side_state(interview: Interview) -> EventKind | None:
    """The side state that the interview is in, unless a later event has taken it out again."""
    # Of two at the same instant, the one recorded last counts: `with_event` puts it at the end.
    latest = max(reversed(interview.events), key=lambda event: event.at, default=None)
    return latest.kind if latest and latest.kind in SIDE_STATES else None


# --- the both-ways record ---------------------------------------------------------------------------------


class LineKind(StrEnum):
    """What a line of the both-ways record speaks of."""

    MEETING = "meeting"  # they gave me their time
    TAKEAWAY = "takeaway"
    REFERRAL = "referral"
    SHARED = "shared"  # recorded by hand
    HELP = "help"  # what they said yes to
    THANKS = "thanks"  # a thank-you with takeaways: the least and essential form of giving back
    LOOP = "loop"  # they were told what came of their help
    OFFER = "offer"
    INTRODUCED = "introduced"  # I brought them together with somebody
    ASKED = "asked"  # a request made


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """A line of the both-ways record: which way, what, when. `direction` is None of a request: nothing went either way
    by it. `text` is '' where the kind says all; of a thank-you and a loop, it is what they are for.

    `entry_id` or `ask_id` name what was recorded, `fact` the day of the request that the line tells of (a field of
    `records.Ask`); a line without either follows from something else.
    """

    direction: Direction | None
    kind: LineKind
    on: date
    text: str = ""
    state: ExchangeState = ExchangeState.DELIVERED
    entry_id: int | None = None
    count: int = 0  # of takeaways named in a thank-you
    ask_id: int | None = None
    fact: str = ""

    @property
    def went(self) -> bool:
        """Whether anything went either way, or was held out: not what is only thought of."""
        return self.direction is not None and self.state is not ExchangeState.CONSIDERED


def exchange_lines(
    interviews: Iterable[Interview],
    heard: Iterable[Heard],
    exchange: Iterable[ExchangeEntry],
    now: datetime,
    *,
    asks: Iterable[Ask] = (),
    introductions: Iterable[Introduction] = (),
    contact_id: int | None = None,
) -> tuple[ExchangeLine, ...]:
    """What they shared, what I gave and what I asked for, over all conversations with a person, latest first.
    `contact_id` is theirs: an introduction names the other."""
    heard = tuple(heard)
    lines: list[ExchangeLine] = []
    for interview in interviews:
        lines += _of_interview(interview, heard, now)
    shared_kinds = {HeardKind.TAKEAWAY: LineKind.TAKEAWAY, HeardKind.REFERRAL: LineKind.REFERRAL}
    for h in heard:
        if h.kind in shared_kinds:
            lines.append(ExchangeLine(Direction.THEY_SHARED, shared_kinds[h.kind], h.on, h.text))
        if h.reported:
            lines.append(ExchangeLine(Direction.I_GAVE, LineKind.LOOP, h.reported, h.text))
    for entry in exchange:
        kind = LineKind.OFFER if entry.direction is Direction.I_GAVE else LineKind.SHARED
        lines.append(ExchangeLine(entry.direction, kind, entry.on, entry.text, entry.state, entry.id))
    for ask in asks:
        lines += _of_ask(ask)
    for one in introductions:
        at = next((event.at for event in one.events if event.kind == "introduced"), None)
        if at:
            other = one.second if one.first.id == contact_id else one.first
            lines.append(ExchangeLine(Direction.I_GAVE, LineKind.INTRODUCED, _day(at, now), other.name))
    return tuple(sorted(lines, key=lambda line: line.on, reverse=True))


def _of_interview(interview: Interview, heard: Iterable[Heard], now: datetime) -> Iterator[ExchangeLine]:
    asked, thanked = interview.event(EventKind.REQUESTED), interview.event(EventKind.THANKED)
    held, closed = held_at(interview, now), interview.event(EventKind.LOOP_CLOSED)
    if asked:
        yield ExchangeLine(None, LineKind.ASKED, _day(asked, now))
    if held:
        yield ExchangeLine(Direction.THEY_SHARED, LineKind.MEETING, _day(held, now))
    if thanked:
        takeaways = sum(h.interview_id == interview.id and h.kind is HeardKind.TAKEAWAY for h in heard)
        yield ExchangeLine(Direction.I_GAVE, LineKind.THANKS, _day(thanked, now), count=takeaways)
    if closed:
        yield ExchangeLine(Direction.I_GAVE, LineKind.LOOP, _day(closed, now))


def _of_ask(ask: Ask) -> Iterator[ExchangeLine]:
    yield ExchangeLine(None, LineKind.ASKED, ask.on, ask.text, ask_id=ask.id)
    if ask.answered and ask.state != "declined":
        yield ExchangeLine(Direction.THEY_SHARED, LineKind.HELP, ask.answered, ask.text, ask_id=ask.id, fact="answered")
    if ask.thanked:
        yield ExchangeLine(Direction.I_GAVE, LineKind.THANKS, ask.thanked, ask.text, ask_id=ask.id, fact="thanked")
    if ask.reported:
        yield ExchangeLine(Direction.I_GAVE, LineKind.LOOP, ask.reported, ask.text, ask_id=ask.id, fact="reported")


def last_contact(
    interviews: Iterable[Interview],
    exchange: Iterable[ExchangeEntry],
    now: datetime,
    message: date | None = None,
    asks: Iterable[Ask] = (),
) -> date | None:
    """The day of the last real contact: a meeting held, a letter or an offer sent, a thing recorded, something asked or
    answered, a message (the latest that an import told of)."""
    days = [entry.on for entry in exchange if entry.state is not ExchangeState.CONSIDERED]
    for ask in asks:
        days += [day for day in (ask.on, ask.answered, ask.thanked, ask.reported) if day and ask.state != "drafted"]
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
