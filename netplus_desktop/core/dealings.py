"""What passed between me and one person, as dated facts for the signals. Pure functions of records.

An informational interview is an ask as well: I asked for their time, and the talk is the help received.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta

from netplus_desktop.core.clocks import DEFAULTS, Clocks, Lateness, noon, thanks_lateness
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.giving import GIVEN, HELPED, NOT_MADE
from netplus_desktop.core.practice import held_at
from netplus_desktop.core.records import (
    Ask,
    AskState,
    ContactRef,
    Direction,
    DraftKind,
    EventKind,
    ExchangeEntry,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewPlan,
    InterviewState,
    Tier,
)
from netplus_desktop.core.signals import Fact, FactKind
from netplus_desktop.core.states import NOTHING, state_of
from netplus_desktop.core.today import Warmth, warmth

_TO_THANK = frozenset({InterviewState.HELD, InterviewState.DEBRIEFED})


@dataclass(frozen=True, slots=True)
class Dealings:
    """Everything with one person that a signal may count.

    `introduced` are the days on which I brought them together with somebody, each with whom and the minutes that it
    took, which count with one of the two; `reports` the days on which a letter went out that told what came of their
    help. `minutes` tells what each offer takes, by its id.
    """

    contact: ContactRef
    tier: Tier = Tier.NONE
    last_contact: date | None = None
    interviews: Sequence[Interview] = ()
    heard: Sequence[Heard] = ()
    exchange: Sequence[ExchangeEntry] = ()
    asks: Sequence[Ask] = ()
    introduced: Sequence[tuple[date, str, int]] = ()
    reports: Sequence[date] = ()
    minutes: Mapping[int, int] = field(default_factory=dict)


REPORTS = frozenset({DraftKind.REFERRAL_CONTACTED, DraftKind.REFERRAL_MET, DraftKind.ADVICE_USED, DraftKind.LANDING})
"""Letters that tell somebody what came of their help."""


def facts_of(one: Dealings, now: datetime, clocks: Clocks = DEFAULTS) -> Iterator[Fact]:
    """The facts about one person. Days are those of the zone that `now` is given in."""
    for talk in one.interviews:
        yield from _of_talk(one, talk, now, clocks)
    for ask in one.asks:
        yield from _of_ask(one.contact, ask, now, clocks)
    yield from _of_exchange(one)  # a "no, thanks" does not unmake an offer
    for day, whom, took in one.introduced:
        yield Fact(FactKind.GIVE, one.contact, day, whom, count=took)
    for day in (*one.reports, *(thing.reported for thing in one.heard if thing.reported)):
        yield Fact(FactKind.LOOP, one.contact, day)
    answered = {entry.need_id for entry in one.exchange}
    for thing in one.heard:
        if thing.kind is HeardKind.NEED and thing.state is HeardState.OPEN and thing.id not in answered:
            yield Fact(FactKind.NEED, one.contact, thing.on, thing.text, thing.interview_id, need_id=thing.id)
    how = warmth(one.tier, one.last_contact, now.date(), clocks.cadence)
    if one.tier is not Tier.NONE and how is Warmth.DORMANT and one.last_contact:
        yield Fact(FactKind.PAST_GAP, one.contact, one.last_contact)


def _of_talk(one: Dealings, talk: Interview, now: datetime, clocks: Clocks) -> Iterator[Fact]:
    who, purpose = one.contact, talk.plan.purpose

    def fact(kind: FactKind, at: datetime, count: int = 0) -> Fact:
        return Fact(kind, who, at.astimezone(now.tzinfo).date(), purpose, talk.id, count=count)

    asked = _asked_at(talk)
    if asked:
        yield fact(FactKind.ASK, asked)
    held, thanked, closed = held_at(talk, now), talk.event(EventKind.THANKED), talk.event(EventKind.LOOP_CLOSED)
    if held:
        yield fact(FactKind.HELP, held)
    if thanked:
        named = sum(thing.kind is HeardKind.TAKEAWAY and thing.interview_id == talk.id for thing in one.heard)
        yield fact(FactKind.THANKS, thanked, named)
    if closed:
        yield fact(FactKind.LOOP, closed)
    where = state_of(talk, NOTHING, now, clocks)
    if held and not thanked and where in _TO_THANK:
        late = thanks_lateness(talk, now, clocks) is Lateness.VERY_LATE
        yield fact(FactKind.LATE_THANKS if late else FactKind.TO_THANK, held)
    if where is InterviewState.WANTED and _is_prepared(talk):
        yield fact(FactKind.RESEARCHED, talk.created)


def _asked_at(talk: Interview) -> datetime | None:
    """When I last asked for this talk: so far as it is known, else when it was agreed or planned for a time."""
    asked = max(filter(None, (talk.event(EventKind.REQUESTED), talk.event(EventKind.NUDGED))), default=None)
    if asked:
        return asked
    agreed = talk.event(EventKind.ACCEPTED)
    planned = talk.plan.starts is not None or talk.event(EventKind.HELD) is not None
    return agreed or (min(talk.created, talk.event(EventKind.HELD) or talk.created) if planned else None)


def _is_prepared(talk: Interview) -> bool:
    """Whether anything was found out or written down for a talk that is not asked for."""
    plan, blank = talk.plan, InterviewPlan()
    written = (plan.purpose, plan.outcome, plan.facts, plan.ask) != (
        blank.purpose,
        blank.outcome,
        blank.facts,
        blank.ask,
    )
    return written or bool(talk.questions)


def _of_ask(who: ContactRef, ask: Ask, now: datetime, clocks: Clocks) -> Iterator[Fact]:
    if ask.state is AskState.DRAFTED:
        return

    def fact(kind: FactKind, on: date) -> Fact:
        return Fact(kind, who, on, ask.text, ask.interview_id, ask.id)

    yield fact(FactKind.ASK, ask.on)
    if ask.state in HELPED:
        answered = ask.answered or ask.on
        yield fact(FactKind.HELP, answered)
        if ask.state in (AskState.GRANTED, AskState.PARTLY) and not ask.thanked:
            passed = now - noon(answered, now.tzinfo)
            late = passed >= timedelta(hours=clocks.thank_very_late)
            yield fact(FactKind.LATE_THANKS if late else FactKind.TO_THANK, answered)
    if ask.thanked:
        yield fact(FactKind.THANKS, ask.thanked)
    if ask.reported:
        yield fact(FactKind.LOOP, ask.reported)


def _of_exchange(one: Dealings) -> Iterable[Fact]:
    for entry in one.exchange:
        if entry.direction is Direction.I_GAVE and entry.state not in NOT_MADE:
            given = entry.state in GIVEN
            took = entry.minutes if entry.minutes is not None else one.minutes.get(entry.offer_id or 0, 0)
            yield Fact(
                FactKind.GIVE if given else FactKind.OFFER,
                one.contact,
                entry.on,
                entry.text,
                entry.interview_id,
                need_id=entry.need_id,
                count=took if given else 0,
            )
