"""The store's verbs about what the user decided on an offer for a need: to see it there always, or not at all."""

from __future__ import annotations

from collections.abc import Mapping

from netplus_desktop.core import records as r
from netplus_desktop.store import schema
from netplus_desktop.store.exchanges import ExchangeVerbs


class FitVerbs(ExchangeVerbs):
    """Reading and writing choices: at most one for an offer and a need."""

    def fit_choices(self, contact_id: int) -> Mapping[tuple[int, int], r.FitChoice]:
        """What was decided on a person's needs: (need, offer) -> choice."""
        sql = (
            "SELECT need_id, offer_id, choice FROM fit_choice JOIN heard ON heard.id = need_id "
            "WHERE heard.contact_id = ?"
        )
        return {(need, offer): r.FitChoice(choice) for need, offer, choice in self._ask(sql, contact_id)}

    def choose_fit(self, need_id: int, offer_id: int, choice: r.FitChoice | None) -> r.Changes:
        """Pin an offer to a need, dismiss it there, or leave it to the words again (None). Raises `NotFoundError`."""
        owner = self._owner("heard", need_id, "heard-gone")
        self._offer(offer_id)
        action = {
            r.FitChoice.PINNED: r.Action.PIN_FIT,
            r.FitChoice.DISMISSED: r.Action.DISMISS_FIT,
            None: r.Action.FREE_FIT,
        }[choice]
        with self._write(action) as w:
            there = w.ids(schema.FitChoice, "need_id = ? AND offer_id = ?", need_id, offer_id)
            if choice is None:
                for row in there:
                    w.delete(schema.FitChoice, row)
            elif there:
                w.update(schema.FitChoice, there[0], choice=str(choice))
            else:
                w.insert(schema.FitChoice, need=need_id, offer=offer_id, choice=str(choice))
            if not w.empty:
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def bring_back_fits(self, contact_id: int) -> r.Changes:
        """Leave every offer that was dismissed for a need of this person to the words again."""
        dismissed = "choice = ? AND need_id IN (SELECT id FROM heard WHERE contact_id = ?)"
        with self._write(r.Action.FREE_FIT) as w:
            for row in w.ids(schema.FitChoice, dismissed, str(r.FitChoice.DISMISSED), contact_id):
                w.delete(schema.FitChoice, row)
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done
