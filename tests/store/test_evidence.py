"""What a LinkedIn archive tells beside its people, in a real vault: written once, undone whole, never twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from netplus_desktop.core.evidence import Evidence, EvidenceChoice, Fact, FactKind
from netplus_desktop.core.records import (
    Changes,
    Contact,
    Direction,
    ImportExtras,
    OfferFields,
    OfferKind,
    Person,
    Point,
    PointKind,
)
from netplus_desktop.exchange import planning, reading
from netplus_desktop.sentences import FACTS
from netplus_desktop.store.store import Store

DATA = Path(__file__).resolve().parents[1] / "data" / "linkedin"
ALL = frozenset(FactKind)


def bring(
    store: Store, name: str = "complete_2026", kinds: Collection[FactKind] = ALL, *, offers: bool = True
) -> Changes:
    """Import an archive with what is chosen of its evidence."""
    files, _ = reading.read_sources([DATA / name])
    told = [file.evidence for file in files if file.evidence]
    choices = tuple(EvidenceChoice(one, frozenset(kinds), one.offers if offers else (), FACTS) for one in told)
    return store.apply_import(planning.plan_import(files, store), also=ImportExtras(evidence=choices))


def person(store: Store, name: str) -> Contact:
    """The one person of this name."""
    (found,) = [contact for one in store.contact_ids() if (contact := store.contact(one)).person.name == name]
    return found


def everything(store: Store) -> list[object]:
    """All that the window would show, to be compared."""
    return [[store.contact(one) for one in store.contact_ids()], store.offers(archived=True), store.counts()]


def test_last_contacts_are_seen_in_the_list_and_with_the_person(store: Store) -> None:
    bring(store, kinds={FactKind.LAST_MESSAGE}, offers=False)
    priya = person(store, "Priya Raman")
    assert priya.last_contact == date(2026, 3, 4)
    assert (priya.person.note, priya.exchange) == ("", ())
    rows = store.contact_rows(store.contact_ids())
    assert {row.name: row.last_contact for row in rows if row.last_contact} == {
        "Priya Raman": date(2026, 3, 4),
        "Tomasz Łuczak": date(2025, 11, 20),
        "Maria Chen": date(2025, 11, 20),
    }
    assert store.counts().quiet == 3


def test_help_received_and_given_is_part_of_the_exchange(store: Store) -> None:
    bring(store)
    tomasz = person(store, "Tomasz Łuczak")
    assert [(one.direction, one.text, one.on) for one in tomasz.exchange] == [
        (Direction.THEY_SHARED, "Endorsed me on LinkedIn: Shift planning", date(2023, 2, 1)),
        (Direction.I_GAVE, "Recommended on LinkedIn: Tomasz keeps a site safe.", date(2024, 6, 1)),
    ]
    (row,) = [row for row in store.contact_rows(store.contact_ids()) if row.id == tomasz.id]
    assert row.they_shared and row.i_gave


def test_what_was_written_is_kept_only_where_it_is_asked_for(store: Store) -> None:
    bring(store, kinds=ALL - {FactKind.MESSAGE})
    assert "Thursday" not in person(store, "Priya Raman").person.note
    assert person(store, "Tomasz Łuczak").person.note == "2025-11-21: Likes tea. Ask about the Gdynia yard."
    bring(store, kinds=ALL)
    assert person(store, "Priya Raman").person.note == (
        "2026-02-07: I asked to connect on LinkedIn.\n\n"
        "2026-03-01, I wrote: A question about product work\nDear Priya, may I ask you for twenty minutes?\n\n"
        "2026-03-04, they wrote: Happy to talk.\nDoes Thursday suit you?"
    )
    assert list(store.contact_ids("thursday")) == [person(store, "Priya Raman").id]


def test_seeds_become_offers_that_are_not_there_yet(store: Store) -> None:
    store.add_offer(OfferFields("shift  planning", OfferKind.SKILL))
    bring(store)
    assert sorted(offer.fields.title for offer in store.offers()) == [
        "Bookkeeper, Weber & Weber",
        "Bookkeeping",
        "Operations Planner, North Quay",
        "Renewable Energy",
        "shift planning",
    ]


def test_the_same_archive_again_adds_nothing(store: Store) -> None:
    bring(store)
    before = everything(store)
    again = bring(store)
    assert (again.created, again.altered) == ({}, {})
    assert everything(store) == before


def test_what_was_edited_or_deleted_since_stays_so(store: Store) -> None:
    bring(store)
    tomasz = person(store, "Tomasz Łuczak")
    store.delete_exchange(tomasz.exchange[0].id)
    store.edit_exchange(tomasz.exchange[1].id, text="I recommended him")
    bring(store)
    assert [one.text for one in person(store, "Tomasz Łuczak").exchange] == ["I recommended him"]


@pytest.mark.parametrize("known_before", [False, True])
def test_all_of_it_is_one_step_back_and_again(store: Store, known_before: bool) -> None:
    if known_before:
        bring(store, kinds=(), offers=False)
    before = everything(store)
    bring(store)
    after = everything(store)
    assert after != before
    store.undo()
    assert everything(store) == before
    store.redo()
    assert everything(store) == after
    assert store.check() == []


def test_an_undone_import_can_be_brought_again(store: Store) -> None:
    bring(store)
    after = [(one.name, one.last_contact) for one in store.contact_rows(store.contact_ids())]
    store.undo()
    bring(store)
    assert [(one.name, one.last_contact) for one in store.contact_rows(store.contact_ids())] == after
    assert len(person(store, "Tomasz Łuczak").exchange) == 2


def test_evidence_alone_is_an_import_that_can_be_taken_back_later(store: Store) -> None:
    bring(store, kinds=(), offers=False)
    before = everything(store)
    bring(store)
    batch = store.imports()[0]
    assert batch.revertable
    store.add_offer(OfferFields("Something else", OfferKind.LEAD))
    store.undo_import(store.undo_import_plan(batch.id))
    left = [offer.fields.title for offer in store.offers()]
    assert left == ["Something else"]
    assert everything(store)[0] == before[0]


def test_an_older_archive_makes_no_contact_older(store: Store) -> None:
    bring(store)
    bring(store, "basic_2021")
    days = {row.last_contact for row in store.contact_rows(store.contact_ids()) if row.name == "Priya Raman"}
    assert date(2026, 3, 4) in days


def test_days_to_come_are_not_believed(store: Store) -> None:
    ana = Person("Ana Ruiz", points=(Point(PointKind.URL, "https://www.linkedin.com/in/ana-ruiz"),))
    store.add_contact(ana)
    fact = Fact(FactKind.LAST_MESSAGE, ("in:ana-ruiz",), date(2099, 1, 1))
    told = Evidence({FactKind.LAST_MESSAGE: [fact]}, (), 1)
    choice = EvidenceChoice(told, ALL, (), FACTS)
    store.apply_import([], also=ImportExtras(evidence=(choice,)))
    assert person(store, "Ana Ruiz").last_contact is None


def test_whoever_is_left_out_gets_nothing(store: Store) -> None:
    bring(store)
    assert "Ruth Okoro" not in [row.name for row in store.contact_rows(store.contact_ids())]


def test_two_who_become_one_keep_the_later_day(store: Store) -> None:
    bring(store)
    priya, tomasz = person(store, "Priya Raman"), person(store, "Tomasz Łuczak")
    store.merge_contacts(tomasz.id, priya.id, tomasz.person)
    assert person(store, "Tomasz Łuczak").last_contact == date(2026, 3, 4)
