"""The list of imports in the window: what each brought, who stays, and taking one back by keyboard."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core import records as r
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes
from netplus_desktop.ui.importing.batches import BatchesDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.session import Session

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def bring(session: Session, *names: str, file: str = "people.vcf") -> None:
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nUID:{name}\r\nEND:VCARD\r\n" for name in names)
    session.store.apply_import(plan_import([read_bytes(cards.encode(), file)], session.store))


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made


def opened(session: Session, parent: QWidget, qtbot: QtBot) -> BatchesDialog:
    dialog = BatchesDialog(session, parent)
    dialog.open()
    settle(dialog, session, qtbot)
    return dialog


def settle(dialog: BatchesDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog._looking.busy and session.jobs.idle)


def lines(dialog: BatchesDialog) -> list[str]:
    return [line.strip() for line in dialog.what.toPlainText().splitlines()]


def rows(dialog: BatchesDialog) -> list[list[str]]:
    items = [dialog.list.topLevelItem(at) for at in range(dialog.list.topLevelItemCount())]
    return [[item.text(column) for column in range(1, 6)] for item in items if item is not None]


def test_without_imports_it_says_what_an_import_is(session: Session, parent: QWidget, qtbot: QtBot) -> None:
    dialog = opened(session, parent, qtbot)
    assert lines(dialog)[0].startswith("Nothing was imported yet.")
    assert not dialog.take_back.isEnabled()


def test_an_import_is_chosen_looked_at_and_taken_back_by_keyboard(
    session: Session, parent: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = itertools.count()
    monkeypatch.setattr(session.store, "_clock", lambda: NOW + timedelta(seconds=next(ticks)))  # as clocks do
    bring(session, "Ann", "Bo", file="first.vcf")
    bring(session, "Cy", file="second.vcf")
    (ann,) = session.store.contact_ids("ann")
    session.store.edit_contact(ann, note="met")
    dialog = opened(session, parent, qtbot)
    assert rows(dialog) == [["second.vcf", "1", "0", "0", "0"], ["first.vcf", "2", "0", "0", "0"]]
    assert dialog.list.hasFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert not dialog.take_back.isEnabled()
    settle(dialog, session, qtbot)
    assert lines(dialog)[:4] == [
        "People who go: 1",
        "",
        "What stays, as you did something with it since: 1",
        "Ann: you wrote in their details since",
    ]
    with qtbot.waitSignal(session.changed) as told:
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert told.args[0].action is r.Action.UNDO_IMPORT
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert {ref.name for ref in session.store.find_contacts("")} == {"Ann", "Cy"}
    dialog = opened(session, parent, qtbot)
    assert rows(dialog)[1][0] == "first.vcf (taken back)"
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    settle(dialog, session, qtbot)
    assert lines(dialog)[0].startswith("Taken back: ")
    assert not dialog.take_back.isEnabled()


def test_the_vault_changed_while_the_dialog_was_open(session: Session, parent: QWidget, qtbot: QtBot) -> None:
    bring(session, "Ann")
    dialog = opened(session, parent, qtbot)
    session.store.add_contact(r.Person("Dan"))
    dialog.take_back.click()
    qtbot.waitUntil(lambda: bool(dialog.error_text()))
    assert dialog.error_text().startswith("The vault was changed since you looked")
    settle(dialog, session, qtbot)
    assert session.store.counts().people == 2
    with qtbot.waitSignal(dialog.finished):
        dialog.take_back.click()
    assert session.store.counts().people == 1


def test_it_is_in_the_file_menu(window: MainWindow, qtbot: QtBot) -> None:
    bring(window.session, "Ann")
    window.actions_.imports.trigger()
    dialog = window.findChild(BatchesDialog)
    assert dialog is not None
    settle(dialog, window.session, qtbot)
    with qtbot.waitSignal(dialog.finished):
        dialog.take_back.click()
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    assert window.actions_.undo.text() == "&Undo Take back import of 1 person"
    window.actions_.undo.trigger()
    assert window.session.store.counts().people == 1
