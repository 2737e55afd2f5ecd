"""“I have nothing to offer”: somebody laid off brings in a LinkedIn archive, answers nine questions, and has twelve
offers with minutes and limits; five people who said what they need could use one, three of them within five minutes.

Walked twice: by keyboard alone, and by mouse alone. The program invents nothing: every offer is in the user's words or
in those of somebody who endorsed them, and every suggestion tells its reason.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.discovery import Prompt
from netplus_desktop.core.records import ExchangeState, HeardKind, Kind, OfferKind, Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.offers.discovery import Discovery
from tests.ui.hands import Keyboard, Mouse

ARCHIVE = Path(__file__).resolve().parents[1] / "data" / "linkedin" / "complete_2026"

NEEDS = {
    "Nora Bell": "help with bookkeeping",
    "Omar Diaz": "a guide to wind permits",
    "Pia Holm": "a recommendation on LinkedIn",
    "Quinn Abel": "openings for planners",
    "Rosa Lind": "somebody who knows shift planning",
}
MEETS = {
    "Nora Bell": "Bookkeeping",
    "Omar Diaz": "A guide to wind permits",
    "Pia Holm": "A recommendation on LinkedIn",
    "Quinn Abel": "Openings for planners that I hear of",
    "Rosa Lind": "An hour on shift planning",
}

Answer = tuple[str | None, str, int | None, str]
"""The cue to go by, as its line begins; what is typed; minutes, None for what is proposed; limits."""

ANSWERS: dict[Prompt, list[Answer]] = {
    Prompt.COME_FOR: [(None, "Explain a pay slip", 10, "no tax advice")],
    Prompt.THANKED: [
        ("Shift planning", "An hour on shift planning", None, "once a month"),
        ("Bookkeeping", "", None, "small firms only"),
        ("Anna Smith, PhD recommended you", "Read a roster before it goes out", 15, ""),
    ],
    Prompt.READ: [("Omar Diaz needs", "A guide to wind permits", None, "")],
    Prompt.MEET: [("Ibrahim Osei", "", None, "ask me first")],
    Prompt.NEWS: [(None, "How grids plan their shifts", None, "")],
    Prompt.TOOLS: [(None, "Look things up in the standards library", 30, "two searches")],
    Prompt.TIME: [(None, "Sort shelves at the food bank", None, "Saturdays")],
    Prompt.ENERGY: [(None, "Try out an app for planners", None, "")],
    Prompt.KINDS: [
        ("public credit", "A recommendation on LinkedIn", 5, "only for whom I worked with"),
        ("lead", "Openings for planners that I hear of", 5, ""),
    ],
}


@pytest.fixture
def store(store: Store) -> Store:
    for name, need in NEEDS.items():
        store.add_heard(store.add_contact(Person(name)).new_id(Kind.CONTACT), HeardKind.NEED, need)
    return store


class Keys(Keyboard):
    """What differs in this journey by keys."""

    def take_cue(self, dialog: Discovery, row: int) -> None:
        self.go_to(dialog.list, "Shift+Tab")
        self.press("Home")
        for _ in range(row):
            self.press("Down")
        self.press("Return")

    def search(self, dialog: Discovery, name: str) -> None:
        assert dialog.title.hasFocus()
        self.write(name)

    def describe(self, dialog: Discovery, title: str, minutes: int | None, limits: str) -> None:
        self.go_to(dialog.title)
        if title:
            self.press("Ctrl+A")
            self.write(title)
        self.press("Tab")
        assert QApplication.focusWidget() is dialog.minutes
        if minutes is not None:
            self.press("Ctrl+A")
            self.write(str(minutes))
        self.press("Tab")
        self.press("Tab")
        assert dialog.limits.hasFocus()
        self.write(limits)
        self.press("Return")


class Pointer(Mouse):
    """What differs in this journey by clicks."""

    def take_cue(self, dialog: Discovery, row: int) -> None:
        item = dialog.list.item(row)
        dialog.list.scrollToItem(item)
        self.click(dialog.list.viewport(), dialog.list.visualItemRect(item).center())

    def search(self, dialog: Discovery, name: str) -> None:
        self.go_to(dialog.title)
        self.write(name)

    def describe(self, dialog: Discovery, title: str, minutes: int | None, limits: str) -> None:
        if title:
            self.go_to(dialog.title)
            dialog.title.selectAll()
            self.write(title)
        if minutes is not None:
            self.go_to(dialog.minutes.lineEdit())
            dialog.minutes.selectAll()
            self.write(str(minutes))
        self.go_to(dialog.limits)
        self.write(limits)
        self.choose(dialog.keep_button)


Hand = Keys | Pointer


@pytest.fixture(params=[Keys, Pointer])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    made: Hand = request.param(window, qtbot)
    return made


def bring_in(hand: Hand, path: Path) -> None:
    """Import the archive: who endorsed what comes in, the profile's own skills stay out."""
    with ZipFile(path, "w") as archive:
        for file in sorted(ARCHIVE.iterdir()):
            archive.write(file, file.name)
    hand.command(hand.window.actions_.import_files)
    hand.name_file(path)
    sheet = hand.opened(ImportSheet)
    hand.qtbot.waitUntil(lambda: hand.window.session.jobs.idle and sheet.start.isEnabled())
    hand.choose(sheet.review.evidence.boxes["offers"])
    with hand.qtbot.waitSignal(sheet.finished):
        hand.choose(sheet.start)


def answer(hand: Hand, dialog: Discovery, given: Answer) -> None:
    cue, title, minutes, limits = given
    if cue is not None:
        if dialog.prompt is Prompt.MEET:
            hand.search(dialog, cue)
        lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        (row,) = [row for row, line in enumerate(lines) if line.startswith(cue)]
        hand.take_cue(dialog, row)
    hand.describe(dialog, title, minutes, limits)


def test_somebody_who_has_nothing_to_offer(window: MainWindow, hand: Hand, store: Store, tmp_path: Path) -> None:
    assert store.offers() == ()
    bring_in(hand, tmp_path / "archive.zip")
    assert store.offers() == ()

    # The pane has nothing yet, and leads to the questions.
    hand.back()
    hand.command(window.actions_.discover)
    dialog = hand.opened(Discovery)
    assert dialog.list.isHidden()  # nobody told anything that would answer the first question: nothing is invented
    for prompt in Prompt:
        assert dialog.prompt is prompt
        for given in ANSWERS[prompt]:
            answer(hand, dialog, given)
        if prompt is not Prompt.KINDS:
            hand.choose(dialog.next)
    assert dialog.place.text() == "Question 9 of 9, 12 offers so far"
    hand.choose(dialog.close_button)

    # In the vault: twelve, with minutes, limits, and who speaks for them.
    offers = {offer.fields.title: offer.fields for offer in store.offers()}
    assert len(offers) == 12
    assert offers["Bookkeeping"].proof == "Endorsed by Priya Raman"
    assert offers["An hour on shift planning"].proof == "Endorsed by Priya Raman, Tomasz Łuczak"
    assert offers["An hour on shift planning"].limits == "once a month"
    assert "nobody waited in vain" in offers["Read a roster before it goes out"].proof
    assert (offers["Ibrahim Osei"].kind, offers["Ibrahim Osei"].minutes) == (OfferKind.INTRODUCTION, 5)
    assert offers["Look things up in the standards library"].minutes == 30
    assert sum(bool(fields.limits) for fields in offers.values()) == 7
    assert len({fields.kind for fields in offers.values()}) == 10

    # On the page: whom each could be of use to, with the reason; three of them within five minutes.
    hand.back()
    quick = 0
    for name, title in MEETS.items():
        hand.find(name)
        card = window.offers.ideas()[0]
        assert offers[title].title == next(one.fields.title for one in store.offers() if one.id == card.fit.offer_id)
        assert f"“{NEEDS[name]}”" in card.reason()
        quick += offers[title].minutes <= 5
    assert quick == 3

    # And one of them is offered.
    hand.choose(window.offers.ideas()[0].offer_button)
    rosa = window.conversation.current_contact()
    assert rosa is not None
    (entry,) = store.contact(rosa).exchange
    assert (entry.text, entry.state) == ("An hour on shift planning", ExchangeState.OFFERED)
    assert window.offers.ideas()[0].is_offered
    assert store.check() == []
