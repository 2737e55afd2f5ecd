"""What an import sheet says of files, rows and fields, and its report as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from PySide6.QtCore import QCoreApplication, QLocale

from netplus_desktop.core.records import (
    Choice,
    FieldChange,
    FileFormat,
    ImportPlan,
    Person,
    PlannedRow,
    PointKind,
    ReadFile,
    RowStatus,
    Totals,
)
from netplus_desktop.exchange.planning import outcome
from netplus_desktop.ui import messages

LONGEST_VALUE = 400
"""So many characters of a value are shown; the original text stands beside it, whole."""


def tr(text: str) -> str:
    """The words in the user's language."""
    return QCoreApplication.translate("importing", text)


def number(count: int) -> str:
    """A count as the user writes it."""
    return QLocale().toString(count)


def format_name(kind: FileFormat) -> str:
    """What a file holds."""
    return {
        FileFormat.VCARD: tr("vCard"),
        FileFormat.LINKEDIN: tr("LinkedIn connections"),
        FileFormat.GOOGLE: tr("Google contacts"),
        FileFormat.GOOGLE_OLD: tr("Google contacts (older export)"),
        FileFormat.OUTLOOK: tr("Outlook contacts"),
        FileFormat.THUNDERBIRD: tr("Thunderbird address book"),
        FileFormat.NETPLUS: tr("NetPlus table"),
        FileFormat.TABLE: tr("Contact table"),
    }[kind]


def file_line(file: ReadFile) -> str:
    """ "Connections.csv: LinkedIn connections, 212 rows, utf-8"."""
    count = len(file.rows)
    if file.format is FileFormat.VCARD:
        rows = tr("1 card") if count == 1 else tr("{n} cards").format(n=number(count))
    else:
        rows = tr("1 row") if count == 1 else tr("{n} rows").format(n=number(count))
    return tr("{name}: {format}, {rows}, {encoding}").format(
        name=file.name, format=format_name(file.format), rows=rows, encoding=file.encoding
    )


def status_name(status: RowStatus) -> str:
    """The filter chips' words."""
    return {
        RowStatus.NEW: tr("New"),
        RowStatus.CHANGED: tr("Changed"),
        RowStatus.DOUBTFUL: tr("Looks like"),
        RowStatus.SAME: tr("Same"),
        RowStatus.SKIPPED: tr("Skipped"),
    }[status]


def row_status(row: PlannedRow) -> str:
    """A row's status with the name of whom it is taken for."""
    if row.status is RowStatus.DOUBTFUL and row.match is not None:
        return tr("Looks like {name}").format(name=row.match.name)
    return status_name(row.status)


def choice_name(choice: Choice) -> str:
    """What can be chosen for a row."""
    return {Choice.ADD: tr("Add"), Choice.UPDATE: tr("Update"), Choice.LEAVE: tr("Leave")}[choice]


def detail(row: PlannedRow) -> str:
    """What would happen to a row, in one line."""
    why = " ".join(messages.reason(one) for one in (row.reason or row.row.reason, *row.row.left_out) if one)
    if row.status is RowStatus.SKIPPED:
        return why
    done = outcome(row)
    if done == "added":
        told = tr("added as a new person")
    elif done == "updated":
        told = "; ".join(change_line(change) for change in row.changes) or tr("updated")
    elif row.choice is Choice.LEAVE and row.status in (RowStatus.NEW, RowStatus.CHANGED, RowStatus.DOUBTFUL):
        told = tr("left out")
    elif row.repeats is not None:
        told = tr("repeats row {n}").format(n=number(row.repeats.number))
    else:
        told = tr("already here, nothing changes")
    return tr("{told}. {why}").format(told=told, why=why) if why else told


def change_line(change: FieldChange) -> str:
    """A field with its value before and after, or what is added to it."""
    name, before, after = field_name(change.name), short(change.before), short(change.after)
    if before:
        return tr("{field}: {before} → {after}").format(field=name, before=before, after=after)
    return tr("{field}: {after}").format(field=name, after=after)


def person_lines(person: Person) -> list[str]:
    """What would be added with a person, field by field."""
    values = [
        ("title", person.title),
        ("organisation", person.organisation),
        ("department", person.department),
        *((kind.value, "; ".join(person.values(kind))) for kind in PointKind),
        ("birthday", person.birthday),
        ("met", person.met),
        ("introduced_by", person.introduced_by),
        ("tags", ", ".join(person.tags)),
        ("note", person.note),
    ]
    return [
        tr("{field}: {after}").format(field=field_name(name), after=short(value)) for name, value in values if value
    ]


def field_name(name: str) -> str:
    """A field of `records.Person`, or a kind of point, in words."""
    return {
        "name": tr("Name"),
        "given": tr("Given name"),
        "middle": tr("Middle name"),
        "family": tr("Family name"),
        "prefix": tr("Title before the name"),
        "suffix": tr("After the name"),
        "nickname": tr("Nickname"),
        "organisation": tr("Organisation"),
        "department": tr("Department"),
        "title": tr("Role"),
        "email": tr("E-mail"),
        "phone": tr("Phone"),
        "url": tr("Web"),
        "address": tr("Address"),
        "im": tr("Messenger"),
        "birthday": tr("Birthday"),
        "met": tr("Met"),
        "introduced_by": tr("Introduced by"),
        "tags": tr("Tags"),
        "note": tr("Note"),
        "uid": tr("Card number"),
        "extra": tr("Other lines"),
    }.get(name, name)


def short(value: str) -> str:
    """A value on one line, cut where it is very long."""
    line = " ".join(value[: 2 * LONGEST_VALUE].split())
    return line if len(line) <= LONGEST_VALUE else line[:LONGEST_VALUE] + "…"


def totals_line(totals: Totals) -> str:
    """ "Read 212: add 200, update 3, unchanged 7, skip 2". The parts always add up."""
    return tr("Read {read}: add {added}, update {updated}, unchanged {unchanged}, skip {skipped}").format(
        read=number(totals.read),
        added=number(totals.added),
        updated=number(totals.updated),
        unchanged=number(totals.unchanged),
        skipped=number(totals.skipped),
    )


def import_button(totals: Totals) -> str:
    """The verb on the button, with how many people it is about."""
    count = totals.added + totals.updated
    if not count:
        return tr("Nothing to import")
    return tr("&Import 1 person") if count == 1 else tr("&Import {n} people").format(n=number(count))


def report(plans: Sequence[ImportPlan], refused: Iterable[tuple[str, str]]) -> str:
    """Every row and what happens to it, as a table for a spreadsheet; files that could not be read with the reason.

    `refused` holds (file, sentence).
    """
    out = StringIO(newline="")
    table = csv.writer(out)
    table.writerow([tr("File"), tr("Row"), tr("Line"), tr("Name"), tr("Status"), tr("Result"), tr("Detail")])
    for plan in plans:
        for row in plan.rows:
            person = row.row.person
            cells = [plan.file.name, str(row.row.number), str(row.row.line), person.name if person else ""]
            cells += [row_status(row), outcome_name(outcome(row)), detail(row)]
            table.writerow([_harmless(cell) for cell in cells])
    for name, sentence in refused:
        table.writerow([_harmless(name), "", "", "", tr("Not read"), outcome_name("skipped"), sentence])
    return out.getvalue()


def outcome_name(done: str) -> str:
    """What a row counts as."""
    return {
        "added": tr("added"),
        "updated": tr("updated"),
        "unchanged": tr("unchanged"),
        "skipped": tr("skipped"),
    }[done]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠") else cell
