"""The store's verbs about the user's own intervals and days off, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netplus_desktop.core import records as r
from netplus_desktop.store import derived, reading, schema
from netplus_desktop.store.base import Desk
from netplus_desktop.store.failures import sorted_failures

if TYPE_CHECKING:
    from netplus_desktop.core.clocks import Clocks
    from netplus_desktop.core.steps import Stand


class TimesVerbs(Desk):
    """Reading and writing the clocks."""

    def stands(self, contact: r.Contact) -> Mapping[int, Stand]:
        """How each interview with a person stands, by its id."""
        from netplus_desktop.core import states, steps

        now, clocks = self.now(), self.clocks()
        named = {thing.referred.id for thing in contact.heard if thing.referred}
        with sorted_failures():
            of_named = (reading.as_json(named),)
            theirs = reading.interviews(self._connection(), f"WHERE contact_id {reading.WITHIN}", of_named)
        followed = {
            one: states.followed([talk for talk in theirs if talk.contact_id == one], now)
            for one in {talk.contact_id for talk in theirs}
        }
        standing = states.Standing(contact.heard, contact.exchange, followed)
        return {talk.id: steps.stand_of(talk, standing, now, clocks) for talk in contact.interviews}

    def set_clocks(self, clocks: Clocks) -> r.Changes:
        """Keep the user's intervals and days off, within what may be chosen. What comes next with everybody follows."""
        from netplus_desktop.core.clocks import text_of, within_bounds

        clocks = within_bounds(clocks)
        text = text_of(clocks, self._weekend())
        other_cadence = clocks.cadence != self.cadence()
        name = str(r.PreferenceName.TIMES)
        with self._write(r.Action.SET_TIMES, name) as w:
            there = w.ids(schema.Preference, "name = ?", name)
            if there and text:
                w.update(schema.Preference, there[0], content=text)
            elif there:
                w.delete(schema.Preference, there[0])
            elif text:
                w.insert(schema.Preference, name=name, content=text)
            if not w.empty:
                touched = derived.talked_to(w.connection)
                if other_cadence:
                    touched |= {row[0] for row in w.connection.execute("SELECT id FROM contact WHERE tier <> ''")}
                for one in touched:
                    w.alters(r.Kind.CONTACT, one)
        return w.done

    def _weekend(self) -> frozenset[int]:
        from netplus_desktop.core.clocks import SATURDAY_SUNDAY

        kept = self._meta("weekend")
        return frozenset(map(int, kept)) if kept else SATURDAY_SUNDAY

    def set_weekend(self, weekend: frozenset[int]) -> r.Changes:
        """Count business days as where the user is: `weekend` holds the weekdays off (Monday is 0), and counts unless
        the user chose their own. No step of the history; without effect, the `Changes` are empty."""
        touched: frozenset[int] = frozenset()
        if not self._vault.read_only and 0 < len(weekend) < 7 and weekend != self._weekend():
            with self._transaction() as rows:
                kept = "".join(map(str, sorted(weekend)))
                rows.connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('weekend', ?)", (kept,))
                touched = derived.talked_to(rows.connection)
                derived.refresh_standings(rows.connection, touched, self.now())
        return r.Changes(r.Action.SET_TIMES, altered={r.Kind.CONTACT: touched} if touched else {}, count=0)
