"""What a file with everything holds: which tables of a vault, which columns, and what may stand in each.

The file is JSON. Each of its people is an object that holds tables: their own row of `contact`, and the rows that hang
on them. Beside the people stand the tables that belong to nobody. An `id` is a number by which other rows of the same
file name a row. Texts are as in the vault: days and instants in ISO 8601, instants in UTC.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from netplus_desktop.core import records as r
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.people import SINGLE
from netplus_desktop.core.questions import Stage

FORMAT, VERSION, OLDEST = "netplus", 4, 2
"""How such a file names itself, the version of what is told here, and the oldest that can be read."""

MOST_BYTES = 1024 * 1024
"""Of a picture or a text in a cell."""

Cells = dict[str, Any]
"""A row: column -> what stands there, as the vault keeps it."""

_Check = Callable[[Any], Any]
"""What a file holds -> what the vault keeps. Raises `ValueError`, `TypeError`."""


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_BYTES:
        raise ValueError
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _number(value: Any) -> int:
    if type(value) is not int or abs(value) >= 2**53:
        raise ValueError
    return value


def _yes(value: Any) -> int:
    if type(value) is not bool:
        raise ValueError
    return int(value)


def _day(value: Any) -> str:
    return date.fromisoformat(_text(value)).isoformat()


def _wall(value: Any) -> str:
    at = datetime.fromisoformat(_text(value))
    if at.tzinfo is not None:
        raise ValueError
    return at.isoformat()


def _instant(value: Any) -> str:
    at = datetime.fromisoformat(_text(value))
    if at.utcoffset() is None:
        raise ValueError
    return _text(value)


def _bytes(value: Any) -> bytes:
    if not isinstance(value, str) or len(value) > 2 * MOST_BYTES:
        raise ValueError
    return b64decode(value, validate=True)


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError
    return [_text(one) for one in value]


def _word(words: type[StrEnum]) -> _Check:
    def check(value: Any) -> str:
        return words(_text(value)).value

    return check


def _or_none(check: _Check) -> _Check:
    def either(value: Any) -> Any:
        return None if value is None else check(value)

    return either


def _json(value: Any) -> str:
    json.loads(_text(value))
    return _text(value)


_link = _or_none(_number)

OWNED: Mapping[str, Mapping[str, _Check]] = {
    "contact": {
        "id": _number,
        **dict.fromkeys(SINGLE, _text),
        "introducer_id": _link,
        "note": _text,
        "uid": _text,
        "extra": _texts,
        "keys": _texts,
        "sample": _yes,
        "created": _instant,
        "changed": _instant,
        "tier": _word(r.Tier),
        "last_message": lambda value: value and _day(value),
        "resting": _yes,
    },
    "contact_point": {"kind": _word(r.PointKind), "value": _text, "label": _text},
    "contact_tag": {"tag": _text},
    "former_post": {"organisation": _text, "title": _text, "noticed": _day},
    "photo": {"picture": _bytes},
    "interview": {
        "id": _number,
        "purpose": _text,
        "outcome": _text,
        "starts": _or_none(_wall),
        "zone": _text,
        "minutes": _number,
        "medium": _word(r.Medium),
        **dict.fromkeys(("place", "fallback", "overview", "facts", "ask"), _text),
        "ends": _or_none(_instant),
        "notes": _text,
        "letter_subject": _or_none(_text),
        "letter_body": _or_none(_text),
        "letter_sent": _or_none(_instant),
        "created": _instant,
        "state": lambda value: value and _word(r.InterviewState)(value),
        "letter_tone": _text,
    },
    "interview_event": {"interview_id": _number, "kind": _word(r.EventKind), "at": _instant},
    "interview_question": {
        "interview_id": _number,
        "position": _number,
        "kind": _word(r.Tiara),
        "text": _text,
        "asked": _yes,
        "answer": _text,
    },
    "heard": {
        "id": _number,
        "interview_id": _link,
        "kind": _word(r.HeardKind),
        "text": _text,
        "day": _day,
        "state": _word(r.HeardState),
        "due": _or_none(_day),
        "mine": _yes,
        "action": _text,
        "referred_id": _link,
        "line": _or_none(_number),
        **dict.fromkeys(("introduced", "contacted", "reported"), _or_none(_day)),
    },
    "exchange": {
        "direction": _word(r.Direction),
        "text": _text,
        "day": _day,
        "state": _word(r.ExchangeState),
        "interview_id": _link,
        "offer_id": _link,
        "need_id": _link,
        "minutes": _link,
    },
    "ask": {
        "interview_id": _link,
        "kind": _word(r.AskKind),
        "text": _text,
        "state": _word(r.AskState),
        "day": _day,
        **dict.fromkeys(("answered", "thanked", "reported"), _or_none(_day)),
    },
    "draft": {
        "interview_id": _link,
        "kind": _word(r.DraftKind),
        "subject": _text,
        "body": _text,
        "sent": _or_none(_instant),
    },
    "fit_choice": {"need_id": _number, "offer_id": _number, "choice": _word(r.FitChoice)},
    "person_choice": {"need_id": _number, "contact_id": _number, "choice": _word(r.FitChoice)},
}
"""Tables of which each person has rows of their own, parents before children; the link to the person is left out. (A
`person_choice` belongs to who voiced the need, and names another.)"""

SHARED: Mapping[str, Mapping[str, _Check]] = {
    "offer": {
        "id": _number,
        "title": _text,
        "kind": _word(r.OfferKind),
        "minutes": _number,
        **dict.fromkeys(("tags", "limits", "proof"), _text),
        "archived": _yes,
        "used": _or_none(_day),
        "sample": _yes,
        "often": _text,
        "link": _text,
        "contact_id": _link,
    },
    "own_question": {"text": _text, "kind": _word(r.Tiara), "stage": lambda value: value and _word(Stage)(value)},
    "table_layout": {"header": _text, "meaning": _text},
    "favourite_question": {"text": _text},
    "snippet": {"name": _text, "text": _text},
    "landing": {"day": _day, "organisation": _text, "role": _text},
    "employer": {
        "name": _text,
        "advocate_id": _link,
        "motivation": lambda value: _link(value) or None,
        "posting": lambda value: str(value or "") if type(value) is int else _text(value),
        "posting_link": _text,
        "note": _text,
        "archived": _yes,
        "sample": _yes,
    },
    "introduction": {
        "id": _number,
        "first_id": _number,
        "second_id": _number,
        **dict.fromkeys(("reason", "first_blurb", "second_blurb", "override"), _text),
    },
    "introduction_event": {"introduction_id": _number, "kind": _word(r.IntroductionKind), "at": _instant},
    "snooze": {"subject": _text, "subject_id": _number, "until": _day},
    "signal_choice": {"signal": _text, "contact_id": _link, "until": _or_none(_day)},
    "preference": {"name": _word(r.PreferenceName), "content": _json},
}
"""Tables that belong to nobody."""

_YES = {(table, name) for table, columns in {**OWNED, **SHARED}.items() for name, of in columns.items() if of is _yes}


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of such a file: their row, the rows that hang on them, and how many of these could not be used."""

    contact: Cells
    rows: Mapping[str, list[Cells]]
    left_out: int


def told(table: str, row: Mapping[str, Any]) -> Cells:
    """A row of the vault as the file holds it."""
    return {
        name: bool(value) if (table, name) in _YES else b64encode(value).decode() if isinstance(value, bytes) else value
        for name, value in row.items()
    }


def entry(text: str) -> Entry | None:
    """The person that a text tells of; None where it tells of nobody."""
    try:
        tables = json.loads(text)
        contact = _row("contact", OWNED["contact"], tables["contact"][0])
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    rows, left_out = {}, 0
    for table in OWNED:
        if table != "contact":
            rows[table], bad = rows_of(table, tables.get(table, []))
            left_out += bad
    return Entry(contact, rows, left_out)


def number_of(text: str) -> int | None:
    """The number by which other rows name the person that a text tells of; None where it tells of nobody."""
    try:
        return _number(json.loads(text)["contact"][0]["id"])
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def rows_of(table: str, found: Any) -> tuple[list[Cells], int]:
    """The rows of a table as the vault keeps them, and how many could not be used."""
    rows: list[Cells] = []
    bad = 0
    if not isinstance(found, list):
        return rows, 1
    for one in found:
        try:
            rows.append(_row(table, OWNED.get(table) or SHARED[table], one))
        except (ValueError, TypeError, LookupError):
            bad += 1
    return rows, bad


def _row(table: str, columns: Mapping[str, _Check], found: Any) -> Cells:
    if not isinstance(found, dict):
        raise ValueError(table)
    return {
        name: check(found[name]) for name, check in columns.items() if name in found or (table, name) not in _OPTIONAL
    }


_OPTIONAL = {
    *(("contact", name) for name in ("introducer_id", "tier", "last_message", "said")),
    *(("interview", name) for name in ("state", "letter_tone")),
    *(("heard", name) for name in ("introduced", "contacted", "reported")),
    ("own_question", "stage"),
    ("contact", "resting"),
    ("exchange", "minutes"),
    *(("offer", name) for name in ("often", "link", "contact_id")),
    *(("employer", name) for name in ("posting_link", "archived")),
}
"""What may be missing: who led to somebody, where that is somebody whom the file leaves out; what came later."""
