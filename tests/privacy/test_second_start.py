"""Two starts over one vault: one writer, the second is told, and the first comes to the front."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from netplus_desktop.store.opening import open_store
from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings

from . import second_start
from .robot import PASSPHRASE


def start(path: Path, settings: Settings) -> Opening:
    made = Opening(path, passphrase=PASSPHRASE, settings=settings)
    made.given_up.disconnect()  # a test goes on where the program would end
    made.begin()
    return made


@pytest.mark.parametrize("locked", [False, True])
def test_the_second_is_told_and_the_first_comes_to_the_front(
    qtbot: QtBot, tmp_path: Path, settings: Settings, locked: bool
) -> None:
    path = tmp_path / "people.netplus"
    open_store(path, passphrase=PASSPHRASE, create=True).close()
    first = start(path, settings)
    assert first.window is not None
    first.window.complete()
    if locked:
        first.lock()
        qtbot.waitUntil(lambda: first._locked is not None and first._locked.unlock.isEnabled())
    front = first._locked or first.window
    front.showMinimized()
    second = start(path, settings)
    assert second.window is None
    dialog = second.dialog
    assert isinstance(dialog, VaultTroubleDialog)
    words = dialog.findChild(QLabel, "trouble")
    assert words is not None and "already" in words.text() and "front" in words.text()
    qtbot.waitUntil(lambda: not front.windowState() & Qt.WindowState.WindowMinimized)
    assert front.isVisible()
    dialog.reject()
    first._release()
    front.close()
    front.deleteLater()
    dialog.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_of_two_that_race_one_writes_and_nobody_clears_a_lock_away() -> None:
    told = second_start.run(4)
    assert told == {"races": 4, "two writers": 0, "no writer": 0, "locks in the way": 0}
