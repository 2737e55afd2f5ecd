"""The Today page over a full vault: its lines read, those with whom contact cools found, the page painted.

Of the people, a tenth stand in a tier and every twentieth has a conversation; a hundred pairs are being introduced.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import floor
import vaults
from PySide6.QtWidgets import QApplication

from netplus_desktop.core.records import EventKind, InterviewPlan, IntroductionKind, Kind, Tier
from netplus_desktop.store.store import Store
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.today.page import TodayPage

ROUNDS = 9
TIERS = (Tier.INNER, Tier.ACTIVE, Tier.STEADY, Tier.LIGHT)
PAIRS = 100


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    args = parser.parse_args()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        store = vaults.filled(Path(name), args.people)
        _fill(store)
        page = TodayPage(Session(store, Settings()))
        page.resize(654, 760)
        page.show()
        read = floor.medians(
            ROUNDS, steps=lambda: store.today(limit=100), cooling=lambda: store.cooling(limit=100), figures=store.counts
        )
        painted = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            page.refresh()
            page.grab()
            painted.append(time.perf_counter() - begun)
            app.processEvents()
        floor.show(
            "today",
            people=args.people,
            lines=len(page.lines),
            **{f"{what}_ms": round(took * 1e3, 1) for what, took in read.items()},
            page_ms=floor.percentiles(painted),
        )
        page.close()
        page.deleteLater()
        app.processEvents()
        store.close()


def _fill(store: Store) -> None:
    ids, now = list(store.contact_ids()), store.now()
    for place, tier in enumerate(TIERS):
        store.set_tier(ids[place::40], tier)
        for number, one in enumerate(ids[place::40]):
            store.in_touch(one, now.date() - timedelta(days=number % 400))
    for number, one in enumerate(ids[4::20]):
        starts = (now + timedelta(days=number % 40 - 30)).replace(tzinfo=None)
        talk = store.plan_interview(one, InterviewPlan(starts=starts)).new_id(Kind.INTERVIEW)
        store.record_event(talk, EventKind.ACCEPTED, now)
    for first, second in zip(ids[5::20][:PAIRS], ids[6::20][:PAIRS], strict=True):
        made = store.introduce(first, second).new_id(Kind.INTRODUCTION)
        store.record_introduction(made, IntroductionKind.FIRST_AGREES, now)
    store.refresh_clocks()


if __name__ == "__main__":
    main()
