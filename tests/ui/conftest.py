"""The window's own fixtures: a session over a real vault, and the real window, offscreen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.assets import sample_people
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.main_window import MainWindow, open_window
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Settings


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test of a widget begins in the light colours at 100 %, and leaves nothing in the clipboard."""
    if qapp.style().name() != "fusion":
        qapp.setStyle("Fusion")
    if theme.dark() or not qapp.styleSheet():
        theme.apply(qapp, Qt.ColorScheme.Light)
    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:  # a click with Ctrl that ended the test before
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
    before = QFont(qapp.font())
    yield
    for left in qapp.topLevelWidgets():  # the collector would take a window apart in any order, and crash
        left.close()
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else old windows hear of the next change
    if theme.dark() or qapp.font() != before:
        theme.apply(qapp, Qt.ColorScheme.Light, before)
    qapp.clipboard().clear()


@pytest.fixture
def settings() -> Settings:
    """Options that last as long as the test."""
    return Settings()


@pytest.fixture
def session(qapp: QApplication, store: Store, settings: Settings) -> Iterator[Session]:
    """A session over an empty vault."""
    made = Session(store, settings)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, store: Store, settings: Settings) -> Iterator[MainWindow]:
    """The real window over an empty vault, shown."""
    yield from _shown(qtbot, store, settings)


@pytest.fixture
def sample_window(qtbot: QtBot, store: Store, settings: Settings) -> Iterator[MainWindow]:
    """The real window with the twelve sample people, shown."""
    store.load_sample(sample_people())
    yield from _shown(qtbot, store, settings)


def _shown(qtbot: QtBot, store: Store, settings: Settings) -> Iterator[MainWindow]:
    made = open_window(store, settings)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()
