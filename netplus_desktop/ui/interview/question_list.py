"""The bank of questions as a list to tick: searched, narrowed to a kind of talk, with the user's own and favourites."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.assets import resource
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.folding import fold
from netplus_desktop.core.questions import Bank, BankQuestion, QuestionUse, Stage, same, stage_of
from netplus_desktop.core.records import Contact, Question, Tiara
from netplus_desktop.ui import dates, messages, theme
from netplus_desktop.ui.contact_list.shown import shown
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import button, link
from netplus_desktop.ui.interview.question_delegate import FACTS_ROLE, FAVOURITE_ROLE, QuestionDelegate
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import FlowLayout, Label, announce

translate = QCoreApplication.translate

LINES = 14
"""The list is at least so many lines of text high."""


class Show(Enum):
    """Which questions of the bank are listed."""

    ALL = "all"
    FAVOURITES = "favourites"
    OWN = "own"
    NEW = "new"  # never picked for anybody
    TICKED = "ticked"


@cache
def shipped_bank() -> Bank:
    """The bank that ships with the program."""
    return Bank.load(resource("questions", "en.json"))


def talk_name(stage: Stage) -> str:
    """The kind of talk that a question suits."""
    return {
        Stage.FIRST: translate("words", "First talk"),
        Stage.SECOND: translate("words", "Second talk"),
        Stage.HIRING: translate("words", "Somebody who hires"),
        Stage.ALUMNI: translate("words", "Somebody from my school"),
        Stage.CHANGE: translate("words", "Changing careers"),
        Stage.RETURNING: translate("words", "Coming back to work"),
    }[stage]


class QuestionList(QWidget):
    """The bank to tick from, for a talk with one person; questions of their own can be added, reworded and removed.

    Down in the search line goes to the list, Enter there ticks the first question found. In the list the blank ticks,
    * marks a favourite, F2 rewords and Del removes an own question.
    """

    picked_changed = Signal(int)
    """(number of ticked questions)"""

    def __init__(
        self,
        session: Session,
        contact: Contact,
        *,
        interview_id: int | None = None,
        without: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`interview_id` is the conversation that is prepared, where it is planned already; `without` are the texts
        that stand on its list."""
        super().__init__(parent)
        self._session, self._contact = session, contact
        self._without = {same(text) for text in without}
        self._uses = session.store.question_uses(contact.id, but=interview_id)
        self._suggested: list[str] = []
        self._changing: int | None = None
        self.bank = Bank(())
        self._make_filters()
        self.list = _List(self)
        self._make_commands()
        self._make_own()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.search)
        column.addLayout(self._filters)
        column.addWidget(self.list, 1)
        column.addLayout(self._commands)
        column.addLayout(self._own_row)
        column.addWidget(self._refusal)
        tab_in_reading_order(self)
        session.refused.connect(self._refused)
        past = [talk for talk in contact.interviews if talk.id != interview_id]
        self.stage.setCurrentIndex(self.stage.findData(stage_of(past)))
        self._load()
        for narrowing in (self.stage, self.kind, self.show_only):
            narrowing.currentIndexChanged.connect(self._filter)
        self.stage.currentIndexChanged.connect(self._follow_stage)

    # --- what it is made of -------------------------------------------------------------------------------------

    def _make_filters(self) -> None:
        self.search = _Search(self)
        self.search.setPlaceholderText(self.tr("Search the question bank"))
        self.search.setAccessibleName(self.tr("Search the question bank"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.stage = _choice(self.tr("Kind of talk"), self.tr("Any talk"), [(talk_name(s), s) for s in Stage])
        self.kind = _choice(
            self.tr("Kind of question"), self.tr("Every kind"), [(words.tiara_name(kind), kind) for kind in Tiara]
        )
        self.show_only = _choice(
            self.tr("Which questions to list"),
            self.tr("All questions"),
            [
                (self.tr("Favourites"), Show.FAVOURITES),
                (self.tr("My own"), Show.OWN),
                (self.tr("Never picked before"), Show.NEW),
                (self.tr("Ticked ones"), Show.TICKED),
            ],
        )
        self._filters = FlowLayout()
        for narrowing in (self.stage, self.kind, self.show_only):
            self._filters.addWidget(narrowing)

    def _make_commands(self) -> None:
        self.suggest_button = link(self.tr("&Suggest six"))
        self.suggest_button.setToolTip(self.tr("Tick six questions that suit this kind of talk"))
        self.suggest_button.clicked.connect(self.suggest)
        self.star_button = link(self.tr("&Favourite"))
        self.star_button.setToolTip(self.tr("Mark or unmark the question in front (*)"))
        self.star_button.clicked.connect(self.star)
        self.reword_button = link(self.tr("Rew&ord"))
        self.reword_button.clicked.connect(self.reword)
        self.remove_button = link(self.tr("Re&move from the bank"))
        self.remove_button.clicked.connect(self.remove)
        self._commands = FlowLayout(gap=theme.GAP_WIDE)
        for command in (self.suggest_button, self.star_button, self.reword_button, self.remove_button):
            self._commands.addWidget(command)

    def _make_own(self) -> None:
        self.own = QLineEdit()
        self.own.setPlaceholderText(self.tr("Your own question"))
        self.own.setAccessibleName(self.tr("Your own question"))
        self.own.returnPressed.connect(self.add_own)
        self.own_kind = QComboBox()
        for kind in Tiara:
            self.own_kind.addItem(words.tiara_name(kind), kind)
        self.own_kind.setCurrentIndex(self.own_kind.findData(Tiara.INSIGHTS))
        self.own_kind.setAccessibleName(self.tr("Kind of your own question"))
        self.own_stage = _choice(
            self.tr("Kind of talk that your own question suits"),
            self.tr("Any talk"),
            [(talk_name(stage), stage) for stage in Stage],
        )
        self.add_button = button(self.tr("&Add"))
        self.add_button.clicked.connect(self.add_own)
        self._own_row = QHBoxLayout()
        self._own_row.setSpacing(theme.GAP_SMALL)
        self._own_row.addWidget(self.own, 1)
        for field in (self.own_kind, self.own_stage, self.add_button):
            self._own_row.addWidget(field)
        self._refusal = Label(tone=Tone.DANGER, wrap=True)
        self._refusal.hide()
        self.own.textEdited.connect(self._refusal.hide)

    # --- ticking ------------------------------------------------------------------------------------------------

    def suggest(self) -> None:
        """Tick six questions for the chosen kind of talk, and no others; they stand first."""
        asked = [text for text, use in self._uses.items() if use.contact.id == self._contact.id]
        starter = self.bank.starter(_stage(self.stage) or Stage.FIRST, asked)
        self._suggested = [question.text for question in starter if same(question.text) not in self._without]
        self._fill(set(self._suggested), first=self._suggested)

    def picked(self) -> list[Question]:
        """The ticked questions, in TIARA's order; the ones that close a talk come last."""
        order = list(Tiara)
        chosen = [_question(item) for item in self._items() if _ticked(item)]
        chosen.sort(key=lambda question: (question.closing, order.index(question.kind)))
        return [question.picked() for question in chosen]

    def tick_first(self) -> None:
        """Tick the first question that the search found, or take its tick away; the next word can be typed at once."""
        found = next((item for item in self._items() if not item.isHidden()), None)
        if found is not None and self.search.text().strip():
            _tick(found, not _ticked(found))
            state = self.tr("Ticked: {question}") if _ticked(found) else self.tr("No longer ticked: {question}")
            announce(self, state.format(question=_question(found).text))
            self.search.selectAll()

    def go_to_list(self) -> None:
        """Put the focus on the first question that is listed."""
        found = next((item for item in self._items() if not item.isHidden()), None)
        if found is not None:
            if self.list.currentItem() is None or self.list.currentItem().isHidden():
                self.list.setCurrentItem(found)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the user's part of the bank --------------------------------------------------------------------------------

    def star(self) -> None:
        """Mark the question in front as a favourite, or no longer."""
        self._star(self.list.currentItem())

    def star_at(self, index: QPersistentModelIndex) -> None:
        """The same for the row whose star was clicked."""
        self._star(self.list.item(index.row()))

    def reword(self) -> None:
        """Let the user word an own question anew, in the line below."""
        question = self._own_in_front()
        if question is not None:
            self._changing = question.own
            self.own.setText(question.text)
            self.own_kind.setCurrentIndex(self.own_kind.findData(question.kind))
            only = next(iter(question.stages)) if len(question.stages) == 1 else None
            self.own_stage.setCurrentIndex(self.own_stage.findData(only))
            self.add_button.setText(self.tr("&Apply"))
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)
            self.own.selectAll()

    def remove(self) -> None:
        """Take an own question out of the bank; undo brings it back."""
        question = self._own_in_front()
        if question is not None:
            ticked = self._ticked_texts() - {same(question.text)}
            if self._session.run(self._session.store.delete_question, question.own, initiator=self) is not None:
                if question.own == self._changing:
                    self._end_rewording()
                self._load(ticked)
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_own(self) -> None:
        """Put the own question into the bank and tick it; or keep the one that was reworded."""
        text = " ".join(self.own.text().split())
        if not text:
            self._end_rewording()
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if same(text) in self._without:
            self._tell(self.tr("This question stands on the list of the conversation already."))
            return
        ticked = self._ticked_texts()
        changed = next((q for q in self.bank if q.own is not None and q.own == self._changing), None)
        if not self._keep_own(text):
            return
        self._end_rewording()
        self.search.clear()
        self._load(ticked | {same(text)} if changed is None or same(changed.text) in ticked else ticked)
        there = next((item for item in self._items() if same(_question(item).text) == same(text)), None)
        if there is not None:
            self.list.setCurrentItem(there)
            self.list.scrollToItem(there)

    def _keep_own(self, text: str) -> bool:
        """Write the own question. A shipped one of the same words is ticked as it stands."""
        known = next((question for question in self.bank if same(question.text) == same(text)), None)
        kind, stage = Tiara(self.own_kind.currentData()), _stage(self.own_stage)
        store, changing = self._session.store, self._changing
        if changing is None and known is not None:
            return True
        if changing is None:
            done = self._session.run(store.add_question, text, kind, stage, initiator=self)
        else:
            done = self._session.run(store.edit_question, changing, text, kind, stage, initiator=self)
        return done is not None

    def _end_rewording(self) -> None:
        self._changing = None
        self.add_button.setText(self.tr("&Add"))
        self.own.clear()

    def _star(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        question = _question(item)
        marked = not question.favourite
        self._refusal.hide()
        if self._session.run(self._session.store.mark_question, question.text, marked, initiator=self) is None:
            return
        self.bank = self._bank()
        now = next((one for one in self.bank if same(one.text) == same(question.text)), question)
        self._show(item, now)
        self._look_at(item)
        announce(self, self.tr("Marked as a favourite") if marked else self.tr("No longer a favourite"))

    def _refused(self, error: UserError) -> None:
        self._tell(messages.text(error))

    def _tell(self, text: str) -> None:
        self._refusal.setText(text)
        self._refusal.show()
        announce(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._changing is not None:
            self._end_rewording()  # the question stays as it was, and the window open
            self.go_to_list()
        else:
            super().keyPressEvent(event)

    def _own_in_front(self) -> BankQuestion | None:
        item = self.list.currentItem()
        return _question(item) if item is not None and _question(item).own is not None else None

    # --- kept while the window is locked ------------------------------------------------------------------------

    def unfinished(self) -> dict[str, Any]:
        """What is ticked and typed up to now, as plain values."""
        return {
            "picked": [question.text for question in self.picked()],
            "own": self.own.text(),
            "changing": self._changing,
        }

    def resume(self, kept: dict[str, Any]) -> None:
        """Stand as `unfinished` told."""
        self._fill({same(text) for text in kept["picked"]}, first=kept["picked"])
        self._changing = kept.get("changing")
        self.own.setText(kept["own"])
        if self._changing is not None:
            self.add_button.setText(self.tr("&Apply"))

    # --- the rows -------------------------------------------------------------------------------------------------

    def _bank(self) -> Bank:
        store = self._session.store
        return shipped_bank().of_user(store.own_questions(), store.favourite_questions())

    def _load(self, ticked: Collection[str] = ()) -> None:
        self.bank = self._bank()
        self._fill(ticked)

    def _fill(self, ticked: Collection[str], first: Sequence[str] = ()) -> None:
        """List the bank anew; `ticked` and `first` are texts."""
        self._refusal.hide()
        marked = {same(text) for text in ticked}
        front = [same(text) for text in first]
        order = sorted(self.bank, key=lambda q: front.index(same(q.text)) if same(q.text) in front else len(front))
        self.list.blockSignals(True)
        self.list.clear()
        for question in order:
            if same(question.text) not in self._without:
                item = QListWidgetItem(self.list)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                _tick(item, same(question.text) in marked)
                self._show(item, question)
        self.list.blockSignals(False)
        self._filter()
        self._count()
        self._look_at(None)

    def _show(self, item: QListWidgetItem, question: BankQuestion) -> None:
        facts = self._facts(question)
        item.setText(question.text)
        item.setData(Qt.ItemDataRole.UserRole, question)
        item.setData(FACTS_ROLE, facts)
        item.setData(FAVOURITE_ROLE, question.favourite)
        spoken = self.tr("{question} {facts}").format(question=question.text, facts=facts)
        if question.favourite:
            spoken = self.tr("{question} Favourite").format(question=spoken)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _facts(self, question: BankQuestion) -> str:
        facts = [words.tiara_name(question.kind)]
        if question.own is not None:
            facts.append(self.tr("your own"))
        use = self._uses.get(same(question.text))
        if use is not None:
            facts.append(self._use(use))
        return " · ".join(facts)

    def _use(self, use: QuestionUse) -> str:
        today = dates.today_of(self._session.store.now())
        day, name = dates.day(use.on, today), shown(use.contact.name)
        if use.contact.id == self._contact.id and use.asked:
            return self.tr("you asked {name} this before: {day}").format(name=name, day=day)
        if use.asked:
            return self.tr("last asked: {name}, {day}").format(name=name, day=day)
        return self.tr("last picked for {name}, {day}").format(name=name, day=day)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked_texts(self) -> set[str]:
        return {same(_question(item).text) for item in self._items() if _ticked(item)}

    def _filter(self) -> None:
        wanted = fold(self.search.text()).split()
        stage, kind, only = _stage(self.stage), self.kind.currentData(), self.show_only.currentData()
        for item in self._items():
            question = _question(item)
            told = fold(f"{question.text} {words.tiara_name(question.kind)}")
            fits = all(word in told for word in wanted)
            fits = fits and stage in (None, *question.stages) and kind in (None, question.kind)
            fits = fits and (
                only is None
                or (only is Show.FAVOURITES and question.favourite)
                or (only is Show.OWN and question.own is not None)
                or (only is Show.NEW and same(question.text) not in self._uses)
                or (only is Show.TICKED and _ticked(item))
            )
            item.setHidden(not fits)

    def _follow_stage(self) -> None:
        """Other questions are suggested for another kind of talk, while the ticks are those that were suggested."""
        if self._suggested and self._ticked_texts() == {same(text) for text in self._suggested}:
            self.suggest()

    def _count(self) -> None:
        self.picked_changed.emit(sum(map(_ticked, self._items())))

    def _look_at(self, _item: QListWidgetItem | None) -> None:
        """Switch the commands on and off for the question in front."""
        item, own = self.list.currentItem(), self._own_in_front()
        self.star_button.setEnabled(item is not None)
        marked = item is not None and _question(item).favourite
        self.star_button.setText(self.tr("No longer a &favourite") if marked else self.tr("Make it a &favourite"))
        for command, keys in ((self.reword_button, self.tr("F2")), (self.remove_button, self.tr("Del"))):
            command.setEnabled(own is not None)
            hint = self.tr("Only questions of your own") if own is None else keys
            command.setToolTip(hint)


class _Search(QLineEdit):
    """The search line: Down goes to the list, Enter ticks what was found first."""

    def __init__(self, owner: QuestionList) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._owner.go_to_list()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._owner.tick_first()
        else:
            super().keyPressEvent(event)


class _List(QListWidget):
    """The rows."""

    def __init__(self, owner: QuestionList) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setAccessibleName(self.tr("Questions to pick from"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.rows = QuestionDelegate(self)
        self.rows.starred.connect(owner.star_at)
        self.setItemDelegate(self.rows)
        self.itemChanged.connect(owner._count)
        self.currentItemChanged.connect(owner._look_at)
        self.customContextMenuRequested.connect(self._menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        commands = {
            Qt.Key.Key_Asterisk: self._owner.star,
            Qt.Key.Key_F2: self._owner.reword,
            Qt.Key.Key_Delete: self._owner.remove,
        }
        command = commands.get(Qt.Key(event.key()))
        if command is not None:
            command()
        else:
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in (self._owner.star_button, self._owner.reword_button, self._owner.remove_button):
            entry = menu.addAction(command.text())
            entry.setEnabled(command.isEnabled())
            entry.triggered.connect(command.click)
        menu.popup(self.viewport().mapToGlobal(at))


def _choice(name: str, everything: str, entries: Sequence[tuple[str, object]]) -> QComboBox:
    """A combo box whose first entry narrows nothing."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItem(everything, None)
    for text, value in entries:
        made.addItem(text, value)
    return made


def _stage(box: QComboBox) -> Stage | None:
    """The kind of talk that is chosen; None for any. Qt keeps the word of it only."""
    chosen = box.currentData()
    return Stage(chosen) if chosen else None


def _question(item: QListWidgetItem) -> BankQuestion:
    """The question of a row."""
    question: BankQuestion = item.data(Qt.ItemDataRole.UserRole)
    return question


def _ticked(item: QListWidgetItem) -> bool:
    return item.checkState() is Qt.CheckState.Checked


def _tick(item: QListWidgetItem, ticked: bool) -> None:
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
