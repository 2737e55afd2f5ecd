"""Five-minute favours: what somebody needs and I could give in five minutes, within the minutes of this week."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.favours import Favour, Giving
from netplus_desktop.ui import dates
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import DatedList
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label, plain_tooltip


class FavoursDialog(Frame):
    """Choose a favour, and offer it: it is recorded as offered, and the next one is chosen. Undo takes it back."""

    contact_chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Five-minute favours"))
        self._session = session
        self._lookup = Lookup(session.read, self)
        self._lookup.found.connect(self._show)
        self._lookup.failed.connect(session.refuse)
        self._favours: tuple[Favour, ...] = ()
        self.about = Label(self.tr("Looking for what fits…"), tone=Tone.SECOND, wrap=True)
        self.body.addWidget(self.about)
        self.list = DatedList(self.tr("Favours"), (self.tr("Heard"), self.tr("Favour"), self.tr("Minutes")))
        self.list.currentItemChanged.connect(self._tell_chosen)
        self.body.addWidget(self.list, 1)
        self.why = Label("", tone=Tone.SECOND, wrap=True)
        self.body.addWidget(self.why)
        self.button(self.tr("&Close")).clicked.connect(self.reject)
        self.show_person = self.button(self.tr("Show the &person"))
        self.show_person.clicked.connect(self._show_person)
        self.offer = self.button(self.tr("&Offer this"), default=True)
        self.offer.clicked.connect(self._offer)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.take_room(96, 30)
        self._tell_chosen()
        session.changed.connect(self._on_changed)
        self._look()

    def done(self, result: int) -> None:
        self._lookup.stop()
        super().done(result)

    @Slot(object, object)
    def _on_changed(self, _changes: object, _initiator: QObject | None) -> None:
        self._look()

    def _look(self) -> None:
        self._lookup.begin(self._session.store.giving)

    @Slot(object)
    def _show(self, giving: Giving) -> None:
        place = self.list.place() or 0
        self._favours = giving.favours
        number, today = QLocale().toString, dates.today_of(self._session.store.now())
        left = max(giving.meant - giving.given, 0)
        told = self.tr(
            "You gave about {given} minutes this week; {left} of the {meant} that you meant to give are left."
        )
        text = told.format(given=number(giving.given), left=number(left), meant=number(giving.meant))
        if not left:
            text = self.tr("You gave about {given} minutes this week, which is what you meant to give. Enough for now.")
            text = text.format(given=number(giving.given))
        elif not giving.favours:
            text += " " + self.tr("Nothing that takes five minutes fits an open need just now.")
        self.about.setText(text)
        self.list.clear()
        items = []
        for one in giving.favours:
            day, line = dates.day(one.need.on, today), self._line(one)
            items.append(self.list.line(day, line, [number(one.offer.fields.minutes)], plain_tooltip(line)))
        self.list.addTopLevelItems(items)
        if items:
            self.list.setCurrentItem(items[min(place, len(items) - 1)])
        self._tell_chosen()

    def _line(self, one: Favour) -> str:
        words = self.tr("{name} needs {need}: {offer}")
        if one.fit.weak:
            words = self.tr("{name} needs {need}: perhaps {offer}")
        return words.format(name=one.contact.name, need=one.need.text, offer=one.offer.fields.title)

    def _chosen(self) -> Favour | None:
        place = self.list.place()
        return self._favours[place] if place is not None and place < len(self._favours) else None

    @Slot()
    def _tell_chosen(self) -> None:
        one = self._chosen()
        self.offer.setEnabled(one is not None)
        self.show_person.setEnabled(one is not None)
        pairs = one.fit.words if one else ()
        met = QLocale().createSeparatedList(
            [self.tr("“{asked}” meets “{told}”").format(asked=a, told=b) for a, b in pairs]
        )
        pinned = self.tr("You pinned it to this need.") if one and one.fit.pinned else ""
        self.why.setText(pinned or met)

    @Slot()
    def _offer(self) -> None:
        one = self._chosen()
        if one is not None:
            store = self._session.store
            self._session.run(store.offer_this, one.contact.id, one.offer.id, need_id=one.need.id, initiator=self)

    @Slot()
    def _show_person(self) -> None:
        one = self._chosen()
        if one is not None:
            self.accept()
            self.contact_chosen.emit(one.contact.id)
