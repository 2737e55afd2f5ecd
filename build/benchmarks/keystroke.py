"""A letter typed into the search box to the painted list: names letter by letter, over one repaint of that list."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import floor
import people
import vaults
from PySide6.QtWidgets import QApplication, QListView

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
        view = window.people.findChild(QListView)
        assert view is not None
        painted, asked, still = [], [], []
        names = [person.family for person in people.people(20, seed=99)]
        for typed in (family[:end] for family in names for end in range(1, len(family) + 1)):
            begun = time.perf_counter()
            store.contact_ids(typed)
            asked.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            window.people.set_query(typed)
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
        painted_ms=floor.percentiles(painted),
        of_which_query_ms=floor.percentiles(asked),
        repaint_ms=floor.percentiles(still),
        over_repaint=round(sum(painted) / sum(still), 2),
    )


if __name__ == "__main__":
    main()
