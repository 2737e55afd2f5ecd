"""The notes after the thank-you: what they tell of is told once they went out, and stays open until then."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.loops import LoopDay
from netplus_desktop.core.records import (
    DraftKind,
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    Person,
)
from netplus_desktop.documents import letters
from netplus_desktop.ui.interview.later_notes import LaterNoteSection
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.interview.sent_letters import LetterDialog
from netplus_desktop.ui.interview.snippets import SnippetDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.session import Session
from tests.conftest import NOW


@pytest.fixture
def plan() -> InterviewPlan:
    return InterviewPlan(starts=datetime(2026, 11, 16, 8, 0))


@pytest.fixture
def pane(pane: ConversationPane, session: Session, priya: int, talk: int) -> ConversationPane:
    """It shows somebody who was thanked, gave advice and named Helen, to whom I have written since."""
    store, run = session.store, session.run
    run(store.add_heard, priya, HeardKind.REFERRAL, "Helen Osei, patient panel", interview_id=talk)
    run(store.add_heard, priya, HeardKind.TAKEAWAY, "lead with one case", interview_id=talk, action="rewrote it")
    helen = next(h.id for h in store.contact(priya).heard if h.kind is HeardKind.REFERRAL)
    run(store.set_loop_day, helen, LoopDay.CONTACTED, date(2026, 11, 18))
    run(store.mark_sent, talk, NOW)
    session.settings.signature = "Robin"
    pane.show_contact(priya)
    return pane


def note_of(pane: ConversationPane, kind: DraftKind) -> LaterNoteSection:
    pane.write_note(kind)
    note = pane.person.interview_page.note
    assert note is not None and note.isVisible()
    return note


def fill_gaps(note: LaterNoteSection) -> None:
    text = note.composer.body.toPlainText()
    for gap in letters.gaps(text):
        text = text.replace(gap, "no answer so far")
    note.composer.body.setPlainText(text)
    note.composer.commit()


def test_the_menu_of_the_card_opens_a_note_that_names_whom_i_wrote_to(pane: ConversationPane) -> None:
    page = pane.person.interview_page
    assert page.follow_up.write_note.isVisible()
    page.follow_up.notes.actions()[0].trigger()
    assert page.note is not None
    assert page.note.composer.body.hasFocus()
    assert "I wrote on Wednesday, 18 November" in page.note.composer.body.toPlainText()
    assert list(page.note.things.ticks()) == ["Helen Osei, patient panel"]


def test_once_it_went_out_the_loop_is_closed_in_one_step(pane: ConversationPane, session: Session, priya: int) -> None:
    note = note_of(pane, DraftKind.REFERRAL_CONTACTED)
    QGuiApplication.clipboard().clear()
    note.composer.copy_button.click()
    assert QGuiApplication.clipboard().text() == ""  # its gap holds it back
    fill_gaps(note)
    note.composer.copy_button.click()
    assert "Helen Osei" in QGuiApplication.clipboard().text()
    before = len(session.store.open_loops(session.store.contact(priya)))
    note.composer.sent_bar.yes.click()
    contact = session.store.contact(priya)
    (draft,) = contact.drafts
    assert (draft.kind, draft.sent) == (DraftKind.REFERRAL_CONTACTED, NOW)
    assert "no answer so far" in draft.body
    assert len(session.store.open_loops(contact)) == before - 1
    assert not note.isVisible()
    session.undo()
    contact = session.store.contact(priya)
    assert contact.drafts[0].sent is None and len(session.store.open_loops(contact)) == before


def test_what_went_out_is_read_again_in_the_history(pane: ConversationPane, session: Session, priya: int) -> None:
    pane.person.show_history()
    letters_sent = pane.person.history.letters
    assert letters_sent.isHidden()  # the thanks were said without a letter
    pane.person.show_interviews()
    note = note_of(pane, DraftKind.ADVICE_USED)
    fill_gaps(note)
    body = note.composer.body.toPlainText()
    note.composer.copy_button.click()
    note.composer.sent_bar.yes.click()
    pane.person.show_history()
    (link,) = letters_sent.links
    assert link.whole_text() == "today: About their advice, “What came of your advice”"
    link.click()
    dialog = letters_sent.findChild(LetterDialog)
    assert dialog is not None and dialog.text.toPlainText() == body
    QGuiApplication.clipboard().clear()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == body
    dialog.accept()
    session.undo()
    assert letters_sent.isHidden()


def test_a_note_that_the_disk_had_no_room_for_comes_back(pane: ConversationPane, session: Session, priya: int) -> None:
    note = note_of(pane, DraftKind.ADVICE_USED)
    room = session.store.opened.connection()
    (pages,) = room.execute("PRAGMA page_count").fetchone()
    room.execute(f"PRAGMA max_page_count = {pages}")
    long = "Dear Priya,\n" + "what you told me has stayed with me. " * 2000
    note.composer.body.setPlainText(long)
    note.commit()
    page = pane.person.interview_page
    kept = page.unfinished_note()
    assert kept[0] == "advice used" and kept[2] == long
    room.execute("PRAGMA max_page_count = 1000000")
    pane.show_contact(None)
    pane.show_contact(priya)
    page.resume_note(kept)
    assert note.isVisible() and note.composer.body.toPlainText() == long
    note.commit()
    assert [draft.body for draft in session.store.contact(priya).drafts] == [long]


def test_what_is_not_ticked_is_not_told(pane: ConversationPane, session: Session, priya: int) -> None:
    note = note_of(pane, DraftKind.ADVICE_USED)
    assert "lead with one case" in note.composer.body.toPlainText()
    next(iter(note.things.ticks().values())).click()
    assert "lead with one case" not in note.composer.body.toPlainText()
    before = session.store.open_loops(session.store.contact(priya))
    fill_gaps(note)
    note.composer.copy_button.click()
    note.composer.sent_bar.yes.click()
    contact = session.store.contact(priya)
    assert contact.drafts[0].sent == NOW
    assert session.store.open_loops(contact) == before


def test_own_words_are_kept_until_the_next_day_and_survive_another_tone(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    note = note_of(pane, DraftKind.CONGRATULATION)
    assert note.things.ticks() == {}
    note.composer.body.setFocus()
    qtbot.keyClicks(note.composer.body, "PS ")
    note.close_button.click()
    assert not note.isVisible()
    pane.show_contact(None)
    pane.show_contact(priya)
    assert not note.isVisible()
    again = note_of(pane, DraftKind.CONGRATULATION)
    assert again.composer.body.toPlainText().startswith("PS Dear Priya")
    next(chip for tone, chip in again.tones.chips.items() if tone.value == "formal").click()
    assert again.composer.body.toPlainText().startswith("PS Dear Priya")
    again.again.click()
    assert again.composer.body.toPlainText().startswith("Dear Priya Raman,")
    assert [draft.kind for draft in session.store.contact(priya).drafts] == [DraftKind.CONGRATULATION]


def test_an_undo_of_the_draft_folds_it_away(pane: ConversationPane, session: Session, priya: int) -> None:
    note = note_of(pane, DraftKind.ADVICE_USED)
    session.undo()
    assert not note.isVisible() and session.store.contact(priya).drafts == ()


def test_before_the_thanks_the_card_offers_no_later_note(pane: ConversationPane, session: Session, priya: int) -> None:
    (talk,) = session.store.contact(priya).interviews
    session.run(session.store.record_event, talk.id, EventKind.THANKED, None)
    assert not pane.person.interview_page.follow_up.write_note.isVisible()


def test_a_note_can_be_written_to_somebody_without_a_talk_from_the_menu(window: MainWindow) -> None:
    added = window.session.run(window.session.store.add_contact, Person("Bo Lind"))
    assert added is not None
    window.go_to_contact(added.new_id(Kind.CONTACT))
    window.actions_.notes[DraftKind.CONGRATULATION].trigger()
    note = window.conversation.person.interview_page.note
    assert note is not None and note.isVisible()
    assert note.composer.body.toPlainText().startswith("Dear Bo Lind,")
    window.actions_.snippets.trigger()
    dialog = window.findChild(SnippetDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.accept()
