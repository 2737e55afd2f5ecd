"""Rows read + people known -> what an import would do, row by row. Pure; nothing is written here.

A row *is* somebody known where it carries the same identity: the UID of a card, a LinkedIn profile, or the very same
source row. It *looks like* somebody where only an address, a number, or a name with an employer is shared: that is
shown for the user to decide, and never joined unasked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from netplus_desktop.core import people
from netplus_desktop.core.memory import uncollected
from netplus_desktop.core.records import (
    Choice,
    ContactRef,
    ImportPlan,
    Known,
    Person,
    PlannedRow,
    ReadFile,
    ReadRow,
    Reason,
    RowStatus,
    Tick,
    Totals,
    no_tick,
)

_CHUNK = 2000
"""Rows are compared so many at a time: one question to the store for each chunk."""

_MOST_HOLDERS = 60
"""A key that more people share tells nobody apart (a switchboard, a family name in a large firm)."""

_ALIKE = 85.0
_ALIKE_WITH_SHARED_ADDRESS = 55.0
"""How alike two names must be (0 to 100, rapidfuzz): with the same employer, and with the same address or number."""


@dataclass(slots=True)
class _Entry:
    """Somebody whom the import knows by now: an earlier row, and its person as what was read since makes them."""

    row: ReadRow
    person: Person


def plan_import(files: Sequence[ReadFile], known: Known, tick: Tick = no_tick) -> list[ImportPlan]:
    """Plan several files as one import, in order: a row may repeat a row of an earlier file."""
    planner = _Planner(known)
    total = sum(len(file.rows) for file in files)
    plans = []
    with uncollected():
        for file in files:
            planned: list[PlannedRow] = []
            for start in range(0, len(file.rows), _CHUNK):
                planned += planner.chunk(file.rows[start : start + _CHUNK])
                tick(planner.done, total)
            plans.append(ImportPlan(file, planned))
    return plans


class _Planner:
    def __init__(self, known: Known) -> None:
        self._known = known
        self.done = 0
        self._identities: dict[str, _Entry] = {}
        self._likenesses: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._updated: dict[int, Person] = {}  # people in the vault, as earlier rows would leave them

    def chunk(self, rows: Sequence[ReadRow]) -> list[PlannedRow]:
        """The rows with what would happen to them."""
        likenesses = [people.match_keys(row.person) if _usable(row) and row.person else () for row in rows]
        asked = [key for row in rows if _usable(row) for key in row.keys]
        asked += [key for keys in likenesses for key in keys]
        holders = self._known.holders(asked)
        found = {
            contact for held in holders.values() if len(held) <= _MOST_HOLDERS for contact in held
        }  # what a key shared by too many would bring is not even read
        persons = self._known.persons(sorted(found)) if found else {}
        planned = []
        for row, keys in zip(rows, likenesses, strict=True):
            self.done += 1
            planned.append(self._plan(row, keys, holders, persons))
        return planned

    def _plan(
        self, row: ReadRow, keys: tuple[str, ...], holders: Mapping[str, Sequence[int]], persons: Mapping[int, Person]
    ) -> PlannedRow:
        person = row.person
        if person is None or row.reason is not None:
            return PlannedRow(row, RowStatus.SKIPPED, Choice.LEAVE, reason=row.reason)
        planned = self._as_somebody_known(row, person, keys, holders, persons)
        planned = planned or self._as_earlier_row(row, person)
        if planned is None:
            planned = self._as_somebody_alike(row, person, keys, holders, persons)
            entry = _Entry(row, person)
            for key in row.keys:
                self._identities.setdefault(key, entry)
            for key in keys:
                self._likenesses[key].append(entry)
        return planned

    # --- the same ----------------------------------------------------------------------------------------

    def _as_somebody_known(
        self,
        row: ReadRow,
        person: Person,
        keys: tuple[str, ...],
        holders: Mapping[str, Sequence[int]],
        persons: Mapping[int, Person],
    ) -> PlannedRow | None:
        """The row as a person of the vault with the same identity."""
        if not holders or holders.keys().isdisjoint(row.keys):
            return None
        best: PlannedRow | None = None
        for key in sorted(row.keys, key=_surest):
            for contact in holders.get(key, ()):
                old = self._updated.get(contact) or persons.get(contact)
                if old is None:
                    continue
                ref = ContactRef(contact, old.name)
                if key.startswith("row:"):  # read before, letter by letter: what was edited since stays
                    return PlannedRow(row, RowStatus.SAME, Choice.LEAVE, match=ref)
                merged, changes = people.merge(old, person)
                if not changes:
                    return PlannedRow(row, RowStatus.SAME, Choice.LEAVE, match=ref)
                if best is not None and best.status is RowStatus.CHANGED:
                    continue
                if _plausible(old, person, keys):
                    best = PlannedRow(row, RowStatus.CHANGED, Choice.UPDATE, ref, merged, changes)
                elif best is None:
                    reason = Reason("same-mark-other-name", {"name": old.name})
                    best = PlannedRow(row, RowStatus.DOUBTFUL, Choice.ADD, ref, merged, changes, reason)
        if best is not None and best.match and best.merged and best.status is RowStatus.CHANGED:
            self._updated[best.match.id] = best.merged
        return best

    def _as_earlier_row(self, row: ReadRow, person: Person) -> PlannedRow | None:
        """The row as a repetition of an earlier row of this import."""
        for key in row.keys:
            entry = self._identities.get(key)
            if entry is None:
                continue
            merged, changes = people.merge(entry.person, person)
            if not changes or key.startswith("row:"):
                return PlannedRow(row, RowStatus.SAME, Choice.LEAVE, repeats=entry.row)
            if _plausible(entry.person, person, people.match_keys(person)):
                entry.person = merged
                return PlannedRow(row, RowStatus.CHANGED, Choice.UPDATE, None, merged, changes, repeats=entry.row)
        return None

    # --- alike -------------------------------------------------------------------------------------------

    def _as_somebody_alike(
        self,
        row: ReadRow,
        person: Person,
        keys: tuple[str, ...],
        holders: Mapping[str, Sequence[int]],
        persons: Mapping[int, Person],
    ) -> PlannedRow:
        """The row as a new person, with whom they look like, if anybody."""
        seen: set[int] = set()
        for key in keys if holders else ():
            held = holders.get(key, ())
            for contact in held if len(held) <= _MOST_HOLDERS else ():
                old = self._updated.get(contact) or persons.get(contact)
                if old is None or contact in seen:
                    continue
                seen.add(contact)
                if why := _likeness(old, person, keys):
                    merged, changes = people.merge(old, person)
                    reason = Reason("looks-like", {"name": old.name, "why": why})
                    ref = ContactRef(contact, old.name)
                    return PlannedRow(row, RowStatus.DOUBTFUL, Choice.ADD, ref, merged, changes, reason, likeness=keys)
        for key in keys:
            entries = self._likenesses.get(key, ())
            for entry in entries if len(entries) <= _MOST_HOLDERS else ():
                if why := _likeness(entry.person, person, keys):
                    merged, changes = people.merge(entry.person, person)
                    reason = Reason("looks-like-row", {"name": entry.person.name, "why": why})
                    return PlannedRow(
                        row, RowStatus.DOUBTFUL, Choice.ADD, None, merged, changes, reason, entry.row, keys
                    )
        return PlannedRow(row, RowStatus.NEW, Choice.ADD, likeness=keys)


def _usable(row: ReadRow) -> bool:
    return row.person is not None and row.reason is None


def _surest(key: str) -> int:
    """The order in which identities are asked: the very row, the card's UID, a profile."""
    return ("row:", "uid:", "in:").index(key[: key.index(":") + 1])


def _plausible(old: Person, new: Person, keys: tuple[str, ...]) -> bool:
    """Whether two entries with one identity may be one person. Some files give the same UID to all their cards."""
    words = set(people.plain(old.name).split()) & set(people.plain(new.name).split())
    return bool(words) or bool(set(people.match_keys(old)) & set(keys)) or _names_alike(old, new) >= _ALIKE


def _likeness(old: Person, new: Person, keys: tuple[str, ...]) -> str:
    """Why `new` may be `old`: a key of `sentences.WORDS`; '' where that would be guessing."""
    shared = set(people.match_keys(old)) & set(keys)
    if not shared:
        return ""
    alike = 100.0 if old.name == new.name else _names_alike(old, new)
    if alike >= _ALIKE_WITH_SHARED_ADDRESS:
        if any(key.startswith("mail:") for key in shared):
            return "email"
        if any(key.startswith("tel:") for key in shared):
            return "phone"
    if alike >= _ALIKE or _initial_matches(old, new):
        return "name"
    return ""


def _names_alike(old: Person, new: Person) -> float:
    """0 to 100; the order of the words does not matter, nor further names that only one of them has."""
    from rapidfuzz import fuzz  # late: it costs 20 ms, and most starts of the program import nothing

    alike = fuzz.token_sort_ratio(people.plain(old.name), people.plain(new.name))
    if alike < _ALIKE and old.given and old.family and new.given and new.family:
        short = [people.plain(f"{person.given} {person.family}") for person in (old, new)]
        alike = max(alike, fuzz.token_sort_ratio(*short))
    return alike


def _initial_matches(old: Person, new: Person) -> bool:
    """ "J. Smith" and "John Smith": one given name is the other's initial, and the family names agree."""
    first, second = people.plain(old.given), people.plain(new.given)
    family = people.plain(old.family)
    return (
        bool(first and second and family)
        and min(len(first), len(second)) <= 2
        and first[0] == second[0]
        and family == people.plain(new.family)
    )


# --- choices ----------------------------------------------------------------------------------------------


def choose(row: PlannedRow, choice: Choice) -> PlannedRow:
    """The row with another choice. Raises `ValueError` for a choice that the row does not offer (see `choices`)."""
    if choice not in choices(row):
        raise ValueError(choice)
    return replace(row, choice=choice)


def choices(row: PlannedRow) -> tuple[Choice, ...]:
    """What can be chosen for the row: a skipped row only LEAVE, a doubtful one ADD, UPDATE or LEAVE."""
    if row.status is RowStatus.SKIPPED:
        return (Choice.LEAVE,)
    if row.merged is None:
        return (Choice.ADD, Choice.LEAVE)
    return (Choice.ADD, Choice.UPDATE, Choice.LEAVE)


def outcome(row: PlannedRow) -> str:
    """ "added", "updated", "unchanged" or "skipped": what the row counts as when its choice is applied."""
    if row.choice is Choice.ADD:
        return "added"
    if row.choice is Choice.UPDATE:
        return "updated" if row.changes else "unchanged"
    return "unchanged" if row.status is RowStatus.SAME else "skipped"


def totals(rows: Iterable[PlannedRow]) -> Totals:
    """The sums; read = added + updated + unchanged + skipped."""
    count = {"added": 0, "updated": 0, "unchanged": 0, "skipped": 0}
    for row in rows:
        count[outcome(row)] += 1
    return Totals(sum(count.values()), **count)
