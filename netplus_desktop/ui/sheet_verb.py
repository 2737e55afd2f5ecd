"""`netplus sheet`: the prep sheet of an interview as a PDF, without a display."""

from __future__ import annotations

import argparse

from PySide6.QtWidgets import QApplication

from netplus_desktop import cli
from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.store.store import Store
from netplus_desktop.ui.printing import sheet_data, write_sheet_pdf


def run(args: argparse.Namespace) -> int:
    """Write the sheet that the arguments ask for; returns the exit code. May raise `UserError`."""
    app = QApplication.instance() or QApplication(["netplus"])
    try:
        with cli.opened(args) as store:
            if args.blank:
                contact_id = interview_id = None
            else:
                found = _asked_for(args, store)
                if found is None:
                    cli.say("No interview is planned yet.")
                    return cli.NOTHING
                contact_id, interview_id = found
            data = sheet_data(store, contact_id, interview_id, store.now())
            write_sheet_pdf([data], args.out, args.paper)
    finally:
        del app
    cli.say(f"Wrote “{args.out.name}”.")
    return cli.DONE


def _asked_for(args: argparse.Namespace, store: Store) -> tuple[int, int | None] | None:
    """The person and the interview; None where nothing is planned. Raises `NotFoundError`."""
    if args.interview is not None:
        interview = store.interview(args.interview)
        return interview.contact_id, interview.id
    if args.person is not None:
        people = store.find_contacts(args.person, limit=1)
        if not people:
            raise NotFoundError("nobody-matches", name=args.person)
        talks = store.contact(people[0].id).interviews
        return people[0].id, talks[0].id if talks else None
    planned = store.next_interview()
    return (planned.contact_id, planned.id) if planned else None
