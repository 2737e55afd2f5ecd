"""Files out of the window: people in open formats, and a copy of the whole vault."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import ListFilter
from netplus_desktop.exports import Format
from netplus_desktop.ui.dialogs.export import ExportDialog
from netplus_desktop.ui.main_window import MainWindow


def accept_file(window: MainWindow, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
    dialog.fileSelected.emit(str(path))
    dialog.done(0)


def asked(window: MainWindow) -> ExportDialog:
    """The dialog that File > Export… opens."""
    window.actions_.export.trigger()
    return next(dialog for dialog in window.findChildren(ExportDialog) if dialog.isVisible())


def offered(dialog: ExportDialog) -> list[str]:
    """Whom the dialog offers to export."""
    return [button.text().replace("&", "") for button in dialog.whom.buttons()]


@pytest.mark.parametrize(
    ("format_name", "name"),
    [
        ("vCard 3.0", "people.vcf"),
        ("vCard 4.0", "people.vcf"),
        ("Table", "people.csv"),
        ("Google", "people.csv"),
        ("Everything", "netplus.json"),
        ("Markdown, one", "people.md"),
    ],
)
def test_everybody_can_be_exported(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path, format_name: str, name: str
) -> None:
    window = sample_window
    dialog = asked(window)
    assert offered(dialog) == ["All people (12)"]
    at = next(at for at in range(dialog.format.count()) if dialog.format.itemText(at).startswith(format_name))
    dialog.format.setCurrentIndex(at)
    assert dialog.about.text()
    dialog.go.click()
    with qtbot.waitSignal(window.exporting.written) as told:
        accept_file(window, tmp_path / name)
    assert told.args == [tmp_path / name, 12]
    assert f"“{name}” is written, with 12 people, in {tmp_path}" in window.vault.strip.text()
    assert window.vault.strip.isVisible()
    assert (tmp_path / name).read_text("utf-8").count("Priya") >= 1
    assert [path.name for path in tmp_path.glob(f"{name}*")] == [name]


def test_only_the_people_listed_or_selected_are_exported(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample_window
    window.search.setText("okafor")
    qtbot.waitUntil(lambda: window.people.model.rowCount() == 1)
    dialog = asked(window)
    assert offered(dialog)[:2] == ["All people (12)", "The people listed now (1)"]
    assert dialog.whom.checkedButton().text().startswith("The people &listed")
    dialog.go.click()
    with qtbot.waitSignal(window.exporting.written) as told:
        accept_file(window, tmp_path / "found.vcf")
    assert told.args[1] == 1
    assert "Adaeze Okafor" in (tmp_path / "found.vcf").read_text("utf-8")
    window.search.clear()
    qtbot.waitUntil(lambda: window.people.model.only is ListFilter.ALL and window.people.model.rowCount() == 12)
    window.people.view.select(list(window.people.model.ids(0, 2)))
    dialog = asked(window)
    assert dialog.whom.checkedButton().text() == "The people &selected (3)"
    dialog.reject()


def test_a_page_for_each_person_is_written_into_a_folder_of_its_own(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample_window
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine.md").write_text("mine")
    with qtbot.waitSignal(window.session.refused) as refused:
        window.exporting.write(None, Format.MARKDOWN, there)
    assert refused.args[0].code == "folder-there"
    assert [path.name for path in there.iterdir()] == ["mine.md"]
    with qtbot.waitSignal(window.exporting.written):
        window.exporting.write(None, Format.MARKDOWN, tmp_path / "new")
    assert len(list((tmp_path / "new").glob("*.md"))) == 12
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_an_export_that_is_stopped_leaves_what_was_there(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample_window
    path = tmp_path / "people.csv"
    path.write_text("older")
    others = threading.Event()
    window.session.read(lambda tick: others.wait(60))  # the worker has something else to do first
    with qtbot.waitSignal(window.exporting.writing) as begun:
        window.exporting.write(None, Format.CSV, path)
    (job,) = begun.args
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
        others.set()
    assert path.read_text() == "older"


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(sample_window.session.refused) as told:
        sample_window.exporting.write(None, Format.VCARD, tmp_path / "missing" / "people.vcf")
    assert told.args[0].code == "file-not-written"
    assert "people.vcf" in sample_window.trouble.text()


def test_a_backup_is_written_and_opens(sample_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = sample_window
    window.actions_.back_up.trigger()
    (tmp_path / "copy.netplus").write_bytes(b"an older copy")
    with qtbot.waitSignal(window.exporting.backed_up):
        accept_file(window, tmp_path / "copy.netplus")
    assert "“copy.netplus” is written and checked" in window.vault.strip.text()
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == ["copy.netplus"]
    from netplus_desktop.store.opening import open_store

    copy = open_store(tmp_path / "copy.netplus", recovery_key=window.session.store.recovery_key())
    assert copy.counts().people == 12
    copy.close()


def test_a_backup_never_takes_the_place_of_the_vault_itself_or_goes_before_it_is_proved(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample_window
    vault = window.session.store.path
    window.actions_.back_up.trigger()
    with qtbot.waitSignal(window.session.refused) as told:
        accept_file(window, vault)
    assert told.args[0].code == "backup-exists"
    assert window.session.store.counts().people == 12 and not window.session.store.changed_underneath
    older = tmp_path / "older"
    older.write_bytes(b"an older copy")
    window.exporting._copy_vault(older)
    (job,) = window.session.jobs._running
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert older.read_bytes() == b"an older copy"
