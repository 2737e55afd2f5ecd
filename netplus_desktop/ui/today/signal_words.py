"""Signals in words: what was counted, what could be done, and what each kind is about. Facts, nothing else."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from netplus_desktop.core import signals as s
from netplus_desktop.core.signals import ActKind, Fact, FactKind, Signal, SignalKind
from netplus_desktop.ui.interview.words import translate

Kind = SignalKind


def told(signal: Signal, hours: int) -> str:
    """What was noticed, with its count. `hours` is how long a thank-you may wait."""
    who = signal.contact.name if signal.contact else ""
    number, limit = QLocale().toString(signal.number), QLocale().toString(signal.limit)
    if signal.kind is Kind.LATE_THANKS and signal.number == 1:
        text = translate(
            "signals", "Your thank-you to {name} has waited for more than {hours} hours. It is still welcome."
        )
        who = signal.facts[0].contact.name
    else:
        text = {
            Kind.TAKING_FROM: translate(
                "signals",
                "{name} helped you {number} times in the last {days} days. No thank-you, no news of what came of it "
                "and no offer is recorded in that time.",
            ),
            Kind.TAKING: translate(
                "signals",
                "You asked for something {number} times in the last {days} days. Nothing that you offered or gave is "
                "recorded in that time.",
            ),
            Kind.LATE_THANKS: translate(
                "signals", "{number} thank-yous have waited for more than {hours} hours. They are still welcome."
            ),
            Kind.NOT_ASKING: translate(
                "signals",
                "In the last {days} days you asked nobody for anything, and {number} people could be asked: the talk "
                "is prepared, or you have not been in touch for long.",
            ),
            Kind.ONLY_GIVING: translate(
                "signals", "You gave {name} something {number} times in the last twelve months, and asked for nothing."
            ),
            Kind.OVER_GIVING: translate(
                "signals", "You gave about {number} minutes this week; {limit} is what you meant to give."
            ),
            Kind.FAVOUR: translate(
                "signals", "{name} needs: {need}. You could offer: {offer}. It takes {number} minutes."
            ),
        }[signal.kind]
    about = signal.act.about
    return text.format(
        name=who,
        number=number,
        limit=limit,
        hours=QLocale().toString(hours),
        days=QLocale().toString(_DAYS.get(signal.kind, 0)),
        need=_short(about.text) if about else "",
        offer=_short(signal.act.offer),
    )


_DAYS = {
    Kind.TAKING_FROM: s.TAKING_FROM_DAYS,
    Kind.TAKING: s.TAKING_DAYS,
    Kind.NOT_ASKING: s.NOT_ASKING_DAYS,
}

_LONG = 80
"""Letters of a need or an offer that stand in a sentence; all of it is in the rows."""


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"


def why(signal: Signal) -> str:
    """What is known of it, for whoever wonders; '' where the facts say all."""
    return {
        Kind.TAKING: translate("signals", "A thank-you with what you took away counts as giving."),
        Kind.NOT_ASKING: translate(
            "signals",
            "People say yes far more often than askers expect: askers underestimate it by up to half (Flynn and Lake, "
            "2008).",
        ),
        Kind.ONLY_GIVING: translate(
            "signals", "About 90 % of the help that people get at work begins with somebody asking for it (Grant)."
        ),
        Kind.OVER_GIVING: translate("signals", "Your own work counts, too. What is not urgent can wait until Monday."),
    }.get(signal.kind, "")


def act(signal: Signal) -> str:
    """The one thing that is proposed; the name in it is someone's data."""
    about = signal.act.about
    who = about.contact.name if about else ""
    return {
        ActKind.THANK: translate("signals", "Thank {name}"),
        ActKind.MEET_NEED: translate("signals", "See what fits {name}'s need"),
        ActKind.OFFER: translate("signals", "Offer {name} something"),
        ActKind.GIVE_FAVOUR: translate("signals", "Offer it to {name}"),
        ActKind.ASK: translate("signals", "Ask {name}"),
        ActKind.BUDGET: translate("signals", "Set another number of minutes…"),
    }[signal.act.kind].format(name=who)


def heading(kind: SignalKind) -> str:
    """What a kind is about, in two or three words."""
    return {
        Kind.TAKING_FROM: translate("signals", "Something to give back"),
        Kind.TAKING: translate("signals", "Asking and giving"),
        Kind.LATE_THANKS: translate("signals", "A thank-you that waits"),
        Kind.NOT_ASKING: translate("signals", "You could ask"),
        Kind.ONLY_GIVING: translate("signals", "You could ask"),
        Kind.OVER_GIVING: translate("signals", "Enough for this week"),
        Kind.FAVOUR: translate("signals", "A five-minute favour"),
    }[kind]


def name(kind: SignalKind) -> str:
    """What a kind is called in the preferences, where all of them stand."""
    return {
        Kind.TAKING_FROM: translate("signals", "Something to give back to one person"),
        Kind.TAKING: translate("signals", "Asking and giving, over all"),
        Kind.LATE_THANKS: translate("signals", "A thank-you that waits"),
        Kind.NOT_ASKING: translate("signals", "You could ask, over all"),
        Kind.ONLY_GIVING: translate("signals", "You could ask one person"),
        Kind.OVER_GIVING: translate("signals", "Enough for this week"),
        Kind.FAVOUR: translate("signals", "Five-minute favours"),
    }[kind]


def rule(kind: SignalKind, hours: int) -> str:
    """When a kind is noticed, for the preferences."""
    return {
        Kind.TAKING_FROM: translate(
            "signals", "Somebody helped me {helps} times in {days} days, and nothing went back to them"
        ).format(helps=s.TAKING_FROM_HELPS, days=s.TAKING_FROM_DAYS),
        Kind.TAKING: translate("signals", "I asked {asks} times in {days} days, and offered and gave nothing").format(
            asks=s.TAKING_ASKS, days=s.TAKING_DAYS
        ),
        Kind.LATE_THANKS: translate("signals", "A thank-you has waited for more than {hours} hours").format(
            hours=hours
        ),
        Kind.NOT_ASKING: translate(
            "signals", "I asked nobody in {days} days of my search, and {people} people could be asked"
        ).format(days=s.NOT_ASKING_DAYS, people=s.NOT_ASKING_PEOPLE),
        Kind.ONLY_GIVING: translate(
            "signals", "I gave somebody {gives} things in twelve months, and asked for none"
        ).format(gives=s.ONLY_GIVING_GIVES),
        Kind.OVER_GIVING: translate("signals", "I gave more minutes in a week than I meant to"),
        Kind.FAVOUR: translate("signals", "Something that I could give in five minutes fits what somebody needs"),
    }[kind]


def row(fact: Fact) -> str:
    """A fact that was counted, as a line."""
    what = {
        FactKind.ASK: translate("signals", "you asked"),
        FactKind.HELP: translate("signals", "helped you"),
        FactKind.THANKS: translate("signals", "you said thank you"),
        FactKind.LOOP: translate("signals", "you told what came of it"),
        FactKind.OFFER: translate("signals", "you offered"),
        FactKind.GIVE: translate("signals", "you gave"),
        FactKind.TO_THANK: translate("signals", "a thank-you is open"),
        FactKind.LATE_THANKS: translate("signals", "a thank-you is open"),
        FactKind.NEED: translate("signals", "needs"),
        FactKind.RESEARCHED: translate("signals", "a talk is prepared"),
        FactKind.PAST_GAP: translate("signals", "the last contact"),
    }[fact.kind]
    line = translate("signals", "{name}, {what}: {text}") if fact.text else translate("signals", "{name}, {what}")
    told_so = line.format(name=fact.contact.name, what=what, text=fact.text)
    if fact.kind is FactKind.GIVE and fact.count:
        return translate("signals", "{line} ({n} min)").format(line=told_so, n=QLocale().toString(fact.count))
    return told_so
