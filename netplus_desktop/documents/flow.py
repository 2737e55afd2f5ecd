"""Documents that take as many pages as they need: a title, and sections of rows in columns. Content only;
`ui.flow_layout` places it."""

from __future__ import annotations

from dataclasses import dataclass

NEW_LINE = "\u2028"
"""Begins a new line within a cell."""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of cells under a title. `shares` are the widths of the columns, as parts of the page's; cells that hold
    nothing are left empty. `heads` stand above the columns, on each page again. `most_lines` is how many lines a cell
    may take before it is elided, None for as many as it needs. `table` draws a line under each row, sets its first
    cell in bold, and puts a box to tick before it."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = (0.24, 0.76)
    heads: tuple[str, ...] = ()
    most_lines: int | None = None
    table: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A document. `about` are the lines under its title. `footer` stands at the foot of each page, beside its number,
    which `page` words ("Page {n} of {count}"; '' for none)."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    page: str = "Page {n} of {count}"
