"""Informational interviews: planned, dated, asked, thanked for; and what the clock alone changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import (
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    Letter,
    ListFilter,
    Medium,
    Person,
    Question,
    StepKind,
    Tiara,
)
from netplus_desktop.store.store import Store
from tests.conftest import HandClock

PLAN = InterviewPlan(
    purpose="How they hire",
    outcome="Two names",
    starts=datetime(2026, 11, 24, 14, 0),
    zone="Europe/Prague",
    minutes=30,
    medium=Medium.IN_PERSON,
    place="Café Slavia",
    fallback="+420 123 456 789",
    overview="I am…",
    facts="One\nTwo",
    ask="Whom else should I meet?",
)


def plan(store: Store, owner: int, given: InterviewPlan = PLAN) -> int:
    return store.plan_interview(owner, given).new_id(Kind.INTERVIEW)


def test_a_plan_comes_back_whole(store: Store, priya: int) -> None:
    questions = (Question("What changes?", Tiara.TRENDS), Question("Who knows?", Tiara.RESOURCES, True, "Lee"))
    changes = store.plan_interview(priya, PLAN, questions)
    talk = store.interview(changes.new_id(Kind.INTERVIEW))
    assert (talk.plan, talk.questions, talk.events, talk.notes, talk.letter) == (PLAN, questions, (), "", None)
    assert changes.ids(Kind.CONTACT) == {priya}
    assert store.contact(priya).interviews == (talk,)
    assert store.next_interview() == talk


def test_editing_a_plan_moves_its_next_step(store: Store, priya: int) -> None:
    talk = plan(store, priya)
    store.edit_interview(talk, starts=datetime(2026, 11, 25, 9, 0), zone="UTC", medium=Medium.PHONE)
    assert store.interview(talk).plan.medium is Medium.PHONE
    assert store.interview(talk).plan.place == PLAN.place
    (row,) = store.contact_rows([priya])
    assert row.next_step is not None
    assert row.next_step.due in (datetime(2026, 11, 25, 9, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC))
    store.edit_interview(talk, starts=None)
    assert store.next_interview() is None
    assert store.contact_rows([priya])[0].next_step is None


def test_the_next_interview_is_the_earliest_that_waits(timed: Store, clock: HandClock) -> None:
    one = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    later = plan(timed, one)
    sooner = plan(timed, one, InterviewPlan(starts=datetime(2026, 11, 23, 10, 0)))
    called_off = plan(timed, one, InterviewPlan(starts=datetime(2026, 11, 23, 9, 30)))
    timed.record_event(called_off, EventKind.CANCELLED, clock.at)
    found = timed.next_interview()
    assert found is not None
    assert found.id == sooner
    clock.go(hours=3)
    found = timed.next_interview()
    assert found is not None
    assert found.id == later


def test_an_event_is_dated_moved_and_taken_back(store: Store, priya: int) -> None:
    talk = plan(store, priya, InterviewPlan())
    first = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
    store.record_event(talk, EventKind.REQUESTED, first)
    store.record_event(talk, EventKind.REQUESTED, first + timedelta(days=1))
    assert store.interview(talk).event(EventKind.REQUESTED) == first + timedelta(days=1)
    assert store.contact(priya).last_contact == date(2026, 11, 11)
    store.record_event(talk, EventKind.REQUESTED, None)
    assert store.interview(talk).events == ()
    assert store.record_event(talk, EventKind.REQUESTED, None).ids(Kind.CONTACT) == frozenset()
    store.undo()
    store.undo()
    assert store.interview(talk).event(EventKind.REQUESTED) == first


def test_questions_are_kept_in_their_order_with_what_was_answered(store: Store, talk: int) -> None:
    a, b, c = (Question(text, Tiara.ADVICE) for text in "abc")
    store.set_questions(talk, [a, b, c])
    store.set_questions(talk, [c, Question("a", Tiara.ADVICE, True, "because of oranges")])
    assert [q.text for q in store.interview(talk).questions] == ["c", "a"]
    assert len(store.contact_ids("oranges")) == 1
    store.undo()
    assert store.interview(talk).questions == ()


def test_removing_an_interview_takes_what_was_heard_and_leaves_what_was_given(
    store: Store, priya: int, talk: int
) -> None:
    store.save_notes(talk, "n a bookkeeper")
    store.add_heard(priya, HeardKind.NEED, "of no conversation")
    store.record_event(talk, EventKind.HELD, store.now())
    store.set_questions(talk, [Question("q", Tiara.TRENDS)])
    before = store.contact(priya)
    store.delete_interview(talk)
    assert [h.text for h in store.contact(priya).heard] == ["of no conversation"]
    with pytest.raises(NotFoundError, match="interview-gone"):
        store.interview(talk)
    store.undo()
    assert store.contact(priya) == before
    assert store.check() == []


def test_a_letter_is_drafted_sent_and_taken_back(store: Store, priya: int, talk: int) -> None:
    letter = Letter("Thank you", "Dear Priya,\n…")
    store.save_letter(talk, letter)
    assert store.interview(talk).letter == letter
    assert store.counts().to_thank == 1
    store.mark_sent(talk, store.now())
    sent = store.interview(talk)
    assert sent.letter == Letter("Thank you", "Dear Priya,\n…", store.now())
    assert sent.event(EventKind.THANKED) == store.now()
    assert store.counts().to_thank == 0
    assert store.contact_rows([priya])[0].i_gave
    store.mark_sent(talk, None)
    assert store.interview(talk).letter == letter
    assert store.counts().to_thank == 1


# --- what the clock alone changes -------------------------------------------------------------------------


def test_a_meeting_that_has_ended_waits_to_be_written_up(timed: Store, clock: HandClock) -> None:
    one = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    talk = plan(timed, one, InterviewPlan(starts=datetime(2026, 11, 23, 10, 0), minutes=20))
    step = timed.undo_step
    assert timed.counts().to_thank == 0
    clock.go(hours=1, minutes=19)
    timed.refresh_clocks()
    assert timed.counts().to_thank == 0
    clock.go(minutes=1)
    assert timed.refresh_clocks() == {one}
    (row,) = timed.contact_rows([one])
    assert row.next_step is not None
    assert row.next_step.kind is StepKind.WRITE_UP
    assert row.last_contact == date(2026, 11, 23)
    assert list(timed.contact_ids(only=ListFilter.TO_THANK)) == [one]
    (line,) = timed.today()
    assert (line.contact.id, line.interview_id, line.step.kind) == (one, talk, StepKind.WRITE_UP)
    assert not timed.refresh_clocks()
    assert timed.undo_step == step
    timed.undo()  # the plan is taken back although the clock has moved the next step since
    assert timed.counts().to_thank == 0


def test_today_holds_what_is_due_or_comes_within_a_week(timed: Store, clock: HandClock) -> None:
    people = [timed.add_contact(Person(f"P{at}")).new_id(Kind.CONTACT) for at in range(4)]
    for days, who in zip((9, 3, 1, 0), people, strict=True):
        plan(timed, who, InterviewPlan(starts=datetime(2026, 11, 23, 18, 0) + timedelta(days=days)))
    timed.add_heard(people[3], HeardKind.PROMISE, "the article", due=date(2026, 11, 20))
    assert [line.contact.id for line in timed.today()] == [people[3], people[2], people[1]]
    assert timed.today()[0].step.kind is StepKind.PROMISE
    assert len(timed.today(limit=1)) == 1


@pytest.mark.parametrize(
    "at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2038, 1, 20, tzinfo=UTC), datetime(2100, 3, 1, tzinfo=UTC)]
)
def test_a_clock_that_jumps_refuses_nothing(timed: Store, clock: HandClock, at: datetime) -> None:
    one = timed.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    clock.at = at
    talk = plan(timed, one)
    timed.refresh_clocks()
    timed.save_notes(talk, "n a clock")
    timed.mark_sent(talk, at)
    timed.counts()
    assert timed.contact(one).heard[0].text == "a clock"
    clock.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for _ in range(4):
        timed.undo()
    assert timed.counts().people == 0
