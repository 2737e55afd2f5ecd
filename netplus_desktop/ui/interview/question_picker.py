"""Picking questions: from the bank by kind, and an own one, which joins the bank."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.assets import resource
from netplus_desktop.core.questions import Bank, OwnQuestion
from netplus_desktop.core.records import Question, Tiara
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label


@cache
def shipped_bank() -> Bank:
    """The bank that ships with the program."""
    return Bank.load(resource("questions", "en.json"))


class QuestionList(QWidget):
    """The bank as a list to tick, with a search line, and a line for an own question."""

    picked_changed = Signal(int)
    """(number of ticked questions)"""

    def __init__(self, session: Session, *, without: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._without = set(without)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the question bank"))
        self.search.setAccessibleName(self.tr("Search the question bank"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Questions to pick from"))
        self.list.itemChanged.connect(self._count)
        self.list.setMinimumHeight(self.fontMetrics().height() * 9)
        self.kind = QComboBox()
        for kind in Tiara:
            self.kind.addItem(words.tiara_name(kind), kind)
        self.kind.setCurrentIndex(self.kind.findData(Tiara.INSIGHTS))
        self.kind.setAccessibleName(self.tr("Kind of your own question"))
        self.own = QLineEdit()
        self.own.setPlaceholderText(self.tr("Your own question"))
        self.own.setAccessibleName(self.tr("Your own question"))
        self.own.returnPressed.connect(self.add_own)
        self.add_button = button(self.tr("&Add"))
        self.add_button.clicked.connect(self.add_own)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.own, 1)
        row.addWidget(self.kind)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        own = [OwnQuestion(*question) for question in session.store.own_questions()]
        self.bank = shipped_bank().of_user(own)
        for question in self.bank:
            if question.text not in self._without:
                self._add_item(question.picked(), ticked=False)

    def tick(self, questions: Collection[Question]) -> None:
        """Tick these and put them first."""
        for place, question in enumerate(questions):
            item = next((i for i in self._items() if _question(i).text == question.text), None)
            if item is not None:
                self.list.takeItem(self.list.row(item))
                item.setCheckState(Qt.CheckState.Checked)
                self.list.insertItem(place, item)
        self._count()

    def picked(self) -> list[Question]:
        """The ticked questions, in TIARA's order; the ones that close a talk come last."""
        closing = {question.text for question in self.bank if question.closing}
        order = list(Tiara)
        chosen = [_question(item) for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        return sorted(chosen, key=lambda question: (question.text in closing, order.index(question.kind)))

    def add_own(self) -> None:
        """Put the own question into the bank and tick it."""
        text = " ".join(self.own.text().split())
        if not text:
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        question = Question(text, Tiara(self.kind.currentData()))
        same = text.casefold()
        there = next((item for item in self._items() if _question(item).text.casefold() == same), None)
        if there is None:
            if self._session.run(self._session.store.add_question, text, question.kind, initiator=self) is None:
                return
            there = self._add_item(question, ticked=True, at=0)
        there.setCheckState(Qt.CheckState.Checked)
        self.search.clear()
        self.list.scrollToItem(there)
        self.own.clear()

    def unfinished(self) -> dict[str, Any]:
        """What is ticked and typed up to now, as plain values."""
        return {"picked": [question.text for question in self.picked()], "own": self.own.text()}

    def resume(self, kept: dict[str, Any]) -> None:
        """Stand as `unfinished` told."""
        for item in self._items():
            picked = _question(item).text in kept["picked"]
            item.setCheckState(Qt.CheckState.Checked if picked else Qt.CheckState.Unchecked)
        self.own.setText(kept["own"])

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _add_item(self, question: Question, *, ticked: bool, at: int | None = None) -> QListWidgetItem:
        kind = words.tiara_name(question.kind)
        item = QListWidgetItem(self.tr("{question} · {kind}").format(question=question.text, kind=kind))
        item.setData(Qt.ItemDataRole.UserRole, (question.text, question.kind.value))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.insertItem(self.list.count() if at is None else at, item)
        return item

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

    def _count(self) -> None:
        self.picked_changed.emit(len(self.picked()))


def _question(item: QListWidgetItem) -> Question:
    """The question of a list row."""
    text, kind = item.data(Qt.ItemDataRole.UserRole)
    return Question(text, Tiara(kind))


class QuestionPicker(QDialog):
    """A window to pick questions for a conversation. `chosen` tells them when it is accepted."""

    chosen = Signal(list)

    def __init__(self, session: Session, *, without: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pick questions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.questions = QuestionList(session, without=without)
        self._count = Label("", tone=Tone.SECOND)
        self.questions.picked_changed.connect(self._tell_count)
        box = QDialogButtonBox()
        self.take_button = box.addButton(self.tr("&Put on the list"), QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_role(self.take_button, "primary")
        cancel = box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        self.take_button.setAutoDefault(False)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.accepted.connect(self._accepted)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.questions, 1)
        column.addWidget(self._count)
        column.addWidget(box)
        self.resize(self.fontMetrics().averageCharWidth() * 80, self.fontMetrics().height() * 30)
        self._tell_count(0)

    def _tell_count(self, count: int) -> None:
        self.take_button.setEnabled(count > 0)
        self._count.setText(self.tr("1 question") if count == 1 else self.tr("{n} questions").format(n=count))

    def _accepted(self) -> None:
        self.chosen.emit(self.questions.picked())
