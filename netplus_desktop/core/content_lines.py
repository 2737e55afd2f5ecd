"""Content lines, of which cards (RFC 2426, 6350) and calendars (RFC 5545) are made: text escaped and folded."""

from __future__ import annotations

FOLD_AT = 75
"""Octets in a line, without its end (RFC 2426, 2.6; RFC 5545, 3.1)."""


def escape(text: str) -> str:
    """The text as a value: backslash, semicolon, comma and line break escaped."""
    if not text.isascii() or not text.isalnum():
        text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        text = text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return text


def folded(line: str) -> str:
    """The line cut into pieces of at most 75 octets, never inside a character, each with its end (CR LF)."""
    if len(line) <= FOLD_AT and (line.isascii() or len(line.encode("utf-8", "replace")) <= FOLD_AT):
        return line + "\r\n"
    if line.isascii():
        rest = range(FOLD_AT, len(line), FOLD_AT - 1)
        return "\r\n ".join([line[:FOLD_AT], *(line[at : at + FOLD_AT - 1] for at in rest)]) + "\r\n"
    raw = line.encode("utf-8", "replace")
    pieces = []
    at, room = 0, FOLD_AT
    while at < len(raw):
        end = min(at + room, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[at:end].decode("utf-8"))
        at, room = end, FOLD_AT - 1
    return "\r\n ".join(pieces) + "\r\n"
