"""The quiet bar that reminds of the recovery key until it is known to be kept, and the way to the key."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Strip


class RecoveryReminder(QObject):
    """It never blocks work. It goes once the key was printed or saved, and two groups of it were typed back from the
    sheet: there is no other way to be rid of it."""

    def __init__(self, session: Session, window: QWidget, *, lasting: bool) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._lasting = lasting
        self.strip = Strip()
        self.strip.acted.connect(self._acted)

    def key(self) -> str | None:
        """The words that open this vault alone; None for a throw-away one."""
        return self._session.store.recovery_key() if self._lasting else None

    @Slot()
    def remind(self) -> None:
        """Show the bar, or put it away."""
        key = self.key()
        if key is None or _mark(key) in self._session.settings.recovery_kept:
            self.strip.hide()
        elif self._written(key):
            self.strip.tell(
                self.tr(
                    "When you have a minute, compare two groups of your recovery key, so that you know it reads well."
                ),
                self.tr("Compare"),
                closable=False,
            )
        else:
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
        self._open(asking=False)

    @Slot()
    def _acted(self) -> None:
        key = self.key()
        self._open(asking=key is not None and self._written(key))

    def _open(self, *, asking: bool) -> None:
        key = self.key()
        if key is None:
            return
        from netplus_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog

        store = self._session.store
        dialog = RecoveryKeyDialog(
            key, store.path.name, store.now().astimezone().date(), kept=self._written(key), parent=self._window
        )
        dialog.kept.connect(self._note_written)
        dialog.proved.connect(self._note_kept)
        if asking:
            dialog.ask_back()
        dialog.open()

    def _written(self, key: str) -> bool:
        return _mark(key) in self._session.settings.recovery_written

    @Slot()
    def _note_written(self) -> None:
        settings = self._session.settings
        settings.recovery_written = self._with_mark(settings.recovery_written)
        self.remind()

    @Slot()
    def _note_kept(self) -> None:
        settings = self._session.settings
        settings.recovery_kept = self._with_mark(settings.recovery_kept)
        self.remind()

    def _with_mark(self, marks: tuple[str, ...]) -> tuple[str, ...]:
        key = self.key()
        return marks if key is None else tuple(dict.fromkeys((*marks, _mark(key))))


def _mark(key: str) -> str:
    """What tells one vault's key from another's and gives nothing of it away."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
