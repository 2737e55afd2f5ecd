"""Merge another vault: compare on the worker, ask for its key where it has another, show what will be done, do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.merging import LABELS, MergePlan
from netplus_desktop.core.records import Changes, Kind, Tick
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.ui import messages
from netplus_desktop.ui.dialogs.frame import Frame, SecretLine
from netplus_desktop.ui.dialogs.lists import Told
from netplus_desktop.ui.jobs import Job
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

NAMED = 200
"""So many lines are told of each kind; the rest are counted."""


class MergeDialog(Frame):
    """Shows what merging would do before it is done. Nothing is changed until *Merge* is pressed; it is one step."""

    merged = Signal(object)
    """(Path): everything of that file is here now."""

    def __init__(self, session: Session, other: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge another vault"))
        self._session = session
        self._other = other
        self._plan: MergePlan | None = None
        self._key: VaultKey | None = None
        self._job: Job | None = None
        self._build()
        self.open_with_key.clicked.connect(self._typed)
        self.key.line.returnPressed.connect(self._typed)
        self.merge.clicked.connect(self._merge)
        self._compare()

    def _build(self) -> None:
        self.words = Label(wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.key = SecretLine(self.tr("&Passphrase or recovery key of that vault"))
        self.key.hide()
        self.what = Told(self.tr("What merging will do"))
        self.what.hide()
        self.after = Label(
            self.tr("It is one step, which Undo takes back, with a backup before it. The other file is not changed."),
            tone=Tone.SECOND,
            wrap=True,
        )
        self.after.hide()
        for widget in (self.words, self.bar, self.key, self.after):
            self.body.addWidget(widget)
        self.body.insertWidget(3, self.what, 1)
        self.close_ = self.button(self.tr("&Cancel"))
        self.close_.clicked.connect(self.reject)
        self.open_with_key = self.button(self.tr("&Open it"))
        self.open_with_key.hide()
        self.merge = self.button(self.tr("&Merge"), default=True)
        self.merge.setEnabled(False)
        self.take_room(100, 12)

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # --- comparing -------------------------------------------------------------------------------------

    def _compare(self, typed: str = "") -> None:
        store, other, key = self._session.store, self._other, self._key

        def work(tick: Tick) -> MergePlan:
            from netplus_desktop.store.merging import key_from

            return store.merge_plan(other, key_from(other, typed) if typed else key, tick)

        self._wait_for(self._session.read(work), self.tr("Comparing with “{name}”…").format(name=other.name))
        job = self._job
        assert job is not None
        job.succeeded.connect(self._compared)
        job.failed.connect(self._refused)

    def _wait_for(self, job: Job, words: str) -> None:
        self._job = job
        self.show_error("")
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.bar.show()
        self.merge.setEnabled(False)
        self.open_with_key.setEnabled(False)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self.bar.hide()
        self.open_with_key.setEnabled(True)

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if not isinstance(error, UserError):
            return
        asks = error.code == "merge-key-needed"
        if asks or error.code in ("merge-other-key", "wrong-recovery-key"):
            self.key.show()
            self.open_with_key.show()
            self.merge.hide()
            self.open_with_key.setDefault(True)
            self.key.line.setFocus()
        if asks:
            self.words.setText(messages.text(error))
            self.grow()
        else:
            self.words.setText("")
            self.show_error(messages.text(error))

    @Slot()
    def _typed(self) -> None:
        if self.key.line.text() and self._job is None:
            self._compare(self.key.line.text())

    @Slot(object)
    def _compared(self, plan: MergePlan) -> None:
        self._plan = plan
        self.key.hide()
        self.key.line.clear()
        self.open_with_key.hide()
        if plan.empty:
            self.words.setText(self.tr("There is nothing to merge: this vault already holds all of it."))
            self.close_.setText(self.tr("&Close"))
            self.merge.hide()
            self.close_.setDefault(True)
            self.merged.emit(self._other)
            return
        words = self.tr("What only “{name}” has will be added here; nothing that either of you wrote is lost.")
        if not plan.related:
            words = self.tr("“{name}” is no copy of this vault: everything in it is new here, also people you know.")
        self.words.setText(words.format(name=plan.other))
        self.what.setPlainText("\n".join(self._lines(plan)))
        self.what.show()
        self.after.show()
        self.merge.show()
        self.merge.setEnabled(not self._session.store.read_only)
        self.merge.setFocus()
        room = self.screen().availableGeometry().size() - QSize(80, 80)
        self.resize(QSize(self.width(), self.fontMetrics().height() * 32).boundedTo(room))

    def _lines(self, plan: MergePlan) -> Iterator[str]:
        number = QLocale().toString
        sections = (
            (self.tr("New people: {n}"), plan.new_people),
            (self.tr("Changed people: {n}"), plan.changed_people),
            (self.tr("Deleted in the other vault, and here untouched since: {n}"), plan.removed_people),
        )
        for title, names in sections:
            if names:
                yield from (title.format(n=number(len(names))), *self._some(names), "")
        for title, kind in (
            (self.tr("New interviews: {n}"), Kind.INTERVIEW),
            (self.tr("New things heard: {n}"), Kind.HEARD),
            (self.tr("New offers: {n}"), Kind.OFFER),
            (self.tr("New entries of the exchange: {n}"), Kind.EXCHANGE),
            (self.tr("New questions: {n}"), Kind.QUESTION),
        ):
            if plan.added.get(kind):
                yield title.format(n=number(plan.added[kind]))
        if plan.both:
            if plan.added.keys() - {Kind.CONTACT}:
                yield ""
            yield self.tr("Changed in both: {n}").format(n=number(len(plan.both)))
            told = [
                self.tr("{name}, {field}: “{kept}” stays. The other had “{other}”.").format(
                    name=one.name,
                    field=QCoreApplication.translate("sentences", LABELS.get(one.field, one.field)),
                    kept=_short(one.kept),
                    other=_short(one.other),
                )
                for one in plan.both
            ]
            yield from self._some(told)
            yield self.tr("Longer texts keep both. What a short field held goes into the note as a line.")

    def _some(self, lines: Sequence[str]) -> Iterator[str]:
        yield from ("    " + line for line in lines[:NAMED])
        if len(lines) > NAMED:
            yield "    " + self.tr("and {n} more").format(n=QLocale().toString(len(lines) - NAMED))

    # --- merging ---------------------------------------------------------------------------------------

    @Slot()
    def _merge(self) -> None:
        if self._plan is None or self._job is not None:
            return
        job = self._session.work(self._session.store.merge, self._plan)
        self._wait_for(job, self.tr("Merging…"))
        job.succeeded.connect(self._done)
        job.failed.connect(self._refused)

    @Slot(object)
    def _done(self, _changes: Changes) -> None:
        self._job = None
        self.merged.emit(self._other)
        self.accept()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
