"""Process start to the first painted window, on X11: from source, the packaged folder, the single file, in turn.

Each opens the same vault by the key in a keyring of its own. A window counts as painted once there is writing where the
rows of the list are. `build/package.py` has to have run before.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import floor
import people
from packing.desk import PATIENCE, Late, display, keyring_service
from setting_up import ROOT

BUILT = ROOT / "dist" / "built"
COLOURS = 60
"""So many colours on the screen come with writing; an empty window with its frame has fewer."""

LARGEST = {"folder_over_source": 1.2, "single_over_folder": 3.5}
"""The limits of the ratios."""


class Screen:
    """Looks at an X server's screen from outside."""

    def __init__(self, name: str) -> None:
        os.environ.update(DISPLAY=name, QT_QPA_PLATFORM="xcb")
        from PySide6.QtGui import QGuiApplication

        self._app = QGuiApplication([])
        self._screen = self._app.primaryScreen()

    def colours(self) -> int:
        """How many colours there are where the list of people comes up."""
        image = self._screen.grabWindow(0, 80, 150, 300, 400).toImage()
        points = bytes(image.constBits())
        return len({points[place : place + 4] for place in range(0, len(points), 4)})


def launch(command: list[str], environment: dict[str, str], screen: Screen) -> float:
    """Seconds from the launch to the painted window. Raises `Late`."""
    begun = time.monotonic()
    running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while screen.colours() < COLOURS:
            if time.monotonic() - begun > PATIENCE:
                raise Late("no window was painted")
            time.sleep(0.005)
        return time.monotonic() - begun
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()
        while screen.colours() >= COLOURS:
            time.sleep(0.05)


def main() -> None:
    """Print the line; ends with code 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    ways = {
        "source": [sys.executable, "-P", "-m", "netplus_desktop"],
        "folder": [str(BUILT / "netplus" / "netplus")],
        "single": [str(BUILT / "netplus-single")],
    }
    with tempfile.TemporaryDirectory() as name, display() as shown, keyring_service(Path(name)) as bus:
        cards = Path(name, "cards.vcf")
        cards.write_text(people.vcards(200), encoding="utf-8")
        vault = ["--vault", str(Path(name, "people.netplus"))]
        environment = {
            "HOME": name,
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "DISPLAY": shown,
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "PYTHONPATH": str(ROOT),
        }
        subprocess.run(
            [*ways["folder"], "import", *vault, str(cards)], env=environment, check=True, capture_output=True
        )
        screen = Screen(shown)
        rounds = [
            {way: launch([*command, *vault], environment, screen) for way, command in ways.items()}
            for _ in range(args.runs + 1)
        ][1:]
    found = {
        "folder_over_source": round(statistics.median(each["folder"] / each["source"] for each in rounds), 2),
        "single_over_folder": round(statistics.median(each["single"] / each["folder"] for each in rounds), 2),
    }
    floor.show(
        "packaged", ms={way: round(statistics.median(each[way] for each in rounds) * 1e3) for way in ways}, **found
    )
    if any(found[what] > most for what, most in LARGEST.items()):
        sys.exit("A limit is passed: " + ", ".join(f"{what} may be {most}" for what, most in LARGEST.items()))


if __name__ == "__main__":
    main()
