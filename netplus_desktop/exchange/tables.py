"""Tables of contacts -> rows: LinkedIn, Google, Outlook, Thunderbird, our own, and others whose columns can be told.

A table is known by the names of its columns, in any order; never by the name of its file. Where there are no names,
the columns are told by what stands in them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from netplus_desktop.core import people
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import FileFormat, Person, Point, PointKind, ReadRow, Reason, Tick, no_tick
from netplus_desktop.exchange import columns
from netplus_desktop.exchange.columns import Column
from netplus_desktop.exchange.layouts import NOTHING, Layout, Remembered, header_key, restored
from netplus_desktop.exchange.packed import PackedRows, PackedTexts
from netplus_desktop.exchange.vcard import (
    LONGEST_ORIGINAL,
    address_lines,
    birthday,
    in_lines,
    one_line,
    split_escaped,
    unescape,
)

LARGEST_CELL = 1024 * 1024
MOST_COLUMNS = 1000
MOST_ROWS = 100_000

_HEADER_WITHIN = 40
"""The row with the column names stands within so many rows: notes may come before it."""

_BLOCK = 2000

_PART = 2**20

_DELIMITERS = ",;\t|"


Cells = tuple[int, list[str]]
"""A row of a table: the line it starts in (from 1) and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read: its rows in file order with their texts, what its columns mean, what parts its cells."""

    rows: PackedRows
    originals: PackedTexts
    layout: Layout
    delimiter: str


def read(
    text: str,
    tick: Tick = no_tick,
    *,
    layout: Layout | None = None,
    delimiter: str = "",
    remembered: Remembered = NOTHING,
) -> Table:
    """Read a table: by `layout` and `delimiter` where these are given, else by what the user said of such a header
    before (`remembered`), else by what names and cells tell. Raises `FileError`: 'file-header-unknown' (fields:
    header), 'file-not-contacts', 'file-no-rows', 'file-too-many'."""
    if layout is None and not delimiter and remembered:
        delimiter = _delimiter_of(text, remembered)
    delimiter, head, rest = _opened(text, delimiter)
    if layout is not None:
        start = _start(head, layout)
    else:
        layout, start = _remembered(head, remembered) or _layout(head)
    rows, originals = _rows(text, layout, itertools.chain(head[start:], rest), delimiter, tick)
    return Table(rows, originals, layout, delimiter)


def first_rows(text: str, delimiter: str = "") -> tuple[str, list[Cells]]:
    """What parts the cells (found out where it is ''), and the first rows, blank ones left out."""
    delimiter, head, _ = _opened(text, delimiter)
    return delimiter, head


# --- cells ------------------------------------------------------------------------------------------------


def _opened(text: str, delimiter: str = "") -> tuple[str, list[Cells], Iterator[Cells]]:
    """What parts the cells (where that is not said: by what the table makes most sense), the first rows, the others."""
    if _hinted(text):  # by Excel
        rows = _cells(text, delimiter or text[4], mixed=not delimiter)
        next(rows, None)
        return delimiter or text[4], list(itertools.islice(rows, _HEADER_WITHIN)), rows
    if delimiter:
        rows = _cells(text, delimiter, mixed=False)
        return delimiter, list(itertools.islice(rows, _HEADER_WITHIN)), rows
    best: tuple[int, int, str] = (-1, -1, ",")
    sample = text[:65536]
    for mark in _DELIMITERS:
        if mark not in sample:
            continue
        first = [row for _, row in itertools.islice(_cells(sample, mark, mixed=False), _HEADER_WITHIN)]
        known = max((columns.recognised(row) for row in first), default=0)
        widths = [len(row) for row in first if len(row) > 1]
        common = max((widths.count(width) for width in set(widths)), default=0)
        best = max(best, (known, common, mark), key=lambda item: item[:2])
    rows_of_all = _cells(text, best[2])
    return best[2], list(itertools.islice(rows_of_all, _HEADER_WITHIN)), rows_of_all


def _hinted(text: str) -> bool:
    """Whether the first line is "sep=;" or the like."""
    return text[:4].lower() == "sep=" and text[5:6] in {"\n", "\r"}


def _cells(text: str, delimiter: str, *, mixed: bool = True) -> Iterator[Cells]:
    """The rows of a table with their lines. In a mixed table a row that is one cell for this delimiter,
    and several for another, is split by the other. Blank rows are left out."""
    csv.field_size_limit(max(csv.field_size_limit(), 2**31 - 1))
    reader = csv.reader(_lines(text), delimiter=delimiter)
    line = 1
    for row in reader:
        if mixed and len(row) == 1 and "\n" not in row[0] and "\r" not in row[0]:
            for other in _DELIMITERS:
                if other != delimiter and row[0].count(other) > 1:
                    row = next(csv.reader([row[0]], delimiter=other), row)
                    break
        if any(row):
            yield line, row
        line = reader.line_num + 1


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, from parts of the text: as a whole it would be held once more, four times as large,
    and making that stops every other thread."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PART) + 1 or len(text)
        yield from io.StringIO(text[at:end], newline="")
        at = end


# --- columns ----------------------------------------------------------------------------------------------


def _delimiter_of(text: str, remembered: Remembered) -> str:
    """By what the table must be parted so that the user has said before what its columns mean; '' where by none."""
    for mark in _DELIMITERS:
        if mark in text[:65536] and _remembered(_opened(text[:65536], mark)[1], remembered):
            return mark
    return ""


def _remembered(head: Sequence[Cells], remembered: Remembered) -> tuple[Layout, int] | None:
    """What the user said of a table with this header before, and at which of the first rows the people begin."""
    if not remembered:
        return None
    for at, (_, row) in enumerate(head):
        if meaning := remembered.get(header_key(row)):
            names = [name.strip() for name in row]
            if layout := restored(meaning, names):
                return replace(layout, day_first=_day_first(head[at + 1 :], layout.columns)), at + 1
    return None


def _start(head: Sequence[Cells], layout: Layout) -> int:
    """At which of the first rows the people of a given layout begin."""
    if not layout.header:
        return 0
    key = header_key(layout.header)
    return next((at + 1 for at, (_, row) in enumerate(head) if header_key(row) == key), 0)


def _layout(head: Sequence[Cells]) -> tuple[Layout, int]:
    """What the columns mean, and at which of the first rows the people begin."""
    best, at = 0, -1
    for number, (_, row) in enumerate(head):
        known = columns.recognised(row)
        if known > best:
            best, at = known, number
        if columns.is_linkedin(row):
            at = number
            break
    if at >= 0 and (best >= 2 or (best == 1 and len(head[at][1]) <= 2)):
        names = [name.strip() for name in head[at][1]]
        told = None if any(map(_looks_like_email, names)) else columns.meanings(names)
        if told is not None:
            day_first = _day_first(head[at + 1 :], told.columns, told.day_first)
            return Layout(told.format, told.columns, names, day_first), at + 1
    if (guessed := told_by_content([row for _, row in head])) is not None:
        kind = FileFormat.THUNDERBIRD if guessed[:5] == list(columns.THUNDERBIRD_ORDER[:5]) else FileFormat.TABLE
        return Layout(kind, guessed, []), 0
    widths = [len(row) for _, row in head if len(row) > 1]
    if max((widths.count(width) for width in set(widths)), default=0) < 0.5 * len(head):
        raise FileError("file-not-contacts", found="text")
    first = ", ".join(cell.strip() for cell in head[0][1][:6]) if head else ""
    raise FileError("file-header-unknown", header=first[:120])


def _looks_like_email(cell: str) -> bool:
    return bool(re.fullmatch(r"[^@\s,;]+@[^@\s,;]+", cell.strip()))


_NAMES_WITHIN = 12
"""Among so many columns of words the names of people are looked for: all three of a thousand would take minutes."""


def told_by_content(rows: Sequence[list[str]]) -> list[Column | None] | None:
    """The columns of a table without names, where one of them holds e-mail addresses."""
    width = max(map(len, rows), default=0)
    if width < 2 or width > MOST_COLUMNS:
        return None
    full = [row + [""] * (width - len(row)) for row in rows]
    mails = [sum(_looks_like_email(row[at]) for row in full) for at in range(width)]
    filled = [sum(bool(row[at].strip()) for row in full) for at in range(width)]
    likely = [at for at in range(width) if mails[at] and mails[at] >= 0.5 * filled[at]]
    if not likely:
        return None
    if width >= 36 and likely[0] == 4:  # the order in which Thunderbird writes its columns
        return list(columns.THUNDERBIRD_ORDER[:width]) + [None] * max(0, width - 37)
    meant: list[Column | None] = [None] * width
    for number, at in enumerate(likely):
        meant[at] = Column("email", slot=str(number + 1))
    words = [at for at in range(width) if meant[at] is None and filled[at] >= 0.5 * len(full) and _wordy(full, at)]
    before = [at for at in words if at < likely[0]] or words
    near = words[:_NAMES_WITHIN]
    for at in before[:_NAMES_WITHIN]:  # a column that is two others joined is the full name
        for given in near:
            for family in near:
                if len({at, given, family}) == 3 and all(
                    " ".join((row[given].strip(), row[family].strip())) == row[at].strip() for row in full
                ):
                    meant[at], meant[given], meant[family] = Column("name"), Column("given"), Column("family")
                    return meant
    if len(before) >= 2 and not any(" " in row[at].strip() for row in full for at in before[:2]):
        meant[before[0]], meant[before[1]] = Column("given"), Column("family")
    elif before:
        meant[before[0]] = Column("name")
    return meant


def _wordy(rows: Sequence[list[str]], at: int) -> bool:
    cells = [row[at].strip() for row in rows if row[at].strip()]
    return bool(cells) and sum(len(cell) <= 80 and "@" not in cell and "://" not in cell for cell in cells) == len(
        cells
    )


# --- rows -------------------------------------------------------------------------------------------------


def _rows(
    text: str, layout: Layout, rows: Iterable[Cells], delimiter: str, tick: Tick
) -> tuple[PackedRows, PackedTexts]:
    read, originals = PackedRows(), PackedTexts()
    total = max(1, text.count("\n"))
    for line, cells in rows:
        if layout.header and cells[0].strip() == layout.header[0] and [c.strip() for c in cells] == layout.header:
            continue  # the names again, where tables were put one below the other
        number = len(read) + 1
        if number > MOST_ROWS:
            raise FileError("file-too-many", count=total, limit=MOST_ROWS)
        if number % _BLOCK == 0:
            tick(min(line, total), total)
        read.append(_row(number, line, cells, layout))
        originals.append(_original(cells, delimiter))
    if not read:
        raise FileError("file-no-rows")
    tick(total, total)
    return read, originals


def _row(number: int, line: int, cells: list[str], layout: Layout) -> ReadRow:
    """A row of a table as a person, or why it is none."""
    left_out: tuple[Reason, ...] = ()
    if len(cells) > MOST_COLUMNS:
        return ReadRow(number, line, None, Reason("too-many-columns", {"limit": MOST_COLUMNS}))
    if max(map(len, cells)) > LARGEST_CELL:
        left_out = (Reason("cell-too-big", {"limit": LARGEST_CELL // 2**20}),)
        cells = [cell if len(cell) <= LARGEST_CELL else "" for cell in cells]
    person = person_of(cells, layout)
    if person is None:
        if layout.format is FileFormat.LINKEDIN:
            return ReadRow(number, line, None, Reason("hidden-member"), left_out=left_out)
        return ReadRow(number, line, None, Reason("no-name"), left_out=left_out)
    print_ = hashlib.blake2b("\x1f".join(cells).rstrip("\x1f").encode("utf-8", "replace"), digest_size=12).hexdigest()
    keys = people.identity_keys(person, row_fingerprint=print_)
    return ReadRow(number, line, person, None, keys, people.match_keys(person), left_out)


def _original(cells: list[str], delimiter: str) -> str:
    text = (delimiter + " " if delimiter != "\t" else "\t").join(cells)
    return text if len(text) <= LONGEST_ORIGINAL else text[:LONGEST_ORIGINAL]


# --- people -----------------------------------------------------------------------------------------------

_NEUTRALISED = re.compile("'(?=['=+\\-@\t\r＝＋－＠])")
"""How our own tables mark a cell that a spreadsheet would run; see `writing`."""


def person_of(cells: list[str], layout: Layout) -> Person | None:
    """The person of a row; None where nothing names one."""
    meant = layout.columns
    fields: dict[str, str] = {}
    values: dict[tuple[str, str], dict[str, str]] = {}
    labels: dict[tuple[str, str], str] = {}
    tags: list[str] = []
    extra: list[str] = []
    ours = layout.format is FileFormat.NETPLUS
    marked = ours or layout.format is FileFormat.GOOGLE  # Google's own may be one that we wrote for it
    width = len(meant)
    for at, cell in enumerate(cells):
        if not cell or cell.isspace():
            continue
        if marked and cell[0] == "'":
            cell = _NEUTRALISED.sub("", cell, count=1)
        if at >= width:
            extra.append(field_line(f"column {at + 1}", cell))
            continue
        column = meant[at]
        if column is None:
            continue
        what = column.field
        if what in _POINTS or what == "custom":
            key = (what, column.slot)
            values.setdefault(key, {})[column.part] = cell
            if column.label:
                labels[key] = column.label
        elif what == "tags":
            tags += [tag for tag in _tags(cell, layout.format) if tag not in tags]
        elif what == "note":
            note = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
            fields["note"] = f"{fields['note']}\n{note}" if "note" in fields else note
        elif what == "said":  # in up to three columns, as Google has it
            fields["said"] = f"{fields['said']} {value}" if (value := one_line(cell)) and "said" in fields else value
        elif what == "extra":
            extra += [line for line in cell.replace("\r\n", "\n").split("\n") if line.strip()]
        elif what == "other":
            extra.append(field_line(column.slot, cell))
        elif (value := one_line(cell)) != fields.setdefault(what, value):
            extra.append(field_line(layout.header[at] if layout.header else what, cell))
    points = _points(values, labels, extra, ours=ours)
    if not fields.keys().isdisjoint(_BIRTH):
        fields["birthday"] = _birthday(fields, layout.day_first, extra)
    if connected := fields.get("connected", ""):
        fields["met"] = f"LinkedIn {date_of(connected, day_first=layout.day_first) or connected}"
    person = Person(
        name=fields.get("name", "") or _name(fields),
        given=fields.get("given", ""),
        middle=fields.get("middle", ""),
        family=fields.get("family", ""),
        prefix=fields.get("prefix", ""),
        suffix=fields.get("suffix", ""),
        nickname=fields.get("nickname", ""),
        organisation=fields.get("organisation", ""),
        department=fields.get("department", ""),
        title=fields.get("title", ""),
        points=points,
        birthday=fields.get("birthday", ""),
        met=fields.get("met", ""),
        introduced_by=fields.get("introduced_by", ""),
        tags=tuple(tags),
        note=fields.get("note", ""),
        uid=fields.get("uid", ""),
        extra=tuple(extra),
        said=fields.get("said", ""),
    )
    if person.name:
        return person
    shown = one_line(people.display_name(person))
    return replace(person, name=shown) if shown else None


def _name(fields: dict[str, str]) -> str:
    """The name as its parts make it, without "Mr." and the like."""
    prefix = fields.get("prefix", "")
    if prefix and people.plain(prefix) in _SALUTATIONS:
        prefix = ""
    given, middle, family, suffix = (fields.get(part, "") for part in ("given", "middle", "family", "suffix"))
    if not (middle or prefix or suffix) and given.isascii():
        return f"{given} {family}".strip()
    return people.full_name(given, family, middle, prefix, suffix)


_SALUTATIONS = frozenset(
    "mr mrs ms miss mx herr frau m mme mlle madame monsieur sr sra srta signor signora dhr mevr".split()
)
"""Ways to address somebody that are no part of the name."""


_POINTS = {kind.value: kind for kind in PointKind}


def _points(
    values: dict[tuple[str, str], dict[str, str]],
    labels: dict[tuple[str, str], str],
    extra: list[str],
    *,
    ours: bool,
) -> tuple[Point, ...]:
    """The ways to reach a person from the cells that belong together."""
    points: list[Point] = []
    for key, parts in values.items():
        what, slot = key
        label = one_line(parts.get("label", "").removeprefix("* ")) or labels.get(key, "")
        if ours:
            value = parts.get("value", "")
            value = in_lines(value) if what == "address" else one_line(value)
            if value:
                points.append(Point(_POINTS[what], value, label))
            continue
        if " ::: " in label:
            label = label.partition(" ::: ")[0]
        if what == "custom":
            if "value" in parts:
                extra.append(field_line(label or slot, parts["value"]))
            continue
        kind = _POINTS[what]
        if kind is PointKind.ADDRESS:
            points += [Point(kind, text, label) for text in _addresses(parts) if text]
            continue
        for value in _several(parts.get("value", ""), kind):
            if kind is PointKind.EMAIL and "@" not in value:
                extra.append(field_line("E-mail", value))  # Exchange writes its own long addresses here
            else:
                points.append(Point(kind, value, label))
    return tuple(dict.fromkeys(points))


def _several(cell: str, kind: PointKind) -> list[str]:
    """The values of one cell: Google joins them by ' ::: ', people by semicolons."""
    if " ::: " in cell:
        cells = cell.split(" ::: ")
    elif kind is PointKind.EMAIL and cell.count("@") > 1:
        cells = re.split(r"[;,\s]+", cell)
    elif kind is PointKind.URL and cell.count("://") > 1:
        cells = re.split(r"[;,\s]+(?=https?://)", cell)
    else:
        cells = [cell]
    found = [one_line(value) for value in cells]
    if kind is PointKind.EMAIL:
        found = [value[value.rfind("<") + 1 : -1] if value.endswith(">") else value for value in found]
        found = [value.removeprefix("mailto:") for value in found]
    return [value for value in found if value]


def _addresses(parts: dict[str, str]) -> list[str]:
    if formatted := parts.get("formatted", ""):
        return [in_lines(text) for text in formatted.split(" ::: ")]
    streets = (parts.get("value", ""), parts.get("box", ""), parts.get("street", ""))
    more = (parts.get("street 2", ""), parts.get("street 3", ""))
    rest = [parts.get(name, "").strip() for name in ("city", "region", "code", "country")]
    return [address_lines(tuple(map(str.strip, (*streets, *more))), *rest)]


def _tags(cell: str, kind: FileFormat) -> list[str]:
    """The tags of a cell. Google's own groups begin with a star; of these only the favourites say something."""
    if kind is FileFormat.NETPLUS:
        return [tag for tag in (one_line(unescape(part)) for part in split_escaped(cell, ";")) if tag]
    if kind in {FileFormat.GOOGLE, FileFormat.GOOGLE_OLD}:
        groups = [one_line(group) for group in cell.split(":::")]
        return [group.removeprefix("* ") for group in groups if group and (group[0] != "*" or group == "* starred")]
    marks = ";" if ";" in cell or kind is FileFormat.OUTLOOK else ","
    return [tag for tag in (one_line(part) for part in cell.split(marks)) if tag]


def field_line(name: str, cell: str) -> str:
    """A cell that no field takes, as a line of a card, so that an export gives it back."""
    value = cell.replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    name = re.sub(r'[\x00-\x1f"]', " ", name)
    return f'X-NETPLUS-FIELD;LABEL="{name}":{value}'


# --- dates ------------------------------------------------------------------------------------------------

_BIRTH = frozenset({"birthday", "birth-year", "birth-month", "birth-day"})
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?:[ T].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[./-]|年|년) ?(\d{1,2})(?:[./-]|月|월) ?(\d{1,2})(?:\.|日|일)?(?: .*)?")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{4}|\d\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})")


def _birthday(fields: dict[str, str], day_first: bool, extra: list[str]) -> str:
    """The birthday of a row, from one column or from three."""
    if text := fields.get("birthday", ""):
        if found := date_of(text, day_first=day_first):
            return found
        if text.strip("0/.- "):  # Outlook writes 0/0/00 for none
            extra.append(field_line("Birthday", text))
    year, month, day = (fields.get(f"birth-{part}", "").strip() for part in ("year", "month", "day"))
    if year.isdecimal() and month.isdecimal() and day.isdecimal():
        return birthday(f"{int(year):04}-{int(month):02}-{int(day):02}")
    if month.isdecimal() and day.isdecimal():
        return birthday(f"--{int(month):02}-{int(day):02}")
    return year if re.fullmatch(r"[12]\d{3}", year) else ""


def date_of(text: str, *, day_first: bool = False) -> str:
    """A date as programs write it into tables, as '1990-03-14' and its shorter forms; '' where it is none."""
    text = text.strip()
    if found := birthday(text):
        return found
    if match := _YEAR_FIRST.fullmatch(text):
        return birthday(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")
    if match := _WORDS.fullmatch(_MONTH_FIRST.sub(r"\2 \1 \3", text)):
        month = _MONTHS.get(match[2].lower(), 0)
        return birthday(f"{_year(match[3])}-{month:02}-{int(match[1]):02}") if month else ""
    if match := _NUMBERS.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if first > 12 or match[2] == "." or (day_first and second <= 12):
            first, second = second, first
        return birthday(f"{_year(match[4])}-{first:02}-{second:02}")
    return ""


def _year(text: str) -> str:
    return text if len(text) == 4 else ("20" if int(text) < 50 else "19") + text


def _day_first(rows: Sequence[Cells], meant: Sequence[Column | None], likely: bool = False) -> bool:
    """Whether dates such as 03/04/1990 begin with the day: another row shows it by a number past twelve, else it is as
    `likely` says."""
    at = [number for number, column in enumerate(meant) if column and column.field in {"birthday", "connected"}]
    for _, row in rows:
        for number in at:
            match = _NUMBERS.fullmatch(row[number].strip()) if number < len(row) else None
            if match and max(int(match[1]), int(match[3])) > 12:
                return int(match[1]) > 12
    return likely
