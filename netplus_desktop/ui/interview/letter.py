"""The thank-you, composed in place from ticked things and edited by the user. The program never sends it."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.clocks import thanks_lateness
from netplus_desktop.core.practice import held_at
from netplus_desktop.core.records import Heard, HeardKind, HeardState, Interview, Letter, Offer
from netplus_desktop.core.states import gives_after
from netplus_desktop.documents import letters
from netplus_desktop.documents.tones import LetterTone
from netplus_desktop.ui.interview.composing import Limits
from netplus_desktop.ui.interview.letter_card import LetterCard
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session


class LetterSection(LetterCard):
    """The thank-you, composed of takeaways, promises, referrals and offers."""

    limits = Limits(letters.FEWEST_WORDS, letters.MOST_WORDS)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._left_out = 0
        self.heading.title.setText(self.tr("Thank-you"))
        self.again.setText(self.tr("Compose again from the ticks"))

    # --- showing -----------------------------------------------------------------------------------------

    def refresh(self, shown: Shown) -> None:
        """Show the letter of the conversation in front; hidden when another conversation comes."""
        interview = shown.interview
        before = self._shown.interview.id if self._shown and self._shown.interview else None
        self._shown = shown
        if interview is None or interview.id != before:
            self._composed = None
            self.show_letter(Letter("", ""))
            self.things.clear()
            self.hide()
        if self.isHidden() or interview is None:
            return
        self._show_ticks()
        if interview.letter is not None:
            self.composer.show_saved(interview.letter.subject, interview.letter.body)
            if interview.letter.sent:
                self.composer.sent_bar.hide()
            self.tones.show_tone(self._tone(interview))
        elif not self.composer.changed():
            # an undo took the letter away
            self.close_letter()

    def open(self) -> None:
        """Show the letter; the first time it is composed from all that was heard."""
        if self._shown is None or self._shown.interview is None:
            return
        interview = self._shown.interview
        was_hidden = self.isHidden()
        self.show()
        self._show_ticks()
        self.tones.show_tone(self._tone(interview))
        if interview.letter is None and not self.composer.changed():
            self.compose()
        elif was_hidden and not self.composer.changed() and interview.letter is not None:
            self._composed = self._thanks(self._shown, interview).letter
            self.show_letter(interview.letter)
        self.composer.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfinished(self) -> list[str]:
        """Subject and body of a letter that the vault refused, as when the disk is full."""
        letter = self.composer.letter()
        return [letter.subject, letter.body] if self.composer.changed() else []

    def resume(self, kept: list[str]) -> None:
        """Show it again; it is saved after a pause."""
        if self._shown is None or self._shown.interview is None:
            return
        self.show()
        self._show_ticks()
        self.show_letter(self._shown.interview.letter or Letter("", ""))
        subject, body = kept
        self.composer.resume(subject, body)

    # --- composing ---------------------------------------------------------------------------------------

    @Slot()
    def compose(self) -> None:
        """Draft it, and tell what found no room."""
        super().compose()
        if self._left_out == 1:
            self.composer.set_hint(self.tr("One ticked thing is left out, so that it stays short."))
        elif self._left_out:
            text = self.tr("{n} ticked things are left out, so that it stays short.")
            self.composer.set_hint(text.format(n=self._left_out))

    def drafted(self, shown: Shown) -> Letter | None:
        if shown.interview is None:
            return None
        thanks = self._thanks(shown, shown.interview)
        self._left_out = thanks.left_out
        return thanks.letter

    def file_name(self, name: str) -> str:
        return self.tr("Thank-you {name}").format(name=name)

    def _thanks(self, shown: Shown, interview: Interview) -> letters.ThankYou:
        return letters.thank_you(
            shown.contact,
            interview,
            takeaways=self._ticked(self._takeaways()),
            promises=self._ticked(self._promises()),
            referrals=self._ticked(self._referrals()),
            offers=[offer for offer in self._offers() if self.things.is_ticked(("offer", offer.id))],
            now=shown.now,
            signature=self._session.settings.signature,
            tone=self.tones.tone(),
            late=thanks_lateness(interview, shown.now, shown.clocks),
        )

    def _takeaways(self) -> tuple[Heard, ...]:
        return self._shown.heard(HeardKind.TAKEAWAY) if self._shown else ()

    def _promises(self) -> tuple[Heard, ...]:
        promises = self._shown.heard(HeardKind.PROMISE) if self._shown else ()
        return tuple(promise for promise in promises if promise.state is not HeardState.WITHDRAWN)

    def _referrals(self) -> tuple[Heard, ...]:
        return self._shown.heard(HeardKind.REFERRAL) if self._shown else ()

    def _offers(self) -> list[Offer]:
        """The offers made for this conversation, latest first; those of earlier ones were told of then."""
        shown = self._shown
        if shown is None or shown.interview is None:
            return []
        by_id = {offer.id: offer for offer in shown.offers}
        held = held_at(shown.interview, shown.now)
        day = held.astimezone(shown.now.tzinfo) if held else None
        made = [entry.offer_id for entry in reversed(gives_after(shown.interview, shown.contact.exchange, day))]
        return [by_id[made_id] for made_id in dict.fromkeys(made) if made_id in by_id]

    def _show_ticks(self) -> None:
        written = self._written()
        heard = (*self._takeaways(), *self._promises(), *self._referrals())
        wanted: dict[Hashable, Heard | Offer] = {("heard", thing.id): thing for thing in heard}
        wanted |= {("offer", offer.id): offer for offer in self._offers()}
        texts = {key: one.text if isinstance(one, Heard) else one.fields.title for key, one in wanted.items()}
        self.things.show_things(texts, lambda key: not written or letters.stands_in(wanted[key], written))
        self.again.setVisible(bool(wanted))
        self.intro.setText(
            self.tr("Put in:") if wanted else self.tr("File a takeaway in the notes and it can stand in the letter.")
        )

    def _written(self) -> str:
        """The letter as it is: what does not stand in it comes unticked."""
        kept = self._shown.interview.letter if self._shown and self._shown.interview else None
        return self.composer.letter().body or (kept.body if kept else "")

    def _ticked(self, things: tuple[Heard, ...]) -> list[Heard]:
        return [thing for thing in things if self.things.is_ticked(("heard", thing.id))]

    def _tone(self, interview: Interview) -> LetterTone:
        return LetterTone(interview.letter_tone) if interview.letter_tone in set(LetterTone) else LetterTone.WARM

    @Slot()
    def tone_chosen(self) -> None:
        """The tone is kept with what the user has written."""
        if self.untouched():
            self.compose()
        else:
            letter = self.composer.letter()
            self.save(letter.subject, letter.body)

    # --- keeping -----------------------------------------------------------------------------------------

    @Slot(str, str)
    def save(self, subject: str, body: str) -> None:
        if self._shown is None or self._shown.interview is None:
            return
        kept = self._shown.interview.letter
        letter = Letter(subject, body, sent=kept.sent if kept else None)
        verb, talk = self._session.store.save_letter, self._shown.interview.id
        if self._session.run(verb, talk, letter, tone=self.tones.tone().value, initiator=self) is None:
            self.composer.keep_unsaved()

    @Slot()
    def sent(self) -> None:
        if self._shown is None or self._shown.interview is None:
            return
        store = self._session.store
        if self._session.run(store.mark_sent, self._shown.interview.id, store.now(), initiator=self) is not None:
            self.hide()
            self.closed.emit()
