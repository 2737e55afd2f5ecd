"""The import sheet: read, look, choose, then write all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.errors import FileError, UserError
from netplus_desktop.core.records import Choice, Tick, Totals
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.importing import words
from netplus_desktop.ui.importing.drops import Source
from netplus_desktop.ui.importing.model import Prepared, prepare
from netplus_desktop.ui.importing.review import Review
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Type
from netplus_desktop.ui.widgets import Label, SectionTitle, Strip

SIZE = QSize(920, 640)


class ImportSheet(QDialog):
    """Shows what an import would do. Nothing is written before Import is pressed; Cancel leaves nothing behind."""

    import_started = Signal(object)
    """(Job): the writing began."""

    def __init__(self, session: Session, sources: Sequence[Source], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.sources = list(sources)
        self._resumed: dict[str, list[int]] = {}
        self._prepared: Prepared | None = None
        self._writing = False
        self._closing = False
        self.setWindowTitle(self.tr("Import contacts"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.size()))
        self._job = session.read(self._prepare)
        self._job.progressed.connect(self._progress)
        self._job.succeeded.connect(self._show_prepared)
        self._job.failed.connect(self._unread)
        self._job.cancelled.connect(self._stopped)
        self._running = True
        self._job.ended.connect(self._ended)
        session.busy_changed.connect(self._count)

    @classmethod
    def open_for(cls, session: Session, sources: Sequence[Source], parent: QWidget | None = None) -> ImportSheet:
        """Read files, or cards that came as text, and show what importing them would do."""
        sheet = cls(session, sources, parent)
        sheet.open()
        return sheet

    def unfinished(self) -> dict[str, list[int]]:
        """What was chosen up to now, as plain values."""
        return self.review.model.chosen() if self.review.model is not None else self._resumed

    def resume(self, chosen: dict[str, list[int]]) -> None:
        """Choose as `unfinished` told, once the files have been read."""
        self._resumed = chosen

    # --- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        count = len(self.sources)
        self.progress_text = SectionTitle(
            self.tr("Reading 1 file…") if count == 1 else self.tr("Reading {n} files…").format(n=words.number(count))
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        column.addWidget(self.progress_text)
        column.addWidget(self.bar)
        column.addStretch(2)
        self._waiting = waiting
        self.review = Review()
        self.review.totals_changed.connect(self._count)
        self._pages = QStackedWidget()
        self._pages.addWidget(waiting)
        self._pages.addWidget(self.review)

        self.strip = Strip()
        self.totals = Label("", Type.STRONG)
        self.report = QPushButton(self.tr("Save &report…"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.start = QPushButton(self.tr("Import"))
        theme.set_role(self.start, "primary")
        for button in (self.report, self.cancel):
            button.setAutoDefault(False)
        self.start.setDefault(True)
        self.report.clicked.connect(self._ask_where_to_save)
        self.cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._import)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP_SMALL)
        foot.addWidget(self.totals, 1)
        for button in (self.report, self.cancel, self.start):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.strip)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)
        self._count()

    # --- reading --------------------------------------------------------------------------------------

    def _prepare(self, tick: Tick) -> Prepared:
        return prepare(self.sources, self._session.store, tick)

    def _show_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.review.show_prepared(prepared)
        if self.review.model is not None:
            for choice, rows in self._resumed.items():
                there = self.review.model.rowCount()
                self.review.model.choose([row for row in rows if row < there], Choice(choice))
        self._pages.setCurrentWidget(self.review)
        self._count()
        if prepared.plans:
            self.review.focus_first()
        else:
            self.cancel.setText(self.tr("Close"))
            self.cancel.setFocus()

    def _unread(self, error: Exception) -> None:
        """The reading failed as a whole: the vault could not be asked, or a bug, which the crash hook tells."""
        if not isinstance(error, UserError):
            super().reject()
            return
        self.bar.hide()
        self.progress_text.hide()
        self.cancel.setText(self.tr("Close"))
        self._tell(error)

    def _chosen(self) -> Totals:
        model = self.review.model
        return model.totals() if model is not None else Totals(0, 0, 0, 0, 0)

    def _count(self) -> None:
        chosen = self._chosen()
        read = self._prepared is not None
        waits = self._pages.currentWidget() is self._waiting
        self.totals.setText(words.totals_line(chosen) if chosen.read and not waits else "")
        self.start.setText(words.import_button(chosen) if read else self.tr("Import"))
        self.start.setEnabled(chosen.added + chosen.updated > 0 and not waits and not self._session.busy)
        self.report.setEnabled(read and not waits)

    # --- writing --------------------------------------------------------------------------------------

    def _import(self) -> None:
        model = self.review.model
        if model is None or not self.start.isEnabled():
            return
        self.strip.hide()
        self._writing = True
        chosen = self._chosen()
        count = chosen.added + chosen.updated
        self.progress_text.setText(
            self.tr("Importing 1 person…")
            if count == 1
            else self.tr("Importing {n} people…").format(n=words.number(count))
        )
        self.bar.setRange(0, 0)
        self._pages.setCurrentWidget(self._waiting)
        self.cancel.setFocus()
        self._job = self._session.work(self._session.store.apply_import, model.plans(), initiator=self)
        self._running = True
        self._job.progressed.connect(self._progress)
        self._job.succeeded.connect(self._imported)
        self._job.failed.connect(self._back)
        self._job.cancelled.connect(self._stopped)
        self._job.ended.connect(self._ended)
        self._count()
        self.import_started.emit(self._job)

    def _imported(self, changes: object) -> None:
        self._writing = False
        self.accept()

    def _back(self, error: Exception) -> None:
        self._writing = False
        self._pages.setCurrentWidget(self.review)
        self._tell(error)
        self._count()

    def _stopped(self) -> None:
        if self._writing and not self._closing:
            self._writing = False
            self._pages.setCurrentWidget(self.review)
            self.cancel.setEnabled(True)
            self.strip.tell(self.tr("Stopped: nothing was imported. You could import another time."))
            self._count()
            self.review.focus_first()
        else:
            self._writing = False
            super().reject()

    def _tell(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.strip.tell(messages.text(error))

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _ended(self) -> None:
        self._running = False

    # --- leaving --------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Cancel: stops what runs. Writing that is stopped leaves nothing and comes back to the rows."""
        if self._running:
            self._job.cancel()
            self.cancel.setEnabled(not self._writing)
        if not self._writing:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closing = True
        if self._writing:
            self.reject()
            event.ignore()  # it closes as soon as the writing has stopped
            return
        super().closeEvent(event)

    # --- the report -----------------------------------------------------------------------------------

    def _ask_where_to_save(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"), self.tr("import-report.csv"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Table (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.save_report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_report(self, name: str) -> None:
        """Write every row and what happens to it into a table."""
        if self._prepared is None or self.review.model is None:
            return
        refused = [(file, messages.text(error)) for file, error in self._prepared.refused]
        told = words.report(self.review.model.plans(), refused)
        try:
            with whole_file(Path(name)) as file:
                file.write(told.encode("utf-8-sig"))  # the mark at the start lets spreadsheets read names as UTF-8
        except FileError as error:
            self._tell(error)
        else:
            self.strip.tell(self.tr("The report is saved as {name}.").format(name=Path(name).name))
