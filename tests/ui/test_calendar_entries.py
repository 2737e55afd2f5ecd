"""A meeting, a next step and a promise go into the user's calendar: opened there, or dragged out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import EventKind, HeardKind, InterviewPlan, Kind, Person
from netplus_desktop.exports import CalendarEntry
from netplus_desktop.ui.calendar import CalendarButton, DraggedEntry
from netplus_desktop.ui.clipboard import forget_copied
from netplus_desktop.ui.interview.heard import PromiseRow
from netplus_desktop.ui.main_window import MainWindow


class Desktop:
    """What hands a file to a program here: it notes what it was given."""

    def __init__(self, answers: bool = True) -> None:
        self.answers = answers
        self.files: list[Path] = []

    def open(self, url: QUrl) -> bool:
        self.files.append(Path(url.toLocalFile()))
        return self.answers

    @property
    def text(self) -> str:
        return self.files[-1].read_bytes().decode().replace("\r\n ", "")


def meeting(window: MainWindow, when: datetime | None) -> tuple[int, int]:
    """Zoë and a planned talk, shown."""
    store = window.session.store
    who = store.add_contact(Person(name="Zoë Łuczak")).new_id(Kind.CONTACT)
    talk = store.plan_interview(who, InterviewPlan(starts=when, zone="Europe/Berlin")).new_id(Kind.INTERVIEW)
    window.go_to_contact(who)
    return who, talk


def marks(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("UID:")]


def test_a_meeting_is_opened_from_its_plan_and_a_second_time_renews_it(window: MainWindow, qtbot: QtBot) -> None:
    _, talk = meeting(window, datetime(2031, 3, 12, 14))
    desktop = Desktop()
    button = window.conversation.person.interview_page.plan.calendar_button
    button.open_address = desktop.open
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    first = desktop.text
    assert desktop.files[0].name == "Zoë Łuczak.ics"
    assert "DTSTART:20310312T130000Z" in first.splitlines()
    window.session.run(window.session.store.edit_interview, talk, starts=datetime(2031, 3, 13, 9))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert "DTSTART:20310313T080000Z" in desktop.text.splitlines()
    assert marks(desktop.text) == marks(first) and len(marks(first)) == 1
    forget_copied()
    assert not any(file.exists() for file in desktop.files), "it goes with the lock"


def test_without_a_time_there_is_no_button_and_the_command_says_why(window: MainWindow) -> None:
    meeting(window, None)
    assert window.conversation.person.interview_page.plan.calendar_button.isHidden()
    window.actions_.interview_to_calendar.trigger()
    assert "no day yet" in window.trouble.text()


def test_the_next_step_goes_by_the_menu_and_by_its_line_of_today(window: MainWindow, qtbot: QtBot) -> None:
    _, talk = meeting(window, None)
    store, desktop = window.session.store, Desktop()
    held = store.now() - timedelta(hours=1)
    window.session.run(store.record_event, talk, EventKind.HELD, held)
    window.session.run(store.save_notes, talk, "t Ask early")
    window.follow_through.open_address = desktop.open
    window.actions_.step_to_calendar.trigger()
    due = (held + timedelta(hours=24)).astimezone().date()
    assert {"SUMMARY:Thank Zoë Łuczak", f"DTSTART;VALUE=DATE:{due:%Y%m%d}"} <= set(desktop.text.splitlines())
    beside = window.conversation.person.interview_page.standing.calendar_button
    beside.open_address = desktop.open
    qtbot.mouseClick(beside, Qt.MouseButton.LeftButton)
    assert desktop.files[1].read_bytes() and marks(desktop.text) == marks(desktop.files[0].read_text(encoding="utf-8"))
    window.show_today()
    row = window.conversation.today.lines[0]
    row.calendar_button.open_address = desktop.open
    qtbot.keyClick(row.calendar_button, Qt.Key.Key_Space)
    assert len(desktop.files) == 3
    assert marks(desktop.files[0].read_text(encoding="utf-8")) == marks(desktop.text)


def test_a_promise_with_a_day_can_be_handed_on(window: MainWindow, qtbot: QtBot) -> None:
    who, talk = meeting(window, None)
    store, desktop = window.session.store, Desktop()
    window.session.run(
        store.add_heard, who, HeardKind.PROMISE, "send the report", interview_id=talk, due=date(2031, 3, 14)
    )
    (row,) = window.conversation.person.interview_page.promises.rows.values()
    assert isinstance(row, PromiseRow)
    row.calendar_button.open_address = desktop.open
    qtbot.mouseClick(row.calendar_button, Qt.MouseButton.LeftButton)
    assert {"DTSTART;VALUE=DATE:20310314", "DESCRIPTION:send the report"} <= set(desktop.text.splitlines())
    row.due.chosen.emit(None)
    assert row.calendar_button.isHidden()


def test_where_no_program_answers_the_window_says_what_can_be_done(window: MainWindow) -> None:
    meeting(window, datetime(2031, 3, 12, 14))
    window.follow_through.open_address = Desktop(answers=False).open
    window.actions_.interview_to_calendar.trigger()
    assert "drag the calendar button" in window.trouble.text()


def test_dragged_out_it_is_a_file_written_when_it_is_asked_for(window: MainWindow) -> None:
    who, talk = meeting(window, datetime(2031, 3, 12, 14))
    mime = DraggedEntry(window.session.store, CalendarEntry(who, talk))
    assert mime.hasUrls() and mime.hasFormat("text/calendar")
    file = Path(mime.urls()[0].toLocalFile())
    assert file.suffix == ".ics" and bytes(mime.data("text/calendar").data()) == file.read_bytes()
    assert len(mime.urls()) == 1 and Path(mime.urls()[0].toLocalFile()) == file, "asked twice, written once"
    forget_copied()
    assert not file.exists()


def test_moving_the_pressed_mouse_drags_and_a_press_alone_opens(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting(window, datetime(2031, 3, 12, 14))
    button = window.conversation.person.interview_page.plan.calendar_button
    desktop, dragged = Desktop(), list[QMimeData]()
    button.open_address = desktop.open

    def drag(_button: CalendarButton, what: QMimeData) -> None:
        dragged.append(what)  # a real drag waits for the drop

    monkeypatch.setattr(CalendarButton, "drag", drag)
    QTest.mousePress(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    QTest.mouseMove(button, QPoint(60, 40))
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 40))
    assert len(dragged) == 1 and b"BEGIN:VEVENT" in bytes(dragged[0].data("text/calendar").data())
    assert not desktop.files
