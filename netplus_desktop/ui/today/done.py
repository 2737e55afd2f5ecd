"""What is written when the user says on the Today page that a step is done."""

from __future__ import annotations

from netplus_desktop.core.loops import LoopDay
from netplus_desktop.core.records import EventKind, HeardState, IntroductionKind, StepKind, TodayLine
from netplus_desktop.ui import dates
from netplus_desktop.ui.session import Session

_EVENTS = {
    StepKind.CONFIRM: EventKind.CONFIRMED,
    StepKind.WRITE_UP: EventKind.DEBRIEFED,
    StepKind.ASK_ANOTHER: EventKind.ASKED_ANOTHER,
    StepKind.NUDGE: EventKind.NUDGED,
    StepKind.PARK: EventKind.PARKED,
}

_INTRODUCTIONS = {
    StepKind.ASK_SECOND: IntroductionKind.SECOND_ASKED,
    StepKind.INTRODUCE: IntroductionKind.INTRODUCED,
}


def finish(session: Session, line: TodayLine) -> None:
    """Record that a step was done just now, as one step that can be undone; a meeting ends by itself."""
    store, kind = session.store, line.step.kind
    now = store.now()
    about = store.subject_of(line)
    if about is None:
        return
    if kind in _EVENTS:
        session.run(store.record_event, about, _EVENTS[kind], now)
    elif kind is StepKind.THANK:
        session.run(store.mark_sent, about, now)
    elif kind is StepKind.PROMISE:
        session.run(store.edit_heard, about, state=HeardState.DONE)
    elif kind is StepKind.REPORT:
        session.run(store.set_loop_day, about, LoopDay.REPORTED, dates.today_of(now))
    elif kind in _INTRODUCTIONS:
        session.run(store.record_introduction, about, _INTRODUCTIONS[kind], now)
    elif kind is StepKind.KEEP_IN_TOUCH:
        session.run(store.in_touch, about, dates.today_of(now))
