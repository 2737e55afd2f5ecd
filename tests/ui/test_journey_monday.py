"""The Monday review with a counsellor: what Today shows, a plain sentence on asking and giving, two things done, three
put off, and the week that ended on one page, each of its numbers opened.

Walked twice: by keyboard alone, and by mouse alone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Direction, EventKind, InterviewPlan, Kind, Person, Tier
from netplus_desktop.core.review import Figure
from netplus_desktop.core.signals import SignalKind
from netplus_desktop.store.store import Store
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.review.sheet import ReviewSheet
from netplus_desktop.ui.today.signal_rows import SignalRows
from tests.ui.hands import Keyboard, Mouse

ASKED_BEFORE = datetime(2026, 11, 11, 9, 0, tzinfo=UTC)
ASKED_LAST_WEEK = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
MET = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)  # a Saturday: the thank-you was due on Sunday
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


class Keys(Keyboard):
    """What differs in this journey by keys."""

    def open_number(self, sheet: ReviewSheet, figure: int) -> None:
        assert sheet.tree.hasFocus()
        self.go_down(lambda: sheet.tree.indexOfTopLevelItem(sheet.tree.currentItem()) == figure)
        self.press("Return")


class Pointer(Mouse):
    """What differs in this journey by clicks."""

    def open_number(self, sheet: ReviewSheet, figure: int) -> None:
        item = sheet.tree.topLevelItem(figure)
        self.click(sheet.tree.viewport(), sheet.tree.visualRect(sheet.tree.indexFromItem(item, 1)).center())


Hand = Keys | Pointer


@pytest.fixture(params=[Keys, Pointer])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
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


def shown(window: MainWindow) -> set[str]:
    return {row.go.whole_text() for row in window.conversation.today.lines}


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
    hand.choose(card.rows)
    hand.opened(SignalRows).close()
    hand.back()
    hand.pick(card.more, card.off)
    qtbot.waitUntil(lambda: today.signals.isHidden())

    # Two are done where they stand, three are put off.
    hand.choose(hand.line("Amara").finish)
    hand.choose(hand.line("Fay").finish)
    for name, place in (("Ben", 0), ("Dan", 1), ("Gus", 3)):
        row = hand.line(name)
        hand.pick(row.later, row.menu.actions()[place])
    left = {"Remind Chloe once, when you're ready", "No reply from Eve yet: ask somebody else there, too"}
    qtbot.waitUntil(lambda: shown(window) == left)

    # The week that ended: each number opens its rows.
    hand.command(window.actions_.review)
    sheet = hand.opened(ReviewSheet)
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
        hand.name_file(tmp_path / "week.pdf")
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
