"""The ways in for contact files: chosen, dropped, pasted, named on the command line. All lead to the import sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.ui.importing.drops import Source
from netplus_desktop.ui.session import Session


class Incoming(QObject):
    """Opens the import sheet over the window; nothing is written before that is agreed to."""

    reading = Signal()
    """A sheet is about to open: text that is not written yet is to be written first."""
    writing = Signal(object)
    """(Job): an import is being written."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    @Slot(list)
    def open(self, sources: Sequence[Source]) -> None:
        """Show what an import of these files, or of these named bytes, would do."""
        from netplus_desktop.ui.importing.sheet import ImportSheet

        self.reading.emit()
        if self._session.busy:
            self._session.refuse(UserError("busy"))
            return
        sheet = ImportSheet.open_for(self._session, list(sources), self._window)
        sheet.import_started.connect(self.writing)

    @Slot()
    def choose(self) -> None:
        """Ask for files."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, self.tr("Import contacts"), self._session.settings.last_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        contacts = self.tr(
            "Contact files and archives (*.vcf *.vcard *.csv *.tsv *.txt *.ldif *.eml *.mbox *.json *.zip)"
        )
        dialog.setNameFilters([contacts, self.tr("All files (*)")])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Look at them"))
        dialog.filesSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder, whose contact files are read with those of the folders in it."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, self.tr("Import a folder"), self._session.settings.last_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Look at it"))
        dialog.filesSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def list_imports(self) -> None:
        """List the imports, what each brought, and the way to take one back."""
        from netplus_desktop.ui.importing.batches import BatchesDialog

        self.reading.emit()
        BatchesDialog(self._session, self._window).open()

    @Slot(list)
    def chosen(self, names: list[str]) -> None:
        """Open the files of these names, and begin there the next time."""
        self._session.settings.last_folder = str(Path(names[0]).parent)
        self.open([Path(name) for name in names])

    @Slot()
    def paste(self) -> None:
        """Open the contacts that stand on the clipboard."""
        from netplus_desktop.ui.clipboard import pasted

        sources = pasted(QGuiApplication.clipboard().mimeData())
        if sources:
            self.open(sources)
        else:
            self._session.refuse(UserError("nothing-to-paste"))
