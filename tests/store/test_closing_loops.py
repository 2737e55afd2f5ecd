"""Closing loops and landing, on the real vault: each one step that can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.loops import Help, HelpKind, LoopDay, LoopKind, LoopStage
from netplus_desktop.core.records import (
    Direction,
    DraftKind,
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    Person,
)
from netplus_desktop.store.store import Store


def known(store: Store, name: str) -> int:
    return store.add_contact(Person(name=name)).new_id(Kind.CONTACT)


def talk(store: Store, contact_id: int, held: datetime | None = None) -> int:
    made = store.plan_interview(contact_id, InterviewPlan()).new_id(Kind.INTERVIEW)
    if held:
        store.record_event(made, EventKind.HELD, held)
    return made


def stages(store: Store, contact_id: int) -> list[tuple[LoopKind, LoopStage]]:
    return [(loop.kind, loop.stage) for loop in store.open_loops(store.contact(contact_id))]


def test_a_referral_stays_open_until_it_was_told_and_opens_again_after_the_meeting(store: Store) -> None:
    anna = known(store, "Anna")
    heard = store.add_heard(anna, HeardKind.REFERRAL, "Helen Osei, panel").new_id(Kind.HEARD)
    assert stages(store, anna) == [(LoopKind.REFERRAL, LoopStage.HEARD)]
    helen = store.follow_referral(heard, Person(name="Helen Osei")).new_id(Kind.CONTACT)
    today = store.now().astimezone().date()
    store.set_loop_day(heard, LoopDay.CONTACTED, today - timedelta(days=9))
    assert stages(store, anna) == [(LoopKind.REFERRAL, LoopStage.CONTACTED)]
    (loop,) = store.open_loops(store.contact(anna))
    store.report_back(anna, [loop], store.now() - timedelta(days=2))
    assert stages(store, anna) == []
    talk(store, helen, store.now() - timedelta(days=1))
    assert stages(store, anna) == [(LoopKind.REFERRAL, LoopStage.MET)]
    (loop,) = store.open_loops(store.contact(anna))
    store.report_back(anna, [loop], store.now())
    assert stages(store, anna) == []
    store.undo()
    assert stages(store, anna) == [(LoopKind.REFERRAL, LoopStage.MET)]
    store.redo()
    assert stages(store, anna) == []


def test_a_day_can_be_changed_and_taken_back_and_keeps_the_thing_when_its_line_goes(store: Store) -> None:
    anna = known(store, "Anna")
    interview = talk(store, anna)
    store.save_notes(interview, "r Helen Osei")
    (thing,) = store.contact(anna).heard
    store.set_loop_day(thing.id, LoopDay.INTRODUCED, date(2026, 11, 3))
    store.set_loop_day(thing.id, LoopDay.CONTACTED, date(2026, 11, 4))
    store.set_loop_day(thing.id, LoopDay.CONTACTED, None)
    (thing,) = store.contact(anna).heard
    assert (thing.introduced, thing.contacted, thing.reported) == (date(2026, 11, 3), None, None)
    store.save_notes(interview, "")
    assert [heard.text for heard in store.contact(anna).heard] == ["Helen Osei"], "something was done with it"
    with pytest.raises(NotFoundError):
        store.set_loop_day(thing.id + 99, LoopDay.REPORTED, date(2026, 11, 4))


def test_the_letter_and_what_it_tells_of_are_one_step(store: Store) -> None:
    anna = known(store, "Anna")
    for advice in ("ask early", "read the report"):
        store.add_heard(anna, HeardKind.TAKEAWAY, advice, action="do it")
    store.save_draft(anna, DraftKind.ADVICE_USED, "Your advice", "begun")
    loops, at = store.open_loops(store.contact(anna)), store.now()
    changes = store.report_back(anna, loops, at, (DraftKind.ADVICE_USED, "Your advice", "It worked."))
    assert changes.count == 2
    contact = store.contact(anna)
    assert [(draft.body, draft.sent) for draft in contact.drafts] == [("It worked.", at)]
    assert store.open_loops(contact) == ()
    store.undo()
    contact = store.contact(anna)
    assert [(draft.body, draft.sent) for draft in contact.drafts] == [("begun", None)]
    assert len(store.open_loops(contact)) == 2


def test_an_introduction_that_only_the_link_tells_of_is_kept_once_it_was_told(store: Store) -> None:
    anna = known(store, "Anna")
    ben = store.add_contact(Person(name="Ben", introduced_by="Anna")).new_id(Kind.CONTACT)
    assert store.contact(ben).introducer is not None
    assert stages(store, anna) == []
    held = store.now() - timedelta(days=3)
    talk(store, ben, held)
    (loop,) = store.open_loops(store.contact(anna))
    assert (loop.kind, loop.stage, loop.text) == (LoopKind.INTRODUCTION, LoopStage.MET, "Ben")
    store.report_back(anna, [loop], store.now())
    contact = store.contact(anna)
    assert store.open_loops(contact) == ()
    (thing,) = contact.heard
    assert thing.referred is not None and thing.referred.id == ben
    assert thing.introduced == held.astimezone().date() and thing.reported == store.now().astimezone().date()
    assert store.check() == []


def test_landing_is_recorded_changed_and_taken_back(store: Store) -> None:
    assert store.landing() is None
    with pytest.raises(UserError, match="employer-needed"):
        store.land(date(2026, 12, 1), "  ", "Analyst")
    store.land(date(2026, 12, 1), "Northwind", "Analyst")
    landing = store.landing()
    assert landing is not None and (landing.organisation, landing.role) == ("Northwind", "Analyst")
    store.edit_landing(landing.id, date(2027, 1, 4), "Northwind Health", "")
    after = store.landing()
    assert after is not None and (after.day, after.organisation) == (date(2027, 1, 4), "Northwind Health")
    store.delete_landing(landing.id)
    assert store.landing() is None
    store.undo()
    assert store.landing() == after
    with pytest.raises(NotFoundError):
        store.delete_landing(landing.id + 1)


def test_everyone_who_helped_is_listed_by_what_opened_most(store: Store) -> None:
    now = store.now()
    time, advice, referral, introducer, shared, nobody, asked = (
        known(store, name) for name in ("Tim", "Ada", "Rosa", "Ines", "Otto", "Nora", "Paul")
    )
    talk(store, time, now - timedelta(days=9))
    talk(store, advice, now - timedelta(days=8))
    store.add_heard(advice, HeardKind.TAKEAWAY, "ask early")
    store.add_heard(referral, HeardKind.REFERRAL, "Helen")
    store.add_contact(Person(name="Ben", introduced_by="Ines"))
    store.record_share(shared, Direction.THEY_SHARED, "a book", now.date())
    store.record_share(nobody, Direction.I_GAVE, "my notes", now.date())
    store.record_event(talk(store, asked), EventKind.REQUESTED, now)
    found = store.helpers()
    assert [(helper.contact.name, helper.foremost) for helper in found] == [
        ("Ines", HelpKind.INTRODUCTION),
        ("Rosa", HelpKind.REFERRAL),
        ("Ada", HelpKind.ADVICE),
        ("Tim", HelpKind.TIME),
        ("Otto", HelpKind.OTHER),
    ]
    assert found[2].helps == (Help(HelpKind.ADVICE, 1), Help(HelpKind.TIME, 1))
    assert not any(helper.told for helper in found)
    assert introducer == found[0].contact.id


def test_whom_the_note_of_this_landing_reached(store: Store) -> None:
    ada = known(store, "Ada")
    store.add_heard(ada, HeardKind.TAKEAWAY, "ask early", action="ask")
    before = datetime(2024, 3, 1, 12, tzinfo=UTC)
    store.land(date(2024, 3, 4), "Contoso", "")
    store.report_back(ada, store.open_loops(store.contact(ada)), before, (DraftKind.LANDING, "News", "Thank you."))
    assert [helper.told for helper in store.helpers()] == [before.astimezone().date()]
    store.land(date(2026, 12, 1), "Northwind", "Analyst")
    assert [helper.told for helper in store.helpers()] == [None], "the note of two years ago was another's"
    store.report_back(ada, (), store.now(), (DraftKind.LANDING, "News", "Thank you again."))
    assert [helper.told for helper in store.helpers()] == [store.now().astimezone().date()]


def test_a_letter_that_went_out_and_what_was_told_are_contacts(store: Store) -> None:
    anna, ben = known(store, "Anna"), known(store, "Ben")
    assert store.contact(anna).last_contact is None
    store.report_back(anna, (), store.now(), (DraftKind.LANDING, "News", "Thank you."))
    assert store.contact(anna).last_contact == store.now().date()
    heard = store.add_heard(ben, HeardKind.TAKEAWAY, "ask early", action="ask").new_id(Kind.HEARD)
    assert store.contact(ben).last_contact is None
    store.set_loop_day(heard, LoopDay.REPORTED, date(2026, 11, 20))
    assert store.contact(ben).last_contact == date(2026, 11, 20)
    assert store.check() == []
    store.undo()
    store.undo()
    store.undo()
    assert store.contact(anna).last_contact is None
