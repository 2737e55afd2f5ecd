"""The verb `ics` of the command line: one meeting, or what is coming with one person, for a calendar. No Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from netplus_desktop import cli, exports
from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import no_tick

if TYPE_CHECKING:
    from netplus_desktop.store.store import Store


def add(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Put the words of the verb into the parser."""
    ics = verb("ics", "write a meeting, or all that is coming with somebody, for a calendar")
    which = ics.add_mutually_exclusive_group()
    which.add_argument("--interview", type=int, metavar="ID", help="this interview")
    which.add_argument("--next", action="store_true", help="the next planned interview (the default)")
    which.add_argument("--person", metavar="NAME", help="meetings, promises and the next step with this person")
    ics.add_argument("out", metavar="OUT", help="the file; - for standard output")


def run(args: argparse.Namespace) -> int:
    """Write it: whole, or not at all. May raise `UserError`."""
    with cli.opened(args) as store:
        text = _text(store, args)
    if not text:
        cli.say("Nothing is planned with them." if args.person else "No interview is planned yet.")
        return cli.NOTHING
    if args.out == "-":
        sys.stdout.write(text)
    else:
        from netplus_desktop.exchange.whole_files import whole_file

        with whole_file(Path(args.out)) as file:
            file.write(text.encode())
        cli.say(f"Wrote “{Path(args.out).name}”.")
    return cli.DONE


def _text(store: Store, args: argparse.Namespace) -> str:
    """The calendar asked for; "" where there is nothing to write."""
    if args.person is not None:
        person = next(iter(store.find_contacts(args.person, limit=1)), None)
        if person is None:
            raise NotFoundError("nobody-matches", name=args.person)
        out = StringIO(newline="")
        return out.getvalue() if exports.write_to(store, [person.id], exports.Format.ICS, out, no_tick) else ""
    talk = store.next_interview() if args.interview is None else store.interview(args.interview)
    return exports.calendar_file(store, exports.CalendarEntry(talk.contact_id, talk.id))[1] if talk else ""
