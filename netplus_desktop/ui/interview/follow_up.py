"""The follow-up card: when the thank-you is due, and the way to its draft."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.clocks import thank_you_due
from netplus_desktop.core.practice import ends_at, held_at
from netplus_desktop.core.records import DraftKind, EventKind, HeardKind
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import Heading, button
from netplus_desktop.ui.interview.later_notes import LaterNoteMenu
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, Label


class FollowUpSection(QWidget):
    """A card that says what to thank for, by when."""

    draft_requested = Signal()
    note_requested = Signal(DraftKind)
    """A note after the thank-you."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(self.tr("Follow-up"))
        self.text = Label("", wrap=True)
        self.draft = button(self.tr("Draft &thank-you"), primary=True)
        self.draft.clicked.connect(self.draft_requested)
        self.notes = LaterNoteMenu(self)
        self.notes.asked.connect(self.note_requested)
        self.write_note = button(self.tr("Write a&gain"))
        self.write_note.setMenu(self.notes)
        card = Card()
        card.body.addWidget(self.text)
        card.body.addWidget(self.draft)
        card.body.addWidget(self.write_note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heading)
        column.addWidget(card)

    def refresh(self, shown: Shown) -> None:
        """Tell how the follow-up of the conversation in front stands."""
        interview = shown.interview
        if interview is None:
            return
        name = shown.contact.person.given or shown.contact.person.name
        thanked = interview.event(EventKind.THANKED)
        self.write_note.setVisible(thanked is not None)
        due = thank_you_due(interview, shown.now, shown.clocks)
        held = held_at(interview, shown.now)
        takeaways = len(shown.heard(HeardKind.TAKEAWAY))
        if thanked:
            day = dates.day(dates.today_of(thanked), shown.today)
            self.heading.set_aside(self.tr("sent {day}").format(day=day), Tone.FINE)
            self.text.setText(
                self.tr("{name} has your thanks. You could tell them later what came of it.").format(name=name)
            )
        else:
            when = dates.moment(due, shown.now) if due else ""
            self.heading.set_aside(self.tr("due {when}").format(when=when) if due else "", Tone.DUE)
            if held is None and ends_at(interview.plan) is None:
                text = self.tr("A thank-you reads best within a day of meeting {name}.")
            elif takeaways == 0:
                text = self.tr("Thank {name}. One thing you learned makes it theirs.")
            elif takeaways == 1:
                text = self.tr("Thank {name} and name your takeaway.")
            else:
                text = self.tr("Thank {name} and name your {n} takeaways.")
            self.text.setText(text.format(name=name, n=takeaways))
        if interview.letter and thanked:
            self.draft.setText(self.tr("Show the &thank-you"))
        elif interview.letter:
            self.draft.setText(self.tr("Go on with the &thank-you"))
        else:
            self.draft.setText(self.tr("Draft &thank-you"))
        theme.set_role(self.draft, "button" if thanked else "primary")
