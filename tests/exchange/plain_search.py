"""A search for notes in files of cards that shares nothing with the reader: what it finds, the reader must find."""

from __future__ import annotations

import re

_NOTE = re.compile(r"^(?:[\w-]+\.)?NOTE(?:;[^:\n]*)?:[ \t]*\S", re.IGNORECASE | re.MULTILINE)


def notes(data: bytes) -> list[int]:
    """How many notes stand in each card that has any."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if marked or b"\0" in data:
        text = data.decode("utf-16" if marked else "utf-16-be")
    else:
        text = data.decode("utf-8", "replace")
    text = re.sub("\n[ \t]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    counts = [len(_NOTE.findall(card)) for card in re.split(r"(?im)^BEGIN:VCARD", text)]
    return [count for count in counts if count]
