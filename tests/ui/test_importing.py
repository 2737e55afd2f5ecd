"""The import sheet on real files and a real vault: what it shows, what can be chosen, what is written, what is not."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes, Choice, Kind, Person, Point, PointKind, RowStatus, Tick, Tier
from netplus_desktop.exchange import packed
from netplus_desktop.exchange.layouts import Way
from netplus_desktop.ui.importing.mapping import MappingSheet
from netplus_desktop.ui.importing.model import Column
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import ElidingLabel

DATA = Path(__file__).resolve().parents[1] / "data"
Sources = Sequence[Path | tuple[str, bytes]]


def cards(*people: tuple[str, str]) -> bytes:
    """vCards of (name, e-mail)."""
    made = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{n}\r\nEMAIL:{m}\r\nEND:VCARD\r\n" for n, m in people)
    return made.encode()


@pytest.fixture
def open_sheet(session: Session, qtbot: QtBot) -> Callable[[Sources], ImportSheet]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 800)
    parent.show()

    def opened(sources: Sources) -> ImportSheet:
        sheet = ImportSheet.open_for(session, sources, parent)
        qtbot.waitUntil(lambda: session.jobs.idle)
        if sheet.review.model is not None:
            QAbstractItemModelTester(
                sheet.review.model, QAbstractItemModelTester.FailureReportingMode.Fatal, sheet.review.model
            )
        return sheet

    return opened


def texts(sheet: ImportSheet) -> list[str]:
    labels = [label for label in sheet.findChildren(QLabel) if label.isVisible()]
    return [label.whole_text() if isinstance(label, ElidingLabel) else label.text() for label in labels]


def column(sheet: ImportSheet, which: Column) -> list[str]:
    model = sheet.review.model
    assert model is not None
    return [model.index(row, which).data() for row in range(model.rowCount())]


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def import_now(sheet: ImportSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.finished):
        sheet.start.click()


# --- reading ---------------------------------------------------------------------------------------------------


def test_nothing_is_written_before_import_is_pressed(
    session: Session, open_sheet: Callable[[Sources], ImportSheet]
) -> None:
    sheet = open_sheet([DATA / "tables" / "linkedin_2026.csv"])
    assert sheet.isModal() and sheet.windowModality() is Qt.WindowModality.WindowModal
    assert session.store.counts().people == 0
    sheet.reject()
    assert session.store.counts().people == 0 and session.store.undo_step is None


def test_it_says_what_the_file_is_and_what_would_happen(open_sheet: Callable[[Sources], ImportSheet]) -> None:
    sheet = open_sheet([DATA / "tables" / "linkedin_2026.csv"])
    assert "linkedin_2026.csv: LinkedIn connections, 3 rows, UTF-8, comma" in texts(sheet)
    assert sheet.totals.text() == "Read 3 = add 2 + update 0 + unchanged 0 + skip 1 (1 problem)"
    assert sheet.start.text() == "&Import 2 people" and sheet.start.isDefault() and sheet.start.isEnabled()
    assert column(sheet, Column.STATUS) == ["New", "New", "Problem"]
    assert column(sheet, Column.NAME)[0] == "Priya Raman"
    assert column(sheet, Column.ROLE)[0] == "Head of Product, Health · Harbor Labs"
    assert "hides name and profile" in column(sheet, Column.DETAIL)[2]
    assert [chip.text() for chip in sheet.review.chips.values() if chip.isVisible()] == ["All 3", "New 2", "Problem 1"]


def test_the_row_is_shown_closely_with_its_own_text(open_sheet: Callable[[Sources], ImportSheet]) -> None:
    sheet = open_sheet([DATA / "tables" / "linkedin_2026.csv"])
    assert "Role: Head of Product, Health" in sheet.review.detail.changes.toPlainText()
    assert "Harbor Labs" in sheet.review.detail.original.toPlainText()
    assert "linkedin_2026.csv, line 5" in texts(sheet)


def test_what_was_too_big_to_keep_is_told_beside_the_person(open_sheet: Callable[[Sources], ImportSheet]) -> None:
    sheet = open_sheet([("big.csv", b"Name,Note\nAda Mason," + b"x" * 1_100_000 + b"\n")])
    assert column(sheet, Column.NAME) == ["Ada Mason"]
    assert "A cell larger than 1 MB was left out." in column(sheet, Column.DETAIL)[0]
    assert "A cell larger than 1 MB was left out." in sheet.review.detail.changes.toPlainText()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    (tmp_path / "empty.vcf").touch()
    (tmp_path / "photo.vcf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    missing, nothing = tmp_path / "gone.csv", tmp_path / "nothing"
    nothing.mkdir()
    sheet = open_sheet(
        [tmp_path / "empty.vcf", nothing, missing, tmp_path / "photo.vcf", ("Cards", cards(("Ada", "a@x.example")))]
    )
    told = " ".join(texts(sheet))
    for what in (
        "“empty.vcf” is empty.",
        "There are no files in “nothing”.",
        "“gone.csv” is not there any more.",
        "“photo.vcf”",
        "Cards",
    ):
        assert what in told
    assert sheet.totals.text().startswith("Read 1 = add 1")
    import_now(sheet, qtbot)
    assert session.store.counts().people == 1


def test_only_unreadable_files_leave_nothing_to_import(
    tmp_path: Path, open_sheet: Callable[[Sources], ImportSheet]
) -> None:
    sheet = open_sheet([tmp_path / "gone.vcf"])
    assert sheet.start.text() == "Nothing to import" and not sheet.start.isEnabled()
    assert sheet.cancel.text() == "Close" and sheet.cancel.hasFocus()
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_every_small_file_adds_up(session: Session, open_sheet: Callable[[Sources], ImportSheet]) -> None:
    sheet = open_sheet(sorted((DATA / "vcards").iterdir()) + sorted((DATA / "tables").iterdir()))
    model = sheet.review.model
    assert model is not None
    totals = model.sums()
    assert totals.read == model.rowCount() == sum(len(plan.rows) for plan in model.plans()) > 50
    assert totals.read == totals.added + totals.updated + totals.unchanged + totals.skipped
    for row in range(model.rowCount()):
        assert model.index(row, Column.DETAIL).data()
        sheet.review.detail.show_row(model.planned(row), model.file_of(row), 1)


def test_reading_can_be_cancelled(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, go_on = Event(), Event()

    def slow(sources: object, tick: Tick, **_: object) -> object:
        reading.set()
        assert go_on.wait(10)
        tick(1, 2)
        raise AssertionError("it went on after Cancel")

    monkeypatch.setattr("netplus_desktop.exchange.reading.read_sources", slow)
    sheet = ImportSheet.open_for(session, [Path("slow.vcf")], None)
    assert reading.wait(10)
    assert "Reading 1 file…" in texts(sheet) and not sheet.start.isEnabled()
    with qtbot.waitSignal(sheet.finished):
        sheet.cancel.click()
    go_on.set()
    qtbot.waitUntil(lambda: session.jobs.idle)


# --- choosing --------------------------------------------------------------------------------------------------


@pytest.fixture
def known(session: Session) -> int:
    """Amara Okafor, who is in the vault already."""
    point = Point(PointKind.EMAIL, "amara@lumen.example")
    person = Person(
        "Amara Okafor", given="Amara", family="Okafor", title="Analyst", organisation="Lumen", points=(point,)
    )
    return session.store.add_contact(person).new_id(Kind.CONTACT)


LOOKS_ALIKE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Amara N. Okafor\r\nN:Okafor;Amara;N.;;\r\nTITLE:Head of Data\r\n"
    b"EMAIL:amara@lumen.example\r\nEND:VCARD\r\n"
)


def test_a_likeness_is_never_joined_unasked(
    known: int, session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    sheet = open_sheet([("Cards", LOOKS_ALIKE)])
    assert column(sheet, Column.STATUS) == ["Looks like Amara Okafor"]
    assert column(sheet, Column.CHOICE) == ["Add"]
    press(sheet.review.table, Qt.Key.Key_U)
    assert column(sheet, Column.CHOICE) == ["Update"]
    assert "Role: Analyst → Head of Data" in sheet.review.detail.changes.toPlainText()
    assert sheet.totals.text() == "Read 1 = add 0 + update 1 + unchanged 0 + skip 0"
    import_now(sheet, qtbot)
    assert session.store.counts().people == 1
    assert session.store.contact(known).person.title == "Head of Data"


def test_keys_and_chips_choose_for_the_rows_selected(open_sheet: Callable[[Sources], ImportSheet]) -> None:
    sheet = open_sheet([("Cards", cards(*((f"Person {n}", f"p{n}@x.example") for n in range(4))))])
    table, detail = sheet.review.table, sheet.review.detail
    assert detail.choices[Choice.ADD].isChecked() and not detail.choices[Choice.UPDATE].isEnabled()
    table.selectRow(1)
    press(table, Qt.Key.Key_L)
    assert column(sheet, Column.CHOICE) == ["Add", "Leave", "Add", "Add"]
    press(table, Qt.Key.Key_U)  # there is nobody to update: the row keeps its choice
    assert column(sheet, Column.CHOICE)[1] == "Leave"
    assert "left out" in column(sheet, Column.DETAIL)[1]
    detail.choices[Choice.ADD].click()
    assert column(sheet, Column.CHOICE)[1] == "Add"
    table.selectAll()
    press(table, Qt.Key.Key_L)
    assert sheet.totals.text() == "Read 4 = add 0 + update 0 + unchanged 0 + skip 4 (4 left out)"
    assert sheet.start.text() == "Nothing to import" and not sheet.start.isEnabled()


def test_all_shown_are_those_of_the_filter(
    known: int, open_sheet: Callable[[Sources], ImportSheet], session: Session
) -> None:
    sheet = open_sheet([("Cards", LOOKS_ALIKE + cards(("Bo Berg", "bo@x.example"), ("Cy Cho", "cy@x.example")))])
    sheet.review.chips[RowStatus.NEW].click()
    assert column(sheet, Column.NAME) == ["Bo Berg", "Cy Cho"]
    leave = next(entry for entry in sheet.review.all_shown.menu().actions() if entry.data() == Choice.LEAVE.value)
    leave.trigger()
    sheet.review.chips[None].click()
    assert column(sheet, Column.CHOICE) == ["Add", "Leave", "Leave"]


def test_the_same_file_again_changes_nothing(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    path = DATA / "tables" / "linkedin_2026.csv"
    import_now(open_sheet([path]), qtbot)
    again = open_sheet([path])
    assert again.totals.text() == "Read 3 = add 0 + update 0 + unchanged 2 + skip 1 (1 problem)"
    assert not again.start.isEnabled()


def test_another_employer_is_named_and_counted(
    known: int, session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    first = b"BEGIN:VCARD\nVERSION:3.0\nUID:b1\nFN:Bo Berg\nORG:Mill\nEND:VCARD\n"
    import_now(open_sheet([("Cards", first)]), qtbot)
    moved = first.replace(b"ORG:Mill", b"ORG:Harbour\nTITLE:Miller")
    sheet = open_sheet([("Cards", moved), ("More", cards(("Cy Cho", "cy@x.example")))])
    assert column(sheet, Column.STATUS) == ["Changed job", "New"]
    assert "Organisation: Mill → Harbour" in column(sheet, Column.DETAIL)[0]
    assert sheet.review.detail.changes.toPlainText().startswith("Changed job\nOrganisation: Mill → Harbour")
    assert sheet.totals.text() == "Read 2 = add 1 + update 1 (1 changed job) + unchanged 0 + skip 0"
    press(sheet.review.table, Qt.Key.Key_L)
    assert sheet.totals.text() == "Read 2 = add 1 + update 0 + unchanged 0 + skip 1 (1 left out)"
    assert column(open_sheet([("Cards", first.replace(b"ORG:Mill", b"ORG:MILL"))]), Column.STATUS) == ["Changed"]


def test_tags_and_a_tier_are_given_to_everybody_of_the_import(
    known: int, session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    sheet = open_sheet([("Cards", LOOKS_ALIKE + cards(("Bo Berg", "bo@x.example"), ("Cy Cho", "cy@x.example")))])
    press(sheet.review.table, Qt.Key.Key_U)
    sheet.review.table.selectRow(2)
    press(sheet.review.table, Qt.Key.Key_L)
    sheet.review.extras.tags.setText("fair 2026, #alumni,, Fair 2026")
    tier = sheet.review.extras.tier
    tier.setCurrentIndex(tier.findData(Tier.STEADY.value))
    assert "90 days" in tier.currentText()
    import_now(sheet, qtbot)
    store = session.store
    given = [store.contact(one) for one in store.contact_ids()]
    assert {one.person.name: one.tier for one in given} == {"Amara N. Okafor": Tier.STEADY, "Bo Berg": Tier.STEADY}
    assert {one.person.tags for one in given} == {("fair 2026", "alumni")}
    session.undo()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert store.contact(known).tier is Tier.NONE and store.contact(known).person.tags == ()


def test_tags_in_use_are_offered_and_enter_ends_one(
    known: int, session: Session, open_sheet: Callable[[Sources], ImportSheet]
) -> None:
    session.store.tag_contacts([known], add=["alumni", "fair"])
    sheet = open_sheet([("Cards", cards(("Bo Berg", "bo@x.example")))])
    tags = sheet.review.extras.tags
    tags.setFocus()
    QTest.keyClicks(tags, "chess, Al")
    assert tags.completer().currentCompletion() == "chess, alumni"
    tags.completer().activated.emit("chess, alumni")  # as a click in the list does
    tags.completer().popup().hide()
    press(tags, Qt.Key.Key_Return)
    assert sheet.isVisible() and session.store.counts().people == 1
    assert sheet.review.extras.tier.hasFocus()


def test_the_keyboard_reaches_everything_in_the_order_in_which_it_is_read(
    known: int, open_sheet: Callable[[Sources], ImportSheet]
) -> None:
    sheet = open_sheet([("odd.csv", b"aaa;bbb\n1;2\n"), DATA / "tables" / "linkedin_2026.csv", ("C", LOOKS_ALIKE)])
    sheet.review.table.setFocus()
    walked: list[QWidget] = []
    while (at := sheet.focusWidget()) not in walked:
        assert at is not None
        walked.append(at)
        press(at, Qt.Key.Key_Tab)
    places = [widget.mapTo(sheet, widget.rect().topLeft()) for widget in walked]
    start = next(number for number, widget in enumerate(walked) if widget is sheet.review.files.lines[0].how)
    told = places[start:] + places[:start]
    rows = [place.y() // 40 for place in told]
    assert rows == sorted(rows) and len(walked) >= 13
    assert all(widget.accessibleName() or getattr(widget, "text", str)() for widget in walked)


# --- reading again ---------------------------------------------------------------------------------------------


def mapping_of(sheet: ImportSheet, name: str, qtbot: QtBot) -> MappingSheet:
    """The sheet that asks how a table is read."""
    (line,) = (line for line in sheet.review.files.lines if line.how is not None and name in line.label.text())
    assert line.how is not None
    line.how.click()
    qtbot.waitUntil(lambda: bool(sheet.findChildren(MappingSheet)))
    return sheet.findChildren(MappingSheet)[-1]


def test_columns_that_nobody_knows_can_be_said(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    table = b"wer;wo;worauf\nAda Mason;Mill;tea\nBo Berg;Harbour;chess\n"
    sheet = open_sheet([("odd.csv", table), ("Cards", cards(("Cy Cho", "cy@x.example"), ("Di Dai", "di@x.example")))])
    assert column(sheet, Column.NAME) == ["Cy Cho", "Di Dai"]
    press(sheet.review.table, Qt.Key.Key_L)
    mapping = mapping_of(sheet, "odd.csv", qtbot)
    for box, what in zip(mapping.boxes, ("Name", "Organisation", "Tags"), strict=True):
        place = box.findText(what)
        box.setCurrentIndex(place)
        box.activated.emit(place)
    mapping.use.click()
    qtbot.waitUntil(lambda: session.jobs.idle and sheet.review.isVisible())
    assert sorted(column(sheet, Column.NAME)) == ["Ada Mason", "Bo Berg", "Cy Cho", "Di Dai"]
    kept = dict(zip(column(sheet, Column.NAME), column(sheet, Column.CHOICE), strict=True))
    assert kept == {"Ada Mason": "Add", "Bo Berg": "Add", "Cy Cho": "Leave", "Di Dai": "Add"}
    assert "kept" in sheet.strip.text()
    import_now(sheet, qtbot)
    again = open_sheet([("other.csv", table.replace(b"Ada", b"Eve"))])
    assert column(again, Column.NAME)[0] == "Eve Mason"


def test_a_wrong_encoding_is_set_right(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    table = "First Name,Last Name\nŁukasz,Żak\n".encode("cp1250")
    sheet = open_sheet([("people.csv", table)])
    mapping = mapping_of(sheet, "people.csv", qtbot)
    place = mapping.encoding.findData("cp1250")
    mapping.encoding.setCurrentIndex(place)
    mapping.encoding.activated.emit(place)
    mapping.use.click()
    qtbot.waitUntil(lambda: session.jobs.idle and sheet.review.isVisible())
    assert column(sheet, Column.NAME) == ["Łukasz Żak"]
    assert any("Windows-1250" in text for text in texts(sheet))


def test_reading_again_can_be_stopped(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = open_sheet([DATA / "tables" / "linkedin_2026.csv"])
    press(sheet.review.table, Qt.Key.Key_L)
    reading, go_on = Event(), Event()

    def slow(sources: object, tick: Tick, **_: object) -> object:
        reading.set()
        assert go_on.wait(10)
        tick(1, 2)
        raise AssertionError("it went on after Cancel")

    monkeypatch.setattr("netplus_desktop.exchange.reading.read_sources", slow)
    sheet.read_again("linkedin_2026.csv", Way(encoding="cp1252"))
    assert reading.wait(10) and "Reading 1 file…" in texts(sheet)
    press(sheet, Qt.Key.Key_Escape)
    go_on.set()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert sheet.isVisible() and sheet.review.isVisible() and sheet.start.isEnabled()
    assert column(sheet, Column.CHOICE)[:2] == ["Leave", "Add"]


# --- writing ---------------------------------------------------------------------------------------------------


def test_importing_is_one_step_that_undo_takes_back(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    told: list[Changes] = []
    session.changed.connect(lambda changes, initiator: told.append(changes))
    sheet = open_sheet([("Cards", cards(("Ada", "a@x.example"), ("Bo", "b@x.example")))])
    sheet.review.table.setFocus()
    with qtbot.waitSignal(sheet.finished):
        press(sheet, Qt.Key.Key_Return)  # the default button
    assert session.store.counts().people == 2 and len(told) == 1
    session.undo()
    assert session.store.counts().people == 0


def test_cancel_while_writing_leaves_nothing_and_comes_back(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, go_on = Event(), Event()
    real = session.store.apply_import

    def slow(plans: object, tick: Tick, also: object) -> Changes:
        def ticking(done: int, total: int) -> None:
            writing.set()
            assert go_on.wait(10)
            tick(done, total)

        return real(plans, ticking, also)  # type: ignore[arg-type]

    monkeypatch.setattr(session.store, "apply_import", slow)
    sheet = open_sheet([("Cards", cards(*((f"Person {n}", f"p{n}@x.example") for n in range(50))))])
    sheet.start.click()
    assert writing.wait(10)
    assert "Importing 50 people…" in texts(sheet) and session.busy
    sheet.cancel.click()
    go_on.set()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert session.store.counts().people == 0 and not session.busy
    assert sheet.isVisible() and sheet.review.isVisible() and sheet.start.isEnabled()
    assert "nothing was imported" in sheet.strip.text()


def test_closing_while_writing_stops_it(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, go_on = Event(), Event()

    def slow(plans: object, tick: Tick, also: object) -> Changes:
        writing.set()
        assert go_on.wait(10)
        tick(0, 1)
        raise AssertionError("it went on after the sheet was closed")

    monkeypatch.setattr(session.store, "apply_import", slow)
    sheet = open_sheet([("Cards", cards(("Ada", "a@x.example")))])
    sheet.start.click()
    assert writing.wait(10)
    with qtbot.waitSignal(sheet.finished):
        sheet.close()
        go_on.set()
    assert session.store.counts().people == 0


def test_a_refusal_keeps_the_choices(
    session: Session, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(plans: object, tick: Tick, also: object) -> Changes:
        raise UserError("disk-full")

    monkeypatch.setattr(session.store, "apply_import", full)
    sheet = open_sheet([("Cards", cards(("Ada", "a@x.example"), ("Bo", "b@x.example")))])
    press(sheet.review.table, Qt.Key.Key_L)
    sheet.start.click()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert sheet.strip.isVisible() and sheet.strip.text()
    assert column(sheet, Column.CHOICE) == ["Leave", "Add"]


# --- the report ------------------------------------------------------------------------------------------------


def test_the_report_names_every_row(tmp_path: Path, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot) -> None:
    hostile = cards(("=HYPERLINK(1)", "a@x.example"))
    sheet = open_sheet([DATA / "tables" / "linkedin_2026.csv", ("Cards", hostile), tmp_path / "gone.vcf"])
    sheet.save_report(str(tmp_path / "report.csv"))
    qtbot.waitUntil(sheet.strip.isVisible)
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Result"] for row in rows] == ["added", "added", "skipped", "added", "skipped"]
    assert [row["File"] for row in rows] == [*3 * ["linkedin_2026.csv"], "Cards", "gone.vcf"]
    assert rows[3]["Name"] == "'=HYPERLINK(1)"
    assert [bool(row["In the file"]) for row in rows] == [False, False, True, False, False]
    assert "report.csv" in sheet.strip.text()


def test_a_report_that_cannot_be_written_is_told(
    tmp_path: Path, open_sheet: Callable[[Sources], ImportSheet], qtbot: QtBot
) -> None:
    sheet = open_sheet([("Cards", cards(("Ada", "a@x.example")))])
    sheet.save_report(str(tmp_path / "no such folder" / "report.csv"))
    qtbot.waitUntil(sheet.strip.isVisible)
    assert "could not be written" in sheet.strip.text()


# --- size ------------------------------------------------------------------------------------------------------


def test_a_long_file_is_shown_lazily(
    open_sheet: Callable[[Sources], ImportSheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_AS_THEY_ARE", 100)  # as if the file had a hundred times as many
    sheet = open_sheet([("Cards", cards(*((f"Person {n}", f"p{n}@x.example") for n in range(3000))))])
    asked: list[int] = []
    model = sheet.review.model
    assert model is not None
    real = model.planned
    monkeypatch.setattr(model, "planned", lambda row: (asked.append(row), real(row))[1])
    sheet.review.table.viewport().grab()
    assert 0 < len(set(asked)) < 60
    sheet.review.table.selectRow(2950)
    assert model.index(2950, Column.NAME).data() == "Person 2950"
    assert "p2950@x.example" in sheet.review.detail.original.toPlainText()
    sheet.review.table.selectAll()
    press(sheet.review.table, Qt.Key.Key_L)
    assert model.sums().skipped == 3000


def test_real_files_of_the_corpus_can_be_looked_at(corpus: Path, open_sheet: Callable[[Sources], ImportSheet]) -> None:
    files = sorted((corpus / "ez-vcard").rglob("*.vcf"))[:40]
    assert files
    sheet = open_sheet(files)
    model = sheet.review.model
    assert model is not None and model.rowCount() > 0
    for row in range(model.rowCount()):
        sheet.review.detail.show_row(model.planned(row), model.file_of(row), 1)
        assert all(isinstance(model.index(row, column).data(), str) for column in Column)


# --- afterwards ------------------------------------------------------------------------------------------------


def test_the_window_says_what_came_in_and_shows_them(sample_window: MainWindow, qtbot: QtBot) -> None:
    session, toast = sample_window.session, sample_window.toast
    everybody = list(session.store.contact_ids())
    sample_window.search.setText("Nobody of this name")
    sample_window.incoming.open([("Cards", cards(("Zed Ace", "z@x.example"), ("Yve Ace", "y@x.example")))])
    sheet = sample_window.findChild(ImportSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: session.jobs.idle and sheet.start.isEnabled())
    import_now(sheet, qtbot)
    qtbot.waitUntil(toast.isVisible)
    assert toast.text() == "Imported: 2 people are new." and toast.action_button().text() == "Undo"
    toast.show_people.click()
    assert not toast.isVisible()
    shown = {row.name for row in session.store.contact_rows(sample_window.people.selected_ids())}
    assert shown == {"Zed Ace", "Yve Ace"} and sample_window.search.text() == ""
    sample_window.undo()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert list(session.store.contact_ids()) == everybody
    assert toast.text() == "Undone: Import 2 people." and not toast.show_people.isVisible()
