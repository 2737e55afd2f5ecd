"""Where an informational interview stands: its state, derived from what is dated unless the user chose one, and the
five stages of the strip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from netplus_desktop.core.clocks import DEFAULTS, Clocks, noon, nudge_due, thank_you_due, zone_for
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.practice import held_at, side_state, starts_at
from netplus_desktop.core.records import (
    Direction,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewState,
    Introduction,
)

SIDE = frozenset(
    {
        InterviewState.PARKED,
        InterviewState.DECLINED,
        InterviewState.RESCHEDULED,
        InterviewState.CANCELLED,
        InterviewState.NO_SHOW,
        InterviewState.TURNED,
    }
)
"""The states beside the way from the wish to the closed loop."""


@dataclass(frozen=True, slots=True)
class Followed:
    """How it went on with a person who was named to me: the days on which we met, and whether they answered."""

    met: tuple[date, ...] = ()
    answered: bool = False


def followed(interviews: Iterable[Interview], now: datetime) -> Followed:
    """How it went on, from the interviews with that person."""
    met, answered = [], False
    for talk in interviews:
        held = held_at(talk, now)
        if held:
            met.append(held.astimezone(zone_for(talk, now)).date())
        answered = answered or bool(held or starts_at(talk.plan) or talk.event(EventKind.ACCEPTED))
    return Followed(tuple(sorted(met)), answered)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the states and steps of interviews with one person follow from, beside their own facts."""

    heard: Sequence[Heard] = ()
    exchange: Sequence[ExchangeEntry] = ()
    referred: Mapping[int, Followed] = field(default_factory=dict)
    """How it went on with those whom they named, by contact."""
    introductions: Sequence[Introduction] = ()
    """Those that wait for a word of mine to them (`introductions.by_turn`)."""


NOTHING = Standing()


def met_since(thing: Heard, on: Followed) -> date | None:
    """The day on which I first met the person of a referral, once they had been named (which may be noted late)."""
    named = min(filter(None, (thing.on, thing.introduced, thing.contacted)))
    return next((day for day in on.met if day >= named), None)


def closings(interviews: Iterable[Interview], now: datetime) -> dict[int, date]:
    """On which days the loops of interviews were said to be closed, by interview."""
    return {
        talk.id: at.astimezone(now.tzinfo).date()
        for talk in interviews
        if (at := talk.event(EventKind.LOOP_CLOSED)) is not None
    }


def told_on(thing: Heard, closed: Mapping[int, date]) -> date | None:
    """The day on which somebody was last told what came of what they gave: by itself, or with all that was heard in
    its interview till then."""
    ended = closed.get(thing.interview_id) if thing.interview_id is not None else None
    return max(filter(None, (thing.reported, ended if ended and ended >= thing.on else None)), default=None)


def thanked_alone(thing: Heard, told: date, clocks: Clocks = DEFAULTS) -> bool:
    """Whether what they were told can have been the thank-you for the introduction and no more: a silence after it is
    still to be told (huffingtonpost.com, close-the-networking-loop)."""
    return thing.introduced is not None and told <= thing.introduced + timedelta(hours=clocks.thank_very_late)


def state_of(interview: Interview, standing: Standing, now: datetime, clocks: Clocks = DEFAULTS) -> InterviewState:
    """Where an interview stands: as the user chose, else as its dated facts say. `standing` may be that of the whole
    person."""
    return interview.state or derived_state(interview, standing, now, clocks)


def derived_state(interview: Interview, standing: Standing, now: datetime, clocks: Clocks = DEFAULTS) -> InterviewState:
    """Where an interview stands as its dated facts say, whatever the user chose."""
    side = side_state(interview)
    if side:
        return InterviewState(side.value)
    if interview.event(EventKind.LOOP_CLOSED):
        return InterviewState.LOOP_CLOSED
    if interview.event(EventKind.THANKED):
        return _after_thanks(interview, standing, clocks)
    if held_at(interview, now):
        return InterviewState.DEBRIEFED if written_up(interview, standing.heard) else InterviewState.HELD
    return _before_meeting(interview, now, clocks)


def _after_thanks(interview: Interview, standing: Standing, clocks: Clocks) -> InterviewState:
    mine = [
        thing
        for thing in standing.heard
        if thing.interview_id == interview.id and thing.state is not HeardState.WITHDRAWN
    ]
    promises = [thing.state is HeardState.OPEN for thing in mine if thing.kind is HeardKind.PROMISE]
    loops = [_to_report(thing, standing.referred, clocks) for thing in mine if thing.kind is HeardKind.REFERRAL]
    offers = [
        entry.state in (ExchangeState.OFFERED, ExchangeState.ACCEPTED)
        for entry in standing.exchange
        if entry.interview_id == interview.id and entry.direction is Direction.I_GAVE
    ]
    if any((*promises, *loops, *offers)):
        return InterviewState.FOLLOWING_THROUGH
    return InterviewState.LOOP_CLOSED if loops else InterviewState.THANKED


def _to_report(thing: Heard, referred: Mapping[int, Followed], clocks: Clocks) -> bool:
    """Whether there is news of a referral that whoever made it was not told of."""
    if thing.reported is None:
        return True
    on = referred.get(thing.referred.id, Followed()) if thing.referred else Followed()
    met = met_since(thing, on)
    if met is not None:
        return thing.reported < met
    return not on.answered and thanked_alone(thing, thing.reported, clocks)


def _before_meeting(interview: Interview, now: datetime, clocks: Clocks) -> InterviewState:
    moved = interview.event(EventKind.RESCHEDULED)
    if starts_at(interview.plan):
        confirmed = interview.event(EventKind.CONFIRMED)
        if confirmed and (moved is None or confirmed > moved):
            return InterviewState.CONFIRMED
        return InterviewState.PREPARED if interview.event(EventKind.PREPARED) else InterviewState.SCHEDULED
    accepted = interview.event(EventKind.ACCEPTED)
    if moved and (accepted is None or moved > accepted):
        return InterviewState.RESCHEDULED
    if accepted:
        return InterviewState.ACCEPTED
    due = nudge_due(interview, now, clocks)
    if due is None:
        return InterviewState.NUDGED if interview.event(EventKind.NUDGED) else InterviewState.WANTED
    if interview.event(EventKind.NUDGED):
        return InterviewState.NUDGED
    zone = zone_for(interview, now)
    late = now.astimezone(zone).date() >= due.astimezone(zone).date()
    return InterviewState.NUDGE_DUE if late else InterviewState.REQUESTED


def written_up(interview: Interview, heard: Iterable[Heard]) -> bool:
    """Whether anything of the meeting is on paper, or the user said that there is nothing more to write."""
    return bool(
        interview.notes.strip()
        or interview.event(EventKind.DEBRIEFED)
        or any(question.answer.strip() for question in interview.questions)
        or any(h.interview_id == interview.id for h in heard)
    )


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
    interview: Interview,
    heard: Iterable[Heard],
    exchange: Iterable[ExchangeEntry],
    now: datetime,
    clocks: Clocks = DEFAULTS,
) -> tuple[Stage, ...]:
    """The five stages of an interview. `heard` and `exchange` may be those of the whole person: only what belongs
    to this interview counts, and any give delivered or offered since the meeting."""
    side = side_state(interview)
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

    due = thank_you_due(interview, now, clocks) if not thanked else None
    return (
        Stage(StageKind.APPROACH, state(0), at=asked, side=side if not held else None),
        Stage(StageKind.INTERVIEW, state(1), at=held, due=start if not held and not side else None),
        Stage(StageKind.NEEDS_HEARD, state(2), count=len(needs)),
        Stage(StageKind.FOLLOW_UP, state(3), at=thanked, due=due if not side else None),
        Stage(StageKind.GIVE_BACK, state(4), at=noon(gave[0].on, now.tzinfo if held else UTC) if gave else None),
    )


def gives_after(interview: Interview, exchange: Iterable[ExchangeEntry], held: datetime | None) -> list[ExchangeEntry]:
    """What I offered or gave for this conversation, earliest first. The day on which it was `held` is told in the zone
    of that instant."""
    mine = (
        entry
        for entry in exchange
        if entry.direction is Direction.I_GAVE
        and entry.state not in (ExchangeState.DECLINED, ExchangeState.CONSIDERED)
        and (entry.interview_id == interview.id or (held and entry.interview_id is None and entry.on >= held.date()))
    )
    return sorted(mine, key=lambda entry: entry.on)
