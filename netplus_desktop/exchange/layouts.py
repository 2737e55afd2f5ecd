"""What the columns of one table mean: found by the reader, or said by the user and known again by the header row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from netplus_desktop.core.people import plain
from netplus_desktop.core.records import FileFormat
from netplus_desktop.exchange.columns import Column

Remembered = Mapping[str, str]
"""`header_key` -> what `saved` made of the layout: how the vault keeps what the user said of tables."""

NOTHING: Remembered = MappingProxyType({})

_LONGEST_NAME = 200
"""So much of a column's name is compared; a cell that is longer is hardly a name."""


@dataclass(slots=True)
class Layout:
    """What a table's columns mean, from left to right; None for one that is left out. `header` is the row of names,
    after which the people begin; empty for a table whose first row is a person. `said` is whether the user said so."""

    format: FileFormat
    columns: list[Column | None]
    header: list[str]
    day_first: bool = False
    said: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How the user wants a table to be read. What is None or empty is found out."""

    layout: Layout | None = None
    encoding: str = ""
    delimiter: str = ""


AS_FOUND = Way()

Ways = Mapping[str, Way]
"""The name under which a file is shown -> how to read it."""

NO_WAYS: Ways = MappingProxyType({})


def header_key(names: Sequence[str]) -> str:
    """By what a header row is known again: its names, folded, in their order; '' where none is left."""
    folded = [plain(name[:_LONGEST_NAME]) for name in names]
    while folded and not folded[-1]:
        folded.pop()
    return "\t".join(folded)


def saved(layout: Layout) -> str:
    """A layout as text, for the vault. The header stands beside it."""
    columns = [[c.field, c.part, c.slot, c.label] if c else None for c in layout.columns]
    return json.dumps({"format": layout.format, "columns": columns}, ensure_ascii=False)


def restored(meaning: str, header: Sequence[str]) -> Layout | None:
    """The layout of a table with this header row from what `saved` made; None for what is no such text: a vault may
    come from a newer program, or from a broken disk."""
    try:
        told = json.loads(meaning)
        columns = [None if one is None else Column(*map(str, one)) for one in told["columns"]]
        kind = FileFormat(told["format"])
    except (ValueError, TypeError, LookupError):
        return None
    if not any(columns) or any(column and column.field not in FIELDS for column in columns):
        return None
    return Layout(kind, columns, list(header), said=True)


FIELDS = frozenset(
    "name given middle family prefix suffix nickname organisation department title note tags birthday introduced_by "
    "met said uid connected email phone url im address custom birth-year birth-month birth-day extra other".split()
)
"""What a column can be said to hold; 'other' keeps its cells under the column's own name."""
