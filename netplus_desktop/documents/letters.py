"""Letters composed from what was heard: the thank-you with takeaways, promises and offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from netplus_desktop.core.records import Contact, Heard, Interview, Letter, Offer


def thank_you(
    contact: Contact,
    interview: Interview,
    *,
    takeaways: Sequence[Heard],
    promises: Sequence[Heard],
    offers: Sequence[Offer],
    referrals: Sequence[Heard] = (),
    now: datetime,
    signature: str = "",
) -> Letter:
    """A thank-you from the ticked things, 75 to 150 words; places that only the user can fill stand in [brackets]."""
    raise NotImplementedError


def gaps(text: str) -> tuple[str, ...]:
    """The places in [brackets] that are still to be filled."""
    raise NotImplementedError


def word_count(text: str) -> int:
    """Words of a letter's body, as people count them."""
    raise NotImplementedError
