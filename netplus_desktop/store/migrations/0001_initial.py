"""The first vault: people, conversations, things heard, offers, the exchange, and the search index.

The tables are written out, frozen: the models of `schema.py` move on, this script does not.
"""

from __future__ import annotations

from typing import Any

TABLES = """
CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, sort_key BLOB NOT NULL, given TEXT NOT NULL,
    middle TEXT NOT NULL, family TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
    nickname TEXT NOT NULL, organisation TEXT NOT NULL, department TEXT NOT NULL, title TEXT NOT NULL,
    birthday TEXT NOT NULL, met TEXT NOT NULL, introduced_by TEXT NOT NULL, introducer_id INTEGER,
    note TEXT NOT NULL, uid TEXT NOT NULL, extra TEXT NOT NULL, keys TEXT NOT NULL,
    sample INTEGER NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
    FOREIGN KEY (introducer_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX contact_sort_key_id ON contact (sort_key, id);
CREATE INDEX contact_introducer ON contact (introducer_id) WHERE introducer_id IS NOT NULL;
CREATE INDEX contact_sample ON contact (sample) WHERE sample;
CREATE TABLE contact_point (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
    label TEXT NOT NULL, FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX contact_point_contact_id ON contact_point (contact_id);
CREATE TABLE contact_tag (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, tag TEXT NOT NULL,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX contact_tag_contact_id ON contact_tag (contact_id);
CREATE INDEX contact_tag_tag_contact_id ON contact_tag (tag, contact_id);
CREATE TABLE interview (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, purpose TEXT NOT NULL,
    outcome TEXT NOT NULL, starts TEXT, zone TEXT NOT NULL, minutes INTEGER NOT NULL, medium TEXT NOT NULL,
    place TEXT NOT NULL, fallback TEXT NOT NULL, overview TEXT NOT NULL, facts TEXT NOT NULL,
    ask TEXT NOT NULL, ends TEXT, notes TEXT NOT NULL, letter_subject TEXT, letter_body TEXT,
    letter_sent TEXT, created TEXT NOT NULL,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX interview_contact_id ON interview (contact_id);
CREATE INDEX interview_ends ON interview (ends) WHERE ends IS NOT NULL;
CREATE TABLE interview_event (
    id INTEGER NOT NULL PRIMARY KEY, interview_id INTEGER NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
    FOREIGN KEY (interview_id) REFERENCES interview (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX interview_event_interview_id_kind ON interview_event (interview_id, kind);
CREATE TABLE interview_question (
    id INTEGER NOT NULL PRIMARY KEY, interview_id INTEGER NOT NULL, position INTEGER NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, asked INTEGER NOT NULL, answer TEXT NOT NULL,
    FOREIGN KEY (interview_id) REFERENCES interview (id) ON DELETE RESTRICT
);
CREATE INDEX interview_question_interview_id ON interview_question (interview_id);
CREATE TABLE own_question (
    id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL, kind TEXT NOT NULL
);
CREATE TABLE heard (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, interview_id INTEGER, kind TEXT NOT NULL,
    text TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL, due TEXT, mine INTEGER NOT NULL,
    action TEXT NOT NULL, referred_id INTEGER, line INTEGER,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
    FOREIGN KEY (interview_id) REFERENCES interview (id) ON DELETE RESTRICT,
    FOREIGN KEY (referred_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX heard_contact_id ON heard (contact_id);
CREATE INDEX heard_interview_id ON heard (interview_id);
CREATE INDEX heard_referred ON heard (referred_id) WHERE referred_id IS NOT NULL;
CREATE TABLE offer (
    id INTEGER NOT NULL PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, minutes INTEGER NOT NULL,
    tags TEXT NOT NULL, limits TEXT NOT NULL, proof TEXT NOT NULL, archived INTEGER NOT NULL, used TEXT,
    sample INTEGER NOT NULL
);
CREATE TABLE exchange (
    id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER NOT NULL, direction TEXT NOT NULL, text TEXT NOT NULL,
    day TEXT NOT NULL, state TEXT NOT NULL, interview_id INTEGER, offer_id INTEGER, need_id INTEGER,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
    FOREIGN KEY (interview_id) REFERENCES interview (id) ON DELETE RESTRICT,
    FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE RESTRICT,
    FOREIGN KEY (need_id) REFERENCES heard (id) ON DELETE RESTRICT
);
CREATE INDEX exchange_contact_id ON exchange (contact_id);
CREATE INDEX exchange_interview ON exchange (interview_id) WHERE interview_id IS NOT NULL;
CREATE INDEX exchange_offer ON exchange (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX exchange_need ON exchange (need_id) WHERE need_id IS NOT NULL;
CREATE TABLE import_batch (
    id INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, file TEXT NOT NULL, format TEXT NOT NULL,
    read INTEGER NOT NULL, added INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL,
    skipped INTEGER NOT NULL
);
CREATE TABLE contact_key (
    key TEXT NOT NULL, contact_id INTEGER NOT NULL, PRIMARY KEY (key, contact_id)
) WITHOUT ROWID;
CREATE TABLE contact_standing (
    contact_id INTEGER NOT NULL PRIMARY KEY, next_kind TEXT, next_due TEXT, next_interview INTEGER,
    next_check TEXT, last_contact TEXT, to_thank INTEGER NOT NULL, they_shared INTEGER NOT NULL,
    i_gave INTEGER NOT NULL, FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
CREATE INDEX contact_standing_next_due ON contact_standing (next_due) WHERE next_due IS NOT NULL;
CREATE INDEX contact_standing_next_check ON contact_standing (next_check) WHERE next_check IS NOT NULL;
CREATE INDEX contact_standing_last_contact ON contact_standing (last_contact) WHERE last_contact IS NOT NULL;
CREATE INDEX contact_standing_to_thank ON contact_standing (to_thank) WHERE to_thank;
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5(
    name, work, mail, tags, note, talk,
    content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3', detail='column'
);
INSERT INTO counter (name, value) VALUES ('contact', 0), ('interview', 0), ('offer', 0);
INSERT INTO meta (name, value) VALUES ('sort_language', 'en/1');
"""


def up(migrator: Any, db: Any) -> None:
    """Build everything. The text in `search` is folded before it comes here: ASCII words and whole other letters.
    Which column a word stands in is kept, its place in there is not: that halves the index."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
