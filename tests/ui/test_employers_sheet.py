"""The target list in the window: typing and pasting names, sorting, rating by keys, and a click to who is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Direction, HeardKind, Kind, Person
from netplus_desktop.ui.employers.detail import MOST_PEOPLE
from netplus_desktop.ui.employers.sheet import EmployersSheet
from netplus_desktop.ui.main_window import MainWindow


def opened(window: MainWindow, qtbot: QtBot) -> EmployersSheet:
    window.actions_.employers.trigger()
    sheet = window.findChildren(EmployersSheet)[-1]
    looked(sheet, qtbot)
    return sheet


def looked(sheet: EmployersSheet, qtbot: QtBot) -> None:
    """The worker has found who is there."""
    qtbot.waitUntil(lambda: not sheet._people.busy)


@pytest.fixture
def people(window: MainWindow) -> dict[str, int]:
    """Amara at Northline through Hugo, and Lena, who named somebody at Calder."""
    store = window.session.store
    found = {
        person.name: store.add_contact(person).new_id(Kind.CONTACT)
        for person in (
            Person("Hugo Berg"),
            Person("Amara Okafor", organisation="Northline", title="Analyst", introduced_by="Hugo Berg"),
            Person("Lena Novak"),
        )
    }
    store.add_heard(found["Lena Novak"], HeardKind.REFERRAL, "Jana Weiß at Calder Clinics")
    window.session.run(store.record_share, found["Hugo Berg"], Direction.THEY_SHARED, "an article", store.now().date())
    return found


def rows(sheet: EmployersSheet) -> list[tuple[str, ...]]:
    items = [sheet.tree.topLevelItem(place) for place in range(sheet.tree.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(5)) for item in items]


def names(sheet: EmployersSheet) -> list[str]:
    return [row[0] for row in rows(sheet)]


def test_by_keys_alone_a_list_is_typed_rated_and_left_for_the_person(
    window: MainWindow, qtbot: QtBot, people: dict[str, int]
) -> None:
    sheet = opened(window, qtbot)
    assert "paste a list" in sheet.about.text()
    qtbot.waitUntil(sheet.name.hasFocus)
    for name in ("Calder Clinics", "Northline GmbH"):
        qtbot.keyClicks(sheet.name, name)
        qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    assert sheet.name.text() == "" and sheet.name.hasFocus()
    looked(sheet, qtbot)
    assert rows(sheet) == [
        ("Northline GmbH", "", "", "Amara Okafor", "Hugo Berg"),
        ("Calder Clinics", "", "", "Lena Novak named somebody", ""),
    ]
    assert sheet.tree.currentItem().text(0) == "Northline GmbH", "the one that was just added"
    sheet.tree.setFocus()
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.tree, Qt.Key.Key_4)
    assert [row[:2] for row in rows(sheet)] == [("Calder Clinics", "4"), ("Northline GmbH", "")]
    assert sheet.tree.currentItem().text(0) == "Calder Clinics"
    qtbot.keyClick(sheet.tree, Qt.Key.Key_0)
    assert {row[1] for row in rows(sheet)} == {""}
    sheet.choose(window.session.store.employers()[1].id)
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Return)
    assert sheet.isHidden() and window.conversation.current_contact() == people["Amara Okafor"]


def test_one_click_leads_to_each_person_there_with_who_leads_to_them(
    window: MainWindow, qtbot: QtBot, people: dict[str, int]
) -> None:
    window.session.run(window.session.store.add_employers, ["Northline", "Calder Clinics"])
    sheet = opened(window, qtbot)
    item = sheet.tree.findItems("Calder Clinics", Qt.MatchFlag.MatchExactly)[0]
    where = sheet.tree.visualItemRect(item).center()
    qtbot.mouseClick(sheet.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    (lena,) = sheet.detail.people()
    assert lena.about.text() == "Lena Novak named: Jana Weiß at Calder Clinics"
    sheet.tree.setCurrentItem(sheet.tree.findItems("Northline", Qt.MatchFlag.MatchExactly)[0])
    (amara,) = sheet.detail.people()
    assert amara.go.whole_text() == "Amara Okafor"
    assert amara.about.text() == "Analyst · through Hugo Berg"
    qtbot.mouseClick(amara.go, Qt.MouseButton.LeftButton)
    assert window.conversation.current_contact() == people["Amara Okafor"]


def test_a_pasted_list_is_one_step_by_key_and_by_button(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, qtbot)
    QApplication.clipboard().setText("Northline\nCalder Clinics\n- Weiß GmbH\n")
    qtbot.keyClick(sheet.name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(sheet) == ["Northline", "Calder Clinics", "Weiß GmbH"] and sheet.name.text() == ""
    assert sheet.about.text() == "3 employers; about 40 make a list worth sorting"
    window.session.undo()
    assert names(sheet) == []
    qtbot.mouseClick(sheet.paste, Qt.MouseButton.LeftButton)
    assert len(names(sheet)) == 3
    QApplication.clipboard().setText("Nordform")
    sheet.name.setFocus()
    qtbot.keyClick(sheet.name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert sheet.name.text() == "Nordform", "one name is pasted into the line"


def test_what_is_known_already_or_has_no_name_is_told_in_place(window: MainWindow, qtbot: QtBot) -> None:
    window.session.run(window.session.store.add_employers, ["Northline"])
    sheet = opened(window, qtbot)
    sheet.name.setText("northline AG")
    qtbot.mouseClick(sheet.add, Qt.MouseButton.LeftButton)
    assert "in your list already" in sheet.error_text() and sheet.name.text() == "northline AG"
    sheet.name.clear()
    qtbot.mouseClick(sheet.add, Qt.MouseButton.LeftButton)
    assert "needs a name" in sheet.error_text()
    assert names(sheet) == ["Northline"]


def test_it_is_sorted_by_each_of_its_letters(window: MainWindow, qtbot: QtBot, people: dict[str, int]) -> None:
    store = window.session.store
    store.add_employers(["Atlas", "Nordform", "Northline", "Calder Clinics"])
    atlas, nordform, northline, _ = (one.id for one in store.employers())
    store.edit_employer(nordform, motivation=5)
    store.edit_employer(northline, motivation=2)
    window.session.run(store.edit_employer, atlas, posting="Analyst")
    sheet = opened(window, qtbot)
    assert names(sheet) == ["Nordform", "Northline", "Atlas", "Calder Clinics"]
    header = sheet.tree.header()
    for column, first in ((2, "Atlas"), (3, "Northline"), (0, "Atlas"), (1, "Nordform")):
        x = header.sectionViewportPosition(column) + 5
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft() + _at(x))
        assert names(sheet)[0] == first
    sheet.order.setFocus()
    qtbot.keyClick(sheet.order, Qt.Key.Key_End)
    assert names(sheet) == ["Atlas", "Nordform", "Northline", "Calder Clinics"], "as they were entered"


def _at(x: int) -> object:
    from PySide6.QtCore import QPoint

    return QPoint(x, 5)


def test_what_is_written_about_an_employer_is_kept_when_another_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    window.session.run(store.add_employers, ["Northline", "Calder"])
    sheet = opened(window, qtbot)
    first, second = (one.id for one in store.employers())
    sheet.choose(first)
    sheet.detail.note.setPlainText("near the river")
    sheet.choose(second)
    assert [one.note for one in store.employers()] == ["near the river", ""]
    assert sheet.detail.note.toPlainText() == ""
    sheet.detail.posting.setFocus()
    qtbot.keyClicks(sheet.detail.posting, "Analyst")
    sheet.reject()
    assert store.employers()[1].posting == "Analyst"


def test_motivation_advocate_and_putting_aside_by_the_fields(
    window: MainWindow, qtbot: QtBot, people: dict[str, int]
) -> None:
    store = window.session.store
    window.session.run(store.add_employers, ["Northline", "Calder"])
    sheet = opened(window, qtbot)
    sheet.choose(store.employers()[0].id)
    sheet.detail.motivation.setFocus()
    qtbot.keyClick(sheet.detail.motivation, Qt.Key.Key_5)
    sheet.detail.advocate.setFocus()
    qtbot.keyClick(sheet.detail.advocate, Qt.Key.Key_Down)
    (one, _) = store.employers()
    assert one.motivation == 5
    assert one.advocate is not None and one.advocate.id == people["Amara Okafor"]
    qtbot.mouseClick(sheet.detail.aside, Qt.MouseButton.LeftButton)
    assert names(sheet) == ["Calder", "Northline"]
    sheet.choose(one.id)
    qtbot.mouseClick(sheet.detail.aside, Qt.MouseButton.LeftButton)  # take it up again
    assert not store.employers()[0].archived
    qtbot.mouseClick(sheet.detail.remove, Qt.MouseButton.LeftButton)
    assert names(sheet) == ["Calder"]
    window.session.undo()
    assert set(names(sheet)) == {"Calder", "Northline"}


def test_of_a_large_employer_those_are_shown_who_may_help_soonest(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    for number in range(MOST_PEOPLE + 5):
        store.add_contact(Person(f"Person {number:02}", organisation="Northline"))
    last = store.add_contact(Person("Zoe", organisation="Northline")).new_id(Kind.CONTACT)
    store.record_share(last, Direction.THEY_SHARED, "an article", store.now().date())
    window.session.run(store.add_employers, ["Northline"])
    sheet = opened(window, qtbot)
    assert [line.go.whole_text() for line in sheet.detail.people()][:2] == ["Zoe", "Person 00"]
    assert len(sheet.detail.people()) == MOST_PEOPLE
    assert sheet.detail.more.text() == "and 6 more"


def test_what_is_spoken_tells_a_line_whole(window: MainWindow, qtbot: QtBot, people: dict[str, int]) -> None:
    store = window.session.store
    store.add_employers(["Northline"])
    window.session.run(store.edit_employer, store.employers()[0].id, motivation=5, posting="Analyst")
    sheet = opened(window, qtbot)
    said = sheet.tree.currentItem().data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Northline, motivation 5: most, among the first five, Analyst, Amara Okafor, Hugo Berg"


def test_where_somebody_works_is_aimed_at_from_their_page(
    window: MainWindow, qtbot: QtBot, people: dict[str, int]
) -> None:
    window.go_to_contact(people["Amara Okafor"])
    window.actions_.aim.trigger()
    sheet = window.findChildren(EmployersSheet)[-1]
    looked(sheet, qtbot)
    assert sheet.tree.currentItem().text(0) == "Northline"
    sheet.reject()
    window.actions_.aim.trigger()  # once more leads to where it stands
    looked(window.findChildren(EmployersSheet)[-1], qtbot)
    assert len(window.session.store.employers()) == 1
    window.findChildren(EmployersSheet)[-1].reject()
    window.go_to_contact(people["Hugo Berg"])
    window.actions_.aim.trigger()
    assert "is not written down" in window.trouble.text()
