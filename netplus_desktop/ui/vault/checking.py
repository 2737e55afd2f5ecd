"""Check the vault: every page, every link, everything that is worked out; and what can be done about what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from netplus_desktop import sentences
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes
from netplus_desktop.store import checking
from netplus_desktop.store.checking import Finding
from netplus_desktop.ui import messages
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.dialogs.lists import Told
from netplus_desktop.ui.jobs import Job
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Label, announce


class CheckDialog(Frame):
    """Checks on the worker, tells what was found in plain words, and offers the repair, or the ways past damage."""

    backups_requested = Signal()
    rescue_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check the vault"))
        self._session = session
        self._job: Job | None = None
        self._findings: list[Finding] = []
        self._repaired: int | None = None
        self.words = Label(wrap=True)
        self.words.setMinimumWidth(TEXT_WIDTH)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the check has come"))
        self.found = Told(self.tr("What was found"))
        for part in (self.words, self.bar, self.found):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.stop = self.button(self.tr("Cance&l"))
        self.close_ = self.button(self.tr("C&lose"))
        self.backups = self.button(self.tr("Restore from a &backup…"))
        self.rescue = self.button(self.tr("&Rescue what can be read…"))
        self.repair = self.button(self.tr("&Repair"), default=True)
        self.stop.clicked.connect(self.reject)
        self.close_.clicked.connect(self.reject)
        self.backups.clicked.connect(self._to_backups)
        self.rescue.clicked.connect(self._to_rescue)
        self.repair.clicked.connect(self._repair)
        self._check()

    @Slot()
    def reject(self) -> None:
        """Stop what is under way; with nothing under way, close."""
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
        else:
            super().reject()

    # --- the check -------------------------------------------------------------------------------------

    def _check(self) -> None:
        self._wait_for(
            self._session.read(self._session.store.check),
            self.tr("Reading every page, and looking whether everything fits together…"),
        )
        if self._job is not None:
            self._job.succeeded.connect(self._checked)
            self._job.failed.connect(self._failed)
            self._job.cancelled.connect(self._stopped)

    def _wait_for(self, job: Job, words: str) -> None:
        self._job = job
        job.progressed.connect(self._progressed)
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self._show_parts(self.bar, self.stop)
        self.stop.setEnabled(True)

    def _show_parts(self, *shown: QWidget) -> None:
        parts = (self.bar, self.found, self.stop, self.close_, self.backups, self.rescue, self.repair)
        for part in parts:
            part.setVisible(part in shown)
        self.adjustSize()
        self.grow()

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(object)
    def _checked(self, findings: list[Finding]) -> None:
        self._job = None
        self._findings = findings
        if not findings:
            self.words.setText(self._whole())
            self._show_parts(self.close_)
            self.close_.setFocus()
        else:
            self.found.setPlainText("\n".join(map(finding_text, findings)))
            if any(finding.code in checking.UNMENDED for finding in findings):
                self.words.setText(
                    self.tr(
                        "Parts of the file are damaged, perhaps by the disk. What can be read stays as it is. You "
                        "could go back to a backup, or have what can still be read rescued into a new vault."
                    )
                )
                kept = self._session.store.backups is not None
                self._show_parts(self.found, self.close_, self.rescue, *([self.backups] if kept else []))
            else:
                self.words.setText(
                    self.tr(
                        "The vault can be read, but not everything in it fits together. A repair throws nothing away "
                        "that you wrote, and it can be undone."
                    )
                )
                self._show_parts(self.found, self.close_, self.repair)
                self.repair.setFocus()
        announce(self, self.words.text())

    def _whole(self) -> str:
        counts = self._session.store.counts()
        number = QLocale().toString
        words = (
            self.tr("The vault is whole: {people} people, {interviews} interviews, {offers} offers, all checked.")
            if self._repaired is None
            else self.tr("Repaired, and checked again: the vault is whole now.")
        )
        if self._repaired:
            words += " " + self.tr("You can take the repair back with Undo.")
        return words.format(
            people=number(counts.people), interviews=number(counts.interviews), offers=number(counts.offers)
        )

    @Slot()
    def _stopped(self) -> None:
        self._job = None
        super().reject()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._job = None
        self.words.setText(self.tr("The check could not be finished."))
        self._show_parts(self.close_)
        if isinstance(error, UserError):
            self.show_error(messages.text(error))

    # --- what can be done ------------------------------------------------------------------------------

    @Slot()
    def _repair(self) -> None:
        job = self._session.work(self._session.store.repair, list(self._findings))
        self._wait_for(job, self.tr("Repairing…"))
        job.succeeded.connect(self._mended)
        job.failed.connect(self._refused)
        job.cancelled.connect(self._not_mended)

    @Slot(object)
    def _mended(self, changes: Changes) -> None:
        self._job = None
        self._repaired = changes.count
        self._check()

    @Slot(object)
    def _refused(self, _error: Exception) -> None:
        """The window's strip tells why."""
        self._job = None
        super().reject()

    @Slot()
    def _not_mended(self) -> None:
        """It was stopped, and nothing is changed."""
        self._checked(self._findings)

    @Slot()
    def _to_backups(self) -> None:
        self.accept()
        self.backups_requested.emit()

    @Slot()
    def _to_rescue(self) -> None:
        self.accept()
        self.rescue_requested.emit()


def finding_text(finding: Finding) -> str:
    """What the check found, in the user's language."""
    return sentences.finding(finding.code, finding.where, finding.count, _say)


def place(table: str) -> str:
    """What stands in a table of the vault, in the user's language."""
    return _say(sentences.PLACES[table])


def names(some: Sequence[str], most: int = 12) -> str:
    """Names in a row; of very many, the first and how many more."""
    told = [name or "–" for name in some[:most]]
    left = len(some) - len(told)
    if left:
        told.append(QCoreApplication.translate("checking", "and {n} more").format(n=QLocale().toString(left)))
    return ", ".join(told)


def _say(english: str) -> str:
    return QCoreApplication.translate("sentences", english)
