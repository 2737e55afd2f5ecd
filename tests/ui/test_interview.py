"""The conversation pane: what it shows, planning, the stage strip, recording what happened, size of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QDateTime, QPoint, Qt, QTimeZone, QUrl
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import (
    Changes,
    Direction,
    EventKind,
    InterviewPlan,
    Medium,
    Person,
    Point,
    PointKind,
    Question,
    Tiara,
)
from netplus_desktop.core.states import StageKind
from netplus_desktop.ui.interview.header import WIDE
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.interview.question_picker import QuestionPicker
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Chip
from tests.conftest import NOW
from tests.ui.conftest import add_person, plan_talk


@pytest.fixture
def person() -> Person:
    return Person("Priya Raman", given="Priya", title="UX Research Lead", organisation="Calder Clinics")


def add_someone(session: Session, name: str, **fields: Any) -> int:
    return add_person(session, Person(name, **fields))


def talk_with(session: Session, contact_id: int, starts: datetime | None = None, purpose: str = "") -> int:
    return plan_talk(session, contact_id, InterviewPlan(purpose, starts=starts, zone="UTC"))


def words_in(pane: ConversationPane) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


# --- whom it shows ----------------------------------------------------------------------------------------


def test_a_person_is_shown_with_role_and_introducer(pane: ConversationPane, session: Session, priya: int) -> None:
    tomas = add_someone(session, "Tomás Alvarez")
    session.run(session.store.set_introducer, priya, tomas)
    pane.show_contact(priya)
    assert pane.current_contact() == priya
    assert "Priya Raman" in words_in(pane)
    assert "UX Research Lead · Calder Clinics" in words_in(pane)
    asked: list[int] = []
    pane.contact_requested.connect(asked.append)
    assert pane.person.header.introducer.whole_text() == "Tomás Alvarez"
    pane.person.header.introducer.click()
    assert asked == [tomas]


@pytest.mark.parametrize("width", [654, 486, 420])
def test_who_made_the_link_stays_on_the_line_that_says_so(
    pane: ConversationPane, session: Session, priya: int, width: int
) -> None:
    session.run(session.store.set_introducer, priya, add_someone(session, "Tomás Alvarez"))
    pane.resize(width, 760)
    pane.show_contact(priya)
    QApplication.processEvents()
    (said,) = [label for label in pane.findChildren(QLabel) if label.text() == "met through"]
    link = pane.person.header.introducer
    assert said.mapTo(pane, said.rect().center()).y() == pytest.approx(
        link.mapTo(pane, link.rect().center()).y(), abs=2
    )
    assert said.mapTo(pane, said.rect().topRight()).x() < link.mapTo(pane, link.rect().topLeft()).x()


def test_ways_to_reach_somebody_share_a_line_where_they_stand_below_the_name(
    pane: ConversationPane, session: Session
) -> None:
    points = (Point(PointKind.EMAIL, "p@calder.example"), Point(PointKind.PHONE, "+1 202 555 0142"))
    contact_id = add_someone(session, "Priya Raman", points=points)
    header = pane.person.header
    pane.resize(header.fontMetrics().averageCharWidth() * WIDE + 20, 760)
    pane.show_contact(contact_id)
    QApplication.processEvents()
    assert abs(header.email.geometry().center().y() - header.phone.geometry().center().y()) <= 2
    assert header.phone.geometry().left() > header.email.geometry().right()
    pane.resize(800, 760)
    QApplication.processEvents()
    assert header.phone.geometry().top() > header.email.geometry().center().y()


def test_in_one_column_no_section_is_cut(qtbot: QtBot, pane: ConversationPane, session: Session, priya: int) -> None:
    talk = talk_with(session, priya, datetime(2026, 11, 20, 14, 0))
    session.run(session.store.save_notes, talk, "t one project told whole\nt councils decide\nt ask twice\n")
    pane.show_contact(priya)
    page = pane.person.interview_page
    section, last = page.takeaways, page.takeaways.add

    def top(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).y()

    qtbot.waitUntil(lambda: top(page.follow_up) == top(section))
    pane.resize(440, 760)  # from two columns to one
    qtbot.waitUntil(lambda: top(page.follow_up) > top(section))
    qtbot.waitUntil(lambda: section.height() >= section.sizeHint().height())
    assert last.isVisible() and last.height() >= last.sizeHint().height()


def test_without_a_conversation_it_invites_to_plan_one(pane: ConversationPane, priya: int) -> None:
    pane.show_contact(priya)
    assert pane.current_interview() is None
    assert pane.person.interview_page.invitation.isVisible()
    assert not pane.person.interview_page.strip.isVisible()


def test_a_person_who_is_deleted_gives_way_to_today_and_undo_is_harmless(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    pane.show_contact(priya)
    session.run(session.store.delete_contacts, [priya])
    assert pane.current_contact() is None
    assert pane.today.isVisible()
    session.undo()
    pane.show_contact(priya)
    assert pane.current_contact() == priya


def test_an_import_or_edit_elsewhere_is_seen_at_once(pane: ConversationPane, session: Session, priya: int) -> None:
    pane.show_contact(priya)
    session.run(session.store.edit_contact, priya, title="Head of Research")
    assert "Head of Research · Calder Clinics" in words_in(pane)
    session.undo()
    assert "UX Research Lead · Calder Clinics" in words_in(pane)


def test_names_that_look_like_markup_are_shown_as_they_are(pane: ConversationPane, session: Session) -> None:
    odd = add_someone(session, "<b>Bold</b> & Sons", organisation="<img src=/etc/passwd>")
    pane.show_contact(odd)
    assert "<b>Bold</b> & Sons" in words_in(pane)
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text()


def test_several_people_are_tagged_and_deleted_as_one_step(pane: ConversationPane, session: Session) -> None:
    ids = [add_someone(session, f"Person {n}") for n in range(15)]
    pane.show_many(ids)
    assert pane.current_contact() is None
    assert "15 people" in words_in(pane)
    assert "and 3 more" in words_in(pane)
    pane.many.tag.setText("#conference")
    pane.many.tag_button.click()
    assert all(person.tags == ("conference",) for person in session.store.persons(ids).values())
    session.undo()
    assert all(person.tags == () for person in session.store.persons(ids).values())
    pane.many.delete_button.click()
    assert session.store.counts().people == 0
    assert pane.today.isVisible()
    session.undo()
    assert session.store.counts().people == 15


def test_a_long_tag_does_not_widen_the_page(qtbot: QtBot, pane: ConversationPane, session: Session) -> None:
    tag = "people whom I met on the night train to Vienna & beyond"
    contact_id = add_person(session, Person("Priya Raman", tags=(tag,)))
    pane.resize(420, 760)
    pane.show_contact(contact_id)
    QApplication.processEvents()
    (chip,) = [chip for chip in pane.person.header.tags.findChildren(Chip) if chip.accessibleName() == f"Tag: {tag}"]
    assert chip.mapTo(pane, chip.rect().topRight()).x() < pane.width()
    assert chip.text().endswith("…") and "night train" in chip.toolTip()


def test_tags_are_added_and_removed_in_the_head(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    pane.show_contact(priya)
    row = pane.person.header.tags
    row.plus.click()
    qtbot.keyClicks(row.line, "healthcare, #hiring")
    qtbot.keyClick(row.line, Qt.Key.Key_Return)
    assert set(session.store.contact(priya).person.tags) == {"healthcare", "hiring"}
    chips = [chip for chip in row.findChildren(QPushButton) if chip.text() == "hiring"]
    chips[0].menu().actions()[0].trigger()
    assert session.store.contact(priya).person.tags == ("healthcare",)


# --- planning ---------------------------------------------------------------------------------------------


def open_plan(pane: ConversationPane) -> PlanDialog:
    pane.plan_interview()
    dialog = pane.findChild(PlanDialog)
    assert dialog is not None
    return dialog


def test_planning_an_interview_by_the_dialog(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    pane.show_contact(priya)
    shown: list[int] = []
    pane.interview_shown.connect(shown.append)
    dialog = open_plan(pane)
    qtbot.keyClicks(dialog.fields.purpose, "How research is done in clinics")
    dialog.fields.agreed.click()
    dialog.fields.starts.setDateTime(QDateTime(2026, 11, 26, 14, 0, 0, 0, QTimeZone.utc()))
    dialog.fields.zone.setCurrentText("America/New_York")
    dialog.fields.minutes.setValue(25)
    dialog.fields.place.setText("meet.example/priya")
    dialog.plan_button.click()
    interview = session.store.contact(priya).interviews[0]
    assert interview.plan == InterviewPlan(
        purpose="How research is done in clinics",
        starts=datetime(2026, 11, 26, 14, 0),
        zone="America/New_York",
        minutes=25,
        medium=Medium.VIDEO,
        place="meet.example/priya",
    )
    kinds = [question.kind for question in interview.questions]
    assert 5 <= len(kinds) <= 7
    assert Tiara.TRENDS is kinds[0]
    assert pane.current_interview() == interview.id
    assert shown == [interview.id]
    session.undo()
    assert session.store.contact(priya).interviews == ()
    assert pane.current_interview() is None
    assert shown == [interview.id, 0]


def test_a_plan_needs_no_time_and_begins_with_twenty_minutes_here(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    pane.show_contact(priya)
    open_plan(pane).plan_button.click()
    plan = session.store.contact(priya).interviews[0].plan
    assert plan.starts is None
    assert plan.minutes == 20
    assert "no time agreed yet" in words_in(pane)


def test_an_unknown_time_zone_is_explained_in_place_and_not_kept(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    interview_id = talk_with(session, priya)
    pane.show_contact(priya)
    pane.person.interview_page.plan.unfold()
    fields = pane.person.interview_page.plan.fields
    assert fields is not None
    fields.zone.setFocus()
    fields.zone.setCurrentText("Mars/Olympus")
    fields.commit()
    assert "Mars/Olympus" in words_in(pane)
    assert session.store.interview(interview_id).plan.zone == "UTC"
    fields.zone.setCurrentText("europe/berlin")
    fields.commit()
    assert session.store.interview(interview_id).plan.zone == "Europe/Berlin"


def test_each_field_of_the_plan_is_edited_in_place_and_undone(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    interview_id = talk_with(session, priya)
    pane.show_contact(priya)
    section = pane.person.interview_page.plan
    section.edit_button.click()
    fields = section.fields
    assert fields is not None
    texts = {
        "purpose": fields.purpose,
        "outcome": fields.outcome,
        "place": fields.place,
        "fallback": fields.fallback,
        "overview": fields.overview,
        "facts": fields.facts,
        "ask": fields.ask,
    }
    for name, field in texts.items():
        field.setFocus()
        qtbot.keyClicks(field, f"my {name}")
        field.commit()
        assert getattr(session.store.interview(interview_id).plan, name) == f"my {name}"
    fields.minutes.setValue(30)
    fields.medium.setCurrentIndex(fields.medium.findData(Medium.PHONE))
    fields.medium.activated.emit(fields.medium.currentIndex())
    fields.agreed.click()
    fields.starts.setDateTime(QDateTime(2026, 12, 1, 9, 30, 0, 0, QTimeZone.utc()))
    fields.commit()
    plan = session.store.interview(interview_id).plan
    assert (plan.minutes, plan.medium, plan.starts) == (30, Medium.PHONE, datetime(2026, 12, 1, 9, 30))
    while session.store.undo_step and session.store.interview(interview_id).plan != InterviewPlan():
        session.undo()
    assert fields.purpose.text() == ""
    assert fields.overview.toPlainText() == ""
    assert fields.minutes.value() == 20
    section.edit_button.click()
    assert section.fields is None


def test_questions_are_picked_from_the_bank_and_an_own_one_joins_it(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    interview_id = talk_with(session, priya)
    pane.show_contact(priya)
    pane.person.interview_page.questions.pick.click()
    picker = pane.findChild(QuestionPicker)
    assert picker is not None
    assert not picker.take_button.isEnabled()
    qtbot.keyClicks(picker.questions.own, "What would you ask in my place?")
    qtbot.keyClick(picker.questions.own, Qt.Key.Key_Return)
    assert picker.isVisible()
    picker.questions.search.setText("trends")
    first = next(i for i in range(picker.questions.list.count()) if not picker.questions.list.isRowHidden(i))
    picker.questions.list.item(first).setCheckState(Qt.CheckState.Checked)
    picker.take_button.click()
    questions = session.store.interview(interview_id).questions
    assert [question.kind for question in questions] == [Tiara.TRENDS, Tiara.INSIGHTS]
    assert questions[1].text == "What would you ask in my place?"
    assert [question.text for question in session.store.own_questions()] == ["What would you ask in my place?"]


# --- the strip and what happened --------------------------------------------------------------------------


def test_the_strip_is_walked_with_the_keyboard_and_leads_to_its_sections(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    talk_with(session, priya, starts=datetime(2026, 11, 23, 14, 0))
    pane.show_contact(priya)
    strip = pane.person.interview_page.strip
    assert "Interview, this is next, today 14:00, video" in strip.accessibleDescription()
    strip.setFocus()
    assert strip.at() is StageKind.INTERVIEW
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.at() is StageKind.NEEDS_HEARD
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pane.person.interview_page.needs.add
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_End)
    assert strip.at() is StageKind.GIVE_BACK
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.at() is StageKind.GIVE_BACK
    offers: list[int] = []
    pane.offer_requested.connect(offers.append)
    qtbot.keyClick(strip, Qt.Key.Key_Space)
    assert offers == [priya]


def test_a_click_on_a_stage_leads_to_its_section(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    talk_with(session, priya, starts=datetime(2026, 11, 20, 14, 0))
    pane.show_contact(priya)
    strip = pane.person.interview_page.strip
    spot = strip.cell(3).center()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(spot.x(), 12))
    assert QApplication.focusWidget() is pane.person.interview_page.follow_up.draft


def test_what_happened_is_recorded_step_by_step_and_undone(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    interview_id = talk_with(session, priya)
    pane.show_contact(priya)
    row = pane.person.interview_page.events_row
    assert row.likely_button.text() == "I asked"
    row.likely_button.click()
    assert session.store.interview(interview_id).event(EventKind.REQUESTED) == NOW
    assert "asked today" in pane.person.interview_page.strip.accessibleDescription()
    assert row.likely_button.text() == "They said yes"
    row.likely_button.click()
    assert session.store.interview(interview_id).event(EventKind.ACCEPTED) == NOW
    assert not row.likely_button.isVisible()
    session.undo()
    assert session.store.interview(interview_id).event(EventKind.ACCEPTED) is None
    assert row.likely_button.text() == "They said yes"


def test_the_day_of_a_fact_is_changed_and_the_fact_is_taken_back(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    interview_id = talk_with(session, priya)
    pane.show_contact(priya)
    pane.record_event(EventKind.REQUESTED)
    field = pane.person.interview_page.events_row.day_field(EventKind.REQUESTED)
    assert field is not None
    assert field.isVisible()
    assert field.text() == "today"
    field.chosen.emit(date(2026, 11, 12))
    at = session.store.interview(interview_id).event(EventKind.REQUESTED)
    assert at is not None
    assert at.date() == date(2026, 11, 12)
    pane.person.interview_page.events_row.set_day(EventKind.REQUESTED, None)
    assert session.store.interview(interview_id).event(EventKind.REQUESTED) is None
    assert pane.person.interview_page.events_row.day_field(EventKind.REQUESTED) is None


def test_a_side_state_is_told_under_the_strip(pane: ConversationPane, session: Session, priya: int) -> None:
    talk_with(session, priya)
    pane.show_contact(priya)
    actions = {a.text(): a for a in pane.person.interview_page.events_row.menu.actions() if isinstance(a, QAction)}
    actions["They declined"].trigger()
    assert "declined" in pane.person.interview_page.strip.accessibleDescription()


def test_after_a_meeting_the_first_question_is_what_they_needed(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    interview_id = talk_with(session, priya, starts=datetime(2026, 11, 23, 8, 0))
    pane.show_contact(priya)
    pane.record_event(EventKind.HELD)
    assert session.store.interview(interview_id).event(EventKind.HELD) == NOW - timedelta(minutes=40)
    needs = pane.person.interview_page.needs
    assert QApplication.focusWidget() is needs.add
    assert needs.add.placeholderText() == "What did they need?"


# --- the exchange -----------------------------------------------------------------------------------------


def test_the_band_has_two_sides_and_invites_where_one_is_empty(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    talk_with(session, priya)
    session.run(session.store.record_share, priya, Direction.THEY_SHARED, "an article on panels", date(2026, 11, 20))
    pane.show_contact(priya)
    band = pane.person.interview_page.band
    assert band.side_texts(Direction.THEY_SHARED) == ["They shared", "an article on panels", "Fri 20 Nov"]
    assert band.side_texts(Direction.I_GAVE) == ["You gave", "Your thank-you and takeaways go here"]
    session.settings.show_exchange = False
    assert not band.isVisible()
    session.settings.show_exchange = True
    assert band.isVisible()


def test_the_history_records_by_hand_and_corrects(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    interview_id = talk_with(session, priya, starts=datetime(2026, 9, 2, 10, 0), purpose="First call")
    pane.show_contact(priya)
    pane.person.show_history()
    record = pane.person.history.record
    record.gave.click()
    qtbot.keyClicks(record.text, "the salary survey")
    record.day.chosen.emit(date(2026, 10, 8))
    qtbot.keyClick(record.text, Qt.Key.Key_Return)
    (entry,) = session.store.contact(priya).exchange
    assert (entry.direction, entry.text, entry.on) == (Direction.I_GAVE, "the salary survey", date(2026, 10, 8))
    assert record.text.text() == ""
    assert pane.person.history.texts() == ["the salary survey", "They gave you their time for a talk"]
    row = pane.person.history.entry_row(entry.id)
    row.text.setFocus()
    qtbot.keyClicks(row.text, "!")
    qtbot.keyClick(row.text, Qt.Key.Key_Return)
    assert session.store.contact(priya).exchange[0].text == "!the salary survey"
    row.remove.trigger()
    assert session.store.contact(priya).exchange == ()
    session.undo()
    assert session.store.contact(priya).exchange[0].text == "!the salary survey"
    pane.person.history.interview_requested.emit(interview_id)
    assert pane.person.interview_page.isVisible()


def test_earlier_conversations_have_tabs_and_the_last_ones_are_in_the_history(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    ids = [talk_with(session, priya, starts=datetime(2026, month, 2, 10, 0)) for month in range(5, 11)]
    pane.show_contact(priya)
    tabs = pane.person.tabs
    texts = [tabs.tabText(i) for i in range(tabs.count())]
    assert texts[0].startswith("Interview · Fri 2 Oct")
    assert texts[-2:] == ["History", "Details"]
    assert len(texts) == 5
    tabs.setCurrentIndex(1)
    assert pane.current_interview() == ids[-2]
    pane.show_interview(ids[0])
    assert pane.current_interview() == ids[0]
    assert tabs.count() == 6
    pane.plan_interview()


# --- keyboard, size, calm ---------------------------------------------------------------------------------


def full_talk(session: Session, contact_id: int) -> int:
    interview_id = talk_with(session, contact_id, starts=datetime(2026, 11, 23, 8, 0), purpose="Learn how clinics work")
    questions = (
        Question("What changed in UX research at clinics this year?", Tiara.TRENDS, True, "More diary studies"),
        Question("Who else should I be learning from?", Tiara.RESOURCES),
    )
    session.run(session.store.set_questions, interview_id, questions)
    notes = (
        "n recruit patients for a diary study\nt lead with one case\nr Helen Osei, patient panel\np send the survey\n"
    )
    session.run(session.store.save_notes, interview_id, notes)
    return interview_id


def test_tab_walks_the_page_from_top_to_bottom_and_out_again(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    full_talk(session, priya)
    pane.show_contact(priya)
    page = pane.person.interview_page
    page.strip.setFocus()
    seen: list[object] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    stops = [
        page.strip,
        page.plan.edit_button,
        page.events_row.menu_button,
        page.questions.rows[0].asked,
        page.questions.rows[0].text,
        page.needs.add,
        page.notes.edit,
        page.takeaways.add,
        page.follow_up.draft,
        page.referrals.add,
        page.promises.add,
    ]
    places = [seen.index(stop) for stop in stops]
    assert places == sorted(places)


def cut_texts(inside: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    cut = []
    for label in inside.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.fontMetrics().height()
            if label.height() < needed:
                cut.append(label.text())
    for button in inside.findChildren(QPushButton):
        needed = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
        if button.isVisible() and button.width() < needed:
            cut.append(button.text())
    return cut


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    before = QFont(qapp.font())
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * 1.5)
    qapp.setFont(larger)
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("width", [420, 486, 654])
def test_at_one_and_a_half_text_size_nothing_is_cut(session: Session, priya: int, width: int, qtbot: QtBot) -> None:
    full_talk(session, priya)
    pane = ConversationPane(session)
    qtbot.addWidget(pane)
    pane.resize(width, 760)
    pane.show_contact(priya)
    with qtbot.waitExposed(pane):
        pane.show()
    inner = pane.person.widget()
    assert inner is not None
    assert inner.width() <= pane.person.viewport().width()
    qtbot.waitUntil(lambda: not cut_texts(inner))
    strip = pane.person.interview_page.strip
    assert strip.height() >= strip.heightForWidth(strip.width())


def test_everything_that_takes_the_focus_has_a_name(pane: ConversationPane, session: Session, priya: int) -> None:
    full_talk(session, priya)
    pane.show_contact(priya)
    pane.person.interview_page.plan.unfold()
    for show in (
        pane.person.show_details,
        pane.person.show_history,
        partial(pane.show_interview, pane.current_interview()),
    ):
        show()
        for widget in pane.person.findChildren(QPushButton):
            assert widget.text() or widget.accessibleName() or not widget.isVisible()
    page = pane.person.interview_page
    for field in (page.notes.edit, page.needs.add, page.strip, page.letter.composer.body, page.letter.composer.subject):
        assert field.accessibleName()


def test_nothing_is_edited_while_an_import_writes(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    full_talk(session, priya)
    pane.show_contact(priya)

    def slow(tick: object) -> Changes:
        return session.store.add_contact(Person("Somebody New"))

    states: list[bool] = []
    session.busy_changed.connect(lambda busy: states.append(pane.person.isEnabled()))
    job = session.work(slow)
    ended: list[bool] = []
    ended: list[bool] = []
    job.ended.connect(lambda: ended.append(True))
    assert not pane.person.isEnabled()
    qtbot.waitUntil(lambda: bool(ended))
    assert states == [False, True]


def test_a_mail_is_begun_to_one_recipient_and_to_nobody_else(pane: ConversationPane, session: Session) -> None:
    opened: list[str] = []
    refused: list[UserError] = []
    header = pane.person.header

    def open_address(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    header.open_address = open_address
    session.refused.connect(refused.append)
    for address in ("zoe@calder.example", "zoe@calder.example?bcc=eve@evil.example", "zoe@a.example,eve@b.example"):
        one = add_someone(session, "Zoe Lund", points=(Point(PointKind.EMAIL, address),))
        pane.show_contact(one)
        header.email.click()
    assert opened == ["mailto:zoe@calder.example"]
    assert [error.code for error in refused] == ["address-not-one", "address-not-one"]
