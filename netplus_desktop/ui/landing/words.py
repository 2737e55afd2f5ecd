"""How somebody helped, in words."""

from __future__ import annotations

from datetime import date

from netplus_desktop.core.loops import Help, Helper, HelpKind
from netplus_desktop.ui import dates
from netplus_desktop.ui.interview.words import translate


def kind_title(kind: HelpKind) -> str:
    """The heading over those who helped in this way above all."""
    return {
        HelpKind.INTRODUCTION: translate("landing", "Introduced you"),
        HelpKind.REFERRAL: translate("landing", "Named people to you"),
        HelpKind.ADVICE: translate("landing", "Gave advice"),
        HelpKind.TIME: translate("landing", "Gave their time"),
        HelpKind.OTHER: translate("landing", "Helped in other ways"),
    }[kind]


def help_words(helped: Help) -> str:
    """One way of helping, with how often."""
    one, many = {
        HelpKind.INTRODUCTION: (translate("landing", "1 introduction"), translate("landing", "{n} introductions")),
        HelpKind.REFERRAL: (translate("landing", "1 name"), translate("landing", "{n} names")),
        HelpKind.ADVICE: (translate("landing", "1 takeaway"), translate("landing", "{n} takeaways")),
        HelpKind.TIME: (translate("landing", "1 talk"), translate("landing", "{n} talks")),
        HelpKind.OTHER: (translate("landing", "1 other thing"), translate("landing", "{n} other things")),
    }[helped.kind]
    return one if helped.count == 1 else many.format(n=helped.count)


def all_help(helper: Helper, today: date) -> str:
    """Everything that somebody gave, and when last."""
    helps = " · ".join(help_words(helped) for helped in helper.helps)
    if helper.last is None:
        return helps
    last = translate("landing", "last {when}").format(when=dates.since(helper.last, today))
    return f"{helps} · {last}"


def line(helper: Helper, today: date) -> str:
    """Somebody in the list, with when the note went out."""
    if helper.told is None:
        return helper.contact.name
    return translate("landing", "{name} · told {day}").format(
        name=helper.contact.name, day=dates.day(helper.told, today)
    )


def count(helpers: tuple[Helper, ...]) -> str:
    """How many of them know it."""
    told = sum(helper.told is not None for helper in helpers)
    return translate("landing", "{told} of {all} know of it").format(told=told, all=len(helpers))
