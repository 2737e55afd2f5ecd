"""Who stands in the heads of e-mail messages (.eml, or many in an mbox), and the day of the latest with each.

Only the heads are read: what was written is none of an address book's business.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from email.errors import MessageError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from netplus_desktop.core import people
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.evidence import Evidence, Fact, FactKind
from netplus_desktop.core.records import Person, Point, PointKind, ReadRow, Reason, Tick, no_tick
from netplus_desktop.exchange import encodings
from netplus_desktop.exchange.packed import PackedRows, PackedTexts
from netplus_desktop.exchange.vcard import one_line

MOST_PEOPLE = 100_000
_LONGEST_HEAD = 256 * 1024
_MOST_ADDRESSES = 1000
"""So much of a head is read, and so many addresses of one message: a message to more is a list's."""

_TICK_EVERY = 500
_ADDRESSED = ("from", "reply-to", "to", "cc")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-delivered-to")
"""Into whose box a message was put: the address of whoever saved it."""

_KNOWN = frozenset(
    (*_ADDRESSED, *_DELIVERED, "date", "subject", "received", "message-id", "return-path", "mime-version")
)
_BEGIN = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,200}\n")
_HEADER = re.compile(rb"(?:From [^\n]{1,200}\n)?[\w-]+:[ \t]")
_AUTOMATIC = re.compile(
    r"(?:no|do-?not)[-_.]?reply\b.*|mailer-daemon|postmaster|bounces?\b.*|notifications?\b.*|.*[-_.+](?:bounces?|noreply)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Met:
    """Somebody in the heads: the message and the line in which they came first, and the day of the latest."""

    name: str
    address: str
    line: int
    head: str
    on: date | None = None
    mine: bool = False


def are_messages(data: bytes) -> bool:
    """Whether these begin with the head of a message, and people are in it."""
    if not _HEADER.match(data):
        return False
    names = {name for name, _ in _fields(_head(data, _first(data)))}
    return len(names & _KNOWN) > 1 and not names.isdisjoint(_ADDRESSED)


def read(data: bytes, tick: Tick = no_tick) -> tuple[PackedRows, PackedTexts, Evidence]:
    """The people in the order in which they come, the heads that name them first, and the latest days. Raises
    `FileError`: 'file-too-many', 'file-no-rows'."""
    met: dict[str, _Met] = {}
    own: set[str] = set()
    undated = count = 0
    for number, at in enumerate(_starts(data)):
        if number % _TICK_EVERY == 0:
            tick(at, len(data))
        head = _head(data, at)
        fields = _fields(head)
        on = _day(fields)
        count += 1
        undated += on is None
        own.update(people.email_key(value) for name, value in fields if name in _DELIVERED)
        _take_in(met, fields, on, at, head)
        if len(met) > MOST_PEOPLE:
            raise FileError("file-too-many", count=len(met), limit=MOST_PEOPLE)
    if not met:
        raise FileError("file-no-rows")
    lines = _lines_of(data, [one.line for one in met.values()])
    rows, originals, facts = PackedRows(), PackedTexts(), []
    for key, one in met.items():
        row = _row(len(rows) + 1, lines[one.line], key, one, own)
        rows.append(row)
        originals.append(one.head)
        if row.reason is None and one.on is not None:
            facts.append(Fact(FactKind.LAST_MESSAGE, row.keys, one.on, mine=one.mine))
    tick(len(data), len(data))
    unused = {"no-date": undated} if undated else {}
    return rows, originals, Evidence({FactKind.LAST_MESSAGE: facts} if facts else {}, (), count - undated, unused)


def _take_in(met: dict[str, _Met], fields: list[tuple[str, str]], on: date | None, at: int, head: str) -> None:
    """Note everybody in a head; a name that came later with an address that had none is taken over."""
    for header in _ADDRESSED:
        values = [value for name, value in fields if name == header]
        for name, address in getaddresses(values)[:_MOST_ADDRESSES] if values else ():
            key = people.email_key(address)
            if not key:
                continue
            name = _named(name, key)
            one = met.setdefault(key, _Met(name, address.strip(), at, head))
            one.name = one.name or name
            if on is not None and (one.on is None or on > one.on):
                one.on, one.mine = on, header in ("to", "cc")


def _row(number: int, line: int, key: str, one: _Met, own: set[str]) -> ReadRow:
    person = Person(name=one.name or one.address, points=(Point(PointKind.EMAIL, one.address),))
    print_ = hashlib.blake2b(f"{key}\x1f{people.plain(one.name)}".encode(), digest_size=12).hexdigest()
    keys = people.identity_keys(person, row_fingerprint=print_)
    if key in own:
        return ReadRow(number, line, person, Reason("own-address", {"address": one.address}), keys)
    if _AUTOMATIC.fullmatch(key.partition("@")[0]):
        return ReadRow(number, line, person, Reason("automatic-address", {"address": one.address}), keys)
    return ReadRow(number, line, person, None, keys, people.match_keys(person))


# --- heads ------------------------------------------------------------------------------------------------


def _first(data: bytes) -> int:
    match = _BEGIN.match(data)
    return match.end() if match else 0


def _starts(data: bytes) -> Iterator[int]:
    """Where the head of each message begins. Messages of an mbox begin with a line "From …" behind a blank one."""
    if not data.startswith(b"From "):
        yield 0
        return
    for match in _BEGIN.finditer(data):
        if re.match(rb"[\w-]+:", data[match.end() : match.end() + 100]):  # else it is a line of a letter
            yield match.end()


def _head(data: bytes, at: int) -> str:
    """The head of a message, up to the first blank line."""
    part = data[at : at + _LONGEST_HEAD]
    end = re.search(rb"\r?\n\r?\n", part)
    return encodings.decoded(part[: end.start()] if end else part).replace("\0", "")


def _fields(head: str) -> list[tuple[str, str]]:
    """The headers by name in small letters, unfolded."""
    found = []
    for line in re.sub(r"\r?\n[ \t]+", " ", head).splitlines():
        name, colon, value = line.partition(":")
        if colon and " " not in name:
            found.append((name.lower(), value.strip()))
    return found


def _named(name: str, key: str) -> str:
    """A display name, decoded; '' where it is only the address again."""
    name = one_line(_decoded(name)).strip(" '\"")
    if people.email_key(name) or people.plain(name) == people.plain(key):
        return ""
    if name.count(",") == 1 and not name.endswith(","):  # "Ruiz, Ana", as offices write it
        family, _, given = name.partition(",")
        if len(family.split()) == 1 and 0 < len(given.split()) <= 2:
            return f"{given.strip()} {family.strip()}"
    return name


def _decoded(text: str) -> str:
    """Encoded words (RFC 2047) as what they say."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (MessageError, ValueError):
        return text
    told = [part if isinstance(part, str) else encodings.decoded(part, page or "") for part, page in parts]
    return "".join(told)


def _day(fields: list[tuple[str, str]]) -> date | None:
    """The day on which it was sent, in UTC."""
    for name, value in fields:
        if name == "date":
            try:
                at = parsedate_to_datetime(value)
                return (at.astimezone(UTC) if at.tzinfo else at).date()
            except (ValueError, TypeError, IndexError, OverflowError):
                return None
    return None


def _lines_of(data: bytes, places: list[int]) -> dict[int, int]:
    """The lines, from 1, in which these places lie."""
    lines, at, line = {}, 0, 1
    for place in sorted(set(places)):
        line += data.count(b"\n", at, place)
        at = place
        lines[place] = line
    return lines
