"""The system's keyring is asked for the key on a thread of its own: it may wait for the user, or never answer."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.opening import remembered

AT_ONCE = 0.3
"""Seconds that a keyring may take unseen: it mostly answers in a tenth of them."""


class KeyringAnswer(QObject):
    """What the keyring has for a vault, or the new key that it keeps for one that is yet to be made."""

    came = Signal(object, object)
    """(the `VaultKey` or None, the exception or None)"""
    _arrived = Signal()

    def __init__(self, path: Path, parent: QObject, *, again: bool = False) -> None:
        super().__init__(parent)
        self._path = path
        self._again = again
        self._key: VaultKey | None = None
        self._error: Exception | None = None
        self._told = False
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        # A daemon: the program can end while a dead keyring still keeps it waiting.
        self._asking = threading.Thread(target=self._ask, name="netplus-asking", daemon=True)

    def ask(self) -> bool:
        """Ask. True where `came` will tell the answer later; else it has told it by then."""
        self._asking.start()
        self._asking.join(AT_ONCE)
        if self._asking.is_alive():
            return True
        self._tell()
        return False

    def forget(self) -> None:
        """Tell nothing any more: another way was chosen."""
        self._told = True

    def _ask(self) -> None:
        try:
            self._key = remembered(self._path, create=True, again=self._again)
        except Exception as error:  # told on the thread of whoever asked
            self._error = error
        with contextlib.suppress(RuntimeError):  # the window is gone by now
            self._arrived.emit()

    @Slot()
    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.came.emit(self._key, self._error)
