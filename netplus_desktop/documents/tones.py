"""The sentences of letters, in the three tones a user can choose. Another language is another set of `Wording`s.

Brackets are for the user to fill; no sentence guesses a pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netplus_desktop.core.records import Person
from netplus_desktop.documents.wording import plain


class LetterTone(StrEnum):
    """How a letter speaks. The values are kept in the vault."""

    WARM = "warm"
    PLAIN = "plain"
    FORMAL = "formal"


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the thank-you, and how any letter begins and ends. These are the warm ones."""

    subject: str = "Thank you for our conversation {when}"
    subject_undated: str = "Thank you for our conversation"
    on_day: str = "on {day}"
    dear: str = "Dear {given},"
    thanks: str = "Thank you for the {minutes} minutes you gave me {when}."
    thanks_undated: str = "Thank you for the time you gave me."
    thanks_written: str = "Thank you for answering my questions so carefully."
    late: str = "My thanks come later than I wished, and are no less warm for it."
    very_late: str = "I am sorry that I write to you only now."
    one_thing: str = "What has stayed with me most is this: {takeaway}."
    one_thing_gap: str = "What has stayed with me most is [one thing you said]."
    also: str = "I also took this away: {takeaways}."
    action: str = "Here is what I will do with it: {actions}, by [date]."
    action_gap: str = "I have begun to put it to use: [what you did or will do with it, and when]."
    promised: str = "As promised, from my side: {promises}."
    promised_by: str = "{promise} (by {day})"
    kept: str = "What I promised is done: {promises}."
    theirs: str = "And thank you for what you offered to do: {promises}."
    need: str = "You mentioned this: {need}. Perhaps I can be of use there: {offers}."
    need_more: str = "You also mentioned this: {need}. Here I could offer: {offers}."
    offer: str = "Perhaps I can be of use to you in turn: {offers}."
    offer_close: str = "If it would help, one word from you is enough."
    referral: str = "I will write to {names} by [date], and tell you how it goes."
    referral_listed: str = "I have {names} on my list now, and will tell you how it goes."
    referral_written: str = "I have written to {names}, and will tell you how it goes."
    door: str = "May I write to you again when I can tell what came of your advice?"
    busy: str = (
        "I know how full your days are, so it means a lot to me that you shared what you know so openly and thought "
        "about my questions with such care."
    )
    useful: str = (
        "It has made the picture clearer than anything I had read, and it helps me to choose what to do next. "
        "Should there be anything that I could do for you, I would be glad to hear of it."
    )
    sign_off: str = "With warm thanks,"
    your_name: str = "[your name]"
    join: str = "; "
    last: str = " and "


WARM = Wording()

PLAIN = Wording(
    dear="Hello {given},",
    thanks="Thank you for the {minutes} minutes {when}.",
    thanks_undated="Thank you for your time.",
    thanks_written="Thank you for answering my questions.",
    late="I meant to write sooner.",
    very_late="Sorry for writing so late.",
    one_thing="The thing I keep from it: {takeaway}.",
    one_thing_gap="The thing I keep from it: [one thing you said].",
    also="I also noted: {takeaways}.",
    action="What I will do next: {actions}, by [date].",
    action_gap="What I will do next: [what you did or will do with it, and when].",
    promised="I said I would do this: {promises}.",
    kept="What I said I would do is done: {promises}.",
    theirs="Thank you also for what you offered: {promises}.",
    need="You mentioned this: {need}. I have something that may help: {offers}.",
    need_more="You also mentioned this: {need}. For that I have: {offers}.",
    offer="I have something that may help you: {offers}.",
    offer_close="Tell me if you would like it.",
    referral="I will write to {names} by [date], and tell you how it goes.",
    referral_listed="{names}: on my list now, and I will tell you how it goes.",
    door="May I write again once I can tell you what came of your advice?",
    busy=(
        "I know that your days are full. Your answers were clear and open, and told me what I really need to know, "
        "which I had not found in anything that I had read so far."
    ),
    useful=(
        "What you told me helps me to choose what to do next, and what I can leave out. If there is something that I "
        "could do for you, now or later on, I would be glad to hear of it."
    ),
    sign_off="Thanks again,",
)

FORMAL = Wording(
    dear="Dear {formal},",
    thanks="I am writing to thank you for the {minutes} minutes that you gave me {when}.",
    thanks_undated="I am writing to thank you for the time that you gave me.",
    thanks_written="I am writing to thank you for the care with which you answered my questions.",
    late="I regret that I did not write sooner.",
    very_late="Please accept my apologies for writing only now.",
    one_thing="One point in particular has stayed with me: {takeaway}.",
    one_thing_gap="One point in particular has stayed with me: [one thing you said].",
    also="I also noted the following: {takeaways}.",
    action="I intend to act on it as follows: {actions}, by [date].",
    action_gap="I intend to act on it as follows: [what you did or will do with it, and when].",
    promised="As I promised: {promises}.",
    kept="What I promised is done: {promises}.",
    theirs="I am also grateful for what you offered to do: {promises}.",
    need="You mentioned the following: {need}. I may be able to contribute: {offers}.",
    need_more="You also mentioned the following: {need}. Here I could offer: {offers}.",
    offer="I may be able to be of use to you in return: {offers}.",
    offer_close="Should this be of interest, a brief reply will suffice.",
    referral="I will write to {names} by [date], and will let you know of the outcome.",
    referral_listed="I have added {names} to my list, and will let you know of the outcome.",
    referral_written="I have written to {names}, and will let you know of the outcome.",
    door="May I write to you again when I am able to report what came of your advice?",
    busy=(
        "I am well aware of how many demands there are on your time, and I appreciate the openness with which you "
        "shared your experience and the thought that you gave to each of my questions."
    ),
    useful=(
        "Your account has given me a clearer view than anything that I had read before, and it will guide my next "
        "steps. Should there be any way in which I can be of service to you, please let me know."
    ),
    sign_off="Yours sincerely,",
)

_WORDINGS = {LetterTone.WARM: WARM, LetterTone.PLAIN: PLAIN, LetterTone.FORMAL: FORMAL}


def wording(tone: LetterTone) -> Wording:
    """The sentences of a tone."""
    return _WORDINGS[tone]


def greeting(person: Person, words: Wording) -> str:
    """How a letter to somebody begins. Formal letters take the title that was noted with the family name, and without
    a title the whole name: whether someone is called Mr or Ms is not guessed."""
    given = person.given or person.name
    formal = f"{person.prefix} {person.family}" if person.prefix and person.family else person.name
    return words.dear.format(given=named(given), formal=named(formal))


def closing(signature: str, words: Wording) -> str:
    """How it ends, with the user's name or a gap for it."""
    return f"{words.sign_off}\n{plain(signature) or words.your_name}"


def named(text: str) -> str:
    """A name as it was given. Its own brackets are no gaps to fill."""
    return plain(text, 120).replace("[", "(").replace("]", ")")
