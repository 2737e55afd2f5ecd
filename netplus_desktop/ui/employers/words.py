"""The target list in words."""

from __future__ import annotations

from datetime import date

from netplus_desktop.core.employers import Known, Named, Order, Target, nearness
from netplus_desktop.ui import dates
from netplus_desktop.ui.interview.words import translate


def order_name(order: Order) -> str:
    """What the list is sorted by."""
    return {
        Order.MOTIVATION: translate("employers", "Motivation"),
        Order.POSTING: translate("employers", "Open post"),
        Order.ADVOCATE: translate("employers", "Who you know there"),
        Order.LIST: translate("employers", "The order of your list"),
    }[order]


def motivation_words(motivation: int | None) -> str:
    """How much an employer draws one, in words."""
    names = {
        1: translate("employers", "1: little"),
        2: translate("employers", "2: some"),
        3: translate("employers", "3: fair"),
        4: translate("employers", "4: much"),
        5: translate("employers", "5: most"),
    }
    return names.get(motivation or 0, translate("employers", "not said"))


def advocate(one: Target) -> str:
    """Who might speak for the user there: the one chosen, else whoever may help soonest; with how many more."""
    if one.employer.advocate:
        return one.employer.advocate.name
    if one.known:
        first, more = one.known[0].contact.name, len(one.known) - 1
        return translate("employers", "{name} and {n} more").format(name=first, n=more) if more else first
    if one.named:
        return translate("employers", "{name} named somebody").format(name=one.named[0].by.name)
    return ""


def through(known: Known) -> str:
    """The chain that leads to somebody, from the nearest; '' where nobody does."""
    if not known.through:
        return ""
    said = translate("employers", "through {name}").format(name=known.through[0])
    for name in known.through[1:]:
        said = translate("employers", "{before}, whom {name} led you to").format(before=said, name=name)
    return said


def chain_of(one: Target) -> str:
    """Who leads to whoever may help soonest, the nearest first."""
    chosen = one.employer.advocate
    known = next((known for known in one.known if chosen is None or known.contact.id == chosen.id), None)
    return ", ".join(known.through) if known else ""


def known_words(known: Known, today: date) -> str:
    """What is known of somebody beside the name."""
    parts = [known.title]
    if known.former:
        parts.append(translate("employers", "worked there before"))
    parts.append(through(known))
    if known.last:
        parts.append(translate("employers", "last contact {when}").format(when=dates.since(known.last, today)))
    elif nearness(known) == 2:
        parts.append(translate("employers", "no contact yet"))
    return " · ".join(part for part in parts if part)


def named_words(named: Named) -> str:
    """Somebody whom a contact named there."""
    return translate("employers", "{name} named: {text}").format(name=named.by.name, text=named.text)


def count(number: int, whole: int) -> str:
    """How many employers there are, and how many make a list."""
    if number == 0:
        return translate("employers", "Type an employer and press Enter, or paste a list with one on each line.")
    said = (
        translate("employers", "1 employer")
        if number == 1
        else translate("employers", "{n} employers").format(n=number)
    )
    if number >= whole:
        return said
    return translate("employers", "{said}; about {whole} make a list worth sorting").format(said=said, whole=whole)
