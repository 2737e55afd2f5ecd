"""The cover of a day pack: all of a day's interviews with their times and places, in the order of the clock. The prep
sheet of each follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netplus_desktop.core import practice
from netplus_desktop.core.records import PointKind
from netplus_desktop.documents import prep_sheet
from netplus_desktop.documents.flow import NEW_LINE, Flow, Section
from netplus_desktop.documents.prep_sheet import SheetData
from netplus_desktop.documents.wording import clock, day, isolated, long_day, plain

_SHARES = (0.15, 0.3, 0.3, 0.25)


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the cover. Another language is another `Wording`."""

    title: str = "{day} {year}"
    one: str = "1 interview"
    count: str = "{n} interviews, a prep sheet for each on the pages after this"
    time: str = "My time"
    who: str = "Who"
    where: str = "Where"
    fallback: str = "If it fails"
    there: str = "{time} there"
    minutes: str = "{n} minutes"
    printed: str = "NetPlus day pack · printed {day}"


ENGLISH = Wording()


def cover(on: date, meetings: Sequence[SheetData], words: Wording = ENGLISH) -> Flow:
    """The cover for the `meetings` of a day, each with a time, in their order."""
    now = meetings[0].now
    return Flow(
        words.title.format(day=long_day(on), year=on.year),
        (words.one if len(meetings) == 1 else words.count.format(n=len(meetings)),),
        (
            Section(
                "",
                tuple(_row(data, words) for data in meetings),
                _SHARES,
                (words.time, words.who, words.where, words.fallback),
                table=True,
            ),
        ),
        words.printed.format(day=day(now, year=True, weekday=False)),
        page="",
    )


def _row(data: SheetData, words: Wording) -> tuple[str, ...]:
    contact, interview = data.contact, data.interview
    starts = practice.starts_at(interview.plan) if interview else None
    if contact is None or interview is None or starts is None:
        raise ValueError("a meeting of the day has somebody and a time")
    plan, person = interview.plan, contact.person
    mine = starts.astimezone(data.now.tzinfo)
    time = [clock(mine), words.minutes.format(n=plan.minutes)]
    if plan.starts is not None and mine.replace(tzinfo=None) != plan.starts:
        time.insert(1, words.there.format(time=clock(plan.starts)))
    role = ", ".join(isolated(part) for part in (plain(person.title), plain(person.organisation)) if part)
    where = [prep_sheet.ENGLISH.media[plan.medium], isolated(plain(plan.place))]
    phones = person.values(PointKind.PHONE)[:1]
    fallback = [plain(plan.fallback), *(plain(phone) for phone in phones)]
    cells = (time, [isolated(plain(person.name, 200)), role], where, [isolated(text) for text in fallback])
    return tuple(NEW_LINE.join(dict.fromkeys(part for part in cell if part)) for cell in cells)
