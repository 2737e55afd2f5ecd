"""What passed between two people, as dated facts: each record, row by row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from netplus_desktop.core.clocks import Clocks
from netplus_desktop.core.dealings import Dealings, facts_of
from netplus_desktop.core.records import (
    Ask,
    AskKind,
    AskState,
    ContactRef,
    ExchangeState,
    HeardKind,
    HeardState,
    Interview,
    InterviewPlan,
    InterviewState,
    Tier,
)
from netplus_desktop.core.signals import Fact, FactKind
from tests.talks import NOW, at, gave, heard, interview

PRIYA = ContactRef(7, "Priya Raman")


def facts(clocks: Clocks | None = None, **records: Any) -> list[Fact]:
    return list(facts_of(Dealings(PRIYA, **records), NOW, clocks or Clocks()))


def days(found: list[Fact]) -> list[tuple[FactKind, date]]:
    return [(one.kind, one.on) for one in found]


def day(month: int, number: int) -> date:
    return date(2026, month, number)


# --- talks --------------------------------------------------------------------------------------------------------

ASKED = (FactKind.ASK, day(11, 2))


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (interview(requested=at(11, 2)), [ASKED]),
        (interview(requested=at(10, 20), nudged=at(11, 2)), [ASKED]),  # the reminder asks once more
        (interview(accepted=at(11, 2)), [ASKED]),  # how it was asked, nobody wrote down
        (interview(datetime(2026, 12, 1, 9), created=at(11, 2)), [ASKED]),
        (interview(created=at(11, 2)), []),  # a wish
        (
            interview(datetime(2026, 11, 22, 9), requested=at(11, 2)),
            [ASKED, (FactKind.HELP, day(11, 22)), (FactKind.TO_THANK, day(11, 22))],
        ),
        (
            interview(datetime(2026, 11, 20, 8), requested=at(11, 2)),  # 73 hours
            [ASKED, (FactKind.HELP, day(11, 20)), (FactKind.LATE_THANKS, day(11, 20))],
        ),
        (
            interview(datetime(2026, 11, 20, 8), requested=at(11, 2), thanked=at(11, 21)),
            [ASKED, (FactKind.HELP, day(11, 20)), (FactKind.THANKS, day(11, 21))],
        ),
        (
            interview(datetime(2026, 11, 20, 8), requested=at(11, 2), thanked=at(11, 21), loop_closed=at(11, 22)),
            [ASKED, (FactKind.HELP, day(11, 20)), (FactKind.THANKS, day(11, 21)), (FactKind.LOOP, day(11, 22))],
        ),
        (interview(datetime(2026, 11, 20, 8), requested=at(11, 2), no_show=at(11, 20)), [ASKED]),
        (interview(requested=at(11, 2), declined=at(11, 4)), [ASKED]),  # an ask it was
        (
            interview(datetime(2026, 11, 20, 8), requested=at(11, 2), state=InterviewState.LOOP_CLOSED),
            [ASKED, (FactKind.HELP, day(11, 20))],  # the user said that nothing is open
        ),
    ],
)
def test_a_talk_is_an_ask_and_once_held_a_help(talk: Interview, expected: list[tuple[FactKind, date]]) -> None:
    assert days(facts(interviews=[talk])) == expected


def test_own_hours_move_when_a_thank_you_is_late() -> None:
    talk = interview(datetime(2026, 11, 20, 8), requested=at(11, 2))
    assert facts(Clocks(thank_very_late=96), interviews=[talk])[-1].kind is FactKind.TO_THANK


def test_a_thank_you_knows_how_many_takeaways_it_could_name() -> None:
    talk = interview(datetime(2026, 11, 20, 8), thanked=at(11, 21))
    found = facts(interviews=[talk], heard=[heard(HeardKind.TAKEAWAY), heard(HeardKind.TAKEAWAY, interview_id=2)])
    assert [one.count for one in found if one.kind is FactKind.THANKS] == [1]


def test_what_is_prepared_and_not_asked_for_waits() -> None:
    plan = InterviewPlan(purpose="How hospitals choose systems")
    ready = Interview(1, 7, plan, (), (), "", None, at(11, 5))
    assert days(facts(interviews=[ready])) == [(FactKind.RESEARCHED, day(11, 5))]
    assert facts(interviews=[ready])[0].interview_id == 1
    asked = Interview(1, 7, plan, interview(requested=at(11, 6)).events, (), "", None, at(11, 5))
    assert days(facts(interviews=[asked])) == [(FactKind.ASK, day(11, 6))]


# --- asks, offers, needs --------------------------------------------------------------------------------------------


def ask(state: AskState, **more: Any) -> Ask:
    return Ask(3, PRIYA.id, None, AskKind.ADVICE, "a look at my letter", state, day(11, 2), **more)


LATE, OPEN = FactKind.LATE_THANKS, FactKind.TO_THANK


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (ask(AskState.DRAFTED), []),
        (ask(AskState.ASKED), [ASKED]),
        (ask(AskState.DECLINED, answered=day(11, 5)), [ASKED]),
        (ask(AskState.NO_ANSWER), [ASKED]),
        (ask(AskState.GRANTED, answered=day(11, 22)), [ASKED, (FactKind.HELP, day(11, 22)), (OPEN, day(11, 22))]),
        (ask(AskState.PARTLY, answered=day(11, 19)), [ASKED, (FactKind.HELP, day(11, 19)), (LATE, day(11, 19))]),
        (
            ask(AskState.THANKED, answered=day(11, 5), thanked=day(11, 6)),
            [ASKED, (FactKind.HELP, day(11, 5)), (FactKind.THANKS, day(11, 6))],
        ),
        (
            ask(AskState.REPORTED, answered=day(11, 5), thanked=day(11, 6), reported=day(11, 9)),
            [ASKED, (FactKind.HELP, day(11, 5)), (FactKind.THANKS, day(11, 6)), (FactKind.LOOP, day(11, 9))],
        ),
    ],
)
def test_an_ask_in_each_of_its_states(made: Ask, expected: list[tuple[FactKind, date]]) -> None:
    assert days(facts(asks=[made])) == expected


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (ExchangeState.CONSIDERED, None),
        (ExchangeState.OFFERED, FactKind.OFFER),
        (ExchangeState.ACCEPTED, FactKind.OFFER),
        (ExchangeState.DECLINED, FactKind.OFFER),
        (ExchangeState.NO_ANSWER, FactKind.OFFER),
        (ExchangeState.DELIVERED, FactKind.GIVE),
        (ExchangeState.ACKNOWLEDGED, FactKind.GIVE),
    ],
)
def test_an_offer_in_each_of_its_states(state: ExchangeState, kind: FactKind | None) -> None:
    assert [one.kind for one in facts(exchange=[gave(day(11, 2), state=state)])] == [kind] * (kind is not None)


@pytest.mark.parametrize(("took", "minutes"), [(None, 30), (12, 12), (0, 0)])
def test_a_give_takes_what_was_noted_else_what_its_offer_takes(took: int | None, minutes: int) -> None:
    entry = gave(day(11, 2), state=ExchangeState.DELIVERED, offer_id=4, minutes=took)
    assert [one.count for one in facts(exchange=[entry], minutes={4: 30})] == [minutes]


def test_a_need_is_open_until_something_is_offered_for_it() -> None:
    need = heard(HeardKind.NEED, "a venue")
    assert [(one.kind, one.text, one.need_id) for one in facts(heard=[need])] == [(FactKind.NEED, "a venue", 1)]
    assert [one.kind for one in facts(heard=[need], exchange=[gave(day(11, 2), need_id=1)])] == [FactKind.OFFER]
    assert facts(heard=[heard(HeardKind.NEED, state=HeardState.DONE)]) == []


def test_what_came_of_it_was_told_and_people_were_brought_together() -> None:
    told = heard(HeardKind.REFERRAL, reported=day(11, 12))
    found = facts(heard=[told], reports=[day(11, 15)], introduced=[(day(11, 16), "Björn Kvist", 5)])
    assert days(found) == [(FactKind.GIVE, day(11, 16)), (FactKind.LOOP, day(11, 15)), (FactKind.LOOP, day(11, 12))]
    assert found[0].count == 5


@pytest.mark.parametrize(
    ("tier", "last", "there"),
    [
        (Tier.INNER, day(10, 9), False),  # 45 days, the most of this tier
        (Tier.INNER, day(10, 8), True),
        (Tier.LIGHT, day(10, 8), False),
        (Tier.NONE, date(2020, 1, 1), False),  # nothing was decided
        (Tier.INNER, None, False),  # nothing is known
    ],
)
def test_longer_without_a_contact_than_was_meant(tier: Tier, last: date | None, there: bool) -> None:
    assert [one.kind for one in facts(tier=tier, last_contact=last)] == [FactKind.PAST_GAP] * there
