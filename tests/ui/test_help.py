"""The guide: read in the window, true to the menus, and open at the page about what is in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop import __version__
from netplus_desktop.assets import resource, resources
from netplus_desktop.store.store import Store
from netplus_desktop.ui.dialogs import guide
from netplus_desktop.ui.dialogs.guide import Guide
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Settings

PAGES = {path.stem: path.read_text("utf-8") for path in sorted(resource("help").glob("*.md"))}
SOURCES = "\n".join(path.read_text("utf-8") for path in Path(guide.__file__).parents[1].rglob("*.py"))


def opened(window: QWidget) -> Guide:
    found = window.findChild(Guide)
    assert found is not None and found.isVisible()
    return found


def top_line(book: Guide) -> str:
    """The first words that can be read in the page as it is scrolled."""
    return book.text.cursorForPosition(book.text.viewport().rect().topLeft() + QPoint(40, 20)).block().text()


def test_the_guide_lists_every_page_by_its_title_and_shows_it(window: MainWindow) -> None:
    window.actions_.guide.trigger()
    book = opened(window)
    assert not book.isModal()  # it can lie beside the window while one tries what it says
    titles = [book.contents.item(row).text() for row in range(book.contents.count())]
    told = {text.splitlines()[0].removeprefix("# ") for text in PAGES.values()}
    assert set(titles) == told | {"What is new"} and len(titles) == len(told) + 1
    for row, title in enumerate(titles):
        book.contents.setCurrentRow(row)
        shown = book.text.toPlainText()
        assert book.windowTitle() == title and len(shown) > 500
        assert [mark for mark in ("##", "**", "](", "`") if mark in shown] == [], title


def test_the_data_page_of_the_guide_stands_in_the_menu(window: MainWindow) -> None:
    window.actions_.your_data.trigger()
    assert opened(window).windowTitle() == "How your data is kept"
    assert "Against what it does not protect" in opened(window).text.toPlainText()


@pytest.mark.parametrize(
    ("place", "page", "section"),
    [
        ("people", "people", ""),
        ("search", "people", "Find somebody"),
        ("offers", "offers", ""),
        ("conversation", "today", ""),
    ],
)
def test_f1_opens_the_page_about_the_pane_in_focus(
    sample_window: MainWindow, place: str, page: str, section: str
) -> None:
    if place == "search":
        sample_window.search.setFocus()
    else:
        {
            "people": sample_window.actions_.go_people,
            "offers": sample_window.actions_.go_offers,
            "conversation": sample_window.actions_.go_conversation,
        }[place].trigger()
    if place == "people":
        sample_window.people.view.setFocus()
    QTest.keyClick(sample_window, Qt.Key.Key_F1)
    assert opened(sample_window).page == page
    if section:
        assert top_line(opened(sample_window)) == section


def test_f1_on_a_persons_page_tells_of_the_part_in_focus(sample_window: MainWindow) -> None:
    (contact,) = sample_window.session.store.find_contacts("Priya Raman", limit=1)
    sample_window.go_to_contact(contact.id)
    sample_window.actions_.write_notes.trigger()
    QTest.keyClick(sample_window, Qt.Key.Key_F1)
    assert (opened(sample_window).page, top_line(opened(sample_window))) == ("interviews", "Listen")


def test_f1_while_listening_leaves_the_notes_where_they_are(sample_window: MainWindow) -> None:
    (contact,) = sample_window.session.store.find_contacts("Priya Raman", limit=1)
    sample_window.go_to_contact(contact.id)
    sample_window.actions_.listen.trigger()
    QTest.keyClick(sample_window, Qt.Key.Key_F1)
    assert (opened(sample_window).page, top_line(opened(sample_window))) == ("interviews", "Listen")
    assert sample_window.listening.under_way


def test_f1_in_a_dialog_opens_a_guide_that_can_be_read_over_it(sample_window: MainWindow, qtbot: QtBot) -> None:
    sample_window.actions_.preferences.trigger()
    dialog = sample_window.findChild(QDialog)
    assert dialog is not None and dialog.isModal()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    book = opened(dialog)
    assert book.page == "preferences"
    QTest.keyClick(book.contents, Qt.Key.Key_Home)  # nothing lies over it
    assert book.page == guide.PAGES[0]
    book.accept()
    assert dialog.isVisible()


def test_a_second_f1_turns_the_pages_of_the_guide_that_is_open(sample_window: MainWindow) -> None:
    sample_window.people.view.setFocus()
    sample_window.actions_.guide.trigger()
    sample_window.actions_.go_offers.trigger()
    sample_window.actions_.guide.trigger()
    assert [book.page for book in sample_window.findChildren(Guide)] == ["offers"]


def test_a_link_leads_to_its_section(window: MainWindow) -> None:
    window.actions_.guide.trigger()
    book = opened(window)
    book.turn_to("start")
    book.text.anchorClicked.emit("vault.md#keyring-passphrase-recovery-key")
    assert (book.windowTitle(), top_line(book)) == ("The vault and its keys", "Keyring, passphrase, recovery key")


def test_links_are_followed_by_keys(window: MainWindow) -> None:
    book = guide.show_guide(window, "start")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):
        QTest.keyClick(book.text, key)
    assert book.isVisible() and book.page == "people"


def headings(page: str) -> set[str]:
    return {guide.anchor(line.lstrip("# ")) for line in PAGES[page].splitlines() if line.startswith("## ")}


def test_every_link_of_the_guide_leads_somewhere() -> None:
    lost = []
    links = [(page, link) for page, text in PAGES.items() for link in re.findall(r"(?<!!)\[[^]]*\]\(([^)]*)\)", text)]
    links += [(f"F1 in {name}", where.replace("#", ".md#", 1)) for name, where in guide.ABOUT.items()]
    assert len(links) > 60
    for source, link in links:
        page, _, section = link.partition("#")
        page = page.removesuffix(".md")
        if page not in PAGES or (section and section not in headings(page)):
            lost.append((source, link))
    assert lost == []


def test_every_dialog_has_its_page() -> None:
    bases = dict(re.findall(r"^class (\w+)\((\w+)[,)]", SOURCES, re.MULTILINE))

    def line(name: str) -> Iterator[str]:
        while name:
            yield name
            name = bases.get(name, "")

    plain = {"AboutDialog", "Guide", "ReportDialog", "FaultDialog"}  # they tell of themselves
    made = {name for name in bases if {"Frame", "QDialog"} & set(line(name))}
    made -= set(bases.values())  # what only others are made of
    assert len(made) > 25
    assert {name for name in made - plain if not guide.ABOUT.keys() & set(line(name))} == set()
    assert [name for name in guide.ABOUT if name not in bases] == []


def test_every_picture_is_there_is_small_and_is_used() -> None:
    named = {name for text in PAGES.values() for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)}
    there = {f"pictures/{path.name}" for path in resources().joinpath("help", "pictures").iterdir()}
    assert named == there and len(there) >= 10
    for name in there:
        path = resource("help", *name.split("/"))
        image = QImage(str(path))
        assert path.stat().st_size <= 120 * 1024, name
        assert image.width() <= 700, f"{name} is wider than the page"
        corner = image.pixelColor(image.width() - 2, 2)
        assert corner.lightness() > 200, f"{name} is not in the light colours"


def test_every_command_that_the_help_names_stands_in_the_menus(window: MainWindow) -> None:
    def titles(menu: QMenu, path: str) -> Iterator[str]:
        for action in menu.actions():
            title = f"{path} > {action.text().replace('&', '')}"
            yield title
            below = action.menu()
            if isinstance(below, QMenu):
                yield from titles(below, title)

    known = {
        title
        for menu in window.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for title in titles(menu, menu.title().replace("&", ""))
    }
    named = [
        (page, " ".join(command.split()))
        for page, text in PAGES.items()
        for command in re.findall(r"\*([A-Z][^*]*? > [^*]+)\*", text)
        if command.split(" > ")[0] in {title.split(" > ")[0] for title in known}
    ]
    assert len(named) >= 60
    assert [command for command in named if command[1] not in known] == []


# --- what is new ------------------------------------------------------------------------------------------------


def test_what_is_new_is_shown_once_after_an_update(qtbot: QtBot, tmp_path: Path, store: Store) -> None:
    path = tmp_path / "netplus.ini"
    settings = Settings(path)
    settings.version_seen = "0.0.9"
    settings.write()
    settings = Settings(path)
    window = open_window(store, settings)
    window.show()
    qtbot.waitUntil(lambda: bool(window.findChildren(Guide)))
    shown = opened(window).text.toPlainText()
    assert opened(window).windowTitle() == "What is new" and not opened(window).isModal()
    assert __version__ in shown and "For those who build it" in shown
    settings.write()
    assert Settings(path).version_seen == __version__
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("seen", ["", __version__])
def test_nothing_is_told_at_the_first_start_nor_without_an_update(
    qtbot: QtBot, store: Store, settings: Settings, seen: str
) -> None:
    settings.version_seen = seen
    window = open_window(store, settings)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    assert window.findChildren(Guide) == [] and settings.version_seen == __version__
    window.close()
    window.deleteLater()
