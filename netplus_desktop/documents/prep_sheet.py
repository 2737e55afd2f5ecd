"""The prep sheet: the one page that is taken to an informational interview. Content only; `ui.printing` draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netplus_desktop.core.records import Contact, Interview, Offer


@dataclass(frozen=True, slots=True)
class SheetData:
    """All that may go onto a sheet. `contact` and `interview` are None for the blank form."""

    contact: Contact | None
    interview: Interview | None
    offers: tuple[Offer, ...]  # up to three that fit what is known
    now: datetime  # aware, in the zone that dates are printed in
