"""The notes after the thank-you, composed in place: what came of a referral or of advice, a congratulation."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from netplus_desktop.core.loops import Loop, LoopKind, LoopStage
from netplus_desktop.core.records import Draft, DraftKind, Letter
from netplus_desktop.documents import later_notes
from netplus_desktop.ui.interview.composing import Limits
from netplus_desktop.ui.interview.letter_card import LetterCard
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.interview.words import translate
from netplus_desktop.ui.session import Session


def loops_for(kind: DraftKind, loops: Sequence[Loop]) -> tuple[Loop, ...]:
    """The open loops that a note of this kind tells of."""
    if kind is DraftKind.ADVICE_USED:
        return tuple(loop for loop in loops if loop.kind is LoopKind.ADVICE)
    if kind is DraftKind.CONGRATULATION:
        return ()
    met = kind is DraftKind.REFERRAL_MET
    people = (loop for loop in loops if loop.kind is not LoopKind.ADVICE and (loop.stage is LoopStage.MET) is met)
    begun = tuple(people)
    return tuple(loop for loop in begun if loop.stage is not LoopStage.HEARD) or begun


class LaterNoteSection(LetterCard):
    """One note at a time."""

    limits = Limits(most=later_notes.MOST_WORDS)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._kind = DraftKind.ADVICE_USED
        self._loops: tuple[Loop, ...] = ()
        self.intro.setText(self.tr("Tells of:"))
        self.hide()

    # --- showing -----------------------------------------------------------------------------------------

    def refresh(self, shown: Shown) -> None:
        """Follow the vault; hidden when another person comes."""
        other = self._shown is None or self._shown.contact.id != shown.contact.id
        self._shown = shown
        if self.isHidden():
            return
        if other:
            self.composer.show_text("", "", "", self.limits)
            self.hide()
            return
        kept = self._kept()
        if kept is not None:
            self.composer.show_saved(kept.subject, kept.body)
        elif not self.composer.changed():
            self.close_letter()  # it went out, or an undo took it away

    def open(self, kind: DraftKind, loops: Sequence[Loop] | None = None) -> None:
        """Write a note of this kind, or go on with the one that was begun. `loops` are what it tells of; by default
        all that are open and of its kind."""
        if self._shown is None:
            return
        self.commit()
        self._kind = kind
        self._loops = tuple(loops_for(kind, self._session.store.open_loops(self._shown.contact)))
        wanted = self._loops if loops is None else tuple(loops)
        self._loops = tuple(dict.fromkeys((*wanted, *self._loops)))
        self._show_ticks(wanted)
        thanks = kind is DraftKind.REFERRAL_CONTACTED and wanted and all(loop.thanks for loop in wanted)
        title = self.tr("Thanks for the introduction") if thanks else names()[kind].replace("&", "")
        self.heading.title.setText(title)
        self.show()
        kept = self._kept()
        self._composed = self.drafted(self._shown)
        if kept is None:
            self.compose()
        else:
            self.show_letter(Letter(kept.subject, kept.body))
        self.composer.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfinished(self) -> list[str]:
        """Kind, subject and body of a note that the vault refused, as when the disk is full."""
        letter = self.composer.letter()
        changed = not self.isHidden() and self.composer.changed()
        return [self._kind.value, letter.subject, letter.body] if changed else []

    def resume(self, kept: list[str]) -> None:
        """Show it again; it is saved after a pause."""
        kind, subject, body = kept
        self.open(DraftKind(kind))
        self.composer.resume(subject, body)

    # --- composing ---------------------------------------------------------------------------------------

    def drafted(self, shown: Shown) -> Letter:
        signature, tone = self._session.settings.signature, self.tones.tone()
        return later_notes.later_note(self._kind, shown.contact, self._ticked(), signature=signature, tone=tone)

    def file_name(self, name: str) -> str:
        return self.tr("Note to {name}").format(name=name)

    def _ticked(self) -> list[Loop]:
        return [loop for loop in self._loops if self.things.is_ticked(loop)]

    def _show_ticks(self, ticked: Sequence[Loop]) -> None:
        self.things.clear()
        texts: dict[Hashable, str] = {one: one.person.name if one.person else one.text for one in self._loops}
        self.things.show_things(texts, ticked.__contains__)
        for widget in (self.intro, self.things):
            widget.setVisible(bool(texts))

    # --- keeping -----------------------------------------------------------------------------------------

    def _kept(self) -> Draft | None:
        """The note of this kind that was begun and has not gone out."""
        drafts = self._shown.contact.drafts if self._shown else ()
        mine = (draft for draft in drafts if draft.kind is self._kind and draft.interview_id is None)
        return next((draft for draft in mine if draft.sent is None), None)

    @Slot(str, str)
    def save(self, subject: str, body: str) -> None:
        if self._shown is not None:
            verb, contact_id = self._session.store.save_draft, self._shown.contact.id
            if self._session.run(verb, contact_id, self._kind, subject, body, initiator=self) is None:
                self.composer.keep_unsaved()

    @Slot()
    def sent(self) -> None:
        """It went out: with it, what it tells of is told."""
        if self._shown is None:
            return
        store, contact_id, kept = self._session.store, self._shown.contact.id, self._kept()
        letter, ticked, now = self.composer.letter(), self._ticked(), store.now()
        if ticked:
            sent = (self._kind, letter.subject, letter.body)
            done = self._session.run(store.report_back, contact_id, ticked, now, sent, initiator=self)
        else:
            done = self._session.run(store.draft_sent, kept.id, now, initiator=self) if kept else None
        if done is not None and not self.isHidden():
            self.close_letter()


class LaterNoteMenu(QMenu):
    """The notes to choose from."""

    asked = Signal(DraftKind)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for kind, name in names().items():
            self.addAction(name).setData(kind.value)
        self.triggered.connect(self._triggered)

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        self.asked.emit(DraftKind(action.data()))


def names() -> dict[DraftKind, str]:
    """The notes by their names in menus."""
    return {
        DraftKind.REFERRAL_CONTACTED: translate("letters", "I &wrote to whom they named"),
        DraftKind.REFERRAL_MET: translate("letters", "I &met whom they named"),
        DraftKind.ADVICE_USED: translate("letters", "What came of their &advice"),
        DraftKind.CONGRATULATION: translate("letters", "&Congratulations"),
    }
