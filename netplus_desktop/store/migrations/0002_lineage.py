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

LINKS = {
    "contact_point": {"contact_id": "contact"},
    "contact_tag": {"contact_id": "contact"},
    "interview": {"contact_id": "contact"},
    "interview_event": {"interview_id": "interview"},
    "interview_question": {"interview_id": "interview"},
    "heard": {"contact_id": "contact", "interview_id": "interview", "referred_id": "contact"},
    "exchange": {"contact_id": "contact", "interview_id": "interview", "offer_id": "offer", "need_id": "heard"},
}

BLOCK = 64
"""Rows of a table that share their past with a copy of the vault as long as they are the same to the last character."""


def up(migrator: Any, db: Any) -> None:
    """Add the tables, and give the rows that are there a past that another copy of the vault gives them, too.

    What was written since two such copies parted was not noted then. Blocks of rows that differ are therefore strangers
    to each other, with all that names them: joined, both are kept.
    """
    for statement in TABLES.split(";\n"):
        db.execute_sql(statement)
    ((salt,),) = db.execute_sql("PRAGMA cipher_salt").fetchall()
    names: dict[str, dict[int, bytes]] = {}
    for table in OLDER:
        names[table] = _names(db, salt, table, names)
        for block, name in names[table].items():
            ((last,),) = db.execute_sql(f"SELECT max(id) FROM {table} WHERE id <= ?", ((block + 1) * BLOCK,)).fetchall()
            first = block * BLOCK + 1
            branch = db.execute_sql("INSERT INTO branch (name, seen) VALUES (?, 0)", (name,)).lastrowid
            origin = (table, first, last, branch, first)
            db.execute_sql("INSERT INTO origin (tbl, first, last, branch_id, serial) VALUES (?, ?, ?, ?, ?)", origin)
    db.execute_sql("PRAGMA user_version = 2")  # here, so that it changes together with the tables


def _names(db: Any, salt: str, table: str, names: dict[str, dict[int, bytes]]) -> dict[int, bytes]:
    """A name for each block of a table, which follows from all that its rows hold and name."""
    columns = [row[1] for row in db.execute_sql(f"PRAGMA table_info({table})").fetchall() if row[1] != "sort_key"]
    links = [(columns.index(column), target) for column, target in LINKS.get(table, {}).items()]
    found: dict[int, Any] = {}
    for row in db.execute_sql(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"):
        block = _block(row[0])
        if block not in found:
            found[block] = hashlib.sha256(repr((salt, table, block)).encode())
        held = [names[target][_block(row[at])] for at, target in links if row[at] is not None]
        found[block].update(repr((tuple(row), held)).encode())
    if table == "contact":  # blocks whose people are linked are the same together, or not at all
        sql = "SELECT id, introducer_id FROM contact WHERE introducer_id IS NOT NULL"
        linked = sorted({_block(one) for pair in db.execute_sql(sql).fetchall() for one in pair})
        together = hashlib.sha256(b"".join(found[block].digest() for block in linked)).digest()
        for block in linked:
            found[block].update(together)
    return {block: digest.digest()[:8] for block, digest in found.items()}


def _block(row_id: int) -> int:
    return (row_id - 1) // BLOCK
