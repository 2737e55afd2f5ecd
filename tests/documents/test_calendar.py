"""Meetings and next steps leave as a calendar that other programs take, and take again as the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from netplus_desktop.core.records import (
    Contact,
    Event,
    EventKind,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewPlan,
    NextStep,
    Person,
    StepKind,
)
from netplus_desktop.documents.calendar import interview_file, promise_file, step_file, write_calendar

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLAN = InterviewPlan(
    purpose="Learn how\r\nshifts; are, planned \\ told",
    starts=datetime(2026, 11, 30, 14),
    zone="Europe/Berlin",
    minutes=30,
)


def person(name: str = "Zoë Brontë", **more: Any) -> Contact:
    given = {"interviews": (), "next_step": None, "heard": ()} | more
    return Contact(
        1, Person(name, uid="u-1"), None, (), exchange=(), last_contact=date(2026, 11, 1), created=NOW,
        changed=NOW, sample=False, **given,
    )  # fmt: skip


def talk(plan: InterviewPlan = PLAN, *events: EventKind) -> Interview:
    happened = tuple(Event(kind, NOW) for kind in events)
    return Interview(7, 1, plan, happened, (), "", None, NOW - timedelta(days=3))


def written(contacts: Sequence[Contact], now: datetime = NOW) -> str:
    out = io.StringIO(newline="")
    write_calendar(contacts, out, now)
    return out.getvalue()


def lines(contacts: Sequence[Contact], now: datetime = NOW) -> list[str]:
    return written(contacts, now).replace("\r\n ", "").split("\r\n")


def test_a_meeting_stands_there_in_universal_time_with_its_text_escaped() -> None:
    told = lines([person(interviews=(talk(),))])
    assert told[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and told[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20261130T130000Z", "DTEND:20261130T133000Z", "DTSTAMP:20261123T120000Z"} <= set(told)
    assert "SUMMARY:Informational interview with Zoë Brontë" in told
    assert "DESCRIPTION:Purpose: Learn how shifts\\; are\\, planned \\\\ told" in told
    assert "STATUS:TENTATIVE" in told and "LOCATION:Video call" in told


def test_lines_are_folded_between_characters_and_nothing_typed_adds_a_line() -> None:
    long = person("美咲" * 60 + "\r\nEND:VEVENT\r\nX-EVIL:1", interviews=(talk(),))
    text = written([long])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "X-EVIL:1" not in text.replace("\r\n ", "").split("\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("\r\nEND:VEVENT") == 1


def test_taken_in_again_the_same_meeting_is_the_same_whatever_changed() -> None:
    moved = replace(PLAN, starts=datetime(2026, 12, 4, 9), purpose="Another")
    first = [line for line in lines([person(interviews=(talk(),))]) if line.startswith("UID:")]
    second = [
        line
        for line in lines([person("Zoë B.", interviews=(talk(moved),))], NOW + timedelta(days=2))
        if line[:4] == "UID:"
    ]
    assert first == second and len(first) == 1
    two = lines([person(interviews=(talk(), replace(talk(), created=NOW)))])
    assert len({line for line in two if line.startswith("UID:")}) == 2


def test_what_is_over_stays_out_and_what_is_called_off_says_so() -> None:
    assert "BEGIN:VEVENT" not in written([person(interviews=(talk(),))], NOW + timedelta(days=30))
    assert "BEGIN:VEVENT" not in written([person(interviews=(talk(replace(PLAN, starts=None)),))])
    for kind, status in (
        (EventKind.CANCELLED, "CANCELLED"), (EventKind.DECLINED, "CANCELLED"), (EventKind.ACCEPTED, "CONFIRMED")
    ):  # fmt: skip
        assert f"STATUS:{status}" in lines([person(interviews=(talk(PLAN, kind),))])


def test_a_next_step_fills_no_time_of_its_day_and_a_meeting_stands_there_once() -> None:
    step = NextStep(StepKind.THANK, datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    told = lines([person(next_step=step)], NOW.astimezone(ZoneInfo("Europe/Berlin")))
    assert {"BEGIN:VEVENT", "SUMMARY:Thank Zoë Brontë", "TRANSP:TRANSPARENT"} <= set(told)
    assert {"DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261126"} <= set(told), "the day where the user is"
    meeting = NextStep(StepKind.MEET, datetime(2026, 11, 30, 13, tzinfo=UTC))
    assert written([person(interviews=(talk(),), next_step=meeting)]).count("BEGIN:VEVENT") == 1


def test_each_step_that_can_be_due_has_its_words() -> None:
    for kind in StepKind:
        step = NextStep(kind, datetime(2026, 11, 30, 13, tzinfo=UTC))
        assert "BEGIN:VEVENT" in step_file(person(interviews=(talk(),), next_step=step), NOW), kind


def test_a_second_export_is_newer_than_the_first() -> None:
    def number(now: datetime) -> int:
        return next(int(line[9:]) for line in lines([person(interviews=(talk(),))], now) if line[:9] == "SEQUENCE:")

    assert 0 < number(NOW) < number(NOW + timedelta(minutes=1)) < 2**31


def test_what_i_promised_stands_on_its_day_until_it_is_kept() -> None:
    promise = Heard(4, 1, 7, HeardKind.PROMISE, "send the\nreport", date(2026, 11, 23), due=date(2026, 11, 27))
    step = NextStep(StepKind.PROMISE, datetime(2026, 11, 27, 12, tzinfo=UTC))
    told = lines([person(heard=(promise,), next_step=step)])
    assert told.count("BEGIN:VEVENT") == 1, "once, though it is the next step, too"
    assert {"SUMMARY:Keep a promise to Zoë Brontë", "DESCRIPTION:send the report"} <= set(told)
    assert "DTSTART;VALUE=DATE:20261127" in told
    for other in (replace(promise, state=HeardState.DONE), replace(promise, mine=False), replace(promise, due=None)):
        assert "BEGIN:VEVENT" not in written([person(heard=(other,))])
    later = replace(promise, due=date(2026, 12, 1), text="send both reports")
    first, second = (promise_file(person(), one, NOW).splitlines() for one in (promise, later))
    assert [line for line in first if line[:4] == "UID:"] == [line for line in second if line[:4] == "UID:"]


def test_one_meeting_or_one_step_makes_a_file_of_its_own_and_nothing_dated_makes_none() -> None:
    one = interview_file(person(), talk(), NOW + timedelta(days=30))
    assert one.startswith("BEGIN:VCALENDAR\r\n") and one.count("BEGIN:VEVENT") == 1, "also once it is over"
    assert interview_file(person(), talk(replace(PLAN, starts=None)), NOW) == ""
    meeting = NextStep(StepKind.MEET, datetime(2026, 11, 30, 13, tzinfo=UTC))
    assert step_file(person(interviews=(talk(),), next_step=meeting), NOW) == interview_file(person(), talk(), NOW)
    assert step_file(person(), NOW) == ""
    assert promise_file(person(), Heard(4, 1, 7, HeardKind.PROMISE, "x", date(2026, 11, 23)), NOW) == ""
