"""The letters before a meeting: the card, the three forms, what it hints at, and what is recorded when they go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import (
    Contact,
    DraftKind,
    EventKind,
    InterviewPlan,
    Person,
    StepKind,
)
from netplus_desktop.core.states import StageKind
from netplus_desktop.ui.interview.approach import ApproachSection
from netplus_desktop.ui.interview.approach_letter import ApproachLetter
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.session import Session
from tests.conftest import NOW

PLAN = InterviewPlan(purpose="How research at clinics differs from agency work")


@pytest.fixture
def person(person: Person) -> Person:
    return replace(person, organisation="Calder Clinics", introduced_by="Tomás Alvarez")


@pytest.fixture
def plan() -> InterviewPlan:
    return PLAN


@pytest.fixture
def pane(pane: ConversationPane, session: Session, talk: int) -> ConversationPane:
    session.settings.signature = "Robin"
    pane.show_interview(talk)
    return pane


@pytest.fixture
def section(pane: ConversationPane) -> ApproachSection:
    return pane.person.interview_page.approach


@pytest.fixture
def letter(section: ApproachSection) -> ApproachLetter:
    section.write.click()
    assert section.letter is not None
    return section.letter


def contact(session: Session, talk: int) -> Contact:
    return session.store.contact(session.store.interview(talk).contact_id)


def test_the_card_says_what_could_be_written_and_opens_the_letter(section: ApproachSection) -> None:
    assert section.isVisible()
    assert "You could write to Priya" in section.text.text()
    assert section.write.text().replace("&", "") == "Write the approach"
    section.write.click()
    assert section.letter is not None
    assert section.letter.composer.body.hasFocus()
    assert section.write.isHidden()


def test_the_mail_is_composed_from_link_purpose_and_ask_and_kept(
    letter: ApproachLetter, session: Session, talk: int
) -> None:
    body = letter.composer.body.toPlainText()
    links = ("Tomás Alvarez led me to you.", "How research at clinics differs", "20 minutes by video", "Robin")
    places = [body.index(part) for part in links]
    assert places == sorted(places)
    assert letter.composer.subject.text() == "Could I ask you about your work at Calder Clinics?"
    assert "words" in letter.composer.count.text()
    (draft,) = contact(session, talk).drafts
    assert (draft.kind, draft.interview_id, draft.body, draft.sent) == (DraftKind.APPROACH, talk, body, None)


def test_words_that_ask_for_a_job_are_hinted_at_as_they_are_typed(letter: ApproachLetter, qtbot: QtBot) -> None:
    composer = letter.composer
    assert not composer.hint.isVisible()
    composer.body.moveCursor(composer.body.textCursor().MoveOperation.End)
    qtbot.keyClicks(composer.body, " Is there a vacancy")
    assert composer.hint.text().startswith("“vacancy” can read as asking for a job.")
    for _ in "vacancy":
        qtbot.keyClick(composer.body, Qt.Key.Key_Backspace)
    assert not composer.hint.isVisible()


def test_more_than_a_hundred_words_are_told_and_hold_nothing_back(letter: ApproachLetter) -> None:
    letter.composer.body.setPlainText("word " * 101)
    assert letter.composer.count.text() == "101 words · up to 100 reads well"
    letter.composer.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("word word")


def test_a_linkedin_note_counts_its_signs_and_goes_by_the_clipboard(
    letter: ApproachLetter, session: Session, talk: int
) -> None:
    letter.forms[DraftKind.APPROACH_NOTE].click()
    composer = letter.composer
    assert composer.subject.isHidden() and composer.mail_button.isHidden()
    text = composer.body.toPlainText()
    assert composer.count.text() == f"{len(text)} characters"
    composer.body.setPlainText("x" * 301)
    assert "300" in composer.count.text()
    composer.body.setPlainText(text)
    composer.copy_button.click()
    assert QGuiApplication.clipboard().text() == text
    composer.sent_bar.yes.click()
    assert contact(session, talk).interviews[0].event(EventKind.REQUESTED) == NOW


def test_a_call_is_opened_with_words_to_say(letter: ApproachLetter, session: Session, talk: int) -> None:
    letter.forms[DraftKind.APPROACH_CALL].click()
    assert letter.composer.body.toPlainText().startswith("Hello Priya, this is Robin. Tomás Alvarez led me to you.")
    letter.composer.copy_button.click()
    assert letter.composer.sent_bar.text() == "Copied. Did you call?"
    letter.composer.sent_bar.yes.click()
    sent = [draft.kind for draft in contact(session, talk).drafts if draft.sent]
    assert sent == [DraftKind.APPROACH_CALL]


def test_each_form_keeps_its_own_text(letter: ApproachLetter, section: ApproachSection, session: Session) -> None:
    letter.composer.body.setPlainText("My own mail")
    letter.forms[DraftKind.APPROACH_NOTE].click()
    letter.composer.body.setPlainText("My own note")
    letter.forms[DraftKind.APPROACH].click()
    assert letter.composer.body.toPlainText() == "My own mail"
    letter.close_button.click()
    assert section.write.text().replace("&", "") == "Go on writing"
    section.write.click()
    assert letter.forms[DraftKind.APPROACH_NOTE].isChecked()  # the latest that was begun
    assert letter.composer.body.toPlainText() == "My own note"
    letter.again.click()
    assert letter.composer.body.toPlainText().startswith("Dear Priya,")


def test_a_mail_that_went_out_counts_as_asked_in_one_step(
    pane: ConversationPane, letter: ApproachLetter, section: ApproachSection, session: Session, talk: int
) -> None:
    opened: list[QUrl] = []
    letter.composer.open_address = lambda url: opened.append(url) or True
    letter.composer.mail_button.click()
    assert opened[0].toString().startswith("mailto:priya@calder.example?")
    letter.composer.sent_bar.yes.click()
    assert letter.isHidden()
    assert section.heading.aside() == "asked today"
    assert section.text.text().startswith("Priya may need some days.")
    assert contact(session, talk).interviews[0].event(EventKind.REQUESTED) == NOW
    section.show_sent.click()
    (sent,) = pane.person.history.letters.links
    assert sent.isVisible()
    assert sent.whole_text() == "today: Approach, “Could I ask you about your work at Calder Clinics?”"
    pane.show_interview(talk)
    session.undo()
    assert contact(session, talk).interviews[0].event(EventKind.REQUESTED) is None
    assert "waits here until you send it" in section.text.text()


def test_not_yet_leaves_everything_as_it_is(letter: ApproachLetter, session: Session, talk: int) -> None:
    letter.composer.copy_button.click()
    letter.composer.sent_bar.not_yet.click()
    assert letter.isVisible()
    assert contact(session, talk).interviews[0].events == ()


def test_a_gap_stops_the_copy_until_the_user_has_said_what_links_them(
    pane: ConversationPane, section: ApproachSection, session: Session, talk: int
) -> None:
    session.run(session.store.edit_contact, contact(session, talk).id, introduced_by="", met="We shared a table")
    section.write.click()
    assert section.letter is not None
    QGuiApplication.clipboard().setText("before")
    section.letter.composer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "before"
    assert "[what links you, in a sentence to Priya: We shared a table]" in section.letter.composer.stop_strip.text()


def test_thrown_away_and_taken_back(
    letter: ApproachLetter, section: ApproachSection, session: Session, talk: int
) -> None:
    letter.composer.body.setPlainText("My own words")
    letter.throw_away.click()
    assert contact(session, talk).drafts == ()
    assert letter.isHidden()
    assert "You could write to Priya" in section.text.text()
    session.undo()
    assert [draft.body for draft in contact(session, talk).drafts] == ["My own words"]
    section.write.click()
    assert letter.composer.body.toPlainText() == "My own words"


def test_the_undo_of_the_draft_folds_the_letter_away(letter: ApproachLetter, session: Session, talk: int) -> None:
    session.undo()
    assert letter.isHidden()
    assert contact(session, talk).drafts == ()


# --- reminder and confirmation ----------------------------------------------------------------------------


def test_the_reminder_quotes_the_first_mail_and_is_recorded(
    pane: ConversationPane, section: ApproachSection, session: Session, talk: int
) -> None:
    store = session.store
    owner = store.interview(talk).contact_id
    session.run(store.save_draft, owner, DraftKind.APPROACH, "Shall we talk?", "Dear Priya", interview_id=talk)
    session.run(store.draft_sent, contact(session, talk).drafts[0].id, datetime(2026, 11, 11, 9, 0, tzinfo=UTC))
    assert "One friendly reminder is fine" in section.text.text()
    assert section.write.property("role") == "primary"
    section.write.click()
    assert section.letter is not None
    assert not section.letter.forms[DraftKind.APPROACH].isVisible()
    assert section.letter.composer.subject.text() == "Re: Shall we talk?"
    assert "Wednesday, 11 November" in section.letter.composer.body.toPlainText()
    section.letter.composer.copy_button.click()
    section.letter.composer.sent_bar.yes.click()
    assert contact(session, talk).interviews[0].event(EventKind.NUDGED) == NOW
    assert section.heading.aside() == "reminded today"
    assert not pane.can_approach()  # one is enough
    assert section.write.isHidden()
    section.rest.click()
    assert contact(session, talk).interviews[0].event(EventKind.PARKED) == NOW
    assert section.isHidden()


def test_the_day_before_it_is_confirmed(
    pane: ConversationPane, section: ApproachSection, session: Session, talk: int
) -> None:
    session.run(session.store.edit_interview, talk, starts=datetime(2026, 11, 24, 14, 0), zone="Europe/London")
    assert "confirm time and place with Priya" in section.text.text()
    section.write.click()
    assert section.letter is not None
    assert "Tuesday, 24 November at 14:00 (GMT)" in section.letter.composer.body.toPlainText()
    section.letter.composer.copy_button.click()
    section.letter.composer.sent_bar.yes.click()
    assert contact(session, talk).interviews[0].event(EventKind.CONFIRMED) == NOW
    assert section.isHidden()


def test_on_the_day_itself_nothing_tells_of_the_day_before(
    section: ApproachSection, session: Session, talk: int
) -> None:
    session.run(session.store.edit_interview, talk, starts=datetime(2026, 11, 23, 18, 0), zone="Europe/London")
    assert section.text.text() == "Before you meet, you could confirm time and place with Priya."


@pytest.mark.parametrize("fact", [EventKind.HELD, EventKind.ACCEPTED, EventKind.DECLINED, EventKind.PARKED])
def test_nothing_is_proposed_where_nothing_is_to_be_written(
    pane: ConversationPane, section: ApproachSection, session: Session, talk: int, fact: EventKind
) -> None:
    assert pane.can_approach()
    session.run(session.store.record_event, talk, fact, NOW)
    assert section.isHidden()
    assert not pane.can_approach()


def test_the_stage_and_the_days_list_lead_to_the_card(
    pane: ConversationPane, section: ApproachSection, session: Session, talk: int
) -> None:
    pane.person.interview_page.go_to(StageKind.APPROACH)
    assert section.write.hasFocus()
    session.run(session.store.record_event, talk, EventKind.REQUESTED, datetime(2026, 11, 11, 9, 0, tzinfo=UTC))
    owner = session.store.interview(talk).contact_id
    pane.show_contact(None)
    pane.today.interview_requested.emit(owner, talk, StepKind.NUDGE)
    assert section.write.hasFocus()
    assert section.write.text().replace("&", "") == "Write a reminder"


def test_a_letter_that_the_vault_refused_is_kept_and_shown_again(
    letter: ApproachLetter, section: ApproachSection, session: Session, talk: int
) -> None:
    letter.composer.body.setPlainText("Typed while the vault was busy")
    kept = section.unfinished()
    assert kept == ["approach", letter.composer.subject.text(), "Typed while the vault was busy"]
    letter.commit()
    assert section.unfinished() == []
    letter.throw_away.click()
    section.resume(kept)
    assert letter.isVisible()
    letter.commit()
    assert contact(session, talk).drafts[0].body == "Typed while the vault was busy"


def test_a_long_employer_and_long_names_take_no_more_room_than_there_is(
    pane: ConversationPane, section: ApproachSection, session: Session, talk: int
) -> None:
    employer = "The Society for the Study of Everything " * 8
    session.run(session.store.edit_contact, contact(session, talk).id, organisation=employer)
    session.run(session.store.add_contact, Person("Maria-Konstantina " * 20, organisation=employer))
    session.run(session.store.record_event, talk, EventKind.REQUESTED, datetime(2026, 11, 18, 9, 0, tzinfo=UTC))
    assert len(section.others()) == 1
    assert section.others()[0].isVisible()
    assert section.minimumSizeHint().width() < pane.width()
