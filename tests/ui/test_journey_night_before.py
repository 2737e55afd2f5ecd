"""The night before: tomorrow's interview, six questions, three offers, one page on paper and as PDF, on A4 and for the
counsellor on Letter, and an empty form for a talk that nobody planned.

Walked twice: by keyboard alone, and by mouse alone. That no network is reached is watched over by every test.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import EventKind, InterviewPlan, Kind, OfferFields, OfferKind
from netplus_desktop.store.store import Store
from netplus_desktop.ui.dialogs.sheets import SheetKind, SheetsDialog
from netplus_desktop.ui.interview.question_picker import QuestionPicker
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings
from tests.documents.made import PERSON
from tests.ui.test_printing import bare, run, text_of

TOMORROW = datetime(2026, 11, 24, 14, 0)
ENDLESS = "I turn what people say into what gets decided, and would like to do it where patients are. " * 60
"""An account that no page has room for."""
_INSIDE = QPoint(8, 8)
OFFERS = ("FHIR in plain words", "Introduce a recruiter", "An hour of Python help", "Show the harbour")


@pytest.fixture
def evening(store: Store) -> Store:
    """A vault with an interview tomorrow, nothing picked for it yet, and four things to offer."""
    who = store.add_contact(PERSON).new_id(Kind.CONTACT)
    store.plan_interview(
        who, InterviewPlan("How researchers get hired in clinics", starts=TOMORROW, zone="UTC", overview=ENDLESS)
    )
    for minutes, title in enumerate(OFFERS, 1):
        store.add_offer(OfferFields(title, OfferKind.RESOURCE, minutes))
    return store


@pytest.fixture
def window(qtbot: QtBot, evening: Store, settings: Settings) -> Iterator[MainWindow]:
    made = open_window(evening, settings)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


class Keyboard:
    """Reaches everything with keys alone."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def press(self, keys: str) -> None:
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(keys))

    def find(self, name: str) -> None:
        self.press("Ctrl+F")
        QTest.keyClicks(QApplication.focusWidget(), name)
        self.press("Return")

    def command(self, action: QAction) -> None:
        self.press(action.shortcut().toString())

    def choose(self, button: QWidget) -> None:
        for _ in range(120):
            if QApplication.focusWidget() is button:
                self.press("Space")
                return
            self.press("Tab")
        pytest.fail(f"Tab does not reach {button.accessibleName() or button}")

    def tick_questions(self, picker: QuestionPicker, wanted: int) -> None:
        self.press("Down")
        for _ in range(wanted):
            self.press("Space")
            self.press("Down")
        self.press("Ctrl+Return")

    def set_paper(self, dialog: SheetsDialog, paper: str) -> None:
        while QApplication.focusWidget() is not dialog.paper:
            self.press("Tab")
        QTest.keyClicks(dialog.paper, paper[0])

    def set_kind(self, dialog: SheetsDialog, kind: SheetKind) -> None:
        for _ in range(120):
            if isinstance(QApplication.focusWidget(), QRadioButton):
                break
            self.press("Tab")
        while dialog.selected() is not kind:
            self.press("Down")


class Mouse:
    """Reaches everything with clicks; only text is typed."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def click(self, widget: QWidget, at: object = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())  # type: ignore[arg-type]

    def find(self, name: str) -> None:
        view, model = self.window.people.view, self.window.people.model
        (row,) = [row for row in range(model.rowCount()) if model.index(row).data() == name]
        self.click(view.viewport(), view.visualRect(model.index(row)).center())

    def command(self, action: QAction) -> None:
        bar = self.window.menuBar()
        for title in bar.actions():
            menu = title.menu()
            if isinstance(menu, QMenu) and action in menu.actions():
                self.click(bar, bar.actionGeometry(title).center())
                self.qtbot.waitUntil(menu.isVisible)
                self.click(menu, menu.actionGeometry(action).center())
                return
        pytest.fail(f"no menu has {action.text()}")

    def choose(self, button: QWidget) -> None:
        assert button.isVisible() and button.isEnabled()
        # a box is clicked where it is drawn: the words beside it may end before the middle
        self.click(button, button.rect().center() if button.height() > 26 else button.rect().topLeft() + _INSIDE)

    def tick_questions(self, picker: QuestionPicker, wanted: int) -> None:
        view = picker.questions.list
        listed = [item for row in range(view.count()) if not (item := view.item(row)).isHidden()]
        for item in listed[:wanted]:
            view.scrollToItem(item)
            self.click(view.viewport(), view.visualItemRect(item).center())
        self.choose(picker.take_button)

    def set_paper(self, dialog: SheetsDialog, paper: str) -> None:
        """By the wheel: what a list under the pointer takes for a click depends on how long the last one is ago."""
        box = dialog.paper
        turned = QPoint(0, -120) if box.findText(paper) > box.currentIndex() else QPoint(0, 120)
        none, still = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        at = QPointF(box.rect().center())
        if box.currentText() != paper:
            keys = Qt.KeyboardModifier.NoModifier
            turn = QWheelEvent(at, box.mapToGlobal(at), QPoint(), turned, none, keys, still, False)
            QApplication.sendEvent(box, turn)
        assert dialog.paper.currentText() == paper

    def set_kind(self, dialog: SheetsDialog, kind: SheetKind) -> None:
        self.choose(next(one for one in dialog.kind.buttons() if dialog.kind.id(one) == list(SheetKind).index(kind)))


Hand = Keyboard | Mouse


@pytest.fixture(params=[Keyboard, Mouse])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    made: Hand = request.param(window, qtbot)
    return made


def opened(hand: Hand, kind: type[QDialog]) -> QDialog:
    """The dialog of that kind that has just opened."""

    def found() -> list[QDialog]:
        return [one for one in hand.window.findChildren(kind) if one.isVisible()]  # type: ignore[misc]

    hand.qtbot.waitUntil(lambda: bool(found()))
    dialog = found()[-1]
    dialog.activateWindow()
    hand.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def more_sheets(hand: Hand) -> SheetsDialog:
    hand.window.activateWindow()  # the offscreen platform does not give it back
    hand.qtbot.waitUntil(hand.window.isActiveWindow)
    hand.command(hand.window.actions_.sheets)
    dialog = opened(hand, SheetsDialog)
    assert isinstance(dialog, SheetsDialog)
    return dialog


def save(hand: Hand, dialog: SheetsDialog, path: Path) -> str:
    """Save as PDF what is chosen; returns the text of it."""
    with hand.qtbot.waitSignal(hand.window.sheets.saved):
        hand.choose(dialog.pdf)
        chooser = opened(hand, QFileDialog)
        line = chooser.findChild(QLineEdit)
        line.selectAll()
        QTest.keyClicks(line, str(path))
        QTest.keyClick(line, Qt.Key.Key_Return)
    return text_of(path)


def print_on(hand: Hand, path: Path) -> str:
    """Let the printer of the system's dialog print into a file."""
    dialog = opened(hand, QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setOutputFileName(str(path))
    dialog.done(QDialog.DialogCode.Accepted)
    return text_of(path)


def test_the_night_before(window: MainWindow, hand: Hand, evening: Store, tmp_path: Path) -> None:
    # Tomorrow's interview, and six questions from the bank.
    hand.find("Priya Raman")
    interview_id = window.conversation.current_interview()
    assert interview_id is not None
    hand.command(window.actions_.pick_questions)
    picker = opened(hand, QuestionPicker)
    assert isinstance(picker, QuestionPicker)
    hand.tick_questions(picker, 6)
    questions = [question.text for question in evening.interview(interview_id).questions]
    assert len(questions) == 6

    # Three offers: the first that is proposed goes, the fourth comes; the counsellor gets it on Letter.
    dialog = more_sheets(hand)
    boxes = {box.text(): box for box in dialog.offers}
    hand.choose(boxes["FHIR in plain words"])
    hand.choose(boxes["Show the harbour"])
    hand.set_paper(dialog, "Letter")
    saved = save(hand, dialog, tmp_path / "counsellor.pdf")
    told = run("pdfinfo", tmp_path / "counsellor.pdf")
    assert "Pages:           1" in told and "612 x 792" in told

    # The same on A4, and onto paper: one page whatever it holds.
    dialog = more_sheets(hand)
    hand.set_paper(dialog, "A4")
    again = save(hand, dialog, tmp_path / "mine.pdf")
    window.activateWindow()
    hand.qtbot.waitUntil(window.isActiveWindow)
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
    hand.set_kind(dialog, SheetKind.BLANK)
    hand.choose(dialog.print)
    form = print_on(hand, tmp_path / "form.pdf")
    assert bare("Needs heard") in form and bare("Priya") not in form

    # In the vault the interview is prepared, once; the page says so, and one undo takes it back.
    prepared = evening.interview(interview_id).event(EventKind.PREPARED)
    assert prepared == evening.now()
    assert [step.text for step in evening.interview(interview_id).questions] == questions
    page = window.conversation.person.interview_page
    assert [row.text.accessibleName() for row in page.questions.rows] == questions
    window.actions_.undo.trigger()
    assert evening.interview(interview_id).event(EventKind.PREPARED) is None
    assert evening.check() == []
