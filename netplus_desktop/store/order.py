"""The people's ids in the list's order, kept in memory while the vault is open: 16 bytes a person.

A change of a few people moves a few ids; only after a large one is the order read anew.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from itertools import compress
from operator import itemgetter
from typing import Any

from netplus_desktop.store import reading

_FEW = 200
"""More people than this at once: the order is read anew."""

_GAP = 1 << 20
"""Places lie so far apart, so that somebody new finds one between two others."""


class _Placed:
    """The order at one moment. Never changed once others can see it."""

    def __init__(self, ids: array[int], places: array[int] | None = None) -> None:
        self.ids = ids
        if places is None:
            places = array("q", [-1]) * (max(ids, default=0) + 1)
            for place, one in enumerate(ids, 1):
                places[one] = place * _GAP
        self.places = places
        self._in_order: tuple[int, ...] = ()
        self._marks_in_order: itemgetter[Any] | None = None

    def marked(self, marks: bytearray) -> array[int]:
        """The ids whose mark is set, in order."""
        if len(self.ids) < 2:
            return array("q", [one for one in self.ids if marks[one]])
        if self._marks_in_order is None:  # reads all marks in order, without a loop in Python
            self._in_order = tuple(self.ids)
            self._marks_in_order = itemgetter(*self._in_order)
        return array("q", list(compress(self._in_order, self._marks_in_order(marks))))

    def at(self, one: int) -> int:
        """The index of an id that is there."""
        return bisect_left(self.ids, self.places[one], key=self.places.__getitem__)


class Order:
    """The list's order. Threads may ask and tell at the same time."""

    def __init__(self, connection: Callable[[], Any]) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._placed: _Placed | None = None
        self._told = 0

    def ids(self) -> array[int]:
        """Every id in order. Not to be changed by the caller."""
        return self._now().ids

    def _now(self) -> _Placed:
        with self._lock:
            if self._placed is not None:
                return self._placed
            told = self._told
        rows = self._connection().execute("SELECT id FROM contact ORDER BY sort_key, id").fetchall()
        placed = _Placed(array("q", [row[0] for row in rows]))
        with self._lock:
            if told == self._told:  # else somebody wrote meanwhile: good for this answer only
                self._placed = placed
        return placed

    def sorted(self, hits: Collection[int]) -> array[int]:
        """These ids in order; those that are not there are left out."""
        placed = self._now()
        places = placed.places
        if len(hits) * 20 < len(placed.ids):
            known = [one for one in hits if one < len(places) and places[one] >= 0]
            return array("q", sorted(known, key=places.__getitem__))
        marks = bytearray(max(len(places), max(hits, default=0) + 1))
        for one in hits:
            marks[one] = 1
        return placed.marked(marks)

    def forget(self) -> None:
        """The order is to be read anew."""
        with self._lock:
            self._told += 1
            self._placed = None

    def moved(self, gone: Iterable[int], renamed: Iterable[int]) -> None:
        """After a commit: `gone` have left, `renamed` are new or have another name."""
        gone, renamed = set(gone), set(renamed)
        with self._lock:
            before, self._placed = self._placed, None
            self._told += 1
            told = self._told
        if before is None or len(gone) + len(renamed) > _FEW:
            return
        after = self._with_moves(before, gone, renamed)
        with self._lock:
            if told == self._told:
                self._placed = after

    def _with_moves(self, before: _Placed, gone: set[int], renamed: set[int]) -> _Placed | None:
        placed = _Placed(before.ids[:], before.places[:])
        ids, places = placed.ids, placed.places
        for one in gone | renamed:
            if one < len(places) and places[one] >= 0:
                del ids[placed.at(one)]
                places[one] = -1
        wanted = reading.as_json(sorted(renamed))
        rows = self._connection().execute(
            f"SELECT id, sort_key FROM contact WHERE id {reading.WITHIN} ORDER BY sort_key DESC, id DESC",
            (wanted,),
        )
        for one, key in rows.fetchall():  # last first: the next one in order is in its place already
            follower = self._connection().execute(
                "SELECT id FROM contact WHERE (sort_key, id) > (?, ?) ORDER BY sort_key, id LIMIT 1", (key, one)
            )
            found = follower.fetchone()
            index = placed.at(found[0]) if found else len(ids)
            low = places[ids[index - 1]] if index else 0
            high = places[ids[index]] if found else low + 2 * _GAP
            if high - low < 2:
                return None
            if one >= len(places):
                places.extend([-1] * (one + 1 - len(places)))
            ids.insert(index, one)
            places[one] = (low + high) // 2
        return placed
