"""Rank what I can offer against the needs that a person voiced, and say why.

Words meet words: the same word in another form ("recruiting", "recruits"), a synonym of the working world ("CV",
"resume") or a kindred word ("patients", "clinic"); see `core.near_words`. Rare words among the offers count more than
common ones, tags more than the title, the proof less. English endings alone are understood; in other languages words
meet as they stand.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from netplus_desktop.core.folding import fold
from netplus_desktop.core.near_words import COMMON, KINDRED, STOP, SYNONYMS
from netplus_desktop.core.records import Fit, Heard, HeardKind, HeardState, Offer, OfferFields

TITLE, TAG, PROOF = 1.0, 1.5, 0.5
"""How much a pair counts by where the offer's word stands. Limits say what I will *not* do: they never match."""

CERTAIN = 1.0
"""A telling word that met itself or its synonym is certain; a common word or a merely kindred one counts half.
A fit below this is weak."""

BESIDE_THE_BEST = 0.4
"""A fit that reaches less than this part of the best one for the same need is left out: noise beside an answer."""


def fits(needs: Sequence[Heard], offers: Sequence[Offer], *, most: int = 3) -> tuple[Fit, ...]:
    """The offers that fit these needs, best first, at most `most` for each need and each offer once.

    Archived offers, needs that are met or withdrawn, and things heard that are no needs are left out. A fit is `weak`
    where one common or merely kindred word alone met; such fits are named only where a need has no better one.
    """
    told = [(offer.id, _offer_words(offer.fields)) for offer in offers if not offer.fields.archived]
    having = Counter(key for _, keys in told for key in keys)
    rarity = {key: math.log(1 + (len(told) + 1) / count) for key, count in having.items()}
    found: list[Fit] = []
    for need in needs:
        if need.kind is HeardKind.NEED and need.state is HeardState.OPEN:
            found += _fits_of(need, told, rarity)
    found.sort(key=lambda fit: (fit.weak, -fit.score, fit.offer_id, fit.need_id))
    chosen: dict[int, Fit] = {}
    per_need: Counter[int] = Counter()
    for fit in found:
        if fit.offer_id not in chosen and per_need[fit.need_id] < most:
            chosen[fit.offer_id] = fit
            per_need[fit.need_id] += 1
    return tuple(chosen.values())


_Told = dict[str, tuple[str, float]]
"""What an offer can be met by: key -> (the word as it stands there, what it counts there)."""


def _fits_of(need: Heard, offers: Sequence[tuple[int, _Told]], rarity: dict[str, float]) -> list[Fit]:
    words = tuple(_words(need.text))
    found = [fit for offer_id, told in offers if (fit := _fit(need.id, words, offer_id, told, rarity))]
    if any(not fit.weak for fit in found):
        found = [fit for fit in found if not fit.weak]
    best = max((fit.score for fit in found), default=0.0)
    return [fit for fit in found if fit.score >= BESIDE_THE_BEST * best]


def _fit(
    need_id: int, words: Sequence[tuple[str, _Keys]], offer_id: int, told: _Told, rarity: dict[str, float]
) -> Fit | None:
    score = 0.0
    pairs: dict[str, tuple[str, str]] = {}
    certain: dict[str, float] = {}  # each word of the offer once: two words that met the same one are one clue
    for shown, keys in words:
        stem = keys[0][0]
        for key, strength in keys:
            if key in told and stem not in pairs:
                there, place = told[key]
                if _is_common(stem):
                    strength = min(strength, CERTAIN / 2)
                pairs[stem] = (shown, there)
                score += strength * place * rarity[key]
                certain[there] = max(strength, certain.get(there, 0.0))
    return Fit(offer_id, need_id, score, tuple(pairs.values()), sum(certain.values()) < CERTAIN) if pairs else None


@lru_cache(maxsize=1024)
def _offer_words(fields: OfferFields) -> _Told:
    told: _Told = {}
    for text, place in (*((tag, TAG) for tag in fields.tags), (fields.title, TITLE), (fields.proof, PROOF)):
        for shown, keys in _words(text):
            for key, _ in keys:
                if key not in told:
                    told[key] = (shown, place)
    return told


# --- words, and what they can meet by ---------------------------------------------------------------------

_Keys = tuple[tuple[str, float], ...]
"""What a word can meet by and how certain that is: its stem, then the families it belongs to."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*[+#]*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")


def _words(text: str) -> Iterator[tuple[str, _Keys]]:
    """The telling words of a text as they stand there, in order."""
    shouted = text.isupper()
    for word in _WORD.findall(text):
        if not word.isascii() and _UNSPACED.match(word):
            for i in range(max(1, len(word) - 1)):  # scripts without blanks: two neighbours make a word
                yield word[i : i + 2], ((word[i : i + 2], CERTAIN),)
        elif keys := _keys(word, shouted):
            yield word, keys


@lru_cache(maxsize=8192)
def _keys(word: str, shouted: bool) -> _Keys:
    """What a word can meet by; () for one that tells nothing. Initials are no stop words: "IT", "US"."""
    plain = re.sub(r"[\s'’+#]", "", fold(word))
    sign = word[len(word.rstrip("+#")) :]
    initials = word.isupper() and not shouted
    if not plain or (plain in STOP and not initials) or (len(plain) == 1 and not sign) or plain.isdecimal():
        return ()
    stem = plain + sign if sign else _stem(plain)
    return ((stem, CERTAIN), *_families().get(stem, ()))


@lru_cache(maxsize=8192)
def _is_common(stem: str) -> bool:
    return stem in _common_stems()


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    return frozenset(_stem(word) for word in COMMON)


@lru_cache(maxsize=1)
def _families() -> dict[str, _Keys]:
    """Stem -> the families that it belongs to, synonyms first. No word equals a family's key: it holds a blank."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for name, table, strength in (("synonym", SYNONYMS, CERTAIN), ("kindred", KINDRED, CERTAIN / 2)):
        for number, line in enumerate(table.strip().splitlines()):
            for word in line.split():
                found[_stem(word)][f"{name} {number}"] = strength
    return {stem: tuple(keys.items()) for stem, keys in found.items()}


_ENDINGS = (
    # (ending, what takes its place, letters that must remain before it)
    ("ations", "", 4),
    ("ation", "", 4),
    ("ators", "", 4),
    ("ator", "", 4),
    ("ating", "", 4),
    ("ated", "", 4),
    ("ates", "", 4),
    ("ate", "", 4),
    ("ments", "", 5),
    ("ment", "", 5),
    ("ings", "", 3),
    ("ing", "", 3),
    ("ists", "", 5),
    ("ist", "", 5),
    ("ees", "", 5),
    ("ee", "", 5),
    ("ied", "y", 2),
    ("ed", "", 3),
    ("ers", "", 5),
    ("er", "", 5),
    ("ors", "", 5),
    ("or", "", 5),
    ("ally", "", 5),
    ("al", "", 5),
    ("ly", "", 4),
)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """The word without its English endings: light, so that few strangers meet ("career" is no "care")."""
    if not word.isascii() or len(word) < 4:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y" if len(word) > 4 else word[:-1]
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    cut = False
    for _ in range(2):  # "volunteering": first -ing, then -er
        for ending, instead, least in _ENDINGS:
            rest = word[: -len(ending)]
            if (
                word.endswith(ending)
                and len(rest) >= least
                and re.search("[aeiouy]", rest)
                and not word.endswith("eed")
            ):
                word, cut = rest + instead, True
                break
        else:
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        return word[:-1]  # "planning" and "plan"
    if cut and re.fullmatch("[^aeiou][aeiou][^aeiouwxy]", word):
        return word + "e"  # "hiring" and "hire", but not "sitting" and "site"
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
