"""The Today page: three invitations at first, then at most seven lines of what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import (
    Direction,
    EventKind,
    HeardKind,
    HeardState,
    InterviewPlan,
    InterviewState,
    IntroductionKind,
    Kind,
    Person,
    Tier,
)
from netplus_desktop.core.today import Section
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.introductions.sheet import IntroductionSheet
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.today import page as today_page
from netplus_desktop.ui.today.rows import TodayRow
from tests.conftest import NOW, HandClock


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> Iterator[ConversationPane]:
    made = ConversationPane(session)
    qtbot.addWidget(made)
    made.resize(654, 760)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def meet(session: Session, name: str, starts: datetime) -> tuple[int, int]:
    added = session.run(partial(session.store.add_contact, Person(name)))
    assert added is not None
    contact_id = added.new_id(Kind.CONTACT)
    planned = session.run(session.store.plan_interview, contact_id, InterviewPlan(starts=starts))
    assert planned is not None
    return contact_id, planned.new_id(Kind.INTERVIEW)


def test_the_first_run_invites_to_ask_listen_and_give_back(pane: ConversationPane) -> None:
    first = pane.today.first_run
    assert first.isVisible()
    told: list[str] = []
    pane.add_requested.connect(lambda: told.append("ask"))
    pane.sample_requested.connect(lambda: told.append("listen"))
    pane.new_offer_requested.connect(lambda: told.append("give"))
    pane.import_requested.connect(lambda: told.append("bring"))
    for invitation in (first.ask, first.listen, first.give, first.bring):
        invitation.click()
    assert told == ["ask", "listen", "give", "bring"]


def test_with_people_and_nothing_due_it_is_quiet(pane: ConversationPane, session: Session) -> None:
    session.run(partial(session.store.add_contact, Person("Björn Kvist")))
    assert not pane.today.first_run.isVisible()
    assert pane.today.lines == [] and not any(part.isVisible() for part in pane.today.parts)
    assert "Nothing is due" in pane.today.summary.text()


def test_lines_say_what_to_do_with_whom_and_when(pane: ConversationPane, session: Session) -> None:
    _, held = meet(session, "Priya Raman", datetime(2026, 11, 22, 10, 0))
    session.run(session.store.save_notes, held, "Loves diary studies")
    meet(session, "Adaeze Okafor", datetime(2026, 11, 23, 8, 0))
    meet(session, "Björn Kvist", datetime(2026, 11, 25, 10, 0))
    assert pane.today.texts() == [
        "Write up the talk with Adaeze Okafor, it was today 08:20",
        "Thank Priya Raman, due today 10:20",
        "Meet Björn Kvist, Wed 10:00",
    ]


def test_there_are_never_more_than_seven_lines(pane: ConversationPane, session: Session) -> None:
    for hour in range(9):
        meet(session, f"Person {hour}", datetime(2026, 11, 24, 8 + hour, 0))
    assert len(pane.today.texts()) == 7


def test_enter_on_a_line_leads_to_the_conversation(pane: ConversationPane, session: Session, qtbot: QtBot) -> None:
    contact_id, interview_id = meet(session, "Priya Raman", datetime(2026, 11, 23, 8, 0))
    asked: list[int] = []
    pane.contact_requested.connect(asked.append)
    pane.today.lines[0].go.setFocus()
    qtbot.keyClick(pane.today.lines[0].go, Qt.Key.Key_Space)
    assert asked == [contact_id]
    assert pane.current_interview() == interview_id
    assert pane.person.interview_page.notes.edit.hasFocus()


def test_a_step_that_is_done_leaves_the_page_and_undo_brings_it_back(pane: ConversationPane, session: Session) -> None:
    _, interview_id = meet(session, "Björn Kvist", datetime(2026, 11, 26, 10, 0))
    assert len(pane.today.texts()) == 1
    session.run(session.store.record_event, interview_id, EventKind.CANCELLED, NOW)
    assert pane.today.texts() == []
    session.undo()
    assert len(pane.today.texts()) == 1


def test_a_yes_to_an_introduction_is_a_line_that_leads_to_its_sheet(
    pane: ConversationPane, session: Session, qtbot: QtBot
) -> None:
    store = session.store
    ann, bo = (store.add_contact(Person(name)).new_id(Kind.CONTACT) for name in ("Ann", "Bo"))
    made = store.introduce(ann, bo).new_id(Kind.INTRODUCTION)
    session.run(store.record_introduction, made, IntroductionKind.FIRST_AGREES, NOW)
    assert pane.today.texts() == ["Ask Bo whether you may introduce Ann, tomorrow"]
    pane.today.lines[0].finish.click()
    assert store.introduction(made).event(IntroductionKind.SECOND_ASKED) == NOW
    session.run(store.record_introduction, made, IntroductionKind.SECOND_AGREES, NOW)
    assert pane.today.texts() == ["Introduce Ann and Bo: both have said yes, tomorrow"]
    qtbot.keyClick(pane.today.lines[0].go, Qt.Key.Key_Space)
    (sheet,) = pane.findChildren(IntroductionSheet)
    assert sheet.isVisible() and "Ann" in sheet.windowTitle() and "Bo" in sheet.windowTitle()
    sheet.reject()


# --- parts, and more than seven lines -----------------------------------------------------------------------


def kept(session: Session, name: str, tier: Tier, days_ago: int) -> int:
    """Somebody to keep in touch with, the last time so many days ago."""
    store = session.store
    one = session.run(partial(store.add_contact, Person(name)))
    assert one is not None
    contact_id = one.new_id(Kind.CONTACT)
    session.run(store.set_tier, [contact_id], tier)
    last = date(2026, 11, 23) - timedelta(days=days_ago)
    session.run(store.record_share, contact_id, Direction.THEY_SHARED, "A word", last)
    return contact_id


def line_of(pane: ConversationPane, name: str) -> TodayRow:
    return next(row for row in pane.today.lines if name in row.go.accessibleName())


def test_the_list_has_four_parts_in_their_order(pane: ConversationPane, session: Session) -> None:
    kept(session, "Bo Cool", Tier.ACTIVE, 61)
    kept(session, "Cy Dormant", Tier.INNER, 46)
    meet(session, "Di Later", datetime(2026, 11, 25, 10, 0))
    meet(session, "Ed Now", datetime(2026, 11, 23, 15, 0))
    meet(session, "Flo Before", datetime(2026, 11, 20, 10, 0))
    shown = {part.section: [row.go.accessibleName() for row in part.rows] for part in pane.today.parts}
    assert shown == {
        Section.EARLIER: ["Write up the talk with Flo Before, it was Fri 20 Nov 10:20"],
        Section.TODAY: ["Meet Ed Now, today 15:00"],
        Section.THIS_WEEK: ["Meet Di Later, Wed 10:00"],
        Section.COOLING: [
            "Write Cy Dormant a note after a long while, last contact 46 days ago",
            "Be in touch with Bo Cool, last contact Wed 23 Sep",
        ],
    }
    assert [part.heading.text() for part in pane.today.parts if part.isVisible()] == [
        "Waiting",
        "Today",
        "This week",
        "Cooling",
    ]


def test_all_lines_are_shown_when_asked_for_and_seven_again(
    pane: ConversationPane, session: Session, qtbot: QtBot
) -> None:
    for hour in range(6):
        meet(session, f"Person {hour}", datetime(2026, 11, 24, 8 + hour, 0))
    for number in range(3):
        kept(session, f"Cool {number}", Tier.INNER, 31)
    assert len(pane.today.lines) == 7 and pane.today.more.text() == "Show all 9"
    pane.today.more.setFocus()
    qtbot.keyClick(pane.today.more, Qt.Key.Key_Space)
    assert len(pane.today.lines) == 9
    qtbot.keyClick(pane.today.more, Qt.Key.Key_Space)
    assert len(pane.today.lines) == 7


def test_a_hundred_and_more_lines_say_how_many_wait(
    pane: ConversationPane, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today_page, "MOST", 8)
    for hour in range(10):
        meet(session, f"Person {hour}", datetime(2026, 11, 24, 8 + hour, 0))
    pane.today.more.click()
    assert len(pane.today.lines) == 8
    assert pane.today.more.text() == "Show the first 7 only (2 more wait)"


# --- acting on a line -------------------------------------------------------------------------------------------


def test_a_thank_you_is_ticked_off_by_keyboard_where_it_stands(
    pane: ConversationPane, session: Session, qtbot: QtBot
) -> None:
    _, talk = meet(session, "Priya Raman", datetime(2026, 11, 22, 10, 0))
    session.run(session.store.save_notes, talk, "Loves diary studies")
    meet(session, "Björn Kvist", datetime(2026, 11, 25, 10, 0))
    finish = line_of(pane, "Priya").finish
    assert finish.accessibleName() == "Thanked: Thank Priya Raman"
    finish.setFocus()
    qtbot.keyClick(finish, Qt.Key.Key_Space)
    assert session.store.interview(talk).event(EventKind.THANKED) == NOW
    assert pane.current_contact() is None, "the page stays"
    assert pane.today.texts() == ["Meet Björn Kvist, Wed 10:00"]
    assert pane.today.lines[0].go.hasFocus() or pane.today.lines[0].finish.hasFocus()
    session.undo()
    assert line_of(pane, "Priya").finish.text() == "Thanked"


def test_each_step_is_done_in_its_own_way(pane: ConversationPane, session: Session) -> None:
    store = session.store
    _, written = meet(session, "Write Up", datetime(2026, 11, 20, 10, 0))
    line_of(pane, "Write Up").finish.click()
    assert store.interview(written).event(EventKind.DEBRIEFED) == NOW

    asked = store.add_contact(Person("Asked Once")).new_id(Kind.CONTACT)
    talk = store.plan_interview(asked, InterviewPlan()).new_id(Kind.INTERVIEW)
    session.run(store.record_event, talk, EventKind.REQUESTED, NOW - timedelta(days=6))
    assert line_of(pane, "Asked Once").finish.text() == "Asked"
    line_of(pane, "Asked Once").finish.click()
    assert store.interview(talk).event(EventKind.ASKED_ANOTHER) == NOW
    session.run(store.record_event, talk, EventKind.REQUESTED, NOW - timedelta(days=20))
    line_of(pane, "Asked Once").finish.click()
    assert store.interview(talk).event(EventKind.NUDGED) == NOW
    session.run(store.record_event, talk, EventKind.NUDGED, NOW - timedelta(days=14))
    assert line_of(pane, "Asked Once").finish.text() == "Let it rest"
    line_of(pane, "Asked Once").finish.click()
    assert store.stands(store.contact(asked))[talk].state is InterviewState.PARKED
    assert not [text for text in pane.today.texts() if "Asked Once" in text]


def test_of_two_promises_the_one_on_the_line_is_kept(pane: ConversationPane, session: Session) -> None:
    store = session.store
    ann = store.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    for text, day in (("Later", 25), ("Sooner", 24)):
        session.run(store.add_heard, ann, HeardKind.PROMISE, text, due=date(2026, 11, day))
    line_of(pane, "Ann").finish.click()
    assert {thing.text: thing.state for thing in store.contact(ann).heard} == {
        "Sooner": HeardState.DONE,
        "Later": HeardState.OPEN,
    }


def test_somebody_who_cools_is_warm_again_once_one_was_in_touch(pane: ConversationPane, session: Session) -> None:
    ann = kept(session, "Ann", Tier.INNER, 40)
    line_of(pane, "Ann").finish.click()
    assert pane.today.texts() == []
    assert session.store.contact(ann).last_contact == date(2026, 11, 23)
    session.undo()
    assert len(pane.today.texts()) == 1


def test_a_line_leads_to_somebody_who_cools(pane: ConversationPane, session: Session) -> None:
    ann = kept(session, "Ann", Tier.INNER, 40)
    asked: list[int] = []
    pane.contact_requested.connect(asked.append)
    line_of(pane, "Ann").go.click()
    assert asked == [ann]


def test_a_line_is_put_off_by_keyboard_and_undo_brings_it_back(
    pane: ConversationPane, session: Session, qtbot: QtBot
) -> None:
    meet(session, "Flo Before", datetime(2026, 11, 20, 10, 0))
    row = line_of(pane, "Flo")
    assert row.later.accessibleName() == "Put off: Write up the talk with Flo Before"
    row.later.setFocus()
    row.menu.popup(row.later.mapToGlobal(row.later.rect().bottomLeft()))  # as Space does, which waits for the answer
    qtbot.keyClick(row.menu, Qt.Key.Key_7)
    qtbot.waitUntil(lambda: pane.today.texts() == [])
    session.undo()
    assert len(pane.today.texts()) == 1


def test_a_meeting_cannot_be_put_off_nor_anybody_but_who_cools_be_let_rest(
    pane: ConversationPane, session: Session, qtbot: QtBot
) -> None:
    meet(session, "Ed Now", datetime(2026, 11, 23, 15, 0))
    meet(session, "Flo Before", datetime(2026, 11, 20, 10, 0))
    kept(session, "Ann", Tier.INNER, 40)
    assert [line_of(pane, name).later.isVisible() for name in ("Ed", "Flo", "Ann")] == [False, True, True]
    assert [line_of(pane, name).rest.isVisible() for name in ("Flo", "Ann")] == [False, True]
    line_of(pane, "Ann").rest.trigger()
    qtbot.waitUntil(lambda: not [text for text in pane.today.texts() if "Ann" in text])


def test_the_calendar_gets_what_the_line_says(pane: ConversationPane, session: Session) -> None:
    """Where a promise was put off, the next one is not handed over with the day of the first, and a meeting is."""
    opened: list[str] = []

    def open_address(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()).read_text(encoding="utf-8"))
        return True

    ann, _ = meet(session, "Ann", datetime(2026, 11, 25, 10, 0))
    for day in (23, 24):
        session.run(session.store.add_heard, ann, HeardKind.PROMISE, "A book", due=date(2026, 11, day))
    assert line_of(pane, "Ann").calendar_button.isVisible()
    session.run(session.store.put_off, session.store.today()[0], 7)
    assert "promise" in line_of(pane, "Ann").go.text() and not line_of(pane, "Ann").calendar_button.isVisible()
    session.run(session.store.put_off, session.store.today()[0], 7)
    row = line_of(pane, "Ann")
    row.calendar_button.open_address = open_address
    row.calendar_button.click()
    assert "20261125T100000" in opened[0] and opened[0].count("BEGIN:VEVENT") == 1


def test_a_name_that_is_too_long_gets_a_line_of_its_own(pane: ConversationPane, session: Session) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff von der Pfalz"
    kept(session, name, Tier.INNER, 40)
    row = line_of(pane, "Wolfe")
    assert row.go.width() >= row.go.sizeHint().width(), "nothing of it ends in dots"
    assert row.finish.mapTo(row, row.finish.rect().topLeft()).y() >= row.go.geometry().bottom()


# --- what else is told ------------------------------------------------------------------------------------------


def test_what_came_due_meanwhile_is_told_at_the_start(qtbot: QtBot, session: Session) -> None:
    session.settings.last_seen = "2026-11-20T17:00:00+00:00"
    meet(session, "Flo Before", datetime(2026, 11, 20, 10, 0))
    meet(session, "Gus Since", datetime(2026, 11, 21, 10, 0))
    made = ConversationPane(session)
    qtbot.addWidget(made)
    made.show_contact(None)
    assert made.today.summary.text() == "Mon 23 Nov · 1 came due since you were here (Fri 20 Nov)"


def test_the_list_goes_on_when_a_day_begins_while_it_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    """What was put off till tomorrow is there in the morning, in a window that was open all night."""
    clock = HandClock()
    session = Session(throwaway_store(tmp_path, clock))
    made = ConversationPane(session)
    qtbot.addWidget(made)
    meet(session, "Flo Before", datetime(2026, 11, 20, 10, 0))
    meet(session, "Ed Tomorrow", datetime(2026, 11, 24, 15, 0))
    session.run(session.store.put_off, session.store.today()[0], 1)
    assert made.today.texts() == ["Meet Ed Tomorrow, tomorrow 15:00"]
    minute = session.findChildren(QTimer)[0]
    clock.go(hours=14)
    minute.timeout.emit()
    assert made.today.texts() == ["Meet Ed Tomorrow, tomorrow 15:00"]
    clock.go(hours=2)
    minute.timeout.emit()
    assert made.today.texts() == [
        "Write up the talk with Flo Before, it was Fri 20 Nov 10:20",
        "Meet Ed Tomorrow, today 15:00",
    ]
    session.close()


@pytest.mark.parametrize("kept_at", ["", "nonsense", "2026-11-20T17:00:00", "2026-11-23T08:59:00+00:00"])
def test_without_such_a_time_the_day_alone_is_told(qtbot: QtBot, session: Session, kept_at: str) -> None:
    session.settings.last_seen = kept_at
    meet(session, "Flo Before", datetime(2026, 11, 20, 10, 0))
    made = ConversationPane(session)
    qtbot.addWidget(made)
    assert made.today.summary.text() == "Mon 23 Nov"


def test_more_close_people_than_one_keeps_up_with_are_told_shown_and_put_away(window: MainWindow, qtbot: QtBot) -> None:
    session, store = window.session, window.session.store
    ids = [store.add_contact(Person(f"Close {number:02}")).new_id(Kind.CONTACT) for number in range(16)]
    session.run(store.set_tier, ids[:15], Tier.INNER)
    crowds = window.conversation.today.crowds
    window.show_today()
    assert not crowds.isVisible()
    session.run(store.set_tier, ids, Tier.INNER)
    assert crowds.isVisible()
    note = crowds.notes[Tier.INNER]
    assert note.text.text().startswith("16 people are in your inner circle. Most find that they can keep up with about")
    note.show_them.click()
    assert window.people.selected_ids() == ids
    window.show_today()
    note.away.setFocus()
    qtbot.keyClick(note.away, Qt.Key.Key_Space)
    assert not crowds.isVisible()
    window.undo()
    assert crowds.isVisible()


def test_with_many_people_the_cooling_ones_are_found_on_the_worker(
    pane: ConversationPane, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today_page, "LARGE", 0)
    kept(session, "Ann", Tier.INNER, 40)
    kept(session, "Bo", Tier.INNER, 50)
    meet(session, "Di Later", datetime(2026, 11, 25, 10, 0))
    assert pane.today.texts() == ["Meet Di Later, Wed 10:00"], "nobody waited for the others"
    qtbot.waitUntil(lambda: len(pane.today.texts()) == 3)


def test_the_head_of_a_person_says_that_contact_cools(window: MainWindow) -> None:
    ann, bo = kept(window.session, "Ann", Tier.INNER, 31), kept(window.session, "Bo", Tier.NONE, 400)
    last = window.conversation.person.header.last
    window.go_to_contact(ann)
    assert last.whole_text() == "cooling · last contact 31 days ago"
    window.go_to_contact(bo)
    assert last.whole_text() == "dormant · last contact 19 Oct 2025"
