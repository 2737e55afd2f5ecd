"""Meetings and next steps as a calendar file (.ics, RFC 5545). Each has a mark of its own that never changes: taken in
again, a calendar puts the new in place of the old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO
from uuid import UUID, uuid5

from netplus_desktop.core.content_lines import escape, folded
from netplus_desktop.core.practice import ends_at, starts_at
from netplus_desktop.core.records import Contact, EventKind, Interview, Medium, StepKind
from netplus_desktop.documents.wording import plain

_MARKS = UUID("5c3d1f0e-5b0b-4a53-9a4e-3f1d5ad5a5c1")
"""The name space in which the marks are made: a number drawn once."""

_STEPS = {
    StepKind.CONFIRM: "Confirm the meeting with {name}",
    StepKind.WRITE_UP: "Write up the conversation with {name}",
    StepKind.THANK: "Thank {name}",
    StepKind.PROMISE: "Keep a promise to {name}",
    StepKind.NUDGE: "Ask {name} again",
}
"""What there is to do; a meeting itself stands in the calendar as what it is."""

_HOW = {Medium.VIDEO: "Video call", Medium.PHONE: "Phone call", Medium.IN_PERSON: "", Medium.WRITTEN: "In writing"}

_OFF = frozenset({EventKind.CANCELLED, EventKind.DECLINED, EventKind.NO_SHOW})
_AGREED = frozenset({EventKind.ACCEPTED, EventKind.CONFIRMED})


def write_calendar(contacts: Iterable[Contact], out: TextIO, now: datetime) -> int:
    """The meetings that are not over at `now`, as events in UTC, and the open next step with each person, as a task.
    What is planned and called off says so. Returns how many events and tasks. Switch off what `out` makes of line
    ends (`newline=""`)."""
    count = 0
    out.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//NetPlus//NetPlus Desktop//EN\r\n")
    for contact in contacts:
        for entry in _entries(contact, now):
            for line in entry:
                out.write(folded(line))
            count += 1
    out.write("END:VCALENDAR\r\n")
    return count


def _entries(contact: Contact, now: datetime) -> Iterator[list[str]]:
    for interview in reversed(contact.interviews):
        start, end = starts_at(interview.plan), ends_at(interview.plan)
        if start is not None and end is not None and end > now:
            yield _event(contact, interview, start, end, now)
    step = contact.next_step
    if step is not None and step.kind in _STEPS:
        name = plain(contact.person.name)
        yield [
            "BEGIN:VTODO",
            f"UID:{_mark(contact, 'next step')}",
            f"DTSTAMP:{_instant(now)}",
            f"DUE:{_instant(step.due)}",
            f"SUMMARY:{escape(_STEPS[step.kind].format(name=name))}",
            "STATUS:NEEDS-ACTION",
            "END:VTODO",
        ]


def _event(contact: Contact, interview: Interview, start: datetime, end: datetime, now: datetime) -> list[str]:
    plan = interview.plan
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_mark(contact, interview.created.astimezone(UTC).isoformat())}",
        f"DTSTAMP:{_instant(now)}",
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
    status = "CANCELLED" if happened & _OFF else "CONFIRMED" if happened & _AGREED else "TENTATIVE"
    return [*lines, f"STATUS:{status}", "END:VEVENT"]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _mark(contact: Contact, what: str) -> str:
    """By what an entry is known again, here and in every copy of the vault."""
    return f"{uuid5(_MARKS, f'{contact.person.uid}/{what}')}@netplus"
