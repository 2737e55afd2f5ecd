"""Normalise names, addresses and numbers of people, and say who might be whom."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from netplus_desktop.core.records import Person, Point, PointKind

if TYPE_CHECKING:
    from netplus_desktop.core.imports import FieldChange

SINGLE = (
    "name",
    "given",
    "middle",
    "family",
    "prefix",
    "suffix",
    "nickname",
    "organisation",
    "department",
    "title",
    "birthday",
    "met",
    "introduced_by",
    "said",
)
"""The fields of a person that hold one short text: of two, one has to give way."""

_PHONE_DIGITS = 9
"""So many last digits tell numbers apart whatever their country and trunk prefixes (performance notes, item 9)."""

_FEWEST_DIGITS = 7

_BEYOND_NUMBER = "xX;,#"
"""What an extension behind a number begins with ("ext" holds an x)."""

_NO_DIGITS = bytes(code for code in range(256) if not 48 <= code <= 57)
_IN_NUMBERS = b"0123456789 +()-./"

_TWO_DIGIT_CODES = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 "
    "90 91 92 93 94 95 98".split()
)
"""Country calling codes of two digits (ITU-T E.164); those that begin with 1 or 7 have one, all others three."""

_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that no decomposition takes apart."""


class _Plain(dict[int, str]):
    """Character -> what it is compared by, worked out when it first occurs. A table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code).casefold())
        plain = "".join(
            _LETTERS.get(part, part) if part.isalnum() else " " for part in parts if not unicodedata.combining(part)
        )
        self[code] = plain
        return plain


_PLAIN = _Plain()
_PLAIN_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)).ljust(256)


# --- names ------------------------------------------------------------------------------------------------


def display_name(person: Person) -> str:
    """The name to show: the full name as given, else its parts (family first for Chinese, Japanese and Korean),
    else nickname, organisation, e-mail address, number; '' where there is nothing."""
    return (
        person.name.strip()
        or full_name(person.given, person.family, person.middle, person.prefix, person.suffix)
        or person.nickname.strip()
        or person.organisation.strip()
        or _first(person.points, PointKind.EMAIL)
        or _first(person.points, PointKind.PHONE)
        or _first(person.points, PointKind.IM)
        or _first(person.points, PointKind.URL)
    )


def full_name(given: str, family: str, middle: str = "", prefix: str = "", suffix: str = "") -> str:
    """A name from its parts, in the order and with the spaces of its script."""
    if _east_asian(family) and _east_asian(given):
        between = "" if len(given) + len(family) <= _LONGEST_JOINED else " "
        return " ".join(
            part for part in (prefix.strip(), family.strip() + between + given.strip(), suffix.strip()) if part
        )
    parts = (prefix.strip(), given.strip(), middle.strip(), family.strip(), suffix.strip())
    return " ".join(part for part in parts if part)


_LONGEST_JOINED = 8
"""East Asian names of more characters than this are transcriptions of foreign ones: they keep a space."""


def _east_asian(text: str) -> bool:
    """Whether the text begins with a Han, Kana or Hangul character."""
    first = text.strip()[:1]
    return (
        "\u3040" <= first <= "\u30ff"
        or "\u3400" <= first <= "\u9fff"
        or "\uac00" <= first <= "\ud7a3"
        or "\uf900" <= first <= "\ufaff"
        or first >= "\U00020000"
    )


def _first(points: Sequence[Point], kind: PointKind) -> str:
    return next((point.value.strip() for point in points if point.kind is kind and point.value.strip()), "")


def initials(name: str) -> str:
    """One or two capitals for the disc in the list ("Priya Raman" PR, "田中 美咲" 田); '?' for an empty name."""
    words = [word for word in (_from_letter(part) for part in name.split()) if word]
    if not words:
        return next((char for char in name if char.isdigit()), "?")
    first = words[0][0]
    if _east_asian(first) or len(words) == 1:
        return first.upper()[0]
    return first.upper()[0] + words[-1][0].upper()[0]


def _from_letter(word: str) -> str:
    """The word from its first letter on; '' where a digit comes first or there is none."""
    for at, char in enumerate(word):
        if char.isalpha():
            return word[at:]
        if char.isalnum():
            return ""
    return ""


def plain(text: str) -> str:
    """The text for comparing: lower case, without accents, other characters than letters and digits as blanks."""
    if text.isascii():
        return " ".join(text.encode().translate(_PLAIN_ASCII).decode().split())
    return " ".join(text.translate(_PLAIN).split())


# --- addresses and numbers --------------------------------------------------------------------------------


def email_key(value: str) -> str:
    """The e-mail address for comparing; '' where it is none."""
    if "@" not in value:
        return ""
    value = value.strip().lower()
    if value[-1] == ">":
        value = value[value.rfind("<") + 1 : -1].strip()
    if value.startswith("mailto:"):
        value = unquote(value[7:].partition("?")[0]).strip().lower()
    local, _, domain = value.rpartition("@")
    if not local or not domain or len(value.split()) != 1:
        return ""
    return value


def phone_key(value: str) -> str:
    """The last nine digits of the number for comparing, without its country code; '' with fewer than seven digits."""
    number = value.strip()
    if not number.isascii():
        number = unicodedata.normalize("NFKC", number)
    if number.encode("utf-8", "replace").translate(None, _IN_NUMBERS):
        if number[:4].lower() == "tel:":
            number = number[4:]
        for mark in _BEYOND_NUMBER:
            if (beyond := number.find(mark, 1)) > 0:
                number = number[:beyond]
    if number.isascii():
        digits = number.encode().translate(None, _NO_DIGITS).decode()
    else:
        digits = "".join(str(unicodedata.digit(char, 0)) for char in number if char.isdigit())
    if len(digits) < _FEWEST_DIGITS:
        return ""
    if digits.startswith("00"):
        digits = digits[2:]
    elif not number.lstrip(" (").startswith("+"):
        return digits.lstrip("0")[-_PHONE_DIGITS:]
    code = 1 if digits[:1] in "17" else 2 if digits[:2] in _TWO_DIGIT_CODES else 3
    national = digits[code:].lstrip("0")
    return (national if len(national) >= _FEWEST_DIGITS else digits)[-_PHONE_DIGITS:]


def linkedin_slug(url: str) -> str:
    """The lower-case name behind /in/ of a LinkedIn profile address, without query or slash; '' elsewhere."""
    lower = url.lower()
    at = lower.find("linkedin.com/in/")
    if at < 0:
        return ""
    host = lower[:at].rpartition("/")[2]
    if host and not host.endswith("."):
        return ""
    slug = lower[at + 16 :].strip()
    for end in "/?#":
        slug = slug.partition(end)[0]
    return unquote(slug).lower().strip() if "%" in slug else slug.strip()


# --- who is whom ------------------------------------------------------------------------------------------


def identity_keys(person: Person, *, row_fingerprint: str = "") -> tuple[str, ...]:
    """Keys that say "this is the same entry": 'uid:…' (vCard UID), 'in:…' (LinkedIn slug), 'row:…' (source row)."""
    keys = []
    uid = person.uid.strip().casefold()
    if uid:
        keys.append("uid:" + uid.removeprefix("urn:uuid:"))
    for point in person.points:
        if point.kind is PointKind.URL:
            slug = linkedin_slug(point.value)
            if slug and (key := "in:" + slug) not in keys:
                keys.append(key)
    if row_fingerprint:
        keys.append("row:" + row_fingerprint)
    return tuple(keys)


def own_uid() -> str:
    """A new UID for a person who came without: by it what we export is known again, here and in other programs."""
    from uuid import uuid4  # here: no start needs it

    return f"urn:uuid:{uuid4()}"


def match_keys(person: Person) -> tuple[str, ...]:
    """Keys that only suggest the same person: 'mail:…', 'tel:…', 'who:…' (each word of the folded name with the
    employer; the whole name where no employer is known)."""
    keys = []
    for point in person.points:
        if point.kind is PointKind.EMAIL:
            if key := email_key(point.value):
                keys.append("mail:" + key)
        elif point.kind is PointKind.PHONE and (key := phone_key(point.value)):
            keys.append("tel:" + key)
    words = plain(person.name or display_name(person)).split(" ")
    employer = _employer(person.organisation) if person.organisation else ""
    if employer:
        keys.extend([f"who:{word}@{employer}" for word in (words[0], words[-1]) if word])
    elif len(words) > 1:
        keys.append("who:" + " ".join(sorted(words)))
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=4096)
def _employer(organisation: str) -> str:
    """The first two words of the employer's name. Many people of a file work for the same ones."""
    return " ".join(plain(organisation).split(" ")[:2])


def another_employer(before: str, after: str) -> bool:
    """Whether somebody whose employer was `before` works elsewhere now: not where none was known, nor where the same
    one is only written otherwise."""
    return bool(before and after) and plain(before) != plain(after)


def merge(old: Person, new: Person) -> tuple[Person, tuple[FieldChange, ...]]:
    """`old` updated from a newer reading: empty fields fill, differing fields take the new value, points, tags and
    extra lines are joined, notes kept and added to. With what would change, field by field; () when nothing does.

    The names of the changes are those of `Person`'s fields, and of the kinds of points ("email", "phone" ...)."""
    if old == new:
        return old, ()
    from netplus_desktop.core.imports import FieldChange  # here: no start needs it

    written: dict[str, object] = {}
    changes: list[FieldChange] = []
    for name in SINGLE:
        before, after = getattr(old, name), getattr(new, name)
        if after and after != before and not (name == "birthday" and _tells_more(before, after)):
            written[name] = after
            changes.append(FieldChange(name, before, after))
    if new.uid and not old.uid:  # an entry keeps the identity that it came with
        written["uid"] = new.uid
        changes.append(FieldChange("uid", "", new.uid))
    if new.points != old.points:
        have = {_point_key(point) for point in old.points}
        added = []
        for point in new.points:
            key = _point_key(point)
            if key not in have:
                have.add(key)
                added.append(point)
        if added:
            written["points"] = old.points + tuple(added)
        for kind in PointKind:
            values = [", ".join(point.value.splitlines()) for point in added if point.kind is kind]
            if values:
                changes.append(FieldChange(kind.value, "", "; ".join(values)))
    if new.tags != old.tags:
        known = {tag.casefold() for tag in old.tags}
        tags = tuple(tag for tag in new.tags if tag.casefold() not in known)
        if tags:
            written["tags"] = old.tags + tags
            changes.append(FieldChange("tags", "", ", ".join(tags)))
    note = _joined_note(old.note, new.note)
    if note != old.note:
        written["note"] = note
        changes.append(FieldChange("note", old.note, note))
    extra = _joined_extra(old.extra, new.extra)
    if extra != old.extra:
        written["extra"] = extra
        gone = frozenset(old.extra)
        changes.append(FieldChange("extra", "", "\n".join(_brief(line) for line in extra if line not in gone)))
    if not written:
        return old, ()
    return replace(old, **written), tuple(changes)  # type: ignore[arg-type]


def _tells_more(old: str, new: str) -> bool:
    """Whether the old birthday already says what the newer one says, and more."""
    return old.startswith(new) or (new.startswith("--") and old.endswith(new[1:]))


def _point_key(point: Point) -> tuple[PointKind, str]:
    """What makes two points the same: labels and ways of writing aside."""
    value = point.value
    if point.kind is PointKind.EMAIL:
        value = email_key(value) or value
    elif point.kind is PointKind.PHONE:
        value = phone_key(value) or value
    elif point.kind is PointKind.URL:
        slug = linkedin_slug(value)
        value = "in/" + slug if slug else value.strip().rstrip("/").removeprefix("http://").removeprefix("https://")
    else:
        value = plain(value) or value
    return point.kind, value


def _joined_note(old: str, new: str) -> str:
    if not new.strip() or " ".join(new.split()) in " ".join(old.split()):
        return old
    if not old.strip() or " ".join(old.split()) in " ".join(new.split()):
        return new
    return f"{old.rstrip()}\n\n{new.lstrip()}"


def _joined_extra(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Both sets of lines; a line whose name and parameters occur once on each side takes the newer value."""
    if not new or new == old:
        return old
    heads_old = [line.partition(":")[0] for line in old]
    heads_new = [line.partition(":")[0] for line in new]
    joined = list(old)
    for head, line in zip(heads_new, new, strict=True):
        if line in joined:
            continue
        if heads_old.count(head) == 1 and heads_new.count(head) == 1:
            joined[heads_old.index(head)] = line
        else:
            joined.append(line)
    return tuple(joined)


def _brief(line: str) -> str:
    """A line of a card, short enough to show."""
    return line if len(line) <= 80 else line[:79] + "…"
