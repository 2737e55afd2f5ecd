"""The times of the practice as the user meets them: the page of preferences, the next step, the state, the strip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.clocks import DEFAULTS, INTERVALS
from netplus_desktop.core.records import EventKind, InterviewPlan, InterviewState, Person, StepKind
from netplus_desktop.ui.dialogs.preferences import PreferencesDialog
from netplus_desktop.ui.dialogs.times import TimesPage
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.session import Session
from tests.conftest import NOW
from tests.ui.conftest import add_person, plan_talk


def a_talk(session: Session, starts: datetime | None = None) -> tuple[int, int]:
    person = add_person(session, Person("Priya Raman", given="Priya"))
    return person, plan_talk(session, person, InterviewPlan(starts=starts, zone="UTC"))


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[TimesPage]:
    dialog = PreferencesDialog(session.settings, None, session)
    qtbot.addWidget(dialog)
    assert dialog.times is not None
    dialog.pages.setCurrentWidget(dialog.times)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog.times


# --- the page -------------------------------------------------------------------------------------------------


def test_every_interval_is_on_the_page_with_its_number_and_its_source(page: TimesPage) -> None:
    assert page.fields.keys() == INTERVALS.keys()
    for name, about in INTERVALS.items():
        field = page.fields[name]
        assert field.value() == about.default
        assert field.accessibleName()
        assert about.source in field.accessibleDescription()
        assert about.source.split(" ", maxsplit=1)[0] in field.toolTip()
    assert page.fields["nudge"].text() == "7 business days"
    assert page.fields["debrief"].text() == "the same day"


def test_a_number_typed_moves_what_is_due_and_undo_brings_it_back(session: Session, page: TimesPage) -> None:
    person, talk = a_talk(session)
    session.run(session.store.record_event, talk, EventKind.REQUESTED, NOW)
    before = session.store.contact(person).next_step
    assert before is not None
    assert before.kind is StepKind.ASK_ANOTHER
    field = page.fields["second_person"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.store.clocks() == replace(DEFAULTS, second_person=1)
    moved = session.store.contact(person).next_step
    assert moved is not None
    assert moved.due < before.due
    assert field.text() == "1 business day"
    session.undo()
    assert session.store.contact(person).next_step == before
    assert field.value() == 3


def test_days_that_do_not_count_are_chosen_and_taken_back(session: Session, page: TimesPage) -> None:
    assert [box.isChecked() for box in page.weekdays] == [False] * 5 + [True] * 2
    page.weekdays[4].click()
    page.weekdays[6].click()
    assert session.store.clocks().weekend == {4, 5}
    page.add_day.chosen.emit(date(2026, 12, 25))
    page.add_day.chosen.emit(date(2026, 12, 24))
    assert session.store.clocks().days_off == {date(2026, 12, 24), date(2026, 12, 25)}
    listed = page.findChild(QListWidget)
    assert listed is not None
    listed.setCurrentRow(0)
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert session.store.clocks().days_off == {date(2026, 12, 25)}
    page.fields["thank"].setValue(30)
    page.defaults.click()
    assert session.store.clocks().thank == 24
    assert session.store.clocks().days_off == {date(2026, 12, 25)}, "own days are nobody's default"


def test_turning_the_wheel_over_the_page_changes_no_number(page: TimesPage) -> None:
    field = page.fields["thank"]
    page.setFocus()
    middle = QPointF(field.rect().center())
    turned = QWheelEvent(
        middle,
        field.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turned)
    assert field.value() == 24
    field.setFocus()
    QApplication.sendEvent(field, turned)
    assert field.value() == 23


def test_nobody_can_take_the_whole_week_off(session: Session, page: TimesPage) -> None:
    for box in page.weekdays[:5]:
        box.click()
    assert len(session.store.clocks().weekend) < 7
    assert not all(box.isChecked() for box in page.weekdays)


def test_the_window_opens_the_page_and_counts_days_as_the_machine_does(window: MainWindow) -> None:
    session = window.session
    session.count_days_for(QLocale("he_IL"))
    assert session.store.clocks().weekend == {4, 5}
    assert session.store.undo_step is None
    session.count_days_for(QLocale("en_GB"))
    assert session.store.clocks().weekend == {5, 6}
    window.actions_.preferences.trigger()
    dialog = window.findChild(PreferencesDialog)
    assert dialog is not None
    assert dialog.times is not None


# --- the conversation -----------------------------------------------------------------------------------------


def test_the_next_step_and_the_state_are_always_in_view(pane: ConversationPane, session: Session) -> None:
    person, talk = a_talk(session)
    pane.show_contact(person)
    standing = pane.person.interview_page.standing
    assert standing.isVisible()
    assert standing.next.text() == "Next: nothing is open"
    assert standing.state_button.text().replace("&", "") == "State: Wanted"
    session.run(session.store.record_event, talk, EventKind.REQUESTED, NOW)
    assert standing.next.text().startswith("Next: Ask somebody else there, too")
    assert standing.state_button.text().replace("&", "") == "State: Asked"


def test_a_state_that_is_chosen_is_shown_so_and_can_follow_again(pane: ConversationPane, session: Session) -> None:
    person, talk = a_talk(session, datetime(2026, 11, 20, 10))
    pane.show_contact(person)
    standing = pane.person.interview_page.standing
    assert "Held" in standing.state_button.text()
    [chosen] = [action for action in standing.menu.actions() if action.data() == InterviewState.PARKED]
    chosen.trigger()
    assert session.store.interview(talk).state is InterviewState.PARKED
    assert standing.state_button.text().replace("&", "") == "State: At rest (chosen)"
    assert "Held" in standing.state_button.toolTip()
    assert standing.next.text() == "Next: nothing is open"
    assert chosen.isChecked()
    standing.follow_action.trigger()
    assert session.store.interview(talk).state is None
    assert "chosen" not in standing.state_button.text()
    session.undo()
    assert session.store.interview(talk).state is InterviewState.PARKED


def test_thanks_that_come_late_say_so(pane: ConversationPane, session: Session) -> None:
    person, talk = a_talk(session, datetime(2026, 11, 1, 10))
    session.store.save_notes(talk, "A good talk.")
    pane.show_contact(person)
    assert pane.person.interview_page.standing.next.text() == "Next: Send your thanks, with a word on the delay"


def test_the_strip_tells_what_is_recorded_under_each_node(pane: ConversationPane, session: Session) -> None:
    person, talk = a_talk(session)
    for kind, day in ((EventKind.REQUESTED, 2), (EventKind.NUDGED, 11), (EventKind.ACCEPTED, 12)):
        session.store.record_event(talk, kind, datetime(2026, 11, day, 12, tzinfo=NOW.tzinfo))
    pane.show_contact(person)
    strip = pane.person.interview_page.strip
    told = strip.told(0)
    assert told.index("I asked") < told.index("I sent a reminder") < told.index("They said yes")
    assert told in strip.accessibleDescription()
