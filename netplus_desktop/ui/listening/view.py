"""What the window shows while two people talk: large notes, the questions beside them, how far the meeting is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from netplus_desktop.core.records import HeardKind
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.interview.heard import NeedsSection
from netplus_desktop.ui.interview.notes import NotesEdit, NotesSection
from netplus_desktop.ui.interview.questions import QuestionsSection
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.listening.clock import MeetingClock
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import ElidingLabel, Label

LARGER = 4.0
"""Points by which the notes are larger than other text."""

_CHARACTERS = 80
"""Lines of notes are no longer than this, to be read in one look."""


class LargeNotes(NotesEdit):
    """The notes in large letters, as high as there is room; what is longer is scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(theme.GAP_WIDE)
        self._enlarge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._enlarge()  # a font once set no longer follows the program's

    def _enlarge(self) -> None:
        large = QFont(QApplication.font())
        large.setPointSizeF(large.pointSizeF() + LARGER)
        if self.font() != large:
            self.setFont(large)
            self.setMaximumWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)

    def _fit(self) -> None:
        """Its height is that of the room."""


class ListeningView(QWidget):
    """Notes, questions and the clock of one conversation."""

    left = Signal()
    """The user goes back to the desk."""
    held = Signal()
    """The user says that they have talked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.name = ElidingLabel("", Type.SECTION)
        self.clock = MeetingClock(session)
        self.leave = button(self.tr("Back to the &desk"))
        self.leave.setToolTip(self.tr("Leave the listening mode; all is saved (F11 or Escape)"))
        self.leave.clicked.connect(self.left)
        self.talked = button(self.tr("We have &talked"), primary=True)
        self.talked.setToolTip(self.tr("Record that it took place, and look back on it in five questions"))
        self.talked.clicked.connect(self.held)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(self.name, 1)
        top.addWidget(self.leave)
        top.addWidget(self.talked)

        self.notes = NotesSection(session, LargeNotes())
        self.notes.heading.hide()
        self.notes.listen.hide()
        self.notes.setMaximumWidth(_WIDEST)
        self.letters = Label("", tone=Tone.SECOND, wrap=True)
        self.written = QWidget()
        written = QVBoxLayout(self.written)
        written.setContentsMargins(0, 0, 0, 0)
        written.setSpacing(theme.GAP_SMALL)
        written.addWidget(self.notes, 1)
        written.addWidget(self.letters)

        self.questions = QuestionsSection(session)
        self.questions.pick.hide()
        self.questions.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.needs = NeedsSection(session)
        self.needs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.none = Label(self.tr("No questions are picked for this talk."), tone=Tone.SECOND, wrap=True)
        self._inner = inner = QWidget()
        self._order: list[QWidget] = []
        inner.setAutoFillBackground(True)
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        asked = QVBoxLayout(inner)
        asked.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        asked.addWidget(self.questions)
        asked.addWidget(self.none)
        asked.addSpacing(theme.GAP)
        asked.addWidget(self.needs)
        asked.addStretch(1)
        self.side = QScrollArea()
        self.side.setWidget(inner)
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        body = QHBoxLayout()
        body.setSpacing(theme.GAP_PAGE)
        body.addWidget(self.written, 5)
        body.addWidget(self.side, 3)
        column = QVBoxLayout(self)
        pad = theme.DETAIL_PADDING
        column.setContentsMargins(pad, theme.GAP_WIDE, pad, pad)
        column.setSpacing(theme.GAP_WIDE)
        column.addLayout(top)
        column.addWidget(self.clock)
        column.addLayout(body, 1)

    def refresh(self, shown: Shown) -> None:
        """Show the conversation in front as it is now."""
        self.name.setText(self.tr("Listening to {name}").format(name=shown.contact.person.name))
        self.notes.refresh(shown)
        self.questions.refresh(shown)
        some = bool(shown.interview and shown.interview.questions)
        self.questions.setVisible(some)
        self.none.setVisible(not some)
        self.needs.refresh(shown)
        self.needs.setVisible(bool(self.needs.rows))
        self._show_letters(shown)
        self._order = tab_in_reading_order(self._inner, self._order)

    def begin(self) -> None:
        """Put the caret behind what is written."""
        cursor = self.notes.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.notes.edit.setTextCursor(cursor)
        self.notes.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Write what is not written yet."""
        self.notes.commit()
        self.questions.commit()
        self.needs.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_letters(self, shown: Shown) -> None:
        """The letters that file a line, with how much was filed."""
        here = shown.interview.id if shown.interview else None
        texts = []
        for kind, text in (
            (HeardKind.NEED, self.tr("n need")),
            (HeardKind.TAKEAWAY, self.tr("t takeaway")),
            (HeardKind.REFERRAL, self.tr("r referral")),
            (HeardKind.PROMISE, self.tr("p promise")),
            (HeardKind.ENERGY, self.tr("e energy topic")),
        ):
            count = sum(thing.interview_id == here for thing in shown.heard(kind))
            texts.append(self.tr("{letter} ({n})").format(letter=text, n=count) if count else text)
        self.letters.setText(" · ".join(texts))


_WIDEST = 16_777_215
"""No limit: as wide as Qt lets a widget be."""
