"""The question bank in the window: searched, narrowed, ticked, marked, added to, by keys alone and by mouse."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.questions import Stage
from netplus_desktop.core.records import EventKind, InterviewPlan, Kind, Person, Question, Tiara
from netplus_desktop.store.store import Store
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.interview.question_list import QuestionList, Show
from netplus_desktop.ui.interview.question_picker import QuestionPicker
from netplus_desktop.ui.main_window import MainWindow

SKILLS = "Which skills are becoming harder to find in your area?"
READ = "What do you read or listen to so as to keep up?"
SPOKE = "What changed since we last spoke?"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def priya(store: Store) -> int:
    """Somebody whom I met in October, and with whom another talk is planned."""
    contact = store.add_contact(Person("Priya Raman", given="Priya")).new_id(Kind.CONTACT)
    plan = InterviewPlan(starts=datetime(2026, 10, 1, 9, 0), zone="UTC")
    asked = Question(SPOKE, Tiara.TRENDS, asked=True)
    held = store.plan_interview(contact, plan, [asked]).new_id(Kind.INTERVIEW)
    store.record_event(held, EventKind.HELD, datetime(2026, 10, 1, 9, 30, tzinfo=UTC))
    store.plan_interview(contact, InterviewPlan(starts=datetime(2026, 12, 1, 9, 0), zone="UTC"), [])
    ann = store.add_contact(Person("Ann Sørensen")).new_id(Kind.CONTACT)
    store.plan_interview(ann, InterviewPlan(), [Question(SKILLS, Tiara.TRENDS)])
    return contact


@pytest.fixture
def talk(store: Store, priya: int) -> int:
    return max(one.id for one in store.contact(priya).interviews)


@pytest.fixture
def picker(priya: int, talk: int, window: MainWindow, qtbot: QtBot) -> QuestionPicker:
    """The picker as Ctrl+Shift+K opens it, listing questions for any talk."""
    window.go_to_contact(priya)
    window.conversation.person.show_interview(talk)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    found = window.findChild(QuestionPicker)
    assert found is not None and found.isVisible()
    choose(found.questions.stage, None)
    return found


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def listed(questions: QuestionList) -> list[str]:
    rows = range(questions.list.count())
    return [questions.list.item(row).text() for row in rows if not questions.list.isRowHidden(row)]


def facts(questions: QuestionList, text: str) -> str:
    (item,) = questions.list.findItems(text, Qt.MatchFlag.MatchExactly)
    return str(item.data(Qt.ItemDataRole.AccessibleTextRole)).removeprefix(text).strip()


def place(questions: QuestionList, text: str) -> QPoint:
    """Where the words of a question can be clicked."""
    (item,) = questions.list.findItems(text, Qt.MatchFlag.MatchExactly)
    questions.list.scrollToItem(item)
    return questions.list.visualItemRect(item).center()


def add_own(qtbot: QtBot, questions: QuestionList, text: str) -> None:
    questions.own.setFocus()
    qtbot.keyClicks(questions.own, text)
    qtbot.keyClick(questions.own, Qt.Key.Key_Return)


# --- picking ------------------------------------------------------------------------------------------------


def test_questions_are_picked_by_keys_alone(
    picker: QuestionPicker, window: MainWindow, store: Store, talk: int, qtbot: QtBot
) -> None:
    questions = picker.questions
    qtbot.waitUntil(lambda: QApplication.focusWidget() is questions.search)
    qtbot.keyClicks(questions.search, "HARDER to find")
    assert listed(questions) == [SKILLS]
    qtbot.keyClick(questions.search, Qt.Key.Key_Return)
    assert picker.isVisible()
    qtbot.keyClicks(questions.search, "listen")  # over the words before, which are selected
    qtbot.keyClick(questions.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is questions.list
    qtbot.keyClick(questions.list, Qt.Key.Key_Space)
    add_own(qtbot, questions, "What made you laugh   this week?")
    assert [label.text() for label in picker.findChildren(QLabel) if "ticked" in label.text()] == ["3 questions ticked"]
    qtbot.keyClick(questions.own, Qt.Key.Key_Return, CONTROL)
    assert [(question.text, question.kind) for question in store.interview(talk).questions] == [
        (SKILLS, Tiara.TRENDS),
        ("What made you laugh this week?", Tiara.INSIGHTS),
        (READ, Tiara.RESOURCES),
    ]
    rows = window.conversation.person.interview_page.questions.rows
    assert [row.text.toPlainText() for row in rows] == [SKILLS, "What made you laugh this week?", READ]
    window.session.undo()
    assert store.interview(talk).questions == ()


def test_questions_are_picked_with_the_mouse(picker: QuestionPicker, store: Store, talk: int, qtbot: QtBot) -> None:
    questions = picker.questions
    for text in (SKILLS, READ, SKILLS):  # the third click takes the first back
        qtbot.mouseClick(questions.list.viewport(), Qt.MouseButton.LeftButton, pos=place(questions, text))
    qtbot.mouseClick(picker.take_button, Qt.MouseButton.LeftButton)
    assert [question.text for question in store.interview(talk).questions] == [READ]


def test_enter_in_an_empty_search_ticks_nothing(picker: QuestionPicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker.questions.search, Qt.Key.Key_Return)
    assert picker.isVisible() and picker.questions.picked() == []
    assert not picker.take_button.isEnabled()


def test_what_stands_on_the_list_is_not_offered_again(
    store: Store, priya: int, talk: int, window: MainWindow, qtbot: QtBot
) -> None:
    store.set_questions(talk, [Question(SKILLS.upper(), Tiara.TRENDS)])
    window.go_to_contact(priya)
    window.conversation.person.show_interview(talk)
    window.conversation.pick_questions()
    found = window.findChild(QuestionPicker)
    assert found is not None
    choose(found.questions.stage, None)
    assert SKILLS not in listed(found.questions) and READ in listed(found.questions)
    add_own(qtbot, found.questions, SKILLS)
    assert any("already" in label.text() for label in found.findChildren(QLabel) if label.isVisible())
    assert store.own_questions() == () and found.questions.own.text() == SKILLS


# --- narrowing ------------------------------------------------------------------------------------------------


def test_the_bank_is_narrowed_by_talk_kind_and_what_was_done_with_it(picker: QuestionPicker, qtbot: QtBot) -> None:
    questions = picker.questions
    everything = listed(questions)
    assert len(everything) >= 90
    add_own(qtbot, questions, "Which river do you row on?")
    choose(questions.stage, Stage.RETURNING)
    choose(questions.kind, Tiara.RESOURCES)
    assert "Who has come back after a break and might tell me about it?" in listed(questions)
    assert SPOKE not in listed(questions) and 5 <= len(listed(questions)) < 20
    choose(questions.stage, None)
    choose(questions.kind, None)
    choose(questions.show_only, Show.OWN)
    assert listed(questions) == ["Which river do you row on?"]
    choose(questions.show_only, Show.TICKED)
    assert listed(questions) == ["Which river do you row on?"]
    choose(questions.show_only, Show.NEW)
    assert set(everything) - set(listed(questions)) == {SKILLS, SPOKE}
    choose(questions.show_only, Show.FAVOURITES)
    assert listed(questions) == []


def test_each_question_tells_with_whom_it_was_used(picker: QuestionPicker) -> None:
    assert facts(picker.questions, SKILLS) == "Trends · last picked for Ann Sørensen, today"
    assert facts(picker.questions, SPOKE) == "Trends · you asked Priya Raman this before: Thu 1 Oct"
    assert facts(picker.questions, READ) == "Resources"


# --- favourites -------------------------------------------------------------------------------------------------


def test_a_favourite_is_marked_by_its_star_and_by_its_key(picker: QuestionPicker, store: Store, qtbot: QtBot) -> None:
    questions = picker.questions
    (item,) = questions.list.findItems(READ, Qt.MatchFlag.MatchExactly)
    place(questions, READ)
    star = questions.list.rows.star_of(questions.list.indexFromItem(item)).center()
    qtbot.mouseClick(questions.list.viewport(), Qt.MouseButton.LeftButton, pos=star)
    assert store.favourite_questions() == (READ,)
    assert facts(questions, READ) == "Resources Favourite"
    assert questions.picked() == [], "the star ticks nothing"
    questions.list.setFocus()
    qtbot.keyClicks(questions.list, "*")
    assert store.favourite_questions() == ()
    questions.star_button.click()
    choose(questions.show_only, Show.FAVOURITES)
    assert listed(questions) == [READ]


# --- own questions ------------------------------------------------------------------------------------------------


def test_an_own_question_is_reworded_and_removed(picker: QuestionPicker, store: Store, qtbot: QtBot) -> None:
    questions = picker.questions
    choose(questions.own_stage, Stage.ALUMNI)
    add_own(qtbot, questions, "Which class would you take again?")
    qtbot.keyClick(questions.list, Qt.Key.Key_F2)
    assert questions.own.selectedText() == "Which class would you take again?"
    choose(questions.own_kind, Tiara.ADVICE)
    qtbot.keyClicks(questions.own, "Which course would you take again?")
    qtbot.keyClick(questions.own, Qt.Key.Key_Return)
    (own,) = store.own_questions()
    assert (own.text, own.kind, own.stage) == ("Which course would you take again?", Tiara.ADVICE, Stage.ALUMNI)
    assert [question.text for question in questions.picked()] == ["Which course would you take again?"]
    choose(questions.stage, Stage.FIRST)
    assert own.text not in listed(questions)
    choose(questions.stage, Stage.ALUMNI)
    questions.list.setFocus()
    qtbot.keyClick(questions.list, Qt.Key.Key_Delete)
    assert store.own_questions() == () and own.text not in listed(questions)
    assert questions.picked() == []


def test_rewording_is_given_up_and_ticks_nothing(picker: QuestionPicker, store: Store, qtbot: QtBot) -> None:
    questions = picker.questions
    add_own(qtbot, questions, "Why now?")
    qtbot.keyClick(questions.list, Qt.Key.Key_Space)  # the tick that a new question has
    questions.reword()
    qtbot.keyClicks(questions.own, "Why then?")
    qtbot.keyClick(questions.own, Qt.Key.Key_Escape)
    assert picker.isVisible() and questions.list.hasFocus() and questions.own.text() == ""
    assert [question.text for question in store.own_questions()] == ["Why now?"]
    questions.reword()
    qtbot.keyClicks(questions.own, "Why then?")
    qtbot.keyClick(questions.own, Qt.Key.Key_Return)
    assert [question.text for question in store.own_questions()] == ["Why then?"]
    assert questions.picked() == []
    questions.reword()
    questions.remove()
    add_own(qtbot, questions, "Why today?")
    assert [question.text for question in store.own_questions()] == ["Why today?"]


def test_shipped_questions_are_neither_reworded_nor_removed(picker: QuestionPicker, store: Store, qtbot: QtBot) -> None:
    questions = picker.questions
    questions.go_to_list()
    assert not questions.reword_button.isEnabled() and not questions.remove_button.isEnabled()
    before = listed(questions)
    qtbot.keyClick(questions.list, Qt.Key.Key_Delete)
    qtbot.keyClick(questions.list, Qt.Key.Key_F2)
    assert listed(questions) == before and questions.own.text() == ""


def test_the_words_of_another_own_question_are_refused_in_place(
    picker: QuestionPicker, store: Store, qtbot: QtBot
) -> None:
    questions = picker.questions
    add_own(qtbot, questions, "Why now?")
    add_own(qtbot, questions, "Why here?")
    questions.reword()
    qtbot.keyClicks(questions.own, "why NOW")
    qtbot.keyClick(questions.own, Qt.Key.Key_Return)
    assert any("says the same" in label.text() for label in picker.findChildren(QLabel) if label.isVisible())
    assert [question.text for question in store.own_questions()] == ["Why now?", "Why here?"]
    assert questions.own.text() == "why NOW"


def test_the_words_of_a_shipped_question_tick_that(picker: QuestionPicker, store: Store, qtbot: QtBot) -> None:
    add_own(qtbot, picker.questions, READ.upper())
    assert store.own_questions() == ()
    assert [question.text for question in picker.questions.picked()] == [READ]


def test_an_own_question_that_is_being_reworded_is_kept_over_a_lock(picker: QuestionPicker, qtbot: QtBot) -> None:
    questions = picker.questions
    add_own(qtbot, questions, "Why now?")
    questions.reword()
    questions.own.setText("Why to")
    kept = questions.unfinished()
    picker.reject()
    again = QuestionList(questions._session, questions._contact)
    qtbot.addWidget(again)
    again.resume(kept)
    again.own.setText("Why today?")
    again.add_own()
    assert [question.text for question in again._session.store.own_questions()] == ["Why today?"]


# --- suggestions --------------------------------------------------------------------------------------------------


def test_a_plan_suggests_for_the_talk_and_leaves_out_what_was_asked(priya: int, window: MainWindow) -> None:
    window.go_to_contact(priya)
    window.conversation.plan_interview()
    dialog = window.findChild(PlanDialog)
    assert dialog is not None
    questions = dialog.questions
    assert questions.stage.currentText() == "Second talk"
    second = [question.text for question in questions.picked()]
    assert len(second) == 6 and SPOKE not in second
    choose(questions.stage, Stage.RETURNING)
    returning = [question.text for question in questions.picked()]
    assert len(returning) == 6 and set(returning) & set(second) == set(second[-2:])
    questions.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    mine = [question.text for question in questions.picked()]
    choose(questions.stage, Stage.ALUMNI)
    assert [question.text for question in questions.picked()] == mine, "what the user ticked stays"
    questions.suggest_button.click()
    assert len(questions.picked()) == 6 and [question.text for question in questions.picked()] != returning


# --- the questions of a conversation --------------------------------------------------------------------------------


@pytest.fixture
def asked(store: Store, priya: int, talk: int, window: MainWindow) -> MainWindow:
    """The window with two questions on the list of the talk."""
    store.set_questions(talk, [Question(SKILLS, Tiara.TRENDS), Question("Why Calder?", Tiara.ADVICE)])
    window.go_to_contact(priya)
    window.conversation.person.show_interview(talk)
    return window


def test_an_answer_is_noted_by_keys_alone(asked: MainWindow, store: Store, talk: int, qtbot: QtBot) -> None:
    asked.activateWindow()
    row = asked.conversation.person.interview_page.questions.rows[1]
    row.asked.setFocus()
    qtbot.keyClick(row.asked, Qt.Key.Key_Space)
    qtbot.keyClick(row.asked, Qt.Key.Key_Return)
    assert row.answer.hasFocus()
    qtbot.keyClicks(row.answer, "They trust small teams")
    qtbot.keyClick(row.answer, Qt.Key.Key_Return)
    question = store.interview(talk).questions[1]
    assert (question.asked, question.answer) == (True, "They trust small teams")


def test_a_question_worded_for_one_talk_is_kept_for_others(asked: MainWindow, store: Store) -> None:
    known, worded = asked.conversation.person.interview_page.questions.rows
    for row in (known, worded):
        row.menu.aboutToShow.emit()
    assert (known.keep.isVisible(), worded.keep.isVisible()) == (False, True)
    worded.keep.trigger()
    assert [(question.text, question.kind) for question in store.own_questions()] == [("Why Calder?", Tiara.ADVICE)]
    worded.menu.aboutToShow.emit()
    assert not worded.keep.isVisible()


def test_tab_walks_the_bank_as_it_is_read(picker: QuestionPicker, qtbot: QtBot) -> None:
    questions = picker.questions
    add_own(qtbot, questions, "Why now?")
    order: list[QWidget] = [questions.search, questions.stage, questions.kind, questions.show_only, questions.list]
    order += [questions.suggest_button, questions.star_button, questions.reword_button, questions.remove_button]
    order += [questions.own, questions.own_kind, questions.own_stage, questions.add_button]
    order[0].setFocus()
    for here, there in pairwise(order):
        assert here.hasFocus()
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        assert there.hasFocus(), there.accessibleName()


def test_every_part_of_the_bank_is_named(picker: QuestionPicker) -> None:
    questions = picker.questions
    parts: list[QWidget] = [*questions.findChildren(QComboBox), questions.search, questions.own, questions.list]
    assert [part for part in parts if not part.accessibleName()] == []
