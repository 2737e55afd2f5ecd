"""People entered twice, in a real vault: found, merged with all that hangs on them, kept apart, and undone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from netplus_desktop.core import duplicates
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store.store import Store

MAIL = r.Point(r.PointKind.EMAIL, "priya@calder.example")


def add(store: Store, name: str, *points: r.Point, **fields: object) -> int:
    given, _, family = name.rpartition(" ")
    person = r.Person(name, given=given, family=family, points=points, **fields)  # type: ignore[arg-type]
    return store.add_contact(person).new_id(r.Kind.CONTACT)


def talk(store: Store, contact: int) -> int:
    plan = r.InterviewPlan(purpose="How they hire", starts=datetime(2026, 11, 20, 14), zone="UTC")
    return store.plan_interview(contact, plan, [r.Question("What changes?", r.Tiara.TRENDS)]).new_id(r.Kind.INTERVIEW)


def merge(store: Store, kept: int, other: int) -> r.Changes:
    people = store.persons((kept, other))
    return store.merge_contacts(kept, other, duplicates.joined(people[kept], people[other]))


def pairs(store: Store) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in store.find_duplicates()]


def test_what_hangs_on_both_hangs_on_the_one_that_stays(store: Store) -> None:
    kept, other = (
        add(store, "Priya Raman", MAIL, note="Met at the fair."),
        add(store, "P. Raman", MAIL, tags=("mentor",)),
    )
    friend = add(store, "Hugo Marchand")
    store.set_introducer(friend, other)
    first, second = talk(store, kept), talk(store, other)
    store.save_notes(second, "n a bookkeeper\nt begin small")
    store.record_share(other, r.Direction.THEY_SHARED, "An afternoon", date(2026, 11, 20))
    assert pairs(store) == [(kept, other)]
    changes = merge(store, kept, other)
    assert changes.removed[r.Kind.CONTACT] == {other}
    one = store.contact(kept)
    assert {interview.id for interview in one.interviews} == {first, second}
    assert [heard.text for heard in one.heard] == ["a bookkeeper", "begin small"]
    assert [share.text for share in one.exchange] == ["An afternoon"]
    assert one.person.tags == ("mentor",) and one.person.note == "Met at the fair." and one.person.points == (MAIL,)
    introducer = store.contact(friend).introducer
    assert introducer is not None and introducer.id == kept
    assert list(store.contact_ids("bookkeeper")) == [kept]
    assert pairs(store) == [] and store.check() == []
    with pytest.raises(NotFoundError):
        store.contact(other)


def test_of_two_choices_for_a_need_the_pin_stays_and_nobody_helps_themselves(store: Store) -> None:
    kept, other, priya = (add(store, name) for name in ("Ann Lee", "Anne Lee", "Priya"))
    *needs, own = (
        store.add_heard(whose, r.HeardKind.NEED, text).new_id(r.Kind.HEARD)
        for whose, text in ((priya, "a desk"), (priya, "a chair"), (priya, "tea"), (other, "a lamp"))
    )
    pin, aside = r.FitChoice.PINNED, r.FitChoice.DISMISSED
    for need, one, choice in (
        (needs[0], other, aside), (needs[1], kept, aside), (needs[1], other, pin), (needs[2], kept, pin),
        (needs[2], other, aside), (own, kept, pin),
    ):  # fmt: skip
        store.choose_person(need, one, choice)
    merge(store, kept, other)
    ann = r.ContactRef(kept, store.contact(kept).person.name)
    assert [store.person_choices(need) for need in (*needs, own)] == [{ann: aside}, {ann: pin}, {ann: pin}, {}]
    assert store.check() == []
    store.undo()
    assert [len(store.person_choices(need)) for need in (*needs, own)] == [1, 2, 2, 1]


def test_a_merge_is_one_step_there_and_back(store: Store) -> None:
    kept, other = add(store, "Priya Raman", MAIL), add(store, "Priya Raman", MAIL, organisation="Calder Health")
    interview = talk(store, other)
    before = store.contact(kept), store.contact(other)
    merge(store, kept, other)
    after = store.contact(kept)
    assert after.person.organisation == "Calder Health"
    store.undo()
    assert (store.contact(kept), store.contact(other)) == before
    assert pairs(store) == [(kept, other)] and store.check() == []
    store.redo()
    assert store.contact(kept) == after and store.contact(kept).interviews[0].id == interview
    assert store.check() == []


def test_either_card_is_known_again_after_the_merge(store: Store) -> None:
    kept, other = add(store, "Priya Raman", MAIL, uid="u-1"), add(store, "Priya Raman", MAIL, uid="u-2")
    merge(store, kept, other)
    assert store.holders(("uid:u-1", "uid:u-2")) == {"uid:u-1": (kept,), "uid:u-2": (kept,)}


def test_people_said_to_be_two_are_not_proposed_again(store: Store) -> None:
    first, second = add(store, "Anna Weiß", MAIL), add(store, "Anna Weiß", MAIL)
    assert pairs(store) == [(first, second)]
    store.keep_apart(first, second)
    assert pairs(store) == []
    store.edit_contact(first, title="Head of people", note="The elder one.")
    assert pairs(store) == []
    store.undo()
    store.undo()
    assert pairs(store) == [(first, second)]


def test_what_was_kept_apart_from_one_stays_apart_from_the_two_made_one(store: Store) -> None:
    first, second, third = (add(store, "Anna Weiß", MAIL) for _ in range(3))
    store.keep_apart(second, third)
    merge(store, first, second)
    assert pairs(store) == []
    assert store.check() == []


def test_nobody_is_merged_with_themselves_or_with_somebody_who_is_gone(store: Store) -> None:
    one, gone = add(store, "Anna Weiß"), add(store, "Anna Weiß")
    store.delete_contacts([gone])
    person = store.persons((one,))[one]
    with pytest.raises(UserError) as told:
        store.merge_contacts(one, one, person)
    assert told.value.code == "merge-with-self"
    for verb in (lambda: store.merge_contacts(one, gone, person), lambda: store.keep_apart(one, gone)):
        with pytest.raises(NotFoundError):
            verb()
    assert store.contact(one).person == person


def test_somebody_who_introduced_the_other_is_not_their_own_introducer(store: Store) -> None:
    kept, other = add(store, "Priya Raman", MAIL), add(store, "P. Raman", MAIL)
    store.set_introducer(kept, other)
    merge(store, kept, other)
    assert store.contact(kept).introducer is None and store.check() == []


def test_people_between_the_two_do_not_become_a_ring_of_introducers(store: Store) -> None:
    kept, between, other = add(store, "Priya Raman", MAIL), add(store, "Hugo Marchand"), add(store, "P. Raman", MAIL)
    store.set_introducer(between, other)
    store.set_introducer(kept, between)
    merge(store, kept, other)
    assert store.contact(kept).introducer is None
    assert store.contact(kept).person.introduced_by == "Hugo Marchand"
    led_by = store.contact(between).introducer
    assert led_by is not None and led_by.id == kept
    assert store.check() == []
    store.undo()
    assert store.contact(kept).introducer == store.find_contacts("Hugo")[0]
