"""Why somebody comes to mind, in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netplus_desktop.core.third_people import Fact, Idea

translate = QCoreApplication.translate


def reason(idea: Idea, *, same_need: bool) -> str:
    """The fact that speaks for somebody, with the words that met. `same_need`: a need of theirs is like another's."""
    if idea.trait.fact is Fact.PIN:
        return translate("third people", "you pinned this person to the need")
    told = {
        Fact.ROLE: translate("third people", "works as “{fact}”"),
        Fact.ORGANISATION: translate("third people", "is at “{fact}”"),
        Fact.TAG: translate("third people", "has the tag “{fact}”"),
        Fact.NOTE: translate("third people", "you noted “{fact}”"),
        Fact.ENERGY: translate("third people", "gets energy from “{fact}”"),
        Fact.NEED: translate("third people", "also needs “{fact}”")
        if same_need
        else translate("third people", "needs “{fact}”"),
    }[idea.trait.fact].format(fact=idea.trait.text)
    pairs = ", ".join(f"{a} – {b}" for a, b in idea.words if a.casefold() != b.casefold())
    if pairs:
        told = translate("third people", "{reason} ({pairs})").format(reason=told, pairs=pairs)
    if idea.pinned:  # before the reason: the end of a long one is cut off in a list
        return translate("third people", "pinned: {reason}").format(reason=told)
    return translate("third people", "perhaps: {reason}").format(reason=told) if idea.weak else told
