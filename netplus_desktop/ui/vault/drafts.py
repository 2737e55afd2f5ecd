"""What is half written when the window goes, and who was shown: taken from one window, put back into the next.

Everything here is text of the user's: it lies in memory or inside the encrypted vault, nowhere else.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QInputDialog

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import ListFilter
from netplus_desktop.ui.importing.drops import Source
from netplus_desktop.ui.importing.sheet import ImportSheet
from netplus_desktop.ui.interview.person_page import Page
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.interview.question_picker import QuestionPicker
from netplus_desktop.ui.main_window import MainWindow

Kept = dict[str, Any]

LONGEST_PASTED = 1_000_000
"""Cards that came as text, in bytes: larger ones are not kept with an import that was being looked at."""


def taken(window: MainWindow, *, whole: bool) -> str:
    """What is half written, and with `whole` also what is shown, as one text; '' where there is nothing to keep."""
    kept = _half_written(window)
    if whole or kept:
        kept["view"] = _view(window)
    return json.dumps(kept) if kept else ""


def put_back(window: MainWindow, text: str) -> None:
    """Show what was shown and let the user write on. What is gone from the vault meanwhile is left out."""
    kept: Kept = json.loads(text)
    try:
        _show(window, kept["view"])
        _resume(window, kept)
    except NotFoundError:
        return  # whom it was about is no longer in the vault


# --- who and what is shown --------------------------------------------------------------------------------


def _view(window: MainWindow) -> Kept:
    conversation = window.conversation
    return {
        "search": window.search.text(),
        "only": window.people.model.only.value,
        "contact": conversation.current_contact(),
        "interview": conversation.current_interview(),
        "page": conversation.person.page().value,
    }


def _show(window: MainWindow, view: Kept) -> None:
    contact, interview = view["contact"], view["interview"]
    if contact is not None and window.session.store.contact_rows([contact]):
        window.go_to_contact(contact)
        person = window.conversation.person
        talks = {talk.id for talk in window.session.store.contact(contact).interviews}
        if interview is not None and interview in talks:
            person.show_interview(interview)
        if view["page"] == Page.HISTORY:
            person.show_history()
        elif view["page"] == Page.DETAILS:
            person.show_details()
    # Only now: to go to somebody whom a filter or a search hides would take it back.
    if view["only"] != window.people.model.only.value:
        window.people.chips[ListFilter(view["only"])].click()
    window.search.setText(view["search"])


# --- what is half written -----------------------------------------------------------------------------------


def _half_written(window: MainWindow) -> Kept:
    person, offers = window.conversation.person, window.offers
    kept: Kept = {
        "details": person.details.unfinished(),
        "notes": person.interview_page.notes.unfinished(),
        "approach": person.interview_page.approach.unfinished(),
        "letter": person.interview_page.letter.unfinished(),
        "note": person.interview_page.unfinished_note(),
        "share": person.history.unfinished(),
        "offer": offers.unfinished(),
    }
    if window.conversation.current_contact() is None:
        kept = {"offer": kept["offer"]}
    plan, picker = window.findChild(PlanDialog), window.findChild(QuestionPicker)
    kept["listening"] = window.listening.unfinished()
    tag, sheet = window.people.findChild(QInputDialog), window.findChild(ImportSheet)
    if plan is not None:
        kept["plan"] = plan.unfinished()
    if picker is not None:
        kept["questions"] = picker.questions.unfinished()
    if tag is not None:
        kept["tag"] = tag.textValue()
    if sheet is not None:
        kept["import"] = _import(sheet)
    return {what: written for what, written in kept.items() if written}


def _resume(window: MainWindow, kept: Kept) -> None:
    person, shown = window.conversation.person, window.conversation.current_contact() is not None
    if "offer" in kept:
        window.offers.resume(kept["offer"])
    if shown and "details" in kept:
        person.details.resume(kept["details"])
    if shown and "notes" in kept:
        person.interview_page.notes.resume(kept["notes"])
    if shown and "approach" in kept:
        person.interview_page.approach.resume(kept["approach"])
    if shown and "letter" in kept:
        person.interview_page.letter.resume(kept["letter"])
    if shown and "note" in kept:
        person.interview_page.resume_note(kept["note"])
    if shown and "share" in kept:
        person.history.resume(kept["share"])
    if shown and "plan" in kept:
        window.conversation.plan_interview()
        dialog = window.findChild(PlanDialog)
        if dialog is not None:
            dialog.resume(kept["plan"])
    if shown and "questions" in kept:
        person.interview_page.pick_questions()
        picker = window.findChild(QuestionPicker)
        if picker is not None:
            picker.questions.resume(kept["questions"])
    if shown and "listening" in kept:
        window.listening.resume(kept["listening"])
    if "tag" in kept and window.people.selected_ids():
        window.people.ask_for_tag()
        tag = window.people.findChild(QInputDialog)
        if tag is not None:
            tag.setTextValue(kept["tag"])
    if "import" in kept:
        window.incoming.open([_source(one) for one in kept["import"]["sources"]])
        sheet = window.findChild(ImportSheet)
        if sheet is not None:
            sheet.resume(kept["import"]["choices"])


def _import(sheet: ImportSheet) -> Kept:
    sources = [_written(source) for source in sheet.sources]
    if None in sources:
        return {}
    return {"sources": sources, "choices": sheet.unfinished()}


def _written(source: Source) -> list[str] | None:
    if isinstance(source, Path):
        return [str(source)]
    name, content = source
    return [name, base64.b64encode(content).decode()] if len(content) <= LONGEST_PASTED else None


def _source(written: list[str]) -> Source:
    return Path(written[0]) if len(written) == 1 else (written[0], base64.b64decode(written[1]))
