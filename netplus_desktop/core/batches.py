"""The imports of a vault as they are listed, and what taking one back will do, as it is shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from netplus_desktop.core.records import ContactRef, Totals


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A file of an import: its name without a folder, the `FileFormat` that it was, and what came of its rows."""

    name: str
    format: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class Batch:
    """An import. `id` names it in this vault. `undone` is when it was taken back; `revertable` whether it can be: of
    old ones the vault no longer keeps what that takes."""

    id: int
    at: datetime
    files: tuple[BatchFile, ...]
    undone: datetime | None
    revertable: bool

    @property
    def totals(self) -> Totals:
        """What came of the rows of all its files."""
        every = [file.totals for file in self.files]
        return Totals(
            sum(one.read for one in every),
            sum(one.added for one in every),
            sum(one.updated for one in every),
            sum(one.unchanged for one in every),
            sum(one.skipped for one in every),
        )


class KeptReason(StrEnum):
    """Why something stays when an import is taken back. `sentences.KEPT` has the words."""

    EDITED = "edited"  # a person it added was written in since
    TALKED = "talked"  # there are conversations with them, things heard or an exchange
    REFERRED = "referred"  # somebody named them
    INTRODUCED = "introduced"  # they led to somebody who stays
    FIELDS = "fields"  # a person it updated: these fields were written again since
    ADVOCATE = "advocate"  # they speak for the user at an employer of the list
    INTRODUCIBLE = "introducible"  # an offer is to introduce them
    PINNED = "pinned"  # they are pinned to somebody's need
    OFFERED = "offered"  # an offer that it added was written in or offered since


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays, and why: a person, or an offer by its title (then `id` is 0). `fields` are columns of the
    vault, in words in `core.merging.LABELS`."""

    who: ContactRef
    reason: KeptReason
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking an import back will do.

    Attributes:
        batch: the id of the import.
        removed: how many people will go: those that it added.
        reverted: how many people will have something taken back that it wrote: fields, addresses, tags, posts.
        kept: what stays, in the order of the names.
        decided: the decisions themselves, for the store that made the plan.

    """

    batch: int
    removed: int
    reverted: int
    kept: tuple[Kept, ...]
    decided: object = field(repr=False, compare=False)
