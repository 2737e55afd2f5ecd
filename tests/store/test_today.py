"""The Today list in the vault: what is put off, with whom contact cools, and how it comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    EventKind,
    HeardKind,
    InterviewPlan,
    IntroductionKind,
    Kind,
    ListFilter,
    Person,
    StepKind,
    Tier,
    TodayLine,
)
from netplus_desktop.store.store import Store
from tests.conftest import HandClock

HELD = datetime(2026, 11, 20, 10, 0)


def person(store: Store, name: str) -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


def talk_held(store: Store, contact_id: int, starts: datetime = HELD) -> int:
    talk = store.plan_interview(contact_id, InterviewPlan(starts=starts)).new_id(Kind.INTERVIEW)
    store.refresh_clocks()
    return talk


def met_on(store: Store, contact_id: int, on: date) -> None:
    store.record_share(contact_id, Direction.THEY_SHARED, "A word", on)


def told(lines: tuple[TodayLine, ...]) -> list[tuple[str, StepKind]]:
    return [(line.contact.name, line.step.kind) for line in lines]


def test_a_line_that_is_put_off_comes_back_on_its_day(timed: Store, clock: HandClock) -> None:
    talk_held(timed, person(timed, "Ann"))
    talk_held(timed, person(timed, "Bo"))
    assert told(timed.today()) == [("Ann", StepKind.WRITE_UP), ("Bo", StepKind.WRITE_UP)]
    timed.put_off(timed.today()[0], 3)
    assert told(timed.today()) == [("Bo", StepKind.WRITE_UP)]
    assert timed.count_today() == 1
    clock.go(days=2)
    assert told(timed.today()) == [("Bo", StepKind.WRITE_UP)]
    clock.go(days=1)
    assert told(timed.today()) == [("Ann", StepKind.WRITE_UP), ("Bo", StepKind.WRITE_UP)]


def test_putting_off_is_one_step_that_is_undone_and_done_again(timed: Store) -> None:
    talk_held(timed, person(timed, "Ann"))
    timed.put_off(timed.today()[0], 30)
    assert timed.today() == ()
    timed.undo()
    assert told(timed.today()) == [("Ann", StepKind.WRITE_UP)]
    timed.redo()
    assert timed.today() == ()


def test_what_comes_next_with_a_person_stands_where_a_line_was_put_off(timed: Store) -> None:
    """A meeting of tomorrow is not lost behind a promise that can wait."""
    ann = person(timed, "Ann")
    timed.add_heard(ann, HeardKind.PROMISE, "Send the report", due=date(2026, 11, 22))
    timed.plan_interview(ann, InterviewPlan(starts=datetime(2026, 11, 24, 10, 0)))
    assert told(timed.today()) == [("Ann", StepKind.PROMISE)]
    timed.put_off(timed.today()[0], 7)
    assert told(timed.today()) == [("Ann", StepKind.MEET)]


def test_of_two_promises_the_one_that_was_put_off_is_left_out_and_not_the_other(timed: Store) -> None:
    ann = person(timed, "Ann")
    timed.add_heard(ann, HeardKind.PROMISE, "Send the report", due=date(2026, 11, 22))
    later = timed.add_heard(ann, HeardKind.PROMISE, "Name a book", due=date(2026, 11, 25)).new_id(Kind.HEARD)
    timed.put_off(timed.today()[0], 7)
    (line,) = timed.today()
    assert (line.step.kind, line.step.due.date()) == (StepKind.PROMISE, date(2026, 11, 25))
    assert timed.subject_of(line) == later
    timed.put_off(line, 1)
    assert timed.today() == ()


def test_another_talk_with_a_person_is_not_put_off_with_the_first(timed: Store) -> None:
    ann = person(timed, "Ann")
    talk_held(timed, ann)
    timed.put_off(timed.today()[0], 30)
    talk_held(timed, ann, datetime(2026, 11, 21, 10, 0))
    (line,) = timed.today()
    assert line.step.due.date() == date(2026, 11, 21)


def test_the_earliest_come_first_and_no_more_than_asked_for(timed: Store) -> None:
    for day in (21, 19, 20):
        talk_held(timed, person(timed, f"Of the {day}"), datetime(2026, 11, day, 9, 0))
    timed.put_off(timed.today()[0], 1)
    assert [line.contact.name for line in timed.today(limit=1)] == ["Of the 20"]
    assert timed.count_today() == 2


def test_a_step_that_is_done_by_now_is_put_off_without_effect(timed: Store) -> None:
    ann = person(timed, "Ann")
    timed.add_heard(ann, HeardKind.PROMISE, "Send the report", due=date(2026, 11, 22))
    (line,) = timed.today()
    timed.undo()
    before = timed.undo_step
    assert timed.put_off(line, 3).count == 1 and timed.undo_step == before


# --- contact that cools -------------------------------------------------------------------------------------


def keep(store: Store, name: str, tier: Tier, last: date | None) -> int:
    one = person(store, name)
    store.set_tier([one], tier)
    if last is not None:
        met_on(store, one, last)
    return one


def test_contact_cools_by_tier_from_the_last_real_one(timed: Store) -> None:
    keep(timed, "Ann", Tier.INNER, date(2026, 10, 23))  # 31 days
    keep(timed, "Bo", Tier.INNER, date(2026, 10, 24))  # 30
    keep(timed, "Cy", Tier.ACTIVE, date(2026, 9, 23))  # 61
    keep(timed, "Di", Tier.LIGHT, date(2026, 9, 23))
    keep(timed, "Ed", Tier.NONE, date(2020, 1, 1))
    assert [(line.contact.name, line.last_contact) for line in timed.cooling()] == [
        ("Ann", date(2026, 10, 23)),
        ("Cy", date(2026, 9, 23)),
    ]
    assert timed.count_cooling() == 2


def test_nobody_cools_on_the_day_of_an_import_and_who_was_never_met_does_later(timed: Store, clock: HandClock) -> None:
    keep(timed, "Ann", Tier.INNER, None)
    keep(timed, "Bo", Tier.NONE, None)
    assert timed.cooling() == ()
    clock.go(days=30)
    assert timed.cooling() == ()
    clock.go(days=1)
    assert [(line.contact.name, line.last_contact) for line in timed.cooling()] == [("Ann", None)]


def test_the_closest_come_first_and_then_the_longest_gap(timed: Store) -> None:
    keep(timed, "Light, years ago", Tier.LIGHT, date(2020, 1, 1))
    keep(timed, "Inner, lately", Tier.INNER, date(2026, 10, 20))
    keep(timed, "Inner, longer", Tier.INNER, date(2026, 9, 20))
    assert [line.contact.name for line in timed.cooling()] == ["Inner, longer", "Inner, lately", "Light, years ago"]
    assert [line.contact.name for line in timed.cooling(limit=1)] == ["Inner, longer"]


def test_nobody_cools_with_whom_something_is_open_soon(timed: Store) -> None:
    ann = keep(timed, "Ann", Tier.INNER, date(2026, 9, 1))
    bo = keep(timed, "Bo", Tier.INNER, date(2026, 9, 2))
    timed.plan_interview(ann, InterviewPlan(starts=datetime(2026, 12, 10, 10, 0)))
    timed.add_heard(bo, HeardKind.PROMISE, "Visit in spring", due=date(2027, 4, 1))
    assert [line.contact.name for line in timed.cooling()] == ["Bo"]


def test_being_in_touch_ends_the_cooling_and_undo_brings_it_back(timed: Store, clock: HandClock) -> None:
    ann = keep(timed, "Ann", Tier.INNER, date(2026, 9, 1))
    timed.in_touch(ann, date(2026, 11, 23))
    assert timed.cooling() == ()
    assert timed.contact(ann).last_contact == date(2026, 11, 23)
    timed.undo()
    assert [line.contact.name for line in timed.cooling()] == ["Ann"]
    timed.redo()
    clock.go(days=31)
    assert [line.contact.name for line in timed.cooling()] == ["Ann"]


def test_a_day_before_what_is_known_changes_nothing(timed: Store) -> None:
    ann = keep(timed, "Ann", Tier.INNER, None)
    timed.in_touch(ann, date(2026, 11, 20))
    timed.in_touch(ann, date(2026, 11, 1))
    assert timed.contact(ann).last_contact == date(2026, 11, 20)


def test_cooling_is_put_off_and_comes_back(timed: Store, clock: HandClock) -> None:
    ann = keep(timed, "Ann", Tier.INNER, date(2026, 9, 1))
    timed.put_off(timed.cooling()[0], 7)
    assert timed.cooling() == () and timed.count_cooling() == 0
    talk_held(timed, ann)
    assert told(timed.today()) == [("Ann", StepKind.WRITE_UP)]
    timed.undo()
    clock.go(days=7)
    assert [line.contact.name for line in timed.cooling()] == ["Ann"]


def test_a_thank_you_sent_is_a_real_contact(timed: Store) -> None:
    ann = keep(timed, "Ann", Tier.INNER, date(2026, 9, 1))
    talk = talk_held(timed, ann, datetime(2026, 9, 2, 9, 0))
    timed.record_event(talk, EventKind.THANKED, timed.now())
    assert timed.cooling() == ()


# --- how many one keeps up with ---------------------------------------------------------------------------------


def test_people_are_counted_by_tier_and_found(timed: Store) -> None:
    ann, bo = keep(timed, "Ann", Tier.INNER, None), keep(timed, "Bo", Tier.LIGHT, None)
    keep(timed, "Cy", Tier.NONE, None)
    assert timed.tier_counts() == {Tier.INNER: 1, Tier.LIGHT: 1}
    assert (timed.in_tier(Tier.INNER), timed.in_tier(None)) == ([ann], [ann, bo])


def test_a_crowd_that_was_put_away_is_told_again_after_its_days(timed: Store, clock: HandClock) -> None:
    timed.put_crowd_off(15, 30)
    assert timed.crowds_put_off() == {15}
    clock.go(days=30)
    assert timed.crowds_put_off() == frozenset()


@pytest.mark.parametrize("days", [1, 3, 7, 30])
def test_every_length_lasts_so_many_days(timed: Store, clock: HandClock, days: int) -> None:
    keep(timed, "Ann", Tier.INNER, date(2026, 1, 1))
    timed.put_off(timed.cooling()[0], days)
    clock.at += timedelta(days=days - 1, hours=14)
    assert timed.cooling() == ()
    clock.at += timedelta(hours=2)
    assert [line.last_contact for line in timed.cooling()] == [date(2026, 1, 1)]


def test_an_introduction_waits_for_my_word_from_the_day_after_a_yes(timed: Store, clock: HandClock) -> None:
    ann, bo = person(timed, "Ann"), person(timed, "Bo")
    made = timed.introduce(ann, bo).new_id(Kind.INTRODUCTION)
    timed.record_introduction(made, IntroductionKind.FIRST_ASKED, timed.now())
    assert timed.today() == (), "an idea can wait, and so can a question that was asked"
    timed.record_introduction(made, IntroductionKind.FIRST_AGREES, timed.now())
    (line,) = timed.today()
    assert told(timed.today()) == [("Bo", StepKind.ASK_SECOND)]
    assert line.other == ContactRef(ann, "Ann")
    assert line.step.due.date() == timed.now().date() + timedelta(days=1)
    timed.record_introduction(made, IntroductionKind.SECOND_ASKED, timed.now())
    assert timed.today() == ()
    timed.record_introduction(made, IntroductionKind.SECOND_AGREES, timed.now())
    assert told(timed.today()) == [("Ann", StepKind.INTRODUCE)]
    assert timed.check() == []
    timed.record_introduction(made, IntroductionKind.INTRODUCED, timed.now())
    assert timed.today() == ()
    timed.undo()
    assert told(timed.today()) == [("Ann", StepKind.INTRODUCE)]
    timed.delete_introduction(made)
    assert timed.today() == ()


def test_an_introduction_is_put_off_by_itself(timed: Store, clock: HandClock) -> None:
    ann = person(timed, "Ann")
    first, second = (timed.introduce(ann, person(timed, name)).new_id(Kind.INTRODUCTION) for name in ("Bo", "Cy"))
    yes = (IntroductionKind.FIRST_AGREES, IntroductionKind.SECOND_AGREES)
    for made in (first, second):
        for kind in yes:
            timed.record_introduction(made, kind, timed.now())
    (line,) = timed.today()
    assert timed.subject_of(line) == first
    assert line.other is not None and line.other.name == "Bo"
    timed.put_off(line, 7)
    (line,) = timed.today()
    assert line.instead and timed.subject_of(line) == second
    assert line.other is not None and line.other.name == "Cy"
    timed.put_off(line, 7)
    assert timed.today() == ()
    clock.go(days=7)
    assert told(timed.today()) == [("Ann", StepKind.INTRODUCE)]


def test_the_user_says_after_how_many_days_contact_cools_and_is_dormant(timed: Store) -> None:
    ann = person(timed, "Ann")
    timed.set_tier([ann], Tier.STEADY)
    met_on(timed, ann, timed.now().date() - timedelta(days=50))
    assert timed.cooling() == () and timed.counts().quiet == 0
    timed.set_clocks(replace(timed.clocks(), steady_ideal=40))
    (line,) = timed.cooling()
    assert (line.contact.name, line.dormant) == ("Ann", False)
    assert line.step.due.date() == timed.now().date() - timedelta(days=50 - 41)
    timed.set_clocks(replace(timed.clocks(), steady_most=49))
    (line,) = timed.cooling()
    assert line.dormant and timed.counts().quiet == 1
    assert list(timed.contact_ids(only=ListFilter.QUIET)) == [ann]
    timed.undo()
    timed.undo()
    assert timed.cooling() == () and timed.counts().quiet == 0


def test_nobody_is_dormant_before_contact_has_cooled(timed: Store) -> None:
    timed.set_clocks(replace(timed.clocks(), inner_ideal=100))
    assert timed.clocks().cadence[Tier.INNER] == (100, 100)


def test_the_days_after_a_yes_are_the_users_to_choose(timed: Store) -> None:
    made = timed.introduce(person(timed, "Ann"), person(timed, "Bo")).new_id(Kind.INTRODUCTION)
    timed.record_introduction(made, IntroductionKind.FIRST_AGREES, timed.now())
    timed.set_clocks(replace(timed.clocks(), introduce=0))
    (line,) = timed.today()
    assert line.step.due.date() == timed.now().date()
    timed.set_clocks(replace(timed.clocks(), introduce=9))
    assert timed.today() == (), "it comes within a week, later"
