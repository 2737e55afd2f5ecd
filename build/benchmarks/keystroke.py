"""A letter typed into the search box to the painted list: names letter by letter, over one repaint of that list.

Every query is asked once: nothing that was read for one before helps it, but what a running program has in memory.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from array import array
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import floor
import people
import vaults
from PySide6.QtWidgets import QApplication

from netplus_desktop.ui.main_window import open_window


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    args = parser.parse_args()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        store = vaults.filled(Path(name), args.people)
        window = open_window(store)
        window.resize(1280, 800)
        window.show()
        app.processEvents()
        view = window.people.view
        painted: list[float] = []
        asked: list[float] = []
        still: list[float] = []
        ask = store.contact_ids

        def timed(*args: Any, **kwargs: Any) -> array[int]:
            begun = time.perf_counter()
            found = ask(*args, **kwargs)
            asked.append(time.perf_counter() - begun)
            return found

        setattr(store, "contact_ids", timed)  # noqa: B010 (a method of one store, for the measuring)
        names = [person.family for person in people.people(40, seed=99)]
        queries = dict.fromkeys(family[:end] for family in names for end in range(1, len(family) + 1))
        for typed in queries:
            begun = time.perf_counter()
            window.people.set_query(typed)
            assert view.isVisible()
            view.viewport().grab()  # paints at once, as the screen's next frame would
            painted.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            view.viewport().grab()
            still.append(time.perf_counter() - begun)
            app.processEvents()
        window.close()
    floor.show(
        "keystroke",
        people=args.people,
        queries=len(queries),
        painted_ms=floor.percentiles(painted),
        of_which_query_ms=floor.percentiles(asked),
        repaint_ms=floor.percentiles(still),
        over_repaint=round(sum(painted) / sum(still), 2),
    )


if __name__ == "__main__":
    main()
