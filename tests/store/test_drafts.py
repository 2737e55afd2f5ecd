"""Letters other than the thank-you: kept as they are written, marked as sent with the fact that follows from it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import Contact, Draft, DraftKind, EventKind, InterviewPlan, Kind, Person
from netplus_desktop.store.store import Store
from tests.conftest import NOW


@pytest.fixture
def contact_id(store: Store) -> int:
    return store.add_contact(Person("Priya Raman")).new_id(Kind.CONTACT)


@pytest.fixture
def talk(store: Store, contact_id: int) -> int:
    return store.plan_interview(contact_id, InterviewPlan()).new_id(Kind.INTERVIEW)


def only(contact: Contact) -> Draft:
    (draft,) = contact.drafts
    return draft


def test_there_is_one_open_letter_of_a_kind_and_it_is_written_on(store: Store, contact_id: int, talk: int) -> None:
    first = store.save_draft(contact_id, DraftKind.APPROACH, "Hello", "One line", interview_id=talk)
    assert contact_id in first.altered[Kind.CONTACT]
    store.save_draft(contact_id, DraftKind.APPROACH, "Hello", "Two\nlines", interview_id=talk)
    kept = only(store.contact(contact_id))
    assert (kept.kind, kept.subject, kept.body) == (DraftKind.APPROACH, "Hello", "Two\nlines")
    assert (kept.contact_id, kept.interview_id, kept.sent) == (contact_id, talk, None)
    store.save_draft(contact_id, DraftKind.APPROACH_NOTE, "", "Short", interview_id=talk)
    store.save_draft(contact_id, DraftKind.LANDING, "News", "I have landed")
    assert [(d.kind, d.interview_id) for d in store.contact(contact_id).drafts] == [
        (DraftKind.APPROACH, talk),
        (DraftKind.APPROACH_NOTE, talk),
        (DraftKind.LANDING, None),
    ]


def test_edits_of_one_letter_without_a_pause_are_one_step(store: Store, contact_id: int, talk: int) -> None:
    store.save_draft(contact_id, DraftKind.NUDGE, "a", "b", interview_id=talk)
    store.save_draft(contact_id, DraftKind.NUDGE, "a", "b c", interview_id=talk)
    store.undo()
    assert store.contact(contact_id).drafts == ()
    store.redo()
    assert only(store.contact(contact_id)).body == "b c"


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (DraftKind.APPROACH, EventKind.REQUESTED),
        (DraftKind.APPROACH_NOTE, EventKind.REQUESTED),
        (DraftKind.APPROACH_CALL, EventKind.REQUESTED),
        (DraftKind.NUDGE, EventKind.NUDGED),
        (DraftKind.CONFIRM, EventKind.CONFIRMED),
        (DraftKind.ADVICE_USED, None),
    ],
)
def test_a_letter_that_went_out_and_its_fact_are_one_step(
    store: Store, contact_id: int, talk: int, kind: DraftKind, fact: EventKind | None
) -> None:
    store.save_draft(contact_id, kind, "Hello", "Text", interview_id=talk)
    store.draft_sent(only(store.contact(contact_id)).id, NOW)
    after = store.contact(contact_id)
    assert only(after).sent == NOW
    assert [(event.kind, event.at) for event in after.interviews[0].events] == ([(fact, NOW)] if fact else [])
    store.undo()
    before = store.contact(contact_id)
    assert only(before).sent is None
    assert before.interviews[0].events == ()


def test_an_approach_by_another_way_starts_the_clock_anew(store: Store, contact_id: int, talk: int) -> None:
    for kind, days in ((DraftKind.APPROACH, 0), (DraftKind.APPROACH_CALL, 2)):
        store.save_draft(contact_id, kind, "", "Text", interview_id=talk)
        store.draft_sent(store.contact(contact_id).drafts[-1].id, NOW + timedelta(days=days))
    assert store.interview(talk).event(EventKind.REQUESTED) == NOW + timedelta(days=2)


def test_what_went_out_stays_as_it_was_when_another_is_written(store: Store, contact_id: int) -> None:
    store.save_draft(contact_id, DraftKind.LANDING, "News", "The first job")
    store.draft_sent(only(store.contact(contact_id)).id, NOW)
    store.save_draft(contact_id, DraftKind.LANDING, "News", "The second job")
    assert [(d.body, d.sent) for d in store.contact(contact_id).drafts] == [
        ("The first job", NOW),
        ("The second job", None),
    ]


def test_a_letter_is_thrown_away_and_comes_back(store: Store, contact_id: int, talk: int) -> None:
    store.save_draft(contact_id, DraftKind.APPROACH, "Hello", "Text", interview_id=talk)
    draft = only(store.contact(contact_id))
    store.delete_draft(draft.id)
    assert store.contact(contact_id).drafts == ()
    store.undo()
    assert only(store.contact(contact_id)) == draft


def test_letters_go_and_come_with_their_conversation_and_person(store: Store, contact_id: int, talk: int) -> None:
    store.save_draft(contact_id, DraftKind.APPROACH, "Hello", "Text", interview_id=talk)
    store.save_draft(contact_id, DraftKind.CONGRATULATION, "Well done", "Text")
    store.delete_interview(talk)
    assert only(store.contact(contact_id)).kind is DraftKind.CONGRATULATION
    store.delete_contacts([contact_id])
    store.undo()
    store.undo()
    assert len(store.contact(contact_id).drafts) == 2
    assert store.check() == []


def test_a_letter_needs_its_person_and_a_conversation_with_them(store: Store, contact_id: int, talk: int) -> None:
    other = store.add_contact(Person("Somebody Else")).new_id(Kind.CONTACT)
    with pytest.raises(NotFoundError, match="contact-gone"):
        store.save_draft(999, DraftKind.APPROACH, "", "")
    with pytest.raises(NotFoundError, match="interview-gone"):
        store.save_draft(other, DraftKind.APPROACH, "", "", interview_id=talk)
    for verb in (lambda: store.draft_sent(999, NOW), lambda: store.delete_draft(999)):
        with pytest.raises(NotFoundError, match="draft-gone"):
            verb()
    assert store.contact(other).drafts == ()


def test_asking_a_second_person_at_an_employer_is_noted_with_the_first(store: Store) -> None:
    def planned(name: str, organisation: str) -> tuple[int, int]:
        one = store.add_contact(Person(name, organisation=organisation)).new_id(Kind.CONTACT)
        return one, store.plan_interview(one, InterviewPlan()).new_id(Kind.INTERVIEW)

    def ask(one: int, talk: int) -> None:
        store.save_draft(one, DraftKind.APPROACH, "Hello", "Text", interview_id=talk)
        store.draft_sent(store.contact(one).drafts[0].id, NOW)

    def facts(talk: int) -> set[EventKind]:
        return {event.kind for event in store.interview(talk).events}

    first, elsewhere, answered = planned("A", "Northline"), planned("B", "Calder"), planned("C", "Northline")
    nowhere, second = planned("D", ""), planned("E", "northline")
    for one in (first, elsewhere, answered, nowhere):
        store.record_event(one[1], EventKind.REQUESTED, NOW)
    store.record_event(answered[1], EventKind.ACCEPTED, NOW)
    ask(*second)
    assert facts(first[1]) == {EventKind.REQUESTED, EventKind.ASKED_ANOTHER}
    assert facts(elsewhere[1]) == facts(nowhere[1]) == facts(second[1]) == {EventKind.REQUESTED}
    assert facts(answered[1]) == {EventKind.REQUESTED, EventKind.ACCEPTED}
    store.undo()
    assert facts(first[1]) == {EventKind.REQUESTED}
    ask(*planned("F", ""))  # without an employer there is no "there"
    assert facts(nowhere[1]) == {EventKind.REQUESTED}


def test_others_at_an_employer_are_those_not_talked_with_yet(store: Store, contact_id: int) -> None:
    ids = {
        name: store.add_contact(Person(name, organisation=organisation)).new_id(Kind.CONTACT)
        for name, organisation in (
            ("Amara", "Northline"),
            ("Zoe", "Northline"),
            ("Luis", "NORTHLINE"),
            ("Mia", "Northline"),
            ("Kofi", "Northline Foods"),
        )
    }
    store.plan_interview(ids["Mia"], InterviewPlan())
    assert [one.name for one in store.others_there(ids["Amara"])] == ["Luis", "Zoe"]
    assert [one.name for one in store.others_there(ids["Amara"], limit=1)] == ["Luis"]
    assert store.others_there(contact_id) == ()  # of whom no employer is known
