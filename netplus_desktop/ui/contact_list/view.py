"""The list itself: arrows, Home and End, Page keys, several people at once; typed letters go to the search box.

It is a table of one column, not a QListView: that one asks the model about every row each time it lays itself out,
80 ms with 100,000 people and again for each keystroke of a search.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from netplus_desktop.ui.contact_list.delegate import ContactDelegate
from netplus_desktop.ui.contact_list.model import ContactListModel

_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction


MOST_DRAGGED = 2000
"""People: whoever is dropped on waits while they are written, and so does the window, for a quarter of a second."""


class ContactListView(QTableView):
    """Shows a `ContactListModel` and knows its selection by ids."""

    copy_requested = Signal()
    delete_requested = Signal()
    menu_requested = Signal(object)
    """(QPoint on the screen)"""
    drag_refused = Signal(int)
    """(how many people can be dragged at most)"""
    typed = Signal(str)
    """(letters): typed while the list had the focus."""

    def __init__(self, model: ContactListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        # One of our own: to hand out Qt's, PySide looks at every kind of widget there is for the one that it may be.
        self.setViewport(QWidget())
        self.delegate = ContactDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setAccessibleName(self.tr("People"))
        self.measure()

    def measure(self) -> None:
        """Take the height of the rows from the delegate: fonts or density have changed."""
        self.delegate.measure()
        self.verticalHeader().setDefaultSectionSize(self.delegate.height())
        self.viewport().update()

    def selected_ids(self) -> list[int]:
        """The people selected, in the list's order."""
        selection = self.selectionModel().selection()
        parts = (selection.at(number) for number in range(selection.count()))
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        return [key for first, last in ranges for key in self._people.ids(first, last)]

    def select(self, ids: list[int]) -> None:
        """Select these people as far as they are listed, and no others."""
        rows = self._people.rows_of(ids)
        if not rows and not self.selectionModel().hasSelection():
            return
        selection = QItemSelection()
        for first, last in _runs(rows):
            selection.select(self._people.index(first), self._people.index(last))
        self.selectionModel().select(selection, _Flag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self._people.index(rows[0]), _Flag.NoUpdate)

    def place(self) -> tuple[int, int] | None:
        """The person in the topmost row seen, and how far above the edge that row begins."""
        index = self.indexAt(self.viewport().rect().topLeft())
        return (self._people.id_of(index.row()), self.visualRect(index).top()) if index.isValid() else None

    def return_to(self, place: tuple[int, int] | None) -> None:
        """Scroll so that the person stands where they stood before the list changed."""
        row = self._people.row_of(place[0]) if place else -1
        if place and row >= 0:
            moved = self.visualRect(self._people.index(row)).top() - place[1]
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)

    def startDrag(self, actions: Qt.DropAction) -> None:
        selection = self.selectionModel().selection()
        chosen = sum(selection.at(number).height() for number in range(selection.count()))
        if chosen > MOST_DRAGGED:
            self.drag_refused.emit(MOST_DRAGGED)
        else:
            super().startDrag(actions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence

        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_requested.emit(where)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.measure()

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if action in (_Move.MoveHome, _Move.MoveEnd):  # of the list, not of the row
            last = self._people.rowCount() - 1
            return self._people.index(0 if action is _Move.MoveHome else last)
        return super().moveCursor(action, modifiers)


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs of neighbours."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
