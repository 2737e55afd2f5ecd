"""The contact list on a real vault: paging, following changes, selection, filters, copying, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import (
    Choice,
    ContactRow,
    Direction,
    EventKind,
    FileFormat,
    HeardKind,
    ImportPlan,
    InterviewPlan,
    Kind,
    ListFilter,
    Person,
    PlannedRow,
    Point,
    PointKind,
    ReadFile,
    ReadRow,
    RowStatus,
)
from netplus_desktop.store.store import Store
from netplus_desktop.ui.contact_list.model import PAGE, PAGES_KEPT, ContactListModel, ListRole
from netplus_desktop.ui.contact_list.pane import ContactListPane
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Density

NAMES = ("Adaeze Okafor", "Björn Kvist", "Priya Raman", "Sofía Marín", "Tomás Alvarez")


@dataclass
class Heard:
    """What the pane has told, in order."""

    chosen: list[int] = field(default_factory=list)
    selections: list[list[int]] = field(default_factory=list)


def add(store: Store, name: str, **fields: object) -> int:
    return store.add_contact(Person(name=name, **fields)).new_id(Kind.CONTACT)  # type: ignore[arg-type]


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    return {name: add(store, name, title="Researcher", organisation="Calder Clinics") for name in NAMES}


@pytest.fixture
def open_pane(session: Session, qtbot: QtBot) -> Callable[[], ContactListPane]:
    def opened() -> ContactListPane:
        pane = ContactListPane(session)
        qtbot.addWidget(pane)
        QAbstractItemModelTester(pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, pane)
        pane.resize(296, 700)
        pane.show()
        return pane

    return opened


def listen(pane: ContactListPane) -> Heard:
    heard = Heard()
    pane.contact_chosen.connect(heard.chosen.append)
    pane.selection_changed.connect(heard.selections.append)
    return heard


def names(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def press(widget: object, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, keys)  # type: ignore[call-overload]


def plan_at(store: Store, contact_id: int, starts: datetime) -> int:
    plan = InterviewPlan(starts=starts, zone="UTC")
    return store.plan_interview(contact_id, plan).new_id(Kind.INTERVIEW)


def row_of(store: Store, contact_id: int) -> ContactRow:
    (row,) = store.contact_rows([contact_id])
    return row


def spoken(model: ContactListModel, contact_id: int) -> str:
    index = model.index(model.row_of(contact_id))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


# --- listing and paging ---------------------------------------------------------------------------------------


def test_people_stand_in_the_order_of_their_names(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    assert names(pane.model) == list(NAMES)
    assert [pane.model.index(row).data(ListRole.CONTACT_ID) for row in range(5)] == [people[name] for name in NAMES]


def many_people(count: int) -> ImportPlan:
    rows = [
        ReadRow(n, n, Person(f"Person {n:06}", given="Person", family=f"{n:06}", title="Role", organisation="Org"))
        for n in range(1, count + 1)
    ]
    planned = [PlannedRow(rows, row.number, RowStatus.NEW, Choice.ADD) for row in rows]
    return ImportPlan(ReadFile("many.vcf", FileFormat.VCARD, "utf-8", rows), planned)


def test_only_the_pages_looked_at_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.apply_import([many_people(PAGE * (PAGES_KEPT + 3))])
    asked: list[int] = []
    real = store.contact_rows

    def counting(ids: list[int]) -> list[ContactRow]:
        asked.append(len(ids))
        return real(ids)

    monkeypatch.setattr(store, "contact_rows", counting)
    model = ContactListModel(store)
    model.list_people("", ListFilter.ALL)
    assert asked == []
    assert model.index(0).data() == "Person 000001"
    assert model.index(PAGE - 1).data() == f"Person {PAGE:06}"
    assert asked == [PAGE]
    for row in range(0, model.rowCount(), PAGE):
        assert model.index(row).data() == f"Person {row + 1:06}"
    assert len(asked) == PAGES_KEPT + 3
    assert len(model._rows) <= PAGE * PAGES_KEPT
    assert model.index(5).data() == "Person 000006"  # was let go, and comes back


def test_a_keystroke_reads_at_most_one_page(store: Store, open_pane: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    store.apply_import([many_people(3000)])
    pane = open_pane()
    asked: list[int] = []
    real = store.contact_rows
    monkeypatch.setattr(store, "contact_rows", lambda ids: (asked.append(len(ids)), real(ids))[1])
    pane.set_query("person 00")
    pane.grab()
    assert len(asked) <= 1


def test_searching_is_blind_to_accents_and_blanks(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    pane.set_query("  sofia ")
    assert names(pane.model) == ["Sofía Marín"]
    pane.set_query("calder bjo")
    assert names(pane.model) == ["Björn Kvist"]
    pane.set_query("")
    assert names(pane.model) == list(NAMES)


# --- selection -------------------------------------------------------------------------------------------------


def test_choosing_tells_the_person_once(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    heard = listen(pane)
    pane.choose(people["Priya Raman"])
    assert heard.chosen == [people["Priya Raman"]]
    assert pane.selected_ids() == [people["Priya Raman"]]


def test_arrows_home_and_end_move_the_choice(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    heard = listen(pane)
    pane.choose(people["Adaeze Okafor"])
    press(pane.view, Qt.Key.Key_Down)
    press(pane.view, Qt.Key.Key_End)
    press(pane.view, Qt.Key.Key_Home)
    assert heard.chosen == [people[name] for name in ("Adaeze Okafor", "Björn Kvist", "Tomás Alvarez", "Adaeze Okafor")]


def test_enter_asks_for_the_persons_page(people: dict[str, int], open_pane: Callable, qtbot: QtBot) -> None:
    pane = open_pane()
    pane.choose(people["Björn Kvist"])
    with qtbot.waitSignal(pane.detail_requested) as asked:
        press(pane.view, Qt.Key.Key_Return)
    assert asked.args == [people["Björn Kvist"]]


def test_several_people_show_a_count_and_can_be_let_go(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    heard = listen(pane)
    pane.choose(people["Adaeze Okafor"])
    press(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert heard.selections[-1] == [people["Adaeze Okafor"], people["Björn Kvist"]]
    assert pane.many.isVisible() and pane.many_text.text() == "2 people selected"
    press(pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert pane.selected_ids() == [people[name] for name in NAMES]
    pane.deselect.click()
    assert heard.selections[-1] == [] and not pane.many.isVisible()


def test_the_person_shown_stays_chosen_while_a_search_hides_the_row(
    people: dict[str, int], open_pane: Callable
) -> None:
    pane = open_pane()
    heard = listen(pane)
    pane.choose(people["Priya Raman"])
    pane.set_query("tomas")
    assert pane.selected_ids() == [people["Priya Raman"]]
    pane.set_query("")
    assert pane.view.selected_ids() == [people["Priya Raman"]]
    assert heard.selections == [[people["Priya Raman"]]]


def test_of_many_only_those_seen_stay_chosen(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    pane.view.selectAll()
    pane.set_query("sofia")
    assert pane.selected_ids() == [people["Sofía Marín"]]


def test_choosing_somebody_hidden_takes_the_search_back(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    cleared: list[bool] = []
    pane.query_cleared.connect(lambda: cleared.append(True))
    pane.set_query("tomas")
    pane.choose(people["Priya Raman"])
    assert cleared == [True]
    assert pane.view.selected_ids() == [people["Priya Raman"]] and len(names(pane.model)) == 5


def test_letters_typed_in_the_list_go_to_the_search(people: dict[str, int], open_pane: Callable, qtbot: QtBot) -> None:
    pane = open_pane()
    pane.choose(people["Adaeze Okafor"])
    with qtbot.waitSignal(pane.search_requested) as asked:
        QApplication.sendEvent(
            pane.view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "Ö")
        )
    assert asked.args == ["Ö"]
    assert pane.selected_ids() == [people["Adaeze Okafor"]]


# --- following changes -----------------------------------------------------------------------------------------


def test_a_new_person_appears_in_place_and_is_chosen(
    people: dict[str, int], open_pane: Callable, session: Session
) -> None:
    pane = open_pane()
    resets: list[bool] = []
    pane.model.modelReset.connect(lambda: resets.append(True))
    changes = session.run(session.store.add_contact, Person("Helen Osei"))
    assert changes is not None
    assert names(pane.model) == ["Adaeze Okafor", "Björn Kvist", "Helen Osei", *NAMES[2:]]
    assert pane.selected_ids() == [changes.new_id(Kind.CONTACT)]
    assert resets == []


def test_a_new_person_is_chosen_even_under_a_filter(
    people: dict[str, int], open_pane: Callable, session: Session
) -> None:
    pane = open_pane()
    pane.set_query("tomas")
    changes = session.run(session.store.add_contact, Person("Helen Osei"))
    assert changes is not None
    assert pane.selected_ids() == pane.view.selected_ids() == [changes.new_id(Kind.CONTACT)]


def test_a_new_name_moves_the_row_and_keeps_the_choice(
    people: dict[str, int], open_pane: Callable, session: Session
) -> None:
    pane = open_pane()
    heard = listen(pane)
    pane.choose(people["Adaeze Okafor"])
    resets: list[bool] = []
    pane.model.modelReset.connect(lambda: resets.append(True))
    for name, place in (("Zoë Okafor", 4), ("Adaeze Okafor", 0), ("Petra Okafor", 1)):
        session.run(session.store.edit_contact, people["Adaeze Okafor"], name=name)
        assert names(pane.model).index(name) == place
        assert pane.view.selected_ids() == [people["Adaeze Okafor"]]
    assert resets == [] and heard.chosen == [people["Adaeze Okafor"]]


def test_an_edit_reads_only_the_person_edited(
    people: dict[str, int], open_pane: Callable, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = open_pane()
    pane.grab()
    asked: list[list[int]] = []
    real = session.store.contact_rows
    monkeypatch.setattr(session.store, "contact_rows", lambda ids: (asked.append(list(ids)), real(ids))[1])
    session.run(session.store.edit_contact, people["Priya Raman"], title="Head of Research")
    pane.grab()
    assert asked == [[people["Priya Raman"]]]
    assert "Head of Research" in spoken(pane.model, people["Priya Raman"])


def test_deleting_goes_to_the_neighbour_and_undo_comes_back(
    people: dict[str, int], open_pane: Callable, session: Session
) -> None:
    pane = open_pane()
    pane.choose(people["Priya Raman"])
    press(pane.view, Qt.Key.Key_Delete)
    assert pane.selected_ids() == [people["Sofía Marín"]] and "Priya Raman" not in names(pane.model)
    session.undo()
    assert names(pane.model) == list(NAMES)
    assert pane.selected_ids() == [people["Priya Raman"]]


def test_deleting_the_last_and_several(people: dict[str, int], open_pane: Callable, session: Session) -> None:
    pane = open_pane()
    pane.choose(people["Tomás Alvarez"])
    pane.delete_selected()
    assert pane.selected_ids() == [people["Sofía Marín"]]
    pane.view.select([people["Adaeze Okafor"], people["Sofía Marín"]])
    pane.delete_selected()
    assert names(pane.model) == ["Björn Kvist", "Priya Raman"]
    session.undo()
    assert pane.selected_ids() == [people["Adaeze Okafor"], people["Sofía Marín"]]


def test_the_place_in_a_long_list_is_kept(store: Store, session: Session, open_pane: Callable) -> None:
    store.apply_import([many_people(400)])
    pane = open_pane()
    bar = pane.view.verticalScrollBar()
    bar.setValue(200 * pane.view.rowHeight(0) + 11)
    before = pane.view.place()
    session.run(store.delete_contacts, store.contact_ids()[3:5].tolist())
    assert pane.view.place() == before
    session.run(store.apply_import, [many_people(450)])
    assert pane.view.place() == before
    assert pane.model.rowCount() == 848


def test_a_thank_you_sent_leaves_the_filter_and_keeps_the_person(
    people: dict[str, int], open_pane: Callable, session: Session
) -> None:
    store = session.store
    interview = plan_at(store, people["Priya Raman"], datetime(2026, 11, 22, 14))
    pane = open_pane()
    pane.chips[ListFilter.TO_THANK].click()
    assert names(pane.model) == ["Priya Raman"]
    pane.choose(people["Priya Raman"])
    session.run(store.mark_sent, interview, store.now())
    assert pane.model.rowCount() == 0
    assert pane.selected_ids() == [people["Priya Raman"]]
    assert "Everybody has been thanked." in shown_texts(pane)


# --- filters and states ----------------------------------------------------------------------------------------


def shown_texts(pane: ContactListPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def shown_buttons(pane: ContactListPane) -> list[str]:
    return [button.text().replace("&", "") for button in pane.findChildren(QPushButton) if button.isVisible()]


def test_chips_count_and_filter(people: dict[str, int], open_pane: Callable, session: Session) -> None:
    store = session.store
    plan_at(store, people["Björn Kvist"], datetime(2026, 11, 22, 14))
    store.record_share(people["Sofía Marín"], Direction.I_GAVE, "A report", (store.now() - timedelta(days=70)).date())
    pane = open_pane()
    shown = [chip.text() for chip in pane.chips.values() if chip.isVisible()]
    assert shown == ["All 5", "Due 1", "To thank 1", "Quiet 1"]
    pane.chips[ListFilter.QUIET].click()
    assert names(pane.model) == ["Sofía Marín"]
    pane.chips[ListFilter.DUE].click()
    assert names(pane.model) == ["Björn Kvist"]
    pane.chips[ListFilter.ALL].click()
    assert len(names(pane.model)) == 5


def test_a_narrow_pane_has_one_drop_down_instead_of_chips(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    assert pane.filters.isVisible() and not pane.drop_down.isVisible()
    pane.resize(250, 600)
    assert pane.drop_down.isVisible() and not pane.filters.isVisible()
    assert pane.drop_down.itemText(0) == "All 5"
    pane.drop_down.setCurrentIndex(1)
    pane.drop_down.activated.emit(1)
    assert pane.model.only is ListFilter.DUE and pane.chips[ListFilter.DUE].isChecked()


def test_the_first_run_invites(open_pane: Callable, qtbot: QtBot) -> None:
    pane = open_pane()
    assert "Drop a contacts file here" in shown_texts(pane)
    assert shown_buttons(pane) == ["Choose a file…", "Add a person", "Explore with sample people"]
    with qtbot.waitSignals([pane.import_requested, pane.add_requested, pane.sample_requested]):
        pane.first_run.choose.click()
        pane.first_run.add.click()
        pane.first_run.sample.click()
    pane.focus_list()
    assert pane.focusWidget() is pane.first_run.choose


def test_the_first_person_takes_the_invitation_away(open_pane: Callable, session: Session) -> None:
    pane = open_pane()
    session.run(session.store.add_contact, Person("Helen Osei"))
    assert pane.view.isVisible() and not pane.first_run.isVisible() and pane.hint.isVisible()
    session.undo()
    assert pane.first_run.isVisible() and pane.selected_ids() == []


def test_nobody_found_offers_to_clear_and_to_add(people: dict[str, int], open_pane: Callable, qtbot: QtBot) -> None:
    pane = open_pane()
    pane.set_query("R&D <b>Okonkwo")
    assert "No one matches “R&D <b>Okonkwo”." in shown_texts(pane)
    assert pane.nothing.add.text() == "Add “R&&D <b>Okonkwo”"
    with qtbot.waitSignal(pane.add_requested) as asked:
        pane.nothing.add.click()
    assert asked.args == ["R&D <b>Okonkwo"]
    pane.focus_list()
    with qtbot.waitSignal(pane.query_cleared):
        press(pane.focusWidget(), Qt.Key.Key_Space)
    assert pane.view.isVisible() and len(names(pane.model)) == 5


def test_today_is_told_in_one_line(people: dict[str, int], open_pane: Callable, session: Session, qtbot: QtBot) -> None:
    pane = open_pane()
    assert pane.today.text() == "Today · nothing is due"
    store = session.store
    session.run(store.plan_interview, people["Priya Raman"], InterviewPlan(starts=datetime(2026, 11, 23, 14)))
    for name in ("Björn Kvist", "Sofía Marín"):
        session.run(store.plan_interview, people[name], InterviewPlan(starts=datetime(2026, 11, 22, 14)))
    assert pane.today.text() == "Today · 1 interview, 2 follow-ups"
    with qtbot.waitSignal(pane.today_requested):
        pane.today.click()


def test_options_change_the_rows_at_once(people: dict[str, int], open_pane: Callable, session: Session) -> None:
    pane = open_pane()
    usual, with_dots = pane.view.rowHeight(0), pane.view.grab().toImage()
    session.settings.show_exchange = False
    assert pane.view.grab().toImage() != with_dots
    session.settings.density = Density.COMPACT
    assert pane.view.rowHeight(0) < usual


# --- words -----------------------------------------------------------------------------------------------------


def test_a_row_speaks_whole_facts(people: dict[str, int], open_pane: Callable, session: Session) -> None:
    store, contact_id = session.store, people["Priya Raman"]
    interview = plan_at(store, contact_id, datetime(2026, 11, 22, 14))
    store.add_heard(contact_id, HeardKind.TAKEAWAY, "Lead with one case", interview_id=interview)
    store.record_share(contact_id, Direction.I_GAVE, "The salary survey", store.now().date())
    pane = open_pane()
    assert spoken(pane.model, contact_id) == (
        "Priya Raman, Researcher, Calder Clinics, thank-you due today, they shared, you gave"
    )
    assert spoken(pane.model, people["Björn Kvist"]) == "Björn Kvist, Researcher, Calder Clinics"


def test_the_next_step_in_few_words(people: dict[str, int], store: Store) -> None:
    ask, meet, write, promise = (people[name] for name in NAMES[:4])
    approach = store.plan_interview(ask, InterviewPlan()).new_id(Kind.INTERVIEW)
    store.record_event(approach, EventKind.REQUESTED, store.now() - timedelta(days=20))
    plan_at(store, meet, datetime(2026, 11, 26, 14))
    plan_at(store, write, datetime(2026, 11, 23, 8))
    store.add_heard(promise, HeardKind.PROMISE, "Send the survey", due=(store.now() + timedelta(days=1)).date())
    model = ContactListModel(store)
    assert model.step_text(row_of(store, ask)) == "ask again"
    assert model.step_text(row_of(store, meet)).startswith("Thu ")
    assert model.step_text(row_of(store, write)) == "write up"
    assert model.step_text(row_of(store, promise)) == "promise tomorrow"
    assert model.step_text(row_of(store, people["Tomás Alvarez"])) == ""


def test_somebody_not_heard_of_for_long_is_quiet(people: dict[str, int], store: Store) -> None:
    store.record_share(people["Sofía Marín"], Direction.I_GAVE, "Thanks", (store.now() - timedelta(days=74)).date())
    assert ContactListModel(store).step_text(row_of(store, people["Sofía Marín"])) == "quiet 74 d"


def test_text_from_data_is_never_markup(store: Store) -> None:
    contact_id = add(store, "<img src=x> \u202eevil", title="a\nb")
    model = ContactListModel(store)
    model.list_people("", ListFilter.ALL)
    index = model.index(model.row_of(contact_id))
    assert index.data() == "<img src=x> evil"
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in model.mimeData([index]).html()


# --- copying, dragging, the menu -------------------------------------------------------------------------------


def test_copying_gives_text_table_and_cards(store: Store, open_pane: Callable) -> None:
    point = Point(PointKind.EMAIL, "ada@lumen.example")
    first = add(store, "Ada Lund", title="Head of Data", organisation="Lumen", points=(point,))
    second = add(store, "Bo Berg & Sons")
    pane = open_pane()
    pane.view.select([first, second])
    press(pane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime: QMimeData = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "Ada Lund\tHead of Data · Lumen\tada@lumen.example\nBo Berg & Sons"
    assert "<td>ada@lumen.example</td>" in mime.html() and "Bo Berg &amp; Sons" in mime.html()
    cards = bytes(mime.data("text/vcard").data()).decode()
    assert cards.count("BEGIN:VCARD") == 2 and "ada@lumen.example" in cards


def test_dragging_out_copies_and_never_moves(people: dict[str, int], open_pane: Callable) -> None:
    pane = open_pane()
    assert pane.model.supportedDragActions() == Qt.DropAction.CopyAction
    mime = pane.model.mimeData([pane.model.index(0)])
    assert b"FN:Adaeze Okafor" in bytes(mime.data("text/vcard").data())


def test_the_menu_plans_tags_and_deletes(
    people: dict[str, int], open_pane: Callable, session: Session, qtbot: QtBot
) -> None:
    session.store.tag_contacts([people["Sofía Marín"]], add=["R&D"])
    pane = open_pane()
    pane.choose(people["Priya Raman"])
    menu = pane.context_menu()
    entries = {action.text().replace("&", ""): action for action in menu.actions() if action.text()}
    assert list(entries) == ["Open", "Plan interview", "Copy", "Tag", "Delete"]
    with qtbot.waitSignal(pane.interview_requested) as asked:
        entries["Plan interview"].trigger()
    assert asked.args == [people["Priya Raman"]]
    entries["Tag"].menu().actions()[0].trigger()
    assert session.store.contact(people["Priya Raman"]).person.tags == ("R&D",)
    entries["Delete"].trigger()
    assert "Priya Raman" not in names(pane.model)


def test_several_people_are_tagged_as_one_step(people: dict[str, int], open_pane: Callable, session: Session) -> None:
    pane = open_pane()
    pane.view.selectAll()
    pane.ask_for_tag()
    dialog = pane.findChild(QInputDialog)
    dialog.setTextValue("  panel ")
    dialog.accept()
    assert session.store.tags() == (("panel", 5),)
    session.undo()
    assert session.store.tags() == ()


# --- size ------------------------------------------------------------------------------------------------------


def test_the_whole_of_a_long_list_can_be_chosen_at_once(store: Store, open_pane: Callable) -> None:
    store.apply_import([many_people(5000)])
    pane = open_pane()
    began = perf_counter()
    pane.view.selectAll()
    assert len(pane.selected_ids()) == 5000
    assert perf_counter() - began < 2
    model = pane.view.selectionModel()
    model.select(pane.model.index(17), QItemSelectionModel.SelectionFlag.Deselect)
    assert len(pane.selected_ids()) == 4999


def test_the_list_follows_the_language_of_its_readers(
    open_pane: Callable[[], ContactListPane], session: Session, store: Store, qtbot: QtBot
) -> None:
    asa = add(store, "Åsa")
    add(store, "Zorn")
    pane = open_pane()
    pane.choose(asa)
    assert names(pane.model) == ["Åsa", "Zorn"]
    with qtbot.waitSignal(session.reordered):
        session.sort_for("sv")
    assert names(pane.model) == ["Zorn", "Åsa"]
    assert pane.view.selected_ids() == [asa]
    session.sort_for("sv")
    assert not session.busy
