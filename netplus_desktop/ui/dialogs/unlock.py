"""The way into a vault whose key is not in the system's keyring: its passphrase, or its recovery key."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.store import Store
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, SecretLine
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.vault.ways import WaysDialog, ways
from netplus_desktop.ui.widgets import Label

Attempt = Callable[[str | None, str | None], Store]
"""Called with (passphrase, recovery key), one of them None; raises `VaultError`."""


class By(StrEnum):
    """What a vault is opened with."""

    PASSPHRASE = "passphrase"
    RECOVERY_KEY = "recovery key"


class UnlockDialog(WaysDialog):
    """Asks until the vault opens; errors stand in place."""

    opened = Signal(object)
    """(the open `Store`)"""

    def __init__(
        self,
        attempt: Attempt,
        by: By = By.PASSPHRASE,
        parent: QWidget | None = None,
        *,
        why: VaultError | None = None,
    ) -> None:
        """`why` the vault did not open by itself."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open your vault"))
        self._attempt = attempt
        if why is not None:
            self.body.addWidget(Label(messages.text(why), tone=Tone.SECOND, wrap=True))
        self.passphrase = SecretLine(self.tr("&Passphrase"))
        self.passphrase.setMinimumWidth(TEXT_WIDTH)
        self.recovery_key = QPlainTextEdit()
        self.recovery_key.setTabChangesFocus(True)
        self.recovery_key.setAccessibleName(self.tr("Recovery key"))
        self.recovery_key.setPlaceholderText(self.tr("16 groups of six characters, with or without the dashes"))
        self.recovery_key.setMinimumHeight(self.recovery_key.fontMetrics().lineSpacing() * 5)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.recovery_key)
        self.other = QPushButton()
        self.other.setAutoDefault(False)
        theme.set_role(self.other, "quiet")
        self.other.clicked.connect(self._swap)
        self.body.addWidget(self.other)
        self.offer(ways(why.code) if why is not None else ())
        self.body.addStretch(1)
        self.button(self.tr("&Quit")).clicked.connect(self.reject)
        self.unlock = self.button(self.tr("&Open"), default=True)
        self.unlock.clicked.connect(self.try_it)
        self._by = By.PASSPHRASE
        self._show_way(by)

    @Slot()
    def try_it(self) -> None:
        """Try what was typed."""
        self.show_error("")
        words = self.passphrase.line.text() if self._by is By.PASSPHRASE else None
        key = self.recovery_key.toPlainText() if self._by is By.RECOVERY_KEY else None
        if not (words or (key or "").strip()):
            self._show_way(self._by)
            return
        try:
            store = self._attempt(words, key)
        except VaultError as error:
            self.show_error(messages.text(error))
            if words is not None:
                self.passphrase.line.selectAll()
                self.passphrase.line.setFocus()
            return
        self.opened.emit(store)
        self.accept()

    @Slot()
    def _swap(self) -> None:
        self.show_error("")
        self._show_way(By.RECOVERY_KEY if self._by is By.PASSPHRASE else By.PASSPHRASE)

    def _show_way(self, by: By) -> None:
        self._by = by
        with_words = by is By.PASSPHRASE
        self.passphrase.setVisible(with_words)
        self.recovery_key.setVisible(not with_words)
        self.other.setText(
            self.tr("Use the &recovery key instead") if with_words else self.tr("Use the p&assphrase instead")
        )
        (self.passphrase.line if with_words else self.recovery_key).setFocus()
        self.grow()
