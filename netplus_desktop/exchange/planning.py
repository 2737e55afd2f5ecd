"""Rows read + people known -> what an import would do, row by row. Pure; nothing is written here.

A row *is* somebody known where it carries the same identity: the UID of a card, a LinkedIn profile, or the very same
source row. It *looks like* somebody where only an address, a number, or an employer is shared and the names can be
those of one person, as `core.duplicates` tells: that is shown for the user to decide, and never joined unasked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import overload

from netplus_desktop.core import duplicates, people
from netplus_desktop.core.memory import uncollected
from netplus_desktop.core.records import (
    Choice,
    ContactRef,
    FieldChange,
    ImportPlan,
    Known,
    Person,
    PlannedRow,
    ReadFile,
    ReadRow,
    Reason,
    RowRef,
    RowStatus,
    Tick,
    Totals,
    no_tick,
)
from netplus_desktop.exchange import pictures

_CHUNK = 2000
"""Rows are compared so many at a time: one question to the store for each chunk."""


def plan_import(files: Sequence[ReadFile], known: Known, tick: Tick = no_tick) -> list[ImportPlan]:
    """Plan several files as one import, in order: a row may repeat a row of an earlier file."""
    planner = _Planner(files, known)
    total = sum(len(file.rows) for file in files)
    plans = []
    with uncollected():
        for file in files:
            planned = _PlannedRows(file.rows)
            for start in range(0, len(file.rows), _CHUNK):
                planned.extend(planner.chunk(file.rows, start))
                tick(planner.done, total)
            plans.append(ImportPlan(file, planned))
    return plans


class _PlannedRows(Sequence[PlannedRow]):
    """What would happen to the rows of a file. Most are new people, and nothing is held for them."""

    def __init__(self, read: Sequence[ReadRow]) -> None:
        self._read = read
        self._count = 0
        self._others: dict[int, PlannedRow] = {}

    def extend(self, rows: Iterable[PlannedRow]) -> None:
        """Add rows at the end, in the order of those read."""
        for row in rows:
            if row.status is not RowStatus.NEW:
                self._others[self._count] = row
            self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PlannedRow]:
        others = self._others
        for place in range(self._count):
            yield others.get(place) or PlannedRow(self._read, place + 1, RowStatus.NEW, Choice.ADD)

    @overload
    def __getitem__(self, at: int) -> PlannedRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[PlannedRow]: ...
    def __getitem__(self, at: int | slice) -> PlannedRow | list[PlannedRow]:
        if isinstance(at, slice):
            return [self[place] for place in range(self._count)[at]]
        place = range(self._count)[at]
        return self._others.get(place) or PlannedRow(self._read, place + 1, RowStatus.NEW, Choice.ADD)


_At = tuple[Sequence[ReadRow], int]
"""Where a row is: the rows of its file, and its number."""


class _Planner:
    def __init__(self, files: Sequence[ReadFile], known: Known) -> None:
        self._read = read = [file.rows for file in files]
        self._pictures = {id(file.rows): file.pictures for file in files if file.pictures}
        self._known = known
        self._holders: Mapping[str, Sequence[int]] = {}  # whom the store knows by the keys of the rows in hand
        self._persons: Mapping[int, Person] = {}
        self.done = 0
        # An earlier row is its place over all files here, and asked for when it is needed: people take much memory.
        self._starts = list(accumulate(map(len, read), initial=0))
        self._identities: dict[int, int] = {}
        self._likenesses: dict[int, int | tuple[int, ...]] = {}
        self._joined: dict[int, Person] = {}  # earlier rows, as what was read since makes them
        self._updated: dict[int, Person] = {}  # people in the vault, as earlier rows would leave them

    def chunk(self, read: Sequence[ReadRow], start: int) -> list[PlannedRow]:
        """The rows of a file from `start` on, as many as are compared at a time, with what would happen to them."""
        rows = read[start : start + _CHUNK]
        likenesses = [_likeness_keys(row) for row in rows]
        asked = [key for row in rows if row.reason is None for key in row.keys]
        asked += [key for keys in likenesses for key in keys]
        self._holders = self._known.holders(asked)
        found = {
            contact for held in self._holders.values() if len(held) <= duplicates.MOST_HOLDERS for contact in held
        }  # what a key shared by too many would bring is not even read
        self._persons = self._known.persons(sorted(found)) if found else {}
        planned = []
        for number, (row, keys) in enumerate(zip(rows, likenesses, strict=True), start + 1):
            planned.append(self._plan((read, number), row, keys))
            self.done += 1
        return planned

    def _plan(self, at: _At, row: ReadRow, keys: tuple[str, ...]) -> PlannedRow:
        if row.reason is not None:
            return PlannedRow(*at, RowStatus.SKIPPED, Choice.LEAVE, reason=row.reason)
        planned = self._as_somebody_known(at, row, keys)
        planned = planned or self._as_earlier_row(at, row)
        if planned is None:
            planned = self._as_somebody_alike(at, row, keys)
            for key in row.keys:
                self._identities.setdefault(_mark(key), self.done)
            for mark in map(_mark, keys):
                holding = self._likenesses.get(mark)
                if holding is None:  # most keys are held by one: an import is full of them
                    self._likenesses[mark] = self.done
                elif isinstance(holding, int):
                    self._likenesses[mark] = holding, self.done
                elif len(holding) <= duplicates.MOST_HOLDERS:
                    self._likenesses[mark] = (*holding, self.done)
        return planned

    def _row(self, place: int) -> ReadRow:
        ref = self._ref(place)
        return self._read[ref.file][ref.number - 1]

    def _person(self, place: int) -> Person:
        """The person of an earlier row, as what was read since makes them."""
        return self._joined.get(place) or _whole(self._row(place))

    def _ref(self, place: int) -> RowRef:
        file = bisect_right(self._starts, place) - 1
        return RowRef(file, place - self._starts[file] + 1)

    # --- the same ----------------------------------------------------------------------------------------

    def _as_somebody_known(self, at: _At, row: ReadRow, keys: tuple[str, ...]) -> PlannedRow | None:
        """The row as a person of the vault with the same identity."""
        if not self._holders or self._holders.keys().isdisjoint(row.keys):
            return None
        person = _whole(row)
        best: PlannedRow | None = None
        updated: tuple[int, Person] | None = None
        for key in sorted(row.keys, key=_surest):
            for contact in self._holders.get(key, ()):
                old = self._updated.get(contact) or self._persons.get(contact)
                if old is None:
                    continue
                ref = ContactRef(contact, old.name)
                if key.startswith("row:"):  # read before, letter by letter: what was edited since stays
                    return PlannedRow(*at, RowStatus.SAME, Choice.LEAVE, match=ref)
                merged, changes = people.merge(old, person)
                changes += self._picture(at, contact, old)
                if not changes:
                    return PlannedRow(*at, RowStatus.SAME, Choice.LEAVE, match=ref)
                if best is not None and best.status is RowStatus.CHANGED:
                    continue
                if _plausible(old, person, keys):
                    best = PlannedRow(*at, RowStatus.CHANGED, Choice.UPDATE, ref, changes)
                    updated = contact, merged
                elif best is None:
                    reason = Reason("same-mark-other-name", {"name": old.name})
                    best = PlannedRow(*at, RowStatus.DOUBTFUL, Choice.ADD, ref, changes, reason)
        if updated is not None:
            self._updated[updated[0]] = updated[1]
        return best

    def _picture(self, at: _At, contact: int, old: Person) -> tuple[FieldChange, ...]:
        """The picture that a row brings for somebody who has none. One that could not be decoded is kept as it came:
        it is no news when it comes again."""
        read, number = at
        line = self._pictures.get(id(read), {}).get(number)
        if line is None or line in old.extra or self._known.pictured((contact,)):
            return ()
        return (FieldChange("picture", "", pictures.kind_of(pictures.begin_of(line) or b"").upper()),)

    def _as_earlier_row(self, at: _At, row: ReadRow) -> PlannedRow | None:
        """The row as a repetition of an earlier row of this import."""
        for key in row.keys:
            place = self._identities.get(_mark(key))
            if place is None or key not in self._row(place).keys:
                continue
            earlier, person = self._person(place), _whole(row)
            merged, changes = people.merge(earlier, person)
            if not changes or key.startswith("row:"):
                return PlannedRow(*at, RowStatus.SAME, Choice.LEAVE, repeats=self._ref(place))
            if _plausible(earlier, person, people.match_keys(person)):
                self._joined[place] = merged
                return PlannedRow(*at, RowStatus.CHANGED, Choice.UPDATE, None, changes, repeats=self._ref(place))
        return None

    # --- alike -------------------------------------------------------------------------------------------

    def _as_somebody_alike(self, at: _At, row: ReadRow, keys: tuple[str, ...]) -> PlannedRow:
        """The row as a new person, with whom they look like most, if anybody."""
        entry: duplicates.Entry | None = None
        best: tuple[duplicates.Pair, Person, RowRef | None] | None = None
        for other, old, ref in self._candidates(keys):
            entry = entry or duplicates.entry_of(-1, _whole(row))
            pair = duplicates.compare(duplicates.entry_of(other, old), entry)
            if pair is not None and (best is None or duplicates.surest_first(pair) < duplicates.surest_first(best[0])):
                best = pair, old, ref
        if best is None:
            return PlannedRow(*at, RowStatus.NEW, Choice.ADD)
        pair, old, ref = best
        changes = people.merge(old, _whole(row))[1]
        code = "looks-like" if ref is None else "looks-like-row"
        reason = Reason(code, {"name": old.name, "shared": "+".join(pair.shared), "names": pair.names.value})
        match = ContactRef(pair.first, old.name) if ref is None else None
        return PlannedRow(*at, RowStatus.DOUBTFUL, Choice.ADD, match, changes, reason, ref)

    def _candidates(self, keys: tuple[str, ...]) -> Iterator[tuple[int, Person, RowRef | None]]:
        """Who shares a key that few share: people of the vault, then those whom earlier rows bring."""
        seen: set[int] = set()
        for key in keys if self._holders else ():
            held = self._holders.get(key, ())
            for contact in held if len(held) <= duplicates.MOST_HOLDERS else ():
                old = self._updated.get(contact) or self._persons.get(contact)
                if old is not None and contact not in seen:
                    seen.add(contact)
                    yield contact, old, None
        rows: set[int] = set()
        for key in keys:
            holding = self._likenesses.get(_mark(key))
            if holding is None:
                continue
            places = (holding,) if isinstance(holding, int) else holding
            for place in places if len(places) <= duplicates.MOST_HOLDERS else ():
                if place not in rows:
                    rows.add(place)
                    yield place, self._person(place), self._ref(place)


def _mark(key: str) -> int:
    """What stands for a key in memory: a number takes a third of its bytes, and one past 60 bits half as many again.
    Where two keys have the same, the rows themselves tell that these are not alike."""
    return hash(key) & 0xFFF_FFFF_FFFF_FFFF


def _whole(row: ReadRow) -> Person:
    """The person of a row that is to be kept."""
    assert row.person is not None
    return row.person


def _likeness_keys(row: ReadRow) -> tuple[str, ...]:
    return row.likeness or (people.match_keys(_whole(row)) if row.reason is None else ())


def _surest(key: str) -> int:
    """The order in which identities are asked: the very row, the card's UID, a profile."""
    return ("row:", "uid:", "in:").index(key[: key.index(":") + 1])


def _plausible(old: Person, new: Person, keys: tuple[str, ...]) -> bool:
    """Whether two entries with one identity may be one person. Some files give the same UID to all their cards."""
    if set(people.plain(old.name).split()) & set(people.plain(new.name).split()):
        return True
    if set(people.match_keys(old)) & set(keys):
        return True
    both = duplicates.entry_of(0, old), duplicates.entry_of(1, new)
    return duplicates.names_of_one(*both, surely=True) is not None


# --- choices ----------------------------------------------------------------------------------------------


def choose(row: PlannedRow, choice: Choice) -> PlannedRow:
    """The row with another choice. Raises `ValueError` for a choice that the row does not offer (see `choices`)."""
    if choice not in choices(row):
        raise ValueError(choice)
    return replace(row, choice=choice)


def choices(row: PlannedRow) -> tuple[Choice, ...]:
    """What can be chosen for the row."""
    return choices_of(row.status)


def choices_of(status: RowStatus) -> tuple[Choice, ...]:
    """What can be chosen for rows of a status: for skipped ones only LEAVE, for doubtful ones ADD, UPDATE or LEAVE."""
    if status is RowStatus.SKIPPED:
        return (Choice.LEAVE,)
    if status in (RowStatus.CHANGED, RowStatus.DOUBTFUL):
        return (Choice.ADD, Choice.UPDATE, Choice.LEAVE)
    return (Choice.ADD, Choice.LEAVE)


def outcome(row: PlannedRow) -> str:
    """ "added", "updated", "unchanged" or "skipped": what the row counts as when its choice is applied."""
    return outcome_of(row.status, row.choice, bool(row.changes))


def outcome_of(status: RowStatus, choice: Choice, changes: bool) -> str:
    """What a row of a status counts as; `changes` is whether updating would change anything."""
    if choice is Choice.ADD:
        return "added"
    if choice is Choice.UPDATE:
        return "updated" if changes else "unchanged"
    return "unchanged" if status is RowStatus.SAME else "skipped"


def changes_job(row: PlannedRow) -> bool:
    """Whether updating would tell of another employer than the one that was known."""
    return any(
        change.name == "organisation" and people.another_employer(change.before, change.after) for change in row.changes
    )


def totals(rows: Iterable[PlannedRow]) -> Totals:
    """The sums; read = added + updated + unchanged + skipped."""
    count = {"added": 0, "updated": 0, "unchanged": 0, "skipped": 0}
    for row in rows:
        count[outcome(row)] += 1
    return Totals(sum(count.values()), **count)
