"""The program's sentences about outcomes, in one place for the window (which translates them) and the command
line (which prints them as they stand). Below `ui` and `cli`, only codes are known.

Placeholders are named and filled after translation.
"""

from __future__ import annotations

from dataclasses import dataclass

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Action, Reason


@dataclass(frozen=True, slots=True)
class Message:
    """What a user is told: what happened, what is safe, what to do next."""

    what: str
    safe: str
    do: str


def _m(what: str, safe: str, do: str) -> Message:
    return Message(what, safe, do)


# --- errors: one entry for each code of a UserError ---------------------------------------------------------
# Each part is one or more whole sentences. Placeholders: {name}, filled from the error's fields.
MESSAGES: dict[str, Message] = {
    # vault
    # people, interviews, offers
    # files
    # printing, letters
    # program
}

# --- why a row of a file was skipped or is doubtful: one entry for each code of a Reason ---------------------
REASONS: dict[str, str] = {}

# --- names of steps, for "Undo …": (one, many); {n} is the count ---------------------------------------------
ACTIONS: dict[Action, tuple[str, str]] = {}


def sentence(error: UserError) -> str:
    """The whole message about an error, as one paragraph of plain text."""
    message = MESSAGES[error.code]
    return " ".join(part for part in (message.what, message.safe, message.do) if part).format_map(error.fields)


def reason(why: Reason) -> str:
    """Why a row was skipped or is doubtful."""
    return REASONS[why.code].format_map(why.fields)


def action(what: Action, count: int = 1) -> str:
    """The name of a step, as it stands behind "Undo"."""
    one, many = ACTIONS[what]
    return (one if count == 1 else many).format(n=count)
