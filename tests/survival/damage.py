"""Single flipped bits, each in a vault of its own: how many the check, the opening or a backup finds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from store.test_checking import flipped_bits

from . import driver


def run(count: int, seed: int) -> dict[str, object]:
    """So many flips over the whole file."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        driver.make_vault(folder)
        data = driver.place(folder).read_bytes()
        found = flipped_bits(data, driver.recovery_key(driver.KEY), folder, count=count, seed=seed)
    return {"trials": count, "found": found, "not found": count - found}
