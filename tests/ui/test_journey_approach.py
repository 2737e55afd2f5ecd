"""From a target list to an approach: forty employers, who is known at the first and through whom; one short letter,
logged as asked; then the clocks, and one reminder.

Walked twice: by keyboard alone, and by mouse alone.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.employers import WHOLE_LIST, Order
from netplus_desktop.core.records import Contact, DraftKind, EventKind, Person, Point, PointKind, StepKind
from netplus_desktop.documents.letters import word_count
from netplus_desktop.store.store import Store
from netplus_desktop.ui.employers.sheet import EmployersSheet
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.main_window import MainWindow
from tests.conftest import NOW, HandClock
from tests.ui.hands import Keyboard, Mouse

THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # three business days on
NEXT_WEDNESDAY = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)  # seven: a week end lies between
LATER = datetime(2026, 12, 11, 8, 0, tzinfo=UTC)  # seven more
EMPLOYERS = ["Calder Clinics", "Atlas Works", *(f"Employer {number}" for number in range(3, 40)), "Northline"]
PURPOSE = "How clinics decide which research to pay for"


@pytest.fixture
def store(timed: Store) -> Store:
    """A vault with two people at one employer, one of them through a friend."""
    amara = Person(
        "Amara Okafor",
        given="Amara",
        organisation="Northline",
        points=(Point(PointKind.EMAIL, "amara@northline.example"),),
        introduced_by="Hugo Berg",
    )
    timed.add_contact(amara)
    timed.add_contact(Person("Luis Ortega", given="Luis", organisation="Northline"))
    return timed


class Keys(Keyboard):
    """What differs in this journey by keys."""

    def plan(self) -> PlanDialog:
        self.press("Ctrl+I")
        return self.opened(PlanDialog)

    def approach(self) -> None:
        self.press("Ctrl+Shift+M")

    def paste(self, sheet: EmployersSheet) -> None:
        assert sheet.name.hasFocus()
        self.press("Ctrl+V")

    def select(self, sheet: EmployersSheet, name: str) -> None:
        self.go_to(sheet.tree)
        self.go_down(lambda: sheet.tree.currentItem().text(0) == name)

    def rate(self, sheet: EmployersSheet, name: str, motivation: int) -> None:
        self.select(sheet, name)
        self.press(str(motivation))


class Pointer(Mouse):
    """What differs in this journey by clicks."""

    def plan(self) -> PlanDialog:
        self.choose(self.window.conversation.person.interview_page.invitation.plan)
        dialog = self.opened(PlanDialog)
        self.go_to(dialog.fields.purpose)
        return dialog

    def approach(self) -> None:
        self.choose(self.window.conversation.person.interview_page.approach.write)

    def paste(self, sheet: EmployersSheet) -> None:
        self.choose(sheet.paste)

    def select(self, sheet: EmployersSheet, name: str) -> None:
        item = sheet.tree.findItems(name, Qt.MatchFlag.MatchExactly)[0]
        sheet.tree.scrollToItem(item)
        self.click(sheet.tree.viewport(), sheet.tree.visualItemRect(item).center())

    def rate(self, sheet: EmployersSheet, name: str, motivation: int) -> None:
        self.select(sheet, name)
        box = sheet.detail.motivation
        self.set_choice(box, box.itemText(motivation))


Hand = Keys | Pointer


@pytest.fixture(params=[Keys, Pointer])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    made: Hand = request.param(window, qtbot)
    return made


def person(window: MainWindow, name: str) -> Contact:
    store = window.session.store
    (found,) = [contact for contact in map(store.contact, (1, 2)) if contact.person.name == name]
    return found


def ask(window: MainWindow, hand: Hand, name: str, purpose: str) -> None:
    """Plan a talk with somebody, write to them and say that the letter went out."""
    hand.find(name)
    dialog = hand.plan()
    hand.write(purpose)
    hand.choose(dialog.plan_button)
    hand.back()
    hand.approach()
    letter = window.conversation.person.interview_page.approach.letter
    assert letter is not None and letter.isVisible()
    hand.send(letter.composer, "We met at the data evening")


def aim(window: MainWindow, hand: Hand) -> None:
    """Enter forty employers, say which draw one most and where a post is open, and go to who is known at the first."""
    store = window.session.store
    QGuiApplication.clipboard().setText("\n".join(EMPLOYERS))
    hand.command(window.actions_.employers)
    sheet = hand.opened(EmployersSheet)
    hand.paste(sheet)
    assert len(store.employers()) == len(EMPLOYERS) == WHOLE_LIST
    for name, motivation in (("Northline", 5), ("Atlas Works", 5), ("Calder Clinics", 4), ("Employer 30", 3)):
        hand.rate(sheet, name, motivation)
    hand.select(sheet, "Northline")
    hand.go_to(sheet.detail.posting)
    hand.write("Analyst, research\n")

    def top() -> list[str]:
        return [item.text(0) for place in range(5) if (item := sheet.tree.topLevelItem(place)) is not None]

    hand.qtbot.waitUntil(lambda: sheet.tree.topLevelItem(0).text(4) != "")
    assert top() == ["Northline", "Atlas Works", "Calder Clinics", "Employer 30", "Employer 3"]
    first = sheet.tree.topLevelItem(0)
    assert [first.text(column) for column in range(5)] == [
        "Northline", "5", "Analyst, research", "Amara Okafor and 1 more", "Hugo Berg"
    ]  # fmt: skip
    hand.set_choice(sheet.order, sheet.order.itemText(list(Order).index(Order.POSTING)))
    assert top()[0] == "Northline"
    hand.select(sheet, "Northline")
    amara, luis = sheet.detail.people()
    hand.qtbot.waitUntil(amara.go.isVisible)
    assert (amara.go.whole_text(), luis.go.whole_text()) == ("Amara Okafor", "Luis Ortega")
    assert "through Hugo Berg" in amara.about.text() and luis.about.text() == "no contact yet"
    hand.choose(amara.go)
    assert window.conversation.current_contact() == person(window, "Amara Okafor").id
    hand.back()


def come(window: MainWindow, clock: HandClock, to: datetime) -> None:
    """It is later."""
    clock.at = to
    window.session.refresh_clocks()


def test_from_a_target_to_an_approach(window: MainWindow, hand: Hand, clock: HandClock, store: Store) -> None:
    window.session.settings.signature = "Nell Sawyer"
    section = window.conversation.person.interview_page.approach
    aim(window, hand)

    # One letter of under a hundred words: link first, purpose, twenty minutes. It is copied, and logged as asked.
    ask(window, hand, "Amara Okafor", PURPOSE)
    body = QGuiApplication.clipboard().text()
    assert word_count(body) <= 100
    parts = [body.index(part) for part in ("Hugo Berg led me to you.", PURPOSE, "20 minutes", "Nell Sawyer")]
    assert parts == sorted(parts)
    (draft,) = person(window, "Amara Okafor").drafts
    assert (draft.kind, draft.body, draft.sent) == (DraftKind.APPROACH, body, NOW)
    step = person(window, "Amara Okafor").next_step
    assert step is not None and step.kind is StepKind.ASK_ANOTHER
    assert step.due.date() == THURSDAY.date()
    assert section.heading.aside() == "asked today"

    # Three business days later somebody else there is proposed, and asked.
    come(window, clock, THURSDAY)
    hand.today()
    hand.choose(hand.line("Amara").go)
    assert "You could ask somebody else there, too" in section.text.text()
    (luis,) = section.others()
    assert luis.whole_text() == "Luis Ortega"
    hand.choose(luis)
    assert window.conversation.current_contact() == person(window, "Luis Ortega").id
    ask(window, hand, "Luis Ortega", "What changed in the last two years")

    # At seven, over the week end, one reminder to the first.
    step = person(window, "Amara Okafor").next_step
    assert step is not None and (step.kind, step.due.date()) == (StepKind.NUDGE, NEXT_WEDNESDAY.date())
    come(window, clock, NEXT_WEDNESDAY)
    hand.find("Amara Okafor")
    assert "One friendly reminder is fine" in section.text.text()
    hand.approach()
    assert section.letter is not None
    assert "I wrote to you on Monday, 23 November" in hand.send(section.letter.composer)
    assert section.write.isHidden()  # one is enough

    # After it, the talk may rest.
    step = person(window, "Amara Okafor").next_step
    assert step is not None and (step.kind, step.due.date()) == (StepKind.PARK, LATER.date())
    come(window, clock, LATER)
    hand.today()
    hand.choose(hand.line("Amara").go)
    assert "you could let it rest" in section.text.text()
    hand.choose(section.rest)
    assert section.isHidden()
    found = person(window, "Amara Okafor")
    assert found.next_step is None
    assert {event.kind: event.at for event in found.interviews[0].events} == {
        EventKind.REQUESTED: NOW,
        EventKind.ASKED_ANOTHER: THURSDAY,
        EventKind.NUDGED: NEXT_WEDNESDAY,
        EventKind.PARKED: LATER,
    }
    assert [draft.kind for draft in found.drafts if draft.sent] == [DraftKind.APPROACH, DraftKind.NUDGE]
    assert "at rest" in window.conversation.person.interview_page.strip.accessibleDescription()
    assert store.check() == []
