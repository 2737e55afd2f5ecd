"""Long work on the people: how far it has come, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.jobs import Job


class WorkBar(QWidget):
    """The progress of one job; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(theme.GAP_SMALL)
        self.bar.setAccessibleName(self.tr("Work under way"))
        self.cancel = QPushButton(self.tr("Cancel"))
        theme.set_role(self.cancel, "quiet")
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)

    def watch(self, job: Job) -> None:
        """Show how far a job comes, until it ends."""
        self._job = job
        job.progressed.connect(self._progress)
        job.ended.connect(self._unwatch)
        self.bar.setRange(0, 0)
        self.show()

    @Slot(int, int)
    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _unwatch(self) -> None:
        self._job = None
        self.hide()
