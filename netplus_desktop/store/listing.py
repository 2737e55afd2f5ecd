"""What a start asks the store for: the list of people, its figures, and what time alone has changed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from netplus_desktop.core import cadence
from netplus_desktop.core import records as r
from netplus_desktop.store import reading
from netplus_desktop.store.base import Desk
from netplus_desktop.store.failures import sorted_failures

_SET_BACK = timedelta(minutes=1)
"""A clock that goes back by less is a clock that was put right: see `refresh_clocks`."""

_QUIET = (
    "contact_standing LEFT JOIN contact INDEXED BY contact_tier ON id = contact_id AND tier <> '' "
    "WHERE last_contact < ? AND last_contact < CASE tier "
    + "".join(f"WHEN '{tier}' THEN ? " for tier in cadence.TIER_DAYS)
    + "ELSE ? END"
)
_CHANGED_JOB = (
    "former_post LEFT JOIN contact_standing USING (contact_id) "
    "WHERE noticed >= ? AND (last_contact IS NULL OR last_contact < noticed)"
)


class ListVerbs(Desk):
    """Reading the list, and keeping what it shows up to the time."""

    # --- the list -----------------------------------------------------------------------------------------

    def counts(self) -> r.Counts:
        """Figures for chips and status bar; no scan of the people."""
        kept = dict(self._ask("SELECT name, value FROM counter"))
        ((due, to_thank, quiet, samples, changed_job),) = self._ask(
            "SELECT (SELECT count(*) FROM contact_standing WHERE next_due <= ?), "
            "(SELECT count(*) FROM contact_standing WHERE to_thank), "
            f"(SELECT count(*) FROM {_QUIET}), (SELECT count(*) FROM contact WHERE sample), "
            f"(SELECT count(DISTINCT former_post.contact_id) FROM {_CHANGED_JOB})",
            self._end_of_today(),
            *self._quiet_before(),
            self._days_ago(cadence.JOB_NEWS_DAYS),
        )
        return r.Counts(kept["contact"], due, to_thank, quiet, kept["interview"], kept["offer"], samples, changed_job)

    def _end_of_today(self) -> str:
        tomorrow = self._today() + timedelta(days=1)
        return reading.written(datetime.combine(tomorrow, time()).astimezone() - timedelta(microseconds=1))

    def _days_ago(self, days: int) -> str:
        return (self._today() - timedelta(days=days)).isoformat()

    def _quiet_before(self) -> list[str]:
        """The days that `_QUIET` asks for."""
        mine = self.cadence()
        tiers = [self._days_ago(cadence.quiet_days(tier, mine)) for tier in cadence.TIER_DAYS]
        default = self._days_ago(cadence.QUIET_DAYS)
        return [max(*tiers, default), *tiers, default]

    def contact_ids(self, query: str = "", *, only: r.ListFilter = r.ListFilter.ALL, tag: str = "") -> array[int]:
        """Ids of the people that match, in the list's order (array typecode 'q'). Every word of `query` must begin a
        word of the name, organisation, title, e-mail, tags, notes or of what was noted in conversations. A first
        letter alone, which begins some word of nearly everybody, is looked for in names, elsewhere only where no name
        has it."""
        chosen: list[Sequence[int]] = []
        if query.strip():
            from netplus_desktop.core.folding import first_letter, query_words  # here: a start searches for nothing

            words = query_words(query)
            if not words:
                return array("q")  # punctuation alone names nobody
            named_so = self._found(f"name : {match(words)}") if first_letter(words) else None
            chosen.append(named_so or self._found(match(words)))
        if only is r.ListFilter.DUE:
            chosen.append(self._ids("contact_id", "contact_standing WHERE next_due <= ?", self._end_of_today()))
        elif only is r.ListFilter.TO_THANK:
            chosen.append(self._ids("contact_id", "contact_standing WHERE to_thank"))
        elif only is r.ListFilter.QUIET:
            chosen.append(self._ids("contact_id", _QUIET, *self._quiet_before()))
        elif only is r.ListFilter.CHANGED_JOB:
            since = self._days_ago(cadence.JOB_NEWS_DAYS)
            chosen.append(self._ids("DISTINCT former_post.contact_id", _CHANGED_JOB, since))
        if tag:
            chosen.append(self._ids("contact_id", "contact_tag WHERE tag = ?", tag))
        with sorted_failures():
            if not chosen:
                return self._order.ids()[:]
            hits = chosen[0] if len(chosen) == 1 else set.intersection(*map(set, chosen))
            return self._order.sorted(hits)

    def first_contact_ids(self, limit: int) -> array[int]:
        """The first ids of the list's order; takes no longer with many people than with few."""
        return array("q", [row[0] for row in self._ask("SELECT id FROM contact ORDER BY sort_key, id LIMIT ?", limit)])

    def _found(self, match: str) -> list[int]:
        return self._ids("rowid", "search WHERE search MATCH ?", match)

    def _ids(self, column: str, source: str, *values: Any) -> list[int]:
        """The ids that a query finds. Asked for as one JSON text: a row each costs three times as much."""
        ((found,),) = self._ask(f"SELECT json_group_array({column}) FROM {source}", *values)
        import json

        return json.loads(found)  # type: ignore[no-any-return]

    def contact_rows(self, ids: Sequence[int]) -> list[r.ContactRow]:
        """The list rows of `ids`, in that order; those that are gone are left out."""
        sql = (
            f"SELECT {reading.ROW} FROM contact LEFT JOIN contact_standing ON contact_id = contact.id "
            f"WHERE contact.id {reading.WITHIN}"
        )
        rows = {row[0]: row for row in self._ask(sql, reading.as_json(ids))}
        return [reading.contact_row(rows[one]) for one in ids if one in rows]

    # --- the clock ----------------------------------------------------------------------------------------

    def refresh_clocks(self) -> frozenset[int]:
        """Work out anew what time alone has changed: a planned meeting that has ended waits to be written up. After
        the clock was set back, that is everybody. The window calls it every few minutes. No step of the history.
        Returns the people whom it concerns."""
        now = self.now()
        back = self._meta("standings_at") > reading.written(now + _SET_BACK)
        passed = "SELECT contact_id FROM contact_standing" + ("" if back else " WHERE next_check <= ?")
        due = [row[0] for row in self._ask(passed, *(() if back else (reading.written(now),)))]
        if not due or self._vault.read_only:
            return frozenset()
        from netplus_desktop.store import derived  # here: most starts find nothing due

        try:
            with self._transaction() as rows:
                if back:
                    rows.connection.execute("DELETE FROM meta WHERE name = 'standings_at'")
                derived.refresh_standings(rows.connection, due, now)
        except (ValueError, OverflowError):  # a date that cannot be read: the check names it, the vault opens
            return frozenset()
        return frozenset(due)


def match(words: Sequence[str]) -> str:
    """The folded words as a query of the index: each begins a word. They hold letters and digits only."""
    return " ".join(f'"{word}"*' for word in words)
