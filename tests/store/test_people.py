"""People in the vault: kept whole, found, listed in order, tagged, introduced, deleted and brought back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.records import (
    Direction,
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    ListFilter,
    OfferFields,
    Person,
    Point,
    PointKind,
    StepKind,
)
from netplus_desktop.store.store import Store
from tests.conftest import HandClock

from .conftest import PRIYA


def add(store: Store, name: str, **more: object) -> int:
    return store.add_contact(Person(name, **more)).new_id(Kind.CONTACT)  # type: ignore[arg-type]


def names(store: Store, *args: object, **more: object) -> list[str]:
    return [row.name for row in store.contact_rows(store.contact_ids(*args, **more))]  # type: ignore[arg-type]


# --- one person -------------------------------------------------------------------------------------------


def test_a_person_comes_back_whole(store: Store, priya: int) -> None:
    contact = store.contact(priya)
    assert contact.person == PRIYA
    assert contact.created == contact.changed == store.now()
    assert store.persons([priya]) == {priya: PRIYA}


def test_somebody_without_a_name_is_named_by_what_there_is(store: Store) -> None:
    reached = add(store, "", points=(Point(PointKind.EMAIL, "who@example.org"),))
    assert store.contact(reached).person.name == "who@example.org"
    with pytest.raises(UserError, match="name-needed"):
        store.add_contact(Person("  "))
    assert store.counts().people == 1


def test_editing_writes_only_what_is_told(timed: Store, clock: HandClock) -> None:
    one = timed.add_contact(PRIYA).new_id(Kind.CONTACT)
    clock.go(hours=1)
    points = (Point(PointKind.PHONE, "+44 20 7946 0000", "home"),)
    changes = timed.edit_contact(one, title="CTO", points=points, tags=("data",))
    assert changes.ids(Kind.CONTACT) == {one}
    after = timed.contact(one)
    assert after.person.title == "CTO"
    assert after.person.points == points
    assert after.person.tags == ("data",)
    assert after.person.note == PRIYA.note
    assert after.changed == clock.at > after.created


def test_an_edit_that_changes_nothing_is_no_step(store: Store, priya: int) -> None:
    step = store.undo_step
    assert store.edit_contact(priya, title="Head of Data").ids(Kind.CONTACT) == frozenset()
    assert store.undo_step == step


def test_a_person_cannot_lose_every_name(store: Store) -> None:
    one = add(store, "Ann")
    with pytest.raises(UserError, match="name-needed"):
        store.edit_contact(one, name=" ")
    assert store.contact(one).person.name == "Ann"


def test_whoever_is_gone_is_said_to_be_gone(store: Store) -> None:
    for asked in (store.contact, lambda one: store.edit_contact(one, title="x")):
        with pytest.raises(NotFoundError, match="contact-gone"):
            asked(77)


@pytest.mark.parametrize(
    "text", ["a\ud800b", "nul\0nul", "', DROP TABLE contact; --", "%s {x} \\", "\u202ename", "😀" * 500]
)
def test_any_text_can_be_kept_and_found(store: Store, text: str) -> None:
    one = add(store, "Zed", note=text, tags=(text,), points=(Point(PointKind.URL, text),))
    kept = store.contact(one).person.note
    assert kept == text or "\ud800" in text
    store.contact_ids(text)
    assert list(store.contact_ids("zed")) == [one]


def test_opening_a_person_takes_at_most_eight_statements(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n somebody for the night shift\nt hiring is slow")
    store.set_introducer(add(store, "Bo"), priya)
    asked: list[str] = []
    connection = store._connection()
    connection.set_trace_callback(asked.append)
    store.contact(priya)
    connection.set_trace_callback(None)
    assert 0 < len([sql for sql in asked if not sql.startswith("--")]) <= 8


# --- the list ---------------------------------------------------------------------------------------------


def test_the_list_is_in_the_order_of_names_whatever_is_done_to_it(store: Store) -> None:
    ids = {name: add(store, name) for name in ("Zoe", "Émile", "adam", "Bo")}
    assert names(store) == ["adam", "Bo", "Émile", "Zoe"]
    store.edit_contact(ids["Zoe"], name="Aaron")
    assert names(store) == ["Aaron", "adam", "Bo", "Émile"]
    store.delete_contacts([ids["Bo"]])
    add(store, "Carl")
    assert names(store) == ["Aaron", "adam", "Carl", "Émile"]
    for _ in range(3):
        store.undo()
    assert names(store) == ["adam", "Bo", "Émile", "Zoe"]


def test_the_order_follows_the_language(store: Store) -> None:
    for name in ("Zorn", "Öst", "Åsa", "Adam"):
        add(store, name)
    assert names(store) == ["Adam", "Åsa", "Öst", "Zorn"]
    assert store.set_sort_language("sv")
    assert names(store) == ["Adam", "Zorn", "Åsa", "Öst"]
    assert not store.set_sort_language("sv")
    store.undo()
    store.redo()
    assert names(store) == ["Adam", "Zorn", "Åsa", "Öst"]


def test_keys_of_an_older_order_are_worked_out_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Zoe", "Ann"):
        add(store, name)
    store._connection().execute("UPDATE contact SET sort_key = CAST(id AS BLOB)")
    store.opened.watch.settle()
    store._order.forget()
    assert names(store) == ["Zoe", "Ann"]
    assert not store.set_sort_language("en")
    monkeypatch.setattr("netplus_desktop.core.folding.SORTING", 2)
    assert store.set_sort_language("en")
    assert names(store) == ["Ann", "Zoe"]


@pytest.mark.parametrize(
    "query",
    ["priya", "RAM", "north", "head of", "priya@north", "alumni", "chess", "raman northwind", "Príyá", "fair 'spring"],
)
def test_a_person_is_found_by_what_is_known_of_them(store: Store, priya: int, query: str) -> None:
    add(store, "Somebody Else", note="nothing")
    assert list(store.contact_ids(query)) == [priya]


@pytest.mark.parametrize("query", ["iya", "chess priya bob", "***", '"', "name:priya", "priya NOT", "NEAR(a b)"])
def test_what_is_not_known_finds_nobody(store: Store, priya: int, query: str) -> None:
    assert list(store.contact_ids(query)) == []


def test_what_was_said_is_found_and_forgotten_with_its_words(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "They grow orchids.\nn a bookkeeper")
    assert list(store.contact_ids("orch")) == list(store.contact_ids("bookk")) == [priya]
    add(store, "Bo")  # another step between the two: see the history's tests for edits that become one
    store.save_notes(talk, "")
    assert list(store.contact_ids("orch")) == []
    store.undo()
    assert list(store.contact_ids("orch bookk")) == [priya]


def test_filters_and_tags_narrow_the_list(timed: Store, clock: HandClock) -> None:
    met, asked, old, plain = (add(timed, name) for name in ("Met", "Asked", "Old", "Plain"))
    held = timed.plan_interview(met, InterviewPlan(starts=datetime(2026, 11, 23, 8, 0))).new_id(Kind.INTERVIEW)
    request = timed.plan_interview(asked, InterviewPlan()).new_id(Kind.INTERVIEW)
    timed.record_event(request, EventKind.REQUESTED, datetime.fromisoformat("2026-11-02T09:00+00:00"))
    timed.record_share(old, Direction.THEY_SHARED, "an article", date(2026, 3, 1))
    timed.tag_contacts([met, plain], add=["Blue"])

    assert set(timed.contact_ids(only=ListFilter.DUE)) == {met, asked}
    assert list(timed.contact_ids(only=ListFilter.TO_THANK)) == [met]
    assert list(timed.contact_ids(only=ListFilter.QUIET)) == [old]
    assert list(timed.contact_ids("m", only=ListFilter.DUE)) == [met]
    assert list(timed.contact_ids(tag="Blue")) == [met, plain]
    counts = timed.counts()
    assert (counts.people, counts.due, counts.to_thank, counts.quiet, counts.interviews) == (4, 2, 1, 1, 2)

    timed.record_event(held, EventKind.THANKED, clock.at)
    assert timed.counts().to_thank == 0


def test_rows_tell_where_things_stand(store: Store, priya: int, talk: int) -> None:
    (row,) = store.contact_rows([999, priya])
    assert (row.name, row.title, row.organisation) == ("Priya Raman", "Head of Data", "Northwind")
    assert row.next_step is not None
    assert row.next_step.kind is StepKind.WRITE_UP
    assert row.last_contact == date(2026, 11, 23)
    assert (row.they_shared, row.i_gave, row.sample) == (True, False, False)
    offer = store.add_offer(OfferFields("A book")).new_id(Kind.OFFER)
    store.offer_this(priya, offer)
    assert store.contact_rows([priya])[0].i_gave


def test_people_are_found_by_name_to_choose_them(store: Store, priya: int) -> None:
    add(store, "Raman Priyadarshan")
    add(store, "Bo", note="Priya Raman told me")
    assert [ref.name for ref in store.find_contacts("priya raman")] == ["Priya Raman", "Raman Priyadarshan"]
    assert [ref.name for ref in store.find_contacts("", limit=2)] == ["Bo", "Priya Raman"]
    assert store.find_contacts("?") == ()


# --- tags, introducers, deleting --------------------------------------------------------------------------


def test_tags_are_given_and_taken_as_one_step(store: Store, priya: int) -> None:
    bo = add(store, "Bo")
    changes = store.tag_contacts([priya, bo], add=["  Chess  ", "chess"], remove=["DATA"])
    assert changes.count == 2
    assert store.contact(priya).person.tags == ("Alumni", "Chess")
    assert store.tags() == (("Chess", 2), ("Alumni", 1))
    store.undo()
    assert store.contact(priya).person.tags == ("Alumni", "data")
    assert list(store.contact_ids("chess", tag="Chess")) == []


def test_an_introducer_is_linked_and_outlived_by_their_name(store: Store, priya: int) -> None:
    bo = add(store, "Bo")
    store.set_introducer(bo, priya)
    assert store.contact(bo).introducer == store.find_contacts("priya")[0]
    assert [ref.id for ref in store.contact(priya).introduced] == [bo]
    store.edit_contact(priya, name="Priya R. Raman")
    assert store.contact(bo).person.introduced_by == "Priya R. Raman"
    store.delete_contacts([priya])
    assert store.contact(bo).introducer is None
    assert store.contact(bo).person.introduced_by == "Priya R. Raman"
    store.undo()
    assert store.contact(bo).introducer is not None
    with pytest.raises(UserError, match="introducer-self"):
        store.set_introducer(bo, bo)
    store.set_introducer(bo, None)
    assert store.contact(bo).person.introduced_by == ""


def test_nobody_is_led_to_by_whom_they_led_to(store: Store, priya: int) -> None:
    bo, lee = add(store, "Bo"), add(store, "Lee Chan")
    store.set_introducer(bo, priya)
    store.set_introducer(lee, bo)
    step = store.undo_step
    for one in (bo, lee):
        with pytest.raises(UserError, match="introducer-ring-refused") as told:
            store.set_introducer(priya, one)
        assert told.value.fields["name"] == store.contact(one).person.name
    assert store.contact(priya).introducer is None
    assert store.undo_step == step
    store.set_introducer(bo, None)
    store.set_introducer(priya, lee)
    store.set_introducer(priya, None)
    store.set_introducer(bo, priya)
    assert store.check() == []


def test_a_name_that_would_close_a_ring_of_introducers_stays_a_name(store: Store, priya: int) -> None:
    bo = add(store, "Bo", introduced_by="Priya Raman")
    store.edit_contact(priya, introduced_by="Bo")
    assert store.contact(priya).introducer is None
    assert store.contact(priya).person.introduced_by == "Bo"
    assert store.contact(bo).introducer is not None
    store.edit_contact(bo, name="Bo Lind", introduced_by="Bo Lind")
    assert store.contact(bo).introducer is None
    assert store.check() == []


def test_an_introducer_named_in_words_is_linked_where_one_has_that_name(store: Store, priya: int) -> None:
    one = add(store, "Bo", introduced_by="Priya Raman")
    assert store.contact(one).introducer is not None
    store.edit_contact(one, introduced_by="Somebody Unknown")
    assert store.contact(one).introducer is None
    assert store.contact(one).person.introduced_by == "Somebody Unknown"


def test_deleting_takes_everything_along_and_undo_brings_all_of_it_back(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n a bookkeeper\nr Lee Chan\np send the article")
    need, referral, _ = store.contact(priya).heard
    offer = store.add_offer(OfferFields("A bookkeeper I know")).new_id(Kind.OFFER)
    store.offer_this(priya, offer, need_id=need.id, interview_id=talk)
    lee = store.follow_referral(referral.id, Person("Lee Chan")).new_id(Kind.CONTACT)
    before = store.contact(priya), store.contact(lee), store.counts()

    changes = store.delete_contacts([priya, 999])
    assert changes.count == 1
    assert changes.removed[Kind.HEARD] == {h.id for h in before[0].heard}
    assert store.contact(lee).introducer is None
    assert (store.counts().people, store.counts().interviews) == (1, 0)
    assert list(store.contact_ids("bookk")) == []
    assert store.check() == []

    store.undo()
    assert (store.contact(priya), store.contact(lee), store.counts()) == before
    assert list(store.contact_ids("bookk")) == [priya]
    store.redo()
    assert store.check() == []
    assert store.holders(["mail:priya@northwind.example"]) == {}


def test_a_deleted_referral_can_be_followed_again(store: Store, priya: int, talk: int) -> None:
    heard = store.add_heard(priya, HeardKind.REFERRAL, "Lee Chan", interview_id=talk).new_id(Kind.HEARD)
    lee = store.follow_referral(heard, Person("Lee Chan")).new_id(Kind.CONTACT)
    assert store.follow_referral(heard, Person("Lee Chan")).created == {}
    store.delete_contacts([lee])
    assert store.contact(priya).heard[0].referred is None


def test_keys_say_who_is_known(store: Store, priya: int) -> None:
    bo = add(store, "Bo", points=(Point(PointKind.EMAIL, "PRIYA@northwind.example"),))
    assert store.holders(["mail:priya@northwind.example", "mail:nobody@example.org"]) == {
        "mail:priya@northwind.example": (priya, bo)
    }
    store.edit_contact(bo, points=())
    assert store.holders(["mail:priya@northwind.example"]) == {"mail:priya@northwind.example": (priya,)}
