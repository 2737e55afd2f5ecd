"""The one row of tools: a new contact on the left, the search in the middle, the prep sheet on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QToolBar, QToolButton, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.search_box import SearchBox
from netplus_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from netplus_desktop.ui.actions import Actions


class ToolBar(QToolBar):
    """Offers commands of the menus again. Its buttons take the focus, which those of Qt's own tool bars refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Toolbar"))
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._commands: Actions | None = None
        self.new_contact = _button(self.tr("New contact"), "primary")
        self.prep_sheet = _button(self.tr("Prep sheet"), "button")
        self.prep_sheet.setEnabled(False)  # as long as nobody is shown
        self.search = SearchBox()
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        grid.setHorizontalSpacing(theme.GAP)
        grid.addWidget(self.new_contact, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.search, 0, 1)
        grid.addWidget(self.prep_sheet, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.addWidget(row)
        QWidget.setTabOrder(self.new_contact, self.search)
        QWidget.setTabOrder(self.search, self.prep_sheet)

    def serve(self, commands: Actions) -> None:
        """Let the buttons do what they stand for, and give them their icons, whose room was kept."""
        from netplus_desktop.ui.icons import icon

        for button, drawing in (
            (self.new_contact, icon("user-plus", Tone.ON_ACCENT)),
            (self.prep_sheet, icon("printer")),
        ):
            button.setIcon(drawing)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setProperty("bare", None)
            theme.look_again(button)
        self.search.show_icon(icon("search", Tone.SECOND))
        self._commands = commands
        self.new_contact.clicked.connect(commands.new_contact.trigger)
        self.prep_sheet.clicked.connect(commands.print_sheet.trigger)
        self.search.show_shortcut(commands.find.shortcut())

    def follow_commands(self) -> None:
        """Switch the buttons on and off with the commands they stand for."""
        if self._commands is None:
            return
        for button, command in (
            (self.new_contact, self._commands.new_contact),
            (self.prep_sheet, self._commands.print_sheet),
        ):
            button.setEnabled(command.isEnabled())
            button.setToolTip(command.toolTip())


def _button(text: str, role: str) -> QToolButton:
    button = QToolButton()
    button.setText(f" {text}")  # the style puts no room between icon and text
    button.setAccessibleName(text)
    button.setIconSize(QSize(theme.ICON_TOOLBAR, theme.ICON_TOOLBAR))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setProperty("bare", "true")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    theme.set_role(button, role)
    return button
