"""The middle pane: today, one person's conversation, or several people at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import Changes, DraftKind, EventKind, Kind, StepKind
from netplus_desktop.core.states import StageKind
from netplus_desktop.ui import dates
from netplus_desktop.ui.interview.many import ManyPage
from netplus_desktop.ui.interview.person_page import PersonPage
from netplus_desktop.ui.interview.plan_dialog import PlanDialog
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.today.page import TodayPage


class ConversationPane(QWidget):
    """What the middle of the window shows. It reads the vault anew whenever a change touches what it shows."""

    interview_shown = Signal(int)
    """(id, 0 for none): another conversation is in front."""
    contact_requested = Signal(int)
    offer_requested = Signal(int)
    print_requested = Signal(int)
    listen_requested = Signal()
    add_requested = Signal()
    import_requested = Signal()
    sample_requested = Signal()
    new_offer_requested = Signal()
    export_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contact_id: int | None = None
        self._shown_interview = 0
        self.today = TodayPage(session)
        self.today.contact_requested.connect(self.contact_requested)
        self.today.interview_requested.connect(self._today_interview)
        self.today.add_requested.connect(self.add_requested)
        self.today.import_requested.connect(self.import_requested)
        self.today.sample_requested.connect(self.sample_requested)
        self.today.offer_requested.connect(self.new_offer_requested)
        self.today.signals.offer_requested.connect(self.offer_requested)
        self.person = PersonPage(session)
        self.person.interview_shown.connect(self._tell_interview)
        self.person.contact_requested.connect(self.contact_requested)
        self.person.offer_requested.connect(self.offer_requested)
        self.person.plan_requested.connect(self.plan_interview)
        self.person.listen_requested.connect(self.listen_requested)
        self.many = ManyPage(session)
        self.many.export_requested.connect(self.export_requested)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._stack = QStackedWidget()
        for page in (self.today, self.person, self.many):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack)
        session.changed.connect(self._on_changed)
        session.day_begun.connect(self._on_day)
        session.busy_changed.connect(self._on_busy)
        session.settings.changed.connect(self._on_setting)
        self.today.refresh()

    # --- what is shown -----------------------------------------------------------------------------------

    def show_contact(self, contact_id: int | None) -> None:
        """Show a person, or today's page for None. What was typed is written first."""
        self.commit()
        self._contact_id = contact_id
        if contact_id is None:
            self._show_today()
        else:
            self._reload()

    def show_many(self, ids: list[int]) -> None:
        """Show a summary of several people."""
        self.commit()
        self._leave_person()
        self.many.show_people(ids)
        self._stack.setCurrentWidget(self.many)
        self._tell_interview(0)

    def show_interview(self, interview_id: int) -> None:
        """Show a conversation, with its person."""
        self.commit()
        try:
            contact_id = self._session.store.interview(interview_id).contact_id
        except NotFoundError as error:
            self._session.refused.emit(error)
            return
        if contact_id != self._contact_id:
            self.show_contact(contact_id)
        self.person.show_interview(interview_id)

    def current_contact(self) -> int | None:
        """The person shown, or None."""
        return self._contact_id

    def current_interview(self) -> int | None:
        """The conversation in front, or None."""
        return self.person.current_interview() if self._contact_id is not None else None

    # --- what the user can do ----------------------------------------------------------------------------

    def plan_interview(self) -> None:
        """Plan a new conversation with the person shown."""
        if self._contact_id is None:
            return
        self.commit()
        dialog = PlanDialog(self._session, self._session.store.contact(self._contact_id), self)
        dialog.planned.connect(self.show_interview)
        dialog.open()

    def edit_details(self) -> None:
        """Bring the details of the person to the front."""
        if self._contact_id is not None:
            self.person.show_details()

    def rename(self) -> None:
        """Let the user type the person's name."""
        if self._contact_id is not None:
            self.person.show_details()
            self.person.details.focus_name()

    def focus_notes(self) -> None:
        """Put the caret into the notes of the conversation in front."""
        interview_id = self.current_interview()
        if interview_id is not None:
            self.person.show_interview(interview_id)
            self.person.interview_page.focus_notes()

    def pick_questions(self) -> None:
        """Let the user pick questions for the conversation in front."""
        interview_id = self.current_interview()
        if interview_id is not None:
            self.person.show_interview(interview_id)
            self.person.interview_page.pick_questions()

    def draft_letter(self) -> None:
        """Open the thank-you of the conversation in front."""
        interview_id = self.current_interview()
        if interview_id is not None:
            self.person.show_interview(interview_id)
            self.person.interview_page.draft_letter()

    def can_approach(self) -> bool:
        """Whether something is to be written before the conversation in front."""
        return self.current_interview() is not None and self.person.interview_page.approach.can_write()

    def write_approach(self) -> None:
        """Open the letter that is due before the conversation in front."""
        interview_id = self.current_interview()
        if interview_id is not None:
            self.person.show_interview(interview_id)
            self.person.interview_page.write_approach()

    def write_note(self, kind: DraftKind) -> None:
        """Open a note after the thank-you to the person shown."""
        if self._contact_id is not None:
            self.person.show_interviews()
            self.person.interview_page.write_note(kind)

    def record_event(self, kind: EventKind) -> None:
        """Record a fact of the conversation in front."""
        interview_id = self.current_interview()
        if interview_id is not None:
            self.person.show_interview(interview_id)
            self.person.interview_page.events_row.record(kind)

    def delete_interview(self) -> None:
        """Take the conversation in front away with what was heard in it; undo brings it back."""
        interview_id = self.current_interview()
        if interview_id is not None:
            self.commit()
            self._session.run(self._session.store.delete_interview, interview_id)

    def print_sheet(self) -> None:
        """Ask for the prep sheet of the conversation in front."""
        interview_id = self.current_interview()
        if interview_id is not None:
            self.commit()
            self.print_requested.emit(interview_id)

    def commit(self) -> None:
        """Write everything that was typed and is not written yet."""
        if self._contact_id is not None and not self._session.busy:
            self.person.commit()

    # --- following the vault -----------------------------------------------------------------------------

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if self._contact_id is not None:
            if changes.ids(Kind.OFFER) or self._touches(changes):
                self._reload()
        elif self._stack.currentWidget() is self.many:
            gone = changes.removed.get(Kind.CONTACT, frozenset())
            left = [contact_id for contact_id in self.many.ids() if contact_id not in gone]
            if left:
                self.many.show_people(left)
            else:
                self.show_contact(None)
        else:
            self.today.refresh()

    def _on_day(self) -> None:
        if self._stack.currentWidget() is self.today:
            self.today.refresh()

    def _touches(self, changes: Changes) -> bool:
        """Whether a change concerns the person shown, or somebody named on the page."""
        return bool(changes.ids(Kind.CONTACT) or changes.ids(Kind.INTERVIEW))

    def _on_busy(self, busy: bool) -> None:
        """A second writer would have to wait: nothing can be edited meanwhile."""
        self._stack.setEnabled(not busy)
        if not busy:
            self.commit()

    def _on_setting(self, name: str) -> None:
        if name == "show_exchange" and self._contact_id is not None:
            self._reload()

    def _reload(self) -> None:
        if self._contact_id is None:
            return
        try:
            contact = self._session.store.contact(self._contact_id)
        except NotFoundError:
            self._contact_id = None
            self._show_today()
            return
        offers = self._session.store.offers(archived=True)
        self.person.show_contact(contact, offers, self._session.store.now().astimezone(dates.local_zone()))
        self._stack.setCurrentWidget(self.person)
        self._tell_interview(self.person.current_interview() or 0)

    def _show_today(self) -> None:
        self._leave_person()
        self.today.refresh()
        self._stack.setCurrentWidget(self.today)
        self._tell_interview(0)

    def _leave_person(self) -> None:
        self._contact_id = None
        self.person.clear()

    def _tell_interview(self, interview_id: int) -> None:
        if interview_id != self._shown_interview:
            self._shown_interview = interview_id
            self.interview_shown.emit(interview_id)

    def _today_interview(self, contact_id: int, interview_id: int, kind: StepKind) -> None:
        """A line of the Today page leads to the place where its step is done."""
        self.contact_requested.emit(contact_id)
        if self._contact_id != contact_id:
            self.show_contact(contact_id)
        if interview_id:
            self.person.show_interview(interview_id)
            if kind is StepKind.WRITE_UP:
                self.focus_notes()
            elif kind is StepKind.THANK:
                self.draft_letter()
            elif kind in (StepKind.ASK_ANOTHER, StepKind.NUDGE, StepKind.PARK, StepKind.CONFIRM):
                self.person.interview_page.go_to(StageKind.APPROACH)
        if kind is StepKind.REPORT:
            self.person.interview_page.show_loops()
        elif kind in (StepKind.ASK_SECOND, StepKind.INTRODUCE):
            self.person.interview_page.introductions.go_on()
