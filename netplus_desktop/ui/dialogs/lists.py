"""What dialogs that list things have: the list, a line of it, and the text that tells of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPlainTextEdit, QTreeWidget, QTreeWidgetItem

from netplus_desktop.ui import theme


class DatedList(QTreeWidget):
    """Things that happened, one a line: when, what, then figures. One is chosen; what takes the room."""

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        super().__init__()
        self.setHeaderLabels(titles)
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for column in range(len(titles)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def line(self, when: str, what: str, figures: Sequence[str], hint: str = "") -> QTreeWidgetItem:
        """A line for `addTopLevelItems`; `hint` is told of what it is about."""
        item = QTreeWidgetItem([when, what, *figures])
        for column in range(2, self.columnCount()):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setSizeHint(1, QSize(0, self.fontMetrics().height() + theme.GAP_SMALL))
        item.setToolTip(1, hint)
        return item

    def place(self) -> int | None:
        """Where the chosen line stands; None while there is none."""
        item = self.currentItem()
        return self.indexOfTopLevelItem(item) if item is not None else None


class Told(QPlainTextEdit):
    """Plain text to read and to copy; Tab leads on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
