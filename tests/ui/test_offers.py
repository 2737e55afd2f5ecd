"""What I can offer: ideas with reasons, offering and taking back, the inventory, the prompts, drops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.assets import sample_people
from netplus_desktop.core.practice import OFFER_MINUTES
from netplus_desktop.core.records import (
    Changes,
    Direction,
    ExchangeState,
    HeardKind,
    HeardState,
    InterviewPlan,
    Kind,
    OfferFields,
    OfferKind,
    Person,
)
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.offers import words
from netplus_desktop.ui.offers.inventory import MANY
from netplus_desktop.ui.offers.pane import OffersPane
from netplus_desktop.ui.offers.row_button import RowButton
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

PRIMER = "FHIR in plain words"
DESK = "A desk near the station"


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> Iterator[OffersPane]:
    """The pane over an empty vault, shown and active."""
    made = OffersPane(session)
    qtbot.addWidget(made)
    made.resize(328, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made


@pytest.fixture
def priya(store: Store, pane: OffersPane) -> int:
    """A person with an open need, and two offers of which one fits."""
    contact_id = store.add_contact(Person("Priya Raman", given="Priya")).new_id(Kind.CONTACT)
    store.plan_interview(contact_id, InterviewPlan())
    store.add_heard(contact_id, HeardKind.NEED, "a plain guide to FHIR for designers")
    store.add_offer(OfferFields(PRIMER, OfferKind.RESOURCE, tags=("guide",)))
    changes = store.add_offer(OfferFields(DESK, OfferKind.KNOW_HOW, 10))
    pane._on_changed(changes, None)
    pane.show_contact(contact_id, None)
    return contact_id


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget) and label.text()]


def rows(pane: OffersPane) -> list[str]:
    return [row.text() for row in pane.findChildren(RowButton) if row.isVisibleTo(pane)]


def buttons(pane: OffersPane) -> list[str]:
    return [button.text() for button in pane.findChildren(QPushButton) if button.isVisibleTo(pane)]


def press(pane: OffersPane, text: str) -> None:
    """Press the visible button of that name."""
    (button,) = [
        found
        for found in pane.findChildren(QWidget)
        if found.isVisibleTo(pane)
        and hasattr(found, "click")
        and (found.text().replace("&", "") == text or found.accessibleName() == text)
    ]
    button.click()


# --- ideas ------------------------------------------------------------------------------------------------


def test_an_idea_says_what_it_meets_and_can_be_offered(pane: OffersPane, store: Store, priya: int) -> None:
    assert labels(pane)[:2] == ["What I can offer Priya", "1 idea"]
    (card,) = pane.ideas()
    assert card.reason() == "meets “a plain guide to FHIR for designers”"
    assert card.offer_button.property("role") == "primary"
    card.offer_button.click()
    (entry,) = store.contact(priya).exchange
    assert (entry.text, entry.state, entry.direction) == (PRIMER, ExchangeState.OFFERED, Direction.I_GAVE)
    assert entry.need_id is not None
    (card,) = pane.ideas()
    assert "offered today" in labels(card)
    assert pane.count == 0


def test_an_idea_can_be_kept_in_mind_and_offered_later(pane: OffersPane, store: Store, priya: int) -> None:
    (card,) = pane.ideas()
    card.keep.trigger()
    (entry,) = store.contact(priya).exchange
    assert (entry.text, entry.state) == (PRIMER, ExchangeState.CONSIDERED)
    (card,) = pane.ideas()
    assert "kept in mind" in labels(card)
    assert not card.keep.isVisible()
    assert pane.count == 1
    card.offer_button.click()
    (made,) = store.contact(priya).exchange
    assert (made.id, made.state) == (entry.id, ExchangeState.OFFERED)
    assert "offered today" in labels(pane.ideas()[0])


def test_the_words_that_met_are_told_where_they_differ(pane: OffersPane, store: Store, priya: int) -> None:
    assert pane.ideas()[0].pairs() == ""  # "plain" and "FHIR" stand on both sides
    store.add_heard(priya, HeardKind.NEED, "somebody for her puppy")
    pane._on_changed(store.add_offer(OfferFields("Walk a dog")), None)
    pane.show_contact(priya, None)
    card = next(card for card in pane.ideas() if card.reason().endswith("“somebody for her puppy”"))
    assert card.pairs() == "puppy – dog"
    assert "puppy – dog" in labels(card)


def test_an_idea_can_be_pinned_and_stays_when_its_words_are_gone(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    pane.ideas()[0].pin.trigger()
    assert pane.ideas()[0].reason() == "you pinned it to “a plain guide to FHIR for designers”"
    (need,) = store.contact(priya).heard
    session.run(store.edit_heard, need.id, text="something else altogether")
    (card,) = pane.ideas()
    assert card.reason() == "you pinned it to “something else altogether”"
    assert card.pin.isChecked()
    card.pin.trigger()
    assert pane.ideas() == []


def test_an_idea_that_does_not_fit_goes_for_good_until_it_is_looked_at_again(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    assert "Look again at what you put aside" not in buttons(pane)
    pane.ideas()[0].dismiss.trigger()
    assert pane.ideas() == []
    pane.show_contact(None, None)
    pane.show_contact(priya, None)
    assert pane.ideas() == []
    press(pane, "Look again at what you put aside")
    assert len(pane.ideas()) == 1
    assert "Look again at what you put aside" not in buttons(pane)
    session.undo()
    assert pane.ideas() == []


def test_the_pane_says_when_words_are_met_as_they_stand(pane: OffersPane, store: Store, priya: int) -> None:
    say = "What words mean is compared in English."
    assert not any(text.startswith(say) for text in labels(pane))
    store.add_heard(priya, HeardKind.NEED, "Sucht jemanden für die Buchhaltung im Verein")
    pane.show_contact(priya, None)
    assert any(text.startswith(say) for text in labels(pane))


def test_offering_is_one_named_step_and_can_be_taken_back(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    pane.ideas()[0].offer_button.click()
    session.undo()
    assert store.contact(priya).exchange == ()
    assert not pane.ideas()[0].is_offered
    session.redo()
    assert pane.ideas()[0].is_offered
    press(pane, f"Take it back: {PRIMER}")
    assert store.contact(priya).exchange == ()
    assert not pane.ideas()[0].is_offered


def test_the_conversation_is_recorded_with_the_offer(pane: OffersPane, store: Store, priya: int) -> None:
    interview = store.contact(priya).interviews[0]
    pane.show_contact(priya, interview.id)
    pane.offer_selected()
    assert store.contact(priya).exchange[0].interview_id == interview.id


def test_not_now_hides_an_idea_for_this_person_alone(pane: OffersPane, store: Store, priya: int) -> None:
    other = store.add_contact(Person("Björn Kvist", given="Björn")).new_id(Kind.CONTACT)
    store.add_heard(other, HeardKind.NEED, "FHIR")
    press(pane, f"Not now: {PRIMER}")
    assert pane.ideas() == []
    assert store.contact(priya).exchange == ()
    pane.show_contact(other, None)
    assert len(pane.ideas()) == 1
    pane.show_contact(priya, None)
    assert pane.ideas() == []


def test_ideas_follow_what_is_heard_and_what_is_met(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    counts: list[int] = []
    pane.count_changed.connect(counts.append)
    session.run(store.add_heard, priya, HeardKind.NEED, "a desk in town for a day")
    assert [card.reason() for card in pane.ideas()][1].endswith("“a desk in town for a day”")
    need = next(h for h in store.contact(priya).heard if "FHIR" in h.text)
    session.run(store.edit_heard, need.id, state=HeardState.DONE)
    assert len(pane.ideas()) == 1
    session.run(store.edit_offer, store.offers()[0].id, archived=True)
    assert counts == [2, 1]


def test_a_guess_is_called_a_perhaps(pane: OffersPane, session: Session, store: Store, priya: int) -> None:
    session.run(store.add_heard, priya, HeardKind.NEED, "their office is too small")
    card = next(card for card in pane.ideas() if card.fit.weak)
    assert card.reason() == "perhaps meets “their office is too small”"
    assert card.offer_button.property("role") != "primary"


def test_more_than_a_few_ideas_wait_behind_a_button(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    for topic in ("archives", "gardens", "bridges", "weather", "looms"):
        session.run(store.add_offer, OfferFields(f"A list about {topic}"))
        session.run(store.add_heard, priya, HeardKind.NEED, f"more on {topic}")
    assert len(pane.ideas()) == 3
    assert pane.count == 6
    press(pane, "Show 3 more")
    assert len(pane.ideas()) == 6


def test_what_was_offered_before_today_is_no_idea_any_more(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    pane.ideas()[0].offer_button.click()
    session.run(store.edit_exchange, store.contact(priya).exchange[0].id, on=date(2026, 11, 12))
    assert pane.ideas() == []


def test_no_guess_takes_the_place_of_what_was_offered_or_put_off(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    session.run(store.add_offer, OfferFields("Drawings of a designer"))  # fits too, by one kindred word
    session.run(store.add_offer, OfferFields("A guide to the town"))  # fits by one common word
    press(pane, f"Not now: {PRIMER}")
    assert "A guide to the town" not in [card._offer.fields.title for card in pane.ideas()]
    assert not any("Nothing on your list" in text for text in labels(pane))


def test_what_users_wrote_is_shown_as_text(pane: OffersPane, session: Session, store: Store, priya: int) -> None:
    session.run(store.add_offer, OfferFields("<img src=x> & <b>loud</b> zebra"))
    session.run(store.add_heard, priya, HeardKind.NEED, "<script>zebra</script> & more")
    card = next(card for card in pane.ideas() if "zebra" in card.reason())
    html = "".join(label.text() for label in (card._heading, card._reason))
    assert "<img" not in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_words_that_met_are_tinted_in_both_schemes(pane: OffersPane, priya: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme.apply(app, scheme)
        tint = theme.colour(Tone.SELECTED).name()
        reason = pane.ideas()[0]._reason.text()
        assert f"background-color:{tint}" in reason
        assert reason.count("background-color") == 2  # plain, FHIR


def test_tinting_keeps_the_text_and_escapes_it() -> None:
    assert words.tinted("a < b", ["zzz"]) == "a &lt; b"
    marked = words.tinted("guide to a guide", ["guide"])
    assert marked.count(">guide</span>") == 2
    assert words.tinted("", ["guide"]) == ""


def test_where_nothing_fits_there_is_an_invitation(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    other = store.add_contact(Person("Mere Tawhiri", given="Mere")).new_id(Kind.CONTACT)
    pane.show_contact(other, None)
    assert "When you hear what Mere needs, what fits it stands here." in labels(pane)
    session.run(store.add_heard, other, HeardKind.NEED, "a violin teacher")
    assert any("thank-you" in text for text in labels(pane))


def test_a_person_who_is_gone_leaves_the_inventory(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    session.run(store.delete_contacts, [priya])
    assert labels(pane)[0] == "What I can offer"
    assert PRIMER in rows(pane) or "Articles and resources" in rows(pane)


# --- the inventory ----------------------------------------------------------------------------------------


def test_the_inventory_is_by_kind_with_counts_and_opens(pane: OffersPane, priya: int) -> None:
    assert rows(pane) == ["Articles and resources", "Local and personal know-how"]
    press(pane, "Articles and resources: 1")
    assert PRIMER in rows(pane)
    pane.show_contact(None, None)
    assert rows(pane) == ["Articles and resources", PRIMER, "Local and personal know-how", DESK]


def test_an_offer_is_edited_where_it_stands_and_every_edit_can_be_undone(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    offer = store.offers()[0]
    pane._inventory.open_offer(offer.id)
    form = pane._inventory.form()
    assert form is not None
    form.title.setFocus()
    form.title.selectAll()
    QTest.keyClicks(form.title, "FHIR for everybody")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert store.offers()[0].fields.title == "FHIR for everybody"
    assert pane._inventory.form() is form  # what is being edited keeps its place
    form.tags.setFocus()
    form.tags.selectAll()
    QTest.keyClicks(form.tags, "health, #guide, health")
    form.limits.setFocus()
    assert store.offers()[0].fields.tags == ("health", "guide")
    session.undo()
    session.undo()
    assert store.offers()[0].fields.title == PRIMER
    assert form.title.text() == PRIMER


def test_how_often_and_the_link_are_kept_with_the_offer(pane: OffersPane, store: Store, priya: int) -> None:
    pane._inventory.open_offer(store.offers()[0].id)
    form = pane._inventory.form()
    assert form is not None
    for field, text in ((form.often, "twice a month"), (form.link, "https://example.org/fhir")):
        field.setFocus()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    fields = store.offers()[0].fields
    assert (fields.often, fields.link) == ("twice a month", "https://example.org/fhir")


def test_an_offer_tells_to_whom_it_was_made(pane: OffersPane, session: Session, store: Store, priya: int) -> None:
    offer = store.offers()[0].id
    pane._inventory.open_offer(offer)
    form = pane._inventory.form()
    assert form is not None and form.uses.text() == "Not offered to anybody yet"
    pane.ideas()[0].offer_button.click()
    assert form.uses.text() == "Offered to Priya Raman (today)"
    for name in ("Mei Lin", "Sam Oduya", "Hugo Wolf"):
        store.offer_this(store.add_contact(Person(name)).new_id(Kind.CONTACT), offer)
    pane.show_contact(priya, None)
    assert form.uses.text() == "Offered to Hugo Wolf (today), Sam Oduya (today), Mei Lin (today) and 1 more"
    session.undo()
    assert form.uses.text() == "Offered to Sam Oduya (today), Mei Lin (today), Priya Raman (today)"


def test_an_emptied_title_comes_back(pane: OffersPane, store: Store, priya: int) -> None:
    pane._inventory.open_offer(store.offers()[0].id)
    form = pane._inventory.form()
    assert form is not None
    form.title.clear()
    form.title.commit()
    assert form.title.text() == PRIMER
    assert store.offers()[0].fields.title == PRIMER


def test_another_kind_brings_its_typical_minutes_and_moves_the_offer(
    pane: OffersPane, store: Store, priya: int
) -> None:
    offer = store.offers()[0]
    pane._inventory.open_offer(offer.id)
    form = pane._inventory.form()
    assert form is not None
    form.kind.setCurrentIndex(form.kind.findData(OfferKind.SKILL))
    form.kind.activated.emit(form.kind.currentIndex())
    edited = next(known.fields for known in store.offers() if known.id == offer.id)
    assert (edited.kind, edited.minutes) == (OfferKind.SKILL, OFFER_MINUTES[OfferKind.SKILL])
    assert "Skills" in rows(pane)
    still_open = pane._inventory.form()
    assert still_open is not None
    assert still_open.kind.currentData() == OfferKind.SKILL


def test_minutes_that_were_chosen_stay(pane: OffersPane, store: Store, priya: int) -> None:
    offer = store.offers()[0]
    pane._inventory.open_offer(offer.id)
    form = pane._inventory.form()
    assert form is not None
    form.minutes.setValue(45)
    form.minutes.editingFinished.emit()
    form.kind.setCurrentIndex(form.kind.findData(OfferKind.SKILL))
    form.kind.activated.emit(form.kind.currentIndex())
    assert next(known.fields.minutes for known in store.offers() if known.id == offer.id) == 45


def test_an_offer_is_put_away_and_deleted_and_both_are_undone(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    pane._inventory.open_offer(store.offers()[0].id)
    press(pane, "Put away")
    assert [offer.fields.title for offer in store.offers()] == [DESK]
    assert pane.ideas() == []
    assert "Put away" in rows(pane)
    press(pane, "Take up again")
    assert len(pane.ideas()) == 1
    press(pane, "Delete")
    assert [offer.fields.title for offer in store.offers()] == [DESK]
    session.undo()
    assert len(store.offers()) == 2
    assert len(pane.ideas()) == 1


def test_any_offer_can_be_offered_to_the_person_shown(pane: OffersPane, store: Store, priya: int) -> None:
    desk = next(offer for offer in store.offers() if offer.fields.title == DESK)
    pane._inventory.open_offer(desk.id)
    press(pane, "Offer to Priya")
    (entry,) = store.contact(priya).exchange
    assert (entry.offer_id, entry.need_id) == (desk.id, None)


def test_a_new_offer_is_written_with_the_keyboard_alone(pane: OffersPane, store: Store, priya: int) -> None:
    pane.new_offer()
    form = pane._inventory.form()
    assert form is not None
    assert form.title.hasFocus()
    QTest.keyClick(form.title, Qt.Key.Key_Return)  # nothing typed: nothing added
    assert len(store.offers()) == 2
    QTest.keyClicks(form.title, "A walk along the river")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert "A walk along the river" in [offer.fields.title for offer in store.offers()]
    assert "A walk along the river" in rows(pane)
    assert pane._inventory.add_button.hasFocus()


def test_escape_leaves_the_form_of_a_new_offer(pane: OffersPane, store: Store) -> None:
    pane.new_offer()
    form = pane._inventory.form()
    assert form is not None
    QTest.keyClick(form.kind, Qt.Key.Key_Escape)
    assert pane._inventory.form() is None
    assert store.offers() == ()


def test_with_very_many_offers_the_kinds_stay_folded(pane: OffersPane, session: Session, store: Store) -> None:
    for number in range(MANY + 1):
        changes = store.add_offer(OfferFields(f"Thing {number}", list(OfferKind)[number % 12]))
    pane._on_changed(changes, None)
    assert len(rows(pane)) == 12


# --- nothing yet ------------------------------------------------------------------------------------------


def test_prompts_become_offers_as_they_are_answered(pane: OffersPane, store: Store) -> None:
    first, second = pane._prompts.lines()[:2]
    assert len(pane._prompts.lines()) == 5
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert store.offers() == ()
    QTest.keyClicks(first, "Helen, who knows panels")
    QTest.keyClick(first, Qt.Key.Key_Return)
    (offer,) = store.offers()
    assert (offer.fields.title, offer.fields.kind) == ("Helen, who knows panels", OfferKind.INTRODUCTION)
    assert offer.fields.minutes == OFFER_MINUTES[OfferKind.INTRODUCTION]
    assert second.hasFocus()
    assert first not in pane._prompts.lines()
    assert "Helen, who knows panels" in rows(pane)


def test_prompts_are_gone_once_there_are_offers(pane: OffersPane, session: Session, store: Store) -> None:
    session.run(store.load_sample, sample_people())
    assert not pane._prompts.isVisibleTo(pane)
    session.run(store.remove_sample)
    assert len(pane._prompts.lines()) == 5
    assert pane._prompts.isVisibleTo(pane)


# --- drops ------------------------------------------------------------------------------------------------


def drag(pane: OffersPane, mime: QMimeData) -> bool:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = QPoint(20, 20)
    enter = QDragEnterEvent(where, copy, mime, left, none)
    QApplication.sendEvent(pane, enter)
    return enter.isAccepted()


def drop(pane: OffersPane, mime: QMimeData) -> bool:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(20, 20), copy, mime, left, none)
    QApplication.sendEvent(pane, event)
    return event.isAccepted()


def test_plain_text_dropped_here_becomes_an_offer(pane: OffersPane, store: Store) -> None:
    mime = QMimeData()
    mime.setText("  An hour\nof gardening ")
    assert drag(pane, mime)
    assert "Add as an offer" in labels(pane)
    assert drop(pane, mime)
    assert store.offers()[0].fields.title == "An hour of gardening"
    assert "Add as an offer" not in labels(pane)


def test_a_link_dropped_here_becomes_an_offer_whose_form_is_open(pane: OffersPane, store: Store) -> None:
    mime = QMimeData()
    mime.setUrls(["https://example.org/guides/fhir-primer.html"])
    assert drag(pane, mime) and drop(pane, mime)
    assert store.offers()[0].fields == OfferFields(
        "fhir primer", OfferKind.RESOURCE, 5, link="https://example.org/guides/fhir-primer.html"
    )
    form = pane._inventory.form()
    assert form is not None and form.title.hasFocus()


def test_what_is_dropped_twice_is_one_offer(pane: OffersPane, store: Store) -> None:
    mime = QMimeData()
    mime.setText("An hour of gardening")
    for _ in range(2):
        assert drag(pane, mime) and drop(pane, mime)
    assert len(store.offers()) == 1


def test_a_long_text_keeps_its_whole_as_the_proof(pane: OffersPane, store: Store) -> None:
    mime = QMimeData()
    mime.setText("word " * 100)
    drag(pane, mime)
    drop(pane, mime)
    fields = store.offers()[0].fields
    assert len(fields.title) <= 200
    assert fields.proof == ("word " * 100).strip()


@pytest.mark.parametrize("text", ["BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD", "   ", "file"])
def test_people_and_files_are_left_to_the_import(pane: OffersPane, store: Store, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    if text == "file":
        mime.setUrls(["file:///tmp/people.vcf"])
    assert not drag(pane, mime)
    assert store.offers() == ()


# --- reach, names, size -----------------------------------------------------------------------------------


def test_tab_walks_the_pane_as_it_is_read(pane: OffersPane, session: Session, store: Store, priya: int) -> None:
    pane.ideas()[0].offer_button.click()
    session.run(store.add_heard, priya, HeardKind.NEED, "a desk in town")
    stops: list[QWidget] = []
    at: QWidget | None = pane.ideas()[0]
    for _ in range(200):
        assert at is not None
        at = at.nextInFocusChain()
        if at is pane.ideas()[0]:
            break
        if at.isVisibleTo(pane) and at.focusPolicy() & Qt.FocusPolicy.TabFocus and pane.isAncestorOf(at):
            stops.append(at)
    heights = [stop.mapTo(pane._scroll.widget(), QPoint(0, 0)).y() for stop in stops]
    assert len(stops) >= 6
    assert heights == sorted(heights)


def test_everything_that_takes_the_focus_has_a_name(pane: OffersPane, store: Store, priya: int) -> None:
    pane._inventory.open_offer(store.offers()[0].id)
    pane._inventory.new_offer()
    for widget in pane.findChildren(QWidget):
        if widget.isVisibleTo(pane) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = widget.accessibleName() or (widget.text() if hasattr(widget, "text") else "")
            assert named or widget.objectName() == "qt_spinbox_lineedit", widget


def test_at_one_and_a_half_times_the_text_nothing_is_wider_than_the_pane(
    pane: OffersPane, session: Session, store: Store
) -> None:
    session.run(store.load_sample, sample_people())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, Qt.ColorScheme.Light, app.font(), 150)
    pane.resize(280, 700)
    person = store.find_contacts("Priya")[0].id
    pane.show_contact(person, None)
    pane._inventory.open_offer(store.offers()[0].id)
    column = pane._scroll.widget()
    assert column.minimumSizeHint().width() <= 280


def test_the_pane_hears_of_nothing_that_does_not_concern_it(
    pane: OffersPane, session: Session, store: Store, priya: int
) -> None:
    before = [*pane.ideas()]
    told: list[Changes] = []
    session.changed.connect(lambda changes, _: told.append(changes))
    session.run(store.add_contact, Person("Somebody Else"))
    assert told
    assert pane.ideas() == before
