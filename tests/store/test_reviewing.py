"""The review of a week, read from the real vault."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    EventKind,
    HeardKind,
    InterviewPlan,
    IntroductionKind,
    Kind,
    OfferFields,
    Person,
)
from netplus_desktop.core.review import Figure, Remark, Review
from netplus_desktop.store.store import Store
from tests.conftest import NOW

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def talk_with(store: Store, name: str, purpose: str = "", **plan: object) -> tuple[int, int]:
    who = store.add_contact(Person(name)).new_id(Kind.CONTACT)
    planned = InterviewPlan(purpose=purpose, **plan)  # type: ignore[arg-type]
    return who, store.plan_interview(who, planned).new_id(Kind.INTERVIEW)


def told(made: Review) -> dict[Figure, list[tuple[str, str]]]:
    return {
        figure: [(row.contact.name if row.contact else "", row.text) for row in rows]
        for figure, rows in made.rows.items()
        if rows
    }


def test_a_week_tells_everything_that_happened_in_it_with_whom(store: Store) -> None:
    anna, talk = talk_with(store, "Anna", "how clinics buy")
    store.record_event(talk, EventKind.REQUESTED, NOW - timedelta(days=6))
    store.record_event(talk, EventKind.ACCEPTED, NOW - timedelta(days=5))
    _ben, planned = talk_with(store, "Ben", "grants", starts=datetime(2026, 11, 20, 10, 0))
    store.record_event(planned, EventKind.THANKED, NOW - timedelta(days=2))
    store.record_event(talk_with(store, "Chloe")[1], EventKind.REQUESTED, NOW - timedelta(days=12))
    store.record_share(anna, Direction.I_GAVE, "a primer", date(2026, 11, 18))
    store.land(date(2026, 11, 20), "Northline", "Analyst")
    made = store.review(MONDAY, SUNDAY)
    assert told(made) == {
        Figure.APPROACHED: [("Anna", "how clinics buy")],
        Figure.REPLIED: [("Anna", "how clinics buy")],
        Figure.MET: [("Ben", "grants")],
        Figure.LANDED: [("", "Analyst, Northline")],
        Figure.OFFERED: [("Anna", "a primer")],
        Figure.GIVEN: [("Anna", "a primer"), ("Ben", "")],
    }


def test_a_name_is_told_on_the_day_it_was_given(store: Store) -> None:
    anna, talk = talk_with(store, "Anna")
    store.add_heard(anna, HeardKind.REFERRAL, "Luis Ortega", interview_id=talk)
    assert store.review(MONDAY, SUNDAY).empty
    today = NOW.date()
    assert told(store.review(today, today)) == {Figure.REFERRED: [("Anna", "Luis Ortega")]}


def test_an_offer_follows_its_state(store: Store) -> None:
    anna, _ = talk_with(store, "Anna")
    offer = store.add_offer(OfferFields("a primer")).new_id(Kind.OFFER)
    entry = store.offer_this(anna, offer).new_id(Kind.EXCHANGE)
    today = NOW.date()
    assert set(told(store.review(today, today))) == {Figure.OFFERED}
    store.edit_exchange(entry, state="delivered")
    assert set(told(store.review(today, today))) == {Figure.OFFERED, Figure.GIVEN}
    store.undo()
    assert set(told(store.review(today, today))) == {Figure.OFFERED}


def test_two_people_brought_together_are_one_thing_given(store: Store) -> None:
    anna, ben = (store.add_contact(Person(name)).new_id(Kind.CONTACT) for name in ("Anna", "Ben"))
    made = store.introduce(anna, ben, "both look for patients").new_id(Kind.INTRODUCTION)
    for days, kind in enumerate(IntroductionKind):
        if kind is IntroductionKind.ACKNOWLEDGED:
            break
        store.record_introduction(made, kind, NOW - timedelta(days=8 - days))
    (row,) = store.review(MONDAY, SUNDAY).rows[Figure.GIVEN]
    assert (row.contact, row.text, row.remark) == (ContactRef(anna, "Anna"), "Ben", Remark.INTRODUCTION)
    assert row.on == date(2026, 11, 19)


def test_an_empty_vault_has_an_empty_week(store: Store) -> None:
    assert store.review(MONDAY, SUNDAY).empty
