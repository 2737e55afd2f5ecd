"""When the vault is to be locked: nobody touched keys or mouse for a while, the screen was locked, the computer sleeps.

Linux desktops tell of the screen and of sleep over D-Bus. Elsewhere Qt tells of neither, and idleness alone locks.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from netplus_desktop.ui.settings import Settings

LOOK_EVERY = 15.0
"""Seconds between two looks, at most: a timer stands still while the computer sleeps, the clock does not."""

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.DragMove,
    }
)
_SCREENS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
)


def elapsed() -> float:
    """Seconds on a clock that nobody sets and that goes on while the computer sleeps, where the system has one."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Watch(QObject):
    """Tells when the vault should be locked; it does not lock."""

    idle = Signal()
    """Nobody was there for as long as the settings say. Told again after as long, if nothing was locked."""
    left = Signal()
    """The screen was locked, or the computer is about to sleep."""

    def __init__(self, settings: Settings, parent: QObject, clock: Callable[[], float] = elapsed) -> None:
        super().__init__(parent)
        self._settings = settings
        self._clock = clock
        self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        settings.changed.connect(self._option_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())
        self.look()

    @Slot()
    def look(self) -> None:
        """Tell if nobody was there for long enough, and look again in time."""
        limit = self._settings.lock_after * 60
        if not limit:
            return
        left = limit - (self._clock() - self._touched)
        if left <= 0:
            self._touched, left = self._clock(), limit
            self.idle.emit()
        self._timer.start(round(min(left, LOOK_EVERY) * 1000) + 1)

    def listen(self) -> None:
        """Hear of the screen and of sleep from now on. The code for it is read here."""
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection

        # Asked for a bus where none is, the library would start one of its own. Its types want the slot as bytes, which
        # it then refuses.
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (runtime and (Path(runtime) / "bus").exists()):
            for path, interface in _SCREENS:
                slot = SLOT("screen_locked(bool)")
                QDBusConnection.sessionBus().connect("", path, interface, "ActiveChanged", self, slot)  # type: ignore[call-overload]
        if os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or Path("/run/dbus/system_bus_socket").exists():
            slot = SLOT("sleeping(bool)")
            manager = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
            QDBusConnection.systemBus().connect("", *manager, "PrepareForSleep", self, slot)  # type: ignore[call-overload]

    @Slot(bool)
    def screen_locked(self, active: bool) -> None:
        """The screen was locked, or unlocked again."""
        if active:
            self.left.emit()

    @Slot(bool)
    def sleeping(self, about_to: bool) -> None:
        """The computer is about to sleep, or awake again."""
        if about_to:
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touched = self._clock()
        return super().eventFilter(watched, event)

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        """Keys and mouse come in through the windows themselves: listening there costs nothing elsewhere."""
        if window is not None:
            window.installEventFilter(self)  # once only, however often it is installed

    @Slot(str)
    def _option_changed(self, name: str) -> None:
        if name == "lock_after":
            self._touched = self._clock()
            self._timer.stop()
            self.look()
