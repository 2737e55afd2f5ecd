"""What a file tells of people beside who they are: that somebody wrote, asked, gave. Values only, as in `records`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import OfferFields


class FactKind(StrEnum):
    """What a file can tell about somebody beside who they are."""

    LAST_MESSAGE = "last message"  # the day of the latest message from or to them
    MESSAGE = "message"  # what was written in a message
    INVITATION = "invitation"  # one of us asked the other to connect
    RECOMMENDATION = "recommendation"
    ENDORSEMENT = "endorsement"  # of skills, those of one day together
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated thing that a file tells about somebody, who is known by `keys`: those of their row. `mine` is true for
    what the user did: wrote, asked, gave. `text` is what was written, and for an endorsement the skills."""

    kind: FactKind
    keys: tuple[str, ...]
    on: date | None
    text: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an archive tells beside its people. `offers` are seeds of offers, from the user's own profile. `messages` is
    how many messages the last days follow from. `unused` counts what tells nothing about anybody here: a code of
    `sentences.UNUSED` -> how many."""

    facts: Mapping[FactKind, Collection[Fact]] = field(default_factory=dict)
    offers: tuple[OfferFields, ...] = ()
    messages: int = 0
    unused: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvidenceChoice:
    """What of an evidence is to be written: facts of these `kinds` about everybody who is known by their keys, and
    these offers. `words` holds how a fact stands in the vault: `sentences.FACTS`, as the window or the command line
    says it, with {text} and {day}."""

    evidence: Evidence
    kinds: frozenset[FactKind]
    offers: tuple[OfferFields, ...]
    words: Mapping[tuple[FactKind, bool], str]
