"""The people's ids in the list's order, kept in memory while the vault is open: 8 bytes a person.

A change of a few people moves a few ids; only after a large one is the order read anew.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterable
from typing import Any

_FEW = 200


class Order:
    """The list's order. Threads may ask and tell at the same time; the vault is only read under the lock."""

    def __init__(self, connection: Callable[[], Any]) -> None:
        self._connection = connection
        self._lock = threading.RLock()
        self._ids: array[int] | None = None
        self._ranks: array[int] | None = None
        self._told = 0

    def ids(self) -> array[int]:
        """Every id in order. Not to be changed by the caller."""
        with self._lock:
            if self._ids is not None:
                return self._ids
            told = self._told
        rows = self._connection().execute("SELECT id FROM contact ORDER BY sort_key, id").fetchall()
        ids = array("q", [row[0] for row in rows])
        with self._lock:
            if told == self._told:  # else somebody wrote meanwhile: good for this answer only
                self._ids = ids
        return ids

    def sorted(self, hits: Iterable[int]) -> array[int]:
        """These ids in order; those that are not there are left out."""
        chosen = hits if isinstance(hits, set | frozenset) else set(hits)
        ids = self.ids()
        if len(chosen) * 8 > len(ids):
            return array("q", filter(chosen.__contains__, ids))
        ranks = self._ranked(ids)
        known = [one for one in chosen if one < len(ranks) and ranks[one] >= 0]
        return array("q", sorted(known, key=ranks.__getitem__))

    def _ranked(self, ids: array[int]) -> array[int]:
        with self._lock:
            if self._ranks is not None and ids is self._ids:
                return self._ranks
        ranks = array("q", [-1]) * (max(ids, default=0) + 1)
        for rank, one in enumerate(ids):
            ranks[one] = rank
        with self._lock:
            if ids is self._ids:
                self._ranks = ranks
        return ranks

    def forget(self) -> None:
        """The order is to be read anew."""
        with self._lock:
            self._told += 1
            self._ids = self._ranks = None

    def moved(self, gone: Iterable[int], placed: Iterable[int]) -> None:
        """After a commit: `gone` have left, `placed` are new or have another name."""
        gone, placed = set(gone), set(placed)
        with self._lock:
            self._told += 1
            self._ranks = None
            if self._ids is None:
                return
            if len(gone) + len(placed) > _FEW:
                self._ids = None
                return
            ids = self._ids[:]
        connection = self._connection()
        for one in gone | placed:
            if one in ids:
                ids.remove(one)
        rows = connection.execute(
            "SELECT id, sort_key FROM contact WHERE id IN (SELECT value FROM json_each(?)) "
            "ORDER BY sort_key DESC, id DESC",
            (str(sorted(placed)),),
        )
        for one, key in rows.fetchall():  # last first: the next one in order is in its place already
            after = connection.execute(
                "SELECT id FROM contact WHERE (sort_key, id) > (?, ?) ORDER BY sort_key, id LIMIT 1", (key, one)
            ).fetchone()
            ids.insert(ids.index(after[0]) if after else len(ids), one)
        with self._lock:
            self._ids = ids
