"""`netplus tour`: the main job once, from a contact file to the thank-you, in a vault that is thrown away.

Everything goes through the parts that the window uses: the reader, the planner, the store, the paper, the letters.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from netplus_desktop.assets import resource
from netplus_desktop.core.clocks import DEFAULTS
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.matching import fits
from netplus_desktop.core.questions import Bank
from netplus_desktop.core.records import (
    Contact,
    EventKind,
    Heard,
    HeardKind,
    InterviewPlan,
    Kind,
    Medium,
    OfferFields,
    OfferKind,
    Question,
)
from netplus_desktop.documents.letters import thank_you, word_count
from netplus_desktop.exchange.planning import plan_import, totals
from netplus_desktop.exchange.reading import read_path
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui import screenshot
from netplus_desktop.ui.printing import default_paper, write_pdf
from netplus_desktop.ui.printouts import prep_sheets, sheet_data

SIZE = QSize(1280, 800)
WHO = "Marta Lindqvist"
"""Whom the tour meets: the first card of the shipped file."""

NOTES = """\
Runs the digital side of three libraries; laughs easily, answers slowly.
n visitors cannot find the quiet rooms on the web page
n a script that counts loans each Monday
t watch people look for something before asking them about it
t a small library decides faster than a large one
r Rui Guimarães, trains the volunteers
p send the notes of my own visit"""
"""What is written down after the talk. The first letter of a line files it."""

OFFERS = (
    OfferFields("Walk through a web page and tell where I got lost", OfferKind.FEEDBACK, tags=("page", "visitors")),
    OfferFields("An hour of help with Python scripts", OfferKind.SKILL, 60, ("automation",)),
    OfferFields("A list of good questions for visitors", OfferKind.RESOURCE, 5, ("interviews",)),
)


def run(out: Path) -> int:
    """Do the tour and leave its results in the folder `out`; returns the exit code. May raise `UserError`."""
    app = QApplication.instance() or QApplication(["netplus"])
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError("file-not-written", name=out.name) from error
    with tempfile.TemporaryDirectory(prefix="netplus-tour-") as folder:
        clock = _Clock()
        store = throwaway_store(Path(folder), clock=clock)
        try:
            _walk(store, clock, out)
        finally:
            store.close()
    del app
    return 0


class _Clock:
    """The day of the tour: it starts now and can be turned on, so that a meeting passes."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


def _walk(store: Store, clock: _Clock, out: Path) -> None:
    contact_id = _import(store)
    interview_id = _plan(store, contact_id, clock)
    _print_sheet(store, contact_id, interview_id, out / "prep-sheet.pdf")
    _meet(store, interview_id, clock)
    _write_up(store, contact_id, interview_id)
    _offer(store, contact_id, interview_id)
    _draft(store, contact_id, interview_id, out / "thank-you.txt")
    screenshot.take(store, out / "window.png", SIZE, "light", WHO)
    _say(f"The window as it stands now: {out / 'window.png'}")


def _import(store: Store) -> int:
    file = read_path(resource("sample", "contacts.vcf"))
    plans = plan_import([file], store)
    store.apply_import(plans)
    sums = totals(row for plan in plans for row in plan.rows)
    _say(
        f"Imported {file.name}: read {sums.read}, added {sums.added}, updated {sums.updated}, "
        f"unchanged {sums.unchanged}, skipped {sums.skipped}."
    )
    return store.find_contacts(WHO, limit=1)[0].id


def _plan(store: Store, contact_id: int, clock: _Clock) -> int:
    starts = datetime.combine(clock.now.date() + timedelta(days=2), time(14))
    plan = InterviewPlan(
        purpose="How a library finds out what its visitors look for",
        outcome="A fresh pair of eyes on one page of theirs",
        starts=starts,
        minutes=20,
        medium=Medium.VIDEO,
        overview=(
            "I have made booking pages for small practices for six years and now want to understand the people before "
            "the screens. This autumn I have talked to eleven of them and learned most from the talks that went wrong. "
            "I am not looking for a post; I would like to see how you listen."
        ),
        facts="Three libraries share one web page\nAn open evening each spring",
        ask="information",
    )
    bank = Bank.load(resource("questions", "en.json"))
    questions = bank.starter()
    changes = store.plan_interview(contact_id, plan, questions)
    interview_id = changes.new_id(Kind.INTERVIEW)
    store.record_event(interview_id, EventKind.REQUESTED, clock.now)
    store.record_event(interview_id, EventKind.ACCEPTED, clock.now)
    _say(f"Planned {plan.minutes} minutes with {WHO} on {starts:%Y-%m-%d at %H:%M} UTC, {len(questions)} questions.")
    return interview_id


def _print_sheet(store: Store, contact_id: int, interview_id: int, out: Path) -> None:
    for fields in OFFERS:
        store.add_offer(fields)
    write_pdf(prep_sheets([sheet_data(store, contact_id, interview_id, store.now())]), out, default_paper())
    store.record_event(interview_id, EventKind.PREPARED, store.now())
    _say(f"Printed the prep sheet: {out}")


def _meet(store: Store, interview_id: int, clock: _Clock) -> None:
    starts = store.interview(interview_id).plan.starts
    assert starts is not None
    clock.now = starts.replace(tzinfo=UTC) + timedelta(minutes=40)
    store.record_event(interview_id, EventKind.HELD, clock.now - timedelta(minutes=20))
    asked = store.interview(interview_id).questions
    store.set_questions(
        interview_id, [Question(q.text, q.kind, place < len(asked) - 2, q.answer) for place, q in enumerate(asked)]
    )


def _write_up(store: Store, contact_id: int, interview_id: int) -> None:
    store.save_notes(interview_id, NOTES)
    contact = store.contact(contact_id)
    filed = [_number(_of(contact, interview_id, kind), f"{kind}") for kind in HeardKind]
    _say(f"Wrote up the talk; the notes filed {', '.join(filed)}.")


def _offer(store: Store, contact_id: int, interview_id: int) -> None:
    found = fits(store.contact(contact_id).heard, store.offers())
    best = found[0]
    store.offer_this(contact_id, best.offer_id, need_id=best.need_id, interview_id=interview_id)
    title = next(offer.fields.title for offer in store.offers() if offer.id == best.offer_id)
    met = ", ".join(f"{need} ~ {offer}" for need, offer in best.words)
    _say(f"{len(found)} offers fit what was heard; offered “{title}” ({met}).")


def _draft(store: Store, contact_id: int, interview_id: int, out: Path) -> None:
    contact = store.contact(contact_id)
    interview = store.interview(interview_id)
    given = {entry.offer_id for entry in contact.exchange}
    letter = thank_you(
        contact,
        interview,
        takeaways=_of(contact, interview_id, HeardKind.TAKEAWAY),
        promises=_of(contact, interview_id, HeardKind.PROMISE),
        offers=[offer for offer in store.offers() if offer.id in given],
        referrals=_of(contact, interview_id, HeardKind.REFERRAL),
        now=store.now(),
    ).letter
    store.save_letter(interview_id, letter)
    try:
        out.write_text(f"{letter.subject}\n\n{letter.body}\n", encoding="utf-8")
    except OSError as error:
        raise FileError("file-not-written", name=out.name) from error
    _say(f"Drafted the thank-you, {word_count(letter.body)} words, due within {DEFAULTS.thank} hours: {out}")


def _of(contact: Contact, interview_id: int, kind: HeardKind) -> list[Heard]:
    return [heard for heard in contact.heard if heard.interview_id == interview_id and heard.kind is kind]


def _number(things: list[Heard], name: str) -> str:
    return f"{len(things)} {name}" if len(things) == 1 else f"{len(things)} {name}s"


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
