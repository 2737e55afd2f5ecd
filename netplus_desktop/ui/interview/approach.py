"""What is written before a meeting: the card that says where the approach stands, with the way to its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core import practice
from netplus_desktop.core.records import Draft, DraftKind, EventKind, Interview, StepKind
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import Heading, button, link
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, FlowLayout, Label

if TYPE_CHECKING:
    from datetime import datetime

    from netplus_desktop.ui.interview.approach_letter import ApproachLetter

FORMS = (DraftKind.APPROACH, DraftKind.APPROACH_NOTE, DraftKind.APPROACH_CALL)
"""The ways in which an approach reaches somebody."""

KINDS = (*FORMS, DraftKind.NUDGE, DraftKind.CONFIRM)
"""Every letter before a meeting."""


def letter_for(interview: Interview, now: datetime) -> DraftKind | None:
    """The letter that a conversation may want before it is held; None where it wants none."""
    latest = max(interview.events, key=lambda event: event.at, default=None)
    if practice.held_at(interview, now) or (latest and latest.kind in practice.SIDE_STATES):
        return None
    if practice.starts_at(interview.plan):
        return None if interview.event(EventKind.CONFIRMED) else DraftKind.CONFIRM
    if interview.event(EventKind.ACCEPTED) or interview.event(EventKind.NUDGED):
        return None
    return DraftKind.NUDGE if interview.event(EventKind.REQUESTED) else DraftKind.APPROACH


class ApproachSection(QWidget):
    """The card; the letter opens inside it."""

    write_requested = Signal()
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
        self.show_sent = link("")
        self.show_sent.clicked.connect(self._toggle_sent)
        self.sent_text = Label("", tone=Tone.SECOND, wrap=True)
        self.sent_text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.sent_text.hide()
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=theme.GAP)
        flow.addWidget(self.write)
        flow.addWidget(self.show_sent)
        self._card = Card()
        for item in (self.text, buttons, self.sent_text):
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
        if other:
            self._show_sent(False)
        if self.letter is not None:
            self.letter.refresh(shown)
        self._tell(shown)
        if was_open and not self.is_open() and not other:
            self.closed.emit()

    def is_open(self) -> bool:
        """Whether a letter is being written."""
        return self.letter is not None and not self.letter.isHidden()

    def open(self) -> None:
        """Open the letter that is due, in place."""
        shown = self._shown
        kind = letter_for(shown.interview, shown.now) if shown and shown.interview else None
        if shown is not None and kind is not None:
            begun = [draft.kind for draft in waiting(shown) if draft.kind in FORMS]
            self._made().open(begun[-1] if begun and kind is DraftKind.APPROACH else kind)
            self.write.hide()

    def place_to_go_on(self) -> QWidget:
        """Where the keyboard goes: into the letter that is being written, else to what went out, else to the button."""
        if self.letter is not None and self.is_open():
            return self.letter.composer.body
        return self.write if self.show_sent.isHidden() else self.show_sent

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
        interview = shown.interview
        kind = letter_for(interview, shown.now) if interview else None
        self.setVisible(kind is not None)
        if interview is None or kind is None:
            return
        waits = any(draft.kind is kind or kind is DraftKind.APPROACH for draft in waiting(shown))
        due = self._due(shown, interview, kind)
        self._tell_heading(shown, interview)
        self.text.setText(self._sentence(shown, interview, kind, waits, due))
        self.write.setText(self._verb(kind, waits))
        self.write.setVisible(not self.is_open())
        theme.set_role(self.write, "primary" if due else "button")
        sent = gone_out(shown)
        self.show_sent.setVisible(bool(sent))
        self.sent_text.setText("\n\n".join(self._as_sent(draft, shown) for draft in sent))

    @staticmethod
    def _due(shown: Shown, interview: Interview, kind: DraftKind) -> bool:
        """Whether it is time for the letter: an approach always can go out."""
        step = practice.interview_step(interview, shown.contact.heard, shown.now)
        awaited = {DraftKind.NUDGE: StepKind.NUDGE, DraftKind.CONFIRM: StepKind.CONFIRM}.get(kind)
        return awaited is None or (step is not None and step.kind is awaited and step.due <= shown.now)

    def _tell_heading(self, shown: Shown, interview: Interview) -> None:
        asked = interview.event(EventKind.REQUESTED)
        day = dates.day(dates.today_of(asked), shown.today) if asked else ""
        self.heading.set_aside(self.tr("asked {day}").format(day=day) if day else "", Tone.FINE)

    def _sentence(self, shown: Shown, interview: Interview, kind: DraftKind, waits: bool, due: bool) -> str:
        if waits:
            text = self.tr("Your letter to {name} waits here until you send it.")
        elif kind is DraftKind.APPROACH:
            text = self.tr("You could write to {name}: what links you, what you hope to learn, {minutes} minutes.")
        elif kind is DraftKind.CONFIRM:
            text = self.tr("The day before, you could confirm time and place with {name}.")
        elif due:
            text = self.tr("No answer from {name} yet. One friendly reminder is fine; after it, you could let it rest.")
        else:
            text = self.tr("{name} may need some days. If no answer comes, one friendly reminder is fine.")
        name = shown.contact.person.given or shown.contact.person.name
        return text.format(name=name, minutes=interview.plan.minutes)

    def _verb(self, kind: DraftKind, waits: bool) -> str:
        if waits:
            return self.tr("Go on &writing")
        return {
            DraftKind.NUDGE: self.tr("&Write a reminder"),
            DraftKind.CONFIRM: self.tr("&Write to confirm"),
        }.get(kind, self.tr("&Write the approach"))

    def _as_sent(self, draft: Draft, shown: Shown) -> str:
        way = {
            DraftKind.APPROACH_NOTE: self.tr("LinkedIn note, {day}"),
            DraftKind.APPROACH_CALL: self.tr("Phone call, {day}"),
            DraftKind.NUDGE: self.tr("Reminder, {day}"),
        }.get(draft.kind, self.tr("E-mail, {day}"))
        day = dates.day(dates.today_of(draft.sent), shown.today) if draft.sent else ""
        return "\n".join(filter(None, (way.format(day=day), draft.subject, draft.body)))

    def _toggle_sent(self) -> None:
        self._show_sent(self.sent_text.isHidden())

    def _show_sent(self, shown: bool) -> None:
        self.sent_text.setVisible(shown)
        self.show_sent.setText(self.tr("Hide what went out") if shown else self.tr("Show what went out"))


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
