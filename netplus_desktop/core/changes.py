"""How a change of the vault is told: what the user did, and which records it touched. A part of `records`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from netplus_desktop.core.frozen import dataclass

if TYPE_CHECKING:
    from netplus_desktop.core.actions import Action


class Kind(StrEnum):
    """The kinds of records that a change can touch."""

    CONTACT = "contact"
    INTERVIEW = "interview"
    HEARD = "heard"
    OFFER = "offer"
    EXCHANGE = "exchange"
    QUESTION = "question"  # the user's own questions in the bank
    ASK = "ask"
    INTRODUCTION = "introduction"
    EMPLOYER = "employer"


Ids = Mapping[Kind, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one user action did: told once, after the transaction, to every view.

    An altered CONTACT also stands for its next step, dots, last contact and tags: a verb that writes an
    interview, a thing heard or an exchange entry lists the contact it belongs to as altered, too.
    `count` is the number of people or things that the action's name speaks of ("Import 212 people").
    """

    action: Action
    created: Ids = field(default_factory=dict)
    altered: Ids = field(default_factory=dict)
    removed: Ids = field(default_factory=dict)
    count: int = 1
    undone: bool = False  # true for the changes that undo itself returns

    def ids(self, kind: Kind) -> frozenset[int]:
        """All ids of `kind` that were created, altered or removed."""
        none: frozenset[int] = frozenset()
        return self.created.get(kind, none) | self.altered.get(kind, none) | self.removed.get(kind, none)

    def new_id(self, kind: Kind) -> int:
        """The id of the one record of `kind` that was created."""
        (only,) = self.created[kind]
        return only


@dataclass(frozen=True, slots=True)
class Step:
    """The step that undo or redo would take: its action and count, for the menu's text."""

    action: Action
    count: int
