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

from netplus_desktop.core.changes import Changes as Changes
from netplus_desktop.core.changes import Kind as Kind
from netplus_desktop.core.changes import Step as Step
from netplus_desktop.core.frozen import dataclass

if TYPE_CHECKING:
    from netplus_desktop.core.actions import Action as Action
    from netplus_desktop.core.asking import Ask as Ask
    from netplus_desktop.core.asking import AskKind as AskKind
    from netplus_desktop.core.asking import AskState as AskState
    from netplus_desktop.core.asking import Employer as Employer
    from netplus_desktop.core.asking import Introduction as Introduction
    from netplus_desktop.core.asking import IntroductionEvent as IntroductionEvent
    from netplus_desktop.core.asking import IntroductionKind as IntroductionKind
    from netplus_desktop.core.conversations import Direction as Direction
    from netplus_desktop.core.conversations import Draft as Draft
    from netplus_desktop.core.conversations import DraftKind as DraftKind
    from netplus_desktop.core.conversations import Event as Event
    from netplus_desktop.core.conversations import EventKind as EventKind
    from netplus_desktop.core.conversations import ExchangeEntry as ExchangeEntry
    from netplus_desktop.core.conversations import ExchangeState as ExchangeState
    from netplus_desktop.core.conversations import Fit as Fit
    from netplus_desktop.core.conversations import FitChoice as FitChoice
    from netplus_desktop.core.conversations import Heard as Heard
    from netplus_desktop.core.conversations import HeardKind as HeardKind
    from netplus_desktop.core.conversations import HeardState as HeardState
    from netplus_desktop.core.conversations import Interview as Interview
    from netplus_desktop.core.conversations import InterviewPlan as InterviewPlan
    from netplus_desktop.core.conversations import InterviewState as InterviewState
    from netplus_desktop.core.conversations import Letter as Letter
    from netplus_desktop.core.conversations import Medium as Medium
    from netplus_desktop.core.conversations import Offer as Offer
    from netplus_desktop.core.conversations import OfferFields as OfferFields
    from netplus_desktop.core.conversations import OfferKind as OfferKind
    from netplus_desktop.core.conversations import Question as Question
    from netplus_desktop.core.conversations import Tiara as Tiara
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
        """The records of conversations, of what I ask for and of an import, and the names of the user's actions, read
        when the first is asked for: a start needs none."""
        if name.startswith("__"):
            raise AttributeError(name)  # each import asks for `__path__`
        from importlib import import_module

        for part in ("conversations", "actions", "asking", "imports"):
            found = getattr(import_module(f"netplus_desktop.core.{part}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
        raise AttributeError(f"there is no record {name!r}", name=name)


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
    days is in `core.cadence`. NONE is for everybody of whom nothing was decided."""

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
    ASK_SECOND = "ask second"  # somebody agreed to an introduction: ask the other whether they may be introduced
    INTRODUCE = "introduce"  # both agreed to an introduction
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
    QUIET = "quiet"  # met or written to before, but for longer than `cadence.quiet_days` of their tier
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


# --- what is due ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A line of the Today page: whom it is about, and the step that is due or coming.

    Of somebody to be in touch with (`StepKind.KEEP_IN_TOUCH`), `last_contact` is the day of the last real contact,
    None where there was none since they were entered, and the step is due since that is longer ago than was meant;
    `dormant` tells that it is longer ago than the most that was meant.
    `instead` tells that it stands where an earlier step with the same person was put off. `other` is the one whom they
    are to be introduced to, where it is about that.
    """

    contact: ContactRef
    interview_id: int | None
    step: NextStep
    last_contact: date | None = None
    dormant: bool = False
    instead: bool = False
    other: ContactRef | None = None


class PreferenceName(StrEnum):
    """What the user set that belongs to the vault rather than to the computer."""

    TIMES = "times"  # the intervals and days off of `core.clocks`
