"""What stages, events, media and lines of the record are called in the window."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from netplus_desktop.core.clocks import Lateness
from netplus_desktop.core.practice import ExchangeLine, LineKind
from netplus_desktop.core.records import (
    EventKind,
    ExchangeState,
    Interview,
    InterviewState,
    Medium,
    NextStep,
    PointKind,
    StepKind,
    Tiara,
)
from netplus_desktop.core.states import Stage, StageKind, StageState
from netplus_desktop.ui import dates

if TYPE_CHECKING:
    from netplus_desktop.core.records import AskKind, AskState

translate = QCoreApplication.translate


def medium_name(medium: Medium) -> str:
    """How a meeting is held."""
    return {
        Medium.VIDEO: translate("words", "video"),
        Medium.PHONE: translate("words", "phone"),
        Medium.IN_PERSON: translate("words", "in person"),
        Medium.WRITTEN: translate("words", "in writing"),
    }[medium]


def tiara_name(kind: Tiara) -> str:
    """The kind of a question, whose initial stands on the sheet."""
    return {
        Tiara.TRENDS: translate("words", "Trends"),
        Tiara.INSIGHTS: translate("words", "Insights"),
        Tiara.ADVICE: translate("words", "Advice"),
        Tiara.RESOURCES: translate("words", "Resources"),
        Tiara.ASSIGNMENTS: translate("words", "Assignments"),
    }[kind]


def point_name(kind: PointKind) -> str:
    """A way to reach somebody."""
    return {
        PointKind.EMAIL: translate("words", "E-mail"),
        PointKind.PHONE: translate("words", "Phone"),
        PointKind.URL: translate("words", "Web page"),
        PointKind.ADDRESS: translate("words", "Address"),
        PointKind.IM: translate("words", "Messenger"),
    }[kind]


def event_said(kind: EventKind) -> str:
    """An event as the user would say that it happened: the text of the menu that records it."""
    return {
        EventKind.REQUESTED: translate("words", "I asked"),
        EventKind.ASKED_ANOTHER: translate("words", "I asked somebody else, too"),
        EventKind.NUDGED: translate("words", "I sent a reminder"),
        EventKind.ACCEPTED: translate("words", "They said yes"),
        EventKind.PREPARED: translate("words", "I prepared"),
        EventKind.CONFIRMED: translate("words", "Confirmed"),
        EventKind.HELD: translate("words", "It took place"),
        EventKind.DEBRIEFED: translate("words", "I wrote it up"),
        EventKind.THANKED: translate("words", "I sent my thanks"),
        EventKind.LOOP_CLOSED: translate("words", "I told them what came of it"),
        EventKind.PARKED: translate("words", "Let it rest"),
        EventKind.DECLINED: translate("words", "They declined"),
        EventKind.CANCELLED: translate("words", "It was called off"),
        EventKind.NO_SHOW: translate("words", "Nobody came"),
        EventKind.RESCHEDULED: translate("words", "It moves to another time"),
        EventKind.TURNED: translate("words", "It became a job interview"),
    }[kind]


def side_state(kind: EventKind) -> str:
    """A side state as a fact under the strip."""
    return {
        EventKind.PARKED: translate("words", "at rest"),
        EventKind.DECLINED: translate("words", "declined"),
        EventKind.CANCELLED: translate("words", "called off"),
        EventKind.NO_SHOW: translate("words", "nobody came"),
        EventKind.TURNED: translate("words", "became a job interview"),
    }[kind]


def state_name(state: InterviewState) -> str:
    """Where a conversation stands, in a word or three."""
    return {
        InterviewState.WANTED: translate("words", "Wanted"),
        InterviewState.REQUESTED: translate("words", "Asked"),
        InterviewState.NUDGE_DUE: translate("words", "Time to ask again"),
        InterviewState.NUDGED: translate("words", "Asked again"),
        InterviewState.ACCEPTED: translate("words", "They said yes"),
        InterviewState.SCHEDULED: translate("words", "Arranged"),
        InterviewState.PREPARED: translate("words", "Prepared"),
        InterviewState.CONFIRMED: translate("words", "Confirmed"),
        InterviewState.HELD: translate("words", "Held"),
        InterviewState.DEBRIEFED: translate("words", "Written up"),
        InterviewState.THANKED: translate("words", "Thanked"),
        InterviewState.FOLLOWING_THROUGH: translate("words", "Following through"),
        InterviewState.LOOP_CLOSED: translate("words", "Loop closed"),
        InterviewState.PARKED: translate("words", "At rest"),
        InterviewState.DECLINED: translate("words", "Declined"),
        InterviewState.RESCHEDULED: translate("words", "Moves to another time"),
        InterviewState.CANCELLED: translate("words", "Called off"),
        InterviewState.NO_SHOW: translate("words", "Nobody came"),
        InterviewState.TURNED: translate("words", "Became a job interview"),
    }[state]


def step_text(step: NextStep, now: datetime, late: Lateness = Lateness.IN_TIME) -> str:
    """What comes next in a conversation, with its day or hour: "Send your thanks, by today 14:00"."""
    when = dates.moment(step.due, now) if step.kind in _TO_THE_HOUR else _day(step.due, now)
    if step.kind is StepKind.THANK and late is not Lateness.IN_TIME:
        return {
            Lateness.LATE: translate("words", "Send your thanks: two days on they are still welcome"),
            Lateness.VERY_LATE: translate("words", "Send your thanks, with a word on the delay"),
        }[late]
    return {
        StepKind.MEET: translate("words", "Meet, {when}"),
        StepKind.CONFIRM: translate("words", "Confirm the meeting, {when}"),
        StepKind.WRITE_UP: translate("words", "Write it up while it is fresh"),
        StepKind.THANK: translate("words", "Send your thanks, by {when}"),
        StepKind.PROMISE: translate("words", "Keep your promise, {when}"),
        StepKind.ASK_ANOTHER: translate("words", "Ask somebody else there, too, {when}"),
        StepKind.NUDGE: translate("words", "Ask once more, {when}"),
        StepKind.PARK: translate("words", "Let it rest, {when}, if there is no answer"),
        StepKind.REPORT: translate("words", "Tell them how the introduction went, {when}"),
    }[step.kind].format(when=when)


_TO_THE_HOUR = frozenset({StepKind.MEET, StepKind.THANK})


def stage_name(kind: StageKind) -> str:
    """The name under a node of the strip."""
    return {
        StageKind.APPROACH: translate("words", "Approach"),
        StageKind.INTERVIEW: translate("words", "Interview"),
        StageKind.NEEDS_HEARD: translate("words", "Needs heard"),
        StageKind.FOLLOW_UP: translate("words", "Follow-up"),
        StageKind.GIVE_BACK: translate("words", "Give back"),
    }[kind]


def stage_state(state: StageState) -> str:
    """How far a stage is, for the tooltip and the screen reader."""
    return {
        StageState.DONE: translate("words", "done"),
        StageState.CURRENT: translate("words", "this is next"),
        StageState.LATER: translate("words", "later"),
        StageState.NOT_NEEDED: translate("words", "not needed"),
    }[state]


def stage_fact(stage: Stage, interview: Interview, now: datetime) -> str:
    """The fact under a node: "asked 12 Nov", "today 14:00, video", "2 heard", "by Tue 14:00"; "" for none."""
    if stage.side:
        return side_state(stage.side)
    if stage.kind is StageKind.APPROACH:
        if stage.at:
            return translate("words", "asked {day}").format(day=_day(stage.at, now))
        return translate("words", "arranged") if stage.state is StageState.DONE else ""
    if stage.kind is StageKind.INTERVIEW:
        if stage.at:
            return translate("words", "held {day}").format(day=_day(stage.at, now))
        if stage.due:
            when = dates.moment(stage.due, now)
            return translate("words", "{when}, {medium}").format(when=when, medium=medium_name(interview.plan.medium))
        return translate("words", "no time yet")
    if stage.kind is StageKind.NEEDS_HEARD:
        return translate("words", "{n} heard").format(n=stage.count) if stage.count else ""
    if stage.kind is StageKind.FOLLOW_UP:
        if stage.at:
            return translate("words", "thanked {day}").format(day=_day(stage.at, now))
        return translate("words", "by {when}").format(when=dates.moment(stage.due, now)) if stage.due else ""
    return _day(stage.at, now) if stage.at else ""


def stage_events(stage: Stage, interview: Interview, now: datetime) -> tuple[str, ...]:
    """What is recorded of a stage, each with its day, in the order in which it happened: "I asked 12 Nov"."""
    mine = (event for event in interview.events if _STAGE_OF[event.kind] is stage.kind)
    events = sorted(mine, key=lambda event: event.at)
    told = translate("words", "{fact} {day}")
    return tuple(told.format(fact=event_said(event.kind), day=_day(event.at, now)) for event in events)


_STAGE_OF = {
    EventKind.REQUESTED: StageKind.APPROACH,
    EventKind.ASKED_ANOTHER: StageKind.APPROACH,
    EventKind.NUDGED: StageKind.APPROACH,
    EventKind.ACCEPTED: StageKind.APPROACH,
    EventKind.PARKED: StageKind.APPROACH,
    EventKind.DECLINED: StageKind.APPROACH,
    EventKind.PREPARED: StageKind.INTERVIEW,
    EventKind.CONFIRMED: StageKind.INTERVIEW,
    EventKind.RESCHEDULED: StageKind.INTERVIEW,
    EventKind.CANCELLED: StageKind.INTERVIEW,
    EventKind.NO_SHOW: StageKind.INTERVIEW,
    EventKind.TURNED: StageKind.INTERVIEW,
    EventKind.HELD: StageKind.INTERVIEW,
    EventKind.DEBRIEFED: StageKind.INTERVIEW,
    EventKind.THANKED: StageKind.FOLLOW_UP,
    EventKind.LOOP_CLOSED: StageKind.FOLLOW_UP,
}


def exchange_text(line: ExchangeLine) -> str:
    """A line of the both-ways record in words, without its date."""
    if line.kind is LineKind.MEETING:
        return translate("words", "their time for a talk")
    if line.kind is LineKind.TAKEAWAY:
        return line.text
    if line.kind is LineKind.REFERRAL:
        return translate("words", "named {person}").format(person=line.text)
    if line.kind is LineKind.HELP:
        return translate("words", "helped with: {what}").format(what=line.text)
    if line.kind is LineKind.INTRODUCED:
        return translate("words", "an introduction to {person}").format(person=line.text)
    if line.kind is LineKind.LOOP:
        told = translate("words", "news of what came of it: {what}") if line.text else translate("words", "the outcome")
        return told.format(what=line.text)
    if line.kind is LineKind.ASKED:
        return line.text or translate("words", "a talk")
    if line.kind is LineKind.THANKS and line.text:
        return translate("words", "a thank-you for: {what}").format(what=line.text)
    if line.kind is LineKind.THANKS:
        if line.count == 1:
            return translate("words", "a thank-you with 1 takeaway")
        if line.count:
            return translate("words", "a thank-you with {n} takeaways").format(n=line.count)
        return translate("words", "a thank-you")
    if line.kind is LineKind.OFFER:
        return translate("words", "{offer} ({state})").format(offer=line.text, state=exchange_state(line.state))
    return line.text


def exchange_state(state: ExchangeState) -> str:
    """How far an offer to somebody has come."""
    return {
        ExchangeState.CONSIDERED: translate("words", "kept in mind"),
        ExchangeState.OFFERED: translate("words", "offered"),
        ExchangeState.NO_ANSWER: translate("words", "no answer"),
        ExchangeState.ACCEPTED: translate("words", "welcome"),
        ExchangeState.DECLINED: translate("words", "not needed"),
        ExchangeState.DELIVERED: translate("words", "given"),
        ExchangeState.ACKNOWLEDGED: translate("words", "arrived well"),
    }[state]


def offer_step(state: ExchangeState) -> str:
    """What happened when an offer comes to a state: the text of a command, with its letter."""
    return {
        ExchangeState.CONSIDERED: translate("words", "I only &thought of it"),
        ExchangeState.OFFERED: translate("words", "I &offered it"),
        ExchangeState.ACCEPTED: translate("words", "It is &welcome"),
        ExchangeState.DECLINED: translate("words", "It is &not needed"),
        ExchangeState.NO_ANSWER: translate("words", "No &answer came"),
        ExchangeState.DELIVERED: translate("words", "I &gave it"),
        ExchangeState.ACKNOWLEDGED: translate("words", "It arrived well: they &said so"),
    }[state]


def ask_kind(kind: AskKind) -> str:
    """What was asked for."""
    from netplus_desktop.core.records import AskKind  # here, as below: no start needs it

    return {
        AskKind.ADVICE: translate("words", "Advice"),
        AskKind.INFORMATION: translate("words", "Information"),
        AskKind.REFERRAL: translate("words", "A name"),
        AskKind.INTRODUCTION: translate("words", "An introduction"),
        AskKind.OTHER: translate("words", "Something else"),
    }[kind]


def ask_state(state: AskState) -> str:
    """How far a request of mine has come."""
    from netplus_desktop.core.records import AskState

    return {
        AskState.DRAFTED: translate("words", "not asked yet"),
        AskState.ASKED: translate("words", "asked"),
        AskState.GRANTED: translate("words", "they said yes"),
        AskState.PARTLY: translate("words", "yes, in part"),
        AskState.DECLINED: translate("words", "they could not"),
        AskState.NO_ANSWER: translate("words", "no answer"),
        AskState.THANKED: translate("words", "thanked"),
        AskState.REPORTED: translate("words", "thanked, and told what came of it"),
    }[state]


def ask_step(state: AskState) -> str:
    """What happened when a request comes to a state: the text of a command, with its letter."""
    from netplus_desktop.core.records import AskState

    return {
        AskState.DRAFTED: translate("words", "I have not asked &yet"),
        AskState.ASKED: translate("words", "I &asked"),
        AskState.GRANTED: translate("words", "They &said yes"),
        AskState.PARTLY: translate("words", "They said yes in &part"),
        AskState.DECLINED: translate("words", "They &could not"),
        AskState.NO_ANSWER: translate("words", "&No answer came"),
        AskState.THANKED: translate("words", "I &thanked them"),
        AskState.REPORTED: translate("words", "I told them what came &of it"),
    }[state]


def interview_title(interview: Interview, today: date) -> str:
    """The name of a conversation by its day: "Interview · Mon 23 Nov"."""
    day = interview_day(interview, today)
    return translate("words", "Interview · {day}").format(day=day or translate("words", "no time yet"))


def interview_day(interview: Interview, today: date) -> str:
    """The day of a conversation: "Mon 23 Nov"; "" while none is agreed."""
    when = interview.event(EventKind.HELD)
    on = interview.plan.starts.date() if interview.plan.starts else dates.today_of(when) if when else None
    return dates.calendar_day(on, year=abs((on - today).days) > 180) if on else ""


def _day(at: datetime, now: datetime) -> str:
    return dates.day(dates.today_of(at), dates.today_of(now))
