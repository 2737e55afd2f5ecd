"""Names for the files that the program writes: inside the chosen folder on every system, whoever they are about."""

from __future__ import annotations

import re

from netplus_desktop.documents.wording import plain

MOST_BYTES = 120
"""Longest name, with its suffix, in UTF-8: room for what desktops and archives put before and behind it."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|%$`\ud800-\udfff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def safe_file_name(name: str, suffix: str) -> str:
    """A file name made of `name`, ending in `suffix` (".pdf"). It never leaves its folder and is never an option."""
    stem = _FORBIDDEN.sub(" ", plain(name))
    stem = " ".join(stem.split()).strip(" .-~")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    room = MOST_BYTES - len(suffix.encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip(" .-~")
    return (stem or "prep sheet") + suffix
