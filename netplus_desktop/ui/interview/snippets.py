"""The user's snippets: a list to choose from, the chosen one to write in. There is no Save: what is typed is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.snippets import FIELDS, Snippet, at_hand
from netplus_desktop.documents.snippets import SHIPPED
from netplus_desktop.documents.wording import fewer_words
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

LETTERS, LINES = 92, 26

_NAMED_BY = 5  # words


class SnippetDialog(Frame):
    """Edits snippets. One that came with the program becomes the user's own when it is written in."""

    def __init__(self, session: Session, selected: str = "", parent: QWidget | None = None) -> None:
        """`selected` is a text of a letter that is to become a new snippet; "" for none."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Snippets"))
        self._session = session
        self._shown = Snippet("", "")
        fields = ", ".join(f"{{{field}}}" for field in FIELDS)
        self.body.addWidget(
            Label(
                self.tr("Pieces of text for your letters. {fields} are filled in; [brackets] wait for you.").format(
                    fields=fields
                ),
                tone=Tone.SECOND,
                wrap=True,
            )
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Snippets"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(theme.GAP_HAIR)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._chosen)
        self.name = CommitLineEdit()
        self.name.setAccessibleName(self.tr("Name of the snippet"))
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.committed.connect(self._keep)
        self.text = GrowingTextEdit(least=8, most=16)
        self.text.setAccessibleName(self.tr("Text of the snippet"))
        self.text.committed.connect(self._keep)
        self.add = button(self.tr("&New snippet"))
        self.add.clicked.connect(self.begin)
        self.remove = button(self.tr("&Remove"))
        self.remove.clicked.connect(self._remove)
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.name)
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(theme.GAP)
        both.addWidget(self.list, 2)
        both.addLayout(column, 3)
        self.body.addLayout(both, 1)
        close = self.button(self.tr("&Close"))
        close.clicked.connect(self.accept)
        session.changed.connect(self._refresh)
        session.refused.connect(self._refused)
        self._refresh()
        if selected:
            self.begin()
            self.text.setPlainText(selected)
        else:
            self.list.setCurrentRow(0)
        self.take_room(LETTERS, LINES)

    @Slot()
    def begin(self) -> None:
        """Begin a new one. It is kept as soon as it has a name."""
        self._commit()
        self.list.setCurrentRow(-1)
        self._show(Snippet("", ""))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        self._commit()
        super().done(result)

    def _commit(self) -> None:
        """Write what is not written yet. A text without a name takes its first words for one."""
        if not self.name.text().strip() and self.text.toPlainText().strip():
            self.name.setText(fewer_words(self.text.toPlainText(), _NAMED_BY))
        self.name.commit()
        self.text.commit()

    def _held(self) -> tuple[Snippet, ...]:
        return at_hand(SHIPPED, self._session.store.snippets())

    @Slot()
    def _refresh(self) -> None:
        """List them anew; the one that is shown stays shown."""
        self.list.blockSignals(True)
        self.list.clear()
        for snippet in self._held():
            item = QListWidgetItem(snippet.name, self.list)
            if snippet.name == self._shown.name:
                self.list.setCurrentItem(item)
                if not (self.name.changed() or self.text.changed()):
                    self._show(snippet)
        self.list.blockSignals(False)

    @Slot()
    def _chosen(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        name = item.text()
        self._commit()  # which lists them anew
        chosen = next((snippet for snippet in self._held() if snippet.name == name), None)
        if chosen is not None:
            self._show(chosen)
            self._refresh()

    def _show(self, snippet: Snippet) -> None:
        self._shown = snippet
        self.name.set_text(snippet.name)
        self.text.set_text(snippet.text)
        own = snippet.id is not None
        self.remove.setEnabled(own)
        self.remove.setToolTip("" if own else self.tr("Only what you wrote yourself can be removed"))
        self.show_error("")

    @Slot()
    def _keep(self) -> None:
        """Write what stands in the fields, once there is a name for it."""
        name, text = " ".join(self.name.text().split()), self.text.toPlainText()
        before = self._shown
        if not name or (name, text) == (before.name, before.text):
            return
        store = self._session.store
        self._shown = Snippet(name, text, before.id)
        if before.id is None:
            done = self._session.run(store.add_snippet, name, text, initiator=self)
        else:
            done = self._session.run(store.edit_snippet, before.id, name, text, initiator=self)
        if done is None:
            self._shown = before
            self.name.keep_unsaved()
            self.text.keep_unsaved()

    @Slot()
    def _remove(self) -> None:
        if self._shown.id is not None:
            gone = self._shown
            self._show(Snippet("", ""))
            self._session.run(self._session.store.delete_snippet, gone.id, initiator=self)
            self.list.setCurrentRow(0)

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        self.show_error(messages.text(error))
