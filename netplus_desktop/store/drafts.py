"""The store's verbs about letters other than the thank-you: the approach, the reminder, later notes, landing notes; and
whom else one could write to."""

from __future__ import annotations

from datetime import datetime

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.store import reading, schema
from netplus_desktop.store.interviews import InterviewVerbs
from netplus_desktop.store.people import clean

_RECORDS = {
    r.DraftKind.APPROACH: r.EventKind.REQUESTED,
    r.DraftKind.APPROACH_NOTE: r.EventKind.REQUESTED,
    r.DraftKind.APPROACH_CALL: r.EventKind.REQUESTED,
    r.DraftKind.NUDGE: r.EventKind.NUDGED,
    r.DraftKind.CONFIRM: r.EventKind.CONFIRMED,
}
"""The fact about the conversation that a letter makes when it goes out."""

_UNANSWERED_THERE = """
SELECT i.id, i.contact_id FROM contact AS me
JOIN contact AS c ON c.organisation = me.organisation COLLATE NOCASE AND c.id <> me.id
JOIN interview AS i ON i.contact_id = c.id AND i.starts IS NULL
JOIN interview_event AS asked ON asked.interview_id = i.id AND asked.kind = 'requested'
WHERE me.id = ? AND me.organisation <> '' AND NOT EXISTS (
    SELECT 1 FROM interview_event AS e WHERE e.interview_id = i.id AND e.kind NOT IN ('requested', 'prepared')
)
ORDER BY i.id
"""
"""Conversations asked for at the same employer that nobody has answered, nor been reminded of."""

_OTHERS_THERE = """
SELECT c.id, c.name FROM contact AS me
JOIN contact AS c ON c.organisation = me.organisation COLLATE NOCASE AND c.id <> me.id
WHERE me.id = ? AND me.organisation <> '' AND NOT EXISTS (SELECT 1 FROM interview WHERE contact_id = c.id)
ORDER BY c.sort_key, c.id LIMIT ?
"""


class DraftVerbs(InterviewVerbs):
    """Writing letters. They are read with their person: `Contact.drafts`."""

    def others_there(self, contact_id: int, *, limit: int = 3) -> tuple[r.ContactRef, ...]:
        """People at the same employer with whom no conversation was ever planned, by name."""
        return tuple(r.ContactRef(one, name) for one, name in self._ask(_OTHERS_THERE, contact_id, limit))

    def save_draft(
        self, contact_id: int, kind: r.DraftKind, subject: str, body: str, *, interview_id: int | None = None
    ) -> r.Changes:
        """Keep the letter of this kind that has not gone out: of one conversation, or of none, there is at most one.
        Raises `NotFoundError`."""
        self._exists(contact_id)
        if interview_id is not None and self._owner("interview", interview_id, "interview-gone") != contact_id:
            raise NotFoundError("interview-gone")
        with self._write(r.Action.EDIT_DRAFT, (contact_id, interview_id, str(kind))) as w:
            text = {"subject": clean(subject), "body": clean(body)}
            open_one = "contact_id = ? AND interview_id IS ? AND kind = ? AND sent IS NULL"
            there = w.ids(schema.Draft, open_one, contact_id, interview_id, str(kind))
            if there:
                written = w.update(schema.Draft, there[0], **text)
            else:
                row = {"contact": contact_id, "interview": interview_id, "kind": str(kind), "sent": None}
                written = bool(w.insert(schema.Draft, **row, **text))
            if written:
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def draft_sent(self, draft_id: int, at: datetime) -> r.Changes:
        """The user says that a letter went out: it is kept as it was sent, and an approach counts as asked, a reminder
        as sent, a confirmation as confirmed. Those at the same employer who have not answered count as no longer the
        only ones asked there. Raises `NotFoundError`."""
        contact_id, interview_id, kind = self._draft(draft_id)
        with self._write(r.Action.SEND_DRAFT) as w:
            w.update(schema.Draft, draft_id, sent=reading.written(at))
            fact = _RECORDS.get(kind)
            if fact is not None and interview_id is not None:
                self._set_event(w, interview_id, contact_id, fact, at)
            if fact is r.EventKind.REQUESTED:
                for talk, owner in w.connection.execute(_UNANSWERED_THERE, (contact_id,)).fetchall():
                    self._set_event(w, talk, owner, r.EventKind.ASKED_ANOTHER, at)
            w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def delete_draft(self, draft_id: int) -> r.Changes:
        """Throw a letter away. What was recorded when it went out stays. Raises `NotFoundError`."""
        contact_id, _, _ = self._draft(draft_id)
        with self._write(r.Action.DELETE_DRAFT) as w:
            w.delete(schema.Draft, draft_id)
            w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def _draft(self, draft_id: int) -> tuple[int, int | None, r.DraftKind]:
        rows = self._ask("SELECT contact_id, interview_id, kind FROM draft WHERE id = ?", draft_id)
        if not rows:
            raise NotFoundError("draft-gone")
        contact_id, interview_id, kind = rows[0]
        return contact_id, interview_id, r.DraftKind(kind)
