"""Rows read + people known -> what an import would do, row by row. Pure; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netplus_desktop.core.records import Choice, ImportPlan, Known, PlannedRow, ReadFile, Tick, Totals, no_tick


def plan_import(files: Sequence[ReadFile], known: Known, tick: Tick = no_tick) -> list[ImportPlan]:
    """Plan several files as one import, in order: a row may repeat a row of an earlier file."""
    raise NotImplementedError


def choose(row: PlannedRow, choice: Choice) -> PlannedRow:
    """The row with another choice. Raises `ValueError` for a choice that the row does not offer (see `choices`)."""
    raise NotImplementedError


def choices(row: PlannedRow) -> tuple[Choice, ...]:
    """What can be chosen for the row: a skipped row only LEAVE, a doubtful one ADD, UPDATE or LEAVE."""
    raise NotImplementedError


def outcome(row: PlannedRow) -> str:
    """ "added", "updated", "unchanged" or "skipped": what the row counts as when its choice is applied."""
    raise NotImplementedError


def totals(rows: Iterable[PlannedRow]) -> Totals:
    """The sums; read = added + updated + unchanged + skipped."""
    raise NotImplementedError
