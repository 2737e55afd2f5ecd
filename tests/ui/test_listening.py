"""The listening mode: notes taken while two people talk, the clock, and five questions when they have talked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import (
    EventKind,
    Heard,
    HeardKind,
    HeardState,
    InterviewPlan,
    Kind,
    Person,
    Question,
    StepKind,
    Tiara,
)
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.heard import PromiseRow
from netplus_desktop.ui.listening.room import Room
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault import drafts

QUESTIONS = (Question("What changed this year?", Tiara.TRENDS), Question("Who else should I meet?", Tiara.RESOURCES))
STARTS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> list[datetime]:
    """One instant: the time, as the vault is told it."""
    return [STARTS]


@pytest.fixture
def store(tmp_path: Path, clock: list[datetime]) -> Iterator[Store]:
    opened = throwaway_store(tmp_path, clock=lambda: clock[0])
    yield opened
    opened.close()


@pytest.fixture
def talk(store: Store) -> int:
    who = store.add_contact(Person("Priya Raman", given="Priya")).new_id(Kind.CONTACT)
    return store.plan_interview(who, InterviewPlan(starts=datetime(2026, 11, 23, 9, 0)), QUESTIONS).new_id(
        Kind.INTERVIEW
    )


@pytest.fixture
def desk(talk: int, window: MainWindow, store: Store) -> MainWindow:
    """The window with the conversation in front."""
    window.go_to_contact(store.interview(talk).contact_id)
    return window


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def write(text: str) -> None:
    """Type into what has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    for letter in text:
        if letter == "\n":
            QTest.keyClick(focused, Qt.Key.Key_Return)
        else:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, focused, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
            )


def listening(window: MainWindow) -> Room:
    """The room over the desk, entered by F11."""
    press(window, Qt.Key.Key_F11)
    assert window.listening.under_way
    assert window.listening.room is not None
    return window.listening.room


def heard(store: Store, talk: int) -> list[tuple[HeardKind, str]]:
    contact = store.contact(store.interview(talk).contact_id)
    return [(thing.kind, thing.text) for thing in contact.heard]


# --- the talk -----------------------------------------------------------------------------------------------


def test_a_talk_is_written_down_and_filed_by_keyboard_alone(desk: MainWindow, store: Store, talk: int) -> None:
    room = listening(desk)
    assert QApplication.focusWidget() is room.view.notes.edit
    assert not desk.people.isVisible()
    assert not desk.search.isVisible()
    write("Loves diary studies\nn recruiting patients\nt lead with one case\nr Helen Osei\n")
    write("p send the survey\ne teaching nurses\n? a primer on FHIR\n> call on Friday\nplain")
    press(desk, Qt.Key.Key_Escape)
    assert not desk.listening.under_way
    assert desk.people.isVisible()
    assert desk.search.isVisible()
    assert QApplication.focusWidget() is desk.conversation.person.interview_page.notes.edit
    assert heard(store, talk) == [
        (HeardKind.NEED, "recruiting patients"),
        (HeardKind.TAKEAWAY, "lead with one case"),
        (HeardKind.REFERRAL, "Helen Osei"),
        (HeardKind.PROMISE, "send the survey"),
        (HeardKind.ENERGY, "teaching nurses"),
        (HeardKind.NEED, "a primer on FHIR"),
        (HeardKind.PROMISE, "call on Friday"),
    ]
    assert desk.conversation.person.interview_page.notes.edit.toPlainText() == store.interview(talk).notes
    assert store.interview(talk).event(EventKind.HELD) is None


def test_a_talk_is_written_down_by_mouse(desk: MainWindow, store: Store, talk: int, qtbot: QtBot) -> None:
    section = desk.conversation.person.interview_page.notes
    QTest.mouseClick(section.listen, Qt.MouseButton.LeftButton)
    room = desk.listening.room
    assert room is not None
    qtbot.waitUntil(room.view.questions.rows[1].asked.isVisible)
    QTest.mouseClick(room.view.questions.rows[1].asked, Qt.MouseButton.LeftButton)
    assert [question.asked for question in store.interview(talk).questions] == [False, True]
    QTest.mouseClick(room.view.notes.edit.viewport(), Qt.MouseButton.LeftButton)
    write("n recruiting patients\n")
    QTest.mouseClick(room.view.talked, Qt.MouseButton.LeftButton)
    for _ in room.debrief.sections:
        QTest.mouseClick(room.debrief.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(room.debrief.leave, Qt.MouseButton.LeftButton)
    assert not desk.listening.under_way
    assert heard(store, talk) == [(HeardKind.NEED, "recruiting patients")]
    events = {event.kind for event in store.interview(talk).events}
    assert {EventKind.HELD, EventKind.DEBRIEFED} <= events
    needs = desk.conversation.person.interview_page.needs
    assert [row.text.toPlainText() for row in needs.rows.values()] == ["recruiting patients"]


def test_typing_that_knows_no_pause_is_saved_all_the_same(
    desk: MainWindow, store: Store, talk: int, qtbot: QtBot
) -> None:
    edit = listening(desk).view.notes.edit
    typist = QTimer()
    typist.setInterval(20)
    typist.timeout.connect(lambda: write("a"))
    typist.start()
    qtbot.waitUntil(lambda: bool(store.interview(talk).notes))
    typist.stop()
    assert edit.toPlainText().startswith(store.interview(talk).notes)


def test_how_much_was_filed_stands_below_the_notes(desk: MainWindow) -> None:
    room = listening(desk)
    assert room.view.letters.text() == "n need · t takeaway · r referral · p promise · e energy topic"
    write("n one\nn two\nt three\n")
    room.view.notes.edit.commit()
    assert room.view.letters.text() == "n need (2) · t takeaway (1) · r referral · p promise · e energy topic"


def test_tab_leads_from_the_notes_to_the_questions_and_on(
    desk: MainWindow, store: Store, talk: int, qtbot: QtBot
) -> None:
    room = listening(desk)
    row = room.view.questions.rows[0]
    qtbot.waitUntil(row.asked.isVisible)
    press(desk, Qt.Key.Key_Tab)
    walked = []
    while not walked or QApplication.focusWidget() is not walked[0]:
        walked.append(QApplication.focusWidget())
        press(desk, Qt.Key.Key_Tab)
        assert len(walked) < 40
    inside = [one for one in walked if one is not None and room.isAncestorOf(one)]
    assert walked == inside
    first = walked.index(room.view.leave)
    walked = walked[first:] + walked[:first]
    assert walked[:4] == [room.view.leave, room.view.talked, room.view.clock.again, room.view.notes.edit]
    ticks = [walked.index(question.asked) for question in room.view.questions.rows]
    assert 4 <= ticks[0] < ticks[1] < len(walked)
    row.asked.setFocus()
    press(desk, Qt.Key.Key_Space)
    assert store.interview(talk).questions[0].asked
    row.answer.setFocus()
    write("More diary studies\n")
    assert store.interview(talk).questions[0].answer == "More diary studies"


def test_f6_goes_between_the_notes_and_the_questions(desk: MainWindow, qtbot: QtBot) -> None:
    room = listening(desk)
    qtbot.waitUntil(room.view.questions.rows[0].asked.isVisible)
    press(desk, Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert room.view.side.isAncestorOf(focused)
    press(desk, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is room.view.notes.edit
    assert desk.listening.under_way


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 of 20 minutes · opening: thanks, and who you are"),
        (4, "4 of 20 minutes · your questions"),
        (18, "18 of 20 minutes · ending: who else, and thanks"),
        (27, "27 of 20 minutes · ending: who else, and thanks"),
    ],
)
def test_the_clock_tells_how_far_it_is(
    desk: MainWindow, clock: list[datetime], minutes: int, words: str, qtbot: QtBot
) -> None:
    room = listening(desk)
    clock[0] += timedelta(minutes=minutes)
    qtbot.waitUntil(lambda: room.view.clock.text.text() == words)
    room.view.clock.again.click()
    assert room.view.clock.text.text() == "0 of 20 minutes · opening: thanks, and who you are"


def test_a_command_that_needs_the_desk_brings_it_back(desk: MainWindow, store: Store, talk: int) -> None:
    listening(desk)
    write("half a line")
    press(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not desk.listening.under_way
    assert desk.search.isVisible()
    assert desk.search.hasFocus()
    assert store.interview(talk).notes == "half a line"


def test_larger_text_makes_the_notes_larger_and_stays(desk: MainWindow) -> None:
    room = listening(desk)
    before = room.view.notes.edit.font().pointSizeF()
    assert before == theme.font(theme.Type.BODY).pointSizeF() + 4
    theme.apply(QApplication.instance(), Qt.ColorScheme.Dark, QApplication.font(), 150)  # type: ignore[arg-type]
    assert room.view.notes.edit.font().pointSizeF() == theme.font(theme.Type.BODY).pointSizeF() + 4 > before
    desk.actions_.larger.trigger()
    assert desk.listening.under_way


def test_undo_takes_the_latest_notes_back_and_the_talk_goes_on(desk: MainWindow, store: Store, talk: int) -> None:
    room = listening(desk)
    write("n one\n")
    desk.actions_.undo.trigger()
    assert store.interview(talk).notes == ""
    assert room.view.notes.edit.toPlainText() == ""
    desk.actions_.redo.trigger()
    assert heard(store, talk) == [(HeardKind.NEED, "one")]
    assert desk.listening.under_way


def test_a_conversation_that_undo_takes_away_is_left(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    who = store.add_contact(Person("Ann Lee")).new_id(Kind.CONTACT)
    window.session.run(store.plan_interview, who, InterviewPlan())
    window.go_to_contact(who)
    listening(window)
    window.undo()
    assert not window.listening.under_way
    assert window.conversation.isVisible()


def test_what_the_vault_refuses_is_told_where_one_looks(desk: MainWindow, store: Store, talk: int) -> None:
    room = listening(desk)
    write("kept on the screen")
    desk.session.refuse(VaultError("disk-full", name="vault"))
    assert room.strip.isVisible()
    assert room.strip.text()
    room.view.notes.edit.commit()
    assert not room.strip.isVisible()
    assert store.interview(talk).notes == "kept on the screen"


def test_without_a_conversation_there_is_nothing_to_listen_to(window: MainWindow) -> None:
    assert not window.actions_.listen.isEnabled()
    assert not window.actions_.debrief.isEnabled()
    window.listening.listen()
    window.listening.look_back()
    assert not window.listening.under_way


def test_everything_in_the_room_has_a_name(desk: MainWindow) -> None:
    room = listening(desk)
    room.view.talked.click()
    for widget in room.findChildren(QWidget):
        if isinstance(widget, QAbstractButton) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            said = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert said or not widget.isVisible(), widget


# --- looking back -------------------------------------------------------------------------------------------


def test_after_the_talk_five_questions_are_answered_by_keyboard(
    desk: MainWindow, store: Store, talk: int, clock: list[datetime]
) -> None:
    room = listening(desk)
    write("n recruiting patients\n")
    clock[0] = STARTS + timedelta(minutes=25)
    room.view.talked.setFocus()
    press(desk, Qt.Key.Key_Space)
    assert store.interview(talk).event(EventKind.HELD) == STARTS + timedelta(minutes=20)  # when it was to end
    debrief = room.debrief
    assert debrief.question.text() == "What did they need?"
    assert [row.text.toPlainText() for row in debrief.sections[0].rows.values()] == ["recruiting patients"]
    for answer in ("an interpreter", "lead with one case", "diary studies", "Helen Osei", "send the survey"):
        assert QApplication.focusWidget() in [section.add for section in debrief.sections]
        write(f"{answer}\n")  # filed
        write("\n")  # on to the next
    assert debrief.question.text() == "That is written up."
    assert heard(store, talk) == [
        (HeardKind.NEED, "recruiting patients"),
        (HeardKind.NEED, "an interpreter"),
        (HeardKind.TAKEAWAY, "lead with one case"),
        (HeardKind.ENERGY, "diary studies"),
        (HeardKind.REFERRAL, "Helen Osei"),
        (HeardKind.PROMISE, "send the survey"),
    ]
    assert store.interview(talk).event(EventKind.DEBRIEFED) == clock[0]
    assert QApplication.focusWidget() is debrief.letter
    press(desk, Qt.Key.Key_Space)
    assert not desk.listening.under_way
    letter = desk.conversation.person.interview_page.letter
    assert letter.isVisible()
    assert "lead with one case" in "\n".join(field.toPlainText() for field in letter.findChildren(QPlainTextEdit))


def test_each_of_the_questions_can_be_passed_over(desk: MainWindow, store: Store, talk: int) -> None:
    desk.actions_.debrief.trigger()
    room = desk.listening.room
    assert room is not None
    asked = []
    for _ in range(5):
        assert room.debrief.next.text() == "&Skip"
        asked.append(room.debrief.question.text())
        room.debrief.next.click()
    assert asked[0] == "What did they need?"
    assert len(set(asked)) == 5
    assert heard(store, talk) == []
    assert store.interview(talk).event(EventKind.DEBRIEFED) == STARTS
    room.debrief.previous.click()
    assert room.debrief.question.text() == asked[4]
    room.debrief.leave.click()
    assert not desk.listening.under_way


def test_a_promise_gets_its_owner_and_its_day_in_the_debrief(desk: MainWindow, store: Store, talk: int) -> None:
    desk.actions_.debrief.trigger()
    room = desk.listening.room
    assert room is not None
    for _ in range(4):
        room.debrief.next.click()
    write("Send the salary survey\n")
    (row,) = room.debrief.sections[4].rows.values()
    assert isinstance(row, PromiseRow)
    row.whose.click()
    row.kept.click()
    promise: Heard = store.contact(store.interview(talk).contact_id).heard[0]
    assert (promise.mine, promise.state) == (False, HeardState.DONE)


def test_an_answer_that_was_not_finished_is_filed_on_leaving(desk: MainWindow, store: Store, talk: int) -> None:
    desk.actions_.debrief.trigger()
    write("an interpreter")
    press(desk, Qt.Key.Key_F11)
    assert heard(store, talk) == [(HeardKind.NEED, "an interpreter")]


def test_a_meeting_that_was_recorded_keeps_its_day(desk: MainWindow, store: Store, talk: int) -> None:
    before = STARTS - timedelta(days=2)
    desk.session.run(store.record_event, talk, EventKind.HELD, before)
    listening(desk).view.talked.click()
    assert store.interview(talk).event(EventKind.HELD) == before


# --- what is kept -------------------------------------------------------------------------------------------


@contextmanager
def after_a_crash(qtbot: QtBot, store: Store, folder: Path) -> Iterator[MainWindow]:
    """A window over the files as they lie there, as after the program was killed."""
    folder.mkdir()
    for file in store.path.parent.glob(f"{store.path.name}*"):
        shutil.copy(file, folder / file.name)
    opened = open_store(folder / store.path.name, recovery_key=store.recovery_key(), clock=store.now)
    window = open_window(opened, Settings())
    window.show()
    qtbot.waitExposed(window)
    drafts.put_back(window, opened.take_aside())
    yield window
    window.close()
    window.deleteLater()


def test_a_talk_goes_on_after_a_crash_with_its_clock(
    desk: MainWindow, store: Store, clock: list[datetime], qtbot: QtBot, tmp_path: Path
) -> None:
    room = listening(desk)
    write("n one")
    room.view.notes.edit.commit()
    clock[0] += timedelta(minutes=6)
    with after_a_crash(qtbot, store, tmp_path / "crashed") as window:
        assert window.listening.under_way
        assert window.listening.room is not None
        assert window.listening.room.view.notes.edit.toPlainText() == "n one"
        assert window.listening.room.view.clock.text.text() == "6 of 20 minutes · your questions"


def test_an_answer_that_is_half_typed_is_there_after_a_crash(
    desk: MainWindow, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.actions_.debrief.trigger()
    room = desk.listening.room
    assert room is not None
    room.debrief.next.click()
    with qtbot.waitSignal(room.debrief.moved):
        write("lead with one ca")
    with after_a_crash(qtbot, store, tmp_path / "crashed") as window:
        assert window.listening.room is not None
        assert window.listening.room.looking_back
        assert window.listening.room.debrief.question.text() == "What did you learn?"
        assert window.listening.room.debrief.sections[1].add.text() == "lead with one ca"


def test_after_leaving_nothing_is_put_by(desk: MainWindow, store: Store) -> None:
    listening(desk)
    press(desk, Qt.Key.Key_F11)
    assert store.take_aside() == ""


def test_writing_it_up_makes_the_thank_you_the_next_step(
    desk: MainWindow, store: Store, talk: int, clock: list[datetime]
) -> None:
    room = listening(desk)
    clock[0] = STARTS + timedelta(minutes=20)
    room.view.talked.click()
    for _ in range(5):
        room.debrief.next.click()
    step = store.contact(store.interview(talk).contact_id).next_step
    assert step is not None
    assert (step.kind, step.due) == (StepKind.THANK, STARTS + timedelta(minutes=20, hours=24))
