"""What comes next: at most one open step for each interview, and the nearest of them with each person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from netplus_desktop.core.clocks import (
    DEFAULTS,
    Clocks,
    add_business_days,
    debrief_due,
    noon,
    nudge_due,
    parking_due,
    second_person_due,
    thank_you_due,
    zone_for,
)
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.introductions import my_turn
from netplus_desktop.core.practice import ends_at, held_at, starts_at, zone_of
from netplus_desktop.core.records import (
    EventKind,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewState,
    NextStep,
    StepKind,
)
from netplus_desktop.core.states import (
    Followed,
    Standing,
    closings,
    derived_state,
    met_since,
    state_of,
    thanked_alone,
    told_on,
)

_NEVER: Mapping[int, date] = {}

ASKED = frozenset({InterviewState.REQUESTED, InterviewState.NUDGE_DUE})
AGREED = frozenset({InterviewState.SCHEDULED, InterviewState.PREPARED, InterviewState.CONFIRMED})
THROUGH = frozenset(
    {InterviewState.HELD, InterviewState.DEBRIEFED, InterviewState.THANKED, InterviewState.FOLLOWING_THROUGH}
)


@dataclass(frozen=True, slots=True)
class Stand:
    """How one interview stands: its state, what its dated facts alone would say, and the one open step."""

    state: InterviewState
    derived: InterviewState
    step: NextStep | None


def stand_of(interview: Interview, standing: Standing, now: datetime, clocks: Clocks = DEFAULTS) -> Stand:
    """How an interview stands. `standing` may be that of the whole person."""
    derived = derived_state(interview, standing, now, clocks)
    return Stand(interview.state or derived, derived, interview_step(interview, standing, now, clocks))


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that is open, and what it belongs to: an interview, a thing heard, or both; or an introduction."""

    step: NextStep
    interview_id: int | None
    heard_id: int | None = None
    introduction_id: int | None = None

    @property
    def subject_id(self) -> int | None:
        """The id by which it is put off: of the introduction or the thing heard that it is about, else of the
        interview."""
        return self.introduction_id or self.heard_id or self.interview_id


def open_steps(
    interviews: Sequence[Interview], standing: Standing, now: datetime, clocks: Clocks = DEFAULTS
) -> list[OpenStep]:
    """Everything that is open with a person, over all conversations, in no order."""
    own = ((talk.id, _own_step(talk, standing, now, clocks)) for talk in interviews)
    steps = [OpenStep(step, talk_id) for talk_id, step in own if step]
    closed = closings(interviews, now)
    for thing in standing.heard:
        steps += [
            OpenStep(step, thing.interview_id, thing.id) for step in _step_of(thing, standing, now, clocks, closed)
        ]
    for one in standing.introductions:
        turn = my_turn(one)
        if turn is not None:
            day = turn.since.astimezone(now.tzinfo).date() + timedelta(days=clocks.introduce)
            steps.append(OpenStep(NextStep(turn.kind, noon(day, now.tzinfo)), None, introduction_id=one.id))
    return steps


def next_step(
    interviews: Sequence[Interview], standing: Standing, now: datetime, clocks: Clocks = DEFAULTS
) -> tuple[NextStep, int | None] | None:
    """The one next step with a person, the earliest of what is open, and the interview that it belongs to, if any."""
    first = min(open_steps(interviews, standing, now, clocks), key=lambda one: one.step.due, default=None)
    return (first.step, first.interview_id) if first else None


def interview_step(
    interview: Interview, standing: Standing, now: datetime, clocks: Clocks = DEFAULTS
) -> NextStep | None:
    """The one open next step of an interview. `standing` may be that of the whole person."""
    own = _own_step(interview, standing, now, clocks)
    steps = [own] if own else []
    if state_of(interview, standing, now, clocks) in THROUGH:
        for thing in standing.heard:
            if thing.interview_id == interview.id:
                steps += _step_of(thing, standing, now, clocks)
    return min(steps, key=lambda step: step.due, default=None)


def _own_step(interview: Interview, standing: Standing, now: datetime, clocks: Clocks) -> NextStep | None:
    """What is open with an interview itself, whatever was heard in it."""
    where = state_of(interview, standing, now, clocks)
    if where in ASKED:
        return _asked_step(interview, where, now, clocks)
    if where is InterviewState.NUDGED:
        return _step(StepKind.PARK, parking_due(interview, now, clocks))
    if where in AGREED:
        return _meeting_step(interview, where, now, clocks)
    return _after_meeting(interview, where, now, clocks) if where in THROUGH else None


def _step(kind: StepKind, due: datetime | None) -> NextStep | None:
    return NextStep(kind, due) if due else None


def _asked_step(interview: Interview, where: InterviewState, now: datetime, clocks: Clocks) -> NextStep | None:
    """First another person there, then the same one once more."""
    asked, another = interview.event(EventKind.REQUESTED), interview.event(EventKind.ASKED_ANOTHER)
    over = where is InterviewState.NUDGE_DUE or (asked and another and another >= asked)
    if over or not clocks.second_person or clocks.second_person >= clocks.nudge:
        return _step(StepKind.NUDGE, nudge_due(interview, now, clocks))
    return _step(StepKind.ASK_ANOTHER, second_person_due(interview, now, clocks))


def _meeting_step(interview: Interview, where: InterviewState, now: datetime, clocks: Clocks) -> NextStep | None:
    start = starts_at(interview.plan)
    if start is None:
        return None
    if where is not InterviewState.CONFIRMED and _to_confirm(interview, start, now, clocks):
        return NextStep(StepKind.CONFIRM, start - timedelta(days=clocks.confirm))
    return NextStep(StepKind.MEET, start)


def _to_confirm(interview: Interview, start: datetime, now: datetime, clocks: Clocks) -> bool:
    """Whether these are the days before the meeting, where it takes place, and it still wants confirming: not when it
    was arranged (or agreed to) only then."""
    zone = zone_of(interview.plan.zone)
    day = start.astimezone(zone).date()
    first = day - timedelta(days=clocks.confirm)
    arranged = max(interview.created, interview.event(EventKind.ACCEPTED) or interview.created)
    return first <= now.astimezone(zone).date() < day and arranged.astimezone(zone).date() < first


def _after_meeting(interview: Interview, where: InterviewState, now: datetime, clocks: Clocks) -> NextStep | None:
    held, due = held_at(interview, now), thank_you_due(interview, now, clocks)
    if held and where is InterviewState.HELD:
        return NextStep(StepKind.WRITE_UP, debrief_due(held, clocks))
    if held and due and where is InterviewState.DEBRIEFED:
        return NextStep(StepKind.THANK, due)
    return None


def _step_of(
    thing: Heard, standing: Standing, now: datetime, clocks: Clocks, closed: Mapping[int, date] = _NEVER
) -> Iterator[NextStep]:
    """What a thing heard still asks for: a promise of mine to be kept, a referral to be reported back."""
    if thing.state is not HeardState.OPEN:
        return
    if thing.kind is HeardKind.PROMISE and thing.mine and thing.due:
        yield NextStep(StepKind.PROMISE, noon(thing.due, now.tzinfo))
    if thing.kind is HeardKind.REFERRAL:
        due = report_due(thing, standing.referred, clocks, closed)
        if due:
            yield NextStep(StepKind.REPORT, noon(due, now.tzinfo))


def report_due(
    thing: Heard, referred: Mapping[int, Followed], clocks: Clocks = DEFAULTS, closed: Mapping[int, date] = _NEVER
) -> date | None:
    """The day on which to tell who named somebody how it goes: a week after the introduction, for which they may have
    been thanked, or after I wrote, while nobody answered; and after we met. None while there is nothing (more) to tell.
    `closed` tells on which days the loops of interviews were said to be closed."""
    on = (referred.get(thing.referred.id) if thing.referred else None) or Followed()
    met, told = met_since(thing, on), told_on(thing, closed)
    if met is not None:
        return None if told is not None and told >= met else met + timedelta(days=clocks.report_meeting)
    since = max(filter(None, (thing.introduced, thing.contacted)), default=None)
    if since is None or on.answered or (told is not None and told >= since and not thanked_alone(thing, told, clocks)):
        return None
    return since + timedelta(days=clocks.report_introduction)


def next_turn(interviews: Iterable[Interview], now: datetime, clocks: Clocks = DEFAULTS) -> datetime | None:
    """The next instant (UTC) at which time alone changes a next step or what counts as held: the days on which a
    meeting wants confirming begin or end, a meeting ends, the day of a nudge begins. None while nothing of the kind is
    ahead."""
    turns: list[datetime] = []
    for interview in interviews:
        start, end = starts_at(interview.plan), ends_at(interview.plan)
        if start and end and end > now:
            zone = zone_of(interview.plan.zone)
            day = start.astimezone(zone).date()
            days = {day - timedelta(days=clocks.confirm), day} if clocks.confirm else set()
            turns += [*(datetime.combine(one, time(), zone).astimezone(UTC) for one in days), end]
        asked = interview.event(EventKind.REQUESTED)
        if asked and not start and not interview.event(EventKind.NUDGED) and not interview.event(EventKind.ACCEPTED):
            zone_or_none = zone_for(interview, now)
            due = add_business_days(asked.astimezone(zone_or_none).date(), clocks.nudge, clocks)
            turns.append(datetime.combine(due, time(), zone_or_none or UTC).astimezone(UTC))
    return min((turn for turn in turns if turn > now), default=None)
