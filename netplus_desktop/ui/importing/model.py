"""The rows of an import as a table, with the user's choices. Cells are made when they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.people import display_name
from netplus_desktop.core.records import (
    Choice,
    ImportPlan,
    PlannedRow,
    ReadFile,
    RowStatus,
    Tick,
)
from netplus_desktop.exchange import planning, reading
from netplus_desktop.exchange.layouts import NO_WAYS, Ways
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.importing import words
from netplus_desktop.ui.importing.drops import Source
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from left to right."""

    STATUS = 0
    NAME = 1
    ROLE = 2
    DETAIL = 3
    CHOICE = 4


# --- a row in one byte --------------------------------------------------------------------------------------
# What matters for sums, filters and choices of a row is its status, whether updating would change anything, and an
# employer above all, and its choice. That fits a byte, so a choice for a hundred thousand rows takes no time.

_KINDS = tuple(product(RowStatus, (False, True), (False, True)))
_STATES = tuple((*kind, choice) for kind in _KINDS for choice in Choice)
_STATE_OF = {state: number for number, state in enumerate(_STATES)}
_STATUS_OF = tuple(state[0] for state in _STATES)
_CHOICE_OF = tuple(state[3] for state in _STATES)
_TAKING = {
    choice: bytes(
        _STATE_OF[*state[:3], choice] if choice in planning.choices_of(state[0]) else number
        for number, state in enumerate(_STATES)
    )
    for choice in Choice
}
"""What each state becomes by a choice: itself where the row does not offer it."""


def _state(row: PlannedRow) -> int:
    return _STATE_OF[row.status, bool(row.changes), planning.changes_job(row), row.choice]


@dataclass(frozen=True, slots=True)
class Sums:
    """What would happen to the rows: read = added + updated + unchanged + skipped, always. Of the updated ones `jobs`
    tell of another employer; of the skipped ones `problems` cannot be used, and the user left the others."""

    read: int
    added: int
    updated: int
    unchanged: int
    skipped: int
    jobs: int
    problems: int


def _sums(states: bytes | bytearray) -> Sums:
    told: Counter[str] = Counter()
    for state, count in Counter(states).items():
        status, changes, job, choice = _STATES[state]
        outcome = planning.outcome_of(status, choice, changes)
        told[outcome] += count
        told["jobs"] += count * (outcome == "updated" and job)
        told["problems"] += count * (status is RowStatus.SKIPPED)
    return Sums(
        len(states),
        told["added"],
        told["updated"],
        told["unchanged"],
        told["skipped"],
        told["jobs"],
        told["problems"],
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files that were read and planned; `refused` are those that could not be read: (name, why). `states` has a byte
    for each row of all files."""

    plans: list[ImportPlan]
    refused: list[tuple[str, FileError]]
    states: bytes

    def sums(self) -> Sums:
        """What would happen to the rows if nobody chose otherwise."""
        return _sums(self.states)


def prepare(sources: Sequence[Source], store: Store, tick: Tick, ways: Ways = NO_WAYS) -> Prepared:
    """Read and plan. Runs on the worker; a file that cannot be read does not stop the others. `ways` tells how to read
    some of them."""
    files, refused = reading.read_sources(sources, tick, remembered=store.table_layouts(), ways=ways)
    plans = planning.plan_import(files, store, tick)
    return Prepared(plans, refused, bytes(_state(row) for plan in plans for row in plan.rows))


Chosen = list[tuple[str, int, dict[str, list[int]]]]
"""What the user chose otherwise than was proposed, as plain values: for each file its name, how many rows it has, and
their places by the choice."""


class _ChosenRows(Sequence[PlannedRow]):
    """The rows of a plan with the user's choices."""

    def __init__(self, rows: Sequence[PlannedRow], states: bytes) -> None:
        self._rows = rows
        self._states = states

    def __len__(self) -> int:
        return len(self._states)

    def __iter__(self) -> Iterator[PlannedRow]:
        return map(_as_chosen, self._rows, self._states)

    @overload
    def __getitem__(self, at: int) -> PlannedRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[PlannedRow]: ...
    def __getitem__(self, at: int | slice) -> PlannedRow | list[PlannedRow]:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        return _as_chosen(self._rows[at], self._states[at])


def _as_chosen(row: PlannedRow, state: int) -> PlannedRow:
    choice = _CHOICE_OF[state]
    return row if row.choice is choice else planning.choose(row, choice)


class PlanModel(QAbstractTableModel):
    """Every row of every file, or those of one status."""

    sums_changed = Signal()

    def __init__(self, prepared: Prepared, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plans = prepared.plans
        self._proposed = prepared.states
        self._states = bytearray(prepared.states)
        self._starts: list[int] = []
        start = 0
        for plan in prepared.plans:
            self._starts.append(start)
            start += len(plan.rows)
        self._shown = array("l", range(len(self._states)))
        self.statuses: Counter[RowStatus] = Counter()
        """How many rows have each status: no choice changes it."""
        for state, count in Counter(self._states).items():
            self.statuses[_STATUS_OF[state]] += count

    # --- what is shown --------------------------------------------------------------------------------

    def show_only(self, status: RowStatus | None) -> None:
        """Show the rows of one status, or all."""
        self.beginResetModel()
        rows = enumerate(self._states)
        self._shown = array("l", (at for at, state in rows if status is None or _STATUS_OF[state] is status))
        self.endResetModel()

    def planned(self, shown_row: int) -> PlannedRow:
        """The row that is shown at a place, as chosen."""
        at = self._shown[shown_row]
        file = self._file(at)
        return _as_chosen(self._plans[file].rows[at - self._starts[file]], self._states[at])

    def file_of(self, shown_row: int) -> ReadFile:
        """The file that it was read from."""
        return self._plans[self._file(self._shown[shown_row])].file

    def _file(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    # --- what was chosen ------------------------------------------------------------------------------

    def choose(self, shown_rows: Iterable[int], choice: Choice) -> int:
        """Choose for some rows; those that do not offer the choice keep theirs. Returns how many took it."""
        taken = self._take((self._shown[row] for row in shown_rows), choice)
        if taken:
            self.dataChanged.emit(self.index(0, Column.STATUS), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.sums_changed.emit()
        return taken

    def _take(self, rows: Iterable[int], choice: Choice) -> int:
        states, taking, taken = self._states, _TAKING[choice], 0
        for at in rows:
            state = states[at]
            if taking[state] != state:
                states[at] = taking[state]
                taken += 1
        return taken

    def chosen(self) -> Chosen:
        """What the user chose otherwise than was proposed, to choose it again later."""
        told: Chosen = []
        for plan, start in zip(self._plans, self._starts, strict=True):
            end = start + len(plan.rows)
            if self._states[start:end] == self._proposed[start:end]:
                continue
            rows: dict[str, list[int]] = {}
            for number, (now, before) in enumerate(
                zip(self._states[start:end], self._proposed[start:end], strict=True)
            ):
                if now != before:
                    rows.setdefault(_CHOICE_OF[now].value, []).append(number)
            told.append((plan.file.name, end - start, rows))
        return told

    def choose_again(self, chosen: Chosen) -> None:
        """Choose as `chosen` told, in files of the same name with as many rows."""
        left = list(enumerate(self._plans))
        for name, count, rows in chosen:
            at = next(
                (at for at, (_, plan) in enumerate(left) if (plan.file.name, len(plan.rows)) == (name, count)), -1
            )
            if at >= 0:
                file, _ = left.pop(at)
                for choice, places in rows.items():
                    self._take((self._starts[file] + place for place in places), Choice(choice))
        self.sums_changed.emit()

    def sums(self) -> Sums:
        """The sums as chosen now; they always add up."""
        return _sums(self._states)

    def plans(self) -> list[ImportPlan]:
        """The plans with the user's choices."""
        chosen = bytes(self._states)
        return [
            ImportPlan(plan.file, _ChosenRows(plan.rows, chosen[start : start + len(plan.rows)]))
            for plan, start in zip(self._plans, self._starts, strict=True)
        ]

    # --- Qt's questions -------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1
        return {
            Column.STATUS: self.tr("Status"),
            Column.NAME: self.tr("Name"),
            Column.ROLE: self.tr("Role"),
            Column.DETAIL: self.tr("What would happen"),
            Column.CHOICE: self.tr("Choice"),
        }[Column(section)]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ANSWERED or not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        row = self.planned(index.row())
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = _TONES.get(row.status) if index.column() == Column.STATUS else None
            return None if tone is None else theme.colour(tone)
        text = self._text(row, Column(index.column()))
        return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _text(self, row: PlannedRow, column: Column) -> str:
        person = row.row.person
        if column is Column.STATUS:
            return words.row_status(row)
        if column is Column.NAME:
            name = words.short(display_name(person)) if person else ""
            return name or self.tr("Row {n}").format(n=words.number(row.row.number))
        if column is Column.ROLE:
            return words.short(" · ".join(filter(None, (person.title, person.organisation)))) if person else ""
        if column is Column.DETAIL:
            return words.detail(row)
        return words.choice_name(row.choice) if len(planning.choices(row)) > 1 else ""


_TONES = {
    RowStatus.NEW: Tone.FINE,
    RowStatus.CHANGED: Tone.ACCENT,
    RowStatus.DOUBTFUL: Tone.DUE,
    RowStatus.SAME: Tone.SECOND,
    RowStatus.SKIPPED: Tone.SECOND,
}

_ANSWERED = frozenset(
    map(int, (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole))
)
