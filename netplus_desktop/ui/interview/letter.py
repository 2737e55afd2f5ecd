"""The thank-you, composed in place from ticked things and edited by the user. The program never sends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QGuiApplication,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import (
    Direction,
    Heard,
    HeardKind,
    HeardState,
    Letter,
    Offer,
    PointKind,
)
from netplus_desktop.documents import letters, mail
from netplus_desktop.documents.file_names import safe_file_name
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import Heading, Tick, button, link, show_saved
from netplus_desktop.ui.interview.handing_over import letters_folder
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, CommitLineEdit, FlowLayout, GrowingTextEdit, Label, Strip


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
    """The text of the letter, its gaps marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", least=8, parent=parent)
        self._gaps = _Gaps(self.document())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_gaps"):
            self._gaps.rehighlight()


class LetterSection(QWidget):
    """Ticks at the top, the letter under them, then Copy and Open in mail, then "Did you send it?"."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._composed: Letter | None = None
        self._ticks: dict[tuple[str, int], Tick] = {}
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        """What hands an address or a file to the desktop."""
        self._drafts = letters_folder()
        self.heading = Heading(self.tr("Thank-you"))
        self._tick_box = QWidget()
        self._tick_flow = FlowLayout(self._tick_box, gap=theme.GAP)
        self._ticks_intro = Label(self.tr("Put in:"), tone=Tone.SECOND)
        self.again = link(self.tr("Compose again from the ticks"))
        self.again.setToolTip(self.tr("Your own edits give way to a new draft"))
        self.again.clicked.connect(self.compose)
        self.subject = CommitLineEdit()
        self.subject.setPlaceholderText(self.tr("Subject"))
        self.subject.setAccessibleName(self.tr("Subject"))
        self.subject.committed.connect(self._edited)
        self.body = LetterBody()
        self.body.setAccessibleName(self.tr("Letter"))
        self.body.committed.connect(self._edited)
        self.body.textChanged.connect(self._tell_length)
        self.gaps_label = Label("", tone=Tone.DUE, wrap=True)
        self.copy_button = button(self.tr("Copy"), primary=True)
        self.copy_button.clicked.connect(self.copy)
        self.mail_button = button(self.tr("Open in &mail"))
        self.mail_button.clicked.connect(self.open_in_mail)
        self.file_button = button(self.tr("Save as mail file…"))
        self.file_button.clicked.connect(self.ask_for_file)
        self.close_button = link(self.tr("Close"))
        self.close_button.clicked.connect(self.close_letter)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for press in (self.copy_button, self.mail_button, self.file_button, self.close_button):
            flow.addWidget(press)
        self.stop_strip = Strip()
        self.stop_strip.acted.connect(self.go_to_gap)
        self.sent_bar = _SentBar()
        self.sent_bar.answered.connect(self._answered)
        card = Card()
        for item in (
            self._ticks_intro,
            self._tick_box,
            self.again,
            self.subject,
            self.body,
            self.gaps_label,
            self.stop_strip,
            buttons,
            self.sent_bar,
        ):
            card.body.addWidget(item)
        self.setMaximumWidth(theme.NOTES_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heading)
        column.addWidget(card)

    # --- showing -----------------------------------------------------------------------------------------

    def refresh(self, shown: Shown) -> None:
        """Show the letter of the conversation in front; hidden when another conversation comes."""
        interview = shown.interview
        before = self._shown.interview.id if self._shown and self._shown.interview else None
        self._shown = shown
        if interview is None or interview.id != before:
            self._composed = None
            self.subject.set_text("")
            self.body.set_text("")
            self._drop_ticks(set())
            self.stop_strip.hide()
            self.sent_bar.hide()
            self.hide()
        if self.isHidden() or interview is None:
            return
        self._show_ticks()
        if interview.letter is not None:
            show_saved(self.subject, interview.letter.subject)
            show_saved(self.body, interview.letter.body)
        elif not self.body.changed():
            # an undo took the letter away
            self.close_letter()
            return
        self._show_state()

    def open(self) -> None:
        """Show the letter; the first time it is composed from all that was heard."""
        if self._shown is None or self._shown.interview is None:
            return
        was_hidden = self.isHidden()
        self.show()
        self._show_ticks()
        letter = self._shown.interview.letter
        if was_hidden and self.unfinished():
            self._show_state()  # it is kept here until the vault takes it
        elif letter is None:
            self.compose()
        elif was_hidden:
            self.subject.set_text(letter.subject)
            self.body.set_text(letter.body)
            self._composed = None
            self._show_state()
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_letter(self) -> None:
        """Fold the letter away; its draft is kept."""
        self.commit()
        self.hide()
        self.closed.emit()

    def commit(self) -> None:
        """Write what is not written yet."""
        self.subject.commit()
        self.body.commit()

    def unfinished(self) -> list[str]:
        """Subject and body of a letter that the vault refused, as when the disk is full."""
        texts = [self.subject.text(), self.body.toPlainText()]
        return texts if self.subject.changed() or self.body.changed() else []

    def resume(self, kept: list[str]) -> None:
        """Show it again; it is saved after a pause."""
        if self._shown is None or self._shown.interview is None:
            return
        self.show()
        self._show_ticks()
        subject, body = kept
        self.subject.setText(subject)
        self.body.setPlainText(body)
        self._show_state()

    # --- composing ---------------------------------------------------------------------------------------

    def compose(self) -> None:
        """Draft the letter from what is ticked."""
        shown = self._shown
        if shown is None or shown.interview is None:
            return
        letter = letters.thank_you(
            shown.contact,
            shown.interview,
            takeaways=self._ticked(self._takeaways()),
            promises=self._ticked(self._promises()),
            referrals=self._ticked(self._referrals()),
            offers=[offer for offer in self._offers() if self._is_ticked(("offer", offer.id))],
            now=shown.now,
            signature=self._session.settings.signature,
        )
        self._composed = letter
        self.subject.set_text(letter.subject)
        self.body.set_text(letter.body)
        self._save(letter)

    def ticks(self) -> dict[str, Tick]:
        """The ticks by their text."""
        return {tick.text().replace("&&", "&"): tick for tick in self._ticks.values()}

    def _takeaways(self) -> tuple[Heard, ...]:
        return self._shown.heard(HeardKind.TAKEAWAY) if self._shown else ()

    def _promises(self) -> tuple[Heard, ...]:
        promises = self._shown.heard(HeardKind.PROMISE) if self._shown else ()
        return tuple(promise for promise in promises if promise.state is not HeardState.WITHDRAWN)

    def _referrals(self) -> tuple[Heard, ...]:
        return self._shown.heard(HeardKind.REFERRAL) if self._shown else ()

    def _offers(self) -> list[Offer]:
        """The offers made to this person, latest first."""
        if self._shown is None:
            return []
        by_id = {offer.id: offer for offer in self._shown.offers}
        made = [e.offer_id for e in reversed(self._shown.contact.exchange) if e.direction is Direction.I_GAVE]
        return [by_id[made_id] for made_id in dict.fromkeys(made) if made_id in by_id]

    def _show_ticks(self) -> None:
        wanted = [("heard", h.id, h.text) for h in (*self._takeaways(), *self._promises(), *self._referrals())]
        wanted += [("offer", offer.id, offer.fields.title) for offer in self._offers()]
        self._drop_ticks({(what, which) for what, which, _ in wanted})
        for what, which, text in wanted:
            tick = self._ticks.get((what, which))
            if tick is None:
                tick = self._ticks[(what, which)] = Tick()
                tick.setChecked(True)
                tick.clicked.connect(self._ticks_changed)
                self._tick_flow.addWidget(tick)
            short = text if len(text) <= 48 else text[:47] + "…"
            tick.setText(short.replace("&", "&&"))
            tick.setAccessibleName(text)
        self._ticks_intro.setText(
            self.tr("Put in:") if wanted else self.tr("File a takeaway in the notes and it can stand in the letter.")
        )

    def _drop_ticks(self, keep: set[tuple[str, int]]) -> None:
        for gone in self._ticks.keys() - keep:
            tick = self._ticks.pop(gone)
            self._tick_flow.removeWidget(tick)
            tick.hide()
            tick.deleteLater()

    def _is_ticked(self, key: tuple[str, int]) -> bool:
        return key in self._ticks and self._ticks[key].isChecked()

    def _ticked(self, things: tuple[Heard, ...]) -> list[Heard]:
        return [thing for thing in things if self._is_ticked(("heard", thing.id))]

    def _ticks_changed(self) -> None:
        """Compose again, unless the user has written something of their own."""
        if self._composed and (self.subject.text(), self.body.toPlainText()) == (
            self._composed.subject,
            self._composed.body,
        ):
            self.compose()
        self._show_state()

    # --- what the user does with it ----------------------------------------------------------------------

    def letter(self) -> Letter:
        """The letter as it stands in the fields."""
        kept = self._shown.interview.letter if self._shown and self._shown.interview else None
        return Letter(self.subject.text().strip(), self.body.toPlainText(), kept.sent if kept else None)

    def copy(self) -> None:
        """Put the letter on the clipboard, unless a place in it is still to be filled."""
        if self._stopped():
            return
        self.commit()
        QGuiApplication.clipboard().setText(self.letter().body)
        self.sent_bar.ask(self.tr("Copied. Did you send it?"))

    def open_in_mail(self) -> None:
        """Hand the letter to the mail program: as an address while it is short, else as an unsent mail file."""
        if self._stopped():
            return
        self.commit()
        address = self._address()
        short = mail.mailto(address, self.letter())
        if short is not None:
            opened = self.open_address(QUrl(short, QUrl.ParsingMode.StrictMode))
        else:
            path = Path(self._drafts.path()) / self._file_name()
            path.write_bytes(mail.draft(address, self.letter()))
            opened = self.open_address(QUrl.fromLocalFile(str(path)))
        if opened:
            self.sent_bar.ask(self.tr("Did you send it?"))
        else:
            self.stop_strip.tell(self.tr("No mail program answered. You could copy the letter or save it as a file."))

    def ask_for_file(self) -> None:
        """Let the user choose where an unsent mail file goes."""
        if self._stopped():
            return
        self.commit()
        dialog = QFileDialog(self, self.tr("Save the letter as an unsent mail"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Mail (*.eml)"))
        dialog.setDefaultSuffix("eml")
        dialog.selectFile(self._file_name())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_file)
        dialog.open()

    def write_file(self, name: str) -> None:
        """Write the unsent mail to this file."""
        try:
            with whole_file(Path(name)) as file:
                file.write(mail.draft(self._address(), self.letter()))
        except FileError:
            self.stop_strip.tell(
                self.tr(
                    "“{file}” could not be written. The letter is kept here; you could choose another folder."
                ).format(file=Path(name).name)
            )
        else:
            self.sent_bar.ask(self.tr("Saved. Did you send it?"))

    def go_to_gap(self) -> None:
        """Select the first place that is still to be filled."""
        for field_gaps, field in ((letters.gaps(self.subject.text()), self.subject), (self._body_gaps(), self.body)):
            if not field_gaps:
                continue
            gap = field_gaps[0]
            if isinstance(field, CommitLineEdit):
                field.setSelection(field.text().find(gap), len(gap))
            else:
                cursor = field.textCursor()
                at = field.toPlainText().find(gap)
                cursor.setPosition(at)
                cursor.setPosition(at + len(gap), QTextCursor.MoveMode.KeepAnchor)
                field.setTextCursor(cursor)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _stopped(self) -> bool:
        """Whether a gap holds the letter back; then it says so in place."""
        gaps = self._all_gaps()
        if not gaps:
            self.stop_strip.hide()
            return False
        if len(gaps) == 1:
            text = self.tr("One place is still to be filled: {gaps}")
        else:
            text = self.tr("Some places are still to be filled: {gaps}")
        self.gaps_label.hide()  # the strip says the same, with a way to go there
        self.stop_strip.tell(text.format(gaps=", ".join(gaps)), self.tr("Go there"))
        return True

    def _body_gaps(self) -> tuple[str, ...]:
        return letters.gaps(self.body.toPlainText())

    def _all_gaps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*letters.gaps(self.subject.text()), *self._body_gaps())))

    def _address(self) -> str:
        mails = self._shown.contact.person.values(PointKind.EMAIL) if self._shown else ()
        return mails[0] if mails else ""

    def _file_name(self) -> str:
        name = self._shown.contact.person.name if self._shown else ""
        return safe_file_name(self.tr("Thank-you {name}").format(name=name), ".eml")

    def _edited(self) -> None:
        if self._shown and self._shown.interview:
            self.subject.set_text(self.subject.text())
            self.body.set_text(self.body.toPlainText())
            self._save(self.letter())

    def _save(self, letter: Letter) -> None:
        if self._shown and self._shown.interview:
            done = self._session.run(self._session.store.save_letter, self._shown.interview.id, letter, initiator=self)
            if done is None:
                self.subject.keep_unsaved()
                self.body.keep_unsaved()
        self._show_state()

    def _tell_length(self) -> None:
        count = letters.word_count(self.body.toPlainText())
        least, most = letters.FEWEST_WORDS, letters.MOST_WORDS
        if least <= count <= most:
            self.heading.set_aside(self.tr("{n} words").format(n=count))
        else:
            text = self.tr("{n} words · {least} to {most} reads well").format(n=count, least=least, most=most)
            self.heading.set_aside(text, Tone.DUE)

    def _show_state(self) -> None:
        self._tell_length()
        gaps = self._all_gaps()
        self.gaps_label.setVisible(bool(gaps) and self.stop_strip.isHidden())
        self.gaps_label.setText(self.tr("Still to fill: {gaps}").format(gaps=", ".join(gaps)))
        if not gaps:
            self.stop_strip.hide()
        self.again.setVisible(bool(self._ticks))
        sent = self._shown.interview.letter if self._shown and self._shown.interview else None
        if sent and sent.sent:
            self.sent_bar.hide()

    def _answered(self, sent: bool) -> None:
        if sent and self._shown and self._shown.interview:
            done = self._session.run(
                self._session.store.mark_sent, self._shown.interview.id, self._session.store.now(), initiator=self
            )
            if done is not None:
                self.hide()
                self.closed.emit()


class _SentBar(Strip):
    """ "Did you send it?", answered with one key."""

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.yes = self.action_button()
        self.not_yet = button(self.tr("&Not yet"))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.not_yet)
        self.acted.connect(self._sent)
        self.not_yet.clicked.connect(self._waiting)

    def ask(self, text: str) -> None:
        """Ask, and have the answer under the keyboard."""
        self.tell(text, self.tr("&Yes"), closable=False)
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sent(self) -> None:
        self.put_away()
        self.answered.emit(True)

    def _waiting(self) -> None:
        self.put_away()
        self.answered.emit(False)
