"""Address books as directories and Thunderbird write them: LDIF (RFC 2849), with the attributes of inetOrgPerson
(RFC 2798) and mozillaAbPersonAlpha. What no field takes is kept as it stands; an address of a file is never opened.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from netplus_desktop.core import people
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import Person, Point, PointKind, ReadRow, Reason, Tick, no_tick
from netplus_desktop.exchange.packed import PackedRows, PackedTexts
from netplus_desktop.exchange.tables import field_line
from netplus_desktop.exchange.vcard import LONGEST_ORIGINAL, address_lines, birthday, in_lines, one_line, photo_of

MOST_ENTRIES = 100_000
_BLOCK = 2000

_Attributes = list[tuple[str, str]]
"""The attributes of an entry in their order: (name in small letters, value)."""


def begins(head: str) -> bool:
    """Whether a text begins as such a file does, after comments."""
    return _BEGINS.match(head) is not None


_BEGINS = re.compile(r"(?:\s*#[^\n]*\n|\s*version: ?\d\s*\n)*\s*dn::? ?\S", re.IGNORECASE)


def read(text: str, tick: Tick = no_tick) -> tuple[PackedRows, PackedTexts, dict[int, str]]:
    """The entries of a file in their order, their texts, and their pictures (see `ReadFile.pictures`). Raises
    `FileError`: 'file-too-many', 'file-no-rows'."""
    rows, originals, photos = PackedRows(), PackedTexts(), dict[int, str]()
    total = text.count("\n") + 1
    for line, original in _entries(text):
        number = len(rows) + 1
        if number > MOST_ENTRIES:
            raise FileError("file-too-many", count=total, limit=MOST_ENTRIES)
        if number % _BLOCK == 0:
            tick(min(line, total), total)
        rows.append(_row(number, line, original, photos))
        originals.append(original[:LONGEST_ORIGINAL])
    if not rows:
        raise FileError("file-no-rows")
    tick(total, total)
    return rows, originals, photos


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """The line in which each entry begins, and its text. Blank lines part them; a missing one does not join two."""
    lines: list[str] = []
    begins = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if lines and (not line.strip() or _DN.match(line)):
            if any(_DN.match(one) or (one[:1] not in "# " and not _VERSION.match(one)) for one in lines):
                yield begins, "\n".join(lines)
            lines = []
        if line.strip():
            if not lines:
                begins = number
            lines.append(line)
    if any(one[:1] not in "# " and not _VERSION.match(one) for one in lines):
        yield begins, "\n".join(lines)


_DN = re.compile("dn::? ?", re.IGNORECASE)
_VERSION = re.compile("version:", re.IGNORECASE)


def _attributes(original: str) -> _Attributes:
    """The attributes of an entry, unfolded and decoded. Those whose value stands in another file are kept as they
    are: that file is not opened."""
    found: _Attributes = []
    for line in re.sub("\n[ \t]", "", original).split("\n"):
        if line.startswith("#"):
            continue
        name, colon, value = line.partition(":")
        name = name.partition(";")[0].strip().lower()  # behind a semicolon stand a language and the like
        if not colon or not name:
            found.append(("", line))
        elif value.startswith(":"):
            found.append((name, value[1:].strip() if name in _BINARY else _decoded(value[1:])))
        else:
            found.append((name, value.strip()))
    return found


def _decoded(value: str) -> str:
    """A value that was written as base64; as it stands where it is none, or no text."""
    try:
        return base64.b64decode("".join(value.split()), validate=True).decode("utf-8").replace("\0", "")
    except (binascii.Error, ValueError):
        return value.strip()


def _row(number: int, line: int, original: str, photos: dict[int, str]) -> ReadRow:
    attributes = _attributes(original)
    person, photo, left_out = _person(attributes)
    if photo:
        photos[number] = photo
    if person is None:
        return ReadRow(number, line, None, Reason("no-name"), left_out=left_out)
    kinds = {value.lower() for name, value in attributes if name == "objectclass"}
    reason = None
    if kinds & _GROUPS:
        reason = Reason("group", {"name": person.name})
    elif kinds & _THINGS and not kinds & _PEOPLE:
        reason = Reason("not-a-person", {"name": person.name, "kind": sorted(kinds & _THINGS)[0]})
    print_ = hashlib.blake2b(original.encode("utf-8", "replace"), digest_size=12).hexdigest()
    keys = people.identity_keys(person, row_fingerprint=print_)
    likeness = people.match_keys(person) if reason is None else ()
    return ReadRow(number, line, person, reason, keys, likeness, left_out)


_GROUPS = frozenset({"groupofnames", "groupofuniquenames", "posixgroup", "mozillaablist", "dynamicgroup", "group"})
_PEOPLE = frozenset({"person", "organizationalperson", "inetorgperson", "mozillaabpersonalpha", "contact"})
_THINGS = frozenset(
    {"organizationalunit", "domain", "dcobject", "locality", "country", "device", "organizationalrole", "computer"}
)

_FIELDS = {
    "displayname": "name", "cn": "name", "commonname": "name", "givenname": "given", "gn": "given",
    "sn": "family", "surname": "family", "personaltitle": "prefix", "generationqualifier": "suffix",
    "mozillanickname": "nickname", "xmozillanickname": "nickname", "o": "organisation",
    "organizationname": "organisation", "company": "organisation", "ou": "department", "department": "department",
    "orgunit": "department", "title": "title", "entryuuid": "uid",
}  # fmt: skip

_POINTS = {
    "mail": (PointKind.EMAIL, ""), "rfc822mailbox": (PointKind.EMAIL, ""), "email": (PointKind.EMAIL, ""),
    "mozillasecondemail": (PointKind.EMAIL, ""), "xmozillasecondemail": (PointKind.EMAIL, ""),
    "mailalternateaddress": (PointKind.EMAIL, ""), "telephonenumber": (PointKind.PHONE, "work"),
    "homephone": (PointKind.PHONE, "home"), "hometelephonenumber": (PointKind.PHONE, "home"),
    "mobile": (PointKind.PHONE, "mobile"), "cellphone": (PointKind.PHONE, "mobile"),
    "mobiletelephonenumber": (PointKind.PHONE, "mobile"), "fax": (PointKind.PHONE, "work fax"),
    "facsimiletelephonenumber": (PointKind.PHONE, "work fax"), "pager": (PointKind.PHONE, "pager"),
    "pagertelephonenumber": (PointKind.PHONE, "pager"), "pagerphone": (PointKind.PHONE, "pager"),
    "mozillaworkurl": (PointKind.URL, "work"), "workurl": (PointKind.URL, "work"),
    "mozillahomeurl": (PointKind.URL, "home"), "homeurl": (PointKind.URL, "home"), "labeleduri": (PointKind.URL, ""),
    "nsaimid": (PointKind.IM, "AIM"), "mozillaaimscreenname": (PointKind.IM, "AIM"),
    "postaladdress": (PointKind.ADDRESS, "work"), "homepostaladdress": (PointKind.ADDRESS, "home"),
}  # fmt: skip

_PLACES = {
    "street": ("work", "street"), "streetaddress": ("work", "street"), "mozillaworkstreet2": ("work", "street 2"),
    "postofficebox": ("work", "box"), "l": ("work", "city"), "locality": ("work", "city"),
    "localityname": ("work", "city"), "st": ("work", "region"), "region": ("work", "region"),
    "stateorprovincename": ("work", "region"), "postalcode": ("work", "code"), "c": ("work", "country"),
    "co": ("work", "country"), "countryname": ("work", "country"), "friendlycountryname": ("work", "country"),
    "mozillahomestreet": ("home", "street"), "homestreet": ("home", "street"),
    "mozillahomestreet2": ("home", "street 2"), "mozillahomelocalityname": ("home", "city"),
    "mozillahomestate": ("home", "region"), "mozillahomepostalcode": ("home", "code"),
    "mozillahomecountryname": ("home", "country"),
}  # fmt: skip

_BINARY = frozenset({"jpegphoto", "thumbnailphoto"})

_SILENT = frozenset(
    "dn objectclass version changetype modifytimestamp createtimestamp structuralobjectclass entrycsn contextcsn "
    "creatorsname modifiersname subschemasubentry hassubordinates mozillausehtmlmail xmozillausehtmlmail "
    "entrydn objectcategory instancetype usnchanged usncreated whenchanged whencreated userpassword".split()
)
"""What a directory notes for itself, and passwords, which are nobody's to carry about."""

_BIRTH = {"birthyear": 0, "birthmonth": 1, "birthday": 2}


def _person(attributes: _Attributes) -> tuple[Person | None, str, tuple[Reason, ...]]:
    """The person of an entry, None where nothing names one, the line of the picture, and what was too much to keep."""
    fields: dict[str, str] = {}
    points: list[Point] = []
    places: dict[str, dict[str, str]] = {"work": {}, "home": {}}
    birth = ["", "", ""]
    notes: list[str] = []
    extra: list[str] = []
    photo = ""
    left_out: tuple[Reason, ...] = ()
    shown = next((one_line(value) for name, value in attributes if name == "displayname" and value), "")
    for name, value in attributes:
        if not value or name in _SILENT:
            continue
        what = _FIELDS.get(name, "")
        if name in ("description", "notes", "comment"):
            notes.append(value.strip())
        elif name in _BINARY and not value.startswith("<"):
            line = f"PHOTO;ENCODING=b;TYPE=JPEG:{value}"
            taken = None if photo else photo_of(line)
            if isinstance(taken, str):
                photo = taken
            elif taken is not None:
                left_out = (taken,)
            else:
                extra.append(line)
        elif name in _POINTS:
            kind, label = _POINTS[name]
            points += [Point(kind, one, label) for one in _values(kind, value)]
        elif name in _PLACES and _PLACES[name][1] not in places[_PLACES[name][0]]:
            place, part = _PLACES[name]
            places[place][part] = in_lines(value)
        elif name in _BIRTH and value.isdecimal():
            birth[_BIRTH[name]] = value
        elif what and what not in fields and not (what == "name" and shown and one_line(value) != shown):
            fields[what] = one_line(value)
        elif not what or one_line(value) != fields.get(what):
            if what == "name" and one_line(value) == _given_and_family(fields):
                continue
            extra.append(field_line(name, value))
    points += _addresses(places)
    person = Person(
        name=fields.pop("name", ""),
        points=tuple(dict.fromkeys(points)),
        birthday=_birthday(*birth),
        note="\n".join(notes),
        extra=tuple(extra),
        **fields,  # type: ignore[arg-type]
    )
    shown = one_line(people.display_name(person))
    return (replace(person, name=shown) if shown else None), photo, left_out


def _values(kind: PointKind, value: str) -> list[str]:
    if kind is PointKind.ADDRESS:
        return [in_lines(value.replace("$", "\n"))]  # RFC 4517, 3.3.28: a dollar parts the lines
    if kind is PointKind.URL:
        return [one_line(value).partition(" ")[0]]  # behind a blank stands what the page is called
    return [one_line(value)]


def _addresses(places: dict[str, dict[str, str]]) -> Iterator[Point]:
    for label, parts in places.items():
        streets = tuple(parts.get(name, "") for name in ("box", "street", "street 2"))
        rest = [parts.get(name, "") for name in ("city", "region", "code", "country")]
        if text := address_lines(streets, *rest):
            yield Point(PointKind.ADDRESS, text, label)


def _given_and_family(fields: dict[str, str]) -> str:
    return people.full_name(fields.get("given", ""), fields.get("family", ""))


def _birthday(year: str, month: str, day: str) -> str:
    if month and day:
        return birthday(f"{int(year):04}-{int(month):02}-{int(day):02}" if year else f"--{int(month):02}-{int(day):02}")
    return year if re.fullmatch(r"[12]\d{3}", year) else ""
