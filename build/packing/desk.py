"""A screen with somebody at the keyboard, and a real keyring, for the trials and the benchmark of what was built."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0
"""Seconds that a window may take on a busy machine."""

AGAIN = 5.0
"""Seconds after which a key that did nothing is pressed once more: the window may not have had the focus yet."""


class Late(Exception):
    """What was waited for did not come."""


def wait_for(what: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until it is so. Raises `Late`."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise Late(f"what should have come did not within {seconds:.0f} seconds")
        time.sleep(0.05)


@contextmanager
def display() -> Iterator[str]:
    """An X server of its own with a window manager; gives its name. Programs in a changed root reach it, too."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        screen = f":{told.readline().strip()}"
    around = {**os.environ, "DISPLAY": screen}
    manager = subprocess.Popen(["openbox"], env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield screen
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


def shown(screen: str, title: str) -> bool:
    """Whether a window with such a title is on the screen."""
    return bool(_xdotool(screen, "search", "--onlyvisible", "--name", title).stdout.strip())


def press(screen: str, key: str, until: Callable[[], bool]) -> None:
    """Press a key, and again while it did nothing. Raises `Late`."""
    end = time.monotonic() + PATIENCE
    while True:
        _xdotool(screen, "key", key)
        try:
            return wait_for(until, AGAIN)
        except Late:
            if time.monotonic() > end:
                raise Late(f"pressing {key} did nothing") from None


def _xdotool(screen: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    around = {**os.environ, "DISPLAY": screen}
    return subprocess.run(["xdotool", *arguments], env=around, capture_output=True, text=True, check=False)


@contextmanager
def keyring_service(home: Path) -> Iterator[str]:
    """A session bus of its own with an open keyring of GNOME's; gives the address of the bus."""
    with tempfile.TemporaryDirectory(prefix="netplus-bus-") as runtime:
        around = {"HOME": str(home), "XDG_RUNTIME_DIR": runtime, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        bus = subprocess.Popen(command, env=around, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert bus.stdout is not None
        around["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        pipe = subprocess.PIPE
        daemon = subprocess.Popen(command, env=around, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
        assert daemon.stdin is not None and daemon.stdout is not None
        daemon.stdin.write("pw\n")
        daemon.stdin.close()
        daemon.stdout.readline()  # it says where it listens once it does
        try:
            yield around["DBUS_SESSION_BUS_ADDRESS"]
        finally:
            for process in (daemon, bus):
                process.terminate()
                process.wait()
