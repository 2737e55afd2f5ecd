"""The Today list by keyboard and by mouse: two things are done on it, three put off, and each comes back on its day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Direction, EventKind, HeardKind, InterviewPlan, Kind, Person, Tier
from netplus_desktop.store.store import Store
from netplus_desktop.ui.main_window import MainWindow
from tests.conftest import HandClock
from tests.ui.hands import Keyboard, Mouse


def add(store: Store, name: str) -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


@pytest.fixture
def store(timed: Store, clock: HandClock) -> Store:
    """A vault on a Monday: a thank-you and two promises wait, contact with two people cools, and in thirty days four
    people beside Priya were asked for a talk while nothing was given."""
    talk = timed.plan_interview(add(timed, "Priya Raman"), InterviewPlan(starts=datetime(2026, 11, 20, 10, 0)))
    timed.save_notes(talk.new_id(Kind.INTERVIEW), "Loves diary studies")
    for name, day in (("Ann Lee", 21), ("Bo Moss", 23)):
        timed.add_heard(add(timed, name), HeardKind.PROMISE, "Send the survey", due=date(2026, 11, day))
    for name, tier, days in (("Cy Cool", Tier.INNER, 31), ("Di Dormant", Tier.STEADY, 200)):
        one = add(timed, name)
        timed.set_tier([one], tier)
        timed.record_share(one, Direction.THEY_SHARED, "A word", date(2026, 11, 23) - timedelta(days=days))
    for number in range(4):
        asked = timed.plan_interview(add(timed, f"Asked {number}"), InterviewPlan()).new_id(Kind.INTERVIEW)
        timed.record_event(asked, EventKind.REQUESTED, clock() - timedelta(days=10 + number))
        timed.record_event(asked, EventKind.DECLINED, clock() - timedelta(days=2))
    return timed


@pytest.mark.parametrize("way", [Keyboard, Mouse])
def test_two_things_are_done_and_three_put_off_and_come_back(
    window: MainWindow, store: Store, clock: HandClock, qtbot: QtBot, way: type[Keyboard | Mouse]
) -> None:
    hand, page = way(window, qtbot), window.conversation.today
    hand.today()
    assert page.texts() == [
        "Thank Priya Raman, due Sat 21 Nov 10:20",
        "Keep your promise to Ann Lee, due Sat 21 Nov",
        "Keep your promise to Bo Moss, due today",
        "Be in touch with Cy Cool, last contact 31 days ago",
        "Write Di Dormant a note after a long while, last contact 7 May 2026",
    ]
    assert [part.heading.text() for part in page.parts if part.isVisible()] == ["Waiting", "Today", "Cooling"]
    qtbot.waitUntil(lambda: len(page.signals.texts()) == 1)
    assert page.signals.texts()[0].startswith("You asked for something 5 times in the last 30 days.")

    # two things are done without leaving the page
    hand.choose(hand.line("Priya").finish)
    hand.choose(hand.line("Di Dormant").finish)
    assert window.conversation.current_contact() is None
    # three are put off
    for name, days in (("Ann", 1), ("Bo", 7), ("Cy", 30)):
        row = hand.line(name)
        hand.pick(row.later, next(action for action in row.menu.actions() if action.data() == days))
        qtbot.waitUntil(lambda gone=name: not any(gone in text for text in page.texts()))  # type: ignore[misc]
    assert page.texts() == []

    # what is in the vault
    (priya,), (dormant,) = (store.find_contacts(name) for name in ("Priya", "Di"))
    (talk,) = store.contact(priya.id).interviews
    assert talk.event(EventKind.THANKED) == clock()
    assert store.contact(dormant.id).last_contact == date(2026, 11, 23)
    back = []
    for _ in range(31):
        clock.go(days=1)
        names = [one.contact.name for one in (*store.today(), *store.cooling())]
        back += [(clock.at.day, name) for name in names if name not in {told for _, told in back}]
    assert back == [(24, "Ann Lee"), (30, "Bo Moss"), (23, "Cy Cool")]
    assert store.check() == []
