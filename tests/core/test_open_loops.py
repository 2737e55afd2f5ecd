"""What somebody gave stays open until they were told what came of it; and who helped, for the landing notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from netplus_desktop.core.loops import Help, HelpKind, Loop, LoopKind, LoopStage, help_received, open_loops
from netplus_desktop.core.records import (
    ContactRef,
    Direction,
    Event,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewPlan,
    StepKind,
)
from netplus_desktop.core.states import Followed, Standing
from netplus_desktop.core.steps import next_step

NOW = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Berlin"))
HELEN = ContactRef(5, "Helen Osei")
REFERRAL = Heard(1, 2, 3, HeardKind.REFERRAL, "Helen Osei, patient panel", date(2026, 11, 2))
ADVICE = Heard(2, 2, 3, HeardKind.TAKEAWAY, "Ask early", date(2026, 11, 2), action="ask on day one")


def day(number: int) -> date:
    return date(2026, 11, number)


def loops(*heard: Heard, introduced: tuple[ContactRef, ...] = (), met: tuple[date, ...] = ()) -> tuple[Loop, ...]:
    return open_loops(heard, (), introduced, {HELEN.id: Followed(tuple(sorted(met)))}, NOW)


def stage(thing: Heard, *met: date) -> tuple[LoopKind, LoopStage, date] | None:
    found = loops(thing, met=met)
    return (found[0].kind, found[0].stage, found[0].since) if found else None


def test_a_referral_goes_on_from_being_named_to_the_meeting() -> None:
    named = replace(REFERRAL, referred=HELEN)
    rows = (
        (REFERRAL, (), (LoopKind.REFERRAL, LoopStage.HEARD, day(2))),
        (replace(named, contacted=day(4)), (), (LoopKind.REFERRAL, LoopStage.CONTACTED, day(4))),
        (replace(named, introduced=day(3)), (), (LoopKind.INTRODUCTION, LoopStage.INTRODUCED, day(3))),
        (replace(named, introduced=day(3), contacted=day(4)), (), (LoopKind.INTRODUCTION, LoopStage.CONTACTED, day(4))),
        (named, (day(20), day(12)), (LoopKind.REFERRAL, LoopStage.MET, day(12))),
        (named, (day(1),), (LoopKind.REFERRAL, LoopStage.HEARD, day(2))),  # met long before they were named
    )
    for thing, met, expected in rows:
        assert stage(thing, *met) == expected


def test_who_was_told_is_told_again_only_when_there_is_news() -> None:
    named = replace(REFERRAL, referred=HELEN)
    told = replace(named, introduced=day(3), reported=day(10))
    assert stage(told) is None, "told after a silent week"
    assert stage(told, day(18)) == (LoopKind.INTRODUCTION, LoopStage.MET, day(18)), "and once more after the meeting"
    assert loops(told, met=(day(18),))[0].told == day(10)
    assert stage(replace(told, reported=day(18)), day(18)) is None
    assert stage(replace(named, reported=day(2))) is None, "told that nothing will come of it"
    assert stage(replace(named, reported=day(2), contacted=day(4))) is not None


def test_who_introduced_me_is_thanked_at_once_told_of_a_silent_week_and_thanked_once_more() -> None:
    (loop,) = loops(replace(REFERRAL, referred=HELEN, introduced=day(20)))
    assert loop.thanks
    brought = replace(REFERRAL, referred=HELEN, introduced=day(14))
    (loop,) = loops(brought)
    assert loop.silent and not loop.thanks
    thanked = replace(brought, reported=day(15))
    assert loops(replace(thanked, introduced=day(17), reported=day(17))) == (), "the week is not over yet"
    (silent,) = loops(thanked)
    assert (silent.stage, silent.told, silent.thanks) == (LoopStage.INTRODUCED, day(15), False)
    answered = {HELEN.id: Followed((), answered=True)}
    assert open_loops((thanked,), (), (), answered, NOW) == ()
    assert loops(replace(thanked, reported=day(21))) == (), "told that nobody answered"
    (again,) = loops(replace(thanked, reported=day(21)), met=(day(22),))
    assert again.stage is LoopStage.MET and not again.thanks
    later = replace(brought, introduced=day(20), reported=day(2))
    assert loops(later)[0].thanks, "told before that they were named; not thanked for the introduction yet"


def test_advice_is_open_where_something_was_to_be_done_with_it() -> None:
    assert [loop.kind for loop in loops(ADVICE)] == [LoopKind.ADVICE]
    assert loops(replace(ADVICE, action=" ")) == ()
    assert loops(replace(ADVICE, reported=day(9))) == ()
    assert loops(replace(ADVICE, state=HeardState.WITHDRAWN)) == ()
    for kind in (HeardKind.NEED, HeardKind.PROMISE, HeardKind.ENERGY):
        assert loops(replace(ADVICE, kind=kind)) == ()


def test_a_conversation_whose_loop_was_closed_has_none_open_until_there_is_news() -> None:
    late = datetime(2026, 11, 9, 23, 30, tzinfo=UTC)  # the tenth in Berlin
    talk = Interview(3, 2, InterviewPlan(), (Event(EventKind.LOOP_CLOSED, late),), (), "", None, NOW)
    named = replace(REFERRAL, referred=HELEN)
    assert open_loops((named, ADVICE), (talk,), (), {}, NOW) == ()
    assert open_loops((named,), (talk,), (), {5: Followed((day(10),))}, NOW) == ()
    assert [loop.stage for loop in open_loops((named,), (talk,), (), {5: Followed((day(11),))}, NOW)] == [LoopStage.MET]
    assert len(open_loops((replace(ADVICE, on=day(12)),), (talk,), (), {}, NOW)) == 1, "noted after it was closed"
    elsewhere = replace(ADVICE, interview_id=4)
    assert len(open_loops((elsewhere,), (talk,), (), {}, NOW)) == 1


def test_a_link_alone_is_an_introduction_once_we_met_and_is_told_once() -> None:
    assert loops(introduced=(HELEN,)) == (), "an imported link is no news"
    (loop,) = loops(introduced=(HELEN,), met=(day(12), day(20)))
    assert (loop.kind, loop.stage, loop.since, loop.person) == (
        LoopKind.INTRODUCTION, LoopStage.MET, day(12), HELEN,
    )  # fmt: skip
    assert len(loops(replace(REFERRAL, referred=HELEN), introduced=(HELEN,), met=(day(12),))) == 1


def test_loops_are_listed_oldest_first() -> None:
    older = replace(ADVICE, id=3, on=day(1))
    assert [loop.heard for loop in loops(ADVICE, older)] == [older, ADVICE]


def test_help_is_counted_by_kind_the_one_that_opened_most_first() -> None:
    talk = Interview(
        3, 2, InterviewPlan(), (Event(EventKind.HELD, datetime(2026, 11, 2, 9, tzinfo=UTC)),), (), "", None, NOW
    )
    shared = ExchangeEntry(1, 2, Direction.THEY_SHARED, "a book", day(15), ExchangeState.DELIVERED)
    given = replace(shared, id=2, direction=Direction.I_GAVE, on=day(19))
    met = replace(REFERRAL, id=9, introduced=day(4), referred=ContactRef(8, "Ivo"))
    helps, last = help_received((talk,), (REFERRAL, met, ADVICE), (shared, given), (HELEN, ContactRef(8, "Ivo")), NOW)
    assert helps == (
        Help(HelpKind.INTRODUCTION, 2),  # Ivo by the day, Helen by the link
        Help(HelpKind.REFERRAL, 1),
        Help(HelpKind.ADVICE, 1),
        Help(HelpKind.TIME, 1),
        Help(HelpKind.OTHER, 1),
    )
    assert last == day(15)
    assert help_received((), (), (given,), (), NOW) == ((), None), "what I gave is no help received"


def test_no_step_asks_to_report_what_was_told_by_closing_the_loop() -> None:
    written = replace(REFERRAL, contacted=day(3))
    held = Event(EventKind.HELD, datetime(2026, 11, 2, 9, tzinfo=UTC))
    thanked = Event(EventKind.THANKED, datetime(2026, 11, 2, 12, tzinfo=UTC))
    talk = Interview(3, 2, InterviewPlan(), (held, thanked), (), "", None, NOW)
    found = next_step((talk,), Standing((written,)), NOW)
    assert found is not None and found[0].kind is StepKind.REPORT
    closed = Event(EventKind.LOOP_CLOSED, datetime(2026, 11, 9, 9, tzinfo=UTC))
    told = replace(talk, events=(*talk.events, closed))
    assert next_step((told,), Standing((written,)), NOW) is None
    assert next_step((told,), Standing((replace(written, contacted=day(12)),)), NOW) is not None, "there is news"
