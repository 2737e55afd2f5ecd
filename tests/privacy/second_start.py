"""Two programs started over one vault at the same moment, killed, and started again."""

from __future__ import annotations

import subprocess
from contextlib import ExitStack

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.opening import open_store

from .robot import LATE, PASSPHRASE, Place, place


def run(count: int) -> dict[str, int]:
    """So many races, over a new vault and over one that is there in turn. Both are killed each time."""
    two = none = in_the_way = 0
    with ExitStack() as until_the_end:
        for turn in range(count):
            here = until_the_end.enter_context(place())
            if turn % 2:
                open_store(here.vault, passphrase=PASSPHRASE, create=True).close()
            writers = _race(here)
            two += writers > 1
            none += writers < 1
            try:
                open_store(here.vault, passphrase=PASSPHRASE).close()
            except VaultError:
                in_the_way += 1
    return {"races": count, "two writers": two, "no writer": none, "locks in the way": in_the_way}


def _race(here: Place) -> int:
    """How many of two programs opened the vault for writing."""
    programs = [
        subprocess.Popen(
            here.command("racing"), env=here.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for _ in range(2)
    ]
    told = []
    try:
        for program in programs:
            assert program.stdout is not None
            told.append(program.stdout.readline().strip())
    finally:
        for program in programs:
            program.kill()
            program.wait(LATE)
            if program.stdout is not None:
                program.stdout.close()
    return told.count("writes")
