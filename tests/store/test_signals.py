"""What the vault notices, what is put away, and that it stays so: on the real store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netplus_desktop.core.records import (
    Direction,
    EventKind,
    ExchangeState,
    HeardKind,
    InterviewPlan,
    IntroductionKind,
    Kind,
    OfferFields,
    OfferKind,
    Person,
    Tier,
)
from netplus_desktop.core.signals import ActKind, SignalKind
from netplus_desktop.store.store import Store
from tests.conftest import HandClock


def person(store: Store, name: str = "Priya Raman") -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


def met(store: Store, who: int, days: int, purpose: str = "", thanked: bool = False) -> int:
    starts = (store.now() - timedelta(days=days)).replace(tzinfo=None)
    talk = store.plan_interview(who, InterviewPlan(purpose, starts=starts)).new_id(Kind.INTERVIEW)
    store.record_event(talk, EventKind.REQUESTED, store.now() - timedelta(days=days + 1))
    if thanked:
        store.record_event(talk, EventKind.THANKED, store.now() - timedelta(days=days))
    return talk


def gave(store: Store, who: int, what: str, days: int = 0) -> int:
    on = store.now().date() - timedelta(days=days)
    return store.record_share(who, Direction.I_GAVE, what, on).new_id(Kind.EXCHANGE)


def kinds(store: Store) -> list[SignalKind]:
    return [one.kind for one in store.signals()]


def test_an_empty_vault_notices_nothing(store: Store) -> None:
    assert store.signals() == store.signals_of_today() == ()


def test_two_talks_without_thanks_are_told_until_the_thank_you_went_out(store: Store) -> None:
    who = person(store)
    met(store, who, 50, "What a curator does")
    latest = met(store, who, 1)
    found = {one.kind: one for one in store.signals()}
    assert set(found) == {SignalKind.TAKING_FROM}  # 50 days ago is past the month of late thanks
    signal = found[SignalKind.TAKING_FROM]
    assert (signal.number, signal.contact and signal.contact.name) == (2, "Priya Raman")
    assert (signal.act.kind, signal.facts[1].text) == (ActKind.THANK, "What a curator does")
    store.mark_sent(latest, store.now())
    assert store.signals() == ()
    store.undo()
    assert kinds(store) == [SignalKind.TAKING_FROM]


def test_what_came_of_it_told_in_a_letter_counts(store: Store) -> None:
    who = person(store)
    met(store, who, 50)
    met(store, who, 45)
    assert kinds(store) == [SignalKind.TAKING_FROM]
    thing = store.add_heard(who, HeardKind.TAKEAWAY, "begin with a diary", action="begin one").new_id(Kind.HEARD)
    (loop,) = store.open_loops(store.contact(who))
    assert loop.heard is not None
    assert loop.heard.id == thing
    store.report_back(who, [loop], store.now())
    assert store.signals() == ()


def test_five_asks_without_a_give_and_a_give_ends_it(store: Store) -> None:
    for n in range(5):
        talk = store.plan_interview(person(store, f"Person {n}"), InterviewPlan()).new_id(Kind.INTERVIEW)
        store.record_event(talk, EventKind.REQUESTED, store.now() - timedelta(days=n))
    (found,) = store.signals()
    assert (found.kind, found.number) == (SignalKind.TAKING, 5)
    gave(store, person(store, "Björn Kvist"), "a reading list")
    assert store.signals() == ()


def search_begun(timed: Store, clock: HandClock) -> None:
    for n in range(3):
        who = person(timed, f"Prepared {n}")
        timed.plan_interview(who, InterviewPlan(purpose="How hospitals choose systems"))
    for n in range(2):
        friend = person(timed, f"Friend {n}")
        gave(timed, friend, "an article")
        timed.set_tier([friend], Tier.INNER)
    clock.go(days=60)


def test_nobody_asked_while_five_wait(timed: Store, clock: HandClock) -> None:
    search_begun(timed, clock)
    (found,) = timed.signals()
    assert (found.kind, found.number, found.act.kind) == (SignalKind.NOT_ASKING, 5, ActKind.ASK)
    talk = found.facts[0].interview_id or found.facts[-1].interview_id
    assert talk is not None
    timed.record_event(talk, EventKind.REQUESTED, timed.now())
    assert timed.signals() == ()


def test_once_a_job_is_found_no_search_is_missed_until_the_next_ask(timed: Store, clock: HandClock) -> None:
    search_begun(timed, clock)
    timed.land(timed.now().date(), "Harbour Museum", "Curator")
    assert timed.signals() == ()
    another = timed.plan_interview(person(timed, "Adaeze Okafor"), InterviewPlan()).new_id(Kind.INTERVIEW)
    clock.go(days=1)
    timed.record_event(another, EventKind.REQUESTED, timed.now())
    clock.go(days=20)
    assert kinds(timed) == [SignalKind.NOT_ASKING]


def test_three_gives_without_an_ask_in_a_year(store: Store) -> None:
    who = person(store)
    for days in (300, 200, 100):
        gave(store, who, "a lead", days)
    assert kinds(store) == [SignalKind.ONLY_GIVING]
    met(store, who, 3, thanked=True)
    assert store.signals() == ()


def test_minutes_of_the_week_against_what_was_meant(store: Store) -> None:
    offer = store.add_offer(OfferFields("An hour on grant forms", OfferKind.SKILL, 45)).new_id(Kind.OFFER)
    for name in ("Priya Raman", "Björn Kvist"):
        entry = store.offer_this(person(store, name), offer).new_id(Kind.EXCHANGE)
        assert store.signals() == ()
        store.edit_exchange(entry, state=ExchangeState.DELIVERED)
        if name == "Priya Raman":
            assert store.giving().given == 45
    (found,) = store.signals()
    assert (found.kind, found.number, found.limit) == (SignalKind.OVER_GIVING, 90, 60)
    assert [fact.text for fact in found.facts] == ["An hour on grant forms"] * 2


def test_bringing_two_people_together_is_a_give_to_both_and_takes_its_minutes_once(store: Store) -> None:
    priya, bjorn = person(store), person(store, "Björn Kvist")
    for who in (priya, bjorn):
        met(store, who, 50)
        met(store, who, 45)
    assert kinds(store) == [SignalKind.TAKING_FROM] * 2
    made = store.introduce(priya, bjorn).new_id(Kind.INTRODUCTION)
    assert kinds(store) == [SignalKind.TAKING_FROM] * 2  # an idea gives nothing yet
    store.introduce_all_the_same(made, "they know each other by name")
    store.record_introduction(made, IntroductionKind.INTRODUCED, store.now())
    assert store.signals() == ()
    assert store.giving().given == 5


# --- put away, rest, switched off -----------------------------------------------------------------------------------


@pytest.fixture
def taken(timed: Store) -> int:
    who = person(timed)
    met(timed, who, 50)
    met(timed, who, 45)
    return who


def test_put_away_for_a_week_with_this_person_alone(timed: Store, clock: HandClock, taken: int) -> None:
    timed.put_signal_away(SignalKind.TAKING_FROM, taken)
    assert timed.signals() == ()
    other = person(timed, "Björn Kvist")
    met(timed, other, 50)
    met(timed, other, 45)
    assert [one.contact and one.contact.id for one in timed.signals()] == [other]
    clock.go(days=6)
    assert len(timed.signals()) == 1
    clock.go(days=1)
    assert len(timed.signals()) == 2


def test_putting_away_can_be_undone_and_done_again_later(timed: Store, clock: HandClock, taken: int) -> None:
    timed.put_signal_away(SignalKind.TAKING_FROM, taken)
    timed.undo()
    assert kinds(timed) == [SignalKind.TAKING_FROM]
    timed.redo()
    clock.go(days=7)
    timed.put_signal_away(SignalKind.TAKING_FROM, taken)
    assert timed.signals() == ()


def test_a_kind_is_switched_off_for_everybody_and_on_again(timed: Store, taken: int) -> None:
    timed.put_signal_away(SignalKind.TAKING_FROM, None)
    timed.switch_signal(SignalKind.TAKING_FROM, False)
    assert timed.signals_off() == {SignalKind.TAKING_FROM}
    assert timed.signals() == ()
    timed.switch_signal(SignalKind.TAKING_FROM, True)
    assert timed.signals_off() == frozenset()
    assert kinds(timed) == [SignalKind.TAKING_FROM]  # nor is it put away any more
    timed.undo()
    assert timed.signals() == ()


def test_nothing_is_suggested_about_somebody_who_is_let_rest(timed: Store, taken: int) -> None:
    timed.let_rest(taken, True)
    assert timed.is_resting(taken)
    assert timed.signals() == ()
    timed.let_rest(taken, False)
    assert kinds(timed) == [SignalKind.TAKING_FROM]
    assert timed.undo_step is not None


def test_who_was_put_away_can_be_deleted_and_comes_back_whole(timed: Store, taken: int) -> None:
    timed.put_signal_away(SignalKind.TAKING_FROM, taken)
    timed.delete_contacts([taken])
    assert timed.check() == []
    timed.undo()
    assert timed.signals() == ()


# --- one a day, favours -----------------------------------------------------------------------------------------------


def test_one_thing_to_give_back_a_day_whatever_is_done_with_it(timed: Store, clock: HandClock, taken: int) -> None:
    other = person(timed, "Björn Kvist")
    met(timed, other, 50)
    met(timed, other, 45)
    (first,) = timed.signals_of_today()
    timed.note_suggested([first])
    assert timed.undo_step is not None
    before = timed.undo_step
    timed.put_signal_away(first.kind, first.contact.id if first.contact else None)
    assert timed.signals_of_today() == ()
    assert before.action is not timed.undo_step.action
    clock.go(days=1)
    (second,) = timed.signals_of_today()
    assert second.contact != first.contact


def need(store: Store, who: int, text: str) -> int:
    return store.add_heard(who, HeardKind.NEED, text).new_id(Kind.HEARD)


def test_a_favour_is_what_fits_and_the_week_still_holds(store: Store) -> None:
    who = person(store)
    venue = need(store, who, "a venue for the spring conference")
    offer = store.add_offer(OfferFields("List of conference venues", minutes=5)).new_id(Kind.OFFER)
    giving = store.giving()
    assert (giving.given, giving.meant) == (0, 60)
    assert [(one.need.id, one.offer.id) for one in giving.favours] == [(venue, offer)]
    (today,) = store.signals_of_today()
    assert (today.kind, today.act.offer_id) == (SignalKind.FAVOUR, offer)
    store.offer_this(who, offer, need_id=venue)
    assert store.giving().favours == ()
    assert store.signals_of_today() == ()


def test_no_favour_for_whom_one_lets_rest_or_once_the_week_is_given(store: Store) -> None:
    who = person(store)
    need(store, who, "a venue for the spring conference")
    store.add_offer(OfferFields("List of conference venues", minutes=5))
    store.let_rest(who, True)
    assert store.giving().favours == ()
    store.let_rest(who, False)
    assert len(store.giving().favours) == 1
    long = store.add_offer(OfferFields("An hour on grant forms", OfferKind.SKILL, 58)).new_id(Kind.OFFER)
    entry = store.offer_this(person(store, "Björn Kvist"), long).new_id(Kind.EXCHANGE)
    store.edit_exchange(entry, state=ExchangeState.DELIVERED)
    assert store.giving().favours == ()


def test_facts_of_long_ago_say_nothing(store: Store) -> None:
    who = person(store)
    met(store, who, 800)
    for days in (500, 450, 400):
        gave(store, who, "an article", days)
    assert store.signals() == ()
