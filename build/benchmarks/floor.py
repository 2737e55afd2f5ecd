"""What bare parts do: SQLCipher with the rows and indexes that any contact program needs, and nothing else.

The program is held against these figures, taken in the same run. Figures are medians; `medians` runs its callables in
turn, so that whatever else the machine does hits all alike.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlcipher3

SCHEMA = """
CREATE TABLE contact (id INTEGER PRIMARY KEY, uid TEXT UNIQUE, name TEXT, sort TEXT, org TEXT, title TEXT, tags TEXT,
    note TEXT);
CREATE TABLE point (id INTEGER PRIMARY KEY, contact_id INTEGER, kind TEXT, value TEXT, norm TEXT);
CREATE TABLE match_key (key TEXT, contact_id INTEGER, PRIMARY KEY (key, contact_id)) WITHOUT ROWID;
CREATE INDEX contact_sort ON contact (sort, id);
CREATE INDEX point_contact ON point (contact_id);
CREATE INDEX point_norm ON point (norm);
CREATE VIRTUAL TABLE words USING fts5 (name, org, title, tags, note, content='contact', content_rowid='id',
    prefix='1 2 3');
"""


def connect(path: Path) -> sqlcipher3.Connection:
    """A new encrypted file with the schema, as safe as the program's own."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    db = sqlcipher3.connect(str(path), isolation_level=None)
    db.execute("PRAGMA key = \"x'" + "5a" * 32 + "'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536"):
        db.execute(f"PRAGMA {pragma}")
    db.executescript(SCHEMA)
    return db


def cards(text: str) -> Iterator[dict[str, list[str]]]:
    """Clean cards taken apart with no care for odd ones."""
    for block in text.replace("\r\n", "\n").replace("\n ", "").split("BEGIN:VCARD\n")[1:]:
        card: dict[str, list[str]] = {}
        for line in block.split("\n"):
            head, _, value = line.partition(":")
            if head == "END":
                break
            card.setdefault(head.partition(";")[0], []).append(value)
        yield card


def load(db: sqlcipher3.Connection, text: str) -> int:
    """Read, match by exact keys, write and index everything in one transaction; the number of likely duplicates."""
    db.execute("BEGIN IMMEDIATE")
    contacts, points, keys = [], [], []
    for number, card in enumerate(cards(text), 1):
        family, given, *_ = [*card["N"][0].split(";"), ""]
        org = card.get("ORG", [""])[0]
        contacts.append(
            (number, card["UID"][0], card["FN"][0], f"{family} {given}".casefold(), org, card.get("TITLE", [""])[0],
             card.get("CATEGORIES", [""])[0], card.get("NOTE", [""])[0])
        )  # fmt: skip
        for email in card.get("EMAIL", []):
            points.append((number, "email", email, email.lower()))
            keys.append((email.lower(), number))
        for phone in card.get("TEL", []):
            digits = "".join(filter(str.isdigit, phone))[-9:]
            points.append((number, "tel", phone, digits))
            keys.append((digits, number))
        keys.append((f"{card['FN'][0].casefold()} {org.casefold()}", number))
    db.executemany("INSERT INTO contact VALUES (?,?,?,?,?,?,?,?)", contacts)
    db.executemany("INSERT INTO point (contact_id, kind, value, norm) VALUES (?,?,?,?)", points)
    db.executemany("INSERT OR IGNORE INTO match_key VALUES (?,?)", sorted(keys))
    (likely,) = db.execute(
        "SELECT count(*) FROM match_key a JOIN match_key b USING (key) WHERE a.contact_id < b.contact_id"
    ).fetchone()
    db.execute(
        "INSERT INTO words (rowid, name, org, title, tags, note) SELECT id, name, org, title, tags, note FROM contact"
    )
    db.execute("COMMIT")
    return int(likely)


def medians(runs: int, **things: Callable[[], object]) -> dict[str, float]:
    """Seconds of each thing, the median over `runs` rounds."""
    taken: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(runs):
        for name, thing in things.items():
            begun = time.perf_counter()
            thing()
            taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


def percentiles(seconds: list[float]) -> dict[str, float]:
    """p50, p95 and the worst, in milliseconds."""
    ordered = sorted(seconds)
    at = {"p50": len(ordered) // 2, "p95": int(len(ordered) * 0.95), "max": len(ordered) - 1}
    return {name: round(ordered[index] * 1e3, 2) for name, index in at.items()}


def show(benchmark: str, **figures: object) -> None:
    """One JSON line."""
    print(json.dumps({"benchmark": benchmark, **figures}))
