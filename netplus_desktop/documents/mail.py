"""Hand a letter to the mail program: a mailto: address when it fits, an unsent .eml draft when it is long.

An address that could name more than its one recipient, or add a header, is left out: the mail program then asks.
"""

from __future__ import annotations

import re
import unicodedata
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from urllib.parse import quote

from netplus_desktop.core.records import Letter
from netplus_desktop.documents.wording import plain

MAILTO_LIMIT = 1800
"""Longest mailto: address that all mail programs and desktops take, in characters."""

_ADDRESS = re.compile(r"""[^\s@<>,;:"()\[\]\\?=#%/|`]{1,64}@[^\s@<>,;:"()\[\]\\?=#%/&|`]{1,253}""")
_MAX_ADDRESS = 254


def recipient(address: str) -> str:
    """The address where it names exactly one recipient, else ""."""
    address = address.strip()
    hidden = any(unicodedata.category(mark).startswith("C") for mark in address)
    if hidden or len(address) > _MAX_ADDRESS or not _ADDRESS.fullmatch(address) or address.startswith("-"):
        return ""
    return address


def new_mail(address: str) -> str:
    """The mailto: address that begins a mail to this one recipient; "" where the address could name more."""
    to = recipient(address)
    return f"mailto:{quote(to, safe='@')}" if to else ""


def mailto(address: str, letter: Letter) -> str | None:
    """The mailto: address with subject and body, or None where it would be longer than `MAILTO_LIMIT`."""
    body = quote("\r\n".join(_clean(letter.body).split("\n")), safe="")
    url = f"mailto:{quote(recipient(address), safe='@')}?subject={quote(plain(letter.subject), safe='')}&body={body}"
    return url if len(url) <= MAILTO_LIMIT else None


def draft(address: str, letter: Letter) -> bytes:
    """The letter as an unsent message file (.eml). Line breaks in the address or the subject cannot add headers."""
    to = recipient(address)
    message = EmailMessage(policy=SMTP if to.isascii() else SMTPUTF8)  # older programs read no plain UTF-8 headers
    message["X-Unsent"] = "1"
    if to:
        message["To"] = to
    message["Subject"] = plain(letter.subject)
    message.set_content(_clean(letter.body), cte="quoted-printable")
    return message.as_bytes()


def _clean(text: str) -> str:
    """A body without controls other than line breaks."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in text if mark in "\n\t" or unicodedata.category(mark) != "Cc")
