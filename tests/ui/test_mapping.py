"""The mapping sheet on a real vault: what it guesses and shows, how it is worked by hand, and that it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Person, Point, PointKind
from netplus_desktop.exchange import reading
from netplus_desktop.exchange.layouts import Way
from netplus_desktop.ui.importing.mapping import MOST_LINES, MappingSheet, choice_name
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import ElidingLabel

DATA = Path(__file__).resolve().parents[1] / "data" / "tables"

CLUB = "Wer;Woher;Lieblingstee\nAda Lowe;Mühle;Assam\nBo Ek;Hafen;\n".encode("cp1252")

Opener = Callable[..., MappingSheet]


@pytest.fixture
def open_sheet(session: Session, qtbot: QtBot) -> Opener:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 800)
    parent.show()

    def opened(data: bytes, way: Way | None = None) -> MappingSheet:
        sheet = MappingSheet.open_for(session, "club.csv", data, parent, way or Way())
        QAbstractItemModelTester(sheet.preview, QAbstractItemModelTester.FailureReportingMode.Fatal, sheet.preview)
        return sheet

    return opened


def pick(box: QComboBox, text: str) -> None:
    """Choose by keyboard, as somebody without a mouse does."""
    box.setFocus()
    QTest.keyClicks(box, text)
    box.activated.emit(box.currentIndex())


def texts(sheet: MappingSheet) -> list[str]:
    labels = [label for label in sheet.findChildren(QLabel) if label.isVisible()]
    return [label.whole_text() if isinstance(label, ElidingLabel) else label.text() for label in labels]


def test_columns_are_said_by_keyboard_and_read_like_that(open_sheet: Opener, qtbot: QtBot) -> None:
    sheet = open_sheet(CLUB)
    assert sheet.focusWidget() is sheet.boxes[0]
    assert [box.currentText() for box in sheet.boxes] == ["Keep under its own name"] * 3
    assert not sheet.use.isEnabled()
    assert sheet.told.text().startswith("Choose a column for the name or the e-mail address")
    pick(sheet.boxes[0], "Name")
    pick(sheet.boxes[1], "Organ")
    assert sheet.told.text() == "The first person: Ada Lowe · Mühle"
    with qtbot.waitSignal(sheet.mapped) as mapped:
        QTest.keyClick(sheet.boxes[1], Qt.Key.Key_Return)
    (way,) = mapped.args or [None]
    assert isinstance(way, Way)
    read = reading.read_bytes(CLUB, "x", layout=way.layout, encoding=way.encoding, delimiter=way.delimiter)
    assert [row.person for row in read.rows] == [
        Person("Ada Lowe", organisation="Mühle", extra=('X-NETPLUS-FIELD;LABEL="Lieblingstee":Assam',)),
        Person("Bo Ek", organisation="Hafen"),
    ]


def test_what_was_said_is_remembered_and_is_no_step(session: Session, open_sheet: Opener) -> None:
    sheet = open_sheet(CLUB)
    pick(sheet.boxes[0], "Name")
    pick(sheet.boxes[2], "Tags")
    sheet.use.click()
    assert session.store.undo_step is None
    read = reading.read_bytes(CLUB, "x", remembered=session.store.table_layouts())
    assert read.said
    assert [row.person.tags for row in read.rows if row.person] == [("Assam",), ()]
    again = open_sheet(CLUB)
    assert [box.currentText() for box in again.boxes] == ["Name", "Keep under its own name", "Tags"]


def test_cancel_remembers_nothing(session: Session, open_sheet: Opener, qtbot: QtBot) -> None:
    sheet = open_sheet(CLUB)
    pick(sheet.boxes[0], "Name")
    with qtbot.assertNotEmitted(sheet.mapped):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert session.store.table_layouts() == {}


def test_what_is_guessed_is_shown_with_samples(open_sheet: Opener) -> None:
    sheet = open_sheet((DATA / "own_columns.csv").read_bytes())
    shown = dict(zip(sheet.draft.names, (box.currentText() for box in sheet.boxes), strict=True))
    assert shown["Favourite tea"] == "Keep under its own name"
    assert "E-mail" in shown.values()
    assert "Assam" in texts(sheet)
    named = {box.accessibleName(): box.accessibleDescription() for box in sheet.boxes}
    assert named["What “Favourite tea” holds"] == "Assam"
    assert sheet.use.isEnabled()


def test_another_encoding_and_separator_show_at_once(open_sheet: Opener) -> None:
    sheet = open_sheet(CLUB)
    assert sheet.encoding.itemText(0) == "Found: Windows-1252 (Western)"
    assert sheet.preview.index(0, 1).data() == "Mühle"
    pick(sheet.encoding, "Windows-1251")
    assert sheet.preview.index(0, 1).data() == "Mьhle"
    sheet.separator.setCurrentIndex(sheet.separator.findData(","))
    sheet.separator.activated.emit(sheet.separator.currentIndex())
    assert sheet.preview.columnCount() == 1
    assert sheet.told.text() == "Everything stands in one column. Another separator may part it."


def test_the_first_row_can_be_a_person(session: Session, open_sheet: Opener) -> None:
    sheet = open_sheet(b"alpha,beta\nAda Lowe,Mill\n")
    assert sheet.header.isChecked()
    assert sheet.preview.rowCount() == 1
    sheet.header.click()
    assert sheet.preview.rowCount() == 2
    pick(sheet.boxes[0], "Name")
    assert sheet.told.text() == "The first person: alpha"
    assert "read the same way" not in sheet.again.text()
    sheet.use.click()
    assert session.store.table_layouts() == {}


def test_what_the_program_told_is_corrected(open_sheet: Opener, qtbot: QtBot) -> None:
    data = b"Name,Email,Company\nAda Lowe,ada@example.org,gardening\n"
    sheet = open_sheet(data)
    assert [box.currentText() for box in sheet.boxes] == ["Name", "E-mail", "Organisation"]
    pick(sheet.boxes[2], "Leave")
    with qtbot.waitSignal(sheet.mapped) as mapped:
        sheet.use.click()
    (way,) = mapped.args or [None]
    assert isinstance(way, Way)
    (row,) = reading.read_bytes(data, "x", layout=way.layout, delimiter=way.delimiter).rows
    assert row.person == Person("Ada Lowe", points=(Point(PointKind.EMAIL, "ada@example.org"),))


def test_from_a_file_that_nobody_knows_to_people_and_by_itself_the_next_time(session: Session, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 800)
    parent.show()
    sheet = ImportSheet.open_for(session, [("club.csv", CLUB)], parent)
    qtbot.waitUntil(lambda: session.jobs.idle)
    asked = next(button for button in sheet.findChildren(QPushButton) if button.text() == "Say what the columns are…")
    asked.click()
    qtbot.waitUntil(lambda: bool(sheet.findChildren(MappingSheet)))
    (mapping,) = sheet.findChildren(MappingSheet)
    pick(mapping.boxes[0], "Name")
    pick(mapping.boxes[1], "Organ")
    mapping.use.click()
    qtbot.waitUntil(sheet.start.isEnabled)
    with qtbot.waitSignal(sheet.finished):
        sheet.start.click()
    assert session.store.counts().people == 2

    later = "Wer;Woher;Lieblingstee\nIda Holm;Fähre;\nAda Lowe;Mühle;Assam\n".encode("cp1252")
    sheet = ImportSheet.open_for(session, [("later.csv", later)], parent)
    qtbot.waitUntil(lambda: session.jobs.idle)
    qtbot.waitUntil(sheet.start.isEnabled)
    assert sheet.start.text() == "&Import 1 person"
    shown = [label.whole_text() for label in sheet.findChildren(ElidingLabel)]
    assert "later.csv: Contact table, 2 rows, Windows-1252 (Western), semicolon, columns as you said" in shown
    sheet.reject()


def test_the_wheel_over_a_box_changes_nothing(open_sheet: Opener) -> None:
    sheet = open_sheet(CLUB)
    box = sheet.boxes[2]
    down = QWheelEvent(
        QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, down)
    assert box.currentText() == "Keep under its own name"


def test_very_many_columns_are_shown_up_to_a_number(open_sheet: Opener) -> None:
    names = ",".join(["Name", *(f"c{n}" for n in range(MOST_LINES + 9))])
    sheet = open_sheet(f"{names}\n{names.lower()}x\n".encode())
    assert len(sheet.boxes) == MOST_LINES
    assert "10 more columns are kept under their own names." in texts(sheet)


def test_every_guess_has_a_name_to_be_shown_by(open_sheet: Opener) -> None:
    for path in sorted(DATA.glob("*.csv")):
        sheet = open_sheet(path.read_bytes())
        names = [choice_name(column) for column in sheet.draft.chosen]
        assert all(name and name[0].isupper() for name in names), path.name
        sheet.reject()
