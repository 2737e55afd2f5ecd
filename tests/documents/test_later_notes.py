"""The notes after the thank-you: each tells of one thing, guesses no pronoun, leaves gaps for what it cannot know."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date

import pytest

from netplus_desktop.core.loops import HelpKind, Loop, LoopKind, LoopStage
from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    DraftKind,
    ExchangeEntry,
    ExchangeState,
    FormerPost,
    Heard,
    HeardKind,
)
from netplus_desktop.documents import later_notes
from netplus_desktop.documents.later_notes import MOST_WORDS, landing_note, later_note
from netplus_desktop.documents.letters import gaps, word_count
from netplus_desktop.documents.tones import LetterTone
from tests.documents.made import contact, heard

HELEN = heard(HeardKind.REFERRAL, "Dr. Helen Osei, runs the patient panel")
ADVICE = heard(HeardKind.TAKEAWAY, "lead with one case told end to end", action="rewrote my first case study")
DAY = date(2026, 11, 24)


def loop(thing: Heard | None, stage: LoopStage, kind: LoopKind = LoopKind.REFERRAL, name: str = "") -> Loop:
    person = ContactRef(9, name) if name else None
    return Loop(kind, stage, DAY, thing.text if thing else name, thing, person)


def test_whoever_named_somebody_hears_that_i_wrote() -> None:
    written = replace(HELEN, contacted=DAY)
    note = later_note(DraftKind.REFERRAL_CONTACTED, contact(), [loop(written, LoopStage.CONTACTED)], signature="Nell")
    assert note.subject == "I have written to Dr. Helen Osei"
    assert "naming Dr. Helen Osei to me. I wrote on Tuesday, 24 November, and mentioned you." in note.body
    assert note.body.startswith("Dear Priya,") and note.body.endswith("With warm thanks,\nNell")
    assert gaps(note.body) == ("[no answer yet, or what came back]",)


def test_whoever_introduced_me_hears_so_too() -> None:
    brought = replace(HELEN, introduced=DAY)
    note = later_note(
        DraftKind.REFERRAL_CONTACTED, contact(), [loop(brought, LoopStage.INTRODUCED, LoopKind.INTRODUCTION)]
    )
    assert note.subject == "Thank you for introducing me to Dr. Helen Osei"
    assert gaps(note.body)[0] == "[what you do next, and when]" and "I have written" not in note.body
    silent = replace(loop(brought, LoopStage.INTRODUCED, LoopKind.INTRODUCTION), silent=True)
    note = later_note(DraftKind.REFERRAL_CONTACTED, contact(), [silent])
    assert (
        "introducing me to Dr. Helen Osei on Tuesday, 24 November." in note.body and "I have written" not in note.body
    )
    wrote = replace(brought, contacted=DAY)
    note = later_note(
        DraftKind.REFERRAL_CONTACTED, contact(), [loop(wrote, LoopStage.CONTACTED, LoopKind.INTRODUCTION)]
    )
    assert "on Tuesday, 24 November. I have written since." in note.body


def test_after_the_meeting_it_tells_what_i_take_from_it() -> None:
    note = later_note(DraftKind.REFERRAL_MET, contact(), [loop(HELEN, LoopStage.MET, name="Helen Osei")])
    assert note.subject == "I have talked with Helen Osei"
    assert "We talked on Tuesday, 24 November" in note.body
    both = [loop(HELEN, LoopStage.MET, name="Helen Osei"), loop(None, LoopStage.MET, name="Bo Lind")]
    assert later_note(DraftKind.REFERRAL_MET, contact(), both).subject == "I have talked with Helen Osei and Bo Lind"


def test_advice_is_told_with_what_was_done_and_a_gap_for_the_result() -> None:
    note = later_note(DraftKind.ADVICE_USED, contact(), [loop(ADVICE, LoopStage.HEARD, LoopKind.ADVICE)])
    assert "I took this away: lead with one case told end to end. I have acted on it: rewrote my first" in note.body
    assert "[the result, in a sentence]" in gaps(note.body)


def test_a_congratulation_names_the_new_post_only_where_one_is_known() -> None:
    moved = contact(former_posts=(FormerPost(1, "Old Clinics", "Lead", DAY),))
    assert "your new work at Calder Clinics. My congratulations!" in later_note(DraftKind.CONGRATULATION, moved).body
    assert "[the news]" in gaps(later_note(DraftKind.CONGRATULATION, contact()).body)


def test_the_news_of_a_landing_names_the_ways_in_which_they_helped() -> None:
    shared = ExchangeEntry(1, 1, Direction.THEY_SHARED, "a list of clinics", DAY, ExchangeState.DELIVERED)
    who = contact(heard=(HELEN, ADVICE), exchange=(shared,), introduced=(ContactRef(3, "Hugo Lindqvist"),))

    def note(*kinds: HelpKind, role: str = "researcher") -> str:
        return landing_note(who, kinds, organisation="Northline", role=role, day=DAY, signature="Nell").body

    assert "from Tuesday, 24 November, I work as researcher at Northline." in note(HelpKind.TIME)
    assert "I work at Northline." in note(HelpKind.TIME, role="")
    assert "You introduced me to Hugo Lindqvist." in note(HelpKind.INTRODUCTION)
    assert "You named Dr. Helen Osei to me." in note(HelpKind.REFERRAL)
    assert "held on to: lead with one case told end to end." in note(HelpKind.ADVICE)
    assert "You gave me this: a list of clinics." in note(HelpKind.OTHER)
    everything = note(*HelpKind)
    assert "Hugo Lindqvist" in everything and "Helen Osei" in everything and "clinics" not in everything
    assert gaps(everything) == ()


@pytest.mark.parametrize("tone", LetterTone)
@pytest.mark.parametrize("kind", [DraftKind.REFERRAL_CONTACTED, DraftKind.REFERRAL_MET, DraftKind.ADVICE_USED])
def test_long_notes_stay_short_letters(kind: DraftKind, tone: LetterTone) -> None:
    long = heard(HeardKind.TAKEAWAY, "and then another word " * 40, action="and more " * 40)
    loops = [loop(long, LoopStage.MET, LoopKind.ADVICE)]
    assert word_count(later_note(kind, contact(), loops, tone=tone).body) <= MOST_WORDS


def test_no_pronoun_is_guessed_and_what_is_no_later_note_is_refused() -> None:
    said = " ".join(str(getattr(later_notes._SAY, field.name)) for field in fields(later_notes._SAY))
    assert not re.search(r"\b(s?he|his|hers?|him|they|their)\b", said, re.IGNORECASE)
    with pytest.raises(ValueError, match="approach"):
        later_note(DraftKind.APPROACH, contact())
