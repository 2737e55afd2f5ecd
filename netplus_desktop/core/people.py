"""Normalise names, addresses and numbers of people, and say who might be whom."""

from __future__ import annotations

from netplus_desktop.core.records import FieldChange, Person


def display_name(person: Person) -> str:
    """The name to show: the full name as given, else its parts (family first for Chinese, Japanese and Korean),
    else nickname, organisation, e-mail address, number; '' where there is nothing."""
    raise NotImplementedError


def initials(name: str) -> str:
    """One or two capitals for the disc in the list ("Priya Raman" PR, "田中 美咲" 田); '?' for an empty name."""
    raise NotImplementedError


def email_key(value: str) -> str:
    """The e-mail address for comparing; '' where it is none."""
    raise NotImplementedError


def phone_key(value: str, region: str = "") -> str:
    """The last nine digits of the number for comparing; '' with fewer than seven digits."""
    raise NotImplementedError


def linkedin_slug(url: str) -> str:
    """The lower-case name behind /in/ of a LinkedIn profile address, without query or slash; '' elsewhere."""
    raise NotImplementedError


def identity_keys(person: Person, *, row_fingerprint: str = "") -> tuple[str, ...]:
    """Keys that say "this is the same entry": 'uid:…' (vCard UID), 'in:…' (LinkedIn slug), 'row:…' (source row)."""
    raise NotImplementedError


def match_keys(person: Person) -> tuple[str, ...]:
    """Keys that only suggest the same person: 'mail:…', 'tel:…', 'who:…' (folded name with employer)."""
    raise NotImplementedError


def merge(old: Person, new: Person) -> tuple[Person, tuple[FieldChange, ...]]:
    """`old` updated from a newer reading: empty fields fill, differing fields take the new value, points, tags and
    extra lines are joined, notes kept and added to. With what would change, field by field; () when nothing does."""
    raise NotImplementedError
