"""Five-minute favours: what I could give in five minutes or less to somebody who said that they need it.

Small helps for anyone who can use them, within what the user wants to give in a week (practice 1.1, after Rifkin as
told by Grant). Pure functions of records; the matching is that of `core.matching`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.matching import Choices, fits
from netplus_desktop.core.records import ContactRef, Fit, Heard, Offer, Tick, no_tick
from netplus_desktop.core.signals import Act, ActKind, Fact, FactKind, Signal, SignalKind

MOST_MINUTES = 5
"""A favour takes no longer."""


@dataclass(frozen=True, slots=True)
class Favour:
    """An offer of five minutes or less, and whose need it fits; `fit` says why."""

    contact: ContactRef
    need: Heard
    offer: Offer
    fit: Fit


@dataclass(frozen=True, slots=True)
class Giving:
    """A week of giving: the minutes given and meant, and the favours that what is left still holds."""

    given: int
    meant: int
    favours: tuple[Favour, ...]


def favours(
    needs: Mapping[ContactRef, Sequence[Heard]],
    offers: Sequence[Offer],
    minutes_left: int,
    choices: Choices | None = None,
    tick: Tick = no_tick,
) -> tuple[Favour, ...]:
    """The favours that the minutes left of a week allow, one for each need at most; the need that has waited longest
    first. `needs` are those for which nothing is offered yet. What fits is what the person's page shows. Raises
    `Cancelled`."""
    quick = {offer.id: offer for offer in offers if offer.fields.minutes <= min(MOST_MINUTES, minutes_left)}
    found: dict[int, Favour] = {}  # by need
    for place, (contact, theirs) in enumerate(needs.items() if quick else ()):
        tick(place, len(needs))
        by_id = {need.id: need for need in theirs}
        for fit in fits(theirs, offers, choices=choices):  # beside the longer ones: what fits them better is no favour
            if fit.offer_id in quick and fit.need_id not in found:
                found[fit.need_id] = Favour(contact, by_id[fit.need_id], quick[fit.offer_id], fit)
    return tuple(sorted(found.values(), key=lambda favour: (favour.need.on, favour.need.id)))


def noticed(found: Sequence[Favour]) -> tuple[Signal, ...]:
    """The favours as something to suggest: those whose fit is sure, one for each person."""
    chosen: dict[int, Signal] = {}
    for one in found:
        if not one.fit.weak and one.contact.id not in chosen:
            need = Fact(FactKind.NEED, one.contact, one.need.on, one.need.text, need_id=one.need.id)
            act = Act(ActKind.GIVE_FAVOUR, need, one.offer.id, one.offer.fields.title)
            chosen[one.contact.id] = Signal(SignalKind.FAVOUR, (need,), act, one.offer.fields.minutes, one.contact)
    return tuple(chosen.values())
