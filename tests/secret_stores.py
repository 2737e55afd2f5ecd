"""Keyrings for tests: a real Secret Service on a bus of its own, so that nobody's own is touched, and false ones."""

from __future__ import annotations

import gc
import os
import select
import shutil
import signal
import subprocess
import warnings
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer
from keyring.errors import InitError, KeyringLocked

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
"""A bus that starts no service by itself: what is not running stays so."""


class SecretService:
    """A keyring daemon that can be locked, silenced and killed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for program in ("dbus-daemon", "gnome-keyring-daemon"):
            if not shutil.which(program):
                pytest.skip(f"needs {program}: build/setting_up.py names its Debian package")
        for name in ("HOME", "XDG_RUNTIME_DIR"):
            place = folder / name.lower()
            place.mkdir(mode=0o700)
            monkeypatch.setenv(name, str(place))
        monkeypatch.delenv("DISPLAY", raising=False)  # no window of the keyring's can come up
        config = folder / "bus.conf"
        config.write_text(BUS.format(folder=folder), encoding="utf-8")
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
        self._bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._bus.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", self._bus.stdout.readline().strip())
        self._daemon: subprocess.Popen[str] | None = None

    def start(self, *, unlocked: bool = True) -> None:
        """Start the daemon; locked, it asks for a password that nobody here can type."""
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        daemon = subprocess.Popen(
            [*command, "--unlock"] if unlocked else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert daemon.stdin is not None and daemon.stdout is not None
        if unlocked:
            daemon.stdin.write("pw\n")
        daemon.stdin.close()
        if not select.select([daemon.stdout], [], [], 10)[0]:
            _end(daemon)
            pytest.skip("the keyring daemon does not start here")
        self._daemon = daemon

    def silence(self) -> None:
        """Let the daemon live but answer nothing."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """End the daemon, as a crash would."""
        if self._daemon is not None:
            _end(self._daemon)
            self._daemon = None

    def end_bus(self) -> None:
        """End the bus, so that nothing can be asked at all."""
        _end(self._bus)

    def end(self) -> None:
        """End everything that was started."""
        self.kill()
        self.end_bus()
        with warnings.catch_warnings():  # keyring leaves its socket to the collector where a call failed
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()

    @staticmethod
    def choose() -> None:
        """Let `keyring` use it."""
        from keyring.backends import SecretService

        keyring.set_keyring(SecretService.Keyring())  # type: ignore[no-untyped-call]


class Memory(KeyringBackend):
    """A keyring that works, as long as the test."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept."""
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        self.entries.pop((service, username), None)


class Forgetful(Memory):
    """Loses what it is given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Pretend to keep it."""


class Truncating(Memory):
    """Keeps the first half."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a part of it."""
        super().set_password(service, username, password[: len(password) // 2])


class Swapping(Memory):
    """Gives what another program put under our name."""

    def get_password(self, service: str, username: str) -> str | None:
        """Something, but not ours."""
        return "ab" * 48


class Dismissed(Memory):
    """Asks its question, and the question is closed."""

    def get_password(self, service: str, username: str) -> str | None:
        """Ask in vain."""
        raise InitError("Failed to create the collection: Prompt dismissed..")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Ask in vain."""
        raise InitError("Failed to create the collection: Prompt dismissed..")


class Locked(Memory):
    """Stays locked."""

    def get_password(self, service: str, username: str) -> str | None:
        """Stay locked."""
        raise KeyringLocked("Failed to unlock the collection!")

    set_password = get_password  # type: ignore[assignment]


class Broken(Memory):
    """Raises what its library raises, which is no error of keyring's."""

    def get_password(self, service: str, username: str) -> str | None:
        """Fall over."""
        raise ConnectionResetError("the socket was closed")

    set_password = get_password  # type: ignore[assignment]


PlainText = type("PlaintextKeyring", (Memory,), {"__module__": "keyrings.alt.file"})
"""Leaves keys in the home folder as they are."""


def chain(*backends: KeyringBackend) -> KeyringBackend:
    """What `keyring` chooses where several answer."""
    made: KeyringBackend = type("Chain", (chainer.ChainerBackend,), {"backends": list(backends)})()
    return made


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def in_child(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, where `keyring` looks for its backend by itself."""
    import sys

    given = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], env=given, capture_output=True, text=True, timeout=60, check=False
    )
