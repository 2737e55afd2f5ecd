"""One conversation from the approach to the give-back: strip, exchange, plan, questions, notes, follow-up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.loops import Loop
from netplus_desktop.core.records import DraftKind, EventKind, HeardKind
from netplus_desktop.core.states import StageKind, stages
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.approach import ApproachSection
from netplus_desktop.ui.interview.events import EventsRow
from netplus_desktop.ui.interview.exchange_band import ExchangeBand
from netplus_desktop.ui.interview.fields import Columns, bring_into_sight, button
from netplus_desktop.ui.interview.follow_up import FollowUpSection
from netplus_desktop.ui.interview.heard import EnergySection, NeedsSection, PromisesSection, TakeawaysSection
from netplus_desktop.ui.interview.later_notes import LaterNoteSection
from netplus_desktop.ui.interview.letter import LetterSection
from netplus_desktop.ui.interview.loops import LoopsSection
from netplus_desktop.ui.interview.notes import NotesSection
from netplus_desktop.ui.interview.plan import PlanSection
from netplus_desktop.ui.interview.question_picker import QuestionPicker
from netplus_desktop.ui.interview.questions import QuestionsSection
from netplus_desktop.ui.interview.referrals import ReferralsSection
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.interview.stage_strip import StageStrip
from netplus_desktop.ui.interview.standing import StandingRow
from netplus_desktop.ui.introductions.section import IntroductionsSection
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, Label


class InterviewPage(QWidget):
    """The sections of a conversation; without one, an invitation to plan it."""

    contact_requested = Signal(int)
    offer_requested = Signal(int)
    plan_requested = Signal()
    listen_requested = Signal()
    history_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self.invitation = _Invitation()
        self.invitation.plan.clicked.connect(self.plan_requested)
        self.strip = StageStrip()
        self.strip.stage_chosen.connect(self.go_to)
        self.standing = StandingRow(session)
        self.events_row = EventsRow(session)
        self.events_row.recorded.connect(self._recorded)
        self.band = ExchangeBand()
        self.band.history_requested.connect(self.history_requested)
        self.plan = PlanSection(session)
        self.approach = ApproachSection(session)
        self.approach.write_requested.connect(self.write_approach)
        self.approach.contact_requested.connect(self.contact_requested)
        self.approach.history_requested.connect(self.history_requested)
        self.approach.closed.connect(self._approach_closed)
        self.questions = QuestionsSection(session)
        self.questions.pick_requested.connect(self.pick_questions)
        self.needs = NeedsSection(session)
        self.needs.offer_requested.connect(self.offer_requested)
        self.energy = EnergySection(session)
        self.notes = NotesSection(session)
        self.notes.listen_requested.connect(self.listen_requested)
        self.takeaways = TakeawaysSection(session)
        self.follow_up = FollowUpSection()
        self.follow_up.draft_requested.connect(self.draft_letter)
        self.letter = LetterSection(session)
        self.letter.closed.connect(self._letter_closed)
        self.note: LaterNoteSection | None = None
        """The note after the thank-you, made when the first is written."""
        self.follow_up.note_requested.connect(self.write_note)
        self.referrals = ReferralsSection(session)
        self.referrals.contact_requested.connect(self.contact_requested)
        self.promises = PromisesSection(session)
        self.loops = LoopsSection(session)
        self.loops.note_requested.connect(self.write_note)
        self.loops.contact_requested.connect(self.contact_requested)
        self.introductions = IntroductionsSection(session)
        self.introductions.contact_requested.connect(self.contact_requested)
        self._facts = Columns(self.plan.summary, self.events_row.buttons, equal=False)
        self._first = Columns(self.questions, self.needs)
        self._second = Columns(self.takeaways, self.follow_up)
        self._third = Columns(self.referrals, self.promises)
        self._sections: tuple[QWidget, ...] = (
            self.strip,
            self.standing,
            self._facts,
            self.events_row,
            self.plan,
            self.approach,
            self.band,
            self._first,
            self.notes,
            self._second,
            self.energy,
            self.letter,
            self._third,
            self.loops,
            self.introductions,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.invitation)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        self.letter.hide()

    def refresh(self, shown: Shown) -> None:
        """Show the conversation in front."""
        self._shown = shown
        interview = shown.interview
        self.invitation.setVisible(interview is None)
        self.invitation.show_name(shown.contact.person.given or shown.contact.person.name)
        by_themselves = (
            self.letter,
            self.loops,
            self.introductions,
            self.band,
            self.events_row,
            self.plan,
            self.approach,
            self.energy,
        )
        self.energy.setVisible(bool(shown.heard(HeardKind.ENERGY)))
        for section in self._sections:
            if section not in by_themselves:
                section.setVisible(interview is not None)
        if interview is None:
            self.events_row.hide()
            self.plan.hide()
        self.letter.refresh(shown)
        if self.note is not None:
            self.note.refresh(shown)
        self.approach.refresh(shown)
        self.loops.refresh(shown)
        self.introductions.refresh(shown)
        contact = shown.contact
        lines = shown.exchange_lines()
        self.band.show_lines(lines, shown.today)
        self.band.setVisible(self._session.settings.show_exchange and (interview is not None or bool(lines)))
        if interview is None:
            return
        strip = stages(interview, contact.heard, contact.exchange, shown.now, shown.clocks)
        self.strip.show_stages(strip, interview, shown.now)
        self.standing.refresh(shown)
        for section in (
            self.events_row,
            self.plan,
            self.questions,
            self.needs,
            self.notes,
            self.takeaways,
            self.energy,
            self.follow_up,
            self.referrals,
            self.promises,
        ):
            section.refresh(shown)

    def commit(self) -> None:
        """Write what is not written yet."""
        for section in (
            self.plan,
            self.approach,
            self.questions,
            self.notes,
            self.needs,
            self.takeaways,
            self.energy,
            self.referrals,
            self.promises,
            self.letter,
        ):
            section.commit()
        if self.note is not None:
            self.note.commit()

    def go_to(self, stage: StageKind) -> None:
        """Show the section of a stage, its first field focused."""
        if stage is StageKind.APPROACH:
            if self.approach.isHidden():
                self._reveal(self._facts, self.events_row.menu_button)
            else:
                self._reveal(self.approach, self.approach.place_to_go_on())
        elif stage is StageKind.INTERVIEW:
            self._reveal(self.notes, self.notes.edit)
        elif stage is StageKind.NEEDS_HEARD:
            self._reveal(self.needs, self.needs.add)
        elif stage is StageKind.FOLLOW_UP:
            self._reveal(self.follow_up, self.follow_up.draft)
        elif self._shown is not None:
            self._reveal(self.band, None)
            self.offer_requested.emit(self._shown.contact.id)

    def draft_letter(self) -> None:
        """Open the thank-you in place."""
        if self._shown is not None and self._shown.interview is not None:
            self.commit()
            if self.note is not None:
                self.note.hide()  # one letter at a time: their buttons have the same keys
            self.letter.open()
            self._reveal(self.letter, self.letter.composer.body)

    def write_approach(self) -> None:
        """Open the letter that is due before the meeting."""
        if not self.approach.can_write():
            return
        self.commit()
        self.approach.open()
        if self.approach.letter is not None:
            self._reveal(self.approach, self.approach.letter.composer.body)

    def write_note(self, kind: DraftKind, loops: Sequence[Loop] | None = None) -> None:
        """Open a note after the thank-you in place: see `LaterNoteSection.open`."""
        if self._shown is not None:
            self.commit()
            self.letter.hide()  # as above
            note = self._note_section(self._shown)
            note.open(kind, loops)
            self._reveal(note, note.composer.body)

    def show_loops(self) -> None:
        """Show what is open with the person, the first of it focused."""
        self._reveal(self.loops, self.loops.first())

    def unfinished_note(self) -> list[str]:
        """What `LaterNoteSection.unfinished` tells."""
        return self.note.unfinished() if self.note is not None else []

    def resume_note(self, kept: list[str]) -> None:
        """Show an unfinished note again."""
        if self._shown is not None:
            self._note_section(self._shown).resume(kept)

    def _note_section(self, shown: Shown) -> LaterNoteSection:
        column = self.layout()
        if self.note is None and isinstance(column, QVBoxLayout):
            self.note = LaterNoteSection(self._session)
            self.note.closed.connect(self._letter_closed)
            column.insertWidget(column.indexOf(self.loops) + 1, self.note)
            self.note.refresh(shown)
        assert self.note is not None
        return self.note

    def pick_questions(self) -> None:
        """Let the user pick questions from the bank."""
        if self._shown is None or self._shown.interview is None:
            return
        self.questions.commit()
        picker = QuestionPicker(
            self._session,
            self._shown.contact,
            interview_id=self._shown.interview.id,
            without={question.text for question in self.questions.questions()},
            parent=self,
        )
        picker.chosen.connect(self.questions.add)
        picker.open()

    def focus_notes(self) -> None:
        """Put the caret into the notes, at their end."""
        edit = self.notes.edit
        cursor = edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        edit.setTextCursor(cursor)
        self._reveal(self.notes, edit)

    def _recorded(self, kind: EventKind) -> None:
        # One question comes first after a meeting: what did they need?
        if kind is EventKind.HELD and not self.needs.rows:
            self.needs.ask()
            self._reveal(self.needs, self.needs.add)

    def _approach_closed(self) -> None:
        if self.approach.isHidden():
            self._reveal(self._facts, self.events_row.menu_button)
        else:
            self._reveal(self.approach, self.approach.place_to_go_on())

    def _letter_closed(self) -> None:
        self._reveal(self.follow_up, self.follow_up.draft)

    def _reveal(self, section: QWidget, field: QWidget | None) -> None:
        bring_into_sight(section)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)


class _Invitation(Card):
    """Shown while no conversation is planned."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label("", wrap=True)
        self.plan = button(self.tr("&Plan an interview"), primary=True)
        self.body.addWidget(self._text)
        self.body.addWidget(
            Label(
                self.tr(
                    "Twenty minutes for advice, information or a referral. You bring questions and something to give."
                ),
                tone=Tone.SECOND,
                wrap=True,
            )
        )
        self.body.addWidget(self.plan)

    def show_name(self, name: str) -> None:
        """Say with whom."""
        self._text.setText(self.tr("You could ask {name} for an informational interview.").format(name=name))
