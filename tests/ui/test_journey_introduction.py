"""An introduction done right, both ways: two are asked in turn, brought together, heard of again; and whoever
introduced me to somebody is thanked at once, told of a silence, and thanked after the meeting.

Walked twice: by keyboard alone, and by mouse alone.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.introductions import IntroductionState, state_of
from netplus_desktop.core.records import (
    Contact,
    DraftKind,
    EventKind,
    InterviewPlan,
    Introduction,
    IntroductionKind,
    Kind,
    Person,
    Point,
    PointKind,
)
from netplus_desktop.store.store import Store
from netplus_desktop.ui.introductions.begin import IntroduceDialog
from netplus_desktop.ui.introductions.sheet import IntroductionSheet
from netplus_desktop.ui.main_window import MainWindow
from tests.conftest import NOW, HandClock
from tests.ui.hands import Keyboard, Mouse

K = IntroductionKind
Hand = Keyboard | Mouse


@pytest.fixture
def store(timed: Store) -> Store:
    """A vault with two people who should meet, and two who know others."""
    for name, employer in (
        ("Amara Okafor", "Northline"),
        ("Hugo Berg", "Kite"),
        ("Cleo Brandt", ""),
        ("Elif Kaya", ""),
    ):
        mail = Point(PointKind.EMAIL, f"{name.split()[0].lower()}@example.org")
        timed.add_contact(Person(name, given=name.split()[0], organisation=employer, points=(mail,)))
    return timed


@pytest.fixture(params=[Keyboard, Mouse])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Hand:
    window.session.settings.signature = "Nell Sawyer"
    made: Hand = request.param(window, qtbot)
    return made


def dialog(hand: Hand) -> IntroduceDialog:
    """The command's dialog, with the place for a name focused."""
    hand.command(hand.window.actions_.bring_together)
    return hand.opened(IntroduceDialog)


def contact(window: MainWindow, name: str) -> Contact:
    store = window.session.store
    (ref,) = store.find_contacts(name)
    return store.contact(ref.id)


def introduction(window: MainWindow) -> Introduction:
    (only,) = contact(window, "Amara Okafor").introductions
    return only


def come(window: MainWindow, clock: HandClock, days: int) -> None:
    """It is some days after that Monday."""
    clock.at = NOW + timedelta(days=days)
    window.session.refresh_clocks()


def test_two_people_are_brought_together(window: MainWindow, hand: Hand, clock: HandClock, store: Store) -> None:
    section = window.conversation.person.interview_page.introductions

    # The idea, with the reason that both will read.
    hand.find("Amara Okafor")
    begin = dialog(hand)
    hand.write("Hugo Berg")
    hand.go_to(begin.reason)
    hand.write("both of you look for patients early")
    hand.choose(begin.keep)
    open_sheet = hand.opened(IntroductionSheet)
    assert set(open_sheet.acts) == {K.FIRST_ASKED, K.FIRST_AGREES}, "nobody can be introduced yet"
    with pytest.raises(UserError, match="introduction-two-yeses"):
        store.record_introduction(introduction(window).id, K.INTRODUCED, clock.at)

    # Amara is asked, and hears who Hugo is.
    hand.go_to(open_sheet.second_blurb)
    hand.write("ran three panels")
    hand.go_to(open_sheet.first_blurb)
    hand.write("leads the trials")
    hand.go_to(open_sheet.composer.body)
    asked = hand.send(open_sheet.composer)
    assert asked.startswith("Dear Amara,") and "Hugo Berg at Kite" in asked and "ran three panels" in asked
    assert state_of(introduction(window)) is IntroductionState.FIRST_ASKED
    assert open_sheet.letter_card.isHidden(), "Hugo is not written to before Amara has answered"

    # On Wednesday Amara says yes, and Hugo is asked with the blurb about Amara.
    come(window, clock, 2)
    hand.choose(open_sheet.acts[K.FIRST_AGREES])
    asked = hand.send(open_sheet.composer)
    assert asked.startswith("Dear Hugo,") and "leads the trials" in asked and "Amara knows" in asked
    assert K.INTRODUCED not in open_sheet.acts

    # Hugo says yes on Friday. One letter to both joins the names.
    come(window, clock, 4)
    hand.choose(open_sheet.acts[K.SECOND_AGREES])
    assert open_sheet.to.text() == "For: amara@example.org, hugo@example.org"
    joined = hand.send(open_sheet.composer)
    assert joined.startswith("Dear Amara, dear Hugo,") and "both of you look for patients early" in joined
    assert state_of(introduction(window)) is IntroductionState.INTRODUCED

    # They thank me, meet, and tell me what came of it.
    for days, kind in ((5, K.ACKNOWLEDGED), (11, K.MET), (12, K.OUTCOME_REPORTED)):
        come(window, clock, days)
        hand.choose(open_sheet.acts[kind])
    assert open_sheet.acts == {}
    hand.choose(open_sheet.close_button)
    hand.back()
    (row,) = section.rows
    assert row.fact.text().startswith("you heard ") and row.go_on.text() == "Look at it…"
    assert [(event.kind, (event.at - NOW).days) for event in introduction(window).events] == [
        (K.FIRST_ASKED, 0),
        (K.FIRST_AGREES, 2),
        (K.SECOND_ASKED, 2),
        (K.SECOND_AGREES, 4),
        (K.INTRODUCED, 4),
        (K.ACKNOWLEDGED, 5),
        (K.MET, 11),
        (K.OUTCOME_REPORTED, 12),
    ]
    for name in ("Amara Okafor", "Hugo Berg"):
        sent = [draft.kind for draft in contact(window, name).drafts if draft.sent]
        assert sent == [DraftKind.INTRODUCTION_ASKED, DraftKind.INTRODUCTION]
    hand.choose(row.person)
    assert window.conversation.current_contact() == contact(window, "Hugo Berg").id
    assert section.rows[0].text.text() == "With Amara Okafor: both of you look for patients early"
    assert store.check() == []


def test_who_introduced_me_is_thanked_twice_and_told_of_a_silence(
    window: MainWindow, hand: Hand, clock: HandClock, store: Store
) -> None:
    page = window.conversation.person.interview_page

    def introduced_by(connector: str, other: str) -> None:
        hand.find(connector)
        begin = dialog(hand)
        hand.write(other)
        hand.choose(begin.by_them)
        hand.choose(begin.keep)
        hand.back()

    def thank(gap: str = "by Friday") -> str:
        (row,) = page.loops.rows
        hand.choose(row.next)
        assert page.note is not None
        return hand.send(page.note.composer, gap)

    # Cleo and Elif introduce me on the same day, and are thanked for it at once.
    introduced_by("Cleo Brandt", "Dana Ruiz")
    assert page.loops.rows[0].next.text() == "Thank Cleo…"
    assert "Thank you for introducing me to Dana Ruiz" in thank()
    introduced_by("Elif Kaya", "Farid Noor")
    thank()
    assert page.loops.isHidden()

    # Dana and I talk on Thursday: Cleo is thanked once more, and hears what came of it.
    dana = contact(window, "Dana Ruiz").id
    come(window, clock, 3)
    talk = store.plan_interview(dana, InterviewPlan()).new_id(Kind.INTERVIEW)
    window.session.run(store.record_event, talk, EventKind.HELD, clock.at)
    hand.find("Cleo Brandt")
    (row,) = page.loops.rows
    assert "you talked today" in row.fact.text()
    hand.choose(row.next)
    assert page.note is not None
    assert "Thank you for leading me to Dana Ruiz" in hand.send(page.note.composer, "the panel opens in March")
    assert page.loops.isHidden()
    assert [draft.kind for draft in contact(window, "Cleo Brandt").drafts if draft.sent] == [
        DraftKind.REFERRAL_CONTACTED,
        DraftKind.REFERRAL_MET,
    ]

    # After a week in which Farid has not answered, the day's list says that Elif may hear of it.
    come(window, clock, 8)
    hand.today()
    hand.choose(hand.line("Elif").go)
    assert window.conversation.current_contact() == contact(window, "Elif Kaya").id
    (row,) = page.loops.rows
    assert row.fact.text().endswith("no answer is noted since") and row.next.text() == "Tell Elif…"
    assert "Thank you for introducing me to Farid Noor on Monday, 23 November." in thank("no answer yet")
    assert page.loops.isHidden() and contact(window, "Elif Kaya").next_step is None

    # Who led me to whom is shown both ways.
    chain = page.introductions.chain
    assert chain.texts()[-1] == "Elif led you to Farid Noor"
    hand.choose(chain.links[0])
    assert window.conversation.current_contact() == contact(window, "Farid Noor").id
    assert chain.texts() == ["You came to Farid Noor through Elif Kaya"]
    assert store.check() == []
