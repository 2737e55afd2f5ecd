"""Finding out what I have to offer: nine questions, and what the vault already tells that answers them.

Nothing is invented here: every cue is a thing that somebody said, asked or got, with their names. The questions are
those of guides for job seekers and givers: what people come to me for, what I was thanked for, what I read, who should
meet, what is news elsewhere, which tools I have, when I have time, what I enjoy; the last one goes through the kinds of
which there is no offer yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from netplus_desktop.core.evidence import FactKind
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.people import plain
from netplus_desktop.core.practice import OFFER_MINUTES
from netplus_desktop.core.records import Contact, ContactRef, ContactRow, Offer, OfferFields, OfferKind


class Prompt(StrEnum):
    """What the user is asked, in this order."""

    COME_FOR = "come for"
    THANKED = "thanked"
    READ = "read"
    MEET = "meet"
    NEWS = "news"
    TOOLS = "tools"
    TIME = "time"
    ENERGY = "energy"
    KINDS = "kinds"


KIND_OF: dict[Prompt, OfferKind] = {
    Prompt.COME_FOR: OfferKind.KNOW_HOW,
    Prompt.THANKED: OfferKind.SKILL,
    Prompt.READ: OfferKind.RESOURCE,
    Prompt.MEET: OfferKind.INTRODUCTION,
    Prompt.NEWS: OfferKind.MARKET,
    Prompt.TOOLS: OfferKind.RESEARCH,
    Prompt.TIME: OfferKind.VOLUNTEER,
    Prompt.ENERGY: OfferKind.FEEDBACK,
    Prompt.KINDS: OfferKind.APPRECIATION,
}
"""What an answer most likely is, until the user says otherwise."""

MOST_CUES = 40
"""Cues under one question: more would be a list to work through, not a help to remember."""


class CueKind(StrEnum):
    """What kind of thing the vault tells."""

    ENDORSED = "endorsed"
    RECOMMENDED = "recommended"
    GAVE = "gave"
    NEED = "need"
    PERSON = "person"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody gave me, got from me, or needs: in words, with the day."""

    contact: ContactRef
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the vault holds that may remind the user of something, the latest first. `gave` is what was given without
    an offer of the inventory."""

    received: tuple[Told, ...] = ()
    gave: tuple[Told, ...] = ()
    needs: tuple[Told, ...] = ()
    people: tuple[ContactRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to go by. `title` is what an offer made of it is called, '' where the user has to find the words;
    `text` is what was said. `names` are those who said it, the latest first."""

    kind: CueKind
    offer: OfferKind
    title: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    contact: ContactRef | None = None


def cues(
    prompt: Prompt, grounds: Grounds, offers: Sequence[Offer], said: Mapping[tuple[FactKind, bool], str]
) -> tuple[Cue, ...]:
    """What there is to go by for a question, without what is an offer already. `said` is how facts of an archive were
    put into words (`sentences.FACTS`): by it endorsements and recommendations are known again."""
    if prompt is Prompt.COME_FOR:
        archived = {one for kind in FactKind for one, _ in _of_kind((kind, True), grounds.gave, said)}
        gave = [one for one in grounds.gave if one not in archived]
        found = [Cue(CueKind.GAVE, KIND_OF[prompt], one.text, names=(one.contact.name,)) for one in gave]
    elif prompt is Prompt.THANKED:
        found = [*_endorsed(grounds.received, said), *_recommended(grounds.received, said)]
    elif prompt is Prompt.READ:
        found = [Cue(CueKind.NEED, KIND_OF[prompt], text=one.text, names=(one.contact.name,)) for one in grounds.needs]
    elif prompt is Prompt.MEET:
        found = [person(row) for row in grounds.people]
    elif prompt is Prompt.KINDS:
        there = {offer.fields.kind for offer in offers if not offer.fields.archived}
        found = [Cue(CueKind.MISSING, kind) for kind in OfferKind if kind not in there]
    else:
        found = []
    known = {plain(offer.fields.title) for offer in offers}
    return tuple(_distinct(cue for cue in found if plain(cue.title) not in known or not cue.title))[:MOST_CUES]


def person(row: ContactRow) -> Cue:
    """Somebody whom I could introduce: by name, post and employer."""
    title = ", ".join(part for part in (row.name, row.title, row.organisation) if part)
    return Cue(CueKind.PERSON, OfferKind.INTRODUCTION, title, contact=ContactRef(row.id, row.name))


def introduction(contact: Contact) -> OfferFields:
    """The offer to introduce somebody, found by what they do: their post and tags."""
    who = contact.person
    title = ", ".join(part for part in (who.name, who.title, who.organisation) if part)
    kind = OfferKind.INTRODUCTION
    return OfferFields(title, kind, OFFER_MINUTES[kind], who.tags, contact=ContactRef(contact.id, who.name))


def _endorsed(received: Iterable[Told], said: Mapping[tuple[FactKind, bool], str]) -> list[Cue]:
    """Each skill with all who spoke for it; that for which most did comes first."""
    names: dict[str, dict[str, None]] = {}
    titles: dict[str, str] = {}
    for one, text in _of_kind((FactKind.ENDORSEMENT, False), received, said):
        for skill in filter(None, (part.strip() for part in text.split(", "))):
            titles.setdefault(plain(skill), skill)
            names.setdefault(plain(skill), {})[one.contact.name] = None
    order = sorted(names, key=lambda skill: -len(names[skill]))
    return [Cue(CueKind.ENDORSED, OfferKind.SKILL, titles[skill], names=tuple(names[skill])) for skill in order]


def _recommended(received: Iterable[Told], said: Mapping[tuple[FactKind, bool], str]) -> list[Cue]:
    return [
        Cue(CueKind.RECOMMENDED, OfferKind.SKILL, text=text, names=(one.contact.name,))
        for one, text in _of_kind((FactKind.RECOMMENDATION, False), received, said)
    ]


def _of_kind(
    fact: tuple[FactKind, bool], told: Iterable[Told], said: Mapping[tuple[FactKind, bool], str]
) -> Iterator[tuple[Told, str]]:
    """Those that stand in the words of this fact, with the text within them."""
    before, _, after = said.get(fact, "").partition("{text}")
    if not before or "{" in before:  # words that begin with a day stand in notes, not in the exchange
        return
    for one in told:
        if one.text.startswith(before) and one.text.endswith(after):
            yield one, one.text[len(before) : len(one.text) - len(after)].strip()


def _distinct(found: Iterable[Cue]) -> Iterable[Cue]:
    """Without a title that came before."""
    seen: set[str] = set()
    for cue in found:
        if not cue.title or plain(cue.title) not in seen:
            seen.add(plain(cue.title))
            yield cue
