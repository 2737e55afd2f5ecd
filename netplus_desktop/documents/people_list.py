"""People as a list on paper: who, where they work, how to reach them, when we were last in touch, and a box to tick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from netplus_desktop.core.records import ContactRow, Person, PointKind
from netplus_desktop.documents.flow import NEW_LINE, Flow, Section
from netplus_desktop.documents.wording import day, isolated, plain

_SHARES = (0.23, 0.28, 0.36, 0.13)
_MOST_POINTS = 2  # of a kind: a list is to be looked through
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the list. Another language is another `Wording`."""

    title: str = "People"
    one: str = "1 person"
    count: str = "{n} people"
    found: str = "found by “{query}”"
    name: str = "Name"
    role: str = "Role, employer"
    reach: str = "E-mail, phone"
    last: str = "Last contact"
    printed: str = "NetPlus people · printed {day}"


ENGLISH = Wording()


def people_list(
    people: Iterable[tuple[ContactRow, Person]], found_by: str, now: datetime, words: Wording = ENGLISH
) -> Flow:
    """The list of `people` in their order. `found_by` says what they were narrowed down by; '' for everybody."""
    rows = tuple(_row(row, person, now.date()) for row, person in people)
    count = words.one if len(rows) == 1 else words.count.format(n=len(rows))
    query = plain(found_by, 100)
    about = f"{count} · {words.found.format(query=isolated(query))}" if query else count
    heads = (words.name, words.role, words.reach, words.last)
    return Flow(
        words.title,
        (about,),
        (Section("", rows, _SHARES, heads, _MOST_LINES, table=True),),
        words.printed.format(day=day(now, year=True, weekday=False)),
    )


def _row(row: ContactRow, person: Person, today: date) -> tuple[str, ...]:
    role = (plain(row.title, 120), plain(row.organisation, 120))
    reach = (
        *person.values(PointKind.EMAIL)[:_MOST_POINTS],
        *person.values(PointKind.PHONE)[:_MOST_POINTS],
    )
    last = row.last_contact
    return (
        plain(row.name, 120),
        NEW_LINE.join(part for part in role if part),
        NEW_LINE.join(plain(value, 120) for value in reach),
        day(last, year=last.year != today.year, weekday=False) if last else "",
    )
