"""Files out of the window: everybody in open formats, and a copy of the whole vault."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from netplus_desktop.ui.main_window import MainWindow


def accept_file(window: MainWindow, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
    dialog.fileSelected.emit(str(path))
    dialog.done(0)


@pytest.mark.parametrize("name", ["people.vcf", "people.csv", "netplus.json"])
def test_everybody_can_be_exported_and_read_back(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    window = sample_window
    do = window.actions_
    {"people.vcf": do.export_vcard, "people.csv": do.export_csv, "netplus.json": do.export_json}[name].trigger()
    with qtbot.waitSignal(window.exporting.written) as told:
        accept_file(window, tmp_path / name)
    assert told.args == [tmp_path / name, 12]
    assert f"“{name}” is written, with 12 people, in {tmp_path}" in window.vault.strip.text()
    assert window.vault.strip.isVisible()
    text = (tmp_path / name).read_text("utf-8")
    assert text.count("Priya Raman") >= 1
    assert [path.name for path in tmp_path.glob(f"{name}*")] == [name]


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    from netplus_desktop.ui.exporting import _vcards

    with qtbot.waitSignal(sample_window.session.refused) as told:
        sample_window.exporting.write(tmp_path / "missing" / "people.vcf", _vcards)
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
