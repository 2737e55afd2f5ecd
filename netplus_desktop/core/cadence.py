"""How often one means to be in touch, in days. What a list of people needs of the practice."""

from __future__ import annotations

from collections.abc import Mapping

from netplus_desktop.core.records import Tier

Cadence = Mapping[Tier, tuple[int, int]]
"""How many days may pass between two contacts, ideally and at most, by how closely one keeps in touch."""

QUIET_DAYS = 60
"""After so many days without a contact a person known before counts as quiet (ideal gap of the Active tier)."""

TIER_DAYS: Cadence = {
    Tier.INNER: (30, 45),
    Tier.ACTIVE: (60, 90),
    Tier.STEADY: (90, 180),
    Tier.LIGHT: (180, 365),
}
"""The cadence until the user changes it (`clocks.Clocks.cadence`). Nobody measured these numbers: they lie within what
networking guides and makers of such programs name for a close circle, active ties, a quarterly note and a yearly one
(penluma.pages.dev; uphabit.com/2023/01/09)."""

JOB_NEWS_DAYS = 90
"""For so many days a change of employer that an import told of is a reason to write: a quarter, as long as one speaks
of a new job as new."""


def quiet_days(tier: Tier, cadence: Cadence) -> int:
    """After how many days without a contact it is quiet with somebody of this tier."""
    return cadence[tier][1] if tier in cadence else QUIET_DAYS
