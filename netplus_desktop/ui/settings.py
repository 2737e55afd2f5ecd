"""The user's options, each declared once with its type and what is allowed. Kept in an INI file beside no data."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QObject, QSettings, Signal

T = TypeVar("T")

TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)
"""The sizes of text that are offered, in percent of the system's."""

LOCK_TIMES = (5, 10, 30, 60, 0)
"""Minutes without a key or a mouse after which the vault is locked; 0 for never."""


class Scheme(StrEnum):
    """Which colours are shown."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How close the rows of the contact list stand."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Option(Generic[T]):
    """An option of `Settings`: reads fall back to the default where the file holds nothing sensible."""

    def __init__(self, default: T, read: Callable[[Any], T], allowed: Callable[[T], bool] = lambda _: True) -> None:
        self._default = default
        self._read = read
        self._allowed = allowed

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> Option[T]: ...
    @overload
    def __get__(self, holder: Settings, owner: type) -> T: ...
    def __get__(self, holder: Settings | None, owner: type) -> T | Option[T]:
        if holder is None:
            return self
        raw = holder.raw(self._name)
        if raw is None:
            return self._default
        try:
            value = self._read(raw)
        except (TypeError, ValueError):
            return self._default
        return value if self._allowed(value) else self._default

    def __set__(self, holder: Settings, value: T) -> None:
        if value != self.__get__(holder, Settings):
            holder.keep(self._name, value)


def _flag(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    return {"true": True, "false": False}[str(raw).lower()] if str(raw).lower() in ("true", "false") else bool(int(raw))


def _names(raw: Any) -> tuple[str, ...]:
    return tuple(str(part) for part in ([raw] if isinstance(raw, str) else raw))


def _sizes(raw: Any) -> tuple[int, ...]:
    return tuple(int(part) for part in ([raw] if isinstance(raw, str) else raw))


class Settings(QObject):
    """Options that the window and its panes read. Without a file they last as long as the object.

    Panes get it as `session.settings`: `density`, `show_exchange` (row dots and exchange band) and `signature`
    (the name under letters) concern them; `changed` names the option that has another value now.
    """

    changed = Signal(str)

    text_size = Option(100, int, lambda size: size in TEXT_SIZES)
    scheme = Option(Scheme.SYSTEM, Scheme)
    density = Option(Density.COMFORTABLE, Density)
    show_exchange = Option(True, _flag)
    signature = Option("", str)
    paper = Option("", str, lambda name: name in ("", "A4", "Letter"))
    """What sheets are laid out for; '' for what is usual where this machine is."""
    lock_after = Option(10, int, lambda minutes: minutes in LOCK_TIMES)
    window_size = Option[tuple[int, ...]]((1280, 800), _sizes, lambda sizes: len(sizes) == 2)
    maximised = Option(False, _flag)
    panes_wide = Option[tuple[int, ...]]((), _sizes, lambda sizes: len(sizes) == 3)
    panes_narrow = Option[tuple[int, ...]]((), _sizes, lambda sizes: len(sizes) == 3)
    offers_shown = Option(True, _flag)
    recovery_kept = Option[tuple[str, ...]]((), _names)
    """Fingerprints of the recovery keys that were printed or saved, and read well when they were asked back."""
    by_passphrase = Option[tuple[str, ...]]((), _names)
    """The vaults (`VaultKey.vault_id`) that a passphrase opens: it is asked for without saying why."""
    recovery_written = Option[tuple[str, ...]]((), _names)
    """Fingerprints of the recovery keys that were printed or saved."""
    backup_folder = Option("", str)
    """A second place for backups; '' for none."""
    backup_failures = Option(0, int)
    """How many automatic backups failed since the last one that did not."""
    notices = Option(False, _flag)
    """Whether what is due is told on the desktop while the program runs."""
    notices_named = Option(False, _flag)
    """Whether such a notice says whom it is about; whoever looks at the screen could read it."""
    last_seen = Option("", str)
    """When the window was last closed, an instant in UTC; '' for never."""
    version_seen = Option("", str)
    """Which version of the program was used last; '' before the first start."""
    second_missed = Option(0, int)
    """Since which day (of the Julian calendar) the second place took no copy; 0 where it did, -1 once it was told."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_folder = ""
        """Where a file was last chosen. Not kept: the names of folders tell of people, too."""
        self._file = None if path is None else QSettings(str(path), QSettings.Format.IniFormat, self)
        self._memory: dict[str, Any] = {}

    def raw(self, name: str) -> Any:
        """What is kept under a name, as the file gives it; None for nothing."""
        if self._file is None:
            return self._memory.get(name)
        return self._file.value(name)

    def keep(self, name: str, value: Any) -> None:
        """Keep a value and tell it."""
        if self._file is None:
            self._memory[name] = value
        else:
            plain = str(value) if isinstance(value, StrEnum) else list(value) if isinstance(value, tuple) else value
            self._file.setValue(name, plain)
        self.changed.emit(name)

    def forget(self) -> list[Path]:
        """Keep nothing from now on; returns the file that is to be taken away, where there is one."""
        if self._file is None:
            return []
        path = Path(self._file.fileName())
        self._file.sync()  # else it would be written once more when the program ends
        self._file.deleteLater()
        self._file = None
        return [path]

    def write(self) -> None:
        """Write the file now."""
        if self._file is not None:
            self._file.sync()
