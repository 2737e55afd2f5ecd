"""A vault that can only be read: what says so, and the way to a copy in a place where it can be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog

from netplus_desktop.core.records import Tick
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Strip

if TYPE_CHECKING:
    from netplus_desktop.ui.main_window import MainWindow


class Elsewhere(QObject):
    """Stays in sight as long as the vault can only be read."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.strip = Strip()
        self.strip.acted.connect(self.choose)

    def offer(self) -> None:
        """Say that the vault can only be read. The strip stands in its window by now."""
        self.strip.tell(
            self.tr(
                "This vault can be read here but not changed: its file, folder or disk is protected. To go on writing, "
                "you could keep a copy in a place of your own."
            ),
            self.tr("Keep a copy elsewhere…"),
            closable=False,
        )

    @Slot()
    def choose(self) -> None:
        """Ask where the copy should lie."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, self.tr("Keep a copy of the vault"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever written over: see `copy_to`
        dialog.setDefaultSuffix("netplus")
        dialog.selectFile(self._session.store.path.name)
        dialog.fileSelected.connect(self.copy_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def copy_to(self, name: str) -> None:
        """Write the copy, check it, and go on with it. A file that is there is left alone, and that is told."""
        store, path = self._session.store, Path(name)

        def work(tick: Tick) -> Path:
            store.opened.backup(path, tick)
            return path

        job = self._session.read(work)
        job.succeeded.connect(self._window.moved)
        job.failed.connect(self._session.refuse)
