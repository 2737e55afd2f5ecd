"""The thank-you: seven parts, 75 to 150 words, nothing that the user did not hear or tick."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date

import pytest

from netplus_desktop.core.clocks import Lateness
from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    ExchangeEntry,
    ExchangeState,
    HeardKind,
    HeardState,
    Letter,
    Medium,
    Person,
)
from netplus_desktop.documents.letters import FEWEST_WORDS, MOST_WORDS, gaps, thank_you, word_count
from netplus_desktop.documents.tones import LetterTone, Wording, wording
from tests.documents.made import NOW, OFFERS, PERSON, contact, heard, interview

NEED = heard(HeardKind.NEED, "recruiting patients takes four weeks")
TAKEAWAYS = (
    heard(HeardKind.TAKEAWAY, "lead with one case told end to end", action="rewrite my first case study"),
    heard(HeardKind.TAKEAWAY, "clinics hire through panels, not ads."),
)
PROMISES = (heard(HeardKind.PROMISE, "send the FHIR primer", due=date(2026, 11, 30)),)
MADE = ExchangeEntry(
    1, 1, Direction.I_GAVE, OFFERS[0].fields.title, NOW.date(), ExchangeState.OFFERED, 5, OFFERS[0].id, NEED.id
)
"""The first offer, made for the need."""
REFERRALS = (heard(HeardKind.REFERRAL, "Dr. Helen Osei, runs the patient panel"),)


def letter(person: Person = PERSON, known: tuple[object, ...] = (NEED,), **ticked: object) -> Letter:
    ticks = {"takeaways": TAKEAWAYS, "promises": PROMISES, "offers": OFFERS[:1], "referrals": REFERRALS}
    who = contact(person, heard=known, exchange=(MADE,))
    return thank_you(who, interview(), now=NOW, **{**ticks, **ticked}).letter  # type: ignore[arg-type]


def test_all_seven_parts_stand_in_their_order() -> None:
    made = letter(signature="Nell Sawyer")
    parts = (
        "Dear Priya,",
        "Thank you for the 20 minutes you gave me on Monday.",
        "What has stayed with me most is this: lead with one case told end to end.",
        "I also took this away: clinics hire through panels, not ads.",
        "rewrite my first case study, by [date]",
        "As promised, from my side: send the FHIR primer (by Monday, 30 November).",
        "You mentioned this: recruiting patients takes four weeks. Perhaps I can be of use there: FHIR in plain words.",
        "I will write to Dr. Helen Osei by [date], and tell you how it goes.",
        "May I write to you again",
        "With warm thanks,\nNell Sawyer",
    )
    places = [made.body.index(part) for part in parts]
    assert places == sorted(places)
    assert made.subject == "Thank you for our conversation on Monday"
    assert made.sent is None
    assert gaps(made.body) == ("[date]", "[date]")


@pytest.mark.parametrize("tone", LetterTone)
@pytest.mark.parametrize("late", Lateness)
@pytest.mark.parametrize("takeaways", [(), TAKEAWAYS[:1], TAKEAWAYS])
@pytest.mark.parametrize("promises", [(), PROMISES])
@pytest.mark.parametrize("offers", [(), OFFERS[:1], OFFERS])
@pytest.mark.parametrize("referrals", [(), REFERRALS])
def test_it_has_75_to_150_words_whatever_is_ticked(
    tone: LetterTone, late: Lateness, takeaways: object, promises: object, offers: object, referrals: object
) -> None:
    made = letter(takeaways=takeaways, promises=promises, offers=offers, referrals=referrals, tone=tone, late=late)
    assert FEWEST_WORDS <= word_count(made.body) <= MOST_WORDS, made.body


@pytest.mark.parametrize("tone", LetterTone)
def test_each_tone_begins_and_ends_in_its_way(tone: LetterTone) -> None:
    doctor = Person("Dr. Priya Raman", prefix="Dr.", given="Priya", family="Raman")
    first, *_, last = letter(doctor, tone=tone, signature="Nell Sawyer").body.split("\n\n")
    assert (first, last) == {
        LetterTone.WARM: ("Dear Priya,", "With warm thanks,\nNell Sawyer"),
        LetterTone.PLAIN: ("Hello Priya,", "Thanks again,\nNell Sawyer"),
        LetterTone.FORMAL: ("Dear Dr. Raman,", "Yours sincerely,\nNell Sawyer"),
    }[tone]


def test_a_formal_letter_without_a_title_guesses_none() -> None:
    assert letter(tone=LetterTone.FORMAL).body.startswith("Dear Priya Raman,")


@pytest.mark.parametrize(
    ("late", "first", "has"),
    [
        (Lateness.IN_TIME, "Thank you for the 20 minutes", ""),
        (Lateness.LATE, "Thank you for the 20 minutes", "My thanks come later than I wished"),
        (Lateness.VERY_LATE, "I am sorry that I write to you only now. Thank you for", ""),
    ],
)
def test_a_late_letter_says_so_and_a_very_late_one_begins_with_it(late: Lateness, first: str, has: str) -> None:
    body = letter(late=late).body
    assert body.split("\n\n")[1].startswith(first) and has in body
    assert ("later than" in body) is (late is Lateness.LATE) and ("sorry" in body) is (late is Lateness.VERY_LATE)


def test_very_long_notes_are_cut_to_a_letters_length() -> None:
    long = [heard(kind, "and then another word " * 40) for kind in (HeardKind.TAKEAWAY,) * 3]
    made = letter(takeaways=long, promises=long, referrals=long, offers=OFFERS)
    assert word_count(made.body) <= MOST_WORDS
    assert "…" in made.body


def test_what_finds_no_room_is_counted_and_takeaways_go_last() -> None:
    many = {
        "takeaways": [heard(HeardKind.TAKEAWAY, f"takeaway {n} of many words that say a thing") for n in range(3)],
        "promises": [heard(HeardKind.PROMISE, f"promise {n} of many words that say a thing") for n in range(3)],
        "referrals": [heard(HeardKind.REFERRAL, f"Person {n}") for n in range(3)],
    }
    made = thank_you(contact(heard=(NEED,)), interview(), offers=OFFERS[:3], now=NOW, **many)
    body = made.letter.body
    stand = [thing.text for things in many.values() for thing in things] + [offer.fields.title for offer in OFFERS[:3]]
    assert made.left_out == sum(text not in body for text in stand) > 0
    assert sum(thing.text in body for thing in many["takeaways"]) >= 2
    assert "…" not in body
    few = thank_you(contact(), interview(), takeaways=TAKEAWAYS, promises=PROMISES, offers=(), now=NOW)
    assert few.left_out == 0


def test_an_offer_needs_a_need() -> None:
    assert "FHIR in plain words" not in letter(known=()).body
    other = heard(HeardKind.NEED, "a need of last year", id=6, interview_id=3)
    made = letter(known=(other,))
    assert "Perhaps I can be of use to you in turn: FHIR in plain words." in made.body
    assert "last year" not in made.body
    withdrawn = heard(HeardKind.NEED, "no longer", state=HeardState.WITHDRAWN)
    assert "FHIR" not in letter(known=(withdrawn,), promises=()).body


def test_each_offer_stands_with_the_need_it_was_made_for() -> None:
    needs = (heard(HeardKind.NEED, "a primer on FHIR", id=8), heard(HeardKind.NEED, "a recruiter for clinics", id=9))
    made = [
        ExchangeEntry(1, 1, Direction.I_GAVE, offer.fields.title, NOW.date(), ExchangeState.OFFERED, 5, offer.id, need)
        for offer, need in zip(OFFERS[:2], (8, 9), strict=True)
    ]
    who = contact(heard=needs, exchange=tuple(made))
    body = thank_you(who, interview(), takeaways=TAKEAWAYS[:1], promises=(), offers=OFFERS[:2], now=NOW).letter.body
    assert "You mentioned this: a primer on FHIR. Perhaps I can be of use there: FHIR in plain words." in body
    assert "You also mentioned this: a recruiter for clinics. Here I could offer: Introduce a recruiter." in body


def test_no_need_is_said_to_be_met_by_an_offer_that_was_not_made_for_it() -> None:
    body = letter(offers=OFFERS[1:2]).body
    assert f"Perhaps I can be of use to you in turn: {OFFERS[1].fields.title}." in body
    assert NEED.text not in body


def test_an_offer_that_can_be_read_somewhere_says_where() -> None:
    offer = replace(OFFERS[0], fields=replace(OFFERS[0].fields, link="https://example.org/fhir"))
    assert "FHIR in plain words (https://example.org/fhir)." in letter(offers=(offer,)).body


def test_what_only_the_user_can_say_stands_in_brackets() -> None:
    made = letter(takeaways=(), promises=(), offers=(), referrals=())
    assert gaps(made.body) == (
        "[one thing you said]",
        "[what you did or will do with it, and when]",
        "[your name]",
    )
    assert gaps("nothing [] here [\n]") == ()


def test_brackets_in_a_note_are_no_gaps() -> None:
    made = letter(takeaways=[heard(HeardKind.TAKEAWAY, "say [sic] twice")], signature="N")
    assert "say (sic) twice" in made.body
    assert "[sic]" not in gaps(made.body)


def test_promises_kept_and_theirs_are_told_as_such() -> None:
    promises = (
        heard(HeardKind.PROMISE, "the survey", state=HeardState.DONE),
        heard(HeardKind.PROMISE, "look at my portfolio", mine=False),
        heard(HeardKind.PROMISE, "forgotten", state=HeardState.WITHDRAWN),
    )
    body = letter(promises=promises).body
    assert "What I promised is done: the survey." in body
    assert "thank you for what you offered to do: look at my portfolio." in body
    assert "forgotten" not in body


def test_a_referral_that_became_a_contact_is_named_as_the_contact() -> None:
    followed = heard(HeardKind.REFERRAL, "Helen, of the panel", referred=ContactRef(9, "Helen Osei"))
    assert "I have Helen Osei on my list now" in letter(referrals=(followed,)).body


def test_a_referral_that_was_written_to_is_told_as_such() -> None:
    written = heard(HeardKind.REFERRAL, "Helen Osei, of the panel", contacted=date(2026, 11, 24))
    body = letter(referrals=(written,)).body
    assert "I have written to Helen Osei, and will tell you how it goes." in body
    assert "[date]" not in body.split("I have written")[1]


def test_the_name_is_used_as_given_and_no_pronoun_is_guessed() -> None:
    assert letter(Person("田中 美咲")).body.startswith("Dear 田中 美咲,")
    assert letter(Person("van der Berg, J.", given="")).body.startswith("Dear van der Berg, J.,")
    sentences = " ".join(str(getattr(wording(tone), field.name)) for tone in LetterTone for field in fields(Wording))
    assert not re.search(r"\b(s?he|his|hers?|him|they|their)\b", sentences, re.IGNORECASE)


def test_a_talk_in_writing_or_without_a_date_is_thanked_for_as_such() -> None:
    written = thank_you(
        contact(), interview(medium=Medium.WRITTEN), takeaways=TAKEAWAYS, promises=(), offers=(), now=NOW
    )
    assert "answering my questions" in written.letter.body
    undated = thank_you(contact(), interview(starts=None), takeaways=TAKEAWAYS, promises=(), offers=(), now=NOW)
    assert undated.letter.subject == "Thank you for our conversation"
    assert "the time you gave me." in undated.letter.body


def test_an_older_talk_is_told_by_its_date() -> None:
    made = thank_you(
        contact(), interview(starts=NOW.replace(day=2, tzinfo=None)), takeaways=(), promises=(), offers=(), now=NOW
    )
    assert made.letter.subject.endswith("on Monday, 2 November")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Thank you – truly.", 3),
        ("twenty-one o'clock", 2),
        ("田中さん hello", 5),
        ("안녕 하세요", 2),
        ("Привет, мир!", 2),
    ],
)
def test_words_are_counted_as_people_count_them(text: str, words: int) -> None:
    assert word_count(text) == words
