"""What leaves the vault, for the window and for the command line: which formats there are, and how each is written,
whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Contact, Person, Tick

if TYPE_CHECKING:
    from netplus_desktop.store.store import Store

BATCH = 500
"""People read at a time, and how often the work looks whether it should stop."""


_FEW = 100
"""People read at a time with all that hangs on them."""


class Format(StrEnum):
    """The formats, by the words of the command line."""

    VCARD = "vcard"
    VCARD4 = "vcard4"
    CSV = "csv"
    GOOGLE = "google"
    JSON = "json"
    MARKDOWN = "markdown"
    ICS = "ics"


SUFFIXES = {
    Format.VCARD: ".vcf",
    Format.VCARD4: ".vcf",
    Format.CSV: ".csv",
    Format.GOOGLE: ".csv",
    Format.JSON: ".json",
    Format.MARKDOWN: ".md",
    Format.ICS: ".ics",
}
"""Format -> the suffix of a file of it. Markdown is written into a folder where the name given has another suffix."""


def write(store: Store, ids: Sequence[int] | None, kind: Format, path: Path, tick: Tick) -> int:
    """Write these people, or everybody, to `path`. Returns how many people or, of a calendar, how many entries. Raises
    `FileError`; `Cancelled`. Nothing remains then, and what was at `path` is as it was."""
    from netplus_desktop.exchange.whole_files import whole_file, whole_folder

    if kind is Format.MARKDOWN and path.suffix.lower() != SUFFIXES[kind]:
        with whole_folder(path) as folder:
            return _pages(store, _chosen(store, ids), folder, tick)
    with whole_file(path) as file:
        out = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        count = write_to(store, ids, kind, out, tick)
        out.detach()
    return count


def write_to(store: Store, ids: Sequence[int] | None, kind: Format, out: TextIO, tick: Tick) -> int:
    """Write these people, or everybody, as one text. Line ends are the format's own: switch off what `out` makes of
    them (`newline=""`)."""
    return _WRITERS[kind](store, ids, out, tick)


def _chosen(store: Store, ids: Sequence[int] | None) -> Sequence[int]:
    return store.contact_ids() if ids is None else ids


def _persons(store: Store, ids: Sequence[int] | None, tick: Tick) -> Iterator[Person]:
    chosen = _chosen(store, ids)
    for at in range(0, len(chosen), BATCH):
        tick(at, len(chosen))
        yield from store.persons(chosen[at : at + BATCH]).values()


def pictured(store: Store, ids: Sequence[int], *, newer: bool = False) -> Iterator[Person]:
    """People whose lines for a card hold their pictures, too: in the form of 4.0, or of 3.0."""
    from netplus_desktop.exchange.pictures import as_line

    photos = store.photos(ids)
    for one, person in store.persons(ids).items():
        if one in photos:
            line = as_line(photos[one])
            if newer:
                line = "PHOTO:data:image/jpeg;base64," + line.partition(":")[2]
            person = replace(person, extra=(line, *person.extra))
        yield person


def _for_cards(store: Store, ids: Sequence[int] | None, tick: Tick, *, newer: bool = False) -> Iterator[Person]:
    chosen = _chosen(store, ids)
    for at in range(0, len(chosen), BATCH):
        tick(at, len(chosen))
        yield from pictured(store, chosen[at : at + BATCH], newer=newer)


def _contacts(store: Store, ids: Sequence[int] | None, tick: Tick) -> Iterator[Contact]:
    chosen = _chosen(store, ids)
    for at, contact_id in enumerate(chosen):
        if at % _FEW == 0:
            tick(at, len(chosen))
        yield store.contact(contact_id)


def _vcard(store: Store, ids: Sequence[int] | None, out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.writing_vcard import write_vcards

    return write_vcards(_for_cards(store, ids, tick), out)


def _vcard4(store: Store, ids: Sequence[int] | None, out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.writing_vcard import CardVersion, write_vcards

    return write_vcards(_for_cards(store, ids, tick, newer=True), out, CardVersion.V4)


def _csv(store: Store, ids: Sequence[int] | None, out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.writing_tables import write_csv

    return write_csv(_persons(store, ids, tick), out, tick)


def _google(store: Store, ids: Sequence[int] | None, out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.writing_tables import write_google

    return write_google(_persons(store, ids, tick), out, tick)


def _json(store: Store, ids: Sequence[int] | None, out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.everything import write_everything

    return write_everything(*store.everything(ids, tick), out)


def _markdown(store: Store, ids: Sequence[int] | None, out: TextIO, tick: Tick) -> int:
    from netplus_desktop.documents.markdown import page, unlinked

    count = 0
    for contact in _contacts(store, ids, tick):
        out.write(("\n" if count else "") + page(contact, unlinked))
        count += 1
    return count


def _pages(store: Store, ids: Sequence[int], folder: Path, tick: Tick) -> int:
    """A page for each person, in a folder that nobody else looks into yet."""
    from netplus_desktop.documents.markdown import file_names, links_to, page

    named: list[tuple[int, str]] = []
    for at in range(0, len(ids), BATCH):
        tick(0, len(ids))
        named += [(row.id, row.name) for row in store.contact_rows(ids[at : at + BATCH])]
    names = file_names(named)
    link = links_to(names)
    for contact in _contacts(store, ids, tick):
        with open(folder / names[contact.id], "x", encoding="utf-8", newline="\n", opener=_for_the_user_alone) as file:
            file.write(page(contact, link))
    return len(ids)


def _for_the_user_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _calendar(store: Store, ids: Sequence[int] | None, out: TextIO, tick: Tick) -> int:
    from netplus_desktop.documents.calendar import write_calendar

    return write_calendar(_contacts(store, ids, tick), out, store.now().astimezone())  # days are the user's


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What goes into the calendar by itself: this meeting, this promise, or else the next step with this person."""

    contact_id: int
    interview_id: int | None = None
    promise_id: int | None = None


def calendar_file(store: Store, entry: CalendarEntry) -> tuple[str, str]:
    """The name and the text of an entry's file. Raises `UserError("calendar-no-day")` where it has no day yet;
    `NotFoundError`."""
    from netplus_desktop.documents.calendar import interview_file, promise_file, step_file
    from netplus_desktop.documents.file_names import safe_file_name

    contact, now = store.contact(entry.contact_id), store.now().astimezone()
    text = ""
    if entry.interview_id is not None:
        text = interview_file(contact, store.interview(entry.interview_id), now)
    elif entry.promise_id is not None:
        promise = next((thing for thing in contact.heard if thing.id == entry.promise_id), None)
        text = promise_file(contact, promise, now) if promise else ""
    else:
        text = step_file(contact, now)
    if not text:
        raise UserError("calendar-no-day")
    return safe_file_name(contact.person.name, ".ics"), text


_WRITERS: dict[Format, Callable[[Store, Sequence[int] | None, TextIO, Tick], int]] = {
    Format.VCARD: _vcard,
    Format.VCARD4: _vcard4,
    Format.CSV: _csv,
    Format.GOOGLE: _google,
    Format.JSON: _json,
    Format.MARKDOWN: _markdown,
    Format.ICS: _calendar,
}
