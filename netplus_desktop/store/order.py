"""The people's ids in the list's order, kept in memory while the vault is open: 16 bytes a person.

A change of a few people moves a few ids; only after a large one is the order read anew. The longest of the last
answers to a search are kept, too, until anything is written: first letters are typed, deleted and typed again.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable
from itertools import compress
from operator import itemgetter
from typing import Any

_FEW = 200
"""More people than this at once: the order is read anew."""

_LONG = 2000
_KEPT = 16

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
        self._marks_in_order: itemgetter[Any] | None = None

    def marked(self, marks: bytearray) -> array[int]:
        """The ids whose mark is set, in order."""
        if len(self.ids) < 2:
            return array("q", [one for one in self.ids if marks[one]])
        if self._marks_in_order is None:
            self._marks_in_order = itemgetter(*self.ids)  # reads all marks in order, without a loop in Python
        return array("q", list(compress(self.ids, self._marks_in_order(marks))))

    def at(self, one: int) -> int:
        """The index of an id that is there."""
        return bisect_left(self.ids, self.places[one], key=self.places.__getitem__)


class Answers:
    """The last long answers to a search. Short ones are found faster than it is worth keeping them."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, array[int]] = {}
        self._commits = 0

    def commits(self) -> int:
        """How often `forget` was called: taken before asking, handed back with the answer."""
        return self._commits

    def get(self, question: Hashable) -> array[int] | None:
        """The answer, to be changed by whoever asked, or None."""
        found = self._kept.get(question)
        return found[:] if found is not None else None

    def keep(self, question: Hashable, answer: array[int], commits: int) -> None:
        """Keep an answer if it is long, and nothing was written since `commits`."""
        if len(answer) >= _LONG and commits == self._commits:
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[question] = answer[:]

    def forget(self) -> None:
        """Something was written."""
        self._commits += 1
        self._kept = {}


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
        wanted = str(sorted(renamed))
        rows = self._connection().execute(
            "SELECT id, sort_key FROM contact WHERE id IN (SELECT value FROM json_each(?)) "
            "ORDER BY sort_key DESC, id DESC",
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
