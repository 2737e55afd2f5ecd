"""The composer of letters: its count, its gaps, how a text is handed over, and what it tells whoever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.ui.interview.composing import Composer, Limits, Way
from netplus_desktop.ui.interview.snippets import SnippetDialog
from netplus_desktop.ui.session import Session


@pytest.fixture
def composer(qtbot: QtBot, session: Session) -> Iterator[Composer]:
    made = Composer(session)
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def test_the_count_tells_words_or_characters_and_what_reads_well(composer: Composer) -> None:
    composer.show_text("Hello", "one two three", "a@b.example", Limits(2, 4))
    assert composer.count.text() == "3 words"
    composer.body.setPlainText("one two three four five")
    assert composer.count.text() == "5 words · 2 to 4 reads well"
    composer.show_text("", "one two", "", Limits(most=1))
    assert composer.count.text() == "2 words · up to 1 reads well"
    composer.show_text("", "x" * 301, "", Limits(most=300, characters=True), way=Way.MESSAGE)
    assert composer.count.text() == "301 characters · 300 fit"


@pytest.mark.parametrize("way", [Way.MESSAGE, Way.CALL])
def test_what_is_no_mail_has_no_subject_and_is_copied_alone(composer: Composer, way: Way) -> None:
    composer.show_text("[no subject]", "Hello Priya", "a@b.example", Limits(), way=way)
    assert [w.isVisible() for w in (composer.subject, composer.mail_button, composer.file_button)] == [False] * 3
    composer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "Hello Priya"
    assert composer.sent_bar.text() == ("Copied. Did you call?" if way is Way.CALL else "Copied. Did you send it?")


def test_a_gap_in_the_subject_stops_it_too(composer: Composer) -> None:
    composer.show_text("About [what]", "Hello", "", Limits())
    composer.mail_button.click()
    assert "[what]" in composer.stop_strip.text()
    composer.stop_strip.action_button().click()
    assert composer.subject.hasFocus() and composer.subject.selectedText() == "[what]"
    composer.subject.insert("jobs")
    assert composer.stop_strip.isHidden()


def test_what_is_typed_is_told_with_its_subject_and_a_refused_text_is_told_again(
    composer: Composer, qtbot: QtBot
) -> None:
    told: list[tuple[str, str]] = []
    composer.edited.connect(lambda subject, body: told.append((subject, body)))
    composer.show_text("Hello", "", "", Limits())
    composer.body.setFocus()
    qtbot.keyClicks(composer.body, "Dear Priya")
    composer.commit()
    composer.commit()
    assert told == [("Hello", "Dear Priya")]
    composer.keep_unsaved()
    composer.show_saved("Hello", "what the vault holds")
    assert composer.letter().body == "Dear Priya"
    composer.commit()
    assert told == [("Hello", "Dear Priya")] * 2


def test_yes_is_told_and_not_yet_is_not(composer: Composer, qtbot: QtBot, tmp_path: Path) -> None:
    sent: list[bool] = []
    composer.sent.connect(lambda: sent.append(True))
    composer.show_text("Hello", "Dear Priya", "priya@calder.example", Limits(), file_name="Hello Priya")
    composer.write_file(str(tmp_path / "letter.eml"))
    assert QApplication.focusWidget() is composer.sent_bar.yes
    composer.sent_bar.not_yet.click()
    assert sent == [] and composer.sent_bar.isHidden()
    opened: list[QUrl] = []
    composer.open_address = lambda url: not opened.append(url)
    composer.mail_button.click()
    composer.sent_bar.yes.click()
    assert sent == [True] and composer.sent_bar.isHidden()
    assert opened[0].toString().startswith("mailto:priya@calder.example")


def test_an_address_cannot_add_a_recipient_or_a_header(composer: Composer) -> None:
    opened: list[QUrl] = []
    composer.open_address = lambda url: not opened.append(url)
    for hostile in ("a@b.example?bcc=x@y.example", "a@b.example,x@y.example", "a@b.example\r\nBcc: x@y.example"):
        composer.show_text("Hello", "Dear Priya", hostile, Limits())
        composer.mail_button.click()
    assert [url.path() for url in opened] == [""] * 3
    assert not any("y.example" in url.toString() for url in opened)


def test_another_letter_puts_the_questions_about_the_last_one_away(composer: Composer) -> None:
    composer.show_text("Hello", "Dear Priya", "", Limits())
    composer.copy_button.click()
    composer.set_hint("This speaks of a job.")
    assert composer.sent_bar.isVisible() and composer.hint.isVisible()
    composer.show_text("Hello", "Dear Bo [when]", "", Limits())
    assert composer.sent_bar.isHidden() and composer.hint.isHidden() and composer.gaps_label.isVisible()


def menu_of(composer: Composer) -> dict[str, QAction]:
    composer.snippets_menu.aboutToShow.emit()
    return {action.text(): action for action in composer.snippets_menu.actions() if action.text()}


def test_a_snippet_is_put_in_where_the_caret_stands_and_its_gap_waits(composer: Composer, session: Session) -> None:
    session.run(session.store.add_snippet, "Meet & greet", "See you in {place}, {first_name}.")
    composer.show_text("Hello", "Dear Priya,\n\nYours", "", Limits(), fields={"first_name": "Priya"})
    cursor = composer.body.textCursor()
    cursor.setPosition(len("Dear Priya,\n"))
    composer.body.setTextCursor(cursor)
    menu_of(composer)["Meet && greet"].trigger()
    assert composer.body.toPlainText() == "Dear Priya,\nSee you in [place], Priya.\nYours"
    assert composer.body.textCursor().selectedText() == "[place]" and composer.body.hasFocus()
    assert composer.changed() and composer.gaps() == ("[place]",)


def test_what_is_selected_can_be_kept_as_a_snippet(composer: Composer, session: Session, qtbot: QtBot) -> None:
    composer.show_text("Hello", "Dear Priya,\nuntil soon", "", Limits())
    composer.body.selectAll()
    menu_of(composer)["&Keep the selected text…"].trigger()
    dialog = composer.findChild(SnippetDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.name.hasFocus)
    qtbot.keyClicks(dialog.name, "Soon")
    dialog.accept()
    assert [(one.name, one.text) for one in session.store.snippets()] == [("Soon", "Dear Priya,\nuntil soon")]
    assert composer.body.toPlainText() == "Dear Priya,\nuntil soon"


@pytest.fixture
def snippets(qtbot: QtBot, session: Session) -> SnippetDialog:
    made = SnippetDialog(session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.open()
    return made


def listed(dialog: SnippetDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_shipped_snippet_that_is_written_in_becomes_ones_own(snippets: SnippetDialog, session: Session) -> None:
    before = listed(snippets)
    snippets.list.setCurrentRow(before.index("Gentle reminder"))
    assert not snippets.remove.isEnabled()
    snippets.text.setPlainText("Only a word from me.")
    snippets.text.commit()
    assert [(one.name, one.text) for one in session.store.snippets()] == [("Gentle reminder", "Only a word from me.")]
    assert listed(snippets) == before and snippets.remove.isEnabled()
    snippets.remove.click()
    assert session.store.snippets() == () and listed(snippets) == before
    session.undo()
    snippets.list.setCurrentRow(before.index("Gentle reminder"))
    assert snippets.text.toPlainText() == "Only a word from me."


def test_a_name_that_is_taken_is_told_and_nothing_typed_is_lost(snippets: SnippetDialog, session: Session) -> None:
    for name, text in (("Close", "Bye"), ("Open", "Hello")):
        snippets.add.click()
        snippets.text.setPlainText(text)
        snippets.name.setText(name)
        snippets.name.commit()
    snippets.name.setText("close")
    snippets.name.commit()
    assert "name" in snippets.error_text()
    assert snippets.name.text() == "close" and snippets.text.toPlainText() == "Hello"
    assert {(one.name, one.text) for one in session.store.snippets()} == {("Close", "Bye"), ("Open", "Hello")}


def test_leaving_for_another_snippet_keeps_what_was_typed(snippets: SnippetDialog, session: Session) -> None:
    snippets.list.setCurrentRow(0)
    first, second = listed(snippets)[:2]
    snippets.text.setPlainText("Mine")
    snippets.list.setCurrentRow(1)
    assert [(one.name, one.text) for one in session.store.snippets()] == [(first, "Mine")]
    assert snippets.name.text() == second and snippets.list.currentItem().text() == second


def test_a_text_without_a_name_is_not_lost_when_the_window_closes(snippets: SnippetDialog, session: Session) -> None:
    snippets.add.click()
    snippets.text.setPlainText("If it helps, I can send you more of it.")
    snippets.reject()
    assert [(one.name, one.text) for one in session.store.snippets()] == [
        ("If it helps, I can …", "If it helps, I can send you more of it.")
    ]
