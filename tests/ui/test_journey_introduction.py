"""An introduction done right, both ways: two are asked in turn, brought together, heard of again; and whoever
introduced me to somebody is thanked at once, told of a silence, and thanked after the meeting.

Walked twice: by keyboard alone, and by mouse alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.introductions import IntroductionState, state_of
from netplus_desktop.core.records import (
    Contact,
    DraftKind,
    EventKind,
    InterviewPlan,
    Introduction,
    IntroductionKind,
    Kind,
    Person,
    Point,
    PointKind,
)
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui.interview.composing import Composer
from netplus_desktop.ui.introductions.begin import IntroduceDialog
from netplus_desktop.ui.introductions.sheet import IntroductionSheet
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings

K = IntroductionKind
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


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
    """A vault with two people who should meet, and two who know others."""
    store = throwaway_store(tmp_path, clock=time)
    for name, employer in (
        ("Amara Okafor", "Northline"),
        ("Hugo Berg", "Kite"),
        ("Cleo Brandt", ""),
        ("Elif Kaya", ""),
    ):
        mail = Point(PointKind.EMAIL, f"{name.split()[0].lower()}@example.org")
        store.add_contact(Person(name, given=name.split()[0], organisation=employer, points=(mail,)))
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
        self.go_to(button)
        self.press(Qt.Key.Key_Space)

    def go_to(self, field: QWidget) -> None:
        for _ in range(120):
            if QApplication.focusWidget() is field:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not reach {field.accessibleName() or field}")

    def tick(self, button: QWidget) -> None:
        for _ in range(120):
            if QApplication.focusWidget() is button:
                self.press(Qt.Key.Key_Space)
                return
            self.press(Qt.Key.Key_Backtab)
        pytest.fail("Shift+Tab does not reach the choice")

    def find(self, name: str) -> None:
        self.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        QApplication.focusWidget().selectAll()  # type: ignore[union-attr,attr-defined]
        write(name)
        self.press(Qt.Key.Key_Return)

    def introduction(self) -> None:
        self.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)

    def today(self) -> None:
        self.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


class Mouse:
    """Reaches everything with clicks; only text is typed."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def choose(self, button: QWidget) -> None:
        assert button.isVisible() and button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())

    go_to = choose
    tick = choose

    def find(self, name: str) -> None:
        view, model = self.window.people.view, self.window.people.model
        (row,) = [row for row in range(model.rowCount()) if model.index(row).data() == name]
        where = view.visualRect(model.index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def introduction(self) -> None:
        bar, wanted = self.window.menuBar(), self.window.actions_.bring_together
        (title, menu) = next((m.menuAction(), m) for m in menus(self.window) if wanted in m.actions())
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(title).center())
        self.qtbot.waitUntil(menu.isVisible)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(wanted).center())

    def today(self) -> None:
        self.choose(self.window.people.today)


Hand = Keyboard | Mouse


def menus(window: MainWindow) -> list[QMenu]:
    def menu_of(action: QAction) -> QMenu:
        found = action.menu()
        assert isinstance(found, QMenu)
        return found

    return [menu_of(action) for action in window.menuBar().actions()]


@pytest.fixture(params=[Keyboard, Mouse])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    made: Hand = request.param(window, qtbot)
    return made


def dialog(hand: Hand) -> IntroduceDialog:
    """The command's dialog, with the place for a name focused."""
    hand.introduction()
    (found,) = [one for one in hand.window.findChildren(IntroduceDialog) if one.isVisible()]
    hand.qtbot.waitUntil(found.isActiveWindow)
    return found


def sheet(hand: Hand) -> IntroductionSheet:
    (found,) = [one for one in hand.window.findChildren(IntroductionSheet) if one.isVisible()]
    hand.qtbot.waitUntil(found.isActiveWindow)
    return found


def back(hand: Hand) -> None:
    """The window in front again: the offscreen platform does not give it back."""
    hand.window.activateWindow()
    hand.qtbot.waitUntil(hand.window.isActiveWindow)


def send(hand: Hand, composer: Composer, gap: str = "") -> str:
    """Fill the one gap there may be, copy the letter, and say that it went out."""
    if gap:
        composer.go_to_gap()
        write(gap)
    hand.choose(composer.copy_button)
    hand.choose(composer.sent_bar.yes)
    return QGuiApplication.clipboard().text()


def contact(window: MainWindow, name: str) -> Contact:
    store = window.session.store
    (ref,) = store.find_contacts(name)
    return store.contact(ref.id)


def introduction(window: MainWindow) -> Introduction:
    (only,) = contact(window, "Amara Okafor").introductions
    return only


def come(window: MainWindow, time: Time, days: int) -> None:
    """It is some days after that Monday."""
    time.now = MONDAY + timedelta(days=days)
    window.session.refresh_clocks()


def test_two_people_are_brought_together(window: MainWindow, hand: Hand, time: Time, place: Store) -> None:
    section = window.conversation.person.interview_page.introductions

    # The idea, with the reason that both will read.
    hand.find("Amara Okafor")
    begin = dialog(hand)
    write("Hugo Berg")
    hand.go_to(begin.reason)
    write("both of you look for patients early")
    hand.choose(begin.keep)
    open_sheet = sheet(hand)
    assert set(open_sheet.acts) == {K.FIRST_ASKED, K.FIRST_AGREES}, "nobody can be introduced yet"
    with pytest.raises(UserError, match="introduction-two-yeses"):
        place.record_introduction(introduction(window).id, K.INTRODUCED, time.now)

    # Amara is asked, and hears who Hugo is.
    hand.go_to(open_sheet.second_blurb)
    write("ran three panels")
    hand.go_to(open_sheet.first_blurb)
    write("leads the trials")
    hand.go_to(open_sheet.composer.body)
    asked = send(hand, open_sheet.composer)
    assert asked.startswith("Dear Amara,") and "Hugo Berg at Kite" in asked and "ran three panels" in asked
    assert state_of(introduction(window)) is IntroductionState.FIRST_ASKED
    assert open_sheet.letter_card.isHidden(), "Hugo is not written to before Amara has answered"

    # On Wednesday Amara says yes, and Hugo is asked with the blurb about Amara.
    come(window, time, 2)
    hand.choose(open_sheet.acts[K.FIRST_AGREES])
    asked = send(hand, open_sheet.composer)
    assert asked.startswith("Dear Hugo,") and "leads the trials" in asked and "Amara knows" in asked
    assert K.INTRODUCED not in open_sheet.acts

    # Hugo says yes on Friday. One letter to both joins the names.
    come(window, time, 4)
    hand.choose(open_sheet.acts[K.SECOND_AGREES])
    assert open_sheet.to.text() == "For: amara@example.org, hugo@example.org"
    joined = send(hand, open_sheet.composer)
    assert joined.startswith("Dear Amara, dear Hugo,") and "both of you look for patients early" in joined
    assert state_of(introduction(window)) is IntroductionState.INTRODUCED

    # They thank me, meet, and tell me what came of it.
    for days, kind in ((5, K.ACKNOWLEDGED), (11, K.MET), (12, K.OUTCOME_REPORTED)):
        come(window, time, days)
        hand.choose(open_sheet.acts[kind])
    assert open_sheet.acts == {}
    hand.choose(open_sheet.close_button)
    back(hand)
    (row,) = section.rows
    assert row.fact.text().startswith("you heard ") and row.go_on.text() == "Look at it…"
    assert [(event.kind, (event.at - MONDAY).days) for event in introduction(window).events] == [
        (K.FIRST_ASKED, 0),
        (K.FIRST_AGREES, 2),
        (K.SECOND_ASKED, 2),
        (K.SECOND_AGREES, 4),
        (K.INTRODUCED, 4),
        (K.ACKNOWLEDGED, 5),
        (K.MET, 11),
        (K.OUTCOME_REPORTED, 12),
    ]
    for name in ("Amara Okafor", "Hugo Berg"):
        sent = [draft.kind for draft in contact(window, name).drafts if draft.sent]
        assert sent == [DraftKind.INTRODUCTION_ASKED, DraftKind.INTRODUCTION]
    hand.choose(row.person)
    assert window.conversation.current_contact() == contact(window, "Hugo Berg").id
    assert section.rows[0].text.text() == "With Amara Okafor: both of you look for patients early"
    assert place.check() == []


def test_who_introduced_me_is_thanked_twice_and_told_of_a_silence(
    window: MainWindow, hand: Hand, time: Time, place: Store
) -> None:
    page = window.conversation.person.interview_page

    def introduced_by(connector: str, other: str) -> None:
        hand.find(connector)
        begin = dialog(hand)
        write(other)
        hand.tick(begin.by_them)
        hand.choose(begin.keep)
        back(hand)

    def thank(gap: str = "by Friday") -> str:
        (row,) = page.loops.rows
        hand.choose(row.next)
        assert page.note is not None
        return send(hand, page.note.composer, gap)

    # Cleo and Elif introduce me on the same day, and are thanked for it at once.
    introduced_by("Cleo Brandt", "Dana Ruiz")
    assert page.loops.rows[0].next.text() == "Thank Cleo…"
    assert "Thank you for introducing me to Dana Ruiz" in thank()
    introduced_by("Elif Kaya", "Farid Noor")
    thank()
    assert page.loops.isHidden()

    # Dana and I talk on Thursday: Cleo is thanked once more, and hears what came of it.
    dana = contact(window, "Dana Ruiz").id
    come(window, time, 3)
    talk = place.plan_interview(dana, InterviewPlan()).new_id(Kind.INTERVIEW)
    window.session.run(place.record_event, talk, EventKind.HELD, time.now)
    hand.find("Cleo Brandt")
    (row,) = page.loops.rows
    assert "you talked today" in row.fact.text()
    hand.choose(row.next)
    assert page.note is not None
    while page.note.composer.gaps():
        page.note.composer.go_to_gap()
        write("the panel opens in March")
    assert "Thank you for leading me to Dana Ruiz" in send(hand, page.note.composer)
    assert page.loops.isHidden()
    assert [draft.kind for draft in contact(window, "Cleo Brandt").drafts if draft.sent] == [
        DraftKind.REFERRAL_CONTACTED,
        DraftKind.REFERRAL_MET,
    ]

    # After a week in which Farid has not answered, the day's list says that Elif may hear of it.
    come(window, time, 8)
    hand.today()
    (line,) = [row for row in window.conversation.today.lines if "Elif" in row.go.whole_text()]
    hand.choose(line.go)
    assert window.conversation.current_contact() == contact(window, "Elif Kaya").id
    (row,) = page.loops.rows
    assert row.fact.text().endswith("no answer is noted since") and row.next.text() == "Tell Elif…"
    assert "Thank you for introducing me to Farid Noor on Monday, 23 November." in thank("no answer yet")
    assert page.loops.isHidden() and contact(window, "Elif Kaya").next_step is None

    # Who led me to whom is shown both ways.
    chain = page.introductions.chain
    assert chain.texts()[-1] == "Elif led you to Farid Noor"
    hand.choose(chain.links[0])
    assert window.conversation.current_contact() == contact(window, "Farid Noor").id
    assert chain.texts() == ["You came to Farid Noor through Elif Kaya"]
    assert place.check() == []
