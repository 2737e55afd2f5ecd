"""The thank-you, composed in place from ticked things and edited by the user. The program never sends it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.clocks import thanks_lateness
from netplus_desktop.core.records import (
    Direction,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    Letter,
    Offer,
    PointKind,
)
from netplus_desktop.documents import letters
from netplus_desktop.documents.snippets import fields_of
from netplus_desktop.documents.tones import LetterTone
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.composing import Composer, Limits, ToneRow
from netplus_desktop.ui.interview.fields import Heading, Tick, link
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, FlowLayout, Label

LIMITS = Limits(letters.FEWEST_WORDS, letters.MOST_WORDS)


class LetterSection(QWidget):
    """Ticks and tones at the top, the letter under them, then the ways out of the composer."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._composed: Letter | None = None
        self._ticks: dict[tuple[str, int], Tick] = {}
        self.heading = Heading(self.tr("Thank-you"))
        self._tick_box = QWidget()
        self._tick_flow = FlowLayout(self._tick_box, gap=theme.GAP)
        self._ticks_intro = Label(self.tr("Put in:"), tone=Tone.SECOND)
        self.again = link(self.tr("Compose again from the ticks"))
        self.again.setToolTip(self.tr("Your own edits give way to a new draft"))
        self.again.clicked.connect(self.compose)
        self.tones = ToneRow()
        self.tones.chosen.connect(self._tone_chosen)
        self.composer = Composer(session)
        self.composer.edited.connect(self._edited)
        self.composer.sent.connect(self._sent)
        self.close_button = link(self.tr("Close"))
        self.close_button.clicked.connect(self.close_letter)
        self.composer.add_button(self.close_button)
        manner = QWidget()
        flow = FlowLayout(manner, gap=theme.GAP)
        flow.addWidget(self.tones)
        flow.addWidget(self.again)
        card = Card()
        for item in (self._ticks_intro, self._tick_box, manner, self.composer):
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
            self._show_letter(Letter("", ""))
            self._drop_ticks(set())
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
            self._composed = self._drafted(self._shown, interview).letter
            self._show_letter(interview.letter)
        self.composer.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_letter(self) -> None:
        """Fold the letter away; its draft is kept."""
        self.commit()
        self.hide()
        self.closed.emit()

    def commit(self) -> None:
        """Write what is not written yet."""
        self.composer.commit()

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
        self._show_letter(self._shown.interview.letter or Letter("", ""))
        subject, body = kept
        self.composer.resume(subject, body)

    # --- composing ---------------------------------------------------------------------------------------

    def compose(self) -> None:
        """Draft the letter from what is ticked, in the tone that is chosen."""
        shown = self._shown
        if shown is None or shown.interview is None:
            return
        drafted = self._drafted(shown, shown.interview)
        self._composed = drafted.letter
        self._show_letter(drafted.letter)
        if drafted.left_out == 1:
            self.composer.set_hint(self.tr("One ticked thing is left out, so that it stays short."))
        elif drafted.left_out:
            text = self.tr("{n} ticked things are left out, so that it stays short.")
            self.composer.set_hint(text.format(n=drafted.left_out))
        self._save(drafted.letter)

    def ticks(self) -> dict[str, Tick]:
        """The ticks by their text."""
        return {tick.text().replace("&&", "&"): tick for tick in self._ticks.values()}

    def _show_letter(self, letter: Letter) -> None:
        if self._shown is None:
            return
        person, shown = self._shown.contact.person, self._shown
        self.composer.show_text(
            letter.subject,
            letter.body,
            next(iter(person.values(PointKind.EMAIL)), ""),
            LIMITS,
            file_name=self.tr("Thank-you {name}").format(name=person.name),
            fields=fields_of(shown.contact, shown.interview, shown.now, self._session.settings.signature),
        )

    def _drafted(self, shown: Shown, interview: Interview) -> letters.ThankYou:
        """What composing would give now."""
        return letters.thank_you(
            shown.contact,
            interview,
            takeaways=self._ticked(self._takeaways()),
            promises=self._ticked(self._promises()),
            referrals=self._ticked(self._referrals()),
            offers=[offer for offer in self._offers() if self._is_ticked(("offer", offer.id))],
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
        """The offers made to this person, latest first."""
        if self._shown is None:
            return []
        by_id = {offer.id: offer for offer in self._shown.offers}
        made = [e.offer_id for e in reversed(self._shown.contact.exchange) if e.direction is Direction.I_GAVE]
        return [by_id[made_id] for made_id in dict.fromkeys(made) if made_id in by_id]

    def _show_ticks(self) -> None:
        written = self._written()
        heard = (*self._takeaways(), *self._promises(), *self._referrals())
        wanted: dict[tuple[str, int], Heard | Offer] = {("heard", thing.id): thing for thing in heard}
        wanted |= {("offer", offer.id): offer for offer in self._offers()}
        self._drop_ticks(set(wanted))
        for key, thing in wanted.items():
            text = thing.text if isinstance(thing, Heard) else thing.fields.title
            tick = self._ticks.get(key)
            if tick is None:
                tick = self._ticks[key] = Tick()
                tick.setChecked(not written or letters.stands_in(thing, written))
                tick.clicked.connect(self._ticks_changed)
                self._tick_flow.addWidget(tick)
            short = text if len(text) <= 48 else text[:47] + "…"
            tick.setText(short.replace("&", "&&"))
            tick.setAccessibleName(text)
        self.again.setVisible(bool(wanted))
        self._ticks_intro.setText(
            self.tr("Put in:") if wanted else self.tr("File a takeaway in the notes and it can stand in the letter.")
        )

    def _written(self) -> str:
        """The letter as it is: what does not stand in it comes unticked."""
        kept = self._shown.interview.letter if self._shown and self._shown.interview else None
        return self.composer.letter().body or (kept.body if kept else "")

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
        if self._composed is not None and self.composer.letter() == self._composed:
            self.compose()

    def _tone(self, interview: Interview) -> LetterTone:
        return LetterTone(interview.letter_tone) if interview.letter_tone in set(LetterTone) else LetterTone.WARM

    def _tone_chosen(self) -> None:
        """Speak in another tone; what the user has written stays and is kept with the tone."""
        if self._composed is not None and self.composer.letter() == self._composed:
            self.compose()
        else:
            self._save(self.composer.letter())

    # --- keeping -----------------------------------------------------------------------------------------

    def _edited(self, subject: str, body: str) -> None:
        self._save(Letter(subject, body))

    def _save(self, letter: Letter) -> None:
        if self._shown is None or self._shown.interview is None:
            return
        kept = self._shown.interview.letter
        letter = replace(letter, sent=kept.sent if kept else None)
        verb, talk = self._session.store.save_letter, self._shown.interview.id
        if self._session.run(verb, talk, letter, tone=self.tones.tone().value, initiator=self) is None:
            self.composer.keep_unsaved()

    def _sent(self) -> None:
        if self._shown is None or self._shown.interview is None:
            return
        store = self._session.store
        if self._session.run(store.mark_sent, self._shown.interview.id, store.now(), initiator=self) is not None:
            self.hide()
            self.closed.emit()
