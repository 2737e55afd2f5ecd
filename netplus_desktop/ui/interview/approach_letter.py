"""The letter before a meeting: the approach in one of its forms, the reminder or the confirmation, edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from netplus_desktop.core.records import Draft, DraftKind, Interview, Letter, PointKind
from netplus_desktop.documents import approach
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.approach import FORMS, gone_out, waiting
from netplus_desktop.ui.interview.composing import Composer, Limits, Way
from netplus_desktop.ui.interview.fields import link
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Chip, FlowLayout

_WAYS = {DraftKind.APPROACH_NOTE: Way.MESSAGE, DraftKind.APPROACH_CALL: Way.CALL}
_NOTE = Limits(most=approach.MOST_SIGNS, characters=True)
_SHORT = Limits(most=approach.MOST_WORDS)


class ApproachLetter(QWidget):
    """The forms at the top, the composer under them. What it shows is kept in the vault as soon as it is composed."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._kind = DraftKind.APPROACH
        names = {
            DraftKind.APPROACH: self.tr("E-mail"),
            DraftKind.APPROACH_NOTE: self.tr("LinkedIn note"),
            DraftKind.APPROACH_CALL: self.tr("Phone call"),
        }
        self.forms = {kind: Chip(name) for kind, name in names.items()}
        self._group = QButtonGroup(self)
        self._form_row = QWidget()
        flow = FlowLayout(self._form_row)
        for kind, chip in self.forms.items():
            chip.setAccessibleName(self.tr("Approach by: {name}").format(name=names[kind]))
            self._group.addButton(chip)
            flow.addWidget(chip)
        self._group.buttonClicked.connect(self._form_chosen)
        self.composer = Composer(session)
        self.composer.edited.connect(self._save)
        self.composer.typed.connect(self._hint)
        self.composer.sent.connect(self._sent)
        self.again = link(self.tr("Compose again"))
        self.again.setToolTip(self.tr("Your own edits give way to a new draft"))
        self.again.clicked.connect(self.compose)
        self.throw_away = link(self.tr("Throw away"))
        self.throw_away.clicked.connect(self._throw_away)
        self.close_button = link(self.tr("Close"))
        self.close_button.clicked.connect(self.close_letter)
        for press in (self.again, self.throw_away, self.close_button):
            self.composer.add_button(press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self._form_row)
        column.addWidget(self.composer)
        self.hide()

    # --- showing -----------------------------------------------------------------------------------------

    def refresh(self, shown: Shown) -> None:
        """Follow the vault; a letter that went out, or that was taken back, is put away."""
        other = self._shown is None or self._interview_id(self._shown) != self._interview_id(shown)
        self._shown = shown
        if other:
            self.composer.show_text("", "", "", Limits())
            self.hide()
        if self.isHidden():
            return
        draft = self.draft()
        if draft is not None:
            self.composer.show_saved(draft.subject, draft.body)
        elif not self.composer.changed():
            self.hide()

    def open(self, kind: DraftKind) -> None:
        """Show the letter of this kind; the first time it is composed from what is known."""
        interview = self._interview()
        if interview is None:
            return
        same = not self.isHidden() and kind is self._kind
        if not same and not self.unfinished():
            self._show(kind)
            draft = self.draft()
            if draft is None:
                self.compose()
            else:
                self._show_text(Letter(draft.subject, draft.body))
        self.show()
        self.composer.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def compose(self) -> None:
        """Draft the letter from the plan and from what links us."""
        if self._shown is not None and self._shown.interview is not None:
            letter = self._composed(self._shown, self._shown.interview)
            self._show_text(letter)
            self.show()
            self._save(letter.subject, letter.body)

    def close_letter(self) -> None:
        """Fold the letter away; its draft is kept."""
        self.commit()
        self.hide()
        self.closed.emit()

    def commit(self) -> None:
        """Write what is not written yet."""
        self.composer.commit()

    def draft(self) -> Draft | None:
        """The letter of the kind in front that has not gone out."""
        there = waiting(self._shown) if self._shown else ()
        return next((draft for draft in there if draft.kind is self._kind), None)

    def unfinished(self) -> list[str]:
        """Kind, subject and body of a letter that the vault has not taken."""
        letter = self.composer.letter()
        return [str(self._kind), letter.subject, letter.body] if self.composer.changed() else []

    def resume(self, kept: list[str]) -> None:
        """Show it again; it is saved after a pause."""
        kind, subject, body = kept
        self._show(DraftKind(kind))
        self._show_text(Letter("", ""))
        self.composer.resume(subject, body)
        self.show()

    # --- inside ------------------------------------------------------------------------------------------

    @staticmethod
    def _interview_id(shown: Shown) -> int | None:
        return shown.interview.id if shown.interview else None

    def _interview(self) -> Interview | None:
        return self._shown.interview if self._shown else None

    def _show(self, kind: DraftKind) -> None:
        self._kind = kind
        self._form_row.setVisible(kind in FORMS)
        if kind in FORMS:
            self.forms[kind].setChecked(True)

    def _show_text(self, letter: Letter) -> None:
        shown, kind = self._shown, self._kind
        if shown is None:
            return
        person = shown.contact.person
        titles = {
            DraftKind.NUDGE: self.tr("Reminder {name}"),
            DraftKind.CONFIRM: self.tr("Confirmation {name}"),
        }
        mails = person.values(PointKind.EMAIL)
        self.composer.show_text(
            letter.subject,
            letter.body,
            mails[0] if mails else "",
            _NOTE if kind is DraftKind.APPROACH_NOTE else _SHORT,
            way=_WAYS.get(kind, Way.MAIL),
            file_name=titles.get(kind, self.tr("Approach {name}")).format(name=person.name),
        )

    def _composed(self, shown: Shown, interview: Interview) -> Letter:
        contact, now, signature = shown.contact, shown.now, self._session.settings.signature
        if self._kind is DraftKind.APPROACH_NOTE:
            return Letter("", approach.approach_note(contact, interview, now, signature=signature))
        if self._kind is DraftKind.APPROACH_CALL:
            return Letter("", approach.approach_call(contact, interview, now, signature=signature))
        if self._kind is DraftKind.NUDGE:
            return approach.nudge(contact, interview, now, first=_first(shown), signature=signature)
        if self._kind is DraftKind.CONFIRM:
            return approach.confirmation(contact, interview, signature=signature)
        return approach.approach_mail(contact, interview, now, signature=signature)

    def _form_chosen(self, chip: QAbstractButton) -> None:
        self.commit()
        if self.unfinished():  # the vault refused: what was written is not shown over
            self.forms[self._kind].setChecked(True)
            return
        self.open(next(kind for kind, one in self.forms.items() if one is chip))

    def _save(self, subject: str, body: str) -> None:
        shown = self._shown
        if shown is None or shown.interview is None:
            return
        done = self._session.run(
            self._session.store.save_draft,
            shown.contact.id,
            self._kind,
            subject,
            body,
            interview_id=shown.interview.id,
            initiator=self,
        )
        if done is None:
            self.composer.keep_unsaved()

    def _hint(self) -> None:
        """A quiet word where the letter can read as asking for a job."""
        letter = self.composer.letter()
        found = approach.job_words(f"{letter.subject}\n{letter.body}") if self._kind is not DraftKind.CONFIRM else ()
        text = self.tr("{words} can read as asking for a job. Asking for a talk alone is easier to grant.")
        named = ", ".join(f"“{word}”" for word in found)
        self.composer.set_hint(text.format(words=named) if found else "")

    def _sent(self) -> None:
        self.commit()
        draft = self.draft()
        if draft is not None:
            store = self._session.store
            self._session.run(store.draft_sent, draft.id, store.now(), initiator=self)

    def _throw_away(self) -> None:
        self.commit()
        draft = self.draft()
        if draft is not None:
            self._session.run(self._session.store.delete_draft, draft.id, initiator=self)


def _first(shown: Shown) -> Letter | None:
    """The approach that went out, where it was a mail."""
    mails = [draft for draft in gone_out(shown) if draft.kind is DraftKind.APPROACH]
    return Letter(mails[-1].subject, mails[-1].body) if mails else None
