"""From a target list to an approach: forty employers, who is known at the first and through whom; one short letter,
logged as asked; then the clocks, and one reminder.

Walked twice: by keyboard alone, and by mouse alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.employers import WHOLE_LIST, Order
from netplus_desktop.core.records import Contact, DraftKind, EventKind, Person, Point, PointKind, StepKind
from netplus_desktop.documents.letters import word_count
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui.employers.sheet import EmployersSheet
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # three business days on
NEXT_WEDNESDAY = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)  # seven: a week end lies between
LATER = datetime(2026, 12, 11, 8, 0, tzinfo=UTC)  # seven more
EMPLOYERS = ["Calder Clinics", "Atlas Works", *(f"Employer {number}" for number in range(3, 40)), "Northline"]
PURPOSE = "How clinics decide which research to pay for"


class Time:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def place(tmp_path: Path, time: Time) -> Iterator[Store]:
    """A vault with two people at one employer, one of them through a friend."""
    store = throwaway_store(tmp_path, clock=time)
    amara = Person(
        "Amara Okafor",
        given="Amara",
        organisation="Northline",
        points=(Point(PointKind.EMAIL, "amara@northline.example"),),
        introduced_by="Hugo Berg",
    )
    store.add_contact(amara)
    store.add_contact(Person("Luis Ortega", given="Luis", organisation="Northline"))
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, place: Store, settings: Settings) -> Iterator[MainWindow]:
    settings.signature = "Nell Sawyer"
    made = open_window(place, settings)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isActiveWindow())
    yield made
    made.close()
    made.deleteLater()


def write(text: str) -> None:
    """Type into what has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def pick(box: QComboBox, place: int) -> None:
    """Click a box open, and choose one of its lines; a click there at once is taken for the end of the first one."""
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    view = box.view()
    assert view.isVisible()
    view.setCurrentIndex(view.model().index(place, 0))  # as the pointer does that passes over it
    QTest.keyClick(view, Qt.Key.Key_Return)


class Keyboard:
    """Reaches everything with keys alone."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def choose(self, button: QWidget) -> None:
        for _ in range(120):
            if QApplication.focusWidget() is button:
                self.press(Qt.Key.Key_Space)
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not reach {button.accessibleName() or button}")

    def find(self, name: str) -> None:
        self.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        write(name)
        self.press(Qt.Key.Key_Return)

    def plan(self) -> PlanDialog:
        self.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        return opened_dialog(self)

    def approach(self) -> None:
        self.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)

    def employers(self) -> None:
        self.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)

    def paste(self, sheet: EmployersSheet) -> None:
        assert sheet.name.hasFocus()
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def select(self, sheet: EmployersSheet, name: str) -> None:
        """Reach the list, and the name by its first letters."""
        for _ in range(40):
            if QApplication.focusWidget() is sheet.tree:
                break
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Home)
        for _ in range(sheet.tree.topLevelItemCount()):
            if sheet.tree.currentItem().text(0) == name:
                return
            self.press(Qt.Key.Key_Down)
        pytest.fail(f"the arrows do not reach {name}")

    def rate(self, sheet: EmployersSheet, name: str, motivation: int) -> None:
        self.select(sheet, name)
        self.press(Qt.Key(Qt.Key.Key_0 + motivation))

    def sort(self, sheet: EmployersSheet, order: Order) -> None:
        self.focus(sheet.order)
        self.press(Qt.Key.Key_Home)
        for _ in range(list(Order).index(order)):
            self.press(Qt.Key.Key_Down)

    def focus(self, widget: QWidget) -> None:
        for _ in range(120):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not reach {widget.accessibleName() or widget}")

    def today(self) -> None:
        self.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


class Mouse:
    """Reaches everything with clicks; only text is typed."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def choose(self, button: QWidget) -> None:
        assert button.isVisible() and button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())

    def find(self, name: str) -> None:
        view, model = self.window.people.view, self.window.people.model
        (row,) = [row for row in range(model.rowCount()) if model.index(row).data() == name]
        where = view.visualRect(model.index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def plan(self) -> PlanDialog:
        self.choose(self.window.conversation.person.interview_page.invitation.plan)
        dialog = opened_dialog(self)
        self.choose(dialog.fields.purpose)
        return dialog

    def approach(self) -> None:
        self.choose(self.window.conversation.person.interview_page.approach.write)

    def employers(self) -> None:
        bar = self.window.menuBar()
        title = next(action for action in bar.actions() if action.text().replace("&", "") == "View")
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(title).center())
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        where = menu.actionGeometry(self.window.actions_.employers).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=where)

    def paste(self, sheet: EmployersSheet) -> None:
        self.choose(sheet.paste)

    def select(self, sheet: EmployersSheet, name: str) -> None:
        item = sheet.tree.findItems(name, Qt.MatchFlag.MatchExactly)[0]
        sheet.tree.scrollToItem(item)
        where = sheet.tree.visualItemRect(item).center()
        QTest.mouseClick(sheet.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def rate(self, sheet: EmployersSheet, name: str, motivation: int) -> None:
        self.select(sheet, name)
        pick(sheet.detail.motivation, motivation)

    def sort(self, sheet: EmployersSheet, order: Order) -> None:
        pick(sheet.order, list(Order).index(order))

    def today(self) -> None:
        self.choose(self.window.people.today)


Hand = Keyboard | Mouse


@pytest.fixture(params=[Keyboard, Mouse])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    made: Hand = request.param(window, qtbot)
    return made


def opened_dialog(hand: Hand) -> PlanDialog:
    dialog = hand.window.findChild(PlanDialog)
    assert dialog is not None
    hand.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def person(window: MainWindow, name: str) -> Contact:
    store = window.session.store
    (found,) = [contact for contact in map(store.contact, (1, 2)) if contact.person.name == name]
    return found


def ask(window: MainWindow, hand: Hand, name: str, purpose: str) -> None:
    """Plan a talk with somebody, write to them and say that the letter went out."""
    hand.find(name)
    dialog = hand.plan()
    write(purpose)
    hand.choose(dialog.plan_button)
    window.activateWindow()  # the offscreen platform does not give it back
    hand.qtbot.waitUntil(window.isActiveWindow)
    hand.approach()
    letter = window.conversation.person.interview_page.approach.letter
    assert letter is not None and letter.isVisible()
    if letter.composer.gaps():
        letter.composer.go_to_gap()
        write("We met at the data evening")
    hand.choose(letter.composer.copy_button)
    hand.choose(letter.composer.sent_bar.yes)


def aim(window: MainWindow, hand: Hand) -> None:
    """Enter forty employers, say which draw one most and where a post is open, and go to who is known at the first."""
    store = window.session.store
    QApplication.clipboard().setText("\n".join(EMPLOYERS))
    hand.employers()
    (sheet,) = window.findChildren(EmployersSheet)
    hand.qtbot.waitUntil(sheet.isActiveWindow)
    hand.paste(sheet)
    assert len(store.employers()) == len(EMPLOYERS) == WHOLE_LIST
    for name, motivation in (("Northline", 5), ("Atlas Works", 5), ("Calder Clinics", 4), ("Employer 30", 3)):
        hand.rate(sheet, name, motivation)
    hand.select(sheet, "Northline")
    hand.choose(sheet.detail.posting)
    write("Analyst, research")
    QTest.keyClick(sheet.detail.posting, Qt.Key.Key_Return)

    def top() -> list[str]:
        return [item.text(0) for place in range(5) if (item := sheet.tree.topLevelItem(place)) is not None]

    hand.qtbot.waitUntil(lambda: sheet.tree.topLevelItem(0).text(4) != "")
    assert top() == ["Northline", "Atlas Works", "Calder Clinics", "Employer 30", "Employer 3"]
    first = sheet.tree.topLevelItem(0)
    assert [first.text(column) for column in range(5)] == [
        "Northline", "5", "Analyst, research", "Amara Okafor and 1 more", "Hugo Berg"
    ]  # fmt: skip
    hand.sort(sheet, Order.POSTING)
    assert top()[0] == "Northline"
    hand.select(sheet, "Northline")
    amara, luis = sheet.detail.people()
    hand.qtbot.waitUntil(amara.go.isVisible)
    assert (amara.go.whole_text(), luis.go.whole_text()) == ("Amara Okafor", "Luis Ortega")
    assert "through Hugo Berg" in amara.about.text() and luis.about.text() == "no contact yet"
    hand.choose(amara.go)
    assert window.conversation.current_contact() == person(window, "Amara Okafor").id
    window.activateWindow()  # the offscreen platform does not give it back
    hand.qtbot.waitUntil(window.isActiveWindow)


def come(window: MainWindow, time: Time, to: datetime) -> None:
    """It is later."""
    time.now = to
    window.session.refresh_clocks()


def test_from_a_target_to_an_approach(window: MainWindow, hand: Hand, time: Time, place: Store) -> None:
    section = window.conversation.person.interview_page.approach
    aim(window, hand)

    # One letter of under a hundred words: link first, purpose, twenty minutes. It is copied, and logged as asked.
    ask(window, hand, "Amara Okafor", PURPOSE)
    body = QGuiApplication.clipboard().text()
    assert word_count(body) <= 100
    parts = [body.index(part) for part in ("Hugo Berg led me to you.", PURPOSE, "20 minutes", "Nell Sawyer")]
    assert parts == sorted(parts)
    (draft,) = person(window, "Amara Okafor").drafts
    assert (draft.kind, draft.body, draft.sent) == (DraftKind.APPROACH, body, MONDAY)
    step = person(window, "Amara Okafor").next_step
    assert step is not None and step.kind is StepKind.ASK_ANOTHER
    assert step.due.date() == THURSDAY.date()
    assert section.heading.aside() == "asked today"

    # Three business days later somebody else there is proposed, and asked.
    come(window, time, THURSDAY)
    hand.today()
    (line,) = [row for row in window.conversation.today.lines if "Amara" in row.go.whole_text()]
    hand.choose(line.go)
    assert "You could ask somebody else there, too" in section.text.text()
    (luis,) = section.others()
    assert luis.whole_text() == "Luis Ortega"
    hand.choose(luis)
    assert window.conversation.current_contact() == person(window, "Luis Ortega").id
    ask(window, hand, "Luis Ortega", "What changed in the last two years")

    # At seven, over the week end, one reminder to the first.
    step = person(window, "Amara Okafor").next_step
    assert step is not None and (step.kind, step.due.date()) == (StepKind.NUDGE, NEXT_WEDNESDAY.date())
    come(window, time, NEXT_WEDNESDAY)
    hand.find("Amara Okafor")
    assert "One friendly reminder is fine" in section.text.text()
    hand.approach()
    assert section.letter is not None
    hand.choose(section.letter.composer.copy_button)
    assert "I wrote to you on Monday, 23 November" in QGuiApplication.clipboard().text()
    hand.choose(section.letter.composer.sent_bar.yes)
    assert section.write.isHidden()  # one is enough

    # After it, the talk may rest.
    step = person(window, "Amara Okafor").next_step
    assert step is not None and (step.kind, step.due.date()) == (StepKind.PARK, LATER.date())
    come(window, time, LATER)
    hand.today()
    (line,) = [row for row in window.conversation.today.lines if "Amara" in row.go.whole_text()]
    hand.choose(line.go)
    assert "you could let it rest" in section.text.text()
    hand.choose(section.rest)
    assert section.isHidden()
    found = person(window, "Amara Okafor")
    assert found.next_step is None
    assert {event.kind: event.at for event in found.interviews[0].events} == {
        EventKind.REQUESTED: MONDAY,
        EventKind.ASKED_ANOTHER: THURSDAY,
        EventKind.NUDGED: NEXT_WEDNESDAY,
        EventKind.PARKED: LATER,
    }
    assert [draft.kind for draft in found.drafts if draft.sent] == [DraftKind.APPROACH, DraftKind.NUDGE]
    assert "at rest" in window.conversation.person.interview_page.strip.accessibleDescription()
    assert place.check() == []
