"""The screen's lock and sleep, as a Linux desktop tells of them: over a real D-Bus of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

LISTENING = """
import os, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QApplication
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault.lock import Watch

app = QApplication([])
watch = Watch(Settings(), app)
told = []
watch.left.connect(lambda: told.append("left"))
watch.listen()
signals = [line.split() for line in sys.argv[1:]]

def send():
    if not signals:
        QTimer.singleShot(300, app.quit)  # what was sent last may still be on its way
        return
    bus, path, name, value = signals.pop(0)
    sender = QProcess(app)
    sender.finished.connect(send)
    sender.start("dbus-send", ["--" + bus, "--type=signal", path, name, "boolean:" + value])

QTimer.singleShot(0, send)
app.exec()
print(len(told))
"""
SCREEN = "session /org/freedesktop/ScreenSaver org.freedesktop.ScreenSaver.ActiveChanged"
GNOME = "session /org/gnome/ScreenSaver org.gnome.ScreenSaver.ActiveChanged"
SLEEP = "system /org/freedesktop/login1 org.freedesktop.login1.Manager.PrepareForSleep"


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("dbus-send")),
    reason="needs dbus-run-session and dbus-send for a bus of its own",
)
@pytest.mark.parametrize(
    ("signals", "times"),
    [
        ([f"{SCREEN} true"], 1),
        ([f"{GNOME} true"], 1),
        ([f"{SLEEP} true"], 1),
        ([f"{SCREEN} false", f"{GNOME} false", f"{SLEEP} false"], 0),
    ],
)
def test_the_screens_lock_and_sleep_are_heard_when_they_begin(signals: list[str], times: int) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENING, *signals],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == [str(times)], done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is listened to")
def test_without_any_bus_nothing_is_started(tmp_path: object) -> None:
    code = LISTENING.replace('os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]', "")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["0"], "")
