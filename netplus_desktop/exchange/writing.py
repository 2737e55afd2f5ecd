"""People out again: vCard, CSV and JSON, so that nobody is locked in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from netplus_desktop.core.records import Contact, Person


def write_vcards(people: Iterable[Person], out: TextIO) -> int:
    """vCard 3.0 cards, unknown properties given back verbatim. Returns how many."""
    raise NotImplementedError


def write_csv(people: Iterable[Person], out: TextIO) -> int:
    """A table that our own reader takes back whole; cells that a spreadsheet would run are neutralised, reversibly."""
    raise NotImplementedError


def write_json(contacts: Iterable[Contact], out: TextIO) -> int:
    """Everything known, conversations and records included: one JSON document. Returns how many people."""
    raise NotImplementedError
