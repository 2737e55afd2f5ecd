"""The way from a vault's file to a window over it, through whatever must be asked on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog

from netplus_desktop.assets import sample_people
from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui.jobs import Jobs
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from netplus_desktop.ui.dialogs.set_passphrase import SetPassphraseDialog
    from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
    from netplus_desktop.ui.dialogs.unlock import UnlockDialog
    from netplus_desktop.ui.vault.veil import Veil

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
        self._jobs = Jobs(self)
        self._veil: Veil | None = None
        self._shown: int | None = None
        self._key: str | None = None
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

    # --- a window that gives way to work on the closed vault ----------------------------------------------

    @Slot(object)
    def reopen(self, work: Callable[[], str | None]) -> None:
        """Close the window and its vault, do `work` on the closed file, and open both again with the same person
        shown. `work` runs on the worker. It may raise `UserError`, which the new window tells; it returns the recovery
        key to open with where the vault's key is another one now, else None."""
        window = self.window
        if window is None:
            return
        from netplus_desktop.ui.vault.veil import Moment

        self._shown = window.conversation.current_contact()
        self._key = window.session.store.recovery_key()
        self._veil = Moment()
        self._veil.stand_for(window)
        self._let_go(window)
        job = self._jobs.prepare()
        job.succeeded.connect(self._worked)
        job.failed.connect(self._refused)
        self._jobs.start(job, lambda _job: work())

    def _let_go(self, window: MainWindow) -> None:
        self.window = None
        window.close()
        window.deleteLater()

    @Slot(object)
    def _worked(self, key: str | None) -> None:
        self._come_back(key)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        window = self._come_back(None)
        if window is not None:
            window.complete()
            window.session.refuse(error)

    def _come_back(self, key: str | None) -> MainWindow | None:
        key, self._key = key or self._key, None
        try:
            return self._show(open_store(self._path, recovery_key=key))
        except VaultError as error:
            self._ask(error)
            self._lift()
            return None

    def _lift(self) -> None:
        """Take away what stood in the window's place."""
        if self._veil is not None:
            self._veil.give_way()
            self._veil = None

    # --- the window ------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, store: Store) -> MainWindow:
        store.set_sort_language(QLocale.languageToCode(QLocale().language()) or "en")
        self.window = open_window(store, self.settings, lasting=not self._demo, list_first=not self._files)
        self.window.reopen_requested.connect(self.reopen)
        if self._veil is not None:
            self.window.restoreGeometry(self._veil.saveGeometry())
        self.window.show()
        self._lift()
        self._return_to(self.window)
        if self._files:
            self.window.import_sources(self._files)
            self._files = []
        self.window_opened.emit(self.window)
        return self.window

    def _return_to(self, window: MainWindow) -> None:
        """Show whoever was shown before the vault was closed."""
        shown, self._shown = self._shown, None
        if shown is not None:
            window.complete()
            if window.session.store.contact_rows([shown]):
                window.go_to_contact(shown)

    @Slot()
    def _quit(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.quit()
