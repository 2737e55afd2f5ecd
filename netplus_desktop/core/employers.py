"""The target list: employers worth working for, whom I know there and through whom, and the orders it is looked at in.

The list follows LAMP (Dalton, The 2-Hour Job Search): forty employers or more, an advocate at each, how much it draws
me, whether a post is open. Motivation sorts first. Pure functions of records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from netplus_desktop.core.folding import fold
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import ContactRef, Employer

WHOLE_LIST = 40
"""So many employers make a list that is worth sorting (Dalton)."""

FOREMOST = 5
"""Those to begin with (Dalton: the top five at a time)."""

MOST_MOTIVATION = 5

_MOST_THROUGH = 4
"""Links of a chain that are named."""

_LEGAL_FORMS = frozenset(
    "ab ag aps as asa bv co company corp corporation gmbh inc incorporated kg kgaa limited llc llp ltd mbh nv oy oyj "
    "plc pte pty sa sarl sas se sl spa srl ug zoo".split()
)
"""Words at the end of a name that tell its legal form: "Northline" and "Northline GmbH" are one employer."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the vault who works at an employer, or did (`former`), with the names of the chain that leads to
    them: who made the link, who made the link to that one, and so on. `last` is the day of the last real contact."""

    contact: ContactRef
    title: str = ""
    former: bool = False
    last: date | None = None
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody there whom a contact named and who is no contact yet, in the words of the notes."""

    by: ContactRef
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """A line of the list: the employer with the people there, those first who may help soonest."""

    employer: Employer
    known: tuple[Known, ...] = ()
    named: tuple[Named, ...] = ()


class Order(StrEnum):
    """What the list is sorted by: its four letters, motivation first."""

    MOTIVATION = "motivation"
    POSTING = "posting"
    ADVOCATE = "advocate"
    LIST = "list"


def employer_key(name: str) -> str:
    """The folded name by which an employer is known again, without its legal form."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def names_in(text: str) -> tuple[str, ...]:
    """The employers in a text with one on each line, as pasted: without bullets and numbers, each once."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        head, _, rest = line.strip().partition(" ")
        numbered = head[:-1].isdecimal() and head[-1:] in ".)" and bool(rest)
        name = " ".join((rest if numbered else line).strip("-–•*·\t ,;").split())
        if key := employer_key(name):
            found.setdefault(key, name)
    return tuple(found.values())


def mentions(text: str, key: str) -> bool:
    """Whether the name of an employer stands in a text, word for word."""
    return f" {key} " in f" {fold(text)} "


def chain(contact_id: int, led_by: Mapping[int, ContactRef]) -> tuple[ContactRef, ...]:
    """Who leads to somebody, the nearest first. `led_by` tells who made the link to whom; circles end."""
    found: list[ContactRef] = []
    seen = {contact_id}
    at = led_by.get(contact_id)
    while at is not None and at.id not in seen and len(found) < _MOST_THROUGH:
        seen.add(at.id)
        found.append(at)
        at = led_by.get(at.id)
    return tuple(found)


def nearness(known: Known) -> int:
    """How soon somebody may help, the least first: we are in touch, somebody can introduce us, they work there, they
    did."""
    if known.former:
        return 3
    return 0 if known.last else 1 if known.through else 2


def target(employer: Employer, known: Iterable[Known], named: Iterable[Named]) -> Target:
    """A line of the list with its people in order."""
    return Target(employer, tuple(sorted(known, key=lambda one: (nearness(one), one.contact.name))), tuple(named))


def in_order(targets: Iterable[Target], order: Order) -> list[Target]:
    """The list by one of its letters. Where that says nothing the others decide, motivation before the rest.
    What was put aside stands at the end."""
    keys: list[Callable[[Target], Any]] = [_KEYS[order], *(key for other, key in _KEYS.items() if other is not order)]
    return sorted(targets, key=lambda one: [one.employer.archived, *(key(one) for key in keys)])


def foremost(targets: Sequence[Target]) -> frozenset[int]:
    """The ids of the employers to begin with: those of most motivation, as far as something was said."""
    listed = (one.employer for one in in_order(targets, Order.MOTIVATION))
    told = [one.id for one in listed if one.motivation is not None and not one.archived]
    return frozenset(told[:FOREMOST])


def _advocate(one: Target) -> int:
    if one.employer.advocate:
        return 0
    if one.known:
        return 1 + nearness(one.known[0])
    return 5 if one.named else 6


_KEYS: dict[Order, Callable[[Target], Any]] = {
    Order.MOTIVATION: lambda one: -(one.employer.motivation or 0),
    Order.POSTING: lambda one: not (one.employer.posting.strip() or one.employer.posting_link.strip()),
    Order.ADVOCATE: _advocate,
    Order.LIST: lambda one: one.employer.id,
}
