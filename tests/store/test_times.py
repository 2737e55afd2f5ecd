"""The user's own intervals in the vault, states that they chose, and what follows for those who named somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from netplus_desktop.core.clocks import DEFAULTS, MOST_DAYS_OFF
from netplus_desktop.core.records import (
    EventKind,
    HeardKind,
    InterviewPlan,
    InterviewState,
    Kind,
    NextStep,
    Person,
    StepKind,
)
from netplus_desktop.store.store import Store
from tests.conftest import HandClock


def kind_of(store: Store, contact: int) -> StepKind | None:
    step = store.contact(contact).next_step
    return step.kind if step else None


def due_of(store: Store, contact: int) -> date | None:
    step = store.contact(contact).next_step
    return step.due.date() if step else None


def asked(store: Store, contact: int, at: datetime) -> int:
    talk = store.plan_interview(contact, InterviewPlan()).new_id(Kind.INTERVIEW)
    store.record_event(talk, EventKind.REQUESTED, at)
    return talk


def test_own_intervals_are_kept_and_everybodys_step_follows(timed: Store, clock: HandClock) -> None:
    priya = timed.add_contact(Person("Priya")).new_id(Kind.CONTACT)
    asked(timed, priya, clock.at)
    assert due_of(timed, priya) == date(2026, 11, 26)
    own = replace(DEFAULTS, second_person=0, nudge=2, days_off=frozenset({date(2026, 11, 24)}))
    done = timed.set_clocks(own)
    assert priya in done.altered[Kind.CONTACT]
    assert timed.clocks() == own
    assert (kind_of(timed, priya), due_of(timed, priya)) == (StepKind.NUDGE, date(2026, 11, 26))
    assert timed.check() == []
    timed.undo()
    assert timed.clocks() == DEFAULTS
    assert kind_of(timed, priya) is StepKind.ASK_ANOTHER
    timed.redo()
    assert kind_of(timed, priya) is StepKind.NUDGE
    timed.set_clocks(DEFAULTS)
    assert timed._ask("SELECT count(*) FROM preference") == [(0,)]


def test_numbers_out_of_bounds_are_brought_within(store: Store) -> None:
    many = frozenset(date(2026, 1, 1) + timedelta(days=day) for day in range(MOST_DAYS_OFF + 5))
    store.set_clocks(replace(DEFAULTS, nudge=0, thank=10_000, weekend=frozenset(range(7)), days_off=many))
    found = store.clocks()
    assert (found.nudge, found.thank, found.weekend) == (1, 168, {5, 6})
    assert len(found.days_off) == MOST_DAYS_OFF


def test_the_week_end_of_the_machine_counts_until_the_user_chose_one(timed: Store, clock: HandClock) -> None:
    person = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    asked(timed, person, clock.at)
    assert timed.set_weekend(frozenset({1, 2})).altered == {Kind.CONTACT: {person}}
    assert due_of(timed, person) == date(2026, 11, 28)  # without Tuesday and Wednesday
    assert timed.undo_step is not None
    assert timed.set_weekend(frozenset({1, 2})).altered == {}
    timed.set_clocks(replace(timed.clocks(), weekend=frozenset({5, 6})))
    assert due_of(timed, person) == date(2026, 11, 26)
    timed.set_weekend(frozenset({4, 5}))
    assert timed.clocks().weekend == {5, 6}
    assert timed.check() == []


def test_a_state_is_chosen_undone_and_taken_back_by_what_happens(store: Store, priya: int) -> None:
    talk = asked(store, priya, datetime(2026, 11, 2, 9).astimezone())
    store.set_state(talk, InterviewState.PARKED)
    assert store.interview(talk).state is InterviewState.PARKED
    assert store.contact(priya).next_step is None
    store.undo()
    assert store.interview(talk).state is None
    assert store.contact(priya).next_step is not None
    store.redo()
    store.record_event(talk, EventKind.ACCEPTED, store.now())
    assert store.interview(talk).state is None, "what happens since goes before what was chosen"
    store.undo()
    assert store.interview(talk).state is InterviewState.PARKED
    assert store.check() == []


def test_a_meeting_that_is_moved_has_no_time_until_another_is_agreed(timed: Store, clock: HandClock) -> None:
    person = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    plan = InterviewPlan(starts=datetime(2026, 11, 25, 14), zone="Europe/Berlin")
    talk = timed.plan_interview(person, plan).new_id(Kind.INTERVIEW)
    timed.record_event(talk, EventKind.RESCHEDULED, clock.at)
    assert timed.interview(talk).plan.starts is None
    assert timed.stands(timed.contact(person))[talk].state is InterviewState.RESCHEDULED
    clock.go(days=5)
    timed.refresh_clocks()
    assert timed.contact(person).next_step is None
    timed.edit_interview(talk, starts=datetime(2026, 12, 2, 14))
    assert timed.stands(timed.contact(person))[talk].state is InterviewState.SCHEDULED
    assert timed.check() == []


def test_the_weeks_pass_and_each_step_comes_in_its_turn(timed: Store, clock: HandClock) -> None:
    person = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    talk = asked(timed, person, clock.at)
    seen = []
    for _ in range(30):
        timed.refresh_clocks()
        kind = kind_of(timed, person)
        if kind not in seen[-1:]:
            seen.append(kind)
        if kind is StepKind.NUDGE:
            timed.record_event(talk, EventKind.NUDGED, clock.at)
        clock.go(days=1)
    assert seen == [StepKind.ASK_ANOTHER, StepKind.NUDGE, StepKind.PARK]
    assert timed.check() == []


def test_whoever_named_somebody_is_told_once_we_met(timed: Store, clock: HandClock) -> None:
    ann = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    named = timed.add_heard(ann, HeardKind.REFERRAL, "Helen").new_id(Kind.HEARD)
    helen = timed.follow_referral(named, Person("Helen")).new_id(Kind.CONTACT)
    assert timed.contact(ann).next_step is None
    plan = InterviewPlan(starts=datetime(2026, 11, 24, 10))
    done = timed.plan_interview(helen, plan)
    assert ann in done.ids(Kind.CONTACT)
    assert timed.contact(ann).next_step is None
    clock.go(days=1, hours=2)
    altered = timed.refresh_clocks()
    assert {ann, helen} <= altered
    step = timed.contact(ann).next_step
    assert step == NextStep(StepKind.REPORT, datetime(2026, 11, 25, 12, tzinfo=clock.at.tzinfo))
    assert timed.check() == []
    timed.delete_interview(done.new_id(Kind.INTERVIEW))
    assert timed.contact(ann).next_step is None
    timed.undo()
    assert timed.contact(ann).next_step == step
    assert timed.check() == []


def test_one_person_made_of_two_is_met_as_either_was(timed: Store, clock: HandClock) -> None:
    ann = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    named = timed.add_heard(ann, HeardKind.REFERRAL, "Helen").new_id(Kind.HEARD)
    twin = timed.follow_referral(named, Person("Helen O.")).new_id(Kind.CONTACT)
    helen = timed.add_contact(Person("Helen Osei")).new_id(Kind.CONTACT)
    timed.plan_interview(helen, InterviewPlan(starts=datetime(2026, 11, 23, 10)))
    clock.go(hours=2)
    timed.refresh_clocks()
    assert timed.contact(ann).next_step is None
    timed.merge_contacts(helen, twin, timed.contact(helen).person)
    assert kind_of(timed, ann) is StepKind.REPORT
    assert timed.check() == []
    timed.undo()
    assert timed.contact(ann).next_step is None
    assert timed.check() == []
