"""The map of introductions with 500 people: laid out, opened, moved about and zoomed, frame by frame."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import floor
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from netplus_desktop.core.records import Person
from netplus_desktop.core.rings import Web, rings
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.ui.map.on_paper import map_pages
from netplus_desktop.ui.map.view import MapView
from netplus_desktop.ui.printing import write_pdf

PEOPLE = 500
DIRECT = 100
"""So many of them nobody introduced; each introduced one of the next, and the rest came through anybody."""
VIEW = QSize(900, 700)
FRAMES = 120


def main() -> None:
    """Print the line."""
    app = QApplication([])
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = throwaway_store(folder / "vault")
        known: list[str] = []
        for number in range(PEOPLE):
            by = "" if number < DIRECT else known[number - DIRECT] if number < 2 * DIRECT else chance.choice(known)
            known.append(f"Person {number} of many")
            store.add_contact(Person(known[-1], introduced_by=by))
        begun = time.perf_counter()
        web = store.web()
        read = time.perf_counter() - begun
        begun = time.perf_counter()
        write_pdf(map_pages(web, store.now()), folder / "map.pdf", "A4")
        paper = time.perf_counter() - begun
        store.close()
    laid_out = floor.medians(5, rings=lambda: rings(web, 30.0, 150.0))["rings"]
    view = MapView()
    view.resize(VIEW)
    view.show()
    begun = time.perf_counter()
    view.show_web(web)
    view.viewport().grab()
    opened = time.perf_counter() - begun
    view.show_whole()
    whole = [_painted(view, 1, 1) for _ in range(FRAMES)]
    zoomed = []
    for _ in range(20):
        begun = time.perf_counter()
        view.zoom(1)
        view.viewport().grab()
        zoomed.append(time.perf_counter() - begun)
        if view.transform().m11() > 1:
            break
    moved = [_painted(view, *(chance.randint(-60, 60) for _ in "xy")) for _ in range(FRAMES)]
    walked = [_walked(view, web, number) for number in range(FRAMES)]
    floor.show(
        "map",
        people=len(web.knots),
        read_ms=round(read * 1e3, 1),
        layout_ms=round(laid_out * 1e3, 1),
        open_ms=round(opened * 1e3, 1),
        whole_frame_ms=floor.percentiles(whole),
        moved_frame_ms=floor.percentiles(moved),
        zoomed_frame_ms=floor.percentiles(zoomed),
        walked_frame_ms=floor.percentiles(walked),
        paper_ms=round(paper * 1e3, 1),
    )
    view.close()
    app.quit()


def _painted(view: MapView, right: int, down: int) -> float:
    """Seconds for a whole frame after a move by so many pixels."""
    begun = time.perf_counter()
    across, along = view.horizontalScrollBar(), view.verticalScrollBar()
    across.setValue(across.value() + right)
    along.setValue(along.value() + down)
    view.viewport().grab()
    return time.perf_counter() - begun


def _walked(view: MapView, web: Web, number: int) -> float:
    """Seconds from a key to the frame that shows another person marked."""
    begun = time.perf_counter()
    view.stand_on(web.knots[number * 37 % len(web.knots)].key)
    view.viewport().grab()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
