"""The employer that is chosen: how much it draws one, what is open there, and the people, each a click away."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.employers import MOST_MOTIVATION, Target
from netplus_desktop.ui import theme
from netplus_desktop.ui.employers import words
from netplus_desktop.ui.interview.fields import ElidingLink, button
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label

_LEAST_LETTERS, _LINE_LETTERS = 9, 20
"""Of a box to choose from, and of a line to type in."""

MOST_PEOPLE = 30
"""People of one employer who are shown, those who may help soonest; of a large one the vault may hold thousands."""


class EmployerDetail(QWidget):
    """Fields at the left, people at the right. Each field is written when it is left."""

    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._target: Target | None = None
        self._people: list[PersonLine] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        row.setSpacing(theme.GAP_SECTION)
        row.addLayout(self._build_fields(), 3)
        row.addWidget(self._build_people(), 2)
        self.setEnabled(False)

    def _build_fields(self) -> QVBoxLayout:
        self.name, self.posting, self.posting_link = CommitLineEdit(), CommitLineEdit(), CommitLineEdit()
        self.posting.setPlaceholderText(self.tr("The post that is open there"))
        self.posting_link.setPlaceholderText(self.tr("Where it stands"))
        self.motivation = QComboBox()
        for motivation in range(MOST_MOTIVATION + 1):
            self.motivation.addItem(words.motivation_words(motivation), motivation or None)
        self.advocate = QComboBox()
        for box in (self.motivation, self.advocate):  # a long name is not to take the room of the other fields
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST_LETTERS)
        self.note = GrowingTextEdit(least=2, most=4)
        for line in (self.name, self.posting, self.note):
            line.setMinimumWidth(line.fontMetrics().averageCharWidth() * _LINE_LETTERS)
        form = QGridLayout()
        form.setHorizontalSpacing(theme.GAP)
        form.setVerticalSpacing(theme.GAP_SMALL)
        for at, (name, field) in {
            (0, 0): (self.tr("&Employer"), self.name),
            (0, 2): (self.tr("&Motivation"), self.motivation),
            (1, 0): (self.tr("&Open post"), self.posting),
            (1, 2): (self.tr("Lin&k"), self.posting_link),
            (2, 0): (self.tr("&Note"), self.note),
            (2, 2): (self.tr("Ad&vocate"), self.advocate),
        }.items():
            label = QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(name.replace("&", ""))
            form.addWidget(label, *at, Qt.AlignmentFlag.AlignTop)
            label.setMinimumHeight(self.name.sizeHint().height())
            form.addWidget(field, at[0], at[1] + 1, Qt.AlignmentFlag.AlignTop)
        form.setColumnStretch(1, 3)
        form.setColumnStretch(3, 2)
        self.advocate.setToolTip(self.tr("Who would speak for you there"))
        self.name.committed.connect(self._write_name)
        self.posting.committed.connect(self._write_posting)
        self.posting_link.committed.connect(self._write_link)
        self.note.committed.connect(self._write_note)
        self.motivation.activated.connect(self._write_motivation)
        self.advocate.activated.connect(self._write_advocate)
        self.aside = button(self.tr("&Put aside"))
        self.aside.clicked.connect(self._put_aside)
        self.remove = button(self.tr("&Remove"))
        self.remove.clicked.connect(self._remove)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP_SMALL)
        foot.addWidget(self.aside)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(form)
        column.addLayout(foot)
        column.addStretch(1)
        return column

    def _build_people(self) -> QScrollArea:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_HAIR)
        self._column.addWidget(Label(self.tr("Who you know there"), Type.STRONG, wrap=True))
        self.nobody = Label(
            self.tr("Nobody yet. You could ask those you meet whom they know there."), tone=Tone.SECOND, wrap=True
        )
        self._column.addWidget(self.nobody)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.GAP_HAIR)
        self._column.addLayout(self._lines)
        self.more = Label("", tone=Tone.SECOND)
        self.more.hide()
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    # --- showing -------------------------------------------------------------------------------------------

    def show_target(self, one: Target | None, today: date, *, looking: bool = False) -> None:
        """Show an employer, or that none is chosen. What was typed about another one is written first. While the people
        are being looked for, nothing is said of there being none."""
        if self._target is not None and (one is None or one.employer.id != self._target.employer.id):
            self.commit()
        self._target = one
        self.setEnabled(one is not None)
        employer = one.employer if one else None
        for field, text in (
            (self.name, employer.name if employer else ""),
            (self.posting, employer.posting if employer else ""),
            (self.posting_link, employer.posting_link if employer else ""),
        ):
            if not (field.hasFocus() and field.changed()):
                field.set_text(text)
        if not (self.note.hasFocus() and self.note.changed()):
            self.note.set_text(employer.note if employer else "")
        self.motivation.setCurrentIndex(employer.motivation or 0 if employer else 0)
        archived = employer is not None and employer.archived
        self.aside.setText(self.tr("&Take up again") if archived else self.tr("&Put aside"))
        self._show_advocates(one)
        self._show_people(one, today)
        self.nobody.setVisible(one is not None and not self._people and not looking)

    def _show_advocates(self, one: Target | None) -> None:
        self.advocate.clear()
        self.advocate.addItem(self.tr("nobody yet"), None)
        if one is None:
            return
        people = {known.contact.id: known.contact.name for known in one.known[:MOST_PEOPLE]}
        if one.employer.advocate:
            people.setdefault(one.employer.advocate.id, one.employer.advocate.name)
        for contact_id, name in people.items():
            self.advocate.addItem(name, contact_id)
        chosen = one.employer.advocate.id if one.employer.advocate else None
        self.advocate.setCurrentIndex(self.advocate.findData(chosen) if chosen is not None else 0)

    def _show_people(self, one: Target | None, today: date) -> None:
        told = (
            [(known.contact.id, known.contact.name, words.known_words(known, today)) for known in one.known]
            if one
            else []
        )
        told += [(named.by.id, named.by.name, words.named_words(named)) for named in one.named] if one else []
        left_out = len(told) - MOST_PEOPLE
        self.more.setText(self.tr("and {n} more").format(n=QLocale().toString(left_out)))
        self.more.setVisible(left_out > 0)
        told = told[:MOST_PEOPLE]
        while len(self._people) > len(told):
            line = self._people.pop()
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self._people) < len(told):
            line = PersonLine()
            line.chosen.connect(self.contact_requested)
            self._lines.addWidget(line)
            QWidget.setTabOrder(self._people[-1].go if self._people else self.remove, line.go)
            self._people.append(line)
        for line, (contact_id, name, about) in zip(self._people, told, strict=True):
            line.show_person(contact_id, name, about)

    def people(self) -> list[PersonLine]:
        """The people there, in their order."""
        return list(self._people)

    # --- writing -------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Write what was typed and is not written yet."""
        for field in (self.name, self.posting, self.posting_link, self.note):
            field.commit()

    def _write(self, **fields: Any) -> bool:
        if self._target is None:
            return False
        employer_id = self._target.employer.id
        return self._session.run(self._session.store.edit_employer, employer_id, **fields) is not None

    @Slot(str)
    def _write_name(self, text: str) -> None:
        if not self._write(name=text):
            self.name.keep_unsaved()

    @Slot(str)
    def _write_posting(self, text: str) -> None:
        if not self._write(posting=text):
            self.posting.keep_unsaved()

    @Slot(str)
    def _write_link(self, text: str) -> None:
        if not self._write(posting_link=text):
            self.posting_link.keep_unsaved()

    @Slot(str)
    def _write_note(self, text: str) -> None:
        if not self._write(note=text):
            self.note.keep_unsaved()

    @Slot(int)
    def _write_motivation(self, place: int) -> None:
        self._write(motivation=self.motivation.itemData(place))

    @Slot(int)
    def _write_advocate(self, place: int) -> None:
        self._write(advocate=self.advocate.itemData(place))

    @Slot()
    def _put_aside(self) -> None:
        if self._target is not None:
            self._write(archived=not self._target.employer.archived)

    @Slot()
    def _remove(self) -> None:
        if self._target is not None:
            employer_id, self._target = self._target.employer.id, None  # its fields are not written any more
            self._session.run(self._session.store.delete_employer, employer_id)


class PersonLine(QWidget):
    """Somebody at an employer, as a link, and what is known of them."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._contact_id = 0
        self.go = ElidingLink()
        self.go.clicked.connect(self._go)
        self.about = Label("", tone=Tone.SECOND, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.go)
        column.addWidget(self.about)

    def show_person(self, contact_id: int, name: str, about: str) -> None:
        """Show a person."""
        self._contact_id = contact_id
        self.go.show_text(name)
        self.go.setAccessibleDescription(about)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    @Slot()
    def _go(self) -> None:
        self.chosen.emit(self._contact_id)
