"""The boxes above the rows of an import sheet: what a LinkedIn archive tells, and what of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Contact
from netplus_desktop.ui.importing.evidence import OfferSeeds
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.session import Session

DATA = Path(__file__).resolve().parents[1] / "data"
ARCHIVE = DATA / "linkedin" / "complete_2026"

Open = Callable[[Sequence[Path]], ImportSheet]


@pytest.fixture
def open_sheet(session: Session, qtbot: QtBot) -> Open:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 800)
    parent.show()

    def opened(sources: Sequence[Path]) -> ImportSheet:
        sheet = ImportSheet.open_for(session, sources, parent)
        qtbot.waitUntil(lambda: session.jobs.idle)
        return sheet

    return opened


def import_now(sheet: ImportSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.finished):
        sheet.start.click()


def person(session: Session, name: str) -> Contact:
    (found,) = [one.id for one in session.store.find_contacts(name) if one.name == name]
    return session.store.contact(found)


def test_each_kind_has_a_box_with_how_much_there_is(open_sheet: Open) -> None:
    boxes = open_sheet([ARCHIVE]).review.evidence.boxes
    assert {name: (box.text(), box.isChecked()) for name, box in boxes.items()} == {
        "last": ("&Last contact with 4 people, from 4 messages", True),
        "written": ("What was &written too, as notes", False),
        "invitations": ("In&vitations to connect: 2", True),
        "exchange": ("Recommendations and &endorsements: 4 received, 2 given", True),
        "notes": ("&Notes on 1 person", True),
        "offers": ("As &offers: 2 skills, 2 posts, 1 field of work", True),
    }
    assert all(box.isVisible() for box in boxes.values())


def test_what_is_of_no_use_is_told(open_sheet: Open) -> None:
    told = open_sheet([ARCHIVE]).review.evidence.unused.whole_text()
    assert "Drafts that were never sent: 1" in told
    assert "Lines about people who cannot be told by their name: 1" in told


def test_other_files_have_no_boxes(open_sheet: Open) -> None:
    sheet = open_sheet([DATA / "tables" / "linkedin_2026.csv"])
    assert not sheet.review.evidence.isVisible()
    assert sheet.review.evidence.chosen() == ()


def test_messages_alone_tell_of_last_contacts(open_sheet: Open, session: Session, qtbot: QtBot) -> None:
    sheet = open_sheet([DATA / "mail" / "letter.eml"])
    shown = [name for name, box in sheet.review.evidence.boxes.items() if box.isVisible()]
    assert shown == ["last"]
    import_now(sheet, qtbot)
    assert person(session, "Bo Lind").last_contact == date(2026, 3, 6)


def test_what_is_ticked_is_kept_and_no_more(open_sheet: Open, session: Session, qtbot: QtBot) -> None:
    sheet = open_sheet([ARCHIVE])
    boxes = sheet.review.evidence.boxes
    boxes["exchange"].setFocus()
    QTest.keyClick(boxes["exchange"], Qt.Key.Key_Space)
    import_now(sheet, qtbot)
    tomasz = person(session, "Tomasz Łuczak")
    assert (tomasz.exchange, tomasz.last_contact) == ((), date(2025, 11, 20))
    assert tomasz.person.note == "2025-11-21: Likes tea. Ask about the Gdynia yard."
    assert len(session.store.offers()) == 5
    session.store.undo()
    assert (session.store.counts().people, session.store.offers()) == (0, ())


def test_messages_are_kept_where_that_is_ticked(open_sheet: Open, session: Session, qtbot: QtBot) -> None:
    sheet = open_sheet([ARCHIVE])
    sheet.review.evidence.boxes["written"].click()
    import_now(sheet, qtbot)
    assert "2026-03-04, they wrote: Happy to talk." in person(session, "Priya Raman").person.note


def test_offers_are_taken_one_by_one(open_sheet: Open, session: Session, qtbot: QtBot) -> None:
    sheet = open_sheet([ARCHIVE])
    evidence = sheet.review.evidence
    evidence.choose.click()
    dialog = evidence.findChild(OfferSeeds)
    assert [dialog.list.item(row).text() for row in range(2)] == [
        "Renewable Energy (market view)",
        "Operations Planner, North Quay (know-how)",
    ]
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.take.click()
    import_now(sheet, qtbot)
    titles = {offer.fields.title for offer in session.store.offers()}
    assert "Renewable Energy" not in titles and len(titles) == 4


def test_the_same_archive_again_offers_only_what_is_ticked(open_sheet: Open, session: Session, qtbot: QtBot) -> None:
    first = open_sheet([ARCHIVE])
    for box in first.review.evidence.boxes.values():
        box.setChecked(False)
    import_now(first, qtbot)
    again = open_sheet([ARCHIVE])
    assert again.start.isEnabled() and again.start.text() == "&Import what is ticked"
    import_now(again, qtbot)
    assert person(session, "Priya Raman").last_contact == date(2026, 3, 4)
    third = open_sheet([ARCHIVE])
    for box in third.review.evidence.boxes.values():
        box.setChecked(False)
    assert not third.start.isEnabled()


def test_what_was_ticked_comes_back_after_a_lock(open_sheet: Open) -> None:
    sheet = open_sheet([ARCHIVE])
    sheet.review.evidence.boxes["written"].setChecked(True)
    sheet.review.evidence.boxes["notes"].setChecked(False)
    kept = sheet.unfinished()
    other = open_sheet([ARCHIVE])
    other.resume(kept)
    assert other.review.evidence.boxes["written"].isChecked()
    assert not other.review.evidence.boxes["notes"].isChecked()
