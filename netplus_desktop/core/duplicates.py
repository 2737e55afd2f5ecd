"""Find the people who may be entered twice, each pair with its reasons. Nothing is joined here.

Two entries are proposed where they share something that few others share (an address, a number, an employer) *and*
their names can be those of one person: the same, mistyped, short for each other, an initial, in the other order. A name
alone says nothing, and neither does a shared mailbox or the telephone of a household.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from netplus_desktop.core import nicknames, people
from netplus_desktop.core.frozen import dataclass as frozen
from netplus_desktop.core.records import Person, PointKind, Tick, no_tick

MOST_HOLDERS = 60
"""A key that more people share tells nobody apart: a switchboard, a family name in a large firm (performance notes)."""

_MISTYPED = 80.0
"""How alike two given names or two family names are when one may be a slip of the other (0 to 100, rapidfuzz)."""

_MISTYPED_BRIEF = 66.0
"""The same where an address or a number is shared: for family names, and for given names of two or three letters.
Longer given names are held to more, as sisters have like ones ("Anna", "Anja") and one telephone."""

_TICK_EVERY = 2000


class Shared(StrEnum):
    """What both entries have."""

    EMAIL = "email"
    PHONE = "phone"
    EMPLOYER = "employer"


class Names(StrEnum):
    """How their names go together, the surest first."""

    SAME = "same"
    ORDER = "order"
    SHORT = "short"
    INITIAL = "initial"
    SLIP = "slip"
    OTHER_SCRIPT = "script"


@frozen(frozen=True, slots=True)
class Pair:
    """Two entries that may be one person, the older one first."""

    first: int
    second: int
    shared: tuple[Shared, ...]
    names: Names


@dataclass(slots=True)
class Entry:
    """What is compared of a person. Texts are as `people.plain` leaves them; `mails` and `phones` are keys."""

    id: int
    name: str
    given: str
    family: str
    mails: frozenset[str]
    phones: frozenset[str]
    employer: str


def entry(
    number: int, name: str, given: str, family: str, organisation: str, mails: Iterable[str], phones: Iterable[str]
) -> Entry:
    """The entry of a person from the fields of their record."""
    name, given, family = people.plain(name), people.plain(given), people.plain(family)
    if not given and not family:
        given, _, family = name.partition(" ")
        family = family.rpartition(" ")[2]
    return Entry(
        number,
        name,
        given,
        family,
        frozenset(key for mail in mails if (key := people.email_key(mail))),
        frozenset(key for phone in phones if (key := people.phone_key(phone))),
        " ".join(people.plain(organisation).split(" ")[:2]),
    )


def entry_of(number: int, person: Person) -> Entry:
    """The entry of a person who is at hand whole."""
    mails, phones = person.values(PointKind.EMAIL), person.values(PointKind.PHONE)
    return entry(number, person.name, person.given, person.family, person.organisation, mails, phones)


def find(entries: Iterable[Entry], tick: Tick = no_tick) -> list[Pair]:
    """All pairs that may be one person, the surest first. Cost grows with the entries, not with their square: only
    those that share a key are compared."""
    known = {one.id: one for one in entries}
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for one in known.values():
        for key in _keys(one):
            blocks[key].append(one.id)
    seen: set[tuple[int, int]] = set()
    found = []
    for number, holders in enumerate(blocks.values()):
        if number % _TICK_EVERY == 0:
            tick(number, len(blocks))
        if 1 < len(holders) <= MOST_HOLDERS:
            for at, first in enumerate(holders):
                for second in holders[at + 1 :]:
                    both = (first, second) if first < second else (second, first)
                    if both not in seen:
                        seen.add(both)
                        if (pair := compare(known[both[0]], known[both[1]])) is not None:
                            found.append(pair)
    found.sort(key=surest_first)
    return found


_NAMES = tuple(Names)


def surest_first(pair: Pair) -> tuple[int, int, int, int]:
    """The order of pairs: those that share most first, then those whose names say most."""
    evidence = sum(2 if shared is not Shared.EMPLOYER else 1 for shared in pair.shared)
    return -evidence, _NAMES.index(pair.names), pair.first, pair.second


def _keys(one: Entry) -> Iterator[str]:
    """What others must share to be compared with this entry at all."""
    for mail in one.mails:
        yield "e" + mail
    for phone in one.phones:
        yield "p" + phone
    if one.employer:
        first, last = sorted((one.given[:1], one.family[:1]))
        yield f"i{one.employer}/{first}{last}"
        for word in (one.given, one.family):
            if word:
                yield f"w{one.employer}/{word}"


def compare(first: Entry, second: Entry) -> Pair | None:
    """The pair, where both may be one person."""
    mail = not first.mails.isdisjoint(second.mails)
    phone = not first.phones.isdisjoint(second.phones)
    employer = bool(first.employer) and first.employer == second.employer
    if not (mail or phone or employer):
        return None
    names = names_of_one(first, second, surely=mail or phone)
    if names is None:
        return None
    shared = (Shared.EMAIL,) * mail + (Shared.PHONE,) * phone + (Shared.EMPLOYER,) * employer
    return Pair(first.id, second.id, shared, names)


def names_of_one(a: Entry, b: Entry, *, surely: bool) -> Names | None:
    """How the two names can be one person's; None where they are two people's. `surely` is true where they share an
    address or a number, which allows what would be guessing among colleagues."""
    if a.name == b.name and a.name:
        return Names.SAME
    if surely and _scripts_differ(a.name, b.name):
        return Names.OTHER_SCRIPT
    if not (a.given and a.family and b.given and b.family):
        # One has a single word: it must be one of the other's, and colleagues by one name are two people.
        words = set(a.name.split()), set(b.name.split())
        if not surely or not a.name or not b.name:
            return None
        if words[0] <= words[1] or words[1] <= words[0]:
            return Names.SHORT
        return Names.SLIP if _alike(a.name, b.name) >= _MISTYPED_BRIEF else None
    straight = _given(a.given, b.given, surely), _family(a.family, b.family, surely)
    if None not in straight:
        return max(straight, key=_NAMES.index)
    crossed = _given(a.given, b.family, surely), _given(a.family, b.given, surely)
    if None not in crossed and (surely or Names.INITIAL not in crossed):
        return Names.ORDER
    return None


def _given(a: str, b: str, surely: bool) -> Names | None:
    if a == b:
        return Names.SAME
    short, long = sorted((a, b), key=len)
    if len(short.rstrip(".")) == 1:
        return Names.INITIAL if long.startswith(short[0]) else None
    words = set(a.split()), set(b.split())
    if words[0] <= words[1] or words[1] <= words[0]:
        return Names.SHORT  # "Anna" and "Anna Maria"
    if _families(a) & _families(b) or (len(short) >= 3 and long.startswith(short)):
        return Names.SHORT
    return Names.SLIP if _alike(a, b) >= (_MISTYPED_BRIEF if surely and len(short) < 4 else _MISTYPED) else None


def _family(a: str, b: str, surely: bool) -> Names | None:
    if a == b:
        return Names.SAME
    words = set(a.split()), set(b.split())
    if words[0] <= words[1] or words[1] <= words[0]:
        return Names.SHORT  # a double name, or one of it
    return Names.SLIP if _alike(a, b) >= (_MISTYPED_BRIEF if surely else _MISTYPED) else None


def _alike(a: str, b: str) -> float:
    from rapidfuzz import fuzz  # late: it costs 20 ms, and most starts of the program look for nobody

    return fuzz.ratio(a, b)


def _scripts_differ(a: str, b: str) -> bool:
    """Whether one name is in Latin letters and the other in none: they cannot be compared by their letters."""
    return bool(a and b) and _latin(a) != _latin(b)


def _latin(text: str) -> bool:
    return any("a" <= char <= "z" for char in text)


# --- one person of two ------------------------------------------------------------------------------------


def joined(kept: Person, other: Person, taken: Collection[str] = ()) -> Person:
    """One person of two: `kept`, with its gaps filled from `other`, with the values of `other` in the fields named in
    `taken` (some of `people.SINGLE`), and with the points, tags, notes and further lines of both."""
    settled: dict[str, Any] = {name: "" for name in people.SINGLE if getattr(kept, name)}
    person, _ = people.merge(kept, replace(other, **settled))
    chosen: dict[str, Any] = {name: getattr(other, name) for name in taken}
    return replace(person, **chosen)


# --- names that go together -------------------------------------------------------------------------------


@cache
def _table() -> dict[str, frozenset[int]]:
    table: defaultdict[str, set[int]] = defaultdict(set)
    for number, family in enumerate(nicknames.FAMILIES.split(";")):
        for name in family.split():
            table[people.plain(name)].add(number)
    return {name: frozenset(numbers) for name, numbers in table.items()}


def _families(name: str) -> frozenset[int]:
    return _table().get(name, frozenset())
