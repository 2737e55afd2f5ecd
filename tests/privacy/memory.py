"""What is left in the memory of the program once it is locked: its key, and what was in the vault. Linux only."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netplus_desktop.store.opening import open_store

from .markers import Hit, in_memory
from .robot import PASSPHRASE, Place, filled, place


def readable() -> bool:
    """Whether this account may look into the memory of a program that keeps others out."""
    return os.geteuid() == 0 and Path("/proc/self/mem").exists()


def run(count: int) -> dict[str, int]:
    """So many programs that looked at a full vault and were locked."""
    with_key = with_markers = left = 0
    for _ in range(count):
        with place() as here:
            hits = after_lock(here)
        with_key += any(hit.marker == "key" for hit in hits)
        markers = {hit.marker for hit in hits} - {"key"}
        with_markers += bool(markers)
        left += len(markers)
    return {"dumps": count, "with the key": with_key, "with a marker": with_markers, "markers in all": left}


def after_lock(here: Place) -> set[Hit]:
    """What of the vault lies in the memory of a locked program."""
    store = open_store(here.vault, passphrase=PASSPHRASE, create=True)
    key = store._vault.key
    forms = [key.secret, key.secret.hex().encode(), store.recovery_key()[:20].encode()]
    filled(store)
    store.close()
    with looked(here) as process:
        return in_memory(process, forms)


@contextmanager
def looked(here: Place) -> Iterator[int]:
    """The program, locked after somebody looked at everything."""
    with here.played("looking") as child:
        yield child.pid


def table(hits: set[Hit]) -> Counter[tuple[str, str]]:
    """How many markers in which form and place."""
    return Counter((hit.form, hit.where) for hit in hits)
