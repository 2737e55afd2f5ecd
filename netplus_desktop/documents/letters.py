"""Letters composed from what was heard: the thank-you with takeaways, promises and offers.

The parts and their order are the practice's (follow-up note): thanks for one specific thing, takeaways in my words,
what I do with them, an offer where a need was heard, how a referral stands, the door left open, the sign-off.
What was noted is quoted as it was noted: behind a colon, so that every note makes a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from netplus_desktop.core import practice
from netplus_desktop.core.clocks import Lateness
from netplus_desktop.core.records import Contact, Heard, HeardKind, HeardState, Interview, Letter, Medium, Offer
from netplus_desktop.documents.tones import LetterTone, Wording, closing, greeting, named, wording
from netplus_desktop.documents.wording import fewer_words, long_day, plain

FEWEST_WORDS, MOST_WORDS = 75, 150
"""Long enough to name what was heard, short enough to be read at once (practice, follow-up note)."""

_MOST_TAKEAWAYS = 3

_TOLD_BY = 5
"""Words by which a note is found again in a letter: fewer than any that is cut has left."""

_GAP = re.compile(r"\[[^\[\]\n]+\]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class ThankYou:
    """A thank-you, and how many of the ticked things found no room in it."""

    letter: Letter
    left_out: int


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
    tone: LetterTone = LetterTone.WARM,
    late: Lateness = Lateness.IN_TIME,
) -> ThankYou:
    """A thank-you from the ticked things, 75 to 150 words; places that only the user can fill stand in [brackets].

    Offers come in only where a need was heard: unasked they would weigh on the reader.
    """
    words = wording(tone)
    chosen = _Chosen(
        tuple(takeaways)[:_MOST_TAKEAWAYS],
        tuple(promises),
        tuple(offers) if _needs(contact, interview) else (),
        tuple(referrals),
    )
    ticked = len(takeaways) + len(promises) + len(offers) + len(referrals)
    when = _when(interview, now, words)
    subject = words.subject.format(when=when) if when else words.subject_undated
    body = ""
    for kept, longest in chosen.shortened():
        body = _body(contact, interview, kept, when, late, signature, longest, words)
        if word_count(body) <= MOST_WORDS:
            break
    return ThankYou(Letter(subject, body), ticked - len(kept))


def stands_in(thing: Heard | Offer, body: str) -> bool:
    """Whether a letter quotes something: its first words decide, as long notes are cut. A referral is there by name."""
    if isinstance(thing, Heard) and thing.kind is HeardKind.REFERRAL:
        return referred_name(thing, _TOLD_BY) in body
    text = thing.text if isinstance(thing, Heard) else thing.fields.title
    return quoted(text, _TOLD_BY).rstrip(" …") in body


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

    def __len__(self) -> int:
        return len(self.takeaways) + len(self.promises) + len(self.offers) + len(self.referrals)

    def shortened(self) -> Iterator[tuple[_Chosen, int]]:
        """Ever shorter forms, for letters that grow too long: what to keep, and how many words of each note.

        Notes are cut first; then the kind of which there is most gives one up, takeaways last. One of each stays.
        """
        kept = self
        while True:
            yield from ((kept, longest) for longest in (40, 24, 14))
            most = max(len(kept.takeaways), len(kept.promises), len(kept.offers), len(kept.referrals))
            if most <= 1:
                break
            if len(kept.offers) == most:
                kept = replace(kept, offers=kept.offers[:-1])
            elif len(kept.promises) == most:
                kept = replace(kept, promises=kept.promises[:-1])
            elif len(kept.referrals) == most:
                kept = replace(kept, referrals=kept.referrals[:-1])
            else:
                kept = replace(kept, takeaways=kept.takeaways[:-1])
        yield from ((kept, longest) for longest in (10, 6))


def _needs(contact: Contact, interview: Interview) -> list[Heard]:
    """The needs heard from the person, those of this conversation first."""
    needs = [h for h in contact.heard if h.kind is HeardKind.NEED and h.state is not HeardState.WITHDRAWN]
    return sorted(needs, key=lambda h: h.interview_id != interview.id)


def _when(interview: Interview, now: datetime, words: Wording) -> str:
    """The day of the talk by its name: "today" would be wrong once the letter goes out tomorrow."""
    day = talk_day(interview, now)
    if day is None:
        return ""
    near = abs((now.date() - day).days) < 6
    return words.on_day.format(day=long_day(day).split(",")[0] if near else long_day(day))


def talk_day(interview: Interview, now: datetime) -> date | None:
    """The day of the talk: as planned in its own zone, else when it was held."""
    if interview.plan.starts is not None:
        return interview.plan.starts.date()
    held = practice.held_at(interview, now)
    return held.astimezone(now.tzinfo).date() if held else None


def _body(
    contact: Contact,
    interview: Interview,
    chosen: _Chosen,
    when: str,
    late: Lateness,
    signature: str,
    longest: int,
    words: Wording,
) -> str:
    thanks = [_thanks(interview, when, words)]
    if late is Lateness.LATE:
        thanks.append(words.late)
    elif late is Lateness.VERY_LATE:
        thanks.insert(0, words.very_late)
    learned = _learned(chosen, longest, words)
    mine = _mine(chosen, longest, words)
    given = _given(contact, interview, chosen, longest, words)
    door = [words.door]
    begin, end = greeting(contact.person, words), closing(signature, words)

    def letter() -> str:
        paragraphs = [" ".join(part) for part in ([*thanks, *learned], [*mine, *given], door) if part]
        text = "\n\n".join((begin, *paragraphs, end))
        return text.replace("?.", "?").replace("!.", "!")

    for part, filler in ((thanks, words.busy), (door, words.useful)):
        if word_count(letter()) < FEWEST_WORDS:
            part.insert(len(thanks) if part is thanks else 0, filler)
    return letter()


def _thanks(interview: Interview, when: str, words: Wording) -> str:
    if interview.plan.medium is Medium.WRITTEN:
        return words.thanks_written
    return words.thanks.format(minutes=interview.plan.minutes, when=when) if when else words.thanks_undated


def _learned(chosen: _Chosen, longest: int, words: Wording) -> list[str]:
    """The specific thing, the other takeaways, and what I do with them."""
    takeaways = [quoted(heard.text, longest) for heard in chosen.takeaways]
    if not takeaways:
        return [words.one_thing_gap, words.action_gap]
    said = [words.one_thing.format(takeaway=takeaways[0])]
    if takeaways[1:]:
        said.append(words.also.format(takeaways=words.join.join(takeaways[1:])))
    actions = [quoted(heard.action, longest) for heard in chosen.takeaways if heard.action.strip()]
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
    text = quoted(heard.text, longest)
    if heard.due is None or not heard.mine or heard.state is not HeardState.OPEN:
        return text
    return words.promised_by.format(promise=text, day=long_day(heard.due))


def _given(contact: Contact, interview: Interview, chosen: _Chosen, longest: int, words: Wording) -> list[str]:
    """What I offer for the needs that were heard, and how the referrals stand."""
    said = []
    for need, offers in _offered(contact, interview, chosen.offers):
        titles = words.join.join(_titled(offer, longest) for offer in offers)
        if need is None:
            said.append(words.offer.format(offers=titles))
        else:
            sentence = words.need_more if said else words.need
            said.append(sentence.format(need=quoted(need.text, longest), offers=titles))
    if len(said) == 1:  # after several, it would be one sentence too many
        said.append(words.offer_close)
    for sentence, picked in (
        (words.referral_written, [h for h in chosen.referrals if h.contacted]),
        (words.referral_listed, [h for h in chosen.referrals if h.referred and not h.contacted]),
        (words.referral, [h for h in chosen.referrals if not h.referred and not h.contacted]),
    ):
        if picked:
            said.append(sentence.format(names=words.last.join(referred_name(h, longest) for h in picked)))
    return said


def _titled(offer: Offer, longest: int) -> str:
    """An offer by its title, with where it can be read."""
    title, link = quoted(offer.fields.title, longest), offer.fields.link
    return f"{title} ({link})" if link else title


def _offered(contact: Contact, interview: Interview, offers: Sequence[Offer]) -> list[tuple[Heard | None, list[Offer]]]:
    """The needs of this conversation with the offers made for each; None has those made for none of them, of which a
    letter must not say that they meet one."""
    needs = {need.id: need for need in _needs(contact, interview) if need.interview_id == interview.id}
    made_for = {e.offer_id: e.need_id for e in contact.exchange if e.need_id in needs}
    groups: dict[int | None, list[Offer]] = {one: [] for one in (*needs, None)}
    for offer in offers:
        groups[made_for.get(offer.id)].append(offer)
    return [(needs[one] if one is not None else None, group) for one, group in groups.items() if group]


def referred_name(heard: Heard, longest: int) -> str:
    """The name alone of somebody they named: "Dr. Helen Osei" of "Dr. Helen Osei, runs the patient panel"."""
    if heard.referred:
        return named(heard.referred.name)
    return fewer_words(named(re.split(r"[,;:(–—]| - ", heard.text.strip(), maxsplit=1)[0] or heard.text), longest)


def quoted(text: str, longest: int) -> str:
    """A note as it was noted, fit for the middle of a sentence. Its own brackets are no gaps to fill."""
    return fewer_words(plain(text).replace("[", "(").replace("]", ")").rstrip(" .;:"), longest)
