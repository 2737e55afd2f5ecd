"""The store's verbs about what was heard: notes, and the needs, takeaways, referrals and promises filed from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from netplus_desktop.core import practice
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store import history, reading, schema
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.interviews import InterviewVerbs
from netplus_desktop.store.people import clean, named

_LETTERS = {kind: letter for letter, kind in practice.FILING_LETTERS.items()}
_EDITABLE = frozenset({"text", "state", "due", "mine", "action"})


class HeardVerbs(InterviewVerbs):
    """Notes and the things filed from them."""

    # --- notes --------------------------------------------------------------------------------------------

    def save_notes(self, interview_id: int, notes: str, *, unfinished: int | None = None) -> r.Changes:
        """Keep the notes and file their lines (`practice.filed_as`). The line numbered `unfinished` (from 0: where
        the caret stands) is kept as text but not filed yet. A line that was edited alters its thing; a line that
        was removed removes it, unless something has been done with it (met, kept, referred, offered for)."""
        notes = clean(notes)
        rows = self._ask("SELECT contact_id, notes FROM interview WHERE id = ?", interview_id)
        if not rows:
            raise NotFoundError("interview-gone")
        owner, before = rows[0]
        with self._write(r.Action.EDIT_NOTES, interview_id) as w:
            w.update(schema.Interview, interview_id, notes=notes)
            self._file(w, interview_id, owner, before.split("\n"), notes.split("\n"), unfinished)
            if not w.empty:
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def _file(
        self,
        w: history.Writing,
        interview_id: int,
        owner: int,
        old: Sequence[str],
        new: Sequence[str],
        unfinished: int | None,
    ) -> None:
        """Bring the things of an interview in step with the lines of its notes."""
        sql = "SELECT line, id, kind, text FROM heard WHERE interview_id = ? AND line IS NOT NULL"
        things = {line: (one, kind, text) for line, one, kind, text in w.connection.execute(sql, (interview_id,))}
        filed = {at: (str(f[0]), f[1]) for at, line in enumerate(new) if (f := practice.filed_as(line))}
        placed = _places(old, new, {line: (kind, text) for line, (_, kind, text) in things.items()}, filed, unfinished)
        for line, (thing, kind, _) in things.items():
            at = placed.get(line)
            if at is None:
                self._drop(w, thing)
            elif at == unfinished:
                w.update(schema.Heard, thing, line=at)  # wait until the line is finished
            elif filed[at][0] != kind and self._used(w, thing):
                w.update(schema.Heard, thing, line=None)
                self._insert_heard(w, owner, interview_id, *filed[at], line=at)
            else:
                w.update(schema.Heard, thing, kind=filed[at][0], text=filed[at][1], line=at)
        taken = set(placed.values())
        for at, (kind, text) in filed.items():
            if at != unfinished and at not in taken:
                self._insert_heard(w, owner, interview_id, kind, text, line=at)

    def _insert_heard(
        self, w: history.Writing, owner: int, interview_id: int | None, kind: str, text: str, **more: Any
    ) -> int:
        values = {"day": self._today().isoformat()} | more
        return w.insert(schema.Heard, contact=owner, interview=interview_id, kind=kind, text=clean(text), **values)

    def _used(self, w: history.Writing, heard_id: int) -> bool:
        """Whether something has been done with a thing heard: met, kept, referred, followed, offered for, or written
        beside."""
        sql = (
            "SELECT state <> 'open' OR referred_id IS NOT NULL OR action <> '' OR due IS NOT NULL OR NOT mine "
            "OR coalesce(introduced, contacted, reported) IS NOT NULL "
            "OR EXISTS (SELECT 1 FROM exchange WHERE need_id = heard.id) FROM heard WHERE id = ?"
        )
        ((used,),) = w.connection.execute(sql, (heard_id,)).fetchall()
        return bool(used)

    def _drop(self, w: history.Writing, heard_id: int) -> None:
        """The line that filed a thing is gone: the thing too, unless something has been done with it."""
        if self._used(w, heard_id):
            w.update(schema.Heard, heard_id, line=None)
        else:
            w.delete(schema.Heard, heard_id)

    # --- things -------------------------------------------------------------------------------------------

    def add_heard(
        self,
        contact_id: int,
        kind: r.HeardKind,
        text: str,
        *,
        interview_id: int | None = None,
        due: date | None = None,
        mine: bool = True,
        action: str = "",
    ) -> r.Changes:
        """A need, takeaway, referral or promise that no line of the notes filed."""
        text = text.strip()
        if not text:
            raise UserError("text-needed")
        self._exists(contact_id)
        if interview_id is not None:
            self._owner("interview", interview_id, "interview-gone")
        with self._write(r.Action.ADD_HEARD) as w:
            more = {"due": due.isoformat() if due else None, "mine": int(mine), "action": clean(action)}
            self._insert_heard(w, contact_id, interview_id, str(kind), text, **more)
            w.alters(r.Kind.CONTACT, contact_id)
            w.alters(r.Kind.INTERVIEW, interview_id)
        return w.done

    def edit_heard(self, heard_id: int, **fields: object) -> r.Changes:
        """Write some of text, state, due, mine, action. A new text is written into its line of the notes, too."""
        if not fields.keys() <= _EDITABLE:
            raise TypeError(f"not to be edited: {sorted(fields.keys() - _EDITABLE)}")
        thing = self._heard(heard_id)
        values: dict[str, Any] = dict(fields)
        if "text" in values:
            values["text"] = clean(" ".join(str(values["text"]).split()))
            if not values["text"]:
                raise UserError("text-needed")
        if "due" in values:
            values["due"] = values["due"].isoformat() if values["due"] else None
        if "state" in values:
            values["state"] = str(r.HeardState(values["state"]))
        if "mine" in values:
            values["mine"] = int(bool(values["mine"]))
        if "action" in values:
            values["action"] = clean(str(values["action"]))
        with self._write(r.Action.EDIT_HEARD, (heard_id, *sorted(fields))) as w:
            if w.update(schema.Heard, heard_id, **values):
                if "text" in values and values["text"] != thing.text:
                    self._rewrite_line(w, heard_id, f"{_LETTERS[thing.kind]} {values['text']}")
                w.alters(r.Kind.CONTACT, thing.contact_id)
        return w.done

    def _heard(self, heard_id: int) -> r.Heard:
        with sorted_failures():
            found = reading.heard(self._connection(), "WHERE heard.id = ?", (heard_id,))
        if not found:
            raise NotFoundError("heard-gone")
        return found[0]

    def _rewrite_line(self, w: history.Writing, heard_id: int, line: str) -> None:
        """Put another line in the place of the one that filed a thing."""
        sql = "SELECT line, interview_id, notes FROM heard JOIN interview i ON i.id = interview_id WHERE heard.id = ?"
        for at, interview_id, notes in w.connection.execute(sql, (heard_id,)).fetchall():
            lines = notes.split("\n")
            if at is not None and at < len(lines):
                lines[at] = line
                w.update(schema.Interview, interview_id, notes="\n".join(lines))

    def delete_heard(self, heard_id: int) -> r.Changes:
        """Take a thing heard away; the line in the notes stays as plain history."""
        thing = self._heard(heard_id)
        with self._write(r.Action.DELETE_HEARD) as w:
            plain = thing.text
            while filed := practice.filed_as(plain):  # "n n" would file again
                plain = filed[1]
            self._rewrite_line(w, heard_id, plain)
            self._delete_heard(w, heard_id)
            w.alters(r.Kind.CONTACT, thing.contact_id)
        return w.done

    def follow_referral(self, heard_id: int, person: r.Person) -> r.Changes:
        """Make a contact of a referral, with the one who named them as introducer. A referral that already became a
        contact changes nothing."""
        thing = self._heard(heard_id)
        if thing.referred is not None:
            return r.Changes(r.Action.FOLLOW_REFERRAL)
        person = named(person)
        with self._write(r.Action.FOLLOW_REFERRAL) as w:
            ((name, sample),) = w.connection.execute(
                "SELECT name, sample FROM contact WHERE id = ?", (thing.contact_id,)
            ).fetchall()
            made = self._insert_person(w, person, introducer=thing.contact_id, sample=sample)
            w.update(schema.Contact, made, introduced_by=name)
            w.update(schema.Heard, heard_id, referred=made)
            w.alters(r.Kind.CONTACT, thing.contact_id)
        return w.done

    def link_referral(self, heard_id: int, contact_id: int) -> r.Changes:
        """Say that a referral names somebody who is in the vault already, whose own record stays as it is. Raises
        `NotFoundError`."""
        thing = self._heard(heard_id)
        self._exists(contact_id)
        with self._write(r.Action.EDIT_HEARD) as w:
            w.update(schema.Heard, heard_id, referred=contact_id)
            w.alters(r.Kind.CONTACT, thing.contact_id)
        return w.done


def _places(
    old: Sequence[str],
    new: Sequence[str],
    things: dict[int, tuple[str, str]],
    filed: dict[int, tuple[str, str]],
    unfinished: int | None,
) -> dict[int, int]:
    """Where the line of each thing has gone: old line number -> new one; things whose line is gone are absent."""
    placed: dict[int, int] = {}
    free = {at for at in range(len(new)) if at in filed or at == unfinished}

    def place(line: int, at: int) -> None:
        placed[line] = at
        free.discard(at)

    edited: list[tuple[Sequence[int], Sequence[int]]] = []
    for tag, a, b, c, d in _opcodes(old, new):
        if tag == "equal":
            for line, at in zip(range(a, b), range(c, d), strict=True):
                if line in things and at in free:
                    place(line, at)
        else:
            edited.append((range(a, b), range(c, d)))
    waiting = [line for line in sorted(things) if line not in placed]
    for line in waiting:  # the same line elsewhere: it was moved
        same = next((at for at in sorted(free) if filed.get(at) == things[line]), None)
        if same is not None:
            place(line, same)
    for lines, places in edited:  # what is left between the same neighbours was edited
        left = [line for line in lines if line in things and line not in placed]
        for line, at in zip(left, (at for at in places if at in free), strict=False):
            placed[line] = at
        free.difference_update(placed.values())
    return placed


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """How one list of lines became the other. What is the same at both ends is not compared at length."""
    start, end = 0, 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield "equal", 0, start, 0, start
    from difflib import SequenceMatcher  # not needed before notes are edited

    middle = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
    for tag, a, b, c, d in middle.get_opcodes():
        yield tag, a + start, b + start, c + start, d + start
    yield "equal", len(old) - end, len(old), len(new) - end, len(new)
