"""The Today list by keyboard and by mouse: two things are done on it, three put off, and each comes back on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Direction, EventKind, HeardKind, InterviewPlan, Kind, Person, Tier
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.today.rows import TodayRow
from tests.store.conftest import HandClock


def add(store: Store, name: str) -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: HandClock) -> Iterator[MainWindow]:
    """The window on a Monday: a thank-you and two promises wait, contact with two people cools, and in thirty days four
    people beside Priya were asked for a talk while nothing was given."""
    store = throwaway_store(tmp_path, clock)
    talk = store.plan_interview(add(store, "Priya Raman"), InterviewPlan(starts=datetime(2026, 11, 20, 10, 0)))
    store.save_notes(talk.new_id(Kind.INTERVIEW), "Loves diary studies")
    for name, day in (("Ann Lee", 21), ("Bo Moss", 23)):
        store.add_heard(add(store, name), HeardKind.PROMISE, "Send the survey", due=date(2026, 11, day))
    for name, tier, days in (("Cy Cool", Tier.INNER, 31), ("Di Dormant", Tier.STEADY, 200)):
        one = add(store, name)
        store.set_tier([one], tier)
        store.record_share(one, Direction.THEY_SHARED, "A word", date(2026, 11, 23) - timedelta(days=days))
    for number in range(4):
        asked = store.plan_interview(add(store, f"Asked {number}"), InterviewPlan()).new_id(Kind.INTERVIEW)
        store.record_event(asked, EventKind.REQUESTED, clock() - timedelta(days=10 + number))
        store.record_event(asked, EventKind.DECLINED, clock() - timedelta(days=2))
    window = open_window(store, Settings())
    window.resize(1280, 900)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


class Keyboard:
    """Reaches everything with keys alone."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def today(self) -> None:
        QTest.keyClick(
            self.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        QTest.keyClick(self.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    def choose(self, button: QWidget) -> None:
        for _ in range(200):
            if QApplication.focusWidget() is button:
                QTest.keyClick(button, Qt.Key.Key_Space)
                return
            QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not reach {button.accessibleName() or button}")

    def put_off(self, row: TodayRow, days: int) -> None:
        key = {1: Qt.Key.Key_1, 7: Qt.Key.Key_7, 30: Qt.Key.Key_0}[days]
        QTimer.singleShot(0, row, lambda: QTest.keyClick(row.menu, key))  # the menu waits for its answer
        self.choose(row.later)


class Mouse:
    """Reaches everything with clicks."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def today(self) -> None:
        self.choose(self.window.people.today)

    def choose(self, button: QWidget) -> None:
        assert button.isVisible() and button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())

    def put_off(self, row: TodayRow, days: int) -> None:
        action = next(one for one in row.menu.actions() if one.data() == days)

        def click() -> None:
            QTest.mouseClick(row.menu, Qt.MouseButton.LeftButton, pos=row.menu.actionGeometry(action).center())

        QTimer.singleShot(0, row, click)
        self.choose(row.later)


def line(window: MainWindow, name: str) -> TodayRow:
    return next(row for row in window.conversation.today.lines if name in row.go.accessibleName())


@pytest.mark.parametrize("way", [Keyboard, Mouse])
def test_two_things_are_done_and_three_put_off_and_come_back(
    desk: MainWindow, clock: HandClock, qtbot: QtBot, way: type[Keyboard | Mouse]
) -> None:
    hand, page, store = way(desk), desk.conversation.today, desk.session.store
    hand.today()
    assert page.texts() == [
        "Thank Priya Raman, due Sat 21 Nov 10:20",
        "Keep your promise to Ann Lee, due Sat 21 Nov",
        "Keep your promise to Bo Moss, due today",
        "Be in touch with Cy Cool, last contact 31 days ago",
        "Write Di Dormant a note after a long while, last contact 7 May 2026",
    ]
    assert [part.heading.text() for part in page.parts if part.isVisible()] == ["Waiting", "Today", "Cooling"]
    qtbot.waitUntil(lambda: len(page.signals.texts()) == 1)
    assert page.signals.texts()[0].startswith("You asked for something 5 times in the last 30 days.")

    # two things are done without leaving the page
    hand.choose(line(desk, "Priya").finish)
    hand.choose(line(desk, "Di Dormant").finish)
    assert desk.conversation.current_contact() is None
    # three are put off
    for name, days in (("Ann", 1), ("Bo", 7), ("Cy", 30)):
        hand.put_off(line(desk, name), days)
        qtbot.waitUntil(lambda gone=name: not any(gone in text for text in page.texts()))  # type: ignore[misc]
        desk.activateWindow()  # this window system does not give it the focus back from the menu
        qtbot.waitUntil(desk.isActiveWindow)
    assert page.texts() == []

    # what is in the vault
    (priya,), (dormant,) = (store.find_contacts(name) for name in ("Priya", "Di"))
    (talk,) = store.contact(priya.id).interviews
    assert talk.event(EventKind.THANKED) == clock()
    assert store.contact(dormant.id).last_contact == date(2026, 11, 23)
    back = []
    for _ in range(31):
        clock.go(days=1)
        names = [one.contact.name for one in (*store.today(), *store.cooling())]
        back += [(clock.at.day, name) for name in names if name not in {told for _, told in back}]
    assert back == [(24, "Ann Lee"), (30, "Bo Moss"), (23, "Cy Cool")]
    assert store.check() == []
