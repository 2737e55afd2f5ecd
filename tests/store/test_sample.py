"""The sample people: marked, dated from today, gone with one step."""

from __future__ import annotations

import json

import pytest

from netplus_desktop.assets import resource
from netplus_desktop.core.introductions import IntroductionState, state_of
from netplus_desktop.core.records import EventKind, HeardKind, Kind, Person, StepKind
from netplus_desktop.store.store import Store


@pytest.fixture
def sample() -> dict[str, object]:
    loaded: dict[str, object] = json.loads(resource("sample", "people.json").read_text("utf-8"))
    return loaded


def test_sample_people_come_and_go_with_one_step(store: Store, priya: int, sample: dict[str, object]) -> None:
    changes = store.load_sample(sample)
    assert changes.count == 12
    counts = store.counts()
    assert (counts.people, counts.samples) == (13, 12)
    assert counts.interviews > 0
    assert counts.offers > 0
    assert counts.due > 0
    assert len(store.employers()) == 8
    assert store.check() == []
    assert store.load_sample(sample).count == 0

    removed = store.remove_sample()
    assert removed.count == 12
    counts = store.counts()
    assert (counts.people, counts.interviews, counts.offers, counts.samples) == (1, 0, 0, 0)
    assert list(store.contact_ids()) == [priya]
    assert store.employers() == () and store.web().knots == ()
    store.undo()
    assert len(store.employers()) == 8
    assert store.counts().samples == 12
    store.undo()
    assert store.counts().people == 1
    assert store.check() == []


def test_sample_conversations_are_dated_from_today(store: Store, sample: dict[str, object]) -> None:
    store.load_sample(sample)
    contacts = [store.contact(one) for one in store.contact_ids()]
    talks = [talk for contact in contacts for talk in contact.interviews]
    assert any(talk.plan.starts and talk.plan.starts.date() >= store.now().date() for talk in talks)
    assert any(talk.event(EventKind.THANKED) for talk in talks)
    assert all(event.at <= store.now() for talk in talks for event in talk.events)
    assert {h.kind for contact in contacts for h in contact.heard} == set(HeardKind)
    assert any(contact.introducer for contact in contacts)
    assert store.next_interview() is not None


def test_what_was_added_to_sample_people_goes_with_them(store: Store, sample: dict[str, object]) -> None:
    store.load_sample(sample)
    one = next(c for c in map(store.contact, store.contact_ids()) if c.interviews)
    referral = store.add_heard(one.id, HeardKind.REFERRAL, "Someone New").new_id(Kind.HEARD)
    store.follow_referral(referral, Person("Someone New"))
    mine = store.add_contact(Person("My Own", introduced_by=one.person.name)).new_id(Kind.CONTACT)
    store.remove_sample()
    assert list(store.contact_ids()) == [mine]
    assert store.contact(mine).person.introduced_by == one.person.name


def test_every_page_has_something_to_show(store: Store, sample: dict[str, object]) -> None:
    store.load_sample(sample)
    contacts = [store.contact(one) for one in store.contact_ids()]
    begun = {one.id: one for contact in contacts for one in contact.introductions}
    assert {state_of(one) for one in begun.values()} == {
        IntroductionState.FIRST_ASKED,
        IntroductionState.SECOND_AGREED,
        IntroductionState.MET,
    }
    assert StepKind.INTRODUCE in {line.step.kind for line in store.today()}
    targets = store.targets()
    assert [one.employer.name for one in targets if not one.known] == ["Tidewater Libraries"]
    assert any(one.employer.posting for one in targets) and any(one.employer.advocate for one in targets)
    assert all(one.employer.motivation for one in targets)


def test_an_employer_of_my_own_is_not_there_twice(store: Store, sample: dict[str, object]) -> None:
    store.add_employers(["LUMEN Health Ltd"])
    store.load_sample(sample)
    assert len(store.employers()) == 8
    store.remove_sample()
    assert [one.name for one in store.employers()] == ["LUMEN Health Ltd"]
