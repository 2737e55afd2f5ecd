"""One window for each vault: a second start hands its files to the first, which comes to the front.

They talk through a local socket (a named pipe on Windows) that this user alone may open; no network is involved. The
first listens while it has the vault, the second says one line of JSON and waits for an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

TRIES, PAUSE = 20, 150
"""How often a first program is called, and the milliseconds in between: one that is just starting takes a while to
listen, and a verb of the command line never does."""
PATIENCE = 10_000
"""Milliseconds that an answer may take: the first program may just be locking up, or waking from sleep."""
LONGEST = 1 << 20
"""Bytes of a message: some thousand files."""
HEARD = b"heard\n"
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""By these a Wayland desktop knows that the user asked for a window, and lets it come to the front."""


def door(vault: Path) -> str:
    """Where the program that has this vault listens: the name of a pipe on Windows, elsewhere a file in the user's
    folder for sockets, or beside the vault where there is none."""
    name = f"netplus-{hashlib.sha256(os.fsencode(vault.resolve())).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    told = Path(os.environ.get("XDG_RUNTIME_DIR") or "")
    return str((told if told.is_absolute() and told.is_dir() else vault.resolve().parent) / name)


class Listening(QObject):
    """Hears of later starts over the same vault."""

    called = Signal(list)
    """(paths of the files that came along)"""

    def __init__(self, vault: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard: dict[QLocalSocket, bytes] = {}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come_in)
        QLocalServer.removeServer(door(vault))  # of a program that was killed: the vault's lock is held here
        self._server.listen(door(vault))  # where that fails, a second start tells of the open window and no more

    def stop(self) -> None:
        """Hear of nobody any more, and leave nothing behind."""
        self._server.close()

    @Slot()
    def _come_in(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            self._heard[caller] = b""
            caller.readyRead.connect(self._listen)
            caller.disconnected.connect(self._gone)

    @Slot()
    def _listen(self) -> None:
        caller = self.sender()
        if not isinstance(caller, QLocalSocket):
            return
        words = self._heard[caller] = self._heard[caller] + bytes(caller.readAll().data())
        if len(words) > LONGEST:
            caller.abort()
        elif words.endswith(b"\n"):
            caller.write(HEARD)
            caller.disconnectFromServer()
            self._take(words)

    @Slot()
    def _gone(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            self._heard.pop(caller, None)
            caller.deleteLater()

    def _take(self, words: bytes) -> None:
        try:
            told = json.loads(words)
            files = [Path(str(name)) for name in told["files"]]
            token = str(told["token"])
        except (ValueError, KeyError, TypeError):
            return
        if token:
            os.environ[TOKENS[0]] = token  # Qt shows it to the desktop when a window asks to come to the front
        self.called.emit([path for path in files if path.is_absolute()])


class Calling(QObject):
    """Asks the program that has a vault to come to the front with these files."""

    ended = Signal(bool)
    """Whether it heard."""

    def __init__(self, vault: Path, files: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        token = next((os.environ[name] for name in TOKENS if os.environ.get(name)), "")
        self._words = json.dumps({"files": [str(path) for path in files], "token": token}).encode() + b"\n"
        self._door = door(vault)
        self._left = TRIES
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._say)
        self._socket.readyRead.connect(self._answered)
        self._socket.errorOccurred.connect(self._failed)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)

    @Slot()
    def begin(self) -> None:
        """Call once more."""
        self._left -= 1
        self._socket.connectToServer(self._door)

    @Slot()
    def _say(self) -> None:
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.user32.AllowSetForegroundWindow(-1)  # this start was the user's; let the other use it
        self._patience.start()
        self._socket.write(self._words)

    @Slot()
    def _answered(self) -> None:
        self._end(bytes(self._socket.readAll().data()) == HEARD)

    @Slot()
    def _failed(self) -> None:
        if self._patience.isActive() or not self._left:
            self._end(False)
        else:
            QTimer.singleShot(PAUSE, self, self.begin)

    @Slot()
    def _give_up(self) -> None:
        self._end(False)

    def _end(self, heard: bool) -> None:
        self._patience.stop()
        self._socket.errorOccurred.disconnect(self._failed)
        self._socket.readyRead.disconnect(self._answered)
        self._socket.abort()
        self.ended.emit(heard)
