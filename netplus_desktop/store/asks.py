"""The store's verbs about what I ask people for, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store import reading, schema
from netplus_desktop.store.base import Desk
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.people import clean

_EDITABLE = frozenset({"text", "kind", "on", "answered", "thanked", "reported"})


class AskVerbs(Desk):
    """Writing requests. They are read with their person: `Contact.asks`."""

    def add_ask(
        self,
        contact_id: int,
        kind: r.AskKind,
        text: str,
        on: date,
        *,
        interview_id: int | None = None,
        drafted: bool = False,
    ) -> r.Changes:
        """Record what I asked somebody for, or (`drafted`) mean to. Raises `NotFoundError`,
        `UserError("text-needed")`."""
        text = _text(text)
        self._exists(contact_id)
        if interview_id is not None and self._owner("interview", interview_id, "interview-gone") != contact_id:
            raise NotFoundError("interview-gone")
        with self._write(r.Action.ADD_ASK) as w:
            w.insert(
                schema.Ask,
                contact=contact_id,
                interview=interview_id,
                kind=str(kind),
                text=text,
                state=str(r.AskState.DRAFTED if drafted else r.AskState.ASKED),
                day=on.isoformat(),
            )
            w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def edit_ask(self, ask_id: int, **fields: object) -> r.Changes:
        """Write some of text, kind and the days `on`, `answered`, `thanked`, `reported`. Raises `NotFoundError`,
        `UserError("text-needed")`."""
        if not fields.keys() <= _EDITABLE:
            raise TypeError(f"not to be edited: {sorted(fields.keys() - _EDITABLE)}")
        owner = self._owner("ask", ask_id, "ask-gone")
        values: dict[str, Any] = {}
        for name, value in fields.items():
            if isinstance(value, date):
                values["day" if name == "on" else name] = value.isoformat()
            elif name == "text":
                values[name] = _text(str(value))
            elif name == "kind":
                values[name] = str(r.AskKind(str(value)))
        with self._write(r.Action.EDIT_ASK, (ask_id, *sorted(fields))) as w:
            if w.update(schema.Ask, ask_id, **values):
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def set_ask_state(self, ask_id: int, state: r.AskState, on: date) -> r.Changes:
        """A request has come so far on that day: see `core.giving.ask_at`. Raises `NotFoundError`."""
        from netplus_desktop.core.giving import ask_at  # here: no start needs it

        with sorted_failures():
            found = reading.asks(self._connection(), "WHERE id = ?", (ask_id,))
        if not found:
            raise NotFoundError("ask-gone")
        after = ask_at(found[0], state, on)
        with self._write(r.Action.EDIT_ASK) as w:
            days = {name: getattr(after, name) for name in ("answered", "thanked", "reported")}
            written = {name: day and day.isoformat() for name, day in days.items()}
            if w.update(schema.Ask, ask_id, state=str(state), day=after.on.isoformat(), **written):
                w.alters(r.Kind.CONTACT, after.contact_id)
        return w.done

    def delete_ask(self, ask_id: int) -> r.Changes:
        """Take a request out of the record. Raises `NotFoundError`."""
        owner = self._owner("ask", ask_id, "ask-gone")
        with self._write(r.Action.DELETE_ASK) as w:
            w.delete(schema.Ask, ask_id)
            w.alters(r.Kind.CONTACT, owner)
        return w.done


def _text(text: str) -> str:
    text = clean(text.strip())
    if not text:
        raise UserError("text-needed")
    return text
