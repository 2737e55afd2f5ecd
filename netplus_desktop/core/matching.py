"""Rank what I can offer against the needs that a person voiced, and say why.

Words meet words. How near two words are is the largest of: the same word in another form ("recruiting", "recruits"),
1; a synonym or a kindred word of the working world, by the lists of `core.near_words`; and what the table of near words
tells (`core.word_table`), which a sentence model made. What meets weighs three figures, each 0 to 1: how far the need's
most telling words are met, how much of the offer is asked for, and whether a second word of the need is met. Rare words
tell more than common ones. Beside that stands what both texts mean as a whole (`core.word_pieces`).

Both together put offers in order; whichever says more decides whether anything is shown. Weights and limits were chosen
by leaving out whole sets of phrases: .github/decisions/0014-near-words-by-table.md. The tables and the endings are
English; in other languages words meet as they stand (`reads`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import sqrt

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Fit, FitChoice, Heard, HeardKind, HeardState, Offer, OfferFields
from netplus_desktop.core.telling_words import Word, is_known, meaning, word_table, words
from netplus_desktop.core.word_pieces import Phrases

PROOF = 0.7
"""How near a word of the proof is at most. Limits say what I will *not* do: they never match."""

MOST_TELLING = 8
"""The power of a word's weight in a need: "violin" counts, "teacher" hardly beside it."""

OF_NEED, OF_OFFER, SECOND = 0.4, 0.2, 0.4
"""What the three figures of words that meet weigh."""

WHOLE = 0.7
"""What the cosine of the whole texts weighs beside the words that meet: for the order, and to be shown at all."""

LEAST = 0.265
"""Where neither words nor wholes say so much, nothing fits: seven of eight needs that nothing meets show nothing."""

SURE, SURE_PAIR = 0.4, 0.5
"""A fit is weak whose words say less than this, or whose nearest pair, weighed by how much its words tell, less than
that."""

BESIDE_THE_BEST = 0.5
"""A fit that reaches less than this part of the best one for the same need is left out: noise beside an answer."""

Choices = Mapping[tuple[int, int], FitChoice]
"""(need, offer) -> what the user said of that pair."""


def fits(
    needs: Sequence[Heard], offers: Sequence[Offer], *, most: int = 3, choices: Choices | None = None
) -> tuple[Fit, ...]:
    """The offers that fit these needs, best first, at most `most` for each need and each offer once.

    Archived offers, needs that are met or withdrawn, and things heard that are no needs are left out. What the user
    pinned comes first, however little the words tell; what was dismissed does not come at all. Nobody is offered an
    introduction to themselves.
    """
    choices = choices or {}
    introduces = {offer.id: offer.fields.contact.id for offer in offers if offer.fields.contact is not None}
    shelf = _shelf(tuple((offer.id, offer.fields) for offer in offers if not offer.fields.archived))
    found: list[Fit] = []
    for need in needs:
        if need.kind is HeardKind.NEED and need.state is HeardState.OPEN:
            fitting = _fits_of(need, shelf, choices)
            found += (fit for fit in fitting if introduces.get(fit.offer_id) != need.contact_id)
    found.sort(key=lambda fit: (not fit.pinned, -fit.score, fit.offer_id, fit.need_id))
    chosen: dict[int, Fit] = {}
    per_need: Counter[int] = Counter()
    for fit in found:
        if fit.offer_id not in chosen and (fit.pinned or per_need[fit.need_id] < most):
            chosen[fit.offer_id] = fit
            per_need[fit.need_id] += 1
    asked = {need.id: need.text for need in needs}
    return tuple(
        fit if fit.words or fit.pinned else replace(fit, words=shelf.nearest_pair(asked[fit.need_id], fit.offer_id))
        for fit in chosen.values()
    )


def reads(text: str) -> bool:
    """Whether the meaning of a text is compared; else its words meet as they stand. An empty one is as good as read."""
    return is_known(text) or not words(text)


def _fits_of(need: Heard, shelf: Shelf, choices: Choices) -> list[Fit]:
    chosen = {offer_id: choice for (need_id, offer_id), choice in choices.items() if need_id == need.id}
    found = [
        Fit(id_, need.id, nearness.score, nearness.pairs, nearness.is_weak)
        for id_, nearness in shelf.nearest(need.text, without=chosen.keys()).items()
    ]
    pinned = [offer_id for offer_id, choice in chosen.items() if choice is FitChoice.PINNED and offer_id in shelf]
    near = shelf.nearest(need.text) if pinned else {}
    for offer_id in pinned:
        nearness = near.get(offer_id, NOT_NEAR)
        found.append(Fit(offer_id, need.id, nearness.score, nearness.pairs, pinned=True))
    return found


@lru_cache(maxsize=4)
def _shelf(offers: tuple[tuple[int, OfferFields], ...]) -> Shelf:
    return Shelf((id_, (*fields.tags, fields.title), (fields.proof,)) for id_, fields in offers)


# --- texts by nearness -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a text is to what was asked, the pairs of words that met, the nearest first, and whether that asks for a
    "perhaps". The texts as wholes may be near though no words met."""

    score: float
    pairs: tuple[tuple[str, str], ...]
    is_weak: bool = False


NOT_NEAR = Nearness(0.0, ())


_Place = tuple[int, int | None, str]
"""Where a word stands: in which thing, at which place of its main texts (None for a word beside them), and how."""


_Pair = tuple[float, int, str]
"""How near two words are, weighed by how much they tell; the number of the word asked; the one told, as it stands."""


_Meeting = tuple[dict[int, float], dict[int, float], dict[int, _Pair]]
"""What of a need and of one thing has met: how near, by the number of the word asked and of the word told; and for each
word asked the pair that weighs most."""


def _most_telling(pair: _Pair) -> tuple[float, int]:
    return -pair[0], pair[1]


class Shelf:
    """Things told in a few words each, to be found by words that are near."""

    def __init__(self, things: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> None:
        """`things`: (id, what it is, what is told beside it). What is told beside may meet a need, but nobody need ask
        for it."""
        self._phrases: Phrases | None = None
        self._texts: dict[int, str] = {}
        self._known: dict[str, dict[int, float]] = {}
        self._telling: dict[int, list[float]] = {}
        self._whole: dict[int, float] = {}
        self._distinct: dict[tuple[str, bool], int] = {}
        self._words: list[tuple[Word, float]] = []
        self._places: list[list[_Place]] = []
        self._by_key: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        self._by_entry: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        self._by_near: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for id_, main, beside in things:
            self._texts[id_] = "\n".join(main)
            told = self._telling[id_] = []
            seen: set[str] = set()
            for texts, is_main in ((main, True), (beside, False)):
                for word in (word for text in texts for word in words(text)):
                    stem = next(iter(word.keys))
                    if stem not in seen:
                        seen.add(stem)
                        place = len(told) if is_main else None
                        self._places[self._number(stem, word, is_main)].append((id_, place, word.shown))
                        if is_main:
                            told.append(word.telling)
            self._whole[id_] = sum(told) or 1.0

    def __contains__(self, id_: int) -> bool:
        return id_ in self._telling

    def nearest(self, text: str, *, without: Collection[int] = (), each: bool = False) -> Mapping[int, Nearness]:
        """The things that are near a text, the nearest first, and how near: none where no thing says enough, else those
        that are no noise beside the best. With `each` every one of them has to say enough by itself, and by words."""
        asked = words(text)
        met = self._met(asked)
        wholes = dict(zip(self._telling, self._wholes(text), strict=True))
        for id_ in without:
            met.pop(id_, None)
            wholes.pop(id_, None)
        scored = {id_: by_words + max(0.0, wholes[id_]) for id_, (by_words, _) in met.items()}
        nearest = max(wholes.values(), default=0.0)
        if max([nearest, *[by_words for by_words, _ in met.values()]]) < LEAST:
            return {}
        least = BESIDE_THE_BEST * max([nearest, *scored.values()])
        scored |= {id_: whole for id_, whole in wholes.items() if whole >= least and id_ not in met}
        found: dict[int, Nearness] = {}
        for score, id_ in sorted([(-score, id_) for id_, score in scored.items() if score >= least]):
            by_words, pairs = met.get(id_, (0.0, ()))
            if each and (not pairs or max(by_words, wholes[id_]) < LEAST):
                continue
            best = pairs[0][0] if pairs else 0.0
            why = tuple([(asked[i].shown, told) for weighed, i, told in pairs if weighed >= BESIDE_THE_BEST * best])
            found[id_] = Nearness(-score / (1 + WHOLE), why, by_words < SURE or best < SURE_PAIR)
        return found

    def _wholes(self, text: str) -> Sequence[float]:
        if self._phrases is None:
            self._phrases = Phrases([meaning(told) for told in self._texts.values()])
        return self._phrases.near(meaning(text), WHOLE)

    def nearest_pair(self, text: str, id_: int) -> tuple[tuple[str, str], ...]:
        """Why a thing is near that no word has met: the two words whose pieces are nearest."""
        told = words(self._texts[id_])
        beside = Phrases([meaning(word.shown) for word in told])
        pairs = [
            (near, word.shown, there.shown)
            for word in words(text)
            for near, there in zip(beside.near(meaning(word.shown)), told, strict=True)
        ]
        return tuple((asked, there) for _, asked, there in sorted(pairs)[-1:])

    def _met(self, asked: Sequence[Word]) -> dict[int, tuple[float, Sequence[_Pair]]]:
        """How near each thing is by the words that meet, and which do, those that tell most first."""
        weights = [word.telling**MOST_TELLING for word in asked]
        whole = sum(weights)
        met: dict[int, _Meeting] = {}
        for i, word in enumerate(asked):
            for number, nearness in self._near(word).items():
                there, most = self._words[number]
                nearness *= most
                weighed = nearness * sqrt(word.telling * there.telling)
                for thing, place, stands in self._places[number]:
                    if thing not in met:
                        met[thing] = ({}, {}, {})
                    near_asked, near_told, pairs = met[thing]
                    if nearness > near_asked.get(i, 0.0):
                        near_asked[i] = nearness
                    if i not in pairs or weighed > pairs[i][0]:
                        pairs[i] = (weighed, i, stands)
                    if place is not None and nearness > near_told.get(place, 0.0):
                        near_told[place] = nearness
        found: dict[int, tuple[float, Sequence[_Pair]]] = {}
        for id_, (near_asked, near_told, pairs) in met.items():
            told = self._telling[id_]
            of_offer = 0.0
            for place, near in near_told.items():
                of_offer += told[place] * near
            score = OF_OFFER * of_offer / self._whole[id_]
            for i, near in near_asked.items():
                score += OF_NEED * weights[i] * near / whole
            order: Sequence[_Pair] = tuple(pairs.values())
            if len(order) > 1:
                order = sorted(order, key=_most_telling)
                score += SECOND * order[1][0]
            found[id_] = score, order
        return found

    def _number(self, stem: str, word: Word, is_main: bool) -> int:
        number = self._distinct.get((stem, is_main))
        if number is None:
            number = self._distinct[stem, is_main] = len(self._words)
            self._words.append((word, 1.0 if is_main else PROOF))
            self._places.append([])
            for key, nearness in word.keys.items():
                self._by_key[key].append((number, nearness))
            for entry, whole in word.entries.items():
                self._by_entry[entry].append((number, whole))
                for near, nearness in word_table().near(entry):
                    self._by_near[near].append((number, nearness * whole))
        return number

    def _near(self, word: Word) -> Mapping[int, float]:
        """The words here that are near a word, and how near."""
        stem = next(iter(word.keys))
        found = self._known.get(stem)
        if found is not None:
            return found
        found = self._known[stem] = {}

        def meet(numbers: Iterable[tuple[int, float]], nearness: float) -> None:
            for number, whole in numbers:
                found[number] = max(nearness * whole, found.get(number, 0.0))

        for key, nearness in word.keys.items():
            meet(self._by_key.get(key, ()), nearness)
        for entry, whole in word.entries.items():
            meet(self._by_entry.get(entry, ()), whole)
            meet(self._by_near.get(entry, ()), whole)
            for near, nearness in word_table().near(entry):
                if near in self._by_entry:
                    meet(self._by_entry[near], nearness * whole)
        return found
