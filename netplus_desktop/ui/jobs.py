"""The one worker: a Python-owned thread that runs long work, tells its progress, and can be stopped.

Why not Qt's threads: Python's thread-local values, in which the vault keeps its connections, do not survive between
calls that enter Python from a Qt-owned thread. The executor's thread keeps them.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from netplus_desktop.core.errors import Cancelled, UserError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from netplus_desktop.core.records import Tick

TELL_EVERY = 0.1
"""Progress is told at most ten times a second: more would only slow the work down."""

SOON = 150
"""Milliseconds: arrow keys run through a list faster than what it lists is looked up."""


class Job(QObject):
    """One piece of long work. `tick` is handed to the work; it raises `Cancelled` once `cancel` was called."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _settled = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._silent = False
        self._told = 0.0
        # Queued even on one thread: work may end before whoever started it has connected to the job.
        self._settled.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next tick. Nothing that it did remains."""
        self._stop.set()

    def tick(self, done: int, total: int) -> None:
        """Called by the work, on the worker's thread."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= TELL_EVERY:
            self._told = now
            self.progressed.emit(done, total)

    def silence(self) -> None:
        """Tell nothing more: whoever listened is going away."""
        self.cancel()
        self._silent = True

    def _settle(self, future: Future[Any]) -> None:
        if self._silent:  # its end was on the way already, which no disconnecting would stop
            return
        error = Cancelled() if future.cancelled() else future.exception()
        if error is None:
            self.succeeded.emit(future.result())
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)
        self.ended.emit()
        self.deleteLater()
        if error is not None and not isinstance(error, (Cancelled, UserError)):
            raise error  # a bug: the crash hook tells it, whoever else listened


class _Collector:
    """Keeps garbage from being collected while a worker runs: collected on the worker's thread, a dead widget would
    take its window system's part with it there, and crash. Asked for by the main thread alone."""

    def __init__(self) -> None:
        self._held = 0
        self._was_on = False

    def hold(self) -> None:
        if not self._held:
            self._was_on = gc.isenabled()
            gc.disable()
        self._held += 1

    def let_go(self) -> None:
        self._held -= 1
        if not self._held and self._was_on:
            # What was made meanwhile is counted among the old: else the very next object, on whatever thread, would
            # set the collector off. Records hold no cycles, and looking through thousands would make the window wait.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


_collector = _Collector()


COLLECT_EVERY = 2000
"""Milliseconds between two looks at whether there is garbage enough."""


def begin_to_collect(app: QObject) -> None:
    """What was made until now stays; from now on garbage is collected by a timer of the main thread alone.

    Left to itself the collector sets in at any allocation, on any thread, also while Qt takes a widget apart whose
    Python part is garbage too: then both free it.
    """
    gc.disable()
    gc.freeze()
    timer = QTimer(app)
    timer.setInterval(COLLECT_EVERY)
    timer.timeout.connect(_collect)
    timer.start()


def _collect() -> None:
    """As the collector itself would: the older what it looks at, the more seldom."""
    due = [have > most > 0 for have, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(at for at, now in enumerate(due) if now))


class Jobs(QObject):
    """Runs one job at a time, in the order they were started."""

    rested = Signal()
    """Nothing runs any more."""
    _moved_on = Signal(int)
    """(number of the job): the worker holds nothing of it any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: ThreadPoolExecutor | None = None
        self._running: dict[Job, int] = {}
        # Work is mostly a widget's own method. Were the worker the last to let go of it, the widget's Python part
        # would end on that thread, in the middle of whatever the main thread does to the rest of it, and crash.
        self._kept: dict[int, tuple[Any, ...]] = {}
        self._started = 0
        self._over = False
        self._moved_on.connect(self._let_go, Qt.ConnectionType.QueuedConnection)

    def prepare(self) -> Job:
        """A job to connect to before it is started."""
        return Job(self)

    def start(self, job: Job, work: Callable[[Job], Any]) -> None:
        """Run `work(job)` on the worker; its result, error or cancellation arrives as a signal on the main thread.
        After `shutdown` nothing is run."""
        if self._over:
            return
        if self._executor is None:
            from concurrent.futures import ThreadPoolExecutor  # not needed before there is long work

            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="netplus-worker")
        if not self._running:
            _collector.hold()
        self._started += 1
        self._running[job] = self._started
        job.ended.connect(self._forget)
        future = self._executor.submit(work, job)
        self._kept[self._started] = (job, work, future)
        future.add_done_callback(job._settled.emit)

    def _forget(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._running:
            number = self._running.pop(job)
            if self._executor is not None and not self._over:
                # By the time it comes to this, the worker has let go of what it did before.
                self._executor.submit(int, number).add_done_callback(self._pass_on)
            if not self._running:
                _collector.let_go()
                self.rested.emit()

    def _pass_on(self, future: Future[int]) -> None:
        """On the worker's thread."""
        if not future.cancelled():
            self._moved_on.emit(future.result())

    @Slot(int)
    def _let_go(self, number: int) -> None:
        self._kept.pop(number, None)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits to tell its end."""
        return not self._running

    def shutdown(self) -> None:
        """Cancel what runs and wait for the thread. No job tells anything after this."""
        self._over = True
        waiting = bool(self._running)
        for job in self._running:
            job.silence()
        self._running.clear()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._kept.clear()
        if waiting:
            _collector.let_go()


class Lookup(QObject):
    """What a view has the worker look up, one thing at a time: once it was begun anew, or stopped, nothing more is told
    of what it was about before."""

    progressed = Signal(int, int)
    found = Signal(object)
    failed = Signal(object)

    def __init__(self, read: Callable[[Callable[[Tick], Any]], Job], parent: QObject) -> None:
        """`read` runs work on the worker, as `Session.read` does."""
        super().__init__(parent)
        self._read = read
        self._job: Job | None = None
        self._next: Callable[[Tick], Any] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._begin_next)

    @property
    def busy(self) -> bool:
        """Whether something is looked up, or will be soon."""
        return self._job is not None or self._next is not None

    def begin(self, work: Callable[[Tick], Any]) -> None:
        """Look up what `work` returns."""
        self.stop()
        self._job = job = self._read(work)
        job.progressed.connect(self._progressed)
        job.succeeded.connect(self._succeeded)
        job.failed.connect(self._failed)

    def begin_soon(self, work: Callable[[Tick], Any]) -> None:
        """Look it up if nothing else is wanted within a moment."""
        self.stop()
        self._next = work
        self._soon.start()

    @Slot()
    def stop(self) -> None:
        """Look nothing up any more."""
        self._soon.stop()
        self._next = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _begin_next(self) -> None:
        if self._next is not None:
            self.begin(self._next)

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        if self.sender() is self._job:
            self.progressed.emit(done, total)

    @Slot(object)
    def _succeeded(self, result: Any) -> None:
        if self.sender() is self._job:  # else it was too late to be stopped
            self._job = None
            self.found.emit(result)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if self.sender() is self._job:
            self._job = None
            self.failed.emit(error)
