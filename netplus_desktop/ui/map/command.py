"""The command for the map of introductions, and its way to paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.session import Session

if TYPE_CHECKING:
    from netplus_desktop.ui.dialogs.sheets import Way
    from netplus_desktop.ui.main_window import MainWindow
    from netplus_desktop.ui.map.dialog import MapDialog


class MapCommand(QObject):
    """Opens the map; there is one at a time."""

    def __init__(self, actions: Actions, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._dialog: MapDialog | None = None
        actions.map.triggered.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Show the map, or bring it to the front."""
        from netplus_desktop.ui.map.dialog import MapDialog

        if self._dialog is None:
            self._window.conversation.commit()
            self._dialog = MapDialog(self._session, self._window.conversation.current_contact(), self._window)
            self._dialog.chosen.connect(self._window.go_to_contact)
            self._dialog.wanted.connect(self._bring_out)
            self._dialog.finished.connect(self._closed)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None

    @Slot(object)
    def _bring_out(self, way: Way) -> None:
        from netplus_desktop.documents.file_names import safe_file_name
        from netplus_desktop.ui.map.on_paper import map_pages

        if self._dialog is not None:
            made = map_pages(self._dialog.web, self._session.store.now().astimezone())
            self._window.sheets.bring_out(made, way, safe_file_name(self.tr("Map of introductions"), ".pdf"))
