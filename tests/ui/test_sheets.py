"""Sheets from the window and from the command line: which one, on which paper, with what on it."""

from __future__ import annotations

import argparse
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from netplus_desktop import cli
from netplus_desktop.assets import sample_people
from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import EventKind, InterviewPlan, Kind, OfferFields, Person, no_tick
from netplus_desktop.store.store import Store
from netplus_desktop.ui import sheet_verb
from netplus_desktop.ui.dialogs.sheets import SheetKind, SheetsDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.printing import Printout, write_pdf
from tests.ui.test_printing import bare, run, text_of


def ask(window: MainWindow) -> SheetsDialog:
    """The dialog that Interview > More sheets… opens."""
    window.actions_.sheets.trigger()
    return next(dialog for dialog in window.findChildren(SheetsDialog) if dialog.isVisible())


def save(window: MainWindow, dialog: SheetsDialog, path: Path, qtbot: QtBot) -> str:
    """Save as PDF what is chosen; returns the text of it."""
    with qtbot.waitSignal(window.sheets.saved):
        dialog.pdf.click()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(QFileDialog)))
        chooser = next(one for one in window.findChildren(QFileDialog) if one.isVisible())
        chooser.fileSelected.emit(str(path))
        chooser.done(0)
    return text_of(path)


def show(window: MainWindow, name: str) -> int:
    (found, *_) = window.session.store.find_contacts(name)
    window.go_to_contact(found.id)
    return found.id


def plan(store: Store, name: str, starts: datetime, **more: str) -> int:
    who = store.add_contact(Person(name)).new_id(Kind.CONTACT)
    return store.plan_interview(who, InterviewPlan(starts=starts, zone="UTC", **more)).new_id(Kind.INTERVIEW)


@pytest.fixture
def tomorrow(window: MainWindow) -> tuple[MainWindow, list[int]]:
    """Three interviews tomorrow, one of them called off, and one the day after."""
    store = window.session.store
    at = store.now().replace(tzinfo=None, hour=15) + timedelta(days=1)
    late = plan(store, "Late Lee", at, purpose="the afternoon", place="Café Wren")
    early = plan(store, "Early Eve", at.replace(hour=9), purpose="the morning")
    off = plan(store, "Off Olga", at.replace(hour=11), purpose="called off")
    store.record_event(off, EventKind.CANCELLED, store.now())
    plan(store, "Next Ned", at + timedelta(days=1), purpose="another day")
    window.session.refresh_clocks()
    return window, [early, late]


def test_the_pack_of_a_day_is_a_cover_and_a_sheet_for_each_interview_in_the_order_of_the_clock(
    tomorrow: tuple[MainWindow, list[int]], tmp_path: Path, qtbot: QtBot
) -> None:
    window, ids = tomorrow
    store = window.session.store
    dialog = ask(window)
    dialog.choose(SheetKind.DAY)
    days = [dialog.day.itemText(row) for row in range(dialog.day.count())]
    assert days[0] == "tomorrow · 2 interviews" and days[1].endswith("· 1 interview") and len(days) == 2
    text = save(window, dialog, tmp_path / "pack.pdf", qtbot)
    assert "Pages:           3" in run("pdfinfo", tmp_path / "pack.pdf")
    cover, first, second, *_ = run("pdftotext", tmp_path / "pack.pdf", "-").split("\f")
    assert cover.index("Early Eve") < cover.index("Late Lee") and "Café Wren" in cover
    assert ("the morning" in first, "the afternoon" in second) == (True, True)
    assert bare("called off") not in text and bare("another day") not in text
    assert all(store.interview(one).event(EventKind.PREPARED) for one in ids)
    window.actions_.undo.trigger()  # both at once: it was one step
    assert not any(store.interview(one).event(EventKind.PREPARED) for one in ids)


def test_private_notes_come_only_with_the_tick_and_only_this_once(
    sample_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window = sample_window
    note = window.session.store.contact(show(window, "Priya")).person.note
    assert note
    for kind in (SheetKind.PREP, SheetKind.PERSON):
        dialog = ask(window)
        dialog.choose(kind)
        dialog.private.setChecked(True)
        assert bare(note) in save(window, dialog, tmp_path / "with.pdf", qtbot)
        dialog = ask(window)
        assert not dialog.private.isChecked()
        dialog.choose(kind)
        assert bare(note) not in save(window, dialog, tmp_path / "without.pdf", qtbot)


def test_the_paper_that_was_chosen_is_kept(sample_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window = sample_window
    show(window, "Priya")
    for paper, size in (("Letter", "612 x 792"), ("A4", "595 x 842")):
        dialog = ask(window)
        dialog.paper.setCurrentText(paper)
        save(window, dialog, tmp_path / "sheet.pdf", qtbot)
        assert size in run("pdfinfo", tmp_path / "sheet.pdf")
        assert ask(window).paper.currentText() == paper
        window.findChildren(SheetsDialog)[-1].reject()


def test_a_list_holds_those_whom_the_window_lists(sample_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window = sample_window
    dialog = ask(window)
    dialog.choose(SheetKind.LIST)
    assert bare("12 people") in save(window, dialog, tmp_path / "all.pdf", qtbot)
    window.search.setText("okafor")
    qtbot.waitUntil(lambda: window.people.model.rowCount() == 1)
    dialog = ask(window)
    dialog.choose(SheetKind.LIST)
    text = save(window, dialog, tmp_path / "one.pdf", qtbot)
    assert bare("1 person · found by “okafor”") in text
    assert bare("Adaeze Okafor") in text and bare("Priya") not in text


def test_what_was_heard_is_printed(sample_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window = sample_window
    show(window, "Priya")
    dialog = ask(window)
    dialog.choose(SheetKind.HEARD)
    text = save(window, dialog, tmp_path / "heard.pdf", qtbot)
    assert bare("What I heard from Priya Raman") in text
    assert bare("finding patients for a study takes a month") in text


def test_a_sheet_has_room_for_three_offers_and_the_choice_holds_for_the_next_time(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    store = window.session.store
    for title in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon"):
        store.add_offer(OfferFields(title))
    plan(store, "Ann Lee", datetime(2026, 11, 24, 9))
    show(window, "Ann Lee")
    dialog = ask(window)
    boxes = {box.text(): box for box in dialog.offers}
    assert [name for name, box in boxes.items() if box.isChecked()] == ["Alpha", "Beta", "Gamma"]
    assert not boxes["Delta"].isEnabled() and "full" in boxes["Delta"].toolTip()
    boxes["Alpha"].click()
    assert boxes["Delta"].isEnabled()
    boxes["Epsilon"].click()
    text = save(window, dialog, tmp_path / "sheet.pdf", qtbot)
    assert ("Epsilon" in text, "Alpha" in text) == (True, False)
    assert [box.text() for box in ask(window).offers if box.isChecked()] == ["Beta", "Gamma", "Epsilon"]


def test_nobody_shown_leaves_the_form_and_the_preview_shows_it(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(window)
    free = [button.text().replace("&", "") for button in dialog.kind.buttons() if button.isEnabled()]
    assert free == ["An empty form, for a talk that nobody planned"]
    dialog.choose(SheetKind.PREP)
    assert dialog.selected() is SheetKind.BLANK
    dialog.preview.click()
    preview = next(one for one in window.findChildren(QPrintPreviewDialog) if one.isVisible())
    qtbot.waitUntil(lambda: preview.findChild(QPrintPreviewWidget).pageCount() == 1)
    preview.close()


def test_the_dialog_works_by_keyboard(sample_window: MainWindow, qtbot: QtBot) -> None:
    window = sample_window
    show(window, "Priya")
    dialog = ask(window)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is dialog.kind.checkedButton())
    for _ in range(2):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert dialog.selected() is SheetKind.PERSON
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


# --- by command -------------------------------------------------------------------------------------------


@pytest.fixture
def people(store: Store, qapp: QApplication) -> Store:
    """A vault with the sample people."""
    store.load_sample(sample_people())
    return store


def asked(store: Store, *arguments: str) -> tuple[argparse.Namespace, Printout | None]:
    args = cli.parse(["sheet", *arguments, "--out", "a.pdf"])
    return args, sheet_verb.printout(store, args, no_tick)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--next",), "Priya Raman"),
        (("--person", "Adaeze"), "Adaeze Okafor"),
        (("--day", "2026-11-23"), "Monday, 23 November 2026"),
        (("--about", "Priya", "--private-notes"), "My private notes"),
        (("--heard", "Priya"), "What I heard from Priya Raman"),
        (("--list", "--search", "okafor"), "1 person · found by “okafor”"),
        (("--list",), "12 people"),
        (("--blank",), "Needs heard"),
    ],
)
def test_every_sheet_can_be_had_by_command(
    people: Store, tmp_path: Path, arguments: tuple[str, ...], wanted: str
) -> None:
    _, made = asked(people, *arguments)
    assert made is not None
    write_pdf(made, tmp_path / "a.pdf", "A4")
    assert bare(wanted) in text_of(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--day", "2030-01-01"), "No interview is planned for that day."),
        (("--list", "--search", "nobody-at-all"), "Nobody matches."),
        (("--list",), "There is nobody in the vault yet."),
        (("--next",), "No interview is planned yet."),
    ],
)
def test_where_there_is_nothing_to_print_that_is_said(store: Store, arguments: tuple[str, ...], told: str) -> None:
    args, made = asked(store, *arguments)
    assert made is None and sheet_verb.nothing(args) == told


def test_a_name_that_nobody_has_is_told(store: Store) -> None:
    for arguments in (("--about", "Nobody"), ("--heard", "Nobody"), ("--person", "Nobody")):
        with pytest.raises(NotFoundError):
            asked(store, *arguments)


def test_a_day_is_named_by_date_or_as_people_do() -> None:
    today = datetime.now().astimezone().date()
    days = [cli.parse(["sheet", "--day", day, "--out", "a.pdf"]).day for day in ("today", "tomorrow", "2026-02-28")]
    assert days in (
        [today, today + timedelta(days=1), date(2026, 2, 28)],
        [today + timedelta(days=1), today + timedelta(days=2), date(2026, 2, 28)],  # midnight passed meanwhile
    )
    with pytest.raises(SystemExit):
        cli.parse(["sheet", "--day", "someday", "--out", "a.pdf"])
