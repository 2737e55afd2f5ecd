"""What I can offer, and the both-ways record."""

from __future__ import annotations

from datetime import date

import pytest

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.records import Direction, ExchangeState, Kind, OfferFields, OfferKind
from netplus_desktop.store.store import Store

BOOK = OfferFields(
    "The book on hiring", OfferKind.RESOURCE, 5, ("hiring", "books"), limits="to lend", proof="I read it twice"
)


def offer(store: Store, fields: OfferFields = BOOK) -> int:
    return store.add_offer(fields).new_id(Kind.OFFER)


def test_an_offer_comes_back_whole_and_can_be_edited(store: Store) -> None:
    one = offer(store)
    (kept,) = store.offers()
    assert (kept.id, kept.fields, kept.used, kept.sample) == (one, BOOK, None, False)
    store.edit_offer(one, minutes=10, tags=("books", "Books", " "))
    assert store.offers()[0].fields.minutes == 10
    assert store.offers()[0].fields.tags == ("books",)
    for title in ("", "  "):
        with pytest.raises(UserError, match="title-needed"):
            store.edit_offer(one, title=title)
    with pytest.raises(UserError, match="title-needed"):
        store.add_offer(OfferFields(" "))


def test_offers_stand_by_kind_and_title_without_the_archived(store: Store) -> None:
    for title, kind in (("Zeta", OfferKind.RESOURCE), ("alpha", OfferKind.RESOURCE), ("Mid", OfferKind.INTRODUCTION)):
        offer(store, OfferFields(title, kind))
    gone = offer(store, OfferFields("Old", archived=True))
    assert [o.fields.title for o in store.offers()] == ["Mid", "alpha", "Zeta"]
    assert gone in [o.id for o in store.offers(archived=True)]


def test_offering_is_recorded_for_the_need(store: Store, priya: int, talk: int) -> None:
    store.save_notes(talk, "n a book on hiring")
    need = store.contact(priya).heard[0]
    one = offer(store)
    changes = store.offer_this(priya, one, need_id=need.id, interview_id=talk)
    (entry,) = store.contact(priya).exchange
    assert (entry.text, entry.direction, entry.state) == (BOOK.title, Direction.I_GAVE, ExchangeState.OFFERED)
    assert (entry.offer_id, entry.need_id, entry.interview_id) == (one, need.id, talk)
    assert store.offers()[0].used == date(2026, 11, 23)
    assert changes.ids(Kind.HEARD) == {need.id}
    store.edit_exchange(entry.id, state=ExchangeState.DECLINED)
    assert not store.contact_rows([priya])[0].i_gave
    store.edit_exchange(entry.id, state=ExchangeState.DELIVERED, on=date(2026, 11, 20), text="the book, by post")
    assert store.contact(priya).exchange[0].on == date(2026, 11, 20)
    assert store.contact_rows([priya])[0].i_gave


def test_what_was_recorded_outlives_its_offer_in_words(store: Store, priya: int) -> None:
    one = offer(store)
    store.offer_this(priya, one)
    store.delete_offer(one)
    (entry,) = store.contact(priya).exchange
    assert (entry.text, entry.offer_id) == (BOOK.title, None)
    assert store.counts().offers == 0
    store.undo()
    assert store.contact(priya).exchange[0].offer_id == one
    with pytest.raises(NotFoundError, match="offer-gone"):
        store.delete_offer(99)


def test_shares_are_recorded_by_hand_and_taken_away(store: Store, priya: int) -> None:
    entry = store.record_share(priya, Direction.THEY_SHARED, " an article ", date(2026, 11, 1)).new_id(Kind.EXCHANGE)
    assert store.contact(priya).exchange[0].state is ExchangeState.DELIVERED
    assert store.contact_rows([priya])[0].they_shared
    store.delete_exchange(entry)
    assert store.contact(priya).exchange == ()
    assert not store.contact_rows([priya])[0].they_shared
    store.undo()
    assert store.contact(priya).exchange[0].text == "an article"
    with pytest.raises(UserError, match="text-needed"):
        store.record_share(priya, Direction.I_GAVE, "", date(2026, 11, 1))
    with pytest.raises(UserError, match="text-needed"):
        store.edit_exchange(entry, text=" ")
