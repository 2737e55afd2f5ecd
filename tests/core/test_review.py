"""The weekly review: which days it is of, and what stands behind each of its figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core.loops import Landing
from netplus_desktop.core.records import Direction, ExchangeEntry, ExchangeState, Heard, HeardKind, Interview
from netplus_desktop.core.review import Figure, Happened, Remark, Review, review, week_of, week_to_review
from tests.talks import NOW, at, gave, heard, interview

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
ANNA = {7: "Anna"}


def of(
    *talks: Interview,
    things: tuple[Heard, ...] = (),
    entries: tuple[ExchangeEntry, ...] = (),
    landings: tuple[Landing, ...] = (),
    now: datetime = NOW,
) -> Review:
    return review(MONDAY, SUNDAY, Happened(ANNA, talks, things, entries, landings), now)


def counted(made: Review) -> dict[str, int]:
    return {figure.value: made.count(figure) for figure in Figure if made.count(figure)}


@pytest.mark.parametrize(
    ("day", "begins", "first", "last"),
    [
        (date(2026, 11, 16), 0, date(2026, 11, 16), date(2026, 11, 22)),  # a Monday
        (date(2026, 11, 22), 0, date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 22), 6, date(2026, 11, 22), date(2026, 11, 28)),  # where weeks begin on Sunday
        (date(2026, 11, 21), 6, date(2026, 11, 15), date(2026, 11, 21)),
        (date(2027, 1, 1), 0, date(2026, 12, 28), date(2027, 1, 3)),  # over the year's end
    ],
)
def test_a_week_begins_where_people_begin_it(day: date, begins: int, first: date, last: date) -> None:
    assert week_of(day, begins) == (first, last)


def test_on_the_first_day_of_a_week_the_one_that_ended_is_looked_back_upon() -> None:
    assert week_to_review(date(2026, 11, 23)) == (MONDAY, SUNDAY)
    assert week_to_review(date(2026, 11, 24)) == (date(2026, 11, 23), date(2026, 11, 29))
    assert week_to_review(date(2026, 11, 22), begins=6) == (date(2026, 11, 15), date(2026, 11, 21))


def test_a_talk_is_counted_at_each_step_in_the_week_of_that_step() -> None:
    asked_before = interview(requested=at(11, 12), accepted=at(11, 16), held=at(11, 18), thanked=at(11, 19))
    asked_now = interview(requested=at(11, 20), accepted=at(11, 23))
    assert counted(of(asked_before, asked_now)) == {"approached": 1, "replied": 1, "met": 1, "given": 1}
    (thanks,) = of(asked_before).rows[Figure.GIVEN]
    assert (thanks.on, thanks.remark) == (date(2026, 11, 19), Remark.THANKS)


@pytest.mark.parametrize(
    ("event", "remark"),
    [("accepted", Remark.YES), ("confirmed", Remark.YES), ("declined", Remark.NO), ("held", Remark.MET)],
)
def test_whatever_shows_that_they_answered_is_a_reply(event: str, remark: Remark) -> None:
    (row,) = of(interview(requested=at(11, 12), **{event: at(11, 17)})).rows[Figure.REPLIED]
    assert (row.on, row.remark) == (date(2026, 11, 17), remark)


def test_a_reply_is_counted_once_on_the_day_of_the_first() -> None:
    assert of(interview(requested=at(11, 9), accepted=at(11, 13), confirmed=at(11, 17))).rows[Figure.REPLIED] == ()


def test_who_was_never_asked_has_not_replied() -> None:
    assert counted(of(interview(held=at(11, 17)))) == {"met": 1}


def test_a_planned_talk_counts_as_met_once_its_time_has_passed() -> None:
    planned = interview(starts=datetime(2026, 11, 20, 14, 0))
    assert counted(of(planned)) == {"met": 1}
    assert counted(of(planned, now=at(11, 20, 13))) == {}
    assert counted(of(interview(starts=datetime(2026, 11, 20, 14, 0), cancelled=at(11, 19)))) == {}


def test_a_job_interview_and_a_job_stand_apart_from_what_i_offered() -> None:
    job = Landing(1, date(2026, 11, 20), "Northline", "Analyst")
    made = of(interview(turned=at(11, 19)), entries=(gave(date(2026, 11, 18)),), landings=(job,))
    assert counted(made) == {"interviewed": 1, "landed": 1, "offered": 1}
    (row,) = made.rows[Figure.LANDED]
    assert (row.contact, row.text) == (None, "Analyst, Northline")


@pytest.mark.parametrize(
    ("state", "given"),
    [
        (ExchangeState.OFFERED, 0),
        (ExchangeState.ACCEPTED, 0),
        (ExchangeState.DECLINED, 0),
        (ExchangeState.NO_ANSWER, 0),
        (ExchangeState.DELIVERED, 1),
        (ExchangeState.ACKNOWLEDGED, 1),
    ],
)
def test_what_was_offered_is_given_once_it_reached_them(state: ExchangeState, given: int) -> None:
    made = of(entries=(gave(date(2026, 11, 18), state=state),))
    assert (made.count(Figure.OFFERED), made.count(Figure.GIVEN)) == (1, given)


def test_what_was_only_considered_is_not_offered() -> None:
    assert of(entries=(gave(date(2026, 11, 18), state=ExchangeState.CONSIDERED),)).empty


def test_what_they_shared_is_neither_offered_nor_given() -> None:
    shared = ExchangeEntry(6, 7, Direction.THEY_SHARED, "an article", date(2026, 11, 18), ExchangeState.DELIVERED)
    assert of(entries=(shared,)).empty


def test_names_given_count_on_their_day_and_other_things_heard_do_not() -> None:
    things = tuple(heard(kind, kind.value, on=date(2026, 11, 17)) for kind in HeardKind)
    made = of(things=(*things, heard(HeardKind.REFERRAL, "later", on=date(2026, 11, 23))))
    assert counted(made) == {"referred": 1}
    assert made.rows[Figure.REFERRED][0].text == "referral"


def test_days_are_those_of_where_i_am() -> None:
    late = interview(requested=at(11, 22, 23, 30))  # Monday already in Berlin
    assert counted(of(late)) == {"approached": 1}
    assert of(late, now=NOW.astimezone(ZoneInfo("Europe/Berlin"))).empty


def test_rows_stand_in_the_order_of_the_days() -> None:
    days = [MONDAY + timedelta(days=days) for days in (4, 0, 2)]
    made = of(entries=tuple(gave(day) for day in days))
    assert [row.on for row in made.rows[Figure.OFFERED]] == sorted(days)
