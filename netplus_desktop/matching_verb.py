"""The verb `match` of the command line: which offers of a file fit which of its needs, as the window would show it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from netplus_desktop import cli
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.matching import fits
from netplus_desktop.core.records import Fit, Heard, HeardKind, HeardState, Offer, OfferFields


def add(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Put the words of the verb into the parser."""
    match = verb("match", "say which offers of a file fit which of its needs, and why; no vault is opened")
    match.add_argument("file", type=Path, metavar="FILE.json", help='{"offers": [TEXT, ...], "needs": [TEXT, ...]}')
    match.add_argument(
        "--json",
        action="store_true",
        help="one JSON object a line for each need, as ever where the output goes to a file or another program",
    )


def run(args: argparse.Namespace) -> int:
    """Print what fits each need, best first. Raises `FileError` for a file that cannot be read."""
    titles, needs = _read(args.file)
    offers = [Offer(number, OfferFields(title), None, False) for number, title in enumerate(titles)]
    for number, text in enumerate(needs):
        need = Heard(number, 0, None, HeardKind.NEED, text, date.min, HeardState.OPEN)
        found = fits([need], offers)
        if args.json or not sys.stdout.isatty():
            told = [{"offer": titles[fit.offer_id], "score": round(fit.score, 3), "why": _why(fit)} for fit in found]
            cli.put_json({"need": text, "offers": told})
        else:
            lines = [text, *(f"  {titles[fit.offer_id]} ({_why(fit)})" for fit in found)]
            sys.stdout.write("".join(f"{cli.plain(line)}\n" for line in lines))
    if not needs:
        cli.say("There is no need in the file.")
    return cli.DONE if needs else cli.NOTHING


def _why(fit: Fit) -> str:
    pairs = ", ".join(f"{asked} – {told}" for asked, told in fit.words)
    return f"perhaps: {pairs}" if fit.weak else pairs


def _read(path: Path) -> tuple[list[str], list[str]]:
    """The offers and the needs of a file; those that it knows to have no fit come last."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        needs = [*data["needs"], *data.get("needs_with_no_fit", [])]
        texts = [need["need"] if isinstance(need, dict) else need for need in needs]
        if not all(isinstance(text, str) for text in (*data["offers"], *texts)):
            raise TypeError
    except FileNotFoundError as error:
        raise FileError("file-missing", name=path.name) from error
    except OSError as error:
        raise FileError("file-unreadable", name=path.name) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FileError("file-not-needs", name=path.name) from error
    return list(data["offers"]), texts
