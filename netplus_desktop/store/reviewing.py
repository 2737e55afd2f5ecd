"""The store's verb about the weekly review: what happened in some days, whoever it was with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from netplus_desktop.store import reading
from netplus_desktop.store.base import Desk
from netplus_desktop.store.failures import sorted_failures

if TYPE_CHECKING:
    from netplus_desktop.core.review import Review


_SOME_DAY = timedelta(days=1)
"""Wherever somebody is, their day begins and ends within a day of that of UTC."""

_TALKS = """
WHERE id IN (SELECT interview_id FROM interview_event WHERE at >= ?1 AND at < ?2)
OR (ends >= ?1 AND ends < ?2)
"""
_PAIRS = "WHERE introduction.id IN (SELECT introduction_id FROM introduction_event WHERE at >= ? AND at < ?)"
_THINGS = f"WHERE day BETWEEN ? AND ? OR interview_id {reading.WITHIN}"


class ReviewVerbs(Desk):
    """Reading what a review tells. Only the records of those days are read, however many there are."""

    def review(self, first: date, last: date) -> Review:
        """What happened from the day `first` to the day `last`, both among it."""
        from netplus_desktop.core.loops import Landing
        from netplus_desktop.core.review import Happened, review

        days = (first.isoformat(), last.isoformat())
        since = datetime.combine(first, time(), UTC) - _SOME_DAY
        until = datetime.combine(last, time(), UTC) + 2 * _SOME_DAY
        with sorted_failures():
            connection = self._connection()
            talks = reading.interviews(connection, _TALKS, (reading.written(since), reading.written(until)))
            wanted = reading.as_json(talk.id for talk in talks)
            things = reading.heard(connection, _THINGS, (*days, wanted))
            entries = reading.exchange(connection, "WHERE day BETWEEN ? AND ?", days)
            pairs = reading.introductions(connection, _PAIRS, (reading.written(since), reading.written(until)))
        people = {record.contact_id for records in (talks, things, entries) for record in records}
        names = self._ask(f"SELECT id, name FROM contact WHERE id {reading.WITHIN}", reading.as_json(people))
        found = self._ask("SELECT id, day, organisation, role FROM landing WHERE day BETWEEN ? AND ?", *days)
        landings = [Landing(one, date.fromisoformat(day), *rest) for one, day, *rest in found]
        return review(
            first, last, Happened(dict(names), talks, things, entries, landings, pairs), self.now().astimezone()
        )
