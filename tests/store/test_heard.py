"""Notes and the things filed from them: one line, one thing, through every edit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netplus_desktop.core import practice
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Heard, HeardKind, HeardState, InterviewPlan, Kind, OfferFields, Person
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store


def things(store: Store, owner: int) -> list[tuple[str, str]]:
    return [(str(h.kind), h.text) for h in store.contact(owner).heard]


def by_text(store: Store, owner: int, text: str) -> Heard:
    (found,) = [h for h in store.contact(owner).heard if h.text == text]
    return found


def test_lines_are_filed_by_their_first_letter(store: Store, priya: int, talk: int) -> None:
    changes = store.save_notes(talk, "plain\nn a bookkeeper\nt hire for curiosity\nr Lee Chan\np send the article\nn")
    assert things(store, priya) == [
        ("need", "a bookkeeper"),
        ("takeaway", "hire for curiosity"),
        ("referral", "Lee Chan"),
        ("promise", "send the article"),
    ]
    assert len(changes.created[Kind.HEARD]) == 4
    assert all(h.in_notes and h.on == date(2026, 11, 23) for h in store.contact(priya).heard)
    store.undo()
    assert things(store, priya) == []
    store.redo()
    assert len(things(store, priya)) == 4


def test_the_line_where_the_caret_stands_waits(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n a book", unfinished=0)
    assert things(store, priya) == []
    assert store.interview(talk).notes == "n a book"
    store.save_notes(talk, "n a bookkeeper\n", unfinished=1)
    assert things(store, priya) == [("need", "a bookkeeper")]


def test_a_line_that_is_edited_alters_its_thing(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n a book\nt two\nn three")
    one = by_text(store, priya, "a book")
    store.edit_heard(one.id, state=HeardState.DONE)
    store.save_notes(talk, "n a bookk\nt two\nn three", unfinished=0)
    assert by_text(store, priya, "a book").state is HeardState.DONE
    store.save_notes(talk, "hello\nn a bookkeeper\nt two\nn three")
    assert by_text(store, priya, "a bookkeeper").id == one.id
    assert len(things(store, priya)) == 3


def test_lines_that_are_moved_keep_their_things(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n one\nt two\nr three")
    before = {h.text: h.id for h in store.contact(priya).heard}
    store.save_notes(talk, "r three\n\nt two\nn one")
    assert {h.text: h.id for h in store.contact(priya).heard} == before


def test_a_line_that_is_removed_takes_its_thing_unless_something_was_done_with_it(
    store: Store, priya: int, talk: int
) -> None:
    store.save_notes(talk, "n met\nn offered for\nr Lee\nn nothing\nt nothing either")
    store.edit_heard(by_text(store, priya, "met").id, state=HeardState.DONE)
    offer = store.add_offer(OfferFields("A thing")).new_id(Kind.OFFER)
    store.offer_this(priya, offer, need_id=by_text(store, priya, "offered for").id)
    store.follow_referral(by_text(store, priya, "Lee").id, Person("Lee"))
    store.save_notes(talk, "")
    assert [h.text for h in store.contact(priya).heard] == ["met", "offered for", "Lee"]
    assert not any(h.in_notes for h in store.contact(priya).heard)


def test_another_letter_makes_another_thing_of_what_was_used(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n one\nn two")
    store.edit_heard(by_text(store, priya, "one").id, state=HeardState.DONE)
    store.save_notes(talk, "t one\nt two")
    assert sorted(things(store, priya)) == [("need", "one"), ("takeaway", "one"), ("takeaway", "two")]


def test_editing_a_thing_rewrites_its_line(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "plain\nn a book\nend")
    one = by_text(store, priya, "a book").id
    changes = store.edit_heard(one, text="a bookkeeper", due=date(2026, 12, 1))
    assert store.interview(talk).notes == "plain\nn a bookkeeper\nend"
    assert talk in changes.ids(Kind.INTERVIEW)
    store.save_notes(talk, "plain\nn a bookkeeper\nend\nn more")
    assert by_text(store, priya, "a bookkeeper").id == one
    assert by_text(store, priya, "a bookkeeper").due == date(2026, 12, 1)


def test_a_thing_taken_away_leaves_its_words_as_plain_history(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n n a bookkeeper\nt two")
    store.delete_heard(by_text(store, priya, "n a bookkeeper").id)
    assert store.interview(talk).notes == "a bookkeeper\nt two"
    store.save_notes(talk, store.interview(talk).notes + "\nmore")
    assert things(store, priya) == [("takeaway", "two")]
    store.undo()
    store.undo()
    assert store.interview(talk).notes == "n n a bookkeeper\nt two"


def test_things_can_be_added_without_a_line(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n one")
    store.add_heard(priya, HeardKind.PROMISE, " the article ", interview_id=talk, due=date(2026, 12, 1), mine=False)
    promise = by_text(store, priya, "the article")
    assert (promise.due, promise.mine, promise.in_notes) == (date(2026, 12, 1), False, False)
    store.save_notes(talk, "n one\nn two")
    assert by_text(store, priya, "the article") == promise
    with pytest.raises(UserError, match="text-needed"):
        store.add_heard(priya, HeardKind.NEED, "  ")
    with pytest.raises(UserError, match="text-needed"):
        store.edit_heard(promise.id, text="  ")


def test_a_referral_may_name_somebody_who_is_known(store: Store, priya: int, talk: int) -> None:
    lee = store.add_contact(Person("Lee Chan", organisation="Northline")).new_id(Kind.CONTACT)
    store.save_notes(talk, "r Lee Chan, buys for the wards")
    referral = by_text(store, priya, "Lee Chan, buys for the wards")
    before = store.contact(lee).person
    changes = store.link_referral(referral.id, lee)
    linked = by_text(store, priya, referral.text).referred
    assert linked is not None and linked.id == lee
    assert store.contact(lee).person == before and store.counts().people == 2
    assert priya in changes.altered[Kind.CONTACT]
    store.undo()
    assert by_text(store, priya, referral.text).referred is None
    with pytest.raises(UserError, match="contact-gone"):
        store.link_referral(referral.id, 999)


def test_a_referral_becomes_a_contact_with_its_introducer(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "r Lee Chan")
    referral = by_text(store, priya, "Lee Chan")
    changes = store.follow_referral(referral.id, Person("Lee Chan", met="through Priya"))
    lee = store.contact(changes.new_id(Kind.CONTACT))
    assert lee.introducer is not None
    assert (lee.introducer.id, lee.person.introduced_by) == (priya, "Priya Raman")
    followed = by_text(store, priya, "Lee Chan").referred
    assert followed is not None
    assert followed.id == lee.id
    store.undo()
    assert by_text(store, priya, "Lee Chan").referred is None
    assert store.counts().people == 1


_LINE = st.one_of(
    st.sampled_from(["n one", "n two", "t one", "r Lee", "p it", "plain", "", "n", "n ", "n  one ", "? one", ">it"]),
    st.text(alphabet="ntrpe?> ab\t", max_size=6),
)
_NOTES = st.lists(_LINE, max_size=7)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_NOTES, st.none() | st.integers(0, 7)), min_size=1, max_size=6), _NOTES)
def test_each_finished_line_has_exactly_one_thing(
    folder: Path, saves: list[tuple[list[str], int | None]], last: list[str]
) -> None:
    store = throwaway_store(folder)
    try:
        owner = store.add_contact(Person("Ann")).new_id(Kind.CONTACT)
        talk = store.plan_interview(owner, InterviewPlan()).new_id(Kind.INTERVIEW)
        for lines, unfinished in [*saves, (last, None)]:
            store.save_notes(talk, "\n".join(lines), unfinished=unfinished)
            assert store.interview(talk).notes == "\n".join(lines)
        filed = Counter(found for line in last if (found := practice.filed_as(line)))
        assert Counter((h.kind, h.text) for h in store.contact(owner).heard if h.in_notes) == filed
    finally:
        store.close()


@pytest.fixture(scope="module")
def folder() -> object:
    with TemporaryDirectory() as name:
        yield Path(name)
