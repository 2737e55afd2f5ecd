"""What a newer program makes of older vaults: every row as it was, one version or the other, a backup first; and what
an older program makes of newer ones: nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from survival import driver, old

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Kind, Person
from netplus_desktop.sentences import sentence
from netplus_desktop.store import backups, schema, vault
from netplus_desktop.store.backups import Reason
from netplus_desktop.store.keychain import recovery_key
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

VAULTS = Path(__file__).parents[1] / "data" / "vaults"
PASSPHRASE = "a passphrase for everybody to know"
RELEASED = sorted(path.stem for path in VAULTS.glob("*.netplus"))
SCRIPTS = sorted(path.stem for path in vault.MIGRATIONS.glob("0*.py"))

STATED: dict[str, set[tuple[str, str]]] = {
    "0005_giving": {("employer", "posting")},
}
"""The columns that a migration says it changes, by its name; all others stay as they are, but for what follows from
them, which the check compares."""


# --- a vault of each release ----------------------------------------------------------------------------------


def test_there_is_a_vault_of_every_version() -> None:
    assert RELEASED == SCRIPTS


@pytest.mark.parametrize("release", RELEASED)
def test_a_vault_of_every_release_opens(release: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(VAULTS / f"{release}.netplus", tmp_path))
    store = open_store(path, passphrase=PASSPHRASE)
    (known,) = store.contact_ids("weiß")
    contact = store.contact(known)
    assert (contact.person.name, contact.person.note, contact.person.tags) == ("Łukasz Weiß", "chess", ("alumni",))
    assert [heard.text for heard in contact.heard] == ["a bookkeeper", "Lee Chan"]
    assert [question.text for question in store.own_questions()] == ["What would you do first?"]
    assert store.add_contact(Person("Ann")).new_id(Kind.CONTACT) > known
    assert store.check() == []
    store.close()


# --- nothing is lost ------------------------------------------------------------------------------------------


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A closed vault of today with rows in every table of people and conversations."""
    driver.make_vault(tmp_path / "full")
    with driver.opened(tmp_path / "full") as store:
        empty = [
            table
            for table in map(schema.table_name, schema.IMAGED)
            if not store._connection().execute(f"SELECT 1 FROM {table}").fetchone()
        ]
        assert empty == []
    return driver.place(tmp_path / "full")


@pytest.mark.parametrize("version", SCRIPTS[:-1])
def test_a_migration_changes_no_row_beyond_what_it_states(full: Path, tmp_path: Path, version: str) -> None:
    path = tmp_path / "old.netplus"
    old.leave_behind(full, path, driver.KEY, version)
    stated = set().union(*(STATED.get(script, set()) for script in SCRIPTS if script > version))
    with closing(vault.reading(path, driver.KEY)) as connection:
        columns = {
            table: kept
            for table, names in driver.layout(connection).items()
            if not table.startswith(("sqlite_", "search", "schema_migration", "contact_standing"))
            and (kept := [name for name in names if (table, name) not in stated])
        }
        before = driver.rows(connection, columns)
    store = opened(path)
    after = driver.rows(store._connection(), columns)
    without = [row for row in before if row[0] != "user_version"]
    assert len(without) > 200
    assert [row for row in after if row[0] != "user_version"] == without
    assert store._connection().execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert store._connection().execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert store._connection().execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(store.contact_ids("northwind")) == 31, "what is searched for came along"
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("version", SCRIPTS[1:])
def test_a_migration_and_its_number_are_one_change(full: Path, tmp_path: Path, version: str) -> None:
    path = tmp_path / "old.netplus"
    old.leave_behind(full, path, driver.KEY, version)
    assert vault.opens(path, driver.KEY) == (schema.APPLICATION_ID, int(version[:4]))


def test_the_backup_comes_first(full: Path, tmp_path: Path) -> None:
    path, kept = tmp_path / "old.netplus", tmp_path / "backups"
    old.leave_behind(full, path, driver.KEY)
    before = driver.contents(path)
    opened(path, kept).close()
    (backup,) = backups.of_closed(kept, path)
    assert backup.reason is Reason.MIGRATION
    assert driver.contents(backup.path) == before
    assert vault.opens(backup.path, driver.KEY) == (schema.APPLICATION_ID, 1)


# --- a script that goes wrong, and what the library would do to children ----------------------------------------

NEXT = f"{schema.VERSION + 1:04}_next"

REBUILDS = f"""
def up(migrator, db):
    migrator.migrate(migrator.drop_column("offer", "proof", legacy=True))
    db.execute_sql("PRAGMA user_version = {schema.VERSION + 1}")
"""

GOES_WRONG = """
def up(migrator, db):
    db.execute_sql("UPDATE contact SET name = 'half'")
    db.execute_sql("CREATE TABLE half (id INTEGER)")
    db.execute_sql("INSERT INTO nowhere VALUES (1)")
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes this program one whose newest migration is the script given."""

    def become(script: str) -> None:
        scripts = tmp_path / "scripts"
        shutil.copytree(vault.MIGRATIONS, scripts)
        (scripts / f"{NEXT}.py").write_text(script)
        monkeypatch.setattr(vault, "MIGRATIONS", scripts)
        monkeypatch.setattr(schema, "NEWEST", NEXT)
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)

    return become


def test_rebuilding_a_table_empties_none_that_refers_to_it(full: Path, next_version: Callable[[str], None]) -> None:
    children = {"exchange": ["id", "contact_id", "offer_id", "text"]}
    with closing(vault.reading(full, driver.KEY)) as connection:
        before = driver.rows(connection, children)[1:]
    assert any(row[1][2] for row in before)
    next_version(REBUILDS)
    store = opened(full)
    assert "proof" not in driver.layout(store._connection())["offer"]
    assert driver.rows(store._connection(), children)[1:] == before
    assert store._connection().execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert store._connection().execute("PRAGMA foreign_key_check").fetchall() == []
    store.close()


def test_a_migration_that_fails_leaves_the_old_version(
    full: Path, tmp_path: Path, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = driver.contents(full)
    kept = tmp_path / "backups"
    with monkeypatch.context():
        next_version(GOES_WRONG)
        with pytest.raises(Exception, match="nowhere"):
            opened(full, kept)
        (backup,) = backups.of_closed(kept, full)
        assert driver.contents(backup.path) == before
    monkeypatch.undo()
    assert driver.contents(full) == before
    store = opened(full)
    assert store.check() == []
    store.close()


# --- an older program -------------------------------------------------------------------------------------------


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith((".lock", "-shm"))
    }


@pytest.mark.parametrize("change", ["number", "script", "both"])
def test_a_newer_vault_is_named_and_not_one_byte_of_it_changes(full: Path, change: str) -> None:
    store = opened(full)
    if change != "script":
        store._connection().execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    if change != "number":
        store._connection().execute("INSERT INTO schema_migration (name, applied) VALUES (?, '2030-01-01')", (NEXT,))
    store.close()
    before = hashes(full.parent)
    for _ in range(2):
        with pytest.raises(VaultError) as caught:
            opened(full, full.parent / "backups")
        assert caught.value.code == "vault-newer"
        assert str(schema.VERSION + 1) in sentence(caught.value)
    assert hashes(full.parent) == before


def test_a_newer_vault_with_a_log_stays_as_it_is(full: Path, tmp_path: Path) -> None:
    """A newer program was killed: what it confirmed may still lie in the log, which is not to be folded in here."""
    store = opened(full)
    as_it_was = tmp_path / "killed"
    store._connection().execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    as_it_was.mkdir()
    for file in full.parent.iterdir():
        shutil.copy(file, as_it_was)
    store.close()
    before = hashes(as_it_was)
    assert before[f"{full.name}-wal"]
    with pytest.raises(VaultError) as caught:
        opened(as_it_was / full.name)
    assert caught.value.code == "vault-newer"
    assert hashes(as_it_was) == before


# --- help -------------------------------------------------------------------------------------------------------


def opened(path: Path, kept: Path | None = None) -> Store:
    clock = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return open_store(path, recovery_key=recovery_key(driver.KEY), clock=lambda: clock, backups=kept)
