"""The way into the listening mode and out of it, and what it keeps so that it is there again after a crash."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.records import Changes, EventKind, Kind
from netplus_desktop.ui import dates
from netplus_desktop.ui.interview.events import when_recorded
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session

if TYPE_CHECKING:
    from netplus_desktop.ui.listening.room import Room
    from netplus_desktop.ui.main_window import MainWindow

LONGEST = 2
"""A talk may last so many times as long as it was planned before an untouched program is locked, as it is elsewhere."""


class Listening(QObject):
    """Covers the desk of one window with the notes of a conversation, and after it with the debrief.

    A command that needs the desk brings the desk back first; nothing that was typed waits to be saved.
    """

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._interview_id: int | None = None
        self.room: Room | None = None
        do = window.actions_
        staying = {do.listen, do.debrief, do.undo, do.redo, do.copy, do.larger, do.smaller, do.usual_size}
        staying |= {
            do.next_pane,
            do.previous_pane,
            do.lock,
            do.quit,
            do.back_up_now,
            do.preferences,
            do.guide,
            do.shortcuts,
            do.your_data,
            do.news,
            do.about,
        }
        for _, actions in do.listed():  # heard before the window does what they ask for
            for action in actions:
                if action not in staying:
                    action.triggered.connect(self.leave)
        do.undo.triggered.connect(self.commit)
        do.listen.triggered.connect(self.toggle)
        do.debrief.triggered.connect(self.look_back)
        window.conversation.listen_requested.connect(self.listen)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        session.busy_changed.connect(self._busy_changed)

    @property
    def under_way(self) -> bool:
        """Whether it covers the desk."""
        return self._interview_id is not None

    # --- in and out --------------------------------------------------------------------------------------

    @Slot()
    def toggle(self) -> None:
        """Begin to listen, or go back to the desk."""
        if self.under_way:
            self.leave()
        else:
            self.listen()

    @Slot()
    def listen(self) -> None:
        """Take notes of the conversation in front."""
        interview_id = self._window.conversation.current_interview()
        if interview_id is not None:
            self._listen(interview_id, self._session.store.now())

    @Slot()
    def look_back(self) -> None:
        """Ask the five questions about the conversation in front."""
        interview_id = self._window.conversation.current_interview()
        if interview_id is not None:
            self._look_back(interview_id)

    @Slot()
    def leave(self) -> None:
        """Go back to the desk."""
        if self.room is None or not self.under_way:
            return
        self.room.commit()
        self._interview_id = self._session.attended_until = None
        self._window.desk.uncover()
        self._window.tools.show()
        self._window.actions_.listen.setChecked(False)
        self._keep()
        self._window.conversation.focus_notes()

    @Slot()
    def commit(self) -> None:
        """Write what is not written yet."""
        if self.room is not None and self.under_way:
            self.room.commit()

    # --- what is kept until it is there again ----------------------------------------------------------------

    def unfinished(self) -> dict[str, Any]:
        """What is needed to go on after the program ended; nothing while the desk is shown."""
        if self.room is None or not self.under_way:
            return {}
        kept: dict[str, Any] = {"began": self.room.view.clock.began.isoformat()}
        if self.room.looking_back:
            kept["debrief"] = self.room.debrief.unfinished()
        return kept

    def resume(self, kept: dict[str, Any]) -> None:
        """Go on where it ended."""
        interview_id = self._window.conversation.current_interview()
        if interview_id is None:
            return
        if "debrief" in kept:
            self._look_back(interview_id, **kept["debrief"])
        else:
            self._listen(interview_id, datetime.fromisoformat(kept["began"]))

    @Slot()
    def _keep(self) -> None:
        """Have the vault know, so that a crash ends neither the talk nor an answer that is half typed."""
        from netplus_desktop.ui.vault import drafts

        if not self._session.busy:
            try:
                self._session.store.put_aside(drafts.taken(self._window, whole=self.under_way))
            except UserError:
                return  # a full disk or the like: what is saved tells of it

    # --- inside ----------------------------------------------------------------------------------------------

    def _listen(self, interview_id: int, began: datetime) -> None:
        room, shown = self._enter(interview_id)
        minutes = shown.interview.plan.minutes if shown.interview is not None else shown.clocks.minutes
        room.view.clock.begin(minutes, began)
        room.show_view(shown)
        self._session.attended_until = began + LONGEST * timedelta(minutes=minutes)
        self._keep()

    def _look_back(self, interview_id: int, place: int = 0, answer: str = "") -> None:
        room, shown = self._enter(interview_id)
        room.show_debrief(shown, place, answer)
        self._session.attended_until = None
        self._keep()

    def _enter(self, interview_id: int) -> tuple[Room, Shown]:
        """Cover the desk with the room, filled with a conversation."""
        self._window.conversation.commit()
        if self.room is None:
            self.room = self._built()
        self.room.commit()
        self._interview_id = interview_id
        shown = self._read(interview_id)
        self._window.tools.hide()
        self._window.desk.cover(self.room)
        self._window.actions_.listen.setChecked(True)
        return self.room, shown

    def _built(self) -> Room:
        from netplus_desktop.ui.listening.room import Room

        room = Room(self._session)
        room.view.left.connect(self.leave)
        room.view.held.connect(self._held)
        room.view.needs.offer_requested.connect(self._offer)
        room.view.clock.begun_again.connect(self._keep)
        room.debrief.left.connect(self.leave)
        room.debrief.moved.connect(self._keep)
        room.debrief.gone_through.connect(self._written_up)
        room.debrief.letter_requested.connect(self._draft_letter)
        room.debrief.offer_requested.connect(self._offer)
        room.debrief.contact_requested.connect(self._open)
        for stop in (room.view.written, room.view.side, room.debrief):
            self._window.panes.join(stop)
        return room

    def _read(self, interview_id: int) -> Shown:
        store = self._session.store
        contact = store.contact(store.interview(interview_id).contact_id)
        interview = next((talk for talk in contact.interviews if talk.id == interview_id), None)
        return Shown(contact, interview, store.offers(archived=True), store.now().astimezone(dates.local_zone()))

    @Slot()
    def _held(self) -> None:
        """They have talked: that is recorded, unless it was, and the first of five questions is asked."""
        if self._interview_id is None:
            return
        self.commit()
        store = self._session.store
        talk = store.interview(self._interview_id)
        if talk.event(EventKind.HELD) is None:
            at = when_recorded(talk, EventKind.HELD, store.now())
            self._session.run(store.record_event, talk.id, EventKind.HELD, at, initiator=self)
        self._look_back(talk.id)

    @Slot()
    def _written_up(self) -> None:
        if self._interview_id is not None:
            store = self._session.store
            self._session.run(store.record_event, self._interview_id, EventKind.DEBRIEFED, store.now(), initiator=self)

    @Slot()
    def _draft_letter(self) -> None:
        self.leave()
        self._window.conversation.draft_letter()

    @Slot(int)
    def _offer(self, contact_id: int) -> None:
        self.leave()
        self._window.conversation.offer_requested.emit(contact_id)

    @Slot(int)
    def _open(self, contact_id: int) -> None:
        self.leave()
        self._window.go_to_contact(contact_id)

    @Slot(object, object)
    def _changed(self, changes: Changes, _initiator: object) -> None:
        if self.room is None or self._interview_id is None:
            return
        self.room.strip.hide()
        if changes.ids(Kind.CONTACT) or changes.ids(Kind.INTERVIEW) or changes.ids(Kind.OFFER):
            try:
                self.room.refresh(self._read(self._interview_id))
            except NotFoundError:
                self.leave()  # undo took the conversation away

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if self.room is not None and self.under_way:
            from netplus_desktop.ui import messages

            self.room.strip.tell(messages.text(error))

    @Slot(bool)
    def _busy_changed(self, busy: bool) -> None:
        if not busy:
            self.commit()
