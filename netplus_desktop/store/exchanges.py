"""The store's verbs about what I can offer, and what they shared and what I gave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store import reading, schema
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.heard import HeardVerbs
from netplus_desktop.store.people import clean, distinct_tags

_KINDS = {kind: place for place, kind in enumerate(r.OfferKind)}
_EDITABLE = frozenset({"text", "on", "state", "minutes"})


class ExchangeVerbs(HeardVerbs):
    """Reading and writing offers and the both-ways record."""

    def offers(self, *, archived: bool = False) -> tuple[r.Offer, ...]:
        """The inventory, by kind and title; with the archived ones on request."""
        with sorted_failures():
            found = reading.offers(self._connection(), "" if archived else "WHERE NOT archived")
        return tuple(sorted(found, key=lambda o: (_KINDS[o.fields.kind], self._sort_key(o.fields.title), o.id)))

    def _offer(self, offer_id: int) -> r.Offer:
        with sorted_failures():
            found = reading.offers(self._connection(), "WHERE id = ?", (offer_id,))
        if not found:
            raise NotFoundError("offer-gone")
        return found[0]

    def add_offer(self, fields: r.OfferFields) -> r.Changes:
        """A new offer. Raises `UserError("title-needed")`."""
        with self._write(r.Action.ADD_OFFER) as w:
            w.insert(schema.Offer, **offer_columns(fields))
        return w.done

    def edit_offer(self, offer_id: int, **fields: object) -> r.Changes:
        """Write some fields of `records.OfferFields`."""
        wanted = replace(self._offer(offer_id).fields, **fields)  # type: ignore[arg-type]
        with self._write(r.Action.EDIT_OFFER, (offer_id, *sorted(fields))) as w:
            w.update(schema.Offer, offer_id, **offer_columns(wanted))
        return w.done

    def delete_offer(self, offer_id: int) -> r.Changes:
        """Remove an offer; what was recorded with it stays in words."""
        self._offer(offer_id)
        with self._write(r.Action.DELETE_OFFER) as w:
            for row in w.ids(schema.Exchange, "offer_id = ?", offer_id):
                w.update(schema.Exchange, row, offer=None)
            for row in w.ids(schema.FitChoice, "offer_id = ?", offer_id):
                w.delete(schema.FitChoice, row)
            w.delete(schema.Offer, offer_id)
        return w.done

    def offer_this(
        self,
        contact_id: int,
        offer_id: int,
        *,
        need_id: int | None = None,
        interview_id: int | None = None,
        considered: bool = False,
    ) -> r.Changes:
        """Record that an offer was made to a person, for a need of theirs where there is one; or (`considered`) that I
        think of it, and they do not know yet. What was thought of so becomes the offer."""
        self._exists(contact_id)
        offer = self._offer(offer_id)
        if need_id is not None:
            self._owner("heard", need_id, "heard-gone")
        if interview_id is not None:
            self._owner("interview", interview_id, "interview-gone")
        today = self._today().isoformat()
        thought = str(r.ExchangeState.CONSIDERED)
        row = {
            "day": today,
            "state": thought if considered else str(r.ExchangeState.OFFERED),
            "interview": interview_id,
            "need": need_id,
        }
        with self._write(r.Action.KEEP_IN_MIND if considered else r.Action.OFFER_THIS) as w:
            kept = w.ids(
                schema.Exchange, "contact_id = ? AND offer_id = ? AND state = ?", contact_id, offer_id, thought
            )
            if kept:
                w.update(schema.Exchange, kept[0], **row)
            else:
                gave = {"direction": str(r.Direction.I_GAVE), "text": offer.fields.title}
                w.insert(schema.Exchange, contact=contact_id, offer=offer_id, **gave, **row)
            if not considered:
                w.update(schema.Offer, offer_id, used=today)
            w.alters(r.Kind.CONTACT, contact_id)
            w.alters(r.Kind.HEARD, need_id)
        return w.done

    def record_share(self, contact_id: int, direction: r.Direction, text: str, on: date) -> r.Changes:
        """Record by hand what they shared or what I gave."""
        text = clean(text.strip())
        if not text:
            raise UserError("text-needed")
        self._exists(contact_id)
        with self._write(r.Action.RECORD_SHARE) as w:
            w.insert(
                schema.Exchange,
                contact=contact_id,
                direction=str(direction),
                text=text,
                day=on.isoformat(),
                state=str(r.ExchangeState.DELIVERED),
            )
            w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def edit_exchange(self, entry_id: int, **fields: object) -> r.Changes:
        """Write some of text, on, state, minutes (what a give took; None: not known). An offer that is made now, or
        becomes a give, has the day of that unless `on` tells another; a give took what its offer takes unless
        something else is known. Raises `NotFoundError`, `UserError("text-needed")`."""
        if not fields.keys() <= _EDITABLE:
            raise TypeError(f"not to be edited: {sorted(fields.keys() - _EDITABLE)}")
        owner = self._owner("exchange", entry_id, "exchange-gone")
        values: dict[str, Any] = {}
        if "text" in fields:
            values["text"] = clean(str(fields["text"]).strip())
            if not values["text"]:
                raise UserError("text-needed")
        if isinstance(fields.get("on"), date):
            values["day"] = fields["on"].isoformat()  # type: ignore[attr-defined]
        if "state" in fields:
            values |= self._come_to(entry_id, r.ExchangeState(str(fields["state"]))) | values
        if "minutes" in fields:
            values["minutes"] = fields["minutes"]
        with self._write(r.Action.EDIT_EXCHANGE, (entry_id, *sorted(fields))) as w:
            if w.update(schema.Exchange, entry_id, **values):
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def _come_to(self, entry_id: int, state: r.ExchangeState) -> dict[str, Any]:
        """What an offer that has come so far is written with."""
        from netplus_desktop.core.giving import NOT_MADE, is_give_now  # here: no start needs it

        sql = (
            "SELECT e.state, e.minutes, o.minutes FROM exchange e LEFT JOIN offer o ON o.id = e.offer_id WHERE e.id = ?"
        )
        ((before, minutes, usual),) = self._ask(sql, entry_id)
        before, values = r.ExchangeState(before), {"state": str(state)}
        given = is_give_now(before, state)
        if given or (before in NOT_MADE and state not in NOT_MADE):
            values["day"] = self._today().isoformat()
        if given and minutes is None and usual is not None:
            values["minutes"] = usual
        return values

    def delete_exchange(self, entry_id: int) -> r.Changes:
        """Take an entry of the record away."""
        owner = self._owner("exchange", entry_id, "exchange-gone")
        with self._write(r.Action.DELETE_EXCHANGE) as w:
            w.delete(schema.Exchange, entry_id)
            w.alters(r.Kind.CONTACT, owner)
        return w.done


def offer_columns(fields: r.OfferFields) -> dict[str, Any]:
    """An offer as the vault keeps it. Raises `UserError("title-needed")`."""
    title = clean(" ".join(fields.title.split()))
    if not title:
        raise UserError("title-needed")
    return {
        "title": title,
        "kind": str(fields.kind),
        "minutes": fields.minutes,
        "tags": "\n".join(distinct_tags(fields.tags)),
        "limits": clean(fields.limits),
        "proof": clean(fields.proof),
        "archived": int(fields.archived),
        "often": clean(fields.often),
        "link": clean(fields.link.strip()),
        "contact": fields.contact.id if fields.contact else None,
    }
