"""How text is folded so that a search finds it and a list sorts it as people expect.

FTS5's own folding misses Łukasz, Weiß, Yılmaz and single Han characters; ours folds the stored text and the
query alike. One function for both sides, so they cannot differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
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


def _stands_alone(code: int) -> bool:
    return any(first <= code <= last for first, last in _ONE_BY_ONE)


def _fold_character(code: int) -> str:
    character = chr(code)
    if _stands_alone(code):
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
    return " ".join(folded(text).split())


def folded(text: str) -> str:
    """The same with as many blanks between the words as there happen to be: enough for the index."""
    if text.isascii():
        return text.encode().translate(_FOLDED_ASCII).decode()
    # Composed first: files from macOS bring Hangul and Kana in pieces.
    return unicodedata.normalize("NFKC", text).translate(_FOLDED)


def query_words(text: str) -> tuple[str, ...]:
    """The folded words of what somebody typed into the search box, in order. Never raises."""
    return tuple(fold(text).split())


def first_letter(words: Sequence[str]) -> bool:
    """Whether nothing is typed yet but the first letter of a word. One Han character is a word already."""
    return len(words) == 1 and len(words[0]) == 1 and words[0].isalpha() and not _stands_alone(ord(words[0]))


# --- sorting ----------------------------------------------------------------------------------------------
# A key has three levels, each but the first left out where it says nothing: letters, accents, capitals.
# Letters are compared as text in which "~" below stands behind every other letter: ñ is "n~", so it follows "nz".
_BEHIND = "\uffff"

SORTING = 1
"""Counts up whenever a name gets another key than before: then vaults work theirs out anew."""

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
    "is": "á=a~ ð=d~ é=e~ í=i~ ó=o~ ú=u~ ý=y~ þ=z~ æ=z~~ ä=z~~ ö=z~~~ ø=z~~~ å=z~~~~",
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
    for letter, before in {"й": "и", "ў": "у", "ї": "і", "ħ": "h", "ŋ": "n", "ı": "i", "þ": "t"}.items()
}
"""Letters of their own in any language."""


_SCRIPTS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"), (0x400, 0x52F)),
    "el": (0x370, 0x3FF),
    **dict.fromkeys(("he", "yi"), (0x590, 0x5FF)),
    **dict.fromkeys(("ar", "fa", "ur"), (0x600, 0x6FF)),
    "hy": (0x530, 0x58F),
    "ka": (0x10A0, 0x10FF),
    **dict.fromkeys(("hi", "mr", "ne"), (0x900, 0x97F)),
    **dict.fromkeys(("ko", "zh"), (0x2F00, 0x9FFF)),
}
"""Languages whose own script comes before Latin, as the range of its characters."""

_FOREIGN = "\ue000"
"""Stands before each letter of another script in those languages."""

_HANGUL = "\u2f00"
"""Stands before each Hangul syllable: they come before Kana and Han, although their codes are higher."""

_CAPITALS_FIRST = frozenset({"da", "mt"})

_SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
"""The order of blanks and signs, all before digits and letters (CLDR's root collation)."""

_ASCII = {ord(sign): chr(2 + place) for place, sign in enumerate(_SIGNS)}
_ASCII_LETTERS = "".join(_ASCII.get(code, chr(code).lower()) for code in range(128)).encode().ljust(256)
_ASCII_CASES = bytes(2 if 65 <= code <= 90 else 1 for code in range(256))


class _Keys(dict[str, tuple[str, str, str]]):
    """A letter of a name, or two that count as one -> what it adds to the three levels, in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        language = language.replace("_", "-").partition("-")[0].lower()
        self.own = dict(rule.split("=") for rule in _LETTERS.get(language, "").replace("~", _BEHIND).split())
        self.pairs = sorted((letters for letters in self.own if len(letters) > 1), key=len, reverse=True)
        self.script = _SCRIPTS.get(language)
        self.capital = "\x01" if language in _CAPITALS_FIRST else "\x02"
        self.small = "\x02" if language in _CAPITALS_FIRST else "\x01"
        # Whether ASCII names need no table: nearly all names, so they are worth a way of their own.
        self.plain = not (any(map(str.isascii, self.own)) or self.script or language in _CAPITALS_FIRST)

    def __missing__(self, letter: str) -> tuple[str, str, str]:
        self[letter] = key = self._key(letter)
        return key

    def _key(self, letter: str) -> tuple[str, str, str]:
        lower = letter.lower() if letter != "İ" else "i"
        case = self.small if lower == letter else self.capital
        place = self.own.get(lower) or _EVERYWHERE.get(lower)
        if place:
            letters, accents = place, "\x01" * len(place)
        elif "\uac00" <= letter <= "\ud7a3":
            letters, accents = _HANGUL + letter, "\x01\x01"
        else:
            letters, accents = self._in_pieces(lower)
        if self.script and letters and lower[0].isalpha():
            first, last = self.script
            if not first <= ord(letters[0]) <= last:
                letters = "".join(_FOREIGN + part for part in letters)
                accents = "\x01" * len(letters) if not accents.strip("\x01") else "\x01" + accents
        return letters, accents, case * max(1, len(letters))

    def _in_pieces(self, lower: str) -> tuple[str, str]:
        """A letter without a place of its own: those that it is made of, and its accents."""
        letters, accents = "", ""
        pieces = unicodedata.normalize("NFKD", lower)
        marks = [piece for piece in pieces if unicodedata.combining(piece)]
        for piece in pieces:
            if unicodedata.combining(piece):
                accents += chr(2 + (ord(piece) & 0x7F)) if piece in marks else ""
                continue
            place = self.own.get(piece)
            for mark in marks:  # ặ is the Romanian letter ă, with a dot
                if own := self.own.get(unicodedata.normalize("NFC", piece + mark)):
                    place = own
                    marks.remove(mark)
                    break
            plain = place or _ASCII.get(ord(piece)) or _PLAIN.get(piece) or ("ss" if piece == "ß" else piece)
            letters += plain
            accents += "\x01" * len(plain) + ("" if plain == piece or piece.isascii() else "\x02")
        return letters, accents

    def letters(self, name: str) -> Iterable[str]:
        """The name's letters; two that count as one in this language come together."""
        lower = name.lower()
        if len(lower) != len(name) or not any(pair in lower for pair in self.pairs):
            return name
        found, at = [], 0
        while at < len(name):
            pair = next((pair for pair in self.pairs if lower.startswith(pair, at)), " ")
            found.append(name[at : at + len(pair)])
            at += len(pair)
        return found


_keys = cache(_Keys)


def sort_key(name: str, language: str = "en") -> bytes:
    """A key that orders names as readers of `language` (a code such as "sv") expect: accents aside first, å ä ö
    after z in Swedish, ñ after n in Spanish; the same name always gets the same key."""
    keys = _keys(language)
    name = name.strip()
    if name.isascii() and keys.plain:
        plain = name.encode()
        return b"\0\0".join((plain.translate(_ASCII_LETTERS), plain.translate(_ASCII_CASES).rstrip(b"\x01")))
    parts = [keys[letter] for letter in keys.letters(unicodedata.normalize("NFC", name))]
    letters = "".join([part[0] for part in parts])
    accents = "".join([part[1] for part in parts]).rstrip("\x01")
    cases = "".join([part[2] for part in parts])
    if keys.small < keys.capital:
        cases = cases.rstrip(keys.small)
    return f"{letters}\0{accents}\0{cases}".encode("utf-8", "replace")
