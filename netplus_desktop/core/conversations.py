"""Records of conversations: the informational interview, what was heard in it, what I can offer, and the exchange. A
part of `records`, read when the first of them is asked for: a start needs none."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import ContactRef

# --- the informational interview --------------------------------------------------------------------------


class Medium(StrEnum):
    """How a meeting is held."""

    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in person"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class InterviewPlan:
    """What the user prepares for an informational interview.

    `starts` is a naive wall time in `zone` (an IANA name) or None while no time is agreed. `facts` are lines:
    what I know of the person, the employer, the news. `overview` is my one-minute account, 60 to 90 words.
    `ask` is the one main ask: advice, information or a referral. `outcome` is what would make it worth their time.
    """

    purpose: str = ""
    outcome: str = ""
    starts: datetime | None = None
    zone: str = "UTC"
    minutes: int = 20
    medium: Medium = Medium.VIDEO
    place: str = ""
    fallback: str = ""
    overview: str = ""
    facts: str = ""
    ask: str = ""


class EventKind(StrEnum):
    """Dated facts from which the state of an interview is derived."""

    REQUESTED = "requested"
    ASKED_ANOTHER = "asked another"  # another person, in the same place or for the same purpose
    NUDGED = "nudged"
    ACCEPTED = "accepted"
    PREPARED = "prepared"
    CONFIRMED = "confirmed"
    HELD = "held"
    DEBRIEFED = "debriefed"
    THANKED = "thanked"
    LOOP_CLOSED = "loop closed"
    PARKED = "parked"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    RESCHEDULED = "rescheduled"  # another time is wanted, and none is agreed yet
    TURNED = "turned into a job interview"


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact about an interview; at most one of each kind is kept, the latest."""

    kind: EventKind
    at: datetime


class InterviewState(StrEnum):
    """Where an informational interview stands. `core.states` derives it from what is dated; the user may choose."""

    WANTED = "wanted"
    REQUESTED = "requested"
    NUDGE_DUE = "nudge due"
    NUDGED = "nudged"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    PREPARED = "prepared"
    CONFIRMED = "confirmed"
    HELD = "held"
    DEBRIEFED = "debriefed"
    THANKED = "thanked"
    FOLLOWING_THROUGH = "following through"
    LOOP_CLOSED = "loop closed"
    PARKED = "parked"
    DECLINED = "declined"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    TURNED = "turned into a job interview"


class Tiara(StrEnum):
    """The order in which questions open a talk (Dalton): each kind's letter is printed on the sheet."""

    TRENDS = "T"
    INSIGHTS = "I"
    ADVICE = "A"
    RESOURCES = "R"
    ASSIGNMENTS = "S"


@dataclass(frozen=True, slots=True)
class Question:
    """A question picked for an interview, in its order, with whether it was asked and what was answered."""

    text: str
    kind: Tiara
    asked: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The draft of a thank-you, as edited by the user. The program never sends it."""

    subject: str
    body: str
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """An informational interview, from the approach to the closed loop."""

    id: int
    contact_id: int
    plan: InterviewPlan
    events: tuple[Event, ...]
    questions: tuple[Question, ...]
    notes: str
    letter: Letter | None
    created: datetime
    state: InterviewState | None = None  # as the user chose it; None where it follows from the events
    letter_tone: str = ""

    def event(self, kind: EventKind) -> datetime | None:
        """When `kind` happened, or None."""
        return next((event.at for event in self.events if event.kind is kind), None)


class DraftKind(StrEnum):
    """What a letter to a person is for. The thank-you is none of these: it is the interview's own."""

    APPROACH = "approach"
    APPROACH_NOTE = "approach note"  # on LinkedIn, 300 characters
    APPROACH_CALL = "approach call"  # the opening on the phone
    NUDGE = "nudge"
    CONFIRM = "confirm"
    REFERRAL_CONTACTED = "referral contacted"
    REFERRAL_MET = "referral met"
    ADVICE_USED = "advice used"
    CONGRATULATION = "congratulation"
    LANDING = "landing"
    INTRODUCTION_ASKED = "introduction asked"  # would it be welcome? to one of the two
    INTRODUCTION = "introduction"  # to both


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to a person as the user wrote it, and when they said that it went out. The program never sends it."""

    id: int
    contact_id: int
    interview_id: int | None
    kind: DraftKind
    subject: str
    body: str
    sent: datetime | None = None


class HeardKind(StrEnum):
    """What a line of the notes can be filed as. The letters that file it are in `core.practice`."""

    NEED = "need"  # something they lack or struggle with
    TAKEAWAY = "takeaway"  # one thing learned
    REFERRAL = "referral"  # a person they named
    PROMISE = "promise"  # something one of us said we would do
    ENERGY = "energy topic"  # what they, or I, warmed to


class HeardState(StrEnum):
    """A need: open, done (met), withdrawn. A promise: open, done (kept), withdrawn. Others stay open."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Heard:
    """A need heard, a takeaway, a referral or a promise: a thing of its own, kept with its conversation.

    `mine` tells whose promise it is. `action` is what I will do with a takeaway. `referred` is the contact that
    a referral has become. `in_notes` is true while the line that filed it stands in the notes. Of a referral, the days
    on which they `introduced` me, I `contacted` the person, I `reported` back what came of it; that of advice, too.
    """

    id: int
    contact_id: int
    interview_id: int | None
    kind: HeardKind
    text: str
    on: date
    state: HeardState = HeardState.OPEN
    due: date | None = None
    mine: bool = True
    action: str = ""
    referred: ContactRef | None = None
    in_notes: bool = False
    introduced: date | None = None
    contacted: date | None = None
    reported: date | None = None


# --- what I can offer, and the exchange -------------------------------------------------------------------


class OfferKind(StrEnum):
    """The twelve kinds of things that everybody has to offer, with a typical effort in `core.practice`."""

    INTRODUCTION = "introduction"
    MARKET = "market intelligence"
    RESEARCH = "research"
    RESOURCE = "resource"
    SKILL = "skill"
    FEEDBACK = "feedback"
    CREDIT = "public credit"
    LEAD = "lead"
    VIEW = "newcomer's view"
    VOLUNTEER = "volunteer time"
    KNOW_HOW = "know-how"
    APPRECIATION = "appreciation"


@dataclass(frozen=True, slots=True)
class OfferFields:
    """What the user writes about an offer. `limits`: what I will not do. `often`: how often I will. `proof`: why I can.
    `link`: where it can be read. `contact`: somebody whom I can introduce."""

    title: str
    kind: OfferKind = OfferKind.RESOURCE
    minutes: int = 5
    tags: tuple[str, ...] = ()
    limits: str = ""
    proof: str = ""
    archived: bool = False
    often: str = ""
    link: str = ""
    contact: ContactRef | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Something I can give, in the inventory. `used` is when it was last offered to somebody."""

    id: int
    fields: OfferFields
    used: date | None
    sample: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer that fits a need, why, and how sure that is.

    `score` orders fits (higher first) and is never shown. `words` are the pairs that met, the nearest first: (in the
    need, in the offer); there are none where the user alone said so. `weak` asks for a "perhaps", `pinned` is what the
    user pinned.
    """

    offer_id: int
    need_id: int
    score: float
    words: tuple[tuple[str, str], ...]
    weak: bool = False
    pinned: bool = False


class FitChoice(StrEnum):
    """What the user decided about an offer for a need, or about a person who might help with it."""

    PINNED = "pinned"
    DISMISSED = "dismissed"


class Direction(StrEnum):
    """Which way a thing went."""

    THEY_SHARED = "they shared"
    I_GAVE = "i gave"


class ExchangeState(StrEnum):
    """How far an offer to a person has come: what follows which is in `core.giving`. What they shared is DELIVERED
    from the start."""

    CONSIDERED = "considered"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no answer"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class ExchangeEntry:
    """A recorded give or a recorded share, in words and a date; never money or points. `minutes` is what a give took,
    None where nobody said so."""

    id: int
    contact_id: int
    direction: Direction
    text: str
    on: date
    state: ExchangeState
    interview_id: int | None = None
    offer_id: int | None = None
    need_id: int | None = None
    minutes: int | None = None
