"""The letters of an introduction: a no is easy, nothing is invented, and no pronoun is guessed."""

from __future__ import annotations

import re

import pytest

from netplus_desktop.core.records import Letter, Person
from netplus_desktop.documents.introducing import MOST_WORDS, asking_letter, joining_letter
from netplus_desktop.documents.letters import gaps, word_count
from netplus_desktop.documents.tones import LetterTone

AMARA = Person("Amara Okafor", given="Amara", title="Head of trials", organisation="Northline", note="In confidence")
HUGO = Person("Hugo Berg", given="Hugo", organisation="Kite", note="In confidence, too")


def letters(reason: str = "", blurb: str = "", tone: LetterTone = LetterTone.WARM) -> tuple[Letter, ...]:
    return (
        asking_letter(AMARA, HUGO, reason, blurb, agreed=False, tone=tone, signature="Nell"),
        asking_letter(HUGO, AMARA, reason, blurb, agreed=True, tone=tone, signature="Nell"),
        joining_letter(AMARA, HUGO, reason, blurb, blurb, tone=tone, signature="Nell"),
    )


def test_the_first_is_asked_and_may_say_no_unheard() -> None:
    letter = asking_letter(AMARA, HUGO, "both look for patients early", "ran three panels", agreed=False)
    assert letter.subject == "May I introduce you to Hugo Berg?"
    assert letter.body.startswith("Dear Amara,")
    assert "Hugo Berg at Kite. Why I think of the two of you: both look for patients early." in letter.body
    assert "A little more about Hugo: ran three panels." in letter.body
    assert "I will ask Hugo next" in letter.body and "Hugo will not hear of it" in letter.body
    assert "would be glad" not in letter.body, "Hugo has not been asked"


def test_the_second_hears_that_the_first_agreed() -> None:
    letter = asking_letter(HUGO, AMARA, "both look for patients early", agreed=True)
    assert letter.body.startswith("Dear Hugo,") and "Amara Okafor, Head of trials at Northline" in letter.body
    assert "Amara knows that I am asking you, and would be glad of it." in letter.body
    assert gaps(letter.body)[0].startswith("[what Amara does or has done")


def test_the_letter_to_both_tells_each_who_the_other_is() -> None:
    letter = joining_letter(AMARA, HUGO, "both look for patients early!", "ran the trials", "ran panels", signature="N")
    assert letter.subject == "Amara Okafor and Hugo Berg"
    assert letter.body.startswith("Dear Amara, dear Hugo,")
    assert "Amara, meet Hugo Berg at Kite: ran panels." in letter.body
    assert "Hugo, meet Amara Okafor, Head of trials at Northline: ran the trials." in letter.body
    assert "patients early!\n" in letter.body and gaps(letter.body) == ()


@pytest.mark.parametrize("tone", LetterTone)
def test_letters_are_short_leave_gaps_and_tell_no_secret(tone: LetterTone) -> None:
    for letter in (*letters(tone=tone), *letters("reason " * 200, "word " * 200, tone)):
        assert "confidence" not in letter.body
        assert not re.search(r"\b(he|she|his|her|him|hers)\b", letter.body, re.IGNORECASE)
    for letter in letters(tone=tone):
        assert word_count(letter.body) <= MOST_WORDS and "[what each could have from it]" in gaps(letter.body)
    (bracketed, *_) = letters("see [here]")
    assert "see (here)" in bracketed.body, "brackets of a note are no gaps to fill"
