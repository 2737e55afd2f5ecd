"""The target list: which names are one employer, the chains that lead there, and its orders."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from netplus_desktop.core.employers import (
    Known,
    Named,
    Order,
    Target,
    chain,
    employer_key,
    foremost,
    in_order,
    mentions,
    names_in,
    target,
)
from netplus_desktop.core.records import ContactRef, Employer

ANNA, BEN, CHLOE, DAN = (ContactRef(one, name) for one, name in enumerate(("Anna", "Ben", "Chloe", "Dan"), 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northline", "NORTHLINE GmbH"),
        ("Calder Clinics", "Calder-Clinics, Inc."),
        ("Łódź Metro", "lodz metro"),
        ("Weiß & Co. KG", "Weiss"),
        ("株式会社", "株式会社"),
    ],
)
def test_another_spelling_or_legal_form_is_the_same_employer(one: str, other: str) -> None:
    assert employer_key(one) == employer_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("General", "General Electric"), ("SE", "AG"), ("North", "Northline")])
def test_other_names_are_other_employers(one: str, other: str) -> None:
    assert employer_key(one) != employer_key(other)


def test_a_pasted_list_gives_each_name_once() -> None:
    text = "1. Northline\n2) Calder Clinics\n\n- Weiß GmbH\n• northline  AG\n   \n3M\n4 Paws\n"
    assert names_in(text) == ("Northline", "Calder Clinics", "Weiß GmbH", "3M", "4 Paws")


def test_an_employer_is_mentioned_by_whole_words() -> None:
    assert mentions("Jana Weiß, runs labs at Northline.", employer_key("Northline"))
    assert not mentions("Jana at Northlines", employer_key("Northline"))


def test_a_chain_goes_back_link_by_link_and_circles_end() -> None:
    led = {ANNA.id: BEN, BEN.id: CHLOE, CHLOE.id: ANNA}
    assert chain(ANNA.id, led) == (BEN, CHLOE)
    assert chain(DAN.id, led) == ()


def line(number: int, *, known: tuple[Known, ...] = (), **fields: Any) -> Target:
    return target(Employer(number, f"E{number}", **fields), known, ())


def test_those_stand_first_who_may_help_soonest() -> None:
    met = Known(DAN, last=date(2026, 11, 1))
    led, there, former = Known(CHLOE, through=("Ben",)), Known(BEN), Known(ANNA, former=True, last=date(2026, 11, 2))
    assert [one.contact for one in target(Employer(1, "E"), (former, there, led, met), ()).known] == [
        DAN, CHLOE, BEN, ANNA
    ]  # fmt: skip


def test_each_order_puts_its_own_first() -> None:
    lines = [
        line(1),
        line(2, motivation=3),
        line(3, motivation=5),
        line(4, motivation=3, posting="Analyst"),
        line(5, posting_link="https://jobs.example"),
        line(6, motivation=3, known=(Known(ANNA, last=date(2026, 11, 1)),)),
        Target(Employer(7, "E7"), (), (Named(ANNA, "Jana at E7"),)),
    ]
    ids = {order: [one.employer.id for one in in_order(lines, order)] for order in Order}
    assert ids[Order.MOTIVATION] == [3, 4, 6, 2, 5, 7, 1]
    assert ids[Order.POSTING] == [4, 5, 3, 6, 2, 7, 1]
    assert ids[Order.ADVOCATE] == [6, 7, 3, 4, 2, 5, 1]
    assert ids[Order.LIST] == [1, 2, 3, 4, 5, 6, 7]


def test_whoever_may_help_sooner_makes_the_better_advocate() -> None:
    people = (Known(ANNA, last=date(2026, 1, 1)), Known(ANNA, through=("Ben",)), Known(ANNA), Known(ANNA, former=True))
    chosen = line(0, advocate=CHLOE)
    lines = [chosen, *(line(number, known=(one,)) for number, one in enumerate(people, 1))]
    assert all(first.employer.id < then.employer.id for first, then in pairwise(in_order(lines[::-1], Order.ADVOCATE)))


def test_five_are_to_begin_with_and_none_of_which_nothing_was_said() -> None:
    lines = [line(number, motivation=number % 6 or None) for number in range(1, 9)]
    assert foremost(lines) == {5, 4, 3, 2, 8}
    assert foremost([line(1)]) == frozenset()
