"""The composer of letters: its count, its gaps, how a text is handed over, and what it tells whoever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.ui.interview.composing import Composer, Limits, Way
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
