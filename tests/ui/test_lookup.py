"""What a view has the worker look up: only what was wanted last is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Tick
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.session import Session


@pytest.fixture
def lookup(session: Session) -> Iterator[Lookup]:
    yield Lookup(session.read, session)


def answers(lookup: Lookup) -> list[Any]:
    told: list[Any] = []
    lookup.found.connect(told.append)
    return told


def giving(answer: str, begun: Event | None = None) -> Callable[[Tick], str]:
    def work(_tick: Tick) -> str:
        if begun is not None:
            begun.set()
        return answer

    return work


def test_an_answer_that_is_under_way_is_not_told_once_something_else_is_wanted(
    lookup: Lookup, session: Session, qtbot: QtBot
) -> None:
    told, begun = answers(lookup), Event()
    lookup.begin(giving("first", begun))
    assert begun.wait(10)  # too late to be stopped: its answer is on the way
    lookup.begin(giving("second"))
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert told == ["second"] and not lookup.busy


def test_nothing_is_told_after_a_stop(lookup: Lookup, session: Session, qtbot: QtBot) -> None:
    told, begun = answers(lookup), Event()
    lookup.begin(giving("first", begun))
    assert begun.wait(10) and lookup.busy
    lookup.stop()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert told == [] and not lookup.busy


def test_of_what_is_wanted_soon_only_the_last_is_begun(lookup: Lookup, session: Session, qtbot: QtBot) -> None:
    told, begun = answers(lookup), Event()
    lookup.begin_soon(giving("passed by", begun))
    lookup.begin_soon(giving("stayed at"))
    assert lookup.busy
    qtbot.waitUntil(lambda: not lookup.busy and session.jobs.idle)
    assert told == ["stayed at"] and not begun.is_set()


def test_a_refusal_is_told_and_ends_it(lookup: Lookup, qtbot: QtBot) -> None:
    def refused(_tick: Tick) -> None:
        raise UserError("not-found")

    told: list[Exception] = []
    lookup.failed.connect(told.append)
    lookup.begin(refused)
    qtbot.waitUntil(lambda: bool(told))
    assert [type(error) for error in told] == [UserError] and not lookup.busy
