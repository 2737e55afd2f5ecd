"""The personal part of the question bank: own questions, favourites, with whom one was used last."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.questions import OwnQuestion, QuestionUse, Stage, same
from netplus_desktop.core.records import ContactRef, EventKind, InterviewPlan, Kind, Person, Question, Tiara
from netplus_desktop.store.store import Store

CHANGES = Question("What changes?", Tiara.TRENDS)
ELSE = Question("Who else?", Tiara.RESOURCES)


def add(store: Store, text: str, kind: Tiara = Tiara.ADVICE, stage: Stage | None = None) -> int:
    return store.add_question(text, kind, stage).new_id(Kind.QUESTION)


def planned(store: Store, contact: int, starts: datetime | None, *questions: Question) -> int:
    plan = InterviewPlan(starts=starts, zone="America/New_York")
    return store.plan_interview(contact, plan, questions).new_id(Kind.INTERVIEW)


# --- own questions ----------------------------------------------------------------------------------------


def test_own_questions_are_kept_once(store: Store) -> None:
    first = add(store, "  What would you\n do again? ", stage=Stage.ALUMNI)
    store.add_question("what would you do AGAIN", Tiara.INSIGHTS)
    assert store.own_questions() == (OwnQuestion(first, "What would you do again?", Tiara.INSIGHTS, None),)
    with pytest.raises(UserError, match="text-needed"):
        store.add_question(" ", Tiara.TRENDS)


def test_an_own_question_is_worded_anew_and_stays_a_favourite(store: Store) -> None:
    first, other = add(store, "Why this field?"), add(store, "Why now?")
    store.mark_question("Why this field?", True)
    store.edit_question(first, "Why did you  choose this field?", Tiara.INSIGHTS, Stage.CHANGE)
    assert store.own_questions()[0] == OwnQuestion(
        first, "Why did you choose this field?", Tiara.INSIGHTS, Stage.CHANGE
    )
    assert store.favourite_questions() == ("Why did you choose this field?",)
    with pytest.raises(UserError, match="question-known"):
        store.edit_question(other, "why did you choose this field", Tiara.TRENDS)
    with pytest.raises(UserError, match="text-needed"):
        store.edit_question(other, "\n", Tiara.TRENDS)
    assert store.own_questions()[1].text == "Why now?"
    store.undo()
    assert (store.own_questions()[0].text, store.favourite_questions()) == ("Why this field?", ("Why this field?",))


def test_wording_a_favourite_like_another_favourite_leaves_one(store: Store) -> None:
    first = add(store, "Why this field?")
    for text in ("Why this field?", "What surprised you?"):
        store.mark_question(text, True)
    store.edit_question(first, "What surprised you", Tiara.INSIGHTS)
    assert store.favourite_questions() == ("What surprised you?",)


def test_a_question_removed_from_the_bank_stays_on_the_lists_it_stands_on(store: Store, priya: int) -> None:
    mine = add(store, ELSE.text)
    store.mark_question(ELSE.text, True)
    talk = planned(store, priya, None, ELSE)
    store.delete_question(mine)
    assert (store.own_questions(), store.favourite_questions()) == ((), ())
    assert store.interview(talk).questions == (ELSE,)
    for verb in (lambda: store.delete_question(mine), lambda: store.edit_question(mine, "x", Tiara.ADVICE)):
        with pytest.raises(NotFoundError, match="question-gone"):
            verb()
    store.undo()
    assert (store.own_questions()[0].text, store.favourite_questions()) == (ELSE.text, (ELSE.text,))


# --- favourites -------------------------------------------------------------------------------------------


def test_a_favourite_is_marked_once_and_unmarked_however_it_is_written(store: Store) -> None:
    store.mark_question("Who else?", True)
    assert store.mark_question("WHO  ELSE", True).ids(Kind.QUESTION) == frozenset()
    assert store.favourite_questions() == ("Who else?",)
    store.mark_question("who else?", False)
    assert store.favourite_questions() == ()
    store.undo()
    assert store.favourite_questions() == ("Who else?",)


# --- with whom --------------------------------------------------------------------------------------------


def test_the_latest_conversation_tells_with_whom_a_question_was_used(store: Store, priya: int) -> None:
    ann = store.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    held = planned(store, ann, datetime(2026, 11, 2, 23, 30), Question("what changes", Tiara.TRENDS, asked=True), ELSE)
    store.record_event(held, EventKind.HELD, datetime(2026, 11, 5, 15, 0, tzinfo=UTC))
    planned(store, priya, datetime(2026, 10, 1, 23, 30), CHANGES)
    assert store.question_uses() == {
        "what changes": QuestionUse(ContactRef(ann, "Ann"), date(2026, 11, 5), True),
        "who else": QuestionUse(ContactRef(ann, "Ann"), date(2026, 11, 5), False),
    }
    store.delete_interview(held)
    assert store.question_uses()["what changes"].on == date(2026, 10, 1), "the day where the meeting is"


def test_what_the_same_person_was_asked_counts_before_later_talks_with_others(store: Store, priya: int) -> None:
    ann = store.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    planned(store, priya, datetime(2026, 10, 1, 9, 0), CHANGES)
    planned(store, ann, datetime(2026, 11, 1, 9, 0), CHANGES)
    now = planned(store, priya, datetime(2026, 12, 1, 9, 0), CHANGES)
    assert store.question_uses()["what changes"].on == date(2026, 12, 1)
    assert store.question_uses(but=now)["what changes"].contact == ContactRef(ann, "Ann")
    use = store.question_uses(priya, but=now)["what changes"]
    assert (use.contact.id, use.on) == (priya, date(2026, 10, 1))


def test_the_key_of_a_use_is_the_key_of_the_bank(store: Store, priya: int) -> None:
    planned(store, priya, None, Question("Où ça — « déjà » ?", Tiara.ADVICE))
    assert list(store.question_uses()) == [same("Où ça — « déjà » ?")]
