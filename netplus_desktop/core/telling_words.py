"""The telling words of a text, and what each can meet by: its stem, its families, its place among the near words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from netplus_desktop import assets
from netplus_desktop.core.folding import fold
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.near_words import COMMON, FOREIGN_STOP, KINDRED, STOP, SYNONYMS, TIMES
from netplus_desktop.core.word_pieces import Vector, WordPieces
from netplus_desktop.core.word_table import UNKNOWN, WordTable

SYNONYM, KIN = 0.95, 0.84
"""How far a word stands for a family of synonyms, or of kindred words: two of one are as near as the square. One word
in two forms is 1."""

PART = 0.7
"""How far a part stands for the whole: of a compound that the table does not know, and of two words side by side."""

COMMON_TELLS = 0.5
"""How much a common word of working life tells, beside what its rarity says."""


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word. `shown` is how it stands there, `keys` what it can meet by in the lists and how near that is,
    `entries` its numbers in the table of near words and how far each stands for it, `telling` how much it tells, above
    0 to 1."""

    shown: str
    keys: Mapping[str, float]
    entries: Mapping[int, float]
    telling: float


@lru_cache(maxsize=1)
def word_table() -> WordTable:
    """The shipped table of near words; one that knows no word where it is missing or broken, so that words still meet
    as they stand."""
    try:
        return WordTable.read(assets.resource("words", "near.bin"))
    except (OSError, ValueError):
        return WordTable()


@lru_cache(maxsize=1)
def word_pieces() -> WordPieces:
    """The shipped table of pieces; one that knows none where it is missing or broken: then words alone are compared."""
    try:
        return WordPieces.read(assets.resource("words", "pieces.bin"))
    except (OSError, ValueError):
        return WordPieces()


MOST_WORDS = 1000
"""A longer text is compared as a whole by its first words: nobody jots down more."""


@lru_cache(maxsize=8192)
def meaning(text: str) -> Vector | None:
    """What the telling words of a text mean together; None where most of them are not known."""
    if not is_known(text):
        return None
    return word_pieces().vector(part for word in words(text)[:MOST_WORDS] for part in fold(word.shown).split())


def kindred(key: str) -> tuple[str, ...]:
    """The stems of the words that a key of a `Word` stands for, where it is that of a family; () for a stem."""
    return tuple(stem for stem, keys in _families().items() if key in keys)


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The telling words of a text in order, each once. When it was is no clue to what, unless nothing else is told."""
    found: dict[str, tuple[Word, bool]] = {}
    for shown, plain, pair in _parts(text):
        word = _word(shown, plain, pair)
        found.setdefault(next(iter(word.keys)), (word, plain in TIMES))
    telling = tuple(word for word, is_time in found.values() if not is_time)
    return telling or tuple(word for word, _ in found.values())


def is_known(text: str) -> bool:
    """Whether most telling words of a text are in the table of near words. Else it is another language, or a trade's
    own, and words meet as they stand. A text without words, and any while there is no table, is not known."""
    told = words(text)
    return 2 * sum(bool(word.entries) for word in told) > len(told)


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*[+#]*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")


def _parts(text: str) -> Iterator[tuple[str, str, int | None]]:
    """The words of a text that tell something: as they stand, and folded. Two that mean something of their own side by
    side ("pay rise") come as one, with their entry in the table."""
    shouted = text.isupper()
    table = word_table()
    told: list[tuple[str, str, int | None]] = []
    before, end, is_told = "", -1, False  # the word just before, where it ends, and whether it is the last one told
    for match in _WORD.finditer(text):
        shown = match.group()
        if not shown.isascii() and _UNSPACED.match(shown):
            neighbours = (shown[i : i + 2] for i in range(max(1, len(shown) - 1)))  # in scripts without blanks
            told += [(two, two, None) for two in neighbours]
            continue
        plain = _plain(shown)
        pair = table.pair(before, plain) if match.start() == end + 1 else None
        if pair is not None:
            if is_told:
                told.pop()
            told.append((text[end - len(before) : match.end()], f"{before} {plain}", pair))
            before, end, is_told = "", -1, False
            continue
        is_told = _tells(shown, plain, shouted)
        if is_told:
            told.append((shown, plain, None))
        before, end = plain, match.end()
    return iter(told)


def _plain(shown: str) -> str:
    return re.sub(r"['’](?:s$)?|[\s+#]", "", fold(shown))


def _tells(shown: str, plain: str, shouted: bool) -> bool:
    """Whether a word tells anything. Initials are no stop words: "IT", "US"."""
    if not plain or plain.isdecimal():
        return False
    if plain in STOP or plain in FOREIGN_STOP:
        return shown.isupper() and len(plain) > 1 and not shouted
    return len(plain) > 1 or shown[-1] in "+#"


@lru_cache(maxsize=8192)
def _word(shown: str, plain: str, pair: int | None) -> Word:
    table = word_table()
    sign = shown[len(shown.rstrip("+#")) :]
    parts = plain.split()
    stems = [plain + sign] if sign else [_stem(part) for part in parts]
    keys = {" ".join(stems): 1.0}
    entries: dict[int, float] = {} if pair is None else {pair: 1.0}
    for stem, part in zip(stems, parts, strict=True):
        whole = 1.0 if pair is None else PART
        if pair is not None:
            keys[stem] = PART
        for key, nearness in _families().get(stem, {}).items():
            keys[key] = max(nearness * whole, keys.get(key, 0.0))
        numbers = () if sign or not part.isascii() else table.numbers(part)
        for number in numbers:
            entries[number] = whole if len(numbers) == 1 else whole * PART
    telling = max((table.telling(entry) for entry in entries), default=UNKNOWN)
    if stems[0] in _common_stems():
        telling *= COMMON_TELLS
    return Word(shown, keys, entries, telling)


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    return frozenset(_stem(word) for word in COMMON)


@lru_cache(maxsize=1)
def _families() -> Mapping[str, Mapping[str, float]]:
    """Stem -> the families that it belongs to, synonyms first. No word equals a family's key: it ends in a number."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for name, table, nearness in (("synonym", SYNONYMS, SYNONYM), ("kindred", KINDRED, KIN)):
        for number, line in enumerate(table.strip().splitlines()):
            for word in line.split():
                found[_stem(word)][f"{name} {number}"] = nearness
    return found


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
