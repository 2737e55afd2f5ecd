"""Long work without the garbage collector: thousands of new records would be looked through again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector off for a while. What is made meanwhile is counted among the old afterwards, unseen: records
    hold no cycles, and looking through them once more would take longer than making some of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # all that was frozen goes to the oldest generation
            gc.enable()
