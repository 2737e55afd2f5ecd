"""vCard text -> cards -> logical lines, for 2.1, 3.0 and 4.0 as real programs write them.

Cards that are as they should be take a short way (`_quick`): unfold, split, look the heads up. Any oddity sends a
card, alone, the careful way (`_careful`), which gives the same lines for the cards that both can read. Time is linear
in the size of the file on either way.

A file is held as bytes and decoded card by card, as UTF-8 with the bytes that are none kept as lone surrogates, so that
a character that a fold cut in two comes together again, and so that each line can be read by the character set that it
declares.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from netplus_desktop.exchange import encodings

LONGEST_LINE = 16 * 1024 * 1024
MOST_PARAMETERS = 1000
DEEPEST_NESTING = 8

_MOST_HEAD_FOLDS = 64

_BLOCK = 1024 * 1024
"""So many bytes of a file are decoded at a time, where it must be looked through."""

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

_STRAY_NAME = "X-NETPLUS-LINE"

_SILENT_TYPES = frozenset({"internet", "voice", "pref", "postal", "parcel", "dom", "intl", "x400", "inline", "vcard"})
"""Types that say nothing a person would read in a label."""

_BEGIN = re.compile(r"^[^\w\n \t]{0,8}(?:[\w-]{1,64}\.)?BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^[^\w\n \t]{0,8}(?:[\w-]{1,64}\.)?END[ \t]*:[ \t]*VCARD[ \t;]*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*")
_SURROGATE = re.compile("[\udc80-\udcff]")
_QUOTED = re.compile(r"^[^:\n]*QUOTED-PRINTABLE[^:\n]*:(.*(?:=\n.*)*)", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(r"CHARSET=\"?([\w.:-]{1,40})", re.IGNORECASE)


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


@dataclass(slots=True)
class Card:
    """A card as it stands in the file: where it begins (line from 1), its text, its logical lines, and what was too
    much of it to keep, as (code, figure). `told` is what the lines say, as they stand, by which the same card is known
    again."""

    line: int
    text: str
    lines: list[Line]
    told: str = ""
    left_out: list[tuple[str, int]] = field(default_factory=list)


class Heads(dict[str, Head | None]):
    """Head text -> what it says; None for what is none. Most heads of a file repeat in every card."""

    def __missing__(self, text: str) -> Head | None:
        head = parse_head(text)
        if len(self) < _MOST_HEADS and len(text) < 512:
            self[text] = head
        return head


def parse_head(text: str) -> Head | None:
    """What stands before the colon of a line; None where it cannot be the head of a property."""
    if '"' in text:
        name_part, parts = _split_quoted(text)
    else:
        name_part, *parts = text.split(";")
    if len(parts) > MOST_PARAMETERS:
        return None
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
    label = " ".join(word for word in types if word not in _SILENT_TYPES and not word.startswith("x-evolution"))
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
        clean and known and not quoted_printable and codec == "utf_8" and len(text) < 512 and name != _STRAY_NAME,
        name in ABOUT_THE_CARD,
    )


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


# --- cards ------------------------------------------------------------------------------------------------


def prepared(data: bytes) -> tuple[bytes, str]:
    """The file as UTF-8 with plain line ends and no NUL; with its encoding, '' where lines must tell themselves."""
    data, name = encodings.unwrapped(data)
    try:
        for _ in _blocks(data, "strict"):
            pass
        name = name or "utf-8"
    except UnicodeDecodeError:
        name = ""
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    if b"\r" in data:
        if b"\r\r\n" in data:
            data = re.sub(b"\r+\n", b"\n", data)
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if _mentions_card(data) and not holds_card(data):  # a card that was pasted with the margin of a page
        text = data.decode("utf-8", "surrogateescape")
        margin = re.search(r"^([ \t]+)BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", text, re.IGNORECASE | re.MULTILINE)
        if margin:
            text = re.sub(rf"^{margin[1]}", "", text, flags=re.MULTILINE)
            data = text.encode("utf-8", "surrogateescape")
    return data, name


def holds_card(text: bytes) -> bool:
    """Whether a card begins anywhere in the text."""
    return _mentions_card(text) and next(_begins(text), None) is not None


def _mentions_card(text: bytes) -> bool:
    """Whether it is worth looking for the beginning of a card: in a large table that search takes its time."""
    return b"vcard" in text[:4096].lower() or b"vcard" in text.lower()


def _blocks(text: bytes, errors: str = "surrogateescape") -> Iterator[tuple[int, str]]:
    """The text in parts that end where lines end, each with the byte where it begins: as a whole it may be four times
    as large when it is decoded."""
    at = 0
    while at < len(text):
        end = text.find(b"\n", at + _BLOCK) + 1 or len(text)
        yield at, text[at:end].decode("utf-8", errors)
        at = end


def _begins(text: bytes) -> Iterator[int]:
    """Where a card begins, however it is written."""
    for at, block in _blocks(text):
        seen = 0
        for match in _BEGIN.finditer(block):
            at += len(block[seen : match.start()].encode("utf-8", "surrogateescape"))
            seen = match.start()
            yield at


def _starts(text: bytes) -> list[int]:
    """Where the cards begin. Where all are written alike, they are found without a pattern, which is faster."""
    clean = text.count(b"\nBEGIN:VCARD\n") + text.startswith(b"BEGIN:VCARD\n")
    if text.count(b"\nEND:VCARD") != clean or text.lower().count(b"vcard") != 2 * clean:
        return list(_begins(text))
    starts = [0] if text.startswith(b"BEGIN:VCARD\n") else []
    at = text.find(b"\nBEGIN:VCARD\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find(b"\nBEGIN:VCARD\n", at + 1)
    return starts


class Reader:
    """The cards of one file, in the order in which they begin. Text between cards is told as a card without lines.

    `page` is the code page of what is not UTF-8, guessed when the first such line is met.
    """

    def __init__(self, text: bytes, *, mixed: bool) -> None:
        self._text = text
        self._mixed = mixed  # some of its bytes are not UTF-8
        self._heads = Heads()
        self.guessed = ""
        self.declared = ""
        self.starts = _starts(text)

    @property
    def page(self) -> str:
        """The code page of values that are not UTF-8 and do not say what they are, weighed over all of them."""
        if not self.guessed:
            text = self._text.decode("utf-8", "surrogateescape")
            unfolded = text.replace("\n ", "").replace("\n\t", "")
            raw = [_from_quoted_printable(match[1].replace("=\n", "")) for match in _QUOTED.finditer(text)]
            if self._mixed:
                strange = filter(_SURROGATE.search, unfolded.split("\n"))
                raw += [line.encode("utf-8", "surrogateescape") for line in strange]
            self.guessed = encodings.guess_page(
                (value for value in raw if not _is_utf8(value)), _CHARSET.findall(unfolded)
            )
        return self.guessed

    def cards(self) -> Iterator[Card]:
        """Every card, and loose text between cards."""
        text, starts = self._text, self.starts
        line = 1
        before = text[: starts[0] if starts else None].decode("utf-8", "surrogateescape")
        if loose := _loose(before):
            yield Card(line + before[: before.find(loose[:40])].count("\n"), loose, [])
        line += before.count("\n")
        open_cards: list[_Open] = []
        finished: list[Card] = []
        for at, start in enumerate(starts):
            end = starts[at + 1] if at + 1 < len(starts) else None
            chunk = text[start:end].decode("utf-8", "surrogateescape")
            card = self._quick(chunk, line)
            if card is not None:
                if open_cards:
                    finished.append(card)
                else:
                    yield card
            else:
                loose_at = self._feed(chunk, line, open_cards, finished)
                if not open_cards:
                    yield from self._in_order(finished)
                    finished = []
                if loose_at is not None and (loose := _loose(loose_at[1])):
                    finished_card = Card(loose_at[0], loose, [])
                    if open_cards:
                        finished.append(finished_card)
                    else:
                        yield finished_card
            line += chunk.count("\n")
        finished += [self._close(card) for card in open_cards]
        yield from self._in_order(finished)

    @staticmethod
    def _in_order(cards: list[Card]) -> list[Card]:
        return sorted(cards, key=lambda card: card.line)

    def _quick(self, chunk: str, number: int) -> Card | None:
        """A card that is as it should be, `number` being its line in the file; None for one that needs care."""
        body = chunk.rstrip()
        if not body.endswith("\nEND:VCARD") or not body.startswith("BEGIN:VCARD\n"):
            return None
        body = body[12:-10]
        if self._mixed and not body.isascii() and _SURROGATE.search(body):
            return None
        if "\nEND:" in body or len(body) > LONGEST_LINE:
            return None
        if "\n " in body:
            body = body.replace("\n ", "")
        if "\n\t" in body:
            body = body.replace("\n\t", "")
        heads = self._heads
        quoted = '"' in body
        lines: list[Line] = []
        told: list[str] = []
        for line in body.split("\n"):
            text, colon, value = line.partition(":")
            head = heads[text]
            if head is None or not head.clean or not colon:
                if not line:
                    continue
                return None
            if quoted and text.count('"') % 2:
                return None
            if not head.about:
                lines.append((head, value))
                told.append(line)
        return Card(number, chunk, lines, "\n".join(told))

    # --- the careful way ------------------------------------------------------------------------------

    def _feed(self, chunk: str, line: int, open_cards: list[_Open], finished: list[Card]) -> tuple[int, str] | None:
        """One BEGIN and what follows it up to the next. A card whose END never comes stays open: what comes after an
        inner card's END belongs to it. Returns text that stands outside every card, with its line."""
        if len(open_cards) >= DEEPEST_NESTING:
            finished.append(self._close(open_cards.pop(0)))
        card = _Open(line, chunk)
        open_cards.append(card)
        loose: list[str] = []
        loose_line = 0
        for offset, physical in enumerate(chunk.split("\n")):
            if offset == 0:
                continue
            if physical[:1] not in " \t" and _END.match(physical):
                if open_cards:
                    finished.append(self._close(open_cards.pop()))
            elif open_cards:
                open_cards[-1].physical.append(physical)
            elif physical.strip():
                loose_line = loose_line or line + offset
                loose.append(physical)
        return (loose_line, "\n".join(loose)) if loose else None

    def _close(self, card: _Open) -> Card:
        done = Card(card.line, card.text, [])
        done.lines = self._careful(card.physical, done.left_out)
        done.told = "\n".join([f"{head.text}:{value}" for head, value in done.lines if head.name != _STRAY_NAME])
        return done

    def _careful(self, physical: list[str], left_out: list[tuple[str, int]]) -> list[Line]:
        """The logical lines of a card, whatever it looks like."""
        gathered = _Gatherer(self._heads)
        gathered.take(physical)
        lines: list[Line] = []
        for head, parts in gathered.lines:
            if sum(map(len, parts)) > LONGEST_LINE:
                left_out.append(("line-too-long", LONGEST_LINE // 2**20))
                continue
            if self._mixed and _SURROGATE.search(head.text):
                head = parse_head(self._decoded(head.text.encode("utf-8", "surrogateescape"), "")) or _STRAY
            if not head.about:
                lines.append((head, self._value(head, parts)))
        left_out += gathered.left_out
        return lines

    def _value(self, head: Head, parts: list[str]) -> str:
        """The value of a line from its pieces, decoded."""
        if head.quoted_printable and not head.base64:
            raw = _from_quoted_printable("".join(parts))
            if any(part[:1] in " \t" for part in parts[1:]) and not _is_utf8(raw):
                again = _from_quoted_printable(parts[0] + "".join(part.lstrip(" \t") for part in parts[1:]))
                raw = again if _is_utf8(again) else raw
            text = self._decoded(raw, head.charset).replace("\0", "")
            return text.replace("\r\n", "\n").replace("\r", "\n")
        value = "".join(parts)
        if value.isascii() and not (head.charset and "\x1b" in value):
            return value
        if _SURROGATE.search(value) or (head.charset and encodings.codec_of(head.charset) != "utf_8"):
            return self._decoded(value.encode("utf-8", "surrogateescape"), head.charset)
        return value

    def _decoded(self, raw: bytes, charset: str) -> str:
        if raw.isascii() and b"\x1b" not in raw:
            return raw.decode("ascii")
        codec = encodings.codec_of(charset) if charset else ""
        if _is_utf8(raw) or codec:
            if codec != "utf_8":
                self.declared = self.declared or codec
            return encodings.decoded(raw, charset)
        return encodings.decoded(raw, page=self.page)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_quoted_printable(value: str) -> bytes:
    return binascii.a2b_qp(value.encode("utf-8", "surrogateescape"))


def _loose(text: str) -> str:
    """Text outside cards, where it says anything: blank lines, comments and ruled lines do not."""
    kept = [line for line in text.split("\n") if line[:1] != "#" and any(char.isalnum() for char in line)]
    return "\n".join(kept).strip()


@dataclass(slots=True)
class _Open:
    line: int
    text: str
    physical: list[str] = field(default_factory=list)


_TEXTS = frozenset({"NOTE", "COMMENT", "LABEL", "ADR"})
"""Properties whose value some programs break over lines as it is."""


class _Gatherer:
    """Physical lines -> heads with the pieces of their values."""

    def __init__(self, heads: Heads) -> None:
        self._heads = heads
        self.lines: list[tuple[Head, list[str]]] = []
        self.left_out: list[tuple[str, int]] = []
        self._soft = False  # the last line ended with the soft break of quoted-printable
        self._blank = 0

    def take(self, physical: list[str]) -> None:
        """All the lines of a card, in order."""
        at = 0
        while at < len(physical):
            line = physical[at]
            at += 1
            if self._soft and not self._interrupts(line):
                self._continue_soft(line)
                continue
            self._soft = False
            if line[:1] in {" ", "\t"} and self.lines:
                self._fold(line)
            elif not line.strip():
                self._blank += 1
            elif line[0] != "#":  # else it is a comment; no property begins so
                pieces = [line]
                while _headless(line) and len(pieces) < _MOST_HEAD_FOLDS and at < len(physical):
                    if physical[at][:1] not in {" ", "\t"}:
                        break
                    pieces.append(physical[at][1:])
                    line = "".join(pieces)
                    at += 1
                self._begin(line)

    def _interrupts(self, line: str) -> bool:
        """Whether a line that should continue a soft break is the next property: its writer lost the rest."""
        head = self._heads[line.partition(":")[0]] if ":" in line else None
        return head is not None and head.clean and head.name in KNOWN and line.partition(":")[0].isupper()

    def _continue_soft(self, line: str) -> None:
        stripped = line.rstrip()
        self._soft = stripped.endswith("=")
        self.lines[-1][1].append(stripped[:-1] if self._soft else line)

    def _fold(self, line: str) -> None:
        """A folded line: its first blank is none of the value's."""
        head, parts = self.lines[-1]
        if not line.strip():
            self._blank += 1
            return
        self._blank = 0
        if head.base64:
            parts.append(line.strip())
        elif head.quoted_printable:
            stripped = line.rstrip()
            self._soft = stripped.endswith("=")
            parts.append(stripped[1:-1] if self._soft else line[1:])
        else:
            parts.append(line[1:])

    def _begin(self, line: str) -> None:
        head, value = self._split(line)
        if head is not None and (head.known or not self._goes_on(head, value)):
            self._blank = 0
            stripped = value.rstrip()
            if head.quoted_printable and stripped.endswith("="):
                self._soft = True
                value = stripped[:-1]
            self.lines.append((head, [value]))
            return
        if self.lines and self.lines[-1][0].base64:
            self.lines[-1][1].append(line.strip())
        elif self.lines and self.lines[-1][0].name in _TEXTS:
            parts = self.lines[-1][1]
            if parts[-1].endswith("\\") and not parts[-1].endswith("\\\\"):
                parts[-1] = parts[-1][:-1]  # a backslash before the end of the line: so some escape a line break
            parts.append("\\n" * (1 + self._blank) + line)
        elif not (head is None and line.strip().upper() in KNOWN):
            self.lines.append((_STRAY, [line]))
        self._blank = 0

    def _goes_on(self, head: Head, value: str) -> bool:
        """Whether a line with an unknown name is the text of the line before ("Phone: call after five")."""
        if not self.lines or self.lines[-1][0].name not in _TEXTS:
            return False
        return value.startswith(" ") or not head.text.isupper() or not value

    def _split(self, line: str) -> tuple[Head | None, str]:
        """Head and value at the first colon that no quotation marks enclose; (None, …) where the line has no head."""
        if line.count(";", 0, 65536) > MOST_PARAMETERS and line.find(":") > line.find(";"):
            text = line.partition(":")[0]
            if text.count(";") > MOST_PARAMETERS:
                self.left_out.append(("too-many-parameters", MOST_PARAMETERS))
                return None, ""
        text, colon, value = line.partition(":")
        if not colon:
            return None, ""
        if text.count('"') % 2:
            at = len(text)
            quotes = text.count('"')
            while at >= 0:
                following = line.find(":", at + 1)
                quotes += line.count('"', at, following if following >= 0 else len(line))
                at = following
                if at >= 0 and quotes % 2 == 0:
                    return self._heads[line[:at]], line[at + 1 :]
        return self._heads[text], value


def _headless(line: str) -> bool:
    """Whether the line may break off before its colon: a fold can fall among the parameters, too."""
    text, colon, _ = line.partition(":")
    return not colon or text.count('"') % 2 == 1


_STRAY = Head(_STRAY_NAME, "", _STRAY_NAME, clean=False)
"""A line of a card that belongs to nothing: kept as it is."""
