"""Two hands for the journeys through the window, each walked by keys alone and by the mouse alone.

A journey subclasses a hand only for what it alone does differently by the one and by the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMenu, QRadioButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.ui.interview.composing import Composer
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.today.rows import TodayRow

ROUNDS = 2
"""How often Tab may come by the same place before what it should reach counts as out of reach."""

LINES = 100
"""No list of a journey is longer."""

_INSIDE = QPoint(8, 8)
_LOW = 26
"""Pixels; a box or a link is no higher, a button is."""


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or widget.property("text") or str(widget)


Opened = TypeVar("Opened", bound=QWidget)


class Hand:
    """What both do in the same way: type, and look for what has opened."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.back()

    def back(self) -> None:
        """The window in front again: the offscreen platform does not give it back."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def write(self, text: str) -> None:
        """Type into what has the focus; each end of a line is an Enter."""
        for place, line in enumerate(text.split("\n")):
            if place:
                QTest.keyClick(self._focused(), Qt.Key.Key_Return)
            QTest.keyClicks(self._focused(), line)

    def opened(self, kind: type[Opened]) -> Opened:
        """The window of that kind that has just opened, in front."""

        def shown() -> list[Opened]:
            return [one for one in self.window.findChildren(kind) if one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(shown()))
        newest = shown()[-1]
        self.qtbot.waitUntil(newest.isActiveWindow)
        return newest

    def name_file(self, path: Path) -> None:
        """Name a file where a dialog asks for one."""
        name = self.opened(QFileDialog).findChild(QLineEdit)
        assert name is not None
        name.selectAll()
        QTest.keyClicks(name, str(path))
        QTest.keyClick(name, Qt.Key.Key_Return)

    def line(self, name: str) -> TodayRow:
        """The one line of the day's list that is about somebody."""
        (row,) = [row for row in self.window.conversation.today.lines if name in row.go.whole_text()]
        return row

    def send(self, composer: Composer, gap: str = "") -> str:
        """Fill each gap with the same, copy the letter, and say that it went out. Returns what was copied."""
        while composer.gaps():
            assert gap, composer.gaps()
            composer.go_to_gap()
            self.write(gap)
        self.choose(composer.copy_button)
        self.choose(composer.sent_bar.yes)
        return QGuiApplication.clipboard().text()

    def choose(self, button: QWidget) -> None:
        """Press a button, tick a box, follow a link."""
        raise NotImplementedError

    @staticmethod
    def _focused() -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


class Keyboard(Hand):
    """Reaches everything with keys alone."""

    def press(self, keys: str | QKeySequence) -> None:
        """Press keys, as "Ctrl+F", wherever the focus is."""
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(keys))

    def go_to(self, wanted: QWidget, tab: str = "Tab") -> None:
        """Go from place to place until this one has the focus."""
        passed = Counter[QWidget | None]()
        while (focused := QApplication.focusWidget()) is not wanted:
            passed[focused] += 1
            if passed[focused] > ROUNDS:
                pytest.fail(f"{tab} does not reach {_name(wanted)}")
            self.press(tab)

    def choose(self, button: QWidget) -> None:
        if isinstance(button, QRadioButton):  # Tab stops at the one that is chosen; the arrows lead to the others
            group = button.group()
            chosen = group.checkedButton()
            assert chosen is not None
            self.go_to(chosen)
            for _ in group.buttons():
                if button.isChecked():
                    return
                self.press("Down")
            pytest.fail(f"the arrows do not reach {_name(button)}")
        self.go_to(button)
        self.press("Space")

    def command(self, action: QAction) -> None:
        """Give a command of the menus by its keys."""
        assert not action.shortcut().isEmpty(), action.text()
        self.press(action.shortcut())

    def find(self, name: str) -> None:
        """Show somebody."""
        self.press("Ctrl+F")
        self.write(name)
        self.press("Return")

    def today(self) -> None:
        """Show the day's list."""
        self.press("Ctrl+Shift+T")

    def pick(self, button: QToolButton, action: QAction) -> None:
        """Open the menu of a button, and choose one of its lines by its letter."""
        letter = action.text()[action.text().index("&") + 1]
        menu = button.menu()
        self.go_to(button)
        QTimer.singleShot(0, menu, lambda: QTest.keyClicks(menu, letter))  # the menu waits for its answer
        self.press("Space")
        self.back()

    def go_down(self, there: Callable[[], bool]) -> None:
        """Go from line to line of the list that has the focus, beginning with its first, until it is there."""
        self.press("Home")
        for _ in range(LINES):
            if there():
                return
            self.press("Down")
        pytest.fail(f"the arrows do not lead there, but to {_name(self._focused())}")

    def set_choice(self, box: QComboBox, text: str) -> None:
        """Choose from a list that folds out."""
        self.go_to(box)
        self.go_down(lambda: box.currentText() == text)


class Mouse(Hand):
    """Reaches everything with clicks; only text is typed."""

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click into the middle, or there."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center() if at is None else at)

    def choose(self, button: QWidget) -> None:
        assert button.isVisible() and button.isEnabled()
        # a box is clicked where it is drawn: the words beside it may end before the middle
        self.click(button, None if button.height() > _LOW else button.rect().topLeft() + _INSIDE)

    def go_to(self, field: QWidget) -> None:
        """Click into a field."""
        assert field.isVisible() and field.isEnabled()
        self.click(field)

    def command(self, action: QAction) -> None:
        """Give a command where the menus have it."""
        bar = self.window.menuBar()
        for title in bar.actions():
            menu = title.menu()
            if isinstance(menu, QMenu) and action in menu.actions():
                self.click(bar, bar.actionGeometry(title).center())
                self.qtbot.waitUntil(menu.isVisible)
                self.click(menu, menu.actionGeometry(action).center())
                return
        pytest.fail(f"no menu has {action.text()}")

    def find(self, name: str) -> None:
        """Show somebody."""
        view, model = self.window.people.view, self.window.people.model
        (row,) = [row for row in range(model.rowCount()) if model.index(row).data() == name]
        self.click(view.viewport(), view.visualRect(model.index(row)).center())

    def today(self) -> None:
        """Show the day's list."""
        self.choose(self.window.people.today)

    def pick(self, button: QToolButton, action: QAction) -> None:
        """Open the menu of a button, and click on one of its lines."""
        menu = button.menu()
        QTimer.singleShot(0, menu, lambda: self.click(menu, menu.actionGeometry(action).center()))  # it waits for it
        self.choose(button)
        self.back()

    def set_choice(self, box: QComboBox, text: str) -> None:
        """Choose from a list that folds out."""
        within = QApplication.doubleClickInterval()
        QApplication.setDoubleClickInterval(0)  # else the second click is taken for the end of the first one
        try:
            self.click(box)
            since, view = QElapsedTimer(), box.view()
            since.start()
            assert view.isVisible()
            self.qtbot.waitUntil(lambda: since.elapsed() > 0)
            line = view.model().index(box.findText(text), box.modelColumn())
            view.setCurrentIndex(line)  # as the pointer does that passes over it
            self.click(view.viewport(), view.visualRect(line).intersected(view.viewport().rect()).center())
        finally:
            QApplication.setDoubleClickInterval(within)
        assert box.currentText() == text
