"""The store's verbs about people who are entered twice: finding them, merging two, remembering that two are not one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netplus_desktop.core import people
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store import history, reading, schema
from netplus_desktop.store.fits import FitVerbs
from netplus_desktop.store.people import keys_column, led_by, named

if TYPE_CHECKING:
    from netplus_desktop.core.duplicates import Pair

_TICK_EVERY = 2000

_NOT = "not:"
"""Stands among a person's keys before the UID of somebody whom they were said not to be. So it is undone, merged
between copies of a vault and kept through a merge of people like every other key."""


class DuplicateVerbs(FitVerbs):
    """Duplicates."""

    def find_duplicates(self, tick: r.Tick = r.no_tick) -> list[Pair]:
        """Pairs of people who may be one, the surest first, without those that were said to be two. Takes seconds with
        100,000 people: work for the worker. Raises `Cancelled`."""
        from netplus_desktop.core import duplicates  # here: no start looks for them

        mails: defaultdict[int, list[str]] = defaultdict(list)
        phones: defaultdict[int, list[str]] = defaultdict(list)
        for holder, kind, value in self._ask(
            "SELECT contact_id, kind, value FROM contact_point WHERE kind IN ('email', 'phone')"
        ):
            (mails if kind == r.PointKind.EMAIL else phones)[holder].append(value)
        rows = self._ask("SELECT id, name, given, family, organisation FROM contact ORDER BY id")
        entries = []
        for number, (one, name, given, family, organisation) in enumerate(rows):
            if number % _TICK_EVERY == 0:
                tick(number, 2 * len(rows))
            entries.append(
                duplicates.entry(one, name, given, family, organisation, mails.get(one, ()), phones.get(one, ()))
            )
        apart = self._apart()
        return [pair for pair in duplicates.find(entries, tick) if (pair.first, pair.second) not in apart]

    def _apart(self) -> set[tuple[int, int]]:
        """The pairs that were said to be two people, each in the order of the ids."""
        rows = self._ask(
            "SELECT n.contact_id, u.contact_id FROM contact_key n JOIN contact_key u "
            "ON u.key = 'uid:' || substr(n.key, 5) WHERE n.key >= 'not:' AND n.key < 'not;'"
        )
        return {(min(pair), max(pair)) for pair in rows}

    def keep_apart(self, first: int, second: int) -> r.Changes:
        """Remember that two people are not the same person: they are not proposed again. Raises `NotFoundError`."""
        both = self.persons((first, second))
        if len(both) < 2:
            raise NotFoundError("contact-gone")
        with self._write(r.Action.KEEP_APART) as w:
            ((held,),) = w.connection.execute("SELECT keys FROM contact WHERE id = ?", (first,))
            mark = _NOT + people.identity_keys(both[second])[0].removeprefix("uid:")
            w.update(schema.Contact, first, keys=keys_column(dict.fromkeys((*reading.lines(held), mark))))
        return w.done

    def merge_contacts(self, kept: int, other: int, person: r.Person) -> r.Changes:
        """Make one person of two: `kept` becomes `person`, gets everything that hangs on `other`, and is known by what
        both were known by; `other` goes. Raises `NotFoundError`, `UserError("merge-with-self")`."""
        if kept == other:
            raise UserError("merge-with-self")
        both = self.persons((kept, other))
        if len(both) < 2:
            raise NotFoundError("contact-gone")
        with self._write(r.Action.MERGE_CONTACTS) as w:
            sql = "SELECT keys, introducer_id, created, sample, tier, last_message, resting FROM contact WHERE id = ?"
            ((keys, introducer, created, sample, tier, message, resting),) = w.connection.execute(sql, (other,))
            self._hang_on(w, other, kept)
            self._delete_person(w, other)
            self._update_person(w, kept, both[kept], named(person), reading.lines(keys))
            ((_, led, since, own, kept_tier, kept_message, kept_resting),) = w.connection.execute(sql, (kept,))
            w.update(
                schema.Contact,
                kept,
                created=min(created, since),
                sample=int(sample and own),
                tier=kept_tier or tier,
                last_message=max(kept_message, message),
                resting=int(resting or kept_resting),
                introducer=introducer if led is None and introducer != kept else led,
            )
            self._open_ring(w, kept)
            w.alters(r.Kind.CONTACT, kept)
        return w.done

    def _open_ring(self, w: history.Writing, kept: int) -> None:
        """Where one of the two led to somebody who led to the other, nobody would have come first: that person stays
        the introducer by name only."""
        sql = "SELECT i.id, i.name FROM contact c JOIN contact i ON i.id = c.introducer_id WHERE c.id = ?"
        for introducer, name in w.connection.execute(sql, (kept,)).fetchall():
            if led_by(w, introducer, kept):
                w.update(schema.Contact, kept, introducer=None, introduced_by=name)

    def _hang_on(self, w: history.Writing, other: int, kept: int) -> None:
        """Hang on `kept` what hangs on `other`."""
        for table in (
            schema.Interview, schema.Heard, schema.Exchange, schema.FormerPost, schema.Draft, schema.Ask, schema.Offer,
            schema.SignalChoice,
        ):  # fmt: skip
            for row in w.ids(table, "contact_id = ?", other):
                w.update(table, row, contact=kept)
        for row in w.ids(schema.Introduction, "? IN (first_id, second_id) AND ? IN (first_id, second_id)", kept, other):
            self._delete_introduction(w, row)  # nobody is introduced to themselves
        for side, facing in (("first", "second"), ("second", "first")):
            for row in w.ids(schema.Introduction, f"{side}_id = ?", other):
                w.update(schema.Introduction, row, **{side: kept})
                sql = f"SELECT {facing}_id FROM introduction WHERE id = ?"
                w.alters(r.Kind.CONTACT, w.connection.execute(sql, (row,)).fetchone()[0])
        self._hang_choices(w, other, kept)
        if not w.ids(schema.Photo, "contact_id = ?", kept):
            for row in w.ids(schema.Photo, "contact_id = ?", other):
                w.update(schema.Photo, row, contact=kept)
        for row in w.ids(schema.Heard, "referred_id = ?", other):
            w.update(schema.Heard, row, referred=kept)
            ((namer,),) = w.connection.execute("SELECT contact_id FROM heard WHERE id = ?", (row,))
            w.alters(r.Kind.CONTACT, namer)
        for row in w.ids(schema.Employer, "advocate_id = ?", other):
            w.update(schema.Employer, row, advocate=kept)
        for row in w.ids(schema.Contact, "introducer_id = ?", other):
            w.update(schema.Contact, row, introducer=kept if row != kept else None)

    def _hang_choices(self, w: history.Writing, other: int, kept: int) -> None:
        """For whose needs the two were pinned or put aside: nobody helps themselves, and a pin outweighs the other."""
        mine = "need_id IN (SELECT id FROM heard WHERE contact_id = ?) AND contact_id IN (?, ?)"
        for row in w.ids(schema.PersonChoice, mine, kept, kept, other):
            w.delete(schema.PersonChoice, row)
        for row in w.ids(schema.PersonChoice, "contact_id = ?", other):
            sql = "SELECT need_id, choice FROM person_choice WHERE id = ?"
            ((need, choice),) = w.connection.execute(sql, (row,))
            there = w.ids(schema.PersonChoice, "need_id = ? AND contact_id = ?", need, kept)
            if not there:
                w.update(schema.PersonChoice, row, contact=kept)
            elif choice == r.FitChoice.PINNED:
                w.update(schema.PersonChoice, there[0], choice=choice)
