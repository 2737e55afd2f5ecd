"""The window's ways to people who might help with a need, to those who could use an offer, and to pin one by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from netplus_desktop.core.records import FitChoice, Heard, HeardKind, HeardState
from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.session import Session

if TYPE_CHECKING:
    from netplus_desktop.ui.main_window import MainWindow
    from netplus_desktop.ui.third_people.dialog import Chooser, PeopleDialog


class ThirdPeople(QObject):
    """Does them for one window."""

    def __init__(self, actions: Actions, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._need: int | None = None
        actions.people_for_need.triggered.connect(self._ask_need_to_help)
        actions.people_for_offer.triggered.connect(self._ask_offer)
        actions.pin_offer.triggered.connect(self._ask_need_to_pin)
        needs = window.conversation.person.interview_page.needs
        needs.people_requested.connect(self.help_with)
        needs.pin_requested.connect(self.pin_to)
        window.offers.people_requested.connect(self.use_of)

    @Slot(int)
    def help_with(self, need_id: int) -> None:
        """Show people who might help with a need of the person shown."""
        from netplus_desktop.ui.third_people.dialog import WhoMightHelp

        self._window.conversation.commit()
        need = next((one for one in self._needs() if one.id == need_id), None)
        if need is not None:
            name = self._session.store.contact(need.contact_id).person
            dialog = WhoMightHelp(self._session, need, name.given or name.name, self._window)
            dialog.introduced.connect(self._window.conversation.person.interview_page.introductions.open_sheet)
            self._open(dialog)

    @Slot(int)
    def use_of(self, offer_id: int) -> None:
        """Show people who could use an offer."""
        from netplus_desktop.ui.third_people.dialog import WhoCouldUse

        self._window.offers.commit()
        offer = next((one for one in self._session.store.offers() if one.id == offer_id), None)
        if offer is not None:
            self._open(WhoCouldUse(self._session, offer, self._window))

    @Slot(int)
    def pin_to(self, need_id: int) -> None:
        """Ask which offer is to stand with a need of the person shown."""
        need = next((one for one in self._needs() if one.id == need_id), None)
        if need is not None:
            self._need = need_id
            about = self.tr("It then stands first for “{need}”, whatever its words.").format(need=need.text)
            chooser = self._choose_offer(self.tr("Pin an offer to a need"), about, self.tr("&Pin it"))
            chooser.chosen.connect(self._pin)
            chooser.open()

    @Slot()
    def _ask_need_to_help(self) -> None:
        self._ask_need(self.tr("People who might help"), self.tr("&Look for people"), self.help_with)

    @Slot()
    def _ask_need_to_pin(self) -> None:
        self._ask_need(self.tr("Pin an offer to a need"), self.tr("&Choose the offer"), self.pin_to)

    @Slot()
    def _ask_offer(self) -> None:
        chooser = self._choose_offer(self.tr("Who could use this?"), "", self.tr("&Look for people"))
        chooser.chosen.connect(self.use_of)
        chooser.open()

    @Slot(int)
    def _pin(self, offer_id: int) -> None:
        if self._need is not None:
            self._session.run(self._session.store.choose_fit, self._need, offer_id, FitChoice.PINNED, initiator=self)

    def _ask_need(self, title: str, take: str, then: Callable[[int], None]) -> None:
        from netplus_desktop.ui.third_people.dialog import Chooser

        self._window.conversation.commit()
        needs = self._needs()
        if len(needs) == 1:
            then(needs[0].id)
            return
        about = "" if needs else self.tr("No open need is noted here. Write down what you hear, then ask again.")
        chooser = Chooser(title, about, take, [(one.id, one.text) for one in needs], self._window)
        chooser.chosen.connect(then)
        chooser.open()

    def _choose_offer(self, title: str, about: str, take: str) -> Chooser:
        from netplus_desktop.ui.third_people.dialog import Chooser

        self._window.offers.commit()
        offers = [(one.id, one.fields.title) for one in self._session.store.offers()]
        return Chooser(title, about, take, offers, self._window)

    def _open(self, dialog: PeopleDialog) -> None:
        dialog.contact_requested.connect(self._window.go_to_contact)
        dialog.open()

    def _needs(self) -> list[Heard]:
        contact_id = self._window.conversation.current_contact()
        if contact_id is None:
            return []
        heard = self._session.store.contact(contact_id).heard
        return [one for one in heard if one.kind is HeardKind.NEED and one.state is HeardState.OPEN]
