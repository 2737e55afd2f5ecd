"""The passphrase of the vault: set, changed, or handed back to the system's keyring."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QRadioButton, QWidget

from netplus_desktop.core.records import Tick
from netplus_desktop.store import keychain, rekeying
from netplus_desktop.ui.asking import KeyringAnswer
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame, SecretLine
from netplus_desktop.ui.dialogs.set_passphrase import NewPassphrase
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label

if TYPE_CHECKING:
    from netplus_desktop.store.store import Store

Work = Callable[[Tick], str]
"""What `MainWindow.reopen_requested` takes: gives the closed vault its new key, returns the new recovery key."""


class PassphraseDialog(Frame):
    """Asks for a new passphrase; where one opens the vault now, first for that, and whether one is wanted at all."""

    work_ready = Signal(object)
    """(`Work` on the closed vault)"""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        by_keyring = store.held_by_keyring()
        self.setWindowTitle(self.tr("Set a passphrase") if by_keyring else self.tr("Change the passphrase"))
        words = Label(self._words(by_keyring), wrap=True)
        words.setMinimumWidth(TEXT_WIDTH)
        self.old = SecretLine(self.tr("Passphrase &now"), with_box=False)
        self.another = QRadioButton(self.tr("Choose &another passphrase"))
        self.none = QRadioButton(self.tr("No passphrase: let the &keyring of this computer open the vault"))
        self.asked = Label(self.tr("Looking for a keyring…"), Type.CAPTION, Tone.SECOND)
        self.new = NewPassphrase()
        note = Label(
            self.tr(
                "Your vault is encrypted anew, and gets a new recovery key, which is shown afterwards. Backups made "
                "until now open with the recovery key or passphrase of now, so keep those, too."
            ),
            tone=Tone.SECOND,
            wrap=True,
        )
        for part in (words, self.old, self.another, self.none, self.asked, self.new, note):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for part in (self.old, self.another, self.none, self.asked):
            part.setVisible(not by_keyring)
        self.another.setChecked(True)
        self.none.setEnabled(False)
        self.button(self.tr("Cance&l")).clicked.connect(self.reject)
        self.go = self.button(self.tr("Se&t it") if by_keyring else self.tr("&Change it"), default=True)
        self.go.clicked.connect(self.try_it)
        self.new.first.box.toggled.connect(self.old.show_typed)
        self.none.toggled.connect(self._choose)
        self.new.changed.connect(self._typed)
        self.old.line.textChanged.connect(self._typed)
        self._typed()
        (self.new.first if by_keyring else self.old).line.setFocus()
        if not by_keyring:
            looking = KeyringAnswer(keychain.answers)
            looking.came.connect(self._keyring_found)
            looking.ask()

    def _words(self, by_keyring: bool) -> str:
        if by_keyring:
            return self.tr(
                "The keyring of this computer opens your vault for you now. With a passphrase, NetPlus asks you for it "
                "when it starts, and the keyring gives the key up."
            )
        return self.tr("A passphrase opens your vault now.")

    @Slot(object, object)
    def _keyring_found(self, answers: bool | None, _error: Exception | None) -> None:
        self.none.setEnabled(bool(answers))
        self.asked.setVisible(not answers)
        self.asked.setText(self.tr("No keyring answers on this computer."))

    @Slot()
    def try_it(self) -> None:
        """Do what was chosen, where the passphrase of now is right and the two new ones are the same."""
        self.show_error("")
        old = self._store.opened.key
        if not self._store.held_by_keyring() and keychain.from_passphrase(self.old.line.text(), old.salt) != old:
            self.show_error(self.tr("This is not the passphrase that opens the vault now. You could type it again."))
            self.old.line.setFocus()
            self.old.line.selectAll()
            return
        new = ""
        if not self.none.isChecked():
            new = self.new.text()
            if not new:
                self.show_error(self.new.differ_text())
                return
        self.accept()
        self.work_ready.emit(_work(self._store, new))

    @Slot()
    def _choose(self) -> None:
        self.new.setVisible(not self.none.isChecked())
        self._typed()

    @Slot()
    def _typed(self) -> None:
        known = self._store.held_by_keyring() or bool(self.old.line.text())
        self.go.setEnabled(known and (self.none.isChecked() or self.new.whole))


def _work(store: Store, passphrase: str) -> Work:
    """The work on the vault of `store` once it is closed: a new passphrase, or with '' the keyring in its place."""
    give = partial(rekeying.set_passphrase, passphrase=passphrase) if passphrase else rekeying.hand_to_keyring
    return partial(_recovery_key, partial(give, store.path, store.opened.key, backups=store.backups, now=store.now()))


def _recovery_key(give: Callable[..., keychain.VaultKey], tick: Tick) -> str:
    return keychain.recovery_key(give(tick=tick))
