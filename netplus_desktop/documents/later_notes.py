"""The short letters after the thank-you: what came of a referral or of advice, a congratulation, the news of a landing.

They close the loop (practice, follow-up note, "later notes"): each tells what came of one thing, and asks for nothing.
What only the user can tell stands in [brackets].
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from netplus_desktop.core.loops import HelpKind, Loop
from netplus_desktop.core.records import Contact, Direction, DraftKind, Heard, HeardKind, HeardState, Letter
from netplus_desktop.documents.letters import quoted, referred_name
from netplus_desktop.documents.tones import LetterTone, closing, greeting, named, wording
from netplus_desktop.documents.wording import long_day

MOST_WORDS = 150
"""As for the thank-you: short enough to be read at once."""

_LONGEST = 24  # words of a note that is quoted
_MOST_HELPS = 2


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Every sentence of these letters. Another language is another set of them."""

    last: str = " and "
    join: str = "; "
    name_gap: str = "[name]"

    contacted_subject: str = "I have written to {names}"
    contacted: str = "Thank you once more for naming {names} to me. I have written now, and mentioned you."
    contacted_on: str = "Thank you once more for naming {names} to me. I wrote on {day}, and mentioned you."
    introduced_on: str = "Thank you for introducing me to {names} on {day}."
    written_since: str = "I have written since."
    thanked_subject: str = "Thank you for introducing me to {names}"
    thanked: str = "Thank you for introducing me to {names}. It means much to me that I do not come as a stranger."
    thanked_gap: str = "This is what I do next: [what you do next, and when]."
    thanked_end: str = "I will tell you what comes of it. There is nothing that you need to do."
    contacted_gap: str = "So far: [no answer yet, or what came back]."
    contacted_end: str = "I will tell you how it goes on. There is nothing that you need to do."

    met_subject: str = "I have talked with {names}"
    met: str = "Thank you for leading me to {names}. We have talked, and it was worth the time."
    met_on: str = "Thank you for leading me to {names}. We talked on {day}, and it was worth the time."
    met_gap: str = "What I take from it is this: [one thing you learned]. Next I will [what you do with it, and when]."
    met_end: str = "None of it would have come about without you. If I can be of use to you, one word is enough."

    advice_subject: str = "What came of your advice"
    advice: str = "When we talked, I took this away: {advice}."
    advice_gap: str = "When we talked, you advised me to [what the advice was]."
    action: str = "I have acted on it: {actions}."
    advice_result: str = "What came of it: [the result, in a sentence]."
    advice_end: str = "I would not have come upon it by myself. Thank you."

    congratulation_subject: str = "Congratulations"
    congratulation_post: str = "I have just learned of your new work at {organisation}. My congratulations!"
    congratulation_gap: str = "I have just learned of [the news]. My congratulations!"
    congratulation_link: str = "It made me think of our talk, and of [one thing that links it to the news]."
    congratulation_end: str = "I wish you a good beginning. There is no need to answer."

    landing_subject: str = "Good news, and my thanks"
    landing: str = "I have good news: from {day}, I work as {role} at {organisation}."
    landing_no_role: str = "I have good news: from {day}, I work at {organisation}."
    landing_helped: str = "You have a part in it."
    helped_introduction: str = "You introduced me to {names}."
    helped_referral: str = "You named {names} to me."
    helped_advice: str = "You gave me advice that I have held on to: {advice}."
    helped_time: str = "You gave me your time when I had more questions than answers."
    helped_other: str = "You gave me this: {text}."
    landing_end: str = (
        "I have not forgotten it, and I would like to stay in touch. If I can be of use to you from where I am now, "
        "one word is enough."
    )


_SAY = _Sentences()


def later_note(
    kind: DraftKind,
    contact: Contact,
    loops: Sequence[Loop] = (),
    *,
    signature: str = "",
    tone: LetterTone = LetterTone.WARM,
) -> Letter:
    """A note to somebody about the `loops` that it closes: REFERRAL_CONTACTED, REFERRAL_MET, ADVICE_USED, or
    CONGRATULATION, which takes none. Raises `ValueError` for another kind."""
    makers = {
        DraftKind.REFERRAL_CONTACTED: _contacted,
        DraftKind.REFERRAL_MET: _met,
        DraftKind.ADVICE_USED: _advice,
    }
    if kind is DraftKind.CONGRATULATION:
        subject, paragraphs = _congratulation(contact)
    elif kind in makers:
        subject, paragraphs = makers[kind](loops)
    else:
        raise ValueError(kind)
    return _letter(contact, subject, paragraphs, signature, tone)


def landing_note(
    contact: Contact,
    kinds: Collection[HelpKind],
    *,
    organisation: str,
    role: str,
    day: date,
    signature: str = "",
    tone: LetterTone = LetterTone.WARM,
) -> Letter:
    """The news of a landing for somebody who helped in these ways; the two that opened most are named."""
    news = _SAY.landing if role.strip() else _SAY.landing_no_role
    helps = [said for kind in HelpKind if kind in kinds and (said := _helped(kind, contact))]
    paragraphs = (
        news.format(day=long_day(day), role=named(role), organisation=named(organisation)),
        " ".join((_SAY.landing_helped, *helps[:_MOST_HELPS])),
        _SAY.landing_end,
    )
    return _letter(contact, _SAY.landing_subject, paragraphs, signature, tone)


def _letter(contact: Contact, subject: str, paragraphs: Sequence[str], signature: str, tone: LetterTone) -> Letter:
    words = wording(tone)
    text = "\n\n".join((greeting(contact.person, words), *paragraphs, closing(signature, words)))
    return Letter(subject, text.replace("?.", "?").replace("!.", "!"))


def _contacted(loops: Sequence[Loop]) -> tuple[str, tuple[str, ...]]:
    names = _names(loops)
    if loops and all(loop.thanks for loop in loops):
        said = (_SAY.thanked.format(names=names), _SAY.thanked_gap, _SAY.thanked_end)
        return _SAY.thanked_subject.format(names=names), said
    written = next((loop.heard.contacted for loop in loops if loop.heard and loop.heard.contacted), None)
    brought = next((loop.heard.introduced for loop in loops if loop.heard and loop.heard.introduced), None)
    if brought:
        first = _SAY.introduced_on.format(names=names, day=long_day(brought))
        first = f"{first} {_SAY.written_since}" if written else first
    elif written:
        first = _SAY.contacted_on.format(names=names, day=long_day(written))
    else:
        first = _SAY.contacted.format(names=names)
    return _SAY.contacted_subject.format(names=names), (first, _SAY.contacted_gap, _SAY.contacted_end)


def _met(loops: Sequence[Loop]) -> tuple[str, tuple[str, ...]]:
    names = _names(loops)
    first = _SAY.met_on.format(names=names, day=long_day(loops[0].since)) if len(loops) == 1 else None
    return _SAY.met_subject.format(names=names), (first or _SAY.met.format(names=names), _SAY.met_gap, _SAY.met_end)


def _advice(loops: Sequence[Loop]) -> tuple[str, tuple[str, ...]]:
    said = [quoted(loop.text, _LONGEST) for loop in loops]
    done = [quoted(loop.heard.action, _LONGEST) for loop in loops if loop.heard and loop.heard.action.strip()]
    first = _SAY.advice.format(advice=_SAY.join.join(said)) if said else _SAY.advice_gap
    if done:
        first = f"{first} {_SAY.action.format(actions=_SAY.join.join(done))}"
    return _SAY.advice_subject, (first, _SAY.advice_result, _SAY.advice_end)


def _congratulation(contact: Contact) -> tuple[str, tuple[str, ...]]:
    organisation = named(contact.person.organisation)
    first = _SAY.congratulation_gap
    if contact.former_posts and organisation:
        first = _SAY.congratulation_post.format(organisation=organisation)
    return _SAY.congratulation_subject, (f"{first} {_SAY.congratulation_link}", _SAY.congratulation_end)


def _names(loops: Sequence[Loop]) -> str:
    """The people whom the loops are about."""
    return _SAY.last.join(_name(loop) for loop in loops) or _SAY.name_gap


def _name(loop: Loop) -> str:
    if loop.person is not None:
        return named(loop.person.name)
    return referred_name(loop.heard, _LONGEST) if loop.heard is not None else named(loop.text)


def _helped(kind: HelpKind, contact: Contact) -> str:
    """One way in which somebody helped, in a sentence; "" where nothing is noted of it."""
    heard = [thing for thing in contact.heard if thing.state is not HeardState.WITHDRAWN]
    if kind is HelpKind.INTRODUCTION:
        names = [named(person.name) for person in contact.introduced] or _referred(heard)
        return _SAY.helped_introduction.format(names=_SAY.last.join(names[:2])) if names else ""
    if kind is HelpKind.REFERRAL:
        names = _referred(heard)
        return _SAY.helped_referral.format(names=_SAY.last.join(names[:2])) if names else ""
    if kind is HelpKind.ADVICE:
        advice = [thing for thing in heard if thing.kind is HeardKind.TAKEAWAY]
        used = next((thing for thing in advice if thing.action.strip()), advice[0] if advice else None)
        return _SAY.helped_advice.format(advice=quoted(used.text, _LONGEST)) if used else ""
    if kind is HelpKind.TIME:
        return _SAY.helped_time
    shared = [entry.text for entry in contact.exchange if entry.direction is Direction.THEY_SHARED]
    return _SAY.helped_other.format(text=quoted(shared[-1], _LONGEST)) if shared else ""


def _referred(heard: Sequence[Heard]) -> list[str]:
    return [referred_name(thing, _LONGEST) for thing in heard if thing.kind is HeardKind.REFERRAL]
