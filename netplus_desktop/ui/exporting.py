"""Files out of the vault: people in the format asked for, and a verified copy of the vault. All in the worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from netplus_desktop import exports
from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Tick
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.vault import sync_folder
from netplus_desktop.ui.session import Session


class Exporting(QObject):
    """Asks what and where to, writes in the worker, and tells what came of it."""

    written = Signal(object, int)
    """(Path of the file, number of people)"""
    calendar_written = Signal(object, int)
    """(Path of the file, number of its entries)"""
    backed_up = Signal(object)
    """(Path of the copy)"""
    writing = Signal(object)
    """(Job): an export is being written."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._then: Callable[[Path], None] = self._nothing

    def ask(self, listed: Sequence[int] | None, selected: Sequence[int]) -> None:
        """Ask whom to export, and as what. `listed` are those whom a filter or a search shows now."""
        from netplus_desktop.ui.dialogs.export import ExportDialog

        dialog = ExportDialog(self._session.store.counts().people, listed, selected, self._window)
        dialog.chosen.connect(self._place)
        dialog.open()

    @Slot(object, object, bool)
    def _place(self, ids: Sequence[int] | None, kind: exports.Format, one_file: bool) -> None:
        stem = self.tr("NetPlus people") if kind is exports.Format.MARKDOWN else self._stem(kind)
        suffix = exports.SUFFIXES[kind] if one_file else ""
        self._ask(self.tr("Export"), stem + suffix, partial(self.write, ids, kind))

    def _stem(self, kind: exports.Format) -> str:
        if kind is exports.Format.JSON:
            return "netplus"
        return self.tr("meetings") if kind is exports.Format.ICS else self.tr("people")

    def write(self, ids: Sequence[int] | None, kind: exports.Format, path: Path) -> None:
        """Write people to `path` in the worker: whole, or not at all."""
        store = self._session.store
        job = self._session.read(lambda tick: (path, kind, exports.write(store, ids, kind, path, tick)))
        job.succeeded.connect(self._written)
        job.failed.connect(self._session.refuse)
        self.writing.emit(job)

    @Slot(object)
    def _written(self, result: tuple[Path, exports.Format, int]) -> None:
        path, kind, count = result
        (self.calendar_written if kind is exports.Format.ICS else self.written).emit(path, count)

    @Slot()
    def back_up(self) -> None:
        """An encrypted, verified copy of the vault."""
        self._ask(
            self.tr("Back up the vault"), f"netplus-{self._session.store.now():%Y-%m-%d}.npvault", self._copy_vault
        )

    def _copy_vault(self, path: Path) -> None:
        store = self._session.store

        def work(tick: Tick) -> Path:
            # The file dialog has asked whether to write over what is there; that goes once the copy has proved itself.
            ready = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
            with sorted_failures():
                if path.exists() and path.samefile(store.path):
                    raise VaultError("backup-exists", name=path.name)
                store.opened.backup(ready, tick)
                try:
                    tick(0, 0)  # the last moment to stop
                    ready.replace(path)
                    sync_folder(path.parent)
                finally:
                    ready.unlink(missing_ok=True)
            return path

        job = self._session.read(work)
        job.succeeded.connect(self.backed_up)
        job.failed.connect(self._session.refuse)

    def _ask(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        self._then = then
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self._session.settings.last_folder or documents
        dialog = QFileDialog(self._window, title, str(Path(folder) / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(str(Path(folder) / name))
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _chosen(self, name: str) -> None:
        self._session.settings.last_folder = str(Path(name).parent)
        self._then(Path(name))

    @staticmethod
    def _nothing(_path: Path) -> None:
        """No file was asked for yet."""
