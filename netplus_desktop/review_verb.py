"""The verb `review` of the command line: a week in eight numbers, and what stands behind each. No Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from netplus_desktop import cli
from netplus_desktop.core.review import Review, week_of, week_to_review


def add(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Put the words of the verb into the parser."""
    words = verb("review", "tell what happened in a week, from approaches to offers; `sheet --week` puts it on a page")
    words.add_argument(
        "--week", type=cli.day, metavar="DAY", help="the week, from Monday, that holds this day; else yesterday's"
    )
    words.add_argument("--json", action="store_true", help="one JSON object a line for each number, with its rows")


def run(args: argparse.Namespace) -> int:
    """Print it. May raise `UserError`."""
    with cli.opened(args) as store:
        today = store.now().astimezone().date()
        week = store.review(*(week_to_review(today) if args.week is None else week_of(args.week)))
    if args.json:
        for figure, rows in week.rows.items():
            told = [
                {
                    "on": row.on.isoformat(),
                    "contact": row.contact.id if row.contact else None,
                    "name": row.contact.name if row.contact else None,
                    "what": row.remark.value if row.remark else None,
                    "text": row.text,
                }
                for row in rows
            ]
            cli.put_json({"figure": figure.value, "count": len(rows), "rows": told})
    else:
        sys.stdout.writelines(f"{cli.plain(line)}\n" for line in _lines(week))
    return cli.DONE


def _lines(week: Review) -> Iterator[str]:
    from netplus_desktop.documents.review import ENGLISH, row_words, title

    yield title(week)
    for figure, rows in week.rows.items():
        yield f"{ENGLISH.figures[figure]}: {len(rows)}"
        for row in rows:
            parts = (row.on.isoformat(), row.contact.name if row.contact else "", row_words(row))
            yield "  " + "  ".join(part for part in parts if part)
