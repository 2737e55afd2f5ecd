"""Rank what I can offer against the needs that a person voiced, and say why."""

from __future__ import annotations

from collections.abc import Sequence

from netplus_desktop.core.records import Fit, Heard, Offer


def fits(needs: Sequence[Heard], offers: Sequence[Offer], *, most: int = 3) -> tuple[Fit, ...]:
    """The offers that fit these needs, best first, at most `most` for each need and each offer once."""
    raise NotImplementedError
