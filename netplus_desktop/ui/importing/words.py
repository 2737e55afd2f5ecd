"""What an import sheet says of files, rows and fields, and its report as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

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
    Tick,
)
from netplus_desktop.exchange.planning import changes_job, outcome
from netplus_desktop.ui import messages

if TYPE_CHECKING:
    from netplus_desktop.ui.importing.model import Sums

LONGEST_VALUE = 400
"""So many characters of a value are shown; the original text stands beside it, whole."""

_TICK_EVERY = 500


def tr(text: str) -> str:
    """The words in the user's language."""
    return QCoreApplication.translate("importing", text)


def number(count: int) -> str:
    """A count as the user writes it."""
    return QLocale().toString(count)


def people(count: int) -> str:
    """How many people."""
    return tr("1 person") if count == 1 else tr("{n} people").format(n=number(count))


def messages_read(count: int) -> str:
    """How many messages."""
    return tr("1 message") if count == 1 else tr("{n} messages").format(n=number(count))


def format_name(kind: FileFormat) -> str:
    """What a file holds."""
    return {
        FileFormat.VCARD: tr("vCard"),
        FileFormat.LINKEDIN: tr("LinkedIn connections"),
        FileFormat.LINKEDIN_ARCHIVE: tr("LinkedIn archive"),
        FileFormat.GOOGLE: tr("Google contacts"),
        FileFormat.GOOGLE_OLD: tr("Google contacts (older export)"),
        FileFormat.OUTLOOK: tr("Outlook contacts"),
        FileFormat.THUNDERBIRD: tr("Thunderbird address book"),
        FileFormat.NETPLUS: tr("NetPlus table"),
        FileFormat.TABLE: tr("Contact table"),
        FileFormat.LDIF: tr("LDIF address book"),
        FileFormat.MESSAGE: tr("E-mail addresses"),
        FileFormat.EVERYTHING: tr("Everything from NetPlus"),
    }[kind]


def file_line(file: ReadFile) -> str:
    """ "Connections.csv: LinkedIn connections, 212 rows, UTF-8, comma"."""
    count = len(file.rows)
    if file.format is FileFormat.VCARD:
        rows = tr("1 card") if count == 1 else tr("{n} cards").format(n=number(count))
    else:
        rows = tr("1 row") if count == 1 else tr("{n} rows").format(n=number(count))
    parts = [format_name(file.format), rows, ENCODINGS.get(file.encoding, file.encoding)]
    if file.delimiter:
        parts.append(separators().get(file.delimiter, file.delimiter))
    if file.said:
        parts.append(tr("columns as you said"))
    return tr("{name}: {told}").format(name=file.name, told=", ".join(filter(None, parts)))


ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252 (Western)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp874": "Windows-874 (Thai)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "iso8859_1": "ISO 8859-1 (Western)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "iso8859_15": "ISO 8859-15 (Western)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850 (Western)",
    "cp932": "Shift_JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "euc_kr": "EUC-KR (Korean)",
}
"""Encodings that contact tables come in, as Python names them, with the names that people know."""


def separators() -> dict[str, str]:
    """What parts the cells of a table."""
    return {",": tr("comma"), ";": tr("semicolon"), "\t": tr("tab"), "|": tr("vertical bar")}


def more_files(count: int) -> str:
    """In the place of files that are not named."""
    return tr("and 1 more file") if count == 1 else tr("and {n} more files").format(n=number(count))


def status_name(status: RowStatus) -> str:
    """The filter chips' words."""
    return {
        RowStatus.NEW: tr("New"),
        RowStatus.CHANGED: tr("Changed"),
        RowStatus.DOUBTFUL: tr("Looks like"),
        RowStatus.SAME: tr("Same"),
        RowStatus.SKIPPED: tr("Problem"),
    }[status]


def row_status(row: PlannedRow) -> str:
    """A row's status with the name of whom it is taken for, and whether they changed their job."""
    if row.status is RowStatus.DOUBTFUL and row.reason is not None:
        return tr("Looks like {name}").format(name=row.reason.fields["name"])
    if row.status is RowStatus.CHANGED and changes_job(row):
        return tr("Changed job")
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
        ("said", person.said),
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
        "said": tr("How it is said"),
        "tags": tr("Tags"),
        "note": tr("Note"),
        "uid": tr("Card number"),
        "extra": tr("Other lines"),
        "picture": tr("Picture"),
    }.get(name, name)


def short(value: str) -> str:
    """A value on one line, cut where it is very long."""
    line = " ".join(value[: 2 * LONGEST_VALUE].split())
    return line if len(line) <= LONGEST_VALUE else line[:LONGEST_VALUE] + "…"


def sums_line(sums: Sums) -> str:
    """ "Read 212 = add 200 + update 3 (1 changed job) + unchanged 7 + skip 2 (1 left out, 1 problem)". The parts always
    add up, and the line says so."""
    updated, skipped = number(sums.updated), number(sums.skipped)
    if sums.jobs:
        updated = tr("{updated} ({n} changed job)").format(updated=updated, n=number(sums.jobs))
    reasons = []
    if left := sums.skipped - sums.problems:
        reasons.append(tr("{n} left out").format(n=number(left)))
    if sums.problems:
        reasons.append(tr("1 problem") if sums.problems == 1 else tr("{n} problems").format(n=number(sums.problems)))
    if reasons:
        skipped = tr("{skipped} ({reasons})").format(skipped=skipped, reasons=", ".join(reasons))
    return tr("Read {read} = add {added} + update {updated} + unchanged {unchanged} + skip {skipped}").format(
        read=number(sums.read),
        added=number(sums.added),
        updated=updated,
        unchanged=number(sums.unchanged),
        skipped=skipped,
    )


def import_button(count: int, *, told: bool = False) -> str:
    """The verb on the button, with how many people it is about. `told` is whether there is something beside people."""
    if not count:
        return tr("&Import what is ticked") if told else tr("Nothing to import")
    return tr("&Import 1 person") if count == 1 else tr("&Import {n} people").format(n=number(count))


def report(plans: Sequence[ImportPlan], refused: Iterable[tuple[str, str]], tick: Tick) -> str:
    """Every row and what happens to it, as a table for a spreadsheet, with the text of those that could not be used;
    files that could not be read with the reason. `refused` holds (file, sentence)."""
    out = StringIO(newline="")
    table = csv.writer(out)
    head = [tr("File"), tr("Row"), tr("Line"), tr("Name"), tr("Status"), tr("Result"), tr("Detail"), tr("In the file")]
    table.writerow(head)
    done = 0
    for plan in plans:
        for planned in plan.rows:
            if done % _TICK_EVERY == 0:
                tick(done, 0)
            done += 1
            row = planned.row
            cells = [plan.file.name, str(row.number), str(row.line), row.person.name if row.person else ""]
            cells += [row_status(planned), outcome_name(outcome(planned)), detail(planned)]
            wrong = planned.status is RowStatus.SKIPPED or row.left_out
            cells.append(short(plan.file.originals[row.number - 1]) if wrong else "")
            table.writerow([_harmless(cell) for cell in cells])
    for name, sentence in refused:
        table.writerow([_harmless(name), "", "", "", tr("Not read"), outcome_name("skipped"), sentence, ""])
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
