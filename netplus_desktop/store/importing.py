"""Write an import as chosen: one transaction, one step, by the driver itself where thousands of rows wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from netplus_desktop.core import people
from netplus_desktop.core import records as r
from netplus_desktop.store import derived, history, reading, schema
from netplus_desktop.store.exchanges import ExchangeVerbs
from netplus_desktop.store.people import clean, distinct_tags, extra_column, keys_column, named

CHUNK = 2000
"""So many rows are written between two ticks."""

_CONTACT = (
    "INSERT INTO contact (id, name, given, middle, family, prefix, suffix, nickname, organisation, department, title, "
    "birthday, met, introduced_by, note, uid, extra, keys, sample, created, changed, sort_key) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"
)
_POINT = "INSERT INTO contact_point (id, contact_id, kind, value, label) VALUES (?, ?, ?, ?, ?)"
_KEY = "INSERT INTO contact_key (key, contact_id) VALUES (?, ?)"
_TAG = "INSERT INTO contact_tag (id, contact_id, tag) VALUES (?, ?, ?)"


class ImportVerbs(ExchangeVerbs):
    """Applying an import."""

    def apply_import(self, plans: Sequence[r.ImportPlan], tick: r.Tick = r.no_tick) -> r.Changes:
        """Write the rows as chosen: one transaction, one step. Raises `Cancelled` with nothing written."""
        total = sum(len(plan.rows) for plan in plans)
        with self._write(r.Action.IMPORT) as w:
            new = _NewPeople(self, w)
            repeated = {row.repeats for plan in plans for row in plan.rows if row.repeats is not None}
            made: dict[int, list[int]] = {}
            updates: list[r.PlannedRow] = []
            done = 0
            for plan in plans:
                added = changed = 0
                for row in plan.rows:
                    if row.choice is r.Choice.ADD and row.row.person is not None:
                        contact_id = new.add(row.row.person, row.row.keys)
                        added += 1
                        if row.row.number in repeated:
                            made.setdefault(row.row.number, []).append(contact_id)
                    elif row.choice is r.Choice.UPDATE and row.row.person is not None:
                        updates.append(row)
                        changed += bool(row.changes)
                    done += 1
                    if done % CHUNK == 0:
                        new.write()
                        tick(done, total)
                if added or changed:
                    self._note_batch(w, plan, added, changed)
                w.count += added + changed
            w.count -= 1  # it begins at one
            new.finish()
            self._update_rows(w, updates, made, done, total, tick)
            tick(total, total)
        return w.done

    def _note_batch(self, w: history.Writing, plan: r.ImportPlan, added: int, updated: int) -> None:
        same = sum(row.status is r.RowStatus.SAME and row.choice is r.Choice.LEAVE for row in plan.rows)
        w.insert(
            schema.ImportBatch,
            at=reading.written(self.now()),
            file=clean(plan.file.name),
            format=str(plan.file.format),
            read=len(plan.rows),
            added=added,
            updated=updated,
            unchanged=same,
            skipped=len(plan.rows) - added - updated - same,
        )

    def _update_rows(
        self,
        w: history.Writing,
        updates: Sequence[r.PlannedRow],
        made: dict[int, list[int]],
        done: int,
        total: int,
        tick: r.Tick,
    ) -> None:
        """After all that is new, so that a row can update what an earlier row of the same import added."""
        repeated = {row.repeats for row in updates} - {None}
        written: set[int] = set()
        for part in _parts(updates, 500):
            tick(done, total)
            matched = [row.match.id for row in part if row.match is not None]
            known = reading.persons(w.connection, matched)
            for row in part:
                assert row.row.person is not None
                target = self._target(w, row, made)
                if target is not None and target not in known:
                    known |= reading.persons(w.connection, [target])
                if target is None or target not in known:
                    held = keys_column({*derived.keys_of(row.row.person), *row.row.keys})
                    target = self._insert_person(w, named(row.row.person), keys=held)
                else:
                    # The plan was made against the person as they were then, and as other rows would leave them.
                    old, new = known[target], people.merge(known[target], row.row.person)[0]
                    known[target] = new
                    self._update_person(w, target, old, new, row.row.keys)
                    w.alters(r.Kind.CONTACT, target)
                if row.row.number in repeated:
                    made.setdefault(row.row.number, []).append(target)
                written.add(target)
        derived.refresh_texts(w.connection, written)

    def _target(self, w: history.Writing, row: r.PlannedRow, made: dict[int, list[int]]) -> int | None:
        """The contact that a row updates: the one it matched, else the one that an earlier row has become."""
        if row.match is not None:
            return row.match.id
        candidates = made.get(row.repeats or 0, [])
        if len(candidates) > 1 and row.row.person is not None:
            keys = sorted({*derived.keys_of(row.row.person), *row.row.keys})
            holders = {one for held in self.holders(keys).values() for one in held}
            candidates = [one for one in candidates if one in holders] or candidates
        return candidates[-1] if candidates else None


class _NewPeople:
    """People on their way into the vault, thousands at a time."""

    def __init__(self, store: ImportVerbs, w: history.Writing) -> None:
        self._store = store
        self._w = w
        self._now = reading.written(store.now())
        self._first = {table: _next_id(w, table) for table in _MADE}
        self._next = dict(self._first)
        self._contacts: list[tuple[Any, ...]] = []
        self._points: list[tuple[Any, ...]] = []
        self._tags: list[tuple[Any, ...]] = []
        self._keys: list[tuple[str, int]] = []
        self._texts: list[tuple[Any, ...]] = []
        self._introduced: list[tuple[int, str]] = []

    def add(self, person: r.Person, keys: Sequence[str]) -> int:
        """Take a person on. Returns the id they will have."""
        person = named(person)
        contact_id = self._next[schema.Contact]
        self._next[schema.Contact] = contact_id + 1
        p = person
        held = keys_column({*keys, *people.match_keys(person)})  # a row's keys hold its identity: see `ReadRow.keys`
        self._contacts.append(
            (
                contact_id, p.name, p.given, p.middle, p.family, p.prefix, p.suffix, p.nickname, p.organisation,
                p.department, p.title, p.birthday, p.met, p.introduced_by, p.note, p.uid, extra_column(p.extra),
                held, self._now, self._now, self._store._sort_key(p.name),
            )
        )  # fmt: skip
        if person.points:
            point_id = self._next[schema.ContactPoint]
            for point in person.points:
                self._points.append((point_id, contact_id, point.kind.value, point.value, point.label))
                point_id += 1
            self._next[schema.ContactPoint] = point_id
        if person.tags:
            for tag in distinct_tags(person.tags):
                self._tags.append((self._next[schema.ContactTag], contact_id, tag))
                self._next[schema.ContactTag] += 1
        if person.introduced_by:
            self._introduced.append((contact_id, person.introduced_by))
        self._keys += [(key, contact_id) for key in reading.lines(held)]
        self._texts.append(derived.index_row(contact_id, person))
        return contact_id

    def write(self) -> None:
        """Write those taken on so far."""
        connection = self._w.connection
        self._keys.sort()  # the index is filled from one end to the other, not at random
        for sql, rows in (
            (_CONTACT, self._contacts),
            (_POINT, self._points),
            (_TAG, self._tags),
            (_KEY, self._keys),
            (derived.INDEX, self._texts),
        ):
            try:
                connection.executemany(sql, rows)
            except UnicodeEncodeError:
                connection.executemany(sql.replace("INSERT INTO", "INSERT OR REPLACE INTO"), map(_clean_row, rows))
            rows.clear()

    def finish(self) -> None:
        """Write the last ones, link introducers, and tell the history what was made."""
        self.write()
        made = {table: (first, self._next[table] - 1) for table, first in self._first.items()}
        first, last = made[schema.Contact]
        if last < first:
            return
        for contact_id, name in self._introduced:
            introducer = self._store._one_of_that_name(self._w, clean(name))
            if introducer is not None and introducer != contact_id:
                sql = "UPDATE contact SET introducer_id = ? WHERE id = ?"
                self._w.connection.execute(sql, (introducer, contact_id))
                self._w.alters(r.Kind.CONTACT, introducer)
        self._w.bulk = history.Bulk({table: ids for table, ids in made.items() if ids[1] >= ids[0]})
        self._w.created[r.Kind.CONTACT] = set(range(first, last + 1))
        self._w.rows.count(schema.Contact, last - first + 1)


_MADE: tuple[history.TableType, ...] = (schema.Contact, schema.ContactPoint, schema.ContactTag)


def _next_id(w: history.Writing, table: history.TableType) -> int:
    ((highest,),) = w.connection.execute(f"SELECT coalesce(max(id), 0) FROM {schema.table_name(table)}")
    return int(highest) + 1


def _clean_row(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(clean(value) if isinstance(value, str) else value for value in row)


def _parts(rows: Sequence[r.PlannedRow], size: int) -> Iterator[Sequence[r.PlannedRow]]:
    for at in range(0, len(rows), size):
        yield rows[at : at + size]
