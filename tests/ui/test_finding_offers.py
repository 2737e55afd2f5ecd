"""Finding out what I can offer: the questions, what there is to go by, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.discovery import Prompt, introduction
from netplus_desktop.core.records import ContactRef, Direction, HeardKind, Kind, OfferFields, OfferKind, Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.offers.discovery import Discovery
from netplus_desktop.ui.offers.dropped import TITLE_LENGTH, offer_of
from netplus_desktop.ui.session import Session

Ask = Callable[[Prompt], Discovery]


@pytest.fixture
def ask(session: Session, qtbot: QtBot) -> Ask:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def asked(prompt: Prompt) -> Discovery:
        dialog = Discovery(session, prompt, parent)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return asked


def press(*keys: str) -> None:
    for key in keys:
        QTest.keySequence(QApplication.focusWidget(), QKeySequence(key))


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def rows(dialog: Discovery) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def known(store: Store, name: str, **more: str) -> int:
    return store.add_contact(Person(name, **more)).new_id(Kind.CONTACT)  # type: ignore[arg-type]


# --- answering --------------------------------------------------------------------------------------------


def test_an_answer_becomes_an_offer_with_minutes_and_limits(ask: Ask, session: Session, store: Store) -> None:
    dialog = ask(Prompt.TIME)
    assert "Question 7 of 9, 0 offers so far" in dialog.place.text()
    write("Help at a move")
    press("Tab", "Tab", "Tab")
    assert QApplication.focusWidget() is dialog.limits
    write("no pianos")
    press("Return")
    (offer,) = store.offers()
    assert offer.fields == OfferFields("Help at a move", OfferKind.VOLUNTEER, 120, limits="no pianos")
    assert dialog.kept.item(0).text() == "Help at a move (volunteer time, 2 h)"
    assert "1 offer so far" in dialog.place.text()
    assert QApplication.focusWidget() is dialog.title and dialog.title.text() == ""
    session.undo()
    assert store.offers() == () and dialog.kept.count() == 0


def test_what_was_kept_can_be_removed_again(ask: Ask, store: Store) -> None:
    dialog = ask(Prompt.ENERGY)
    write("Read a draft")
    press("Return")
    dialog.remove.click()
    assert store.offers() == () and dialog.kept.isHidden()


def test_another_kind_brings_its_time_unless_one_was_chosen(ask: Ask) -> None:
    dialog = ask(Prompt.TOOLS)
    press("Tab", "Tab")
    assert QApplication.focusWidget() is dialog.kind
    write("skill")
    assert dialog.minutes.value() == 60
    dialog.minutes.setValue(25)
    press("Up")
    assert (dialog.kind.currentText(), dialog.minutes.value()) == ("resource", 25)


@pytest.mark.parametrize("leave", ["next", "escape", "close", "lock"])
def test_words_that_were_not_kept_with_enter_are_kept_all_the_same(
    ask: Ask, session: Session, store: Store, leave: str, qtbot: QtBot
) -> None:
    dialog = ask(Prompt.NEWS)
    write("How clinics buy")
    if leave == "next":
        press("Alt+N")
        qtbot.waitUntil(lambda: dialog.prompt is Prompt.TOOLS)
        assert dialog.title.text() == ""
    elif leave == "escape":
        press("Escape", "Escape")
    elif leave == "close":
        dialog.close_button.click()
    else:
        session.stop()
    kept = [offer.fields.title for offer in store.offers()]
    assert kept == ([] if leave == "escape" else ["How clinics buy"])  # Escape in the field takes the words back first


def test_the_questions_are_walked_both_ways(ask: Ask, qtbot: QtBot) -> None:
    dialog = ask(Prompt.COME_FOR)
    assert not dialog.back.isEnabled()
    for prompt in list(Prompt)[1:]:
        press("Alt+N")
        qtbot.waitUntil(lambda prompt=prompt: dialog.prompt is prompt)  # type: ignore[misc]
    assert not dialog.next.isEnabled()
    press("Alt+B")
    qtbot.waitUntil(lambda: dialog.prompt is Prompt.ENERGY)


# --- what there is to go by -------------------------------------------------------------------------------


def test_an_endorsement_is_taken_over_with_who_said_so_and_the_next_one_waits(ask: Ask, store: Store) -> None:
    mei = known(store, "Mei Lin")
    store.record_share(mei, Direction.THEY_SHARED, "Endorsed me on LinkedIn: Python, Cooking", date(2025, 1, 2))
    dialog = ask(Prompt.THANKED)
    assert rows(dialog) == ["Python (endorsed by Mei Lin)", "Cooking (endorsed by Mei Lin)"]
    dialog.list.setFocus()
    press("Return")
    assert QApplication.focusWidget() is dialog.title and dialog.title.selectedText() == "Python"
    assert dialog.source.text() == "Endorsed by Mei Lin"
    write("An hour of Python")
    press("Return")
    (offer,) = store.offers()
    assert (offer.fields.title, offer.fields.proof) == ("An hour of Python", "Endorsed by Mei Lin")
    assert QApplication.focusWidget() is dialog.list  # for the next one
    assert rows(dialog) == ["Cooking (endorsed by Mei Lin)"]
    dialog.remove.click()
    assert len(rows(dialog)) == 2


def test_an_empty_vault_says_where_endorsements_come_from(ask: Ask, qtbot: QtBot) -> None:
    dialog = ask(Prompt.THANKED)
    assert dialog.list.isHidden() and dialog.bring.isVisible()
    with qtbot.waitSignal(dialog.import_requested):
        dialog.bring.click()
    assert dialog.isHidden()


def test_somebody_to_introduce_is_found_by_name_and_brings_what_they_do(ask: Ask, store: Store) -> None:
    store.add_contact(Person("Mei Lin", title="Nurse", organisation="St. Brigid", tags=("health",)))
    known(store, "Sam Oduya")
    dialog = ask(Prompt.MEET)
    write("mei")
    assert rows(dialog) == ["Mei Lin, Nurse, St. Brigid"]
    dialog.list.setFocus()
    press("Space")
    press("Return")
    (offer,) = store.offers()
    assert (offer.fields.title, offer.fields.kind, offer.fields.minutes, offer.fields.tags) == (
        "Mei Lin, Nurse, St. Brigid",
        OfferKind.INTRODUCTION,
        5,
        ("health",),
    )
    assert offer.fields.contact is not None and offer.fields.contact.name == "Mei Lin"


def test_a_need_reminds_but_does_not_answer(ask: Ask, store: Store) -> None:
    store.add_heard(known(store, "Sam Oduya"), HeardKind.NEED, "a guide to FHIR")
    dialog = ask(Prompt.READ)
    assert rows(dialog) == ["Sam Oduya needs: a guide to FHIR"]
    QTest.mouseClick(
        dialog.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=dialog.list.visualItemRect(dialog.list.item(0)).center(),
    )
    assert (dialog.title.text(), dialog.title.placeholderText()) == ("", "Sam Oduya needs: a guide to FHIR")
    press("Return")
    assert store.offers() == ()


def test_everything_that_takes_the_focus_has_a_name(ask: Ask) -> None:
    dialog = ask(Prompt.KINDS)
    for widget in dialog.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.parent() is dialog:
            assert widget.accessibleName() or (hasattr(widget, "text") and widget.text()), widget


# --- from elsewhere ---------------------------------------------------------------------------------------


def link(address: str, title: str = "") -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(address)])
    mime.setText(address)
    if title:
        mime.setData("text/x-moz-url", f"{address}\n{title}".encode("utf-16-le"))
    return mime


def text(words: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(words)
    return mime


PAGE = "https://example.org/papers/fhir_in-plain%20words.html?from=mail"


@pytest.mark.parametrize(
    ("mime", "title", "address"),
    [
        (link(PAGE), "fhir in plain words", PAGE),
        (link(PAGE, "FHIR, explained"), "FHIR, explained", PAGE),
        (link("https://example.org/"), "example.org", "https://example.org/"),
        (text(PAGE), "fhir in plain words", PAGE),
        (text(f"A guide to FHIR\n<{PAGE}>"), "A guide to FHIR", PAGE),
        (text("  an hour\n of Python "), "an hour of Python", ""),
        (text("javascript:alert(1)"), "javascript:alert(1)", ""),
        (text("http://[broken and words"), "http://[broken and words", ""),
    ],
)
def test_a_link_or_a_text_makes_an_offer(mime: QMimeData, title: str, address: str) -> None:
    assert offer_of(mime) == OfferFields(title, OfferKind.RESOURCE, 5, link=address)


def test_a_long_text_is_called_by_its_first_line_and_kept_whole() -> None:
    words = "How clinics buy\n" + "Slowly, and twice. " * 30
    made = offer_of(text(words))
    assert made is not None
    assert (made.title, made.proof) == ("How clinics buy", words.strip())
    endless = offer_of(text("x" * 5000))
    assert endless is not None and len(endless.title) == TITLE_LENGTH


def test_files_and_people_are_no_offers() -> None:
    card = QMimeData()
    card.setData("text/vcard", b"BEGIN:VCARD")
    assert [offer_of(one) for one in (link("file:///tmp/people.vcf"), card, text("BEGIN:VCARD\nFN:A"), text(" "))] == [
        None
    ] * 4


def test_what_was_copied_becomes_an_offer_whose_form_is_open(window: MainWindow, store: Store) -> None:
    QGuiApplication.clipboard().setText("An hour of gardening")
    window.actions_.paste_offer.trigger()
    (offer,) = store.offers()
    form = window.offers._inventory.form()
    assert offer.fields.title == "An hour of gardening"
    assert form is not None and form.title.text() == "An hour of gardening"
    QGuiApplication.clipboard().clear()
    window.actions_.paste_offer.trigger()
    form = window.offers._inventory.form()
    assert form is not None and form.title.text() == ""  # nothing was copied: it can be typed
    assert len(store.offers()) == 1


def test_whoever_is_shown_becomes_somebody_i_can_introduce_once(window: MainWindow, store: Store) -> None:
    assert not window.actions_.introduce.isEnabled()
    changes = window.session.run(store.add_contact, Person("Mei Lin", title="Nurse", tags=("health",)))
    assert changes is not None
    window.go_to_contact(changes.new_id(Kind.CONTACT))
    window.actions_.introduce.trigger()
    window.actions_.introduce.trigger()
    (offer,) = store.offers()
    assert (offer.fields.title, offer.fields.kind, offer.fields.tags) == (
        "Mei Lin, Nurse",
        OfferKind.INTRODUCTION,
        ("health",),
    )
    form = window.offers._inventory.form()
    assert form is not None and form.person_link.text() == "Open Mei Lin"
    window.show_today()
    form = window.offers._inventory.form()
    assert form is not None
    form.person_link.click()
    assert window.conversation.current_contact() == changes.new_id(Kind.CONTACT)


def test_nobody_is_offered_an_introduction_to_themselves(window: MainWindow, store: Store) -> None:
    mei = store.add_contact(Person("Mei Lin", title="Nurse")).new_id(Kind.CONTACT)
    sam = store.add_contact(Person("Sam Oduya")).new_id(Kind.CONTACT)
    for one in (mei, sam):
        store.add_heard(one, HeardKind.NEED, "a nurse to talk to")
    changes = window.session.run(store.add_offer, introduction(store.contact(mei)))
    assert changes is not None
    window.go_to_contact(sam)
    assert [card.fit.offer_id for card in window.offers.ideas()] == [changes.new_id(Kind.OFFER)]
    window.go_to_contact(mei)
    assert window.offers.ideas() == []


def test_the_person_of_an_introduction_can_go_and_comes_back_with_undo(window: MainWindow, store: Store) -> None:
    session = window.session
    mei = store.add_contact(Person("Mei Lin")).new_id(Kind.CONTACT)
    store.add_offer(introduction(store.contact(mei)))
    session.run(store.delete_contacts, [mei])
    (offer,) = store.offers()
    assert (offer.fields.title, offer.fields.contact) == ("Mei Lin", None)
    session.undo()
    (offer,) = store.offers()
    assert offer.fields.contact == ContactRef(mei, "Mei Lin")


def test_the_pane_leads_to_the_questions_while_there_is_little(window: MainWindow, qtbot: QtBot) -> None:
    assert window.offers._discover.isVisible()
    window.offers._discover.click()
    dialog = window.findChild(Discovery)
    assert dialog is not None and dialog.prompt is Prompt.COME_FOR
