"""The details of a person: each field in place, ways to reach them, the introducer."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Kind, Person, Point, PointKind
from netplus_desktop.ui.interview.details import DetailsPage
from netplus_desktop.ui.interview.pane import ConversationPane
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit

ADDRESS = "Calder Clinics\n12 Long Street\nPortland"


@pytest.fixture
def person() -> Person:
    return Person(
        "Priya Raman",
        given="Priya",
        family="Raman",
        points=(Point(PointKind.EMAIL, "priya@calder.example", "work"), Point(PointKind.ADDRESS, ADDRESS)),
        extra=("X-UNKNOWN:kept",),
    )


@pytest.fixture
def pane(pane: ConversationPane, priya: int) -> ConversationPane:
    pane.show_contact(priya)
    pane.edit_details()
    return pane


@pytest.fixture
def details(pane: ConversationPane) -> DetailsPage:
    return pane.person.details


def retype(qtbot: QtBot, field: CommitLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "name", ["middle", "prefix", "suffix", "nickname", "title", "organisation", "department", "met"]
)
def test_a_field_is_written_when_it_is_left_and_undone(
    details: DetailsPage, session: Session, priya: int, name: str, qtbot: QtBot
) -> None:
    field = details.field(name)
    assert isinstance(field, CommitLineEdit)
    retype(qtbot, field, "Somewhere")
    assert getattr(session.store.contact(priya).person, name) == "Somewhere"
    session.undo()
    assert getattr(session.store.contact(priya).person, name) == ""
    assert field.text() == ""
    assert session.store.contact(priya).person.extra == ("X-UNKNOWN:kept",)


def test_the_note_is_written_when_the_person_is_left(
    pane: ConversationPane, details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    details.field("note").setFocus()
    qtbot.keyClicks(details.field("note"), "Met at the fair")
    pane.show_contact(None)
    assert session.store.contact(priya).person.note == "Met at the fair"


def test_the_name_shown_follows_its_parts_until_it_is_written_by_hand(
    details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    given, shown = details.field("given"), details.field("name")
    assert isinstance(given, CommitLineEdit)
    assert isinstance(shown, CommitLineEdit)
    retype(qtbot, given, "Prija")
    assert session.store.contact(priya).person.name == "Prija Raman"
    assert shown.text() == "Prija Raman"
    retype(qtbot, shown, "P. Raman")
    retype(qtbot, given, "Priya")
    assert session.store.contact(priya).person.name == "P. Raman"


def test_an_empty_name_and_a_wrong_birthday_are_explained_in_place(
    details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    name, birthday = details.field("name"), details.field("birthday")
    assert isinstance(birthday, CommitLineEdit)
    assert isinstance(name, CommitLineEdit)
    retype(qtbot, birthday, "14 March")
    assert "1990-03-14" in details.hint("birthday")
    assert session.store.contact(priya).person.birthday == ""
    retype(qtbot, birthday, "--03-14")
    assert details.hint("birthday") == ""
    assert session.store.contact(priya).person.birthday == "--03-14"
    name.setFocus()
    name.clear()
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert "Priya Raman" in details.hint("name")
    assert session.store.contact(priya).person.name == "Priya Raman"


def test_ways_to_reach_a_person_are_added_labelled_and_removed(
    details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    details.points.add.click()
    row = details.points.rows[-1]
    assert QApplication.focusWidget() is row.value
    assert row.point().kind is PointKind.PHONE
    qtbot.keyClicks(row.value, "+1 971 555 0142")
    qtbot.keyClick(row.value, Qt.Key.Key_Return)
    retype(qtbot, row.label_edit, "mobile")
    assert session.store.contact(priya).person.points == (
        Point(PointKind.EMAIL, "priya@calder.example", "work"),
        Point(PointKind.ADDRESS, ADDRESS),
        Point(PointKind.PHONE, "+1 971 555 0142", "mobile"),
    )
    details.points.remove(details.points.rows[0])
    assert session.store.contact(priya).person.values(PointKind.EMAIL) == ()
    session.undo()
    assert session.store.contact(priya).person.values(PointKind.EMAIL) == ("priya@calder.example",)
    assert details.points.rows[0].value.text() == "priya@calder.example"


def test_a_row_that_waits_for_a_value_survives_a_refresh(
    details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    row = details.points.add_row()
    qtbot.keyClicks(row.value, "+1 97")
    session.run(session.store.edit_contact, priya, title="Lead")
    assert details.points.rows[-1] is row
    assert row.value.text() == "+1 97"
    assert row.value.hasFocus()


def test_an_odd_address_is_kept_with_a_word_beside_it(
    details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    row = details.points.rows[0]
    retype(qtbot, row.value, "priya at calder")
    assert row.hint.isVisible()
    assert session.store.contact(priya).person.values(PointKind.EMAIL) == ("priya at calder",)


def test_a_postal_address_keeps_its_lines(details: DetailsPage, session: Session, priya: int, qtbot: QtBot) -> None:
    retype(qtbot, details.points.rows[1].label_edit, "work")
    assert session.store.contact(priya).person.points[1] == Point(PointKind.ADDRESS, ADDRESS, "work")


def test_the_introducer_completes_to_a_contact(
    pane: ConversationPane, details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    added = session.run(partial(session.store.add_contact, Person("Tomas Alvarez")))
    assert added is not None
    retype(qtbot, details.introducer.edit, "Tomas Alvarez")
    introducer = session.store.contact(priya).introducer
    assert introducer is not None
    assert introducer.id == added.new_id(Kind.CONTACT)
    asked: list[int] = []
    pane.contact_requested.connect(asked.append)
    details.introducer.go.click()
    assert asked == [introducer.id]
    session.undo()
    assert session.store.contact(priya).introducer is None
    assert details.introducer.edit.text() == ""


def test_a_name_that_nobody_has_is_kept_as_text(
    details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    retype(qtbot, details.introducer.edit, "A friend of a friend")
    assert session.store.contact(priya).introducer is None
    assert session.store.contact(priya).person.introduced_by == "A friend of a friend"


def test_what_is_typed_survives_a_change_elsewhere_and_escape_brings_back(
    details: DetailsPage, session: Session, priya: int, qtbot: QtBot
) -> None:
    field = details.field("organisation")
    field.setFocus()
    qtbot.keyClicks(field, "Nor")
    session.run(session.store.tag_contacts, [priya], add=["x"])
    qtbot.keyClicks(field, "dform")
    assert isinstance(field, CommitLineEdit)
    assert field.text() == "Nordform"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_rename_gives_the_name_to_type_over(pane: ConversationPane, details: DetailsPage) -> None:
    pane.rename()
    field = details.field("name")
    assert isinstance(field, CommitLineEdit)
    assert field.hasFocus()
    assert field.selectedText() == "Priya Raman"
