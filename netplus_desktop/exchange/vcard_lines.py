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
from io import BytesIO

from netplus_desktop.exchange import encodings
from netplus_desktop.exchange.vcard_heads import (
    KNOWN,
    MOST_PARAMETERS,
    STRAY,
    Head,
    Heads,
    Line,
    from_quoted_printable,
    parse_head,
    without_encoding,
)

LONGEST_LINE = 16 * 1024 * 1024
DEEPEST_NESTING = 8

_MOST_HEAD_FOLDS = 64

_BLOCK = 1024 * 1024
"""So many bytes of a file are decoded at a time, where it must be looked through."""

_BEGIN = re.compile(r"^[^\w\n \t]{0,8}(?:[\w-]{1,64}\.)?BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^[^\w\n \t]{0,8}(?:[\w-]{1,64}\.)?END[ \t]*:[ \t]*VCARD[ \t;]*$", re.IGNORECASE)
_GLUED = re.compile(rb"END:VCARD(?:\xef\xbb\xbf)?(?=BEGIN:VCARD)")
"""Where files that end without a line end were put one behind another."""

_SURROGATE = re.compile("[\udc80-\udcff]")
_WORDS = frozenset("FN N NICKNAME X-NICKNAME ORG TITLE ROLE NOTE ADR LABEL CATEGORIES".split())
"""Properties whose values are words, and as such may be encoded as base64, or as quoted-printable unsaid."""

_UNSAID = re.compile(r"=[C-F][0-9A-F]=[89AB][0-9A-F]")
"""Quoted-printable of UTF-8. Some phones write it and do not say so."""

_NO_ESCAPE = re.compile(r"=(?![0-9A-F]{2})")

_QUOTED = re.compile(r"^(?>[^:\n]*?QUOTED-PRINTABLE)[^:\n]*+:(.*(?:(?<==)\n.*)*)", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(r"CHARSET=\"?([\w.:-]{1,40})", re.IGNORECASE)


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
    if any(map(_is_untidy, encodings.parts(data))):
        tidy = BytesIO()  # it gives what it holds away without copying it
        for part in encodings.parts(data):
            tidy.write(_tidied(part))
        data = tidy.getvalue()
    if _mentions_card(data) and not holds_card(data):  # a card that was pasted with the margin of a page
        text = data.decode("utf-8", "surrogateescape")
        margin = re.search(r"^([ \t]+)BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", text, re.IGNORECASE | re.MULTILINE)
        if margin:
            text = re.sub(rf"^{margin[1]}", "", text, flags=re.MULTILINE)
            data = text.encode("utf-8", "surrogateescape")
    return data, name


def _is_untidy(part: bytes) -> bool:
    return b"\r" in part or b"\0" in part or _GLUED.search(part) is not None


def _tidied(part: bytes) -> bytes:
    """A part with plain line ends, without NUL, and with every card on lines of its own."""
    part = part.replace(b"\0", b"")
    if b"\r\r\n" in part:
        part = re.sub(b"\r+\n", b"\n", part)
    return _GLUED.sub(b"END:VCARD\n", part.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))


def holds_card(text: bytes) -> bool:
    """Whether a card begins anywhere in the text."""
    return _mentions_card(text) and next(_begins(text), None) is not None


def _mentions_card(text: bytes) -> bool:
    """Whether it is worth looking for the beginning of a card: in a large table that search takes its time."""
    return b"vcard" in text[:4096].lower() or any(b"vcard" in part.lower() for part in encodings.parts(text))


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
    clean = ended = mentioned = 0
    for part in encodings.parts(text):
        clean += part.count(b"\nBEGIN:VCARD\n") + part.startswith(b"BEGIN:VCARD\n")
        ended += part.count(b"\nEND:VCARD") + part.startswith(b"END:VCARD")
        mentioned += part.lower().count(b"vcard")
    if ended != clean or mentioned != 2 * clean:
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
            raw = [from_quoted_printable(match[1].replace("=\n", "")) for match in _QUOTED.finditer(text)]
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
        if "\nEND:" in body or len(body) > LONGEST_LINE or _UNSAID.search(body):
            return None
        if "\n " in body:
            if "VERSION:2.1" in body:
                return None
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
        done.told = "\n".join([f"{head.text}:{value}" for head, value in done.lines if head.name != STRAY.name])
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
                head = parse_head(self._decoded(head.text.encode("utf-8", "surrogateescape"), "")) or STRAY
            if not head.about:
                lines.append(self._line(head, parts))
        left_out += gathered.left_out
        return lines

    def _line(self, head: Head, parts: list[str]) -> Line:
        """A logical line from its pieces. Words in base64, or in quoted-printable unsaid, are a line of plain ones."""
        if head.name not in _WORDS or head.quoted_printable:
            return head, self._value(head, parts)
        value = "".join(parts)
        if head.base64:
            raw = _from_base64(value)
        else:
            raw = from_quoted_printable(value) if _UNSAID.search(value) and not _NO_ESCAPE.search(value) else b""
        if not raw or b"\0" in raw:
            return head, self._value(head, parts)
        text = self._decoded(raw, head.charset).replace("\r\n", "\n").replace("\r", "\n")
        return self._heads[without_encoding(head.text)] or head, text.replace("\n", "\\n")

    def _value(self, head: Head, parts: list[str]) -> str:
        """The value of a line from its pieces, decoded."""
        if head.quoted_printable and not head.base64:
            raw = from_quoted_printable("".join(parts))
            if any(part[:1] in " \t" for part in parts[1:]) and not _is_utf8(raw):
                again = from_quoted_printable(parts[0] + "".join(part.lstrip(" \t") for part in parts[1:]))
                raw = again if _is_utf8(again) else raw
            text = self._decoded(raw, head.charset).replace("\0", "")
            return text.replace("\r\n", "\n").replace("\r", "\n")
        value = "".join(parts)
        if value.isascii() and not (head.charset and encodings.codec_of(head.charset) in encodings.SEVEN_BITS):
            return value
        if _SURROGATE.search(value) or (head.charset and encodings.codec_of(head.charset) != "utf_8"):
            return self._decoded(value.encode("utf-8", "surrogateescape"), head.charset)
        return value

    def _decoded(self, raw: bytes, charset: str) -> str:
        codec = encodings.codec_of(charset) if charset else ""
        if raw.isascii() and codec not in encodings.SEVEN_BITS:
            return raw.decode("ascii")
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


def _from_base64(value: str) -> bytes:
    """The bytes that the value stands for; b'' where it stands for none."""
    try:
        return binascii.a2b_base64("".join(value.split()), strict_mode=True)
    except ValueError:
        return b""


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
        self._between_words = False  # there version 2.1 breaks lines; later ones, and some of its writers, anywhere
        self._soft = False  # the last line ended with the soft break of quoted-printable
        self._blank = 0

    def take(self, physical: list[str]) -> None:
        """All the lines of a card, in order."""
        self._between_words = any(line.startswith("VERSION:2.1") for line in physical)
        at = 0
        while at < len(physical):
            line = physical[at]
            at += 1
            if self._soft and not self._interrupts(line):
                self._continue_soft(line)
                continue
            self._soft = False
            if line[:1] in {" ", "\t"} and self.lines:
                self._fold(line, physical[at - 2])
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
        text, colon, value = line.partition(":")
        head = self._heads[text] if colon else None
        if head is None or not head.clean or head.name not in KNOWN or not text.partition(";")[0].isupper():
            return False
        if ";" in text:
            return True
        return value[:1] != " " and not self.lines[-1][1][-1].endswith("=0A")  # else it is a line of a text

    def _continue_soft(self, line: str) -> None:
        stripped = line.rstrip()
        self._soft = stripped.endswith("=")
        self.lines[-1][1].append(stripped[:-1] if self._soft else line)

    def _fold(self, line: str, before: str) -> None:
        """A folded line: its first blank is none of the value's, but where version 2.1 breaks lines between words."""
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
        elif self._between_words and line[1:2].strip() and before[-1:].strip() and _short(before):
            parts.append(line)
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
            self.lines.append((STRAY, [line]))
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


def _short(line: str) -> bool:
    """Whether the line was broken before it was full: what breaks lines anywhere fills them."""
    return len(line.encode("utf-8", "replace")) < _FULL


_FULL = 72
"""Bytes of a line that was broken for its length: 75 or 76 are allowed, less the rest of a character."""


def _headless(line: str) -> bool:
    """Whether the line may break off before its colon: a fold can fall among the parameters, too."""
    text, colon, _ = line.partition(":")
    return not colon or text.count('"') % 2 == 1
