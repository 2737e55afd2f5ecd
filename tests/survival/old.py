"""Vaults as older programs left them: built by the same scripts, climbed only so far, and filled with the same rows."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from playhouse.migrations import Runner
from sqlcipher3 import dbapi2

from netplus_desktop.store import schema, vault
from netplus_desktop.store.keychain import VaultKey

FIRST = "0001_initial"


def leave_behind(source: Path, target: Path, key: VaultKey, upto: str = FIRST) -> None:
    """Make `target`, a vault of the version `upto`, with what the closed vault `source` holds."""
    _build(target, key, upto)
    connection = dbapi2.connect(str(target), isolation_level=None)
    try:
        connection.execute(f'PRAGMA key = "{key.pragma}"')
        connection.execute("ATTACH ? AS newer KEY ?", (str(source), key.pragma))
        connection.execute("BEGIN")
        for table in _tables(connection, "main"):
            columns = ", ".join(_columns(connection, "main", table))
            if table in _tables(connection, "newer") and table != "schema_migration":
                connection.execute(f"DELETE FROM main.{table}")
                connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
        connection.execute("COMMIT")
        connection.execute("DETACH newer")
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.execute("PRAGMA journal_mode = delete")
        connection.execute("PRAGMA journal_mode = wal")
    finally:
        connection.close()


def _build(path: Path, key: VaultKey, upto: str) -> None:
    path.touch(mode=0o600)
    opened = vault.Vault(path, key, read_only=False, lock=None)
    opened.connect()
    opened.connection().execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    opened.connection().execute(f"PRAGMA user_version = {int(upto[:4])}")
    opened.close()
    with tempfile.TemporaryDirectory() as scripts:
        for script in vault.MIGRATIONS.glob("0*.py"):
            if script.stem <= upto:
                shutil.copy(script, scripts)
        database = opened.database()
        with database.connection_context():
            Runner(database, scripts).up()


def _tables(connection: Any, where: str) -> list[str]:
    # The tables behind the search index are copied like others; the index itself follows from them.
    sql = f"SELECT name FROM {where}.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return [name for (name,) in connection.execute(sql).fetchall() if not name.startswith("sqlite_")]


def _columns(connection: Any, where: str, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA {where}.table_info({table})").fetchall()]
