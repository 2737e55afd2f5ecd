"""Write an import as chosen: one transaction, one step, by the driver itself where thousands of rows wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from netplus_desktop.core import people
from netplus_desktop.core import records as r
from netplus_desktop.core.memory import uncollected
from netplus_desktop.store import derived, history, reading, schema
from netplus_desktop.store.exchanges import ExchangeVerbs
from netplus_desktop.store.people import clean, distinct_tags, extra_column, keys_column, named

CHUNK = 2000
"""So many rows are written between two ticks."""

_UPDATED_AT_ONCE = 500

_MANY_KEYS = 100_000
"""Keys wait for one another: so many in order fill their index faster, and more densely."""

_CONTACT = (
    "INSERT INTO contact (id, name, given, middle, family, prefix, suffix, nickname, organisation, department, title, "
    "birthday, met, introduced_by, note, uid, extra, keys, sample, created, changed, sort_key) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"
)
_POINT = "INSERT INTO contact_point (id, contact_id, kind, value, label) VALUES (?, ?, ?, ?, ?)"
_KEY = "INSERT INTO contact_key (key, contact_id) VALUES (?, ?)"
_TEXT = derived.INDEX.replace("INSERT OR REPLACE", "INSERT")
_TAG = "INSERT INTO contact_tag (id, contact_id, tag) VALUES (?, ?, ?)"


@dataclass(slots=True)
class _Pending:
    """A person who is to be written: new, or known by `contact_id`. `keys` are those of the rows read for them,
    `likeness` what `people.match_keys` says of them, where that is known already."""

    person: r.Person
    keys: tuple[str, ...]
    likeness: tuple[str, ...] = ()
    contact_id: int | None = None


class ImportVerbs(ExchangeVerbs):
    """Applying an import."""

    def apply_import(self, plans: Sequence[r.ImportPlan], tick: r.Tick = r.no_tick) -> r.Changes:
        """Write the rows as chosen: one transaction, one step. Raises `Cancelled` with nothing written."""
        with uncollected(), self._write(r.Action.IMPORT) as w:
            new, updates = self._sort_rows(w, plans)
            self._know_same_rows(w, plans)
            total, done = len(new) + len(updates), 0
            people_in = _NewPeople(self, w)
            for one in new:
                people_in.add(one)
                done += 1
                if done % CHUNK == 0:
                    people_in.write()
                    tick(done, total)
            people_in.finish()
            self._update(w, updates, done, total, tick)
            tick(total, total)
        return w.done

    def _sort_rows(self, w: history.Writing, plans: Sequence[r.ImportPlan]) -> tuple[list[_Pending], list[_Pending]]:
        """Who is new and who is known. A row that repeats an earlier one of this import is joined to it here."""
        repeated = {id(row.repeats) for plan in plans for row in plan.rows if row.repeats is not None}
        earlier: dict[int, _Pending] = {}  # by the identity of the row: each file begins to count anew
        new: list[_Pending] = []
        updates: list[_Pending] = []
        w.count = 0
        for plan in plans:
            added = changed = 0
            for row in plan.rows:
                person = row.row.person
                before = earlier.get(id(row.repeats)) if row.repeats is not None else None
                if row.status is r.RowStatus.SAME and before is not None:
                    before.keys = tuple(dict.fromkeys((*before.keys, *row.row.keys)))
                if row.choice is r.Choice.LEAVE or person is None:
                    continue
                pending = _Pending(person, row.row.keys, row.likeness)
                known = row.match.id if row.match is not None else before.contact_id if before is not None else None
                if row.choice is r.Choice.ADD:
                    added += 1
                    new.append(pending)
                elif known is not None:
                    changed += bool(row.changes)
                    pending.contact_id = known
                    updates.append(pending)
                elif before is not None:
                    changed += bool(row.changes)
                    before.person, before.likeness = people.merge(before.person, person)[0], ()
                    before.keys = tuple(dict.fromkeys((*before.keys, *row.row.keys)))
                    pending = before
                else:  # the row that it repeats was left out
                    changed += 1
                    new.append(pending)
                if id(row.row) in repeated:
                    earlier[id(row.row)] = pending
            if added or changed:
                self._note_batch(w, plan, added, changed)
            w.count += added + changed
        return new, updates

    def _know_same_rows(self, w: history.Writing, plans: Sequence[r.ImportPlan]) -> None:
        """Whoever a row is without bringing anything new is known by the row from now on: what is edited afterwards
        stays when the same file comes again."""
        found = [
            (row.match.id, row.row.keys)
            for plan in plans
            for row in plan.rows
            if row.status is r.RowStatus.SAME and row.match is not None and row.choice is r.Choice.LEAVE
        ]
        held = self.holders([key for _, keys in found for key in keys])
        for contact_id, keys in found:
            if any(contact_id not in held.get(key, ()) for key in keys):
                w.rows.add_keys(contact_id, reading.lines(keys_column(keys)))

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

    def _update(self, w: history.Writing, updates: Sequence[_Pending], done: int, total: int, tick: r.Tick) -> None:
        """The plan was made against people as they were then, and as other rows would leave them: each row is joined
        to the person as they are now. Whoever is gone since is added."""
        for at in range(0, len(updates), _UPDATED_AT_ONCE):
            tick(done + at, total)
            part = updates[at : at + _UPDATED_AT_ONCE]
            known = reading.persons(w.connection, [one.contact_id for one in part if one.contact_id is not None])
            for one in part:
                contact_id = one.contact_id
                if contact_id is None or contact_id not in known:
                    self._insert_person(w, named(one.person), one.keys)
                    continue
                old, new = known[contact_id], people.merge(known[contact_id], one.person)[0]
                known[contact_id] = new
                self._update_person(w, contact_id, old, new, one.keys)
                w.alters(r.Kind.CONTACT, contact_id)


class _NewPeople:
    """People on their way into the vault, thousands at a time."""

    def __init__(self, store: ImportVerbs, w: history.Writing) -> None:
        self._store = store
        self._w = w
        self._now = reading.written(store.now())
        tables = (schema.Contact, schema.ContactPoint, schema.ContactTag)
        self._first: dict[history.TableType, int] = {
            table: w.rows.ledger.next_id(schema.table_name(table)) for table in tables
        }
        self._next = dict(self._first)
        self._contacts: list[tuple[Any, ...]] = []
        self._points: list[tuple[Any, ...]] = []
        self._tags: list[tuple[Any, ...]] = []
        self._keys: list[tuple[str, int]] = []
        self._texts: list[tuple[Any, ...]] = []
        self._introduced: list[tuple[int, str]] = []

    def add(self, one: _Pending) -> None:
        """Take a person on."""
        p = person = named(one.person)
        contact_id = self._next[schema.Contact]
        self._next[schema.Contact] = contact_id + 1
        keys = one.keys + (one.likeness or people.match_keys(person))  # a row's keys hold its identity
        if not (uid := p.uid):
            uid = people.own_uid()
            keys += ("uid:" + uid.removeprefix("urn:uuid:"),)
        held = "\n".join(keys)
        if held.count("\n") >= len(keys):
            keys = tuple(reading.lines(keys_column(keys)))
            held = "\n".join(keys)
        self._contacts.append(
            (
                contact_id, p.name, p.given, p.middle, p.family, p.prefix, p.suffix, p.nickname, p.organisation,
                p.department, p.title, p.birthday, p.met, p.introduced_by, p.note, uid, extra_column(p.extra),
                held, self._now, self._now, self._store._sort_key(p.name),
            )
        )  # fmt: skip
        if person.points:
            point_id = self._next[schema.ContactPoint]
            for point in person.points:
                self._points.append((point_id, contact_id, point.kind._value_, point.value, point.label))
                point_id += 1
            self._next[schema.ContactPoint] = point_id
        if person.tags:
            for tag in distinct_tags(person.tags):
                self._tags.append((self._next[schema.ContactTag], contact_id, tag))
                self._next[schema.ContactTag] += 1
        if person.introduced_by:
            self._introduced.append((contact_id, person.introduced_by))
        self._keys += [(key, contact_id) for key in keys]
        self._texts.append(derived.index_row(contact_id, person))

    def write(self, *, all_keys: bool = False) -> None:
        """Write those taken on so far, their keys where these are many or `all_keys` are asked for."""
        self._write(_CONTACT, self._contacts)
        self._write(_POINT, self._points)
        self._write(_TAG, self._tags)
        self._write(_TEXT, self._texts)
        if all_keys or len(self._keys) >= _MANY_KEYS:
            self._keys.sort(key=itemgetter(0))  # the index is filled from one end to the other, not at random
            self._write(_KEY, self._keys)

    def _write(self, sql: str, rows: list[Any]) -> None:
        try:
            self._w.connection.executemany(sql, rows)
        except UnicodeEncodeError:
            again = sql.replace("INSERT INTO", "INSERT OR REPLACE INTO")
            self._w.connection.executemany(again, map(_clean_row, rows))
        rows.clear()

    def finish(self) -> None:
        """Write the last ones, link introducers, and tell the history what was made."""
        self.write(all_keys=True)
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
        for table, ids in self._w.bulk.ranges.items():
            self._w.rows.made(table, *ids)


def _mark_is_another_s(row: r.PlannedRow) -> bool:
    """Whether somebody who is to be added all the same came with the uid of somebody known. They stay known by it, as
    their row's keys tell, but no two people carry one."""
    known = row.status in (r.RowStatus.SAME, r.RowStatus.CHANGED)
    return row.choice is r.Choice.ADD and (known or (row.reason is not None and row.reason.code == _SAME_MARK))


_SAME_MARK = "same-mark-other-name"


def _clean_row(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(clean(value) if isinstance(value, str) else value for value in row)
