"""The windows beside the work: preferences, shortcuts, help, a report, about. None of them touches the vault."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

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
        actions.importing_help.triggered.connect(self._importing)
        actions.interviews_help.triggered.connect(self._interviews)
        actions.giving_help.triggered.connect(self._giving)
        actions.your_data.triggered.connect(self._your_data)
        actions.report_fault.triggered.connect(self._report)
        actions.about.triggered.connect(self._about)

    @Slot()
    def _preferences(self) -> None:
        from netplus_desktop.ui.dialogs.preferences import PreferencesDialog

        PreferencesDialog(self._session.settings, self._window, self._session).open()

    @Slot()
    def _shortcuts(self) -> None:
        from netplus_desktop.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._actions.listed(), self._window).open()

    @Slot()
    def _importing(self) -> None:
        from netplus_desktop.ui.dialogs.help_page import HelpPage

        HelpPage(self.tr("Bringing people in"), "importing", self._window).show()

    @Slot()
    def _interviews(self) -> None:
        from netplus_desktop.ui.dialogs.help_page import HelpPage

        HelpPage(self.tr("Informational interviews"), "interviews", self._window).show()

    @Slot()
    def _giving(self) -> None:
        from netplus_desktop.ui.dialogs.help_page import HelpPage

        HelpPage(self.tr("Giving and asking"), "giving", self._window).show()

    @Slot()
    def _your_data(self) -> None:
        from netplus_desktop.ui.dialogs.help_page import HelpPage

        HelpPage(self.tr("How your data is kept"), "your-data", self._window).show()

    @Slot()
    def _report(self) -> None:
        from netplus_desktop.ui.dialogs.report import ReportDialog
        from netplus_desktop.ui.faults import report

        ReportDialog(report(self._session), self._window).open()

    @Slot()
    def _about(self) -> None:
        from netplus_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
