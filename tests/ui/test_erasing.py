"""Everything erased: said, asked for by a word, done, told; and only what the user took out stays."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from secret_stores import Memory

from netplus_desktop.assets import default_backups, default_vault, log_folder, sample_people, settings_file
from netplus_desktop.store.backups import Reason
from netplus_desktop.store.opening import open_store
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.one_window import door
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault.erasing import ErasedDialog, EraseDialog


@pytest.fixture
def opening(qtbot: QtBot, tmp_path: Path, memory_keyring: Memory) -> Iterator[Opening]:
    """A program that was used: a vault in the keyring's care, backups in two places, options, a log, an export."""
    for folder in ("stick", "outside"):
        (tmp_path / folder).mkdir()
    log_folder().mkdir(parents=True)
    (log_folder() / "netplus.log").write_text("2026-11-23 09:00:00,000 ERROR netplus_desktop.ui fault\n")
    settings = Settings(settings_file())
    settings.backup_folder = str(tmp_path / "stick")
    settings.signature = "Noor"
    settings.write()
    made = Opening(default_vault(), settings=settings)
    made.given_up.disconnect()  # the tests go on where the program would end
    made.begin()
    qtbot.waitUntil(lambda: made.window is not None)
    window = window_of(made)
    store = window.session.store
    store.load_sample(sample_people())
    store.backup(tmp_path / "outside" / "mine.npvault")
    assert store.backups is not None
    store.backups.second = tmp_path / "stick"
    store.backups.make(store.opened, Reason.MANUAL, store.now())
    yield made
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    made.deleteLater()
    settings.deleteLater()


def window_of(opening: Opening) -> MainWindow:
    assert opening.window is not None
    opening.window.complete()
    return opening.window


def asked(opening: Opening) -> EraseDialog:
    window = window_of(opening)
    window.actions_.erase.trigger()
    dialog = window.findChild(EraseDialog)
    assert dialog is not None and dialog.isVisible()
    return dialog


def erased(opening: Opening, qtbot: QtBot) -> ErasedDialog:
    dialog = asked(opening)
    QTest.keyClicks(dialog.line, "erase")
    dialog.erase.click()
    qtbot.waitUntil(lambda: isinstance(opening.dialog, ErasedDialog))
    assert isinstance(opening.dialog, ErasedDialog)
    return opening.dialog


def files(tmp_path: Path) -> set[str]:
    return {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}


def test_nothing_is_left_but_what_the_user_took_out(
    qtbot: QtBot, tmp_path: Path, opening: Opening, memory_keyring: Memory
) -> None:
    vault = default_vault()
    shutil.copy(vault, vault.with_name("people (conflicted copy).netplus"))
    aside = default_backups() / "set-aside"
    aside.mkdir()
    (aside / "people-2026-11-23-090000-ab12.netplus").write_bytes(b"damaged")
    other = open_store(tmp_path / "outside" / "other.netplus", passphrase="of somebody else", create=True)
    other.keep_backups(default_backups())
    assert other.backups is not None
    others_backup = other.backups.make(other.opened, Reason.MANUAL, other.now()).path
    other.close()
    assert len(memory_keyring.entries) == 1
    dialog = erased(opening, qtbot)
    assert "keeps nothing" in dialog.words.text()
    assert memory_keyring.entries == {}
    assert files(tmp_path) == {
        "outside/mine.npvault",
        "outside/other.netplus",
        "outside/other.netplus.lock",
        others_backup.relative_to(tmp_path).as_posix(),
        others_backup.with_name("place").relative_to(tmp_path).as_posix(),
    }
    assert not vault.parent.exists() and not settings_file().parent.exists()
    assert not Path(door(vault)).exists()
    with qtbot.waitSignal(opening.given_up):
        dialog.accept()
    assert opening.window is None


def test_it_says_what_goes_and_what_stays(opening: Opening, tmp_path: Path) -> None:
    vault = default_vault()
    shutil.copy(vault, vault.with_name("people (conflicted copy).netplus"))
    words = "\n".join(label.text() for label in asked(opening).findChildren(QLabel))
    for part in ("people.netplus", "people (conflicted copy).netplus", "backup", "stick", "keyring", "options", "log"):
        assert part in words
    assert "exported" in words and "cannot be undone" in words and "File menu" in words


@pytest.mark.parametrize("typed", ["", "eras", "delete"])
def test_nothing_goes_without_the_word(opening: Opening, tmp_path: Path, memory_keyring: Memory, typed: str) -> None:
    dialog = asked(opening)
    before = files(tmp_path)
    QTest.keyClicks(dialog.line, typed)
    assert not dialog.erase.isEnabled()
    dialog.erase.click()
    dialog._go()
    assert dialog.isVisible()
    dialog.keep.click()
    assert opening.window is not None and files(tmp_path) == before and len(memory_keyring.entries) == 1


def test_a_file_that_cannot_be_taken_away_is_named(
    qtbot: QtBot, tmp_path: Path, opening: Opening, memory_keyring: Memory
) -> None:
    (kept,) = default_backups().rglob("*.npvault")
    hold, let_go = (["chattr", "+i"], ["chattr", "-i"]) if os.geteuid() == 0 else (["chmod", "500"], ["chmod", "700"])
    held = str(kept if os.geteuid() == 0 else kept.parent)
    if subprocess.run([*hold, held], capture_output=True, check=False).returncode:
        pytest.skip("this disk knows no files that cannot be deleted")
    try:
        dialog = erased(opening, qtbot)
    finally:
        subprocess.run([*let_go, held], check=True)
    assert f"“{kept.name}”" in dialog.words.text()
    assert files(tmp_path) == {"outside/mine.npvault", kept.relative_to(tmp_path).as_posix()}
    assert memory_keyring.entries == {}


def test_a_keyring_that_does_not_answer_any_more_is_named(
    qtbot: QtBot, tmp_path: Path, opening: Opening, memory_keyring: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_self: Memory, _service: str, _name: str) -> str:
        raise keyring.errors.KeyringLocked("locked")

    monkeypatch.setattr(Memory, "get_password", refused)
    dialog = erased(opening, qtbot)
    assert "the key in the keyring" in dialog.words.text()
    assert files(tmp_path) == {"outside/mine.npvault"}


def test_a_vault_that_does_not_last_is_not_to_be_erased(sample_window: MainWindow) -> None:
    action = sample_window.actions_.erase
    assert not action.isEnabled() and "lasts only until you quit" in action.toolTip()
