"""The commands for the inventory: finding out what there is to offer, what was copied, and whom I can introduce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from netplus_desktop.core.errors import UserError
from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.third_people.commands import ThirdPeople

if TYPE_CHECKING:
    from netplus_desktop.ui.main_window import MainWindow


class OfferCommands(QObject):
    """Does them for one window."""

    def __init__(self, actions: Actions, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        actions.discover.triggered.connect(self.discover)
        actions.paste_offer.triggered.connect(self.paste)
        actions.introduce.triggered.connect(self.introduce)
        window.offers.discovery_requested.connect(self.discover)
        window.offers.contact_requested.connect(window.go_to_contact)
        ThirdPeople(actions, session, window)

    @Slot()
    def discover(self) -> None:
        """Ask the nine questions."""
        from netplus_desktop.ui.offers.discovery import Discovery

        self._window.offers.commit()
        dialog = Discovery(self._session, parent=self._window)
        dialog.import_requested.connect(self._window.incoming.choose)
        dialog.open()

    @Slot()
    def paste(self) -> None:
        """Make an offer of the text or link that was copied; without one, let it be typed."""
        from netplus_desktop.ui.offers.dropped import offer_of

        mime = QGuiApplication.clipboard().mimeData()
        fields = offer_of(mime) if mime is not None else None
        if fields is None:
            self._window.new_offer()
        else:
            self._go()
            self._window.offers.take(fields)

    @Slot()
    def introduce(self) -> None:
        """Make an offer to introduce whoever is shown, or open the one that there is."""
        from netplus_desktop.core.discovery import introduction

        contact_id = self._window.conversation.current_contact()
        if contact_id is None:
            return
        self._window.conversation.commit()
        try:
            fields = introduction(self._session.store.contact(contact_id))
        except UserError as error:
            self._session.refuse(error)
            return
        self._go()
        self._window.offers.take(fields)

    def _go(self) -> None:
        self._window.desk.show_offers()
        self._window.panes.enter(self._window.offers)
