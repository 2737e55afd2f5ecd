"""The window as a whole: menus and keys, what is shown where, undo by name, files in, trouble told."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QFont, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import DraftKind, EventKind, Kind, Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.shortcuts import ShortcutsDialog
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.settings import Density, Settings

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Amara Okafor\r\nORG:Northline\r\nEND:VCARD\r\n"
FORBIDDEN = re.compile(r"\b(owe[sd]?|overdue|streak|score|lead scor\w+|his|her|him|she|he)\b", re.IGNORECASE)


def menus(window: MainWindow) -> list[QMenu]:
    top = [action.menu() for action in window.menuBar().actions()]
    return [menu for menu in (*top, *(sub for m in top for sub in submenus(m))) if isinstance(menu, QMenu)]


def submenus(menu: QMenu) -> list[QMenu]:
    return [found for action in menu.actions() if isinstance(found := action.menu(), QMenu)]


def commands(window: MainWindow) -> list[QAction]:
    return [a for menu in menus(window) for a in menu.actions() if not a.isSeparator() and a.menu() is None]


def press(widget: QWidget, keys: str) -> None:
    """Press keys such as Ctrl+Shift+V, as a person would with the focus on `widget`."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


def choose(window: MainWindow, name: str) -> int:
    contact_id = window.session.store.find_contacts(name)[0].id
    window.go_to_contact(contact_id)
    return contact_id


# --- menus and keys --------------------------------------------------------------------------------------------


def test_every_menu_entry_has_a_letter_and_no_two_in_a_menu_share_one(window: MainWindow) -> None:
    bars = [window.menuBar().actions(), *(menu.actions() for menu in menus(window))]
    for entries in bars:
        texts = [action.text() for action in entries if not action.isSeparator()]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(letters) == len(texts), [text for text in texts if "&" not in text]
        assert not [letter for letter, count in Counter(letters).items() if count > 1], texts


def test_no_two_commands_share_keys(window: MainWindow) -> None:
    keys = Counter(key.toString() for action in commands(window) for key in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []
    for wanted in ("Ctrl+N", "Ctrl+K", "Ctrl+P", "Ctrl+T", "Ctrl+Shift+O", "F2", "F6", "Shift+F6", "F9", "Ctrl+/"):
        assert wanted in keys
    for trap in ("Ctrl+U", "Ctrl+E", "Ctrl+D", "Ctrl+Shift+A"):
        assert trap not in keys  # text fields take these on some systems


def test_the_keys_work_while_a_text_field_has_the_focus(sample_window: MainWindow, qtbot: QtBot) -> None:
    window = sample_window
    window.activateWindow()
    choose(window, "Priya")
    for field in (window.search, window.conversation.findChildren(QPlainTextEdit)[0]):
        field.setFocus()
        shown = window.offers.isVisible()
        press(field, "F9")
        assert window.offers.isVisible() is not shown
        press(field, "F9")
    press(window.people.view, "Ctrl+K")
    assert window.search.hasFocus()


def test_a_command_that_cannot_be_used_says_why(window: MainWindow) -> None:
    do = window.actions_
    for action, why in (
        (do.print_sheet, "Choose somebody first"),
        (do.delete, "Choose somebody first"),
        (do.thank_you, "Plan an interview with somebody first"),
        (do.undo, "Nothing to undo"),
        (do.remove_sample, "No sample people are here"),
        (do.export, "There is nobody in the vault yet"),
    ):
        assert not action.isEnabled() and why in action.toolTip()
    assert not window.tools.prep_sheet.isEnabled() and "Choose somebody" in window.tools.prep_sheet.toolTip()
    assert do.new_contact.isEnabled() and "Ctrl+N" in do.new_contact.toolTip()


def test_every_command_can_be_triggered(sample_window: MainWindow, qtbot: QtBot) -> None:
    window = sample_window
    choose(window, "Priya")
    ends = {window.actions_.quit}
    for action in commands(window):
        if action in ends or not action.isEnabled():
            continue
        action.trigger()
        close_dialogs()
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    assert window.isVisible()


def test_the_sheet_of_shortcuts_lists_what_the_menus_have(window: MainWindow) -> None:
    window.actions_.shortcuts.trigger()
    sheet = window.findChild(ShortcutsDialog)
    assert sheet is not None
    with_keys = [action for action in commands(window) if action.shortcuts()]
    assert len(sheet.lines) == len(with_keys)
    assert ("Find people", "Ctrl+K, Ctrl+F") in sheet.lines
    sheet.accept()


# --- what is shown where ---------------------------------------------------------------------------------------


def test_the_window_opens_empty_with_three_invitations(window: MainWindow) -> None:
    assert window.windowTitle() and not window.windowIcon().isNull()
    assert window.people.isVisible() and window.conversation.isVisible() and window.offers.isVisible()
    assert "0 people · 0 interviews · 0 due" in status(window)
    assert "Saved · encrypted" in status(window)


def test_a_person_chosen_is_shown_in_the_middle_and_on_the_right(sample_window: MainWindow) -> None:
    window = sample_window
    contact_id = choose(window, "Priya")
    assert window.conversation.current_contact() == contact_id
    assert window.people.selected_ids() == [contact_id]
    assert any("Priya" in label.text() for label in window.offers.findChildren(QLabel))
    window.show_today()
    assert window.conversation.current_contact() is None and window.people.selected_ids() == []


def test_the_day_begins_with_what_is_due_and_nobody_chosen(sample_window: MainWindow) -> None:
    assert sample_window.people.selected_ids() == [] and sample_window.conversation.current_contact() is None
    assert any("Priya" in button.text() for button in sample_window.conversation.findChildren(QAbstractButton))


def test_a_new_person_is_added_chosen_and_named(window: MainWindow) -> None:
    window.activateWindow()
    press(window, "Ctrl+N")
    assert window.session.store.counts().people == 1
    assert window.conversation.current_contact() is not None
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit) and focused.selectedText() == focused.text() != ""
    QTest.keyClicks(focused, "Noor Haddad")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert window.session.store.find_contacts("Noor")


def test_f6_goes_round_the_panes_and_comes_back_to_where_it_was(sample_window: MainWindow) -> None:
    window = sample_window
    window.activateWindow()
    choose(window, "Priya")
    window.people.view.setFocus()
    seen = []
    for _ in range(4):
        press(QApplication.focusWidget() or window, "F6")
        focused = QApplication.focusWidget()
        panes = (window.people, window.conversation, window.offers, window.search)
        seen.append(next(pane for pane in panes if pane is focused or pane.isAncestorOf(focused)))
    assert seen == [window.conversation, window.offers, window.search, window.people]
    press(window.people.view, "Shift+F6")
    assert window.search.hasFocus()
    press(window.search, "Ctrl+2")
    first = QApplication.focusWidget()
    press(first, "Ctrl+1")
    press(window.people.view, "Ctrl+2")
    assert QApplication.focusWidget() is first


def test_an_interview_is_deleted_from_the_menu_and_undo_brings_it_back(sample_window: MainWindow) -> None:
    window, store = sample_window, sample_window.session.store
    priya = store.find_contacts("Priya Raman")[0].id
    window.people.choose(priya)
    shown = window.conversation.current_interview()
    before = store.contact(priya)
    assert shown is not None
    window.actions_.delete_interview.trigger()
    assert shown not in [interview.id for interview in store.contact(priya).interviews]
    assert window.conversation.current_interview() != shown
    assert window.actions_.undo.text() == "&Undo Delete interview"
    window.actions_.undo.trigger()
    assert store.contact(priya).interviews == before.interviews and store.contact(priya).heard == before.heard
    for _ in before.interviews:
        window.actions_.delete_interview.trigger()
    assert window.conversation.current_interview() is None
    assert not window.actions_.delete_interview.isEnabled()


def test_enter_in_the_search_shows_the_first_person_found(sample_window: MainWindow) -> None:
    window = sample_window
    window.search.setFocus()
    QTest.keyClicks(window.search, "kvist")
    press(window.search, "Return")
    (found,) = window.people.selected_ids()
    assert window.session.store.contact(found).person.name == "Björn Kvist"
    assert window.conversation.current_contact() == found


def test_search_lists_as_typed_and_escape_empties_then_leaves(sample_window: MainWindow) -> None:
    window = sample_window
    window.activateWindow()
    everybody = window.people.model.rowCount()
    press(window, "Ctrl+K")
    QTest.keyClicks(window.search, "priya r")
    assert 0 < window.people.model.rowCount() < everybody
    press(window.search, "Esc")
    assert window.search.text() == "" and window.people.model.rowCount() == everybody
    press(window.search, "Esc")
    assert not window.search.hasFocus()


@pytest.mark.parametrize(
    ("width", "beside"),
    [(1280, [296, 328]), (1024, [256, 280]), (940, None)],
)
def test_the_panes_share_the_width_and_the_offers_fold_where_there_is_no_room(
    sample_window: MainWindow, width: int, beside: list[int] | None
) -> None:
    window = sample_window
    window.resize(width, 700)
    QApplication.processEvents()
    sizes = window.desk.splitter.sizes()
    if beside is not None:
        assert [sizes[0], sizes[2]] == beside and not window.desk.rail.isVisible()
        return
    assert len(sizes) == 2 and not window.offers.isVisible() and window.desk.rail.isVisible()
    assert window.desk.rail.count.text().isdigit()
    press(window, "F9")
    assert window.offers.isVisible() and window.desk.splitter.sizes() == sizes  # over the conversation
    press(window, "F9")
    assert not window.offers.isVisible()
    window.resize(1280, 700)
    QApplication.processEvents()
    assert window.offers.isVisible() and not window.desk.rail.isVisible()


def test_size_and_choices_of_the_window_are_restored_but_not_its_place(
    qtbot: QtBot, store: Store, settings: Settings
) -> None:
    first = open_window(store, settings)
    first.show()
    first.resize(1010, 640)
    QApplication.processEvents()
    first.desk.splitter.setSizes([300, 450, 260])
    first.actions_.compact.trigger()
    moved = first.desk.splitter.sizes()
    first.close()
    first.deleteLater()
    assert settings.window_size == (1010, 640) and settings.panes_narrow == tuple(moved)
    assert settings.density is Density.COMPACT


def test_the_window_is_never_smaller_than_its_panes_need(window: MainWindow) -> None:
    window.resize(QSize(300, 200))
    assert window.width() >= 900 and window.height() >= 600


# --- changes ---------------------------------------------------------------------------------------------------


def test_undo_is_named_after_the_step_everywhere(window: MainWindow, qtbot: QtBot) -> None:
    do, store = window.actions_, window.session.store
    window.session.run(store.add_contact, Person(name="Priya Raman"))
    assert do.undo.text() == "&Undo Add person" and do.undo.isEnabled()
    assert window.toast.isVisible() and window.toast.text() == "Added Priya Raman."
    window.toast.action_button().click()
    assert store.counts().people == 0
    assert do.redo.text() == "&Redo Add person" and not do.undo.isEnabled()
    assert window.toast.text() == "Undone: Add person." and window.toast.action_button().text() == "Redo"
    press(window, "Ctrl+Shift+Z")
    assert store.counts().people == 1


def test_the_sample_people_come_and_go_as_one_step_each(window: MainWindow) -> None:
    do, store = window.actions_, window.session.store
    do.load_sample.trigger()
    assert store.counts().samples == 12 and "12 people" in status(window)
    assert do.undo.text() == "&Undo Load 12 sample people" and not do.load_sample.isEnabled()
    do.remove_sample.trigger()
    assert store.counts().people == 0
    do.undo.trigger()
    assert store.counts().samples == 12


def test_what_was_deleted_comes_back_and_is_chosen(sample_window: MainWindow) -> None:
    window = sample_window
    contact_id = choose(window, "Priya")
    window.actions_.delete.trigger()
    assert window.conversation.current_contact() != contact_id
    window.actions_.undo.trigger()
    assert window.conversation.current_contact() == contact_id


def test_the_delete_key_deletes_from_the_list_alone(sample_window: MainWindow) -> None:
    window = sample_window
    window.activateWindow()
    choose(window, "Priya")
    before = window.session.store.counts().people
    window._enter(window.conversation)
    press(QApplication.focusWidget() or window, "Del")
    assert window.session.store.counts().people == before
    window.people.view.setFocus()
    press(window.people.view, "Del")
    assert window.session.store.counts().people == before - 1


def test_a_refusal_is_told_in_the_pane_and_goes_with_the_next_change(window: MainWindow) -> None:
    window.session.refused.emit(UserError("busy"))
    assert window.trouble.isVisible() and "try again" in window.trouble.text()
    assert QApplication.activeModalWidget() is None
    window.session.run(window.session.store.add_contact, Person(name="Ada"))
    assert not window.trouble.isVisible()


def test_what_happened_can_be_told_by_menu(sample_window: MainWindow) -> None:
    window = sample_window
    choose(window, "Priya")
    interview_id = window.conversation.current_interview()
    assert interview_id is not None
    window.actions_.events[EventKind.CONFIRMED].trigger()
    close_dialogs()
    assert window.session.store.interview(interview_id).event(EventKind.CONFIRMED) is not None


# --- files and paper -------------------------------------------------------------------------------------------


def test_a_file_dropped_anywhere_is_shown_before_anything_is_written(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "two friends ü.vcf"
    file.write_text(CARD, "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    dropped = drop(window, mime)
    assert dropped.isAccepted() and dropped.dropAction() is Qt.DropAction.CopyAction
    sheet = the_sheet(window, qtbot)
    assert window.session.store.counts().people == 0
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    sheet.close()
    assert window.session.store.counts().people == 0


def test_cards_are_pasted_where_no_text_is_edited(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    QApplication.clipboard().setText(CARD)
    window.search.setFocus()
    press(window.search, "Ctrl+V")
    assert "VCARD" in window.search.text()  # a field takes text as ever
    window.search.clear()
    window.tools.new_contact.setFocus()
    press(window.tools.new_contact, "Ctrl+V")
    the_sheet(window, qtbot).close()
    press(window.search, "Ctrl+Shift+V")
    the_sheet(window, qtbot).close()
    QApplication.clipboard().setText("no contacts at all")
    window.actions_.paste.trigger()
    assert "no contacts on the clipboard" in window.trouble.text()
    qtbot.waitUntil(lambda: window.session.jobs.idle)


def test_a_sheet_saved_counts_as_prepared_and_can_be_taken_back(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample_window
    choose(window, "Priya")
    interview_id = window.conversation.current_interview()
    assert interview_id is not None
    window.session.run(window.session.store.record_event, interview_id, EventKind.PREPARED, None)
    window.actions_.save_sheet.trigger()
    with qtbot.waitSignal(window.sheets.saved):
        accept_file(window, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert window.session.store.interview(interview_id).event(EventKind.PREPARED) is not None
    window.actions_.undo.trigger()
    assert window.session.store.interview(interview_id).event(EventKind.PREPARED) is None


@pytest.mark.qt_log_ignore("Could not open file|QPainter::begin|QPdfEngine|Unable to open")
def test_a_sheet_that_no_printer_took_does_not_count_as_prepared(sample_window: MainWindow, tmp_path: Path) -> None:
    window = sample_window
    choose(window, "Priya")
    interview_id = window.conversation.current_interview()
    assert interview_id is not None
    window.session.run(window.session.store.record_event, interview_id, EventKind.PREPARED, None)
    for path in (tmp_path / "no such folder" / "sheet.pdf", tmp_path / "sheet.pdf"):
        assert window.session.store.interview(interview_id).event(EventKind.PREPARED) is None
        window.actions_.print_sheet.trigger()
        dialog = next(dialog for dialog in window.findChildren(QPrintDialog) if dialog.isVisible())
        dialog.printer().setOutputFileName(str(path))
        dialog.done(QPrintDialog.DialogCode.Accepted)
        assert window.trouble.isVisible() is not path.exists()
        assert "could not be printed" in window.trouble.text()
    assert window.session.store.interview(interview_id).event(EventKind.PREPARED) is not None


def test_a_sheet_is_named_after_the_person(sample_window: MainWindow) -> None:
    window = sample_window
    choose(window, "Priya")
    window.actions_.save_sheet.trigger()
    dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Prep sheet Priya Raman.pdf"]
    dialog.reject()


def test_closing_writes_what_was_typed(qtbot: QtBot, tmp_path: Path, settings: Settings) -> None:
    from netplus_desktop.store.opening import open_store

    path = tmp_path / "vault.netplus"
    store = open_store(path, passphrase="walrus teapot", create=True)
    contact_id = store.add_contact(Person(name="Ada")).new_id(Kind.CONTACT)
    window = open_window(store, settings)
    window.show()
    window.go_to_contact(contact_id)
    window.conversation.rename()
    field = QApplication.focusWidget() or window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("Ada Obi")
    window.close()
    window.deleteLater()
    again = open_store(path, passphrase="walrus teapot")
    assert again.contact(contact_id).person.name == "Ada Obi"
    again.close()


# --- for everybody ---------------------------------------------------------------------------------------------


def alt_letters(window: MainWindow) -> dict[str, list[str]]:
    """The letters that, with Alt, would mean more than one thing that is seen now."""
    texts = [action.text() for action in window.menuBar().actions()]
    texts += [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
    texts += [one.text() for one in window.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    found: dict[str, list[str]] = {}
    for text in texts:
        for letter in re.findall(r"&(\w)", text.replace("&&", "")):
            found.setdefault(letter.lower(), []).append(text)
    return {letter: clash for letter, clash in found.items() if len(clash) > 1}


def test_no_letter_with_alt_means_two_things_at_first(window: MainWindow) -> None:
    assert alt_letters(window) == {}
    window.new_offer()
    assert alt_letters(window) == {}, "an offer"
    window.new_contact()
    assert alt_letters(window) == {}, "somebody new"


def test_no_letter_with_alt_means_two_things(sample_window: MainWindow) -> None:
    window = sample_window
    assert alt_letters(window) == {}, "today"
    window.new_offer()
    person = window.conversation.person
    for name in ("Priya", "Björn", "Kwabena", "Adaeze", "Łukasz"):
        choose(window, name)
        window.search.setText("Nobody At All")  # what was found stays chosen
        assert alt_letters(window) == {}, name
        if window.conversation.current_interview() is not None:
            window.conversation.draft_letter()
            person.interview_page.plan.unfold()
            assert alt_letters(window) == {}, f"thank-you and plan for {name}"
            window.conversation.write_note(DraftKind.ADVICE_USED)
            assert alt_letters(window) == {}, f"a later note to {name}"
        person.show_history()
        assert alt_letters(window) == {}, f"history with {name}"
        window.conversation.edit_details()
        assert alt_letters(window) == {}, f"details of {name}"
        window.search.clear()
    window.people.view.selectAll()
    assert window.conversation.findChildren(QAbstractButton) and len(window.people.selected_ids()) > 10
    assert alt_letters(window) == {}, "many"


def test_everything_that_takes_the_focus_has_a_name(sample_window: MainWindow) -> None:
    choose(sample_window, "Priya")
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in sample_window.findChildren(QWidget)
        if isinstance(widget, (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit))
        and widget.isVisible()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not spoken(widget)
    ]
    assert nameless == []


def test_tab_goes_through_every_pane_from_left_to_right(sample_window: MainWindow) -> None:
    window = sample_window
    window.activateWindow()
    choose(window, "Priya")
    window.tools.new_contact.setFocus()
    seen: list[str] = []
    for _ in range(200):
        focused = QApplication.focusWidget()
        assert focused is not None
        where = place(window, focused)
        if where != (seen[-1] if seen else ""):
            seen.append(where)
        if seen[-1] == "toolbar" and len(seen) > 1:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["toolbar", "people", "conversation", "offers", "toolbar"]


def test_no_sentence_scolds_or_guesses_a_pronoun(sample_window: MainWindow) -> None:
    choose(sample_window, "Priya")
    texts = [action.text() for action in commands(sample_window)]
    texts += [action.toolTip() for action in commands(sample_window)]
    texts += [button.text() for button in sample_window.findChildren(QAbstractButton)]
    texts += [button.toolTip() for button in sample_window.findChildren(QAbstractButton)]
    assert [text for text in texts if FORBIDDEN.search(text)] == []


def test_at_one_and_a_half_text_size_the_toolbar_and_the_status_show_all_of_it(
    qapp: QApplication, sample_window: MainWindow
) -> None:
    window, base = sample_window, QFont(qapp.font())
    window.resize(1024, 700)
    theme.apply(qapp, Qt.ColorScheme.Light, base, 150)
    window.session.settings.text_size = 150
    QApplication.processEvents()
    for button in (window.tools.new_contact, window.tools.prep_sheet):
        assert button.width() >= button.sizeHint().width() and button.height() >= button.sizeHint().height()
    assert window.search.height() >= window.search.sizeHint().height()
    for label in window.statusBar().findChildren(QLabel):
        assert label.width() >= label.sizeHint().width()
    assert not window.offers.isVisible() and window.desk.rail.isVisible()


# --- helpers -----------------------------------------------------------------------------------------------------


def status(window: MainWindow) -> str:
    return " | ".join(label.text() for label in window.statusBar().findChildren(QLabel))


def spoken(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    label = text() if callable(text) and isinstance(widget, QAbstractButton) else ""
    holder = getattr(widget, "placeholderText", None)
    buddies = [found.text() for found in widget.window().findChildren(QLabel) if found.buddy() is widget]
    return widget.accessibleName() or label or "".join(buddies) or (holder() if callable(holder) else "")


def place(window: MainWindow, widget: QWidget) -> str:
    for name, pane in (
        ("people", window.people),
        ("conversation", window.conversation),
        ("offers", window.offers),
    ):
        if pane is widget or pane.isAncestorOf(widget):
            return name
    return "toolbar"


def drop(window: MainWindow, mime: QMimeData) -> QDropEvent:
    at = QPointF(window.rect().center())
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at.toPoint(), *args)
    QApplication.sendEvent(window.windowHandle(), enter)
    event = QDropEvent(at, *args, QEvent.Type.Drop)
    QApplication.sendEvent(window.windowHandle(), event)
    return event


def the_sheet(window: MainWindow, qtbot: QtBot) -> ImportSheet:
    def found() -> list[ImportSheet]:
        return [sheet for sheet in window.findChildren(ImportSheet) if sheet.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def accept_file(window: MainWindow, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
    dialog.fileSelected.emit(str(path))
    dialog.done(0)


def close_dialogs() -> None:
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and widget.isModal():
            widget.close()
