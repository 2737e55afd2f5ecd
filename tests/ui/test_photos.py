"""Pictures of people in the window: in the list, at the head of the page, chosen, pasted, dropped, taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Action, Kind, Person
from netplus_desktop.exchange.pictures import as_line
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.contact_list.photos import MOST_KEPT, Photos
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.interview.portrait import Portrait
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.portraits import round_picture
from netplus_desktop.ui.session import Session
from tests.pictures import drawn, photo, read, small, written

RED = QColor(220, 30, 30)


def plain(colour: QColor = RED, width: int = 90, height: int = 120) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return written(image)


def near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


@pytest.fixture
def ann(window: MainWindow) -> int:
    """Ann Lee, shown."""
    changes = window.session.run(window.session.store.add_contact, Person("Ann Lee"))
    assert changes is not None
    contact = changes.new_id(Kind.CONTACT)
    window.go_to_contact(contact)
    return contact


def portrait(window: MainWindow) -> Portrait:
    return window.conversation.person.header.portrait


def seen(window: MainWindow, at: QPoint | None = None) -> QColor:
    """The colour of the disc at the head of the page, in its middle or elsewhere."""
    image = portrait(window).grab().toImage()
    where = (at or portrait(window).rect().center()) * image.devicePixelRatio()
    return image.pixelColor(where)


def in_list(window: MainWindow, row: int) -> QColor:
    """The colour in the middle of a row's disc."""
    view = window.people.view
    place = view.visualRect(view.model().index(row, 0))
    side = view.delegate.height()
    image = view.viewport().grab().toImage()
    at = QPoint(place.left() + theme.LIST_PADDING + side // 3, place.center().y())
    return image.pixelColor(at * image.devicePixelRatio())


def wait_for_picture(qtbot: QtBot, window: MainWindow, contact: int) -> bytes:
    qtbot.waitUntil(lambda: not window.session.busy and window.session.store.photo(contact) is not None)
    kept = window.session.store.photo(contact)
    assert kept is not None
    return kept


# --- shown ----------------------------------------------------------------------------------------------------


def test_a_picture_is_seen_in_the_list_and_at_the_head_of_the_page(qtbot: QtBot, window: MainWindow, ann: int) -> None:
    assert not near(seen(window), RED) and not portrait(window).has_picture
    assert portrait(window).accessibleName() == "Ann Lee has no picture"
    window.session.run(window.session.store.set_photo, ann, plain())
    assert near(seen(window), RED)
    assert portrait(window).accessibleName() == "Picture of Ann Lee"
    qtbot.waitUntil(lambda: near(in_list(window, 0), RED))
    window.undo()
    assert not near(seen(window), RED)
    qtbot.waitUntil(lambda: not near(in_list(window, 0), RED))
    assert portrait(window).accessibleName() == "Ann Lee has no picture"


def test_the_height_of_the_rows_stays(window: MainWindow, ann: int) -> None:
    before = window.people.view.rowHeight(0)
    window.session.run(window.session.store.set_photo, ann, plain())
    assert window.people.view.rowHeight(0) == before


def test_a_picture_is_round_and_as_sharp_as_the_screen(qapp: QApplication) -> None:
    for ratio, dots in ((1.0, 40), (2.0, 80), (1.5, 60)):
        disc = round_picture(plain(width=400, height=90), 40, ratio)
        assert disc is not None
        assert (disc.width(), disc.height(), disc.devicePixelRatio()) == (dots, dots, ratio)
        image = disc.toImage()
        assert image.pixelColor(0, 0).alpha() == 0 and image.pixelColor(dots - 1, dots - 1).alpha() == 0
        for x, y in ((dots // 2, 2), (dots // 2, dots - 3), (2, dots // 2), (dots - 3, dots // 2)):
            assert near(image.pixelColor(x, y), RED)


@pytest.mark.qt_log_ignore("JPEG")
def test_a_damaged_picture_in_the_vault_shows_the_initials(window: MainWindow, ann: int) -> None:
    window.session.run(window.session.store.set_photo, ann, b"\xff\xd8 and nothing more")
    assert near(seen(window, QPoint(8, portrait(window).height() // 2)), theme.colour(theme.Tone.SELECTED))


def test_only_those_in_sight_are_read_and_only_some_are_kept(
    qtbot: QtBot, session: Session, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictured = [store.add_contact(Person(f"Person {number}")).new_id(Kind.CONTACT) for number in range(30)]
    for one in pictured:
        store.set_photo(one, plain(QColor(one * 8, 0, 0)))
    photos = Photos(session)
    for one in (*range(10_000, 10_000 + 2 * MOST_KEPT), *pictured[:5]):  # scrolled past, then stopped
        photos.round(one, 32, 1.0)
    asked: list[int] = []
    real = store.photos
    monkeypatch.setattr(store, "photos", lambda ids: (asked.extend(ids), real(ids))[1])
    qtbot.waitUntil(lambda: photos.round(pictured[0], 32, 1.0) is not None)
    assert set(pictured[:5]) <= set(asked) and len(asked) < 100
    for start in range(10_000, 10_000 + 2 * MOST_KEPT, 50):
        for one in range(start, start + 50):
            photos.round(one, 32, 1.0)
        qtbot.waitUntil(lambda: not photos._waiting)
    assert len(photos._known) == MOST_KEPT
    assert photos.round(pictured[0], 32, 1.0) is None  # let go; asked for anew
    qtbot.waitUntil(lambda: photos.round(pictured[0], 32, 1.0) is not None)
    session.stop()
    assert not photos._known


# --- changed --------------------------------------------------------------------------------------------------


def test_a_picture_is_chosen_from_a_file(qtbot: QtBot, window: MainWindow, ann: int, tmp_path: Path) -> None:
    file = tmp_path / "ann.png"
    file.write_bytes(written(drawn(1200, 900), "png"))
    window.actions_.choose_picture.trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None and "*.jpg" in dialog.nameFilters()[0]
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    image = read(wait_for_picture(qtbot, window, ann))
    assert (image.width(), image.height()) == (512, 384)
    assert window.session.store.undo_step.action is Action.SET_PHOTO
    assert window.session.settings.last_folder == str(tmp_path)


def test_the_menu_of_the_picture_is_reached_by_keys(qtbot: QtBot, window: MainWindow, ann: int) -> None:
    window.session.run(window.session.store.set_photo, ann, plain())
    portrait(window).setFocus()
    qtbot.keyClick(portrait(window), Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["&Choose a picture…", "&Paste picture", "&Remove picture"]
    assert [action.isEnabled() for action in menu.actions()] == [True, False, True]
    qtbot.keyClick(menu, Qt.Key.Key_R)
    assert window.session.store.photo(ann) is None
    assert not window.actions_.remove_picture.isEnabled()


def test_a_picture_is_pasted(qtbot: QtBot, window: MainWindow, ann: int) -> None:
    data = QMimeData()
    data.setData("image/png", written(drawn(600, 600), "png"))
    QApplication.clipboard().setMimeData(data)
    window.actions_.paste_picture.trigger()
    assert read(wait_for_picture(qtbot, window, ann)).width() == 512


def test_pixels_that_the_system_hands_over_are_pasted(qtbot: QtBot, window: MainWindow, ann: int) -> None:
    QApplication.clipboard().setImage(drawn(60, 60))
    window.actions_.paste_picture.trigger()
    assert read(wait_for_picture(qtbot, window, ann)).width() == 60


def test_a_clipboard_without_a_picture_is_told(window: MainWindow, ann: int) -> None:
    QApplication.clipboard().setText("Ann Lee")
    window.actions_.paste_picture.trigger()
    assert "no picture on the clipboard" in window.trouble.text()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (photo()[:-3000], "no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "of the kind SVG"),
        (b"just text", "no picture that can be read"),
    ],
)
def test_what_is_no_picture_is_told_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, ann: int, tmp_path: Path, data: bytes, told: str
) -> None:
    file = tmp_path / "ann.jpg"
    file.write_bytes(data)
    portrait(window).chosen(str(file))
    qtbot.waitUntil(lambda: not window.session.busy and window.trouble.isVisible())
    assert told in window.trouble.text() and "ann.jpg" in window.trouble.text()
    assert window.session.store.photo(ann) is None


def test_a_file_that_is_gone_is_told(qtbot: QtBot, window: MainWindow, ann: int, tmp_path: Path) -> None:
    portrait(window).chosen(str(tmp_path / "gone.jpg"))
    qtbot.waitUntil(lambda: not window.session.busy and window.trouble.isVisible())
    assert "gone.jpg" in window.trouble.text()


# --- dropped --------------------------------------------------------------------------------------------------


def drop(window: MainWindow, data: QMimeData) -> bool:
    """Drop on the head of the page, as the window system tells it. Returns whether the drag was taken."""
    header = window.conversation.person.header
    where = QPointF(header.mapTo(window, header.name.geometry().center()))
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    args = (actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(where.toPoint(), *args)
    QApplication.sendEvent(window.windowHandle(), enter)
    event = QDropEvent(where, *args)
    QApplication.sendEvent(window.windowHandle(), event)
    return event.isAccepted() and event.dropAction() is Qt.DropAction.CopyAction


def files(*paths: Path) -> QMimeData:
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return made


def test_a_picture_dropped_on_the_head_is_taken(qtbot: QtBot, window: MainWindow, ann: int, tmp_path: Path) -> None:
    file = tmp_path / "Ann.JPG"
    file.write_bytes(photo())
    assert drop(window, files(file))
    assert read(wait_for_picture(qtbot, window, ann)).width() == 512
    assert file.exists()


def test_contacts_dropped_on_the_head_are_imported_as_anywhere(
    qtbot: QtBot, window: MainWindow, ann: int, tmp_path: Path
) -> None:
    file = tmp_path / "zoe.vcf"
    file.write_bytes(b"BEGIN:VCARD\nVERSION:3.0\nFN:Zoe\nEND:VCARD\n")
    assert drop(window, files(file))
    qtbot.waitUntil(lambda: window.findChild(ImportSheet) is not None)
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.review.model is not None)
    sheet.reject()


# --- imported -------------------------------------------------------------------------------------------------


def test_pictures_come_with_an_import_and_those_that_cannot_be_read_are_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\n{line}\r\nEND:VCARD\r\n"
        for name, line in (("Ann Lee", as_line(small())), ("Bo Nilsson", as_line(photo()[:-4000])))
    )
    window.incoming.open([("cards.vcf", cards.encode())])
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: sheet.start.isEnabled())
    sheet.start.click()
    store = window.session.store
    qtbot.waitUntil(lambda: not window.session.busy and len(store.contact_ids()) == 2)
    one, other = store.contact_ids()
    assert store.photos([one, other]) == {one: small()}
    qtbot.waitUntil(lambda: window.trouble.isVisible())
    assert "Bo Nilsson" in window.trouble.text() and "Ann Lee" not in window.trouble.text()
