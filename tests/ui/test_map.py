"""The map of introductions in the real window: by pointer, by keys, in words, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItemIterator
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import IntroductionKind, Kind, Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.map.dialog import MapDialog
from netplus_desktop.ui.map.on_paper import map_pages
from netplus_desktop.ui.printing import write_pdf
from netplus_desktop.ui.settings import Settings
from tests.ui.test_printing import run


@pytest.fixture
def ids(window: MainWindow) -> dict[str, int]:
    """Ada introduced Ben and Chi, Ben introduced Dewi; Professor Kim, who is no contact, introduced Eva."""
    found = {}
    for name, by in (("Ada", ""), ("Ben", "Ada"), ("Chi", "Ada"), ("Dewi", "Ben"), ("Eva", "Professor Kim")):
        changes = window.session.run(window.session.store.add_contact, Person(name, introduced_by=by))
        assert changes is not None
        found[name] = changes.new_id(Kind.CONTACT)
    window.show_today()
    return found


def opened(window: MainWindow, qtbot: QtBot) -> MapDialog:
    window.actions_.map.trigger()
    dialog = window.findChild(MapDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    return dialog


def on_screen(dialog: MapDialog, key: int) -> QPoint:
    place = dialog.map.place_of(key)
    return dialog.map.mapFromScene(place.x, place.y)


def words_of(dialog: MapDialog) -> list[tuple[str, str]]:
    """(who, whom they stand under) of the words beside the map."""
    found, at = [], QTreeWidgetItemIterator(dialog.chains)
    while (item := at.value()) is not None:
        above = item.parent()
        found.append((item.text(0), above.text(0) if above else ""))
        at += 1
    return found


def test_a_click_on_somebody_chooses_them_in_the_window(window: MainWindow, qtbot: QtBot, ids: dict[str, int]) -> None:
    dialog = opened(window, qtbot)
    QTest.mouseClick(dialog.map.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(dialog, ids["Dewi"]))
    assert window.conversation.current_contact() == ids["Dewi"] and window.people.selected_ids() == [ids["Dewi"]]
    assert dialog.isVisible()
    assert dialog.told.text() == "Dewi · introduced to you by Ben"


def test_the_arrow_keys_lead_along_the_lines_and_round_the_rings(
    window: MainWindow, qtbot: QtBot, ids: dict[str, int]
) -> None:
    dialog = opened(window, qtbot)
    view, at = dialog.map, []
    view.stand_on(ids["Ada"])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(view, key)
        at.append(view.at())
    on_second = [place.knot.key for place in view.rings.ring(2)]
    assert on_second[:2] == [ids["Ben"], ids["Chi"]]
    assert at == [ids[name] for name in ("Ben", "Chi", "Ben", "Dewi", "Ben", "Ada")]
    assert window.conversation.current_contact() is None  # moving about chooses nobody
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.conversation.current_contact() == ids["Eva"]


def test_the_words_beside_the_map_say_the_same_and_go_along_with_it(
    window: MainWindow, qtbot: QtBot, ids: dict[str, int]
) -> None:
    dialog = opened(window, qtbot)
    assert words_of(dialog) == [
        ("Ada", ""),
        ("Ben", "Ada"),
        ("Dewi", "Ben"),
        ("Chi", "Ada"),
        ("Professor Kim", ""),
        ("Eva", "Professor Kim"),
    ]
    dialog.map.stand_on(ids["Chi"])
    assert dialog.chains.currentItem().text(0) == "Chi"
    dialog.chains.setFocus()
    dialog.chains.keyboardSearch("Eva")
    assert dialog.map.at() == ids["Eva"]
    assert dialog.map.accessibleDescription() == "Eva · introduced to you by Professor Kim"
    QTest.keyClick(dialog.chains, Qt.Key.Key_Return)
    assert window.conversation.current_contact() == ids["Eva"]


def test_a_screen_reader_finds_everybody(window: MainWindow, qtbot: QtBot, ids: dict[str, int]) -> None:
    dialog = opened(window, qtbot)
    tree = QAccessible.queryAccessibleInterface(dialog.chains)
    spoken = [tree.child(at).text(QAccessible.Text.Name) for at in range(tree.childCount())]
    assert tree.text(QAccessible.Text.Name) == "Who introduced whom"
    assert [name for name in ("Ada", "Ben", "Chi", "Dewi", "Eva", "Professor Kim") if name not in spoken] == []


def test_an_introducer_who_is_no_contact_cannot_be_shown(window: MainWindow, qtbot: QtBot, ids: dict[str, int]) -> None:
    dialog = opened(window, qtbot)
    kim = next(place.knot.key for place in dialog.map.rings.places if place.knot.name == "Professor Kim")
    QTest.mouseClick(dialog.map.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(dialog, kim))
    assert dialog.told.text().endswith("not among your contacts")
    assert not dialog.show_person.isEnabled() and window.conversation.current_contact() is None


def test_the_map_follows_the_vault_and_stays_where_it_stands(
    window: MainWindow, qtbot: QtBot, ids: dict[str, int]
) -> None:
    dialog = opened(window, qtbot)
    dialog.map.stand_on(ids["Dewi"])
    window.session.run(window.session.store.edit_contact, ids["Chi"], introduced_by="Dewi")
    qtbot.waitUntil(lambda: ("Chi", "Dewi") in words_of(dialog))
    assert dialog.map.at() == ids["Dewi"] and dialog.chains.currentItem().text(0) == "Dewi"
    assert dialog.told.text() == "Dewi · introduced to you by Ben · introduced 1 person to you"
    window.undo()
    qtbot.waitUntil(lambda: ("Chi", "Ada") in words_of(dialog))
    window.session.run(window.session.store.delete_contacts, [ids["Dewi"]])
    qtbot.waitUntil(lambda: dialog.map.at() == ids["Ada"])


def test_whom_i_introduced_to_each_other_are_joined_on_the_map_and_in_words(
    window: MainWindow, qtbot: QtBot, ids: dict[str, int], tmp_path: Path
) -> None:
    dialog = opened(window, qtbot)
    assert "dashed" not in dialog.summary.text()
    store = window.session.store
    changes = window.session.run(store.introduce, ids["Chi"], ids["Eva"], "both keep bees")
    assert changes is not None
    one = changes.new_id(Kind.INTRODUCTION)
    window.session.run(store.introduce_all_the_same, one, "both asked me for it")
    window.session.run(store.record_introduction, one, IntroductionKind.INTRODUCED, store.now())
    qtbot.waitUntil(lambda: "dashed lines: whom you introduced to each other" in dialog.summary.text())
    dialog.map.stand_on(ids["Eva"])
    assert dialog.told.text() == "Eva · introduced to you by Professor Kim · you introduced them to Chi"
    path = tmp_path / "map.pdf"
    write_pdf(map_pages(dialog.web, store.now()), path, "A4")
    assert "Chi and Eva" in run("pdftotext", "-layout", path, "-")


def test_whoever_the_map_stands_on_is_ringed_and_the_ring_shows_the_focus(
    window: MainWindow, qtbot: QtBot, ids: dict[str, int]
) -> None:
    dialog = opened(window, qtbot)

    def ring() -> str:
        at = on_screen(dialog, ids["Dewi"])
        column = dialog.grab().toImage()
        corner = dialog.map.viewport().mapTo(dialog, at)
        tones = {theme.colour(tone).name(): tone for tone in (theme.Tone.ACCENT, theme.Tone.OUTLINE)}
        seen = [tones.get(column.pixelColor(corner.x(), corner.y() - away).name()) for away in range(8, 60)]
        return next((str(tone) for tone in reversed(seen) if tone is not None), "")

    dialog.map.stand_on(ids["Dewi"])
    dialog.map.setFocus()
    assert ring() == theme.Tone.ACCENT
    dialog.chains.setFocus()
    assert ring() == theme.Tone.OUTLINE


def test_the_window_can_go_while_the_map_has_the_focus(qtbot: QtBot, store: Store, settings: Settings) -> None:
    store.add_contact(Person("Ben", introduced_by="Ada"))
    window = open_window(store, settings)
    window.show()
    gone: list[str] = []
    dialog = opened(window, qtbot)
    dialog.map.setFocus()
    dialog.destroyed.connect(lambda: gone.append("map"))
    del dialog
    window.close()
    window.deleteLater()
    del window  # as the lock lets it go: nobody holds it any more
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == ["map"]


def test_zooming_by_key_and_back_to_the_whole(window: MainWindow, qtbot: QtBot, ids: dict[str, int]) -> None:
    dialog = opened(window, qtbot)
    view = dialog.map
    whole = view.transform().m11()
    QTest.keyClicks(view, "++")
    assert view.transform().m11() > whole * 1.3
    QTest.keyClicks(view, "-")
    QTest.keyClicks(view, "0")
    assert view.transform().m11() == pytest.approx(whole)


def test_the_map_opens_on_who_is_shown(window: MainWindow, qtbot: QtBot, ids: dict[str, int]) -> None:
    window.go_to_contact(ids["Chi"])
    dialog = opened(window, qtbot)
    assert dialog.map.at() == ids["Chi"] and dialog.chains.currentItem().text(0) == "Chi"


def test_whoever_the_map_opens_on_is_in_view_where_the_whole_does_not_fit(window: MainWindow, qtbot: QtBot) -> None:
    before = ""
    for name in ("Ada", "Ben", "Chi", "Dewi", "Eva"):  # five rings, wider than the window
        last = window.session.store.add_contact(Person(name, introduced_by=before)).new_id(Kind.CONTACT)
        before = name
    window.go_to_contact(last)
    dialog = opened(window, qtbot)
    assert not dialog.map.viewport().rect().contains(dialog.map.mapFromScene(dialog.map.sceneRect()).boundingRect())
    assert dialog.map.viewport().rect().contains(on_screen(dialog, last))
    dialog.resize(dialog.width() - 40, dialog.height() - 40)
    assert dialog.map.viewport().rect().contains(on_screen(dialog, last))


def test_an_empty_map_says_how_somebody_comes_onto_it(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    assert dialog.nobody.isVisible() and "Edit details" in dialog.nobody.text()
    assert not dialog.map.isVisible() and not dialog.print.isEnabled() and not dialog.save.isEnabled()


def test_one_map_is_open_at_a_time_and_a_closed_one_opens_again(window: MainWindow, qtbot: QtBot) -> None:
    first = opened(window, qtbot)
    window.actions_.map.trigger()
    assert window.findChildren(MapDialog) == [first]
    first.close_button.click()
    qtbot.waitUntil(lambda: not window.findChildren(MapDialog))
    assert opened(window, qtbot).isVisible()


def test_everybody_stands_on_paper_on_the_map_and_in_words(
    window: MainWindow, qtbot: QtBot, ids: dict[str, int], tmp_path: Path
) -> None:
    dialog = opened(window, qtbot)
    path = tmp_path / "map.pdf"
    write_pdf(map_pages(dialog.web, window.session.store.now()), path, "A4")
    drawn, listed = run("pdftotext", "-layout", path, "-").split("\f")[:2]
    for name in (*ids, "Professor Kim"):
        assert name in drawn, name
        assert name in listed, name
    assert "Map of introductions" in drawn and "You" in drawn and "Who introduced whom" in listed


def test_the_map_can_be_read_in_the_dark_and_in_large_letters(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, ids: dict[str, int]
) -> None:
    dialog = opened(window, qtbot)
    before = dialog.map.rings.radii
    theme.apply(qapp, Qt.ColorScheme.Dark, qapp.font(), 150)
    assert dialog.map.rings.radii[0] > before[0] * 1.2  # the names have room at their new size
    assert dialog.map.scene().backgroundBrush().color() == theme.colour(theme.Tone.BASE)
