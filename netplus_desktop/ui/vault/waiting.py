"""What stands on the screen while the system's keyring is waited for."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH
from netplus_desktop.ui.vault.ways import WaysDialog, ways
from netplus_desktop.ui.widgets import Label


class WaitingDialog(WaysDialog):
    """Says what is waited for, and offers the ways past it."""

    def __init__(self, *, new: bool, parent: QWidget | None = None) -> None:
        """`new` where the vault is yet to be made."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Waiting for the system's keyring…"))
        words = Label(
            self.tr(
                "It keeps the key of your vault. It may be asking you for something in a window of its own, perhaps "
                "behind others. You can go on without it, too."
            ),
            wrap=True,
        )
        words.setMinimumWidth(TEXT_WIDTH)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Waiting"))
        for widget in (words, bar):
            self.body.addWidget(widget)
        self.offer(ways("keyring-silent", new=new))
        self.button(self.tr("&Quit")).clicked.connect(self.reject)
