"""Merging another vault in the window, and what the window tells of other programs at the vault's file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from netplus_desktop.core import records as r
from netplus_desktop.store.backups import Backups
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.store.vault import open_vault
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault.merging import MergeDialog


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Store:
    """A vault that keeps backups, with one person."""
    store.backups = Backups(tmp_path / "backups", "one")
    store.add_contact(r.Person("Ada Stone"))
    return store


@pytest.fixture
def window(qtbot: QtBot, kept: Store, settings: Settings) -> Iterator[MainWindow]:
    made = open_window(kept, settings)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.session.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: made.session.jobs.idle)
    made.close()
    made.deleteLater()


def grown_apart(store: Store, name: str) -> Path:
    """A copy of an open vault in which somebody was added and somebody changed."""
    copy = store.path.with_name(name)
    store.backup(copy)
    other = Store(open_vault(copy, store.opened.key), store.now)
    other.add_contact(r.Person("Ben Hall"))
    other.edit_contact(other.contact_ids("ada")[0], title="Cook")
    other.close()
    return copy


def dialog_of(window: MainWindow, qtbot: QtBot) -> MergeDialog:
    (dialog,) = window.findChildren(MergeDialog)
    qtbot.waitUntil(lambda: dialog.bar.isHidden())
    return dialog


def test_what_will_be_done_is_shown_and_then_done_as_one_step(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    store.edit_contact(store.contact_ids("ada")[0], title="Baker")
    other = grown_apart(store, "elsewhere.netplus")
    store.edit_contact(store.contact_ids("ada")[0], title="Smith")
    window.vault.merge_with(str(other))
    dialog = dialog_of(window, qtbot)
    text = dialog.what.toPlainText()
    assert "Ben Hall" in text
    assert "Cook" in text
    assert "Smith" in text
    assert store.counts().people == 1
    with qtbot.waitSignal(window.session.changed):
        qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    assert store.counts().people == 2
    assert "Ben Hall" in [window.people.model.index(row, 0).data() for row in range(window.people.model.rowCount())]
    assert window.toast.isVisible()
    window.undo()
    assert store.counts().people == 1
    assert store.contact(store.contact_ids("ada")[0]).person.title == "Smith"
    assert [one.reason for one in store.backups.listed()] == ["merge"]  # type: ignore[union-attr]


def test_cancel_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    other = grown_apart(window.session.store, "elsewhere.netplus")
    window.vault.merge_with(str(other))
    dialog = dialog_of(window, qtbot)
    qtbot.mouseClick(dialog.close_, Qt.MouseButton.LeftButton)
    assert window.session.store.counts().people == 1
    assert window.session.store.undo_step is not None
    assert window.session.store.undo_step.action is r.Action.ADD_CONTACT


def test_the_same_again_is_nothing_to_merge(window: MainWindow, qtbot: QtBot) -> None:
    other = window.session.store.path.with_name("same.netplus")
    window.session.store.backup(other)
    window.vault.merge_with(str(other))
    dialog = dialog_of(window, qtbot)
    assert "nothing to merge" in dialog.words.text()
    assert dialog.merge.isHidden()


def test_a_vault_of_another_key_is_asked_for_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    stranger = throwaway_store(tmp_path)
    stranger.add_contact(r.Person("Cy Moss"))
    key = stranger.recovery_key()
    stranger.close()
    window.vault.merge_with(str(stranger.path))
    dialog = dialog_of(window, qtbot)
    qtbot.waitUntil(lambda: not dialog.key.isHidden())
    dialog.key.line.setText("not that")
    qtbot.keyClick(dialog.key.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.error_text() != "")
    assert window.session.store.counts().people == 1
    dialog.key.line.setText(key)
    qtbot.mouseClick(dialog.open_with_key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.merge.isEnabled())
    assert "no copy of this vault" in dialog.words.text()
    with qtbot.waitSignal(window.session.changed):
        qtbot.keyClick(dialog.merge, Qt.Key.Key_Space)
    assert window.session.store.counts().people == 2


def test_a_copy_that_comes_to_lie_beside_it_is_offered_and_put_away(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    beside = f"{store.path.stem} (conflicted copy 2026-11-23).netplus"
    copy = grown_apart(store, beside)
    qtbot.waitUntil(lambda: beside in window.vault.strip.text())
    qtbot.mouseClick(window.vault.strip.action_button(), Qt.MouseButton.LeftButton)
    dialog = dialog_of(window, qtbot)
    qtbot.waitUntil(lambda: dialog.merge.isEnabled())
    with qtbot.waitSignal(window.session.changed):
        qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    assert store.counts().people == 2
    assert copy.exists()
    assert "Put it" in window.vault.strip.action_button().text()
    qtbot.mouseClick(window.vault.strip.action_button(), Qt.MouseButton.LeftButton)
    assert not copy.exists()
    assert (store.backups.folder / beside).exists()  # type: ignore[union-attr]


def test_another_file_in_its_place_stops_the_writing_and_offers_both(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    arriving = grown_apart(store, "arriving")
    theirs = arriving.read_bytes()
    arriving.replace(store.path)
    assert window.session.run(store.add_contact, r.Person("Cy Moss")) is None
    assert "Another program" in window.vault.strip.text()
    assert store.path.read_bytes() == theirs
    with qtbot.waitSignal(window.reopen_requested):
        qtbot.mouseClick(window.vault.strip.action_button(), Qt.MouseButton.LeftButton)
    key = store.opened.key
    window.close()
    assert store.path.read_bytes() == theirs
    (ours,) = (path for path in store.path.parent.iterdir() if "as it was open here" in path.name)
    again = Store(open_vault(store.path, key), store.now)
    assert not again.merge_plan(ours).new_people
    again.close()


def test_a_program_that_only_looks_at_the_folder_tells_nothing(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    shutil.copy(store.path, store.path.with_name("unrelated.txt"))
    window.vault.notice.look()
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    assert window.vault.strip.isHidden()


def test_looking_at_both_opens_what_came_and_offers_what_was_open(
    qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "data" / "vault.netplus"
    made = Opening(path, passphrase="four words for me", settings=settings)
    made.begin()
    try:
        window = made.window
        assert window is not None
        window.complete()
        qtbot.waitUntil(lambda: window.session.jobs.idle)
        window.session.store.add_contact(r.Person("Ada Stone"))
        arriving = grown_apart(window.session.store, "arriving")
        window.session.store.add_contact(r.Person("Cy Moss"))
        arriving.replace(path)
        window.vault.notice.look()
        qtbot.mouseClick(window.vault.strip.action_button(), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: made.window is not None and made.window is not window)
        after = made.window
        assert after is not None
        store = after.session.store
        assert len(store.contact_ids("ben")) == 1
        qtbot.waitUntil(lambda: "as it was open here" in after.vault.strip.text())
        qtbot.mouseClick(after.vault.strip.action_button(), Qt.MouseButton.LeftButton)
        dialog = dialog_of(after, qtbot)
        qtbot.waitUntil(lambda: dialog.merge.isEnabled())
        with qtbot.waitSignal(after.session.changed):
            qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
        assert sorted(row.name for row in store.contact_rows(list(store.contact_ids()))) == [
            "Ada Stone",
            "Ben Hall",
            "Cy Moss",
        ]
        qtbot.waitUntil(lambda: after.session.jobs.idle)
    finally:
        if made.window is not None:
            made.window.close()
            made.window.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="whether a program still runs is not asked there")
def test_what_a_program_left_that_was_killed_while_comparing_is_gone_at_the_next_start(
    kept: Store, settings: Settings, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    other = grown_apart(kept, "other.netplus")
    program = (
        "import sys, os, pathlib\n"
        "from netplus_desktop.store import keychain, merging\n"
        "key = keychain.from_recovery_key(sys.argv[2])\n"
        "with merging._opened_copy(pathlib.Path(sys.argv[1]), None, key):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    words = [sys.executable, "-c", program, str(other), kept.recovery_key()]
    subprocess.run(words, env=os.environ | {"TMPDIR": str(place)}, check=False)
    assert [folder.name.startswith("netplus-merge-") for folder in place.iterdir()] == [True]
    other.unlink()
    window = open_window(kept, settings)
    window.complete()
    window.vault.notice.look()
    qtbot.waitUntil(lambda: not list(place.glob("netplus-merge-*")))
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    window.close()
    window.deleteLater()
