"""Undo and redo: every verb, in any order, with what follows from the records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import (
    Action,
    Direction,
    EventKind,
    ExchangeState,
    HeardKind,
    HeardState,
    InterviewPlan,
    Kind,
    Letter,
    ListFilter,
    OfferFields,
    Person,
    Question,
    Tiara,
)
from netplus_desktop.store import history
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from tests.conftest import HandClock

from .conftest import PRIYA


def everything(store: Store) -> tuple[Any, ...]:
    """All that a user could see."""
    ids = list(store.contact_ids())
    return (
        ids,
        [store.contact(one) for one in ids],
        store.contact_rows(ids),
        store.offers(archived=True),
        store.own_questions(),
        store.favourite_questions(),
        store.counts(),
        store.tags(),
        store.today(),
        [list(store.contact_ids(only=only)) for only in ListFilter],
        [list(store.contact_ids(word)) for word in ("bookkeeper", "ann", "chess", "x")],
        store.holders(["mail:priya@northwind.example", "uid:urn:uuid:1234"]),
    )


def test_every_verb_is_undone_and_done_again(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n a bookkeeper\nr Lee")
    need, referral = store.contact(priya).heard
    mine = store.add_question("Who else?", Tiara.RESOURCES).new_id(Kind.QUESTION)
    offer = store.add_offer(OfferFields("Chess lessons")).new_id(Kind.OFFER)
    share = store.record_share(priya, Direction.THEY_SHARED, "article", date(2026, 11, 1)).new_id(Kind.EXCHANGE)
    store.save_letter(talk, Letter("a", "b"))
    when = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    verbs: list[tuple[Action, Callable[[], Any]]] = [
        (Action.ADD_CONTACT, lambda: store.add_contact(Person("Ann"))),
        (Action.EDIT_CONTACT, lambda: store.edit_contact(priya, name="Ann", points=(), tags=("x",), extra=())),
        (Action.EDIT_CONTACT, lambda: store.set_introducer(priya, 2)),
        (Action.TAG_CONTACTS, lambda: store.tag_contacts([priya, 2], add=["x"])),
        (Action.PLAN_INTERVIEW, lambda: store.plan_interview(priya, InterviewPlan(), [Question("q", Tiara.ADVICE)])),
        (Action.EDIT_INTERVIEW, lambda: store.edit_interview(talk, starts=datetime(2026, 12, 1, 9, 0))),
        (Action.RECORD_EVENT, lambda: store.record_event(talk, EventKind.HELD, when)),
        (Action.PICK_QUESTIONS, lambda: store.set_questions(talk, [Question("x?", Tiara.TRENDS, True, "x")])),
        (Action.ADD_QUESTION, lambda: store.add_question("Why?", Tiara.TRENDS)),
        (Action.MARK_QUESTION, lambda: store.mark_question("Who else?", True)),
        (Action.EDIT_QUESTION, lambda: store.edit_question(mine, "Who would know?", Tiara.ADVICE)),
        (Action.DELETE_QUESTION, lambda: store.delete_question(mine)),
        (Action.EDIT_NOTES, lambda: store.save_notes(talk, "n a bookkeeper for x\nt chess")),
        (Action.ADD_HEARD, lambda: store.add_heard(priya, HeardKind.PROMISE, "x", due=date(2026, 11, 22))),
        (Action.EDIT_HEARD, lambda: store.edit_heard(need.id, state=HeardState.DONE, action="x")),
        (Action.FOLLOW_REFERRAL, lambda: store.follow_referral(referral.id, Person("Lee"))),
        (Action.DELETE_HEARD, lambda: store.delete_heard(need.id)),
        (Action.ADD_OFFER, lambda: store.add_offer(OfferFields("x"))),
        (Action.OFFER_THIS, lambda: store.offer_this(priya, offer, interview_id=talk)),
        (Action.EDIT_OFFER, lambda: store.edit_offer(offer, archived=True)),
        (Action.DELETE_OFFER, lambda: store.delete_offer(offer)),
        (Action.RECORD_SHARE, lambda: store.record_share(priya, Direction.I_GAVE, "x", date(2026, 11, 2))),
        (Action.EDIT_EXCHANGE, lambda: store.edit_exchange(share, state=ExchangeState.ACKNOWLEDGED)),
        (Action.DELETE_EXCHANGE, lambda: store.delete_exchange(share)),
        (Action.EDIT_LETTER, lambda: store.save_letter(talk, Letter("c", "d"))),
        (Action.MARK_SENT, lambda: store.mark_sent(talk, when)),
        (Action.DELETE_INTERVIEW, lambda: store.delete_interview(talk)),
        (Action.DELETE_CONTACTS, lambda: store.delete_contacts([priya, 2])),
    ]
    states = [everything(store)]
    for action, verb in verbs:
        changes = verb()
        assert changes.action is action
        assert not changes.undone
        assert store.undo_step is not None
        assert store.undo_step.action is action
        states.append(everything(store))
        assert states[-1] != states[-2], action
    for (action, _), before in zip(reversed(verbs), reversed(states[:-1]), strict=True):
        changes = store.undo()
        assert (changes.action, changes.undone) == (action, True)
        assert everything(store) == before, action
    assert store.check() == []
    for (action, _), after in zip(verbs, states[1:], strict=True):
        assert store.redo().action is action
        assert everything(store) == after, action
    assert store.redo_step is None
    assert store.check() == []


def test_undoing_tells_the_same_ids_the_other_way_round(store: Store) -> None:
    done = store.add_contact(PRIYA)
    undone = store.undo()
    assert undone.removed == done.created
    assert store.redo() == done


def test_nothing_to_undo_is_said(store: Store) -> None:
    assert store.undo_step is None
    with pytest.raises(UserError, match="nothing-to-undo"):
        store.undo()
    with pytest.raises(UserError, match="nothing-to-redo"):
        store.redo()


def test_a_new_step_ends_what_could_be_done_again(store: Store, priya: int) -> None:
    store.edit_contact(priya, title="CTO")
    store.undo()
    store.edit_contact(priya, title="CFO")
    assert store.redo_step is None


def test_edits_of_one_field_without_a_pause_are_one_step(timed: Store, clock: HandClock) -> None:
    one = timed.add_contact(PRIYA).new_id(Kind.CONTACT)
    for text in ("a", "ab", "abc"):
        clock.go(seconds=5)
        timed.edit_contact(one, note=text)
    timed.edit_contact(one, title="CTO")
    clock.go(minutes=2)
    timed.edit_contact(one, title="CFO")
    timed.undo()
    assert timed.contact(one).person.title == "CTO"
    timed.undo()
    assert timed.contact(one).person.title == PRIYA.title
    timed.undo()
    assert timed.contact(one).person.note == PRIYA.note
    timed.redo()
    assert timed.contact(one).person.note == "abc"


def test_a_row_that_is_no_longer_as_left_is_not_overwritten(store: Store, priya: int) -> None:
    store.edit_contact(priya, title="CTO")
    store._connection().execute("UPDATE contact SET title = 'by another hand'")
    store.opened.watch.settle()  # as if it were our own
    with pytest.raises(UserError, match="undo-stale"):
        store.undo()
    assert store.contact(priya).person.title == "by another hand"
    assert store.undo_step is None


def test_the_last_steps_are_kept(store: Store, priya: int) -> None:
    for at in range(history.STEPS + 5):
        store.tag_contacts([priya], add=[str(at)])
    taken = 0
    while store.undo_step:
        store.undo()
        taken += 1
    assert taken == history.STEPS
    assert store.contact(priya).person.tags[-1] == "4"


class Anything(RuleBasedStateMachine):
    """Verbs, undo and redo in any order: undo always returns to what was seen before."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = throwaway_store(Path(self.folder.name), HandClock())
        self.seen: list[tuple[Any, ...]] = []
        self.again: list[tuple[Any, ...]] = []

    @initialize()
    def begin(self) -> None:
        self.store.add_contact(PRIYA)
        self.store._history.clear()

    def do(self, verb: Callable[[], Any]) -> None:
        before, step = everything(self.store), self.store._history.next_undo
        verb()
        if self.store._history.next_undo is not step:
            self.seen.append(before)
            self.again.clear()

    def one(self, pick: int) -> int:
        ids = self.store.contact_ids()
        return ids[pick % len(ids)] if ids else 0

    @rule(name=st.sampled_from(["Ann", "Bo", "Priya Raman"]), by=st.sampled_from(["", "Ann", "Priya Raman"]))
    def add(self, name: str, by: str) -> None:
        self.do(lambda: self.store.add_contact(Person(name, introduced_by=by)))

    @precondition(lambda self: self.store.counts().people)
    @rule(pick=st.integers(0, 9), other=st.integers(0, 9))
    def introduce(self, pick: int, other: int) -> None:
        one, by = self.one(pick), self.one(other)
        led = {one}
        while one != by and (more := {ref.id for each in led for ref in self.store.contact(each).introduced} - led):
            led |= more
        if by not in led:
            self.do(lambda: self.store.set_introducer(one, by))
        else:
            with pytest.raises(UserError, match="introducer-"):
                self.store.set_introducer(one, by)

    @precondition(lambda self: self.store.counts().people)
    @rule(picks=st.lists(st.integers(0, 9), max_size=3))
    def delete(self, picks: list[int]) -> None:
        self.do(lambda: self.store.delete_contacts([self.one(pick) for pick in picks]))

    @precondition(lambda self: self.store.counts().people)
    @rule(pick=st.integers(0, 9), lines=st.lists(st.sampled_from(["n x", "t chess", "r Bo", "plain"]), max_size=4))
    def talk(self, pick: int, lines: list[str]) -> None:
        one = self.one(pick)
        talks = self.store.contact(one).interviews
        if not talks:
            self.do(lambda: self.store.plan_interview(one, InterviewPlan()))
        else:
            # Two saves in a row would be one step; a tag between keeps them apart.
            self.do(lambda: self.store.tag_contacts([one], add=[str(len(self.seen))]))
            self.do(lambda: self.store.save_notes(talks[0].id, "\n".join(lines)))

    @precondition(lambda self: self.store.counts().people)
    @rule(pick=st.integers(0, 9))
    def follow(self, pick: int) -> None:
        for thing in self.store.contact(self.one(pick)).heard:
            if thing.kind is HeardKind.REFERRAL:
                self.do(lambda thing=thing: self.store.follow_referral(thing.id, Person("Bo")))

    @precondition(lambda self: self.store.undo_step)
    @rule()
    def undo(self) -> None:
        self.again.append(everything(self.store))
        self.store.undo()
        assert everything(self.store) == self.seen.pop()

    @precondition(lambda self: self.store.redo_step)
    @rule()
    def redo(self) -> None:
        self.seen.append(everything(self.store))
        self.store.redo()
        assert everything(self.store) == self.again.pop()

    @invariant()
    def sound(self) -> None:
        assert self.store.check() == []

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestAnything = Anything.TestCase
TestAnything.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
