"""Interviews, things heard and gives, made in a line: for the tests of states, clocks and steps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

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
    InterviewState,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def interview(
    starts: datetime | None = None,
    zone: str = "UTC",
    notes: str = "",
    created: datetime | None = None,
    state: InterviewState | None = None,
    one: int = 1,
    **events: datetime,
) -> Interview:
    plan = InterviewPlan(starts=starts, zone=zone)
    dated = tuple(Event(EventKind[name.upper()], when) for name, when in events.items())
    return Interview(one, 7, plan, dated, (), notes, None, created or at(11, 1), state)


def heard(kind: HeardKind, text: str = "something", **fields: Any) -> Heard:
    return Heard(1, 7, fields.pop("interview_id", 1), kind, text, fields.pop("on", date(2026, 11, 23)), **fields)


def gave(on: date, **fields: Any) -> ExchangeEntry:
    return ExchangeEntry(5, 7, Direction.I_GAVE, "a primer", on, fields.pop("state", ExchangeState.OFFERED), **fields)
