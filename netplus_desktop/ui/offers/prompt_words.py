"""What the nine questions of finding out ask, and what their cues say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netplus_desktop.core.discovery import Cue, CueKind, Prompt
from netplus_desktop.core.records import OfferKind
from netplus_desktop.ui.offers.words import kind_name

translate = QCoreApplication.translate

NAMED = 3
"""Names that a line tells; the others are counted."""


def asked(prompt: Prompt) -> tuple[str, str]:
    """The question, and what helps to answer it."""
    return {
        Prompt.COME_FOR: (
            translate("discovery", "What do people come to you for?"),
            translate("discovery", "Colleagues, friends, neighbours: what did the last one ask you about?"),
        ),
        Prompt.THANKED: (
            translate("discovery", "What have you been thanked or endorsed for?"),
            translate("discovery", "What others wrote on LinkedIn stands below, once you imported your archive."),
        ),
        Prompt.READ: (
            translate("discovery", "What did you read this month that someone you met would want?"),
            translate("discovery", "An article, a book, a tool, an event. Below is what people told you they need."),
        ),
        Prompt.MEET: (
            translate("discovery", "Whom do you know that others should meet?"),
            translate("discovery", "Type a name to find somebody, or choose from those you were in touch with last."),
        ),
        Prompt.NEWS: (
            translate("discovery", "What do you know from your old field that is news in the new one?"),
            translate("discovery", "What goes without saying where you come from is often unheard of elsewhere."),
        ),
        Prompt.TOOLS: (
            translate("discovery", "Which tools or access do you have?"),
            translate("discovery", "Search tools, a library card, a workshop, a licence, a room."),
        ),
        Prompt.TIME: (
            translate("discovery", "When do you have time?"),
            translate("discovery", "An afternoon a week, an hour on Fridays: what would you spend it on for somebody?"),
        ),
        Prompt.ENERGY: (
            translate("discovery", "What gives you energy to do?"),
            translate("discovery", "What you like doing you can offer often: reading a draft, trying out a product."),
        ),
        Prompt.KINDS: (
            translate("discovery", "And of these, is there one?"),
            translate("discovery", "Kinds of which there is nothing on your list yet. Appreciation is always there."),
        ),
    }[prompt]


def example(kind: OfferKind) -> str:
    """What an offer of this kind can be."""
    return {
        OfferKind.INTRODUCTION: translate("discovery", "somebody who knows a field, a place, a firm"),
        OfferKind.MARKET: translate("discovery", "what several employers told me about their plans"),
        OfferKind.RESEARCH: translate("discovery", "an hour of searching, with the sources"),
        OfferKind.RESOURCE: translate("discovery", "an article, a book, a tool, an event"),
        OfferKind.SKILL: translate("discovery", "an hour of what I am good at"),
        OfferKind.FEEDBACK: translate("discovery", "reading a draft, trying out a product"),
        OfferKind.CREDIT: translate("discovery", "a recommendation, an endorsement, a review"),
        OfferKind.LEAD: translate("discovery", "an opening I heard of, a candidate I know"),
        OfferKind.VIEW: translate("discovery", "what a newcomer or a customer sees"),
        OfferKind.VOLUNTEER: translate("discovery", "two hours at a stall, a move, an event"),
        OfferKind.KNOW_HOW: translate("discovery", "how things work in a town, an office, a school"),
        OfferKind.APPRECIATION: translate("discovery", "telling somebody what came of their advice"),
    }[kind]


def line(cue: Cue) -> str:
    """A cue as it stands in the list: what it is, and who said so."""
    names = named(cue.names)
    if cue.kind is CueKind.ENDORSED:
        return translate("discovery", "{title} (endorsed by {names})").format(title=cue.title, names=names)
    if cue.kind is CueKind.RECOMMENDED:
        return translate("discovery", "{names} recommended you: {text}").format(names=names, text=cue.text)
    if cue.kind is CueKind.GAVE:
        return translate("discovery", "{title} (given to {names})").format(title=cue.title, names=names)
    if cue.kind is CueKind.NEED:
        return translate("discovery", "{names} needs: {text}").format(names=names, text=cue.text)
    if cue.kind is CueKind.MISSING:
        return translate("discovery", "{kind}: {example}").format(kind=kind_name(cue.offer), example=example(cue.offer))
    return cue.title


def proof(cue: Cue) -> str:
    """What of a cue speaks for me, to stand with the offer."""
    if cue.kind is CueKind.ENDORSED:
        return translate("discovery", "Endorsed by {names}").format(names=named(cue.names))
    if cue.kind is CueKind.RECOMMENDED:
        return translate("discovery", "{names}: {text}").format(names=named(cue.names), text=cue.text)
    if cue.kind is CueKind.GAVE:
        return translate("discovery", "Given to {names}").format(names=named(cue.names))
    return ""


def named(names: tuple[str, ...]) -> str:
    """ "Hugo Wolf, Mei Lin, Sam Oduya and 4 others"."""
    told, rest = ", ".join(names[:NAMED]), len(names) - NAMED
    if rest <= 0:
        return told
    if rest == 1:
        return translate("discovery", "{names} and 1 other").format(names=told)
    return translate("discovery", "{names} and {n} others").format(names=told, n=rest)
