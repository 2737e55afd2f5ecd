"""The page of the weekly review: its figures, what stands behind them, what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime

from netplus_desktop.core.records import ContactRef, NextStep, StepKind, TodayLine
from netplus_desktop.core.review import Figure, Remark, Review, ReviewRow
from netplus_desktop.documents.flow import Flow
from netplus_desktop.documents.review import week_ladder
from tests.documents.made import NOW

ANNA = ContactRef(1, "Anna")
NOTHING = Review(date(2026, 11, 9), date(2026, 11, 15), dict.fromkeys(Figure, ()))


def week(**rows: tuple[ReviewRow, ...]) -> Review:
    found = {figure: rows.get(figure.value, ()) for figure in Figure}
    return Review(date(2026, 11, 16), date(2026, 11, 22), found)


def pages(made: Review, *coming: TodayLine) -> list[Flow]:
    return list(week_ladder(made, NOTHING, made, coming, NOW))


def section(flow: Flow, title: str) -> tuple[tuple[str, ...], ...]:
    (found,) = (one for one in flow.sections if one.title == title)
    return found.rows


def test_it_names_the_days_and_counts_them_beside_the_weeks_before() -> None:
    row = ReviewRow(date(2026, 11, 17), ANNA, "grants", Remark.YES)
    flow = pages(week(replied=(row,)))[0]
    assert flow.title == "The week from 16 Nov to 22 Nov 2026"
    assert ("Replied", "1", "0", "1") in flow.sections[0].rows
    assert section(flow, "Replied: 1") == (("Tue 17 Nov", "Anna", "said yes: grants"),)
    assert not any(one.title.startswith("Approached") for one in flow.sections)


def test_a_week_over_the_end_of_a_year_names_both() -> None:
    made = Review(date(2026, 12, 28), date(2027, 1, 3), NOTHING.rows)
    assert pages(made)[0].title == "The week from 28 Dec 2026 to 3 Jan 2027"


def test_a_week_without_anything_says_so_and_still_has_room_to_write() -> None:
    flow = pages(week())[0]
    assert ("Nothing is recorded of these days.",) in flow.sections[1].rows
    assert len(section(flow, "For the week ahead")) == 3


def test_what_comes_next_stands_with_a_box_to_tick() -> None:
    due = datetime(2026, 11, 24, 9, tzinfo=UTC)
    meet, thank = (TodayLine(ANNA, 1, NextStep(kind, due)) for kind in (StepKind.MEET, StepKind.THANK))
    flow = pages(week(), meet, thank)[0]
    assert section(flow, "What comes next") == (("Meet Anna", "Tue 24 Nov"), ("Thank Anna", "Tue 24 Nov"))


def test_the_page_grows_shorter_and_says_what_it_leaves_out() -> None:
    many = tuple(ReviewRow(date(2026, 11, 17), ANNA, f"talk {n}") for n in range(40))
    long, *_, short = pages(week(met=many))
    assert section(long, "Met: 40")[-1] == ("", "and 28 more", "")
    assert section(short, "Met: 40") == (("Tue 17 Nov", "Anna", "talk 0"), ("", "and 39 more", ""))


def test_text_from_a_file_cannot_turn_the_line() -> None:
    row = ReviewRow(date(2026, 11, 17), ContactRef(2, "A\u202eevil\nname"), "x\u0000y")
    ((_, name, text),) = section(pages(week(referred=(row,)))[0], "Referred: 1")
    assert (name, text) == ("A evil name", "x y")
