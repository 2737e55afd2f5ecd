"""The import sheet: read, look, choose, then write all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
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

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes, ImportExtras, ImportPlan, Tick
from netplus_desktop.exchange.layouts import AS_FOUND, Way
from netplus_desktop.exchange.reading import contents_of
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import HelpKey
from netplus_desktop.ui.importing import words
from netplus_desktop.ui.importing.drops import Source
from netplus_desktop.ui.importing.model import Chosen, Prepared, prepare
from netplus_desktop.ui.importing.review import Review
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Type
from netplus_desktop.ui.widgets import Label, SectionTitle, Strip

SIZE = QSize(920, 640)
LINE = 16
_NAMED = 5
"""So many people are named when something could not be done for them."""
"""The size of the sheet where a line of text is so high."""


class ImportSheet(QDialog):
    """Shows what an import would do. Nothing is written before Import is pressed; Cancel leaves nothing behind."""

    import_started = Signal(object)
    """(Job): the writing began."""

    def __init__(self, session: Session, sources: Sequence[Source], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        self._session = session
        self.sources = list(sources)
        self._resumed: Chosen = []
        self._prepared: Prepared | None = None
        self._ways: dict[str, Way] = {}
        self._ways_read: dict[str, Way] = {}
        self._ways_before: dict[str, Way] = {}
        self._writing = False
        self._without_picture: list[str] = []
        """Whose picture could not be decoded."""
        self._closing = False
        self.setWindowTitle(self.tr("Import contacts"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._take_size(parent)
        self.review.extras.offer((tag for tag, _ in session.store.tags()), session.store.cadence())
        self._read()
        session.busy_changed.connect(self._count)

    @classmethod
    def open_for(cls, session: Session, sources: Sequence[Source], parent: QWidget | None = None) -> ImportSheet:
        """Read files, or cards that came as text, and show what importing them would do."""
        sheet = cls(session, sources, parent)
        sheet.open()
        return sheet

    def unfinished(self) -> dict[str, Any]:
        """What was chosen up to now, as plain values. What columns mean is remembered by the vault."""
        ways = {name: [way.encoding, way.delimiter] for name, way in self._ways.items()}
        chosen = self.review.model.chosen() if self.review.model is not None else self._resumed
        extras, evidence = self.review.extras.unfinished(), self.review.evidence.unfinished()
        return {"rows": chosen, "ways": ways, "extras": extras, "evidence": evidence}

    def resume(self, kept: dict[str, Any]) -> None:
        """Choose as `unfinished` told, once the files have been read."""
        self._resumed = kept["rows"]
        self._ways = {name: Way(None, *way) for name, way in kept["ways"].items()}
        self.review.extras.resume(kept["extras"])
        self.review.evidence.resume(kept["evidence"])

    # --- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.progress_text = SectionTitle("")
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
        self.review.sums_changed.connect(self._count)
        self.review.evidence.changed.connect(self._count)
        self.review.files.how_asked.connect(self._ask_how)
        self._pages = QStackedWidget()
        self._pages.addWidget(waiting)
        self._pages.addWidget(self.review)

        self.strip = Strip()
        self.totals = Label("", Type.STRONG, wrap=True)
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
        foot.addWidget(self.report)
        foot.addStretch(1)
        for button in (self.cancel, self.start):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.strip)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self.totals)
        whole.addLayout(foot)
        self._count()

    def _take_size(self, parent: QWidget | None) -> None:
        """Larger letters take a larger sheet, as far as the window goes."""
        wanted = SIZE * (self.fontMetrics().height() / LINE)
        self.resize(wanted.boundedTo(parent.size() if parent is not None else self.screen().availableSize()))

    # --- reading --------------------------------------------------------------------------------------

    def _read(self) -> None:
        count = len(self.sources)
        self._wait(self.tr("Reading 1 file…") if count == 1 else self.tr("Reading {n} files…"), count)
        self._ways_read = dict(self._ways)
        self._job = self._session.read(partial(prepare, self.sources, self._session.store, ways=self._ways_read))
        self._job.succeeded.connect(self._show_prepared)
        self._job.failed.connect(self._unread)
        self._watch()

    @Slot(str)
    def _ask_how(self, name: str) -> None:
        """Ask how a table is to be read, with its first rows in sight."""
        job = self._session.read(partial(contents_of, self.sources, name))
        job.succeeded.connect(partial(self._show_mapping, name))
        job.failed.connect(self._tell)

    def _show_mapping(self, name: str, data: bytes) -> None:
        from netplus_desktop.ui.importing.mapping import MappingSheet

        sheet = MappingSheet.open_for(self._session, name, data, self, self._ways.get(name, AS_FOUND))
        sheet.mapped.connect(partial(self.read_again, name))

    def read_again(self, name: str, way: Way) -> None:
        """Read a file as the user says, and everything anew with it: rows of others may repeat its rows."""
        self._resumed = self.review.model.chosen() if self.review.model is not None else []
        self._ways_before = dict(self._ways)
        self._ways[name] = way
        self._read()

    def _wait(self, text: str, count: int) -> None:
        """Show that something is done, in place of the rows."""
        self.strip.hide()
        self.progress_text.setText(text.format(n=words.number(count)))
        self.bar.setRange(0, 0)
        self._pages.setCurrentWidget(self._waiting)
        self.cancel.setFocus()
        self._count()

    def _watch(self) -> None:
        self._running = True
        self._job.progressed.connect(self._progress)
        self._job.cancelled.connect(self._stopped)
        self._job.ended.connect(self._ended)

    def _show_prepared(self, prepared: Prepared) -> None:
        if self._ways != self._ways_read:  # it was told how to read them when it had begun
            self._read()
            return
        again = self._prepared is not None
        self._prepared = prepared
        self.review.show_prepared(prepared, self._ways)
        if not again:
            self._make_room()
        if self.review.model is not None:
            self.review.model.choose_again(self._resumed)
        self.cancel.setText(self.tr("Cancel") if prepared.plans else self.tr("Close"))
        self._show_rows()
        if again and prepared.plans:
            self.strip.tell(self.tr("Read again. What you chose was kept where the rows are the same ones."))

    def _make_room(self) -> None:
        """What an archive tells takes room of its own, not that of the rows."""
        evidence, parent = self.review.evidence, self.parentWidget()
        if not evidence.isHidden():
            most = (parent.size() if parent is not None else self.screen().availableSize()).height()
            needed = evidence.heightForWidth(self.review.width()) + theme.GAP
            self.resize(self.width(), min(self.height() + needed, most))

    def _show_rows(self) -> None:
        self._pages.setCurrentWidget(self.review)
        self._count()
        if self._prepared is not None and self._prepared.plans:
            self.review.focus_first()
        else:
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

    def _count(self) -> None:
        model = self.review.model
        waits = self._pages.currentWidget() is self._waiting
        sums = model.sums() if model is not None else None
        read = sums.read if sums is not None else 0
        people = sums.added + sums.updated if sums is not None else 0
        self.totals.setText(words.sums_line(sums) if sums is not None and read and not waits else "")
        self.totals.setVisible(bool(self.totals.text()))
        told = bool(self.review.evidence.chosen())
        self.start.setText(words.import_button(people, told=told) if model is not None else self.tr("Import"))
        self.start.setEnabled((people > 0 or told) and not waits and not self._session.busy)
        self.report.setEnabled(model is not None and not waits)

    # --- writing --------------------------------------------------------------------------------------

    def _import(self) -> None:
        model = self.review.model
        if model is None or not self.start.isEnabled():
            return
        sums = model.sums()
        count = sums.added + sums.updated
        self._writing = True
        self._wait(self.tr("Importing 1 person…") if count == 1 else self.tr("Importing {n} people…"), count)
        self._job = self._session.work(self._apply, model.plans(), self._also(), initiator=self)
        self._job.succeeded.connect(self._imported)
        self._job.failed.connect(self._back)
        self._watch()
        self._count()
        self.import_started.emit(self._job)

    def _also(self) -> ImportExtras:
        return replace(self.review.extras.chosen(), evidence=self.review.evidence.chosen())

    def _apply(self, plans: Sequence[ImportPlan], also: ImportExtras, tick: Tick) -> Changes:
        from netplus_desktop.exchange.pictures import decoded

        found = decoded(plans, tick)
        changes = self._session.store.apply_import(plans, tick, replace(also, pictures=found.pictures))
        people = [plans[ref.file].rows[ref.number - 1].row.person for ref, _ in found.refused]
        self._without_picture = [person.name for person in people if person is not None]
        return changes

    def _imported(self, changes: object) -> None:
        self._writing = False
        self.accept()
        if self._without_picture:
            names = ", ".join(self._without_picture[:_NAMED]) + (" …" if len(self._without_picture) > _NAMED else "")
            self._session.refuse(UserError("pictures-unread", names=names))

    def _back(self, error: Exception) -> None:
        self._writing = False
        self._show_rows()
        self._tell(error)

    def _stopped(self) -> None:
        wrote, self._writing = self._writing, False
        if self._closing or self._prepared is None:
            super().reject()
            return
        self.cancel.setEnabled(True)
        if wrote:
            self.strip.tell(self.tr("Stopped: nothing was imported. You could import another time."))
        else:
            self._ways = self._ways_before
            self.review.files.show_files(self._prepared, self._ways)  # as before the choice
        self._show_rows()

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
        """Cancel: stops what runs. Writing that is stopped leaves nothing and comes back to the rows, and so does
        reading again."""
        if self._running:
            self._job.cancel()
            self.cancel.setEnabled(self._prepared is None)
        if not self._writing and (self._closing or not self._running or self._prepared is None):
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
        job = self._session.read(partial(_write_report, Path(name), self.review.model.plans(), refused))
        job.succeeded.connect(self._report_saved)
        job.failed.connect(self._tell)

    @Slot(object)
    def _report_saved(self, name: str) -> None:
        self.strip.tell(self.tr("The report is saved as {name}.").format(name=name))


def _write_report(path: Path, plans: Sequence[ImportPlan], refused: list[tuple[str, str]], tick: Tick) -> str:
    told = words.report(plans, refused, tick)
    with whole_file(path) as file:
        file.write(told.encode("utf-8-sig"))  # the mark at the start lets spreadsheets read names as UTF-8
    return path.name
