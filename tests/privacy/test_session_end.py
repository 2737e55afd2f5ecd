"""The end of the session, whenever it comes: the program goes within two seconds and nothing that was typed is lost."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Kind
from netplus_desktop.store.opening import open_store
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings

from . import session_end
from .robot import PASSPHRASE, Place

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@POSIX
@pytest.mark.parametrize(
    ("scenario", "end"),
    [
        ("idle", signal.SIGINT),
        ("typing", signal.SIGTERM),
        ("planning", signal.SIGHUP),
        ("importing", signal.SIGTERM),
        ("locked_while_planning", signal.SIGTERM),
    ],
)
def test_it_ends_within_two_seconds_with_all_that_was_typed(tmp_path: Path, scenario: str, end: signal.Signals) -> None:
    place = Place(tmp_path)
    with place.played(scenario) as child:
        before = time.monotonic()
        child.send_signal(end)
        assert child.wait(20) == 0
        assert time.monotonic() - before < 2
    assert session_end.lost(place, scenario) == ""


def test_what_was_half_planned_is_offered_at_the_next_start(qtbot: QtBot, tmp_path: Path, settings: Settings) -> None:
    place = Place(tmp_path)
    with place.played("planning") as child:
        child.terminate()
        child.wait(20)
    again = Opening(place.vault, passphrase=PASSPHRASE, settings=settings)
    again.begin()
    assert again.window is not None
    dialog = again.window.findChild(PlanDialog)
    assert dialog is not None and dialog.fields.purpose.text() == "half a purpose"
    dialog.reject()
    again.window.close()
    again.window.deleteLater()


def test_when_the_desktop_asks_all_is_written_and_the_program_stays(
    qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "vault" / "people.netplus"
    path.parent.mkdir()
    opening = Opening(path, passphrase=PASSPHRASE, settings=settings)
    opening.begin()
    window = opening.window
    assert window is not None
    window.complete()
    window.add_person("Priya Raman")
    contact = window.conversation.current_contact()
    window.conversation.plan_interview()
    dialog = window.findChild(PlanDialog)
    assert dialog is not None
    dialog.fields.purpose.setText("half a purpose")
    opening.prepare_end()
    assert window.isVisible() and dialog.isVisible()
    for widget in QApplication.topLevelWidgets():  # as the desktop does when all agree
        widget.close()
    again = Opening(path, passphrase=PASSPHRASE, settings=settings)
    again.begin()
    assert again.window is not None and again.window.conversation.current_contact() == contact
    found = again.window.findChild(PlanDialog)
    assert found is not None and found.fields.purpose.text() == "half a purpose"
    found.reject()
    again.window.close()
    for made in (window, again.window):
        made.deleteLater()


@POSIX
def test_a_killed_program_leaves_no_lock_in_the_way(tmp_path: Path) -> None:
    place = Place(tmp_path)
    for _ in range(2):
        with place.played("typing") as child:
            child.kill()
    assert place.vault.with_name("people.netplus.lock").exists()
    store = open_store(place.vault, passphrase=PASSPHRASE)
    assert store.add_contact(store.contact(store.contact_ids()[0]).person).new_id(Kind.CONTACT)
    store.close()
