"""The frozen records of an import: what was read from files, what would happen to each row, what was chosen.

The rest of the program knows them by `records`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import ContactRef, Person, Tier

if TYPE_CHECKING:
    from netplus_desktop.core.evidence import Evidence, EvidenceChoice


class FileFormat(StrEnum):
    """What a file turned out to hold, told by its content."""

    VCARD = "vcard"
    LINKEDIN = "linkedin csv"
    GOOGLE = "google csv"
    GOOGLE_OLD = "google csv (old)"
    OUTLOOK = "outlook csv"
    THUNDERBIRD = "thunderbird csv"
    NETPLUS = "netplus csv"
    EVERYTHING = "netplus json"
    TABLE = "csv"  # another table whose columns could be told
    LINKEDIN_ARCHIVE = "linkedin archive"  # all files of one, as evidence beside its people
    LDIF = "ldif"
    MESSAGE = "e-mail"  # the people in the heads of messages


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row was skipped or is doubtful: a code of `sentences.REASONS` and its fields."""

    code: str
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One card or one table row as read. `person` is None where nothing could be made of it, then `reason` says why.

    A row with a person *and* a reason was read but is no person to keep (a group, a hidden member).
    `number` counts from 1 in file order, `line` is where it starts.
    `keys` identify the same row on the next import: see `core.people.identity_keys`. `likeness` only suggests the same
    person: `core.people.match_keys`, where the reader has worked them out. `left_out` tells what of a row that is kept
    was too much to keep: a huge picture.
    """

    number: int
    line: int
    person: Person | None
    reason: Reason | None = None
    keys: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    left_out: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: what it is, and every row. `name` is the file's name without its folder. `originals` are
    the texts of the rows as they stand in the file, for "show". Of a table, `delimiter` is what parts its cells, and
    `said` is whether the user said what its columns mean, now or when such a header was brought before. Of a file with
    everything, `shared` is what belongs to nobody: see `core.everything`. `pictures` are the lines of a vCard (PHOTO,
    unfolded) that hold the pictures of rows, by number: not decoded yet, and no part of `Person.extra`."""

    name: str
    format: FileFormat
    encoding: str
    rows: Sequence[ReadRow]
    originals: Sequence[str] = ()
    evidence: Evidence | None = None
    delimiter: str = ""
    said: bool = False
    shared: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    pictures: Mapping[int, str] = field(default_factory=dict)


class RowStatus(StrEnum):
    """What would happen to a row. DOUBTFUL rows look like somebody known: they are added unless told otherwise."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    SKIPPED = "skipped"


class Choice(StrEnum):
    """What the user chose for a row."""

    ADD = "add"
    UPDATE = "update"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that an update would write. Lists (points, tags) give what is added. Empty fields fill silently."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row named by another: the place of its file among those that are planned together, from 0, and its number."""

    file: int
    number: int


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """The row `number` of those `read`, with what would happen to it. `match` is the contact that it is (SAME, CHANGED)
    or looks like (DOUBTFUL).

    `changes` are what an update would write. `repeats` is an earlier row of the same import, perhaps of another file,
    that this row repeats (then `match` is None): SAME ones are left, CHANGED ones update what the earlier row adds.
    """

    read: Sequence[ReadRow]
    number: int
    status: RowStatus
    choice: Choice
    match: ContactRef | None = None
    changes: tuple[FieldChange, ...] = ()
    reason: Reason | None = None
    repeats: RowRef | None = None

    @property
    def row(self) -> ReadRow:
        """The row as read. A hundred thousand of them are not held as objects: it may be made anew."""
        return self.read[self.number - 1]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import of one file would do, row by row. The user may change each row's choice before it is applied."""

    file: ReadFile
    rows: Sequence[PlannedRow]


@dataclass(frozen=True, slots=True)
class Totals:
    """read = added + updated + unchanged + skipped, always."""

    read: int
    added: int
    updated: int
    unchanged: int
    skipped: int


class Known(Protocol):
    """What planning asks of whoever knows the people already: the store."""

    def holders(self, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """Contacts that hold each of these keys; keys that nobody holds are absent."""

    def persons(self, ids: Sequence[int]) -> Mapping[int, Person]:
        """The people with these ids, whole."""

    def pictured(self, ids: Sequence[int]) -> frozenset[int]:
        """Those of these people who have a picture."""


@dataclass(frozen=True, slots=True)
class ImportExtras:
    """What is given to everybody whom an import adds or updates: tags, and a tier. Who has a tier already keeps it.
    `evidence` is what is written beside the people. `pictures` are those of the rows, decoded: JPEG. The line of one
    that is not among them is kept as it stands."""

    tags: tuple[str, ...] = ()
    tier: Tier = Tier.NONE
    evidence: tuple[EvidenceChoice, ...] = ()
    pictures: Mapping[RowRef, bytes] = field(default_factory=dict)
