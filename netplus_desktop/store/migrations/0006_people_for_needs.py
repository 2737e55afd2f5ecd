"""That somebody was pinned to a need with which they might help, or put aside for it."""

from __future__ import annotations

from typing import Any

STATEMENTS = """
CREATE TABLE person_choice (
    id INTEGER NOT NULL PRIMARY KEY, choice TEXT NOT NULL, need_id INTEGER NOT NULL, contact_id INTEGER NOT NULL,
    FOREIGN KEY (need_id) REFERENCES heard (id) ON DELETE RESTRICT,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX person_choice_need_id_contact_id ON person_choice (need_id, contact_id);
CREATE INDEX person_choice_contact_id ON person_choice (contact_id);
PRAGMA user_version = 6
"""


def up(migrator: Any, db: Any) -> None:
    """Add the table. All rows stay as they are."""
    for statement in STATEMENTS.split(";\n"):
        db.execute_sql(statement)
