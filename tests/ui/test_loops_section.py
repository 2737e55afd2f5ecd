"""The open loops on a helper's page, by mouse and by keyboard: how each stands, and telling what came of it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from netplus_desktop.core.loops import LoopDay
from netplus_desktop.core.records import DraftKind, EventKind, HeardKind, HeardState, InterviewPlan, Kind, Person
from netplus_desktop.ui.interview.interview_page import InterviewPage
from netplus_desktop.ui.interview.referrals import ReferralRow
from netplus_desktop.ui.main_window import MainWindow


def helper(window: MainWindow) -> tuple[int, int]:
    """Anna, shown, who named Helen and gave advice in a talk that was thanked for."""
    store = window.session.store
    anna = store.add_contact(Person(name="Anna Brandt", given="Anna")).new_id(Kind.CONTACT)
    talk = store.plan_interview(anna, InterviewPlan()).new_id(Kind.INTERVIEW)
    store.record_event(talk, EventKind.HELD, store.now() - timedelta(days=20))
    store.record_event(talk, EventKind.THANKED, store.now() - timedelta(days=19))
    store.add_heard(anna, HeardKind.REFERRAL, "Helen Osei, patient panel", interview_id=talk)
    store.add_heard(anna, HeardKind.TAKEAWAY, "Ask early", interview_id=talk, action="ask on day one")
    window.go_to_contact(anna)
    return anna, talk


def page(window: MainWindow) -> InterviewPage:
    return window.conversation.person.interview_page


def facts(window: MainWindow) -> list[tuple[str, str, str]]:
    return [(row.text.text(), row.fact.text(), row.next.text()) for row in page(window).loops.rows]


def test_each_line_says_how_it_stands_and_what_could_come_next(window: MainWindow, qtbot: QtBot) -> None:
    anna, _ = helper(window)
    section = page(window).loops
    assert section.isVisible() and section.heading.aside() == "2 open"
    assert facts(window) == [
        ("Helen Osei, patient panel", "named today, you have not written yet", "I wrote to them"),
        ("Ask early → ask on day one", "advice of today", "Tell Anna…"),
    ]
    qtbot.mouseClick(section.rows[0].next, Qt.MouseButton.LeftButton)
    assert facts(window)[0] == ("Helen Osei, patient panel", "you wrote today", "Tell Anna…")
    (referral, _) = window.session.store.contact(anna).heard
    assert referral.contacted == date.today()
    window.undo()
    assert facts(window)[0][1] == "named today, you have not written yet"


def test_somebody_without_loops_is_shown_none(window: MainWindow) -> None:
    who = window.session.store.add_contact(Person(name="Nora")).new_id(Kind.CONTACT)
    window.go_to_contact(who)
    assert page(window).loops.isHidden()


def test_telling_is_a_note_that_closes_what_it_tells_of(window: MainWindow, qtbot: QtBot) -> None:
    anna, _ = helper(window)
    section = page(window).loops
    section.rows[1].next.setFocus()
    qtbot.keyClick(section.rows[1].next, Qt.Key.Key_Space)
    note = page(window).note
    assert note is not None and note.isVisible() and "Ask early" in note.composer.body.toPlainText()
    text = note.composer.body.toPlainText()
    for gap in note.composer.gaps():
        text = text.replace(gap, "it worked")
    note.composer.body.setPlainText(text)
    qtbot.mouseClick(note.composer.copy_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(note.composer.sent_bar.yes, Qt.Key.Key_Space)
    contact = window.session.store.contact(anna)
    assert [draft.kind for draft in contact.drafts if draft.sent] == [DraftKind.ADVICE_USED]
    assert [row[0] for row in facts(window)] == ["Helen Osei, patient panel"]
    assert note.isHidden()


def test_what_was_told_in_another_way_or_comes_to_nothing_is_closed(window: MainWindow) -> None:
    anna, _ = helper(window)
    section = page(window).loops
    section.rows[1].told.trigger()
    assert len(section.rows) == 1
    section.rows[0].rest.trigger()
    assert section.isHidden()
    referral, advice = window.session.store.contact(anna).heard
    assert advice.reported == date.today() and referral.state is HeardState.WITHDRAWN


def test_after_the_meeting_it_opens_again_and_leads_to_the_person(window: MainWindow, qtbot: QtBot) -> None:
    anna, _ = helper(window)
    store = window.session.store
    referral = store.contact(anna).heard[0]
    helen = store.follow_referral(referral.id, Person(name="Helen Osei")).new_id(Kind.CONTACT)
    store.set_loop_day(referral.id, LoopDay.REPORTED, store.now().date() - timedelta(days=1))
    talk = store.plan_interview(helen, InterviewPlan()).new_id(Kind.INTERVIEW)
    window.session.run(store.record_event, talk, EventKind.HELD, store.now())
    row = next(row for row in page(window).loops.rows if row.loop and row.loop.person)
    assert row.fact.text() == "you talked today; before that, told yesterday"
    qtbot.mouseClick(row.person, Qt.MouseButton.LeftButton)
    assert window.conversation.current_contact() == helen


def test_the_days_of_a_referral_stand_beside_it_and_can_be_changed(window: MainWindow) -> None:
    anna, _ = helper(window)
    (row,) = page(window).referrals.rows.values()
    assert isinstance(row, ReferralRow)
    assert all(field.isHidden() for field in row.days.values())
    row.happened[LoopDay.INTRODUCED].trigger()
    field = row.days[LoopDay.INTRODUCED]
    assert field.isVisible() and field.day.accessibleName() == "introduced: today"
    assert facts(window)[0][1] == "you were introduced today"
    earlier = date.today() - timedelta(days=1)
    field.day.chosen.emit(earlier)
    assert window.session.store.contact(anna).heard[0].introduced == earlier
    field.day.chosen.emit(None)
    assert field.isHidden() and window.session.store.contact(anna).heard[0].introduced is None
    row.resting.trigger()
    assert [loop[0] for loop in facts(window)] == ["Ask early → ask on day one"]


def test_the_day_to_report_back_leads_to_the_loop(window: MainWindow, qtbot: QtBot) -> None:
    anna, _ = helper(window)
    store = window.session.store
    referral = store.contact(anna).heard[0]
    silent_since = store.now().astimezone().date() - timedelta(days=8)
    window.session.run(store.set_loop_day, referral.id, LoopDay.INTRODUCED, silent_since)
    window.show_today()
    (line,) = window.conversation.today.lines
    qtbot.mouseClick(line.go, Qt.MouseButton.LeftButton)
    assert window.conversation.current_contact() == anna
    assert page(window).loops.rows[0].next.hasFocus()
    assert page(window).loops.rows[0].next.text() == "Tell Anna…"
