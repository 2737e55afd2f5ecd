"""What the kinds of offers are called in the offers pane."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from netplus_desktop.core.records import Contact, ContactRef, ExchangeEntry, OfferKind
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.theme import Tone

translate = QCoreApplication.translate


def kind_name(kind: OfferKind) -> str:
    """One offer of this kind, in a word or two."""
    return {
        OfferKind.INTRODUCTION: translate("offers", "introduction"),
        OfferKind.MARKET: translate("offers", "market view"),
        OfferKind.RESEARCH: translate("offers", "research"),
        OfferKind.RESOURCE: translate("offers", "resource"),
        OfferKind.SKILL: translate("offers", "skill"),
        OfferKind.FEEDBACK: translate("offers", "feedback"),
        OfferKind.CREDIT: translate("offers", "public credit"),
        OfferKind.LEAD: translate("offers", "lead"),
        OfferKind.VIEW: translate("offers", "newcomer's view"),
        OfferKind.VOLUNTEER: translate("offers", "volunteer time"),
        OfferKind.KNOW_HOW: translate("offers", "know-how"),
        OfferKind.APPRECIATION: translate("offers", "appreciation"),
    }[kind]


def kind_heading(kind: OfferKind) -> str:
    """All offers of this kind, as a heading."""
    return {
        OfferKind.INTRODUCTION: translate("offers", "People I can introduce"),
        OfferKind.MARKET: translate("offers", "What I see in the market"),
        OfferKind.RESEARCH: translate("offers", "Research I can do"),
        OfferKind.RESOURCE: translate("offers", "Articles and resources"),
        OfferKind.SKILL: translate("offers", "Skills"),
        OfferKind.FEEDBACK: translate("offers", "Feedback and testing"),
        OfferKind.CREDIT: translate("offers", "Public credit"),
        OfferKind.LEAD: translate("offers", "Leads and candidates"),
        OfferKind.VIEW: translate("offers", "A newcomer's view"),
        OfferKind.VOLUNTEER: translate("offers", "Volunteer time"),
        OfferKind.KNOW_HOW: translate("offers", "Local and personal know-how"),
        OfferKind.APPRECIATION: translate("offers", "Appreciation and news"),
    }[kind]


def effort(minutes: int) -> str:
    """How long an offer takes: "5 min", "1 h", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return translate("offers", "{minutes} min").format(minutes=rest)
    if not rest:
        return translate("offers", "{hours} h").format(hours=hours)
    return translate("offers", "{hours} h {minutes} min").format(hours=hours, minutes=rest)


USES = 3
"""Uses of an offer that are named; the others are counted."""


def offered_to(uses: Sequence[tuple[ContactRef, ExchangeEntry]], today: date) -> str:
    """To whom an offer was made, the latest first: "Offered to Priya Raman (today), Mei Lin (12 Nov) and 2 more"."""
    if not uses:
        return translate("offers", "Not offered to anybody yet")
    told = ", ".join(
        translate("offers", "{name} ({day})").format(name=who.name, day=dates.day(entry.on, today))
        for who, entry in uses[:USES]
    )
    if len(uses) > USES:
        return translate("offers", "Offered to {people} and {n} more").format(people=told, n=len(uses) - USES)
    return translate("offers", "Offered to {people}").format(people=told)


def compared_in() -> str:
    """In which language what words mean is compared."""
    return translate(
        "offers",
        "What words mean is compared in English. Needs in other languages, or with words of a trade, are met by "
        "the same words.",
    )


def first_name(contact: Contact) -> str:
    """The name to say to somebody: the given name, else the whole one."""
    return contact.person.given or contact.person.name


def tinted(text: str, words: Iterable[str]) -> str:
    """`text` as HTML, with the words that met on the tint of what is chosen. Everything else is escaped."""
    tint, ink = theme.colour(Tone.SELECTED).name(), theme.colour(Tone.ACCENT).name()
    made, rest = "", text
    wanted = sorted(set(words), key=len, reverse=True)
    while rest:
        places = [(at, word) for word in wanted if (at := rest.find(word)) >= 0]
        if not places:
            break
        at, word = min(places, key=lambda place: place[0])
        marked = f'<span style="background-color:{tint};color:{ink}">{html.escape(word)}</span>'
        made, rest = made + html.escape(rest[:at]) + marked, rest[at + len(word) :]
    return made + html.escape(rest)
