"""Notes that are typed without a pause outlive the program: no more than the last second of them is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import InterviewPlan, Kind, Person
from netplus_desktop.store import vault
from netplus_desktop.ui.interview.notes import LONGEST_UNSAVED
from netplus_desktop.ui.main_window import open_window
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault import drafts

from . import driver, notetaker, trial

GRACE = 1.0
"""Seconds that a computer with much else to do may need to write."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A vault with one conversation."""
    driver.place(tmp_path).parent.mkdir(parents=True)
    vault.create(driver.place(tmp_path), driver.KEY)
    with driver.opened(tmp_path) as store:
        who = store.add_contact(Person("Priya Raman")).new_id(Kind.CONTACT)
        store.plan_interview(who, InterviewPlan())
    yield tmp_path


@pytest.mark.parametrize("lasts", [1.4, 2.3, 3.7])
def test_a_killed_program_keeps_the_notes_but_for_the_last_second(folder: Path, lasts: float, qtbot: QtBot) -> None:
    journal = folder / "journal"
    command = [sys.executable, "-m", "survival.notetaker", str(folder), str(journal)]
    with subprocess.Popen(command, cwd=trial.TESTS, env=trial.surroundings()) as typing:
        qtbot.waitUntil(lambda: journal.exists() and journal.stat().st_size > 0)
        qtbot.waitUntil(lambda: time.monotonic() - _typed(journal)[0] > lasts)
        typing.kill()
        killed = time.monotonic()
    instants = _typed(journal)
    long_ago = sum(instant < killed - LONGEST_UNSAVED / 1000 - GRACE for instant in instants)
    typed = notetaker.TEXT[: len(instants) + 1]
    with driver.opened(folder) as store:
        (who,) = store.contact_ids()
        (talk,) = store.contact(who).interviews
        assert typed.startswith(talk.notes)
        assert len(talk.notes) >= long_ago
        finished = talk.notes.split("\n")[:-1]
        assert [need.text for need in store.contact(who).heard] == [line.removeprefix("n ") for line in finished]
        window = open_window(store, Settings())
        window.show()
        drafts.put_back(window, store.take_aside())
        assert window.listening.room is not None
        assert window.listening.room.view.notes.edit.toPlainText() == talk.notes
        window.close()
        window.deleteLater()


def _typed(journal: Path) -> list[float]:
    """When each letter was typed."""
    written = journal.read_bytes()
    whole = len(written) - len(written) % notetaker.INSTANT.size
    return [instant for (instant,) in notetaker.INSTANT.iter_unpack(written[:whole])]
