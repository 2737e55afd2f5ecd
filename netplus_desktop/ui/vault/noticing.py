"""Looks now and then whether another program changed the vault's file, or laid a copy of it beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Tick
from netplus_desktop.store import leftovers
from netplus_desktop.store.noticing import look
from netplus_desktop.ui.session import Session

SETTLES_AFTER = 1_000
"""Milliseconds without another change in the folder: a file that arrives is written for a while."""


class VaultNotice(QObject):
    """Looks when the window is whole, when it gets the focus, and when something in the folder changes."""

    changed_underneath = Signal()
    """Another program changed the file that is open. Told until it is looked at."""
    copy_found = Signal(object)
    """(Path): a copy beside the vault that holds what is not here. Each is told once."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._told: set[tuple[str, object]] = set()
        self._looking = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTLES_AFTER)
        self._wait.timeout.connect(self.look)
        store = session.store
        if store.backups is None or store.read_only:
            return  # a vault that is thrown away, or cannot be written anyway
        self._watcher = QFileSystemWatcher([str(store.path.parent)], self)
        self._watcher.directoryChanged.connect(self._wait.start)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._focused)
        session.refused.connect(self._refused)
        self._wait.start()

    @Slot(Qt.ApplicationState)
    def _focused(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._wait.start()

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if error.code == "vault-changed-underneath":
            self.changed_underneath.emit()

    @Slot()
    def look(self) -> None:
        """Look now, unless the vault is being written."""
        store = self._session.store
        if self._session.busy or self._looking:
            return
        if store.changed_underneath:
            self.changed_underneath.emit()
            return
        told = set(self._told)

        def work(tick: Tick) -> tuple[Path, object] | None:
            from netplus_desktop.store.merging import copies_beside, sweep_copies

            sweep_copies()
            for begins in (leftovers.PRINTING, leftovers.DRAGGED):
                leftovers.sweep(Path(tempfile.gettempdir()), begins)
            for copy in copies_beside(store.path, store.opened.key):
                state = look(str(copy))
                if (copy.name, state) not in told and not store.merge_plan(copy, None, tick).empty:
                    return copy, state
            return None

        self._looking = True
        job = self._session.read(work)
        job.succeeded.connect(self._looked)
        job.ended.connect(self._ended)  # a copy that cannot be read yet is looked at again when the folder changes

    @Slot(object)
    def _looked(self, found: tuple[Path, object] | None) -> None:
        if found is not None:
            self._told.add((found[0].name, found[1]))
            self.copy_found.emit(found[0])

    @Slot()
    def _ended(self) -> None:
        self._looking = False
