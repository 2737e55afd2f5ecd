"""The head of an import sheet: what each file is, and for a table how it is read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import ReadFile
from netplus_desktop.exchange.layouts import Ways
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.importing import words
from netplus_desktop.ui.importing.model import Prepared
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import ElidingLabel, Label

SEEN = 4
"""So many lines about files are seen before they scroll."""

REST = 27
"""So many lines of text are as high as all that stands below."""

MOST = 200
"""So many files are named: a folder may hold thousands. The rows of all of them are shown below."""


class FileList(QScrollArea):
    """A line for each file, those first that could not be read: there is something to do about them. Below them stands
    what an archive tells beside its people."""

    how_asked = Signal(str)
    """(the name of a table): say how it is to be read."""

    def __init__(self, evidence: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence = evidence
        self._holder = QWidget()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_SMALL)
        for part in (self._holder, evidence):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Files"))
        self.lines: list[FileLine] = []
        self._alone = False

    def show_files(self, prepared: Prepared, ways: Ways) -> None:
        """Show what was read, and what was not."""
        self.lines = [FileLine(name, error, name in ways) for name, error in prepared.refused[:MOST]]
        for plan in prepared.plans[: MOST - len(self.lines)]:
            self.lines.append(FileLine(plan.file.name, plan.file, plan.file.name in ways))
        before, self._holder = self._holder, QWidget()
        self._column.replaceWidget(before, self._holder)
        before.deleteLater()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        for line in self.lines:
            line.how_asked.connect(self.how_asked)
            column.addWidget(line)
        more = len(prepared.plans) + len(prepared.refused) - len(self.lines)
        if more:
            column.addWidget(Label(words.more_files(more), tone=Tone.SECOND))
        self._alone = not prepared.plans
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def _take_room(self) -> None:
        """As much as a few lines and the evidence need, as far as the rows below keep theirs."""
        width = self.viewport().width()
        heights = [line.needed(width) + theme.GAP_HAIR for line in self.lines]
        told = 0 if self._evidence.isHidden() else self._evidence.heightForWidth(width) + theme.GAP_SMALL
        room = sum(heights) if self._alone else sum(heights[:SEEN]) + theme.GAP_SMALL * (len(heights) > SEEN)
        sheet = self.window().height()
        spare = sheet - REST * self.fontMetrics().lineSpacing()
        height = min(room + told, sheet // 2 if self._alone else max(sheet // 4, spare))
        policy = Qt.FocusPolicy.StrongFocus if height < sum(heights) + told else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)  # where there is something to scroll, the keyboard can
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)


class FileLine(QWidget):
    """What a file is, or why it could not be read; for a table a way to have it read otherwise, and once more where it
    was told how (`told`)."""

    how_asked = Signal(str)

    def __init__(self, name: str, read: ReadFile | UserError, told: bool) -> None:
        super().__init__()
        self._name = name
        self.how: QPushButton | None = None
        whole: QBoxLayout
        if isinstance(read, ReadFile):
            self.label: Label = ElidingLabel(words.file_line(read), Type.STRONG)
            whole = QHBoxLayout(self)
            ask = self.tr("How it is read…") if read.delimiter else ""
        else:
            self.label = Label(messages.text(read), tone=Tone.DUE, wrap=True)
            whole = QVBoxLayout(self)
            misread = read.code == "file-header-unknown" or told
            ask = self.tr("Say what the columns are…") if misread else ""
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(self.label, 1)
        if ask:
            self.how = QPushButton(ask)
            self.how.setAutoDefault(False)
            self.how.setAccessibleName(self.tr("How {name} is read").format(name=name))
            self.how.clicked.connect(self._ask)
            whole.addWidget(self.how, 0, Qt.AlignmentFlag.AlignLeft)

    def needed(self, width: int) -> int:
        """The height at a width."""
        return self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()

    @Slot()
    def _ask(self) -> None:
        self.how_asked.emit(self._name)
