"""When the vault cannot be opened: calm words, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.errors import VaultError
from netplus_desktop.ui import messages
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH
from netplus_desktop.ui.vault.ways import Way, WaysDialog, ways
from netplus_desktop.ui.widgets import Label


class VaultTroubleDialog(WaysDialog):
    """Says why the vault stays closed, and offers the ways on. Nothing is changed by it."""

    def __init__(self, error: VaultError, *, new: bool = False, parent: QWidget | None = None) -> None:
        """`new` where the vault is yet to be made."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Your vault stays closed for now"))
        words = Label(messages.text(error), wrap=True)
        words.setMinimumWidth(TEXT_WIDTH)
        words.setObjectName("trouble")
        self.body.addWidget(words)
        self.offer(ways(error.code, new=new))
        self.button(self.tr("&Quit")).clicked.connect(self.reject)
        self.again = self.button(self.tr("&Try again"), default=True)
        self.again.clicked.connect(self._retry)

    @Slot()
    def _retry(self) -> None:
        self.go(Way.TRY_AGAIN)
