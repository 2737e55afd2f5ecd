"""How far an offer to a person and a request of mine have come, and what may come next: practice 1.4. Pure functions.

Offer: considered -> offered -> accepted | declined | no answer -> delivered -> acknowledged.
Ask: drafted -> asked -> granted | partly | declined | no answer -> thanked -> outcome reported.
Who has not answered may still do so; something small is often given with the offer itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from netplus_desktop.core.records import Ask, AskState, ExchangeState

OFFER_NEXT: Mapping[ExchangeState, tuple[ExchangeState, ...]] = {
    ExchangeState.CONSIDERED: (ExchangeState.OFFERED,),
    ExchangeState.OFFERED: (
        ExchangeState.ACCEPTED,
        ExchangeState.DECLINED,
        ExchangeState.NO_ANSWER,
        ExchangeState.DELIVERED,
    ),
    ExchangeState.NO_ANSWER: (ExchangeState.ACCEPTED, ExchangeState.DECLINED),
    ExchangeState.ACCEPTED: (ExchangeState.DELIVERED,),
    ExchangeState.DECLINED: (),
    ExchangeState.DELIVERED: (ExchangeState.ACKNOWLEDGED,),
    ExchangeState.ACKNOWLEDGED: (),
}
"""What may come next of an offer, the likeliest first."""

ASK_NEXT: Mapping[AskState, tuple[AskState, ...]] = {
    AskState.DRAFTED: (AskState.ASKED,),
    AskState.ASKED: (AskState.GRANTED, AskState.PARTLY, AskState.DECLINED, AskState.NO_ANSWER),
    AskState.NO_ANSWER: (AskState.GRANTED, AskState.PARTLY, AskState.DECLINED),
    AskState.GRANTED: (AskState.THANKED,),
    AskState.PARTLY: (AskState.THANKED,),
    AskState.DECLINED: (),
    AskState.THANKED: (AskState.REPORTED,),
    AskState.REPORTED: (),
}
"""What may come next of a request, the likeliest first."""

GIVEN = frozenset({ExchangeState.DELIVERED, ExchangeState.ACKNOWLEDGED})
"""The states of an offer that is a give."""

NOT_MADE = frozenset({ExchangeState.CONSIDERED})
"""The states of an offer of which the other knows nothing."""

HELPED = frozenset({AskState.GRANTED, AskState.PARTLY, AskState.THANKED, AskState.REPORTED})
"""The states of a request in which I was helped."""

_ANSWERED = HELPED | {AskState.DECLINED}
_THANKED = frozenset({AskState.THANKED, AskState.REPORTED})


def is_give_now(before: ExchangeState, after: ExchangeState) -> bool:
    """Whether an offer becomes a give by this step."""
    return before not in GIVEN and after in GIVEN


def ask_at(ask: Ask, state: AskState, on: date) -> Ask:
    """A request that has come as far as `state`, on that day. Days of what came before stay, as far as they are known;
    those of what comes later, where it is set back, go."""
    answered = (ask.answered or on) if state in _ANSWERED else None
    thanked = (ask.thanked or on) if state in _THANKED else None
    reported = (ask.reported or on) if state is AskState.REPORTED else None
    asked = on if ask.state is AskState.DRAFTED and state is AskState.ASKED else ask.on
    return replace(ask, state=state, on=asked, answered=answered, thanked=thanked, reported=reported)
