"""Introductions in the window: where they begin, what can be undone, what is refused, and who led to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from netplus_desktop.core.introductions import IntroductionLetter, IntroductionState, state_of
from netplus_desktop.core.records import IntroductionKind, Kind, Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui.introductions.begin import IntroduceDialog
from netplus_desktop.ui.introductions.chain import FIRST
from netplus_desktop.ui.introductions.section import IntroductionsSection
from netplus_desktop.ui.introductions.sheet import IntroductionSheet
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit

K = IntroductionKind


def known(store: Store, name: str) -> int:
    return store.add_contact(Person(name, given=name.split()[0])).new_id(Kind.CONTACT)


@pytest.fixture
def pair(window: MainWindow) -> tuple[int, int, int]:
    """Amara, shown, and Hugo, and the idea that they should meet."""
    store = window.session.store
    amara, hugo = known(store, "Amara Okafor"), known(store, "Hugo Berg")
    made = store.introduce(amara, hugo, "both look for patients early").new_id(Kind.INTRODUCTION)
    window.go_to_contact(amara)
    return amara, hugo, made


def section(window: MainWindow) -> IntroductionsSection:
    return window.conversation.person.interview_page.introductions


def opened(window: MainWindow, qtbot: QtBot) -> IntroductionSheet:
    qtbot.mouseClick(section(window).rows[0].go_on, Qt.MouseButton.LeftButton)
    (sheet,) = [one for one in window.findChildren(IntroductionSheet) if one.isVisible()]
    return sheet


def begun(window: MainWindow) -> IntroduceDialog:
    window.actions_.bring_together.trigger()
    (dialog,) = [one for one in window.findChildren(IntroduceDialog) if one.isVisible()]
    return dialog


def stands(window: MainWindow, introduction_id: int) -> IntroductionState:
    return state_of(window.session.store.introduction(introduction_id))


def put(field: GrowingTextEdit | CommitLineEdit, text: str) -> None:
    if isinstance(field, CommitLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)
    field.commit()


# --- where it begins --------------------------------------------------------------------------------------------


def test_the_dialog_asks_for_a_name_and_refuses_what_cannot_be(
    window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot
) -> None:
    dialog = begun(window)
    dialog.keep.click()
    assert dialog.isVisible() and "type a name" in dialog.error_text()
    put(dialog.who.edit, "Amara Okafor")
    dialog.keep.click()
    assert dialog.isVisible() and "same person" in dialog.error_text()
    put(dialog.who.edit, "Hugo Berg")
    dialog.keep.click()
    assert dialog.isVisible() and "under way already" in dialog.error_text()
    put(dialog.who.edit, "Ines Vidal")
    assert "Ines Vidal is not in your list yet" in dialog.new.text()
    dialog.keep.click()
    assert not dialog.isVisible() and len(window.session.store.contact_ids()) == 3
    (sheet,) = [one for one in window.findChildren(IntroductionSheet) if one.isVisible()]
    assert sheet.windowTitle() == "Amara Okafor and Ines Vidal"
    sheet.close_button.click()
    assert len(section(window).rows) == 2


def test_the_command_waits_until_somebody_is_shown(window: MainWindow, pair: tuple[int, int, int]) -> None:
    assert window.actions_.bring_together.isEnabled()
    window.show_today()
    assert not window.actions_.bring_together.isEnabled()


# --- the sheet --------------------------------------------------------------------------------------------------


def test_introducing_before_both_agree_takes_a_reason(
    window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot
) -> None:
    sheet = opened(window, qtbot)
    assert sheet.why.isHidden() and K.INTRODUCED not in sheet.acts
    sheet.override.trigger()
    assert sheet.why.isVisible() and sheet.focusWidget() is sheet.why
    put(sheet.why, "They asked each other for it at the fair")
    assert sheet.letter_heading.title.text() == "To both"
    sheet.acts[K.INTRODUCED].click()
    assert stands(window, pair[2]) is IntroductionState.INTRODUCED
    assert "before both had agreed, because: They asked each other" in sheet.standing.text()
    put(sheet.why, "")
    assert "introduced before both had agreed" in sheet.strip.text()
    assert window.session.store.introduction(pair[2]).override == "They asked each other for it at the fair"


def test_a_no_ends_it_and_can_be_taken_back_in_the_calendar(
    window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot
) -> None:
    sheet = opened(window, qtbot)
    sheet.acts[K.FIRST_ASKED].click()
    assert set(sheet.acts) == {K.FIRST_AGREES, K.DECLINED}
    sheet.acts[K.DECLINED].click()
    assert sheet.standing.text() == "Amara Okafor said no today" and sheet.acts == {}
    assert section(window).rows[0].go_on.text() == "Look at it…"
    sheet.days[K.FIRST_ASKED].chosen.emit(None)  # what "No date" in the calendar tells
    assert "Later things rest on this one" in sheet.strip.text()
    assert stands(window, pair[2]) is IntroductionState.DECLINED
    sheet.days[K.DECLINED].chosen.emit(None)
    assert stands(window, pair[2]) is IntroductionState.FIRST_ASKED and K.FIRST_AGREES in sheet.acts
    earlier = window.session.store.now().astimezone().date() - timedelta(days=3)
    calendar = sheet.days[K.FIRST_ASKED].calendar()
    calendar.activated.emit(QDate(earlier.year, earlier.month, earlier.day))
    asked = window.session.store.introduction(pair[2]).event(K.FIRST_ASKED)
    assert asked is not None and asked.astimezone().date() == earlier


def test_the_letter_follows_what_is_noted_until_the_user_writes_in_it(
    window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot
) -> None:
    store, sheet = window.session.store, opened(window, qtbot)
    assert "both look for patients early" in sheet.composer.letter().body
    put(sheet.second_blurb, "ran three panels")
    assert "A little more about Hugo: ran three panels." in sheet.composer.letter().body
    assert store.introduction_letter(pair[2], IntroductionLetter.TO_FIRST) is None, "nothing of the user's own yet"
    put(sheet.composer.body, "Dear Amara, in my own words about Hugo Berg")
    put(sheet.reason, "another reason")
    assert sheet.composer.letter().body == "Dear Amara, in my own words about Hugo Berg"
    sheet.close_button.click()
    again = opened(window, qtbot)
    assert again.composer.letter().body == "Dear Amara, in my own words about Hugo Berg"
    again.again.click()
    assert "another reason" in again.composer.letter().body
    again.tones.chips[list(again.tones.chips)[2]].click()
    assert again.composer.letter().body.startswith("Dear Amara Okafor,")
    again.composer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "", "a gap is still to be filled"


def test_tab_goes_from_top_to_bottom_also_past_what_came_last(
    window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot
) -> None:
    sheet = opened(window, qtbot)
    sheet.acts[K.FIRST_ASKED].click()
    stops = [sheet.days[K.FIRST_ASKED], sheet.acts[K.FIRST_AGREES], sheet.acts[K.DECLINED], sheet.more, sheet.reason]
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    stops[0].setFocus()
    for wanted in stops[1:]:
        qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.focusWidget() is wanted


def test_deleting_it_closes_the_sheet_and_undo_brings_it_back(
    window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot
) -> None:
    sheet = opened(window, qtbot)
    sheet.delete.trigger()
    qtbot.waitUntil(lambda: not sheet.isVisible())
    assert section(window).isHidden()
    window.undo()
    assert section(window).isVisible() and len(section(window).rows) == 1


def test_a_person_who_goes_takes_the_sheet_along(window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot) -> None:
    sheet = opened(window, qtbot)
    window.session.run(window.session.store.delete_contacts, [pair[1]])
    assert not sheet.isVisible() and section(window).isHidden()


def test_what_was_typed_is_kept_when_the_sheet_closes(
    window: MainWindow, pair: tuple[int, int, int], qtbot: QtBot
) -> None:
    sheet = opened(window, qtbot)
    sheet.first_blurb.setPlainText("leads the trials")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.session.store.introduction(pair[2]).first_blurb == "leads the trials"


# --- the chain --------------------------------------------------------------------------------------------------


def test_the_chain_shows_both_ways_and_each_name_leads_on(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    greta, hugo, amara, jon = (known(store, name) for name in ("Greta Lind", "Hugo Berg", "Amara Okafor", "Jon Baker"))
    for one, by in ((hugo, greta), (amara, hugo), (jon, amara)):
        store.set_introducer(one, by)
    window.go_to_contact(hugo)
    chain = section(window).chain
    assert chain.texts() == [
        "You came to Hugo through Greta Lind",
        "Hugo led you to:",
        "Hugo led you to Amara Okafor",
        "Amara Okafor led you to Jon Baker",
    ]
    assert section(window).card.isHidden()
    qtbot.mouseClick(chain.links[2], Qt.MouseButton.LeftButton)
    assert window.conversation.current_contact() == jon
    assert chain.texts() == ["You came to Jon through Greta Lind → Hugo Berg → Amara Okafor"]
    window.session.run(store.set_introducer, jon, None)
    assert section(window).isHidden()


def test_a_long_chain_shows_its_beginning_first(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    hub = known(store, "Hub Person")
    for n in range(FIRST + 3):
        store.set_introducer(known(store, f"Leaf {n:02}"), hub)
    window.go_to_contact(hub)
    chain = section(window).chain
    assert len(chain.links) == FIRST and chain.more.text() == "3 more"
    qtbot.mouseClick(chain.more, Qt.MouseButton.LeftButton)
    assert len(chain.links) == FIRST + 3 and chain.more.isHidden()
    assert chain.links[FIRST].whole_text() == f"Leaf {FIRST:02}"
