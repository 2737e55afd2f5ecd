"""The window's way to paper: the prep sheet of who is shown, printed, looked at, or saved as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import EventKind
from netplus_desktop.ui.session import Session

if TYPE_CHECKING:
    from netplus_desktop.documents.prep_sheet import SheetData


class Sheets(QObject):
    """Prints for one window. A sheet of an interview that was printed or saved counts as prepared."""

    saved = Signal(str)
    """(file name)"""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._waiting: SheetData | None = None

    def data(self, contact_id: int | None, interview_id: int | None) -> SheetData:
        """What goes onto the sheet of a person and their interview; of nobody, the empty form."""
        from netplus_desktop.ui.printing import sheet_data

        return sheet_data(self._session.store, contact_id, interview_id, self._session.store.now())

    def print(self, contact_id: int | None, interview_id: int | None) -> None:
        """Ask for a printer and print."""
        from netplus_desktop.ui.printing import print_sheet

        data = self.data(contact_id, interview_id)

        def done(error: UserError | None) -> None:
            if error is None:
                self._prepared(data)
            else:
                self._session.refuse(error)

        print_sheet(data, self._window, done)

    def preview(self, contact_id: int | None, interview_id: int | None) -> None:
        """Show the sheet as it would come out."""
        from netplus_desktop.ui.printing import preview_sheet

        preview_sheet(self.data(contact_id, interview_id), self._window, self._session.refuse)

    @Slot()
    def print_blank(self) -> None:
        """Print the empty form."""
        from netplus_desktop.ui.printing import print_sheet

        print_sheet(self.data(None, None), self._window, self._tell)

    def save(self, contact_id: int | None, interview_id: int | None) -> None:
        """Ask for a file and write the sheet as PDF."""
        self._waiting = self.data(contact_id, interview_id)
        folder = Path(self._session.settings.last_folder or Path.home())
        dialog = QFileDialog(self._window, self.tr("Save the prep sheet as PDF"), str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(str(folder / self._file_name(self._waiting)))
        dialog.fileSelected.connect(self._write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell(self, error: UserError | None) -> None:
        if error is not None:
            self._session.refuse(error)

    @Slot(str)
    def _write(self, name: str) -> None:
        from netplus_desktop.ui.printing import default_paper, write_sheet_pdf

        if self._waiting is None:
            return
        data, self._waiting = self._waiting, None
        try:
            write_sheet_pdf([data], Path(name), default_paper())
        except UserError as error:
            self._session.refuse(error)
            return
        self._session.settings.last_folder = str(Path(name).parent)
        self._prepared(data)
        self.saved.emit(Path(name).name)

    def _file_name(self, data: SheetData) -> str:
        from netplus_desktop.documents.file_names import safe_file_name

        name = data.contact.person.name if data.contact else ""
        words = self.tr("Prep sheet {name}").format(name=name) if name else self.tr("Prep sheet")
        return safe_file_name(words, ".pdf")

    def _prepared(self, data: SheetData) -> None:
        interview = data.interview
        if interview is not None and interview.event(EventKind.PREPARED) is None:
            store = self._session.store
            self._session.run(store.record_event, interview.id, EventKind.PREPARED, store.now(), initiator=self)
