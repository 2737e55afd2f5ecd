"""The sheet of the target list: employers, sorted by motivation, open post or who is known there; and for the one that
is chosen everything about it, each person there a click away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from netplus_desktop.core.employers import (
    MOST_MOTIVATION,
    WHOLE_LIST,
    Order,
    Target,
    foremost,
    in_order,
    names_in,
    target,
)
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes, Employer, Kind
from netplus_desktop.ui import dates, messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.employers import words
from netplus_desktop.ui.employers.detail import EmployerDetail
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label, plain_tooltip

_ID = Qt.ItemDataRole.UserRole
_ORDERS = (Order.LIST, Order.MOTIVATION, Order.POSTING, Order.ADVOCATE, Order.ADVOCATE)
"""What a click on the head of each column sorts by."""


class EmployerLine(QLineEdit):
    """A line for a name; a text of several lines that is pasted into it is a list."""

    list_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = QApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and len(names_in(text)) > 1:
            self.list_pasted.emit(text)
        else:
            super().keyPressEvent(event)


class EmployerTree(QTreeWidget):
    """The list. A digit says how much the chosen employer draws one; Delete takes it out."""

    rated = Signal(object)
    """The motivation, None for 0."""
    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text() in tuple("012345"[: MOST_MOTIVATION + 1]):
            self.rated.emit(int(event.text()) or None)
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class EmployersSheet(Frame):
    """The list above, the chosen employer below. Who is known there is looked up on the worker."""

    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None, *, chosen: int | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Employers you aim at"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._targets: tuple[Target, ...] = ()
        self._people = Lookup(session.read, self)
        self._people.found.connect(self._found)
        self._people.failed.connect(self._refused)
        self._build_adding()
        self._build_sorting()
        self.tree = self._build_tree()
        self.detail = EmployerDetail(session)
        self.detail.contact_requested.connect(self._show_contact)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.body.addWidget(split, 1)
        close = self.button(self.tr("&Close"))
        close.clicked.connect(self.reject)
        self.take_room(150, 48)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        session.stopped.connect(self.detail.commit)  # the window goes with the lock; what was typed stays
        self._read(chosen)
        (self.tree if self._targets else self.name).setFocus()

    # --- building ------------------------------------------------------------------------------------------

    def _build_adding(self) -> None:
        self.name = EmployerLine()
        self.name.setAccessibleName(self.tr("A new employer"))
        self.name.setPlaceholderText(self.tr("A new employer"))
        self.name.returnPressed.connect(self._add)
        self.name.list_pasted.connect(self._add_all)
        self.add = button(self.tr("&Add"))
        self.add.clicked.connect(self._add)
        self.paste = button(self.tr("Paste a &list"))
        self.paste.setToolTip(self.tr("What you copied, with an employer on each line"))
        self.paste.clicked.connect(self._paste)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.name, 1)
        row.addWidget(self.add)
        row.addWidget(self.paste)
        self.body.addLayout(row)

    def _build_sorting(self) -> None:
        self.about = Label("", tone=Tone.SECOND)
        self.order = QComboBox()
        for order in Order:
            self.order.addItem(words.order_name(order), order.value)
        self.order.currentIndexChanged.connect(self._fill)
        label = QLabel(self.tr("&Sorted by"))
        label.setBuddy(self.order)
        self.order.setAccessibleName(self.tr("Sorted by"))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.about, 1)
        row.addWidget(label)
        row.addWidget(self.order)
        self.body.addLayout(row)

    def _build_tree(self) -> EmployerTree:
        tree = EmployerTree()
        heads = (
            self.tr("Employer"),
            self.tr("Motivation"),
            self.tr("Open post"),
            self.tr("Who you know there"),
            self.tr("Through whom"),
        )
        tree.setHeaderLabels(heads)
        tree.setAccessibleName(self.tr("Employers you aim at"))
        tree.setAccessibleDescription(self.tr("1 to 5 says how much the chosen one draws you, 0 takes that back"))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = tree.header()
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by_column)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.currentItemChanged.connect(self._chosen)
        tree.itemActivated.connect(self._activated)
        tree.rated.connect(self._rate)
        tree.delete_pressed.connect(self._delete)
        return tree

    # --- adding --------------------------------------------------------------------------------------------

    @Slot()
    def _add(self) -> None:
        if self._add_names((self.name.text(),)):
            self.name.clear()

    @Slot()
    def _paste(self) -> None:
        self._add_all(QApplication.clipboard().text())

    @Slot(str)
    def _add_all(self, text: str) -> None:
        self._add_names(names_in(text))

    def _add_names(self, names: tuple[str, ...]) -> bool:
        changes = self._session.run(self._session.store.add_employers, names)
        if changes is None:
            return False
        self.choose(min(changes.created[Kind.EMPLOYER]))
        return True

    # --- the list ------------------------------------------------------------------------------------------

    def _read(self, chosen: int | None = None) -> None:
        """List the employers as they stand, with the people who were found before, and look these up anew."""
        people = {one.employer.id: one for one in self._targets}
        empty = Target(Employer(0, ""))
        self._targets = tuple(
            target(one, people.get(one.id, empty).known, people.get(one.id, empty).named)
            for one in self._session.store.employers()
        )
        self._people.begin(self._session.store.targets)
        self._fill()
        if chosen is not None:
            self.choose(chosen)

    @Slot(object)
    def _found(self, targets: tuple[Target, ...]) -> None:
        self._targets = targets
        self._fill()

    @Slot()
    def _fill(self) -> None:
        """Show the list in the order that is chosen; who is chosen stays so."""
        order, before = Order(self.order.currentData()), self.chosen_id()
        begin_with = foremost(self._targets)
        self.tree.blockSignals(True)
        self.tree.clear()
        for one in in_order(self._targets, order):
            self.tree.addTopLevelItem(self._line(one, one.employer.id in begin_with))
        self.tree.blockSignals(False)
        self.about.setText(words.count(len(self._targets), WHOLE_LIST))
        self.choose(before)
        if self.tree.currentItem() is None and (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._chosen()

    def _line(self, one: Target, begin_with: bool) -> QTreeWidgetItem:
        employer = one.employer
        motivation = str(employer.motivation) if employer.motivation else ""
        cells = [
            employer.name,
            motivation,
            employer.posting or employer.posting_link,
            words.advocate(one),
            words.chain_of(one),
        ]
        item = QTreeWidgetItem(cells)
        item.setData(0, _ID, employer.id)
        item.setSizeHint(0, QSize(0, self.tree.fontMetrics().height() + theme.GAP_SMALL))
        spoken = [employer.name, self.tr("motivation {n}").format(n=words.motivation_words(employer.motivation))]
        if begin_with:
            item.setFont(0, theme.font(Type.STRONG))
            spoken.append(self.tr("among the first five"))
        if employer.archived:
            spoken.append(self.tr("put aside"))
            for column in range(len(cells)):
                item.setForeground(column, theme.colour(Tone.SECOND))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join((*spoken, *filter(None, cells[2:]))))
        for column, text in enumerate(cells):
            item.setToolTip(column, plain_tooltip(text) if text else "")
        return item

    def chosen_id(self) -> int | None:
        """The employer that is chosen."""
        item = self.tree.currentItem()
        return int(item.data(0, _ID)) if item is not None else None

    def choose(self, employer_id: int | None) -> None:
        """Choose an employer of the list."""
        for place in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(place)
            if item is not None and item.data(0, _ID) == employer_id:
                self.tree.scrollToItem(item)
                self.tree.setCurrentItem(item)  # last: what was typed about another is written, and the list read anew
                return

    def _target(self) -> Target | None:
        chosen = self.chosen_id()
        return next((one for one in self._targets if one.employer.id == chosen), None)

    @Slot()
    def _chosen(self) -> None:
        today = dates.today_of(self._session.store.now())
        self.detail.show_target(self._target(), today, looking=self._people.busy)

    @Slot(int)
    def _sort_by_column(self, column: int) -> None:
        self.order.setCurrentIndex(self.order.findData(_ORDERS[column].value))

    @Slot(object)
    def _rate(self, motivation: int | None) -> None:
        chosen = self.chosen_id()
        if chosen is not None:
            self._session.run(self._session.store.edit_employer, chosen, motivation=motivation)

    @Slot()
    def _delete(self) -> None:
        self.detail.remove.click()

    # --- the people ----------------------------------------------------------------------------------------

    @Slot()
    def _activated(self) -> None:
        """Enter, or a double click: show whom the line names."""
        one = self._target()
        if one is None:
            return
        if one.employer.advocate:
            self._show_contact(one.employer.advocate.id)
        elif one.known:
            self._show_contact(one.known[0].contact.id)
        elif one.named:
            self._show_contact(one.named[0].by.id)

    @Slot(int)
    def _show_contact(self, contact_id: int) -> None:
        self.accept()
        self.contact_requested.emit(contact_id)

    # --- following the vault -------------------------------------------------------------------------------

    @Slot(object, object)
    def _changed(self, _changes: Changes, _initiator: object) -> None:
        self.show_error("")
        self._read()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_error(messages.text(error))

    def done(self, result: int) -> None:
        self.detail.commit()
        self._people.stop()
        super().done(result)
