"""The rows behind a signal: what was counted, each leading to its person."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.signals import Signal
from netplus_desktop.ui import dates
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import DatedList
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.today import signal_words as words
from netplus_desktop.ui.widgets import Label, plain_tooltip


class SignalRows(Frame):
    """A list to look through, with the way to the person of each row."""

    contact_chosen = QtSignal(int)

    def __init__(self, session: Session, signal: Signal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.heading(signal.kind))
        self._facts = signal.facts
        self.body.addWidget(Label(words.told(signal, session.store.clocks().thank_very_late), wrap=True))
        self.list = DatedList(self.tr("What was counted"), (self.tr("When"), self.tr("What")))
        today = dates.today_of(session.store.now())
        items = [
            self.list.line(dates.day(fact.on, today), words.row(fact), (), plain_tooltip(words.row(fact)))
            for fact in signal.facts
        ]
        self.list.addTopLevelItems(items)
        self.list.itemDoubleClicked.connect(self._go)  # Enter presses the button
        self.body.addWidget(self.list, 1)
        self.button(self.tr("&Close")).clicked.connect(self.reject)
        self.go = self.button(self.tr("&Show the person"), default=True)
        self.go.clicked.connect(self._go)
        self.list.setCurrentItem(items[0])
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.take_room(80, 24)

    @Slot()
    def _go(self) -> None:
        place = self.list.place()
        if place is not None:
            self.accept()
            self.contact_chosen.emit(self._facts[place].contact.id)
