"""The system's keyring is asked for the key on a thread of its own: it may wait for the user, or never answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

AT_ONCE = 0.3
"""Seconds that a keyring may take unseen: it mostly answers in a tenth of them."""


class KeyringAnswer(QObject):
    """What the keyring has to say to a question."""

    came = Signal(object, object)
    """(the answer or None, the exception or None)"""
    _arrived = Signal()

    _WAITING: ClassVar[set[KeyringAnswer]] = set()
    """Those whose thread still has to tell its answer. A thread that told something that is being deleted would crash,
    so none has a parent that could go before."""

    def __init__(self, question: Callable[[], Any]) -> None:
        super().__init__()
        self._question = question
        self._answer: Any = None
        self._error: Exception | None = None
        self._told = False
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        # A daemon: the program can end while a dead keyring still keeps it waiting.
        self._asking = threading.Thread(target=self._ask, name="netplus-asking", daemon=True)

    def ask(self, wait: float = 0.0, meanwhile: Callable[[], object] = lambda: None) -> bool:
        """Ask, do what can be done `meanwhile`, and wait so many seconds more. True where `came` will tell the answer
        later; else it has told it by then."""
        self._WAITING.add(self)
        self._asking.start()
        meanwhile()
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
        self._arrived.emit()

    @Slot()
    def _tell(self) -> None:
        self._asking.join()  # it has told all; were it the last to hold this, it would end it on its own thread
        self._WAITING.discard(self)
        if not self._told:
            self._told = True
            self.came.emit(self._answer, self._error)
