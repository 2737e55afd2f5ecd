"""The passphrase of a new vault, where no keyring of the system can keep its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.store import Store
from netplus_desktop.ui import messages
from netplus_desktop.ui.dialogs.frame import Frame, SecretLine
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label

SHORT, GOOD = 10, 16
"""Characters. Guessing is slowed down by design, so that length counts for most."""


class SetPassphraseDialog(Frame):
    """Asks for a passphrase twice and makes the vault with it."""

    opened = Signal(object)
    """(the open `Store`)"""

    def __init__(self, attempt: Callable[[str], Store], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose a passphrase"))
        words = Label(
            self.tr(
                "Your notes are always encrypted. No keyring of this computer answers that could keep the key for you, "
                "so a passphrase opens them. Four or more words that belong together only for you are easy to keep "
                "in mind. Nobody can bring the passphrase back; the recovery key, shown later, opens the vault, too."
            ),
            tone=Tone.SECOND,
            wrap=True,
        )
        words.setMinimumWidth(words.fontMetrics().averageCharWidth() * 60)
        self.first = SecretLine(self.tr("&Passphrase"))
        self.again = SecretLine(self.tr("The same &once more"), with_box=False)
        self.first.box.toggled.connect(self.again.show_typed)
        self.strength = Label("", Type.CAPTION, Tone.SECOND)
        for widget in (words, self.first, self.strength, self.again):
            self.body.addWidget(widget)
        self._attempt = attempt
        self.button(self.tr("&Quit")).clicked.connect(self.reject)
        self.make = self.button(self.tr("&Make the vault"), default=True)
        self.make.clicked.connect(self.try_it)
        self.first.line.textChanged.connect(self._weigh)
        self.again.line.textChanged.connect(self._weigh)
        self._weigh()
        self.first.line.setFocus()

    @Slot()
    def try_it(self) -> None:
        """Make the vault with what was typed."""
        if self.first.line.text() != self.again.line.text():
            self.show_error(self.tr("The two are not the same. You could type both again, without haste."))
            self.again.line.setFocus()
            self.again.line.selectAll()
            return
        self.show_error("")
        try:
            store = self._attempt(self.first.line.text())
        except VaultError as error:
            self.show_error(messages.text(error))
            return
        self.opened.emit(store)
        self.accept()

    @Slot()
    def _weigh(self) -> None:
        text = self.first.line.text()
        self.strength.setText(self._strength(text))
        self.make.setEnabled(bool(text) and bool(self.again.line.text()))

    def _strength(self, text: str) -> str:
        if not text:
            return self.tr("Strength: nothing typed yet")
        if len(text) < SHORT or len(set(text)) < SHORT // 2:
            return self.tr("Strength: easy to guess. A few more words would help.")
        if len(text) < GOOD:
            return self.tr("Strength: fair. One more word makes it good.")
        return self.tr("Strength: good")
