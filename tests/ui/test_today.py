"""The Today page: three invitations at first, then at most seven lines of what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import EventKind, InterviewPlan, Kind, Person
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.session import Session
from tests.conftest import NOW


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
    assert not pane.today.card.isVisible()
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
