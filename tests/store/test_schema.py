"""The migrations build what the models say, and a vault of every schema still opens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from netplus_desktop.core.records import HeardKind
from netplus_desktop.store import schema, vault
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

VAULTS = Path(__file__).parent.parent / "data" / "vaults"
PASSPHRASE = "a passphrase for everybody to know"


def test_the_migrations_build_what_the_models_declare(store: Store) -> None:
    database = store._vault.database()
    with database.connection_context(), database.bind_ctx(schema.TABLES):
        tables = {schema.table_name(table) for table in schema.TABLES}
        there = {name for (name,) in store._ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables <= there
        for table in schema.TABLES:
            expected = [(f.column_name, f.null) for f in table._meta.sorted_fields]
            found = [(c.name, c.null) for c in database.get_columns(schema.table_name(table))]
            assert found == expected
            indexes = {index.name for index in database.get_indexes(schema.table_name(table))}
            declared = {index._name for index in table._meta.fields_to_index()}
            assert declared <= indexes


def test_the_newest_script_is_the_one_that_start_up_expects() -> None:
    scripts = sorted(script.stem for script in vault.MIGRATIONS.glob("[0-9]*.py"))
    assert scripts[-1] == schema.NEWEST
    assert len(scripts) == schema.VERSION


def test_every_table_that_an_import_or_verb_writes_is_imaged_or_follows_from_one_that_is() -> None:
    derived = {schema.ContactKey, schema.ContactStanding, schema.Meta, schema.Counter, *schema.LINEAGE}
    assert set(schema.TABLES) == set(schema.IMAGED) | derived
    order = list(schema.IMAGED)
    for table in order:
        for parent in table._meta.refs.values():
            assert order.index(parent) <= order.index(table)


@pytest.mark.parametrize("file", sorted(VAULTS.glob("*.netplus")), ids=lambda file: file.stem)
def test_a_vault_of_every_schema_still_opens(file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(file, tmp_path))
    store = open_store(path, passphrase=PASSPHRASE)
    try:
        assert store.check() == []
        (one,) = store.contact_ids("łukasz")
        contact = store.contact(one)
        assert contact.person.name == "Łukasz Weiß"
        assert contact.person.values(contact.person.points[0].kind) == ("lukasz@example.org",)
        assert [h.kind for h in contact.heard] == [HeardKind.NEED, HeardKind.REFERRAL]
        assert contact.interviews[0].letter is not None
        assert store.counts().offers == 1
        store.edit_contact(one, note="still here")
    finally:
        store.close()
