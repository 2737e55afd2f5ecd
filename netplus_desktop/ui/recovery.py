"""The quiet bar that reminds of the recovery key until it was printed or saved, and the way to the key."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Strip


class RecoveryReminder(QObject):
    """It never blocks work, and it goes once the key is kept: there is no other way to be rid of it."""

    def __init__(self, session: Session, window: QWidget, *, lasting: bool) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._lasting = lasting
        self.strip = Strip()
        self.strip.acted.connect(self.show_key)

    def key(self) -> str | None:
        """The words that open this vault alone; None for a throw-away one."""
        return self._session.store.recovery_key() if self._lasting else None

    @Slot()
    def remind(self) -> None:
        """Show the bar, or put it away."""
        key = self.key()
        if key is None or _mark(key) in self._session.settings.recovery_kept:
            self.strip.hide()
            return
        self.strip.tell(
            self.tr(
                "When you're ready, print or save the recovery key of your vault, so that your notes stay yours "
                "if this computer is lost."
            ),
            self.tr("Show the key"),
            closable=False,
        )

    @Slot()
    def show_key(self) -> None:
        """Show the key, to print, save or copy it."""
        key = self.key()
        if key is None:
            return
        from netplus_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog

        dialog = RecoveryKeyDialog(key, self._window)
        dialog.kept.connect(self._kept)
        dialog.open()

    @Slot()
    def _kept(self) -> None:
        settings, key = self._session.settings, self.key()
        if key is not None:
            settings.recovery_kept = tuple(dict.fromkeys((*settings.recovery_kept, _mark(key))))
        self.remind()


def _mark(key: str) -> str:
    """What tells one vault's key from another's and gives nothing of it away."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
