"""Rescue what can be read of a damaged vault into a new one, page by page.

Every page of a vault is encrypted and signed by itself, so a damaged one takes no other with it but where it is the
way to others: the header, the schema, the root of a table. Therefore no way is followed here. On a copy of the file,
whose first page is put aside, each page in turn is declared to be a table of its own; those that hold rows then tell
them, and by the shape of a row it is known which table it belongs to. The damaged file itself is not written to.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.folding import sort_key
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Tick, no_tick
from netplus_desktop.store import checking, keychain, schema, vault
from netplus_desktop.store.backups import look_into, of_closed
from netplus_desktop.store.base import Clock, default_clock
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.replacing import ready_beside, settle
from netplus_desktop.store.restoring import replace_and_set_aside
from netplus_desktop.store.store import Store
from netplus_desktop.store.vault import PAGE, Vault, VaultLock

_BATCH = 500
"""So many pages are declared as tables at a time: the engine reads their declarations anew each time."""

_MOST_ROWS = 600
"""More rows than a page can hold: then it was a page that only leads to others, which tell their rows themselves."""

_ABSENT = b"\x00absent\x00"
"""What stands for a column that a row does not have."""

_LINEAGE = ("branch", "origin", "edit", "fate")

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rescue:
    """What came back into a new vault, and what did not.

    `rows` counts what came back, by table. `filled` names people whose own row was lost and is as in the backup.
    `missing` names, by table, whose rows the backup holds that did not come back (they may have been deleted since).
    `in_part` names people of whom some text could not be read.
    """

    path: Path
    rows: Mapping[str, int]
    filled: Sequence[str] = ()
    missing: Mapping[str, Sequence[str]] = field(default_factory=dict)
    in_part: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a row of a table looks."""

    table: str
    columns: tuple[tuple[str, type, bool, bool], ...]
    """(name, type, whether it may be NULL, whether a row may lack it)"""


# --- the key ----------------------------------------------------------------------------------------------


def key_at_hand(path: Path) -> VaultKey | None:
    """The key that the keyring has for a damaged vault; None where it has none, or the first bytes, which tell whose
    it is, are lost."""
    try:
        with path.open("rb") as file:
            keys = keychain.recall(file.read(16))
    except (OSError, VaultError, keychain.NotKept):
        return None
    return next((key for key in keys if vault.holds_pages_of(path, key)), None)


def key_from(path: Path, typed: str) -> VaultKey:
    """The key from what was typed: the recovery key, which carries all that is needed, or the passphrase, as long as
    the first bytes are there. Raises `VaultError`: 'wrong-recovery-key', 'wrong-passphrase', 'vault-unreadable'."""
    try:
        key = keychain.from_recovery_key(typed)
    except VaultError as error:
        if error.code == "wrong-recovery-key" and len(typed.split("-")) == keychain.GROUPS:
            raise
        with sorted_failures(), path.open("rb") as file:
            key = keychain.from_passphrase(typed, file.read(16))
    with sorted_failures():
        if not vault.holds_pages_of(path, key):
            raise VaultError("wrong-passphrase", name=path.name)
    return key


# --- the rescue -------------------------------------------------------------------------------------------


def rescue(
    path: Path,
    key: VaultKey,
    out: Path,
    *,
    backup: Path | None = None,
    clock: Clock = default_clock,
    tick: Tick = no_tick,
) -> Rescue:
    """Write what can be read of the closed, damaged vault at `path` into a new one at `out`, under the same key.
    `backup` is its latest backup under that key: what did not come back is named from it. `path` is not written to.

    Raises `VaultError`: 'vault-foreign' where no page can be read with the key, 'vault-exists' (there is an `out`),
    'disk-full', 'folder-read-only', 'vault-unreadable'; `Cancelled`, and then there is no `out`.
    """
    if out.exists():
        raise VaultError("vault-exists", name=out.name)
    work = out.with_name(f".{out.name}.{os.urandom(4).hex()}")
    new = work.with_name(f"{work.name}-new")
    try:
        with sorted_failures():
            pages = _copy(path, key, work)
            vault.create(new, key)
            in_part = _fill(work, pages, key, new, tick)
            told = _settle(path, new, key, backup, in_part, clock, tick)
            vault.prove(new, key)
            vault.sync_file(new)
            vault.move_new(new, out)
    finally:
        for file in (work, new):
            for side in ("", "-wal", "-shm", "-journal", ".lock"):
                with contextlib.suppress(OSError):
                    file.with_name(file.name + side).unlink(missing_ok=True)
    return Rescue(out, *told)


def put_in_place(rescued: Path, path: Path, backups: Path, now: datetime, tick: Tick = no_tick) -> None:
    """Put a rescued vault in the place of the closed, damaged one at `path`, which is set aside below the folder
    `backups`. `rescued` stays where it is. Raises `VaultError` with everything as it was: 'vault-in-use', 'disk-full',
    'folder-read-only', 'vault-unreadable'; `Cancelled`."""
    path = path.resolve()
    with sorted_failures():
        settle(path)
        lock = VaultLock(path)
        ready = ready_beside(path)
        try:
            vault.copy_whole(rescued, ready)
            tick(0, 0)
            replace_and_set_aside(path, ready, backups, now, lock)
        finally:
            with contextlib.suppress(OSError):
                ready.unlink(missing_ok=True)
            lock.release()


def newest_backup(path: Path, key: VaultKey, backups: Path) -> Path | None:
    """The latest backup of the vault at `path` that its key opens, below the folder `backups`; None where there is
    none."""
    for backup in of_closed(backups, path):
        if backup.check_value == key.check_value and look_into(backup, key).sound:
            return backup.path
    return None


def _copy(path: Path, key: VaultKey, work: Path) -> int:
    """A copy of whole pages, with what the log holds folded in and a first page that knows no tables. Returns how many
    pages it has."""
    if not path.is_file() or path.stat().st_size < PAGE or not vault.holds_pages_of(path, key):
        raise VaultError("vault-foreign", name=path.name)
    found = _form(path, key)
    if found is not None and found[1] > schema.VERSION:
        raise VaultError("vault-newer", name=path.name, version=found[1])
    _copy_file(path, work)
    pages = _whole_pages(work)
    _first_page(work, pages, key)
    log = path.with_name(path.name + "-wal")
    if log.is_file() and log.stat().st_size:
        _copy_file(log, work.with_name(work.name + "-wal"))
        with contextlib.suppress(dbapi2.DatabaseError), contextlib.closing(_open(work, key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for side in ("-wal", "-shm"):
            work.with_name(work.name + side).unlink(missing_ok=True)
        pages = _whole_pages(work)
        _first_page(work, pages, key)
    return pages


def _form(file: Path, key: VaultKey) -> tuple[int, int] | None:
    """Application id and version, as far as the first page can be read."""
    try:
        return vault.opens(file, key)
    except (dbapi2.DatabaseError, VaultError):
        return None


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as old, os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)


def _whole_pages(file: Path) -> int:
    pages = file.stat().st_size // PAGE
    os.truncate(file, pages * PAGE)
    return pages


def _open(file: Path, key: VaultKey) -> Any:
    connection = dbapi2.connect(str(file), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    keychain.hand_over(key, connection)
    connection.execute("PRAGMA cell_size_check = 1")
    return connection


def _first_page(work: Path, pages: int, key: VaultKey) -> None:
    """Put the first page of an empty database, as large as this file, in the place of the first page."""
    donor = work.with_name(f"{work.name}-first")
    try:
        os.close(os.open(donor, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with contextlib.closing(_open(donor, key)) as connection:
            connection.execute("PRAGMA synchronous = 0")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("CREATE TABLE filler (block)")
            connection.execute("INSERT INTO filler VALUES (zeroblob(?))", (pages * PAGE,))
            connection.execute("PRAGMA writable_schema = 1")
            connection.execute("DELETE FROM sqlite_schema")
        size = donor.stat().st_size
        with donor.open("rb") as file:
            first = file.read(PAGE)
    finally:
        donor.unlink(missing_ok=True)
    with work.open("rb+") as file:
        file.write(first)
        file.truncate(max(size, pages * PAGE))


# --- reading ----------------------------------------------------------------------------------------------


def _fill(work: Path, pages: int, key: VaultKey, new: Path, tick: Tick) -> list[tuple[str, int]]:
    """Write every row that can be read into the new vault. Returns table and id of those that came back in part."""
    target = Vault(new, key, read_only=False, lock=None)
    target.connect()
    try:
        connection = target.connection()
        connection.execute("PRAGMA foreign_keys = 0")  # what belongs to whom is settled when all is there
        shapes = _shapes(connection)
        broken: dict[tuple[str, int], Row] = {}
        connection.execute("BEGIN")
        for row, whole in _rows(work, pages, key, max(len(shape.columns) for shape in shapes), tick):
            shape = _shape_of(row[1:], shapes)
            if shape is None:
                continue
            one = (row[0], *row[2 : 1 + len(shape.columns)])
            if whole:
                _put(connection, shape, one)
            else:
                broken[shape.table, row[0]] = one
        by_name = {shape.table: shape for shape in shapes}
        lost = [found for found, row in broken.items() if _put(connection, by_name[found[0]], row)]
        connection.execute("COMMIT")
        return lost
    finally:
        target.close()


def _shapes(connection: Any) -> list[_Shape]:
    types = {"INTEGER": int, "TEXT": str, "BLOB": bytes}
    shapes = []
    for table in (*map(schema.table_name, schema.IMAGED), "schema_migration", "contact_standing"):
        columns = []
        for _, name, declared, needed, default, key in connection.execute(f"PRAGMA table_info({table})").fetchall():
            kind = types.get(declared.upper().partition("(")[0], str)
            columns.append((name, kind, not needed or bool(key), not needed or default is not None))
        shapes.append(_Shape(table, tuple(columns)))
    return shapes


def _shape_of(row: Sequence[Any], shapes: Iterable[_Shape]) -> _Shape | None:
    """The table that a row belongs to: its columns fit, and of several, its words and dates fit best."""
    width = row.index(_ABSENT) if _ABSENT in row else len(row)
    fitting = [shape for shape in shapes if _fits(row, width, shape)]
    if not fitting:
        return None
    best = min(fitting, key=lambda shape: (*_looked(row, shape), len(shape.columns) - width))
    return best if best.table in _RESCUED else None


_RESCUED = frozenset(map(schema.table_name, schema.IMAGED))


def _fits(row: Sequence[Any], width: int, shape: _Shape) -> bool:
    if width > len(shape.columns) or row[0] is not None:
        return False  # the id of a row is no part of it
    for value, (_, kind, nullable, _) in zip(row[1:width], shape.columns[1:], strict=False):
        if value is _LOST or isinstance(value, kind) or (value is None and nullable):
            continue
        return False
    return all(may_lack for *_, may_lack in shape.columns[width:])


def _looked(row: Sequence[Any], shape: _Shape) -> tuple[int, int]:
    """How many values of a row would be at fault in that table; and, as a negative number, how many are as they are
    asked to be there, which a mere text is nowhere."""
    asked = checking.VALUES.get(shape.table, _MIGRATION if shape.table == "schema_migration" else {})
    strange = known = 0
    for value, (name, *_) in zip(row, shape.columns, strict=False):
        if name in asked and value is not None and value is not _LOST and value != _ABSENT:
            try:
                asked[name](value)
                known += value != ""
            except (ValueError, TypeError, OverflowError, KeyError):
                strange += 1
    return strange, -known


def _numbered(name: str) -> None:
    if not re.fullmatch(r"\d{4}_[a-z_]+", name):
        raise ValueError


_MIGRATION = {"name": _numbered}

_LOST = object()
"""What stands for a value that lay on a damaged page."""


def _rows(work: Path, pages: int, key: VaultKey, width: int, tick: Tick) -> Iterator[tuple[Row, bool]]:
    """Every row of every page that holds some: its id and as many columns as the widest table has; and whether all of
    it could be read."""
    absent = f"x'{_ABSENT.hex()}'"
    columns = ", ".join(f"c{number} DEFAULT {absent}" for number in range(width))
    for first in range(2, pages + 1, _BATCH):
        tick(first, pages)
        batch = range(first, min(first + _BATCH, pages + 1))
        with contextlib.closing(_open(work, key)) as connection:
            connection.execute("PRAGMA synchronous = 0")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA writable_schema = 1")
            connection.execute("BEGIN")
            connection.execute("DELETE FROM sqlite_schema")
            connection.executemany(
                "INSERT INTO sqlite_schema VALUES ('table', ?1, ?1, ?2, ?3)",
                [(f"p{page}", page, f"CREATE TABLE p{page} ({columns})") for page in batch],
            )
            connection.execute("COMMIT")
        with contextlib.closing(_Reader(work, key)) as reader:
            for page in batch:
                yield from _page(reader, f"p{page}", width)


class _Reader:
    """A connection that goes on after a damaged page: the engine lets one that met it read nothing more."""

    def __init__(self, work: Path, key: VaultKey) -> None:
        self._work, self._key = work, key
        self._connection = _open(work, key)

    def ask(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a query. Raises `DatabaseError` where a page that it needs is damaged, or none of a table."""
        try:
            return self._connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]
        except dbapi2.DatabaseError:
            try:
                self._connection.execute("PRAGMA shrink_memory")  # else the answer comes from memory
                self._connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
            except dbapi2.DatabaseError:
                self.close()
                self._connection = _open(self._work, self._key)
            raise

    def close(self) -> None:
        self._connection.close()


def _page(reader: _Reader, table: str, width: int) -> Iterator[tuple[Row, bool]]:
    try:
        rows = reader.ask(f"SELECT rowid, * FROM {table} LIMIT {_MOST_ROWS}")
        if len(rows) < _MOST_ROWS:
            yield from ((row, True) for row in rows)
        return
    except dbapi2.DatabaseError:
        pass  # no page of rows, or one of its rows goes on in a damaged page
    with contextlib.suppress(dbapi2.DatabaseError):
        ids = reader.ask(f"SELECT rowid FROM {table} LIMIT {_MOST_ROWS}")
        if len(ids) < _MOST_ROWS:
            for (one,) in ids:
                row = (one, *(_value(reader, table, one, f"c{number}") for number in range(width)))
                yield row, _LOST not in row


def _value(reader: _Reader, table: str, one: int, column: str) -> Any:
    try:
        rows = reader.ask(f"SELECT {column} FROM {table} WHERE rowid = ?", one)
    except dbapi2.DatabaseError:
        return _LOST
    return rows[0][0] if rows else _LOST  # a page that leads to others may not lead to the row that it names


def _put(connection: Any, shape: _Shape, row: Row) -> bool:
    """Write a row, unless it is there already. What it lacks takes its default, or nothing at all."""
    given: dict[str, Any] = {}
    for value, (name, kind, nullable, may_lack) in zip(row, shape.columns, strict=False):
        if value is _LOST:
            value = None if nullable else kind()
        if not (may_lack and value == _ABSENT):
            given[name] = value
    sql = f"INSERT OR IGNORE INTO {shape.table} ({', '.join(given)}) VALUES ({', '.join('?' * len(given))})"
    return bool(connection.execute(sql, tuple(given.values())).rowcount)


# --- settling ---------------------------------------------------------------------------------------------


def _settle(
    path: Path,
    new: Path,
    key: VaultKey,
    backup: Path | None,
    broken: Sequence[tuple[str, int]],
    clock: Clock,
    tick: Tick,
) -> tuple[Mapping[str, int], Sequence[str], Mapping[str, Sequence[str]], Sequence[str]]:
    """Bring what came back into order: everything has its place, and what follows from the records follows again."""
    opened = Vault(new, key, read_only=False, lock=None)
    opened.connect()
    try:
        connection = opened.connection()
        connection.execute("PRAGMA foreign_keys = 0")
        with contextlib.ExitStack() as closing:
            kept = None
            if backup is not None and _form(backup, key) == (schema.APPLICATION_ID, schema.VERSION):
                kept = closing.enter_context(contextlib.closing(vault.reading(backup, key)))
            _bring_beside(connection, path, key, kept)
            rows = {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in sorted(_RESCUED)
            }
            filled = _fill_owners(connection, kept) if kept is not None else ()
            missing = _missing(connection, kept) if kept is not None else {}
        connection.execute("PRAGMA foreign_keys = 1")
        store = Store(opened, clock)
        store.repair((), tick)
        in_part = tuple(sorted({_whose(connection, table, one) for table, one in broken}))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return rows, filled, missing, in_part
    finally:
        opened.close()


def _bring_beside(connection: Any, path: Path, key: VaultKey, kept: Any | None) -> None:
    """What the vault knows of itself, and where its records come from: as far as it can be read, else as in the
    backup."""
    for tables in (("meta",), _LINEAGE):
        for source in (_reading(path, key), kept):
            found = _whole(source, tables) if source is not None else None
            if source is not None and source is not kept:
                source.close()
            if found is not None:
                for table, rows in found.items():
                    for row in rows:
                        sql = f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})"
                        connection.execute(sql, row)
                break


def _reading(path: Path, key: VaultKey) -> Any | None:
    try:
        return vault.reading(path, key)
    except (dbapi2.DatabaseError, VaultError, OSError):
        return None


def _whole(source: Any, tables: Iterable[str]) -> dict[str, list[Row]] | None:
    try:
        return {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    except dbapi2.DatabaseError:
        return None


def _fill_owners(connection: Any, kept: Any) -> Sequence[str]:
    """People whose own row was lost, but to whom something belongs that came back: they were not deleted, so their row
    can be taken from the backup."""
    belongs = " UNION ".join(
        f"SELECT contact_id FROM {table}"
        for table in (
            "contact_point",
            "contact_tag",
            "former_post",
            "photo",
            "interview",
            "heard",
            "exchange",
            "draft",
            "ask",
            "person_choice",
        )
    )
    belongs += " UNION SELECT first_id FROM introduction UNION SELECT second_id FROM introduction"
    lost = [row[0] for row in connection.execute(f"{belongs} EXCEPT SELECT id FROM contact").fetchall()]
    columns = schema.columns(schema.Contact)
    names = []
    for one in lost:
        sql = f"SELECT {', '.join(columns)} FROM contact WHERE id = ?"
        row = kept.execute(sql, (one,)).fetchone()
        if row is not None:
            name = str(row[columns.index("name")])
            sql = f"INSERT INTO contact ({', '.join(columns)}, sort_key) VALUES ({', '.join('?' * len(row))}, ?)"
            connection.execute(sql, (*row, sort_key(name)))
            names.append(name)
    return tuple(sorted(names))


def _missing(connection: Any, kept: Any) -> Mapping[str, Sequence[str]]:
    missing: dict[str, Sequence[str]] = {}
    for table in map(schema.table_name, schema.IMAGED):
        here = {row[0] for row in connection.execute(f"SELECT id FROM {table}")}
        gone = [row[0] for row in kept.execute(f"SELECT id FROM {table}") if row[0] not in here]
        if gone:
            missing[table] = tuple(sorted({_whose(kept, table, one) for one in gone}))
    return missing


_NAMED_BY = {
    "contact": "SELECT name FROM contact WHERE id = ?",
    "own_question": "SELECT text FROM own_question WHERE id = ?",
    "offer": "SELECT title FROM offer WHERE id = ?",
    "import_batch": "SELECT file FROM import_batch WHERE id = ?",
    "import_image": "SELECT file FROM import_image t JOIN import_batch b ON b.id = t.batch_id WHERE t.id = ?",
    "table_layout": "SELECT header FROM table_layout WHERE id = ?",
    "favourite_question": "SELECT text FROM favourite_question WHERE id = ?",
    "snippet": "SELECT name FROM snippet WHERE id = ?",
    "landing": "SELECT organisation FROM landing WHERE id = ?",
    "employer": "SELECT name FROM employer WHERE id = ?",
    "preference": "SELECT name FROM preference WHERE id = ?",
    "introduction": "SELECT name FROM introduction t JOIN contact c ON c.id = t.first_id WHERE t.id = ?",
    "introduction_event": "SELECT name FROM introduction_event t JOIN introduction i ON i.id = t.introduction_id "
    "JOIN contact c ON c.id = i.first_id WHERE t.id = ?",
    "snooze": "SELECT until FROM snooze WHERE id = ?",
    "signal_choice": "SELECT coalesce(until, '') FROM signal_choice WHERE id = ?",
    "fit_choice": "SELECT name FROM fit_choice t JOIN heard h ON h.id = t.need_id "
    "JOIN contact c ON c.id = h.contact_id WHERE t.id = ?",
    "person_choice": "SELECT name FROM person_choice t JOIN heard h ON h.id = t.need_id "
    "JOIN contact c ON c.id = h.contact_id WHERE t.id = ?",
    "interview_event": "SELECT name FROM interview_event t JOIN interview i ON i.id = t.interview_id "
    "JOIN contact c ON c.id = i.contact_id WHERE t.id = ?",
    "interview_question": "SELECT name FROM interview_question t JOIN interview i ON i.id = t.interview_id "
    "JOIN contact c ON c.id = i.contact_id WHERE t.id = ?",
}
_NAMED_BY_OWNER = "SELECT name FROM {table} t JOIN contact c ON c.id = t.contact_id WHERE t.id = ?"


def _whose(connection: Any, table: str, one: int) -> str:
    """By what name a user knows a row: its person, or what it says itself."""
    row = connection.execute(_NAMED_BY.get(table, _NAMED_BY_OWNER.format(table=table)), (one,)).fetchone()
    return str(row[0]) if row else ""
