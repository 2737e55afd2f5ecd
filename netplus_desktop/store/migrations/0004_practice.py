"""What conversations need before and after they are held: letters of every kind, what came of referrals, favourite
questions, snippets, landings, employers, fits that were chosen, and the user's own times."""

from __future__ import annotations

from typing import Any

STATEMENTS = """
ALTER TABLE contact ADD COLUMN said TEXT NOT NULL DEFAULT '';
ALTER TABLE interview ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE interview ADD COLUMN letter_tone TEXT NOT NULL DEFAULT '';
ALTER TABLE own_question ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE heard ADD COLUMN introduced TEXT;
ALTER TABLE heard ADD COLUMN contacted TEXT;
ALTER TABLE heard ADD COLUMN reported TEXT;
CREATE TABLE draft (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, interview_id INTEGER, kind TEXT NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, sent TEXT,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
    FOREIGN KEY (interview_id) REFERENCES interview (id) ON DELETE RESTRICT
);
CREATE INDEX draft_contact_id ON draft (contact_id);
CREATE INDEX draft_interview ON draft (interview_id) WHERE interview_id IS NOT NULL;
CREATE TABLE favourite_question (
    id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL
);
CREATE UNIQUE INDEX favourite_question_text ON favourite_question (text);
CREATE TABLE snippet (
    id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE landing (
    id INTEGER NOT NULL PRIMARY KEY, day TEXT NOT NULL, organisation TEXT NOT NULL, role TEXT NOT NULL
);
CREATE TABLE employer (
    id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, advocate_id INTEGER, motivation INTEGER NOT NULL,
    posting INTEGER NOT NULL, note TEXT NOT NULL, sample INTEGER NOT NULL,
    FOREIGN KEY (advocate_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX employer_advocate ON employer (advocate_id) WHERE advocate_id IS NOT NULL;
CREATE TABLE fit_choice (
    id INTEGER NOT NULL PRIMARY KEY, need_id INTEGER NOT NULL, offer_id INTEGER NOT NULL, choice TEXT NOT NULL,
    FOREIGN KEY (need_id) REFERENCES heard (id) ON DELETE RESTRICT,
    FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX fit_choice_need_id_offer_id ON fit_choice (need_id, offer_id);
CREATE INDEX fit_choice_offer_id ON fit_choice (offer_id);
CREATE TABLE preference (
    id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, content TEXT NOT NULL
);
CREATE UNIQUE INDEX preference_name ON preference (name);
UPDATE contact_standing SET next_check = '0001-01-01T00:00:00+00:00';
PRAGMA user_version = 4
"""


def up(migrator: Any, db: Any) -> None:
    """Add columns and tables. What comes next follows from more than before: it waits to be worked out anew."""
    for statement in STATEMENTS.split(";\n"):
        db.execute_sql(statement)
