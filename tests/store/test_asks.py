"""What I ask people for, and what came of it: kept, changed, undone, and told in the record and by the dots."""

from __future__ import annotations

from datetime import date

import pytest

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store.store import Store

DAY, LATER = date(2026, 11, 18), date(2026, 11, 20)


@pytest.fixture
def priya(store: Store) -> int:
    return store.add_contact(r.Person("Priya Raman")).new_id(r.Kind.CONTACT)


def asked(store: Store, who: int, **more: bool) -> int:
    return store.add_ask(who, r.AskKind.ADVICE, " how to begin ", DAY, **more).new_id(r.Kind.ASK)


def dots(store: Store, who: int) -> tuple[bool, bool, date | None]:
    (row,) = store.contact_rows([who])
    return row.they_shared, row.i_gave, row.last_contact


def test_a_request_goes_from_asked_to_reported_and_the_dots_follow(store: Store, priya: int) -> None:
    one = asked(store, priya)
    assert dots(store, priya) == (False, False, DAY)
    store.set_ask_state(one, r.AskState.GRANTED, LATER)
    assert dots(store, priya) == (True, False, LATER)
    store.set_ask_state(one, r.AskState.THANKED, LATER)
    store.set_ask_state(one, r.AskState.REPORTED, date(2026, 11, 22))
    assert dots(store, priya) == (True, True, date(2026, 11, 22))
    assert store.contact(priya).asks == (
        r.Ask(
            one, priya, None, r.AskKind.ADVICE, "how to begin", r.AskState.REPORTED, DAY, LATER, LATER,
            date(2026, 11, 22),
        ),
    )  # fmt: skip
    assert store.check() == []
    for _ in range(3):
        store.undo()
    assert store.contact(priya).asks[0].state is r.AskState.ASKED
    assert dots(store, priya) == (False, False, DAY)
    store.redo()
    assert store.contact(priya).asks[0].answered == LATER


def test_a_draft_is_no_contact_until_it_is_asked(store: Store, priya: int) -> None:
    one = asked(store, priya, drafted=True)
    assert dots(store, priya) == (False, False, None)
    store.set_ask_state(one, r.AskState.ASKED, LATER)
    assert store.contact(priya).asks[0].on == LATER
    assert dots(store, priya) == (False, False, LATER)


def test_text_kind_and_days_can_be_corrected(store: Store, priya: int) -> None:
    one = asked(store, priya)
    store.set_ask_state(one, r.AskState.PARTLY, LATER)
    store.edit_ask(one, text="a name", kind=r.AskKind.REFERRAL, on=date(2026, 11, 10), answered=date(2026, 11, 12))
    (ask,) = store.contact(priya).asks
    assert (ask.text, ask.kind, ask.on, ask.answered) == (
        "a name", r.AskKind.REFERRAL, date(2026, 11, 10), date(2026, 11, 12),
    )  # fmt: skip
    with pytest.raises(UserError, match="text-needed"):
        store.edit_ask(one, text="  ")
    with pytest.raises(TypeError):
        store.edit_ask(one, contact_id=2)


def test_a_request_can_be_removed_and_goes_with_its_person(store: Store, priya: int) -> None:
    store.delete_ask(asked(store, priya))
    assert store.contact(priya).asks == ()
    asked(store, priya)
    store.delete_contacts([priya])
    assert store._ask("SELECT count(*) FROM ask") == [(0,)]
    store.undo()
    assert store.contact(priya).asks[0].text == "how to begin"
    assert store.check() == []


def test_a_request_outlives_the_conversation_that_it_belongs_to(store: Store, priya: int) -> None:
    talk = store.plan_interview(priya, r.InterviewPlan()).new_id(r.Kind.INTERVIEW)
    store.add_ask(priya, r.AskKind.REFERRAL, "whom else", DAY, interview_id=talk)
    store.delete_interview(talk)
    (ask,) = store.contact(priya).asks
    assert (ask.text, ask.interview_id) == ("whom else", None)


def test_nothing_is_asked_in_somebody_elses_conversation_or_of_nobody(store: Store, priya: int) -> None:
    other = store.add_contact(r.Person("Lee Chan")).new_id(r.Kind.CONTACT)
    talk = store.plan_interview(other, r.InterviewPlan()).new_id(r.Kind.INTERVIEW)
    for who, talk_id in ((priya, talk), (999, None)):
        with pytest.raises(NotFoundError):
            store.add_ask(who, r.AskKind.OTHER, "anything", DAY, interview_id=talk_id)
    with pytest.raises(NotFoundError):
        store.set_ask_state(999, r.AskState.ASKED, DAY)
    with pytest.raises(UserError, match="text-needed"):
        store.add_ask(priya, r.AskKind.OTHER, " ", DAY)


def test_two_people_made_one_keep_what_was_asked_of_both(store: Store, priya: int) -> None:
    other = store.add_contact(r.Person("P. Raman")).new_id(r.Kind.CONTACT)
    third = store.add_contact(r.Person("Lee Chan")).new_id(r.Kind.CONTACT)
    asked(store, other)
    with store._write(r.Action.EDIT_CONTACT) as w:
        from netplus_desktop.store import schema

        w.insert(schema.Introduction, first=other, second=third)
        w.insert(schema.Introduction, first=priya, second=other)
        w.insert(schema.SignalChoice, signal="taking from one", contact=other)
        w.update(schema.Contact, other, resting=1)
        for one in (priya, other, third):
            w.alters(r.Kind.CONTACT, one)
    store.merge_contacts(priya, other, store.persons([priya])[priya])
    contact = store.contact(priya)
    assert [ask.text for ask in contact.asks] == ["how to begin"]
    assert [(one.first.name, one.second.name) for one in contact.introductions] == [("Priya Raman", "Lee Chan")]
    assert contact.resting
    assert store._ask("SELECT contact_id FROM signal_choice") == [(priya,)]
    assert store.check() == []


# --- offers and gives -----------------------------------------------------------------------------------------


def test_an_offer_is_considered_made_and_given_each_on_its_day(store: Store, priya: int) -> None:
    offer = store.add_offer(r.OfferFields("A primer", minutes=20)).new_id(r.Kind.OFFER)
    entry = store.offer_this(priya, offer, considered=True).new_id(r.Kind.EXCHANGE)
    assert dots(store, priya) == (False, False, None)
    assert store.offers()[0].used is None
    store.edit_exchange(entry, on=DAY)
    store.edit_exchange(entry, state=r.ExchangeState.OFFERED)
    assert dots(store, priya) == (False, True, date(2026, 11, 23))
    store.edit_exchange(entry, state=r.ExchangeState.DELIVERED, on=LATER)
    (found,) = store.contact(priya).exchange
    assert (found.on, found.minutes) == (LATER, 20)
    store.edit_exchange(entry, minutes=45)
    store.edit_exchange(entry, state=r.ExchangeState.ACKNOWLEDGED)
    (found,) = store.contact(priya).exchange
    assert (found.on, found.minutes) == (LATER, 45)


def test_what_is_corrected_in_a_give_leaves_its_day_alone(store: Store, priya: int) -> None:
    entry = store.record_share(priya, r.Direction.I_GAVE, "an hour", DAY).new_id(r.Kind.EXCHANGE)
    store.edit_exchange(entry, minutes=60)
    store.edit_exchange(entry, state=r.ExchangeState.ACKNOWLEDGED)
    (found,) = store.contact(priya).exchange
    assert (found.on, found.minutes) == (DAY, 60)
    store.undo()
    store.undo()
    assert store.contact(priya).exchange[0].minutes is None
