"""One prep sheet as PDF, the first and the next, over a bare QTextDocument with as much text, fifty in one file, the
fullest page, and a list of five hundred people."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import floor
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from netplus_desktop.core.records import InterviewPlan, Person, Point, PointKind, Question, Tiara
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.ui.printing import write_pdf
from netplus_desktop.ui.printouts import list_pages, prep_sheets, sheet_data


def main() -> None:
    """Print the line."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = throwaway_store(folder / "vault")
        someone = store.add_contact(Person("Ada Mason", organisation="Lumen Health", title="Lead analyst"))
        contact = next(iter(someone.created.values()).__iter__())
        (contact_id,) = contact
        plan = InterviewPlan(
            purpose="How analysts are hired in clinics, and whether a year in an agency carries over.",
            starts=store.now().replace(tzinfo=None) + timedelta(days=1),
            facts="Moved from an agency in 2023.\nRuns the patient panel.\nSpoke at the spring meeting.",
            overview="I have led studies for eight years and would like to do it where patients are. " * 4,
        )
        questions = [
            Question(f"What would you tell somebody about part {n} of the work?", Tiara.ADVICE) for n in range(7)
        ]
        store.plan_interview(contact_id, plan, questions)
        interview = store.contact(contact_id).interviews[0]
        data = sheet_data(store, contact_id, interview.id, store.now())

        def bare() -> None:
            document = QTextDocument()
            document.setPlainText("\n".join([plan.purpose, plan.facts, plan.overview, *(q.text for q in questions)]))
            document.print_(QPdfWriter(str(folder / "bare.pdf")))

        def one() -> None:
            write_pdf(prep_sheets([data]), folder / "one.pdf", "A4")

        def fifty() -> None:
            write_pdf(prep_sheets([data] * 50), folder / "fifty.pdf", "A4")

        for number in range(500):
            points = (Point(PointKind.EMAIL, f"one{number}@lumen.example"), Point(PointKind.PHONE, "+1 555 010 0199"))
            store.add_contact(Person(f"Person {number}", organisation="Lumen Health", title="Analyst", points=points))
        everybody = list(store.contact_ids())
        absurd = replace(data, interview=replace(interview, plan=replace(plan, overview=plan.overview * 40)))

        def fullest() -> None:
            write_pdf(prep_sheets([absurd]), folder / "fullest.pdf", "A4")

        def people() -> None:
            write_pdf(list_pages(store, everybody, "", store.now()), folder / "list.pdf", "A4")

        begun = time.perf_counter()
        one()
        first = time.perf_counter() - begun
        took = floor.medians(7, bare=bare, one=one)
        odd = floor.medians(3, fullest=fullest, people=people)
        many = floor.medians(3, fifty=fifty)["fifty"] / 50
        store.close()
    floor.show(
        "sheet",
        first_ms=round(first * 1e3, 1),
        next_ms=round(took["one"] * 1e3, 1),
        over_bare=round(took["one"] / took["bare"], 2),
        fullest_ms=round(odd["fullest"] * 1e3, 1),
        list_ms=round(odd["people"] * 1e3, 1),
        together_ms=round(many * 1e3, 1),
    )
    app.quit()


if __name__ == "__main__":
    main()
