"""Where every record comes from and when each of its fields was written, so that copies of a vault can be joined again.

A *branch* is one opening of one file in which something was written. A record is the same one in every copy by the
branch that made it and its serial there: its row id in that file, which no other record ever gets. A *stamp* orders
what was written without trusting the clock: one number for each transaction, milliseconds since 1970 where the clock
has gone on, else one more than the last. A vault knows everything that a branch did up to the stamp that it has `seen`
of it; copies grow apart, but what each of them knows of a branch is always its beginning.

`origin` tells where ranges of rows come from, `edit` which fields were written after their row was made, `fate` which
ranges of rows were deleted, or brought back since. Fresh rows cost one line for a whole range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

Statement = tuple[str, tuple[Any, ...]]


class Ledger:
    """What one transaction tells of its writes. Written down at its end, by `settle`."""

    def __init__(self, connection: Any, branch: bytes, now: datetime) -> None:
        self.quiet = False
        """While set, nothing is noted: whoever writes brings the lineage along."""
        self._connection = connection
        self._branch = branch
        self._now = int(now.timestamp() * 1000)
        self._highest: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self._fates: dict[str, list[tuple[int, int, bool]]] = {}
        self._edits: set[tuple[str, int, str]] = set()

    def next_id(self, table: str) -> int:
        """The id for a new row: one that no row of the table ever had."""
        return self._next.get(table) or self._high(table) + 1

    def _high(self, table: str) -> int:
        """The highest id that a row of the table had before this transaction."""
        if table not in self._highest:
            sql = (
                f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0), "
                "coalesce((SELECT last FROM origin WHERE tbl = ? ORDER BY first DESC LIMIT 1), 0))"
            )
            ((self._highest[table],),) = self._connection.execute(sql, (table,))
        return self._highest[table]

    def made(self, table: str, first: int, last: int) -> None:
        """Rows were put in: new ones, or some that had been taken away."""
        self._high(table)
        self._next[table] = max(self.next_id(table), last + 1)
        self._fate(table, first, last, alive=True)

    def gone(self, table: str, first: int, last: int) -> None:
        """Rows were taken away."""
        self._fate(table, first, last, alive=False)

    def _fate(self, table: str, first: int, last: int, *, alive: bool) -> None:
        if self.quiet:
            return
        fates = self._fates.setdefault(table, [])
        if fates and fates[-1][2] is alive:  # rows come and go in their order, or the other way round
            before = fates[-1]
            if before[1] + 1 == first or last + 1 == before[0]:
                fates[-1] = (min(before[0], first), max(before[1], last), alive)
                return
        fates.append((first, last, alive))

    def wrote(self, table: str, row_id: int, fields: Iterable[str]) -> None:
        """Fields of a row have another value now."""
        if not self.quiet and row_id <= self._high(table):  # a row that is made here is made with all its fields
            self._edits.update((table, row_id, field) for field in fields)

    def settle(self) -> None:
        """Write down what was told, under a stamp of its own."""
        if self._fates or self._edits:
            branch, stamp = self.begin()
            for table, fates in self._fates.items():
                for first, last, alive in fates:
                    self._settle_rows(table, first, last, alive, stamp, branch)
            self._connection.executemany(
                "INSERT OR REPLACE INTO edit (tbl, row_id, field, stamp, branch_id) VALUES (?, ?, ?, ?, ?)",
                [(*edit, stamp, branch) for edit in sorted(self._edits)],
            )
            self._fates.clear()
            self._edits.clear()

    def begin(self) -> tuple[int, int]:
        """This opening's branch, made where nothing was written in it yet, and the next stamp."""
        found = self._connection.execute("SELECT id, seen FROM branch WHERE name = ?", (self._branch,)).fetchone()
        if found is None:
            ((last,),) = self._connection.execute("SELECT coalesce(max(seen), 0) FROM branch")
            stamp = max(last + 1, self._now)
            made = self._connection.execute("INSERT INTO branch (name, seen) VALUES (?, ?)", (self._branch, stamp))
            return made.lastrowid, stamp
        branch, last = found  # what this vault saw of others before is older than its own last stamp
        stamp = max(last + 1, self._now)
        self._connection.execute("UPDATE branch SET seen = ? WHERE id = ?", (stamp, branch))
        return branch, stamp

    def _settle_rows(self, table: str, first: int, last: int, alive: bool, stamp: int, branch: int) -> None:
        known = min(last, self._high(table))
        if alive and last > known:
            self._add_origin(table, max(first, known + 1), last, branch)
            last = known
        if first <= last:
            for statement, values in fate_statements(self._connection, table, first, last, alive, stamp, branch):
                self._connection.execute(statement, values)

    def _add_origin(self, table: str, first: int, last: int, branch: int) -> None:
        sql = "SELECT first, last, branch_id FROM origin WHERE tbl = ? ORDER BY first DESC LIMIT 1"
        before = self._connection.execute(sql, (table,)).fetchone()
        if before is not None and before[1:] == (first - 1, branch):
            sql = "UPDATE origin SET last = ? WHERE tbl = ? AND first = ?"
            self._connection.execute(sql, (last, table, before[0]))
        else:
            self._connection.execute(ADD_ORIGIN, (table, first, last, branch, first))


ADD_ORIGIN = "INSERT INTO origin (tbl, first, last, branch_id, serial) VALUES (?, ?, ?, ?, ?)"
_ADD_FATE = "INSERT INTO fate (tbl, first, last, alive, stamp, branch_id) VALUES (?, ?, ?, ?, ?, ?)"


def overlapping(connection: Any, table: str, first: int, last: int) -> list[tuple[int, int, int, int, int]]:
    """The fates that touch a range of rows: first, last, alive, stamp, branch."""
    sql = (
        "SELECT first, last, alive, stamp, branch_id FROM fate WHERE tbl = ?1 AND first <= ?3 AND last >= ?2 AND first "
        ">= coalesce((SELECT first FROM fate WHERE tbl = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1), 0)"
    )
    return connection.execute(sql, (table, first, last)).fetchall()  # type: ignore[no-any-return]


def fate_statements(
    connection: Any, table: str, first: int, last: int, alive: bool, stamp: int, branch: int
) -> Sequence[Statement]:
    """What writes the fate of a range of rows over those that its rows had before."""
    statements: list[Statement] = []
    for start, end, *rest in overlapping(connection, table, first, last):
        statements.append(("DELETE FROM fate WHERE tbl = ? AND first = ?", (table, start)))
        if start < first:
            statements.append((_ADD_FATE, (table, start, first - 1, *rest)))
        if end > last:
            statements.append((_ADD_FATE, (table, last + 1, end, *rest)))
    statements.append((_ADD_FATE, (table, first, last, int(alive), stamp, branch)))
    return statements
