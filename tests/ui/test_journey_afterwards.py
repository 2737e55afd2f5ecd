"""On the train home: notes become needs, takeaways, a referral and a promise, then a thank-you that the user sends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.loops import LoopKind
from netplus_desktop.core.records import (
    Direction,
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    OfferFields,
    OfferKind,
    Person,
    Point,
    PointKind,
    StepKind,
)
from netplus_desktop.documents.letters import MOST_WORDS, word_count
from netplus_desktop.store.store import Store
from netplus_desktop.ui.interview.referrals import ReferralRow
from netplus_desktop.ui.main_window import MainWindow
from tests.conftest import NOW
from tests.ui.hands import Keyboard, Mouse

NOTES = (
    "Loves diary studies, nine people on the team\n"
    "n a primer on FHIR for designers\n"
    "n a recruiter who knows clinics\n"
    "t lead with one case told end to end\n"
    "t clinics hire through patient panels\n"
    "r Helen Osei, runs the patient panel\n"
    "p send the survey"
)


@pytest.fixture
def store(store: Store) -> Store:
    """A vault after the meeting with Priya, with two things to offer."""
    mails = (Point(PointKind.EMAIL, "priya@calder.example"),)
    priya = store.add_contact(Person("Priya Raman", given="Priya", points=mails)).new_id(Kind.CONTACT)
    store.plan_interview(priya, InterviewPlan(starts=datetime(2026, 11, 23, 8, 0)))
    for title, kind in (
        ("An article, FHIR for designers: the primer", OfferKind.RESOURCE),
        ("Introduce Hugo, a recruiter who knows clinics", OfferKind.INTRODUCTION),
    ):
        store.add_offer(OfferFields(title, kind))
    return store


class Keys(Keyboard):
    """What differs in this journey by keys."""

    def listen(self) -> None:
        self.press("F11")

    def pass_over(self) -> None:
        room = self.window.listening.room
        assert room is not None
        if isinstance(QApplication.focusWidget(), QLineEdit):
            self.press("Return")  # Enter on an empty line goes on
        else:
            self.choose(room.debrief.next)

    def offer(self, button: Callable[[], QWidget]) -> None:
        while QApplication.focusWidget() is None or not self.window.offers.isAncestorOf(QApplication.focusWidget()):
            self.press("F6")
        self.choose(button())

    def draft(self) -> None:
        self.press("Ctrl+T")

    def leave(self) -> None:
        self.press("Escape")


class Pointer(Mouse):
    """What differs in this journey by clicks."""

    def listen(self) -> None:
        self.choose(self.window.conversation.person.interview_page.notes.listen)

    def pass_over(self) -> None:
        room = self.window.listening.room
        assert room is not None
        self.choose(room.debrief.next)

    def offer(self, button: Callable[[], QWidget]) -> None:
        self.choose(button())

    def draft(self) -> None:
        self.choose(self.window.conversation.person.interview_page.follow_up.draft)

    def leave(self) -> None:
        room = self.window.listening.room
        assert room is not None
        self.choose(room.debrief.leave)


@pytest.fixture(params=[Keys, Pointer])
def hand(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Keys | Pointer:
    made: Keys | Pointer = request.param(window, qtbot)
    return made


def test_from_the_notes_to_a_thank_you_that_went_out(window: MainWindow, store: Store, hand: Keys | Pointer) -> None:
    window.session.settings.signature = "Robin"
    hand.find("Priya Raman")
    page = window.conversation.person.interview_page
    priya = window.conversation.current_contact()
    assert priya is not None

    # what was said is typed and files itself; then five questions, the first about what they needed
    hand.listen()
    room = window.listening.room
    assert room is not None
    hand.write(NOTES)
    hand.choose(room.view.talked)
    assert room.looking_back and room.debrief.question.text() == "What did they need?"
    for _ in range(3):
        hand.pass_over()
    (row,) = room.debrief.sections[3].rows.values()
    assert isinstance(row, ReferralRow)
    hand.choose(row.follow)
    for _ in range(2):
        hand.pass_over()
    hand.leave()

    contact = store.contact(priya)
    (talk,) = contact.interviews
    assert talk.event(EventKind.HELD) is not None and talk.event(EventKind.DEBRIEFED) == NOW
    assert contact.next_step is not None
    assert (contact.next_step.kind, contact.next_step.due) == (
        StepKind.THANK,
        datetime(2026, 11, 24, 8, 20, tzinfo=UTC),  # 24 hours after the meeting ended
    )
    needs = [thing for thing in contact.heard if thing.kind is HeardKind.NEED]
    assert [(need.text, need.contact_id, need.on) for need in needs] == [
        ("a primer on FHIR for designers", priya, date(2026, 11, 23)),
        ("a recruiter who knows clinics", priya, date(2026, 11, 23)),
    ]

    # each need finds what I have for it
    for title in ("FHIR for designers", "recruiter"):
        hand.offer(partial(offer_button, window, title))
    given = [entry for entry in store.contact(priya).exchange if entry.direction is Direction.I_GAVE]
    assert [entry.need_id for entry in given] == [need.id for need in needs]

    # the thank-you is composed, stopped by what only the user can say, and sent by the user's own mail program
    opened: list[QUrl] = []
    page.letter.composer.open_address = lambda url: not opened.append(url)
    hand.draft()
    composer = page.letter.composer
    assert composer.body.hasFocus()
    hand.choose(composer.mail_button)
    assert opened == [] and composer.stop_strip.isVisible()
    while composer.stop_strip.isVisible():
        hand.choose(composer.stop_strip.action_button())
        hand.write("by Friday")
    hand.choose(composer.mail_button)
    assert QApplication.focusWidget() is composer.sent_bar.yes
    hand.choose(composer.sent_bar.yes)

    # what is in the store
    contact = store.contact(priya)
    (talk,) = contact.interviews
    assert talk.letter is not None and talk.letter.sent == NOW and talk.event(EventKind.THANKED) == NOW
    body = talk.letter.body
    assert word_count(body) <= MOST_WORDS
    for part in (
        "lead with one case told end to end",
        "clinics hire through patient panels",
        "You mentioned this: a primer on FHIR for designers",
        "Introduce Hugo, a recruiter who knows clinics",
        "send the survey",
        "Helen Osei",
        "by Friday",
    ):
        assert part in body, body
    (url,) = opened
    assert (url.scheme(), url.path()) == ("mailto", "priya@calder.example")
    (helen,) = contact.introduced
    introducer = store.contact(helen.id).introducer
    assert introducer is not None and introducer.name == "Priya Raman"
    assert {loop.kind for loop in store.open_loops(contact)} == {LoopKind.REFERRAL}
    # what is on the page
    assert page.follow_up.heading.aside() == "sent today"
    assert page.follow_up.write_note.isVisible() and not page.letter.isVisible()
    assert contact.next_step is None or contact.next_step.kind is not StepKind.THANK


def offer_button(window: MainWindow, title: str) -> QAbstractButton:
    """The button that offers the thing whose title says so, among what fits this person."""
    (button,) = (
        card.offer_button
        for card in window.offers.ideas()
        if not card.is_offered and title in card.offer_button.accessibleName()
    )
    return button
