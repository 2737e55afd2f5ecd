"""The verb `due` of the command line: the Today list, as the window shows it. No Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from netplus_desktop import cli
from netplus_desktop.core.records import StepKind, TodayLine
from netplus_desktop.core.today import section_of
from netplus_desktop.documents.wording import day, step

EVERY_LINE = sys.maxsize
"""The list in whole: on paper or in a pipe nobody has to scroll."""

TO_THE_HOUR = frozenset({StepKind.MEET, StepKind.THANK, StepKind.CONFIRM, StepKind.WRITE_UP})


def add(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Put the words of the verb into the parser."""
    due = verb("due", "list what is due, what comes within a week, and with whom contact cools")
    due.add_argument("--json", action="store_true", help="one JSON object a line for each step")


def run(args: argparse.Namespace) -> int:
    """Print the list, a line for each step. May raise `UserError`."""
    with cli.opened(args) as store:
        now = store.now().astimezone()
        lines = (*store.today(limit=EVERY_LINE), *store.cooling(limit=EVERY_LINE))
    for line in lines:
        if args.json:
            cli.put_json(_record(line, now))
        else:
            cells = (section_of(line.step.kind, line.step.due, now).value, _when(line, now), _what(line))
            sys.stdout.write("\t".join(map(cli.plain, cells)) + "\n")
    if not lines:
        cli.say("Nothing is due.")
    return cli.DONE if lines else cli.NOTHING


def _what(line: TodayLine) -> str:
    if line.step.kind is StepKind.MEET:
        return f"Meet {line.contact.name}"
    return step(line.step.kind, line.contact.name, line.other.name if line.other else "")


def _when(line: TodayLine, now: datetime) -> str:
    if line.step.kind is StepKind.KEEP_IN_TOUCH:
        last = line.last_contact
        return f"last contact {day(last, year=last.year != now.year)}" if last else "no contact noted yet"
    due = line.step.due.astimezone(now.tzinfo)
    on = day(due.date(), year=due.year != now.year)
    return f"{on} {due:%H:%M}" if line.step.kind in TO_THE_HOUR else on


def _record(line: TodayLine, now: datetime) -> dict[str, Any]:
    return {
        "section": section_of(line.step.kind, line.step.due, now).value,
        "kind": line.step.kind.value,
        "due": line.step.due.isoformat(),
        "id": line.contact.id,
        "name": line.contact.name,
        "other": line.other.name if line.other else None,
        "interview": line.interview_id,
        "last_contact": line.last_contact.isoformat() if line.last_contact else None,
    }
