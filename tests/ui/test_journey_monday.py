"""The Monday review with a counsellor: what Today shows, a plain sentence on asking and giving, two things done, three
put off, and the week that ended on one page, each of its numbers opened.

Walked twice: by keyboard alone, and by mouse alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Direction, EventKind, InterviewPlan, Kind, Person, Tier
from netplus_desktop.core.review import Figure
from netplus_desktop.core.signals import SignalKind
from netplus_desktop.store.store import Store
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.review.sheet import ReviewSheet
from netplus_desktop.ui.today.rows import TodayRow
from netplus_desktop.ui.today.signal_rows import SignalRows

ASKED_BEFORE = datetime(2026, 11, 11, 9, 0, tzinfo=UTC)
ASKED_LAST_WEEK = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
MET = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)  # a Saturday: the thank-you was due on Sunday
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def back(window: MainWindow, qtbot: QtBot) -> None:
    """The window is in front again: the offscreen platform does not see to it."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


class Keyboard:
    """Reaches everything with keys alone."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def today(self) -> None:
        self.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)

    def choose(self, button: QWidget) -> None:
        for _ in range(200):
            if QApplication.focusWidget() is button:
                self.press(Qt.Key.Key_Space)
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not reach {button.accessibleName() or button}")

    def pick(self, menu: QMenu, action: QAction) -> None:
        menu.popup(self.window.mapToGlobal(self.window.rect().center()))  # as Space does, which waits for the answer
        letter = action.text()[action.text().index("&") + 1]
        self.qtbot.keyClick(menu, letter)
        back(self.window, self.qtbot)

    def review(self) -> None:
        self.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)

    def open_number(self, sheet: ReviewSheet, figure: int) -> None:
        assert sheet.tree.hasFocus()
        self.press(Qt.Key.Key_Home)
        while sheet.tree.indexOfTopLevelItem(sheet.tree.currentItem()) != figure:
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)


class Mouse:
    """Reaches everything with clicks."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def today(self) -> None:
        self.choose(self.window.people.today)

    def choose(self, button: QWidget) -> None:
        assert button.isVisible() and button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())

    def pick(self, menu: QMenu, action: QAction) -> None:
        menu.popup(self.window.mapToGlobal(self.window.rect().center()))
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    def review(self) -> None:
        bar = self.window.menuBar()
        title = next(action for action in bar.actions() if action.text().replace("&", "") == "View")
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(title).center())
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        where = menu.actionGeometry(self.window.actions_.review).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=where)

    def open_number(self, sheet: ReviewSheet, figure: int) -> None:
        item = sheet.tree.topLevelItem(figure)
        where = sheet.tree.visualRect(sheet.tree.indexFromItem(item, 1)).center()
        QTest.mouseClick(sheet.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)


Hand = Keyboard | Mouse


@pytest.fixture(params=[Keyboard, Mouse])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    back(window, qtbot)
    made: Hand = request.param(window, qtbot)
    return made


def add(store: Store, name: str, tier: Tier = Tier.NONE) -> int:
    who = store.add_contact(Person(name)).new_id(Kind.CONTACT)
    if tier is not Tier.NONE:
        store.set_tier([who], tier)
    return who


def network(window: MainWindow) -> dict[str, int]:
    """Five people asked for a talk, one of them met; one with whom contact cools, and one of long ago."""
    store = window.session.store
    found = {}
    for name in ("Amara", "Ben", "Chloe", "Dan", "Eve"):
        found[name] = add(store, name)
        talk = store.plan_interview(found[name], InterviewPlan(purpose=f"what {name} knows")).new_id(Kind.INTERVIEW)
        early = name in ("Amara", "Ben", "Chloe")
        store.record_event(talk, EventKind.REQUESTED, ASKED_BEFORE if early else ASKED_LAST_WEEK)
        if name == "Amara":
            store.record_event(talk, EventKind.ACCEPTED, ASKED_LAST_WEEK)
            store.record_event(talk, EventKind.HELD, MET)
            store.save_notes(talk, "A good hour")
    for name, tier, ago in (("Fay", Tier.INNER, 40), ("Gus", Tier.LIGHT, 400)):
        found[name] = add(store, name, tier)
        then = store.now().date() - timedelta(days=ago)
        store.record_share(found[name], Direction.THEY_SHARED, "an article", then)
    window.session.refresh_clocks()
    window.session.run(store.tag_contacts, list(found.values()), add=["search"])  # the window hears of all of it
    return found


def line(window: MainWindow, name: str) -> TodayRow:
    (row,) = [row for row in window.conversation.today.lines if name in row.go.whole_text()]
    return row


def shown(window: MainWindow) -> set[str]:
    return {row.go.whole_text() for row in window.conversation.today.lines}


def opened(window: MainWindow, qtbot: QtBot, kind: type[QWidget], press: Callable[[], None]) -> QWidget:
    press()
    made = window.findChildren(kind)[-1]
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_monday_from_what_waits_to_the_page_of_the_week(
    window: MainWindow, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    people, store, today = network(window), window.session.store, window.conversation.today
    hand.today()

    # Today shows the late thanks, who was asked and did not answer, with whom contact cools, and a tie of long ago.
    assert shown(window) == {
        "Thank Amara",
        "Remind Ben once, when you're ready",
        "Remind Chloe once, when you're ready",
        "No reply from Dan yet: ask somebody else there, too",
        "No reply from Eve yet: ask somebody else there, too",
        "Be in touch with Fay",
        "Write Gus a note after a long while",
    }

    # A plain sentence says how asking and giving went; its number opens its rows; it can be switched off.
    qtbot.waitUntil(lambda: bool(today.signals.cards))
    (card,) = today.signals.cards
    assert card.told.text().startswith("You asked for something 5 times in the last 30 days.")
    rows = opened(window, qtbot, SignalRows, lambda: hand.choose(card.rows))
    rows.close()
    back(window, qtbot)
    hand.pick(card.more.menu(), card.off)
    qtbot.waitUntil(lambda: today.signals.isHidden())

    # Two are done where they stand, three are put off.
    hand.choose(line(window, "Amara").finish)
    hand.choose(line(window, "Fay").finish)
    for name, place in (("Ben", 0), ("Dan", 1), ("Gus", 3)):
        row = line(window, name)
        hand.pick(row.menu, row.menu.actions()[place])
    left = {"Remind Chloe once, when you're ready", "No reply from Eve yet: ask somebody else there, too"}
    qtbot.waitUntil(lambda: shown(window) == left)

    # The week that ended: each number opens its rows.
    sheet = opened(window, qtbot, ReviewSheet, hand.review)
    assert isinstance(sheet, ReviewSheet)
    numbers, behind = {}, {}
    for place, figure in enumerate(Figure):
        item = sheet.tree.topLevelItem(place)
        numbers[figure] = int(item.text(1))
        if numbers[figure]:
            hand.open_number(sheet, place)
            assert item.isExpanded()
            behind[figure] = [item.child(row).text(0) for row in range(item.childCount())]
    assert {figure: number for figure, number in numbers.items() if number} == {
        Figure.APPROACHED: 2,
        Figure.REPLIED: 1,
        Figure.MET: 1,
    }
    assert behind == {Figure.APPROACHED: ["Dan", "Eve"], Figure.REPLIED: ["Amara"], Figure.MET: ["Amara"]}

    # It goes onto one page.
    (save,) = [one for one in sheet.findChildren(QWidget) if one.property("way") == "pdf"]
    with qtbot.waitSignal(window.sheets.saved):
        hand.choose(save)
        qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(QFileDialog)))
        dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
        dialog.fileSelected.emit(str(tmp_path / "week.pdf"))
        dialog.reject()
    document = (tmp_path / "week.pdf").read_bytes()
    assert document.startswith(b"%PDF") and document.count(b"/Type /Page\n") == 1
    sheet.reject()

    # What is in the vault: thanked, in touch, put off, and the sentence switched off.
    now = store.now()
    assert store.contact(people["Amara"]).interviews[0].event(EventKind.THANKED) == now
    assert store.contact(people["Fay"]).last_contact == now.date()
    put_off = {row.contact.name for row in store.today(limit=20)}
    assert put_off == {"Chloe", "Eve"}
    assert SignalKind.TAKING not in {one.kind for one in store.signals()}
    assert store.review(now.date(), now.date()).count(Figure.GIVEN) == 1  # the thank-you
    assert store.review(MONDAY, SUNDAY).count(Figure.APPROACHED) == 2
    assert store.check() == []
