"""The system's keyring is asked for the key on a thread of its own: it may wait for the user, or never answer."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

AT_ONCE = 0.3
"""Seconds that a keyring may take unseen: it mostly answers in a tenth of them."""


class KeyringAnswer(QObject):
    """What the keyring has to say to a question."""

    came = Signal(object, object)
    """(the answer or None, the exception or None)"""
    _arrived = Signal()

    def __init__(self, question: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._question = question
        self._answer: Any = None
        self._error: Exception | None = None
        self._told = False
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        # A daemon: the program can end while a dead keyring still keeps it waiting.
        self._asking = threading.Thread(target=self._ask, name="netplus-asking", daemon=True)

    def ask(self, wait: float = 0.0) -> bool:
        """Ask, and wait so many seconds. True where `came` will tell the answer later; else it has told it by then."""
        self._asking.start()
        self._asking.join(wait)
        if self._asking.is_alive():
            return True
        self._tell()
        return False

    def forget(self) -> None:
        """Tell nothing any more: another way was chosen."""
        self._told = True

    def _ask(self) -> None:
        try:
            self._answer = self._question()
        except Exception as error:  # told on the thread of whoever asked
            self._error = error
        with contextlib.suppress(RuntimeError):  # who asked is gone by now
            self._arrived.emit()

    @Slot()
    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.came.emit(self._answer, self._error)
