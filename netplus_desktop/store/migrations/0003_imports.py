"""What imports bring and need to be taken back: how closely to keep in touch, former posts, pictures, what the columns
of tables mean, and what each import wrote."""

from __future__ import annotations

from typing import Any

STATEMENTS = """
ALTER TABLE contact ADD COLUMN tier TEXT NOT NULL DEFAULT '';
CREATE INDEX contact_tier ON contact (id, tier) WHERE tier <> '';
ALTER TABLE contact ADD COLUMN last_message TEXT NOT NULL DEFAULT '';
CREATE TABLE former_post (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, organisation TEXT NOT NULL, title TEXT NOT NULL,
    noticed TEXT NOT NULL, FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX former_post_contact_id ON former_post (contact_id);
CREATE INDEX former_post_noticed ON former_post (noticed);
CREATE TABLE photo (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, picture BLOB NOT NULL,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX photo_contact_id ON photo (contact_id);
CREATE TABLE table_layout (
    id INTEGER NOT NULL PRIMARY KEY, header TEXT NOT NULL, meaning TEXT NOT NULL
);
CREATE UNIQUE INDEX table_layout_header ON table_layout (header);
ALTER TABLE import_batch ADD COLUMN first_id INTEGER REFERENCES import_batch (id) ON DELETE RESTRICT;
ALTER TABLE import_batch ADD COLUMN undone TEXT;
CREATE TABLE import_image (
    id INTEGER NOT NULL PRIMARY KEY, batch_id INTEGER NOT NULL, part INTEGER NOT NULL, packed BLOB NOT NULL,
    FOREIGN KEY (batch_id) REFERENCES import_batch (id) ON DELETE RESTRICT
);
CREATE INDEX import_image_batch_id ON import_image (batch_id);
PRAGMA user_version = 3
"""


def up(migrator: Any, db: Any) -> None:
    """Add columns and tables; no row that is there is touched."""
    for statement in STATEMENTS.split(";\n"):
        db.execute_sql(statement)
