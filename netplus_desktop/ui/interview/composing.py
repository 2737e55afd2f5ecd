"""The composer of every letter: text with its count, places to fill, Copy and Mail, then "Did you send it?".

It never sends anything: what it makes goes to the clipboard, to the mail program, or into an unsent mail file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt, QTemporaryDir, QUrl, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QFont,
    QGuiApplication,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Letter
from netplus_desktop.core.snippets import at_hand, filled
from netplus_desktop.documents import letters, mail
from netplus_desktop.documents.approach import signs
from netplus_desktop.documents.file_names import safe_file_name
from netplus_desktop.documents.snippets import SHIPPED
from netplus_desktop.documents.tones import LetterTone
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import bring_into_sight, button, show_saved
from netplus_desktop.ui.interview.handing_over import letters_folder
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Chip, FlowLayout, Label, Strip, announce


class Way(Enum):
    """How a text reaches the other person."""

    MAIL = "mail"  # a subject; Copy, Open in mail, Save as mail file
    MESSAGE = "message"  # pasted into another program: no subject, Copy alone
    CALL = "call"  # spoken: no subject, Copy alone, and "Did you call?"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a text reads well: from `least` to `most` words, or characters. 0 stands for no limit.

    A text that is longer is never held back: the count tells of it, quietly. Characters are counted as LinkedIn does.
    """

    least: int = 0
    most: int = 0
    characters: bool = False


class _Gaps(QSyntaxHighlighter):
    """Marks the places in [brackets] that only the user can fill."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        mark = QTextCharFormat()
        mark.setForeground(theme.colour(Tone.DUE))
        mark.setFontWeight(QFont.Weight.DemiBold)
        mark.setFontUnderline(True)
        for gap in set(letters.gaps(text)):
            at = text.find(gap)
            while at >= 0:
                self.setFormat(at, len(gap), mark)
                at = text.find(gap, at + 1)


class LetterBody(GrowingTextEdit):
    """The text of a letter, its gaps marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", least=8, parent=parent)
        self._gaps = _Gaps(self.document())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_gaps"):
            self._gaps.rehighlight()


class Composer(QWidget):
    """One letter, edited in place.

    Whoever shows it keeps it: on `edited` the text goes into the vault, and where that is refused `keep_unsaved` says
    so; on `sent` the fact is recorded.
    """

    edited = Signal(str, str)
    """(subject, body): the user wrote something; told after a pause and on leaving."""
    typed = Signal()
    """The text is another, at each keystroke: for what `set_hint` tells."""
    sent = Signal()
    """The user said that it went out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._to = ""
        self._way = Way.MAIL
        self._limits = Limits()
        self._file_name = ""
        self._fields: Mapping[str, str] = {}
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        """What hands an address or a file to the desktop."""
        self.subject = CommitLineEdit()
        self.subject.setPlaceholderText(self.tr("Subject"))
        self.subject.setAccessibleName(self.tr("Subject"))
        self.subject.committed.connect(self._edited)
        self.subject.textChanged.connect(self._changed)
        self.body = LetterBody()
        self.body.setAccessibleName(self.tr("Letter"))
        self.body.committed.connect(self._edited)
        self.body.textChanged.connect(self._changed)
        self.count = Label("", tone=Tone.SECOND, wrap=True)
        self.hint = Label("", tone=Tone.SECOND, wrap=True)
        self.hint.hide()
        self.gaps_label = Label("", tone=Tone.DUE, wrap=True)
        self.stop_strip = Strip()
        self.stop_strip.acted.connect(self.go_to_gap)
        self.copy_button = button(self.tr("Copy"), primary=True)
        self.copy_button.clicked.connect(self.copy)
        self.mail_button = button(self.tr("Open in &mail"))
        self.mail_button.clicked.connect(self.open_in_mail)
        self.file_button = button(self.tr("Save as mail file…"))
        self.file_button.clicked.connect(self.ask_for_file)
        self.snippets_menu = QMenu(self)
        self.snippets_menu.triggered.connect(self.put_in)
        self.snippets_menu.aboutToShow.connect(self._fill_snippets)
        self.snippets_button = button(self.tr("Snippet"))
        self.snippets_button.setToolTip(self.tr("Put a piece of text in, where the caret stands"))
        self.snippets_button.setMenu(self.snippets_menu)
        buttons = QWidget()
        self._buttons = FlowLayout(buttons)
        for press in (self.copy_button, self.mail_button, self.file_button, self.snippets_button):
            self._buttons.addWidget(press)
        self.sent_bar = SentBar()
        self.sent_bar.acted.connect(self.sent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        for item in (
            self.subject,
            self.body,
            self.count,
            self.hint,
            self.gaps_label,
            self.stop_strip,
            buttons,
            self.sent_bar,
        ):
            column.addWidget(item)
        self._changed()

    # --- what is shown -----------------------------------------------------------------------------------

    def show_text(
        self,
        subject: str,
        body: str,
        to: str,
        limits: Limits,
        *,
        way: Way = Way.MAIL,
        file_name: str = "",
        fields: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Show a letter that is kept already, or "" for a new one. What was asked about another one is put away.

        `to` is the one recipient's address, or "": the mail program asks then. `file_name` names the mail file,
        without its suffix. `fields` fill the snippets (`documents.snippets.fields_of`).
        """
        self._to, self._limits, self._way, self._file_name, self._fields = to, limits, way, file_name, fields
        self.subject.set_text(subject)
        self.body.set_text(body)
        self.stop_strip.hide()
        self.sent_bar.hide()
        self.set_hint("")
        for widget in (self.subject, self.mail_button, self.file_button):
            widget.setVisible(way is Way.MAIL)
        self._changed()

    def show_saved(self, subject: str, body: str) -> None:
        """The vault holds this now; what is being typed stays."""
        show_saved(self.subject, subject)
        show_saved(self.body, body)
        self._changed()

    def resume(self, subject: str, body: str) -> None:
        """Show a text that is not kept yet; it is told after a pause."""
        self.subject.setText(subject)
        self.body.setPlainText(body)

    def set_hint(self, text: str) -> None:
        """A quiet sentence under the count; "" for none."""
        if text and text != self.hint.text():
            announce(self, text)
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def add_button(self, press: QPushButton) -> None:
        """Put another button behind those that hand the letter over."""
        self._buttons.addWidget(press)

    # --- what stands in it -------------------------------------------------------------------------------

    def letter(self) -> Letter:
        """The letter as it stands in the fields."""
        subject = self.subject.text().strip() if self._way is Way.MAIL else ""
        return Letter(subject, self.body.toPlainText())

    def changed(self) -> bool:
        """Whether something was typed that is not told yet, or that the vault refused."""
        return self.subject.changed() or self.body.changed()

    def commit(self) -> None:
        """Tell what is not told yet."""
        self.subject.commit()
        self.body.commit()

    def keep_unsaved(self) -> None:
        """The vault refused the text: it is told again, and nothing is shown over it."""
        self.subject.keep_unsaved()
        self.body.keep_unsaved()

    def gaps(self) -> tuple[str, ...]:
        """The places in [brackets] that are still to be filled."""
        subject = letters.gaps(self.subject.text()) if self._way is Way.MAIL else ()
        return tuple(dict.fromkeys((*subject, *letters.gaps(self.body.toPlainText()))))

    # --- what the user does with it ----------------------------------------------------------------------

    def copy(self) -> None:
        """Put the text on the clipboard, unless a place in it is still to be filled."""
        if self._stopped():
            return
        self.commit()
        QGuiApplication.clipboard().setText(self.letter().body)
        called = self._way is Way.CALL
        self._ask(self.tr("Copied. Did you call?") if called else self.tr("Copied. Did you send it?"))

    def open_in_mail(self) -> None:
        """Hand the letter to the mail program: as an address while it is short, else as an unsent mail file."""
        if self._stopped():
            return
        self.commit()
        short = mail.mailto(self._to, self.letter())
        if short is not None:
            opened = self.open_address(QUrl(short, QUrl.ParsingMode.StrictMode))
        else:
            path = Path(self._folder.path()) / self._mail_file()
            path.write_bytes(mail.draft(self._to, self.letter()))
            opened = self.open_address(QUrl.fromLocalFile(str(path)))
        if opened:
            self._ask(self.tr("Did you send it?"))
        else:
            self._tell(self.tr("No mail program answered. You could copy the letter or save it as a file."))

    def ask_for_file(self) -> None:
        """Let the user choose where an unsent mail file goes."""
        if self._stopped():
            return
        self.commit()
        dialog = QFileDialog(self, self.tr("Save the letter as an unsent mail"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Mail (*.eml)"))
        dialog.setDefaultSuffix("eml")
        dialog.selectFile(self._mail_file())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_file)
        dialog.open()

    def write_file(self, name: str) -> None:
        """Write the unsent mail to this file."""
        try:
            with whole_file(Path(name)) as file:
                file.write(mail.draft(self._to, self.letter()))
        except FileError:
            self._tell(
                self.tr(
                    "“{file}” could not be written. The letter is kept here; you could choose another folder."
                ).format(file=Path(name).name)
            )
        else:
            self._ask(self.tr("Saved. Did you send it?"))

    def go_to_gap(self) -> None:
        """Select the first place that is still to be filled."""
        in_subject = letters.gaps(self.subject.text()) if self._way is Way.MAIL else ()
        if in_subject:
            self.subject.setSelection(self.subject.text().find(in_subject[0]), len(in_subject[0]))
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        text = self.body.toPlainText()
        for gap in letters.gaps(text)[:1]:
            cursor = self.body.textCursor()
            at = text.find(gap)
            cursor.setPosition(at)
            cursor.setPosition(at + len(gap), QTextCursor.MoveMode.KeepAnchor)
            self.body.setTextCursor(cursor)
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QAction)
    def put_in(self, chosen: QAction) -> None:
        """Put a snippet in where the caret stands; its first gap is selected."""
        if chosen.data() is None:
            return
        text = filled(str(chosen.data()), self._fields)
        cursor = self.body.textCursor()
        at = cursor.selectionStart()
        cursor.insertText(text)
        gaps = letters.gaps(text)
        if gaps:
            cursor.setPosition(at + text.find(gaps[0]))
            cursor.setPosition(cursor.position() + len(gaps[0]), QTextCursor.MoveMode.KeepAnchor)
        self.body.setTextCursor(cursor)
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def edit_snippets(self) -> None:
        """Open the user's snippets; what is selected in the letter can become a new one."""
        from netplus_desktop.ui.interview.snippets import SnippetDialog

        selected = self.body.textCursor().selectedText().replace("\u2029", "\n")
        SnippetDialog(self._session, selected, self).open()

    # --- inside ------------------------------------------------------------------------------------------

    @cached_property
    def _folder(self) -> QTemporaryDir:
        return letters_folder()

    def _mail_file(self) -> str:
        return safe_file_name(self._file_name or self.tr("Letter"), ".eml")

    @Slot()
    def _fill_snippets(self) -> None:
        self.snippets_menu.clear()
        for snippet in at_hand(SHIPPED, self._session.store.snippets()):
            self.snippets_menu.addAction(snippet.name.replace("&", "&&")).setData(snippet.text)
        self.snippets_menu.addSeparator()
        if self.body.textCursor().hasSelection():
            edit = self.snippets_menu.addAction(self.tr("&Keep the selected text…"))
        else:
            edit = self.snippets_menu.addAction(self.tr("&Edit snippets…"))
        edit.triggered.connect(self.edit_snippets)

    def _stopped(self) -> bool:
        """Whether a gap holds the letter back; then it says so in place."""
        gaps = self.gaps()
        if not gaps:
            self.stop_strip.hide()
            return False
        if len(gaps) == 1:
            text = self.tr("One place is still to be filled: {gaps}")
        else:
            text = self.tr("Some places are still to be filled: {gaps}")
        self._tell(text.format(gaps=", ".join(gaps)), self.tr("Go there"))
        self.gaps_label.hide()  # the strip says the same, with a way to go there
        return True

    def _tell(self, text: str, action: str = "") -> None:
        self.stop_strip.tell(text, action)
        bring_into_sight(self.stop_strip)

    def _ask(self, text: str) -> None:
        self.sent_bar.ask(text)
        bring_into_sight(self.sent_bar)

    def _edited(self) -> None:
        # both fields together: whoever keeps the letter writes it whole
        self.subject.set_text(self.subject.text())
        self.body.set_text(self.body.toPlainText())
        self.edited.emit(self.subject.text().strip(), self.body.toPlainText())

    def _changed(self) -> None:
        gaps = self.gaps()
        if not gaps:
            self.stop_strip.hide()
        self.gaps_label.setVisible(bool(gaps) and self.stop_strip.isHidden())
        self.gaps_label.setText(self.tr("Still to fill: {gaps}").format(gaps=", ".join(gaps)))
        self._tell_length()
        self.typed.emit()

    def _tell_length(self) -> None:
        text, limits = self.body.toPlainText(), self._limits
        least, most = limits.least, limits.most
        if limits.characters:
            n, plain = signs(text), self.tr("{n} characters")
            between, up_to = self.tr("{n} characters · {least} to {most} fit"), self.tr("{n} characters · {most} fit")
        else:
            n, plain = letters.word_count(text), self.tr("{n} words")
            between = self.tr("{n} words · {least} to {most} reads well")
            up_to = self.tr("{n} words · up to {most} reads well")
        fine = n >= least and (not most or n <= most)
        self.count.setText((plain if fine else between if least else up_to).format(n=n, least=least, most=most))
        self.count.set_tone(Tone.SECOND if fine else Tone.DUE)


class ToneRow(QWidget):
    """The tones a letter can be composed in, one of them chosen."""

    chosen = Signal()
    """The user chose another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            LetterTone.WARM: self.tr("Warm"),
            LetterTone.PLAIN: self.tr("Plain"),
            LetterTone.FORMAL: self.tr("Formal"),
        }
        self.chips = {tone: Chip(name) for tone, name in names.items()}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(Label(self.tr("Tone:"), tone=Tone.SECOND))
        for tone, chip in self.chips.items():
            chip.setAccessibleName(self.tr("Tone: {name}").format(name=names[tone]))
            self._group.addButton(chip)
            row.addWidget(chip)
        self.chips[LetterTone.WARM].setChecked(True)
        self._group.buttonClicked.connect(self.chosen)

    def tone(self) -> LetterTone:
        """The one that is chosen."""
        return next(tone for tone, chip in self.chips.items() if chip.isChecked())

    def show_tone(self, tone: LetterTone) -> None:
        """Show which one was chosen before."""
        self.chips[tone].setChecked(True)


class SentBar(Strip):
    """ "Did you send it?", answered with one key: `acted` is the Yes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.yes = self.action_button()
        self.not_yet = button(self.tr("&Not yet"))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.not_yet)
        self.acted.connect(self.put_away)
        self.not_yet.clicked.connect(self.put_away)

    def ask(self, text: str) -> None:
        """Ask, and have the answer under the keyboard."""
        self.tell(text, self.tr("&Yes"), closable=False)
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
