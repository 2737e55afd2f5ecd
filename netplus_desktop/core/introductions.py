"""Introductions by double opt-in: where one stands, what may be recorded next, and which letter helps. Pure functions.

Practice 1.4: idea -> A asked -> A agrees -> B asked (with a blurb) -> B agrees -> introduced -> acknowledged -> met ->
outcome reported; at any step declined or withdrawn. Names are joined only once both have agreed
(avc.com/2009/11/the-double-optin-introduction), or where the user says why they are joined all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import ContactRef, Introduction, IntroductionKind, StepKind


class IntroductionState(StrEnum):
    """Where an introduction stands: by the last thing that happened on its way, or beside the way."""

    IDEA = "idea"
    FIRST_ASKED = "first asked"
    FIRST_AGREED = "first agreed"
    SECOND_ASKED = "second asked"
    SECOND_AGREED = "second agreed"
    INTRODUCED = "introduced"
    ACKNOWLEDGED = "acknowledged"
    MET = "met"
    OUTCOME_REPORTED = "outcome reported"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_WAY = (
    (IntroductionKind.FIRST_ASKED, IntroductionState.FIRST_ASKED),
    (IntroductionKind.FIRST_AGREES, IntroductionState.FIRST_AGREED),
    (IntroductionKind.SECOND_ASKED, IntroductionState.SECOND_ASKED),
    (IntroductionKind.SECOND_AGREES, IntroductionState.SECOND_AGREED),
    (IntroductionKind.INTRODUCED, IntroductionState.INTRODUCED),
    (IntroductionKind.ACKNOWLEDGED, IntroductionState.ACKNOWLEDGED),
    (IntroductionKind.MET, IntroductionState.MET),
    (IntroductionKind.OUTCOME_REPORTED, IntroductionState.OUTCOME_REPORTED),
)
_ASIDE = (
    (IntroductionKind.DECLINED, IntroductionState.DECLINED),
    (IntroductionKind.WITHDRAWN, IntroductionState.WITHDRAWN),
)

_NEXT: Mapping[IntroductionState, tuple[IntroductionKind, ...]] = {
    # Somebody who came with the wish has agreed without being asked; the second is never asked before the first agrees.
    IntroductionState.IDEA: (IntroductionKind.FIRST_ASKED, IntroductionKind.FIRST_AGREES),
    IntroductionState.FIRST_ASKED: (IntroductionKind.FIRST_AGREES,),
    IntroductionState.FIRST_AGREED: (IntroductionKind.SECOND_ASKED, IntroductionKind.SECOND_AGREES),
    IntroductionState.SECOND_ASKED: (IntroductionKind.SECOND_AGREES,),
    IntroductionState.SECOND_AGREED: (IntroductionKind.INTRODUCED,),
    # They may meet without a word to me, and tell me only what came of it.
    IntroductionState.INTRODUCED: (
        IntroductionKind.ACKNOWLEDGED,
        IntroductionKind.MET,
        IntroductionKind.OUTCOME_REPORTED,
    ),
    IntroductionState.ACKNOWLEDGED: (IntroductionKind.MET, IntroductionKind.OUTCOME_REPORTED),
    IntroductionState.MET: (IntroductionKind.OUTCOME_REPORTED,),
}
_YES = frozenset({IntroductionState.FIRST_AGREED, IntroductionState.SECOND_AGREED})
_ENDED = frozenset({IntroductionState.OUTCOME_REPORTED, IntroductionState.DECLINED, IntroductionState.WITHDRAWN})


class IntroductionLetter(StrEnum):
    """The letters of an introduction."""

    TO_FIRST = "to first"  # may I introduce you?
    TO_SECOND = "to second"  # the same, with what the first is like
    TO_BOTH = "to both"  # names are joined


_LETTERS = {
    IntroductionState.IDEA: IntroductionLetter.TO_FIRST,
    IntroductionState.FIRST_AGREED: IntroductionLetter.TO_SECOND,
    IntroductionState.SECOND_AGREED: IntroductionLetter.TO_BOTH,
}

LETTER_RECORDS: Mapping[IntroductionLetter, IntroductionKind] = {
    IntroductionLetter.TO_FIRST: IntroductionKind.FIRST_ASKED,
    IntroductionLetter.TO_SECOND: IntroductionKind.SECOND_ASKED,
    IntroductionLetter.TO_BOTH: IntroductionKind.INTRODUCED,
}
"""What has happened when a letter went out."""


def state_of(introduction: Introduction) -> IntroductionState:
    """Where an introduction stands."""
    return next((state for kind, state in _ASIDE if introduction.event(kind)), way_of(introduction))


def way_of(introduction: Introduction) -> IntroductionState:
    """How far an introduction came on its way, whether or not it was declined or withdrawn there."""
    come = (state for kind, state in reversed(_WAY) if introduction.event(kind))
    return next(come, IntroductionState.IDEA)


def is_open(introduction: Introduction) -> bool:
    """Whether something may still come of it."""
    return state_of(introduction) not in _ENDED


def both_agree(introduction: Introduction) -> bool:
    """Whether both have said yes."""
    yes = (IntroductionKind.FIRST_AGREES, IntroductionKind.SECOND_AGREES)
    return all(introduction.event(kind) for kind in yes)


def next_kinds(introduction: Introduction) -> tuple[IntroductionKind, ...]:
    """What may be recorded next, the likeliest first; () once it has ended. INTRODUCED is among them only with two
    yeses, or with a reason to do without."""
    state = state_of(introduction)
    if state in _ENDED:
        return ()
    kinds = _NEXT[state]
    if introduction.override.strip() and _before(state, IntroductionState.INTRODUCED):
        kinds = tuple(dict.fromkeys((*kinds, IntroductionKind.INTRODUCED)))
    return (*kinds, IntroductionKind.DECLINED, IntroductionKind.WITHDRAWN)


def may_override(introduction: Introduction) -> bool:
    """Whether names could be joined before both have agreed, if the user says why."""
    state = state_of(introduction)
    return state not in _ENDED and _before(state, IntroductionState.SECOND_AGREED)


def last_kind(introduction: Introduction) -> IntroductionKind | None:
    """What was recorded last on the way or beside it: the one thing that can be taken back."""
    kinds = (kind for kind, _ in (*_ASIDE, *reversed(_WAY)) if introduction.event(kind))
    return next(kinds, None)


def last_at(introduction: Introduction) -> datetime | None:
    """Since when it stands as it stands; None for an idea."""
    last = last_kind(introduction)
    return introduction.event(last) if last is not None else None


def next_letter(introduction: Introduction) -> IntroductionLetter | None:
    """The letter that brings it on; None while somebody else has the word, or nothing is left to write."""
    state = state_of(introduction)
    if introduction.override.strip() and state in _NEXT and _before(state, IntroductionState.INTRODUCED):
        return IntroductionLetter.TO_BOTH
    return _LETTERS.get(state)


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody who said yes waits for: a step of mine, a word to `to`, since that yes."""

    kind: StepKind
    to: ContactRef
    since: datetime


def my_turn(introduction: Introduction) -> Turn | None:
    """What I have to do next, once the first of the two has agreed, or both; None before (an idea can wait) and after,
    and while an answer is awaited."""
    since = last_at(introduction)
    if since is None or state_of(introduction) not in _YES:
        return None
    if next_letter(introduction) is IntroductionLetter.TO_SECOND:
        return Turn(StepKind.ASK_SECOND, introduction.second, since)
    return Turn(StepKind.INTRODUCE, introduction.first, since)


def by_turn(introductions: Iterable[Introduction]) -> Mapping[int, list[Introduction]]:
    """Those in which it is my turn, by the person to whom the word is."""
    found: defaultdict[int, list[Introduction]] = defaultdict(list)
    for one in introductions:
        turn = my_turn(one)
        if turn is not None:
            found[turn.to.id].append(one)
    return found


def decliner(introduction: Introduction) -> ContactRef | None:
    """Who said no, where it follows from whose turn it was; None where nobody did, or it may have been either."""
    if not introduction.event(IntroductionKind.DECLINED):
        return None
    turn = way_of(introduction)
    if turn in (IntroductionState.IDEA, IntroductionState.FIRST_ASKED):
        return introduction.first
    if turn in (IntroductionState.FIRST_AGREED, IntroductionState.SECOND_ASKED):
        return introduction.second
    return None


def other_than(introduction: Introduction, contact_id: int) -> ContactRef:
    """The one whom `contact_id` is introduced to."""
    return introduction.second if introduction.first.id == contact_id else introduction.first


def _before(state: IntroductionState, mark: IntroductionState) -> bool:
    order = [IntroductionState.IDEA, *(come for _, come in _WAY)]
    return order.index(state) < order.index(mark)


# --- who led me to whom -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Branch:
    """Somebody whom a person led me to, and whom they led me to in turn."""

    contact: ContactRef
    led_to: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """The path of introducers that ends at a person, the first of them first, and the people to whom it goes on."""

    before: tuple[ContactRef, ...] = ()
    after: tuple[Branch, ...] = ()


def chain_of(contact_id: int, before: tuple[ContactRef, ...], led: Mapping[int, tuple[ContactRef, ...]]) -> Chain:
    """The chain of a person. `before` is the path to them, `led` tells whom each led me to; a ring in it ends where it
    would close."""

    def branches(one: int, path: frozenset[int]) -> tuple[Branch, ...]:
        return tuple(Branch(ref, branches(ref.id, path | {ref.id})) for ref in led.get(one, ()) if ref.id not in path)

    return Chain(before, branches(contact_id, frozenset({contact_id, *(ref.id for ref in before)})))
