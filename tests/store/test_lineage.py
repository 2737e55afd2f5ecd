"""Where rows come from and when they were written: told as they are written, whatever the clock says."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from netplus_desktop.core import records as r
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_path
from netplus_desktop.store import schema
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store
from tests.conftest import HandClock

OLD = Path(__file__).parent.parent / "data" / "vaults" / "0001_initial.netplus"
PASSPHRASE = "a passphrase for everybody to know"


def person(store: Store, name: str) -> int:
    return store.add_contact(r.Person(name)).new_id(r.Kind.CONTACT)


def stamps(store: Store) -> dict[tuple[str, int, str], int]:
    rows = store._ask("SELECT tbl, row_id, field, stamp FROM edit")
    return {(table, row, field): stamp for table, row, field, stamp in rows}


def test_no_row_gets_the_id_of_one_that_was_deleted(store: Store) -> None:
    kept = person(store, "Ada Stone")
    gone = person(store, "Ben Hall")
    store.delete_contacts([gone])
    assert person(store, "Cy Moss") > gone > kept
    store.undo()
    store.undo()
    assert store.contact(gone).person.name == "Ben Hall"
    assert person(store, "Dee Fox") > gone + 1


def test_an_import_after_a_deletion_takes_no_id_again(store: Store, tmp_path: Path) -> None:
    gone = person(store, "Ben Hall")
    store.delete_contacts([gone])
    file = tmp_path / "people.csv"
    file.write_text("Name,Email\nAda Stone,ada@example.org\nCy Moss,cy@example.org\n", "utf-8")
    store.apply_import(plan_import([read_path(file)], store))
    assert min(store.contact_ids()) > gone


def test_what_is_written_later_has_a_later_stamp_whatever_the_clock_says(timed: Store, clock: HandClock) -> None:
    one = person(timed, "Ada Stone")
    seen: list[int] = []
    for at in (2038, 1970, 2100, 2026):
        clock.at = datetime(at, 1, 2, tzinfo=UTC)
        timed.edit_contact(one, note=f"in {at}")
        seen.append(stamps(timed)["contact", one, "note"])
    assert seen == sorted(set(seen))


def test_a_new_row_has_no_edits_and_an_edit_names_its_fields(store: Store) -> None:
    one = store.add_contact(r.Person("Ada Stone", tags=("x",))).new_id(r.Kind.CONTACT)
    assert not stamps(store)
    store.edit_contact(one, title="Baker")
    assert {field for table, row, field in stamps(store)} == {"title"}


def test_a_deletion_is_remembered_until_it_is_undone(store: Store) -> None:
    one = person(store, "Ada Stone")
    store.delete_contacts([one])
    assert store._ask("SELECT first, last, alive FROM fate WHERE tbl = 'contact'") == [(one, one, 0)]
    store.undo()
    assert store._ask("SELECT first, last, alive FROM fate WHERE tbl = 'contact'") == [(one, one, 1)]


def test_a_large_import_costs_a_line_for_each_table_also_when_it_is_undone(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    rows = "".join(f"Person {n},p{n}@example.org\n" for n in range(3000))
    file.write_text("Name,Email\n" + rows, "utf-8")
    store.apply_import(plan_import([read_path(file)], store))
    store.undo()
    store.redo()
    for table in ("origin", "fate"):
        ((lines,),) = store._ask(f"SELECT count(*) FROM {table}")
        assert lines <= 4, table  # people, their addresses, the import, and what it takes to take it back
    assert store.counts().people == 3000


def test_a_step_that_fails_leaves_no_trace_of_its_branch(store: Store) -> None:
    with pytest.raises(RuntimeError), store._write(r.Action.ADD_CONTACT) as w:
        store._insert_person(w, r.Person("Ada Stone"))
        raise RuntimeError
    assert store._ask("SELECT count(*) FROM branch") == [(0,)]
    person(store, "Ben Hall")
    assert store._ask("SELECT count(*) FROM branch") == [(1,)]


def cells(store: Store, columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of these columns, but for what an opening writes: the mark of a change, and when it looked."""
    return {
        name: [
            row
            for row in store._ask(f"SELECT {', '.join(kept)} FROM {name} ORDER BY 1, 2")
            if name != "meta" or row[0] not in {"state", "standings_at"}
        ]
        for name, kept in columns.items()
    }


def test_the_migration_touches_no_cell_and_copies_share_their_past(tmp_path: Path, monkeypatch: Any) -> None:
    stores = []
    with monkeypatch.context() as patch:
        path = Path(shutil.copy(OLD, tmp_path / "untouched.netplus"))
        patch.setattr(schema, "NEWEST", "0001_initial")
        untouched = open_store(path, passphrase=PASSPHRASE)
        worked_out = {*schema.LINEAGE, schema.ContactStanding}
        names = [schema.table_name(table) for table in schema.TABLES if table not in worked_out]
        columns = {name: [row[1] for row in untouched._ask(f"PRAGMA table_info({name})")] for name in names}
        columns = {name: kept for name, kept in columns.items() if kept}
        before = cells(untouched, columns)
        untouched.close()
    for name in ("one", "two"):
        path = Path(shutil.copy(OLD, tmp_path / f"{name}.netplus"))
        stores.append(open_store(path, passphrase=PASSPHRASE))
    one, two = stores
    try:
        assert sum(map(len, before.values())) > 20
        assert cells(one, columns) == cells(two, columns) == before
        assert one._ask("PRAGMA foreign_keys") == [(1,)]
        assert one._ask("PRAGMA foreign_key_check") == []
        branches = "SELECT name FROM branch ORDER BY 1"
        assert one._ask(branches) == two._ask(branches) != []
        covered = "SELECT count(*) FROM contact JOIN origin ON tbl = 'contact' AND id BETWEEN first AND last"
        assert one._ask(covered) == one._ask("SELECT count(*) FROM contact")
    finally:
        one.close()
        two.close()


def test_every_row_has_an_origin(store: Store, tmp_path: Path) -> None:
    one = store.add_contact(r.Person("Ada Stone", tags=("x", "y"))).new_id(r.Kind.CONTACT)
    store.plan_interview(one, r.InterviewPlan(purpose="Learn"), [r.Question("What?", r.Tiara.TRENDS)])
    for table in schema.IMAGED:
        name = schema.table_name(table)
        sql = (
            f"SELECT id FROM {name} WHERE NOT EXISTS (SELECT 1 FROM origin WHERE tbl = ? AND id BETWEEN first AND last)"
        )
        assert store._ask(sql, name) == []
