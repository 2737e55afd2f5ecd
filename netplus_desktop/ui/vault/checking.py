"""Check the vault: every page, every link, everything that is worked out; and what can be done about what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Signal, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop import sentences
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes
from netplus_desktop.store import checking
from netplus_desktop.store.checking import Finding
from netplus_desktop.ui import messages
from netplus_desktop.ui.jobs import Job
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.vault.working import WorkingDialog
from netplus_desktop.ui.widgets import announce


class CheckDialog(WorkingDialog):
    """Checks on the worker, tells what was found in plain words, and offers the repair, or the ways past damage."""

    backups_requested = Signal()
    rescue_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check the vault"))
        self.bar.setAccessibleName(self.tr("How far the check has come"))
        self.outcome.setAccessibleName(self.tr("What was found"))
        self._session = session
        self._findings: list[Finding] = []
        self._repaired: int | None = None
        self.backups = self.button(self.tr("Restore from a &backup…"))
        self.rescue = self.button(self.tr("&Rescue what can be read…"))
        self.repair = self.button(self.tr("&Repair"), default=True)
        self.parts += [self.backups, self.rescue, self.repair]
        self.backups.clicked.connect(self._to_backups)
        self.rescue.clicked.connect(self._to_rescue)
        self.repair.clicked.connect(self._repair)
        self._check()

    # --- the check -------------------------------------------------------------------------------------

    def _check(self) -> None:
        job = self._session.read(self._session.store.check)
        self._wait_for(job, self.tr("Reading every page, and looking whether everything fits together…"))
        job.succeeded.connect(self._checked)
        job.failed.connect(self._failed)
        job.cancelled.connect(self.reject)

    def _wait_for(self, job: Job, words: str) -> None:
        self.words.setText(words)
        self.follow(job)

    @Slot(object)
    def _checked(self, findings: list[Finding]) -> None:
        self._findings = findings
        if not findings:
            self.words.setText(self._whole())
            self.show_parts(self.close_)
            self.close_.setFocus()
        else:
            self.outcome.setPlainText("\n".join(map(finding_text, findings)))
            if any(finding.code in checking.UNMENDED for finding in findings):
                self.words.setText(
                    self.tr(
                        "Parts of the file are damaged, perhaps by the disk. What can be read stays as it is. You "
                        "could go back to a backup, or have what can still be read rescued into a new vault."
                    )
                )
                kept = self._session.store.backups is not None
                self.show_parts(self.outcome, self.close_, self.rescue, *([self.backups] if kept else []))
            else:
                self.words.setText(
                    self.tr(
                        "The vault can be read, but not everything in it fits together. A repair throws nothing away "
                        "that you wrote, and it can be undone."
                    )
                )
                self.show_parts(self.outcome, self.close_, self.repair)
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

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.words.setText(self.tr("The check could not be finished."))
        self.show_parts(self.close_)
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
        self._repaired = changes.count
        self._check()

    @Slot(object)
    def _refused(self, _error: Exception) -> None:
        """The window's strip tells why."""
        self.reject()

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
