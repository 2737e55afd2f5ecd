"""What the vault tells about the inventory: what may remind of an offer, and to whom one was offered."""

from __future__ import annotations

from datetime import date

import pytest

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import Direction, HeardKind, HeardState, Kind, OfferFields, Person
from netplus_desktop.store.store import Store


def known(store: Store, name: str) -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


def test_grounds_are_what_both_gave_and_open_needs_the_latest_first(store: Store) -> None:
    mei, sam = known(store, "Mei Lin"), known(store, "Sam Oduya")
    store.record_share(mei, Direction.THEY_SHARED, "A tip", date(2026, 10, 1))
    store.record_share(sam, Direction.THEY_SHARED, "A name", date(2026, 11, 1))
    store.record_share(mei, Direction.I_GAVE, "Read the draft", date(2026, 10, 2))
    offered = store.add_offer(OfferFields("Python")).new_id(Kind.OFFER)
    store.offer_this(mei, offered)
    met = store.add_heard(mei, HeardKind.NEED, "a van").new_id(Kind.HEARD)
    store.edit_heard(met, state=HeardState.DONE)
    store.add_heard(sam, HeardKind.NEED, "a guide to FHIR")
    store.add_heard(sam, HeardKind.TAKEAWAY, "ask early")
    grounds = store.grounds()
    assert [(one.contact.name, one.text) for one in grounds.received] == [("Sam Oduya", "A name"), ("Mei Lin", "A tip")]
    assert [one.text for one in grounds.gave] == ["Read the draft"]  # an offer of the inventory reminds of nothing new
    assert [(one.contact.id, one.text) for one in grounds.needs] == [(sam, "a guide to FHIR")]


def test_grounds_name_those_one_was_in_touch_with_last_and_nobody_else(store: Store) -> None:
    early, late = known(store, "Early Bird"), known(store, "Late Riser")
    known(store, "Never Met")
    store.record_share(early, Direction.I_GAVE, "A lift", date(2026, 3, 1))
    store.record_share(late, Direction.I_GAVE, "A lift", date(2026, 11, 1))
    assert [row.name for row in store.grounds().people] == ["Late Riser", "Early Bird"]


def test_an_offer_tells_to_whom_it_was_made(store: Store) -> None:
    mei, sam = known(store, "Mei Lin"), known(store, "Sam Oduya")
    python, other = (store.add_offer(OfferFields(title)).new_id(Kind.OFFER) for title in ("Python", "A desk"))
    store.offer_this(mei, python)
    store.offer_this(sam, python)
    store.offer_this(sam, other)
    assert [(who.name, entry.on) for who, entry in store.offered_to(python)] == [
        ("Sam Oduya", date(2026, 11, 23)),
        ("Mei Lin", date(2026, 11, 23)),
    ]
    store.delete_offer(python)
    with pytest.raises(NotFoundError):
        store.offered_to(python)
