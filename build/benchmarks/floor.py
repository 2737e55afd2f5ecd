"""What bare parts do: SQLCipher with the rows and indexes that any contact program needs, and nothing else.

The program is held against these figures, taken in the same run. Figures are medians; `medians` runs its callables in
turn, so that whatever else the machine does hits all alike.
"""

from __future__ import annotations

import gc
import itertools
import json
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import sqlcipher3
from rapidfuzz import fuzz

SCHEMA = """
CREATE TABLE contact (id INTEGER PRIMARY KEY, uid TEXT UNIQUE, name TEXT, sort TEXT, org TEXT, title TEXT, tags TEXT,
    note TEXT);
CREATE TABLE point (id INTEGER PRIMARY KEY, contact_id INTEGER, kind TEXT, value TEXT, norm TEXT);
CREATE TABLE match_key (key TEXT, contact_id INTEGER, PRIMARY KEY (key, contact_id)) WITHOUT ROWID;
CREATE TABLE likely (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TEMP TABLE arriving (key TEXT, contact_id INTEGER);
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


AT_ONCE = 2000
"""Cards that are held in memory together."""


def plain(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    return "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part)).casefold()


def keys_of(card: dict[str, list[str]]) -> set[str]:
    """What may lead to the same person: addresses, numbers, each name with the employer's first words."""
    keys = {"@" + email.lower() for email in card.get("EMAIL", [])}
    keys |= {"+" + digits(phone) for phone in card.get("TEL", [])}
    if "ORG" in card:
        employer = " ".join(plain(card["ORG"][0]).split(" ")[:2])
        family, given, *_ = [*plain(card["N"][0]).split(";"), ""]
        keys |= {f"{word} at {employer}" for word in (family, given) if word}
    return keys


def digits(phone: str) -> str:
    """The end of a telephone number."""
    return "".join(filter(str.isdigit, phone))[-9:]


def alike(one: tuple[str, set[str]], other: tuple[str, set[str]]) -> bool:
    """Whether two people who share a key may be one: by how near their names are."""
    likeness = fuzz.token_sort_ratio(one[0], other[0])
    shared = one[1] & other[1]
    return likeness >= (55 if any(key[0] in "@+" for key in shared) else 85)


def load(db: sqlcipher3.Connection, text: str) -> int:
    """Read, match, write and index everything in one transaction: candidates by their keys, then by their names; the
    likely pairs are written down. The number of these."""
    gc.disable()
    db.execute("BEGIN IMMEDIATE")
    everybody: dict[int, tuple[str, set[str]]] = {}
    numbered = enumerate(cards(text), 1)
    likely = 0
    while part := list(itertools.islice(numbered, AT_ONCE)):
        db.executemany("INSERT INTO contact VALUES (?,?,?,?,?,?,?,?)", [contact(number, card) for number, card in part])
        points = [point for number, card in part for point in points_of(number, card)]
        db.executemany("INSERT INTO point (contact_id, kind, value, norm) VALUES (?,?,?,?)", points)
        for number, card in part:
            everybody[number] = (plain(card["FN"][0]), keys_of(card))
        keys = sorted((key, number) for number, _ in part for key in everybody[number][1])
        db.executemany("INSERT INTO match_key VALUES (?,?)", keys)
        likely += pair(db, keys, everybody)
    db.execute(
        "INSERT INTO words (rowid, name, org, title, tags, note) SELECT id, name, org, title, tags, note FROM contact"
    )
    db.execute("COMMIT")
    gc.enable()
    return likely


def contact(number: int, card: dict[str, list[str]]) -> tuple[object, ...]:
    """The row of a card."""
    family, given, *_ = [*card["N"][0].split(";"), ""]
    more = [card.get(name, [""])[0] for name in ("ORG", "TITLE", "CATEGORIES", "NOTE")]
    return (number, card["UID"][0], card["FN"][0], f"{family} {given}".casefold(), *more)


def points_of(number: int, card: dict[str, list[str]]) -> Iterator[tuple[int, str, str, str]]:
    """The rows of a card's addresses and numbers."""
    for email in card.get("EMAIL", []):
        yield number, "email", email, email.lower()
    for phone in card.get("TEL", []):
        yield number, "tel", phone, digits(phone)


def pair(db: sqlcipher3.Connection, keys: Iterable[tuple[str, int]], everybody: dict[int, tuple[str, set[str]]]) -> int:
    """Write down who of those arriving may be somebody that is there."""
    db.execute("DELETE FROM arriving")
    db.executemany("INSERT INTO arriving VALUES (?,?)", keys)
    candidates = db.execute(
        "SELECT DISTINCT k.contact_id, a.contact_id FROM arriving a CROSS JOIN match_key k USING (key) "
        "WHERE k.contact_id < a.contact_id"
    ).fetchall()
    found = [(one, other) for one, other in candidates if alike(everybody[one], everybody[other])]
    db.executemany("INSERT INTO likely VALUES (?,?)", found)
    return len(found)


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
