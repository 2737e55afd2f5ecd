"""Notices on the desktop while the program runs: none unless wanted, without names unless allowed, each step once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from netplus_desktop.core.records import InterviewPlan, Kind, Person
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.ui.dialogs.preferences import PreferencesDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.notices import Notices
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Settings
from tests.conftest import HandClock


class Desktop:
    """A morning at 9:00 with a meeting at 14:00 and a thank-you due at 10:20; `told` is what came up."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        store = throwaway_store(folder, self.clock)
        for name, starts in (("Priya Raman", datetime(2026, 11, 23, 14)), ("Björn Kvist", datetime(2026, 11, 22, 10))):
            one = store.add_contact(Person(name)).new_id(Kind.CONTACT)
            talk = store.plan_interview(one, InterviewPlan(starts=starts)).new_id(Kind.INTERVIEW)
            store.save_notes(talk, "Plays chess")
        self.session = Session(store, Settings())
        self.told: list[str] = []
        self.notices = Notices(self.session)
        self.notices.noticed.connect(self.told.append)

    def look(self, hour: int, minute: int = 0, day: int = 23) -> list[str]:
        """What comes up at that time."""
        self.told.clear()
        self.clock.at = self.clock.at.replace(day=day, hour=hour, minute=minute)
        self.session.refresh_clocks()
        self.notices.look()
        return list(self.told)


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    made.session.close()


def test_by_default_nothing_is_told_and_nobody_named() -> None:
    assert not Settings().notices and not Settings().notices_named


def test_a_step_is_told_once_when_it_comes_to_be_due_and_names_nobody(desktop: Desktop) -> None:
    desktop.session.settings.notices = True
    assert desktop.look(10, 19) == []
    assert desktop.look(10, 20) == ["1 step is due."]
    assert desktop.look(10, 21) == []
    assert desktop.look(13, 44) == []
    assert desktop.look(13, 45) == ["A meeting begins at 14:00."]
    assert desktop.look(13, 46) == []


def test_what_is_due_when_it_begins_stands_on_the_page_alone(desktop: Desktop) -> None:
    desktop.clock.at = desktop.clock.at.replace(hour=11)
    desktop.session.settings.notices = True
    assert desktop.told == []
    assert desktop.look(11, 1) == []


def test_with_leave_it_is_said_whom_it_is_about(desktop: Desktop) -> None:
    desktop.session.settings.notices = True
    desktop.session.settings.notices_named = True
    assert desktop.look(10, 30) == ["Thank Björn Kvist, due today 10:20"]
    assert desktop.look(13, 50) == ["Meet Priya Raman, today 14:00"]


def test_what_was_undone_or_put_off_is_no_news_a_second_time(desktop: Desktop) -> None:
    desktop.session.settings.notices = True
    assert desktop.look(10, 30) == ["1 step is due."]
    store = desktop.session.store
    desktop.session.run(store.put_off, store.today()[0], 1)
    assert desktop.look(10, 31) == []
    desktop.session.undo()
    assert desktop.look(10, 32) == []


def test_of_several_it_is_said_how_many(desktop: Desktop) -> None:
    desktop.session.settings.notices = True
    assert desktop.look(15, day=24) == ["2 steps are due."]


def test_closing_the_window_keeps_when_that_was(desktop: Desktop) -> None:
    desktop.session.stop()
    assert datetime.fromisoformat(desktop.session.settings.last_seen) == desktop.clock.at


def test_where_the_desktop_shows_no_icons_the_preferences_say_so(qapp: QApplication) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable(), "the tests' window system has no such place"
    dialog = PreferencesDialog(Settings())
    assert not dialog.notices.isEnabled() and not dialog.notices_named.isEnabled()
    assert "no place" in dialog.notices.toolTip()
    dialog.close()


def test_the_window_runs_with_notices_on_where_there_is_no_place_for_them(window: MainWindow) -> None:
    window.session.settings.notices = True
    window.tray.notices.noticed.emit("1 step is due.")
    window.session.settings.notices = False
