"""The store's verbs about introductions: those I make, by double opt-in; those made for me; who led me to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store import history, reading, schema
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.heard import HeardVerbs
from netplus_desktop.store.people import clean, led_by, named

if TYPE_CHECKING:
    from netplus_desktop.core.introductions import Chain, IntroductionLetter

_EDITABLE = frozenset({"reason", "first_blurb", "second_blurb"})

_LINKS = 50
"""Links of a chain that are followed: far more than anybody remembers, and an end to a ring that a file brought."""

_BRANCHES = 200
"""People shown whom one led me to, directly or through others."""

_BEFORE = f"""
WITH RECURSIVE up(id, introducer_id, name, far) AS (
    SELECT id, introducer_id, name, 0 FROM contact WHERE id = ?1
    UNION ALL
    SELECT c.id, c.introducer_id, c.name, far + 1 FROM contact c JOIN up ON c.id = up.introducer_id
    WHERE far < {_LINKS} AND c.id <> ?1
)
SELECT id, name FROM up WHERE far > 0 ORDER BY far DESC
"""

_AFTER = f"""
WITH RECURSIVE down(id, introducer_id, name, sort_key, far) AS (
    SELECT id, introducer_id, name, sort_key, 1 FROM contact WHERE introducer_id = ?1
    UNION ALL
    SELECT c.id, c.introducer_id, c.name, c.sort_key, far + 1 FROM contact c JOIN down ON c.introducer_id = down.id
    WHERE far < {_LINKS} AND c.id <> ?1
    LIMIT {_BRANCHES}
)
SELECT introducer_id, id, name FROM down ORDER BY far, sort_key, id
"""


class IntroductionVerbs(HeardVerbs):
    """Reading and writing introductions. They are read with either of the two: `Contact.introductions`."""

    def introduction(self, introduction_id: int) -> r.Introduction:
        """One introduction. Raises `NotFoundError`."""
        with sorted_failures():
            found = reading.introductions(self._connection(), "WHERE introduction.id = ?", (introduction_id,))
        if not found:
            raise NotFoundError("introduction-gone")
        return found[0]

    def introduce(self, first_id: int, second: int | r.Person, reason: str = "") -> r.Changes:
        """The idea that two people should meet; a `Person` is added as a contact with it. Raises `NotFoundError`,
        `UserError`: 'introduction-alone' where both are one, 'introduction-there' where one of the two is under way,
        'name-needed'."""
        self._exists(first_id)
        if isinstance(second, int):
            self._exists(second)
            self._refuse_doubles(first_id, second)
        with self._write(r.Action.ADD_INTRODUCTION) as w:
            other = second if isinstance(second, int) else self._insert_person(w, named(second))
            w.insert(schema.Introduction, first=first_id, second=other, reason=clean(reason.strip()))
            w.alters(r.Kind.CONTACT, first_id)
            if isinstance(second, int):
                w.alters(r.Kind.CONTACT, other)
        return w.done

    def _refuse_doubles(self, first_id: int, second_id: int) -> None:
        from netplus_desktop.core.introductions import is_open  # here, as below: no start needs it

        if first_id == second_id:
            raise UserError("introduction-alone")
        with sorted_failures():
            pair = "WHERE first_id IN (?1, ?2) AND second_id IN (?1, ?2)"
            found = reading.introductions(self._connection(), pair, (first_id, second_id))
        if any(is_open(one) for one in found):
            raise UserError("introduction-there", first=found[0].first.name, second=found[0].second.name)

    def edit_introduction(self, introduction_id: int, **fields: str) -> r.Changes:
        """Write some of reason, first_blurb and second_blurb: what the other reads about the first, and the second."""
        if not fields.keys() <= _EDITABLE:
            raise TypeError(f"not to be edited: {sorted(fields.keys() - _EDITABLE)}")
        one = self.introduction(introduction_id)
        with self._writing(one, r.Action.EDIT_INTRODUCTION, *sorted(fields)) as w:
            w.update(schema.Introduction, one.id, **{name: clean(text) for name, text in fields.items()})
        return w.done

    def record_introduction(self, introduction_id: int, kind: r.IntroductionKind, at: datetime) -> r.Changes:
        """Something happened on the way of an introduction. Raises `NotFoundError`, `UserError`:
        'introduction-two-yeses' where names would be joined before both agreed and no reason is given,
        'introduction-not-yet' where something else has to come first."""
        one = self.introduction(introduction_id)
        self._refuse_kind(one, kind)
        with self._writing(one, r.Action.RECORD_INTRODUCTION) as w:
            self._put_event(w, one, kind, at)
        return w.done

    def introduction_sent(
        self, introduction_id: int, letter: IntroductionLetter, subject: str, body: str, at: datetime
    ) -> r.Changes:
        """The user says that a letter of an introduction went out: it is kept with whom it reached, and what it does
        is recorded. Raises what `record_introduction` raises."""
        from netplus_desktop.core.introductions import LETTER_RECORDS

        one = self.introduction(introduction_id)
        self._refuse_kind(one, LETTER_RECORDS[letter])
        with self._writing(one, r.Action.SEND_DRAFT) as w:
            self._put_event(w, one, LETTER_RECORDS[letter], at)
            self._letter_sent(w, one, letter, r.Letter(subject, body, at))
        return w.done

    def introduce_all_the_same(self, introduction_id: int, reason: str) -> r.Changes:
        """Say why two people are introduced though not both have said yes; "" takes it back, while they are not.
        Raises `NotFoundError`, `UserError`: 'introduction-reason-needed' where they are introduced already without
        two yeses."""
        from netplus_desktop.core.introductions import both_agree

        one = self.introduction(introduction_id)
        text = clean(" ".join(reason.split()))
        if not text and one.event(r.IntroductionKind.INTRODUCED) and not both_agree(one):
            raise UserError("introduction-reason-needed")
        with self._writing(one, r.Action.EDIT_INTRODUCTION, "override") as w:
            w.update(schema.Introduction, one.id, override=text)
        return w.done

    def _refuse_kind(self, one: r.Introduction, kind: r.IntroductionKind) -> None:
        from netplus_desktop.core.introductions import next_kinds

        if kind in next_kinds(one):
            return
        names = {"first": one.first.name, "second": one.second.name}
        if kind is r.IntroductionKind.INTRODUCED:
            raise UserError("introduction-two-yeses", **names)
        raise UserError("introduction-not-yet", **names)

    def date_introduction(self, introduction_id: int, kind: r.IntroductionKind, at: datetime | None) -> r.Changes:
        """Say on which day something happened that is recorded; None takes it back, which only the last can be, since
        the rest stands on it. Raises `NotFoundError`, `UserError("introduction-not-last")`."""
        from netplus_desktop.core.introductions import last_kind

        one = self.introduction(introduction_id)
        if one.event(kind) is None:
            raise NotFoundError("introduction-gone")
        if at is None and kind is not last_kind(one):
            raise UserError("introduction-not-last")
        with self._writing(one, r.Action.RECORD_INTRODUCTION) as w:
            if at is not None:
                self._put_event(w, one, kind, at)
            else:
                for row in self._events(w, one, kind):
                    w.delete(schema.IntroductionEvent, row)
        return w.done

    def delete_introduction(self, introduction_id: int) -> r.Changes:
        """Take an introduction away with all that was noted of it; letters that went out stay with their people."""
        from netplus_desktop.core.introductions import IntroductionLetter

        one = self.introduction(introduction_id)
        with self._writing(one, r.Action.DELETE_INTRODUCTION) as w:
            for letter in IntroductionLetter:
                for row in w.ids(schema.Draft, _ITS_LETTER, *_its(one, letter)):
                    w.delete(schema.Draft, row)
            self._delete_introduction(w, one.id)
        return w.done

    @contextmanager
    def _writing(self, one: r.Introduction, action: r.Action, *field: str) -> Iterator[history.Writing]:
        """Writes about an introduction, told of both people; edits of one `field` are one step."""
        with self._write(action, (one.id, *field) if field else None) as w:
            yield w
            if not w.empty:
                w.alters(r.Kind.CONTACT, one.first.id)
                w.alters(r.Kind.CONTACT, one.second.id)

    def _events(self, w: history.Writing, one: r.Introduction, kind: r.IntroductionKind) -> list[int]:
        return w.ids(schema.IntroductionEvent, "introduction_id = ? AND kind = ?", one.id, str(kind))

    def _put_event(self, w: history.Writing, one: r.Introduction, kind: r.IntroductionKind, at: datetime) -> None:
        there = self._events(w, one, kind)
        if there:
            w.update(schema.IntroductionEvent, there[0], at=reading.written(at))
        else:
            w.insert(schema.IntroductionEvent, introduction=one.id, kind=str(kind), at=reading.written(at))

    # --- its letters --------------------------------------------------------------------------------------

    def keep_introduction_letter(
        self, introduction_id: int, letter: IntroductionLetter, subject: str, body: str
    ) -> r.Changes:
        """Keep a letter of an introduction that has not gone out. It is kept with whom it is to; the one to both, with
        the first. Raises `NotFoundError`."""
        one = self.introduction(introduction_id)
        with self._writing(one, r.Action.EDIT_DRAFT, str(letter)) as w:
            self._put_letter(w, one, letter, r.Letter(subject, body))
        return w.done

    def introduction_letter(self, introduction_id: int, letter: IntroductionLetter) -> r.Letter | None:
        """A letter of an introduction as it was begun; None where it was not, or where it went out."""
        one = self.introduction(introduction_id)
        rows = self._ask(f"SELECT subject, body FROM draft WHERE {_ITS_LETTER}", *_its(one, letter))
        return r.Letter(*rows[0]) if rows else None

    def _put_letter(self, w: history.Writing, one: r.Introduction, letter: IntroductionLetter, text: r.Letter) -> None:
        values: dict[str, Any] = {
            "subject": clean(text.subject),
            "body": clean(text.body),
            "sent": reading.written(text.sent) if text.sent else None,
        }
        contact_id, kind, _ = _its(one, letter)
        there = w.ids(schema.Draft, _ITS_LETTER, *_its(one, letter))
        if there:
            w.update(schema.Draft, there[0], **values)
        else:
            w.insert(schema.Draft, contact=contact_id, interview=None, kind=kind, **values)

    def _letter_sent(self, w: history.Writing, one: r.Introduction, letter: IntroductionLetter, text: r.Letter) -> None:
        from netplus_desktop.core.introductions import IntroductionLetter

        self._put_letter(w, one, letter, text)
        if letter is IntroductionLetter.TO_BOTH:  # the second has it, too
            values = {"subject": clean(text.subject), "body": clean(text.body)}
            sent, kind = reading.written(text.sent or self.now()), str(r.DraftKind.INTRODUCTION)
            w.insert(schema.Draft, contact=one.second.id, interview=None, kind=kind, sent=sent, **values)

    # --- introductions that others made -------------------------------------------------------------------

    def introduced_me(self, connector_id: int, other: int | r.Person, on: date) -> r.Changes:
        """Somebody introduced me to another person, who is added as a contact where they are a `Person`. It is kept as
        a referral of theirs, which stays open until they were told what came of it. Somebody whom nobody led me to yet
        is now linked with the connector. Raises `NotFoundError`, `UserError`: 'introduction-alone', 'name-needed'."""
        self._exists(connector_id)
        if other == connector_id:
            raise UserError("introduction-alone")
        if isinstance(other, int):
            self._exists(other)
        with self._write(r.Action.RECORD_INTRODUCED) as w:
            ((connector, sample),) = w.connection.execute(
                "SELECT name, sample FROM contact WHERE id = ?", (connector_id,)
            ).fetchall()
            if isinstance(other, int):
                one = other
                self._link(w, one, connector_id, connector)
            else:
                one = self._insert_person(w, named(other), introducer=connector_id, sample=sample)
                w.update(schema.Contact, one, introduced_by=connector)
            ((name,),) = w.connection.execute("SELECT name FROM contact WHERE id = ?", (one,)).fetchall()
            there = w.ids(schema.Heard, _NAMED, connector_id, str(r.HeardKind.REFERRAL), one)
            if there:
                w.update(schema.Heard, there[0], introduced=on.isoformat())
            else:
                row = self._insert_heard(w, connector_id, None, str(r.HeardKind.REFERRAL), name, day=on.isoformat())
                w.update(schema.Heard, row, referred=one, introduced=on.isoformat())
            w.alters(r.Kind.CONTACT, connector_id)
        return w.done

    def _link(self, w: history.Writing, one: int, connector_id: int, connector: str) -> None:
        """Let the connector be who led me to somebody, unless that was another, or it would close a ring."""
        ((before, by_name),) = w.connection.execute(
            "SELECT introducer_id, introduced_by FROM contact WHERE id = ?", (one,)
        ).fetchall()
        if before is None and not by_name and not led_by(w, connector_id, one):
            changed = reading.written(self.now())
            w.update(schema.Contact, one, introducer=connector_id, introduced_by=connector, changed=changed)

    def chain(self, contact_id: int) -> Chain:
        """Who led me to somebody through whom, and to whom they led me."""
        from netplus_desktop.core.introductions import chain_of

        before = tuple(r.ContactRef(one, name) for one, name in self._ask(_BEFORE, contact_id))
        led: defaultdict[int, list[r.ContactRef]] = defaultdict(list)
        for by, one, name in self._ask(_AFTER, contact_id):
            led[by].append(r.ContactRef(one, name))
        return chain_of(contact_id, before, {by: tuple(refs) for by, refs in led.items()})


_NAMED = "contact_id = ? AND kind = ? AND referred_id = ? AND introduced IS NULL AND state = 'open'"
"""A referral of theirs to this person that has not led to an introduction yet."""

_ITS_LETTER = "contact_id = ? AND kind = ? AND sent IS NULL AND instr(subject || body, ?) > 0"
"""Letters to one person that have not gone out are told apart by whom they name."""


def _its(one: r.Introduction, letter: IntroductionLetter) -> tuple[int, str, str]:
    """Where a letter of an introduction is kept: with whom, as what, naming whom."""
    from netplus_desktop.core.introductions import IntroductionLetter

    kind = r.DraftKind.INTRODUCTION if letter is IntroductionLetter.TO_BOTH else r.DraftKind.INTRODUCTION_ASKED
    to, about = (one.second, one.first) if letter is IntroductionLetter.TO_SECOND else (one.first, one.second)
    return to.id, str(kind), clean(about.name)
