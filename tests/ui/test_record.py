"""The both-ways record in the history: what was asked, what came of it, what was given; by keyboard and by mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import AskKind, AskState, Direction, ExchangeState, Kind, OfferFields, Person
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.interview.record import AskRow, FactRow
from netplus_desktop.ui.session import Session


@pytest.fixture
def priya(session: Session) -> int:
    return session.store.add_contact(Person("Priya Raman", given="Priya")).new_id(Kind.CONTACT)


@pytest.fixture
def pane(qtbot: QtBot, session: Session, priya: int) -> ConversationPane:
    made = ConversationPane(session)
    made.resize(720, 900)
    made.show()
    qtbot.addWidget(made)
    made.show_contact(priya)
    made.person.show_history()
    return made


def visible(row: AskRow) -> list[str]:
    return [action.text().replace("&", "") for action in row.steps.values() if action.isVisible()]


def test_a_request_is_recorded_by_keyboard_and_led_to_its_end(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    history, store = pane.person.history, session.store
    history.record.asked.setFocus()
    qtbot.keyClick(history.record.asked, Qt.Key.Key_Space)
    assert history.record.kind.isVisible()
    qtbot.keyClick(history.record.kind, Qt.Key.Key_Down)
    qtbot.keyClicks(history.record.text, "who hires there")
    qtbot.keyClick(history.record.text, Qt.Key.Key_Return)
    (ask,) = store.contact(priya).asks
    assert (ask.kind, ask.text, ask.state, ask.on) == (
        AskKind.INFORMATION, "who hires there", AskState.ASKED, date(2026, 11, 23),
    )  # fmt: skip
    row = history.ask_row(ask.id)
    assert visible(row) == ["They said yes", "They said yes in part", "They could not", "No answer came"]
    row.steps[AskState.GRANTED].trigger()
    assert history.texts() == ["who hires there", "helped with: who hires there"]
    assert visible(row) == ["I thanked them"]
    row.steps[AskState.THANKED].trigger()
    row.steps[AskState.REPORTED].trigger()
    assert store.contact(priya).asks[0].state is AskState.REPORTED
    assert set(history.texts()) == {
        "who hires there",
        "helped with: who hires there",
        "You sent a thank-you for: who hires there",
        "news of what came of it: who hires there",
    }
    assert visible(row) == []
    row.states[AskState.ASKED].trigger()
    assert history.texts() == ["who hires there"]


def test_the_day_of_an_answer_is_corrected_where_it_stands(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    history, store = pane.person.history, session.store
    one = session.run(store.add_ask, priya, AskKind.ADVICE, "how", date(2026, 11, 10))
    assert one is not None
    session.run(store.set_ask_state, one.new_id(Kind.ASK), AskState.GRANTED, date(2026, 11, 20))
    (fact,) = history.findChildren(FactRow)
    fact.day.chosen.emit(date(2026, 11, 12))
    (ask,) = store.contact(priya).asks
    assert (ask.on, ask.answered) == (date(2026, 11, 10), date(2026, 11, 12))
    assert "12 Nov" in fact.day.text()


def test_the_band_has_help_and_thanks_but_no_request_and_nothing_only_thought_of(
    pane: ConversationPane, session: Session, priya: int
) -> None:
    store, band = session.store, pane.person.interview_page.band
    offer = store.add_offer(OfferFields("A primer")).new_id(Kind.OFFER)
    session.run(store.offer_this, priya, offer, considered=True)
    asked = session.run(store.add_ask, priya, AskKind.ADVICE, "how to begin", date(2026, 11, 23))
    assert asked is not None
    pane.person.show_interviews()
    assert band.side_texts(Direction.THEY_SHARED)[1] == "What you learn and whom they name goes here"
    assert band.side_texts(Direction.I_GAVE)[1] == "Your thank-you and takeaways go here"
    one = asked.new_id(Kind.ASK)
    session.run(store.set_ask_state, one, AskState.GRANTED, date(2026, 11, 23))
    session.run(store.set_ask_state, one, AskState.THANKED, date(2026, 11, 23))
    assert band.side_texts(Direction.THEY_SHARED) == ["They shared", "helped with: how to begin", "today"]
    assert band.side_texts(Direction.I_GAVE) == ["You gave", "a thank-you for: how to begin", "today"]


def test_an_offer_is_led_from_a_thought_to_a_give_with_its_minutes(
    pane: ConversationPane, session: Session, priya: int, qtbot: QtBot
) -> None:
    store, history = session.store, pane.person.history
    offer = store.add_offer(OfferFields("A primer", minutes=20)).new_id(Kind.OFFER)
    made = session.run(store.offer_this, priya, offer, considered=True)
    assert made is not None
    row = history.entry_row(made.new_id(Kind.EXCHANGE))
    assert row.state.text() == "kept in mind"
    assert row.minutes.isHidden()
    for state in (ExchangeState.OFFERED, ExchangeState.ACCEPTED, ExchangeState.DELIVERED):
        assert row.steps[state].isVisible()
        row.steps[state].trigger()
    assert not row.minutes.isHidden()
    assert row.minutes.value() == 20
    qtbot.waitUntil(row.minutes.isVisible)
    row.minutes.setFocus()
    row.minutes.selectAll()
    qtbot.keyClicks(row.minutes, "35")
    qtbot.keyClick(row.minutes, Qt.Key.Key_Return)
    (entry,) = store.contact(priya).exchange
    assert (entry.state, entry.minutes) == (ExchangeState.DELIVERED, 35)
    row.steps[ExchangeState.ACKNOWLEDGED].trigger()
    assert store.contact(priya).exchange[0].state is ExchangeState.ACKNOWLEDGED


def test_no_two_commands_of_a_row_have_the_same_letter(pane: ConversationPane, session: Session, priya: int) -> None:
    store, history = session.store, pane.person.history
    ask = session.run(store.add_ask, priya, AskKind.ADVICE, "how", date(2026, 11, 10))
    give = session.run(store.record_share, priya, Direction.I_GAVE, "an hour", date(2026, 11, 10))
    assert ask is not None
    assert give is not None
    for row in (history.ask_row(ask.new_id(Kind.ASK)), history.entry_row(give.new_id(Kind.EXCHANGE))):
        letters = [a.text().partition("&")[2][:1].lower() for a in row.menu.actions() if "&" in a.text()]
        assert len(letters) == len(set(letters)), letters


def test_what_was_typed_of_a_request_waits_where_it_was(pane: ConversationPane, session: Session, priya: int) -> None:
    history = pane.person.history
    history.record.asked.click()
    history.record.text.setText("who hires")
    kept = history.unfinished()
    history.record.shared.click()
    history.record.text.setText("")
    history.resume(kept)
    assert history.record.asked.isChecked()
    assert history.record.text.text() == "who hires"
