"""Somebody at the real window, offscreen: notes typed, people deleted, steps undone and done again."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings

from . import driver

STEPS = 16


def edit(folder: Path, chance: random.Random, tell: driver.Tell) -> None:
    """Some minutes at the window; a step counts as confirmed once the window shows it."""
    app = QApplication.instance() or QApplication(["netplus"])
    with driver.opened(folder) as store:
        window = open_window(store, Settings())
        window.show()
        hands = Hands(window, chance, tell)
        QTimer.singleShot(0, hands, hands.go_on)
        app.exec()
        window.close()
        window.deleteLater()


class Hands(QObject):
    """Does a step each time the window has come to rest."""

    def __init__(self, window: MainWindow, chance: random.Random, tell: driver.Tell) -> None:
        super().__init__(window)
        self._window = window
        self._chance = chance
        self._tell = tell
        self._left = STEPS
        window.session.changed.connect(self._changed)

    @Slot(object, object)
    def _changed(self, _changes: object, _initiator: object) -> None:
        self._tell()

    @Slot()
    def go_on(self) -> None:
        """The next step, or the end."""
        if not self._left:
            QApplication.exit(0)
            return
        self._left -= 1
        steps: tuple[Callable[[], None], ...] = (self._type, self._type, self._delete, self._undo, self._redo)
        self._chance.choice(steps)()
        QTimer.singleShot(0, self, self.go_on)

    def _type(self) -> None:
        """Notes of a conversation, and away from them."""
        self._window.go_to_contact(1)
        self._window.conversation.focus_notes()
        page = self._window.conversation.person.interview_page
        more = "words " * self._chance.randrange(300)
        page.notes.edit.insertPlainText(f"\nn help with step {self._left}\nplain {more}")
        self._window.conversation.commit()

    def _delete(self) -> None:
        ids = [one for one in self._window.session.store.contact_ids() if one != 1]
        self._window.go_to_contact(self._chance.choice(ids))
        self._window.people.delete_selected()

    def _undo(self) -> None:
        if self._window.session.store.undo_step:
            self._window.undo()

    def _redo(self) -> None:
        if self._window.session.store.redo_step:
            self._window.redo()
