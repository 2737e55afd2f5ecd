"""The sheet of the weekly review: each number opens its rows, each row its person; one page of it can be printed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes
from netplus_desktop.core.review import WEEK, week_of, week_to_review
from netplus_desktop.ui import dates, messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.sheets import Way
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.review import words
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label

_LETTERS = (34, 16)
"""How wide the first columns are; what is longer is elided, and can be drawn wider."""

_CONTACT = Qt.ItemDataRole.UserRole
_FIGURE = Qt.ItemDataRole.UserRole + 1


class ReviewSheet(Frame):
    """One week; the others are a step away."""

    contact_requested = Signal(int)
    printing_requested = Signal(object, object, object)
    """(Way, first day, last day)"""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Weekly review"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._begins = QLocale().firstDayOfWeek().value - 1
        self._first, self._last = week_to_review(self._today(), self._begins)
        self.days = Label("", Type.STRONG)
        self.earlier = button(self.tr("&Earlier"))
        self.later = button(self.tr("&Later"))
        self.earlier.clicked.connect(self._go_back)
        self.later.clicked.connect(self._go_on)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.days)
        row.addStretch(1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        self.body.addLayout(row)
        self.about = Label("", tone=Tone.SECOND, wrap=True)
        self.body.addWidget(self.about)
        self.tree = self._build_tree()
        self.body.addWidget(self.tree, 1)
        self.show_person = self.button(self.tr("Show the pe&rson"))
        self.show_person.clicked.connect(self._show_person)
        for way, name in (
            (Way.PRINT, self.tr("&Print…")),
            (Way.PREVIEW, self.tr("Pre&view…")),
            (Way.PDF, self.tr("&Save as PDF…")),
        ):
            made = self.button(name)
            made.setProperty("way", way.value)
            made.clicked.connect(self._bring_out)
        self.close_button = self.button(self.tr("&Close"))
        self.close_button.clicked.connect(self.reject)
        self.take_room(112, 36)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        for column, letters in enumerate(_LETTERS):
            self.tree.setColumnWidth(column, self.tree.fontMetrics().averageCharWidth() * letters)
        self._refresh()
        self.tree.setFocus()

    def _build_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels([self.tr("What"), self.tr("Number"), self.tr("About")])
        tree.setAccessibleName(self.tr("The week in numbers"))
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setExpandsOnDoubleClick(False)  # a click does
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.header().setSectionsMovable(False)
        tree.itemClicked.connect(self._clicked)
        tree.itemActivated.connect(self._activated)
        tree.currentItemChanged.connect(self._chosen)
        return tree

    # --- which week -------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return dates.today_of(self._session.store.now())

    @Slot()
    def _go_back(self) -> None:
        self._move(self._first - WEEK)

    @Slot()
    def _go_on(self) -> None:
        self._move(self._first + WEEK)

    def _move(self, first: date) -> None:
        self._first, self._last = week_of(first, self._begins)
        self._refresh()

    # --- what happened ----------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Read the week; what was open stays open, and what is chosen chosen."""
        chosen = self._chosen_figure()
        opened = {item.data(0, _FIGURE) for item in self._figures() if item.isExpanded()}
        week = self._session.store.review(self._first, self._last)
        self.days.setText(words.days(self._first, self._last, self._today()))
        self.later.setEnabled(self._last < self._today())
        self.about.setText(
            self.tr("Nothing is recorded of these days.")
            if week.empty
            else self.tr("Open a number to see what stands behind it.")
        )
        self.tree.clear()
        today = self._today()
        for figure, rows in week.rows.items():
            name, number = words.figure_name(figure), QLocale().toString(len(rows))
            item = QTreeWidgetItem([name, number, ""])
            item.setData(0, _FIGURE, figure.value)
            item.setFont(1, theme.font(Type.STRONG))
            item.setToolTip(0, words.figure_hint(figure))
            said = self.tr("{figure}: {n}").format(figure=name, n=number)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
            item.setSizeHint(0, QSize(0, self.tree.fontMetrics().height() + theme.GAP_SMALL))
            for row in rows:
                who = row.contact.name if row.contact else ""
                line = QTreeWidgetItem(item, [who, dates.day(row.on, today), words.row_text(row)])
                if row.contact:
                    line.setData(0, _CONTACT, row.contact.id)
            self.tree.addTopLevelItem(item)
            item.setExpanded(figure.value in opened)
            if figure.value == chosen:
                self.tree.setCurrentItem(item)
        if self.tree.currentItem() is None:
            self.tree.setCurrentItem(self._figures()[0])

    def _figures(self) -> list[QTreeWidgetItem]:
        places = range(self.tree.topLevelItemCount())
        return [item for place in places if (item := self.tree.topLevelItem(place)) is not None]

    def _chosen_figure(self) -> str | None:
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(0, _FIGURE) if item is not None else None

    @Slot(QTreeWidgetItem, int)
    def _clicked(self, item: QTreeWidgetItem, _column: int) -> None:
        if item.childCount():
            item.setExpanded(not item.isExpanded())

    @Slot(QTreeWidgetItem, int)
    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        if item.parent() is None:
            self._clicked(item, 0)
        else:
            self._show_person()

    @Slot()
    def _chosen(self) -> None:
        self.show_person.setEnabled(self._person() is not None)

    def _person(self) -> int | None:
        item = self.tree.currentItem()
        found = item.data(0, _CONTACT) if item is not None else None
        return int(found) if found is not None else None

    @Slot()
    def _show_person(self) -> None:
        one = self._person()
        if one is not None:
            self.accept()
            self.contact_requested.emit(one)

    # --- on paper -----------------------------------------------------------------------------------------------

    @Slot()
    def _bring_out(self) -> None:
        self.printing_requested.emit(Way(self.sender().property("way")), self._first, self._last)

    # --- following the vault --------------------------------------------------------------------------------

    @Slot(object, object)
    def _changed(self, _changes: Changes, _initiator: object) -> None:
        self._refresh()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_error(messages.text(error))
