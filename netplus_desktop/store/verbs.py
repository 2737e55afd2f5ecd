"""Every verb about the records, by noun; `Store` takes them on when the first that no start needs is called."""

from __future__ import annotations

from netplus_desktop.store.asks import AskVerbs
from netplus_desktop.store.employers import EmployerVerbs
from netplus_desktop.store.introductions import IntroductionVerbs
from netplus_desktop.store.inventory import InventoryVerbs
from netplus_desktop.store.loops import LoopVerbs
from netplus_desktop.store.questions import QuestionVerbs
from netplus_desktop.store.reviewing import ReviewVerbs
from netplus_desktop.store.sample import SampleVerbs
from netplus_desktop.store.signals import SignalVerbs
from netplus_desktop.store.snippets import SnippetVerbs
from netplus_desktop.store.times import TimesVerbs
from netplus_desktop.store.today import TodayVerbs
from netplus_desktop.store.web import WebVerbs


class Verbs(
    AskVerbs,
    EmployerVerbs,
    ReviewVerbs,
    TodayVerbs,
    TimesVerbs,
    InventoryVerbs,
    IntroductionVerbs,
    LoopVerbs,
    QuestionVerbs,
    SnippetVerbs,
    SampleVerbs,
    WebVerbs,
    SignalVerbs,
):
    """All of them."""
