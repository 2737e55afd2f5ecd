"""Snippets: kept by their names, each change one step of undo, and filled for the person written to."""

from __future__ import annotations

import pytest

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.snippets import FIELDS, Snippet, at_hand, filled
from netplus_desktop.documents.letters import gaps
from netplus_desktop.documents.snippets import SHIPPED, fields_of
from netplus_desktop.store.store import Store
from tests.documents.made import NOW, contact, interview


def names(store: Store) -> list[tuple[str, str]]:
    return [(snippet.name, snippet.text) for snippet in store.snippets()]


def test_a_snippet_is_kept_reworded_and_taken_away_and_each_is_undone(store: Store) -> None:
    store.add_snippet("  Close ", "All the best")
    (one,) = store.snippets()
    assert (one.name, one.text) == ("Close", "All the best")
    store.edit_snippet(one.id or 0, "Ending", "Until soon")
    assert names(store) == [("Ending", "Until soon")]
    store.delete_snippet(one.id or 0)
    assert names(store) == []
    for expected in (("Ending", "Until soon"), ("Close", "All the best")):
        store.undo()
        assert names(store) == [expected]
    store.undo()
    assert names(store) == []


def test_a_name_is_needed_and_stands_for_one(store: Store) -> None:
    store.add_snippet("Close", "All the best")
    store.add_snippet("Open", "Hello")
    for verb, code in (
        (lambda: store.add_snippet(" ", "text"), "text-needed"),
        (lambda: store.add_snippet("CLOSE", "text"), "snippet-known"),
        (lambda: store.edit_snippet(store.snippets()[1].id or 0, "close", "text"), "snippet-known"),
    ):
        with pytest.raises(UserError) as refused:
            verb()
        assert refused.value.code == code
    with pytest.raises(NotFoundError):
        store.delete_snippet(99)
    assert names(store) == [("Close", "All the best"), ("Open", "Hello")]


def test_an_own_one_stands_in_the_place_of_a_shipped_one() -> None:
    own = Snippet("gentle REMINDER", "Mine", 4)
    held = at_hand(SHIPPED, [own])
    assert own in held and len(held) == len(SHIPPED)
    assert [one.name for one in held] == sorted((one.name for one in held), key=str.lower)


def test_fields_are_filled_and_what_is_not_known_is_a_gap() -> None:
    fields = fields_of(contact(), interview(), NOW, "Nell")
    text = "{first_name} / {Name} / {employer} / {role} / {day} / {my_name} / {salary} / {}"
    assert filled(text, fields) == (
        "Priya / Priya Raman / Calder Clinics / UX Research Lead / Monday, 23 November / Nell / [salary] / {}"
    )
    assert set(fields) == set(FIELDS)
    nobody = filled("{my_name}, {employer}", fields_of(contact(), None, NOW, "") | {"employer": ""})
    assert gaps(nobody) == ("[my name]", "[employer]")


def test_every_shipped_one_names_fields_that_there_are() -> None:
    known = dict.fromkeys(FIELDS, "x")
    assert [gap for one in SHIPPED for gap in gaps(filled(one.text, known)) if gap not in one.text] == []
