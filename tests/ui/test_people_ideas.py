"""People who might help, people who could use an offer, and offers pinned by hand: by keys and by mouse."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import FitChoice, HeardKind, InterviewPlan, Kind, OfferFields, Person
from netplus_desktop.ui.interview.heard import NeedRow
from netplus_desktop.ui.introductions.sheet import IntroductionSheet
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.third_people.dialog import Chooser, PeopleDialog, WhoCouldUse, WhoMightHelp
from netplus_desktop.ui.widgets import Label

Made = TypeVar("Made", WhoMightHelp, WhoCouldUse)


@pytest.fixture
def known(window: MainWindow) -> dict[str, int]:
    """Priya, who is shown and needs an accountant, a bookkeeper, and somebody with the same need; and two offers."""
    run, store = window.session.run, window.session.store

    def made(changes: object, kind: Kind) -> int:
        return changes.new_id(kind)  # type: ignore[attr-defined, no-any-return]

    priya = made(run(store.add_contact, Person("Priya Raman", given="Priya")), Kind.CONTACT)
    run(store.plan_interview, priya, InterviewPlan())
    bo = made(run(store.add_contact, Person("Bo Book", title="Bookkeeper")), Kind.CONTACT)
    em = made(run(store.add_contact, Person("Em Same")), Kind.CONTACT)
    need = made(run(store.add_heard, priya, HeardKind.NEED, "an accountant for a small shop"), Kind.HEARD)
    same = made(run(store.add_heard, em, HeardKind.NEED, "an accountant for the charity"), Kind.HEARD)
    books = made(run(store.add_offer, OfferFields("Know a bookkeeper")), Kind.OFFER)
    goats = made(run(store.add_offer, OfferFields("Feed goats")), Kind.OFFER)
    window.go_to_contact(priya)
    return {"priya": priya, "bo": bo, "em": em, "need": need, "same": same, "books": books, "goats": goats}


def row(window: MainWindow, need: int) -> NeedRow:
    found = window.conversation.person.interview_page.needs.rows[need]
    assert isinstance(found, NeedRow)
    return found


def found(window: MainWindow, qtbot: QtBot, kind: type[Made]) -> Made:
    """The dialog that is open, once it has looked."""
    dialog = window.findChildren(kind)[-1]
    looked(dialog, qtbot)
    return dialog


def looked(dialog: PeopleDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog._lookup.busy)


def lines(dialog: PeopleDialog) -> dict[str, str]:
    items = [dialog.list.topLevelItem(place) for place in range(dialog.list.topLevelItemCount())]
    return {item.text(0): item.text(1) for item in items if item is not None}


def choose(dialog: PeopleDialog, name: str) -> None:
    place = list(lines(dialog)).index(name)
    dialog.list.setCurrentIndex(dialog.list.model().index(place, 0))


def press_by_keys(dialog: PeopleDialog, qtbot: QtBot, button: QPushButton) -> None:
    """Go to a button by Tab and press it."""
    for _ in range(20):
        if button.hasFocus():
            break
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_under_a_need_stand_people_who_might_help_each_with_the_reason(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    link = row(window, known["need"]).people
    assert link.isVisible() and "small shop" in link.accessibleName()
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    dialog = found(window, qtbot, WhoMightHelp)
    said = lines(dialog)
    assert said.keys() == {"Bo Book", "Em Same"}
    assert "works as “Bookkeeper” (accountant – Bookkeeper)" in said["Bo Book"]
    assert "also needs “an accountant for the charity”" in said["Em Same"]
    choose(dialog, "Bo Book")
    assert dialog.reason.text().startswith("Bo Book: ")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.isHidden() and window.conversation.current_contact() == known["bo"]


def test_by_keys_alone_two_people_are_brought_together(window: MainWindow, qtbot: QtBot, known: dict[str, int]) -> None:
    window.actions_.people_for_need.trigger()
    dialog = found(window, qtbot, WhoMightHelp)
    qtbot.waitUntil(dialog.list.hasFocus)
    choose(dialog, "Em Same")
    press_by_keys(dialog, qtbot, dialog.introduce_button)
    (introduction,) = window.session.store.contact(known["priya"]).introductions
    assert {introduction.first.id, introduction.second.id} == {known["priya"], known["em"]}
    assert introduction.reason == "an accountant for a small shop"
    sheet = window.findChildren(IntroductionSheet)[-1]
    assert sheet.isVisible()
    sheet.close()
    window.undo()
    assert window.session.store.contact(known["priya"]).introductions == ()


def test_who_is_under_way_to_meet_already_is_said_in_place(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    window.session.run(window.session.store.introduce, known["priya"], known["em"])
    row(window, known["need"]).people.click()
    dialog = found(window, qtbot, WhoMightHelp)
    choose(dialog, "Em Same")
    dialog.introduce_button.click()
    assert dialog.isVisible() and dialog.error_text()
    dialog.reject()


def test_an_offer_tells_who_could_use_it_and_is_offered_from_there(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    window.offers._inventory.open_offer(known["books"])
    form = window.offers._inventory.form()
    assert form is not None
    (button,) = (one for one in form.findChildren(QPushButton) if one.text() == "Who could use it?")
    button.click()
    dialog = found(window, qtbot, WhoCouldUse)
    said = lines(dialog)
    assert list(said)[:2] == ["Priya Raman", "Em Same"] or list(said)[:2] == ["Em Same", "Priya Raman"]
    assert "needs “an accountant for the charity”" in said["Em Same"]
    choose(dialog, "Em Same")
    dialog.offer_button.click()
    looked(dialog, qtbot)
    assert "Em Same" not in lines(dialog)
    (entry,) = window.session.store.contact(known["em"]).exchange
    assert (entry.offer_id, entry.need_id) == (known["books"], known["same"])
    dialog.reject()
    window.undo()
    assert window.session.store.contact(known["em"]).exchange == ()


def test_what_does_not_fit_is_put_aside_and_undo_brings_it_back(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    window.actions_.people_for_offer.trigger()
    chooser = window.findChildren(Chooser)[-1]
    qtbot.keyClicks(chooser.search, "book")
    qtbot.keyClick(chooser.search, Qt.Key.Key_Return)
    dialog = found(window, qtbot, WhoCouldUse)
    choose(dialog, "Em Same")
    dialog.pin_button.click()
    looked(dialog, qtbot)
    assert next(iter(lines(dialog))) == "Em Same" and "pinned" in lines(dialog)["Em Same"]
    choose(dialog, "Em Same")
    dialog.dismiss_button.click()
    looked(dialog, qtbot)
    store = window.session.store
    assert store.fit_choices(known["em"]) == {(known["same"], known["books"]): FitChoice.DISMISSED}
    assert "Em Same" not in lines(dialog)
    dialog.reject()
    window.undo()
    window.undo()
    assert store.fit_choices(known["em"]) == {}


def test_who_does_not_fit_a_need_is_put_aside_for_good_and_looked_at_again(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    row(window, known["need"]).people.click()
    dialog = found(window, qtbot, WhoMightHelp)
    assert not dialog.back_button.isVisible()
    choose(dialog, "Bo Book")
    qtbot.mouseClick(dialog.dismiss_button, Qt.MouseButton.LeftButton)
    looked(dialog, qtbot)
    assert list(lines(dialog)) == ["Em Same"]
    dialog.reject()
    row(window, known["need"]).people.click()
    again = found(window, qtbot, WhoMightHelp)
    assert list(lines(again)) == ["Em Same"], "it is remembered"
    assert again.back_button.text().replace("&", "") == "Look again at what you put aside"
    choose(again, "Em Same")
    again.dismiss_button.click()
    looked(again, qtbot)
    assert again.told.isVisible() and "Nobody else" in again.told.text() and not again.pin_button.isEnabled()
    qtbot.mouseClick(again.back_button, Qt.MouseButton.LeftButton)
    looked(again, qtbot)
    assert lines(again).keys() == {"Bo Book", "Em Same"} and not again.back_button.isVisible()
    again.reject()
    window.undo()
    assert set(window.session.store.person_choices(known["need"]).values()) == {FitChoice.DISMISSED}
    window.undo()
    window.undo()
    assert window.session.store.person_choices(known["need"]) == {}


def test_a_person_is_pinned_and_unpinned_by_keys_alone_and_stands_first(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    window.actions_.people_for_need.trigger()
    dialog = found(window, qtbot, WhoMightHelp)
    qtbot.waitUntil(dialog.list.hasFocus)
    last = list(lines(dialog))[-1]
    qtbot.keyClick(dialog.list, Qt.Key.Key_End)
    press_by_keys(dialog, qtbot, dialog.pin_button)
    looked(dialog, qtbot)
    assert next(iter(lines(dialog))) == last == "Bo Book"
    assert lines(dialog)[last].startswith("pinned: works as “Bookkeeper”")
    assert dialog.reason.text().startswith(f"{last}: "), "who was pinned stays chosen"
    assert dialog.pin_button.text() == "Un&pin from this need"
    press_by_keys(dialog, qtbot, dialog.pin_button)
    looked(dialog, qtbot)
    assert not any("pinned" in why for why in lines(dialog).values())
    dialog.reject()
    window.undo()
    (choice,) = window.session.store.person_choices(known["need"]).values()
    assert choice is FitChoice.PINNED


def test_somebody_who_was_not_suggested_is_pinned_by_keys_alone(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    window.session.run(window.session.store.add_contact, Person("Zoe Plain"))
    window.go_to_contact(known["priya"])
    row(window, known["need"]).people.click()
    dialog = found(window, qtbot, WhoMightHelp)
    press_by_keys(dialog, qtbot, dialog.else_button)
    chooser = dialog.findChildren(Chooser)[-1]
    assert any("small shop" in label.text() for label in chooser.findChildren(Label))
    names = [chooser.list.item(n).text() for n in range(chooser.list.count())]
    assert "Zoe Plain" in names and "Priya Raman" not in names, "nobody helps themselves"
    qtbot.keyClicks(chooser.search, "zoe")
    qtbot.keyClick(chooser.search, Qt.Key.Key_Return)
    looked(dialog, qtbot)
    assert dialog.isVisible() and next(iter(lines(dialog).items())) == (
        "Zoe Plain",
        "you pinned this person to the need",
    )
    dialog.reject()
    window.undo()
    assert window.session.store.person_choices(known["need"]) == {}


def test_an_offer_that_was_not_suggested_is_pinned_by_mouse(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    assert known["goats"] not in [card.fit.offer_id for card in window.offers.ideas()]
    row(window, known["need"]).pin.trigger()
    chooser = window.findChildren(Chooser)[-1]
    assert any("small shop" in label.text() for label in chooser.findChildren(Label))
    (place,) = (n for n in range(chooser.list.count()) if chooser.list.item(n).text() == "Feed goats")
    at = chooser.list.visualItemRect(chooser.list.item(place)).center()
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    qtbot.mouseClick(chooser.take_button, Qt.MouseButton.LeftButton)
    first = window.offers.ideas()[0]
    assert (first.fit.offer_id, first.fit.pinned) == (known["goats"], True)
    window.undo()
    assert known["goats"] not in [card.fit.offer_id for card in window.offers.ideas()]


def test_an_offer_is_pinned_by_keys_alone_to_the_need_that_is_chosen(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    store = window.session.store
    window.session.run(store.add_heard, known["priya"], HeardKind.NEED, "somebody to mow the meadow")
    window.actions_.pin_offer.trigger()
    needs = window.findChildren(Chooser)[-1]
    qtbot.keyClicks(needs.search, "meadow")
    qtbot.keyClick(needs.search, Qt.Key.Key_Return)
    offers = window.findChildren(Chooser)[-1]
    assert offers is not needs
    qtbot.keyClicks(offers.search, "GOATS")
    qtbot.keyClick(offers.search, Qt.Key.Key_Return)
    (chosen,) = store.fit_choices(known["priya"]).items()
    assert chosen[0][1] == known["goats"] and chosen[1] is FitChoice.PINNED


def test_where_nobody_comes_to_mind_it_says_so_and_closing_ends_the_search(
    window: MainWindow, qtbot: QtBot, known: dict[str, int]
) -> None:
    store = window.session.store
    alone = window.session.run(store.add_heard, known["priya"], HeardKind.NEED, "ищет зоопарк")
    assert alone is not None
    row(window, alone.new_id(Kind.HEARD)).people.click()
    dialog = found(window, qtbot, WhoMightHelp)
    assert "Nobody comes to mind" in dialog.told.text() and dialog.told.isVisible()
    assert not dialog.show_button.isEnabled() and not dialog.introduce_button.isEnabled()
    dialog.reject()
    row(window, known["need"]).people.click()
    again = window.findChildren(WhoMightHelp)[-1]
    again.reject()
    qtbot.waitUntil(lambda: window.session.jobs.idle)


def test_a_need_that_is_met_asks_for_nobody(window: MainWindow, known: dict[str, int]) -> None:
    one = row(window, known["need"])
    one.met.trigger()
    assert not one.people.isVisible() and not one.pin.isEnabled()
    window.actions_.people_for_need.trigger()
    chooser = window.findChildren(Chooser)[-1]
    assert not chooser.take_button.isEnabled()
    chooser.reject()
