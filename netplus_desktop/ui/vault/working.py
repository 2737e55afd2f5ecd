"""A dialog that does long work in stages, and shows at each only what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.dialogs.lists import Told
from netplus_desktop.ui.jobs import Job
from netplus_desktop.ui.widgets import Label


class WorkingDialog(Frame):
    """Words that are always seen, and parts that come and go: how far the work has come, what came of it, buttons. Who
    extends it names the bar and the outcome for those who hear them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.words = Label(wrap=True)
        self.words.setMinimumWidth(TEXT_WIDTH)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.outcome = Told("")
        for part in (self.words, self.bar, self.outcome):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.stop = self.button(self.tr("Cance&l"))
        self.close_ = self.button(self.tr("C&lose"))
        self.stop.clicked.connect(self.reject)
        self.close_.clicked.connect(self.reject)
        self.parts: list[QWidget] = [self.bar, self.outcome, self.stop, self.close_]
        """What `show_parts` shows or hides."""

    @Slot()
    def reject(self) -> None:
        """Stop what is under way; with nothing under way, close."""
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
        else:
            super().reject()

    def follow(self, job: Job) -> None:
        """Show how far it comes. Connect to its end only after this: then nothing is under way any more."""
        self._job = job
        job.progressed.connect(self._progressed)
        for end in (job.succeeded, job.failed, job.cancelled):
            end.connect(self._rested)
        self.bar.setRange(0, 0)
        self.show_parts(self.bar, self.stop)
        self.stop.setEnabled(True)

    def show_parts(self, *shown: QWidget) -> None:
        """Show these of the parts, and no others."""
        for part in self.parts:
            part.setVisible(part in shown)
        self.adjustSize()
        self.grow()

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot()
    def _rested(self) -> None:
        self._job = None
