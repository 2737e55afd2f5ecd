"""Backups that nobody has to think of: one soon after the start where something is not in any yet, and one at most
every half hour while things change. In the worker, between the user's own work."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Tick
from netplus_desktop.store.backups import Backup, Reason
from netplus_desktop.ui.session import Session

FIRST_AFTER = 5_000
"""Milliseconds after the window is whole."""

EVERY = 30 * 60_000
"""Milliseconds: two backups are no further apart while things change, and no closer either."""

TOLD_AFTER = 3
"""So many failures in a row are told; one or two may pass by themselves."""

MISSED_DAYS = 14
"""For so many days the second place may be away before it is told."""


class AutomaticBackups(QObject):
    """Watches what changes and backs it up. Counts failures over all sessions, in the settings."""

    failing = Signal(object)
    """(UserError): the third backup in a row failed."""
    second_missing = Signal()
    """The second place took no copy for two weeks. Told once."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._since = QElapsedTimer()  # it goes on evenly, whatever the clock on the wall does
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be minutes late
        self._wait.timeout.connect(self.begin)
        self._under_way = self._stopped = False
        store = session.store
        if store.backups is not None and not store.read_only:
            session.changed.connect(self._changed)
            session.stopped.connect(self._stop)
            session.settings.changed.connect(self._setting_changed)
            self._follow_setting()
            self._wait.start(FIRST_AFTER)

    def next_in(self) -> int:
        """In how many milliseconds one will be made, if there is anything to back up then; -1 for none planned."""
        return self._wait.remainingTime()

    @Slot()
    def begin(self) -> None:
        """Back up what is in no backup yet, now."""
        store, backups = self._session.store, self._session.store.backups
        if backups is None or self._under_way or self._stopped:
            return
        self._wait.stop()
        first = not self._since.isValid()

        def work(tick: Tick) -> Backup | None:
            newest = backups.newest()
            if first and newest is not None and _fresh(newest, store.now()):
                return None
            current = backups.current(store.opened)
            if current is None:
                return backups.make(store.opened, Reason.DAILY, store.now(), tick)
            return backups.copied(current, store.opened.key)

        self._under_way = True
        self._since.start()
        job = self._session.read(work)
        job.succeeded.connect(self._made)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)

    @Slot(object)
    def note(self, backup: Backup) -> None:
        """One was made, here or by hand."""
        settings = self._session.settings
        self._since.start()
        settings.backup_failures = 0
        today = QDate.currentDate().toJulianDay()
        if backup.second is not False:
            settings.second_missed = 0
        elif settings.second_missed == 0:
            settings.second_missed = today
        elif 0 < settings.second_missed <= today - MISSED_DAYS:
            settings.second_missed = -1  # told
            self.second_missing.emit()

    @Slot(object)
    def _made(self, backup: Backup | None) -> None:
        if backup is not None:
            self.note(backup)
        else:
            self._wait.start(EVERY)  # what came after that one is looked at then

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        settings = self._session.settings
        settings.backup_failures += 1
        if settings.backup_failures % TOLD_AFTER == 0 and isinstance(error, UserError):
            self.failing.emit(error)
        self._wait.start(EVERY)

    @Slot()
    def _ended(self) -> None:
        self._under_way = False

    @Slot()
    def _stop(self) -> None:
        self._wait.stop()
        self._stopped = True

    @Slot()
    def _changed(self) -> None:
        if not self._wait.isActive() and not self._stopped:
            passed = self._since.elapsed() if self._since.isValid() else 0
            self._wait.start(max(FIRST_AFTER, EVERY - passed))

    @Slot(str)
    def _setting_changed(self, name: str) -> None:
        if name == "backup_folder":
            self._session.settings.second_missed = 0
            self._follow_setting()
            self.begin()

    def _follow_setting(self) -> None:
        backups, folder = self._session.store.backups, self._session.settings.backup_folder
        if backups is not None:
            backups.second = Path(folder) if folder else None


def _fresh(newest: Backup, now: datetime) -> bool:
    """Whether the latest one was made within the last half hour. One of the future was made by a wrong clock."""
    return timedelta() <= now - newest.when < timedelta(milliseconds=EVERY)
