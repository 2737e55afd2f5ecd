"""A vault that lies where nothing can be written opens for reading, says so, and offers another place."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault.elsewhere import Elsewhere

from . import read_only, starving, trial

PASSPHRASE = "four words for reading"


@pytest.mark.skipif(not starving.possible(), reason=starving.REASON)
@pytest.mark.parametrize("place", read_only.PLACES)
@pytest.mark.parametrize("state", read_only.STATES)
def test_everything_is_read_and_nothing_changes(tmp_path: Path, place: str, state: str) -> None:
    command = [*starving.ALONE, sys.executable, "-m", "survival.read_only", place, state, str(tmp_path)]
    done = subprocess.run(
        command, cwd=trial.TESTS, env=trial.surroundings(), capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("all is well", "")


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opening]:
    """A window over a vault in a folder that cannot be written to, with one person."""
    from netplus_desktop.core.records import Person
    from netplus_desktop.store.opening import open_store

    folder = tmp_path / "protected"
    folder.mkdir()
    store = open_store(folder / "people.netplus", passphrase=PASSPHRASE, create=True)
    store.add_contact(Person("Priya Raman"))
    store.close()
    bound = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode == 0
    if bound:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    elif os.name == "nt" or os.geteuid() == 0:
        pytest.skip("no read-only folder can be made here")
    else:
        folder.chmod(0o500)
    made = Opening(folder / "people.netplus", passphrase=PASSPHRASE, settings=Settings())
    made.begin()
    qtbot.waitUntil(lambda: made.window is not None)
    shown(made).complete()
    yield made
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    made.deleteLater()
    if bound:
        subprocess.run(["umount", folder], check=True)
    folder.chmod(0o700)


def shown(made: Opening) -> MainWindow:
    assert made.window is not None
    return made.window


def test_the_window_says_so_and_shows_everything(opened: Opening) -> None:
    window = shown(opened)
    strip = window.findChild(Elsewhere).strip  # type: ignore[union-attr]
    assert strip.isVisible()
    assert "can be read here but not changed" in strip.text()
    assert "read only" in window.status.state.text()
    assert len(window.session.store.contact_ids("priya")) == 1
    window.new_contact()
    assert window.trouble.isVisible()
    assert "can only be read" in window.trouble.text()
    assert window.session.store.counts().people == 1


def test_work_goes_on_in_a_copy_elsewhere(opened: Opening, qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(opened)
    QTest.mouseClick(window.findChild(Elsewhere).strip.action_button(), Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    copy = tmp_path / "mine" / "people.netplus"
    copy.parent.mkdir()
    dialog.selectFile(str(copy))
    with qtbot.waitSignal(opened.window_opened):
        dialog.accept()
    window = shown(opened)
    window.complete()
    assert window.session.store.path == copy
    assert not window.session.store.read_only
    assert window.findChild(Elsewhere) is None
    window.new_contact()
    assert window.session.store.counts().people == 2


def test_a_file_that_is_there_is_not_written_over(opened: Opening, qtbot: QtBot, tmp_path: Path) -> None:
    there = tmp_path / "letter.netplus"
    there.write_bytes(b"a letter")
    window = shown(opened)
    with qtbot.waitSignal(window.session.refused):
        window.findChild(Elsewhere).copy_to(str(there))  # type: ignore[union-attr]
    assert there.read_bytes() == b"a letter"
    assert window.trouble.isVisible()


def test_leaving_a_protected_vault_is_no_trouble(opened: Opening) -> None:
    window = shown(opened)
    window.put_by(whole=True)
    window.close()
    assert not window.isVisible()
