"""Beyond the one who voiced a need: who else might help with it, and who could use something that I can offer.

What is known of people is looked at fact by fact (`Trait`): their role, organisation, tags, lines of my notes, energy
topics, and the needs that they voiced themselves, for two people with the same need should meet. Each fact is compared
as an offer is (`core.matching`) and has to say enough by itself, so that the reason shown is the whole reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.matching import NOT_NEAR, Nearness, Shelf
from netplus_desktop.core.records import ContactRef, FitChoice, Heard, Offer
from netplus_desktop.core.telling_words import kindred, word_table, words

MOST = 12
"""People told at once: more would be a list to work through, not an idea. All who were pinned are told."""

NEAR_ENOUGH = 0.4
"""A word that is less near than this is no reason to look at somebody."""

MOST_NEAR = 60
"""Near words of one word that people are looked for by."""


class Fact(StrEnum):
    """What is known of a person that may meet a need."""

    ROLE = "role"
    ORGANISATION = "organisation"
    TAG = "tag"
    NOTE = "note"
    ENERGY = "energy topic"
    NEED = "need"
    PIN = "pin"
    """Nothing that meets it: the user alone said so."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A fact about a person. `need_id` is the open need that it is, if it is one."""

    contact_id: int
    name: str
    fact: Fact
    text: str
    need_id: int | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """A person, the fact that speaks for them, the pairs of words that met ((asked, told), the nearest first), and
    whether that asks for a "perhaps"."""

    trait: Trait
    words: tuple[tuple[str, str], ...]
    weak: bool
    pinned: bool = False


def who_might_help(need: Heard, traits: Iterable[Trait], choices: Mapping[ContactRef, FitChoice]) -> tuple[Idea, ...]:
    """People beside the one who voiced it who might help with a need, or who have the same one: first those whom the
    user pinned to it, however little is known of them, then the likeliest. Whoever was dismissed is left out."""
    left_out = {need.contact_id, *(one.id for one, choice in choices.items() if choice is FitChoice.DISMISSED)}
    told = dict(enumerate(trait for trait in traits if trait.contact_id not in left_out))
    shelf = Shelf((number, (trait.text,), ()) for number, trait in told.items())
    best: dict[int, tuple[Trait, Nearness]] = {}
    for number, nearness in shelf.nearest(need.text, each=True).items():
        best.setdefault(told[number].contact_id, (told[number], nearness))
    pinned: list[Idea] = []
    for one in (one for one in choices if one.id not in left_out):
        trait, nearness = best.get(one.id, (Trait(one.id, one.name, Fact.PIN, ""), NOT_NEAR))
        pinned.append(Idea(trait, nearness.pairs, weak=False, pinned=True))
    return _each_once(best.values(), first=pinned)


def who_could_use(
    offer: Offer, traits: Iterable[Trait], choices: Mapping[int, FitChoice], already: Iterable[int] = ()
) -> tuple[Idea, ...]:
    """People who could use an offer: first those to one of whose needs it is pinned (`choices`: need -> choice), then
    those whose open needs it meets, then, with a "perhaps", those of whom something else is near to it. Needs for which
    it was dismissed, people to whom it was offered `already`, and whom it would introduce are left out."""
    shelf = Shelf([(offer.id, (*offer.fields.tags, offer.fields.title), (offer.fields.proof,))])
    left_out = {*already, offer.fields.contact.id if offer.fields.contact else None}
    pinned: list[Idea] = []
    of_needs: list[tuple[Trait, Nearness]] = []
    of_others: list[tuple[Trait, Nearness]] = []
    for trait in traits:
        choice = choices.get(trait.need_id) if trait.need_id is not None else None
        if trait.contact_id in left_out or choice is FitChoice.DISMISSED:
            continue
        near = shelf.nearest(trait.text, each=True).get(offer.id)
        if choice is FitChoice.PINNED:
            pinned.append(Idea(trait, near.pairs if near else (), weak=False, pinned=True))
        elif near is not None:
            (of_needs if trait.need_id is not None else of_others).append((trait, near))
    of_others = [(trait, Nearness(near.score, near.pairs, is_weak=True)) for trait, near in of_others]
    return _each_once([*sorted(of_needs, key=_likeliest), *sorted(of_others, key=_likeliest)], first=pinned)


def search_words(text: str) -> Iterator[tuple[str, ...]]:
    """Words like which one has to begin that could meet a text: what to look for among thousands of people. First the
    text's own, then other words for the same, then near ones. Two with a blank between them stand together."""
    table = word_table()
    own: dict[str, None] = {}
    same: dict[str, None] = {}
    near: dict[str, None] = {}
    for word in words(text):
        for key in word.keys:
            family = kindred(key)
            (same if family else own).update(dict.fromkeys(family or (key,)))
        for entry in word.entries:
            own[table.words[entry]] = None
            around = sorted(table.around(entry), key=lambda one: -one[1])[:MOST_NEAR]
            near.update((table.words[number], None) for number, nearness in around if nearness >= NEAR_ENOUGH)
    yield from (tuple(some) for some in (own, same, near) if some)


def _likeliest(one: tuple[Trait, Nearness]) -> tuple[float, int]:
    return -one[1].score, one[0].contact_id


def _each_once(near: Iterable[tuple[Trait, Nearness]], first: Sequence[Idea]) -> tuple[Idea, ...]:
    """Each person once, by what speaks for them most."""
    found: dict[int, Idea] = {}
    for idea in first:
        found.setdefault(idea.trait.contact_id, idea)
    for trait, nearness in near:
        found.setdefault(trait.contact_id, Idea(trait, nearness.pairs, nearness.is_weak))
    return tuple(found.values())[: max(MOST, len({idea.trait.contact_id for idea in first}))]
