"""What a program that is killed while it takes files in, writes files out and prints leaves behind."""

from __future__ import annotations

import contextlib
import random
import subprocess

from .markers import search
from .robot import Place, place

ASKED_FOR = {"in.vcf", "out.vcf", "printed.pdf"}
"""The files that the user has, and asked for."""
LONGEST = 6.0
"""Seconds until the kill, at most: some three turns of all."""


def left_by(here: Place, after: float) -> tuple[int, int]:
    """Kill the program so many seconds after it began, and start it again: how many markers can be read in what it
    wrote by itself, and how many files lie beside those that were asked for."""
    with here.played("carrying") as child:
        with contextlib.suppress(subprocess.TimeoutExpired):  # it does not end by itself
            child.wait(after)
        child.kill()
        child.wait(20)
    with here.played("idle", THEN_END="1") as child:
        child.wait(60)
    beside = {path.name for path in here.outside.rglob("*")} - ASKED_FOR
    return len(search(here.written)), len(beside) + sum(1 for _ in here.temporary.iterdir())


def run(count: int) -> dict[str, int]:
    """So many kills, each in a new home."""
    chance = random.Random(count)
    markers = files = 0
    for _ in range(count):
        with place() as here:
            found, left = left_by(here, chance.uniform(0, LONGEST))
            markers, files = markers + found, files + left
    return {"kills": count, "markers found": markers, "files left": files}
