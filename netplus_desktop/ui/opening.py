"""The way from a vault's file to a window over it, through whatever must be asked on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog

from netplus_desktop.assets import sample_people
from netplus_desktop.core.errors import UserError, VaultError
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from netplus_desktop.ui.dialogs.set_passphrase import SetPassphraseDialog
    from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
    from netplus_desktop.ui.dialogs.unlock import UnlockDialog

WITH_RECOVERY_KEY = ("keyring-locked", "passphrase-needed", "wrong-recovery-key")
"""Where the recovery key is a way on."""


class Opening(QObject):
    """Opens a vault, makes it where there is none, asks for a passphrase where one is needed, and shows the window."""

    window_opened = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        path: Path,
        files: Sequence[Path] = (),
        *,
        passphrase: str | None = None,
        demo: bool = False,
        settings: Settings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.window: MainWindow | None = None
        self.dialog: QDialog | None = None
        self._path = path
        self._files = list(files)
        self._passphrase = passphrase
        self._demo = demo
        self.given_up.connect(self._quit)

    @Slot()
    def begin(self) -> None:
        """Try to open the vault."""
        try:
            store = throwaway_store(self._path) if self._demo else self._open(self._passphrase, None)
            if self._demo:
                store.load_sample(sample_people())
        except VaultError as error:
            self._ask(error)
        else:
            self._show(store)

    def _open(self, passphrase: str | None, recovery_key: str | None) -> Store:
        return open_store(self._path, passphrase=passphrase, recovery_key=recovery_key, create=True)

    def _set(self, passphrase: str) -> Store:
        return self._open(passphrase, None)

    def _ask(self, error: VaultError) -> None:
        from netplus_desktop.ui.dialogs import set_passphrase, trouble

        dialog: UnlockDialog | SetPassphraseDialog | VaultTroubleDialog
        if error.code in ("passphrase-needed", "wrong-passphrase"):
            dialog = self._unlock("passphrase")
        elif error.code == "passphrase-to-set":
            dialog = set_passphrase.SetPassphraseDialog(self._set)
            dialog.opened.connect(self._show)
        else:
            dialog = trouble.VaultTroubleDialog(error, with_key=error.code in WITH_RECOVERY_KEY)
            dialog.retry_requested.connect(self._begin_soon)
            dialog.recovery_requested.connect(self._ask_for_key)
        self._present(dialog)

    def _unlock(self, by: str) -> UnlockDialog:
        from netplus_desktop.ui.dialogs.unlock import By, UnlockDialog

        dialog = UnlockDialog(self._open, By(by))
        dialog.opened.connect(self._show)
        return dialog

    def _present(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.rejected.connect(self.given_up)
        dialog.open()

    @Slot()
    def _begin_soon(self) -> None:
        QTimer.singleShot(0, self, self.begin)  # once the dialog that asked for it is closed

    @Slot()
    def _ask_for_key(self) -> None:
        self._present(self._unlock("recovery key"))

    @Slot(object)
    def reopen(self, work: Callable[[], str | None]) -> None:
        """Close the window and its vault, do `work` on the closed file, and open both again with the same person
        shown. `work` may raise `UserError`, which the new window tells; it returns the recovery key to open with
        where the vault's key is another one now, else None."""
        window = self.window
        if window is None:
            return
        shown, key = window.conversation.current_contact(), window.session.store.recovery_key()
        QApplication.setQuitOnLastWindowClosed(False)
        window.close()
        window.deleteLater()
        refused: UserError | None = None
        try:
            key = work() or key
        except UserError as error:
            refused = error
        try:
            again = self._show(self._open(None, key))
        except VaultError as error:
            self._ask(error)
        else:
            again.complete()
            if shown is not None and again.session.store.contact_rows([shown]):
                again.go_to_contact(shown)
            if refused is not None:
                again.session.refuse(refused)
        QApplication.setQuitOnLastWindowClosed(True)

    @Slot(object)
    def _show(self, store: Store) -> MainWindow:
        store.set_sort_language(QLocale.languageToCode(QLocale().language()) or "en")
        self.window = open_window(store, self.settings, lasting=not self._demo, list_first=not self._files)
        self.window.reopen_requested.connect(self.reopen)
        self.window.show()
        if self._files:
            self.window.import_sources(self._files)
        self.window_opened.emit(self.window)
        return self.window

    @Slot()
    def _quit(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.quit()
