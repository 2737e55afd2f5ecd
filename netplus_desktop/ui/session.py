"""The bridge between the window and the store: every change goes out through it and is told once to all views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes, Step, Tick
from netplus_desktop.store.store import Store
from netplus_desktop.ui.jobs import Job, Jobs
from netplus_desktop.ui.settings import Settings

LARGE = 500
"""Steps over more people than this are undone and done again on the worker: thousands take seconds."""

CLOCK_EVERY = 60_000
"""Milliseconds between two looks at what time alone has changed."""


class Session(QObject):
    """Holds the open store for the life of a window.

    Attributes:
        store: for reading; writes go through `run` or `work`, so that all views hear of them.
        settings: the user's options; `settings.changed` names the one that has another value now.
        attended_until: until when somebody is there though no key is touched, as while two people talk; or None.

    """

    changed = Signal(object, object)
    """(Changes, the widget that began it or None): after each change, once."""
    refused = Signal(object)
    """(UserError): a change was not made; shown as a strip in the pane concerned."""
    history_changed = Signal()
    """The steps that undo and redo would take are others now."""
    busy_changed = Signal(bool)
    """A writing job began or ended: editing waits while it runs."""
    reordered = Signal()
    """People are listed in another order than before."""
    day_begun = Signal()
    """Another day than when the window, or the last day, began: what is due today is something else."""
    stopped = Signal()
    """The window is about to go: no more work is taken on."""

    def __init__(self, store: Store, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.settings = settings if settings is not None else Settings(parent=self)
        self.jobs = Jobs(self)
        self.attended_until: datetime | None = None
        self._writing = 0
        self._day = store.now().astimezone().date()
        self._minute = QTimer(self)
        self._minute.setInterval(CLOCK_EVERY)
        self._minute.timeout.connect(self._look_at_the_clock)
        self._minute.start()

    @property
    def busy(self) -> bool:
        """Whether a writing job runs: a second writer would have to wait for it."""
        return self._writing > 0

    def run(
        self, verb: Callable[..., Changes], *args: Any, initiator: QObject | None = None, **fields: Any
    ) -> Changes | None:
        """Call a verb of the store and tell what it changed; None where it was refused (then `refused` told why)."""
        if self.busy:
            self.refused.emit(UserError("busy"))
            return None
        try:
            changes = verb(*args, **fields)
        except UserError as error:
            self.refused.emit(error)
            return None
        self._tell(changes, initiator)
        return changes

    def work(self, verb: Callable[..., Changes], *args: Any, initiator: QObject | None = None) -> Job:
        """Call a long verb, whose last parameter is a `Tick`, on the worker. Refusals come through `refused`."""
        job = self.jobs.prepare()
        job.succeeded.connect(lambda changes: self._tell(changes, initiator))
        return self._start(job, verb, *args)

    def sort_for(self, language: str) -> None:
        """List people as readers of `language` expect. A vault that was in another order is gone through on the
        worker: that takes two seconds with 100,000 people. It is no step of the user's."""
        if not self.store.is_sorted_for(language):
            job = self.jobs.prepare()
            job.succeeded.connect(self.reordered)
            self._start(job, self.store.set_sort_language, language)

    def count_days_for(self, locale: QLocale) -> None:
        """Count business days as people of `locale` do, unless the user chose a week end of their own. It is no step of
        the user's."""
        if not self.busy:
            working = {day.value - 1 for day in locale.weekdays()}
            changes = self.store.set_weekend(frozenset(range(7)) - working)
            if changes.altered:
                self.changed.emit(changes, None)

    def read(self, work: Callable[[Tick], Any]) -> Job:
        """Run long work that only reads (files, the store) on the worker. The caller connects to the job's signals
        before it returns to the event loop."""
        job = self.jobs.prepare()
        self.jobs.start(job, lambda handle: self._connected(work, handle.tick))
        return job

    def undo(self) -> Job | None:
        """Take the latest step back: at once, or on the worker where it is a large one."""
        return self._step(self.store.undo, self.store.undo_step)

    def redo(self) -> Job | None:
        """Do the step again that was taken back, likewise."""
        return self._step(self.store.redo, self.store.redo_step)

    def refresh_clocks(self) -> None:
        """Tell what time alone has changed, as when a meeting has ended. It is no step of the user's."""
        if not self.busy:
            people = self.store.refresh_clocks()
            if people:
                changes = Changes(r.Action.EDIT_INTERVIEW, altered={r.Kind.CONTACT: people}, count=0)
                self.changed.emit(changes, None)

    def _look_at_the_clock(self) -> None:
        self.refresh_clocks()
        day = self.store.now().astimezone().date()
        if day != self._day:
            self._day = day
            self.day_begun.emit()

    def refuse(self, error: Exception) -> None:
        """Tell the window that something was refused. Bugs are not refusals: the crash hook hears of them."""
        if isinstance(error, UserError):
            self.refused.emit(error)

    def stop(self) -> None:
        """Stop the worker: what it was writing is taken back, and the store takes a last edit again."""
        self._minute.stop()
        self.stopped.emit()
        self.jobs.shutdown()
        self._writing = 0

    def close(self) -> None:
        """Stop the worker, then close the store."""
        self.stop()
        self.store.close()

    def _start(self, job: Job, verb: Callable[..., Any], *args: Any) -> Job:
        job.failed.connect(self.refuse)
        job.ended.connect(lambda: self._write(-1))
        self._write(+1)
        self.jobs.start(job, lambda handle: self._connected(verb, *args, handle.tick))
        return job

    def _connected(self, work: Callable[..., Any], *args: Any) -> Any:
        with self.store.connected():
            return work(*args)

    def _step(self, verb: Callable[..., Changes], step: Step | None) -> Job | None:
        if step is not None and step.count > LARGE and not self.busy:
            return self.work(verb)
        self.run(verb)
        return None

    def _tell(self, changes: Changes, initiator: QObject | None) -> None:
        self.changed.emit(changes, initiator)
        self.history_changed.emit()

    def _write(self, more: int) -> None:
        self._writing += more
        self.busy_changed.emit(self.busy)
