"""How text is folded so that a search finds it and a list sorts it as people expect.

FTS5's own folding misses Łukasz, Weiß, Yılmaz and single Han characters; ours folds the stored text and the
query alike. One function for both sides, so they cannot differ.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_PLAIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ĸ": "k", "ɓ": "b", "ɗ": "d",
    "ƙ": "k", "ə": "e", "æ": "ae", "œ": "oe", "þ": "th", "ĳ": "ij", "ŉ": "n", "ſ": "s",
}  # fmt: skip
"""Letters that no decomposition takes apart."""

_ONE_BY_ONE = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),  # iteration mark, ideographic zero
    (0x3041, 0x30FA),  # Hiragana, Katakana
    (0x30FD, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),  # Hangul
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
"""Scripts written without blanks between words: each character is found by itself."""


class _Folded(dict[int, str]):
    """Character -> its folded form, worked out when it first occurs. A table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(code)
        return folded


def _fold_character(code: int) -> str:
    character = chr(code)
    if any(first <= code <= last for first, last in _ONE_BY_ONE):
        return f" {character} "
    out = []
    for part in unicodedata.normalize("NFKD", character.casefold()):
        category = unicodedata.category(part)
        if unicodedata.combining(part) or category == "Cf":
            continue  # accents, points, joiners
        if category[0] in "LNM" or category == "Co":
            out.append(_PLAIN.get(part, part))
        else:
            out.append(" ")
    return "".join(out)


_FOLDED = _Folded()
_FOLDED_ASCII = "".join(_FOLDED[code] or " " for code in range(128)).encode().ljust(256)


def fold(text: str) -> str:
    """`text` for the search index: lower case, without accents, ł as l, ß as ss, æ as ae, ø as o, đ as d, ı as i;
    every Han, Kana and Hangul character a word of its own. Full-width forms become plain ones."""
    if text.isascii():
        return " ".join(text.encode().translate(_FOLDED_ASCII).decode().split())
    # Composed first: files from macOS bring Hangul and Kana in pieces.
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLDED).split())


def query_words(text: str) -> tuple[str, ...]:
    """The folded words of what somebody typed into the search box, in order. Never raises."""
    return tuple(fold(text).split(" ")) if text and not text.isspace() and fold(text) else ()


# --- sorting ----------------------------------------------------------------------------------------------
# A key has three levels, each but the first left out where it says nothing: letters, accents, capitals.
# Letters are compared as text in which "~" below stands behind every other letter: ñ is "n~", so it follows "nz".
_BEHIND = "\uffff"

_LETTERS: dict[str, str] = {
    "cs": "č=c~ ch=h~ ř=r~ š=s~ ž=z~",
    "sk": "ä=a~ č=c~ ch=h~ ô=o~ š=s~ ž=z~",
    "pl": "ą=a~ ć=c~ ę=e~ ł=l~ ń=n~ ó=o~ ś=s~ ź=z~ ż=z~~",
    "es": "ñ=n~",
    "gl": "ñ=n~",
    "eu": "ñ=n~",
    "sv": "å=z~ ä=z~~ æ=z~~ ö=z~~~ ø=z~~~ ü=y đ=d",
    "fi": "å=z~ ä=z~~ æ=z~~ ö=z~~~ ø=z~~~ ü=y đ=d",
    "da": "æ=z~ ä=z~ ø=z~~ ö=z~~ å=z~~~ aa=z~~~ ü=y",
    "no": "æ=z~ ä=z~ ø=z~~ ö=z~~ å=z~~~ aa=z~~~ ü=y",
    "nb": "æ=z~ ä=z~ ø=z~~ ö=z~~ å=z~~~ aa=z~~~ ü=y",
    "nn": "æ=z~ ä=z~ ø=z~~ ö=z~~ å=z~~~ aa=z~~~ ü=y",
    "is": "á=a~ ð=d~ é=e~ í=i~ ó=o~ ú=u~ ý=y~ þ=z~ æ=z~~ ö=z~~~ ø=z~~~ å=z~~~~",
    "et": "š=s~ z=s~~ ž=s~~~ õ=w~ ä=w~~ ö=w~~~ ü=w~~~~",
    "hu": "cs=c~ dz=d~ dzs=d~~ gy=g~ ly=l~ ny=n~ ö=o~ ő=o~ sz=s~ ty=t~ ü=u~ ű=u~ zs=z~",
    "tr": "ç=c~ ğ=g~ ı=h~ ö=o~ ş=s~ ü=u~",
    "az": "ç=c~ ə=e~ ğ=g~ x=h~ ı=h~~ q=k~ ö=o~ ş=s~ ü=u~",
    "hr": "č=c~ ć=c~~ dž=d~ đ=d~~ lj=l~ nj=n~ š=s~ ž=z~",
    "bs": "č=c~ ć=c~~ dž=d~ đ=d~~ lj=l~ nj=n~ š=s~ ž=z~",
    "sl": "č=c~ ć=c~~ đ=d~ š=s~ ž=z~",
    "ro": "ă=a~ â=a~~ î=i~ ș=s~ ş=s~ ț=t~ ţ=t~",
    "lt": "č=c~ y=i š=s~ ž=z~",
    "lv": "č=c~ ģ=g~ y=i ķ=k~ ļ=l~ ņ=n~ ŗ=r~ š=s~ ž=z~",
    "sq": "ç=c~ dh=d~ ë=e~ gj=g~ ll=l~ nj=n~ rr=r~ sh=s~ th=t~ xh=x~ zh=z~",
    "vi": "ă=a~ â=a~~ đ=d~ ê=e~ ô=o~ ơ=o~~ ư=u~",
    "cy": "ch=c~ dd=d~ ff=f~ ng=g~ ll=l~ ph=p~ rh=r~ th=t~",
}
"""Letters of their own in a language, with their place in the alphabet (CLDR's collation charts)."""

_EVERYWHERE = {
    letter: before + _BEHIND
    for letter, before in {"й": "и", "ў": "у", "ї": "і", "đ": "d", "ħ": "h", "ŋ": "n", "ı": "i", "þ": "t"}.items()
}
"""Letters of their own in any language."""


class _Keys(dict[str, tuple[str, str, str]]):
    """A character of a name -> what it adds to the three levels, in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        language = language.replace("_", "-").partition("-")[0].lower()
        rules = dict(rule.split("=") for rule in _LETTERS.get(language, "").replace("~", _BEHIND).split())
        self.own = {letter: place for letter, place in rules.items() if len(letter) == 1}
        self.pairs = {letters: place for letters, place in rules.items() if len(letters) > 1}

    def __missing__(self, character: str) -> tuple[str, str, str]:
        self[character] = key = self._key(character)
        return key

    def _key(self, character: str) -> tuple[str, str, str]:
        lower = character.lower() if character != "İ" else "i"
        case = "\x02" if lower != character else "\x01"
        place = self.own.get(lower) or _EVERYWHERE.get(lower)
        if place:
            return place, "\x01" * len(place), case * len(place)
        letters, accents = "", ""
        for part in unicodedata.normalize("NFKD", lower):
            plain = _PLAIN.get(part, "ss" if part == "ß" else part)
            if unicodedata.combining(part):
                accents += chr(2 + (ord(part) & 0x7F))
                continue
            if self.own.get(part) and letters:  # z under an accent where z itself has another place
                plain = self.own[part]
            letters += plain
            accents += "\x01" * len(plain) + ("\x02" if plain != part else "")
        if 0xAC00 <= ord(character[0]) <= 0xD7A3:
            letters, accents = character, "\x01"
        return letters, accents, case * max(1, len(letters))


_keys = cache(_Keys)


def sort_key(name: str, language: str = "en") -> bytes:
    """A key that orders names as readers of `language` (a code such as "sv") expect: accents aside first, å ä ö
    after z in Swedish, ñ after n in Spanish; the same name always gets the same key."""
    keys = _keys(language)
    name = name.strip()
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    if keys.pairs:
        lower = name.lower()
        for letters in keys.pairs:
            if letters in lower:
                return _key_with_pairs(name, keys)
    if name.isascii() and not keys.own:
        letters, accents, cases = name.lower(), "", name.encode().translate(_CASES).decode()
    else:
        parts = [keys[character] for character in name]
        letters = "".join([part[0] for part in parts])
        accents = "".join([part[1] for part in parts]).rstrip("\x01")
        cases = "".join([part[2] for part in parts])
    return "\0".join((letters, accents, cases.rstrip("\x01"))).encode("utf-8", "replace")


_CASES = bytes(2 if 65 <= code <= 90 else 1 for code in range(256))


def _key_with_pairs(name: str, keys: _Keys) -> bytes:
    """The key of a name that holds two letters which count as one."""
    levels: tuple[list[str], list[str], list[str]] = ([], [], [])
    lower, at = name.lower(), 0
    while at < len(name):
        pair = max((p for p in keys.pairs if lower.startswith(p, at)), key=len, default="")
        if pair and len(lower) == len(name):
            place = keys.pairs[pair]
            case = "\x02" if name[at] != lower[at] else "\x01"
            key = (place, "\x01" * len(place), case * len(place))
            at += len(pair)
        else:
            key = keys[name[at]]
            at += 1
        for level, part in zip(levels, key, strict=True):
            level.append(part)
    letters, accents, cases = ("".join(level) for level in levels)
    return "\0".join((letters, accents.rstrip("\x01"), cases.rstrip("\x01"))).encode("utf-8", "replace")
