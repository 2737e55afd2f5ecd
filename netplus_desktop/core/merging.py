"""What joining two vaults that grew apart will do, as it is shown before it is done; and how texts are kept both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from netplus_desktop.core.records import Kind

SEPARATOR = "* * *"
"""Stands on a line of its own between a text and what another copy of the vault had in its place."""

LABELS: Mapping[str, str] = {
    "name": "Name",
    "given": "Given name",
    "middle": "Middle name",
    "family": "Family name",
    "prefix": "Title before the name",
    "suffix": "Addition after the name",
    "nickname": "Nickname",
    "organisation": "Organisation",
    "department": "Department",
    "title": "Title",
    "birthday": "Birthday",
    "met": "Where we met",
    "introduced_by": "Introduced by",
    "introducer_id": "Introduced by",
    "note": "Note",
    "purpose": "Purpose",
    "outcome": "Outcome",
    "starts": "Time",
    "zone": "Time zone",
    "minutes": "Minutes",
    "medium": "Medium",
    "place": "Place",
    "fallback": "Fallback",
    "overview": "Overview",
    "facts": "Facts",
    "ask": "What to ask",
    "notes": "Notes",
    "letter_subject": "Subject of the thank-you",
    "letter_body": "Thank-you",
    "letter_sent": "Thank-you sent",
    "answer": "Answer",
    "asked": "Asked",
    "text": "Text",
    "kind": "Kind",
    "value": "Address or number",
    "label": "Label",
    "tag": "Tag",
    "at": "Date",
    "state": "State",
    "due": "Due",
    "mine": "Whose promise",
    "action": "Next step",
    "day": "Day",
    "limits": "Limits",
    "proof": "Proof",
    "tags": "Tags",
    "archived": "Archived",
    "extra": "Other lines",
    "tier": "Keep in touch",
    "noticed": "Noticed",
    "picture": "Picture",
    "meaning": "Meaning of columns",
    "undone": "Import taken back",
    "said": "How the name is said",
    "letter_tone": "Tone of the thank-you",
    "stage": "Stage",
    "introduced": "Introduced on",
    "contacted": "Written to on",
    "reported": "Told them on",
    "subject": "Subject",
    "body": "Letter",
    "sent": "Sent",
    "role": "Role",
    "advocate_id": "Who might speak for me",
    "motivation": "Motivation",
    "posting": "Openings",
    "choice": "Fit",
    "content": "Preferences",
    "resting": "Let it rest",
    "often": "How often",
    "link": "Link",
    "contact_id": "Whom I can introduce",
    "answered": "Answered on",
    "thanked": "Thanked on",
    "first_blurb": "About the first",
    "second_blurb": "About the second",
    "reason": "Why they should meet",
    "override": "Why without both agreeing",
    "posting_link": "Link to the opening",
}
"""Fields in plain words. They also stand in notes that have to read the same on every computer: not translated."""


@dataclass(frozen=True, slots=True)
class BothChanged:
    """A field that both copies changed: whose, which, what stays, and what the other copy had."""

    name: str
    field: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge will do.

    Attributes:
        other: the name of the other file.
        related: whether the two are copies of one vault; if not, everything in the other one is new.
        added, changed, removed: figures by kind of record.
        new_people, changed_people, removed_people: their names, in the order of the list.
        both: fields that both copies changed. No text of them is lost.
        empty: whether the vault already holds everything of the other one.
        decided: the decisions themselves, for the store that made the plan.

    """

    other: str
    related: bool
    added: Mapping[Kind, int]
    changed: Mapping[Kind, int]
    removed: Mapping[Kind, int]
    new_people: tuple[str, ...]
    changed_people: tuple[str, ...]
    removed_people: tuple[str, ...]
    both: tuple[BothChanged, ...]
    empty: bool
    decided: object = field(repr=False, compare=False)


def joined(first: str, second: str) -> str:
    """Two texts that stood in one place, as one: the first, and below it every line that only the second has. Joining
    again with either changes nothing."""
    lines, others = first.split("\n"), second.split("\n")
    held, wanted = set(lines), {line for line in others if line.strip()}
    if wanted <= held:
        return first
    if {line for line in lines if line.strip()} <= set(others):
        return second
    rest = [line for line in others if line not in held and line.strip() and line != SEPARATOR]
    return "\n".join((first.rstrip("\n"), SEPARATOR, *rest))
