"""Files out of the vault: people as vCard, table or JSON, and a verified copy of the vault. All in the worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Contact, Person, Tick
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.store import Store
from netplus_desktop.store.vault import sync_folder
from netplus_desktop.ui.session import Session

BATCH = 500
"""People read at a time, and how often the work looks whether it should stop."""

Writer = Callable[[Store, Sequence[int], TextIO, Tick], int]


class Exporting(QObject):
    """Asks where to, writes in the worker, and tells what came of it."""

    written = Signal(object, int)
    """(Path of the file, number of people)"""
    backed_up = Signal(object)
    """(Path of the copy)"""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._then: Callable[[Path], None] = self._nothing

    @Slot()
    def all_as_vcard(self) -> None:
        """Everybody as vCard 3.0."""
        self._people(self.tr("Export all people"), "people.vcf", None, _vcards)

    @Slot()
    def all_as_csv(self) -> None:
        """Everybody as a table."""
        self._people(self.tr("Export all people"), "people.csv", None, _table)

    @Slot()
    def all_as_json(self) -> None:
        """Everything known, conversations and records included."""
        self._people(self.tr("Export everything"), "netplus.json", None, _everything)

    @Slot(list)
    def some_as_vcard(self, ids: Sequence[int]) -> None:
        """These people as vCard 3.0."""
        self._people(self.tr("Export the people selected"), "people.vcf", list(ids), _vcards)

    @Slot()
    def back_up(self) -> None:
        """An encrypted, verified copy of the vault."""
        self._ask(
            self.tr("Back up the vault"), f"netplus-{self._session.store.now():%Y-%m-%d}.npvault", self._copy_vault
        )

    def write(self, path: Path, writer: Writer, ids: Sequence[int] | None = None) -> None:
        """Write people to `path` in the worker: whole, or not at all."""
        store = self._session.store

        def work(tick: Tick) -> tuple[Path, int]:
            chosen = list(store.contact_ids()) if ids is None else list(ids)
            return path, _whole_file(path, lambda out: writer(store, chosen, out, tick))

        job = self._session.read(work)
        job.succeeded.connect(self._written)
        job.failed.connect(self._session.refuse)

    @Slot(object)
    def _written(self, result: tuple[Path, int]) -> None:
        self.written.emit(*result)

    def _people(self, title: str, name: str, ids: Sequence[int] | None, writer: Writer) -> None:
        self._ask(title, name, lambda path: self.write(path, writer, ids))

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


def _whole_file(path: Path, write: Callable[[TextIO], int]) -> int:
    """Write `path`, whole or not at all. Raises `FileError`."""
    with whole_file(path) as file:
        out = TextIOWrapper(file, encoding="utf-8", newline="")
        count = write(out)
        out.detach()
    return count


def _persons(store: Store, ids: Sequence[int], tick: Tick) -> Iterator[Person]:
    for at in range(0, len(ids), BATCH):
        tick(at, len(ids))
        yield from store.persons(ids[at : at + BATCH]).values()


def _contacts(store: Store, ids: Sequence[int], tick: Tick) -> Iterator[Contact]:
    for at, contact_id in enumerate(ids):
        if at % BATCH == 0:
            tick(at, len(ids))
        yield store.contact(contact_id)


def _vcards(store: Store, ids: Sequence[int], out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.writing import write_vcards

    return write_vcards(_persons(store, ids, tick), out)


def _table(store: Store, ids: Sequence[int], out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.writing import write_csv

    return write_csv(_persons(store, ids, tick), out)


def _everything(store: Store, ids: Sequence[int], out: TextIO, tick: Tick) -> int:
    from netplus_desktop.exchange.writing import write_json

    return write_json(_contacts(store, ids, tick), out)
