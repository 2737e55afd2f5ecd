"""Who introduced whom, as the vault knows it."""

from __future__ import annotations

from datetime import timedelta

from netplus_desktop.core.records import IntroductionKind, Kind, Person
from netplus_desktop.core.rings import Knot
from netplus_desktop.store.store import Store


def add(store: Store, name: str, introduced_by: str = "") -> int:
    return store.add_contact(Person(name, introduced_by=introduced_by)).new_id(Kind.CONTACT)


def test_only_people_who_introduced_somebody_or_were_introduced_are_in_the_web(store: Store) -> None:
    ada, _alone = add(store, "Ada Obi"), add(store, "Eva Alone")
    ben = add(store, "Ben Ito", "Ada Obi")
    assert store.web().knots == (Knot(ada, "Ada Obi"), Knot(ben, "Ben Ito", ada))


def test_an_introducer_who_is_no_contact_stands_once_by_name(store: Store) -> None:
    one, other = add(store, "Ada Obi", "Professor Kim"), add(store, "Ben Ito", " professor KIM ")
    knots = {knot.name: knot for knot in store.web().knots}
    assert set(knots) == {"Ada Obi", "Ben Ito", "Professor Kim"}
    kim = knots["Professor Kim"]
    assert kim.key < 0 and kim.introducer is None
    assert knots["Ada Obi"] == Knot(one, "Ada Obi", kim.key) and knots["Ben Ito"] == Knot(other, "Ben Ito", kim.key)


def test_the_web_follows_a_change_and_its_undo(store: Store) -> None:
    ada = add(store, "Ada Obi")
    ben = add(store, "Ben Ito")
    assert store.web().knots == ()
    store.edit_contact(ben, introduced_by="Ada Obi")
    assert store.web().knots == (Knot(ada, "Ada Obi"), Knot(ben, "Ben Ito", ada))
    store.undo()
    assert store.web().knots == ()


def test_whom_i_introduced_to_each_other_are_joined_once_they_are_introduced(store: Store) -> None:
    ben, ada = add(store, "Ben Ito"), add(store, "Ada Obi")
    one = store.introduce(ada, ben, "both keep bees").new_id(Kind.INTRODUCTION)
    steps = (
        IntroductionKind.FIRST_ASKED,
        IntroductionKind.FIRST_AGREES,
        IntroductionKind.SECOND_ASKED,
        IntroductionKind.SECOND_AGREES,
    )
    for day, step in enumerate(steps):
        store.record_introduction(one, step, store.now() + timedelta(days=day))
    assert store.web().knots == () and store.web().joined == ()  # names are not joined yet
    store.record_introduction(one, IntroductionKind.INTRODUCED, store.now() + timedelta(days=9))
    assert store.web().knots == (Knot(ben, "Ben Ito"), Knot(ada, "Ada Obi"))
    assert store.web().joined == ((ben, ada),)
    store.undo()
    assert store.web().joined == ()
