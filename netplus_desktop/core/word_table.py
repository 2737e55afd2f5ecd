"""Which English words are near which: a table made once by build/word_table.py, read when the first match is made.

The file is little-endian: the magic, the numbers of words and of pairs; the words, a line each; how telling each word
is, a byte each; where the near words of each begin; the near words, by their numbers, nearest first; how near each is,
a byte each. A pair stands with its first word only.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path

MAGIC = b"NETPLUS WORDS 1\n"
_HEAD = struct.Struct("<III")

UNKNOWN = 1.0
"""How telling a word is that the table does not know: as much as the rarest."""


class WordTable:
    """Near words by number; without a file one that knows no word."""

    def __init__(self, data: bytes = b"") -> None:
        """`data` is the whole file. Raises `ValueError` where it is none."""
        self._numbers: Mapping[str, int] = {}
        if not data:
            return
        if not data.startswith(MAGIC):
            raise ValueError("not a table of words")
        view = memoryview(data)
        length, words, pairs = _HEAD.unpack_from(view, len(MAGIC))
        at = len(MAGIC) + _HEAD.size
        self.words = bytes(view[at : at + length]).decode("ascii").split("\n")
        self._numbers = dict(zip(self.words, range(words), strict=True))
        at += length
        self._telling = view[at : at + words]
        at += words
        self._starts = _array("I", view[at : at + 4 * (words + 1)])
        at += 4 * (words + 1)
        self._near = _array("H", view[at : at + 2 * pairs])
        self._nearness = view[at + 2 * pairs : at + 3 * pairs]

    def __len__(self) -> int:
        return len(self._numbers)

    @classmethod
    def read(cls, path: Path) -> WordTable:
        """The table in a file. Raises `OSError`, and `ValueError` where the file is no table."""
        return cls(path.read_bytes())

    def numbers(self, word: str) -> tuple[int, ...]:
        """The entries that stand for a word in small letters: its own or that of its plain form; for a compound those
        of its two parts; none for a word that is not known."""
        for form in chain((word,), base_forms(word)):
            number = self._numbers.get(form)
            if number is not None:
                return (number,)
        for cut in range(len(word) - 3, 2, -1):
            first, rest = self._numbers.get(word[:cut]), word[cut:]
            if first is not None and len(word) > 6:
                for form in chain((rest,), base_forms(rest)):
                    second = self._numbers.get(form)
                    if second is not None:
                        return first, second
        return ()

    def pair(self, first: str, second: str) -> int | None:
        """The entry of two words that mean something of their own side by side ("pay rise"), if there is one."""
        for form in chain((second,), base_forms(second)):
            number = self._numbers.get(f"{first} {form}")
            if number is not None:
                return number
        return None

    def telling(self, number: int) -> float:
        """How much an entry tells, 0 to 1: the rarer the word, the more."""
        return self._telling[number] / 255

    def near(self, number: int) -> Iterator[tuple[int, float]]:
        """The later entries that are near one, and how near, 0 to 1, nearest first. The earlier ones tell of it."""
        begin, end = self._starts[number], self._starts[number + 1]
        return zip(self._near[begin:end], (one / 255 for one in self._nearness[begin:end]), strict=True)

    def around(self, number: int) -> Iterator[tuple[int, float]]:
        """All entries that are near one, the earlier ones too. They are searched for: tens of milliseconds."""
        yield from self.near(number)
        at = -1
        with suppress(ValueError):  # there are no more
            while True:
                at = self._near.index(number, at + 1)
                yield bisect_right(self._starts, at) - 1, self._nearness[at] / 255


def base_forms(word: str) -> Iterator[str]:
    """What an English word may be an inflected form of, likeliest first; not all of them are words."""
    if len(word) < 4 or not word.isascii():
        return
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    if word.endswith("es") and len(word) > 4:
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    for ending in ("ing", "ed", "er", "ers"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3:
            yield rest
            yield rest + "e"
            if rest[-1] == rest[-2]:
                yield rest[:-1]


def _array(code: str, view: memoryview) -> array[int]:
    made = array(code)
    made.frombytes(view)
    if sys.byteorder == "big":
        made.byteswap()
    return made
