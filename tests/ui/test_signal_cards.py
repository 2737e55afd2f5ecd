"""What Today suggests: each card tells its count, opens its rows, does one thing, and goes when it is sent away."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import (
    ContactRef,
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    OfferFields,
    OfferKind,
    Person,
)
from netplus_desktop.core.signals import Act, ActKind, Fact, FactKind, Signal, SignalKind
from netplus_desktop.store.store import Store
from netplus_desktop.ui.dialogs.preferences import PreferencesDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.offers.favours import FavoursDialog
from netplus_desktop.ui.today.signal_rows import SignalRows
from netplus_desktop.ui.today.signals import SignalCard

Made = TypeVar("Made", bound=QWidget)


def person(store: Store, name: str = "Priya Raman") -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


def met(store: Store, who: int, days: int, thanked: bool = False) -> int:
    starts = (store.now() - timedelta(days=days)).replace(tzinfo=None)
    talk = store.plan_interview(who, InterviewPlan("What a curator does", starts=starts)).new_id(Kind.INTERVIEW)
    if thanked:
        store.record_event(talk, EventKind.THANKED, store.now() - timedelta(days=days))
    return talk


def taken(store: Store, name: str = "Priya Raman") -> int:
    who = person(store, name)
    met(store, who, 50)
    met(store, who, 45)
    return who


def cards(window: MainWindow, qtbot: QtBot, number: int = 1) -> list[SignalCard]:
    window.show_today()
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    found = window.conversation.today.signals.cards
    assert len(found) == number
    return found


def opened(window: MainWindow, kind: type[Made], press: Callable[[], None]) -> Made:
    press()
    dialog = window.findChild(kind)
    assert dialog is not None
    return dialog


def test_nothing_is_suggested_where_nothing_is_noticed(window: MainWindow, qtbot: QtBot) -> None:
    person(window.session.store)
    cards(window, qtbot, 0)
    assert window.conversation.today.signals.isHidden()


def test_a_card_tells_what_it_counted_and_opens_the_rows(window: MainWindow, qtbot: QtBot) -> None:
    who = taken(window.session.store)
    (card,) = cards(window, qtbot)
    assert card.told.text() == (
        "Priya Raman helped you 2 times in the last 60 days. No thank-you, no news of what came of it and no offer is "
        "recorded in that time."
    )
    rows = opened(window, SignalRows, card.rows.click)
    lines = [rows.list.topLevelItem(n).text(1) for n in range(rows.list.topLevelItemCount())]  # type: ignore[union-attr]
    assert lines == ["Priya Raman, helped you: What a curator does"] * 2
    with qtbot.waitSignal(rows.finished):
        qtbot.keyClick(rows.list, Qt.Key.Key_Return)
    assert window.conversation.current_contact() == who


def test_a_vault_that_somebody_else_wrote_is_read_all_the_same(window: MainWindow, qtbot: QtBot) -> None:
    taken(window.session.store)
    os.utime(window.session.store.path, (1, 1))
    assert window.session.store.changed_underneath
    cards(window, qtbot, 1)


def test_one_act_by_keys_leads_to_the_thank_you(window: MainWindow, qtbot: QtBot) -> None:
    who = taken(window.session.store)
    (card,) = cards(window, qtbot)
    assert card.act.text() == "Thank Priya Raman"
    card.act.setFocus()
    qtbot.keyClick(card.act, Qt.Key.Key_Space)
    assert window.conversation.current_contact() == who
    talks = window.session.store.contact(who).interviews
    assert window.conversation.current_interview() == talks[1].id  # the earlier one has waited longest
    assert window.conversation.person.interview_page.letter.isVisible()
    window.session.run(window.session.store.mark_sent, talks[1].id, window.session.store.now())
    cards(window, qtbot, 0)


def test_not_now_takes_it_away_for_a_week_and_undo_brings_it_back(window: MainWindow, qtbot: QtBot) -> None:
    taken(window.session.store)
    (card,) = cards(window, qtbot)
    qtbot.mouseClick(card.put_away, Qt.MouseButton.LeftButton)
    cards(window, qtbot, 0)
    assert window.actions_.undo.text() == "&Undo Put suggestion away for a week"
    window.undo()
    cards(window, qtbot, 1)


def test_no_second_thing_to_give_back_follows_the_same_day(window: MainWindow, qtbot: QtBot) -> None:
    taken(window.session.store)
    taken(window.session.store, "Björn Kvist")
    (card,) = cards(window, qtbot)
    card.put_away.click()
    cards(window, qtbot, 0)
    assert len(window.session.store.signals()) == 1


def test_a_person_is_let_rest_from_the_card_and_woken_from_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    who = taken(window.session.store)
    (card,) = cards(window, qtbot)
    card.rest.trigger()
    cards(window, qtbot, 0)
    window.go_to_contact(who)
    window._menus[3].aboutToShow.emit()
    assert window.actions_.let_rest.isChecked()
    window.actions_.let_rest.trigger()
    assert not window.actions_.let_rest.isChecked()
    assert not window.session.store.is_resting(who)
    cards(window, qtbot, 1)


def test_a_kind_is_switched_off_on_the_card_and_on_in_the_preferences(window: MainWindow, qtbot: QtBot) -> None:
    taken(window.session.store)
    (card,) = cards(window, qtbot)
    card.off.trigger()
    cards(window, qtbot, 0)
    dialog = opened(window, PreferencesDialog, window.actions_.preferences.trigger)
    page = dialog.signals
    assert page is not None
    dialog.pages.setCurrentWidget(page)
    assert [kind for kind, box in page.boxes.items() if not box.isChecked()] == [SignalKind.TAKING_FROM]
    page.boxes[SignalKind.TAKING_FROM].click()
    dialog.accept()
    cards(window, qtbot, 1)


def test_too_much_given_leads_to_the_weeks_minutes(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    offer = store.add_offer(OfferFields("An hour on grant forms", OfferKind.SKILL, 90)).new_id(Kind.OFFER)
    who = person(store)
    entry = store.offer_this(who, offer).new_id(Kind.EXCHANGE)
    store.edit_exchange(entry, state="delivered")
    (card,) = cards(window, qtbot)
    assert card.told.text() == "You gave about 90 minutes this week; 60 is what you meant to give."
    assert not card.rest.isVisible()
    dialog = opened(window, PreferencesDialog, card.act.click)
    assert dialog.times is not None
    field = dialog.times.fields["weekly_minutes"]
    assert dialog.pages.currentWidget() is dialog.times
    field.setValue(120)
    dialog.accept()
    cards(window, qtbot, 0)


PRIYA = ContactRef(7, "Priya <b>Raman</b>")


@pytest.mark.parametrize(
    ("kind", "number", "told"),
    [
        (
            SignalKind.TAKING,
            5,
            (
                "You asked for something 5 times in the last 30 days. Nothing that you offered or gave is recorded in "
                "that time."
            ),
        ),
        (
            SignalKind.LATE_THANKS,
            1,
            "Your thank-you to Priya <b>Raman</b> has waited for more than 72 hours. It is still welcome.",
        ),
        (SignalKind.LATE_THANKS, 2, "2 thank-yous have waited for more than 72 hours. They are still welcome."),
        (
            SignalKind.NOT_ASKING,
            6,
            (
                "In the last 14 days you asked nobody for anything, and 6 people could be asked: the talk is prepared, "
                "or you have not been in touch for long."
            ),
        ),
        (
            SignalKind.ONLY_GIVING,
            3,
            "You gave Priya <b>Raman</b> something 3 times in the last twelve months, and asked for nothing.",
        ),
    ],
)
def test_each_kind_tells_its_count_as_plain_text(qtbot: QtBot, kind: SignalKind, number: int, told: str) -> None:
    card = SignalCard()
    qtbot.addWidget(card)
    rows = (Fact(FactKind.LATE_THANKS, PRIYA, date(2026, 11, 20), interview_id=1),) * number
    card.show_signal(Signal(kind, rows, Act(ActKind.ASK, rows[0]), number, PRIYA), 72)
    assert card.told.text() == told
    assert card.told.textFormat() is Qt.TextFormat.PlainText
    assert card.act.accessibleName() == "Ask Priya <b>Raman</b>"


# --- favours ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def favour(window: MainWindow) -> tuple[int, int, int]:
    store = window.session.store
    added = window.session.run(partial(store.add_contact, Person("Priya Raman")))
    assert added is not None
    who = added.new_id(Kind.CONTACT)
    need = store.add_heard(who, HeardKind.NEED, "a venue for the spring conference").new_id(Kind.HEARD)
    return who, need, store.add_offer(OfferFields("List of conference venues", minutes=5)).new_id(Kind.OFFER)


def test_a_favour_is_offered_from_today(window: MainWindow, qtbot: QtBot, favour: tuple[int, int, int]) -> None:
    who, need, offer = favour
    (card,) = cards(window, qtbot)
    assert card.told.text() == (
        "Priya Raman needs: a venue for the spring conference. You could offer: List of conference venues. "
        "It takes 5 minutes."
    )
    card.act.click()
    (entry,) = window.session.store.contact(who).exchange
    assert (entry.need_id, entry.offer_id) == (need, offer)
    cards(window, qtbot, 0)


def test_all_favours_are_listed_with_the_weeks_minutes(
    window: MainWindow, qtbot: QtBot, favour: tuple[int, int, int]
) -> None:
    who, _, _ = favour
    dialog = opened(window, FavoursDialog, window.actions_.favours.trigger)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    assert dialog.about.text() == "You gave about 0 minutes this week; 60 of the 60 that you meant to give are left."
    assert "venue" in dialog.why.text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 0)
    assert not dialog.offer.isEnabled()
    assert len(window.session.store.contact(who).exchange) == 1
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_closed_list_asks_for_nothing_more(window: MainWindow, qtbot: QtBot, favour: tuple[int, int, int]) -> None:
    dialog = opened(window, FavoursDialog, window.actions_.favours.trigger)
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
    qtbot.waitUntil(lambda: window.session.jobs.idle)
