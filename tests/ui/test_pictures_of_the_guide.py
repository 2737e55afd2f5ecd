"""The pictures of the guide and of the README, drawn from the real window over the sample people.

Each test draws one and looks whether it shows what it is for. `python3 build/pictures.py` runs them with a folder to
draw into, and so renews all of them; by themselves they draw into a folder that is thrown away.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.assets import sample_people
from netplus_desktop.core import records as r
from netplus_desktop.store.backups import Reason
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui import screenshot
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.printouts import sheet_data, sheet_page
from netplus_desktop.ui.settings import Settings

WIDEST = 680
"""Pixels: as wide as a page of the guide."""

MOST_BYTES = 120 * 1024
WHO = "Priya Raman"

Keep = Callable[[str, QImage], None]


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a Monday afternoon, in the bundled font and the light colours."""
    store = throwaway_store(tmp_path, clock=lambda: datetime(2026, 11, 23, 14, 12, tzinfo=UTC))
    store.load_sample(sample_people())
    with screenshot.dressed("light"):
        window = open_window(store, Settings())
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        yield window
        window.close()
        window.deleteLater()


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Write a picture where the guide, or the test alone, has it: no wider than a page, and small."""
    folder = Path(os.environ.get("NETPLUS_PICTURES") or tmp_path)

    def write(name: str, picture: QImage) -> None:
        if picture.width() > WIDEST:
            picture = picture.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
        path = folder / f"{name}.png"
        writer = QImageWriter(str(path), b"png")
        writer.setCompression(100)
        assert writer.write(in_few_colours(picture)), writer.errorString()
        assert path.stat().st_size <= MOST_BYTES
        grid = ((x, y) for x in range(0, picture.width(), 3) for y in range(3, min(picture.height(), 90), 3))
        shades = {picture.pixelColor(x, y).lightness() for x, y in grid}
        assert max(shades) > 230 > 100 > min(shades)  # text on a light ground, and not an empty pane

    return write


def in_few_colours(picture: QImage) -> QImage:
    """The same in 256 colours, a third of the size and hardly to be told from it: of each hue the one that it has most
    of, however seldom, and then what it has most of."""
    pixels = picture.convertToFormat(QImage.Format.Format_RGB32)
    often = [colour for colour, _ in Counter(memoryview(pixels.constBits()).cast("I")).most_common()]
    hues = {colour & 0xC0C0C0: colour for colour in reversed(often)}.values()
    table = list(dict.fromkeys([*hues, *often]))[:256]
    return pixels.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def whole(widget: QWidget) -> QImage:
    settle()
    return widget.grab().toImage()


def part(widget: QWidget, height: int) -> QImage:
    """The upper part of a widget."""
    return whole(widget).copy(QRect(0, 0, widget.width(), min(height, widget.height())))


def settle() -> None:
    """Sections that grow with their text ask for their room one after the other."""
    for _ in range(12):
        QApplication.sendPostedEvents()


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def dialog_of(window: QWidget, qtbot: QtBot, kind: str, width: int = 0, height: int = 0) -> QDialog:
    """The open dialog of that class, once it has read what it shows."""
    (dialog,) = [one for one in window.findChildren(QDialog) if type(one).__name__ == kind and one.isVisible()]
    if isinstance(window, MainWindow):
        qtbot.waitUntil(lambda: window.session.jobs.idle)
    if width:
        dialog.resize(width, height)
    settle()
    return dialog


def store_of(window: MainWindow) -> Store:
    return window.session.store


def person(window: MainWindow, name: str = WHO) -> int:
    return store_of(window).find_contacts(name, limit=1)[0].id


def test_the_whole_window(desk: MainWindow, keep: Keep, tmp_path: Path) -> None:
    desk.resize(1024, 680)
    desk.go_to_contact(person(desk))
    keep("window", whole(desk))
    assert WHO in texts(desk.conversation)


def test_the_people(desk: MainWindow, keep: Keep) -> None:
    assert desk.people.model.rowCount() == 12
    keep("people", part(desk.people, 420))


def test_today(desk: MainWindow, keep: Keep) -> None:
    desk.show_today()
    picture = part(desk.conversation, 480)
    assert desk.conversation.today.lines
    keep("today", picture)


def test_the_offers_that_fit(desk: MainWindow, keep: Keep) -> None:
    desk.go_to_contact(person(desk))
    assert desk.offers.ideas()
    keep("offers", part(desk.offers, 520))


def test_the_band_between_two(desk: MainWindow, keep: Keep) -> None:
    desk.go_to_contact(person(desk))
    settle()
    (band,) = [one for one in desk.conversation.findChildren(QWidget) if type(one).__name__ == "ExchangeBand"]
    assert band.isVisible()
    around = QRect(band.mapTo(desk.conversation, QPoint()), band.size()).adjusted(-12, -8, 12, 8)
    keep("band", whole(desk.conversation).copy(around))


def test_a_conversation(desk: MainWindow, keep: Keep) -> None:
    desk.go_to_contact(person(desk))
    keep("conversation", part(desk.conversation, 560))


def test_listening(desk: MainWindow, keep: Keep) -> None:
    desk.resize(900, 600)
    desk.go_to_contact(person(desk))
    desk.actions_.listen.trigger()
    assert desk.listening.under_way and desk.listening.room is not None
    keep("listening", whole(desk.listening.room))


def test_the_questions(desk: MainWindow, keep: Keep, qtbot: QtBot) -> None:
    desk.go_to_contact(person(desk))
    desk.actions_.pick_questions.trigger()
    keep("questions", whole(dialog_of(desk, qtbot, "QuestionPicker", WIDEST, 520)))


def test_a_prep_sheet(desk: MainWindow, keep: Keep) -> None:
    size = QSizeF(595, 842)  # A4 in points
    page = sheet_page(sheet_data(store_of(desk), person(desk), None, store_of(desk).now()), size)
    assert page.fits
    picture = QImage(size.toSize(), QImage.Format.Format_RGB888)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    page.draw(painter)
    painter.setPen(Qt.GlobalColor.lightGray)
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    keep("prep-sheet", picture)


def test_what_an_import_would_do(desk: MainWindow, keep: Keep, qtbot: QtBot, tmp_path: Path) -> None:
    known = store_of(desk).contact(person(desk)).person
    mail = known.values(r.PointKind.EMAIL)[0]
    cards = (
        ("Marta Lindqvist", "marta@quiet.example"),
        ("P. Raman", mail),
        ("Okoye Bello", "okoye@bello.example"),
        ("", ""),
    )
    file = tmp_path / "phone.vcf"
    file.write_text(
        "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{at}\r\nEND:VCARD\r\n" for name, at in cards),
        "utf-8",
    )
    desk.incoming.open([file])
    sheet = dialog_of(desk, qtbot, "ImportSheet", 860, 560)
    keep("import", whole(sheet))


def test_two_entries_of_one_person(desk: MainWindow, keep: Keep, qtbot: QtBot) -> None:
    known = store_of(desk).contact(person(desk)).person
    double = r.Person("P. Raman", given="P.", family="Raman", title="Head of research", points=known.points[:1])
    desk.session.run(store_of(desk).add_contact, double)
    desk.actions_.find_duplicates.trigger()
    sheet = dialog_of(desk, qtbot, "DuplicatesSheet", 820, 560)
    keep("duplicates", whole(sheet))


def test_an_introduction(desk: MainWindow, keep: Keep, qtbot: QtBot) -> None:
    one, other = person(desk), person(desk, "Tomás Alvarez")
    made = store_of(desk).introduce(one, other, "both want forms that patients can read").new_id(r.Kind.INTRODUCTION)
    store_of(desk).record_introduction(made, r.IntroductionKind.FIRST_ASKED, store_of(desk).now())
    desk.go_to_contact(one)
    settle()
    section = desk.conversation.person.interview_page.introductions
    section.rows[0].go_on.click()
    sheet = dialog_of(section, qtbot, "IntroductionSheet", WIDEST, 540)
    keep("introduction", whole(sheet))


def test_the_map(desk: MainWindow, keep: Keep, qtbot: QtBot) -> None:
    desk.actions_.map.trigger()
    dialog = dialog_of(desk, qtbot, "MapDialog", 900, 560)
    keep("map", whole(dialog))


def test_the_weekly_review(desk: MainWindow, keep: Keep, qtbot: QtBot) -> None:
    desk.actions_.review.trigger()
    keep("review", whole(dialog_of(desk, qtbot, "ReviewSheet", WIDEST, 480)))


def test_the_employers(desk: MainWindow, keep: Keep, qtbot: QtBot) -> None:
    desk.actions_.employers.trigger()
    keep("employers", whole(dialog_of(desk, qtbot, "EmployersSheet", 860, 560)))


def test_the_preferences(desk: MainWindow, keep: Keep, qtbot: QtBot) -> None:
    desk.actions_.preferences.trigger()
    keep("preferences", whole(dialog_of(desk, qtbot, "PreferencesDialog")))


def test_the_backups(desk: MainWindow, keep: Keep, qtbot: QtBot, tmp_path: Path) -> None:
    store = store_of(desk)
    store.keep_backups(tmp_path / "backups")
    assert store.backups is not None
    store.backups.make(store.opened, Reason.DAILY, store.now())
    desk.session.run(store.add_contact, r.Person("Okoye Bello"))
    store.backups.make(store.opened, Reason.IMPORT, store.now())
    desk.session.run(store.add_contact, r.Person("Marta Lindqvist"))
    desk.vault.show_backups()
    dialog = dialog_of(desk, qtbot, "BackupsDialog", 640, 480)
    qtbot.waitUntil(lambda: "Marta" in dialog.what.toPlainText())  # type: ignore[attr-defined]
    keep("backups", whole(dialog))


def test_the_picture_of_the_readme(desk: MainWindow, tmp_path: Path) -> None:
    folder = os.environ.get("NETPLUS_PICTURES")
    out = Path(folder).parents[2] / ".github" / "window.png" if folder else tmp_path / "window.png"
    screenshot.take(store_of(desk), out, desk.size(), "light", WHO)
    assert QImage(str(out)).size() == desk.size()
