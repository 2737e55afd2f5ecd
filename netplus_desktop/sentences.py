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
    # command line
    "passphrase-file-unreadable": _m(
        "The passphrase could not be read from “{name}”.",
        "The vault was not touched.",
        "You could check that the file is there, may be read by you, and holds plain text.",
    ),
    "passphrase-file-empty": _m(
        "The first line of “{name}” is empty, and the passphrase is expected there.",
        "The vault was not touched.",
        "You could write the passphrase into the first line and try again.",
    ),
    "passphrases-differ": _m(
        "The two passphrases are not the same.", "No vault was made.", "You could type both again, without haste."
    ),
    # program
    "busy": _m("Something is still being written.", "Nothing was changed.", "You could try again when it is done."),
    "nothing-to-paste": _m(
        "There are no contacts on the clipboard.",
        "Nothing was changed.",
        "You could copy one or more vCards, or the rows of a contact table, and paste again.",
    ),
    "file-not-written": _m(
        "The file “{name}” could not be written.",
        "Your data here is as it was.",
        "You could choose another folder, or make room, and try again.",
    ),
}

# --- why a row of a file was skipped or is doubtful: one entry for each code of a Reason ---------------------
REASONS: dict[str, str] = {}

# --- names of steps, for "Undo …": (one, many); {n} is the count ---------------------------------------------
ACTIONS: dict[Action, tuple[str, str]] = {
    Action.ADD_CONTACT: ("Add person", "Add {n} people"),
    Action.EDIT_CONTACT: ("Edit person", "Edit {n} people"),
    Action.DELETE_CONTACTS: ("Delete person", "Delete {n} people"),
    Action.TAG_CONTACTS: ("Tag person", "Tag {n} people"),
    Action.IMPORT: ("Import 1 person", "Import {n} people"),
    Action.LOAD_SAMPLE: ("Load sample people", "Load {n} sample people"),
    Action.REMOVE_SAMPLE: ("Remove sample people", "Remove {n} sample people"),
    Action.PLAN_INTERVIEW: ("Plan interview", "Plan {n} interviews"),
    Action.EDIT_INTERVIEW: ("Edit interview", "Edit {n} interviews"),
    Action.DELETE_INTERVIEW: ("Delete interview", "Delete {n} interviews"),
    Action.RECORD_EVENT: ("Change stage", "Change {n} stages"),
    Action.PICK_QUESTIONS: ("Change questions", "Change {n} questions"),
    Action.ADD_QUESTION: ("Add question", "Add {n} questions"),
    Action.EDIT_NOTES: ("Edit notes", "Edit {n} notes"),
    Action.ADD_HEARD: ("Add what I heard", "Add {n} things heard"),
    Action.EDIT_HEARD: ("Edit what I heard", "Edit {n} things heard"),
    Action.DELETE_HEARD: ("Remove what I heard", "Remove {n} things heard"),
    Action.FOLLOW_REFERRAL: ("Add referred person", "Add {n} referred people"),
    Action.ADD_OFFER: ("Add offer", "Add {n} offers"),
    Action.EDIT_OFFER: ("Edit offer", "Edit {n} offers"),
    Action.DELETE_OFFER: ("Delete offer", "Delete {n} offers"),
    Action.OFFER_THIS: ("Offer this", "Offer {n} things"),
    Action.RECORD_SHARE: ("Record exchange", "Record {n} exchanges"),
    Action.EDIT_EXCHANGE: ("Edit exchange", "Edit {n} exchanges"),
    Action.DELETE_EXCHANGE: ("Remove exchange", "Remove {n} exchanges"),
    Action.EDIT_LETTER: ("Edit thank-you", "Edit {n} thank-yous"),
    Action.MARK_SENT: ("Mark thank-you sent", "Mark {n} thank-yous sent"),
}

# --- what the check of a vault found: one entry for each code of a Finding; {where} names the place -----------
FINDINGS: dict[str, str] = {
    "page-damaged": "A page of the file is damaged: {where}",
    "structure-damaged": "The file's structure is damaged. {where}",
    "link-broken": "A record refers to one that is gone, in “{where}”.",
    "figure-wrong": "A figure that is kept beside the records is wrong: {where}",
    "search-index-wrong": "The search index does not hold everybody: {where}",
}


def sentence(error: UserError) -> str:
    """The whole message about an error, as one paragraph of plain text."""
    message = MESSAGES[error.code]
    return " ".join(part for part in (message.what, message.safe, message.do) if part).format_map(error.fields)


def reason(why: Reason) -> str:
    """Why a row was skipped or is doubtful."""
    return REASONS[why.code].format_map(why.fields)


def finding(code: str, where: str) -> str:
    """What the check of a vault found."""
    return FINDINGS[code].format(where=where)


def action(what: Action, count: int = 1) -> str:
    """The name of a step, as it stands behind "Undo"."""
    one, many = ACTIONS[what]
    return (one if count == 1 else many).format(n=count)
