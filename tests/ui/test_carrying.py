"""People dragged out of the list, and many of them copied: a file when it is asked for, and gone afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import FileFormat, Person, ReadFile, ReadRow
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_path
from netplus_desktop.store import leftovers
from netplus_desktop.ui.clipboard import forget_copied
from netplus_desktop.ui.contact_list.view import MOST_DRAGGED
from netplus_desktop.ui.main_window import MainWindow


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_a_drag_hands_out_a_file_that_goes_again(sample_window: MainWindow, temporary: Path) -> None:
    model = sample_window.people.model
    row = next(row for row in range(12) if model.index(row).data() == "Adaeze Okafor")
    mime = model.mimeData([model.index(row)])
    assert b"FN:Adaeze Okafor" in bytes(mime.data("text/vcard").data()) and "Adaeze" in mime.text()
    assert list(temporary.iterdir()) == []  # nothing is written before it is asked for
    (url,) = mime.urls()
    file = Path(url.toLocalFile())
    assert file.name == "Adaeze Okafor.vcf" and file.is_relative_to(temporary)
    assert mime.urls() == [url]
    assert [row.person.name for row in read_path(file).rows if row.person] == ["Adaeze Okafor"]
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    (url,) = model.mimeData([model.index(row) for row in range(3)]).urls()
    assert Path(url.toLocalFile()).name == "3 people.vcf"
    assert len(read_path(Path(url.toLocalFile())).rows) == 3
    forget_copied()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_program_left_of_a_drag_is_swept(tmp_path: Path) -> None:
    left = tmp_path / f"{leftovers.DRAGGED}{2**22 + 1}-x"  # a number that no process has
    left.mkdir()
    (left / "Ann.vcf").write_text("Ann")
    leftovers.sweep(tmp_path, leftovers.DRAGGED)
    assert list(tmp_path.iterdir()) == []


def test_too_many_people_to_be_dragged_are_told_of_and_copied_by_the_worker(window: MainWindow, qtbot: QtBot) -> None:
    people = [Person(f"P {number:04}") for number in range(MOST_DRAGGED + 1)]
    rows = [ReadRow(number, number, one) for number, one in enumerate(people, 1)]
    store, pane = window.session.store, window.people
    store.apply_import(plan_import([ReadFile("x", FileFormat.VCARD, "utf-8", rows)], store))
    pane.refresh()
    pane.view.selectAll()
    with qtbot.waitSignal(window.session.refused) as told:
        pane.view.startDrag(Qt.DropAction.CopyAction)
    assert told.args[0].code == "too-many-to-drag"
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    with qtbot.waitSignal(clipboard.dataChanged):
        pane.copy_selected()
        assert not clipboard.text()
    mime = clipboard.mimeData()
    assert len(mime.text().splitlines()) == len(people)
    assert bytes(mime.data("text/vcard").data()).count(b"BEGIN:VCARD") == len(people)
