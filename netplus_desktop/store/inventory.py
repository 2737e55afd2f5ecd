"""The store's reads for the inventory: what may remind the user of an offer, and to whom one was offered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netplus_desktop.core import records as r
from netplus_desktop.store import reading
from netplus_desktop.store.exchanges import ExchangeVerbs

if TYPE_CHECKING:
    from netplus_desktop.core.discovery import Grounds

MOST = 500
"""Entries of each kind that are read to remind of an offer: the latest."""

MOST_PEOPLE = 40
"""People in touch who are named as somebody to introduce."""


class InventoryVerbs(ExchangeVerbs):
    """Reading about offers."""

    def grounds(self) -> Grounds:
        """What may remind the user of something to offer, the latest first."""
        from netplus_desktop.core.discovery import Grounds, Told

        def told(sql: str, *values: object) -> tuple[Told, ...]:
            rows = self._ask(sql, *values, MOST)
            return tuple(Told(r.ContactRef(one, name), text, date.fromisoformat(day)) for one, name, text, day in rows)

        recorded = (
            "SELECT contact.id, name, text, day FROM exchange JOIN contact ON contact.id = contact_id "
            "WHERE direction = ? AND offer_id IS NULL ORDER BY day DESC, exchange.id DESC LIMIT ?"
        )
        needs = (
            "SELECT contact.id, name, text, day FROM heard JOIN contact ON contact.id = heard.contact_id "
            "WHERE kind = ? AND state = ? ORDER BY day DESC, heard.id DESC LIMIT ?"
        )
        people = self._ask(
            "SELECT contact_id FROM contact_standing WHERE last_contact IS NOT NULL "
            "ORDER BY last_contact DESC, contact_id LIMIT ?",
            MOST_PEOPLE,
        )
        return Grounds(
            received=told(recorded, str(r.Direction.THEY_SHARED)),
            gave=told(recorded, str(r.Direction.I_GAVE)),
            needs=told(needs, str(r.HeardKind.NEED), str(r.HeardState.OPEN)),
            people=tuple(self.contact_rows([one for (one,) in people])),
        )

    def offered_to(self, offer_id: int) -> tuple[tuple[r.ContactRef, r.ExchangeEntry], ...]:
        """To whom an offer was made, the latest first."""
        self._offer(offer_id)
        entries = reading.exchange(
            self._connection(), "WHERE offer_id = ? ORDER BY day DESC, id DESC LIMIT ?", (offer_id, MOST)
        )
        names = {row.id: row.name for row in self.contact_rows(list({one.contact_id for one in entries}))}
        return tuple((r.ContactRef(one.contact_id, names[one.contact_id]), one) for one in entries)
