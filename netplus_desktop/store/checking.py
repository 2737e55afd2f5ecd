"""Find whatever is wrong with a vault: pages, structure, links, values, what is kept beside the records.

A `Finding` is what a user is told of; a `Fault` is one row or value of it, for `repairing`, which mends them.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from netplus_desktop.core import practice
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import Cancelled, VaultError
from netplus_desktop.core.questions import Stage
from netplus_desktop.core.signals import SignalKind
from netplus_desktop.store import derived, reading, schema
from netplus_desktop.store.copies import SNOOZED
from netplus_desktop.store.failures import CORRUPT, NOT_A_DATABASE, primary_code

if TYPE_CHECKING:
    from netplus_desktop.store.vault import Vault

PAGE_DAMAGED, HEADER_DAMAGED, STRUCTURE_DAMAGED = "page-damaged", "header-damaged", "structure-damaged"
UNMENDED = frozenset({PAGE_DAMAGED, STRUCTURE_DAMAGED})
"""Codes of what no repair can mend: a backup or a rescue is the way on."""

_PAGES_NAMED = 8
_TICK_EVERY = 20_000
"""Steps of the engine between two looks at whether to stop: some milliseconds."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check found: a code of `sentences.FINDINGS`, where (a table, pages, a figure), and how many times."""

    code: str
    where: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """One faulty row: its table and id, and the column where one value is at fault."""

    code: str
    table: str
    id: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the search for faults needs beside the connection."""

    connection: Any
    sort_key: Callable[[str], bytes]
    now: datetime


# --- the whole check --------------------------------------------------------------------------------------


def check(vault: Vault, sort_key: Callable[[str], bytes], now: datetime, tick: r.Tick) -> list[Finding]:
    """Everything that is wrong. Raises `Cancelled`, and `VaultError('vault-busy')` where a writer does not let go."""
    connection = vault.connection()
    steps = len(FINDERS) + 2
    findings: list[Finding] = []
    try:
        tick(0, steps)
        with stoppable(connection, lambda: tick(0, steps)):
            findings += _pages(vault)
        connection.execute("BEGIN")  # the rest looks at one state, whoever writes meanwhile
        with stoppable(connection, lambda: tick(1, steps)):
            faults, told = _structure(connection)
        findings += told
        for number, (name, find) in enumerate(FINDERS.items(), 2):
            tick(number, steps)
            with stoppable(connection, lambda done=number: tick(done, steps)):  # type: ignore[misc]
                try:
                    faults += find(Look(connection, sort_key, now))
                except (dbapi2.DatabaseError, ValueError, KeyError, TypeError) as error:
                    # Damaged pages end a search; so do values that are themselves at fault and told as such.
                    if isinstance(error, dbapi2.DatabaseError) and primary_code(error) not in (CORRUPT, NOT_A_DATABASE):
                        raise
                    if isinstance(error, dbapi2.DatabaseError) and not findings:
                        findings.append(Finding(STRUCTURE_DAMAGED, name))
        tick(steps, steps)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    counted = Counter((fault.code, fault.table) for fault in faults)
    return findings + [Finding(code, table, count) for (code, table), count in counted.items()]


@contextmanager
def stoppable(connection: Any, tick: Callable[[], None]) -> Iterator[None]:
    """Let `tick` stop what the engine does within, at any moment. Raises `Cancelled`."""
    stopped = False

    def look() -> int:
        nonlocal stopped
        try:
            tick()
        except Cancelled:
            stopped = True
        return int(stopped)

    connection.set_progress_handler(look, _TICK_EVERY)
    try:
        yield
    except dbapi2.Error as error:
        if stopped:
            raise Cancelled from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if stopped:
        raise Cancelled


def _pages(vault: Vault) -> Iterator[Finding]:
    """Every page's signature. Pages that are still in the log would raise false alarms: they are folded in first,
    and no writer may add to them meanwhile."""
    connection = vault.connection()
    with vault.path.open("rb") as file:
        if file.read(16) != vault.key.salt:
            yield Finding(HEADER_DAMAGED)
    log = vault.path.with_name(vault.path.name + "-wal")
    if vault.read_only:
        if log.exists() and log.stat().st_size:
            return  # the structure's check reads every page in use through the log
        found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    else:
        if vault.watch.changed:
            raise VaultError("vault-changed-underneath", name=vault.path.name)
        with vault.watch.ending():
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise VaultError("vault-busy")
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        finally:
            connection.execute("ROLLBACK")
    if found:
        pages = [number for (text,) in found for number in re.findall(r"\d+", str(text))[-1:]]
        named = ", ".join(pages[:_PAGES_NAMED]) + (", …" if len(pages) > _PAGES_NAMED else "")
        yield Finding(PAGE_DAMAGED, named, len(found))


_INDEX = re.compile(r"(?:missing from|wrong # of entries in|non-unique entry in) index (\w+)")


def _structure(connection: Any) -> tuple[list[Fault], list[Finding]]:
    """The engine's own check. What an index alone gets wrong can be worked out anew."""
    faults, findings = [], []
    try:
        for (text,) in connection.execute("PRAGMA integrity_check").fetchall():
            index = _INDEX.search(str(text))
            if index is not None:
                faults.append(Fault("index-wrong", index[1]))
            elif "fts5" in str(text).lower():
                faults.append(Fault("search-index-wrong", "search"))
            elif text != "ok":
                findings.append(Finding(STRUCTURE_DAMAGED, str(text).splitlines()[-1]))
    except dbapi2.DatabaseError as error:
        if primary_code(error) not in (CORRUPT, NOT_A_DATABASE):
            raise
        findings.append(Finding(STRUCTURE_DAMAGED))
    return faults, findings[:_PAGES_NAMED]


# --- values -----------------------------------------------------------------------------------------------


def _instant(text: str) -> None:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError


def _wall_time(text: str) -> None:
    if datetime.fromisoformat(text).tzinfo is not None:
        raise ValueError


def _day(text: str) -> None:
    date.fromisoformat(text)


def _day_or_none(text: str) -> None:
    if text:
        _day(text)


def _zone(name: str) -> None:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:
        raise ValueError from error


def _minutes(value: int) -> None:
    timedelta(minutes=value)


def _lines(text: str) -> None:
    if text and not all(isinstance(line, str) for line in json.loads(text)):
        raise ValueError


def _json(text: str) -> None:
    json.loads(text)


def _jpeg(data: bytes) -> None:
    if not data.startswith(b"\xff\xd8"):
        raise ValueError


def _packed(data: bytes) -> None:
    if not data.startswith(b"x"):  # how compressed data begins
        raise ValueError


def _name(text: str) -> None:
    if not text.strip():
        raise ValueError


def _one_of(kind: type[StrEnum]) -> Callable[[str], None]:
    return _among(map(str, kind))


def _among(words: Iterable[str]) -> Callable[[str], None]:
    known = frozenset(words)

    def look(text: str) -> None:
        if text not in known:
            raise ValueError

    return look


def _word_or_none(kind: type[StrEnum]) -> Callable[[str], None]:
    known = _one_of(kind)

    def look(text: str) -> None:
        if text != "":
            known(text)

    return look


VALUES: Mapping[str, Mapping[str, Callable[[Any], None]]] = {
    "contact": {
        "name": _name,
        "extra": _lines,
        "created": _instant,
        "changed": _instant,
        "tier": _one_of(r.Tier),
        "last_message": _day_or_none,
    },
    "contact_point": {"kind": _one_of(r.PointKind)},
    "former_post": {"noticed": _day},
    "photo": {"picture": _jpeg},
    "interview": {
        "starts": _wall_time,
        "zone": _zone,
        "minutes": _minutes,
        "medium": _one_of(r.Medium),
        "letter_sent": _instant,
        "created": _instant,
        "state": _word_or_none(r.InterviewState),
    },
    "interview_event": {"kind": _one_of(r.EventKind), "at": _instant},
    "interview_question": {"kind": _one_of(r.Tiara)},
    "own_question": {"kind": _one_of(r.Tiara), "stage": _word_or_none(Stage)},
    "heard": {
        "kind": _one_of(r.HeardKind),
        "state": _one_of(r.HeardState),
        "day": _day,
        "due": _day,
        "introduced": _day,
        "contacted": _day,
        "reported": _day,
    },
    "offer": {"kind": _one_of(r.OfferKind), "used": _day},
    "exchange": {"direction": _one_of(r.Direction), "state": _one_of(r.ExchangeState), "day": _day},
    "import_batch": {"at": _instant, "undone": _instant},
    "import_image": {"packed": _packed},
    "table_layout": {"meaning": _json},
    "draft": {"kind": _one_of(r.DraftKind), "sent": _instant},
    "landing": {"day": _day},
    "fit_choice": {"choice": _one_of(r.FitChoice)},
    "person_choice": {"choice": _one_of(r.FitChoice)},
    "preference": {"name": _one_of(r.PreferenceName), "content": _json},
    "ask": {
        "kind": _one_of(r.AskKind),
        "state": _one_of(r.AskState),
        "day": _day,
        "answered": _day,
        "thanked": _day,
        "reported": _day,
    },
    "introduction_event": {"kind": _one_of(r.IntroductionKind), "at": _instant},
    "snooze": {"subject": _among(SNOOZED), "until": _day},
    "signal_choice": {"signal": _one_of(SignalKind), "until": _day},
}
"""What is asked of each column that holds more than free text; it raises where a value is at fault."""

WORDS = frozenset({"kind", "medium", "state", "direction", "tier", "choice", "stage", "subject", "signal"})
"""The columns that hold a word of a list."""


def values(look: Look) -> Iterator[Fault]:
    """Dates, instants, zones and words that cannot be read."""
    for table, columns in VALUES.items():
        names = tuple(columns)
        for one, *row in look.connection.execute(f"SELECT id, {', '.join(names)} FROM {table}"):
            for name, value in zip(names, row, strict=True):
                if value is not None:
                    try:
                        columns[name](value)
                    except (ValueError, TypeError, OverflowError, KeyError):
                        code = "word-unknown" if name in WORDS else "value-invalid"
                        yield Fault(code, table, one, name)


def ends(look: Look) -> Iterator[Fault]:
    """Interviews whose kept end is not their start with their length."""
    for one, starts, zone, minutes, end in look.connection.execute(
        "SELECT id, starts, zone, minutes, ends FROM interview WHERE starts IS NOT NULL OR ends IS NOT NULL"
    ):
        if end != end_of(starts, zone, minutes):
            yield Fault("end-wrong", "interview", one)


def end_of(starts: str | None, zone: str, minutes: int) -> str | None:
    """The instant at which a meeting ends, as the vault keeps it; None while no start can be read."""
    try:
        plan = r.InterviewPlan(starts=datetime.fromisoformat(starts) if starts else None, zone=zone, minutes=minutes)
        end = practice.ends_at(plan)
    except (ValueError, TypeError, OverflowError):
        return None
    return reading.written(end) if end else None


# --- links ------------------------------------------------------------------------------------------------


def links(look: Look) -> Iterator[Fault]:
    """References to records that are gone: of rows that belong to them, and of rows that only name them."""
    columns: dict[str, dict[int, tuple[str, bool]]] = {}
    for table, row, _parent, link in look.connection.execute("PRAGMA foreign_key_check").fetchall():
        if table not in columns:
            needed = {name: bool(notnull) for _, name, _, notnull, *_ in look.connection.execute(_INFO.format(table))}
            keys = look.connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            columns[table] = {key[0]: (key[3], needed[key[3]]) for key in keys}
        column, owner = columns[table][link]
        if table != "contact_standing":
            yield Fault("owner-missing" if owner else "link-broken", table, row, column)


_INFO = "PRAGMA table_info({})"

_ELSEWHERE = (
    ("heard", "interview_id", "interview"),
    ("exchange", "interview_id", "interview"),
    ("exchange", "need_id", "heard"),
    ("draft", "interview_id", "interview"),
    ("ask", "interview_id", "interview"),
)


def elsewhere(look: Look) -> Iterator[Fault]:
    """Rows of one person that name a conversation or a need of another."""
    for table, column, named in _ELSEWHERE:
        sql = f"SELECT t.id FROM {table} t JOIN {named} n ON n.id = t.{column} WHERE n.contact_id <> t.contact_id"
        for (one,) in look.connection.execute(sql):
            yield Fault("link-elsewhere", table, one, column)


def note_lines(look: Look) -> Iterator[Fault]:
    """Things heard whose line of the notes is not there, or is another's."""
    sql = (
        "SELECT h.id FROM heard h LEFT JOIN interview i ON i.id = h.interview_id WHERE h.line IS NOT NULL AND ("
        "i.id IS NULL OR h.line < 0 OR h.line > length(i.notes) - length(replace(i.notes, char(10), '')) OR EXISTS "
        "(SELECT 1 FROM heard e WHERE e.interview_id = h.interview_id AND e.line = h.line AND e.id < h.id))"
    )
    for (one,) in look.connection.execute(sql):
        yield Fault("line-adrift", "heard", one)


def introducers(look: Look) -> Iterator[Fault]:
    """One person of each ring of people who are said to have introduced one another."""
    led = dict(
        look.connection.execute("SELECT id, introducer_id FROM contact WHERE introducer_id IS NOT NULL").fetchall()
    )
    seen: set[int] = set()
    for start in led:
        path: list[int] = []
        one = start
        while one in led and one not in seen:
            seen.add(one)
            path.append(one)
            one = led[one]
        if one in path:
            yield Fault("introducer-ring", "contact", max(path[path.index(one) :]))


# --- twice ------------------------------------------------------------------------------------------------


def twins(look: Look) -> Iterator[Fault]:
    """Marks that two people carry; tags and addresses that one person has twice. The first keeps it."""
    held: set[Any] = set()
    for one, uid in look.connection.execute("SELECT id, uid FROM contact WHERE uid <> '' ORDER BY id"):
        if uid in held:
            yield Fault("mark-twice", "contact", one)
        held.add(uid)
    held.clear()
    for one, owner, tag in look.connection.execute("SELECT id, contact_id, tag FROM contact_tag ORDER BY id"):
        if (owner, tag.casefold()) in held:
            yield Fault("row-twice", "contact_tag", one)
        held.add((owner, tag.casefold()))
    held.clear()
    sql = "SELECT id, contact_id, kind, value, label FROM contact_point ORDER BY id"
    for one, *point in look.connection.execute(sql):
        if (same := tuple(point)) in held:
            yield Fault("row-twice", "contact_point", one)
        held.add(same)


# --- what follows from the records ------------------------------------------------------------------------


def figures(look: Look) -> Iterator[Fault]:
    """Kept figures, and rows that every vault has."""
    kept = dict(look.connection.execute("SELECT name, value FROM counter").fetchall())
    for name, table in schema.COUNTED.items():
        (there,) = look.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if kept.get(name) != there:
            yield Fault("figure-wrong", table)
    if not look.connection.execute("SELECT 1 FROM meta WHERE name = 'sort_language'").fetchone():
        yield Fault("meta-missing", "meta")


def keys(look: Look) -> Iterator[Fault]:
    """People who do not hold the keys they are known by, and keys that nobody holds."""
    held: defaultdict[int, int] = defaultdict(int)
    # A sum of hashes for each person: four hundred thousand keys themselves would take too much room.
    for key, holder in look.connection.execute("SELECT key, contact_id FROM contact_key"):
        held[holder] += hash(key)
    for one, column in look.connection.execute("SELECT id, keys FROM contact"):
        if held.pop(one, 0) != sum(map(hash, set(reading.lines(column)))):
            yield Fault("keys-wrong", "contact", one)
    for one in held:
        yield Fault("keys-wrong", "contact_key", one)


def order(look: Look) -> Iterator[Fault]:
    """People whose place in the list is not that of their name."""
    for one, name, key in look.connection.execute("SELECT id, name, sort_key FROM contact"):
        if look.sort_key(name) != key:
            yield Fault("order-wrong", "contact", one)


_STANDING = (
    "SELECT contact_id, next_kind, next_due, next_interview, next_check, last_contact, to_thank, they_shared, i_gave "
    "FROM contact_standing"
)


def standings(look: Look) -> Iterator[Fault]:
    """People whose kept next step, last contact or dots do not follow from their conversations."""
    late = reading.written(look.now)
    kept = {row[0]: tuple(row) for row in look.connection.execute(_STANDING)}
    talking = (
        "SELECT contact_id FROM interview UNION SELECT contact_id FROM heard UNION SELECT contact_id FROM exchange "
        "UNION SELECT id FROM contact WHERE last_message <> '' "
        "UNION SELECT contact_id FROM draft WHERE sent IS NOT NULL UNION SELECT contact_id FROM ask "
        "UNION SELECT first_id FROM introduction UNION SELECT second_id FROM introduction"
    )
    wanted = [row[0] for row in look.connection.execute(talking)]
    for row in derived.standings(look.connection, wanted, look.now):
        found = kept.pop(row[0], None)
        if found is not None and found[4] is not None and found[4] <= late:
            continue  # time alone has changed it; the clocks will be looked at
        if found != row:
            yield Fault("standing-wrong", "contact", row[0])
    for one in kept:
        yield Fault("standing-wrong", "contact_standing", one)


_TOKEN = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")
"""What the index's tokenizer, FTS5's "ascii", takes for a word."""

_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_LOWER)  # as the tokenizer does: ASCII alone


_INDEXED = (
    f"SELECT substr(term, 1, 8191), json_group_array(doc * 32 + instr('{' '.join(schema.SEARCH_COLUMNS)}', col)) "
    "FROM temp.search_words WHERE doc BETWEEN 1 AND ? GROUP BY term"
)
"""Every word with the people and columns it stands in. As one JSON text a word: a row each takes four times as long."""

_PLACES = [" ".join(schema.SEARCH_COLUMNS).index(name) + 1 for name in schema.SEARCH_COLUMNS]

_LONGEST = 8191
"""Letters of a word that are compared: FTS5 cuts words at 32,768 bytes, perhaps within a letter."""

_MARK = (1 << 40) - 1
"""So much of a word's hash is added up: a million words of one person stay below 2 ** 63."""


def search(look: Look) -> Iterator[Fault]:
    """People who are not in the search index, rows of nobody, and people who are found by other words than theirs."""
    connection = look.connection
    rows = {row[0] for row in connection.execute("SELECT id FROM search_docsize")}
    people = [row[0] for row in connection.execute("SELECT id FROM contact")]
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab('main', 'search', 'instance')"
    )
    highest = max(people, default=0)
    words = array("q", bytes(8 * 32 * (highest + 1)))  # a sum for each person and column; a dict takes thrice as long
    for term, places in connection.execute(_INDEXED, (highest,)):
        mark = hash(term) & _MARK
        for place in json.loads(places):
            words[place] += mark
    for one, *texts in derived.index_rows(connection, people):
        there = one in rows
        rows.discard(one)
        for place, text in zip(_PLACES, texts, strict=True):
            expected = sum(hash(word[:_LONGEST]) & _MARK for word in set(_TOKEN.findall(_lower(text))))
            there = there and words[one * 32 + place] == expected
        if not there:
            yield Fault("search-index-wrong", "contact", one)
    for one in rows:
        yield Fault("search-index-wrong", "search", one)


RECORDS: Mapping[str, Callable[[Look], Iterable[Fault]]] = {
    "links": links,
    "values": values,
    "ends": ends,
    "elsewhere": elsewhere,
    "note lines": note_lines,
    "introducers": introducers,
    "twins": twins,
}
"""The searches for faults in what the user wrote."""

FINDERS: Mapping[str, Callable[[Look], Iterable[Fault]]] = {
    **RECORDS,
    "figures": figures,
    "keys": keys,
    "order": order,
    "standings": standings,
    "search": search,
}
"""All searches, in their order; the later ones are for what follows from the records."""
