"""The pages of help: read in the window, and true to the menus."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from netplus_desktop.assets import resource
from netplus_desktop.ui.dialogs.help_page import HelpPage
from netplus_desktop.ui.main_window import MainWindow


def test_interviews_are_explained_in_the_window(window: MainWindow) -> None:
    window.actions_.interviews_help.trigger()
    page = window.findChild(HelpPage)
    assert page is not None and page.isVisible()
    shown = page.text.toPlainText()
    assert [line for line in ("Ask", "Prepare", "Listen", "Thank", "Come back to it") if line not in shown] == []
    assert "Places in [brackets]" in shown and "\\" not in shown


def test_giving_and_asking_is_explained_in_the_window(window: MainWindow) -> None:
    window.actions_.giving_help.trigger()
    page = window.findChild(HelpPage)
    assert page is not None and page.isVisible()
    shown = page.text.toPlainText()
    parts = ("What you can offer", "Whom it could serve", "Both sides", "Introductions", "Today", "Week by week")
    assert [part for part in parts if f"{part}\n" not in shown] == []
    assert "*" not in shown and "`" not in shown


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
        (page.name, " ".join(command.split()))
        for page in sorted(resource("help").glob("*.md"))
        for command in re.findall(r"\*([A-Z][^*]*? > [^*]+)\*", page.read_text("utf-8"))
        if command.split(" > ")[0] in {title.split(" > ")[0] for title in known}
    ]
    assert len(named) >= 8
    assert [command for command in named if command[1] not in known] == []
