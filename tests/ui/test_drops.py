"""Contact files dropped on the window: as Qt's own events, and as a real drag out of another program on X11."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from netplus_desktop.ui.importing.drops import DropOutline, DropTarget, Source
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.main_window import MainWindow

CARD = b"BEGIN:VCARD\nVERSION:3.0\nFN:Zo\xc3\xab\nEND:VCARD\n"
SOURCE = Path(__file__).with_name("drag_source.py")


class Desk(QMainWindow):
    """A window with a text field over all of it: what would write a file's name into a note."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = QPlainTextEdit()
        self.setCentralWidget(self.notes)
        self.drops = DropTarget(self)
        self.dropped: list[list[Source]] = []
        self.drops.dropped.connect(self.dropped.append)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    yield made


def mime(*paths: Path | str, **kinds: bytes) -> QMimeData:
    made = QMimeData()
    if paths:
        made.setUrls([QUrl(path) if isinstance(path, str) else QUrl.fromLocalFile(str(path)) for path in paths])
    for kind, data in kinds.items():
        made.setData(kind.replace("__", "/").replace("_", "-"), data)
    return made


def drag(desk: QMainWindow, data: QMimeData, *, drop: bool = True) -> list[bool]:
    """Drag over the window as the window system tells it, and let go. Returns what was accepted on the way."""
    where, actions = QPointF(300, 200), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    events: list[QDropEvent] = [
        QDragEnterEvent(where.toPoint(), actions, data, button, keys),
        QDragMoveEvent(where.toPoint(), actions, data, button, keys),
    ]
    if drop:
        events.append(QDropEvent(where, actions, data, button, keys))
    accepted = []
    for event in events:
        event.setDropAction(Qt.DropAction.MoveAction)  # what other programs propose
        event.ignore()
        QApplication.sendEvent(desk.windowHandle(), event)
        accepted.append(event.isAccepted() and event.dropAction() is Qt.DropAction.CopyAction)
    return accepted


def test_files_are_taken_wherever_they_are_dropped(desk: Desk, tmp_path: Path) -> None:
    files = [tmp_path / "Zoë's export 1.vcf", tmp_path / "b.csv"]
    assert drag(desk, mime(*files)) == [True, True, True]
    assert desk.dropped == [files]
    assert desk.notes.toPlainText() == ""


def test_the_outline_says_what_dropping_would_do(desk: Desk, tmp_path: Path) -> None:
    drag(desk, mime(tmp_path / "a.vcf", tmp_path / "b.vcf", tmp_path / "c.csv"), drop=False)
    outline = desk.findChild(DropOutline)
    assert outline.isVisible() and outline.text() == "Import 3 files" and outline.geometry() == desk.rect()
    assert outline.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    before = desk.grab().toImage()
    QApplication.sendEvent(desk.windowHandle(), QDragLeaveEvent())
    assert not outline.isVisible()
    assert desk.grab().toImage() != before
    drag(desk, mime(tmp_path / "a.vcf"), drop=False)
    assert outline.text() == "Import 1 file"
    drag(desk, mime(tmp_path / "a.vcf"))
    assert not outline.isVisible()


@pytest.mark.parametrize("kind", ["text__vcard", "text__x_vcard", "text__directory"])
def test_a_card_without_a_file_is_taken(desk: Desk, kind: str) -> None:
    assert all(drag(desk, mime(**{kind: CARD})))
    ((source,),) = desk.dropped
    assert isinstance(source, tuple) and source[1] == CARD


def test_text_that_is_a_card_is_taken_and_other_text_is_the_fields_own(desk: Desk) -> None:
    text = QMimeData()
    text.setText("\ufeff\n begin:vcard\nFN:Zoë\nEND:VCARD")
    assert all(drag(desk, text))
    ((source,),) = desk.dropped
    assert isinstance(source, tuple) and "Zoë".encode() in source[1]
    plain = QMimeData()
    plain.setText("a remark")
    drag(desk, plain)
    assert len(desk.dropped) == 1


def test_what_is_not_ours_is_left_alone(desk: Desk) -> None:
    outline = desk.findChild(DropOutline)
    drag(desk, mime("https://example.org/contacts.vcf"))
    drag(desk, mime(image__png=b"\x89PNG"))
    assert desk.dropped == [] and outline is None


def test_a_folder_is_taken_as_it_is(desk: Desk, tmp_path: Path) -> None:
    drag(desk, mime(tmp_path))
    assert desk.dropped == [[tmp_path]]


def test_nothing_is_taken_while_a_dialog_waits(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = QDialog(desk)
    dialog.open()
    assert drag(desk, mime(tmp_path / "a.vcf")) == [False, False, False]
    assert desk.dropped == [] and desk.notes.toPlainText() == ""
    dialog.close()
    assert all(drag(desk, mime(tmp_path / "a.vcf")))


def test_a_pasted_card_has_a_name_to_show() -> None:
    text = QMimeData()
    text.setText(CARD.decode())
    assert DropTarget.sources(text) == [("Contacts without a file", CARD)]
    assert DropTarget.sources(QMimeData()) == []


def test_a_drop_on_the_real_window_opens_the_sheet(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "zoë.vcf").write_bytes(CARD)
    drag(window, mime(tmp_path / "zoë.vcf"))
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.start.isEnabled())
    assert sheet.start.text() == "&Import 1 person"
    with qtbot.waitSignal(sheet.finished):
        sheet.start.click()
    assert window.people.model.rowCount() == 1


def test_folders_archives_and_files_are_dropped_together(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "Contacts"
    folder.mkdir()
    (folder / "zoë.vcf").write_bytes(CARD)
    (folder / "out").symlink_to("/etc")
    os.mkfifo(folder / "pipe.vcf")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("people.csv", "Name,Email\nBo Lind,bo@example.org\n")
        archive.writestr("../up.vcf", CARD)
    (tmp_path / "ana.vcf").write_bytes(CARD.replace(b"Zo\xc3\xab", b"Ana"))
    drag(window, mime(folder, tmp_path / "export.zip", tmp_path / "ana.vcf"))
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.start.isEnabled())
    assert sheet.start.text() == "&Import 3 people"
    told = " ".join(line.accessibleName() or line.text() for line in sheet.findChildren(QLabel))
    for name in ("Contacts/out", "Contacts/pipe.vcf", "export.zip/../up.vcf"):
        assert f"“{name}”" in told
    with qtbot.waitSignal(sheet.finished):
        sheet.start.click()
    assert window.people.model.rowCount() == 3
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".vcf") == ["ana.vcf"]


@pytest.mark.parametrize("kind", ["desktop", "sh", "lnk"])
def test_what_could_be_run_is_refused_and_not_run(window: MainWindow, tmp_path: Path, qtbot: QtBot, kind: str) -> None:
    canary = tmp_path / "canary"
    files = {
        "desktop": f"[Desktop Entry]\nType=Application\nExec=touch {canary}\n".encode(),
        "sh": f"#!/bin/sh\ntouch {canary}\n".encode(),
        "lnk": b"L\0\0\0\x01\x14\x02\0" + f"\0touch {canary}\0".encode(),
    }
    path = tmp_path / f"contacts.{kind}"
    path.write_bytes(files[kind])
    path.chmod(0o755)
    drag(window, mime(path))
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.cancel.text() == "Close")
    assert not sheet.start.isEnabled() and not canary.exists()
    sheet.reject()


def test_a_folder_is_chosen_in_a_dialog_of_its_own(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "Contacts").mkdir()
    (tmp_path / "Contacts" / "zoë.vcf").write_bytes(CARD)
    window.actions_.import_folder.trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.filesSelected.emit([str(tmp_path / "Contacts")])
    dialog.reject()
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.start.isEnabled())
    assert sheet.start.text() == "&Import 1 person"
    sheet.reject()


# --- another program -------------------------------------------------------------------------------------------


def drag_from_another_program(window: MainWindow, qtbot: QtBot, *offered: str) -> tuple[list[Source], str]:
    """A real drag from another process onto the middle of the window; what arrived, and what the other one was told."""
    xdotool = shutil.which("xdotool")
    if xdotool is None:
        pytest.skip("xdotool moves the mouse in this test, and it is not installed")
    window.move(0, 0)
    window.resize(760, 580)
    qtbot.waitExposed(window)
    command = [sys.executable, str(SOURCE), "20", "20", *offered]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "ready"
        steps = [f"mousemove {80 + 30 * n} {50 + 25 * n} sleep 0.05" for n in range(11)]
        script = f"mousemove 80 50 sleep 0.1 mousedown 1 sleep 0.1 {' '.join(steps)} sleep 0.1 mouseup 1"
        try:
            with qtbot.waitSignal(window.drops.dropped) as arrived:
                mouse = subprocess.Popen([xdotool, *script.split()])
            mouse.wait(10)
            action = other.stdout.readline().strip()
        finally:
            other.terminate()
    return list(arrived.args[0]), action


@pytest.mark.x11
def test_a_file_dragged_from_another_program_is_copied_never_moved(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Zoë Łuczak.vcf"
    path.write_bytes(CARD)
    sources, action = drag_from_another_program(window, qtbot, str(path))
    assert sources == [path]
    assert action == "CopyAction"
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.start.isEnabled())
    assert path.exists()
    sheet.reject()


@pytest.mark.x11
def test_a_card_dragged_from_another_program_arrives_whole(window: MainWindow, qtbot: QtBot) -> None:
    sources, action = drag_from_another_program(window, qtbot, "--card")
    assert action == "CopyAction"
    ((_, card),) = sources
    assert "FN:Zoë Łuczak".encode() in card
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.start.isEnabled())
    sheet.reject()
