"""Meetings and due items as a calendar file (.ics, RFC 5545). Each has a mark of its own that never changes, and a
number that grows: taken in again, a calendar puts the new in place of the old.

A due item is an event of a whole day that keeps no time busy. As a task (VTODO) it would be what it is, but the
calendars of Google and of Outlook pass tasks over in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import TextIO
from uuid import UUID, uuid5

from netplus_desktop.core.content_lines import escape, folded
from netplus_desktop.core.practice import ends_at, side_state, starts_at
from netplus_desktop.core.records import Contact, EventKind, Heard, HeardKind, HeardState, Interview, Medium, StepKind
from netplus_desktop.documents.wording import STEPS, plain

_MARKS = UUID("5c3d1f0e-5b0b-4a53-9a4e-3f1d5ad5a5c1")
"""The name space in which the marks are made: a number drawn once."""

_COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)
"""The number of an entry (SEQUENCE) is that of the seconds since then: it grows from one export to the next, in every
copy of the vault, and stays below 2^31 until 2088."""

_HOW = {Medium.VIDEO: "Video call", Medium.PHONE: "Phone call", Medium.IN_PERSON: "", Medium.WRITTEN: "In writing"}

_OFF = frozenset({EventKind.CANCELLED, EventKind.DECLINED, EventKind.NO_SHOW})
_AGREED = frozenset({EventKind.ACCEPTED, EventKind.CONFIRMED})

_Entry = list[str]
"""The content lines of one entry."""


def write_calendar(contacts: Iterable[Contact], out: TextIO, now: datetime) -> int:
    """The meetings that are not over at `now`, as events in UTC; what I promised; and the open next step with each
    person. Days are those of the zone that `now` is given in. What is planned and called off says so. Returns how many
    entries. Switch off what `out` makes of line ends (`newline=""`)."""
    return _write((entry for contact in contacts for entry in _entries(contact, now)), out)


def interview_file(contact: Contact, interview: Interview, now: datetime) -> str:
    """One meeting, also one that is over, as the text of a file; "" while no time is agreed."""
    return _text(_meeting(contact, interview, now))


def step_file(contact: Contact, now: datetime) -> str:
    """The open next step with somebody, be it a meeting, as the text of a file; "" where there is none."""
    step = contact.next_step
    if step is not None and step.kind is StepKind.MEET:
        talk = next((talk for talk in contact.interviews if starts_at(talk.plan) == step.due), None)
        return interview_file(contact, talk, now) if talk else ""
    return _text(_next_step(contact, now))


def promise_file(contact: Contact, promise: Heard, now: datetime) -> str:
    """A promise as the text of a file; "" while it has no day."""
    return _text(_promise(contact, promise, now))


def _text(entries: Iterable[_Entry]) -> str:
    out = StringIO(newline="")
    return out.getvalue() if _write(entries, out) else ""


def _write(entries: Iterable[_Entry], out: TextIO) -> int:
    count = 0
    out.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//NetPlus//NetPlus Desktop//EN\r\nMETHOD:PUBLISH\r\n")
    for entry in entries:
        for line in entry:
            out.write(folded(line))
        count += 1
    out.write("END:VCALENDAR\r\n")
    return count


def _entries(contact: Contact, now: datetime) -> Iterator[_Entry]:
    for interview in reversed(contact.interviews):
        end = ends_at(interview.plan)
        if end is not None and end > now:
            yield from _meeting(contact, interview, now)
    promises = [
        h for h in contact.heard if h.kind is HeardKind.PROMISE and h.mine and h.state is HeardState.OPEN and h.due
    ]
    for promise in promises:
        yield from _promise(contact, promise, now)
    if contact.next_step is not None and not (promises and contact.next_step.kind is StepKind.PROMISE):
        yield from _next_step(contact, now)


def _next_step(contact: Contact, now: datetime) -> Iterator[_Entry]:
    step = contact.next_step
    if step is not None and step.kind in STEPS:
        summary = STEPS[step.kind].format(name=plain(contact.person.name))
        yield _day_entry(_mark(contact, "next step"), step.due.astimezone(now.tzinfo).date(), summary, "", now)


def _promise(contact: Contact, promise: Heard, now: datetime) -> Iterator[_Entry]:
    if promise.due is not None:
        summary = STEPS[StepKind.PROMISE].format(name=plain(contact.person.name))
        yield _day_entry(_mark(contact, f"promise {promise.id}"), promise.due, summary, promise.text, now)


def _day_entry(mark: str, day: date, summary: str, about: str, now: datetime) -> _Entry:
    lines = [
        "BEGIN:VEVENT",
        *_known_by(mark, now),
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(summary)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    if about := plain(about):
        lines.insert(-1, f"DESCRIPTION:{escape(about)}")
    return lines


def _meeting(contact: Contact, interview: Interview, now: datetime) -> Iterator[_Entry]:
    plan = interview.plan
    start, end = starts_at(plan), ends_at(plan)
    if start is None or end is None:
        return
    lines = [
        "BEGIN:VEVENT",
        *_known_by(_mark(contact, interview.created.astimezone(UTC).isoformat()), now),
        f"DTSTART:{_instant(start)}",
        f"DTEND:{_instant(end)}",
        f"SUMMARY:{escape(f'Informational interview with {plain(contact.person.name)}')}",
    ]
    if where := plain(plan.place) or _HOW[plan.medium]:
        lines.append(f"LOCATION:{escape(where)}")
    about = [("Purpose", plan.purpose), ("Fallback", plan.fallback)]
    if told := "\n".join(f"{name}: {plain(text)}" for name, text in about if text.strip()):
        lines.append(f"DESCRIPTION:{escape(told)}")
    happened = {event.kind for event in interview.events}
    status = "CANCELLED" if side_state(interview) in _OFF else "CONFIRMED" if happened & _AGREED else "TENTATIVE"
    yield [*lines, f"STATUS:{status}", "END:VEVENT"]


def _known_by(mark: str, now: datetime) -> Sequence[str]:
    number = int((now - _COUNTED_FROM).total_seconds())
    return f"UID:{mark}", f"DTSTAMP:{_instant(now)}", f"SEQUENCE:{max(number, 0)}"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _mark(contact: Contact, what: str) -> str:
    """By what an entry is known again, here and in every copy of the vault."""
    return f"{uuid5(_MARKS, f'{contact.person.uid}/{what}')}@netplus"
