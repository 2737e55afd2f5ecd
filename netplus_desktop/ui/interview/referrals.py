"""The people whom somebody named, and on which days it went on with each."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from netplus_desktop.core.folding import fold
from netplus_desktop.core.loops import LoopDay
from netplus_desktop.core.records import ContactRow, Heard, HeardKind, HeardState, Person
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import DayField, ElidingLink
from netplus_desktop.ui.interview.heard import HeardRow, HeardSection
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import FlowLayout, Label

_NAMESAKES = 5
"""People of one name who are proposed."""


class ReferralRow(HeardRow):
    """A person they named, who can become a contact with the introducer kept, or is one already."""

    def build(self) -> None:
        self.follow = ElidingLink()
        self.follow.clicked.connect(self._follow)
        self.column.addWidget(self.follow)
        box = QWidget()
        flow = FlowLayout(box, gap=theme.GAP)
        self.days = {what: LoopDayField(what, self) for what in LoopDay}
        for field in self.days.values():
            flow.addWidget(field)
        self.column.addWidget(box)
        menu = self.menu
        self.happened = {
            LoopDay.INTRODUCED: menu.addAction(self.tr("They &introduced us")),
            LoopDay.CONTACTED: menu.addAction(self.tr("I &wrote to them")),
            LoopDay.REPORTED: menu.addAction(self.tr("I &told what came of it")),
        }
        for what, action in self.happened.items():
            action.setData(what.value)
            action.triggered.connect(self._happened)
        self.resting = menu.addAction(self.tr("&Let it rest"))
        self.resting.setCheckable(True)
        self.resting.triggered.connect(self._set_resting)

    def show_heard(self, heard: Heard, shown: Shown) -> None:
        super().show_heard(heard, shown)
        if heard.referred:
            self.follow.show_text(self.tr("Open {name}").format(name=heard.referred.name))
        else:
            self.follow.show_text(self.tr("Add as contact"))
        self.follow.setAccessibleDescription(heard.text)
        for what, field in self.days.items():
            day = getattr(heard, what.value)
            field.show_day(day, shown.today)
            self.happened[what].setVisible(day is None)
        self.resting.setChecked(heard.state is HeardState.WITHDRAWN)

    def set_day(self, what: LoopDay, day: date | None) -> None:
        """Say on which day it happened; None takes it back."""
        if self.heard is not None:
            session = self.section.session
            session.run(session.store.set_loop_day, self.heard.id, what, day, initiator=self.section)

    def _follow(self) -> None:
        section = self.section
        if self.heard is None or not isinstance(section, ReferralsSection):
            return
        if self.heard.referred:
            section.contact_requested.emit(self.heard.referred.id)
        else:
            self.commit()
            known = self._known()
            self._ask_who(known) if known else self.add_contact()

    @Slot()
    def add_contact(self) -> None:
        """Make a contact of the person they named."""
        if self.heard is not None:
            session = self.section.session
            person = referred_person(self.heard.text)
            session.run(session.store.follow_referral, self.heard.id, person, initiator=self.section)

    def _known(self) -> list[ContactRow]:
        """Who has that very name in the vault already."""
        if self.heard is None:
            return []
        store, name = self.section.session.store, referred_person(self.heard.text).name
        found = [ref for ref in store.find_contacts(name, limit=_NAMESAKES) if fold(ref.name) == fold(name)]
        return list(store.contact_rows([ref.id for ref in found if ref.id != self.heard.contact_id]))

    def _ask_who(self, known: list[ContactRow]) -> None:
        """Whether one of them is meant: adding another would make two of one person."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in known:
            who = ", ".join(part for part in (row.name, row.title, row.organisation) if part)
            action = menu.addAction(self.tr("This is {who}").format(who=who.replace("&", "&&")))
            action.setData(row.id)
            action.triggered.connect(self._link)
        menu.addAction(self.tr("&Somebody else of that name"), self.add_contact)
        menu.popup(self.follow.mapToGlobal(self.follow.rect().bottomLeft()))

    @Slot()
    def _link(self) -> None:
        chosen = self.sender()
        if self.heard is not None and isinstance(chosen, QAction):
            session = self.section.session
            session.run(session.store.link_referral, self.heard.id, chosen.data(), initiator=self.section)

    @Slot()
    def _happened(self) -> None:
        what = LoopDay(self.sender().data())  # type: ignore[attr-defined]
        self.set_day(what, dates.today_of(self.section.session.store.now()))

    @Slot(bool)
    def _set_resting(self, resting: bool) -> None:
        self.edit(state=HeardState.WITHDRAWN if resting else HeardState.OPEN)


class LoopDayField(QWidget):
    """What happened with a referral, and its day, which can be changed or taken back; hidden while it has not."""

    def __init__(self, what: LoopDay, row: ReferralRow) -> None:
        super().__init__()
        self._what, self._row = what, row
        self._said = {
            LoopDay.INTRODUCED: self.tr("introduced"),
            LoopDay.CONTACTED: self.tr("I wrote"),
            LoopDay.REPORTED: self.tr("told"),
        }[what]
        self.day = DayField("")
        self.day.chosen.connect(self._moved)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_HAIR)
        line.addWidget(Label(self._said, tone=Tone.SECOND))
        line.addWidget(self.day)

    def show_day(self, day: date | None, today: date) -> None:
        """Show the day, or nothing."""
        self.setVisible(day is not None)
        text = dates.day(day, today) if day else ""
        self.day.set_day(day, text)
        self.day.setAccessibleName(self.tr("{what}: {day}").format(what=self._said, day=text))

    @Slot(object)
    def _moved(self, day: date | None) -> None:
        self._row.set_day(self._what, day)


def referred_person(text: str) -> Person:
    """The person that a referral names: the name before the first comma, dash or bracket, the rest as the note."""
    name = text
    for mark in (",", " - ", " – ", " — ", " (", ";", ":"):
        name = name.split(mark, 1)[0]
    rest = text[len(name) :].strip(" ,;:-–—()")
    return Person(name=name.strip() or text.strip(), note=rest)


class ReferralsSection(HeardSection):
    """Whom they named."""

    kind = HeardKind.REFERRAL
    row_class = ReferralRow
    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, self.tr("Referrals"), self.tr("+ Add a person they named"), parent)
