"""What giving and asking need: asks, introductions of two people to each other, what was put off or switched off, how
offers are limited and linked, and the list of employers as the user keeps it."""

from __future__ import annotations

from typing import Any

STATEMENTS = """
ALTER TABLE contact ADD COLUMN resting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE offer ADD COLUMN often TEXT NOT NULL DEFAULT '';
ALTER TABLE offer ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE offer ADD COLUMN contact_id INTEGER REFERENCES contact (id) ON DELETE RESTRICT;
CREATE INDEX offer_contact ON offer (contact_id) WHERE contact_id IS NOT NULL;
ALTER TABLE exchange ADD COLUMN minutes INTEGER;
CREATE TABLE ask (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, interview_id INTEGER, kind TEXT NOT NULL,
    text TEXT NOT NULL, state TEXT NOT NULL, day TEXT NOT NULL, answered TEXT, thanked TEXT, reported TEXT,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
    FOREIGN KEY (interview_id) REFERENCES interview (id) ON DELETE RESTRICT
);
CREATE INDEX ask_contact_id ON ask (contact_id);
CREATE INDEX ask_interview ON ask (interview_id) WHERE interview_id IS NOT NULL;
CREATE TABLE introduction (
    id INTEGER NOT NULL PRIMARY KEY, first_id INTEGER NOT NULL, second_id INTEGER NOT NULL, reason TEXT NOT NULL,
    first_blurb TEXT NOT NULL, second_blurb TEXT NOT NULL, override TEXT NOT NULL,
    FOREIGN KEY (first_id) REFERENCES contact (id) ON DELETE RESTRICT,
    FOREIGN KEY (second_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX introduction_first_id ON introduction (first_id);
CREATE INDEX introduction_second_id ON introduction (second_id);
CREATE TABLE introduction_event (
    id INTEGER NOT NULL PRIMARY KEY, introduction_id INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    FOREIGN KEY (introduction_id) REFERENCES introduction (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX introduction_event_introduction_id_kind ON introduction_event (introduction_id, kind);
CREATE TABLE snooze (
    id INTEGER NOT NULL PRIMARY KEY, subject TEXT NOT NULL, subject_id INTEGER NOT NULL, until TEXT NOT NULL
);
CREATE TABLE signal_choice (
    id INTEGER NOT NULL PRIMARY KEY, signal TEXT NOT NULL, contact_id INTEGER, until TEXT,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX signal_choice_contact ON signal_choice (contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE employer_kept (
    id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, advocate_id INTEGER, motivation INTEGER, posting TEXT NOT NULL,
    posting_link TEXT NOT NULL, note TEXT NOT NULL, archived INTEGER NOT NULL, sample INTEGER NOT NULL,
    FOREIGN KEY (advocate_id) REFERENCES contact (id) ON DELETE RESTRICT
);
INSERT INTO employer_kept (id, name, advocate_id, motivation, posting, posting_link, note, archived, sample)
    SELECT id, name, advocate_id, nullif(motivation, 0), coalesce(nullif(posting, 0), ''), '', note, 0, sample
    FROM employer;
DROP TABLE employer;
ALTER TABLE employer_kept RENAME TO employer;
CREATE INDEX employer_advocate ON employer (advocate_id) WHERE advocate_id IS NOT NULL;
UPDATE contact_standing SET next_check = '0001-01-01T00:00:00+00:00';
PRAGMA user_version = 5
"""


def up(migrator: Any, db: Any) -> None:
    """Add columns and tables. The openings of an employer, a number until now, become a text; a motivation of none is
    no number. All other rows stay as they are. What comes next follows from more than before: it is worked out anew."""
    for statement in STATEMENTS.split(";\n"):
        db.execute_sql(statement)
