"""The signals of the two failure modes and of giving too much, row by row: practice 2.5."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from netplus_desktop.core import signals
from netplus_desktop.core.records import ContactRef
from netplus_desktop.core.signals import ActKind, Fact, FactKind, Signal, SignalChoice, SignalKind, Suggested

TODAY = date(2026, 11, 25)  # a Wednesday
PRIYA, BJORN = ContactRef(7, "Priya Raman"), ContactRef(8, "Björn Kvist")
LONG_AGO = date(2025, 1, 1)


def fact(kind: FactKind, days: int = 1, who: ContactRef = PRIYA, count: int = 0, text: str = "") -> Fact:
    return Fact(kind, who, TODAY - timedelta(days=days), text, count=count)


def standing(*facts: Fact, since: date | None = LONG_AGO, resting: frozenset[int] = frozenset()) -> tuple[Signal, ...]:
    return signals.standing(facts, TODAY, weekly_minutes=60, searching_since=since, resting=resting)


def kinds(found: tuple[Signal, ...]) -> list[SignalKind]:
    return [one.kind for one in found]


ASK, HELP, THANKS, LOOP = FactKind.ASK, FactKind.HELP, FactKind.THANKS, FactKind.LOOP
OFFER, GIVE, NEED, TO_THANK = FactKind.OFFER, FactKind.GIVE, FactKind.NEED, FactKind.TO_THANK
LATE, RESEARCHED, PAST_GAP = FactKind.LATE_THANKS, FactKind.RESEARCHED, FactKind.PAST_GAP


# --- taking only, with one person -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "signalled"),
    [
        ([fact(HELP, 3), fact(HELP, 40)], True),
        ([fact(HELP, 3)], False),  # once is no habit
        ([fact(HELP, 3), fact(HELP, 40, BJORN)], False),  # by two people, once each
        ([fact(HELP, 3), fact(HELP, 59)], True),
        ([fact(HELP, 3), fact(HELP, 60)], False),  # past sixty days
        ([fact(HELP, 3), fact(HELP, -2)], False),  # a date that is still to come
        *[([fact(HELP, 3), fact(HELP, 40), fact(back, 20)], False) for back in (THANKS, LOOP, OFFER, GIVE)],
        ([fact(HELP, 3), fact(HELP, 40), fact(THANKS, 60)], True),  # thanked, but for something before
        ([fact(HELP, 3), fact(HELP, 40), fact(THANKS, 20, BJORN)], True),  # thanked somebody else
    ],
)
def test_two_helps_and_nothing_back_in_sixty_days(facts: list[Fact], signalled: bool) -> None:
    assert (SignalKind.TAKING_FROM in kinds(standing(*facts))) is signalled


def test_it_counts_its_helps_and_names_the_person() -> None:
    (found,) = standing(fact(HELP, 40, text="feedback"), fact(HELP, 3, text="an hour"), fact(HELP, 90))
    assert found.contact == PRIYA
    assert found.number == 2
    assert [row.text for row in found.facts] == ["an hour", "feedback"]


@pytest.mark.parametrize(
    ("more", "act", "days"),
    [
        ([fact(NEED, 9), fact(TO_THANK, 3)], ActKind.THANK, 3),  # the thank-you comes first
        ([fact(NEED, 9), fact(NEED, 20)], ActKind.MEET_NEED, 20),  # then the need that has waited longest
        ([], ActKind.OFFER, 3),
        ([fact(NEED, 9, BJORN)], ActKind.OFFER, 3),  # somebody else's need gives nothing back to Priya
    ],
)
def test_it_proposes_the_open_thank_you_or_the_unanswered_need(more: list[Fact], act: ActKind, days: int) -> None:
    (found,) = standing(fact(HELP, 40), fact(HELP, 3), *more)
    assert found.act.kind is act
    assert found.act.about is not None
    assert found.act.about.on == TODAY - timedelta(days=days)


# --- taking only, over all --------------------------------------------------------------------------------------

FIVE_ASKS = [fact(ASK, days, ContactRef(20 + days, f"Person {days}")) for days in (1, 8, 15, 22, 29)]


@pytest.mark.parametrize(
    ("facts", "signalled"),
    [
        (FIVE_ASKS, True),
        (FIVE_ASKS[:4], False),
        ([*FIVE_ASKS[:4], fact(ASK, 30)], False),  # the fifth is past thirty days
        ([*FIVE_ASKS, fact(OFFER, 29, BJORN)], False),  # an offer to anybody
        ([*FIVE_ASKS, fact(GIVE, 29, BJORN)], False),
        ([*FIVE_ASKS, fact(GIVE, 30, BJORN)], True),
        ([*FIVE_ASKS, fact(THANKS, 5, count=2)], False),  # a thank-you with takeaways is giving
        ([*FIVE_ASKS, fact(THANKS, 5)], True),  # one without is thanks
        ([*FIVE_ASKS, fact(LOOP, 5)], True),
    ],
)
def test_five_asks_and_nothing_given_in_thirty_days(facts: list[Fact], signalled: bool) -> None:
    assert (SignalKind.TAKING in kinds(standing(*facts))) is signalled


def test_over_all_anybodys_need_gives_something_to_do() -> None:
    (found,) = standing(*FIVE_ASKS, fact(NEED, 70, BJORN, text="a venue"))
    assert found.number == 5
    assert found.contact is None
    assert (found.act.kind, found.act.about and found.act.about.text) == (ActKind.MEET_NEED, "a venue")


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        ([fact(LATE, 5)], 1),
        ([fact(LATE, 5), fact(LATE, 29, BJORN)], 2),
        ([fact(TO_THANK, 2)], 0),
        ([fact(LATE, 30)], 0),
    ],
)
def test_a_late_thank_you_is_named_for_thirty_days(facts: list[Fact], number: int) -> None:
    found = standing(*facts)
    assert [one.number for one in found] == [number] * (number > 0)
    if found:
        assert found[0].act.kind is ActKind.THANK
        assert found[0].act.about == facts[-1]  # the one that has waited longest


# --- never asking -----------------------------------------------------------------------------------------------

FIVE_WAITING = [
    *(fact(RESEARCHED, 20 + n, ContactRef(30 + n, f"Person {n}")) for n in range(3)),
    *(fact(PAST_GAP, 200 + n, ContactRef(40 + n, f"Friend {n}")) for n in range(2)),
]


@pytest.mark.parametrize(
    ("facts", "since", "signalled"),
    [
        (FIVE_WAITING, LONG_AGO, True),
        (FIVE_WAITING[1:], LONG_AGO, False),
        ([*FIVE_WAITING[1:], fact(PAST_GAP, 99, FIVE_WAITING[1].contact)], LONG_AGO, False),  # one person twice
        ([*FIVE_WAITING, fact(ASK, 13, BJORN)], LONG_AGO, False),
        ([*FIVE_WAITING, fact(ASK, 14, BJORN)], LONG_AGO, True),
        (FIVE_WAITING, TODAY - timedelta(days=13), False),  # the search has only just begun
        (FIVE_WAITING, TODAY - timedelta(days=14), True),
        (FIVE_WAITING, None, False),  # no search is under way
    ],
)
def test_nobody_asked_in_fourteen_days_while_five_wait(facts: list[Fact], since: date | None, signalled: bool) -> None:
    assert (SignalKind.NOT_ASKING in kinds(standing(*facts, since=since))) is signalled


def test_it_names_those_who_wait_and_proposes_to_ask_one() -> None:
    (found,) = standing(*FIVE_WAITING)
    assert found.number == 5
    assert {row.contact for row in found.facts} == {row.contact for row in FIVE_WAITING}
    assert found.act.kind is ActKind.ASK


THREE_GIVES = [fact(GIVE, days) for days in (10, 100, 364)]


@pytest.mark.parametrize(
    ("facts", "signalled"),
    [
        (THREE_GIVES, True),
        (THREE_GIVES[:2], False),
        ([*THREE_GIVES[:2], fact(GIVE, 365)], False),
        ([*THREE_GIVES[:2], fact(OFFER, 5)], False),  # an offer that waits is no give yet
        ([*THREE_GIVES, fact(ASK, 364)], False),
        ([*THREE_GIVES, fact(ASK, 365)], True),
        ([*THREE_GIVES, fact(ASK, 5, BJORN)], True),
    ],
)
def test_three_gives_and_no_ask_in_twelve_months(facts: list[Fact], signalled: bool) -> None:
    found = [one for one in standing(*facts) if one.kind is SignalKind.ONLY_GIVING]
    assert [(one.contact, one.number, one.act.kind) for one in found] == [(PRIYA, 3, ActKind.ASK)] * signalled


# --- giving too much --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "minutes"),
    [
        ([fact(GIVE, 0, count=60)], None),  # what one wanted to give is not too much
        ([fact(GIVE, 0, count=60), fact(GIVE, 2, BJORN, count=1)], 61),  # Monday counts
        ([fact(GIVE, 0, count=60), fact(GIVE, 3, BJORN, count=30)], None),  # Sunday was last week
        ([fact(OFFER, 0, count=90)], None),  # nothing is given yet
    ],
)
def test_more_minutes_given_this_week_than_wanted(facts: list[Fact], minutes: int | None) -> None:
    found = [(one.number, one.limit, one.act.kind) for one in standing(*facts)]
    assert found == ([(minutes, 60, ActKind.BUDGET)] if minutes else [])


def test_minutes_are_counted_from_monday() -> None:
    week = [fact(GIVE, 0, count=5), fact(GIVE, 2, count=20), fact(GIVE, 3, count=40)]
    assert signals.minutes_given(week, TODAY) == 25


# --- rest, dismissal, the switch --------------------------------------------------------------------------------


def test_nobody_left_to_rest_is_named_or_proposed() -> None:
    resting = frozenset({PRIYA.id})
    taken = [fact(HELP, 3), fact(HELP, 40), fact(LATE, 5), *THREE_GIVES]
    assert standing(*taken, resting=resting) == ()
    (found,) = standing(*FIVE_ASKS, fact(NEED, 9), fact(ASK, 2), resting=resting)
    assert found.number == 6  # what was asked of them counts all the same
    assert found.act.about is not None
    assert found.act.about.contact != PRIYA


TWO_TAKEN = [fact(HELP, d, who) for d in (3, 40) for who in (PRIYA, BJORN)]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        (SignalChoice(SignalKind.TAKING_FROM, None, None), []),  # switched off
        (SignalChoice(SignalKind.TAKING_FROM, None, TODAY + timedelta(days=1)), []),
        (SignalChoice(SignalKind.TAKING_FROM, None, TODAY), [PRIYA, BJORN]),  # the time is over
        (SignalChoice(SignalKind.TAKING_FROM, PRIYA.id, TODAY + timedelta(days=1)), [BJORN]),
        (SignalChoice(SignalKind.ONLY_GIVING, PRIYA.id, None), [PRIYA, BJORN]),  # another kind
    ],
)
def test_what_was_put_away_or_switched_off_is_left_out(choice: SignalChoice, left: list[ContactRef]) -> None:
    assert [one.contact for one in signals.left(standing(*TWO_TAKEN), [choice], TODAY)] == left


# --- one a day ----------------------------------------------------------------------------------------------------


def test_at_most_one_thing_to_give_back_a_day_and_each_gets_its_day() -> None:
    found = standing(*TWO_TAKEN, fact(LATE, 5))
    assert len(found) == 3
    days = [TODAY + timedelta(days=n) for n in range(3)]
    shown = [signals.of_today(found, day) for day in days]
    assert [len(one) for one in shown] == [1, 1, 1]
    assert {one for (one,) in shown} == set(found)


def test_what_is_done_is_not_followed_by_another_the_same_day() -> None:
    found = standing(*TWO_TAKEN)
    suggested = Suggested(SignalKind.TAKING_FROM, BJORN.id, TODAY)
    assert [one.contact for one in signals.of_today(found, TODAY, suggested)] == [BJORN]
    thanked = standing(*TWO_TAKEN, fact(THANKS, 0, BJORN))
    assert [one.contact for one in thanked] == [PRIYA]
    assert signals.of_today(thanked, TODAY, suggested) == ()
    assert signals.of_today(thanked, TODAY + timedelta(days=1), suggested) == thanked


def test_asking_and_the_own_minutes_stand_beside_it() -> None:
    found = standing(*TWO_TAKEN, *FIVE_WAITING, fact(GIVE, 0, ContactRef(99, "Hugo"), count=90))
    assert kinds(signals.of_today(found, TODAY))[1:] == [SignalKind.NOT_ASKING, SignalKind.OVER_GIVING]
