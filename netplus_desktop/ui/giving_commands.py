"""The commands beside the Today page's suggestions: five-minute favours, and letting a person rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.session import Session

if TYPE_CHECKING:
    from netplus_desktop.ui.main_window import MainWindow


class GivingCommands(QObject):
    """Does them for one window."""

    def __init__(self, actions: Actions, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._actions = actions
        self._session = session
        self._window = window
        actions.favours.triggered.connect(self._favours)
        actions.let_rest.triggered.connect(self._let_rest)
        for menu in actions.let_rest.associatedObjects():
            if isinstance(menu, QMenu):
                menu.aboutToShow.connect(self._tell_rest)

    @Slot()
    def _favours(self) -> None:
        from netplus_desktop.ui.offers.favours import FavoursDialog

        self._window.conversation.commit()
        dialog = FavoursDialog(self._session, self._window)
        dialog.contact_chosen.connect(self._window.go_to_contact)
        dialog.open()

    @Slot()
    def _let_rest(self) -> None:
        contact_id = self._window.conversation.current_contact()
        if contact_id is not None:
            store = self._session.store
            self._session.run(store.let_rest, contact_id, not store.is_resting(contact_id), initiator=self)
        self._tell_rest()

    @Slot()
    def _tell_rest(self) -> None:
        contact_id = self._window.conversation.current_contact()
        self._actions.let_rest.setChecked(contact_id is not None and self._session.store.is_resting(contact_id))
