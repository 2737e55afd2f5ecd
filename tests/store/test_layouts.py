"""What the user said that the columns of tables mean."""

from __future__ import annotations

from netplus_desktop.core.records import Person
from netplus_desktop.store.store import Store


def test_what_was_said_of_a_header_is_kept_and_can_be_said_anew(store: Store) -> None:
    assert store.table_layouts() == {}
    store.remember_layout("a\tb", "[1]")
    store.remember_layout("c", "[2]")
    store.remember_layout("a\tb", "[3]")
    assert store.table_layouts() == {"a\tb": "[3]", "c": "[2]"}


def test_it_is_no_step_of_undo_and_stands_in_the_way_of_none(store: Store) -> None:
    store.add_contact(Person("Ada Lowe"))
    before = store.undo_step
    store.remember_layout("a", "[1]")
    assert store.undo_step == before
    store.undo()
    assert store.table_layouts() == {"a": "[1]"}


def test_the_check_finds_nothing_wrong_with_it(store: Store) -> None:
    store.remember_layout("a", "[1]")
    assert store.check() == []
