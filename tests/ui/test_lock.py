"""The lock: nothing of the vault on the screen or open behind it, and the way back to where the user was."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from secret_stores import Memory

from netplus_desktop.assets import sample_people
from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Kind, ListFilter, Person
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.vault import VaultLock
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.interview.person_page import Page
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault.lock import Watch
from netplus_desktop.ui.vault.locked import LockedWindow

PASSPHRASE = "four words for me"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Amara Okafor\r\nORG:Northline\r\nEND:VCARD\r\n"


COPIER = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
app.clipboard().setText("somebody else's")
app.exec()
"""


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, settings: Settings) -> Iterator[Opening]:
    """A window over a vault with the sample people, which a passphrase opens."""
    yield from _opened(qtbot, tmp_path, settings, PASSPHRASE)


@pytest.fixture
def kept_by_keyring(qtbot: QtBot, tmp_path: Path, settings: Settings, memory_keyring: Memory) -> Iterator[Opening]:
    """The same, its key kept by the keyring."""
    yield from _opened(qtbot, tmp_path, settings, None)


def _opened(qtbot: QtBot, folder: Path, settings: Settings, passphrase: str | None) -> Iterator[Opening]:
    path = folder / "vault" / "people.netplus"
    path.parent.mkdir(mode=0o700)
    store = open_store(path, passphrase=passphrase, create=True)
    store.load_sample(sample_people())
    store.close()
    made = Opening(path, passphrase=passphrase, settings=settings)
    made.begin()
    qtbot.waitUntil(lambda: made.window is not None)
    shown(made).complete()
    yield made
    made._release()
    made.deleteLater()


def shown(made: Opening) -> MainWindow:
    assert made.window is not None
    return made.window


def locked() -> LockedWindow:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, LockedWindow) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def lock(made: Opening, qtbot: QtBot) -> LockedWindow:
    """Lock as the menu does; returns once nothing else is left."""
    shown(made).actions_.lock.trigger()
    qtbot.waitUntil(lambda: not others(locked()))
    return locked()


def others(veil: QWidget) -> list[QWidget]:
    return [w for w in QApplication.allWidgets() if w is not veil and not veil.isAncestorOf(w)]


def unlock(made: Opening, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    veil = locked()
    for letter in passphrase:
        QTest.keyClick(veil.passphrase.line, letter)
    QTest.keyClick(veil.passphrase.line, Qt.Key.Key_Return)


def priya(window: MainWindow) -> int:
    contact = window.session.store.find_contacts("Priya")[0].id
    window.go_to_contact(contact)
    return contact


def words_of(widget: QWidget) -> list[str]:
    """All that a widget shows or tells a screen reader or a window list."""
    said = [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    said += [widget.windowFilePath(), widget.windowIconText(), widget.statusTip(), widget.whatsThis()]
    for name in ("text", "toPlainText"):
        tell: Callable[[], str] | None = getattr(widget, name, None)
        if tell is not None:
            said.append(tell())
    return [text for text in said if text]


# --- what is gone -----------------------------------------------------------------------------------------------


def test_nothing_but_the_lock_is_left_within_a_second(opened: Opening, qtbot: QtBot) -> None:
    window = shown(opened)
    priya(window)
    names = {person.name.split()[0] for person in window.session.store.contact_rows(window.session.store.contact_ids())}
    frame = window.geometry()
    before = time.process_time()
    veil = lock(opened, qtbot)
    assert time.process_time() - before < 1
    assert veil.geometry() == frame
    assert opened.window is None
    for widget in (veil, *veil.findChildren(QWidget)):
        assert not [text for text in words_of(widget) for name in names if name in text]
    assert "Locked" in [label.text() for label in veil.findChildren(QLabel)]
    assert not opened._path.with_name("people.netplus-wal").exists()  # closed, at rest


@pytest.mark.x11
def test_what_was_copied_here_leaves_the_clipboard(opened: Opening, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("Priya's number")
    clipboard.setText("Priya", QClipboard.Mode.Selection)
    lock(opened, qtbot)
    assert clipboard.text() == "" and clipboard.text(QClipboard.Mode.Selection) == ""


@pytest.mark.x11
def test_what_another_program_copied_stays_on_the_clipboard(opened: Opening, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("ours")
    with subprocess.Popen([sys.executable, "-c", COPIER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        qtbot.waitUntil(lambda: clipboard.text() == "somebody else's")
        lock(opened, qtbot)
        assert clipboard.text() == "somebody else's"
        other.kill()


def test_the_history_is_forgotten(opened: Opening, qtbot: QtBot) -> None:
    shown(opened).add_person("Ada Obi")
    lock(opened, qtbot)
    unlock(opened, qtbot)
    assert shown(opened).session.store.undo_step is None


def test_a_wrong_passphrase_is_told_in_place(opened: Opening, qtbot: QtBot) -> None:
    veil = lock(opened, qtbot)
    unlock(opened, qtbot, "no")
    assert veil.error.isVisible() and "passphrase" in veil.error.text() and opened.window is None
    unlock(opened, qtbot)
    assert shown(opened).isVisible()


def test_the_passphrase_that_the_program_was_started_with_does_not_unlock(opened: Opening, qtbot: QtBot) -> None:
    veil = lock(opened, qtbot)
    veil.unlock.click()
    assert opened.window is None


def test_a_vault_to_be_thrown_away_cannot_be_locked(sample_window: MainWindow) -> None:
    action = sample_window.actions_.lock
    assert not action.isEnabled() and "only until you quit" in action.toolTip()


def test_a_vault_that_went_away_meanwhile_is_not_made_anew(opened: Opening, qtbot: QtBot, tmp_path: Path) -> None:
    veil = lock(opened, qtbot)
    path = tmp_path / "vault" / "people.netplus"
    path.rename(tmp_path / "elsewhere")
    unlock(opened, qtbot)
    assert veil.error.isVisible() and not path.exists()
    (tmp_path / "elsewhere").rename(path)
    unlock(opened, qtbot)
    assert shown(opened).isVisible()


# --- and what comes back --------------------------------------------------------------------------------------


def test_the_same_person_tab_and_search_come_back_within_a_second(opened: Opening, qtbot: QtBot) -> None:
    window = shown(opened)
    contact = priya(window)
    window.conversation.person.show_details()
    window.people.chips[ListFilter.QUIET].click()
    window.search.setText("pri")
    size = window.size()
    veil = lock(opened, qtbot)
    veil.passphrase.line.setText(PASSPHRASE)
    before = time.process_time()  # others may keep this computer busy
    QTest.keyClick(veil.passphrase.line, Qt.Key.Key_Return)
    assert time.process_time() - before < 1
    again = shown(opened)
    assert again is not window and again.size() == size
    assert again.conversation.current_contact() == contact
    assert again.conversation.person.page() is Page.DETAILS
    assert again.search.text() == "pri" and again.people.model.only is ListFilter.QUIET
    qtbot.waitUntil(lambda: not [w for w in QApplication.topLevelWidgets() if isinstance(w, LockedWindow)])


def test_enter_unlocks_where_the_keyring_holds_the_key(kept_by_keyring: Opening, qtbot: QtBot) -> None:
    veil = lock(kept_by_keyring, qtbot)
    assert veil.passphrase.isHidden()
    QTest.keyClick(veil, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept_by_keyring.window is not None)
    assert shown(kept_by_keyring).session.store.counts().people == 12


def test_text_that_was_typed_and_not_left_is_written(opened: Opening, qtbot: QtBot) -> None:
    window = shown(opened)
    contact = priya(window)
    notes = window.conversation.person.interview_page.notes.edit
    window.conversation.person.interview_page.focus_notes()
    notes.insertPlainText("\nn somebody who knows grants")
    lock(opened, qtbot)
    unlock(opened, qtbot)
    heard = shown(opened).session.store.contact(contact).heard
    assert "somebody who knows grants" in [thing.text for thing in heard]


def fill_plan(window: MainWindow) -> None:
    window.conversation.plan_interview()
    dialog = window.findChild(PlanDialog)
    assert dialog is not None
    dialog.fields.purpose.setText("How she came to grants")
    dialog.fields.agreed.click()
    dialog.fields.minutes.setValue(35)
    dialog.questions.own.setText("Half a quest")


def assert_plan(window: MainWindow, starts: object, picked: list[str]) -> None:
    dialog = window.findChild(PlanDialog)
    assert dialog is not None and dialog.isVisible()
    plan = dialog.fields.plan()
    assert (plan.purpose, plan.minutes, plan.starts) == ("How she came to grants", 35, starts)
    assert dialog.questions.own.text() == "Half a quest"
    assert [question.text for question in dialog.questions.picked()] == picked


def test_half_filled_forms_come_back_as_they_stood(opened: Opening, qtbot: QtBot) -> None:
    window = shown(opened)
    priya(window)
    details = window.conversation.person.details
    details.field("birthday").setText("next spring")  # nothing that could be kept
    window.new_offer()
    form = window.offers._inventory.form()
    assert form is not None
    form.title.setText("An hour of spr")
    form.tags.setText("sheets, sums")
    window.conversation.person.history.record.text.setText("an arti")
    fill_plan(window)
    dialog = window.findChild(PlanDialog)
    assert dialog is not None
    first = dialog.questions.list.item(0)
    first.setCheckState(Qt.CheckState.Unchecked)
    starts, picked = dialog.fields.plan().starts, [question.text for question in dialog.questions.picked()]
    offers = window.session.store.counts()
    lock(opened, qtbot)
    unlock(opened, qtbot)
    again = shown(opened)
    assert_plan(again, starts, picked)
    assert again.conversation.person.details.field("birthday").text() == "next spring"
    assert again.conversation.person.history.record.text.text() == "an arti"
    form = again.offers._inventory.form()
    assert form is not None and form.fields().title == "An hour of spr" and form.fields().tags == ("sheets", "sums")
    assert again.session.store.counts() == offers  # nothing of it was written as a record
    assert again.session.store.undo_step is None  # nor is it a step


def test_an_import_that_is_looked_at_comes_back_with_its_choices(opened: Opening, qtbot: QtBot, tmp_path: Path) -> None:
    cards = tmp_path / "cards.vcf"
    cards.write_text(CARD + CARD.replace("Amara", "Chidi"))
    window = shown(opened)
    window.incoming.open([cards])
    sheet = window.findChild(ImportSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.review.model is not None)
    QTest.keyClick(sheet.review.table, Qt.Key.Key_L)
    sheet.review.extras.tags.setText("fair, alumni")
    chosen = sheet.unfinished()
    assert chosen["rows"] == [("cards.vcf", 2, {"leave": [0]})]
    lock(opened, qtbot)
    unlock(opened, qtbot)
    again = shown(opened).findChild(ImportSheet)
    assert again is not None and again.isVisible()
    qtbot.waitUntil(lambda: again.review.model is not None)
    assert again.unfinished() == chosen and again.review.extras.tags.text() == "fair, alumni"
    assert again.totals.text().startswith("Read 2 = add 1 +")


def test_a_tag_that_is_being_typed_comes_back(opened: Opening, qtbot: QtBot) -> None:
    window = shown(opened)
    priya(window)
    window.people.ask_for_tag()
    dialog = window.people.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("conf")
    lock(opened, qtbot)
    unlock(opened, qtbot)
    again = shown(opened).people.findChild(QInputDialog)
    assert again is not None and again.textValue() == "conf"


def test_half_written_text_is_offered_after_the_locked_program_was_killed(
    opened: Opening, qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    window = shown(opened)
    priya(window)
    fill_plan(window)
    dialog = window.findChild(PlanDialog)
    assert dialog is not None
    starts, picked = dialog.fields.plan().starts, [question.text for question in dialog.questions.picked()]
    lock(opened, qtbot)
    opened._release()  # as the system does with the lock of a program that was killed
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"How she came" not in file.read_bytes()
    again = Opening(tmp_path / "vault" / "people.netplus", passphrase=PASSPHRASE, settings=settings)
    again.begin()
    assert_plan(shown(again), starts, picked)
    shown(again).findChildren(PlanDialog)[0].reject()
    qtbot.waitUntil(lambda: not shown(again).findChildren(PlanDialog))
    shown(again).close()
    again.begin()
    assert shown(again).findChild(PlanDialog) is None  # offered once
    shown(again).close()


# --- work under way ---------------------------------------------------------------------------------------------


def test_contents_go_at_once_and_writing_comes_to_its_end_first(opened: Opening, qtbot: QtBot) -> None:
    window = shown(opened)
    gate = threading.Event()
    store = window.session.store

    def slow(tick: object) -> object:
        assert gate.wait(30)
        return store.add_contact(Person("Late Comer"))

    window.session.work(slow)  # type: ignore[arg-type]
    window.actions_.lock.trigger()
    veil = locked()
    assert not window.isVisible() and not veil.unlock.isEnabled()
    assert not veil.close() and veil.isVisible()  # it would end the program in the middle of the work
    gate.set()
    qtbot.waitUntil(lambda: veil.unlock.isEnabled())
    unlock(opened, qtbot)
    assert shown(opened).session.store.find_contacts("Late Comer")


def test_idleness_waits_for_work_that_somebody_may_be_watching(opened: Opening, qtbot: QtBot) -> None:
    gate = threading.Event()
    job = shown(opened).session.read(lambda _tick: gate.wait(30))
    opened.lock_when_idle()
    assert shown(opened).isVisible()
    with qtbot.waitSignal(job.ended):
        gate.set()
    opened.lock_when_idle()
    assert locked().isVisible()


def test_idleness_waits_while_two_people_talk_but_not_for_ever(opened: Opening, qtbot: QtBot) -> None:
    window = shown(opened)
    store = window.session.store
    window.go_to_contact(next(one for one in store.contact_ids() if store.contact(one).interviews))
    window.listening.listen()
    opened.lock_when_idle()
    assert window.isVisible()
    an_hour_ago = store.now() - timedelta(hours=1)
    window.listening.resume({"began": an_hour_ago.isoformat()})
    room = window.listening.room
    assert room is not None
    room.view.notes.edit.insertPlainText("n a primer")
    opened.lock_when_idle()
    assert locked().isVisible()
    unlock(opened, qtbot)
    again = shown(opened).listening.room
    assert again is not None
    assert again.view.notes.edit.toPlainText().endswith("n a primer")
    assert again.view.clock.began == an_hour_ago


# --- when -------------------------------------------------------------------------------------------------------


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_it_locks_after_the_minutes_of_the_settings_and_any_touch_begins_them_anew(
    qtbot: QtBot, settings: Settings
) -> None:
    widget = QLineEdit()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    with qtbot.waitActive(widget):
        pass
    clock, told = Clock(), []
    watch = Watch(settings, widget, clock)
    watch.idle.connect(lambda: told.append(clock.now))
    clock.now += 599
    watch.look()
    assert told == []
    QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)
    clock.now += 599
    watch.look()
    QTest.mouseClick(widget.windowHandle(), Qt.MouseButton.LeftButton)
    clock.now += 599
    watch.look()
    assert told == []
    clock.now += 1
    watch.look()
    assert len(told) == 1
    settings.lock_after = 0
    clock.now += 100_000
    watch.look()
    assert len(told) == 1
    settings.lock_after = 5
    clock.now += 301
    watch.look()
    assert len(told) == 2


def test_timers_of_the_program_are_no_touch(qtbot: QtBot, settings: Settings) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    clock = Clock()
    watch = Watch(settings, widget, clock)
    clock.now += 601
    with qtbot.waitSignal(watch.idle):
        QTimer.singleShot(0, watch, watch.look)


# --- other programs -----------------------------------------------------------------------------------------------


def test_a_locked_vault_stays_out_of_reach_of_a_second_program(opened: Opening, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "vault" / "people.netplus"
    lock(opened, qtbot)
    with pytest.raises(VaultError, match="vault-in-use"):
        VaultLock(path)
    unlock(opened, qtbot)
    with pytest.raises(VaultError, match="vault-in-use"):
        VaultLock(path)
    assert shown(opened).session.store.add_contact(Person("Ada Obi")).new_id(Kind.CONTACT)
