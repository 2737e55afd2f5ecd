"""Every command that has keys, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label

COLUMNS = 2


class ShortcutsDialog(Frame):
    """A sheet of the menus with their keys, in two columns."""

    def __init__(self, menus: Sequence[tuple[str, Sequence[QAction]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setHorizontalSpacing(theme.GAP_PAGE)
        grid.setVerticalSpacing(theme.GAP_WIDE)
        self.lines: list[tuple[str, str]] = []
        filled = [(name, found) for name, actions in menus if (found := self._with_keys(actions))]
        for at, (name, found) in enumerate(filled):
            grid.addWidget(self._block(name, found), at // COLUMNS, at % COLUMNS, Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumSize(sheet.sizeHint().boundedTo(self.screen().availableSize() * 0.7))
        self.body.addWidget(area)
        self.button(self.tr("&Close"), default=True).clicked.connect(self.accept)

    @staticmethod
    def _with_keys(actions: Sequence[QAction]) -> list[tuple[str, str]]:
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (action.text().replace("&", "").rstrip("…"), ", ".join(key.toString(native) for key in action.shortcuts()))
            for action in actions
            if action.shortcuts()
        ]

    def _block(self, name: str, found: list[tuple[str, str]]) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_WIDE)
        grid.setVerticalSpacing(theme.GAP_HAIR)
        grid.addWidget(Label(name, Type.STRONG), 0, 0, 1, 2)
        for row, (words, keys) in enumerate(found, start=1):
            grid.addWidget(Label(words), row, 0)
            grid.addWidget(Label(keys, tone=Tone.SECOND), row, 1)
        grid.setColumnStretch(0, 1)
        self.lines += found
        return block
