"""The verb `sheet` of the command line: which printout its arguments ask for. It needs no display."""

from __future__ import annotations

import argparse

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import ContactRef, ListFilter, Tick
from netplus_desktop.core.review import week_of
from netplus_desktop.store.store import Store
from netplus_desktop.ui import printouts
from netplus_desktop.ui.printing import Printout


def printout(store: Store, args: argparse.Namespace, tick: Tick) -> Printout | None:
    """What is asked for; None where there is nothing to print. Raises `NotFoundError`."""
    now, private = store.now(), args.private_notes
    if args.blank:
        return printouts.empty_form(now)
    if args.day is not None:
        meetings = printouts.day_meetings(store, args.day, now, private=private)
        return printouts.day_pack(args.day, meetings) if meetings else None
    if args.week is not None:
        return printouts.week_page(store, *week_of(args.week), now)
    if args.about is not None:
        return printouts.person_pages(store, _named(store, args.about).id, now, private=private)
    if args.heard is not None:
        return printouts.heard_pages(store, _named(store, args.heard).id, now, private=private)
    if args.list:
        only = ListFilter((args.filter or "all").replace("-", " "))
        ids = store.contact_ids(args.search or "", only=only)
        return printouts.list_pages(store, ids, args.search or "", now, tick) if ids else None
    if args.person is not None:
        contact_id = _named(store, args.person).id
        talk = next(iter(store.contact(contact_id).interviews), None)
    else:
        talk = store.next_interview() if args.interview is None else store.interview(args.interview)
        if talk is None:
            return None
        contact_id = talk.contact_id
    interview_id = talk.id if talk else None
    return printouts.prep_sheets([printouts.sheet_data(store, contact_id, interview_id, now, private=private)])


def nothing(args: argparse.Namespace) -> str:
    """What is said where there is nothing to print."""
    if args.list:
        return "Nobody matches." if args.filter or args.search else "There is nobody in the vault yet."
    if args.day is not None:
        return "No interview is planned for that day."
    return "No interview is planned yet."


def _named(store: Store, name: str) -> ContactRef:
    people = store.find_contacts(name, limit=1)
    if not people:
        raise NotFoundError("nobody-matches", name=name)
    return people[0]
