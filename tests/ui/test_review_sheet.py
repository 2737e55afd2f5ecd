"""The weekly review in the window: each number opens its rows, a row its person, other weeks, and the one page."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Direction, EventKind, InterviewPlan, Kind, Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui import printouts
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.printing import Paper, page_size
from netplus_desktop.ui.review.sheet import ReviewSheet
from tests.conftest import NOW

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def sheet(window: MainWindow) -> ReviewSheet:
    """The review of the week before this Monday, in which Anna was asked and Ben was given something."""
    store = window.session.store
    anna = store.add_contact(Person("Anna")).new_id(Kind.CONTACT)
    talk = store.plan_interview(anna, InterviewPlan(purpose="grants")).new_id(Kind.INTERVIEW)
    store.record_event(talk, EventKind.REQUESTED, NOW - timedelta(days=4))
    ben = store.add_contact(Person("Ben")).new_id(Kind.CONTACT)
    window.session.run(store.record_share, ben, Direction.I_GAVE, "a primer", FRIDAY)
    window.actions_.review.trigger()
    (made,) = window.findChildren(ReviewSheet)
    return made


def figures(sheet: ReviewSheet) -> dict[str, str]:
    items = [sheet.tree.topLevelItem(place) for place in range(sheet.tree.topLevelItemCount())]
    return {item.text(0): item.text(1) for item in items}


def figure(sheet: ReviewSheet, name: str) -> QTreeWidgetItem:
    (item,) = sheet.tree.findItems(name, Qt.MatchFlag.MatchExactly)
    return item


def rows(item: QTreeWidgetItem) -> list[tuple[str, str, str]]:
    return [(row.text(0), row.text(1), row.text(2)) for row in map(item.child, range(item.childCount()))]


def click(sheet: ReviewSheet, qtbot: QtBot, item: QTreeWidgetItem, column: int = 1) -> None:
    index = sheet.tree.indexFromItem(item, column)
    where = sheet.tree.visualRect(index).center()
    qtbot.mouseClick(sheet.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_on_a_monday_it_looks_back_upon_the_week_that_ended(sheet: ReviewSheet) -> None:
    assert figures(sheet) == {
        "Approached": "1",
        "Replied": "0",
        "Met": "0",
        "Referred": "0",
        "Job interviews": "0",
        "Job offers": "0",
        "Offered": "1",
        "Given": "1",
    }
    assert "16 Nov" in sheet.days.text() or "Nov 16" in sheet.days.text()


def test_a_click_on_a_number_opens_its_rows(sheet: ReviewSheet, qtbot: QtBot) -> None:
    given = figure(sheet, "Given")
    assert not given.isExpanded()
    click(sheet, qtbot, given)
    assert given.isExpanded() and [(who, what) for who, _, what in rows(given)] == [("Ben", "a primer")]
    click(sheet, qtbot, given)
    assert not given.isExpanded()


def test_by_keys_alone_a_number_leads_to_its_person(sheet: ReviewSheet, qtbot: QtBot, window: MainWindow) -> None:
    assert sheet.tree.currentItem().text(0) == "Approached"
    assert not sheet.show_person.isEnabled()
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Return)
    assert figure(sheet, "Approached").isExpanded()
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Down)
    assert sheet.tree.currentItem().text(0) == "Anna" and sheet.show_person.isEnabled()
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Return)
    assert sheet.isHidden()
    shown = window.conversation.current_contact()
    assert shown is not None and window.session.store.contact(shown).person.name == "Anna"


def test_other_weeks_are_a_step_away(sheet: ReviewSheet, qtbot: QtBot) -> None:
    qtbot.mouseClick(sheet.earlier, Qt.MouseButton.LeftButton)
    assert set(figures(sheet).values()) == {"0"}
    assert sheet.about.text() == "Nothing is recorded of these days."
    qtbot.mouseClick(sheet.later, Qt.MouseButton.LeftButton)
    assert figures(sheet)["Approached"] == "1"
    qtbot.mouseClick(sheet.later, Qt.MouseButton.LeftButton)
    assert not sheet.later.isEnabled()  # this week has begun, the next has not


def test_what_was_undone_is_no_longer_counted_and_what_was_open_stays_open(
    sheet: ReviewSheet, window: MainWindow
) -> None:
    figure(sheet, "Approached").setExpanded(True)
    window.session.undo()
    assert figures(sheet)["Given"] == "0"
    assert figure(sheet, "Approached").isExpanded()


def test_what_is_spoken_names_the_figure_and_its_number(sheet: ReviewSheet) -> None:
    said = figure(sheet, "Approached").data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Approached: 1"
    assert figure(sheet, "Replied").toolTip(0)


def test_it_is_saved_as_one_page(sheet: ReviewSheet, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    from netplus_desktop.ui.dialogs.sheets import Way

    with qtbot.waitSignal(window.sheets.saved):
        sheet.printing_requested.emit(Way.PDF, date(2026, 11, 16), date(2026, 11, 22))
        qtbot.waitUntil(
            lambda: any(d.isVisible() for d in QApplication.topLevelWidgets() if isinstance(d, QFileDialog))
        )
        dialog = next(d for d in window.findChildren(QFileDialog) if d.isVisible())
        assert [Path(name).name for name in dialog.selectedFiles()] == ["Weekly review 2026-11-16.pdf"]
        dialog.fileSelected.emit(str(tmp_path / "week.pdf"))
        dialog.reject()
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_one_page_however_much_happened(store: Store, paper: Paper) -> None:
    for number in range(60):
        name = f"Maximilian Alexander Konstantin von der Hohenstein-Waldburg {number}"
        who = store.add_contact(Person(name)).new_id(Kind.CONTACT)
        talk = store.plan_interview(who, InterviewPlan(purpose="how it is done " * 20)).new_id(Kind.INTERVIEW)
        for days, kind in enumerate((EventKind.REQUESTED, EventKind.ACCEPTED, EventKind.HELD, EventKind.TURNED)):
            store.record_event(talk, kind, NOW - timedelta(days=6 - days))
        store.record_share(who, Direction.I_GAVE, "a very long article " * 20, FRIDAY)
    made = printouts.week_page(store, date(2026, 11, 16), date(2026, 11, 22), NOW)
    assert len(made.lay_out(page_size(paper), lambda _done, _total: None)) == 1
