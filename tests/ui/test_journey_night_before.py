"""The night before: tomorrow's interview, six questions, three offers, one page on paper and as PDF, on A4 and for the
counsellor on Letter, and an empty form for a talk that nobody planned.

Walked twice: by keyboard alone, and by mouse alone. That no network is reached is watched over by every test.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import EventKind, InterviewPlan, Kind, OfferFields, OfferKind
from netplus_desktop.store.store import Store
from netplus_desktop.ui.dialogs.sheets import SheetKind, SheetsDialog
from netplus_desktop.ui.interview.question_picker import QuestionPicker
from netplus_desktop.ui.main_window import MainWindow
from tests.documents.made import PERSON
from tests.ui.hands import Keyboard, Mouse
from tests.ui.test_printing import bare, run, text_of

TOMORROW = datetime(2026, 11, 24, 14, 0)
ENDLESS = "I turn what people say into what gets decided, and would like to do it where patients are. " * 60
"""An account that no page has room for."""
OFFERS = ("FHIR in plain words", "Introduce a recruiter", "An hour of Python help", "Show the harbour")


@pytest.fixture
def store(store: Store) -> Store:
    """A vault with an interview tomorrow, nothing picked for it yet, and four things to offer."""
    who = store.add_contact(PERSON).new_id(Kind.CONTACT)
    store.plan_interview(
        who, InterviewPlan("How researchers get hired in clinics", starts=TOMORROW, zone="UTC", overview=ENDLESS)
    )
    for minutes, title in enumerate(OFFERS, 1):
        store.add_offer(OfferFields(title, OfferKind.RESOURCE, minutes))
    return store


class Keys(Keyboard):
    """What differs in this journey by keys."""

    def tick_questions(self, picker: QuestionPicker, wanted: int) -> None:
        self.press("Down")
        for _ in range(wanted):
            self.press("Space")
            self.press("Down")
        self.press("Ctrl+Return")


class Pointer(Mouse):
    """What differs in this journey by clicks."""

    def tick_questions(self, picker: QuestionPicker, wanted: int) -> None:
        view = picker.questions.list
        listed = [item for row in range(view.count()) if not (item := view.item(row)).isHidden()]
        for item in listed[:wanted]:
            view.scrollToItem(item)
            self.click(view.viewport(), view.visualItemRect(item).center())
        self.choose(picker.take_button)


Hand = Keys | Pointer


@pytest.fixture(params=[Keys, Pointer])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    made: Hand = request.param(window, qtbot)
    return made


def more_sheets(hand: Hand) -> SheetsDialog:
    hand.back()
    hand.command(hand.window.actions_.sheets)
    return hand.opened(SheetsDialog)


def save(hand: Hand, dialog: SheetsDialog, path: Path) -> str:
    """Save as PDF what is chosen; returns the text of it."""
    with hand.qtbot.waitSignal(hand.window.sheets.saved):
        hand.choose(dialog.pdf)
        hand.name_file(path)
    return text_of(path)


def print_on(hand: Hand, path: Path) -> str:
    """Let the printer of the system's dialog print into a file."""
    dialog = hand.opened(QPrintDialog)
    dialog.printer().setOutputFileName(str(path))
    dialog.done(QDialog.DialogCode.Accepted)
    return text_of(path)


def test_the_night_before(window: MainWindow, hand: Hand, store: Store, tmp_path: Path) -> None:
    # Tomorrow's interview, and six questions from the bank.
    hand.find("Priya Raman")
    interview_id = window.conversation.current_interview()
    assert interview_id is not None
    hand.command(window.actions_.pick_questions)
    hand.tick_questions(hand.opened(QuestionPicker), 6)
    questions = [question.text for question in store.interview(interview_id).questions]
    assert len(questions) == 6

    # Three offers: the first that is proposed goes, the fourth comes; the counsellor gets it on Letter.
    dialog = more_sheets(hand)
    boxes = {box.text(): box for box in dialog.offers}
    hand.choose(boxes["FHIR in plain words"])
    hand.choose(boxes["Show the harbour"])
    hand.set_choice(dialog.paper, "Letter")
    saved = save(hand, dialog, tmp_path / "counsellor.pdf")
    told = run("pdfinfo", tmp_path / "counsellor.pdf")
    assert "Pages:           1" in told and "612 x 792" in told

    # The same on A4, and onto paper: one page whatever it holds.
    dialog = more_sheets(hand)
    hand.set_choice(dialog.paper, "A4")
    again = save(hand, dialog, tmp_path / "mine.pdf")
    hand.back()
    hand.command(window.actions_.print_sheet)
    paper = print_on(hand, tmp_path / "paper.pdf")
    for name in ("mine", "paper"):
        told = run("pdfinfo", tmp_path / f"{name}.pdf")
        assert "Pages:           1" in told and "595 x 842" in told
    for text in (saved, again, paper):
        assert all(bare(offer) in text for offer in OFFERS[1:]) and bare(OFFERS[0]) not in text
        assert sum(bare(question) in text for question in questions) >= 5  # a sixth may give way to the account
        assert bare("After: thank-you due Wed 25 Nov, 14:20") in text

    # An empty form for a talk that nobody planned.
    dialog = more_sheets(hand)
    hand.choose(dialog.kind.button(list(SheetKind).index(SheetKind.BLANK)))
    assert dialog.selected() is SheetKind.BLANK
    hand.choose(dialog.print)
    form = print_on(hand, tmp_path / "form.pdf")
    assert bare("Needs heard") in form and bare("Priya") not in form

    # In the vault the interview is prepared, once; the page says so, and one undo takes it back.
    prepared = store.interview(interview_id).event(EventKind.PREPARED)
    assert prepared == store.now()
    assert [step.text for step in store.interview(interview_id).questions] == questions
    page = window.conversation.person.interview_page
    assert [row.text.accessibleName() for row in page.questions.rows] == questions
    window.actions_.undo.trigger()
    assert store.interview(interview_id).event(EventKind.PREPARED) is None
    assert store.check() == []
