"""A new passphrase: typed twice and weighed; and the dialog that makes a vault with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.store import Store
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, SecretLine
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.vault.ways import Way, WaysDialog
from netplus_desktop.ui.widgets import Label

SHORT, GOOD = 10, 16
"""Characters. Guessing is slowed down by design, so that length counts for most."""


class NewPassphrase(QWidget):
    """Two lines for the same words, and how hard they are to guess."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = SecretLine(self.tr("New &passphrase"))
        self.again = SecretLine(self.tr("The same &once more"), with_box=False)
        self.strength = Label("", Type.CAPTION, Tone.SECOND)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        for widget in (self.first, self.strength, self.again):
            column.addWidget(widget)
        self.first.box.toggled.connect(self.again.show_typed)
        for secret in (self.first, self.again):
            secret.line.textChanged.connect(self._weigh)
        self._weigh()

    @property
    def whole(self) -> bool:
        """Whether something stands in both lines."""
        return bool(self.first.line.text()) and bool(self.again.line.text())

    def text(self) -> str:
        """What was typed; '' where the two lines differ: then the second one waits to be typed again."""
        if self.first.line.text() == self.again.line.text():
            return self.first.line.text()
        self.again.line.setFocus()
        self.again.line.selectAll()
        return ""

    def differ_text(self) -> str:
        """The words for two lines that differ."""
        return self.tr("The two are not the same. You could type both again, without haste.")

    @Slot()
    def _weigh(self) -> None:
        self.strength.setText(self._strength(self.first.line.text()))
        self.changed.emit()

    def _strength(self, text: str) -> str:
        if not text:
            return self.tr("Strength: nothing typed yet")
        if len(text) < SHORT or len(set(text)) < SHORT // 2:
            return self.tr("Strength: easy to guess. A few more words would help.")
        if len(text) < GOOD:
            return self.tr("Strength: fair. One more word makes it good.")
        return self.tr("Strength: good")


class SetPassphraseDialog(WaysDialog):
    """Asks for a passphrase twice and makes the vault with it."""

    opened = Signal(object)
    """(the open `Store`)"""

    def __init__(
        self, attempt: Callable[[str], Store], parent: QWidget | None = None, *, why: VaultError | None = None
    ) -> None:
        """`why` no keyring keeps the key."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose a passphrase"))
        if why is not None:
            self.body.addWidget(Label(messages.text(why), wrap=True))
        words = Label(
            self.tr(
                "Your notes are always encrypted. Four or more words that belong together only for you are easy to "
                "keep in mind. Nobody can bring the passphrase back; the recovery key, shown later, opens the vault, "
                "too."
            ),
            tone=Tone.SECOND,
            wrap=True,
        )
        words.setMinimumWidth(TEXT_WIDTH)
        self.new = NewPassphrase()
        self.body.addWidget(words)
        self.body.addWidget(self.new)
        self.offer((Way.TRY_AGAIN,) if why is not None else ())
        self._attempt = attempt
        self.button(self.tr("&Quit")).clicked.connect(self.reject)
        self.make = self.button(self.tr("&Make the vault"), default=True)
        self.make.clicked.connect(self.try_it)
        self.new.changed.connect(self._typed)
        self._typed()
        self.new.first.line.setFocus()

    @Slot()
    def try_it(self) -> None:
        """Make the vault with what was typed."""
        words = self.new.text()
        if not words:
            self.show_error(self.new.differ_text())
            return
        self.show_error("")
        try:
            store = self._attempt(words)
        except VaultError as error:
            self.show_error(messages.text(error))
            return
        self.opened.emit(store)
        self.accept()

    @Slot()
    def _typed(self) -> None:
        self.make.setEnabled(self.new.whole)
