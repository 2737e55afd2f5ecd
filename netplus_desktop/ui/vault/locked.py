"""The locked window: the program's name, that it is locked, and the way back in. Nothing of what is in the vault."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from netplus_desktop.core.errors import UserError
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import SecretLine
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.vault.veil import Veil
from netplus_desktop.ui.widgets import Label, announce


class LockedWindow(Veil):
    """Stands where the window stood. One press of Enter unlocks where the keyring holds the key."""

    keyring_requested = Signal()
    passphrase_given = Signal(str)
    recovery_requested = Signal()

    def __init__(self, *, by_passphrase: bool) -> None:
        super().__init__("")
        self.heading.setText(self.tr("Locked"))
        self._by_passphrase = by_passphrase
        self.words = Label("", tone=Tone.SECOND, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.passphrase = SecretLine(self.tr("&Passphrase"))
        self.passphrase.setVisible(by_passphrase)
        self.passphrase.line.returnPressed.connect(self._unlock)
        self.error = Label("", tone=Tone.DANGER, wrap=True)
        self.error.hide()
        self.unlock = QPushButton(self.tr("&Unlock"))
        theme.set_role(self.unlock, "primary")
        self.unlock.clicked.connect(self._unlock)
        self.recovery = QPushButton(self.tr("Use the &recovery key instead"))
        theme.set_role(self.recovery, "quiet")
        self.recovery.clicked.connect(self.recovery_requested)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.GAP_SMALL)
        for button in (self.unlock, self.recovery):
            button.setAutoDefault(False)
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.words)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.error)
        self.body.addLayout(buttons)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not by_passphrase:
                QShortcut(QKeySequence(key), self, self._unlock)
        self.settle(done=True)

    def settle(self, *, done: bool) -> None:
        """Whether all is written and the vault is closed. Before that nothing can be unlocked."""
        self.may_close = done
        self.words.setText(
            self.tr("All you wrote is kept, encrypted.")
            if done
            else self.tr("What was being written is brought to its end. One moment.")
        )
        for part in (self.unlock, self.recovery, self.passphrase):
            part.setEnabled(done)
        if done:
            self._focus()

    def tell(self, error: UserError) -> None:
        """Say in place why it stays locked."""
        told = messages.text(error)
        self.error.setText(told)
        self.error.show()
        announce(self, told)
        self.passphrase.line.selectAll()
        self._focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()

    def _focus(self) -> None:
        (self.passphrase.line if self._by_passphrase else self.unlock).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _unlock(self) -> None:
        if not self.unlock.isEnabled():
            return
        self.error.hide()
        if not self._by_passphrase:
            self.keyring_requested.emit()
        elif self.passphrase.line.text():
            self.passphrase_given.emit(self.passphrase.line.text())
