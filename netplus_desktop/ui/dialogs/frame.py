"""What every dialog of the program has: a heading, plain words, a place for an error, verbs on buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.icons import application_icon
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label, announce

TEXT_WIDTH = 420


class HelpKey(QShortcut):
    """F1 in a dialog, over which the window's own commands do not reach: the page of the guide about it."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(QKeySequence("F1"), dialog)
        self.activated.connect(self._open)

    @Slot()
    def _open(self) -> None:
        from netplus_desktop.ui.dialogs.guide import show_guide

        dialog = self.parent()  # asked for here: a key that held its dialog would keep it from ending in order
        if isinstance(dialog, QDialog):
            show_guide(dialog)


class Frame(QDialog):
    """A dialog that grows from top to bottom. Add to `body`; `button` adds to the row at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowIcon(application_icon())
        HelpKey(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_SECTION, theme.GAP_SECTION, theme.GAP_SECTION, theme.GAP_SECTION)
        column.setSpacing(theme.GAP)
        heading = Label("", Type.SECTION, wrap=True)
        self.windowTitleChanged.connect(heading.setText)
        column.addWidget(heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.GAP_SMALL)
        column.addLayout(self.body, 1)
        self._error = Label(tone=Tone.DANGER, wrap=True)
        self._error.setObjectName("error")
        self._error.hide()
        column.addWidget(self._error)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.GAP_SMALL)
        self._foot.addStretch(1)
        column.addLayout(self._foot)

    def button(self, text: str, *, default: bool = False) -> QPushButton:
        """A button at the foot; one of them answers Enter."""
        made = QPushButton(text)
        made.setAutoDefault(False)
        if default:
            made.setDefault(True)
            theme.set_role(made, "primary")
        self._foot.addWidget(made)
        return made

    def take_room(self, letters: int, lines: int) -> None:
        """Be so many letters wide and so many lines high, within the screen."""
        letter = self.fontMetrics()
        room = self.screen().availableGeometry().size() - QSize(80, 80)
        self.resize(QSize(letter.averageCharWidth() * letters, letter.height() * lines).boundedTo(room))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.grow()

    def grow(self) -> None:
        """Take the height that wrapped text needs: Qt gives a dialog two thirds of the screen and no more, and at a
        large text size lines would lie over one another."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if needed > self.height():
            self.resize(self.width(), min(needed, self.screen().availableGeometry().height()))

    def show_error(self, text: str) -> None:
        """Tell what went wrong, in place; '' takes it away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        if text:
            announce(self, text)
            self.grow()

    def error_text(self) -> str:
        """The error that is told now."""
        return self._error.text() if not self._error.isHidden() else ""


class SecretLine(QWidget):
    """A line for something secret, with a box that shows it."""

    def __init__(self, name: str, *, with_box: bool = True) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        label = Label(name)
        label.setBuddy(self.line)
        self.line.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        column.addWidget(label)
        column.addWidget(self.line)
        self.box = QCheckBox(self.tr("&Show what I type"))
        self.box.setVisible(with_box)
        self.box.toggled.connect(self.show_typed)
        if with_box:
            column.addWidget(self.box)

    def show_typed(self, shown: bool) -> None:
        """Show the letters, or dots in their place."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
