"""Introductions in words: facts with their days, and what one could do next."""

from __future__ import annotations

from datetime import date, datetime

from netplus_desktop.core.introductions import (
    IntroductionLetter,
    IntroductionState,
    both_agree,
    decliner,
    last_at,
    state_of,
)
from netplus_desktop.core.records import Introduction, IntroductionKind
from netplus_desktop.ui import dates
from netplus_desktop.ui.interview.words import translate


def waiting(introduction: Introduction) -> bool:
    """Whether one of the two has the word."""
    return state_of(introduction) in (IntroductionState.FIRST_ASKED, IntroductionState.SECOND_ASKED)


def standing(introduction: Introduction, today: date) -> str:
    """Where it stands, in one sentence."""
    state, at = state_of(introduction), last_at(introduction)
    if state is IntroductionState.DECLINED:
        no = decliner(introduction)
        text = (
            translate("introductions", "{name} said no {day}") if no else translate("introductions", "declined {day}")
        )
        return text.format(name=no.name if no else "", day=_day(at, today))
    text = {
        IntroductionState.IDEA: translate("introductions", "an idea: neither has been asked yet"),
        IntroductionState.FIRST_ASKED: translate("introductions", "{first} was asked {day}"),
        IntroductionState.FIRST_AGREED: translate("introductions", "{first} said yes {day}; {second} comes next"),
        IntroductionState.SECOND_ASKED: translate("introductions", "{first} said yes; {second} was asked {day}"),
        IntroductionState.SECOND_AGREED: translate("introductions", "both said yes, {second} {day}"),
        IntroductionState.INTRODUCED: translate("introductions", "introduced {day}"),
        IntroductionState.ACKNOWLEDGED: translate("introductions", "introduced, and thanked for {day}"),
        IntroductionState.MET: translate("introductions", "the two met {day}"),
        IntroductionState.OUTCOME_REPORTED: translate("introductions", "you heard {day} what came of it"),
        IntroductionState.WITHDRAWN: translate("introductions", "you let it rest {day}"),
    }[state]
    names = {"first": introduction.first.name, "second": introduction.second.name}
    said = text.format(day=_day(at, today), **names)
    if introduction.event(IntroductionKind.INTRODUCED) and not both_agree(introduction):
        more = translate("introductions", "{fact}; before both had agreed, because: {reason}")
        return more.format(fact=said, reason=introduction.override)
    return said


def fact(introduction: Introduction, kind: IntroductionKind) -> str:
    """What happened, beside its day."""
    text = {
        IntroductionKind.FIRST_ASKED: translate("introductions", "{first} was asked"),
        IntroductionKind.FIRST_AGREES: translate("introductions", "{first} said yes"),
        IntroductionKind.SECOND_ASKED: translate("introductions", "{second} was asked"),
        IntroductionKind.SECOND_AGREES: translate("introductions", "{second} said yes"),
        IntroductionKind.INTRODUCED: translate("introductions", "introduced"),
        IntroductionKind.ACKNOWLEDGED: translate("introductions", "thanked for"),
        IntroductionKind.MET: translate("introductions", "the two met"),
        IntroductionKind.OUTCOME_REPORTED: translate("introductions", "heard what came of it"),
        IntroductionKind.DECLINED: translate("introductions", "declined"),
        IntroductionKind.WITHDRAWN: translate("introductions", "let rest"),
    }[kind]
    return _named(text, introduction)


def act(introduction: Introduction, kind: IntroductionKind) -> str:
    """What the user could say has happened, for a button."""
    text = {
        IntroductionKind.FIRST_ASKED: translate("introductions", "I have asked {first}"),
        IntroductionKind.FIRST_AGREES: translate("introductions", "{first} said yes"),
        IntroductionKind.SECOND_ASKED: translate("introductions", "I have asked {second}"),
        IntroductionKind.SECOND_AGREES: translate("introductions", "{second} said yes"),
        IntroductionKind.INTRODUCED: translate("introductions", "I have introduced them"),
        IntroductionKind.ACKNOWLEDGED: translate("introductions", "They thanked me for it"),
        IntroductionKind.MET: translate("introductions", "The two have met"),
        IntroductionKind.OUTCOME_REPORTED: translate("introductions", "I heard what came of it"),
        IntroductionKind.DECLINED: translate("introductions", "The answer was no"),
        IntroductionKind.WITHDRAWN: translate("introductions", "Let it rest"),
    }[kind]
    return _named(text, introduction)


def what_next(introduction: Introduction) -> str:
    """A sentence on what could come next; "" where nothing needs to be said."""
    text = {
        IntroductionState.IDEA: translate(
            "introductions", "First you ask {first}. {second} hears of it only once {first} has said yes."
        ),
        IntroductionState.FIRST_ASKED: translate(
            "introductions", "When {first} has answered, you could note it here. {second} has not heard of it."
        ),
        IntroductionState.FIRST_AGREED: translate("introductions", "Now you could ask {second}."),
        IntroductionState.SECOND_ASKED: translate(
            "introductions", "When {second} has answered, you could note it here."
        ),
        IntroductionState.SECOND_AGREED: translate(
            "introductions", "Both would like it. One letter to both brings them together."
        ),
        IntroductionState.INTRODUCED: translate(
            "introductions", "The rest is between the two. When you hear of it, you could note it here."
        ),
        IntroductionState.ACKNOWLEDGED: translate(
            "introductions", "When you hear that the two have met, you could note it here."
        ),
        IntroductionState.MET: translate("introductions", "You could ask either of them what came of it."),
    }.get(state_of(introduction), "")
    return _named(text, introduction)


def letter_title(introduction: Introduction, letter: IntroductionLetter) -> str:
    """The heading over a letter."""
    text = {
        IntroductionLetter.TO_FIRST: translate("introductions", "To {first}: would it be welcome?"),
        IntroductionLetter.TO_SECOND: translate("introductions", "To {second}: would it be welcome?"),
        IntroductionLetter.TO_BOTH: translate("introductions", "To both"),
    }[letter]
    return _named(text, introduction)


def _named(text: str, introduction: Introduction) -> str:
    return text.format(first=introduction.first.name, second=introduction.second.name)


def _day(at: datetime | None, today: date) -> str:
    return dates.day(dates.today_of(at), today) if at is not None else ""
