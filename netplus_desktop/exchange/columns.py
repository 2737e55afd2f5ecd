"""What the columns of a contact table mean, told by their names: of LinkedIn, Google, Outlook, Thunderbird, our own
tables, and of tables that people keep themselves, in any of the languages of `languages`.

Names are compared folded (`languages.folded`): case, accents and punctuation aside. The language of a table is the one
in which most of its names can be told; English is understood beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from netplus_desktop.core.records import FileFormat
from netplus_desktop.exchange import languages
from netplus_desktop.exchange.languages import Vocabulary, folded


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. `field` is a field of `Person`, or a kind of point with the `part` of it that stands here;
    columns of one point share kind and `slot`. `label` is what the column's name says about the point."""

    field: str
    part: str = "value"
    slot: str = ""
    label: str = ""


_SILENT = Column("silent")
"""A column that every export fills with the same words, or with what other columns say already."""

_UNDECIDED = Column("prefix or title")
""" "Title": Outlook's is "Mr."; elsewhere it is the position."""

THUNDERBIRD_ORDER = (
    *(Column(name) for name in ("given", "family", "name", "nickname")),
    *(Column("email", slot=number) for number in "12"),
    Column("im", slot="AIM", label="AIM"),
    *(Column("phone", slot=label, label=label) for label in ("work", "home", "work fax", "pager", "mobile")),
    *(
        Column("address", part, label, label)
        for label in ("home", "work")
        for part in ("street", "street 2", "city", "region", "code", "country")
    ),
    *(Column(name) for name in ("title", "department", "organisation")),
    *(Column("url", slot=number) for number in "12"),
    *(Column(name) for name in ("birth-year", "birth-month", "birth-day")),
    *(Column("other", slot=f"Custom {number}") for number in "1234"),
    Column("note"),
)
"""The 37 columns in the order in which Thunderbird writes them, for its tables without names."""

POINTS = frozenset({"email", "phone", "url", "im", "address", "custom"})
_WHOLE = frozenset({"email", "phone", "url", "im"})
"""Points of which one cell holds everything."""

_LONGEST_NAME = 80
_MOST_WORDS = 12
_LONGEST_COMPOUND = 40
_LONGEST_WORD = 24
_TELLING = 200
"""So many names tell that a row is one of names, and in which language."""

# --- names that are put together ------------------------------------------------------------------------------

_PLACES = ("work", "home", "other")
_ADDRESS = {
    "street": "street",
    "city": "city",
    "region": "region",
    "code": "code",
    "country": "country",
    "box": "box",
    "extended": "street 2",
    "formatted": "formatted",
}
_GOOGLE_PARTS = {"value": "value", "label": "label"} | _ADDRESS
_GOOGLE_KINDS = {
    "email": "email",
    "phone": "phone",
    "address": "address",
    "url": "url",
    "im": "im",
    "custom": "custom",
    "mobile": "phone",
}
_ORGANISATION = re.compile(r"organization \d+ (name|title|department)")
_ORGANISATION_PARTS = {"name": "organisation", "title": "title", "department": "department"}
_DIGITS = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")


def _words_of(name: str, words: dict[str, str]) -> list[str] | None:
    """The words of which a folded name is made, in order, numbers among them; None where one of them is unknown."""
    tokens = _DIGITS.sub(" ", name).split()
    if len(tokens) > _MOST_WORDS:
        return None
    told: list[str] = []
    at = 0
    while at < len(tokens):
        for end in range(min(len(tokens), at + 6), at, -1):
            if word := words.get(" ".join(tokens[at:end])):
                told.append(word)
                at = end
                break
        else:
            if tokens[at].isdecimal() and len(tokens[at]) < 3:
                told.append(tokens[at])
            elif parts := _compound(tokens[at], words):
                told += parts
            else:
                return None
            at += 1
    return told


def _compound(token: str, words: dict[str, str]) -> list[str] | None:
    """The words of which one is made: "arbetstelefon", "会社電話". Those of Latin letters have three at least."""
    least = 2 if ord(token[0]) > 0x2E80 else 3
    if not 2 * least <= len(token) <= _LONGEST_COMPOUND:
        return None
    hopeless: set[int] = set()  # places from which the rest is made of no words: each is tried once

    def rest(at: int) -> list[str] | None:
        if at in hopeless:
            return None
        for end in range(min(len(token), at + _LONGEST_WORD), at + least - 1, -1):
            if word := words.get(token[at:end]):
                if end == len(token):
                    return [word]
                if (more := rest(end)) is not None:
                    return [word, *more]
        hopeless.add(at)
        return None

    return rest(0)


def _together(name: str, told: list[str]) -> Column | None:
    """What a name means that is made of these words; None where they make no sense together."""
    kinds = [word for word in told if word not in _PLACES and word != "filler" and not word.isdecimal()]
    number = next((word for word in told if word.isdecimal()), "2" if "second" in kinds else "")
    place = next((word for word in told if word in _PLACES), "")
    there = {*kinds} - {"second"}
    if not there:
        return None
    if found := _google(name, told, there, number):
        return found
    if there & {"displayed", "label"}:
        return _SILENT if "email" in there else None
    if there <= {"email", "address"} and "email" in there:
        return Column("email", slot=f"{place} {number or '1'}".strip(), label=place)
    if there <= {"phone", "mobile", "fax", "pager", "car", "assistant"}:
        label = next((word for word in ("assistant", "car", "pager", "mobile") if word in there), place)
        if "fax" in there:
            label = f"{place} fax".strip()
        return Column("phone", slot=name, label=label) if there - {"car", "assistant"} else None
    if there <= {"url", "address"} and "url" in there:
        return Column("url", slot=name, label=place)
    if there <= {"im", "address"} and "im" in there:
        return Column("im", slot=name)
    if there <= {*_ADDRESS, "address", "value"}:
        return _of_address(there, place, number)
    return None


def _google(name: str, told: list[str], there: set[str], number: str) -> Column | None:
    """ "Phone 1 - Value": a kind, its number, a part of it."""
    words = [word for word in told if word != "filler"]
    if len(words) in (2, 3) and number and words[1] == number and words[0] in _GOOGLE_KINDS:
        kind = _GOOGLE_KINDS[words[0]]
        part = words[2] if len(words) == 3 else "value"
        if part in _GOOGLE_PARTS and (len(words) == 3 or kind not in {"address", "phone", "email", "url", "im"}):
            slot = name.rpartition(" ")[0] if kind == "custom" else number
            return Column(kind, _GOOGLE_PARTS[part], slot)
    return None


def _of_address(there: set[str], place: str, number: str) -> Column | None:
    parts = [word for word in _ADDRESS if word in there]
    if not parts:
        part = "street"
    elif "country" in parts:  # "Land/Region"
        part = "country"
    elif "city" in parts:  # "Postnr./By"
        part = "city"
    else:
        part = _ADDRESS[parts[0]]
    if part == "street" and number in {"2", "3"}:
        part = f"street {number}"
    return Column("address", part, place, place)


# --- one name ---------------------------------------------------------------------------------------------------


def _column(what: str, name: str) -> Column:
    """What a vocabulary says about a whole name."""
    kind, _, label = what.partition(" ")
    if kind in _WHOLE:
        return Column(kind, slot=name, label=label)
    return Column(what)


def _meaning(name: str, known: Vocabulary) -> Column | None:
    """What a folded name says in a language; None for a name that nobody knows."""
    if what := known.names.get(name):
        return _column(what, name)
    if not name or len(name) > _LONGEST_NAME:
        return None
    if match := _ORGANISATION.fullmatch(name):
        return Column(_ORGANISATION_PARTS[match[1]])
    if (told := _words_of(name, known.words)) is not None:
        return _together(name, told)
    return None


def recognised(row: Sequence[str]) -> int:
    """How many cells of a row are names of columns of a contact table, in any language."""
    if len(row) > 1000:
        return 0
    known = languages.everything()
    cells = [cell for cell in row[:_TELLING] if cell and len(cell) < _LONGEST_NAME]
    names = {folded(cell) for cell in cells}
    damaged = {languages.repaired(cell) for cell in cells if len(cell) > 2 and _damaged(cell)}
    return len({name for name in names | damaged if name and _meaning(name, known)})


def _damaged(cell: str) -> bool:
    return "?" in cell or "\ufffd" in cell or not cell.isascii() or not (cell.islower() or cell.istitle())


def is_linkedin(row: Sequence[str]) -> bool:
    """Whether the row names the columns of LinkedIn's Connections.csv, of any year and language."""
    known = languages.everything().names
    there = {known.get(folded(cell)) for cell in row if len(cell) < _LONGEST_NAME}
    return "connected" in there and bool({"given", "family"} & there)


# --- all names of a table -----------------------------------------------------------------------------------------

_NAMING = frozenset({"name", "given", "family", "email", "organisation", "nickname", "phone"})


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the names of a table tell: its format, what each column holds, and whether its language writes the day
    before the month."""

    format: FileFormat
    columns: list[Column | None]
    day_first: bool


def meanings(row: Sequence[str]) -> Meanings | None:
    """What a row of names tells; None where no column names a person."""
    names = [folded(cell) for cell in row]
    told, foreign = _told(row, names)
    kind = _format(names, told, foreign)
    _decide(names, told, kind)
    meant: list[Column | None] = []
    seen: set[Column] = set()
    for at, (cell, column) in enumerate(zip(row, told, strict=True)):
        if column is not None and column in seen and column.field in POINTS:
            # Two of a kind under one name: both are kept, where a cell is a whole one.
            column = replace(column, slot=f"{column.slot} {at}") if column.field in _WHOLE else None
        if column is None and cell.strip():
            column = Column("other", slot=cell.strip())
        if column is not None:
            seen.add(column)
        meant.append(None if column == _SILENT else column)
    if not any(column and column.field in _NAMING for column in meant):
        return None
    return Meanings(kind, meant, foreign)


def _told(row: Sequence[str], names: list[str]) -> tuple[list[Column | None], bool]:
    """What each name says in the language of most of them, else in another one; and whether that is not English."""
    spoken = [languages.vocabulary(at) for at in range(len(languages.TABLES))]
    telling = names[:_TELLING]
    counts = [sum(_meaning(name, one) is not None for name in telling) for one in spoken]
    ranked = [spoken[at] for at in sorted(range(len(spoken)), key=lambda at: -counts[at]) if counts[at]]
    foreign = bool(ranked) and ranked[0] is not spoken[0]
    ranked.append(languages.everything())
    told: list[Column | None] = []
    for cell, name in zip(row, names, strict=True):
        column = next((found for one in ranked if (found := _meaning(name, one))), None)
        if column is None and len(cell) < _LONGEST_NAME:
            name = languages.repaired(cell)
            column = next((found for one in ranked if (found := _meaning(name, one))), None)
        told.append(column)
    return told, foreign


_PARTLY = frozenset(
    folded(name)
    for name in ("Nombre", "Nome", "Jméno", "Meno", "Ad", "Adı", "İsim", "Имя", "Nom", "Nume", "名", "이름")
)
"""What stands for a part of the name beside the other part, and alone for all of it."""


def _decide(names: list[str], told: list[Column | None], kind: FileFormat) -> None:
    """Settle names that mean one thing here and another there."""
    there = set(names)
    fields = {column.field for column in told if column is not None}
    for at, (name, column) in enumerate(zip(names, told, strict=True)):
        if column is None:
            if name in _PLACES and "yahoo phone" in there:
                told[at] = Column("phone", slot=name, label=name)
            continue
        before = told[at - 1] if at else None
        if column.field == "address" and not column.slot and before is not None and before.field == "address":
            told[at] = column = replace(column, slot=before.slot, label=before.label)  # "Adresse privée, Ville, Pays"
        if column == _UNDECIDED:
            told[at] = Column("prefix" if fields & {"title", "suffix"} else "title")
        elif column.field in {"given", "family"} and name in _PARTLY and not {"given", "family"} <= fields:
            told[at] = Column("name") if "name" not in fields else column
        elif column.field == "address" and column.part == "street" and name not in _LINES:
            # The whole address beside its parts: the name without a word for the street.
            if any(other != name and told[i] == column for i, other in enumerate(names)):
                told[at] = _whole_address(name, column)
        elif column.field == "birthday" and "birth-month" in fields:  # Thunderbird's "Geburtstag" is the day
            told[at] = Column("birth-day")
        elif name == "contact" and there & {"name", "first name", "full name"}:
            told[at] = Column("other", slot="Contact")
        if kind is FileFormat.NETPLUS:
            told[at] = _ours(name) or told[at]
        elif kind not in {FileFormat.GOOGLE, FileFormat.GOOGLE_OLD} and column.part == "label":
            told[at] = _SILENT if column.field == "email" else None  # Outlook's "E-mail 2 Type" is always SMTP


_LINES = frozenset({"street", "address"})


def _whole_address(name: str, column: Column) -> Column:
    told = _words_of(name, languages.everything().words) or []
    return replace(column, part="formatted") if "address" in told and "street" not in told else column


_OURS = re.compile(r"(email|phone|web|website|address|im|messenger) (\d+)(?: (.+))?")
_OUR_KINDS = {"web": "url", "website": "url", "messenger": "im"}


def _ours(name: str) -> Column | None:
    """ "Phone 1 label" of our own tables."""
    if match := _OURS.fullmatch(name):
        return Column(_OUR_KINDS.get(match[1], match[1]), match[3] or "value", match[2])
    return None


def _format(names: list[str], told: list[Column | None], foreign: bool) -> FileFormat:
    there = set(names)
    fields = {column.field for column in told if column is not None}
    if "connected" in fields and fields & {"given", "family"}:
        return FileFormat.LINKEDIN
    if "vcard lines" in there and "introduced by" in there:
        return FileFormat.NETPLUS
    if "group membership" in there or any(_OLD_GOOGLE.fullmatch(name) for name in there):
        return FileFormat.GOOGLE_OLD
    labels = [column for column in told if column is not None and column.part == "label"]
    # Outlook has a type of its second and third address alone.
    if any(column.field != "email" or column.slot == "1" for column in labels) or there >= _NEW_GOOGLE:
        return FileFormat.GOOGLE
    if "primary email" in there or {"screen name", "display name"} <= there or {"name", "birth-year"} <= fields:
        return FileFormat.THUNDERBIRD
    return FileFormat.OUTLOOK if there & _OUTLOOK or (foreign and _placed(told)) else FileFormat.TABLE


def _placed(told: list[Column | None]) -> bool:
    """Whether there are as many numbers and addresses at work and at home as Outlook has. It has no e-mails there."""
    points = {(one.field, one.part, one.label) for one in told if one and one.field in POINTS}
    placed = [field for field, _, label in points if any(place in label for place in _PLACES)]
    return len(placed) >= 3 and "email" not in placed


_OLD_GOOGLE = re.compile(r"(email 1|phone \d+|organization \d+) type")
_NEW_GOOGLE = frozenset({"file as", "organization name", "labels"})
_OUTLOOK = frozenset({"business phone", "business street", "email 2 address", "business fax", "home fax"})
