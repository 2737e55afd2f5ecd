"""The weekly review on one page: the figures of the week, what stands behind each, what comes next, room to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from netplus_desktop.core.records import StepKind, TodayLine
from netplus_desktop.core.review import Figure, Remark, Review, ReviewRow
from netplus_desktop.documents.flow import NEW_LINE, Flow, Section
from netplus_desktop.documents.wording import day, isolated, plain, step

_FIGURES = (0.4, 0.2, 0.2, 0.2)
_ROWS = (0.13, 0.27, 0.6)
_STEPS = (0.8, 0.2)
_TO_WRITE = 3

_MOST = ((12, 8), (9, 7), (7, 7), (5, 6), (4, 5), (3, 4), (2, 3), (1, 3))
"""How many rows of a figure and how many coming steps are named, ever fewer, until all of it fits a page."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the page. Another language is another `Wording`."""

    title: str = "The week from {first} to {last}"
    week: str = "This week"
    before: str = "The week before"
    month: str = "Four weeks to its end"
    nothing: str = "Nothing is recorded of these days."
    counted: str = "{figure}: {n}"
    more: str = "and {n} more"
    coming: str = "What comes next"
    to_write: str = "For the week ahead"
    meet: str = "Meet {name}"
    printed: str = "NetPlus weekly review · printed {day}"
    remark: str = "{remark}: {text}"
    figures: dict[Figure, str] = field(
        default_factory=lambda: {
            Figure.APPROACHED: "Approached",
            Figure.REPLIED: "Replied",
            Figure.MET: "Met",
            Figure.REFERRED: "Referred",
            Figure.INTERVIEWED: "Job interviews",
            Figure.LANDED: "Job offers",
            Figure.OFFERED: "Offered",
            Figure.GIVEN: "Given",
        }
    )
    remarks: dict[Remark, str] = field(
        default_factory=lambda: {
            Remark.YES: "said yes",
            Remark.NO: "declined",
            Remark.MET: "we talked",
            Remark.THANKS: "a thank-you with what I took away",
            Remark.INTRODUCTION: "brought together with",
        }
    )


ENGLISH = Wording()


def week_ladder(
    week: Review,
    before: Review,
    month: Review,
    coming: Sequence[TodayLine],
    now: datetime,
    words: Wording = ENGLISH,
) -> Iterator[Flow]:
    """The page of a week, ever shorter; the last fits any page. `before` is the week before, `month` the four weeks
    that end with this one, `coming` the open steps, the nearest first."""
    for rows, steps in _MOST:
        yield Flow(
            title(week, words),
            (),
            tuple(_sections(week, before, month, coming, now, rows, steps, words)),
            words.printed.format(day=day(now, year=True, weekday=False)),
            "",
        )


def title(week: Review, words: Wording = ENGLISH) -> str:
    """Which days the review is of."""
    first = day(week.first, year=week.first.year != week.last.year, weekday=False)
    return words.title.format(first=first, last=day(week.last, year=True, weekday=False))


def row_words(row: ReviewRow, words: Wording = ENGLISH) -> str:
    """What a row says beside its day and its person."""
    text = isolated(plain(row.text))
    remark = words.remarks[row.remark] if row.remark else ""
    if remark and text:
        return words.remark.format(remark=remark, text=text)
    return remark or text


def _sections(
    week: Review,
    before: Review,
    month: Review,
    coming: Sequence[TodayLine],
    now: datetime,
    most_rows: int,
    most_steps: int,
    words: Wording,
) -> Iterator[Section]:
    counts = tuple(
        (words.figures[figure], *(str(span.count(figure)) for span in (week, before, month))) for figure in Figure
    )
    yield Section("", counts, _FIGURES, ("", words.week, words.before, words.month), 1)
    if week.empty:
        yield Section("", ((words.nothing,),), (1.0,))
    for figure, rows in week.rows.items():
        if rows:
            named = [_row(row, words) for row in rows[:most_rows]]
            if len(rows) > most_rows:
                named.append(("", words.more.format(n=len(rows) - most_rows), ""))
            counted = words.counted.format(figure=words.figures[figure], n=len(rows))
            yield Section(counted, tuple(named), _ROWS, most_lines=1)
    steps = [_step(line, now, words) for line in coming[:most_steps]]
    if steps:
        if len(coming) > most_steps:
            steps.append((words.more.format(n=len(coming) - most_steps), ""))
        yield Section(words.coming, tuple(steps), _STEPS, most_lines=1, table=True)
    yield Section(words.to_write, ((NEW_LINE,),) * _TO_WRITE, (1.0,), table=True)


def _row(row: ReviewRow, words: Wording) -> tuple[str, str, str]:
    name = isolated(plain(row.contact.name, 120)) if row.contact else ""
    return day(row.on), name, row_words(row, words)


def _step(line: TodayLine, now: datetime, words: Wording) -> tuple[str, str]:
    name, other = (isolated(plain(one.name, 120)) if one else "" for one in (line.contact, line.other))
    what = words.meet.format(name=name) if line.step.kind is StepKind.MEET else step(line.step.kind, name, other)
    due = line.step.due.astimezone(now.tzinfo).date()
    return what, day(due, year=due.year != now.year)
