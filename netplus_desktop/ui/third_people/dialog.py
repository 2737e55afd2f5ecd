"""Windows with people who come to mind, each with the reason, and something to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QTreeWidgetItem, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.folding import fold
from netplus_desktop.core.matching import reads
from netplus_desktop.core.records import FitChoice, Heard, Kind, Offer, Tick
from netplus_desktop.core.third_people import Idea
from netplus_desktop.ui import messages
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import DatedList
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.offers.words import compared_in
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.third_people import words
from netplus_desktop.ui.widgets import Label, announce


class PeopleDialog(Frame):
    """Looks for people on the worker, and shows them with their reasons. Closing it ends the search."""

    contact_requested = Signal(int)
    same_need = False

    def __init__(self, session: Session, title: str, about: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._ideas: Sequence[Idea] = ()
        self._lookup = Lookup(session.read, self)
        self._lookup.found.connect(self._found)
        self._lookup.failed.connect(session.refuse)
        self._wanted = 0
        self.setWindowTitle(title)
        self.body.addWidget(Label(about, wrap=True))
        self.told = Label("", tone=Tone.SECOND, wrap=True)
        self.body.addWidget(self.told)
        self.list = DatedList(title, [self.tr("Name"), self.tr("Why")])
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._activated)
        self.body.addWidget(self.list, 1)
        self.reason = Label("", wrap=True)
        self.body.addWidget(self.reason)
        language = Label(compared_in(), Type.CAPTION, Tone.SECOND, wrap=True)
        language.setVisible(not reads(text))
        self.body.addWidget(language)
        self.button(self.tr("Close")).clicked.connect(self.reject)
        self.make_buttons()
        self.show_button = self.button(self.tr("&Show this person"), default=True)
        self.show_button.clicked.connect(self._show_person)
        self.finished.connect(self._lookup.stop)
        session.refused.connect(self._refused)
        self.take_room(76, 24)

    def make_buttons(self) -> None:
        """Add what else can be done about the person chosen."""

    def search(self, tick: Tick) -> Sequence[Idea]:
        """Look for people, on the worker."""
        raise NotImplementedError

    def look(self) -> None:
        """Look for people, now or once more; the line that was chosen stays so."""
        self._wanted = self.list.place() or 0
        self.told.setText(self.tr("Looking among the people you know…"))
        self.told.show()
        self._lookup.begin(self.search)

    def idea(self) -> Idea | None:
        """The person chosen."""
        place = self.list.place()
        return self._ideas[place] if place is not None and place < len(self._ideas) else None

    def allow(self, idea: Idea | None) -> None:
        """Switch the buttons on or off for the person chosen."""
        self.show_button.setEnabled(idea is not None)

    @Slot(object)
    def _found(self, ideas: Sequence[Idea]) -> None:
        self._ideas = ideas
        self.list.clear()
        said = [(idea.trait.name, words.reason(idea, same_need=self.same_need)) for idea in ideas]
        self.list.addTopLevelItems([self.list.line(name, why, (), why) for name, why in said])
        self.told.setText("" if ideas else self.tr("Nobody comes to mind from what you wrote down."))
        self.told.setVisible(not ideas)
        self.list.setVisible(bool(ideas))
        if ideas:
            self.list.setCurrentIndex(self.list.model().index(min(self._wanted, len(ideas) - 1), 0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            announce(self, self.told.text())
        self._chosen()

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _chosen(self, *_: Any) -> None:
        idea = self.idea()
        self.reason.setText(f"{idea.trait.name}: {words.reason(idea, same_need=self.same_need)}" if idea else "")
        self.allow(idea)

    @Slot(QTreeWidgetItem, int)
    def _activated(self, *_: Any) -> None:
        self._show_person()

    @Slot()
    def _show_person(self) -> None:
        idea = self.idea()
        if idea is not None:
            self.accept()
            self.contact_requested.emit(idea.trait.contact_id)

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        self.show_error(messages.text(error))


class WhoMightHelp(PeopleDialog):
    """People who might help with a need, or who have the same one."""

    same_need = True
    introduced = Signal(int)
    """(introduction): the idea to bring the two together is kept."""

    def __init__(self, session: Session, need: Heard, name: str, parent: QWidget | None = None) -> None:
        self._need = need
        title = self.tr("People who might help")
        about = self.tr("With what {name} needs: “{need}”. What you wrote down about others is looked through.").format(
            name=name, need=need.text
        )
        super().__init__(session, title, about, need.text, parent)
        self.look()

    def make_buttons(self) -> None:
        self.introduce_button = self.button(self.tr("&Introduce them…"))
        self.introduce_button.clicked.connect(self._introduce)

    def search(self, tick: Tick) -> Sequence[Idea]:
        return self.session.store.people_for_need(self._need.id, tick)

    def allow(self, idea: Idea | None) -> None:
        super().allow(idea)
        self.introduce_button.setEnabled(idea is not None)

    @Slot()
    def _introduce(self) -> None:
        idea = self.idea()
        if idea is not None:
            verb, need = self.session.store.introduce, self._need
            done = self.session.run(verb, need.contact_id, idea.trait.contact_id, need.text, initiator=self)
            if done is not None:
                self.accept()
                self.introduced.emit(done.new_id(Kind.INTRODUCTION))


class WhoCouldUse(PeopleDialog):
    """People who could use something that I can offer."""

    def __init__(self, session: Session, offer: Offer, parent: QWidget | None = None) -> None:
        self._offer = offer
        title = self.tr("Who could use this?")
        about = self.tr("Your offer: “{offer}”. Those to whom you offered it are left out.").format(
            offer=offer.fields.title
        )
        super().__init__(session, title, about, offer.fields.title, parent)
        self.look()

    def make_buttons(self) -> None:
        self.dismiss_button = self.button(self.tr("&Does not fit"))
        self.dismiss_button.clicked.connect(self._dismiss)
        self.pin_button = self.button(self.tr("&Pin to the need"))
        self.pin_button.clicked.connect(self._pin)
        self.offer_button = self.button(self.tr("&Offer it"))
        self.offer_button.setToolTip(self.tr("Keep that you offered it today; nothing is sent"))
        self.offer_button.clicked.connect(self._offer_it)

    def search(self, tick: Tick) -> Sequence[Idea]:
        return self.session.store.people_for_offer(self._offer.id, tick)

    def allow(self, idea: Idea | None) -> None:
        super().allow(idea)
        need = idea is not None and idea.trait.need_id is not None
        self.offer_button.setEnabled(idea is not None)
        self.dismiss_button.setEnabled(need)
        self.pin_button.setEnabled(need and idea is not None and not idea.pinned)

    @Slot()
    def _offer_it(self) -> None:
        idea = self.idea()
        if idea is not None:
            one = idea.trait
            done = self.session.run(
                self.session.store.offer_this, one.contact_id, self._offer.id, need_id=one.need_id, initiator=self
            )
            if done is not None:
                announce(self, self.tr("Offered to {name}").format(name=one.name))
                self.look()

    @Slot()
    def _dismiss(self) -> None:
        self._choose(FitChoice.DISMISSED)

    @Slot()
    def _pin(self) -> None:
        self._choose(FitChoice.PINNED)

    def _choose(self, choice: FitChoice) -> None:
        idea = self.idea()
        if idea is not None and idea.trait.need_id is not None:
            verb = self.session.store.choose_fit
            if self.session.run(verb, idea.trait.need_id, self._offer.id, choice, initiator=self) is not None:
                self.look()


class Chooser(Frame):
    """One of several things, found by typing a part of it."""

    chosen = Signal(int)

    def __init__(
        self, title: str, about: str, take: str, things: Sequence[tuple[int, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._things = things
        self.setWindowTitle(title)
        if about:
            self.body.addWidget(Label(about, wrap=True))
        label = QLabel(self.tr("&Find"))
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Find"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take)
        label.setBuddy(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.itemActivated.connect(self._take)
        self.body.addWidget(label)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.button(self.tr("Cancel")).clicked.connect(self.reject)
        self.take_button = self.button(take, default=True)
        self.take_button.clicked.connect(self._take)
        self.take_room(60, 24)
        self._narrow("")
        self.search.setFocus()

    @Slot(str)
    def _narrow(self, text: str) -> None:
        wanted = fold(text).split()
        self._shown = [one for one in self._things if all(word in fold(one[1]) for word in wanted)]
        self.list.clear()
        self.list.addItems([told for _, told in self._shown])
        self.list.setCurrentRow(0)
        self.take_button.setEnabled(bool(self._shown))

    @Slot()
    def _take(self, *_: Any) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown) and self.isVisible():
            self.accept()
            self.chosen.emit(self._shown[row][0])
