"""The rows of an import as a table, with the user's choices. Cells are made when they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from netplus_desktop.core.errors import FileError, UserError
from netplus_desktop.core.people import display_name
from netplus_desktop.core.records import (
    Choice,
    ImportPlan,
    Known,
    PlannedRow,
    ReadFile,
    RowStatus,
    Tick,
    Totals,
)
from netplus_desktop.exchange import planning, reading
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files that were read and planned, and their rows; `refused` are those that could not be read: (name, why)."""

    plans: list[ImportPlan]
    rows: list[PlannedRow]
    refused: list[tuple[str, UserError]]
    statuses: Counter[RowStatus]
    outcomes: Counter[str]


def prepare(sources: Sequence[Source], known: Known, tick: Tick) -> Prepared:
    """Read and plan. Runs on the worker; a file that cannot be read does not stop the others."""
    files: list[ReadFile] = []
    refused: list[tuple[str, UserError]] = []
    for source in sources:
        tick(0, 0)
        try:
            if isinstance(source, tuple):
                files.append(reading.read_bytes(source[1], source[0], tick))
            else:
                files.append(reading.read_path(source, tick))
        except FileError as error:
            name = source[0] if isinstance(source, tuple) else source.name or str(source)
            refused.append((name, error))
    plans = planning.plan_import(files, known, tick)
    rows = [row for plan in plans for row in plan.rows]
    return Prepared(plans, rows, refused, Counter(row.status for row in rows), Counter(map(planning.outcome, rows)))


class PlanModel(QAbstractTableModel):
    """Every row of every file, or those of one status."""

    totals_changed = Signal()

    def __init__(self, prepared: Prepared, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plans = prepared.plans
        self._rows = list(prepared.rows)
        self._starts: list[int] = []
        start = 0
        for plan in prepared.plans:
            self._starts.append(start)
            start += len(plan.rows)
        self._outcomes = Counter(prepared.outcomes)
        self._shown = array("l", range(len(self._rows)))
        self._chosen: dict[int, Choice] = {}
        self.statuses = prepared.statuses

    # --- what is shown --------------------------------------------------------------------------------

    def show_only(self, status: RowStatus | None) -> None:
        """Show the rows of one status, or all."""
        self.beginResetModel()
        rows = enumerate(self._rows)
        self._shown = array("l", (at for at, row in rows if status is None or row.status is status))
        self.endResetModel()

    def planned(self, shown_row: int) -> PlannedRow:
        """The row that is shown at a place."""
        return self._rows[self._shown[shown_row]]

    def file_of(self, shown_row: int) -> ReadFile:
        """The file that it was read from."""
        return self._plans[bisect_right(self._starts, self._shown[shown_row]) - 1].file

    # --- what was chosen ------------------------------------------------------------------------------

    def choose(self, shown_rows: Iterable[int], choice: Choice) -> int:
        """Choose for some rows; those that do not offer the choice keep theirs. Returns how many took it."""
        taken = 0
        for shown in shown_rows:
            at = self._shown[shown]
            row = self._rows[at]
            if row.choice is choice or choice not in planning.choices(row):
                continue
            chosen = planning.choose(row, choice)
            self._outcomes[planning.outcome(row)] -= 1
            self._outcomes[planning.outcome(chosen)] += 1
            self._rows[at] = chosen
            self._chosen[at] = choice
            taken += 1
        if taken:
            self.dataChanged.emit(self.index(0, Column.STATUS), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.totals_changed.emit()
        return taken

    def chosen(self) -> dict[str, list[int]]:
        """What the user chose otherwise than was proposed: choice -> places of the rows, as plain values."""
        return {choice.value: [at for at, one in self._chosen.items() if one is choice] for choice in Choice}

    def totals(self) -> Totals:
        """The sums as chosen now; they always add up."""
        told = self._outcomes
        return Totals(len(self._rows), told["added"], told["updated"], told["unchanged"], told["skipped"])

    def plans(self) -> list[ImportPlan]:
        """The plans with the user's choices."""
        return [
            ImportPlan(plan.file, self._rows[start : start + len(plan.rows)])
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
