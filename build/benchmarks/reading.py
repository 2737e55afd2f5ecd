"""Reading one card with a folded picture of --megabytes, and --cards plain ones, over decoding and splitting them."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import floor
import people

from netplus_desktop.exchange.reading import read_bytes

_LINE = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n "


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--megabytes", type=int, default=8)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    folds = _LINE * (args.megabytes * 2**20 // len(_LINE))
    picture = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nPHOTO;ENCODING=b:" + folds + b"\r\nEND:VCARD\r\n"
    cards = people.vcards(args.cards).encode()
    took = floor.medians(
        args.runs,
        picture=_reading(picture),
        picture_floor=_splitting(picture),
        cards=_reading(cards),
        cards_floor=_splitting(cards),
    )
    floor.show(
        "reading",
        megabytes=args.megabytes,
        cards=args.cards,
        seconds={name: round(value, 3) for name, value in took.items()},
        over_floor={name: round(took[name] / took[f"{name}_floor"], 1) for name in ("picture", "cards")},
    )


def _reading(data: bytes) -> Callable[[], object]:
    return lambda: read_bytes(data, "x.vcf")


def _splitting(data: bytes) -> Callable[[], object]:
    return lambda: [line.partition(":") for line in data.decode().replace("\r\n ", "").split("\r\n")]


if __name__ == "__main__":
    main()
