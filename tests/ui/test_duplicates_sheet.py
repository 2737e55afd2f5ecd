"""The sheet of duplicates in the real window: looked for, compared, merged, kept apart, taken back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from netplus_desktop.core import records as r
from netplus_desktop.ui.duplicates.sheet import DuplicatesSheet
from netplus_desktop.ui.main_window import MainWindow

MAIL = r.Point(r.PointKind.EMAIL, "priya@calder.example")


def add(window: MainWindow, name: str, **fields: object) -> int:
    given, _, family = name.rpartition(" ")
    person = r.Person(name, given=given, family=family, **fields)  # type: ignore[arg-type]
    changes = window.session.run(window.session.store.add_contact, person)
    assert changes is not None
    return changes.new_id(r.Kind.CONTACT)


def opened(qtbot: QtBot, window: MainWindow) -> DuplicatesSheet:
    window.actions_.find_duplicates.trigger()
    sheet = window.findChild(DuplicatesSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.model is not None and window.session.jobs.idle)
    return sheet


def test_two_are_compared_and_made_one_as_was_chosen(qtbot: QtBot, window: MainWindow) -> None:
    kept = add(window, "Priya Raman", points=(MAIL,), title="Researcher", note="Met at the fair.")
    other = add(window, "P. Raman", points=(MAIL,), title="Head of research", tags=("mentor",))
    sheet = opened(qtbot, window)
    assert sheet.list.model().rowCount() == 1
    assert (
        sheet.list.model().index(0, 0).data()
        == "Priya Raman · P. Raman\nThe same e-mail address; one name is an initial"
    )
    assert set(sheet.comparison.choices) == {"name", "given", "title"}
    sheet.comparison.choices["title"][1].click()
    sheet.merge.click()
    store = window.session.store
    one = store.contact(kept).person
    assert (one.name, one.title, one.tags) == ("Priya Raman", "Head of research", ("mentor",))
    assert not store.contact_rows([other]) and window.people.model.rowCount() == 1
    assert sheet.outcome.isVisible() and "Priya Raman" in sheet.strip.text()
    sheet.strip.action_button().click()  # Undo
    qtbot.waitUntil(lambda: sheet.model is not None and sheet.model.rowCount() == 1)
    assert store.contact(other).person.title == "Head of research"
    sheet.close()


def test_two_people_stay_two_by_keyboard_and_are_not_shown_again(qtbot: QtBot, window: MainWindow) -> None:
    for title in ("the elder", "the younger"):
        add(window, "Anna Weiß", points=(MAIL,), title=title)
    sheet = opened(qtbot, window)
    assert sheet.list.hasFocus() or not sheet.isActiveWindow()
    QTest.keyClick(sheet.apart, Qt.Key.Key_Space)
    assert sheet.outcome.isVisible() and not sheet.merge.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    again = opened(qtbot, window)
    assert again.model is not None and again.model.rowCount() == 0
    assert window.session.store.counts().people == 2


def test_deciding_goes_on_with_the_next_pair(qtbot: QtBot, window: MainWindow) -> None:
    for name in ("Anna Weiß", "Hugo Marchand", "Priya Raman"):
        mail = r.Point(r.PointKind.EMAIL, f"{name[:4].lower()}@calder.example")
        for _ in range(2):
            add(window, name, points=(mail,))
    sheet = opened(qtbot, window)
    assert sheet.count.text() == "3 pairs to look at"
    first = sheet.pair()
    sheet.merge.click()
    assert sheet.count.text() == "2 pairs to look at" and sheet.pair() not in (None, first)
    sheet.apart.click()
    assert sheet.count.text() == "1 pair to look at"
    sheet.merge.click()
    assert window.session.store.counts().people == 4
    sheet.close()


def test_values_are_shown_as_they_stand(qtbot: QtBot, window: MainWindow) -> None:
    for title in ("R&D <b>lead</b>", "R&D & more"):
        add(window, "Anna Weiß", points=(MAIL,), title=title)
    sheet = opened(qtbot, window)
    buttons = sheet.comparison.choices["title"]
    assert [button.text().replace("&&", "&") for button in buttons] == ["R&D <b>lead</b>", "R&D & more"]
    sheet.close()
