"""What all documents share: days in words, and text that paper and letters can take.

Documents are written in English whatever the machine's language, so days do not follow its locale either.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from netplus_desktop.core.records import StepKind

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS = tuple(name[:3] for name in _WEEKDAYS)
_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS = tuple(name[:3] for name in _MONTH_NAMES)

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+")
"""Controls, and marks that could turn the direction of what stands beside them. Joiners of scripts stay."""

_PILES = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""More marks on one letter than any language writes: they would pile up over other lines."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


STEPS = {
    StepKind.CONFIRM: "Confirm the meeting with {name}",
    StepKind.WRITE_UP: "Write up the conversation with {name}",
    StepKind.THANK: "Thank {name}",
    StepKind.PROMISE: "Keep a promise to {name}",
    StepKind.ASK_ANOTHER: "No reply from {name} yet: ask somebody else, too",
    StepKind.NUDGE: "Ask {name} again",
    StepKind.PARK: "Let the request to {name} rest",
    StepKind.REPORT: "Tell {name} how it went on",
    StepKind.ASK_SECOND: "Ask {name} about an introduction",
    StepKind.INTRODUCE: "Introduce {name}: both have said yes",
    StepKind.KEEP_IN_TOUCH: "Be in touch with {name}",
}
"""What there is to do; a meeting itself is shown as what it is."""

_OF_TWO = {
    StepKind.ASK_SECOND: "Ask {name} whether you may introduce {other}",
    StepKind.INTRODUCE: "Introduce {name} and {other}: both have said yes",
}


def step(kind: StepKind, name: str, other: str = "") -> str:
    """What there is to do with somebody; `other` is whom they are to be introduced to, '' where that is not told."""
    words = _OF_TWO[kind] if other and kind in _OF_TWO else STEPS[kind]
    return words.format(name=name, other=other)


def day(value: date, *, year: bool = False, weekday: bool = True) -> str:
    """A day: "Tue 24 Nov", with the year "Tue 24 Nov 2026", without the weekday "24 Nov"."""
    text = f"{value.day} {_MONTHS[value.month - 1]}"
    text = f"{_DAYS[value.weekday()]} {text}" if weekday else text
    return f"{text} {value.year}" if year else text


def long_day(value: date) -> str:
    """A day in a letter: "Monday, 23 November"."""
    return f"{_WEEKDAYS[value.weekday()]}, {value.day} {_MONTH_NAMES[value.month - 1]}"


def clock(value: datetime) -> str:
    """A time of day: "14:00"."""
    return f"{value.hour:02}:{value.minute:02}"


def zone_name(moment: datetime, zone: str) -> str:
    """The short name of a zone where it has one ("CET"), else the place it is named after ("Sao Paulo")."""
    short = moment.tzname() or ""
    return short if short.isalpha() else zone.rsplit("/", 1)[-1].replace("_", " ")


def plain(text: str, most: int = 600) -> str:
    """`text` as one line without controls, at most `most` characters: what a user typed or a file brought."""
    text = text[: 4 * most].encode("utf-8", "replace").decode("utf-8")
    text = _PILES.sub(r"\1", " ".join(_UNPRINTABLE.sub(" ", text).split()))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def isolated(text: str) -> str:
    """`text` so that its direction stays its own when it stands in a line with other text."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def lines(text: str) -> list[str]:
    """The lines of a text that say something, each `plain`, without the bullets they were typed with."""
    return [line for raw in text.splitlines() if (line := plain(raw).lstrip("-*•·– ").strip())]


def fewer_words(text: str, most: int) -> str:
    """The first `most` words of `text`, ended with an ellipsis where words were left out."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]).rstrip(".,;:") + " …"
