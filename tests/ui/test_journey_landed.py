"""The landing: a job is found, everyone who helped is listed by kind of help and told, and kept in touch with lightly.

Once by keyboard alone, once by mouse; each ends with what is in the vault and on the page.
"""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import (
    Direction,
    DraftKind,
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    Person,
    Point,
    PointKind,
    Tier,
)
from netplus_desktop.ui.landing.sheet import LandingSheet
from netplus_desktop.ui.main_window import MainWindow
from tests.ui.hands import Keyboard, Mouse

HELPERS = 23


def network(window: MainWindow) -> list[str]:
    """Twenty-three people who helped, each in one of the five ways, and three who did not. Returns their names in
    the order in which the sheet lists them."""
    store, names = window.session.store, list[list[str]]([[], [], [], [], []])
    window.session.settings.signature = "Kim Berg"
    now = store.now()
    for number in range(HELPERS):
        name = f"Helper {number:02}"
        mail = Point(PointKind.EMAIL, f"helper{number}@example.org")
        who = store.add_contact(Person(name=name, given=name, points=(mail,))).new_id(Kind.CONTACT)
        kind = number % 5
        if kind == 0:
            store.add_contact(Person(name=f"Met {number:02}", introduced_by=name))
        elif kind == 1:
            store.add_heard(who, HeardKind.REFERRAL, f"Somebody {number:02}")
        elif kind == 2:
            store.add_heard(who, HeardKind.TAKEAWAY, f"Advice {number:02}", action="follow it")
        elif kind == 3:
            talk = store.plan_interview(who, InterviewPlan()).new_id(Kind.INTERVIEW)
            store.record_event(talk, EventKind.HELD, now - timedelta(days=30))
        else:
            store.record_share(who, Direction.THEY_SHARED, f"Book {number:02}", now.date())
        names[kind].append(name)
    closest = store.find_contacts("Helper 01", limit=1)[0].id
    window.session.run(store.set_tier, [closest], Tier.INNER)  # the window hears of all of them with it
    return [name for group in names for name in group]


def listed(sheet: LandingSheet) -> tuple[list[str], list[str]]:
    """The headings, and the people, as they stand in the list."""
    items = [sheet.list.item(row) for row in range(sheet.list.count())]
    headings = [item.text() for item in items if item.flags() == Qt.ItemFlag.NoItemFlags]
    return headings, [item.text() for item in items if item.flags() != Qt.ItemFlag.NoItemFlags]


def test_by_keyboard_all_are_told_and_then_kept_in_touch_with_lightly(window: MainWindow, qtbot: QtBot) -> None:
    names = network(window)
    store = window.session.store
    hand = Keyboard(window, qtbot)
    hand.press("Ctrl+Shift+J")
    sheet = hand.opened(LandingSheet)
    qtbot.waitUntil(sheet.employer.hasFocus)
    hand.write("Northwind Health")
    hand.press("Tab")
    hand.write("Analyst")
    hand.press("Return")  # the one button that answers Enter
    qtbot.waitUntil(lambda: sheet.list.count() > 0)
    headings, people = listed(sheet)
    assert headings == [
        "Introduced you", "Named people to you", "Gave advice", "Gave their time", "Helped in other ways"
    ]  # fmt: skip
    assert people == names
    assert sheet.about.text() == f"0 of {HELPERS} know of it"

    hand.go_to(sheet.composer.copy_button)
    for told, name in enumerate(names, 1):
        assert sheet.name.text() == name
        hand.press("Space")  # Copy
        assert "Northwind Health" in QGuiApplication.clipboard().text()
        hand.press("Space")  # Yes, it went out
        assert sheet.about.text() == f"{told} of {HELPERS} know of it"
    hand.choose(sheet.light)
    assert f"{HELPERS - 1} people" in sheet.strip.text(), "who is of the inner circle stays there"
    hand.press("Escape")

    landing = store.landing()
    assert landing is not None and (landing.organisation, landing.role) == ("Northwind Health", "Analyst")
    contacts = [store.contact(store.find_contacts(name, limit=1)[0].id) for name in names]
    for contact in contacts:
        (note,) = contact.drafts
        assert note.kind is DraftKind.LANDING and note.sent is not None
        assert contact.person.name in note.body and "as Analyst at Northwind Health" in note.body
        assert store.open_loops(contact) == ()
    assert {contact.tier for contact in contacts} == {Tier.LIGHT, Tier.INNER}
    window.go_to_contact(contacts[2].id)
    assert window.conversation.person.interview_page.loops.isHidden()


def test_by_mouse_one_is_told_and_the_rest_later(window: MainWindow, qtbot: QtBot) -> None:
    names = network(window)
    store = window.session.store
    hand = Mouse(window, qtbot)
    hand.command(window.actions_.landed)
    sheet = hand.opened(LandingSheet)
    hand.go_to(sheet.employer)
    hand.write("Northwind Health")
    sheet.day.open_calendar()
    first = store.now().astimezone().date() + timedelta(days=20)
    sheet.day.calendar().clicked.emit(QDate(first.year, first.month, first.day))
    hand.choose(sheet.begin)
    qtbot.waitUntil(lambda: sheet.list.count() > 0)
    row = next(row for row in range(sheet.list.count()) if sheet.list.item(row).text() == "Helper 02")
    hand.click(sheet.list.viewport(), sheet.list.visualItemRect(sheet.list.item(row)).center())
    assert sheet.name.text() == "Helper 02" and "Advice 02" in sheet.composer.body.toPlainText()
    sheet.composer.body.setPlainText(sheet.composer.body.toPlainText() + "\n\nPS: the tea was good.")
    opened_addresses = list[str]()

    def answer(url: object) -> bool:
        opened_addresses.append(url.toString())  # type: ignore[attr-defined]
        return True

    sheet.composer.open_address = answer
    hand.choose(sheet.composer.mail_button)
    assert opened_addresses[0].startswith("mailto:helper2@example.org")
    hand.choose(sheet.composer.sent_bar.yes)
    assert sheet.about.text() == f"1 of {HELPERS} know of it"
    assert sheet.name.text() == "Helper 07", "the next who gave advice"
    assert "Helper 02 · told today" in listed(sheet)[1]
    hand.choose(sheet.strip.action_button())  # Undo: it did not go out after all
    qtbot.waitUntil(lambda: sheet.about.text() == f"0 of {HELPERS} know of it")
    window.redo()
    qtbot.waitUntil(lambda: sheet.about.text() == f"1 of {HELPERS} know of it")
    hand.choose(sheet.close_button)

    who = store.find_contacts("Helper 02", limit=1)[0].id
    (note,) = store.contact(who).drafts
    assert note.body.endswith("PS: the tea was good.") and note.sent is not None
    assert [heard.reported for heard in store.contact(who).heard] == [store.now().astimezone().date()]
    landing = store.landing()
    assert landing is not None and landing.day == first
    hand.back()
    hand.command(window.actions_.landed)
    again = hand.opened(LandingSheet)
    qtbot.waitUntil(lambda: again.list.count() > 0)
    assert again.about.text() == f"1 of {HELPERS} know of it", "it goes on where it was left"
    assert again.employer.text() == "Northwind Health"
    assert len(listed(again)[1]) == len(names)
    again.reject()


def test_where_nobody_helped_yet_it_says_what_counts_as_help(window: MainWindow, qtbot: QtBot) -> None:
    window.add_person("Nora")
    window.actions_.landed.trigger()
    (sheet,) = window.findChildren(LandingSheet)
    sheet.begin.click()
    assert "name of the employer" in sheet.strip.text()
    sheet.employer.setText("Northwind Health")
    sheet.begin.click()
    qtbot.waitUntil(lambda: "Nobody is recorded yet who helped" in sheet.about.text())
    assert sheet.list.isHidden() or not sheet.list.isVisible()
    sheet.withdraw.click()
    assert window.session.store.landing() is None and sheet.begin.isVisible()
    sheet.reject()


def test_a_note_that_was_begun_is_there_again_after_the_window_went(window: MainWindow, qtbot: QtBot) -> None:
    names = network(window)
    store = window.session.store
    window.actions_.landed.trigger()
    (sheet,) = window.findChildren(LandingSheet)
    sheet.employer.setText("Northwind Health")
    sheet.begin.click()
    qtbot.waitUntil(lambda: sheet.list.count() > 0)
    sheet.composer.body.setPlainText("Only for you")
    window.session.stop()  # as the lock does, before anything else was told
    (note,) = store.contact(store.find_contacts(names[0], limit=1)[0].id).drafts
    assert (note.body, note.sent) == ("Only for you", None)
