"""The list of imports: when, which files, what each brought, what taking it back would do, and doing that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from netplus_desktop.core.batches import Batch, Kept, UndoPlan
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.merging import LABELS
from netplus_desktop.core.records import Changes
from netplus_desktop.sentences import KEPT
from netplus_desktop.ui import dates, messages
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import DatedList, Told
from netplus_desktop.ui.jobs import Job, Lookup
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

NAMED = 500
"""So many of those who stay are named; the rest are counted."""


class BatchesDialog(Frame):
    """Choose an import, see what taking it back would do and who stays, take it back: one step, which Undo reverts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Imports"))
        self._session = session
        self._listed: list[Batch] = []
        self._plan: UndoPlan | None = None
        self._writing: Job | None = None
        self._looking = Lookup(session.read, self)
        self._looking.found.connect(self._looked_at)
        self._looking.failed.connect(self._not_looked_at)
        self._build()
        self.list.currentItemChanged.connect(self._chosen)
        self.take_back.clicked.connect(self._take_back)
        self._fill()

    def _build(self) -> None:
        about = Label(
            self.tr(
                "Each import can be taken back, also long after, for as long as it is one of the latest twenty. "
                "What you wrote since stays as you wrote it."
            ),
            tone=Tone.SECOND,
            wrap=True,
        )
        titles = self.tr("When"), self.tr("Files"), self.tr("Added"), self.tr("Updated"), self.tr("Unchanged")
        self.list = DatedList(self.tr("Imports"), (*titles, self.tr("Skipped")))
        self.what = Told(self.tr("What taking it back would do"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.body.addWidget(about)
        self.body.addWidget(self.list, 3)
        self.body.addWidget(self.what, 3)
        self.body.addWidget(self.bar)
        self.close_ = self.button(self.tr("&Close"))
        self.close_.clicked.connect(self.reject)
        self.take_back = self.button(self.tr("&Undo this import"), default=True)
        self.take_back.setEnabled(False)
        self.take_room(104, 34)

    @Slot()
    def reject(self) -> None:
        """Stop what is being taken back; else close."""
        if self._writing is not None:
            self._writing.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._looking.stop()
        if self._writing is not None:
            self._writing.cancel()
        super().done(result)

    # --- the list ----------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._listed = self._session.store.imports()
        number, now = QLocale().toString, self._session.store.now()
        items = []
        for batch in self._listed:
            sums = batch.totals
            figures = [number(n) for n in (sums.added, sums.updated, sums.unchanged, sums.skipped)]
            names = "\n".join(file.name for file in batch.files)
            item = self.list.line(dates.moment(batch.at, now), self._files(batch), figures, names)
            items.append(item)
        self.list.addTopLevelItems(items)
        if items:
            self.list.setCurrentItem(items[0])
            self.list.setFocus()
        else:
            self._say(self.tr("Nothing was imported yet. File > Import… shows what a file would bring before it does."))

    def _files(self, batch: Batch) -> str:
        names = ", ".join(file.name for file in batch.files)
        return self.tr("{names} (taken back)").format(names=names) if batch.undone else names

    @Slot()
    def _chosen(self) -> None:
        self._plan = None
        self._looking.stop()
        self.take_back.setEnabled(False)
        self.show_error("")
        batch = self._batch()
        if batch is None:
            return
        if batch.undone is not None:
            when = dates.moment(batch.undone, self._session.store.now())
            self._say(self.tr("Taken back: {when}.").format(when=when))
        elif not batch.revertable:
            self._say(messages.text(UserError("import-not-kept")))
        else:
            self._say(self.tr("Looking at what is left of it…"))
            self._looking.begin_soon(partial(self._session.store.undo_import_plan, batch.id))

    def _batch(self) -> Batch | None:
        place = self.list.place()
        return self._listed[place] if place is not None else None

    # --- one import --------------------------------------------------------------------------------------

    @Slot(object)
    def _looked_at(self, plan: UndoPlan) -> None:
        self._plan = plan
        self._say("\n".join(self._lines(plan)))
        self.take_back.setEnabled(not self._session.store.read_only and not self._session.busy)

    @Slot(object)
    def _not_looked_at(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._say("")
            self.show_error(messages.text(error))

    def _lines(self, plan: UndoPlan) -> Iterator[str]:
        number = QLocale().toString
        if plan.removed:
            yield self.tr("People who go: {n}").format(n=number(plan.removed))
        if plan.reverted:
            yield self.tr("People of whom it takes back what it wrote: {n}").format(n=number(plan.reverted))
        if not (plan.removed or plan.reverted):
            yield self.tr("Nothing of it is left that could be taken back.")
        if plan.kept:
            yield ""
            yield self.tr("What stays, as you did something with it since: {n}").format(n=number(len(plan.kept)))
            yield from ("    " + self._why(kept) for kept in plan.kept[:NAMED])
            if len(plan.kept) > NAMED:
                yield "    " + self.tr("and {n} more").format(n=number(len(plan.kept) - NAMED))
        yield ""
        yield self.tr("It is one step, which Undo takes back, with a backup before it.")

    def _why(self, kept: Kept) -> str:
        def say(text: str) -> str:
            return QCoreApplication.translate("sentences", text)

        fields = ", ".join(say(LABELS.get(name, name)) for name in kept.fields)
        return say(KEPT[kept.reason]).format(name=kept.who.name, fields=fields)

    def _say(self, text: str) -> None:
        self.what.setPlainText(text)

    # --- taking it back ----------------------------------------------------------------------------------

    @Slot()
    def _take_back(self) -> None:
        if self._plan is None or self._writing is not None:
            return
        self.list.setEnabled(False)
        self.take_back.setEnabled(False)
        self.close_.setText(self.tr("&Cancel"))
        self.show_error("")
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("Taking the import back"))
        self.bar.show()
        self._writing = job = self._session.work(self._session.store.undo_import, self._plan)
        job.progressed.connect(self._progressed)
        job.succeeded.connect(self._taken_back)
        job.failed.connect(self._refused)
        job.cancelled.connect(self._idle)

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    @Slot(object)
    def _taken_back(self, _changes: Changes) -> None:
        self._writing = None
        self.accept()

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if isinstance(error, UserError):
            self._idle()
            self.show_error(messages.text(error))

    @Slot()
    def _idle(self) -> None:
        self._writing = None
        self.bar.hide()
        self.list.setEnabled(True)
        self.close_.setText(self.tr("&Close"))
        self._chosen()
