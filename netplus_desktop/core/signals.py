"""The two ways in which networking fails, and giving too much, as rules over dated facts: practice 2.5.

Taking only and never asking are told as facts with one act beside them; giving beyond what the user wanted to give is
guarded, not blamed. Everything here is pure: facts and a given day in, signals out. No signal ranks people: where
several could be shown and only one is, the calendar chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import ContactRef

TAKING_FROM_DAYS, TAKING_FROM_HELPS = 60, 2
"""Taking only, with one person: so often helped within so many days, and nothing went back."""

TAKING_DAYS, TAKING_ASKS = 30, 5
"""Taking only, over all: so many asks within so many days, and nothing was offered or given."""

NOT_ASKING_DAYS, NOT_ASKING_PEOPLE = 14, 5
"""Never asking, over all: so many days of a search without an ask, while so many people wait."""

ONLY_GIVING_DAYS, ONLY_GIVING_GIVES = 365, 3
"""Never asking, with one person: so many gives within twelve months, and no ask."""

KEPT_DAYS = ONLY_GIVING_DAYS
"""Facts further back say nothing to any rule."""

PAUSE_DAYS = 7
"""How long a signal that was put away stays away, and no rule says so: a week is how long a plan is made for."""


class FactKind(StrEnum):
    """What a fact tells. The first six are what happened between two people; the others are how things stand."""

    ASK = "ask"  # a request made, also for a talk
    HELP = "help received"  # an ask granted
    THANKS = "thanks sent"
    LOOP = "loop closed"
    OFFER = "offer made"
    GIVE = "help given"
    TO_THANK = "to thank"  # a thank-you that is open
    LATE_THANKS = "late thanks"  # one that is open past the longest time that the user gives it
    NEED = "need"  # heard, and nothing is offered for it yet
    RESEARCHED = "researched"  # a talk is prepared and not asked for
    PAST_GAP = "past the gap"  # longer without a contact than somebody of that tier should be


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact about one person, which a signal can count and show. `text` is data, '' where the kind says all.

    `count` is the minutes that a give took, and how many takeaways a thank-you named.
    """

    kind: FactKind
    contact: ContactRef
    on: date
    text: str = ""
    interview_id: int | None = None
    ask_id: int | None = None
    need_id: int | None = None
    count: int = 0


class SignalKind(StrEnum):
    """What can be noticed; the user may switch each off."""

    TAKING_FROM = "taking from one"
    TAKING = "taking"
    LATE_THANKS = "late thanks"
    NOT_ASKING = "not asking"
    ONLY_GIVING = "only giving to one"
    OVER_GIVING = "over-giving"
    FAVOUR = "five-minute favour"  # no failure: a chance, told in the same way


GIVE_BACK = frozenset({SignalKind.LATE_THANKS, SignalKind.TAKING_FROM, SignalKind.TAKING, SignalKind.FAVOUR})
"""The kinds of which at most one is suggested a day."""

ASKING = frozenset({SignalKind.NOT_ASKING, SignalKind.ONLY_GIVING})


class ActKind(StrEnum):
    """The one thing that a signal proposes to do."""

    THANK = "thank"  # open the thank-you
    MEET_NEED = "meet a need"  # offer something for the need
    OFFER = "offer"  # offer something to the person
    ASK = "ask"  # ask the person
    GIVE_FAVOUR = "give a favour"  # offer this very thing for the need
    BUDGET = "budget"  # set another number of minutes a week


@dataclass(frozen=True, slots=True)
class Act:
    """What could be done, and the fact that it is about; none for the user's own minutes. A favour names its offer."""

    kind: ActKind
    about: Fact | None = None
    offer_id: int | None = None
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something noticed: the `facts` that it counted, the latest first, and the one act it proposes.

    `contact` is there where it is about one person. `number` is what it counted: helps, asks, thank-yous, people,
    gives or minutes. `limit` is the budget of minutes that was passed, 0 for the other kinds.
    """

    kind: SignalKind
    facts: tuple[Fact, ...]
    act: Act
    number: int
    contact: ContactRef | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class SignalChoice:
    """What the user decided on a kind of signal, with one person or (None) at all: put away `until` a day, or switched
    off (None)."""

    kind: SignalKind
    contact_id: int | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """The one thing to give back that was suggested on a day."""

    kind: SignalKind
    contact_id: int | None
    on: date


def minutes_given(facts: Iterable[Fact], today: date) -> int:
    """How many minutes were given since Monday."""
    return sum(fact.count for fact in _given_this_week(facts, today))


def searching_since(facts: Iterable[Fact], begun: date | None, landed: date | None) -> date | None:
    """The day since which a job is looked for: that on which the first person was entered, `begun`; once a job was
    found, on the day `landed`, that of the first ask after it. None while nothing is looked for."""
    if landed is None:
        return begun
    return min((fact.on for fact in facts if fact.kind is FactKind.ASK and fact.on > landed), default=None)


# --- the rules --------------------------------------------------------------------------------------------


def standing(
    facts: Sequence[Fact],
    today: date,
    *,
    weekly_minutes: int,
    searching_since: date | None,
    resting: Collection[int] = frozenset(),
) -> tuple[Signal, ...]:
    """Every signal that stands on a day, whatever the user decided on it.

    `weekly_minutes` is what the user wants to give a week, `searching_since` the day on which the search began (None
    while there is none). Nobody who is left to rest is named or proposed; what was given and asked counts all the same.
    """
    awake = [fact for fact in facts if fact.contact.id not in resting]
    found = [*_late_thanks(awake, today), *_taking_from(awake, today), *_taking(facts, awake, today)]
    found += [*_not_asking(facts, awake, today, searching_since), *_only_giving(awake, today)]
    found += _over_giving(facts, today, weekly_minutes)
    return tuple(found)


def _within(facts: Iterable[Fact], today: date, days: int, *kinds: FactKind) -> list[Fact]:
    """Facts of these kinds from the last so many days, this one being the last of them; the latest first."""
    return _latest_first(fact for fact in facts if fact.kind in kinds and 0 <= (today - fact.on).days < days)


def _latest_first(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.on, fact.contact.id), reverse=True)


def _open(facts: Iterable[Fact], *kinds: FactKind) -> Fact | None:
    """What of these kinds has waited longest."""
    return min(
        (fact for fact in facts if fact.kind in kinds), key=lambda fact: (fact.on, fact.contact.id), default=None
    )


def _by_contact(facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.contact.id].append(fact)
    return found


def _give_back(facts: Sequence[Fact], otherwise: Fact) -> Act:
    """The open thank-you, else the unanswered need, else an offer to whom the last fact is about."""
    thanks = _open(facts, FactKind.LATE_THANKS, FactKind.TO_THANK)
    if thanks:
        return Act(ActKind.THANK, thanks)
    need = _open(facts, FactKind.NEED)
    return Act(ActKind.MEET_NEED, need) if need else Act(ActKind.OFFER, otherwise)


def _taking_from(facts: Sequence[Fact], today: date) -> Iterable[Signal]:
    back = (FactKind.THANKS, FactKind.LOOP, FactKind.OFFER, FactKind.GIVE)
    for theirs in _by_contact(facts).values():
        helps = _within(theirs, today, TAKING_FROM_DAYS, FactKind.HELP)
        if len(helps) >= TAKING_FROM_HELPS and not _within(theirs, today, TAKING_FROM_DAYS, *back):
            act = _give_back(theirs, helps[0])
            yield Signal(SignalKind.TAKING_FROM, tuple(helps), act, len(helps), helps[0].contact)


def _taking(facts: Sequence[Fact], awake: Sequence[Fact], today: date) -> Iterable[Signal]:
    asks = _within(facts, today, TAKING_DAYS, FactKind.ASK)
    gave = _within(facts, today, TAKING_DAYS, FactKind.OFFER, FactKind.GIVE)
    # A thank-you with takeaways is the least and essential form of giving back.
    gave += [fact for fact in _within(facts, today, TAKING_DAYS, FactKind.THANKS) if fact.count]
    named = _within(awake, today, TAKING_DAYS, FactKind.ASK)
    if len(asks) >= TAKING_ASKS and not gave and named:
        yield Signal(SignalKind.TAKING, tuple(asks), _give_back(awake, named[0]), len(asks))


def _late_thanks(facts: Sequence[Fact], today: date) -> Iterable[Signal]:
    late = _within(facts, today, TAKING_DAYS, FactKind.LATE_THANKS)
    if late:
        yield Signal(SignalKind.LATE_THANKS, tuple(late), Act(ActKind.THANK, late[-1]), len(late))


def _not_asking(
    facts: Sequence[Fact], awake: Sequence[Fact], today: date, searching_since: date | None
) -> Iterable[Signal]:
    if searching_since is None or (today - searching_since).days < NOT_ASKING_DAYS:
        return
    if _within(facts, today, NOT_ASKING_DAYS, FactKind.ASK):
        return
    waiting = [
        max(some, key=lambda fact: fact.kind is FactKind.RESEARCHED)
        for some in _by_contact(f for f in awake if f.kind in (FactKind.RESEARCHED, FactKind.PAST_GAP)).values()
    ]
    if len(waiting) >= NOT_ASKING_PEOPLE:
        rows = _latest_first(waiting)
        yield Signal(SignalKind.NOT_ASKING, tuple(rows), Act(ActKind.ASK, rows[-1]), len(rows))


def _only_giving(facts: Sequence[Fact], today: date) -> Iterable[Signal]:
    for theirs in _by_contact(facts).values():
        gives = _within(theirs, today, ONLY_GIVING_DAYS, FactKind.GIVE)
        if len(gives) >= ONLY_GIVING_GIVES and not _within(theirs, today, ONLY_GIVING_DAYS, FactKind.ASK):
            act = Act(ActKind.ASK, gives[0])
            yield Signal(SignalKind.ONLY_GIVING, tuple(gives), act, len(gives), gives[0].contact)


def _given_this_week(facts: Iterable[Fact], today: date) -> list[Fact]:
    return _within(facts, today, today.weekday() + 1, FactKind.GIVE)


def _over_giving(facts: Sequence[Fact], today: date, budget: int) -> Iterable[Signal]:
    gives = [fact for fact in _given_this_week(facts, today) if fact.count]
    minutes = sum(fact.count for fact in gives)
    if minutes > budget:
        yield Signal(SignalKind.OVER_GIVING, tuple(gives), Act(ActKind.BUDGET), minutes, limit=budget)


# --- what of it is shown ----------------------------------------------------------------------------------


def left(signals: Iterable[Signal], choices: Iterable[SignalChoice], today: date) -> tuple[Signal, ...]:
    """The signals that the user neither switched off nor put away till later."""
    held = {(one.kind, one.contact_id) for one in choices if one.until is None or today < one.until}
    return tuple(
        one
        for one in signals
        if (one.kind, None) not in held and (one.contact is None or (one.kind, one.contact.id) not in held)
    )


def of_today(signals: Sequence[Signal], today: date, suggested: Suggested | None = None) -> tuple[Signal, ...]:
    """What is shown on a day: at most one thing to give back, one about asking, and the guard of one's own minutes.

    `suggested` is what was last shown of the first: on its day nothing else takes its place, also once it is done.
    """
    back = [one for one in signals if one.kind in GIVE_BACK]
    if suggested is not None and suggested.on == today:
        back = [one for one in back if (one.kind, _id(one)) == (suggested.kind, suggested.contact_id)]
    else:  # what is open comes before what is new
        back = [one for one in back if one.kind is not SignalKind.FAVOUR] or back
    asking = [one for one in signals if one.kind in ASKING]
    guard = [one for one in signals if one.kind is SignalKind.OVER_GIVING]
    return (*_one(back, today), *_one(asking, today), *guard)


def _id(signal: Signal) -> int | None:
    return signal.contact.id if signal.contact else None


def _one(signals: Sequence[Signal], today: date) -> Sequence[Signal]:
    """One of them, another each day."""
    if not signals:
        return ()
    return (signals[today.toordinal() % len(signals)],)
