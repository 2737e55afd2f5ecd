"""Somebody who takes notes at the real window, in the listening mode, without ever pausing.

    python -m survival.notetaker FOLDER JOURNAL

The journal, which lies elsewhere, gets the instant of each keystroke.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings

from . import driver

INSTANT = struct.Struct("d")
"""Seconds of the clock that all programs of this computer share."""

BETWEEN = 20
"""Milliseconds between two keystrokes: faster than anybody types, and no pause after which notes would be kept."""

TEXT = "".join(f"n they lack the thing numbered {number}\n" for number in range(1000))
"""What is typed, letter by letter: needs heard."""


class Typist(QObject):
    """Types letter after letter until the program is killed."""

    def __init__(self, window: MainWindow, journal: int) -> None:
        super().__init__(window)
        self._window = window
        self._journal = journal
        self._at = 0
        self._timer = QTimer(self)
        self._timer.setInterval(BETWEEN)
        self._timer.timeout.connect(self.type)
        self._timer.start()

    @Slot()
    def type(self) -> None:
        """The next letter."""
        room = self._window.listening.room
        if room is None:
            return
        text = TEXT[self._at]
        key = Qt.Key.Key_Return if text == "\n" else Qt.Key.Key_unknown
        press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(room.view.notes.edit, press)
        self._at += 1
        os.write(self._journal, INSTANT.pack(time.monotonic()))


def main(folder: str, journal: str) -> None:
    """Take notes of the first conversation in the vault of a trial."""
    log = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    app = QApplication(["netplus"])
    with driver.opened(Path(folder)) as store:
        window = open_window(store, Settings())
        window.show()
        window.go_to_contact(next(one for one in store.contact_ids() if store.contact(one).interviews))
        window.listening.listen()
        Typist(window, log)
        app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
