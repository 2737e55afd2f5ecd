"""The frozen records that cross layers. They hold values only: no queries, no widgets, no sentences.

Dates are `datetime.date`, instants are aware `datetime` in UTC. The start of a meeting is kept as the wall
time of its zone (`InterviewPlan.starts`, `zone`), so that it stays 14:00 when the clocks change.
Words are those of the practice of networking plus: see the docstrings of the enumerations.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from netplus_desktop.core.changes import Action as Action
from netplus_desktop.core.changes import Changes as Changes
from netplus_desktop.core.changes import Kind as Kind
from netplus_desktop.core.changes import Step as Step
from netplus_desktop.core.frozen import dataclass

if TYPE_CHECKING:
    from netplus_desktop.core.asking import Ask as Ask
    from netplus_desktop.core.asking import AskKind as AskKind
    from netplus_desktop.core.asking import AskState as AskState
    from netplus_desktop.core.asking import Employer as Employer
    from netplus_desktop.core.asking import Introduction as Introduction
    from netplus_desktop.core.asking import IntroductionEvent as IntroductionEvent
    from netplus_desktop.core.asking import IntroductionKind as IntroductionKind
    from netplus_desktop.core.imports import Choice as Choice
    from netplus_desktop.core.imports import FieldChange as FieldChange
    from netplus_desktop.core.imports import FileFormat as FileFormat
    from netplus_desktop.core.imports import ImportExtras as ImportExtras
    from netplus_desktop.core.imports import ImportPlan as ImportPlan
    from netplus_desktop.core.imports import Known as Known
    from netplus_desktop.core.imports import PlannedRow as PlannedRow
    from netplus_desktop.core.imports import ReadFile as ReadFile
    from netplus_desktop.core.imports import ReadRow as ReadRow
    from netplus_desktop.core.imports import Reason as Reason
    from netplus_desktop.core.imports import RowRef as RowRef
    from netplus_desktop.core.imports import RowStatus as RowStatus
    from netplus_desktop.core.imports import Totals as Totals
else:

    def __getattr__(name: str) -> object:
        """The records of an import and of what I ask for, read when the first is asked for: a start needs none."""
        if name.startswith("__"):
            raise AttributeError(name)  # each import asks for `__path__`
        from netplus_desktop.core import asking

        if hasattr(asking, name):
            found = getattr(asking, name)
        else:
            from netplus_desktop.core import imports

            found = getattr(imports, name)
        globals()[name] = found
        return found


Tick = Callable[[int, int], None]
"""Told (done, total) by long work between batches; raises `errors.Cancelled` when the user wants to stop."""


def no_tick(done: int, total: int) -> None:
    """The tick of work that nobody watches."""


# --- people -----------------------------------------------------------------------------------------------


class PointKind(StrEnum):
    """Ways to reach a person."""

    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    ADDRESS = "address"
    IM = "im"


@dataclass(frozen=True, slots=True)
class Point:
    """One way to reach a person: an e-mail address, a number, a web page, a postal address, a messenger name.

    `value` is kept as given (a postal address in lines), `label` too ("work", "Büro", "").
    """

    kind: PointKind
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that is known of a person, as typed or as read from a file.

    `name` is the name as shown and never empty in the vault; the parts beside it are kept as given.
    `birthday` is '1990-03-14', '1990-03', '1990', '--03-14' (no year) or ''.
    `introduced_by` is the connector's name as text; the vault links it to a contact where it can.
    `uid` is by what a card is known wherever it goes; whoever comes into a vault without gets one.
    `extra` holds unfolded vCard lines that no field here takes, verbatim, so that an export gives them back.
    `said` tells how the name is said, in whatever letters help the user.
    """

    name: str
    given: str = ""
    middle: str = ""
    family: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    points: tuple[Point, ...] = ()
    birthday: str = ""
    met: str = ""
    introduced_by: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    uid: str = ""
    extra: tuple[str, ...] = ()
    said: str = ""

    def values(self, kind: PointKind) -> tuple[str, ...]:
        """The values of one kind of point, in order: all e-mail addresses, all numbers."""
        return tuple(point.value for point in self.points if point.kind is kind)


class Tier(StrEnum):
    """How closely to keep in touch with somebody, as the user decides: "Keep in touch" in the window. After how many
    days is in `core.practice`. NONE is for everybody of whom nothing was decided."""

    NONE = ""
    INNER = "inner"
    ACTIVE = "active"
    STEADY = "steady"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class FormerPost:
    """Where somebody worked before an import told of another employer, and the day when that was noticed."""

    id: int
    organisation: str
    title: str
    noticed: date


@dataclass(frozen=True, slots=True)
class ContactRef:
    """A contact named by another record."""

    id: int
    name: str


class StepKind(StrEnum):
    """The one open next step with a person, nearest first. The clocks are in `core.clocks`."""

    MEET = "meet"  # a meeting is arranged
    CONFIRM = "confirm"  # the day before it
    WRITE_UP = "write up"  # it was held, nothing is noted yet
    THANK = "thank"  # the thank-you is due
    PROMISE = "promise"  # something I said I would do
    NUDGE = "nudge"  # asked, no reply for seven business days
    ASK_ANOTHER = "ask another"  # asked, no reply for three business days
    PARK = "park"  # nudged, and no reply either
    REPORT = "report back"  # tell who named somebody how it went on with them
    KEEP_IN_TOUCH = "keep in touch"  # nothing is open, and it is longer since the last contact than was meant


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next with a person, and when (an instant in UTC)."""

    kind: StepKind
    due: datetime


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A row of the contact list: what is painted and spoken, nothing more."""

    id: int
    name: str
    title: str
    organisation: str
    next_step: NextStep | None
    last_contact: date | None
    they_shared: bool
    i_gave: bool
    sample: bool
    tier: Tier = Tier.NONE


class ListFilter(StrEnum):
    """The filters above the contact list."""

    ALL = "all"
    DUE = "due"  # a next step is due today or earlier
    TO_THANK = "to thank"  # a meeting was held and no thank-you is sent
    QUIET = "quiet"  # met or written to before, but for longer than `practice.quiet_days` of their tier
    CHANGED_JOB = "changed job"  # an import told of another employer, and nothing was written to them since


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures for the filter chips, the status bar and the first-run pages."""

    people: int
    due: int
    to_thank: int
    quiet: int
    interviews: int
    offers: int
    samples: int
    changed_job: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A person in the vault with everything that the middle pane shows, read in at most eight statements."""

    id: int
    person: Person
    introducer: ContactRef | None
    introduced: tuple[ContactRef, ...]  # people whom this person led me to
    interviews: tuple[Interview, ...]  # latest first; the first 50
    heard: tuple[Heard, ...]  # over all conversations, oldest first
    exchange: tuple[ExchangeEntry, ...]  # what was recorded by hand or by an offer, oldest first
    next_step: NextStep | None
    last_contact: date | None
    created: datetime
    changed: datetime
    sample: bool
    tier: Tier = Tier.NONE
    former_posts: tuple[FormerPost, ...] = ()  # the latest noticed first
    drafts: tuple[Draft, ...] = ()  # letters beside the thank-yous, oldest first
    asks: tuple[Ask, ...] = ()  # oldest first
    introductions: tuple[Introduction, ...] = ()  # those that I make with this person, oldest first
    resting: bool = False  # no nudges about this person


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
    """What the user decided about an offer for a need."""

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


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A line of the Today page: whom it is about, and the step that is due or coming.

    Of somebody to be in touch with (`StepKind.KEEP_IN_TOUCH`), `last_contact` is the day of the last real contact,
    None where there was none since they were entered, and the step is due since that is longer ago than was meant.
    `instead` tells that it stands where an earlier step with the same person was put off.
    """

    contact: ContactRef
    interview_id: int | None
    step: NextStep
    last_contact: date | None = None
    tier: Tier = Tier.NONE
    instead: bool = False


class PreferenceName(StrEnum):
    """What the user set that belongs to the vault rather than to the computer."""

    TIMES = "times"  # the intervals and days off of `core.clocks`
