"""The names that programs give the columns of their contact tables, a table for each language.

Each line of a table is `what: name | name | …`. What a column holds can be one of two things:

- a field of a person, or a labelled point ("phone work", "im Skype"), that goes by a whole name ("Vorname");
- one of `WORDS`, of which names are put together in whatever order ("Telefon" and "privat", "Téléphone 2 (bureau)"):
  `columns` says what they mean together.

A further language is one more table in `TABLES`, no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from netplus_desktop.core.people import plain
from netplus_desktop.exchange.languages import asian, eastern, english, germanic, romance

TABLES = (
    english.ENGLISH,
    germanic.GERMAN,
    romance.FRENCH,
    romance.SPANISH,
    romance.ITALIAN,
    romance.PORTUGUESE,
    germanic.DUTCH,
    germanic.SWEDISH,
    germanic.DANISH,
    germanic.NORWEGIAN,
    eastern.FINNISH,
    eastern.POLISH,
    eastern.CZECH,
    eastern.SLOVAK,
    eastern.HUNGARIAN,
    eastern.TURKISH,
    eastern.RUSSIAN,
    eastern.UKRAINIAN,
    eastern.GREEK,
    romance.CATALAN,
    romance.ROMANIAN,
    asian.JAPANESE,
    asian.CHINESE,
    asian.KOREAN,
)
"""A name that is of several languages is taken for that of the first, where nothing else in a table tells."""

WORDS = frozenset(
    "phone mobile fax pager email url im street city region code country box address extended work home other car "
    "assistant label value formatted displayed custom second filler".split()
)
"""Words that are put together. 'filler' says nothing; 'displayed' is the name beside an e-mail address; 'custom' is a
field that a program lets its users name; 'extended' is the second line of an address."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded name -> what a column of that name holds, and folded word or phrase -> which of `WORDS` it is."""

    names: dict[str, str]
    words: dict[str, str]


@cache
def vocabulary(language: int) -> Vocabulary:
    """That of one of `TABLES`."""
    names: dict[str, str] = {}
    words: dict[str, str] = {}
    for what, spellings in _lines(TABLES[language]):
        into = words if what in WORDS else names
        for spelling in spellings:
            into.setdefault(folded(spelling), what)
            into.setdefault(folded(spelling.lower().translate(_DIGRAPHS)), what)
    return Vocabulary(names, words)


@cache
def everything() -> Vocabulary:
    """All languages together: enough to tell a row of names from a row of people."""
    names: dict[str, str] = {}
    words: dict[str, str] = {}
    for language in range(len(TABLES)):
        one = vocabulary(language)
        names = one.names | names
        words = one.words | words
    return Vocabulary(names, words)


def folded(name: str) -> str:
    """A column's name for looking it up: plain, and "E-Mail-Adresse" as "email adresse"."""
    return _MAIL.sub("e", plain(name))


_MAIL = re.compile(r"\be (?=mail|post)")


def _lines(table: str) -> list[tuple[str, list[str]]]:
    """What, and its spellings. A line that begins with blanks goes on with the one before it."""
    joined = re.sub(r"\n +", " ", table.strip())
    lines = (line.partition(":") for line in joined.splitlines() if line)
    return [(what, [spelling.strip() for spelling in rest.split("|") if spelling.strip()]) for what, _, rest in lines]


_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
"""How letters are written where the keyboard, or the program, had ASCII alone."""


# --- names that were damaged on the way -------------------------------------------------------------------------

_LOST = re.compile("[?\ufffd]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_MISREAD = re.compile("[\xc2-\xc5\xd0-\xd1][\x80-\xbf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")


def repaired(name: str) -> str:
    """A folded column name that lost its letters with accents ("Pr?nom", "Prnom"), has them doubled ("PrÃ©nom") or its
    words in one ("givenName"), as it was; other names folded as they are."""
    if _MISREAD.search(name):
        try:
            return folded(name.encode("cp1252").decode("utf-8"))
        except UnicodeError:
            return folded(name)
    lossy = _lossy()
    tokens = re.split(r"[^\w?\ufffd]+", _CAMEL.sub(" ", name).lower())
    return folded(" ".join(lossy.get(_LOST.sub("?", token), token) for token in tokens))


@cache
def _lossy() -> dict[str, str]:
    """A word as it looks with a mark in the place of what is not ASCII, or with nothing there -> the word."""
    found: dict[str, str] = {}
    for table in TABLES:
        for _, spellings in _lines(table):
            for token in re.split(r"\W+", " ".join(spellings).lower()):
                marked, bare = _FOREIGN.sub("?", token), _FOREIGN.sub("", token)
                if bare != token and len(bare) >= 3:
                    found.setdefault(marked, token)
                    found.setdefault(bare, token)
    return found
