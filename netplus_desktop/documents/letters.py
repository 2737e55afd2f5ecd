"""Letters composed from what was heard: the thank-you with takeaways, promises and offers.

The parts and their order are the practice's (follow-up note): thanks for one specific thing, takeaways in my words,
what I do with them, an offer where a need was heard, how a referral stands, the door left open, the sign-off.
What was noted is quoted as it was noted: behind a colon, so that every note makes a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from netplus_desktop.core import practice
from netplus_desktop.core.records import Contact, Heard, HeardKind, HeardState, Interview, Letter, Medium, Offer
from netplus_desktop.documents.wording import fewer_words, long_day, plain

FEWEST_WORDS, MOST_WORDS = 75, 150
"""Long enough to name what was heard, short enough to be read at once (practice, follow-up note)."""

_MOST_TAKEAWAYS = 3

_GAP = re.compile(r"\[[^\[\]\n]+\]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the thank-you. Another language is another `Wording`. Brackets are for the user to fill."""

    subject: str = "Thank you for our conversation {when}"
    subject_undated: str = "Thank you for our conversation"
    on_day: str = "on {day}"
    dear: str = "Dear {name},"
    thanks: str = "Thank you for the {minutes} minutes you gave me {when}."
    thanks_undated: str = "Thank you for the time you gave me."
    thanks_written: str = "Thank you for answering my questions so carefully."
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
    offer: str = "Perhaps I can be of use to you in turn: {offers}."
    offer_close: str = "If it would help, one word from you is enough."
    referral: str = "I will write to {names} by [date], and tell you how it goes."
    referral_done: str = "I have {names} on my list now, and will tell you how it goes."
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


ENGLISH = Wording()


def thank_you(
    contact: Contact,
    interview: Interview,
    *,
    takeaways: Sequence[Heard],
    promises: Sequence[Heard],
    offers: Sequence[Offer],
    referrals: Sequence[Heard] = (),
    now: datetime,
    signature: str = "",
    words: Wording = ENGLISH,
) -> Letter:
    """A thank-you from the ticked things, 75 to 150 words; places that only the user can fill stand in [brackets].

    Offers come in only where a need was heard: unasked they would weigh on the reader.
    """
    chosen = _Chosen(
        tuple(takeaways)[:_MOST_TAKEAWAYS],
        tuple(promises),
        tuple(offers) if _needs(contact, interview) else (),
        tuple(referrals),
    )
    when = _when(interview, now, words)
    body = ""
    for longest in (40, 24, 16, 10, 6):
        for kept in chosen.fewer():
            body = _body(contact, interview, kept, when, signature, longest, words)
            if word_count(body) <= MOST_WORDS:
                return Letter(words.subject.format(when=when) if when else words.subject_undated, body)
    return Letter(words.subject.format(when=when) if when else words.subject_undated, body)


def gaps(text: str) -> tuple[str, ...]:
    """The places in [brackets] that are still to be filled."""
    return tuple(_GAP.findall(text))


def word_count(text: str) -> int:
    """Words of a letter's body, as people count them: by blanks, and each sign of Chinese and Japanese as one."""
    signs = len(_CJK.findall(text))
    rest = _CJK.sub(" ", text)
    return signs + sum(any(mark.isalnum() for mark in word) for word in rest.split())


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was ticked."""

    takeaways: tuple[Heard, ...]
    promises: tuple[Heard, ...]
    offers: tuple[Offer, ...]
    referrals: tuple[Heard, ...]

    def fewer(self) -> list[_Chosen]:
        """Ever less of it, for letters that grow too long; one of each kind stays."""
        most = max(len(self.takeaways), len(self.promises), len(self.offers), len(self.referrals), 1)
        return [
            _Chosen(self.takeaways[:n], self.promises[:n], self.offers[:n], self.referrals[:n])
            for n in range(min(most, 5), 0, -1)
        ]


def _needs(contact: Contact, interview: Interview) -> list[Heard]:
    """The needs heard from the person, those of this conversation first."""
    needs = [h for h in contact.heard if h.kind is HeardKind.NEED and h.state is not HeardState.WITHDRAWN]
    return sorted(needs, key=lambda h: h.interview_id != interview.id)


def _when(interview: Interview, now: datetime, words: Wording) -> str:
    """The day of the talk by its name: "today" would be wrong once the letter goes out tomorrow."""
    day = _day_of(interview, now)
    if day is None:
        return ""
    near = abs((now.date() - day).days) < 6
    return words.on_day.format(day=long_day(day).split(",")[0] if near else long_day(day))


def _day_of(interview: Interview, now: datetime) -> date | None:
    if interview.plan.starts is not None:
        return interview.plan.starts.date()
    held = practice.held_at(interview, now)
    return held.astimezone(now.tzinfo).date() if held else None


def _body(
    contact: Contact, interview: Interview, chosen: _Chosen, when: str, signature: str, longest: int, words: Wording
) -> str:
    thanks = [_thanks(interview, when, words)]
    learned = _learned(chosen, longest, words)
    mine = _mine(chosen, longest, words)
    given = _given(contact, interview, chosen, longest, words)
    door = [words.door]
    greeting = words.dear.format(name=_name(contact.person.given or contact.person.name))
    closing = f"{words.sign_off}\n{plain(signature) or words.your_name}"

    def letter() -> str:
        paragraphs = [" ".join(part) for part in ([*thanks, *learned], [*mine, *given], door) if part]
        text = "\n\n".join((greeting, *paragraphs, closing))
        return text.replace("?.", "?").replace("!.", "!")

    for part, filler in ((thanks, words.busy), (door, words.useful)):
        if word_count(letter()) < FEWEST_WORDS:
            part.insert(1 if part is thanks else 0, filler)
    return letter()


def _thanks(interview: Interview, when: str, words: Wording) -> str:
    if interview.plan.medium is Medium.WRITTEN:
        return words.thanks_written
    return words.thanks.format(minutes=interview.plan.minutes, when=when) if when else words.thanks_undated


def _learned(chosen: _Chosen, longest: int, words: Wording) -> list[str]:
    """The specific thing, the other takeaways, and what I do with them."""
    takeaways = [_quoted(heard.text, longest) for heard in chosen.takeaways]
    if not takeaways:
        return [words.one_thing_gap, words.action_gap]
    said = [words.one_thing.format(takeaway=takeaways[0])]
    if takeaways[1:]:
        said.append(words.also.format(takeaways=words.join.join(takeaways[1:])))
    actions = [_quoted(heard.action, longest) for heard in chosen.takeaways if heard.action.strip()]
    said.append(words.action.format(actions=words.join.join(actions)) if actions else words.action_gap)
    return said


def _mine(chosen: _Chosen, longest: int, words: Wording) -> list[str]:
    """What I promised, kept and open, and what they did."""
    said = []
    for sentence, picked in (
        (words.kept, [h for h in chosen.promises if h.mine and h.state is HeardState.DONE]),
        (words.promised, [h for h in chosen.promises if h.mine and h.state is HeardState.OPEN]),
        (words.theirs, [h for h in chosen.promises if not h.mine]),
    ):
        if picked:
            said.append(sentence.format(promises=words.join.join(_promise(h, longest, words) for h in picked)))
    return said


def _promise(heard: Heard, longest: int, words: Wording) -> str:
    text = _quoted(heard.text, longest)
    if heard.due is None or not heard.mine or heard.state is not HeardState.OPEN:
        return text
    return words.promised_by.format(promise=text, day=long_day(heard.due))


def _given(contact: Contact, interview: Interview, chosen: _Chosen, longest: int, words: Wording) -> list[str]:
    """What I offer for the need that was heard, and how the referrals stand."""
    said = []
    if chosen.offers:
        titles = words.join.join(_quoted(offer.fields.title, longest) for offer in chosen.offers)
        needs = [need for need in _needs(contact, interview) if need.interview_id == interview.id]
        if needs:
            said.append(words.need.format(need=_quoted(needs[0].text, longest), offers=titles))
        else:
            said.append(words.offer.format(offers=titles))
        said.append(words.offer_close)
    for sentence, picked in (
        (words.referral_done, [h for h in chosen.referrals if h.referred]),
        (words.referral, [h for h in chosen.referrals if not h.referred]),
    ):
        if picked:
            said.append(sentence.format(names=words.last.join(_referred(h, longest) for h in picked)))
    return said


def _referred(heard: Heard, longest: int) -> str:
    """The name alone of somebody they named: "Dr. Helen Osei" of "Dr. Helen Osei, runs the patient panel"."""
    if heard.referred:
        return _name(heard.referred.name)
    return fewer_words(_name(re.split(r"[,;:(–—]| - ", heard.text.strip(), maxsplit=1)[0] or heard.text), longest)


def _name(text: str) -> str:
    """A name as it was given. Its own brackets are no gaps to fill."""
    return plain(text, 120).replace("[", "(").replace("]", ")")


def _quoted(text: str, longest: int) -> str:
    """A note as it was noted, fit for the middle of a sentence. Its own brackets are no gaps to fill."""
    return fewer_words(plain(text).replace("[", "(").replace("]", ")").rstrip(" .;:"), longest)
