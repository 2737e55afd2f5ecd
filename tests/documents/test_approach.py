"""The letters before a meeting: link first, purpose, twenty minutes; short, and without a word of a job."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netplus_desktop.core.records import Event, EventKind, Interview, Letter, Medium, Person
from netplus_desktop.documents import approach
from netplus_desktop.documents.approach import (
    approach_call,
    approach_mail,
    approach_note,
    confirmation,
    job_words,
    nudge,
    signs,
)
from netplus_desktop.documents.letters import gaps, word_count
from tests.documents.made import NOW, PERSON, contact, interview

LONG = "a word and then another one " * 60


def in_order(body: str, *parts: str) -> bool:
    places = [body.index(part) for part in parts]
    return places == sorted(places)


def test_the_mail_has_the_link_first_then_the_purpose_then_the_twenty_minutes() -> None:
    made = approach_mail(contact(), interview(purpose="How a clinic chooses whom to ask"), NOW, signature="Nell Sawyer")
    assert made.subject == "Could I ask you about your work at Calder Clinics?"
    assert in_order(
        made.body,
        "Dear Priya,",
        "Tomás Alvarez led me to you.",
        "I spent six years turning messy interview notes into decisions at two agencies.",
        "What I hope to learn from you: How a clinic chooses whom to ask.",
        "Could I have 20 minutes by video in the next two weeks, when it suits you?",
        "With kind regards,\nNell Sawyer",
    )
    assert word_count(made.body) <= 100
    assert (gaps(made.body), job_words(made.body), made.sent) == ((), (), None)


def test_what_links_us_is_the_last_talk_or_who_led_me_there_or_what_the_user_writes() -> None:
    earlier = replace(interview(starts=datetime(2026, 9, 2, 10, 0)), id=3)
    known = contact(interviews=(interview(starts=None), earlier))
    assert "I still think of our talk on Wednesday, 2 September." in approach_mail(known, known.interviews[0], NOW).body
    by_text = contact(replace(PERSON, introduced_by="An old neighbour"), introducer=None)
    assert "An old neighbour led me to you." in approach_mail(by_text, interview(), NOW).body
    met = approach_mail(contact(introducer=None), interview(), NOW, signature="N").body
    assert gaps(met) == ("[what links you, in a sentence to Priya: UX meetup in Portland]",)
    stranger = approach_mail(contact(Person("Jo Low"), introducer=None), interview(), NOW, signature="N").body
    assert gaps(stranger) == ("[what links you and Jo Low]",)


def test_what_is_not_known_is_left_to_the_user() -> None:
    made = approach_mail(contact(Person("Jo Low"), introducer=None), interview(purpose=" ", overview=""), NOW)
    assert made.subject == "Could I ask you about your work?"
    assert gaps(made.body) == ("[what links you and Jo Low]", "[what you would like to learn]", "[your name]")


def test_an_overview_that_opens_with_a_long_sentence_is_left_for_the_meeting() -> None:
    body = approach_mail(contact(), interview(overview=LONG), NOW, signature="N").body
    assert "another one" not in body


@pytest.mark.parametrize("medium", list(Medium))
def test_the_ask_fits_the_way_of_meeting(medium: Medium) -> None:
    asked = {
        Medium.VIDEO: "30 minutes by video",
        Medium.PHONE: "30 minutes on the phone",
        Medium.IN_PERSON: "30 minutes in person",
        Medium.WRITTEN: "Could I send you three questions",
    }
    talk = interview(medium=medium, minutes=30)
    for text in (approach_mail(contact(), talk, NOW).body, approach_note(contact(), talk, NOW)):
        assert asked[medium] in text
    assert asked[medium] in approach_call(contact(), talk, NOW)


@pytest.mark.parametrize("text", [LONG, "日" * 600, "word " * 99, "[sic] " * 40])
def test_no_mail_is_longer_than_a_hundred_words_and_no_note_longer_than_300_signs(text: str) -> None:
    person = replace(PERSON, met=text, introduced_by="", organisation="The Society for the Study of Everything")
    for who in (contact(person), contact(person, introducer=None)):
        talk = interview(purpose=text, overview=text)
        assert word_count(approach_mail(who, talk, NOW, signature="Nell Sawyer").body) <= 100
        assert signs(approach_note(who, talk, NOW, signature="Nell Sawyer")) <= 300


@settings(max_examples=60, deadline=None)
@given(name=st.text(min_size=1, max_size=400), purpose=st.text(max_size=400), met=st.text(max_size=400))
def test_a_note_never_passes_what_linkedin_takes(name: str, purpose: str, met: str) -> None:
    who = contact(Person(name, met=met), introducer=None)
    note = approach_note(who, interview(purpose=purpose), NOW, signature=name)
    assert len(note.encode("utf-16-le")) <= 600
    assert "\n" not in note


def test_an_emoji_counts_as_two_signs() -> None:
    assert (signs("abc"), signs("é日"), signs("🙂")) == (3, 2, 2)


def test_the_note_says_link_purpose_and_ask() -> None:
    note = approach_note(contact(), interview(purpose="How clinics choose"), NOW, signature="Nell")
    assert in_order(note, "Dear Priya,", "Tomás Alvarez led me", "How clinics choose.", "20 minutes", "Nell")


def test_the_call_opens_with_the_link_and_asks_for_a_moment_first() -> None:
    said = approach_call(contact(), interview(purpose="How clinics choose"), NOW, signature="Nell")
    assert in_order(
        said,
        "Hello Priya, this is Nell. Tomás Alvarez led me",
        "a moment",
        "How clinics choose",
        "20 minutes",
        "again?",
    )


def test_brackets_in_what_was_noted_are_no_gaps() -> None:
    talk = interview(purpose="clinics [all of them]", overview="I draw [maps].")
    body = approach_mail(contact(replace(PERSON, given="Priya [P]")), talk, NOW, signature="[N]").body
    assert gaps(body) == ("[N]",)  # only a signature is taken as it is
    assert "clinics (all of them)" in body


# --- reminder and confirmation ----------------------------------------------------------------------------


def asked(*events: Event, **plan: object) -> Interview:
    return replace(interview(**plan), events=events)


def test_the_reminder_names_the_day_and_leaves_a_way_out() -> None:
    talk = asked(Event(EventKind.REQUESTED, datetime(2026, 11, 12, 9, 0, tzinfo=UTC)), purpose="How clinics choose")
    made = nudge(contact(), talk, NOW, first=Letter("Shall we talk?", "…"), signature="Nell")
    assert made.subject == "Re: Shall we talk?"
    assert "I wrote to you on Thursday, 12 November" in made.body
    assert "How clinics choose" in made.body
    assert "20 minutes by video" in made.body
    assert "I will not ask again" in made.body
    assert word_count(made.body) <= 100
    assert nudge(contact(), asked(), NOW).subject == "Re: Could I ask you about your work at Calder Clinics?"


def test_the_confirmation_says_when_where_and_how_long() -> None:
    talk = interview(starts=datetime(2026, 11, 26, 14, 0), zone="America/Sao_Paulo", minutes=25)
    made = confirmation(contact(), talk, signature="Nell")
    assert made.subject == "Our conversation on Thursday, 26 November"
    assert "on Thursday, 26 November at 14:00 (Sao Paulo)" in made.body
    assert "by video, meet.example/calder" in made.body
    assert "25 minutes" in made.body
    assert "As agreed: on the phone." in confirmation(contact(), interview(place="", medium=Medium.PHONE)).body
    with pytest.raises(ValueError):
        confirmation(contact(), interview(starts=None))


# --- words that ask for a job -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Is there a job, or any Jobs soon?", ("job", "Jobs")),
        ("Do you have open positions or vacancies?", ("open positions", "vacancies")),
        ("I attach my resume and a CV.", ("my resume", "CV")),
        ("Here is my résumé.", ("résumé",)),
        ("I would love to work for you; are you hiring?", ("work for you", "hiring")),
        ("I am looking for a new role and could apply for it.", ("looking for a new role", "apply for")),
        ("Please refer me, or recommend me.", ("refer me", "recommend me")),
        ("Is a post\nvacant?", ("post vacant",)),
        ("job, job and job", ("job",)),
    ],
)
def test_words_that_ask_for_a_job_are_found_once_each(text: str, found: tuple[str, ...]) -> None:
    assert job_words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "What do you enjoy about your job? Great job on the paper.",
        "How do these lessons apply to clinics? The applications are many.",
        "May we resume our talk after the opening hours?",
        "I am in a good position to compare; the postman's role intrigued me.",
        "Steve Jobson and the jobber.",
    ],
)
def test_plain_talk_of_work_is_left_alone(text: str) -> None:
    assert job_words(text) == ()


def test_no_sentence_of_ours_asks_for_a_job_or_guesses_a_pronoun() -> None:
    sentences = " ".join(str(getattr(approach.ENGLISH, field.name)) for field in fields(approach.Wording))
    assert job_words(sentences) == ()
    assert not re.search(r"\b(s?he|his|hers?|him|they|their)\b", sentences, re.IGNORECASE)
