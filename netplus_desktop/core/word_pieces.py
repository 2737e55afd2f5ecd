"""What a phrase means as a whole: the sum of what the pieces of its words mean, to be compared with other phrases.

The table was made once by build/word_table.py from a sentence model; it is read when the first match is made. The file
is little-endian: the magic, the length of the text, the numbers of pieces and of directions; the pieces, a line each,
the commonest first, those that go on within a word with "##" before them; the width of a step in each direction; what
each piece means, a number of four bits for each direction, the first half of them in the lower bits.

All is whole numbers of many digits: one multiplication does a direction of hundreds of phrases at once, and that is as
fast as the libraries that the program can do without.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log, sqrt
from operator import mul
from pathlib import Path

MAGIC = b"NETPLUS PIECES 1\n"
_HEAD = struct.Struct("<III")

FREQUENT = 1e-4
"""A piece counts half where it makes so much of all text, as smooth inverse frequency has it; frequencies by Zipf."""

_ZIPF = 2.7
_WHOLE_WEIGHT = 1000
_MIDDLE = 7.5
_LOW = bytes(byte & 15 for byte in range(256))
_HIGH = bytes(byte >> 4 for byte in range(256))

_FINE = 300
"""A vector of length one is kept in whole numbers of so many to 1; its largest are about 0.4."""

_SLOT = 4
"""Bytes for a sum of products of two bytes, one for each direction."""

_ZERO = 128

Vector = bytes
"""A direction of length one: a byte for each number, 128 for 0."""


class WordPieces:
    """Phrases as vectors; without a file one that knows no phrase."""

    def __init__(self, data: bytes = b"") -> None:
        """`data` is the whole file. Raises `ValueError` where it is none."""
        self._numbers: dict[str, int] = {}
        if not data:
            return
        if not data.startswith(MAGIC):
            raise ValueError("not a table of pieces")
        length, count, self._wide = _HEAD.unpack_from(data, len(MAGIC))
        at = len(MAGIC) + _HEAD.size
        pieces = data[at : at + length].decode("ascii").split("\n")
        self._steps = struct.unpack_from(f"<{self._wide}f", data, at + length)
        self._meanings = memoryview(data)[at + length + 4 * self._wide :]
        if len(pieces) != count or len(self._meanings) != count * self._wide // 2:
            raise ValueError("not a whole table of pieces")
        self._numbers = dict(zip(pieces, range(count), strict=True))
        self._all_text = log((count + 0.5 + _ZIPF) / (0.5 + _ZIPF))

    def __len__(self) -> int:
        return len(self._numbers)

    @classmethod
    def read(cls, path: Path) -> WordPieces:
        """The table in a file. Raises `OSError`, and `ValueError` where the file is no table."""
        return cls(path.read_bytes())

    def vector(self, words: Iterable[str]) -> Vector | None:
        """What words in small letters mean together; None where there is nothing to tell."""
        total, weights = 0, 0
        for word in words:
            for number in self._pieces(word):
                weight = self._weight(number)
                total += weight * self._meaning(number)
                weights += weight
        if not weights:
            return None
        sums = struct.unpack(f"<{self._wide}I", total.to_bytes(_SLOT * self._wide, "little"))
        middle = _MIDDLE * weights
        numbers = [(one - middle) * step for one, step in zip(sums, self._steps, strict=True)]
        part = _FINE / sqrt(sum(map(mul, numbers, numbers)))
        whole = [int(part * one + _ZERO + 0.5) for one in numbers]
        return bytes(whole if max(whole) < 256 and min(whole) >= 0 else [max(0, min(255, one)) for one in whole])

    def _pieces(self, word: str) -> Sequence[int]:
        """A word as the longest pieces that it begins with, one after another; none for one that cannot be cut so."""
        found: list[int] = []
        begin = 0
        while begin < len(word):
            for end in range(len(word), begin, -1):
                number = self._numbers.get(("##" if begin else "") + word[begin:end])
                if number is not None:
                    found.append(number)
                    begin = end
                    break
            else:
                return ()
        return found

    def _weight(self, number: int) -> int:
        often = 1 / ((number + 1 + _ZIPF) * self._all_text)
        return round(_WHOLE_WEIGHT * FREQUENT / (FREQUENT + often))

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one table
    def _meaning(self, number: int) -> int:
        half = self._wide // 2
        packed = bytes(self._meanings[number * half : (number + 1) * half])
        return _spread(packed.translate(_LOW) + packed.translate(_HIGH))


class Phrases:
    """Vectors in a row, to be compared with one more at once."""

    def __init__(self, vectors: Sequence[Vector | None]) -> None:
        self._count = len(vectors)
        wide = next((len(vector) for vector in vectors if vector is not None), 0)
        blank = bytes([_ZERO]) * wide
        rows = b"".join(vector or blank for vector in vectors)
        self._columns = [_spread(rows[at::wide]) for at in range(wide)]
        self._sums = [_ZERO * sum(vector or blank) for vector in vectors]

    def near(self, vector: Vector | None, most: float = 1.0) -> Sequence[float]:
        """The cosine of each with a vector, times `most`; 0 where there is nothing to compare."""
        if vector is None or not self._columns:
            return [0.0] * self._count
        total = sum(map(mul, vector, self._columns))
        products = struct.unpack(f"<{self._count}I", total.to_bytes(_SLOT * self._count, "little"))
        less = _ZERO * sum(vector) - _ZERO * _ZERO * len(vector)
        part = most / _FINE**2
        return [part * (one - less - own) for one, own in zip(products, self._sums, strict=True)]


def _spread(numbers: bytes) -> int:
    """Bytes as one number, with room beside each to add and to multiply."""
    spread = bytearray(_SLOT * len(numbers))
    spread[::_SLOT] = numbers
    return int.from_bytes(spread, "little")
