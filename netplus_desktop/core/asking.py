"""Records of what I ask for, of two people whom I bring together, and of the employers that I aim at. A part of
`records`, read when the first of them is asked for: a start needs none."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import ContactRef


class AskKind(StrEnum):
    """What was asked for: advice, information, a referral (AIR, the three legitimate asks), an introduction."""

    ADVICE = "advice"
    INFORMATION = "information"
    REFERRAL = "referral"
    INTRODUCTION = "introduction"
    OTHER = "other"


class AskState(StrEnum):
    """How far a request has come: what follows which is in `core.giving`."""

    DRAFTED = "drafted"
    ASKED = "asked"
    GRANTED = "granted"
    PARTLY = "partly"
    DECLINED = "declined"
    NO_ANSWER = "no answer"
    THANKED = "thanked"
    REPORTED = "outcome reported"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that I made, or mean to make, beside that for an interview. `on` is the day on which I asked (or wrote
    it down, while it is DRAFTED), `answered` that of the answer; then those on which I thanked and reported back."""

    id: int
    contact_id: int
    interview_id: int | None
    kind: AskKind
    text: str
    state: AskState
    on: date
    answered: date | None = None
    thanked: date | None = None
    reported: date | None = None


class IntroductionKind(StrEnum):
    """Dated facts from which the state of an introduction is derived: see `core.introductions`."""

    FIRST_ASKED = "first asked"
    FIRST_AGREES = "first agrees"
    SECOND_ASKED = "second asked"
    SECOND_AGREES = "second agrees"
    INTRODUCED = "introduced"
    ACKNOWLEDGED = "acknowledged"
    MET = "met"
    OUTCOME_REPORTED = "outcome reported"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class IntroductionEvent:
    """A dated fact about an introduction; at most one of each kind is kept."""

    kind: IntroductionKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two people whom I bring together. `first_blurb` is what the second reads about the first, `second_blurb` what the
    first reads about the second. `override` is why names were joined before both agreed."""

    id: int
    first: ContactRef
    second: ContactRef
    reason: str = ""
    first_blurb: str = ""
    second_blurb: str = ""
    override: str = ""
    events: tuple[IntroductionEvent, ...] = ()

    def event(self, kind: IntroductionKind) -> datetime | None:
        """When `kind` happened, or None."""
        return next((event.at for event in self.events if event.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Employer:
    """A row of the list of employers that I aim at (LAMP: list, advocate, motivation, posting). `motivation` is the
    user's own number, None while there is none; `posting` an opening there, with where it can be read."""

    id: int
    name: str
    advocate: ContactRef | None = None
    motivation: int | None = None
    posting: str = ""
    posting_link: str = ""
    note: str = ""
    archived: bool = False
    sample: bool = False
