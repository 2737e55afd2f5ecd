"""What the person page shows at one moment, handed to each of its sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from netplus_desktop.core.clocks import DEFAULTS, Clocks
from netplus_desktop.core.practice import ExchangeLine, exchange_lines
from netplus_desktop.core.records import Contact, Heard, HeardKind, Interview, NextStep, Offer
from netplus_desktop.core.steps import Stand
from netplus_desktop.ui import dates


@dataclass(frozen=True, slots=True)
class Shown:
    """A person, the conversation in front, and my offers, as read at `now`."""

    contact: Contact
    interview: Interview | None
    offers: tuple[Offer, ...]  # with the archived ones: a letter may speak of them
    now: datetime
    clocks: Clocks = DEFAULTS
    stand: Stand | None = None  # how the conversation in front stands

    @property
    def step(self) -> NextStep | None:
        """What comes next in the conversation in front."""
        return self.stand.step if self.stand else None

    @property
    def today(self) -> date:
        """The user's day."""
        return dates.today_of(self.now)

    def heard(self, kind: HeardKind) -> tuple[Heard, ...]:
        """What was heard in the conversation in front, and what was noted outside of any."""
        here = {None, self.interview.id if self.interview else None}
        return tuple(h for h in self.contact.heard if h.kind is kind and h.interview_id in here)

    def exchange_lines(self) -> tuple[ExchangeLine, ...]:
        """What went to and fro with this person, in all conversations and outside of any."""
        one = self.contact
        return exchange_lines(
            one.interviews,
            one.heard,
            one.exchange,
            self.now,
            asks=one.asks,
            introductions=one.introductions,
            contact_id=one.id,
        )
