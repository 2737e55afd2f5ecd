"""Text fields that tell their text when it is to be written, and leave undo to the program where they have none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from netplus_desktop.ui import theme

COMMIT_AFTER = 800
"""Milliseconds without a keystroke after which a text is written."""


def _nothing_to_undo(event: QEvent, undo: bool, redo: bool) -> bool:
    """Whether `event` claims the undo or redo key although the field has nothing to take back.

    A text field swallows these keys even then, and the program's own undo would never hear of them.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    from PySide6.QtGui import QKeySequence

    return (event.matches(QKeySequence.StandardKey.Undo) and not undo) or (
        event.matches(QKeySequence.StandardKey.Redo) and not redo
    )


class CommitLineEdit(QLineEdit):
    """A line that tells its text on Enter or when the focus leaves. Escape brings back the old text."""

    committed = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self._refused = False
        self.set_text(text)
        self.editingFinished.connect(self.commit)

    def set_text(self, text: str) -> None:
        """Show a text that is saved already."""
        self._saved, self._refused = text, False
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def changed(self) -> bool:
        """Whether something was typed that is not told yet."""
        return self._refused or self.text() != self._saved

    def keep_unsaved(self) -> None:
        """The vault refused the text: it counts as not told, so that it is told again and never overwritten."""
        self._refused = True

    def commit(self) -> None:
        """Tell the text if it was changed."""
        if self.changed():
            self._saved, self._refused = self.text(), False
            self.committed.emit(self._saved)

    def event(self, event: QEvent) -> bool:
        if _nothing_to_undo(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._saved:
            self.setText(self._saved)
            self.selectAll()
            return
        super().keyPressEvent(event)


class GrowingTextEdit(QPlainTextEdit):
    """Plain text that is as high as what stands in it, and tells it on leaving or after a pause in typing.

    Tab leaves. `least` and `most` are lines; above `most` it scrolls.
    """

    committed = Signal(str)

    def __init__(self, text: str = "", least: int = 2, most: int = 400, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self._refused = False
        self._least, self._most = least, most
        self._height = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(COMMIT_AFTER)
        self._pause.timeout.connect(self.commit)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(theme.GAP_SMALL)
        self.set_text(text)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def set_text(self, text: str) -> None:
        """Show a text that is saved already. The field's own history is emptied where the text is another."""
        self._pause.stop()
        self._saved, self._refused = text, False
        if text != self.toPlainText():
            at = self.textCursor().position()
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
            self._pause.stop()

    def changed(self) -> bool:
        """Whether something was typed that is not told yet."""
        return self._refused or self.toPlainText() != self._saved

    def keep_unsaved(self) -> None:
        """The vault refused the text: it counts as not told, so that it is told again and never overwritten."""
        self._refused = True

    def commit(self) -> None:
        """Tell the text if it was changed."""
        self._pause.stop()
        if self.changed():
            self._saved, self._refused = self.toPlainText(), False
            self.committed.emit(self._saved)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if _nothing_to_undo(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._height:
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, self._height)

    def _typed(self) -> None:
        if self.changed():
            self._pause.start()
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        block = self.document().begin()
        text = 0.0
        while block.isValid() and text <= self._most * line:
            text += self.blockBoundingRect(block).height()
            block = block.next()
        around = 2 * (round(self.document().documentMargin()) + self.frameWidth())
        height = round(min(max(text, self._least * line), self._most * line)) + around
        whole = text <= self._most * line
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() is not policy:
            self.setVerticalScrollBarPolicy(policy)
        if height != self._height:
            self._height = height
            self.updateGeometry()
