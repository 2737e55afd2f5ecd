"""What is written before a meeting: the card that says where the approach stands, with the way to its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.clocks import nudge_due, parking_due
from netplus_desktop.core.records import ContactRef, Draft, DraftKind, EventKind, Interview, InterviewState, StepKind
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import ElidingLink, Heading, button, link
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, ElidingLabel, FlowLayout, Label

if TYPE_CHECKING:
    from datetime import datetime

    from netplus_desktop.ui.interview.approach_letter import ApproachLetter

FORMS = (DraftKind.APPROACH, DraftKind.APPROACH_NOTE, DraftKind.APPROACH_CALL)
"""The ways in which an approach reaches somebody."""

KINDS = (*FORMS, DraftKind.NUDGE, DraftKind.CONFIRM)
"""Every letter before a meeting."""


_LETTERS = {
    InterviewState.WANTED: DraftKind.APPROACH,
    InterviewState.REQUESTED: DraftKind.NUDGE,
    InterviewState.NUDGE_DUE: DraftKind.NUDGE,
    InterviewState.SCHEDULED: DraftKind.CONFIRM,
    InterviewState.PREPARED: DraftKind.CONFIRM,
}
"""The letter that each state before the meeting may want."""


class ApproachSection(QWidget):
    """The card; the letter opens inside it."""

    write_requested = Signal()
    contact_requested = Signal(int)
    history_requested = Signal()
    """The user wants to read what went out."""
    closed = Signal()
    """The letter was folded away, or went out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self.letter: ApproachLetter | None = None
        self.heading = Heading(self.tr("Approach"))
        self.text = Label("", wrap=True)
        self.write = button("")
        self.write.clicked.connect(self.write_requested)
        self.rest = button(self.tr("Let it &rest"))
        self.rest.clicked.connect(self._let_rest)
        self.show_sent = link(self.tr("Show what went out"))
        self.show_sent.clicked.connect(self.history_requested)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=theme.GAP)
        flow.addWidget(self.write)
        flow.addWidget(self.rest)
        flow.addWidget(self.show_sent)
        self._others: list[ElidingLink] = []
        self._other_row = QWidget()
        self._other_flow = FlowLayout(self._other_row)
        self._other_intro = ElidingLabel("", tone=Tone.SECOND)
        self._other_flow.addWidget(self._other_intro)
        self._card = Card()
        for item in (self.text, self._other_row, buttons):
            self._card.body.addWidget(item)
        self.setMaximumWidth(theme.NOTES_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heading)
        column.addWidget(self._card)

    # --- showing -----------------------------------------------------------------------------------------

    def refresh(self, shown: Shown) -> None:
        """Tell where the approach of the conversation in front stands; hidden once nothing is to be written."""
        other = self._shown is None or _talk(self._shown) != _talk(shown)
        was_open = self.is_open()
        self._shown = shown
        if self.letter is not None:
            self.letter.refresh(shown)
        self._tell(shown)
        if was_open and not self.is_open() and not other:
            self.closed.emit()

    def can_write(self) -> bool:
        """Whether a letter may be wanted."""
        return self._shown is not None and letter_for(self._shown) is not None

    def is_open(self) -> bool:
        """Whether a letter is being written."""
        return self.letter is not None and not self.letter.isHidden()

    def open(self) -> None:
        """Open the letter that is due, in place."""
        shown = self._shown
        kind = letter_for(shown) if shown else None
        if shown is not None and kind is not None:
            begun = [draft.kind for draft in waiting(shown) if draft.kind in FORMS]
            self._made().open(begun[-1] if begun and kind is DraftKind.APPROACH else kind)
            self.write.hide()

    def others(self) -> list[ElidingLink]:
        """The links to others whom one could ask there."""
        return list(self._others)

    def place_to_go_on(self) -> QWidget:
        """Where the keyboard goes: into the letter that is being written, else to what went out, else to the button."""
        if self.letter is not None and self.is_open():
            return self.letter.composer.body
        if not self.show_sent.isHidden() and self.write.property("role") != "primary":
            return self.show_sent
        return self.rest if self.write.isHidden() else self.write

    def commit(self) -> None:
        """Write what is not written yet."""
        if self.letter is not None:
            self.letter.commit()

    def unfinished(self) -> list[str]:
        """A letter that the vault has not taken, as when the disk is full."""
        return self.letter.unfinished() if self.letter is not None else []

    def resume(self, kept: list[str]) -> None:
        """Show it again."""
        if self._shown is not None and self._shown.interview is not None:
            self._made().resume(kept)
            self.write.hide()

    # --- inside ------------------------------------------------------------------------------------------

    def _made(self) -> ApproachLetter:
        """The letter, built when the first one is opened."""
        if self.letter is None:
            from netplus_desktop.ui.interview.approach_letter import ApproachLetter

            self.letter = ApproachLetter(self._session)
            self.letter.closed.connect(self._closed)
            self._card.body.addWidget(self.letter)
            if self._shown is not None:
                self.letter.refresh(self._shown)
        return self.letter

    def _closed(self) -> None:
        self.write.show()
        self.closed.emit()

    def _tell(self, shown: Shown) -> None:
        kind, reminded = letter_for(shown), _state(shown) is InterviewState.NUDGED
        self.setVisible(kind is not None or reminded)
        if shown.interview is None or self.isHidden():
            return
        due = shown.step.kind if shown.step and dates.today_of(shown.step.due) <= shown.today else None
        asks_around = due in (StepKind.ASK_ANOTHER, StepKind.PARK)
        self._tell_heading(shown, shown.interview)
        waits = any(draft.kind is kind or kind is DraftKind.APPROACH for draft in waiting(shown))
        text = self._before_letter(shown, kind, waits, due) if kind else self._after_reminder(due)
        self.text.setText(
            text.format(
                name=shown.contact.person.given or shown.contact.person.name,
                minutes=shown.interview.plan.minutes,
                day=self._day(nudge_due(shown.interview, shown.now, shown.clocks), shown),
                later=self._day(parking_due(shown.interview, shown.now, shown.clocks), shown),
            )
        )
        self._tell_others(shown, self._session.store.others_there(shown.contact.id) if asks_around else ())
        self.write.setText(self._verb(kind, waits))
        self.write.setVisible(kind is not None and not self.is_open())
        self.rest.setVisible(reminded)
        fits = kind is DraftKind.APPROACH or due in (StepKind.NUDGE, StepKind.CONFIRM)
        theme.set_role(self.write, "primary" if fits else "button")
        theme.set_role(self.rest, "primary" if due is StepKind.PARK else "button")
        self.show_sent.setVisible(bool(gone_out(shown)))

    @staticmethod
    def _day(at: datetime | None, shown: Shown) -> str:
        return dates.day(dates.today_of(at), shown.today) if at else ""

    def _tell_others(self, shown: Shown, others: tuple[ContactRef, ...]) -> None:
        """Whom else one could ask there, each a link to their page."""
        for old in self._others:
            self._other_flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._others = []
        for other in others:
            press = ElidingLink()
            press.show_text(other.name)
            press.setProperty("contact", other.id)
            press.clicked.connect(self._other_chosen)
            self._other_flow.addWidget(press)
            self._others.append(press)
        self._other_row.setVisible(bool(others))
        self._other_intro.setText(self.tr("Also at {place}:").format(place=shown.contact.person.organisation))

    @Slot()
    def _other_chosen(self) -> None:
        press = self.sender()
        if isinstance(press, ElidingLink):
            self.contact_requested.emit(press.property("contact"))

    def _tell_heading(self, shown: Shown, interview: Interview) -> None:
        asked, reminded = interview.event(EventKind.REQUESTED), interview.event(EventKind.NUDGED)
        text = self.tr("reminded {day}") if reminded else self.tr("asked {day}")
        latest = reminded or asked
        self.heading.set_aside(text.format(day=self._day(latest, shown)) if latest else "", Tone.FINE)

    def _before_letter(self, shown: Shown, kind: DraftKind, waits: bool, due: StepKind | None) -> str:
        if waits:
            return self.tr("Your letter to {name} waits here until you send it.")
        if kind is DraftKind.APPROACH:
            return self.tr("You could write to {name}: what links you, what you hope to learn, {minutes} minutes.")
        if kind is DraftKind.CONFIRM:
            return self.tr("Before you meet, you could confirm time and place with {name}.")
        if due is StepKind.ASK_ANOTHER:
            return self.tr("No answer from {name} yet. You could ask somebody else there, too; a reminder can wait.")
        if due is StepKind.NUDGE or (shown.interview and shown.interview.event(EventKind.REQUESTED) is None):
            return self.tr("No answer from {name} yet. One friendly reminder is fine; after it, you could let it rest.")
        return self.tr("{name} may need some days. If no answer comes, one reminder is fine from {day} on.")

    def _after_reminder(self, due: StepKind | None) -> str:
        if due is StepKind.PARK:
            return self.tr("No answer from {name}. One reminder is enough: you could let it rest and ask others.")
        return self.tr("One reminder is enough. If no answer comes, you could let it rest from {later} on.")

    def _verb(self, kind: DraftKind | None, waits: bool) -> str:
        if waits:
            return self.tr("Go on writing")
        return {
            DraftKind.NUDGE: self.tr("Write a reminder"),
            DraftKind.CONFIRM: self.tr("Write to confirm"),
        }.get(kind or DraftKind.APPROACH, self.tr("Write the approach"))

    @Slot()
    def _let_rest(self) -> None:
        if self._shown is not None and self._shown.interview is not None:
            store = self._session.store
            self._session.run(store.record_event, self._shown.interview.id, EventKind.PARKED, store.now())


def letter_for(shown: Shown) -> DraftKind | None:
    """The letter that the conversation in front may want; None where nothing is to be written before it."""
    state = _state(shown)
    kind = _LETTERS.get(state) if state else None
    timeless = shown.interview is not None and shown.interview.plan.starts is None
    return None if kind is DraftKind.CONFIRM and timeless else kind


def _state(shown: Shown) -> InterviewState | None:
    return shown.stand.state if shown.stand else None


def _talk(shown: Shown) -> int | None:
    return shown.interview.id if shown.interview else None


def waiting(shown: Shown) -> tuple[Draft, ...]:
    """The letters before the meeting in front that have not gone out."""
    return tuple(draft for draft in _of_talk(shown) if draft.sent is None)


def gone_out(shown: Shown) -> tuple[Draft, ...]:
    """Those that have, in the order in which they went."""
    out = [draft for draft in _of_talk(shown) if draft.sent is not None]
    return tuple(sorted(out, key=lambda draft: draft.sent or shown.now))


def _of_talk(shown: Shown) -> tuple[Draft, ...]:
    one = _talk(shown)
    return tuple(d for d in shown.contact.drafts if one is not None and d.interview_id == one and d.kind in KINDS)
