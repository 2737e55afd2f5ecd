"""What could be given back, asked, or left for later: at most three quiet cards below the lines of Today.

Each says what was counted, opens the rows, and proposes one act. It can be put away for a week, the person can be left
to rest, and the kind can be switched off for good.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import StepKind
from netplus_desktop.core.signals import ActKind, FactKind, Signal
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import MoreButton, button, link
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.today import signal_words as words
from netplus_desktop.ui.widgets import Card, FlowLayout, Label

_NAME_LETTERS = 40
"""So many letters of what an act proposes stand on its button; all of them are spoken."""


class Way(StrEnum):
    """What can be done with a card."""

    ACT = "act"
    ROWS = "rows"
    PUT_AWAY = "put away"
    REST = "rest"
    OFF = "off"


class SignalStrip(QWidget):
    """The cards. What they tell is worked out on the worker: it may concern everybody in the vault."""

    contact_requested = QtSignal(int)
    interview_requested = QtSignal(int, int, object)
    """(contact, interview, StepKind): show the place where this is done."""
    offer_requested = QtSignal(int)
    """(contact): offer them something."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lookup = Lookup(session.read, self)
        self._lookup.found.connect(self._found)
        self._lookup.failed.connect(session.refuse)
        session.stopped.connect(self._lookup.stop)
        self.cards: list[SignalCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self.hide()

    def refresh(self, *, anybody: bool = True) -> None:
        """Work out anew what is to be told; with nobody in the vault there is nothing to tell."""
        if anybody:
            self._lookup.begin(self._session.store.signals_of_today)
        else:
            self._lookup.stop()
            self._show(())

    @Slot(object)
    def _found(self, found: tuple[Signal, ...]) -> None:
        self._show(found)
        if not self._session.busy:
            with suppress(UserError):  # a vault that cannot be written says so when the user writes something
                self._session.store.note_suggested(found)

    def _show(self, found: tuple[Signal, ...]) -> None:
        at = QApplication.focusWidget()
        focused = next((n for n, card in enumerate(self.cards) if at is not None and card.isAncestorOf(at)), None)
        while len(self.cards) > len(found):
            card = self.cards.pop()
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        hours = self._session.store.clocks().thank_very_late
        for place, signal in enumerate(found):
            if place == len(self.cards):
                card = SignalCard()
                card.chosen.connect(self._choose)
                self.cards.append(card)
                self._column.addWidget(card)
            self.cards[place].show_signal(signal, hours)
        self.setVisible(bool(found))
        if focused is not None and self.cards and focused >= len(self.cards):
            self.cards[-1].act.setFocus()

    def texts(self) -> list[str]:
        """What the cards say."""
        return [card.told.text() for card in self.cards]

    # --- what the user chose ------------------------------------------------------------------------------

    @Slot(str, object)
    def _choose(self, way: str, signal: Signal) -> None:
        run, store = self._session.run, self._session.store
        contact_id = signal.contact.id if signal.contact else None
        if way == Way.ACT:
            self._act(signal)
        elif way == Way.ROWS:
            self._rows(signal)
        elif way == Way.PUT_AWAY:
            run(store.put_signal_away, signal.kind, contact_id, initiator=self)
        elif way == Way.REST and contact_id is not None:
            run(store.let_rest, contact_id, True, initiator=self)
        elif way == Way.OFF:
            run(store.switch_signal, signal.kind, False, initiator=self)

    def _act(self, signal: Signal) -> None:
        about = signal.act.about
        if about is None:
            self._budget()
        elif signal.act.kind is ActKind.THANK and about.interview_id is not None and about.ask_id is None:
            self.interview_requested.emit(about.contact.id, about.interview_id, StepKind.THANK)
        elif about.kind is FactKind.RESEARCHED and about.interview_id is not None:
            self.interview_requested.emit(about.contact.id, about.interview_id, StepKind.NUDGE)
        elif signal.act.kind in (ActKind.THANK, ActKind.ASK):
            self.contact_requested.emit(about.contact.id)
        elif signal.act.offer_id is not None:
            offer_this = self._session.store.offer_this
            self._session.run(offer_this, about.contact.id, signal.act.offer_id, need_id=about.need_id, initiator=self)
        else:
            self.offer_requested.emit(about.contact.id)

    def _budget(self) -> None:
        from netplus_desktop.ui.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._session.settings, self.window(), self._session)
        dialog.show_time("weekly_minutes")
        dialog.open()

    def _rows(self, signal: Signal) -> None:
        from netplus_desktop.ui.today.signal_rows import SignalRows

        dialog = SignalRows(self._session, signal, self.window())
        dialog.contact_chosen.connect(self.contact_requested)
        dialog.open()


class SignalCard(Card):
    """One signal: what it is about, what was counted, what could be done."""

    chosen = QtSignal(str, object)
    """(Way, Signal)"""

    def __init__(self) -> None:
        super().__init__()
        self._signal: Signal | None = None
        self.heading = Label("", Type.STRONG, Tone.SECOND)
        self.told = Label("", wrap=True)
        self.why = Label("", tone=Tone.SECOND, wrap=True)
        self.act = button("")
        self.rows = link(self.tr("Show what was counted"))
        self.put_away = link(self.tr("Not now"))
        self.put_away.setToolTip(self.tr("Put it away for a week"))
        menu = QMenu(self)
        self.rest = menu.addAction("")
        self.off = menu.addAction(self.tr("&Switch these off (Preferences > Signals brings them back)"))
        self.more = MoreButton(menu, self.tr("More choices"))
        for button_, way in ((self.act, Way.ACT), (self.rows, Way.ROWS), (self.put_away, Way.PUT_AWAY)):
            button_.setProperty("way", str(way))
            button_.clicked.connect(self._tell)
        for action, way in ((self.rest, Way.REST), (self.off, Way.OFF)):
            action.setProperty("way", str(way))
            action.triggered.connect(self._tell)
        row = QWidget()
        flow = FlowLayout(row, gap=theme.GAP)
        for item in (self.act, self.rows, self.put_away, self.more):
            flow.addWidget(item)
        for part in (self.heading, self.told, self.why, row):
            self.body.addWidget(part)

    def show_signal(self, signal: Signal, hours: int) -> None:
        """Show a signal; `hours` is how long a thank-you may wait."""
        self._signal = signal
        self.heading.setText(words.heading(signal.kind))
        self.told.setText(words.told(signal, hours))
        self.why.setText(words.why(signal))
        self.why.setVisible(bool(self.why.text()))
        whole = words.act(signal)
        short = whole if len(whole) <= _NAME_LETTERS else whole[: _NAME_LETTERS - 1].rstrip() + "…"
        self.act.setText(short.replace("&", "&&"))
        self.act.setAccessibleName(whole)
        self.setAccessibleName(words.heading(signal.kind))
        self.rows.setAccessibleDescription(self.told.text())
        self.put_away.setAccessibleDescription(self.told.text())
        name = signal.contact.name if signal.contact else ""
        self.rest.setText(self.tr("Let {name} &rest: no suggestions about them").format(name=name.replace("&", "&&")))
        self.rest.setVisible(signal.contact is not None)

    @Slot()
    def _tell(self) -> None:
        if self._signal is not None:
            self.chosen.emit(self.sender().property("way"), self._signal)
