"""How text is folded so that a search finds it and a list sorts it as people expect.

FTS5's own folding misses Łukasz, Weiß, Yılmaz and single Han characters; ours folds the stored text and the
query alike. One function for both sides, so they cannot differ.
"""

from __future__ import annotations


def fold(text: str) -> str:
    """`text` for the search index: lower case, without accents, ł as l, ß as ss, æ as ae, ø as o, đ as d, ı as i;
    every Han, Kana and Hangul character a word of its own. Full-width forms become plain ones."""
    raise NotImplementedError


def query_words(text: str) -> tuple[str, ...]:
    """The folded words of what somebody typed into the search box, in order. Never raises."""
    raise NotImplementedError


def sort_key(name: str, language: str = "en") -> bytes:
    """A key that orders names as readers of `language` (a code such as "sv") expect: accents aside first, å ä ö
    after z in Swedish, ñ after n in Spanish; the same name always gets the same key."""
    raise NotImplementedError
