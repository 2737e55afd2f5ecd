"""What stands before the colon of a line of a vCard: property, types, parameters, and how the value is encoded."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field

from netplus_desktop.exchange import encodings

MOST_PARAMETERS = 1000

_MOST_HEADS = 4096
"""So many different heads are remembered; a hostile file has a new one in each line."""

KNOWN = frozenset(
    "BEGIN END VERSION FN N NICKNAME PHOTO BDAY ADR LABEL TEL EMAIL MAILER TZ GEO TITLE ROLE LOGO AGENT ORG CATEGORIES "
    "NOTE PRODID REV SORT-STRING SOUND UID URL CLASS KEY SOURCE NAME PROFILE KIND XML ANNIVERSARY GENDER LANG IMPP "
    "MEMBER RELATED FBURL CALADRURI CALURI CLIENTPIDMAP BIRTHPLACE DEATHPLACE DEATHDATE EXPERTISE HOBBY INTEREST "
    "ORG-DIRECTORY CONTACT-URI CREATED GRAMGENDER LANGUAGE PRONOUNS SOCIALPROFILE JSPROP METHOD COMMENT".split()
)
"""Properties of the three versions and their extensions. Beside these there are X- ones, and loose text."""

ABOUT_THE_CARD = frozenset({"VERSION", "PRODID", "REV", "BEGIN", "END", "PROFILE"})
"""Properties about the card, not the person: they change with each export, so no identity rests on them."""

STRAY_NAME = "X-NETPLUS-LINE"

_SILENT_TYPES = frozenset({"internet", "voice", "pref", "postal", "parcel", "dom", "intl", "x400", "inline", "vcard"})
"""Types that say nothing a person would read in a label."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*")
_HOW_ENCODED = re.compile(r"(?:ENCODING|CHARSET)\s*=|(?:QUOTED-PRINTABLE|BASE64|B|UTF-?8)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon: group, property, types in small letters, parameters by name, how it is encoded."""

    text: str
    group: str
    name: str
    types: tuple[str, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)
    charset: str = ""
    quoted_printable: bool = False
    base64: bool = False
    label: str = ""  # what the types say to a person who reads them
    preferred: bool = False
    clean: bool = True  # nothing about it needs the careful way
    about: bool = False  # it is about the card, not the person

    @property
    def known(self) -> bool:
        """Whether this is a property at all, and not loose text that has a colon."""
        return self.name in KNOWN or self.name.startswith("X-")


Line = tuple[Head, str]
"""A logical line: its head, and its value unfolded and decoded, backslashes still in it."""


class Heads(dict[str, Head | None]):
    """Head text -> what it says; None for what is none. Most heads of a file repeat in every card."""

    def __missing__(self, text: str) -> Head | None:
        head = parse_head(text)
        if len(self) < _MOST_HEADS and len(text) < 512:
            self[text] = head
        return head


def parse_head(text: str) -> Head | None:
    """What stands before the colon of a line; None where it cannot be the head of a property."""
    if text.count(";") > MOST_PARAMETERS:
        return None
    if '"' in text:
        name_part, parts = _split_quoted(text)
    else:
        name_part, *parts = text.split(";")
    group, _, name = name_part.rpartition(".")
    clean = True
    if not _NAME.fullmatch(name):
        stripped = name_part.strip().lstrip("-+*=>|~_.#•·\ufeff\u200b\u200e\u200f ")
        group, _, name = stripped.rpartition(".")
        if not _NAME.fullmatch(name) or not (name.upper() in KNOWN or name[:2].upper() == "X-"):
            return None
        clean = False
    types: list[str] = []
    parameters: dict[str, str] = {}
    charset = ""
    quoted_printable = base64 = False
    for part in parts:
        key, equals, value = part.partition("=")
        key, value = key.strip().upper(), value.strip()
        if not equals:
            key, value = "TYPE", part.strip()
        if key == "TYPE" or key == "ENCODING":
            for word in value.replace('"', "").split(","):
                word = word.strip()
                bare = word.lower()
                if bare == "quoted-printable" or (bare == "q" and key == "ENCODING"):
                    quoted_printable = True
                elif bare == "base64" or (bare == "b" and key == "ENCODING"):
                    base64 = True
                elif bare in {"utf-8", "utf8"}:
                    charset = "utf-8"
                elif bare and key == "TYPE" and bare not in types:
                    types.append(bare)
        elif key == "CHARSET":
            charset = value.strip('"')
        elif key:
            parameters.setdefault(key, value[1:-1] if value[:1] == value[-1:] == '"' and len(value) > 1 else value)
    name = name.upper()
    codec = encodings.codec_of(charset) if charset else "utf_8"
    known = name in KNOWN or name.startswith("X-")
    label = " ".join(
        word.removeprefix("x-") for word in types if word not in _SILENT_TYPES and not word.startswith("x-evolution")
    )
    label = _custom_label(parts) or label
    if not label.isprintable():
        label = "".join(filter(str.isprintable, label))
    return Head(
        text,
        group,
        name,
        tuple(types),
        parameters,
        charset,
        quoted_printable,
        base64,
        label,
        "pref" in types or parameters.get("PREF") == "1",
        clean and known and not quoted_printable and codec == "utf_8" and len(text) < 512 and name != STRAY_NAME,
        name in ABOUT_THE_CARD,
    )


def without_encoding(text: str) -> str:
    """The head without what it says of the encoding of its value."""
    name, *parts = text.split(";")
    return ";".join([name, *(part for part in parts if not _HOW_ENCODED.match(part.strip()))])


def _custom_label(parts: list[str]) -> str:
    """What a user called a way to reach somebody, as phones of Samsung write it: X-CUSTOM(…,=41=42)."""
    for part in parts:
        if part[:9].upper() == "X-CUSTOM(":
            label = part[9:].rstrip(")").rpartition("PRINTABLE,")[2]
            return from_quoted_printable(label).decode("utf-8", "replace") if "=" in label else label
    return ""


def _split_quoted(text: str) -> tuple[str, list[str]]:
    """The text at the semicolons that stand outside double quotes."""
    parts: list[str] = []
    held: list[str] = []
    inside = False
    for part in text.split(";"):
        held.append(part)
        if part.count('"') % 2:
            inside = not inside
        if not inside:
            parts.append(";".join(held))
            held = []
    parts += held  # a quotation mark that is never closed quotes nothing
    return parts[0], parts[1:]


def from_quoted_printable(value: str) -> bytes:
    """The bytes that the value stands for."""
    return binascii.a2b_qp(value.encode("utf-8", "surrogateescape"))


STRAY = Head(STRAY_NAME, "", STRAY_NAME, clean=False)
"""A line of a card that belongs to nothing: kept as it is."""
