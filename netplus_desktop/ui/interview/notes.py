"""The notes of a conversation: plain text whose lines file themselves by their first letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netplus_desktop.core.practice import filed_as
from netplus_desktop.core.records import HeardKind
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import Heading, link, show_saved
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import GrowingTextEdit
from netplus_desktop.ui.theme import Tone

LETTER_TONES = {
    HeardKind.NEED: Tone.DUE,
    HeardKind.TAKEAWAY: Tone.ACCENT,
    HeardKind.REFERRAL: Tone.SHARED,
    HeardKind.PROMISE: Tone.GAVE,
    HeardKind.ENERGY: Tone.FINE,
}
"""The colour of the letter that files a line."""

LONGEST_UNSAVED = 1000
"""Milliseconds after which notes are written although the typing goes on: no more is lost with the power."""


class _Letters(QSyntaxHighlighter):
    """Colours the first letter of each line that is filed."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        filed = filed_as(text)
        if filed:
            letter = QTextCharFormat()
            letter.setForeground(theme.colour(LETTER_TONES[filed[0]]))
            letter.setFontWeight(QFont.Weight.DemiBold)
            self.setFormat(0, 1, letter)


class NotesEdit(GrowingTextEdit):
    """The big text field of the notes. It saves itself after a pause, and every second of typing that knows no pause;
    the line being written is not filed yet."""

    saved = Signal(str, object)
    """(text, number of the unfinished line or None)"""
    _unfinished: int | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", least=5, parent=parent)
        self._letters = _Letters(self.document())
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_UNSAVED)
        self._longest.timeout.connect(self.commit)
        self.textChanged.connect(self._write_soon)
        self.committed.connect(self._tell)
        self.cursorPositionChanged.connect(self._line_left)

    def commit(self) -> None:
        """Save; a line that was held back is filed once the caret has left it."""
        changed = self.changed()
        super().commit()
        if not changed and self._unfinished is not None and self._unfinished != self._line_in_hand():
            self._tell(self.toPlainText())

    def finish(self) -> None:
        """Save and file everything, also the line that the caret stands on."""
        held = self._unfinished
        self._longest.stop()
        if self.changed() or held is not None:
            self.set_text(self.toPlainText())
            self._unfinished = None
            self.saved.emit(self._saved, None)

    def set_text(self, text: str) -> None:
        if text != self.toPlainText():
            self._unfinished = None
        super().set_text(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finish()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_letters"):
            self._letters.rehighlight()

    def _line_in_hand(self) -> int | None:
        """The line that is being written, if it would be filed."""
        block = self.textCursor().block()
        return block.blockNumber() if self.hasFocus() and filed_as(block.text()) else None

    def _line_left(self) -> None:
        if self._unfinished is not None and self.textCursor().blockNumber() != self._unfinished:
            self._pause.start()

    def _write_soon(self) -> None:
        if not self.changed():
            self._longest.stop()
        elif not self._longest.isActive():
            self._longest.start()

    def _tell(self, text: str) -> None:
        self._longest.stop()
        self._unfinished = self._line_in_hand()
        self.saved.emit(text, self._unfinished)


class NotesSection(QWidget):
    """The notes with the hint that tells the letters."""

    listen_requested = Signal()

    def __init__(self, session: Session, edit: NotesEdit | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._interview_id: int | None = None
        self.heading = Heading(self.tr("Notes"))
        self.heading.set_aside(self.tr("n need · t takeaway · r referral · p promise · e energy"))
        self.listen = link(self.tr("Listening mode"))
        self.listen.setToolTip(self.tr("Large notes for the talk, with your questions beside them (F11)"))
        self.listen.clicked.connect(self.listen_requested)
        self.edit = edit or NotesEdit()
        self.edit.setAccessibleName(self.tr("Notes"))
        self.edit.setAccessibleDescription(
            self.tr("Begin a line with n, t, r, p or e and a blank: need, takeaway, referral, promise or energy topic")
        )
        self.edit.setPlaceholderText(self.tr("Write as you talk. Begin a line with a letter and a blank to file it."))
        self.edit.saved.connect(self._save)
        self.setMaximumWidth(theme.NOTES_WIDTH)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_SMALL)
        top.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.listen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(top)
        column.addWidget(self.edit)

    def refresh(self, shown: Shown) -> None:
        """Show the notes of the conversation in front."""
        interview = shown.interview
        if interview is None:
            return
        if interview.id != self._interview_id:
            self._interview_id = interview.id
            self.edit.set_text(interview.notes)
            self.edit.document().clearUndoRedoStacks()
        else:
            show_saved(self.edit, interview.notes)

    def commit(self) -> None:
        """Write what is not written yet."""
        self.edit.finish()

    def unfinished(self) -> str:
        """Notes that the vault refused, as when the disk is full."""
        return self.edit.toPlainText() if self.edit.changed() else ""

    def resume(self, kept: str) -> None:
        """Let the user write on; it is saved after a pause."""
        self.edit.setPlainText(kept)

    def _save(self, text: str, unfinished: int | None) -> None:
        if self._interview_id is not None and self._session.busy:
            self.edit.keep_unsaved()  # it is written when the work under way is done
        elif self._interview_id is not None:
            done = self._session.run(
                self._session.store.save_notes, self._interview_id, text, unfinished=unfinished, initiator=self
            )
            if done is None:
                self.edit.keep_unsaved()
