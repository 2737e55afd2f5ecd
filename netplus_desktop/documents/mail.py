"""Hand a letter to the mail program: a mailto: address when it fits, an unsent .eml draft when it is long."""

from __future__ import annotations

from netplus_desktop.core.records import Letter

MAILTO_LIMIT = 1800
"""Longest mailto: address that all mail programs and desktops take, in characters."""


def mailto(address: str, letter: Letter) -> str | None:
    """The mailto: address with subject and body, or None where it would be longer than `MAILTO_LIMIT`."""
    raise NotImplementedError


def draft(address: str, letter: Letter) -> bytes:
    """The letter as an unsent message file (.eml). Line breaks in the address or the subject cannot add headers."""
    raise NotImplementedError
