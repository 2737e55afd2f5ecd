"""The mapping sheet: says what the columns of a table hold, where the program cannot tell, or told wrongly."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QTableView,
    QWidget,
)

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Person, PointKind
from netplus_desktop.exchange.columns import Column
from netplus_desktop.exchange.layouts import AS_FOUND, Way, saved
from netplus_desktop.exchange.mapping import CHOICES, KEPT, LEFT_OUT, Draft, drafted
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.importing import words
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import ElidingLabel, Label, announce

SIZE = QSize(820, 680)

MOST_LINES = 200
"""So many columns can be told; those after them are kept under their own names."""

PREVIEWED = 5
"""So many rows are shown as they would be parted."""

_Index = QModelIndex | QPersistentModelIndex


class Preview(QAbstractTableModel):
    """The first rows of the table, as encoding and separator make them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._names: tuple[str, ...] = ()

    def show_draft(self, draft: Draft) -> None:
        """Show the first people of a table, below the names of its columns."""
        self.beginResetModel()
        self._rows = draft.people()[:PREVIEWED]
        self._names = draft.names
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return words.short(self._names[section]) if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        row = self._rows[index.row()]
        return words.short(row[index.column()]) if index.column() < len(row) else ""


class FieldBox(QComboBox):
    """What a column holds. The wheel scrolls the page, unless somebody is at this box."""

    chosen = Signal(int, int)
    """(the column, the choice)"""

    def __init__(self, at: int, choices: QStandardItemModel) -> None:
        super().__init__()
        self._at = at
        self.setModel(choices)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setMaxVisibleItems(18)
        self.activated.connect(self._choose)

    @Slot(int)
    def _choose(self, choice: int) -> None:
        self.chosen.emit(self._at, choice)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class MappingSheet(Frame):
    """Shows a table's columns with what is guessed of them. Nothing is read until "Use these columns" is pressed."""

    mapped = Signal(object)
    """(`exchange.layouts.Way`): read the table like this."""

    def __init__(
        self, session: Session, name: str, data: bytes, parent: QWidget | None = None, way: Way = AS_FOUND
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.draft = drafted(data, way, session.store.table_layouts())
        self._choices = list(CHOICES)
        self._choice_names = QStandardItemModel(self)
        for choice in self._choices:
            self._choice_names.appendRow(QStandardItem(choice_name(choice)))
        self.boxes: list[FieldBox] = []
        self.setWindowTitle(self.tr("The columns of {name}").format(name=name))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._show_draft()
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.window().size()))

    @classmethod
    def open_for(
        cls, session: Session, name: str, data: bytes, parent: QWidget | None = None, way: Way = AS_FOUND
    ) -> MappingSheet:
        """Ask what the columns of a table are. `way` is how it was read up to now."""
        sheet = cls(session, name, data, parent, way)
        sheet.open()
        return sheet

    # --- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.encoding = self._ways(words.ENCODINGS, self.draft.way.encoding)
        self.separator = self._ways(words.separators(), self.draft.way.delimiter)
        self.header = QCheckBox(self.tr("The first row holds &names of columns"))
        self.header.clicked.connect(self._set_header)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_SMALL)
        for text, box in ((self.tr("&Encoding"), self.encoding), (self.tr("&Separator"), self.separator)):
            label = Label(text)
            label.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.header)

        self.preview = Preview(self)
        table = QTableView()
        table.setAccessibleName(self.tr("The first rows of the table"))
        table.setModel(self.preview)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setMinimumHeight(5 * table.fontMetrics().lineSpacing())
        self._table = table
        self.body.addWidget(table, 2)

        self._lines = QScrollArea()
        self._lines.setWidgetResizable(True)
        self._lines.setFrameShape(QScrollArea.Shape.NoFrame)
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines.setMinimumHeight(7 * table.fontMetrics().lineSpacing())
        self.body.addWidget(self._lines, 4)

        self.told = Label("", wrap=True)
        self.again = Label("", Type.CAPTION, Tone.SECOND, wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(self.again)
        self.cancel = self.button(self.tr("Cancel"))
        self.use = self.button(self.tr("&Use these columns"), default=True)
        self.cancel.clicked.connect(self.reject)
        self.use.clicked.connect(self._use)

    def _ways(self, offered: dict[str, str], chosen: str) -> QComboBox:
        box = QComboBox()
        box.addItem("", "")
        for value, text in offered.items():
            box.addItem(text, value)
        if chosen and box.findData(chosen) < 0:
            box.addItem(chosen, chosen)
        box.setCurrentIndex(box.findData(chosen))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(26)
        box.activated.connect(self._read_again)
        return box

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.boxes:
            self.boxes[0].setFocus()

    # --- the table as it is read now ------------------------------------------------------------------

    def _show_draft(self) -> None:
        draft = self.draft
        encoding = "" if draft.way.encoding else words.ENCODINGS.get(draft.encoding, draft.encoding)
        separator = "" if draft.way.delimiter else words.separators().get(draft.delimiter, "")
        for box, found in ((self.encoding, encoding), (self.separator, separator)):
            told = self.tr("Found: {what}").format(what=found)
            box.setItemText(0, told if found else self.tr("Find out"))
        self.header.setChecked(draft.has_header)
        self.preview.show_draft(draft)
        self._table.resizeColumnsToContents()
        for at in range(self.preview.columnCount()):
            self._table.setColumnWidth(at, min(self._table.columnWidth(at), 24 * self.fontMetrics().averageCharWidth()))
        self._show_columns()
        self._tell()

    def _show_columns(self) -> None:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.GAP_HAIR)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for at, title in enumerate((self.tr("Column"), self.tr("For example"), self.tr("Holds"))):
            grid.addWidget(Label(title, Type.CAPTION, Tone.SECOND), 0, at)
        self.boxes = []
        for at, chosen in enumerate(self.draft.chosen[:MOST_LINES]):
            name = words.short(self.draft.names[at]) or self.tr("Column {n}").format(n=words.number(at + 1))
            samples = " · ".join(map(words.short, self.draft.samples(at)))
            box = FieldBox(at, self._choice_names)
            box.setCurrentIndex(self._place(chosen))
            box.setAccessibleName(self.tr("What “{name}” holds").format(name=name))
            box.setAccessibleDescription(samples)
            box.chosen.connect(self._choose)
            self.boxes.append(box)
            grid.addWidget(ElidingLabel(name, Type.STRONG), at + 1, 0)
            grid.addWidget(ElidingLabel(samples, tone=Tone.SECOND), at + 1, 1)
            grid.addWidget(box, at + 1, 2)
        more = len(self.draft.chosen) - len(self.boxes)
        if more > 0:
            text = self.tr("{n} more columns are kept under their own names.").format(n=words.number(more))
            grid.addWidget(Label(text, tone=Tone.SECOND), len(self.boxes) + 1, 0, 1, 3)
        grid.setRowStretch(len(self.boxes) + 2, 1)
        self._lines.setWidget(whole)  # the one before is deleted by Qt

    def _place(self, chosen: Column) -> int:
        """Where a choice stands in the boxes. What was guessed beyond those offered is offered from then on."""
        if chosen not in self._choices:
            self._choices.append(chosen)
            self._choice_names.appendRow(QStandardItem(choice_name(chosen)))
        return self._choices.index(chosen)

    def _tell(self) -> None:
        """Say whom the first row gives, or why nobody could be told."""
        problem = self.draft.problem()
        person = None if problem else self.draft.first_person()
        if problem == "one-column":
            text = self.tr("Everything stands in one column. Another separator may part it.")
        elif problem == "nothing-below":
            text = self.tr("Below the names of the columns stands nobody. The first row may be a person itself.")
        elif problem:
            text = self.tr("Choose a column for the name or the e-mail address: one of them is needed for everybody.")
        elif person is None:
            text = self.tr("The first rows hold neither a name nor an address where you say.")
        else:
            text = self.tr("The first person: {person}").format(person=_shown(person))
        if text != self.told.text():
            self.told.setText(text)
            self.told.set_tone(Tone.DUE if problem or person is None else Tone.TEXT)
            if problem:
                announce(self, text)
        self.use.setEnabled(not problem)
        known = self.draft.has_header and not problem
        self.again.setText(
            self.tr("What you do not choose is kept with each person under its own name.")
            + (" " + self.tr("The next table with these names is read the same way.") if known else "")
        )

    # --- what the user does ---------------------------------------------------------------------------

    @Slot()
    def _read_again(self) -> None:
        self.draft = self.draft.read_as(self.encoding.currentData(), self.separator.currentData())
        self._show_draft()

    @Slot(bool)
    def _set_header(self, there: bool) -> None:
        self.draft = self.draft.with_header(there)
        self._show_draft()

    @Slot(int, int)
    def _choose(self, at: int, choice: int) -> None:
        self.draft = self.draft.choose(at, self._choices[choice])
        self._tell()

    @Slot()
    def _use(self) -> None:
        way = self.draft.settled()
        store, key = self._session.store, self.draft.key()
        if way.layout is not None and key and (self.draft.corrects() or key in store.table_layouts()):
            try:
                store.remember_layout(key, saved(way.layout))
            except UserError as error:
                self._session.refuse(error)  # it is read all the same
        self.mapped.emit(way)
        self.accept()


def _shown(person: Person) -> str:
    parts = (person.name, person.title, person.organisation, *person.values(PointKind.EMAIL)[:1])
    return words.short(" · ".join(dict.fromkeys(part for part in parts if part)))


def choice_name(column: Column) -> str:
    """What a column can hold, in words."""
    if column == KEPT:
        return words.tr("Keep under its own name")
    if column == LEFT_OUT:
        return words.tr("Leave out")
    if column.field == "url" and column.label == "LinkedIn":
        return words.tr("LinkedIn page")
    name = {
        "street": words.tr("Address, or its street"),
        "street 2": words.tr("Second line of the address"),
        "street 3": words.tr("Third line of the address"),
        "formatted": words.tr("Whole address"),
        "box": words.tr("Post-office box"),
        "city": words.tr("Town"),
        "region": words.tr("Region"),
        "code": words.tr("Postal code"),
        "country": words.tr("Country"),
        "label": words.tr("Kind of the column beside it"),
        "birth-year": words.tr("Year of birth"),
        "birth-month": words.tr("Month of birth"),
        "birth-day": words.tr("Day of birth"),
        "connected": words.tr("Connected on"),
        "custom": words.tr("A field of its own"),
    }.get(column.part if column.part != "value" else column.field) or words.field_name(column.field)
    if not column.label:
        return name
    label = {
        "work": words.tr("work"),
        "home": words.tr("home"),
        "other": words.tr("other"),
        "mobile": words.tr("mobile"),
    }.get(column.label, column.label)
    return words.tr("{field} ({label})").format(field=name, label=label)
