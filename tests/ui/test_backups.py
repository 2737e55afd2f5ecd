"""Backups in the window: made by themselves, listed with what each would change, gone back to, and that undone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from netplus_desktop.assets import default_backups
from netplus_desktop.core.records import Person
from netplus_desktop.store import backups as kept_copies
from netplus_desktop.store import keychain, vault
from netplus_desktop.store.backups import Backup, Reason
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.preferences import PreferencesDialog
from netplus_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog
from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault.automatic import EVERY, FIRST_AFTER, MISSED_DAYS
from netplus_desktop.ui.vault.backups import BackupsDialog
from netplus_desktop.ui.vault.veil import Moment
from netplus_desktop.ui.vault.ways import Way

PASSPHRASE = "four words for me"


@pytest.fixture
def opening(qtbot: QtBot, tmp_path: Path, settings: Settings) -> Iterator[Opening]:
    """The real way to a window over a vault that is kept, with two people."""
    made = Opening(tmp_path / "data" / "v", settings=settings, passphrase=PASSPHRASE)
    made.begin()
    window = shown(made)
    window.complete()
    window.session.store.add_contact(Person("Ann"))
    window.session.store.add_contact(Person("Bea"))
    yield made
    made._release()
    made.deleteLater()


def shown(opening: Opening) -> MainWindow:
    assert opening.window is not None
    return opening.window


def store_of(opening: Opening) -> Store:
    return shown(opening).session.store


def listed(opening: Opening) -> list[Backup]:
    backups = store_of(opening).backups
    assert backups is not None
    return backups.listed(store_of(opening).opened.key)


def rest(opening: Opening, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shown(opening).session.jobs.idle)


def back_up(opening: Opening, qtbot: QtBot) -> None:
    shown(opening).actions_.back_up_now.trigger()
    rest(opening, qtbot)


def the_dialog(parent: MainWindow) -> BackupsDialog:
    found = parent.findChild(BackupsDialog)
    assert isinstance(found, BackupsDialog)
    return found


def people(opening: Opening) -> set[str]:
    store = store_of(opening)
    return {row.name for row in store.contact_rows(store.contact_ids())}


def test_back_up_now_says_where_the_copy_lies(opening: Opening, qtbot: QtBot) -> None:
    back_up(opening, qtbot)
    (made,) = listed(opening)
    assert (made.reason, made.people) == (Reason.MANUAL, 2)
    assert str(made.path.parent) in shown(opening).vault.strip.text()
    assert default_backups() in made.path.parents
    back_up(opening, qtbot)
    assert shown(opening).vault.strip.text().startswith("Nothing has changed since the backup of ")
    assert len(listed(opening)) == 1


def test_a_session_begins_with_a_backup_of_what_is_in_none(opening: Opening, qtbot: QtBot) -> None:
    automatic = shown(opening).vault.automatic
    assert automatic.next_in() <= FIRST_AFTER
    automatic.begin()
    rest(opening, qtbot)
    (made,) = listed(opening)
    assert made.reason is Reason.DAILY
    assert automatic.next_in() == -1  # nothing changes, nothing is made
    shown(opening).session.run(store_of(opening).add_contact, Person("Cid"))
    assert EVERY - 60_000 < automatic.next_in() <= EVERY
    automatic.begin()
    rest(opening, qtbot)
    assert [one.people for one in listed(opening)] == [3, 2]
    automatic.begin()
    rest(opening, qtbot)
    assert len(listed(opening)) == 2


def test_the_third_failure_in_a_row_is_told(opening: Opening, qtbot: QtBot, settings: Settings) -> None:
    default_backups().parent.mkdir(parents=True, exist_ok=True)
    default_backups().write_text("a file where the folder should be")
    vault = shown(opening).vault
    for turn in range(3):
        assert vault.strip.isHidden(), turn
        vault.automatic.begin()
        rest(opening, qtbot)
    assert vault.strip.text().startswith("The last backups could not be made.")
    assert vault.strip.action_button().text() == "Try again"
    default_backups().unlink()
    vault.strip.action_button().click()
    rest(opening, qtbot)
    assert settings.backup_failures == 0
    assert vault.strip.text().startswith("Backed up and checked.")


def test_a_second_folder_gets_a_copy_and_is_told_once_when_it_stays_away(
    opening: Opening, qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    settings.backup_folder = str(stick)
    rest(opening, qtbot)
    (copy,) = (stick / kept_copies.SECOND_FOLDER).glob("*/*.npvault")
    assert copy.name == listed(opening)[0].path.name
    settings.backup_folder = str(tmp_path / "not plugged in")
    rest(opening, qtbot)
    today = QDate.currentDate().toJulianDay()
    assert settings.second_missed == today
    vault = shown(opening).vault
    assert vault.strip.isHidden()
    settings.second_missed = today - MISSED_DAYS
    vault.automatic.note(replace(listed(opening)[0], second=False))
    assert "was not there for two weeks: not plugged in" in vault.strip.text()
    vault.strip.put_away()
    vault.automatic.note(replace(listed(opening)[0], second=False))
    assert vault.strip.isHidden()


def test_the_way_back_is_three_clicks_and_can_be_undone(opening: Opening, qtbot: QtBot) -> None:
    back_up(opening, qtbot)
    store = store_of(opening)
    shown(opening).session.run(store.delete_contacts, [store.find_contacts("Ann", limit=1)[0].id])
    shown(opening).session.run(store.add_contact, Person("Cid"))
    old = shown(opening)
    old.actions_.backups.trigger()
    dialog = the_dialog(old)
    qtbot.waitUntil(dialog.restore.isEnabled)
    row = dialog.list.topLevelItem(0)
    assert row is not None
    assert [row.text(column) for column in (1, 2, 3)] == ["as you asked", "2", "0"]
    told = dialog.what.toPlainText()
    assert "1 person would be here again: Ann" in told
    assert "1 person would no longer be here: Cid" in told
    with qtbot.waitSignal(opening.window_opened):
        dialog.restore.click()
    new = shown(opening)
    assert new is not old
    new.complete()
    assert people(opening) == {"Ann", "Bea"}
    assert new.vault.strip.isVisible() and "You went back to a backup." in new.vault.strip.text()
    assert new.findChild(RecoveryKeyDialog) is None  # the key is the one that it was
    with qtbot.waitSignal(opening.window_opened):
        new.vault.strip.action_button().click()
    shown(opening).complete()
    assert people(opening) == {"Bea", "Cid"}
    assert [one.reason for one in listed(opening)] == [Reason.RESTORE, Reason.RESTORE, Reason.MANUAL]


def test_a_damaged_vault_leads_to_the_backups_and_back_to_work(
    opening: Opening, qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    back_up(opening, qtbot)
    shown(opening).close()
    path = tmp_path / "data" / "v"
    path.write_bytes(path.read_bytes()[:4096] + b"x" * 4096 + path.read_bytes()[8192:])
    later = Opening(path, settings=settings, passphrase=PASSPHRASE)
    later.begin()
    trouble = later.dialog
    assert isinstance(trouble, VaultTroubleDialog)
    trouble.ways.buttons[Way.BACKUP].click()
    qtbot.waitUntil(lambda: later.backups is not None)
    dialog = later.backups
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.key.isHidden())
    assert "another key" in dialog.what.toPlainText() or "passphrase" in dialog.what.toPlainText()
    QTest.keyClicks(dialog.key.line, "a slip")
    QTest.keyClick(dialog.key.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.error_text()))
    assert not dialog.restore.isEnabled()
    dialog.key.line.clear()
    QTest.keyClicks(dialog.key.line, PASSPHRASE)
    QTest.keyClick(dialog.key.line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.restore.isEnabled)
    with qtbot.waitSignal(later.window_opened):
        dialog.restore.click()
    assert people(later) == {"Ann", "Bea"}
    shown(later).close()
    later.deleteLater()


def test_a_restore_that_is_stopped_leaves_all_as_it_was(
    opening: Opening, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(opening, qtbot)
    old = shown(opening)
    old.session.run(store_of(opening).add_contact, Person("Cid"))
    old.actions_.backups.trigger()
    dialog = the_dialog(old)
    qtbot.waitUntil(dialog.restore.isEnabled)
    whole = vault.prove
    proving, go_on = threading.Event(), threading.Event()

    def slowly(copy: Path, key: keychain.VaultKey, name: str = "") -> dict[str, object]:
        proving.set()
        assert go_on.wait(20)
        return whole(copy, key, name)

    monkeypatch.setattr(vault, "prove", slowly)
    with qtbot.waitSignal(opening.window_opened):
        dialog.restore.click()
        qtbot.waitUntil(proving.is_set)
        veil = opening._veil
        assert isinstance(veil, Moment)
        qtbot.waitUntil(veil.stop.isVisible)
        veil.stop.click()
        go_on.set()
    assert people(opening) == {"Ann", "Bea", "Cid"}
    assert [one.reason for one in listed(opening)] == [Reason.MANUAL]


def gone(path: Path) -> Path:
    """Move a closed vault away; returns where to."""
    away = path.with_name("moved")
    path.rename(away)
    return away


def to_backups(qtbot: QtBot, opening: Opening) -> BackupsDialog:
    trouble = opening.dialog
    assert isinstance(trouble, VaultTroubleDialog)
    trouble.ways.buttons[Way.BACKUP].click()
    qtbot.waitUntil(lambda: isinstance(opening.backups, BackupsDialog))
    assert isinstance(opening.backups, BackupsDialog)
    return opening.backups


def test_a_vault_that_vanished_is_missed_and_comes_back_from_its_backup(
    opening: Opening, qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    back_up(opening, qtbot)
    shown(opening).close()
    gone(path := tmp_path / "data" / "v")
    # Another vault was never there: it is made as ever.
    other = Opening(tmp_path / "data" / "other", settings=settings, passphrase=PASSPHRASE)
    other.begin()
    shown(other).complete()
    back_up(other, qtbot)
    shown(other).close()
    later = Opening(path, settings=settings, passphrase=PASSPHRASE)
    later.begin()
    assert later.window is None and not path.exists()
    assert isinstance(later.dialog, VaultTroubleDialog)
    assert "not in its place" in " ".join(label.text() for label in later.dialog.findChildren(QLabel))
    dialog = to_backups(qtbot, later)
    qtbot.waitUntil(lambda: not dialog.key.isHidden())
    assert dialog.list.topLevelItemCount() == 1  # its own, not those of the other
    QTest.keyClicks(dialog.key.line, PASSPHRASE)
    QTest.keyClick(dialog.key.line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.restore.isEnabled)
    with qtbot.waitSignal(later.window_opened):
        dialog.restore.click()
    assert people(later) == {"Ann", "Bea"}
    shown(later).close()


def test_in_place_of_a_vault_that_vanished_an_empty_one_is_begun_only_when_asked(
    opening: Opening, qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    back_up(opening, qtbot)
    shown(opening).close()
    away = gone(path := tmp_path / "data" / "v")
    later = Opening(path, settings=settings, passphrase=PASSPHRASE)
    later.begin()
    assert isinstance(later.dialog, VaultTroubleDialog)
    with qtbot.waitSignal(later.window_opened):
        later.dialog.ways.buttons[Way.BEGIN_ANEW].click()
    assert people(later) == set() and away.exists()
    shown(later).close()
    again = Opening(path, settings=settings, passphrase=PASSPHRASE)
    again.begin()
    assert people(again) == set()
    shown(again).close()


def test_the_list_is_read_in_the_dark_at_one_and_a_half_times_the_size(
    opening: Opening, qtbot: QtBot, qapp: QApplication
) -> None:
    back_up(opening, qtbot)
    font = QFont(qapp.font())
    font.setPointSizeF(font.pointSizeF() * 1.5)
    theme.apply(qapp, Qt.ColorScheme.Dark, font)
    shown(opening).actions_.backups.trigger()
    dialog = the_dialog(shown(opening))
    qtbot.waitUntil(dialog.restore.isEnabled)
    when = dialog.list.topLevelItem(0).text(0)  # type: ignore[union-attr]
    assert dialog.list.columnWidth(0) >= dialog.list.fontMetrics().horizontalAdvance(when)
    dialog.reject()


def test_the_preferences_choose_and_drop_the_second_folder(
    opening: Opening, qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    dialog = PreferencesDialog(settings, shown(opening))
    dialog.open()
    assert dialog.second.text() == "Choose a folder…" and dialog.no_second.isHidden()
    settings.backup_folder = str(tmp_path / "stick")
    assert dialog.second.text() == "stick"
    dialog.no_second.click()
    assert settings.backup_folder == ""
    dialog.reject()
    rest(opening, qtbot)


def test_a_vault_to_be_thrown_away_offers_no_backups(window: MainWindow) -> None:
    assert not window.actions_.back_up_now.isEnabled()
    assert not window.actions_.backups.isEnabled()
    assert window.actions_.back_up.isEnabled()
