"""The shared widgets: fields that commit, labels that shorten, rows that break, the strip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from netplus_desktop.ui import theme
from netplus_desktop.ui.icons import icon
from netplus_desktop.ui.reading_order import in_order, tab_in_reading_order
from netplus_desktop.ui.search_box import SearchBox
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.widgets import Chip, ElidingLabel, FlowLayout, Label, Strip, plain_tooltip


class Desk(QMainWindow):
    """A window with an undo of its own, two fields and a place to go."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = 0
        undo = QAction("Undo", self)
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        undo.triggered.connect(self._undo)
        self.addAction(undo)
        self.line, self.text, self.other = CommitLineEdit("Ada"), GrowingTextEdit("one"), CommitLineEdit()
        inner = QWidget()
        column = QVBoxLayout(inner)
        for field in (self.line, self.text, self.other):
            column.addWidget(field)
        self.setCentralWidget(inner)
        self.told: list[str] = []
        self.line.committed.connect(self.told.append)
        self.text.committed.connect(self.told.append)

    def _undo(self) -> None:
        self.undone += 1


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_a_line_tells_its_text_on_enter_and_on_leaving_and_only_when_changed(desk: Desk) -> None:
    desk.line.setFocus()
    QTest.keyClick(desk.line, Qt.Key.Key_Return)
    assert desk.told == []
    QTest.keyClicks(desk.line, " L")
    QTest.keyClick(desk.line, Qt.Key.Key_Return)
    assert desk.told == [" LAda"]
    desk.told.clear()
    QTest.keyClicks(desk.line, "x")
    desk.other.setFocus()
    assert len(desk.told) == 1 and "x" in desk.told[0]


def test_escape_brings_back_what_the_line_held(desk: Desk) -> None:
    desk.line.setFocus()
    QTest.keyClicks(desk.line, "wrong")
    QTest.keyClick(desk.line, Qt.Key.Key_Escape)
    assert desk.line.text() == "Ada"
    desk.other.setFocus()
    assert desk.told == []


def test_undo_reaches_the_program_once_the_field_has_nothing_to_take_back(desk: Desk) -> None:
    for field in (desk.line, desk.text):
        field.setFocus()
        before = desk.undone
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert desk.undone == before + 1
        QTest.keyClicks(field, "abc")
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert desk.undone == before + 1  # the field took its own typing back


def test_the_text_is_told_after_a_pause_and_on_leaving(desk: Desk, qtbot: QtBot) -> None:
    desk.text.setFocus()
    with qtbot.waitSignal(desk.text.committed) as told:
        QTest.keyClicks(desk.text, "two ")
    assert told.args == ["two one"]
    QTest.keyClicks(desk.text, "x")
    QTest.keyClick(desk.text, Qt.Key.Key_Tab)
    assert desk.told == ["two one", "two xone"]
    assert desk.other.hasFocus()


def test_the_text_grows_with_what_stands_in_it(desk: Desk, qtbot: QtBot) -> None:
    low = desk.text.sizeHint().height()
    desk.text.set_text("\n".join("a line" for _ in range(20)))
    assert desk.text.sizeHint().height() > 4 * low
    assert not desk.text.changed()
    line = desk.text.fontMetrics().lineSpacing()
    assert desk.text.sizeHint().height() >= 20 * line
    desk.text.set_text("short")
    assert desk.text.sizeHint().height() == low


def test_a_saved_text_that_arrives_keeps_the_caret_and_has_no_history(desk: Desk) -> None:
    desk.text.setFocus()
    QTest.keyClicks(desk.text, "abc")
    desk.text.commit()
    desk.text.set_text("abcone, more")
    assert desk.text.textCursor().position() == 3
    assert not desk.text.document().isUndoAvailable()


def test_a_label_shortens_its_line_and_still_says_all_of_it(qtbot: QtBot) -> None:
    label = ElidingLabel("Clinical informatics lead\nat St. Brannock <b>Hospital</b>")
    qtbot.addWidget(label)
    label.resize(90, 24)
    label.show()
    assert label.text().endswith("…") and len(label.text()) < 20
    assert label.accessibleName() == "Clinical informatics lead at St. Brannock <b>Hospital</b>"
    assert "&lt;b&gt;" in label.toolTip()
    label.resize(900, 24)
    assert label.text() == label.whole_text() and label.toolTip() == ""


def test_data_is_shown_as_it_stands(qtbot: QtBot) -> None:
    label = Label("<img src='file:///etc/passwd'>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert plain_tooltip("<img>") == "<qt>&lt;img&gt;</qt>"


def test_chips_break_into_lines_and_the_layout_asks_for_their_height(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder)
    chips = [Chip(f"tag number {n}") for n in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    qtbot.addWidget(holder)
    holder.resize(260, 300)
    holder.show()
    rows = {chip.y() for chip in chips}
    assert len(rows) > 1
    assert all(chip.geometry().right() <= 260 for chip in chips)
    assert flow.heightForWidth(260) > flow.heightForWidth(2000)
    flow.clear()
    assert flow.count() == 0


def test_what_is_lower_stands_in_the_middle_of_its_line(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder)
    low, high, below = QWidget(), QWidget(), QWidget()
    for one, width, height in ((low, 40, 20), (high, 40, 32), (below, 90, 10)):
        one.setFixedSize(width, height)
        flow.addWidget(one)
    qtbot.addWidget(holder)
    holder.resize(100, 100)
    holder.show()
    assert (low.y(), high.y()) == (6, 0)
    assert below.y() == 32 + flow.spacing() and flow.heightForWidth(100) == below.y() + 10


def test_the_strip_tells_acts_and_goes(qtbot: QtBot) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    strip.tell("The folder is read-only.", "Try again")
    assert strip.isVisible() and strip.text() == "The folder is read-only."
    with qtbot.waitSignal(strip.acted):
        strip.action_button().click()
    strip.action_button().setFocus()
    with qtbot.waitSignal(strip.closed):
        QTest.keyClick(strip, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    strip.tell("Only a text")
    assert strip.action_button().isHidden()


# --- the search box -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
def test_the_text_of_the_search_box_does_not_jump_when_its_icon_comes(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    theme.apply(qapp, Qt.ColorScheme.Light, QFont(qapp.font()), percent)
    box = SearchBox()
    qtbot.addWidget(box)
    box.show()
    before = box.cursorRect().x(), box.sizeHint()
    assert before[0] > box.fontMetrics().averageCharWidth()
    box.show_icon(icon("search"))
    assert (box.cursorRect().x(), box.sizeHint()) == before


# --- reading order --------------------------------------------------------------------------------------------


@pytest.fixture
def outside(qtbot: QtBot) -> QWidget:
    """A column with a row in its middle, put in after what stands below it."""
    outside = QWidget()
    qtbot.addWidget(outside)
    column = QVBoxLayout(outside)
    row = QHBoxLayout()
    for name in ("first", "last"):
        line = CommitLineEdit()
        line.setObjectName(name)
        column.addWidget(line)
    column.insertLayout(1, row)
    for name in ("third", "second"):
        line = CommitLineEdit()
        line.setObjectName(name)
        row.insertWidget(0, line)
    outside.show()
    return outside


def test_tab_walks_a_pane_as_it_is_read(outside: QWidget) -> None:
    assert [one.objectName() for one in tab_in_reading_order(outside)] == ["first", "second", "third", "last"]
    outside.activateWindow()
    outside.findChild(CommitLineEdit, "first").setFocus()
    for name in ("second", "third", "last"):
        QTest.keyClick(outside.focusWidget(), Qt.Key.Key_Tab)
        assert outside.focusWidget().objectName() == name


def test_reading_a_layout_leaves_nothing_that_outlives_its_rows(
    outside: QWidget, capfd: pytest.CaptureFixture[str]
) -> None:
    """A wrapper of an item that Qt deleted with its widget crashes the program later."""

    def items() -> int:
        Shiboken.dumpWrapperMap()
        known = capfd.readouterr().err
        assert "QVBoxLayout" in known
        return known.count("QWidgetItem")

    before = items()
    assert len(in_order(outside.layout())) == 3
    tab_in_reading_order(outside)
    assert items() == before
