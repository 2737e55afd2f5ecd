"""The store's verbs about people: the list, the person, their tags and who introduced them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from netplus_desktop.core import people
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.folding import query_words
from netplus_desktop.store import derived, history, reading, schema
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.listing import ListVerbs, match

_PLAIN_FIELDS = frozenset(field.name for field in fields(r.Person)) - {"points", "tags", "extra"}

_TICK_EVERY = 500

_LONGEST_CHAIN = 1000
"""Of people each of whom led to the next, far more than anybody's life has: no further is looked for a ring, lest a
file made for it keep an import busy for hours."""


class PeopleVerbs(ListVerbs):
    """Reading and writing people."""

    # --- the list -----------------------------------------------------------------------------------------

    def find_contacts(self, name: str, *, limit: int = 20) -> tuple[r.ContactRef, ...]:
        """People whose name matches, for choosing an introducer or naming somebody on the command line."""
        words = query_words(name)
        if words:
            hits = self._found(f"name : ({match(words)})")
            with sorted_failures():
                ids = self._order.sorted(hits)
        elif name.strip():
            return ()
        else:
            with sorted_failures():
                ids = self._order.ids()
        exact = {row[0] for row in self._ask("SELECT id FROM contact WHERE sort_key = ?", self._sort_key(name))}
        first = [*(one for one in ids if one in exact), *(one for one in ids if one not in exact)][:limit]
        names = dict(self._ask(f"SELECT id, name FROM contact WHERE id {reading.WITHIN}", reading.as_json(first)))
        return tuple(r.ContactRef(one, names[one]) for one in first if one in names)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of people who have it, the most used first."""
        return tuple(self._ask("SELECT tag, count(*) FROM contact_tag GROUP BY tag ORDER BY 2 DESC, 1"))

    # --- one person ---------------------------------------------------------------------------------------

    def contact(self, contact_id: int) -> r.Contact:
        """A person, whole. Raises `NotFoundError`."""
        with sorted_failures():
            found = reading.contact(self._connection(), contact_id)
        if found is None:
            raise NotFoundError("contact-gone")
        return found

    def holders(self, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """See `records.Known`."""
        import json

        found: dict[str, tuple[int, ...]] = {}
        if not self._ask("SELECT 1 FROM contact_key LIMIT 1"):
            return found  # a new vault knows nobody, and is where the largest files go
        for at in range(0, len(keys), 5000):
            sql = (
                "SELECT k.key, contact_id FROM json_each(?) j CROSS JOIN contact_key k ON k.key = j.value ORDER BY 1, 2"
            )
            for key, holder in self._ask(sql, json.dumps(keys[at : at + 5000])):
                held = found.get(key, ())
                if holder not in held:
                    found[key] = (*held, holder)
        return found

    def persons(self, ids: Sequence[int]) -> Mapping[int, r.Person]:
        """See `records.Known`. In the order asked for."""
        with sorted_failures():
            return reading.persons(self._connection(), ids)

    # --- writing ------------------------------------------------------------------------------------------

    def add_contact(self, person: r.Person) -> r.Changes:
        """A new person. Raises `UserError("name-needed")` when nothing names them."""
        person = named(person)
        with self._write(r.Action.ADD_CONTACT) as w:
            self._insert_person(w, person)
        return w.done

    def _insert_person(self, w: history.Writing, person: r.Person, row_keys: Sequence[str] = (), **more: Any) -> int:
        if not person.uid:
            person = replace(person, uid=people.own_uid())
        elif w.ids(schema.Contact, "uid = ?", person.uid):  # two may be known by it, one has it
            row_keys = (*row_keys, *people.identity_keys(person))
            person = replace(person, uid=people.own_uid())
        now = reading.written(self.now())
        values = {name: clean(getattr(person, name)) for name in _PLAIN_FIELDS}
        if person.introduced_by and "introducer" not in more:
            more["introducer"] = self._one_of_that_name(w, person.introduced_by)
        keys = keys_column({*derived.keys_of(person), *row_keys})
        contact_id = w.insert(
            schema.Contact, **values, extra=extra_column(person.extra), keys=keys, created=now, changed=now, **more
        )
        for point in dict.fromkeys(person.points):
            w.insert(
                schema.ContactPoint,
                contact=contact_id,
                kind=str(point.kind),
                value=clean(point.value),
                label=clean(point.label),
            )
        for tag in distinct_tags(person.tags):
            w.insert(schema.ContactTag, contact=contact_id, tag=tag)
        w.alters(r.Kind.CONTACT, more.get("introducer"))
        return contact_id

    def _one_of_that_name(self, w: history.Writing, name: str) -> int | None:
        """The contact with exactly this name, where there is exactly one."""
        sql = "SELECT id FROM contact WHERE sort_key = ? AND name = ?"
        rows = w.connection.execute(sql, (self._sort_key(name), name)).fetchall()
        return int(rows[0][0]) if len(rows) == 1 else None

    def edit_contact(self, contact_id: int, **fields: object) -> r.Changes:
        """Write some fields of `records.Person` (by their names); the others keep what they have."""
        old = self.persons((contact_id,)).get(contact_id)
        if old is None:
            raise NotFoundError("contact-gone")
        new = named(replace(old, **fields))  # type: ignore[arg-type]
        with self._write(r.Action.EDIT_CONTACT, (contact_id, *sorted(fields))) as w:
            self._update_person(w, contact_id, old, new)
        return w.done

    def _update_person(
        self, w: history.Writing, contact_id: int, old: r.Person, new: r.Person, more_keys: Sequence[str] = ()
    ) -> None:
        values: dict[str, Any] = {
            name: clean(getattr(new, name)) for name in _PLAIN_FIELDS if getattr(new, name) != getattr(old, name)
        }
        if new.extra != old.extra:
            values["extra"] = extra_column(new.extra)
        if "introduced_by" in values:
            linked = self._one_of_that_name(w, new.introduced_by) if new.introduced_by else None
            values["introducer"] = None if led_by(w, linked, contact_id) else linked
        ((held,),) = w.connection.execute("SELECT keys FROM contact WHERE id = ?", (contact_id,)).fetchall()
        # Keys of the rows that they came from stay; those that follow from what was known are worked out anew.
        from_rows = set(reading.lines(held)) - derived.keys_of(old)
        keys = keys_column(derived.keys_of(new) | from_rows | set(more_keys))
        if set(reading.lines(keys)) != set(reading.lines(held)):
            values["keys"] = keys
        tags = distinct_tags(new.tags)
        if values or new.points != old.points or tags != old.tags:
            w.update(schema.Contact, contact_id, **values, changed=reading.written(self.now()))
            w.alters(r.Kind.CONTACT, contact_id)
        if new.points != old.points:
            self._set_points(w, contact_id, new.points)
        if tags != old.tags:
            self._set_tags(w, contact_id, tags)

    def _set_points(self, w: history.Writing, contact_id: int, points: Sequence[r.Point]) -> None:
        sql = "SELECT id, kind, value, label FROM contact_point WHERE contact_id = ? ORDER BY id"
        there = w.connection.execute(sql, (contact_id,)).fetchall()
        wanted = [(str(point.kind), clean(point.value), clean(point.label)) for point in dict.fromkeys(points)]
        rows = same_rows([row[1:] for row in there], wanted)
        for at, (kind, value, label) in zip(rows, wanted, strict=True):
            if at is not None:
                w.update(schema.ContactPoint, there[at][0], kind=kind, value=value, label=label)
            else:
                w.insert(schema.ContactPoint, contact=contact_id, kind=kind, value=value, label=label)
        for at in {*range(len(there))}.difference(rows):
            w.delete(schema.ContactPoint, there[at][0])

    def _set_tags(self, w: history.Writing, contact_id: int, tags: Sequence[str]) -> None:
        sql = "SELECT id, tag FROM contact_tag WHERE contact_id = ? ORDER BY id"
        there = w.connection.execute(sql, (contact_id,)).fetchall()
        rows = same_rows([row[1] for row in there], tags)
        for at, tag in zip(rows, tags, strict=True):
            if at is not None:
                w.update(schema.ContactTag, there[at][0], tag=tag)
            else:
                w.insert(schema.ContactTag, contact=contact_id, tag=tag)
        for at in {*range(len(there))}.difference(rows):
            w.delete(schema.ContactTag, there[at][0])

    def set_introducer(self, contact_id: int, introducer_id: int | None) -> r.Changes:
        """Who led me to this person. Raises `UserError`: 'introducer-self' for the person alone,
        'introducer-ring-refused' for somebody whom the person led me to, directly or through others (field: name)."""
        if contact_id == introducer_id:
            raise UserError("introducer-self")
        self._exists(contact_id)
        name = ""
        if introducer_id is not None:
            rows = self._ask("SELECT name FROM contact WHERE id = ?", introducer_id)
            if not rows:
                raise NotFoundError("contact-gone")
            name = str(rows[0][0])
        with self._write(r.Action.EDIT_CONTACT) as w:
            if led_by(w, introducer_id, contact_id):
                raise UserError("introducer-ring-refused", name=name)
            ((before,),) = w.connection.execute("SELECT introducer_id FROM contact WHERE id = ?", (contact_id,))
            if w.update(schema.Contact, contact_id, introducer=introducer_id, introduced_by=name):
                w.update(schema.Contact, contact_id, changed=reading.written(self.now()))
                w.alters(r.Kind.CONTACT, before)
                w.alters(r.Kind.CONTACT, introducer_id)
        return w.done

    def delete_contacts(self, ids: Sequence[int]) -> r.Changes:
        """Remove people with their conversations and records; undo brings all of it back."""
        with self._write(r.Action.DELETE_CONTACTS) as w:
            for contact_id in dict.fromkeys(ids):
                self._delete_person(w, contact_id)
            w.count = len(w.removed.get(r.Kind.CONTACT, ()))
        return w.done

    def _delete_person(self, w: history.Writing, contact_id: int) -> None:
        for row in w.ids(schema.Draft, "contact_id = ?", contact_id):
            w.delete(schema.Draft, row)
        for row in w.ids(schema.Employer, "advocate_id = ?", contact_id):
            w.update(schema.Employer, row, advocate=None)
        for row in w.ids(schema.Offer, "contact_id = ?", contact_id):
            w.update(schema.Offer, row, contact=None)
        for row in w.ids(schema.Introduction, "? IN (first_id, second_id)", contact_id):
            self._delete_introduction(w, row)
        for row in w.ids(schema.Exchange, "contact_id = ?", contact_id):
            w.delete(schema.Exchange, row)
        for row in w.ids(schema.Heard, "contact_id = ?", contact_id):
            self._delete_heard(w, row)
        for row in w.ids(schema.Interview, "contact_id = ?", contact_id):
            self._delete_interview(w, row)
        for row in w.ids(schema.Heard, "referred_id = ?", contact_id):
            w.update(schema.Heard, row, referred=None)
            ((owner,),) = w.connection.execute("SELECT contact_id FROM heard WHERE id = ?", (row,))
            w.alters(r.Kind.CONTACT, owner)
        rows = w.connection.execute("SELECT name FROM contact WHERE id = ?", (contact_id,)).fetchall()
        for row in w.ids(schema.Contact, "introducer_id = ?", contact_id):
            w.update(schema.Contact, row, introducer=None, introduced_by=rows[0][0])
        introducers = w.connection.execute("SELECT introducer_id FROM contact WHERE id = ?", (contact_id,)).fetchall()
        for (introducer,) in introducers:
            w.alters(r.Kind.CONTACT, introducer)
        for table in (
            schema.ContactPoint, schema.ContactTag, schema.FormerPost, schema.Photo, schema.Ask, schema.SignalChoice,
            schema.PersonChoice,
        ):  # fmt: skip
            for row in w.ids(table, "contact_id = ?", contact_id):
                w.delete(table, row)
        w.delete(schema.Contact, contact_id)

    def _delete_introduction(self, w: history.Writing, introduction_id: int) -> None:
        sql = "SELECT first_id, second_id FROM introduction WHERE id = ?"
        for one in w.connection.execute(sql, (introduction_id,)).fetchone():
            w.alters(r.Kind.CONTACT, one)
        for row in w.ids(schema.IntroductionEvent, "introduction_id = ?", introduction_id):
            w.delete(schema.IntroductionEvent, row)
        w.delete(schema.Introduction, introduction_id)

    def _delete_heard(self, w: history.Writing, heard_id: int) -> None:
        for table in (schema.FitChoice, schema.PersonChoice):
            for row in w.ids(table, "need_id = ?", heard_id):
                w.delete(table, row)
        for row in w.ids(schema.Exchange, "need_id = ?", heard_id):
            w.update(schema.Exchange, row, need=None)
        w.delete(schema.Heard, heard_id)

    def _delete_interview(self, w: history.Writing, interview_id: int) -> None:
        for row in w.ids(schema.Heard, "interview_id = ?", interview_id):
            self._delete_heard(w, row)
        for kept in (schema.Exchange, schema.Ask):
            for row in w.ids(kept, "interview_id = ?", interview_id):
                w.update(kept, row, interview=None)
        for table in (schema.InterviewEvent, schema.InterviewQuestion, schema.Draft):
            for row in w.ids(table, "interview_id = ?", interview_id):
                w.delete(table, row)
        w.delete(schema.Interview, interview_id)

    def tag_contacts(self, ids: Sequence[int], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> r.Changes:
        """Give or take tags, for one person or many, as one step."""
        taken = {tag.strip().casefold() for tag in remove}
        with self._write(r.Action.TAG_CONTACTS) as w:
            changed = reading.written(self.now())
            for contact_id, person in self.persons(list(dict.fromkeys(ids))).items():
                tags = distinct_tags((*(tag for tag in person.tags if tag.casefold() not in taken), *add))
                if tags != person.tags:
                    self._set_tags(w, contact_id, tags)
                    w.update(schema.Contact, contact_id, changed=changed)
                    w.alters(r.Kind.CONTACT, contact_id)
            w.count = len(w.altered.get(r.Kind.CONTACT, ()))
        return w.done

    def set_tier(self, ids: Sequence[int], tier: r.Tier, tick: r.Tick = r.no_tick) -> r.Changes:
        """How closely to keep in touch with one person or many, as one step. Seconds for tens of thousands of people:
        work for the worker then. Raises `Cancelled` with nothing written."""
        with self._write(r.Action.SET_TIER) as w:
            changed = reading.written(self.now())
            others = w.ids(schema.Contact, f"id {reading.WITHIN} AND tier <> ?", reading.as_json(ids), str(tier))
            for number, contact_id in enumerate(others):
                if number % _TICK_EVERY == 0:
                    tick(number, len(others))
                w.update(schema.Contact, contact_id, tier=str(tier), changed=changed)
            w.count = len(others)
        return w.done

    def edit_former_post(self, post_id: int, organisation: str, title: str) -> r.Changes:
        """Write where somebody worked before. Raises `NotFoundError`."""
        owner = self._owner("former_post", post_id, "former-post-gone")
        with self._write(r.Action.EDIT_FORMER_POST) as w:
            if w.update(schema.FormerPost, post_id, organisation=clean(organisation), title=clean(title)):
                w.update(schema.Contact, owner, changed=reading.written(self.now()))
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def delete_former_post(self, post_id: int) -> r.Changes:
        """Forget where somebody worked before. Raises `NotFoundError`."""
        owner = self._owner("former_post", post_id, "former-post-gone")
        with self._write(r.Action.DELETE_FORMER_POST) as w:
            w.delete(schema.FormerPost, post_id)
            w.update(schema.Contact, owner, changed=reading.written(self.now()))
            w.alters(r.Kind.CONTACT, owner)
        return w.done


def led_by(w: history.Writing, one: int | None, other: int) -> bool:
    """Whether `other` is `one` or led to `one`, directly or through others: were `one` to have led to `other`, there
    would be a ring of introducers. A chain longer than `_LONGEST_CHAIN` counts as one."""
    sql = (
        "WITH RECURSIVE chain (id) AS (SELECT ?1 UNION SELECT introducer_id FROM contact JOIN chain USING (id) "
        "WHERE introducer_id IS NOT NULL LIMIT ?3) SELECT max(id = ?2) OR count(*) = ?3 FROM chain"
    )
    return one is not None and bool(w.connection.execute(sql, (one, other, _LONGEST_CHAIN)).fetchone()[0])


def same_rows(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Which rows, in the order of their ids, are to hold new values: for each its place in `old`, None for a row to be
    made. What is still there keeps its row where the order allows it, so that a copy of the vault knows it again."""
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    left, wanted = range(start, len(old) - end), list(new[start : len(new) - end])
    kept: list[int | None] = [at for at in left if old[at] in wanted]
    if [old[at] for at in kept if at is not None] != wanted:
        kept = list(left[: len(wanted)])
    missing = len(wanted) - len(kept)
    if missing and end:  # rows have no place between others: each takes the values of the one before
        return [*range(len(old)), *[None] * (len(new) - len(old))]
    return [*range(start), *kept, *[None] * missing, *range(len(old) - end, len(old))]


def named(person: r.Person) -> r.Person:
    """The person with a name to show. Raises `UserError("name-needed")`."""
    name = people.display_name(person)
    if not name:
        raise UserError("name-needed")
    return person if name == person.name else replace(person, name=name)


def clean(text: str) -> str:
    """Text that a vault can hold: halves of surrogate pairs, which no encoding has, become a replacement mark."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def keys_column(keys: Iterable[str]) -> str:
    """Keys as the vault keeps them with a person."""
    return clean("\n".join([key for key in keys if "\n" not in key]))


def extra_column(extra: Sequence[str]) -> str:
    """The lines kept verbatim, as the vault keeps them."""
    import json

    return json.dumps([clean(line) for line in extra]) if extra else ""


def distinct_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags without blanks around them, each once whatever its capitals."""
    once: dict[str, str] = {}
    for tag in tags:
        text = clean(" ".join(tag.split()))
        if text:
            once.setdefault(text.casefold(), text)
    return tuple(once.values())
