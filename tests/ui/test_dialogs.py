"""The way into a vault and the small dialogs: errors in place, keys kept, preferences at once."""

from __future__ import annotations

import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Person, Tick
from netplus_desktop.store.opening import open_store
from netplus_desktop.ui.dialogs.about import AboutDialog
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.preferences import PreferencesDialog
from netplus_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog
from netplus_desktop.ui.dialogs.report import FaultDialog, ReportDialog
from netplus_desktop.ui.dialogs.set_passphrase import SetPassphraseDialog
from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
from netplus_desktop.ui.dialogs.unlock import UnlockDialog
from netplus_desktop.ui.faults import Faults
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Density, Scheme, Settings
from netplus_desktop.ui.vault.veil import Moment
from netplus_desktop.ui.widgets import Label


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault that a passphrase opens, with one person in it."""
    path = tmp_path / "vault" / "people.netplus"
    path.parent.mkdir()
    store = open_store(path, passphrase="four words for me", create=True)
    store.add_contact(Person(name="Ada Obi"))
    store.close()
    return path


def opening(qtbot: QtBot, path: Path, settings: Settings) -> Opening:
    made = Opening(path, settings=settings)
    made.given_up.disconnect()  # a test goes on where the program would end
    return made


def finish(made: Opening) -> None:
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()


def test_a_new_vault_without_a_keyring_asks_for_a_passphrase_twice(
    qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "new" / "people.netplus"
    made = opening(qtbot, path, settings)
    made.begin()
    dialog = made.dialog
    assert isinstance(dialog, SetPassphraseDialog) and not path.exists()
    assert not dialog.make.isEnabled()
    type_into(dialog.new.first.line, "walrus")
    assert "easy to guess" in dialog.new.strength.text()
    type_into(dialog.new.first.line, " teapot lantern")
    assert dialog.new.strength.text() == "Strength: good"
    type_into(dialog.new.again.line, "something else")
    dialog.make.click()
    assert "not the same" in dialog.error_text() and not path.exists()
    dialog.new.again.line.clear()
    type_into(dialog.new.again.line, "walrus teapot lantern")
    dialog.make.click()
    assert made.window is not None and made.window.isVisible() and path.exists()
    finish(made)


def test_a_wrong_passphrase_is_told_in_place_and_the_right_one_opens(
    qtbot: QtBot, vault: Path, settings: Settings
) -> None:
    made = opening(qtbot, vault, settings)
    made.begin()
    dialog = made.dialog
    assert isinstance(dialog, UnlockDialog)
    type_into(dialog.passphrase.line, "wrong")
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert dialog.error_text() and dialog.isVisible() and made.window is None
    dialog.passphrase.box.setChecked(True)
    assert dialog.passphrase.line.echoMode() is QLineEdit.EchoMode.Normal
    dialog.passphrase.line.clear()
    type_into(dialog.passphrase.line, "four words for me")
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert made.window is not None and made.window.session.store.counts().people == 1
    finish(made)


def test_the_recovery_key_opens_where_nothing_else_does(qtbot: QtBot, vault: Path, settings: Settings) -> None:
    store = open_store(vault, passphrase="four words for me")
    key = store.recovery_key()
    store.close()
    made = opening(qtbot, vault, settings)
    made.begin()
    dialog = made.dialog
    assert isinstance(dialog, UnlockDialog)
    dialog.other.click()
    dialog.recovery_key.setPlainText(key[:-1] + ("0" if key[-1] != "0" else "1"))
    dialog.unlock.click()
    assert "16" in dialog.error_text()  # the group that was mistyped
    dialog.recovery_key.setPlainText(key.lower().replace("-", " "))
    dialog.unlock.click()
    assert made.window is not None
    finish(made)


def test_a_file_that_is_no_vault_stays_as_it_is(qtbot: QtBot, tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE song (name TEXT)")
    other.close()
    before = path.read_bytes()
    made = opening(qtbot, path, settings)
    made.begin()
    dialog = made.dialog
    assert isinstance(dialog, VaultTroubleDialog)
    words = dialog.findChild(Label, "trouble")
    assert words is not None and "other.db" in words.text() and path.read_bytes() == before
    dialog.reject()


def test_the_key_is_called_to_mind_until_it_is_kept(
    qtbot: QtBot, vault: Path, settings: Settings, tmp_path: Path
) -> None:
    made = Opening(vault, passphrase="four words for me", settings=settings)
    made.begin()
    window = made.window
    assert window is not None
    window.complete()
    strip = window.recovery.strip
    assert strip.isVisible()
    strip.action_button().click()
    dialog = window.findChild(RecoveryKeyDialog)
    assert dialog is not None and window.session.store.recovery_key()[:6] in dialog.shown.text()
    dialog.copy.click()
    assert QApplication.clipboard().text() == window.session.store.recovery_key()
    assert strip.isVisible()  # a copy on the clipboard is gone tomorrow
    file = tmp_path / "key.txt"
    dialog.write(file)
    assert window.session.store.recovery_key()[:6] in file.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert strip.isVisible()  # written, but nobody knows yet that it reads well
    assert not dialog.card.isVisible()  # what is asked back now is not on the screen
    groups = window.session.store.recovery_key().split("-")
    type_into(dialog.lines[0], groups[dialog.places[0]].lower())
    type_into(dialog.lines[1], "OOOOOO")
    dialog.enough.click()
    assert str(dialog.places[1] + 1) in dialog.error_text() and strip.isVisible()
    dialog.lines[1].clear()
    type_into(dialog.lines[1], groups[dialog.places[1]])
    dialog.enough.click()
    assert not strip.isVisible()
    finish(made)
    again = Opening(vault, passphrase="four words for me", settings=settings)
    again.begin()
    assert again.window is not None
    again.window.complete()
    assert not again.window.recovery.strip.isVisible()
    finish(again)


@pytest.fixture
def priyas(vault: Path, settings: Settings) -> Iterator[Opening]:
    """A window over the vault, in which Priya was just added."""
    made = Opening(vault, passphrase="four words for me", settings=settings)
    made.begin()
    window = window_of(made)
    window.complete()
    window.add_person("Priya Raman")
    yield made
    finish(made)


def window_of(made: Opening) -> MainWindow:
    assert made.window is not None
    return made.window


def test_a_vault_is_closed_worked_on_and_opened_again_with_the_same_person(
    qtbot: QtBot, vault: Path, priyas: Opening
) -> None:
    before = window_of(priyas)
    shown = before.conversation.current_contact()
    held: list[bool] = []
    threads: list[threading.Thread] = []

    def work(_tick: Tick) -> None:
        held.append(vault.with_name(vault.name + "-wal").exists())
        threads.append(threading.current_thread())

    before.reopen_requested.emit(work)
    qtbot.waitUntil(lambda: priyas.window is not None)
    after = priyas.window
    assert threads != [threading.main_thread()]  # the screen never freezes
    assert after is not None and after is not before
    assert held == [False]  # the file was whole and at rest meanwhile
    assert after.conversation.current_contact() == shown


def test_work_on_the_closed_vault_tells_how_far_it_is_and_can_be_stopped(qtbot: QtBot, priyas: Opening) -> None:
    before = window_of(priyas)
    people = before.session.store.counts().people
    ended: list[str] = []

    def work(tick: Tick) -> None:
        wait = threading.Event()
        try:
            while not wait.wait(0.01):
                tick(3, 10)
        finally:
            ended.append("stopped")

    before.reopen_requested.emit(work)
    veil = priyas._veil
    assert isinstance(veil, Moment)
    qtbot.waitUntil(veil.stop.isVisible)
    qtbot.waitUntil(lambda: (veil.bar.value(), veil.bar.maximum()) == (3, 10))
    qtbot.mouseClick(veil.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: priyas.window is not None)
    assert ended == ["stopped"]
    assert priyas.window is not None and priyas.window.session.store.counts().people == people


def test_what_was_refused_meanwhile_is_told_by_the_new_window(qtbot: QtBot, vault: Path, settings: Settings) -> None:
    made = Opening(vault, passphrase="four words for me", settings=settings)
    made.begin()
    assert made.window is not None

    def work(_tick: Tick) -> None:
        raise VaultError("disk-full")

    made.window.complete()
    made.window.reopen_requested.emit(work)
    qtbot.waitUntil(lambda: made.window is not None)
    assert made.window.trouble.isVisible()
    finish(made)


def test_a_throw_away_vault_has_no_key_to_keep(window: MainWindow) -> None:
    assert not window.recovery.strip.isVisible()
    assert not window.actions_.recovery.isEnabled()


def test_preferences_take_effect_at_once(qtbot: QtBot, settings: Settings) -> None:
    dialog = PreferencesDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    choose(dialog.text_size, 150)
    choose(dialog.scheme, Scheme.DARK)
    choose(dialog.density, Density.COMPACT)
    dialog.show_exchange.click()
    type_into(dialog.signature, "Noor")
    dialog.accept()
    assert (settings.text_size, settings.scheme, settings.density) == (150, Scheme.DARK, Density.COMPACT)
    assert (settings.show_exchange, settings.signature) == (False, "Noor")


def test_about_names_every_part_that_is_delivered(qtbot: QtBot) -> None:
    import tomllib

    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    shown = dialog.licences.toPlainText().lower()
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = requirement.split(">")[0].replace("-Essentials", "").replace("lite", "").lower()
        assert name in shown, requirement
    assert "lucide" in shown and "open font" in shown and "permission to use" in shown


def test_every_dialog_has_one_button_that_answers_enter(qtbot: QtBot, settings: Settings) -> None:
    for dialog in (
        RecoveryKeyDialog("ABCDEF-GHJKMN", "people.netplus", date(2026, 11, 23)),
        PreferencesDialog(settings),
        AboutDialog(),
        FaultDialog("lines"),
        ReportDialog("lines"),
    ):
        qtbot.addWidget(dialog)
        assert isinstance(dialog, Frame)
        dialog.show()
        buttons = dialog.findChildren(QPushButton)
        assert [button.isDefault() for button in buttons].count(True) == 1
        assert not any(button.autoDefault() and not button.isDefault() for button in buttons)
        letters = [b.text()[b.text().index("&") + 1].lower() for b in buttons if "&" in b.text()]
        assert len(letters) == len(set(letters))


def test_a_fault_is_shown_once_without_what_the_user_wrote(
    qtbot: QtBot, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    faults = Faults(qapp)
    try:
        raise ValueError("Priya said something private")
    except ValueError as error:
        for _ in range(3):
            faults.caught(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: any(isinstance(w, FaultDialog) for w in qapp.topLevelWidgets()))
    shown = [w for w in qapp.topLevelWidgets() if isinstance(w, FaultDialog)]
    assert len(shown) == 1
    text = shown[0].text.toPlainText()
    assert "ValueError" in text and "test_dialogs.py" in text
    assert "Priya" not in text and str(Path.home()) not in text and "/" not in text
    assert "Priya" not in caplog.text
    caplog.clear()
    shown[0].accept()
    shown[0].deleteLater()
    faults.deleteLater()


def choose(box: object, value: object) -> None:
    """Choose an entry as a click in the open list does."""
    index = next(at for at in range(box.count()) if box.itemData(at) == value)  # type: ignore[attr-defined]
    box.setCurrentIndex(index)  # type: ignore[attr-defined]
    box.activated.emit(index)  # type: ignore[attr-defined]


def type_into(line: QLineEdit, text: str) -> None:
    QTest.keyClicks(line, text)


def test_a_report_shows_the_very_text_that_is_copied_and_saved(sample_window: MainWindow, tmp_path: Path) -> None:
    sample_window.session.settings.signature = "Noor Haddad"
    sample_window.session.settings.backup_folder = str(tmp_path / "a friend's stick")
    sample_window.actions_.report_fault.trigger()
    dialog = sample_window.findChild(ReportDialog)
    assert dialog is not None and dialog.isVisible()
    text = dialog.text.toPlainText()
    for part in ("NetPlus 0.", "Qt 6", "Python 3", "SQLCipher 4", "text size 100 %", "fewer than 100 people"):
        assert part in text
    told = sample_window.session.store.contact(sample_window.session.store.contact_ids()[0]).person.name
    for part in ("Noor", "friend", str(tmp_path), told):
        assert part not in text
    dialog.text.setPlainText(text + "I was searching.")
    dialog.save(str(tmp_path / "missing" / "report.txt"))
    assert "report.txt" in dialog.error_text()
    dialog.save(str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text("utf-8") == text + "I was searching."
    assert not dialog.error_text() and "report.txt" in dialog.done_label.text()
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Copy")
    copy.click()
    assert QApplication.clipboard().text() == text + "I was searching."
