"""Process start to the first painted window: the program on vaults of 1,000 and 100,000 people, over a bare Qt window.

The vault is opened by its raw key; a passphrase would add its derivation once, which is a cost of safety, not of ours.
The window counts as painted once the rows of the list are, not its frame. `whole` is when the other panes are there.
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

BARE = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.end)
        return False
    def end(self):
        print(time.monotonic(), flush=True)
        app.quit()
watch = Watch()
window = QMainWindow()
window.resize(1280, 800)
window.installEventFilter(watch)
window.show()
app.exec()
import os; os._exit(0)
"""
OURS = """
import sys, time
from netplus_desktop import app
begin = app._opening
def watched(*given):
    # Here, not above: the modules are to be read when and how the program itself reads them.
    from netplus_desktop.store import keychain
    keychain.recall = lambda salt: [keychain.VaultKey(bytes.fromhex({secret!r}), salt)]
    from netplus_desktop.ui import main_window
    from netplus_desktop.ui.contact_list import delegate
    rows = set()
    paint = delegate.ContactDelegate.paint
    def painted(self, painter, option, index):
        paint(self, painter, option, index)
        rows.add(index.row())
    delegate.ContactDelegate.paint = painted
    complete = main_window.MainWindow.complete
    def whole(self):
        print(time.monotonic())  # the event loop has come round after the first painting
        seen = len(rows)
        complete(self)
        print(time.monotonic(), flush=True)
        assert seen > 5 and self.people.model.rowCount() == {count}, (seen, self.people.model.rowCount())
        import os; os._exit(0)
    main_window.MainWindow.complete = whole
    return begin(*given)
app._opening = watched
sys.exit(app.main(["--vault", {vault!r}]))
"""


SCREEN = """{"screens": [{"name": "laptop", "x": 0, "y": 0, "width": 1440, "height": 900, "dpr": 1,
"logicalDpi": 96, "logicalBaseDpi": 96}]}"""
"""Room for both windows at 1280x800. The platform's own screen has 800 pixels, and what stands in a narrow list is
another thing than what people see."""


def launch(code: str, environment: dict[str, str]) -> list[float]:
    """Seconds from the launch to each moment told. Parent and child read the same monotonic clock."""
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return [float(moment) - begun for moment in done.stdout.split()]


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        screen = Path(name, "screen.json")
        screen.write_text(SCREEN)
        # An installed program has its bytecode; so has this one after the round that is not counted.
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPYCACHEPREFIX": str(Path(name, "bytecode")),
            "XDG_CONFIG_HOME": name,
            "XDG_STATE_HOME": name,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        ways = {"bare": BARE}
        for count in (1_000, 100_000):
            folder = Path(name, str(count))
            folder.mkdir()
            store = vaults.filled(folder, count)
            values = {"vault": str(store.path), "secret": store.opened.key.secret.hex(), "count": count}
            store.close()
            ways[f"people_{count}"] = OURS.format(**values)
        rounds = [{way: launch(code, environment) for way, code in ways.items()} for _ in range(args.runs + 1)][1:]
    first = {way: statistics.median(each[way][0] for each in rounds) for way in ways}
    ours = [way for way in ways if way != "bare"]
    floor.show(
        "start",
        ms={way: round(seconds * 1e3) for way, seconds in first.items()},
        whole_ms={way: round(statistics.median(each[way][1] for each in rounds) * 1e3) for way in ours},
        over_bare={way: round(statistics.median(each[way][0] / each["bare"][0] for each in rounds), 2) for way in ours},
        many_over_few=round(statistics.median(each[ours[1]][0] / each[ours[0]][0] for each in rounds), 2),
    )


if __name__ == "__main__":
    main()
