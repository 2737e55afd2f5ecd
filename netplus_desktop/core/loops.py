"""Closing the loop: what somebody gave me stays open until I told them what came of it. Pure functions of records.

A referral, an introduction received and advice that I act upon are each a loop (practice 1.1, "close the loop"). News
opens one again: whoever introduced me is thanked on the introduction, told after a week in which nobody answered, and
thanked once more after the meeting (practice 1.4; huffingtonpost.com, close-the-networking-loop).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from netplus_desktop.core.clocks import DEFAULTS, Clocks
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.practice import held_at
from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    ExchangeEntry,
    Heard,
    HeardKind,
    HeardState,
    Interview,
)
from netplus_desktop.core.states import Followed, closings, met_since, told_on
from netplus_desktop.core.steps import report_due


class LoopKind(StrEnum):
    """What was received."""

    REFERRAL = "referral"  # they named somebody
    INTRODUCTION = "introduction"  # they brought us together
    ADVICE = "advice"  # a takeaway with what I will do about it


class LoopStage(StrEnum):
    """How far it has come, as far as there is something to tell of it."""

    HEARD = "heard"  # nothing was done with it yet
    INTRODUCED = "introduced"
    CONTACTED = "contacted"  # I wrote to the person named
    MET = "met"  # we talked, the person named and I


class LoopDay(StrEnum):
    """The days that are kept with a thing heard, by the names of its fields."""

    INTRODUCED = "introduced"
    CONTACTED = "contacted"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop that is open, and `since` when it has stood as it stands.

    `heard` is None for an introduction that only the link "met through" tells of; `person` is then there. `told` is
    the day on which the helper last heard of it, before the news.
    """

    kind: LoopKind
    stage: LoopStage
    since: date
    text: str
    heard: Heard | None
    person: ContactRef | None
    told: date | None = None

    silent: bool = False
    """Introduced, and nobody has answered for as long as the clocks say."""

    @property
    def thanks(self) -> bool:
        """Whether there is nothing to tell yet but thanks for the introduction itself."""
        return self.stage is LoopStage.INTRODUCED and not self.silent


def open_loops(
    heard: Iterable[Heard],
    interviews: Sequence[Interview],
    introduced: Iterable[ContactRef],
    referred: Mapping[int, Followed],
    now: datetime,
    clocks: Clocks = DEFAULTS,
) -> tuple[Loop, ...]:
    """The open loops of one helper, the oldest first.

    `heard` and `interviews` are theirs, `introduced` the people whom they led me to, and `referred` how it went on with
    each of those. An interview whose loop was said to be closed closes all that was heard in it till then.
    """
    heard = tuple(heard)
    closed = closings(interviews, now)
    loops: list[Loop] = []
    for thing in heard:
        kind = _kind(thing)
        if kind is None or thing.state is HeardState.WITHDRAWN:
            continue
        told = told_on(thing, closed)
        first = met_since(thing, referred.get(thing.referred.id, Followed())) if thing.referred else None
        stage, since = _stage(thing, first)
        news = stage is not LoopStage.HEARD and told is not None and since > told
        due = report_due(thing, referred, clocks, closed)
        silent = stage is LoopStage.INTRODUCED and due is not None and due <= now.date()
        if told is None or news or silent:
            loops.append(Loop(kind, stage, since, thing.text, thing, thing.referred, told, silent))
    named = {thing.referred.id for thing in heard if thing.referred}
    for person in introduced:
        met = referred.get(person.id, Followed()).met
        if person.id not in named and met:
            day = min(met)
            loops.append(Loop(LoopKind.INTRODUCTION, LoopStage.MET, day, person.name, None, person))
    return tuple(sorted(loops, key=lambda loop: loop.since))


def _kind(thing: Heard) -> LoopKind | None:
    if thing.kind is HeardKind.REFERRAL:
        return LoopKind.INTRODUCTION if thing.introduced else LoopKind.REFERRAL
    if thing.kind is HeardKind.TAKEAWAY and thing.action.strip():
        return LoopKind.ADVICE
    return None


def _stage(thing: Heard, met: date | None) -> tuple[LoopStage, date]:
    """How far a thing has come, by the last of what happened to it."""
    if met:
        return LoopStage.MET, met
    if thing.contacted:
        return LoopStage.CONTACTED, thing.contacted
    if thing.introduced:
        return LoopStage.INTRODUCED, thing.introduced
    return LoopStage.HEARD, thing.on


# --- landing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Landing:
    """The job that the search led to."""

    id: int
    day: date
    organisation: str
    role: str


class HelpKind(StrEnum):
    """The kinds of help for which one thanks after landing, the one that opened most first."""

    INTRODUCTION = "introduction"
    REFERRAL = "referral"
    ADVICE = "advice"
    TIME = "time"  # a talk
    OTHER = "other"  # what was recorded by hand: an article, feedback, a lead


@dataclass(frozen=True, slots=True)
class Help:
    """How often somebody helped in one way."""

    kind: HelpKind
    count: int


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helped: how, when last, and whether the landing note went out."""

    contact: ContactRef
    helps: tuple[Help, ...]
    last: date | None
    told: date | None = None

    @property
    def foremost(self) -> HelpKind:
        """The kind of help under which they are listed."""
        return self.helps[0].kind


def help_received(
    interviews: Iterable[Interview],
    heard: Iterable[Heard],
    exchange: Iterable[ExchangeEntry],
    introduced: Iterable[ContactRef],
    now: datetime,
) -> tuple[tuple[Help, ...], date | None]:
    """How one person helped, the foremost kind first, and on which day last; () where they did not."""
    days: dict[HelpKind, list[date]] = {kind: [] for kind in HelpKind}
    introductions: set[int] = set()
    for thing in heard:
        if thing.kind is HeardKind.REFERRAL and thing.introduced:
            days[HelpKind.INTRODUCTION].append(thing.introduced)
            if thing.referred:
                introductions.add(thing.referred.id)
        elif thing.kind is HeardKind.REFERRAL:
            days[HelpKind.REFERRAL].append(thing.on)
            if thing.referred:
                introductions.add(thing.referred.id)  # counted as what it is: they named them
        elif thing.kind is HeardKind.TAKEAWAY:
            days[HelpKind.ADVICE].append(thing.on)
    for talk in interviews:
        held = held_at(talk, now)
        if held:
            days[HelpKind.TIME].append(held.astimezone(now.tzinfo).date())
    days[HelpKind.OTHER] += [entry.on for entry in exchange if entry.direction is Direction.THEY_SHARED]
    linked = sum(person.id not in introductions for person in introduced)
    counts = {kind: len(found) for kind, found in days.items()}
    counts[HelpKind.INTRODUCTION] += linked
    helps = tuple(Help(kind, count) for kind, count in counts.items() if count)
    return helps, max((day for found in days.values() for day in found), default=None)
