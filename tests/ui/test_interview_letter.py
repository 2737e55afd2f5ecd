"""The thank-you: composed from ticks, edited, held back by gaps, copied, handed to the mail program, marked as sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import (
    EventKind,
    HeardKind,
    Kind,
    OfferFields,
)
from netplus_desktop.core.states import StageKind, StageState, stages
from netplus_desktop.documents import letters
from netplus_desktop.documents.tones import LetterTone
from netplus_desktop.ui.interview.letter import LetterSection
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.session import Session
from tests.conftest import NOW

NOTES = (
    "n a primer on FHIR for designers\nt lead with one case told end to end\n"
    "r Helen Osei, patient panel\np send the survey\n"
)


@pytest.fixture
def talk(session: Session, priya: int, talk: int) -> int:
    """A talk with notes, after which something was offered."""
    session.run(session.store.save_notes, talk, NOTES)
    offered = session.run(session.store.add_offer, OfferFields("FHIR in plain words"))
    assert offered is not None
    session.run(session.store.offer_this, priya, offered.new_id(Kind.OFFER), interview_id=talk)
    return talk


@pytest.fixture
def pane(pane: ConversationPane, session: Session, talk: int) -> ConversationPane:
    session.settings.signature = "Robin"
    pane.show_interview(talk)
    return pane


@pytest.fixture
def letter(pane: ConversationPane) -> LetterSection:
    pane.draft_letter()
    return pane.person.interview_page.letter


def test_the_letter_is_in_sight_when_it_opens(pane: ConversationPane) -> None:
    pane.resize(654, 600)
    pane.draft_letter()
    body = pane.person.interview_page.letter.composer.body
    assert body.hasFocus()
    assert body.visibleRegion().boundingRect().height() > body.height() / 2


def fill_gaps(letter: LetterSection) -> None:
    text = letter.composer.body.toPlainText()
    for gap in letters.gaps(text):
        text = text.replace(gap, "next week")
    letter.composer.body.setPlainText(text)
    letter.commit()


def test_the_card_says_until_when_and_for_what(pane: ConversationPane) -> None:
    card = pane.person.interview_page.follow_up
    assert card.heading.aside() == "due tomorrow 08:20"
    assert card.text.text() == "Thank Priya and name your takeaway."
    card.draft.click()
    assert pane.person.interview_page.letter.isVisible()


def test_the_draft_names_what_is_ticked_and_is_kept(letter: LetterSection, session: Session, talk: int) -> None:
    assert set(letter.things.ticks()) == {
        "lead with one case told end to end",
        "send the survey",
        "Helen Osei, patient panel",
        "FHIR in plain words",
    }
    body = letter.composer.body.toPlainText()
    for part in ("Dear Priya", "lead with one case told end to end", "send the survey", "Helen Osei", "FHIR in plain"):
        assert part in body
    assert body.endswith("Robin")
    assert "words" in letter.composer.count.text()
    kept = session.store.interview(talk).letter
    assert kept is not None
    assert kept.body == body


def test_unticking_composes_again_until_something_own_is_written(
    letter: LetterSection, session: Session, talk: int, qtbot: QtBot
) -> None:
    letter.things.ticks()["Helen Osei, patient panel"].click()
    assert "Helen Osei" not in letter.composer.body.toPlainText()
    letter.composer.body.setFocus()
    qtbot.keyClicks(letter.composer.body, "Hello! ")
    letter.commit()
    letter.things.ticks()["send the survey"].click()
    assert letter.composer.body.toPlainText().startswith("Hello! Dear Priya")
    assert "send the survey" in letter.composer.body.toPlainText()
    letter.again.click()
    assert not letter.composer.body.toPlainText().startswith("Hello!")
    assert "send the survey" not in letter.composer.body.toPlainText()


def test_a_gap_holds_the_copy_back_and_is_shown(letter: LetterSection, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    gap = letters.gaps(letter.composer.body.toPlainText())[0]
    assert gap in letter.composer.gaps_label.text()
    letter.composer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "before"
    assert letter.composer.stop_strip.isVisible()
    assert gap in letter.composer.stop_strip.text()
    letter.composer.stop_strip.action_button().click()
    assert letter.composer.body.hasFocus()
    assert letter.composer.body.textCursor().selectedText() == gap
    fill_gaps(letter)
    assert not letter.composer.gaps_label.isVisible()
    letter.composer.copy_button.click()
    assert QGuiApplication.clipboard().text() == letter.composer.body.toPlainText()


def test_a_short_letter_opens_in_the_mail_program_and_asks_whether_it_was_sent(
    pane: ConversationPane, letter: LetterSection, session: Session, talk: int
) -> None:
    fill_gaps(letter)
    opened: list[QUrl] = []

    def opener(url: QUrl) -> bool:
        opened.append(url)
        return True

    letter.composer.open_address = opener
    letter.composer.mail_button.click()
    (url,) = opened
    assert url.scheme() == "mailto"
    assert url.path() == "priya@calder.example"
    assert "lead%20with%20one%20case" in url.toEncoded().data().decode()
    assert session.store.interview(talk).event(EventKind.THANKED) is None
    assert QApplication.focusWidget() is letter.composer.sent_bar.yes
    letter.composer.sent_bar.not_yet.click()
    assert session.store.interview(talk).event(EventKind.THANKED) is None
    letter.composer.mail_button.click()
    letter.composer.sent_bar.yes.click()
    interview = session.store.interview(talk)
    assert interview.event(EventKind.THANKED) == NOW
    assert interview.letter is not None
    assert interview.letter.sent == NOW
    contact = session.store.contact(interview.contact_id)
    follow_up = stages(interview, contact.heard, contact.exchange, NOW)[3]
    assert (follow_up.kind, follow_up.state) == (StageKind.FOLLOW_UP, StageState.DONE)
    assert pane.person.interview_page.follow_up.heading.aside() == "sent today"
    session.undo()
    assert session.store.interview(talk).event(EventKind.THANKED) is None
    assert pane.person.interview_page.follow_up.heading.aside() == "due tomorrow 08:20"


def test_a_long_letter_opens_as_an_unsent_mail_file(letter: LetterSection) -> None:
    letter.composer.body.setPlainText("A long letter. " * 300)
    letter.commit()
    opened: list[bytes] = []

    def opener(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()).read_bytes())
        return True

    letter.composer.open_address = opener
    letter.composer.mail_button.click()
    assert b"X-Unsent: 1" in opened[0]
    assert b"priya@calder.example" in opened[0]
    assert "75 to 150 reads well" in letter.composer.count.text()


def test_without_a_mail_program_it_says_what_one_could_do(letter: LetterSection) -> None:
    fill_gaps(letter)

    def nobody(url: QUrl) -> bool:
        return False

    letter.composer.open_address = nobody
    letter.composer.mail_button.click()
    assert "No mail program answered" in letter.composer.stop_strip.text()
    assert not letter.composer.sent_bar.isVisible()


def test_the_mail_file_goes_where_the_user_says_or_says_why_not(letter: LetterSection, tmp_path: Path) -> None:
    fill_gaps(letter)
    letter.composer.write_file(str(tmp_path / "letter.eml"))
    assert b"X-Unsent: 1" in (tmp_path / "letter.eml").read_bytes()
    assert letter.composer.sent_bar.isVisible()
    letter.composer.write_file(str(tmp_path / "no such folder" / "letter.eml"))
    assert "letter.eml" in letter.composer.stop_strip.text()


def test_edits_are_kept_and_come_back(
    pane: ConversationPane, letter: LetterSection, session: Session, talk: int, qtbot: QtBot
) -> None:
    letter.composer.body.setFocus()
    qtbot.keyClicks(letter.composer.body, "PS ")
    letter.close_button.click()
    assert not letter.isVisible()
    kept = session.store.interview(talk).letter
    assert kept is not None
    assert kept.body.startswith("PS Dear Priya")
    assert pane.person.interview_page.follow_up.draft.text().replace("&", "") == "Go on with the thank-you"
    pane.show_contact(None)
    pane.show_interview(talk)
    pane.draft_letter()
    assert letter.composer.body.toPlainText().startswith("PS Dear Priya")


def test_undoing_the_draft_folds_it_away(letter: LetterSection, session: Session, talk: int) -> None:
    session.undo()
    assert session.store.interview(talk).letter is None
    assert not letter.isVisible()


def test_a_takeaway_noted_later_waits_to_be_ticked(
    pane: ConversationPane, letter: LetterSection, session: Session, talk: int
) -> None:
    contact_id = session.store.interview(talk).contact_id
    session.run(session.store.add_heard, contact_id, HeardKind.TAKEAWAY, "panels, not ads", interview_id=talk)
    assert not letter.things.ticks()["panels, not ads"].isChecked()  # it does not stand in the letter
    letter.things.ticks()["panels, not ads"].click()
    assert "panels, not ads" in letter.composer.body.toPlainText()


def test_ticks_tell_what_stands_in_a_letter_of_before(
    pane: ConversationPane, letter: LetterSection, session: Session, talk: int
) -> None:
    letter.things.ticks()["Helen Osei, patient panel"].click()
    letter.close_button.click()
    pane.show_contact(None)
    pane.show_interview(talk)
    pane.draft_letter()
    assert {text: tick.isChecked() for text, tick in letter.things.ticks().items()} == {
        "lead with one case told end to end": True,
        "send the survey": True,
        "Helen Osei, patient panel": False,
        "FHIR in plain words": True,
    }
    letter.things.ticks()["Helen Osei, patient panel"].click()  # nothing own was written: it is composed again
    assert "I will write to Helen Osei" in letter.composer.body.toPlainText()


def test_the_tone_is_kept_and_own_words_survive_it(
    pane: ConversationPane, letter: LetterSection, session: Session, talk: int, qtbot: QtBot
) -> None:
    letter.tones.chips[LetterTone.FORMAL].click()
    assert letter.composer.body.toPlainText().startswith("Dear Priya Raman,")
    assert session.store.interview(talk).letter_tone == "formal"
    letter.composer.body.setFocus()
    qtbot.keyClicks(letter.composer.body, "PS ")
    letter.tones.chips[LetterTone.PLAIN].click()
    assert letter.composer.body.toPlainText().startswith("PS Dear Priya Raman,")
    letter.close_button.click()
    pane.show_contact(None)
    pane.show_interview(talk)
    pane.draft_letter()
    assert letter.tones.tone() is LetterTone.PLAIN
    letter.again.click()
    assert letter.composer.body.toPlainText().startswith("Hello Priya,")


def test_what_finds_no_room_is_told(pane: ConversationPane, letter: LetterSection, session: Session, talk: int) -> None:
    contact_id = session.store.interview(talk).contact_id
    for n in range(4):
        text = f"promise {n} of many words that take the room of others in a letter"
        session.run(session.store.add_heard, contact_id, HeardKind.PROMISE, text, interview_id=talk)
    for text, tick in letter.things.ticks().items():
        if text.startswith("promise"):
            tick.click()
    assert "left out" in letter.composer.hint.text()


def test_escape_and_tab_leave_the_letter(letter: LetterSection, qtbot: QtBot) -> None:
    letter.composer.body.setFocus()
    qtbot.keyClick(letter.composer.body, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is letter.composer.copy_button


def test_a_letter_that_the_disk_had_no_room_for_is_not_taken_as_saved(
    letter: LetterSection, session: Session, talk: int, pane: ConversationPane
) -> None:
    room = session.store.opened.connection()
    (pages,) = room.execute("PRAGMA page_count").fetchone()
    long = "Dear Priya,\n" + "what you told me has stayed with me. " * 2000
    told: list[object] = []
    session.refused.connect(told.append)
    room.execute(f"PRAGMA max_page_count = {pages}")
    letter.composer.body.setPlainText(long)
    letter.commit()
    assert [error.code for error in told] == ["disk-full"]  # type: ignore[attr-defined]
    letter.close_letter()
    assert session.store.interview(talk).letter != letter.composer.letter()
    assert letter.unfinished() == [letter.composer.subject.text(), long]
    pane.draft_letter()
    assert letter.composer.body.toPlainText() == long  # kept, not drafted anew
    room.execute("PRAGMA max_page_count = 1000000")
    letter.commit()
    kept = session.store.interview(talk).letter
    assert kept is not None and kept.body == long
    assert letter.unfinished() == []
