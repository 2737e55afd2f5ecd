"""Notices on the desktop while the program runs: that something is due. They name nobody unless the user allows it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from netplus_desktop.core.records import StepKind, TodayLine
from netplus_desktop.core.today import FIRST, is_news
from netplus_desktop.ui import dates
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.today.rows import step_words

if TYPE_CHECKING:
    from netplus_desktop.ui.main_window import MainWindow

LOOK_EVERY = 60_000
"""Milliseconds between two looks at what is due: a meeting is told to the minute."""

MOST = 99
"""Steps that are looked at."""


class Notices(QObject):
    """Tells of each step once, when it comes to be due while the window is open. What is due already when it begins
    stands on the Today page. Switched off unless the user wants it (`Settings.notices`)."""

    noticed = Signal(str)
    """(text): to be shown on the desktop."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._told: set[tuple[StepKind, int, datetime]] | None = None  # None: not looked yet
        self._minute = QTimer(self)
        self._minute.setInterval(LOOK_EVERY)
        self._minute.timeout.connect(self.look)
        session.settings.changed.connect(self._on_setting)
        session.stopped.connect(self._stop)
        self._follow()

    @Slot()
    def look(self) -> None:
        """See what has come to be due since the last look, and tell it."""
        if self._session.busy:
            return
        now = self._session.store.now().astimezone(dates.local_zone())
        news = {
            (line.step.kind, line.contact.id, line.step.due): line
            for line in self._session.store.today(limit=MOST)
            if is_news(line.step, now)
        }
        fresh = [] if self._told is None else [line for key, line in news.items() if key not in self._told]
        self._told = (self._told or set()) | set(news)  # what was put off and comes back is no news
        if fresh:
            self.noticed.emit(self._text(fresh, now))

    def _text(self, lines: list[TodayLine], now: datetime) -> str:
        if self._session.settings.notices_named:
            words = (step_words(line, now) for line in lines[:FIRST])
            return "\n".join(self.tr("{what}, {when}").format(what=what, when=when) for what, when in words)
        meetings = [line for line in lines if line.step.kind is StepKind.MEET]
        told = [
            self.tr("A meeting begins at {time}.").format(
                time=dates.clock(line.step.due.astimezone(dates.local_zone()).time())
            )
            for line in meetings
        ]
        others = len(lines) - len(meetings)
        if others:
            told.append(self.tr("1 step is due.") if others == 1 else self.tr("{n} steps are due.").format(n=others))
        return "\n".join(told)

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name == "notices":
            self._follow()

    def _follow(self) -> None:
        if self._session.settings.notices:
            self._minute.start()
            self.look()
        else:
            self._minute.stop()
            self._told = None

    @Slot()
    def _stop(self) -> None:
        self._minute.stop()
        self._session.settings.last_seen = self._session.store.now().isoformat()


class Tray(QObject):
    """The program's icon among those of the desktop, where there is such a place: from it a notice comes up, and a
    click on either leads to the Today page. It is there only while notices are wanted."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        self.notices = Notices(session, self)
        self.notices.noticed.connect(self._show)
        session.settings.changed.connect(self._on_setting)
        session.stopped.connect(self._hide)
        self._follow()

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name == "notices":
            self._follow()

    def _follow(self) -> None:
        wanted = self._session.settings.notices and QSystemTrayIcon.isSystemTrayAvailable()
        if wanted and self._icon is None:
            self._icon = QSystemTrayIcon(self._window.windowIcon(), self)
            self._icon.setToolTip(self._window.windowTitle())
            self._icon.messageClicked.connect(self._open)
            self._icon.activated.connect(self._open)
            self._icon.show()
        elif not wanted:
            self._hide()

    @Slot()
    def _hide(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    @Slot(str)
    def _show(self, text: str) -> None:
        if self._icon is not None:
            self._icon.showMessage(self._window.windowTitle(), text, self._icon.icon())

    @Slot()
    def _open(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._window.show_today()
