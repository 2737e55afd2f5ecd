"""The windows beside the work: preferences, shortcuts, help, a report, about. None of them touches the vault."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop import __version__
from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.session import Session


class Aside(QObject):
    """Opens them; the code of each is read when it is asked for."""

    def __init__(self, actions: Actions, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._session = session
        self._window = window
        actions.preferences.triggered.connect(self._preferences)
        actions.shortcuts.triggered.connect(self._shortcuts)
        actions.guide.triggered.connect(self._guide)
        actions.your_data.triggered.connect(self._your_data)
        actions.news.triggered.connect(self._news)
        actions.report_fault.triggered.connect(self._report)
        actions.about.triggered.connect(self._about)
        self._note_version()

    def _note_version(self) -> None:
        """After an update, and only then, tell once what is new."""
        settings = self._session.settings
        before, settings.version_seen = settings.version_seen, __version__
        if before not in ("", __version__):
            QTimer.singleShot(0, self, self._news)  # once the window stands, which it lies beside

    @Slot()
    def _preferences(self) -> None:
        from netplus_desktop.ui.dialogs.preferences import PreferencesDialog

        PreferencesDialog(self._session.settings, self._window, self._session).open()

    @Slot()
    def _shortcuts(self) -> None:
        from netplus_desktop.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._actions.listed(), self._window).open()

    @Slot()
    def _guide(self) -> None:
        from netplus_desktop.ui.dialogs.guide import show_guide

        show_guide(self._window)

    @Slot()
    def _your_data(self) -> None:
        from netplus_desktop.ui.dialogs.guide import show_guide

        show_guide(self._window, "your-data")

    @Slot()
    def _news(self) -> None:
        from netplus_desktop.ui.dialogs.guide import NEWS, show_guide

        show_guide(self._window, NEWS)

    @Slot()
    def _report(self) -> None:
        from netplus_desktop.ui.dialogs.report import ReportDialog
        from netplus_desktop.ui.faults import report

        ReportDialog(report(self._session), self._window).open()

    @Slot()
    def _about(self) -> None:
        from netplus_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
