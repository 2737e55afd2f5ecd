"""Text or a link that is dropped on the offers, or was copied, as an offer. Nothing that a link names is opened."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QMimeData

from netplus_desktop.core.practice import OFFER_MINUTES
from netplus_desktop.core.records import OfferFields, OfferKind

TITLE_LENGTH = 200
"""Longest title that a text becomes; the whole text stays as its proof."""

LINK_LENGTH = 2000
"""Longest address that is kept: what browsers and servers agree on."""

_WEB = ("http", "https")
_AROUND = "<>()[],;\"'"
"""What stands around an address in a text."""
_NAMED = "text/x-moz-url"
"""How a browser hands over a link with the title of its page: two lines of UTF-16."""


def offer_of(mime: QMimeData) -> OfferFields | None:
    """The offer that a text or a link makes; None for files and people, which are for the import, and for nothing.

    A link is called by its page's title where the browser tells it, else by the end of its address. A text is the
    title; of a long one its first line is, and the whole stands as the proof. An address in it is the link.
    """
    if any(url.isLocalFile() for url in mime.urls()):
        return None
    if any(mime.hasFormat(kind) for kind in ("text/vcard", "text/x-vcard", "text/directory")):
        return None
    text = mime.text().strip() if mime.hasText() else ""
    if text.lstrip("\ufeff").upper().startswith("BEGIN:VCARD"):
        return None
    named = bytes(mime.data(_NAMED).data()).decode("utf-16-le", "ignore") if mime.hasFormat(_NAMED) else ""
    address, _, title = named.strip("\0\ufeff \n").partition("\n")
    link = _web(address) or next((found for url in mime.urls() if (found := _web(url.toString()))), "")
    if not link:
        link = next((found for word in text.split() if (found := _web(word.strip(_AROUND)))), "")
    if not text or text == link:
        text = title.strip() or _called(link)
    title = " ".join(word for word in text.split() if word.strip(_AROUND) != link)
    if not title:
        return None
    whole = ""
    if len(title) > TITLE_LENGTH:
        lines = (" ".join(line.split()) for line in text.splitlines())
        title, whole = next(line for line in lines if line and line.strip(_AROUND) != link)[:TITLE_LENGTH].strip(), text
    kind = OfferKind.RESOURCE
    return OfferFields(title, kind, OFFER_MINUTES[kind], proof=whole, link=link)


def _web(text: str) -> str:
    """An address on the web, as it stands; '' for anything else."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that are no address
        return ""
    good = parts.scheme.lower() in _WEB and parts.netloc and len(text) <= LINK_LENGTH and text.isprintable()
    return text if good and " " not in text else ""


def _called(link: str) -> str:
    """What an address is called: the last part of its path in words, else its host."""
    if not link:
        return ""
    parts = urlsplit(link)
    words = " ".join(re.findall(r"\w+", unquote(PurePosixPath(parts.path).stem).replace("_", " ")))
    return words if any(c.isalpha() for c in words) else parts.netloc
