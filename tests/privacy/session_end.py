"""How quickly the program ends when it is told to, and whether anything that was typed is lost."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable

from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

from .robot import PASSPHRASE, Place, place

ALLOWED = 2.0
"""Seconds."""


def run(count: int) -> dict[str, int]:
    """So many ends of the session, in turn in each state and by each signal."""
    late = unclean = lost_some = 0
    for turn in range(count):
        scenario = list(KEPT)[turn % len(KEPT)]
        with place() as here, here.played(scenario) as child:
            before = time.monotonic()
            child.send_signal((signal.SIGTERM, signal.SIGHUP, signal.SIGINT)[turn % 3])
            unclean += child.wait(30) != 0
            late += time.monotonic() - before > ALLOWED
            lost_some += lost(here, scenario) != ""
    return {"runs": count, "later than two seconds": late, "unclean": unclean, "lost": lost_some}


def lost(here: Place, scenario: str) -> str:
    """What of a scenario is not in the vault; '' where all is."""
    store = open_store(here.vault, passphrase=PASSPHRASE)
    try:
        return KEPT[scenario](store)
    finally:
        store.close()


def _note(store: Store) -> str:
    heard = [thing.text for contact in store.contact_ids() for thing in store.contact(contact).heard]
    return "" if "half a need" in heard else "the note"


def _plan(store: Store) -> str:
    aside = json.loads(store.take_aside() or "{}")
    return "" if aside.get("plan", {}).get("plan", {}).get("purpose") == "half a purpose" else "the plan"


def _import(store: Store) -> str:
    """All of it or nothing; where nothing, the import is offered again."""
    people, aside = store.counts().people, json.loads(store.take_aside() or "{}")
    return "" if people == 20_000 or (people == 0 and "import" in aside) else f"{people} people"


def _nothing(_store: Store) -> str:
    return ""


KEPT: dict[str, Callable[[Store], str]] = {
    "idle": _nothing,
    "typing": _note,
    "planning": _plan,
    "importing": _import,
    "locked_while_planning": _plan,
}
"""What tells, for each scenario, whether something is lost."""
