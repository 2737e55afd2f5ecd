"""The weekly review: what happened in a week on the way from an approach to a job, and what was given meanwhile.

Each figure is the number of its rows, so that each can be looked into. Pure functions of records; the days are those of
the zone that `now` is given in. The figures are the steps that job seekers' own logs count (practice, "Funnel to
expect"): approached, replied, met, referred, job interviews, job offers; beside them what was offered and given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.loops import Landing
from netplus_desktop.core.practice import LineKind, exchange_lines, held_at
from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    Heard,
    HeardKind,
    Interview,
    Introduction,
    IntroductionKind,
)

WEEK = timedelta(days=7)


class Figure(StrEnum):
    """What is counted, in the order of the way."""

    APPROACHED = "approached"  # conversations asked for
    REPLIED = "replied"  # a first answer to them, yes or no
    MET = "met"
    REFERRED = "referred"  # people whom others named to me
    INTERVIEWED = "interviewed"  # job interviews that came of a talk
    LANDED = "landed"  # jobs found, by their first day
    OFFERED = "offered"  # what I offered to people
    GIVEN = "given"  # what reached them, thank-yous among it


class Remark(StrEnum):
    """What a row says where the records hold no words of the user's for it."""

    YES = "yes"
    NO = "no"
    MET = "met"
    THANKS = "thanks"
    INTRODUCTION = "introduction"  # I brought them together with whom the text names


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One thing that happened. `contact` is None for a job found, `text` is '' where `remark` says all."""

    on: date
    contact: ContactRef | None
    text: str = ""
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """The records that may lie within the days of a review: with all their facts, of any number of people."""

    names: Mapping[int, str] = field(default_factory=dict)
    interviews: Sequence[Interview] = ()
    heard: Sequence[Heard] = ()
    exchange: Sequence[ExchangeEntry] = ()
    landings: Sequence[Landing] = ()
    introductions: Sequence[Introduction] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What happened from the day `first` to the day `last`, both among it: the rows of each figure, the earliest
    first."""

    first: date
    last: date
    rows: Mapping[Figure, tuple[ReviewRow, ...]]

    def count(self, figure: Figure) -> int:
        """The number that is shown."""
        return len(self.rows[figure])

    @property
    def empty(self) -> bool:
        """Whether nothing at all is recorded of these days."""
        return not any(self.rows.values())


def week_of(day: date, begins: int = 0) -> tuple[date, date]:
    """The first and last day of the week that holds `day`. Weeks begin on the weekday `begins`, Monday is 0."""
    first = day - timedelta(days=(day.weekday() - begins) % 7)
    return first, first + WEEK - timedelta(days=1)


def week_to_review(today: date, begins: int = 0) -> tuple[date, date]:
    """The week that is looked back upon: that of yesterday, so on its first day the one that has just ended."""
    return week_of(today - timedelta(days=1), begins)


def review(first: date, last: date, happened: Happened, now: datetime) -> Review:
    """What `happened` on the days from `first` to `last`."""
    found: dict[Figure, list[ReviewRow]] = {figure: [] for figure in Figure}
    for figure, row in _rows(happened, now):
        if first <= row.on <= last:
            found[figure].append(row)
    return Review(first, last, {figure: tuple(sorted(rows, key=_place)) for figure, rows in found.items()})


def _place(row: ReviewRow) -> tuple[date, str]:
    return row.on, row.contact.name if row.contact else ""


def _rows(happened: Happened, now: datetime) -> Iterator[tuple[Figure, ReviewRow]]:
    who = {one: ContactRef(one, name) for one, name in happened.names.items()}
    for talk in happened.interviews:
        yield from _of_talk(talk, who[talk.contact_id], now)
    for thing in happened.heard:
        if thing.kind is HeardKind.REFERRAL:
            yield Figure.REFERRED, ReviewRow(thing.on, who[thing.contact_id], thing.text)
    for found in happened.landings:
        job = ", ".join(part for part in (found.role, found.organisation) if part)
        yield Figure.LANDED, ReviewRow(found.day, None, job)
    for entry in happened.exchange:
        if entry.direction is Direction.I_GAVE and entry.state in _OFFERED:
            yield Figure.OFFERED, ReviewRow(entry.on, who[entry.contact_id], entry.text)
    for pair in happened.introductions:
        introduced = pair.event(IntroductionKind.INTRODUCED)
        if introduced:
            on = introduced.astimezone(now.tzinfo).date()
            yield Figure.GIVEN, ReviewRow(on, pair.first, pair.second.name, Remark.INTRODUCTION)
    yield from _given(happened, who, now)


_OFFERED = frozenset(ExchangeState) - {ExchangeState.CONSIDERED}
_GIVEN = frozenset({ExchangeState.DELIVERED, ExchangeState.ACKNOWLEDGED})

_ANSWERS = {
    EventKind.ACCEPTED: Remark.YES,
    EventKind.CONFIRMED: Remark.YES,
    EventKind.DECLINED: Remark.NO,
    EventKind.HELD: Remark.MET,
}


def _of_talk(talk: Interview, who: ContactRef, now: datetime) -> Iterator[tuple[Figure, ReviewRow]]:
    def on(at: datetime) -> date:
        return at.astimezone(now.tzinfo).date()

    purpose = talk.plan.purpose
    asked, held = talk.event(EventKind.REQUESTED), held_at(talk, now)
    if asked:
        yield Figure.APPROACHED, ReviewRow(on(asked), who, purpose)
        answers = [(at, remark) for kind, remark in _ANSWERS.items() if (at := talk.event(kind)) and at >= asked]
        answers += [(held, Remark.MET)] if held and held >= asked else []
        if answers:
            at, remark = min(answers, key=lambda answer: answer[0])
            yield Figure.REPLIED, ReviewRow(on(at), who, purpose, remark)
    if held:
        yield Figure.MET, ReviewRow(on(held), who, purpose)
    turned = talk.event(EventKind.TURNED)
    if turned:
        yield Figure.INTERVIEWED, ReviewRow(on(turned), who, purpose)


def _given(happened: Happened, who: Mapping[int, ContactRef], now: datetime) -> Iterator[tuple[Figure, ReviewRow]]:
    """What I gave, as the both-ways record of each person tells it."""
    talks, things = _by_contact(happened.interviews), _by_contact(happened.heard)
    entries = _by_contact(happened.exchange)
    for one, ref in who.items():
        for line in exchange_lines(talks[one], things[one], entries[one], now):
            gave = line.direction is Direction.I_GAVE and line.kind is not LineKind.LOOP
            if gave and line.state in _GIVEN:
                remark = Remark.THANKS if line.kind is LineKind.THANKS else None
                yield Figure.GIVEN, ReviewRow(line.on, ref, line.text, remark)


_Record = TypeVar("_Record", Interview, Heard, ExchangeEntry)


def _by_contact(records: Iterable[_Record]) -> defaultdict[int, list[_Record]]:
    grouped: defaultdict[int, list[_Record]] = defaultdict(list)
    for record in records:
        grouped[record.contact_id].append(record)
    return grouped
