"""Questions, notes that file themselves, and the things heard: typed, edited, followed, undone."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import (
    Heard,
    HeardKind,
    HeardState,
    Kind,
    OfferFields,
    Person,
    Question,
    Tiara,
)
from netplus_desktop.ui.interview.heard import (
    HeardSection,
    NeedRow,
    PromiseRow,
    TakeawayRow,
)
from netplus_desktop.ui.interview.interview_page import InterviewPage
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.interview.questions import ROW_FORMAT
from netplus_desktop.ui.interview.referrals import ReferralRow, referred_person
from netplus_desktop.ui.session import Session

QUESTIONS = (
    Question("What changed this year?", Tiara.TRENDS),
    Question("What surprised you?", Tiara.INSIGHTS),
    Question("Who else should I learn from?", Tiara.RESOURCES),
)


@pytest.fixture
def questions() -> tuple[Question, ...]:
    return QUESTIONS


@pytest.fixture
def pane(pane: ConversationPane, talk: int) -> ConversationPane:
    pane.show_interview(talk)
    return pane


@pytest.fixture
def page(pane: ConversationPane) -> InterviewPage:
    return pane.person.interview_page


def heard(session: Session, talk: int, kind: HeardKind) -> list[Heard]:
    contact = session.store.contact(session.store.interview(talk).contact_id)
    return [thing for thing in contact.heard if thing.kind is kind]


def texts(section: HeardSection) -> list[str]:
    return [row.text.toPlainText() for row in section.rows.values()]


# --- questions --------------------------------------------------------------------------------------------


def test_ticking_a_question_counts_it_and_takes_the_answer(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    row = page.questions.rows[0]
    assert not row.answer.isVisible()
    row.asked.click()
    assert page.questions.heading.aside() == "1 of 3 asked"
    qtbot.waitUntil(row.answer.isVisible)
    row.answer.setFocus()
    qtbot.keyClicks(row.answer, "More diary studies")
    qtbot.keyClick(row.answer, Qt.Key.Key_Return)
    question = session.store.interview(talk).questions[0]
    assert (question.asked, question.answer) == (True, "More diary studies")
    session.undo()
    session.undo()
    assert page.questions.heading.aside() == "0 of 3 asked"
    assert not row.asked.isChecked()


def test_questions_move_by_keyboard_with_the_focus(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    rows = page.questions.rows
    rows[2].asked.setFocus()
    qtbot.keyClick(rows[2].asked, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is rows[1].asked
    qtbot.keyClick(rows[1].asked, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    order = [question.text for question in session.store.interview(talk).questions]
    assert order == [QUESTIONS[2].text, QUESTIONS[0].text, QUESTIONS[1].text]
    qtbot.keyClick(rows[0].asked, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [question.text for question in session.store.interview(talk).questions] == order
    rows[0].text.setFocus()
    qtbot.keyClick(rows[0].text, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is rows[1].text


def test_questions_move_by_drag(page: InterviewPage, session: Session, talk: int) -> None:
    carried = QMimeData()
    card = page.questions.card
    carried.setData(ROW_FORMAT, card.mark(0))
    how = (Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    foot = QPointF(20, card.height() - 4)
    for event in (
        QDragEnterEvent(foot.toPoint(), *how),
        QDragMoveEvent(foot.toPoint(), *how),
        QDropEvent(foot, *how),
    ):
        QApplication.sendEvent(card, event)
    order = [question.text for question in session.store.interview(talk).questions]
    assert order == [QUESTIONS[1].text, QUESTIONS[2].text, QUESTIONS[0].text]
    session.undo()
    assert session.store.interview(talk).questions == QUESTIONS


def test_a_question_is_reworded_in_place_and_removed(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    row = page.questions.rows[1]
    row.text.setFocus()
    row.text.selectAll()
    qtbot.keyClicks(row.text, "What did you not expect?")
    qtbot.keyClick(row.text, Qt.Key.Key_Return)
    assert session.store.interview(talk).questions[1].text == "What did you not expect?"
    row.menu.actions()[-1].trigger()
    assert [q.text for q in session.store.interview(talk).questions] == [QUESTIONS[0].text, QUESTIONS[2].text]
    assert len(page.questions.rows) == 2
    session.undo()
    assert len(page.questions.rows) == 3


def test_an_emptied_text_comes_back(page: InterviewPage, session: Session, talk: int, qtbot: QtBot) -> None:
    row = page.questions.rows[0]
    row.text.setFocus()
    row.text.selectAll()
    qtbot.keyClick(row.text, Qt.Key.Key_Delete)
    qtbot.keyClick(row.text, Qt.Key.Key_Return)
    assert row.text.toPlainText() == QUESTIONS[0].text
    assert session.store.interview(talk).questions == QUESTIONS


# --- notes ------------------------------------------------------------------------------------------------


def test_lines_file_themselves_as_they_are_finished(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    notes = page.notes.edit
    notes.setFocus()
    qtbot.keyClicks(notes, "Loves diary studies")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    qtbot.keyClicks(notes, "n recruiting patients")
    notes.commit()
    assert session.store.interview(talk).notes == "Loves diary studies\nn recruiting patients"
    assert heard(session, talk, HeardKind.NEED) == []  # the line is still being written
    qtbot.keyClicks(notes, " takes four weeks")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    qtbot.keyClicks(notes, "t lead with one case")
    notes.commit()
    assert [need.text for need in heard(session, talk, HeardKind.NEED)] == ["recruiting patients takes four weeks"]
    assert texts(page.needs) == ["recruiting patients takes four weeks"]
    assert heard(session, talk, HeardKind.TAKEAWAY) == []
    page.needs.add.setFocus()  # leaving files the last line, too
    assert texts(page.takeaways) == ["lead with one case"]


def test_leaving_a_saved_line_by_an_arrow_key_files_it_after_a_pause(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    notes = page.notes.edit
    notes.setFocus()
    qtbot.keyClicks(notes, "above")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    qtbot.keyClicks(notes, "r Helen Osei")
    notes.commit()
    assert heard(session, talk, HeardKind.REFERRAL) == []
    qtbot.keyClick(notes, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: texts(page.referrals) == ["Helen Osei"])


def test_typing_on_is_not_disturbed_when_the_notes_are_saved(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    notes = page.notes.edit
    notes.setFocus()
    qtbot.keyClicks(notes, "n a primer on standards")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    qtbot.keyClicks(notes, "half a wo")
    notes.moveCursor(QTextCursor.MoveOperation.Left)
    at = notes.textCursor().position()
    notes.commit()
    qtbot.keyClicks(notes, "X")
    session.run(session.store.edit_contact, session.store.interview(talk).contact_id, title="Lead")
    assert notes.textCursor().position() == at + 1
    assert notes.hasFocus()
    assert notes.toPlainText() == "n a primer on standards\nhalf a wXo"


def test_tab_leaves_the_notes(page: InterviewPage, qtbot: QtBot) -> None:
    page.notes.edit.setFocus()
    qtbot.keyClick(page.notes.edit, Qt.Key.Key_Tab)
    assert not page.notes.edit.hasFocus()


def test_changing_the_person_loses_no_word(
    pane: ConversationPane, page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    other = session.run(partial(session.store.add_contact, Person("Björn Kvist")))
    assert other is not None
    page.notes.edit.setFocus()
    qtbot.keyClicks(page.notes.edit, "p send the survey")
    pane.show_contact(other.new_id(Kind.CONTACT))
    assert session.store.interview(talk).notes == "p send the survey"
    assert [promise.text for promise in heard(session, talk, HeardKind.PROMISE)] == ["send the survey"]
    pane.show_interview(talk)
    assert page.notes.edit.toPlainText() == "p send the survey"


def test_undo_takes_the_notes_and_what_they_filed_back(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    page.notes.edit.setFocus()
    qtbot.keyClicks(page.notes.edit, "n a primer")
    page.notes.commit()
    assert texts(page.needs) == ["a primer"]
    session.undo()
    assert page.notes.edit.toPlainText() == ""
    assert texts(page.needs) == []
    session.redo()
    assert texts(page.needs) == ["a primer"]


# --- things heard -----------------------------------------------------------------------------------------


def add(section: HeardSection, text: str, qtbot: QtBot) -> None:
    section.add.setFocus()
    qtbot.keyClicks(section.add, text)
    qtbot.keyClick(section.add, Qt.Key.Key_Return)


def test_a_need_is_added_edited_met_and_removed(page: InterviewPage, session: Session, talk: int, qtbot: QtBot) -> None:
    add(page.needs, "recruit patients", qtbot)
    assert page.needs.add.text() == ""
    assert page.needs.add.hasFocus()
    (need,) = heard(session, talk, HeardKind.NEED)
    row = page.needs.rows[need.id]
    assert isinstance(row, NeedRow)
    row.text.setFocus()
    row.text.selectAll()
    qtbot.keyClicks(row.text, "recruit ten patients")
    page.needs.add.setFocus()
    assert heard(session, talk, HeardKind.NEED)[0].text == "recruit ten patients"
    row.met.trigger()
    assert heard(session, talk, HeardKind.NEED)[0].state is HeardState.DONE
    row.gone.trigger()
    assert heard(session, talk, HeardKind.NEED)[0].state is HeardState.WITHDRAWN
    row.menu.actions()[-1].trigger()
    assert page.needs.rows == {}
    session.undo()
    assert texts(page.needs) == ["recruit ten patients"]


def test_a_need_that_an_offer_fits_says_so_and_leads_there(
    pane: ConversationPane, page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    session.run(session.store.add_offer, OfferFields("A readable primer on FHIR", tags=("FHIR", "primer")))
    add(page.needs, "a readable primer on FHIR for designers", qtbot)
    add(page.needs, "somebody to water the plants", qtbot)
    fitting, plain = page.needs.rows.values()
    assert isinstance(fitting, NeedRow)
    assert isinstance(plain, NeedRow)
    qtbot.waitUntil(fitting.match.isVisible)
    assert fitting.match.text() == "1 match"
    assert not plain.match.isVisible()
    assert page.needs.heading.aside() == "1 can be met"
    asked: list[int] = []
    pane.offer_requested.connect(asked.append)
    fitting.match.click()
    assert asked == [session.store.interview(talk).contact_id]


def test_a_takeaway_keeps_what_i_will_do(page: InterviewPage, session: Session, talk: int, qtbot: QtBot) -> None:
    add(page.takeaways, "Lead with one case", qtbot)
    (row,) = page.takeaways.rows.values()
    assert isinstance(row, TakeawayRow)
    row.action.setFocus()
    qtbot.keyClicks(row.action, "rewrite the clinic case")
    qtbot.keyClick(row.action, Qt.Key.Key_Return)
    assert heard(session, talk, HeardKind.TAKEAWAY)[0].action == "rewrite the clinic case"


def test_a_referral_to_somebody_known_is_not_added_twice(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    known = session.run(session.store.add_contact, Person("Helen Osei", organisation="Calder & Daughters"))
    assert known is not None
    add(page.referrals, "Helen Osei, runs the patient panel", qtbot)
    (row,) = page.referrals.rows.values()
    assert isinstance(row, ReferralRow)
    row.follow.click()
    assert heard(session, talk, HeardKind.REFERRAL)[0].referred is None, "first it is asked who is meant"
    (menu,) = [menu for menu in row.findChildren(QMenu) if menu.isVisible()]
    assert [action.text() for action in menu.actions()] == [
        "This is Helen Osei, Calder && Daughters",
        "&Somebody else of that name",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    ref = heard(session, talk, HeardKind.REFERRAL)[0].referred
    assert ref is not None and ref.id == known.new_id(Kind.CONTACT)
    assert row.follow.whole_text() == "Open Helen Osei"
    session.undo()
    row.follow.click()
    (menu,) = [menu for menu in row.findChildren(QMenu) if menu.isVisible()]
    qtbot.keyClick(menu, Qt.Key.Key_S)
    ref = heard(session, talk, HeardKind.REFERRAL)[0].referred
    assert ref is not None and ref.id != known.new_id(Kind.CONTACT)


def test_a_referral_becomes_a_contact_with_its_introducer(
    pane: ConversationPane, page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    add(page.referrals, "Dr. Helen Osei, runs the patient panel", qtbot)
    (row,) = page.referrals.rows.values()
    assert isinstance(row, ReferralRow)
    assert row.follow.whole_text() == "Add as contact"
    row.follow.click()
    ref = heard(session, talk, HeardKind.REFERRAL)[0].referred
    assert ref is not None
    helen = session.store.contact(ref.id)
    assert helen.introducer is not None
    assert helen.introducer.name == "Priya Raman"
    assert "Helen Osei" in helen.person.name
    assert row.follow.whole_text() == f"Open {ref.name}"
    asked: list[int] = []
    pane.contact_requested.connect(asked.append)
    row.follow.click()
    assert asked == [ref.id]
    session.undo()
    assert row.follow.whole_text() == "Add as contact"


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("Dr. Helen Osei, runs the patient panel", "Dr. Helen Osei", "runs the patient panel"),
        ("Jean-Luc Picard (captain)", "Jean-Luc Picard", "captain"),
        ("Ana – Lisbon office", "Ana", "Lisbon office"),
        ("田中 美咲", "田中 美咲", ""),
    ],
)
def test_the_name_is_told_from_what_is_said_of_the_person(text: str, name: str, note: str) -> None:
    person = referred_person(text)
    assert (person.name, person.note) == (name, note)


def test_a_promise_has_an_owner_a_day_and_is_kept(
    page: InterviewPage, session: Session, talk: int, qtbot: QtBot
) -> None:
    add(page.promises, "Send the salary survey", qtbot)
    (row,) = page.promises.rows.values()
    assert isinstance(row, PromiseRow)
    assert row.whose.text() == "my promise"
    row.due.calendar().clicked.emit(row.due.calendar().maximumDate())
    row.due.chosen.emit(date(2026, 11, 27))
    assert row.due.text() == "by Fri 27 Nov"
    row.whose.click()
    row.kept.click()
    promise = heard(session, talk, HeardKind.PROMISE)[0]
    assert (promise.due, promise.mine, promise.state) == (date(2026, 11, 27), False, HeardState.DONE)
    session.undo()
    assert not row.kept.isChecked()
