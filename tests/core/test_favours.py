"""Five-minute favours: what fits, what is quick enough, and what the week still holds."""

from __future__ import annotations

from datetime import date

import pytest

from netplus_desktop.core.favours import favours, noticed
from netplus_desktop.core.records import ContactRef, FitChoice, Heard, HeardKind, Offer, OfferFields, OfferKind
from netplus_desktop.core.signals import Act, ActKind, Signal, SignalKind, Suggested, of_today

PRIYA, BJORN = ContactRef(7, "Priya Raman"), ContactRef(8, "Björn Kvist")


def need(one: int, text: str, day: int = 20, who: ContactRef = PRIYA) -> Heard:
    return Heard(one, who.id, None, HeardKind.NEED, text, date(2026, 11, day))


def offer(one: int, title: str, minutes: int = 5) -> Offer:
    return Offer(one, OfferFields(title, OfferKind.RESOURCE, minutes), None, sample=False)


VENUE = need(1, "a venue for the spring conference", 18)
RECRUITER = need(2, "somebody who recruits nurses", 9, BJORN)
LIST = offer(11, "List of conference venues")
NURSES = offer(12, "Introduce a recruiter of nurses")


def test_each_need_gets_the_quick_offer_that_fits_it_and_the_oldest_comes_first() -> None:
    found = favours(
        {PRIYA: [VENUE], BJORN: [RECRUITER]}, [LIST, NURSES, offer(13, "Review a spring conference", 30)], 60
    )
    assert [(one.contact, one.need, one.offer) for one in found] == [(BJORN, RECRUITER, NURSES), (PRIYA, VENUE, LIST)]


@pytest.mark.parametrize(
    ("minutes", "left", "there"),
    [(5, 60, True), (6, 60, False), (5, 5, True), (5, 4, False), (2, 4, True), (5, -20, False)],
)
def test_five_minutes_or_less_and_never_more_than_the_week_holds(minutes: int, left: int, there: bool) -> None:
    assert bool(favours({PRIYA: [VENUE]}, [offer(11, "List of conference venues", minutes)], left)) is there


def test_a_need_is_met_by_one_favour_and_a_longer_offer_is_none() -> None:
    longer = offer(13, "Find a venue for a spring conference", 30)
    found = favours({PRIYA: [VENUE]}, [longer, LIST, offer(14, "Conference venues by the sea")], 60)
    assert len(found) == 1
    assert found[0].offer.fields.minutes == 5


def test_what_was_put_aside_for_a_need_is_no_favour() -> None:
    assert favours({PRIYA: [VENUE]}, [LIST], 60, {(VENUE.id, LIST.id): FitChoice.DISMISSED}) == ()


def test_one_sure_favour_a_person_may_be_suggested() -> None:
    both = favours({PRIYA: [VENUE, need(3, "somebody who recruits nurses", 19)]}, [LIST, NURSES], 60)
    assert len(both) == 2
    (signal,) = noticed(both)
    assert (signal.kind, signal.contact, signal.act.kind) == (SignalKind.FAVOUR, PRIYA, ActKind.GIVE_FAVOUR)
    assert (signal.act.offer_id, signal.act.offer) == (LIST.id, LIST.fields.title)


def test_a_favour_waits_while_a_thank_you_is_late_and_stays_once_it_was_suggested() -> None:
    today = date(2026, 11, 23)
    (favour,) = noticed(favours({PRIYA: [VENUE]}, [LIST], 60))
    late = Signal(SignalKind.LATE_THANKS, (), Act(ActKind.THANK), 1)
    assert of_today([late, favour], today) == (late,)
    assert of_today([late, favour], today, Suggested(SignalKind.FAVOUR, PRIYA.id, today)) == (favour,)
