"""What every test has: an offscreen window system, a keyring that forgets nothing and tells nobody, an own home."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from pytestqt.qtbot import QtBot
from secret_stores import Memory

from netplus_desktop.app import PRINTING
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CUPS_SERVER", PRINTING)  # as the program does: else the printing library asks a network port
keyring.set_keyring(fail.Keyring())  # no test asks the keyring of whoever runs it
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The instant at which the tests take place: a Monday morning."""

for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    wait.__kwdefaults__["timeout"] = 60_000  # ms until it never comes: a busy machine shall fail no test


@dataclass
class HandClock:
    """A clock that goes when told to."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def go(self, **more: float) -> None:
        self.at += timedelta(**more)


SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Where more to test with may lie, beside the checkout."""


_reached: list[str] = []
"""What was asked of a network since the tests began."""


def _listen(event: str, args: tuple[object, ...]) -> None:
    """Sockets of the computer's own (D-Bus, display, keyring) are let pass."""
    if event == "socket.__new__" and args[1] != getattr(socket, "AF_UNIX", None):
        _reached.append(f"a socket of family {args[1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        _reached.append(event)


sys.addaudithook(_listen)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests of real drags and focus run where build/test.py has started an X server for them."""
    if item.get_closest_marker("x11") and os.environ["QT_QPA_PLATFORM"] != "xcb":
        pytest.skip("needs a real X server: build/test.py starts one")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the home of whoever runs it."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """As on a machine where no keyring answers; one that a test brings goes with it."""
    yield
    keyring.set_keyring(fail.Keyring())


@pytest.fixture
def memory_keyring(no_keyring: None) -> Memory:
    """A computer whose keyring answers."""
    made = Memory()
    keyring.set_keyring(made)
    return made


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test that caused it."""
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, [record.getMessage() for record in loud]


@pytest.fixture(autouse=True)
def offline() -> Iterator[None]:
    """A test that reaches for a network fails."""
    before = len(_reached)
    yield
    assert _reached[before:] == []


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real contact files that nobody here wrote."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real files does not lie beside this checkout")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real vault, encrypted, on disk, whose clock stands still at `NOW`."""
    opened = throwaway_store(tmp_path, clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def timed(tmp_path: Path, clock: HandClock) -> Iterator[Store]:
    """A vault whose clock can be moved on."""
    opened = throwaway_store(tmp_path, clock)
    yield opened
    opened.close()
