"""The vault's layout as the rest of `store` knows it. The tables stand in `tables`, whose code is read when one of them
is first written to or taken an image of: it brings peewee, which is a tenth of the time to the first painting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netplus_desktop.store.tables import (
        DERIVED as DERIVED,
    )
    from netplus_desktop.store.tables import (
        IMAGED as IMAGED,
    )
    from netplus_desktop.store.tables import (
        KINDS as KINDS,
    )
    from netplus_desktop.store.tables import (
        LINEAGE as LINEAGE,
    )
    from netplus_desktop.store.tables import (
        TABLES as TABLES,
    )
    from netplus_desktop.store.tables import (
        Ask as Ask,
    )
    from netplus_desktop.store.tables import (
        Contact as Contact,
    )
    from netplus_desktop.store.tables import (
        ContactKey as ContactKey,
    )
    from netplus_desktop.store.tables import (
        ContactPoint as ContactPoint,
    )
    from netplus_desktop.store.tables import (
        ContactStanding as ContactStanding,
    )
    from netplus_desktop.store.tables import (
        ContactTag as ContactTag,
    )
    from netplus_desktop.store.tables import (
        Counter as Counter,
    )
    from netplus_desktop.store.tables import (
        Draft as Draft,
    )
    from netplus_desktop.store.tables import (
        Employer as Employer,
    )
    from netplus_desktop.store.tables import (
        Exchange as Exchange,
    )
    from netplus_desktop.store.tables import (
        FavouriteQuestion as FavouriteQuestion,
    )
    from netplus_desktop.store.tables import (
        FitChoice as FitChoice,
    )
    from netplus_desktop.store.tables import (
        FormerPost as FormerPost,
    )
    from netplus_desktop.store.tables import (
        Heard as Heard,
    )
    from netplus_desktop.store.tables import (
        ImportBatch as ImportBatch,
    )
    from netplus_desktop.store.tables import (
        ImportImage as ImportImage,
    )
    from netplus_desktop.store.tables import (
        Interview as Interview,
    )
    from netplus_desktop.store.tables import (
        InterviewEvent as InterviewEvent,
    )
    from netplus_desktop.store.tables import (
        InterviewQuestion as InterviewQuestion,
    )
    from netplus_desktop.store.tables import (
        Introduction as Introduction,
    )
    from netplus_desktop.store.tables import (
        IntroductionEvent as IntroductionEvent,
    )
    from netplus_desktop.store.tables import (
        Landing as Landing,
    )
    from netplus_desktop.store.tables import (
        Meta as Meta,
    )
    from netplus_desktop.store.tables import (
        Offer as Offer,
    )
    from netplus_desktop.store.tables import (
        OwnQuestion as OwnQuestion,
    )
    from netplus_desktop.store.tables import (
        PersonChoice as PersonChoice,
    )
    from netplus_desktop.store.tables import (
        Photo as Photo,
    )
    from netplus_desktop.store.tables import (
        Preference as Preference,
    )
    from netplus_desktop.store.tables import (
        SignalChoice as SignalChoice,
    )
    from netplus_desktop.store.tables import (
        Snippet as Snippet,
    )
    from netplus_desktop.store.tables import (
        Snooze as Snooze,
    )
    from netplus_desktop.store.tables import (
        Table as Table,
    )
    from netplus_desktop.store.tables import (
        TableLayout as TableLayout,
    )
    from netplus_desktop.store.tables import (
        columns as columns,
    )
    from netplus_desktop.store.tables import (
        table_name as table_name,
    )
else:

    def __getattr__(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        from netplus_desktop.store import tables

        value = globals()[name] = getattr(tables, name)
        return value


APPLICATION_ID = 0x4E50764C
"""Marks the file as a NetPlus vault: "NPvL"."""

NEWEST = "0006_people_for_needs"
"""The newest migration. Start-up compares it with the scripts that shipped and with the vault's own history."""

VERSION = int(NEWEST[:4])
"""The vault's `user_version`: the number of its newest migration."""

COUNTED = {"contact": "contact", "interview": "interview", "offer": "offer"}
"""Counter -> table."""

SEARCH_COLUMNS = ("name", "work", "mail", "tags", "note", "talk")
