"""A second start over the same vault: the first window comes to the front with its files, and only one ever writes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from netplus_desktop.store.opening import open_store
from netplus_desktop.store.vault import VaultLock
from netplus_desktop.ui import one_window
from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.one_window import door
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings

from . import second_start
from .robot import PASSPHRASE

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Obi\r\nEND:VCARD\r\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "people.netplus"
    open_store(path, passphrase=PASSPHRASE, create=True).close()
    return path


@pytest.fixture
def first(vault: Path, settings: Settings) -> Iterator[Opening]:
    made = start(vault, settings)
    assert made.window is not None
    made.window.complete()
    yield made
    made._stop_listening()
    made._release()
    for front in (made._locked, made.window):
        if front is not None:
            front.close()
            front.deleteLater()
    made.deleteLater()


def start(path: Path, settings: Settings, *files: Path) -> Opening:
    made = Opening(path, files, passphrase=PASSPHRASE, settings=settings)
    made.given_up.disconnect()  # a test goes on where the program would end
    made.begin()
    return made


def card(folder: Path, name: str = "my people.vcf") -> Path:
    path = folder / name
    path.write_text(CARD)
    return path


def lock(first: Opening, qtbot: QtBot) -> None:
    first.lock()
    qtbot.waitUntil(lambda: first._locked is not None and first._locked.unlock.isEnabled())


@pytest.mark.parametrize("locked", [False, True])
def test_the_second_ends_and_the_first_comes_to_the_front(
    qtbot: QtBot, vault: Path, settings: Settings, first: Opening, locked: bool
) -> None:
    if locked:
        lock(first, qtbot)
    front = first._locked or first.window
    assert front is not None
    front.showMinimized()
    second = Opening(vault, passphrase=PASSPHRASE, settings=settings)
    second.given_up.disconnect()
    with qtbot.waitSignal(second.given_up):
        second.begin()
    assert second.window is None and second.dialog is None
    assert front.isVisible() and not front.windowState() & Qt.WindowState.WindowMinimized
    second.deleteLater()


def test_files_of_the_second_are_shown_in_the_first_one_import_at_a_time(
    qtbot: QtBot, vault: Path, settings: Settings, first: Opening, tmp_path: Path
) -> None:
    window = first.window
    assert window is not None
    seconds = [start(vault, settings, card(tmp_path))]
    qtbot.waitUntil(lambda: window.findChild(ImportSheet) is not None)
    sheet = window.findChild(ImportSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: "my people.vcf" in " ".join(label.text() for label in sheet.findChildren(QLabel)))
    seconds.append(start(vault, settings, card(tmp_path, "more.vcf")))
    with qtbot.waitSignal(seconds[-1].given_up):
        pass
    assert window.findChildren(ImportSheet) == [sheet]
    sheet.reject()
    qtbot.waitUntil(lambda: any(one.isVisible() and one is not sheet for one in window.findChildren(ImportSheet)))
    for one in window.findChildren(ImportSheet):
        one.reject()
    for second in seconds:
        second.deleteLater()


def test_files_for_a_locked_window_wait_until_it_is_open_again(
    qtbot: QtBot, vault: Path, settings: Settings, first: Opening, tmp_path: Path
) -> None:
    lock(first, qtbot)
    second = Opening(vault, [card(tmp_path)], passphrase=PASSPHRASE, settings=settings)
    second.given_up.disconnect()
    with qtbot.waitSignal(second.given_up):
        second.begin()
    assert first.window is None and first._locked is not None
    first._locked.passphrase_given.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: first.window is not None and first.window.findChild(ImportSheet) is not None)
    assert first.window is not None
    for sheet in first.window.findChildren(ImportSheet):
        sheet.reject()
    second.deleteLater()


def test_where_nobody_answers_the_second_tells_that_the_vault_is_in_use(
    qtbot: QtBot, vault: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_window, "TRIES", 2)
    held = VaultLock(vault)  # as a verb of the command line does
    second = start(vault, settings)
    qtbot.waitUntil(lambda: isinstance(second.dialog, VaultTroubleDialog))
    assert isinstance(second.dialog, VaultTroubleDialog)
    words = second.dialog.findChild(QLabel, "trouble")
    assert words is not None and "open in another window" in words.text()
    held.release()
    second.dialog.reject()
    second.dialog.deleteLater()
    second.deleteLater()


def test_the_door_is_the_users_alone_and_goes_with_the_program(
    vault: Path, settings: Settings, first: Opening, qtbot: QtBot
) -> None:
    place = Path(door(vault))
    assert place.stat().st_mode & 0o077 == 0
    assert place.name.startswith("netplus-") and "people" not in place.name
    first._stop_listening()
    assert not place.exists()


@pytest.mark.parametrize("words", [b"{}\n", b"[1]\n", b"\xff\n", b'{"files": 3, "token": ""}\n', b"x" * (1 << 21)])
def test_nonsense_at_the_door_does_no_harm(
    vault: Path, settings: Settings, first: Opening, qtbot: QtBot, words: bytes
) -> None:
    caller = QLocalSocket()
    caller.connectToServer(door(vault))
    caller.write(words)
    qtbot.waitUntil(lambda: caller.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert first.window is not None and first.window.findChild(ImportSheet) is None
    second = Opening(vault, passphrase=PASSPHRASE, settings=settings)
    second.given_up.disconnect()
    with qtbot.waitSignal(second.given_up):
        second.begin()
    second.deleteLater()


def test_a_door_that_a_killed_program_left_is_no_obstacle(
    qtbot: QtBot, vault: Path, settings: Settings, request: pytest.FixtureRequest
) -> None:
    Path(door(vault)).write_bytes(b"")
    request.getfixturevalue("first")
    second = Opening(vault, passphrase=PASSPHRASE, settings=settings)
    second.given_up.disconnect()
    with qtbot.waitSignal(second.given_up):
        second.begin()
    second.deleteLater()


def test_a_desktops_leave_to_come_forward_is_passed_on(
    qtbot: QtBot, vault: Path, settings: Settings, first: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "of-the-second")
    calling = one_window.Calling(vault, [])
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    with qtbot.waitSignal(calling.ended) as told:
        calling.begin()
    assert told.args == [True] and os.environ["XDG_ACTIVATION_TOKEN"] == "of-the-second"
    calling.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_of_two_that_race_one_writes_and_nobody_clears_a_lock_away() -> None:
    told = second_start.run(4)
    assert told == {"races": 4, "two writers": 0, "no writer": 0, "locks in the way": 0}
