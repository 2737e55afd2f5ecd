"""How each column is joined where two copies of a vault both wrote it, and which rows of theirs are one. What is done
about it is in `store.joining`."""

from __future__ import annotations

from typing import Any

from netplus_desktop.core import people
from netplus_desktop.core.folding import fold
from netplus_desktop.store.copies import Row

LONG = {
    "contact": {"note"},
    "interview": {"overview", "facts", "ask", "notes", "letter_body"},
    "interview_question": {"answer"},
    "offer": {"limits", "proof", "tags"},
    "heard": {"action"},
    "draft": {"body"},
    "snippet": {"text"},
    "landing": {"organisation", "role"},
    "employer": {"note"},
    "introduction": {"reason", "first_blurb", "second_blurb", "override"},
}
"""Texts of several lines: what only one copy holds stays below what the later one holds."""
SHORT = {
    "contact": set(people.SINGLE),
    "contact_point": {"value", "label"},
    "contact_tag": {"tag"},
    "former_post": {"organisation", "title"},
    "interview": {"purpose", "outcome", "place", "fallback", "letter_subject"},
    "interview_question": {"text"},
    "heard": {"text"},
    "offer": {"title", "often", "link"},
    "ask": {"text"},
    "exchange": {"text"},
    "draft": {"subject"},
    "snippet": {"name"},
    "employer": {"name", "posting", "posting_link"},
}  # fmt: skip
"""Texts of one line: the later one stays, and the other leaves a line in the note of the record."""
FOLLOWING = {"keys", "changed", "used", "ends", "line", "position", "sample", "uid", "last_message", "until"}
"""Fields that follow from others, or of which the greater value tells all: not worth a word, nor a reason to stay."""
GREATER = {"changed", "used", "last_message"}
"""Of these the greater value stays, whenever it was written."""
NOTES = {"contact": "note", "interview": "notes", "offer": "limits", "snippet": "text", "employer": "note"}
"""Where such a line is left, in the record itself or in the one that it belongs to."""

UNITED = (
    "label", "answer", "at", "asked", "noticed", "meaning", "stage", "sent", "advocate_id", "motivation", "posting",
    "posting_link", "note", "archived", "choice", "content", "until",
)  # fmt: skip
"""Columns in which rows that are one may differ: the greater value stays, of texts both."""

_SAID = {
    "contact_point": ("contact_id", "kind", "value"),
    "former_post": ("contact_id", "organisation", "title"),
    "photo": ("contact_id",),
    "table_layout": ("header",),
    "draft": ("contact_id", "interview_id", "kind", "subject", "body"),
    "snippet": ("name", "text"),
    "landing": ("day", "organisation", "role"),
    "fit_choice": ("need_id", "offer_id"),
    "person_choice": ("need_id", "contact_id"),
    "preference": ("name",),
    "snooze": ("subject", "subject_id"),
    "signal_choice": ("signal", "contact_id"),
    "introduction_event": ("introduction_id", "kind"),
    "favourite_question": ("text",),
    "interview_event": ("interview_id", "kind"),
    "interview_question": ("interview_id", "text", "kind"),
}


def said(table: str, row: Row) -> tuple[Any, ...]:
    """What makes a row the same as another one of its record."""
    if table == "contact_tag":
        return row["contact_id"], row["tag"].casefold()
    if table == "employer":
        return (fold(row["name"]),)
    if table in _SAID:
        return tuple(row[column] for column in _SAID[table])
    return (fold(row["text"]),)
