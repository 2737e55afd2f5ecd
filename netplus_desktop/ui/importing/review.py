"""The middle of an import sheet: what was read, row by row, and what would happen to each row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.records import Choice, PlannedRow, ReadFile, RowStatus
from netplus_desktop.exchange import planning
from netplus_desktop.exchange.layouts import Ways
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.lists import Told
from netplus_desktop.ui.importing import words
from netplus_desktop.ui.importing.evidence import EvidenceBoxes
from netplus_desktop.ui.importing.extras import Extras
from netplus_desktop.ui.importing.files import FileList
from netplus_desktop.ui.importing.model import Column, PlanModel, Prepared
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Chip, ElidingLabel, FlowLayout, Label

LONGEST_ORIGINAL = 20_000
"""So many characters of a row's own text are shown."""

ROWS_SEEN = 4
"""At least so many rows are seen."""

_WIDTHS = {Column.STATUS: (22, 18), Column.NAME: (22, 18), Column.ROLE: (26, 20), Column.CHOICE: (10, 12)}
"""How wide columns are, in letters and at most in hundredths of the table. The rest is for what would happen."""

_KEYS = {Qt.Key.Key_A: Choice.ADD, Qt.Key.Key_U: Choice.UPDATE, Qt.Key.Key_L: Choice.LEAVE}


class _QuietSelection(QStyledItemDelegate):
    """Selected rows carry the list's tint and keep the colours of their words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        roles = QPalette.ColorRole
        option.palette.setColor(roles.Highlight, theme.colour(Tone.SELECTED))
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or theme.colour(Tone.TEXT)
        option.palette.setColor(roles.HighlightedText, ink)


class RowTable(QTableView):
    """The rows; A, U and L choose for those selected."""

    chosen = Signal(object)
    """(Choice)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Rows that were read"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setItemDelegate(_QuietSelection(self))

    def show_rows(self, model: PlanModel) -> None:
        """Show a plan."""
        self.setModel(model)
        self.horizontalHeader().setSectionResizeMode(Column.DETAIL, QHeaderView.ResizeMode.Stretch)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def selected_rows(self) -> list[int]:
        """The places of the rows selected, in order."""
        if self.selectionModel() is None:
            return []
        selection = self.selectionModel().selection()
        parts = (selection.at(number) for number in range(selection.count()))
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = _KEYS.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if choice is not None:
            self.chosen.emit(choice)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the default button's
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        """Columns are as wide as they are likely to need, and no wider than leaves room for the others."""
        height = self.fontMetrics().lineSpacing() + theme.GAP
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(ROWS_SEEN * height + self.horizontalHeader().sizeHint().height())
        letter, room = self.fontMetrics().averageCharWidth(), self.viewport().width()
        if self.model() is not None:
            for column, (letters, share) in _WIDTHS.items():
                self.setColumnWidth(column, min(letters * letter, room * share // 100))


class RowDetail(QWidget):
    """One row closely: what it would change, its own text, and the choice."""

    chosen = Signal(object)
    """(Choice)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidingLabel("", Type.STRONG)
        self.choices = {choice: Chip(words.choice_name(choice)) for choice in Choice}
        self._group = QButtonGroup(self)
        self.changes = _reading(self.tr("What would change"))
        self.original = _reading(self.tr("As it stands in the file"))
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_SMALL)
        head.addWidget(self.name, 1)
        head.addWidget(Label(self.tr("A add, U update, L leave"), Type.CAPTION, Tone.SECOND))
        for choice, chip in self.choices.items():
            chip.setProperty("choice", choice.value)
            chip.clicked.connect(self._chip_clicked)
            self._group.addButton(chip)
            head.addWidget(chip)
        texts = QHBoxLayout()
        texts.setSpacing(theme.GAP)
        for title, text in ((self.tr("What would change"), self.changes), (self.tr("In the file"), self.original)):
            column = QVBoxLayout()
            column.setSpacing(theme.GAP_HAIR)
            column.addWidget(Label(title, Type.CAPTION, Tone.SECOND))
            column.addWidget(text, 1)
            texts.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addLayout(head)
        whole.addLayout(texts, 1)

    def show_row(self, row: PlannedRow | None, file: ReadFile | None, selected: int) -> None:
        """Show a row; `selected` tells how many the choice is for."""
        possible = planning.choices(row) if row is not None else ()
        self._group.setExclusive(False)
        for choice, chip in self.choices.items():
            chip.setEnabled(choice in possible if selected < 2 else True)
            chip.setChecked(row is not None and row.choice is choice)
        self._group.setExclusive(True)
        if row is None or file is None:
            self.name.setText(self.tr("Choose a row to see it closely"))
            self.changes.setPlainText("")
            self.original.setPlainText("")
            return
        where = self.tr("{name}, line {n}").format(name=file.name, n=words.number(row.row.line))
        if selected > 1:
            where = self.tr("{n} rows chosen; the first: {where}").format(n=words.number(selected), where=where)
        self.name.setText(where)
        self.changes.setPlainText("\n".join(self._lines(row)))
        self.original.setPlainText(file.originals[row.number - 1][:LONGEST_ORIGINAL])

    @staticmethod
    def _lines(row: PlannedRow) -> list[str]:
        why = row.reason or row.row.reason
        lines = [words.row_status(row) if why is None else messages.reason(why)]
        lines += [messages.reason(one) for one in row.row.left_out]
        if row.choice is Choice.UPDATE:
            lines += [words.change_line(change) for change in row.changes]
        elif row.choice is Choice.ADD and row.row.person is not None:
            lines += words.person_lines(row.row.person)
        return lines

    def _chip_clicked(self) -> None:
        self.chosen.emit(Choice(self.sender().property("choice")))


class Review(QWidget):
    """Files, filters, rows, and the row under the cursor."""

    sums_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: PlanModel | None = None
        self.evidence = EvidenceBoxes()
        self.files = FileList(self.evidence)
        self.table, self.detail, self.extras = RowTable(), RowDetail(), Extras()
        self.chips: dict[RowStatus | None, Chip] = {status: Chip() for status in (None, *RowStatus)}
        self.all_shown = QPushButton(self.tr("For all &shown"))
        self.all_shown.setAutoDefault(False)
        self._build()
        self.table.chosen.connect(self.choose)
        self.detail.chosen.connect(self.choose)

    def _build(self) -> None:
        filters = QWidget()
        flow = FlowLayout(filters, theme.GAP_HAIR)
        group = QButtonGroup(self)
        for status, chip in self.chips.items():
            chip.setProperty("status", status.value if status else "")
            chip.clicked.connect(self._filter)
            group.addButton(chip)
            flow.addWidget(chip)
        menu = QMenu(self)
        for choice, text in (
            (Choice.ADD, self.tr("&Add")),
            (Choice.UPDATE, self.tr("&Update")),
            (Choice.LEAVE, self.tr("&Leave")),
        ):
            menu.addAction(text).setData(choice.value)
        menu.triggered.connect(self._choose_all_shown)
        self.all_shown.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(filters, 1)
        row.addWidget(self.all_shown)
        self._rows = QSplitter(Qt.Orientation.Vertical)
        self._rows.setChildrenCollapsible(False)
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.detail)
        self._rows.setStretchFactor(0, 1)
        self._rows.setStretchFactor(1, 0)
        self._rows.setSizes([theme.NOTES_WIDTH, theme.NOTES_WIDTH // 4])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.files)
        whole.addLayout(row)
        whole.addWidget(self._rows, 1)
        whole.addWidget(self.extras)

    def show_prepared(self, prepared: Prepared, ways: Ways) -> None:
        """Show what was read, or what was read again."""
        self.evidence.show_evidence([plan.file for plan in prepared.plans])
        self.files.show_files(prepared, ways)
        before, self.model = self.model, PlanModel(prepared, self)
        self.model.sums_changed.connect(self._choices_changed)
        self.table.show_rows(self.model)
        if before is not None:
            before.deleteLater()
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.selectionModel().selectionChanged.connect(self._show_row)
        for status, chip in self.chips.items():
            count = self.model.statuses[status] if status else self.model.statuses.total()
            name = words.status_name(status) if status else words.tr("All")
            chip.setText(words.tr("{name} {n}").format(name=name, n=words.number(count)))
            chip.setVisible(bool(prepared.plans) and (status is None or count > 0))
        for widget in (self._rows, self.all_shown, self.extras):
            widget.setVisible(bool(prepared.plans))
        shown = next((status for status, chip in self.chips.items() if chip.isChecked()), None)
        if shown is not None and self.model.statuses[shown]:
            self.model.show_only(shown)
        else:
            self.chips[None].setChecked(True)
        self._select_first()

    def focus_first(self) -> None:
        """Give the focus to the rows."""
        self.table.setFocus()

    def choose(self, choice: Choice) -> None:
        """Choose for the rows selected."""
        if self.model is not None:
            self.model.choose(self.table.selected_rows(), choice)
            self._show_row()

    def _choose_all_shown(self, entry: QAction) -> None:
        if self.model is not None:
            self.model.choose(range(self.model.rowCount()), Choice(entry.data()))

    def _filter(self) -> None:
        if self.model is None:
            return
        status = self.sender().property("status")
        self.model.show_only(RowStatus(status) if status else None)
        self._select_first()

    def _select_first(self) -> None:
        if self.model is not None and self.model.rowCount():
            self.table.selectRow(0)
        self._show_row()

    def _choices_changed(self) -> None:
        self._show_row()
        self.sums_changed.emit()

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._show_row()

    def _show_row(self) -> None:
        if self.model is None:
            return
        rows = self.table.selected_rows()
        if not rows:
            self.detail.show_row(None, None, 0)
            return
        self.detail.show_row(self.model.planned(rows[0]), self.model.file_of(rows[0]), len(rows))


def _reading(name: str) -> Told:
    made = Told(name)
    made.setMinimumHeight(2 * made.fontMetrics().lineSpacing() + theme.GAP)
    return made
