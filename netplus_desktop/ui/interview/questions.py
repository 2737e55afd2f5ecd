"""Questions to ask: tick them as they are asked, note the answer, put them in order."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from netplus_desktop.core.questions import same
from netplus_desktop.core.records import Question
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import Heading, InlineText, MoreButton, Tick, first_line, link, show_saved
from netplus_desktop.ui.interview.question_list import shipped_bank
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.reading_order import in_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Card, Label

ROW_FORMAT = "application/x-netplus-question-row"


class _Grip(QWidget):
    """Six dots at the left of a row, to drag it by. Presses pass to the row."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag to put the question in another place"))

    def sizeHint(self) -> QSize:
        return QSize(theme.GAP_SMALL, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() // 2
        for x in (1, 5):
            for y in (-5, -1, 3):
                painter.fillRect(x, middle + y, 2, 2, theme.colour(Tone.OUTLINE))


class QuestionRow(QWidget):
    """A question with its tick, its answer and its menu. Alt+Up and Alt+Down move it; so does a drag. Enter on the tick
    goes to the answer."""

    def __init__(self, section: QuestionsSection, place: int) -> None:
        super().__init__()
        self._section, self.place = section, place
        self._pressed_at: QPoint | None = None
        self.asked = Tick()
        self.asked.clicked.connect(self._tick)
        self.text = InlineText()
        self.text.committed.connect(self._retext)
        self.menu = QMenu(self)
        self._up = self.menu.addAction(self.tr("Move &up\tAlt+Up"))
        self._up.triggered.connect(self.move_up)
        self._down = self.menu.addAction(self.tr("Move &down\tAlt+Down"))
        self._down.triggered.connect(self.move_down)
        self.menu.addAction(self.tr("&Answer\tEnter")).triggered.connect(self.open_answer)
        self.menu.addSeparator()
        self.keep = self.menu.addAction(self.tr("&Keep in my bank"))
        self.keep.triggered.connect(self._keep)
        self.menu.aboutToShow.connect(self._offer_to_keep)
        self.menu.addAction(self.tr("Re&move")).triggered.connect(self._remove)
        self.kind = Label("", Type.CAPTION, Tone.SECOND)
        self.more = MoreButton(self.menu, self.tr("More"))
        self.answer = InlineText(blank=True)
        self.answer.setPlaceholderText(self.tr("What they said"))
        self.answer.setProperty("tone", Tone.SECOND.name.lower())  # told from the question above it
        self.answer.committed.connect(self._set_answer)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.GAP_HAIR)
        top.addLayout(first_line(_Grip()))
        top.addLayout(first_line(self.asked))
        top.addLayout(first_line(self.text), 1)
        top.addLayout(first_line(self.kind))
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._below = QHBoxLayout()
        self._below.addWidget(self.answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._below)

    def show_question(self, question: Question, count: int) -> None:
        """Show the question as it is now."""
        show_saved(self.text, question.text)
        show_saved(self.answer, question.answer)
        self.asked.setChecked(question.asked)
        indent = 2 * theme.GAP_SMALL + self.asked.sizeHint().width()  # under the question's first letter
        self._below.setContentsMargins(indent, 0, theme.GAP_PAGE, 0)
        kind = words.tiara_name(question.kind)
        self.asked.setAccessibleName(self.tr("Asked: {question}").format(question=question.text))
        self.asked.setToolTip(self.tr("Tick it once it is asked"))
        self.kind.setText(question.kind.value)
        self.kind.setToolTip(kind)
        self.kind.setAccessibleName(kind)
        self.text.setAccessibleName(question.text)
        self.more.setAccessibleName(self.tr("More about: {question}").format(question=question.text))
        self.answer.setAccessibleName(self.tr("Answer to: {question}").format(question=question.text))
        answering = self.answer.hasFocus() or self.answer.changed()
        just_ticked = question.asked and self.asked.hasFocus()
        self.answer.setVisible(bool(question.answer) or answering or just_ticked)
        self._up.setEnabled(self.place > 0)
        self._down.setEnabled(self.place < count - 1)

    def open_answer(self) -> None:
        """Let the user write what they said."""
        self.answer.show()
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_up(self) -> None:
        """One place earlier."""
        self._section.reorder(self.place, self.place - 1)

    def move_down(self) -> None:
        """One place later."""
        self._section.reorder(self.place, self.place + 1)

    def commit(self) -> None:
        """Write what is not written yet."""
        self.text.commit()
        self.answer.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: self.move_up, Qt.Key.Key_Down: self.move_down}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in moves:
            moves[Qt.Key(event.key())]()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.asked.hasFocus():
            self.open_answer()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        if (event.position().toPoint() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag = QDrag(self)
            carried = QMimeData()
            carried.setData(ROW_FORMAT, self._section.card.mark(self.place))
            carried.setText(self.text.toPlainText())
            drag.setMimeData(carried)
            drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None

    def _tick(self, asked: bool) -> None:
        self.asked.setFocus(Qt.FocusReason.MouseFocusReason)  # then the line for the answer is offered
        self._section.change(self.place, asked=asked)

    def _retext(self, text: str) -> None:
        self._section.change(self.place, text=text.strip())

    def _set_answer(self, answer: str) -> None:
        self._section.change(self.place, answer=answer.strip())

    def _remove(self) -> None:
        self._section.remove(self.place)

    def _offer_to_keep(self) -> None:
        self.keep.setVisible(not self._section.is_in_bank(self.text.toPlainText()))

    def _keep(self) -> None:
        self._section.keep_in_bank(self.place)


class _Rows(Card):
    """The card of the rows; a row that is dragged is dropped between two others."""

    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.body.addLayout(self.list)
        self._gap: int | None = None
        self._token = uuid4().hex

    def mark(self, place: int) -> bytes:
        """What a dragged row carries: it is taken by this card alone."""
        return f"{self._token}:{place}".encode()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if bytes(event.mimeData().data(ROW_FORMAT).data()).startswith(self._token.encode()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._gap = self._gap_at(event.position().toPoint().y())
        self.update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._gap = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        origin = int(bytes(event.mimeData().data(ROW_FORMAT).data()).rpartition(b":")[2])
        gap = self._gap_at(event.position().toPoint().y())
        self._gap = None
        self.update()
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.moved.emit(origin, gap - 1 if gap > origin else gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is not None:
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour(Tone.ACCENT), 2))
            tops = [area.top() - 2 for area in self._areas()]
            last = self.list.geometry().bottom() + 2
            at = [*tops, last][self._gap]
            painter.drawLine(theme.GAP, at, self.width() - theme.GAP, at)

    def _gap_at(self, y: int) -> int:
        """The place before which a row would land."""
        return sum(y > area.center().y() for area in self._areas())

    def _areas(self) -> list[QRect]:
        """Where the rows stand, in order."""
        return [row.geometry() for row in in_order(self.list)]


class QuestionsSection(QWidget):
    """The questions of a conversation in their order."""

    pick_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._interview_id: int | None = None
        self._questions: tuple[Question, ...] = ()
        self.rows: list[QuestionRow] = []
        self.heading = Heading(self.tr("Questions to ask"))
        self.card = _Rows()
        self.card.tighten()
        self.card.moved.connect(self.reorder)
        self.pick = link(self.tr("+ Pick &questions"))
        self.pick.clicked.connect(self.pick_requested)
        self.card.body.addWidget(self.pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heading)
        column.addWidget(self.card)

    def refresh(self, shown: Shown) -> None:
        """Show the questions of the conversation in front."""
        interview = shown.interview
        if interview is None:
            return
        if interview.id != self._interview_id:
            self._interview_id = interview.id
            self._drop_rows(0)
        self._questions = interview.questions
        self._drop_rows(len(self._questions))
        for place, question in enumerate(self._questions):
            if place == len(self.rows):
                row = QuestionRow(self, place)
                self.rows.append(row)
                self.card.list.addWidget(row)
            self.rows[place].show_question(question, len(self._questions))
        asked = sum(question.asked for question in self._questions)
        facts = self.tr("{asked} of {all} asked").format(asked=asked, all=len(self._questions))
        self.heading.set_aside(facts if self._questions else "")

    def questions(self) -> tuple[Question, ...]:
        """The questions shown."""
        return self._questions

    def change(self, place: int, **fields: object) -> None:
        """Change some fields of one question."""
        if place < len(self._questions):
            changed = list(self._questions)
            changed[place] = replace(changed[place], **fields)  # type: ignore[arg-type]
            self._write(changed)

    def reorder(self, origin: int, to: int) -> None:
        """Put a question in another place; the focus goes with it."""
        self.commit()
        if origin == to or not 0 <= to < len(self._questions) or not 0 <= origin < len(self._questions):
            return
        changed = list(self._questions)
        changed.insert(to, changed.pop(origin))
        focus = QApplication.focusWidget()
        row = self.rows[origin]
        name = next((n for n in ("asked", "text", "more", "answer") if getattr(row, n) is focus), None)
        self._write(changed)
        if name is not None:
            getattr(self.rows[to], name).setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, place: int) -> None:
        """Take a question off the list."""
        self.commit()
        changed = list(self._questions)
        del changed[place]
        self._write(changed)

    def add(self, more: list[Question]) -> None:
        """Put questions at the end; those that stand there already are left out."""
        self.commit()
        there = {question.text for question in self._questions}
        self._write([*self._questions, *(question for question in more if question.text not in there)])

    def is_in_bank(self, text: str) -> bool:
        """Whether the question can be picked for other conversations, too."""
        bank = shipped_bank().of_user(self._session.store.own_questions())
        return any(same(question.text) == same(text) for question in bank)

    def keep_in_bank(self, place: int) -> None:
        """Put a question that was worded here among the user's own, to be picked again."""
        self.commit()
        question = self._questions[place]
        self._session.run(self._session.store.add_question, question.text, question.kind, initiator=self)

    def commit(self) -> None:
        """Write what is not written yet."""
        for row in list(self.rows):
            row.commit()

    def _write(self, questions: list[Question]) -> None:
        if self._interview_id is not None:
            self._session.run(self._session.store.set_questions, self._interview_id, tuple(questions), initiator=self)

    def _drop_rows(self, keep: int) -> None:
        while len(self.rows) > keep:
            row = self.rows.pop()
            self.card.list.removeWidget(row)
            row.hide()
            row.deleteLater()
