"""Two entries side by side, and the one person that they would make."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core import duplicates, people
from netplus_desktop.core.duplicates import Pair
from netplus_desktop.core.records import Contact, Person
from netplus_desktop.ui import theme
from netplus_desktop.ui.duplicates import words
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label


class Comparison(QScrollArea):
    """Where the two differ there is a choice; what only one has, and addresses, tags and notes, is kept from both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("The two beside each other"))
        self._both: tuple[Person, Person] | None = None
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}

    def show_pair(self, pair: Pair, first: Contact, second: Contact) -> None:
        """Show two people and why they may be one."""
        self._both = first.person, second.person
        self.choices = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.GAP)
        column.addWidget(Label(words.why(pair), Type.STRONG, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP_WIDE)
        grid.setVerticalSpacing(theme.GAP_SMALL)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for name in people.SINGLE:
            self._add_field(grid, name)
        column.addLayout(grid)
        person = self.person()
        kept = [
            (self.tr("Addresses and numbers"), "\n".join(point.value for point in person.points)),
            (self.tr("Tags"), ", ".join(person.tags)),
            (self.tr("Note"), person.note),
            (self.tr("Conversations"), self._talks(first, second)),
        ]
        column.addWidget(Label(self.tr("Kept from both"), Type.STRONG))
        both = QGridLayout()
        both.setHorizontalSpacing(theme.GAP_WIDE)
        both.setVerticalSpacing(theme.GAP_SMALL)
        both.setColumnStretch(1, 1)
        for title, text in kept:
            if text:
                row = both.rowCount()
                both.addWidget(Label(title, tone=Tone.SECOND), row, 0, Qt.AlignmentFlag.AlignTop)
                both.addWidget(Label(text, wrap=True), row, 1)
        column.addLayout(both)
        column.addStretch(1)
        self.setWidget(page)

    def _talks(self, first: Contact, second: Contact) -> str:
        count = len(first.interviews) + len(second.interviews)
        return self.tr("1 interview") if count == 1 else self.tr("{n} interviews").format(n=count) if count else ""

    def _add_field(self, grid: QGridLayout, name: str) -> None:
        assert self._both is not None
        values = [getattr(person, name) for person in self._both]
        if not any(values):
            return
        row = grid.rowCount()
        title = words.field(name)
        grid.addWidget(Label(title, tone=Tone.SECOND), row, 0)
        if not all(values) or values[0] == values[1]:
            grid.addWidget(Label(values[0] or values[1], wrap=True), row, 1, 1, 2)
            return
        group = QButtonGroup(self.widget() or self)
        buttons = []
        for column, value in enumerate(values, start=1):
            button = QRadioButton(value.replace("&", "&&"))
            button.setAccessibleName(self.tr("{field}: {value}").format(field=title, value=value))
            group.addButton(button)
            grid.addWidget(button, row, column)
            buttons.append(button)
        buttons[0].setChecked(True)
        self.choices[name] = buttons[0], buttons[1]

    def person(self) -> Person:
        """The one person that the choices make."""
        assert self._both is not None
        taken = [name for name, (_, other) in self.choices.items() if other.isChecked()]
        return duplicates.joined(*self._both, taken)
