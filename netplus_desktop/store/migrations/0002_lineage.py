"""Lineage: where records come from and when their fields were written, so that copies of a vault can be joined again.

Nothing that stands in the vault is touched: four tables are added beside it.
"""

from __future__ import annotations

import hashlib
from typing import Any

TABLES = """
CREATE TABLE branch (id INTEGER NOT NULL PRIMARY KEY, name BLOB NOT NULL, seen INTEGER NOT NULL);
CREATE UNIQUE INDEX branch_name ON branch (name);
CREATE TABLE origin (
    tbl TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, branch_id INTEGER NOT NULL,
    serial INTEGER NOT NULL, PRIMARY KEY (tbl, first)
) WITHOUT ROWID;
CREATE TABLE edit (
    tbl TEXT NOT NULL, row_id INTEGER NOT NULL, field TEXT NOT NULL, stamp INTEGER NOT NULL,
    branch_id INTEGER NOT NULL, PRIMARY KEY (tbl, row_id, field)
) WITHOUT ROWID;
CREATE TABLE fate (
    tbl TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, alive INTEGER NOT NULL,
    stamp INTEGER NOT NULL, branch_id INTEGER NOT NULL, PRIMARY KEY (tbl, first)
) WITHOUT ROWID
"""

OLDER = (
    "contact", "contact_point", "contact_tag", "interview", "interview_event", "interview_question", "own_question",
    "heard", "offer", "exchange", "import_batch",
)  # fmt: skip

BLOCK = 64
"""Rows of a table that share their past with a copy of the vault as long as they are the same to the last character."""


def up(migrator: Any, db: Any) -> None:
    """Add the tables, and give the rows that are there a past that another copy of the vault gives them, too.

    What was written since two such copies parted was not noted then. Blocks of rows that differ are therefore strangers
    to each other: joined, both are kept.
    """
    for statement in TABLES.split(";\n"):
        db.execute_sql(statement)
    ((salt,),) = db.execute_sql("PRAGMA cipher_salt").fetchall()
    for table in OLDER:
        columns = [row[1] for row in db.execute_sql(f"PRAGMA table_info({table})").fetchall() if row[1] != "sort_key"]
        rows = db.execute_sql(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")
        block: list[tuple[Any, ...]] = []
        for row in rows:
            if block and (row[0] - 1) // BLOCK != (block[0][0] - 1) // BLOCK:
                _found(db, salt, table, block)
                block = []
            block.append(row)
        if block:
            _found(db, salt, table, block)
    db.execute_sql("PRAGMA user_version = 2")  # here, so that it changes together with the tables


def _found(db: Any, salt: str, table: str, block: list[tuple[Any, ...]]) -> None:
    name = hashlib.sha256(repr((salt, table, block)).encode()).digest()[:8]
    branch = db.execute_sql("INSERT INTO branch (name, seen) VALUES (?, 0)", (name,)).lastrowid
    first = (block[0][0] - 1) // BLOCK * BLOCK + 1
    origin = (table, first, block[-1][0], branch, first)
    db.execute_sql("INSERT INTO origin (tbl, first, last, branch_id, serial) VALUES (?, ?, ?, ?, ?)", origin)
