"""Process start to the first painted window: the program on vaults of 1,000 and 100,000 people, over a bare Qt window.

The vault is opened by its raw key; a passphrase would add its derivation once, which is a cost of safety, not of ours.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import floor
import vaults

CHILD = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Watch(QObject):
    painted = 0.0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            QTimer.singleShot(0, self.end)
            Watch.painted = 1.0
        return False
    def end(self):
        Watch.painted = time.monotonic()
        app.quit()
watch = Watch()
{window}
window.resize(1280, 800)
window.installEventFilter(watch)
window.show()
app.exec()
print(watch.painted, flush=True)
import os; os._exit(0)
"""
BARE = "window = QMainWindow()"
OURS = """
import sys
from pathlib import Path
from netplus_desktop.store.opening import open_store
from netplus_desktop.ui.main_window import open_window
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.appearance import Appearance
settings = Settings(Path({settings!r}), app)
Appearance(app, settings)
window = open_window(open_store(Path({vault!r}), recovery_key={key!r}), settings)
"""


def launch(window: str) -> float:
    """Seconds from the launch to the first paint. Parent and child read the same monotonic clock."""
    begun = time.monotonic()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    code = CHILD.format(window=window)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout) - begun


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        ways = {"bare": BARE}
        for count in (1_000, 100_000):
            folder = Path(name, str(count))
            folder.mkdir()
            store = vaults.filled(folder, count)
            values = {"settings": str(folder / "n.ini"), "vault": str(store.path), "key": store.recovery_key()}
            store.close()
            ways[f"people_{count}"] = OURS.format(**values)
        rounds = [{way: launch(window) for way, window in ways.items()} for _ in range(args.runs)]
    floor.show(
        "start",
        ms={way: round(statistics.median(r[way] for r in rounds) * 1e3) for way in ways},
        over_bare={
            way: round(statistics.median(r[way] / r["bare"] for r in rounds), 2) for way in ways if way != "bare"
        },
    )


if __name__ == "__main__":
    main()
