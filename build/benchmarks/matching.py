"""How well needs find offers, beside BM25 (FTS5, porter stems) on the same phrases in the same run, and how fast.

    .venv/bin/python build/benchmarks/matching.py [FILE.json ...]

A file holds "offers", "needs" (each with the offers that "fits") and "needs_with_no_fit"; without one, the phrases
beside this script. Needs find what the window would show: at most three offers, and none where the words tell little.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import floor
import sqlcipher3

from netplus_desktop.core.matching import fits
from netplus_desktop.core.records import Heard, HeardKind, HeardState, Offer, OfferFields
from netplus_desktop.core.telling_words import word_pieces, word_table

PHRASES = ("phrases_one.json", "phrases_two.json")

Find = Callable[[str], Sequence[str]]


def main() -> None:
    """Print a line for each file, and one for the times."""
    begun = time.perf_counter()
    word_table()
    word_pieces()
    load = time.perf_counter() - begun
    for path in [Path(name) for name in sys.argv[1:]] or [Path(__file__).with_name(name) for name in PHRASES]:
        phrases = json.loads(path.read_text(encoding="utf-8"))
        figures: dict[str, object] = {}
        for name, find in (("", ours(phrases["offers"])), ("bm25_", bm25(phrases["offers"]))):
            found = [(find(need["need"]), need["fits"]) for need in phrases["needs"]]
            none = [not find(need) for need in phrases["needs_with_no_fit"]]
            figures |= {
                f"{name}hit_1": round(
                    statistics.mean(any(one in right for one in shown[:1]) for shown, right in found), 3
                ),
                f"{name}hit_3": round(
                    statistics.mean(any(one in right for one in shown[:3]) for shown, right in found), 3
                ),
                f"{name}no_fit": f"{sum(none)} of {len(none)}",
            }
        floor.show("matching", phrases=path.name, **figures)
    shelf = [f"{title} {n}" for n in range(13) for title in phrases["offers"]][:500]
    texts = [need["need"] for need in phrases["needs"]]
    ours(shelf)(texts[0])
    took = floor.medians(7, one=lambda: ours(shelf)(texts[1]))
    begun = time.perf_counter()
    fits([heard(f"{texts[n % len(texts)]} {n}", n) for n in range(2000)], offered(shelf))
    many = time.perf_counter() - begun
    floor.show(
        "matching", load_ms=round(load * 1e3, 1), need_ms=round(took["one"] * 1e3, 2), needs_2000_s=round(many, 2)
    )


def heard(text: str, number: int = 1) -> Heard:
    """An open need."""
    return Heard(number, 1, None, HeardKind.NEED, text, date(2026, 1, 1), HeardState.OPEN)


def offered(titles: Sequence[str]) -> list[Offer]:
    """Offers that have nothing but a title."""
    return [Offer(number, OfferFields(title), None, False) for number, title in enumerate(titles)]


def ours(titles: Sequence[str]) -> Find:
    """What the program shows."""
    offers = offered(titles)
    return lambda text: [titles[fit.offer_id] for fit in fits([heard(text)], offers)]


def bm25(titles: Sequence[str]) -> Find:
    """Plain word search."""
    db = sqlcipher3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE offer USING fts5 (title, tokenize = 'porter unicode61')")
    db.executemany("INSERT INTO offer VALUES (?)", [(title,) for title in titles])

    def find(text: str) -> list[str]:
        asked = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        return [row[0] for row in db.execute("SELECT title FROM offer(?) ORDER BY rank LIMIT 3", (asked,))]

    return find


if __name__ == "__main__":
    main()
