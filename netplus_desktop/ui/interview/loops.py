"""What the person shown gave me and was not told of yet: each line says how it stands and what could come next."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from netplus_desktop.core.loops import Loop, LoopDay, LoopKind, LoopStage
from netplus_desktop.core.records import DraftKind, Heard, HeardState
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import ElidingLink, Heading, MoreButton, button
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.interview.words import translate
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, FlowLayout, Label


def note_for(loop: Loop) -> DraftKind | None:
    """The note by which a loop is closed; None while there is nothing to tell of it."""
    if loop.kind is LoopKind.ADVICE:
        return DraftKind.ADVICE_USED
    if loop.stage is LoopStage.MET:
        return DraftKind.REFERRAL_MET
    return None if loop.stage is LoopStage.HEARD else DraftKind.REFERRAL_CONTACTED


def loop_text(loop: Loop) -> str:
    """What it is about: whom they named, or the advice with what I do with it."""
    if loop.kind is LoopKind.ADVICE and loop.heard is not None:
        return translate("loops", "{advice} → {action}").format(advice=loop.text, action=loop.heard.action)
    return loop.text


def loop_fact(loop: Loop, today: date) -> str:
    """How it stands."""
    day = dates.day(loop.since, today)
    if loop.kind is LoopKind.ADVICE:
        fact = translate("loops", "advice of {day}")
    else:
        fact = {
            LoopStage.HEARD: translate("loops", "named {day}, you have not written yet"),
            LoopStage.INTRODUCED: translate("loops", "you were introduced {day}"),
            LoopStage.CONTACTED: translate("loops", "you wrote {day}"),
            LoopStage.MET: translate("loops", "you talked {day}"),
        }[loop.stage]
    how, fact = fact.format(day=day), "{fact}"
    told = loop.told
    if loop.silent and told is not None and told >= loop.since:
        fact = translate("loops", "{fact}, and thanked for it {told}; no answer is noted since")
    elif loop.silent:
        fact = translate("loops", "{fact}; no answer is noted since")
    elif told is not None:
        fact = translate("loops", "{fact}; before that, told {told}")
    return fact.format(fact=how, told=dates.day(told, today) if told else "")


class LoopRow(QWidget):
    """One open loop."""

    def __init__(self, section: LoopsSection) -> None:
        super().__init__()
        self._section = section
        self.loop: Loop | None = None
        self.text = Label("", wrap=True)
        self.fact = Label("", tone=Tone.SECOND, wrap=True)
        self.next = button("")
        self.next.clicked.connect(self._go_on)
        self.person = ElidingLink()
        self.person.clicked.connect(self._open_person)
        self.menu = QMenu(self)
        self.introduced = self.menu.addAction(self.tr("They &introduced us"))
        self.contacted = self.menu.addAction(self.tr("I &wrote to them"))
        self.told = self.menu.addAction("")
        self.rest = self.menu.addAction(self.tr("Let it &rest"))
        self.menu.triggered.connect(self._chosen)
        self.more = MoreButton(self.menu, self.tr("More"))
        links = QWidget()
        flow = FlowLayout(links, gap=theme.GAP)
        flow.addWidget(self.next)
        flow.addWidget(self.person)
        words = QVBoxLayout()
        words.setSpacing(theme.GAP_HAIR)
        words.addWidget(self.text)
        words.addWidget(self.fact)
        words.addWidget(links)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, theme.GAP_HAIR, 0, theme.GAP_HAIR)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addLayout(words, 1)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def show_loop(self, loop: Loop, shown: Shown) -> None:
        """Show it as it stands now."""
        self.loop = loop
        name = shown.contact.person.given or shown.contact.person.name
        text = loop_text(loop)
        self.text.setText(text)
        self.fact.setText(loop_fact(loop, shown.today))
        if loop.thanks:
            act, spoken = self.tr("Thank {name}…"), self.tr("Thank {name} for: {what}")
        elif note_for(loop) is not None:
            act, spoken = self.tr("Tell {name}…"), self.tr("Tell {name} about: {what}")
        else:
            act, spoken = self.tr("I wrote to them"), self.tr("I wrote to: {what}")
        self.next.setText(act.format(name=_plain(name)))
        self.next.setAccessibleName(spoken.format(name=name, what=text))
        self.person.setVisible(loop.person is not None)
        if loop.person is not None:
            self.person.show_text(self.tr("Open {name}").format(name=loop.person.name))
        self.told.setText(self.tr("I &told {name} already").format(name=_plain(name)))
        named = loop.kind is not LoopKind.ADVICE and loop.heard is not None
        self.introduced.setVisible(named and loop.stage is LoopStage.HEARD)
        self.contacted.setVisible(named and loop.stage is LoopStage.INTRODUCED)
        self.rest.setVisible(loop.heard is not None)
        self.more.setAccessibleName(self.tr("More about: {text}").format(text=text))

    @Slot()
    def _go_on(self) -> None:
        if self.loop is not None:
            kind = note_for(self.loop)
            if kind is None:
                self._section.set_day(self.loop.heard, LoopDay.CONTACTED)
            else:
                self._section.note_requested.emit(kind, (self.loop,))

    @Slot()
    def _open_person(self) -> None:
        if self.loop is not None and self.loop.person is not None:
            self._section.contact_requested.emit(self.loop.person.id)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        if self.loop is None:
            return
        if action is self.introduced:
            self._section.set_day(self.loop.heard, LoopDay.INTRODUCED)
        elif action is self.contacted:
            self._section.set_day(self.loop.heard, LoopDay.CONTACTED)
        elif action is self.told:
            self._section.told(self.loop)
        elif self.loop.heard is not None:
            self._section.let_rest(self.loop.heard)


class LoopsSection(QWidget):
    """The open loops with the person shown, over all conversations; hidden while there is none."""

    note_requested = Signal(object, object)
    """(DraftKind, tuple of Loop): the user wants to tell the person of these."""
    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self.rows: list[LoopRow] = []
        self.heading = Heading(self.tr("Open loops"))
        self._invitation = Label("", tone=Tone.SECOND, wrap=True)
        self.card = Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heading)
        column.addWidget(self._invitation)
        column.addWidget(self.card)
        self.hide()

    def refresh(self, shown: Shown) -> None:
        """Show what is open with this person."""
        self._shown = shown
        loops = self._session.store.open_loops(shown.contact)
        while len(self.rows) > len(loops):
            row = self.rows.pop()
            self.card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, loop in enumerate(loops):
            if place == len(self.rows):
                self.rows.append(LoopRow(self))
                self.card.body.addWidget(self.rows[place])
            self.rows[place].show_loop(loop, shown)
        count = len(loops)
        self.heading.set_aside(self.tr("1 open") if count == 1 else self.tr("{n} open").format(n=count))
        name = shown.contact.person.given or shown.contact.person.name
        self._invitation.setText(
            self.tr("{name} may like to hear what came of this, whenever there is something to tell.").format(name=name)
        )
        self.setVisible(bool(loops))

    def first(self) -> QWidget | None:
        """Where somebody begins who came here to tell; None while nothing is open."""
        return self.rows[0].next if self.rows else None

    def set_day(self, heard: Heard | None, what: LoopDay) -> None:
        """Say that this happened today; the day can be changed beside the referral."""
        if heard is not None and self._shown is not None:
            self._session.run(self._session.store.set_loop_day, heard.id, what, self._shown.today, initiator=self)

    def told(self, loop: Loop) -> None:
        """They were told in some other way, today."""
        if self._shown is not None:
            store = self._session.store
            self._session.run(store.report_back, self._shown.contact.id, (loop,), store.now(), initiator=self)

    def let_rest(self, heard: Heard) -> None:
        """Nothing will come of it."""
        self._session.run(self._session.store.edit_heard, heard.id, state=HeardState.WITHDRAWN, initiator=self)


def _plain(name: str) -> str:
    """A name on a button, where "&" would underline."""
    return name.replace("&", "&&")
