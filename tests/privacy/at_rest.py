"""How much of the vault can be read in the files of a program that was used and then ended, killed or crashed."""

from __future__ import annotations

import random
import signal

from .markers import search
from .robot import place


def run(count: int) -> dict[str, int]:
    """So many days of work, each ended otherwise, each in a new home."""
    chance = random.Random(count)
    hits = 0
    for turn in range(count):
        scenario = ("use", "typing", "planning", "locked", "choosing", "crashing", "importing")[turn % 7]
        with place() as here:
            with here.played(scenario) as child:
                child.send_signal(chance.choice((signal.SIGTERM, signal.SIGKILL, signal.SIGABRT, signal.SIGBUS)))
                child.wait(20)
            hits += len(search(here.written))
    return {"runs": count, "markers found": hits}
