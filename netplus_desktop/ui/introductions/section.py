"""Introductions on a person's page: those with them that are under way or done, and the chain of who led to whom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.introductions import by_turn, is_open, other_than
from netplus_desktop.core.records import Introduction
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import ElidingLink, Heading, button
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.introductions import words
from netplus_desktop.ui.introductions.chain import ChainView
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, FlowLayout, Label


class IntroductionRow(QWidget):
    """One introduction: with whom, how it stands, and the way to go on with it."""

    def __init__(self, section: IntroductionsSection) -> None:
        super().__init__()
        self._section = section
        self.introduction: Introduction | None = None
        self._other = 0
        self.text = Label("", wrap=True)
        self.fact = Label("", tone=Tone.SECOND, wrap=True)
        self.go_on = button("")
        self.go_on.clicked.connect(self._go_on)
        self.person = ElidingLink()
        self.person.clicked.connect(self._open_person)
        links = QWidget()
        flow = FlowLayout(links, gap=theme.GAP)
        flow.addWidget(self.go_on)
        flow.addWidget(self.person)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP_HAIR, 0, theme.GAP_HAIR)
        column.setSpacing(theme.GAP_HAIR)
        for item in (self.text, self.fact, links):
            column.addWidget(item)

    def show_introduction(self, introduction: Introduction, shown: Shown) -> None:
        """Show it as it stands now."""
        self.introduction = introduction
        other = other_than(introduction, shown.contact.id)
        self._other = other.id
        with_whom = self.tr("With {name}").format(name=other.name)
        reason = " ".join(introduction.reason.split())
        self.text.setText(f"{with_whom}: {reason}" if reason else with_whom)
        self.fact.setText(words.standing(introduction, shown.today))
        self.go_on.setText(self.tr("Go on…") if is_open(introduction) else self.tr("Look at it…"))
        self.go_on.setAccessibleName(
            self.tr("Introduction with {name}: {fact}").format(name=other.name, fact=self.fact.text())
        )
        self.person.show_text(self.tr("Open {name}").format(name=other.name))

    @Slot()
    def _go_on(self) -> None:
        if self.introduction is not None:
            self._section.open_sheet(self.introduction.id)

    @Slot()
    def _open_person(self) -> None:
        self._section.contact_requested.emit(self._other)


class IntroductionsSection(QWidget):
    """Shown while there is an introduction with the person, or somebody led to them, or they led to somebody."""

    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contact_id = 0
        self.rows: list[IntroductionRow] = []
        self.heading = Heading(self.tr("Introductions"))
        self.card = Card()
        self.chain = ChainView()
        self.chain.contact_requested.connect(self.contact_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        for item in (self.heading, self.card, self.chain):
            column.addWidget(item)
        self.hide()

    def refresh(self, shown: Shown) -> None:
        """Show those with this person: what is open first, then the latest."""
        contact = shown.contact
        self._contact_id = contact.id
        begun = sorted(contact.introductions, key=lambda one: (is_open(one), one.id), reverse=True)
        while len(self.rows) > len(begun):
            row = self.rows.pop()
            self.card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, introduction in enumerate(begun):
            if place == len(self.rows):
                self.rows.append(IntroductionRow(self))
                self.card.body.addWidget(self.rows[place])
            self.rows[place].show_introduction(introduction, shown)
        self.card.setVisible(bool(begun))
        under_way = sum(is_open(one) for one in begun)
        self.heading.set_aside(self.tr("{n} under way").format(n=under_way) if under_way else "")
        chain = self._session.store.chain(contact.id)
        self.chain.show_chain(contact.person.given or contact.person.name, chain)
        self.setVisible(bool(begun or chain.before or chain.after))

    def go_on(self) -> None:
        """Go on with the introduction that waits for a word to the person shown."""
        waiting = by_turn(row.introduction for row in self.rows if row.introduction).get(self._contact_id)
        if waiting:
            self.open_sheet(waiting[0].id)

    def open_sheet(self, introduction_id: int) -> None:
        """Go on with an introduction."""
        from netplus_desktop.ui.introductions.sheet import IntroductionSheet

        sheet = IntroductionSheet(self._session, introduction_id, self)
        sheet.finished.connect(self._closed)
        sheet.open()

    @Slot()
    def _closed(self) -> None:
        if self.rows:
            self.rows[0].go_on.setFocus(Qt.FocusReason.OtherFocusReason)
