"""The window's own fixtures: a session over a real vault, and the real window, offscreen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.assets import sample_people
from netplus_desktop.core.records import InterviewPlan, Kind, Person, Point, PointKind, Question
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.pane import ConversationPane
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


def add_person(session: Session, person: Person) -> int:
    """Add somebody as the window does; returns the id."""
    added = session.run(partial(session.store.add_contact, person))
    assert added is not None
    return added.new_id(Kind.CONTACT)


def plan_talk(session: Session, contact_id: int, plan: InterviewPlan, questions: Sequence[Question] = ()) -> int:
    """Plan a talk as the window does; returns the id."""
    planned = session.run(session.store.plan_interview, contact_id, plan, questions)
    assert planned is not None
    return planned.new_id(Kind.INTERVIEW)


@pytest.fixture
def person() -> Person:
    """Who `priya` is; tests that need more of her say so."""
    return Person("Priya Raman", given="Priya", points=(Point(PointKind.EMAIL, "priya@calder.example"),))


@pytest.fixture
def priya(session: Session, person: Person) -> int:
    return add_person(session, person)


@pytest.fixture
def plan() -> InterviewPlan:
    """What `talk` is: one that was held this morning."""
    return InterviewPlan(starts=datetime(2026, 11, 23, 8, 0))


@pytest.fixture
def questions() -> tuple[Question, ...]:
    """What is to be asked in `talk`."""
    return ()


@pytest.fixture
def talk(session: Session, priya: int, plan: InterviewPlan, questions: tuple[Question, ...]) -> int:
    return plan_talk(session, priya, plan, questions)


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ConversationPane:
    """The conversation, shown alone; it shows nobody yet."""
    made = ConversationPane(session)
    qtbot.addWidget(made)
    made.resize(654, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made
