"""The check in the window: what it tells, the repair, and the ways past a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Action, Person, no_tick
from netplus_desktop.store import keychain, vault
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
from netplus_desktop.ui.jobs import Jobs
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.vault.checking import CheckDialog
from netplus_desktop.ui.vault.rescuing import RescueDialog
from netplus_desktop.ui.vault.ways import Way


def dialog_of(kind: type) -> CheckDialog | RescueDialog:
    (found,) = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())
    return found  # type: ignore[return-value]


def checked(qtbot: QtBot, window: MainWindow) -> CheckDialog:
    window.actions_.check_vault.trigger()
    dialog = dialog_of(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    qtbot.waitUntil(lambda: not dialog.bar.isVisible())
    return dialog


def spoil(store: Store, *statements: str) -> None:
    connection = store._connection()
    connection.execute("PRAGMA foreign_keys = 0")
    for statement in statements:
        connection.execute(statement)
    connection.execute("PRAGMA foreign_keys = 1")
    store.opened.watch.settle()


def test_a_whole_vault_is_told_with_its_figures(qtbot: QtBot, sample_window: MainWindow) -> None:
    dialog = checked(qtbot, sample_window)
    assert dialog.words.text().startswith("The vault is whole: 12 people")
    assert dialog.close_.isVisible()
    assert not any(part.isVisible() for part in (dialog.outcome, dialog.repair, dialog.backups, dialog.rescue))
    dialog.close_.click()
    assert not dialog.isVisible()


def test_faults_are_told_in_words_and_repaired_and_the_repair_is_undone(
    qtbot: QtBot, sample_window: MainWindow, store: Store
) -> None:
    spoil(store, "UPDATE heard SET due = 'never' WHERE id = 1", "DELETE FROM search WHERE rowid = 2")
    dialog = checked(qtbot, sample_window)
    told = dialog.outcome.toPlainText().splitlines()
    assert len(told) == 2
    assert told[0].startswith("Things heard with a date")
    assert not dialog.rescue.isVisible()
    dialog.repair.click()
    qtbot.waitUntil(lambda: "whole now" in dialog.words.text())
    assert store.undo_step is not None
    assert store.undo_step.action is Action.REPAIR
    dialog.close_.click()
    assert "Repair" in sample_window.actions_.undo.text()
    sample_window.actions_.undo.trigger()
    assert "value-invalid" in {finding.code for finding in store.check()}


def test_a_check_can_be_stopped(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    for number in range(150):
        store.add_contact(Person(f"Person {number}"))
    window.actions_.check_vault.trigger()
    dialog = dialog_of(CheckDialog)
    with qtbot.waitSignal(dialog.finished):
        dialog.stop.click()
    assert store.check() == []


def damage(store: Store) -> None:
    """Write over a page of the tags' index, in the file under the open window."""
    store.check()  # folds the log in
    ((page,),) = store._connection().execute("SELECT rootpage FROM sqlite_schema WHERE name = 'contact_tag_contact_id'")
    with store.path.open("rb+") as file:
        file.seek((page - 1) * vault.PAGE + 100)
        file.write(b"spilt coffee")
    store.opened.watch.settle()


def test_damaged_pages_lead_to_a_rescue(qtbot: QtBot, sample_window: MainWindow, store: Store) -> None:
    damage(store)
    dialog = checked(qtbot, sample_window)
    assert "damaged" in dialog.words.text()
    assert not dialog.repair.isVisible()
    assert not dialog.backups.isVisible()  # this vault keeps none
    dialog.rescue.click()
    rescue = dialog_of(RescueDialog)
    assert isinstance(rescue, RescueDialog)
    assert not rescue.typed.isVisible()  # the open vault has its key
    rescue.go.click()
    qtbot.waitUntil(rescue.put.isVisible)
    assert "people: 12" in rescue.outcome.toPlainText()
    (beside,) = store.path.parent.glob("*(rescued).netplus")
    with qtbot.waitSignal(sample_window.reopen_requested) as asked:
        rescue.put.click()
    rescue.close_.click()
    key = store.recovery_key()
    sample_window.close()
    assert asked.args is not None
    asked.args[0](no_tick)
    again = open_store(store.path, recovery_key=key)
    assert again.check() == []
    assert again.counts().people == 12
    again.close()
    assert beside.exists()


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Path, str]:
    """A closed vault with one person whose first page is damaged, and its recovery key."""
    path = tmp_path / "people.netplus"
    store = open_store(path, passphrase="correct horse", create=True)
    store.add_contact(Person("Ann Lee"))
    key = store.recovery_key()
    store.close()
    data = bytearray(path.read_bytes())
    data[900:910] = b"0123456789"
    path.write_bytes(data)
    return path, key


def test_a_vault_that_does_not_open_offers_a_rescue(qtbot: QtBot) -> None:
    dialog = VaultTroubleDialog(VaultError("vault-damaged", name="people.netplus"))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.way_chosen) as chosen:
        dialog.ways.buttons[Way.RESCUE].click()
    assert chosen.args == [Way.RESCUE]


def test_the_rescue_asks_for_the_key_and_tells_a_wrong_one(
    qtbot: QtBot, damaged: tuple[Path, str], tmp_path: Path
) -> None:
    path, key = damaged
    before = path.read_bytes()
    dialog = RescueDialog(path, tmp_path / "backups", jobs := Jobs())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.typed.isVisible)
    dialog.typed.line.setText(keychain.recovery_key(keychain.new_key()))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.error_text() != "")
    dialog.typed.line.setText(key)
    dialog.go.click()
    qtbot.waitUntil(dialog.put.isVisible)
    assert dialog.error_text() == ""
    assert "people: 1" in dialog.outcome.toPlainText()
    assert "no backup to compare" in dialog.outcome.toPlainText()
    assert path.read_bytes() == before
    dialog.close_.click()
    jobs.shutdown()


def test_from_a_vault_that_does_not_open_to_a_window_over_what_was_rescued(
    qtbot: QtBot, damaged: tuple[Path, str]
) -> None:
    path, key = damaged
    opening = Opening(path, passphrase="correct horse")
    opening.begin()
    assert isinstance(opening.dialog, VaultTroubleDialog)
    opening.dialog.ways.buttons[Way.RESCUE].click()
    qtbot.waitUntil(lambda: opening.backups is not None)
    rescue = opening.backups
    assert isinstance(rescue, RescueDialog)
    qtbot.waitUntil(rescue.typed.isVisible)
    rescue.typed.line.setText("correct horse")
    rescue.go.click()
    qtbot.waitUntil(rescue.put.isVisible)
    with qtbot.waitSignal(opening.window_opened):
        rescue.put.click()
    assert opening.window is not None
    opening.window.complete()
    assert opening.window.session.store.counts().people == 1
    opening.window.close()
    store = open_store(path, recovery_key=key)
    assert store.check() == []
    store.close()
