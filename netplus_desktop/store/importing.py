"""Write an import as chosen: one transaction, one step, by the driver itself where thousands of rows wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from operator import itemgetter
from typing import Any

from netplus_desktop.core import people
from netplus_desktop.core import records as r
from netplus_desktop.core.memory import uncollected
from netplus_desktop.store import derived, history, reading, schema
from netplus_desktop.store.backups import Reason, before
from netplus_desktop.store.people import clean, distinct_tags, extra_column, keys_column, named
from netplus_desktop.store.photos import ArrivingPhotos, PhotoVerbs

CHUNK = 2000
"""So many rows are written between two ticks."""

_UPDATED_AT_ONCE = 500

_MANY_KEYS = 50_000
"""Keys wait for one another: so many in order fill their index faster, and more densely."""

_CONTACT = (
    "INSERT INTO contact (id, name, given, middle, family, prefix, suffix, nickname, organisation, department, title, "
    "birthday, met, introduced_by, note, uid, extra, keys, sample, created, changed, sort_key, tier, said) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)"
)
_POINT = "INSERT INTO contact_point (id, contact_id, kind, value, label) VALUES (?, ?, ?, ?, ?)"
_KEY = "INSERT INTO contact_key (key, contact_id) VALUES (?, ?)"
_TEXT = derived.INDEX.replace("INSERT OR REPLACE", "INSERT")
_TAG = "INSERT INTO contact_tag (id, contact_id, tag) VALUES (?, ?, ?)"
_PHOTO = "INSERT INTO photo (id, contact_id, picture) VALUES (?, ?, ?)"


class _Pending:
    """Somebody who is to be written: new, or known by `contact_id`. `row` makes them, and `more` are later rows of the
    same import that join them. What the rows hold is asked for when it is written: all of it would take much memory."""

    __slots__ = "contact_id", "more", "row"  # a dataclass is compiled anew at each start, and none imports

    def __init__(self, row: r.PlannedRow, contact_id: int | None = None) -> None:
        self.row = row
        self.contact_id = contact_id
        self.more: list[r.PlannedRow] | None = None

    def join(self, row: r.PlannedRow) -> None:
        """Have a later row join them; of one that is the SAME only the keys are taken over."""
        self.more = [*(self.more or ()), row]

    def gathered(self) -> r.ReadRow:
        """The person with the keys of all rows read for them, as if they had been read from one."""
        whole = self.row.row
        for other in self.more or ():
            later = other.row
            whole = replace(whole, keys=tuple(dict.fromkeys((*whole.keys, *later.keys))))
            if other.status is not r.RowStatus.SAME and whole.person is not None and later.person is not None:
                whole = replace(whole, person=people.merge(whole.person, later.person)[0], likeness=())
        return whole


class _Sorted:
    """Who is new: for each plan a byte for each of its rows, 1 where it makes somebody new. Who is known, the rows
    that bring nothing to those whom they match, and whoever is made by a row that a later one joins."""

    def __init__(self, new: list[bytearray]) -> None:
        self.new = new
        self.updates: list[_Pending] = []
        self.same: list[r.PlannedRow] = []
        self.made: dict[r.RowRef, _Pending | None] = {}
        self.counts: list[tuple[int, int, int]] = []
        """For each plan how many rows add, update, and bring nothing."""
        self.batch: int | None = None
        """The id under which the import is listed."""

    def made_by(self, ref: r.RowRef | None, plans: Sequence[r.ImportPlan]) -> _Pending | None:
        """Whoever an earlier row makes; None where it is left out, or where there is none."""
        if ref is None:
            return None
        if ref not in self.made:
            row = plans[ref.file].rows[ref.number - 1]
            self.made[ref] = _Pending(row) if row.choice is r.Choice.ADD else None
        return self.made[ref]

    def new_people(self, plans: Sequence[r.ImportPlan]) -> Iterator[_Pending]:
        """Those who are new, in the order of their rows."""
        for place, (plan, new) in enumerate(zip(plans, self.new, strict=True)):
            for row in compress(plan.rows, new):
                pending = self.made.get(r.RowRef(place, row.number)) if self.made else None
                yield pending or _Pending(row)


class ImportVerbs(PhotoVerbs):
    """Applying an import."""

    def apply_import(
        self, plans: Sequence[r.ImportPlan], tick: r.Tick = r.no_tick, also: r.ImportExtras | None = None
    ) -> r.Changes:
        """Write the rows as chosen, after a backup: one transaction, one step. Raises `Cancelled` with nothing written,
        `VaultError('backup-first')`."""
        from netplus_desktop.store import batches  # here: no start needs it

        also = also or r.ImportExtras()
        from netplus_desktop.store.everything import Arrivals  # here: no start needs it

        if also.evidence or any(row.choice is not r.Choice.LEAVE for plan in plans for row in plan.rows):
            before(self, Reason.IMPORT, tick)
        with uncollected(), self._write(r.Action.IMPORT) as w:
            sorted_rows = self._sort_rows(w, plans)
            self._know_same_rows(w, sorted_rows.same)
            updates = sorted_rows.updates
            total, done = sum(map(sum, sorted_rows.new)) + len(updates), 0
            photos = ArrivingPhotos(plans, also)
            people_in = _NewPeople(self, w, also, photos)
            arrivals = Arrivals(plans)
            for one in sorted_rows.new_people(plans):
                arrivals.note(one.row, people_in.add(one))
                done += 1
                if done % CHUNK == 0:
                    people_in.write()
                    tick(done, total)
            people_in.finish()
            arrivals.bring(w, also, self, tick)
            self._update(w, updates, done, total, tick, also, photos)
            if also.evidence:
                from netplus_desktop.store import evidence  # here: most imports bring none

                evidence.apply(self, w, also.evidence, tick)
                if sorted_rows.batch is None and not w.empty:
                    self._note_files(w, plans, sorted_rows)
            if sorted_rows.batch is not None:
                batches.keep(self, w, sorted_rows.batch)
            tick(total, total)
        return w.done

    def _sort_rows(self, w: history.Writing, plans: Sequence[r.ImportPlan]) -> _Sorted:
        """Who is new and who is known. A row that repeats an earlier one of this import is joined to it here."""
        done = _Sorted([bytearray(len(plan.rows)) for plan in plans])
        w.count = 0
        for place, plan in enumerate(plans):
            added = updated = same = 0
            for at, row in enumerate(plan.rows):
                if row.status is r.RowStatus.SAME and (earlier := done.made_by(row.repeats, plans)) is not None:
                    earlier.join(row)
                if row.choice is r.Choice.ADD:
                    added += 1
                    done.new[place][at] = 1
                elif row.choice is r.Choice.UPDATE:
                    earlier = done.made_by(row.repeats, plans)
                    updated += self._sort_update(row, earlier, done, r.RowRef(place, row.number), at)
                elif row.status is r.RowStatus.SAME:
                    same += 1
                    if row.match is not None:
                        done.same.append(row)
            done.counts.append((added, updated, same))
            w.count += added + updated
        if w.count:
            self._note_files(w, plans, done)
        return done

    @staticmethod
    def _sort_update(row: r.PlannedRow, earlier: _Pending | None, done: _Sorted, ref: r.RowRef, at: int) -> bool:
        """Whom a row updates: a person of the vault, or one whom an earlier row makes. Whether it changes anything."""
        pending = _Pending(row, earlier.contact_id if earlier is not None else None)
        if row.match is not None:
            pending.contact_id = row.match.id
        if pending.contact_id is not None:
            done.updates.append(pending)
        elif earlier is not None:
            earlier.join(row)
            pending = earlier
        else:  # the row that it repeats was left out
            done.new[ref.file][at] = 1
        done.made[ref] = pending
        return bool(row.changes) or (earlier is None and pending.contact_id is None)

    def _know_same_rows(self, w: history.Writing, rows: Sequence[r.PlannedRow]) -> None:
        """Whoever a row is without bringing anything new is known by the row from now on: what is edited afterwards
        stays when the same file comes again."""
        for start in range(0, len(rows), CHUNK):
            found = [(row.match.id, row.row.keys) for row in rows[start : start + CHUNK] if row.match is not None]
            held = self.holders([key for _, keys in found for key in keys])
            for contact_id, keys in found:
                if any(contact_id not in held.get(key, ()) for key in keys):
                    w.rows.add_keys(contact_id, reading.lines(keys_column(keys)))

    def _note_files(self, w: history.Writing, plans: Sequence[r.ImportPlan], done: _Sorted) -> None:
        now = reading.written(self.now())
        for plan, (added, updated, same) in zip(plans, done.counts, strict=True):
            one = w.insert(
                schema.ImportBatch,
                at=now,
                file=clean(plan.file.name),
                format=str(plan.file.format),
                read=len(plan.rows),
                added=added,
                updated=updated,
                unchanged=same,
                skipped=len(plan.rows) - added - updated - same,
                first=done.batch,
            )
            done.batch = done.batch or one

    def _update(
        self,
        w: history.Writing,
        updates: Sequence[_Pending],
        done: int,
        total: int,
        tick: r.Tick,
        also: r.ImportExtras,
        photos: ArrivingPhotos,
    ) -> None:
        """The plan was made against people as they were then, and as other rows would leave them: each row is joined
        to the person as they are now. Whoever is gone since is added."""
        for at in range(0, len(updates), _UPDATED_AT_ONCE):
            tick(done + at, total)
            part = updates[at : at + _UPDATED_AT_ONCE]
            known = reading.persons(w.connection, [one.contact_id for one in part if one.contact_id is not None])
            for one in part:
                contact_id = one.contact_id
                row = one.gathered()
                if row.person is None:
                    continue
                read = replace(row.person, tags=(*row.person.tags, *also.tags)) if also.tags else row.person
                photo, verbatim = photos.of((one.row, *(one.more or ())))
                if verbatim:
                    read = replace(read, extra=(*read.extra, *verbatim))
                if contact_id is None or contact_id not in known:
                    made = self._insert_person(w, named(read), row.keys, tier=str(also.tier))
                    self._fill_photo(w, made, photo)
                    continue
                old, new = known[contact_id], people.merge(known[contact_id], read)[0]
                known[contact_id] = new
                self._keep_post(w, contact_id, old, new)
                self._update_person(w, contact_id, old, new, row.keys)
                self._fill_photo(w, contact_id, photo)
                if also.tier and w.ids(schema.Contact, "id = ? AND tier = ''", contact_id):
                    w.update(schema.Contact, contact_id, tier=str(also.tier), changed=reading.written(self.now()))
                w.alters(r.Kind.CONTACT, contact_id)

    def _keep_post(self, w: history.Writing, contact_id: int, old: r.Person, new: r.Person) -> None:
        """Keep where somebody worked, when a file tells of another employer."""
        same = (contact_id, clean(old.organisation), clean(old.title))
        known = "contact_id = ? AND organisation = ? AND title = ?"
        if people.another_employer(old.organisation, new.organisation) and not w.ids(schema.FormerPost, known, *same):
            noticed = self._today().isoformat()
            w.insert(schema.FormerPost, contact=contact_id, organisation=same[1], title=same[2], noticed=noticed)


class _NewPeople:
    """People on their way into the vault, thousands at a time."""

    def __init__(self, store: ImportVerbs, w: history.Writing, also: r.ImportExtras, photos: ArrivingPhotos) -> None:
        self._store = store
        self._also = also
        self._arriving = photos
        self._w = w
        self._now = reading.written(store.now())
        tables = (schema.Contact, schema.ContactPoint, schema.ContactTag, schema.Photo)
        self._first: dict[history.TableType, int] = {
            table: w.rows.ledger.next_id(schema.table_name(table)) for table in tables
        }
        self._next = dict(self._first)
        self._contacts: list[tuple[Any, ...]] = []
        self._points: list[tuple[Any, ...]] = []
        self._tags: list[tuple[Any, ...]] = []
        self._photos: list[tuple[Any, ...]] = []
        self._keys: list[tuple[str, int]] = []
        self._texts: list[tuple[Any, ...]] = []
        self._introduced: list[tuple[int, str]] = []

    def add(self, one: _Pending) -> int:
        """Take a person on. Returns their id, 0 for nobody."""
        row = one.gathered()
        if (read := row.person) is None:
            return 0
        p = person = named(read)
        if self._also.tags:
            p = person = replace(person, tags=(*person.tags, *self._also.tags))
        contact_id = self._next[schema.Contact]
        self._next[schema.Contact] = contact_id + 1
        if self._arriving:
            photo, verbatim = self._arriving.of((one.row, *(one.more or ())))
            if verbatim:
                p = person = replace(person, extra=(*person.extra, *verbatim))
            if photo is not None:
                self._photos.append((self._next[schema.Photo], contact_id, photo))
                self._next[schema.Photo] += 1
        keys = row.keys + (row.likeness or people.match_keys(person))  # a row's keys hold its identity
        if not (uid := p.uid) or _mark_is_another_s(one.row):
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
                held, self._now, self._now, self._store._sort_key(p.name), self._also.tier._value_,
                p.said,
            )
        )  # fmt: skip
        if person.points:
            point_id = self._next[schema.ContactPoint]
            for point in dict.fromkeys(person.points):
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
        return contact_id

    def write(self, *, all_keys: bool = False) -> None:
        """Write those taken on so far, their keys where these are many or `all_keys` are asked for."""
        self._write(_CONTACT, self._contacts)
        self._write(_POINT, self._points)
        self._write(_TAG, self._tags)
        self._write(_PHOTO, self._photos)
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
        chains = _Chains()
        for contact_id, name in self._introduced:
            introducer = self._store._one_of_that_name(self._w, clean(name))
            if introducer is not None and chains.link(contact_id, introducer):
                sql = "UPDATE contact SET introducer_id = ? WHERE id = ?"
                self._w.connection.execute(sql, (introducer, contact_id))
                self._w.alters(r.Kind.CONTACT, introducer)
        self._w.bulk = history.Bulk({table: ids for table, ids in made.items() if ids[1] >= ids[0]})
        self._w.created[r.Kind.CONTACT] = set(range(first, last + 1))
        for table, ids in self._w.bulk.ranges.items():
            self._w.rows.made(table, *ids)


class _Chains:
    """Who of the new people was led to by whom, kept free of rings in close to linear time (a union-find): a file may
    hold a chain as long as itself. Whoever was known before was led to by nobody of these."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def link(self, contact_id: int, introducer: int) -> bool:
        """Have somebody who has no introducer yet led to by another. False, and nothing linked, where that would close
        a ring."""
        first = introducer
        while (above := self._above.get(first)) is not None:
            self._above[first] = self._above.get(above, above)
            first = above
        if first == contact_id:
            return False
        self._above[contact_id] = first
        return True


def _mark_is_another_s(row: r.PlannedRow) -> bool:
    """Whether somebody who is to be added all the same came with the uid of somebody known. They stay known by it, as
    their row's keys tell, but no two people carry one."""
    known = row.status in (r.RowStatus.SAME, r.RowStatus.CHANGED)
    return row.choice is r.Choice.ADD and (known or (row.reason is not None and row.reason.code == _SAME_MARK))


_SAME_MARK = "same-mark-other-name"


def _clean_row(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(clean(value) if isinstance(value, str) else value for value in row)
