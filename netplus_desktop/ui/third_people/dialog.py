"""Windows with people who come to mind, each with the reason, and something to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QTreeWidgetItem, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.folding import fold
from netplus_desktop.core.matching import reads
from netplus_desktop.core.records import FitChoice, Heard, Kind, Offer, Tick
from netplus_desktop.core.third_people import Idea
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import DatedList
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.offers.words import compared_in
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.third_people import words
from netplus_desktop.ui.widgets import FlowLayout, Label, announce

MOST_NAMES = 50
"""People shown to choose from; typing finds the others."""


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
        self._wanted: tuple[int, int | None] = (0, None)
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
        """Add what else can be done."""

    def search(self, tick: Tick) -> Sequence[Idea]:
        """Look for people, on the worker."""
        raise NotImplementedError

    def look(self) -> None:
        """Look for people, now or once more; who was chosen stays so, else the line."""
        idea = self.idea()
        self._wanted = self.list.place() or 0, idea.trait.contact_id if idea else None
        self.told.setText(self.tr("Looking among the people you know…"))
        self.told.show()
        self._lookup.begin(self.search)

    def say_nobody(self) -> str:
        """What to say where nobody was found."""
        return self.tr("Nobody comes to mind from what you wrote down.")

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
        self.told.setText("" if ideas else self.say_nobody())
        self.told.setVisible(not ideas)
        self.list.setVisible(bool(ideas))
        if ideas:
            place, whom = self._wanted
            places = [at for at, idea in enumerate(ideas) if idea.trait.contact_id == whom]
            self.list.setCurrentIndex(self.list.model().index(places[0] if places else min(place, len(ideas) - 1), 0))
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
        self.back_button = QPushButton(self.tr("&Look again at what you put aside"))
        self.back_button.clicked.connect(self._bring_back)
        self.else_button = QPushButton(self.tr("Pin somebody &else…"))
        self.else_button.clicked.connect(self._ask_whom)
        below = QWidget()
        row = FlowLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.else_button, self.back_button):
            theme.set_role(button, "quiet")
            button.setAutoDefault(False)
            row.addWidget(button)
        self.body.addWidget(below)
        self.dismiss_button = self.button(self.tr("&Does not fit this need"))
        self.dismiss_button.clicked.connect(self._dismiss)
        self.pin_button = self.button(self.tr("Un&pin from this need"))  # the longer words, for room
        self.pin_button.clicked.connect(self._pin)
        self.introduce_button = self.button(self.tr("&Introduce them…"))
        self.introduce_button.clicked.connect(self._introduce)

    def search(self, tick: Tick) -> Sequence[Idea]:
        return self.session.store.people_for_need(self._need.id, tick)

    def allow(self, idea: Idea | None) -> None:
        super().allow(idea)
        for button in (self.introduce_button, self.dismiss_button, self.pin_button):
            button.setEnabled(idea is not None)
        if idea is not None:
            self.pin_button.setText(self.tr("Un&pin from this need") if idea.pinned else self.tr("&Pin to this need"))

    def look(self) -> None:
        super().look()
        choices = self.session.store.person_choices(self._need.id)
        self.back_button.setVisible(FitChoice.DISMISSED in choices.values())

    def say_nobody(self) -> str:
        if self.back_button.isHidden():
            return super().say_nobody()
        return self.tr("Nobody else comes to mind from what you wrote down.")

    @Slot()
    def _dismiss(self) -> None:
        idea = self.idea()
        if idea is not None:
            self._choose(idea.trait.contact_id, FitChoice.DISMISSED)

    @Slot()
    def _pin(self) -> None:
        idea = self.idea()
        if idea is not None:
            self._choose(idea.trait.contact_id, None if idea.pinned else FitChoice.PINNED)

    @Slot()
    def _ask_whom(self) -> None:
        about = self.tr("Whoever you choose then stands first for “{need}”.").format(need=self._need.text)
        title = self.tr("Pin somebody to a need")
        chooser = PersonChooser(self.session, title, about, self._need.contact_id, self)
        chooser.chosen.connect(self._pin_whom)
        chooser.open()

    @Slot(int)
    def _pin_whom(self, contact_id: int) -> None:
        self._choose(contact_id, FitChoice.PINNED)

    def _choose(self, contact_id: int, choice: FitChoice | None) -> None:
        verb = self.session.store.choose_person
        if self.session.run(verb, self._need.id, contact_id, choice, initiator=self) is not None:
            self.look()

    @Slot()
    def _bring_back(self) -> None:
        if self.session.run(self.session.store.bring_back_people, self._need.id, initiator=self) is not None:
            self.look()

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

    def matching(self, text: str) -> Sequence[tuple[int, str]]:
        """The things in which every word of a text stands."""
        wanted = fold(text).split()
        return [one for one in self._things if all(word in fold(one[1]) for word in wanted)]

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._shown = self.matching(text)
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


class PersonChooser(Chooser):
    """Somebody among all whom the user knows, but for one."""

    def __init__(self, session: Session, title: str, about: str, without: int, parent: QWidget | None = None) -> None:
        self._store, self._without = session.store, without
        super().__init__(title, about, self.tr("&Pin to this need"), (), parent)

    def matching(self, text: str) -> Sequence[tuple[int, str]]:
        """Those whose name has every word of a text, the first of them."""
        found = self._store.find_contacts(text, limit=MOST_NAMES)
        return [(one.id, one.name) for one in found if one.id != self._without]
