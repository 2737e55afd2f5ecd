"""How a change of the vault is told: what the user did, and which records it touched. A part of `records`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from netplus_desktop.core.frozen import dataclass


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


class Action(StrEnum):
    """What the user did. Undo and redo are named after it; `sentences.ACTIONS` has the words."""

    ADD_CONTACT = "add contact"
    EDIT_CONTACT = "edit contact"
    DELETE_CONTACTS = "delete contacts"
    TAG_CONTACTS = "tag contacts"
    SET_TIER = "set tier"
    SET_PHOTO = "set photo"
    REMOVE_PHOTO = "remove photo"
    EDIT_FORMER_POST = "edit former post"
    DELETE_FORMER_POST = "delete former post"
    MERGE_CONTACTS = "merge contacts"
    KEEP_APART = "keep apart"
    IMPORT = "import"
    UNDO_IMPORT = "undo import"
    LOAD_SAMPLE = "load sample"
    REMOVE_SAMPLE = "remove sample"
    PLAN_INTERVIEW = "plan interview"
    EDIT_INTERVIEW = "edit interview"
    DELETE_INTERVIEW = "delete interview"
    RECORD_EVENT = "record event"
    SET_STATE = "set state"
    SET_TIMES = "set times"
    PICK_QUESTIONS = "pick questions"
    ADD_QUESTION = "add question"
    EDIT_QUESTION = "edit question"
    DELETE_QUESTION = "delete question"
    MARK_QUESTION = "mark question"
    EDIT_NOTES = "edit notes"
    ADD_HEARD = "add heard"
    EDIT_HEARD = "edit heard"
    DELETE_HEARD = "delete heard"
    FOLLOW_REFERRAL = "follow referral"
    ADD_OFFER = "add offer"
    EDIT_OFFER = "edit offer"
    DELETE_OFFER = "delete offer"
    OFFER_THIS = "offer this"
    KEEP_IN_MIND = "keep in mind"
    PIN_FIT = "pin fit"
    DISMISS_FIT = "dismiss fit"
    FREE_FIT = "free fit"
    RECORD_SHARE = "record share"
    EDIT_EXCHANGE = "edit exchange"
    DELETE_EXCHANGE = "delete exchange"
    ADD_ASK = "add ask"
    EDIT_ASK = "edit ask"
    DELETE_ASK = "delete ask"
    EDIT_LETTER = "edit letter"
    MARK_SENT = "mark sent"
    ADD_SNIPPET = "add snippet"
    EDIT_SNIPPET = "edit snippet"
    DELETE_SNIPPET = "delete snippet"
    EDIT_DRAFT = "edit draft"
    SEND_DRAFT = "send draft"
    DELETE_DRAFT = "delete draft"
    FOLLOW_LOOP = "follow loop"
    REPORT_BACK = "report back"
    ADD_INTRODUCTION = "add introduction"
    EDIT_INTRODUCTION = "edit introduction"
    RECORD_INTRODUCTION = "record introduction"
    RECORD_INTRODUCED = "record introduced"
    DELETE_INTRODUCTION = "delete introduction"
    PUT_OFF = "put off"
    IN_TOUCH = "in touch"
    PUT_SIGNAL_AWAY = "put signal away"
    SWITCH_SIGNAL_OFF = "switch signal off"
    SWITCH_SIGNAL_ON = "switch signal on"
    LET_REST = "let rest"
    WAKE = "wake"
    ADD_EMPLOYERS = "add employers"
    EDIT_EMPLOYER = "edit employer"
    DELETE_EMPLOYER = "delete employer"
    LAND = "land"
    DELETE_LANDING = "delete landing"
    MERGE = "merge"
    REPAIR = "repair"


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
