"""Every read and every write of the vault's records, one method for each user action.

A write is one transaction begun IMMEDIATE; it returns `Changes` and calls nobody back. Reads return frozen records.
The thread that opened the store may call everything; another thread wraps its calls in `connected()`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime

from netplus_desktop.core import records as r


class Store:
    """The people, conversations and offers of one open vault."""

    # --- life -----------------------------------------------------------------------------------------

    def connected(self) -> AbstractContextManager[None]:
        """A connection for the calling thread, closed on leaving. Workers use it; nesting is harmless."""
        raise NotImplementedError

    def close(self) -> None:
        """Empty the history and close the vault. Closing twice is harmless."""
        raise NotImplementedError

    def now(self) -> datetime:
        """The store's clock, an aware instant in UTC."""
        raise NotImplementedError

    # --- reading people -------------------------------------------------------------------------------

    def counts(self) -> r.Counts:
        """Figures for chips and status bar; no scan of the people."""
        raise NotImplementedError

    def contact_ids(self, query: str = "", *, only: r.ListFilter = r.ListFilter.ALL, tag: str = "") -> array[int]:
        """Ids of the people that match, in the list's order (array typecode 'q'). Every word of `query` must begin a
        word of the name, organisation, title, e-mail, tags, notes or of what was noted in conversations."""
        raise NotImplementedError

    def contact_rows(self, ids: Sequence[int]) -> list[r.ContactRow]:
        """The list rows of `ids`, in that order; those that are gone are left out."""
        raise NotImplementedError

    def contact(self, contact_id: int) -> r.Contact:
        """A person, whole. Raises `NotFoundError`."""
        raise NotImplementedError

    def find_contacts(self, name: str, *, limit: int = 20) -> tuple[r.ContactRef, ...]:
        """People whose name matches, for choosing an introducer or naming somebody on the command line."""
        raise NotImplementedError

    def holders(self, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """See `records.Known`."""
        raise NotImplementedError

    def persons(self, ids: Sequence[int]) -> Mapping[int, r.Person]:
        """See `records.Known`. In the order asked for."""
        raise NotImplementedError

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of people who have it, the most used first."""
        raise NotImplementedError

    # --- writing people -------------------------------------------------------------------------------

    def add_contact(self, person: r.Person) -> r.Changes:
        """A new person. Raises `UserError("name-needed")` when nothing names them."""
        raise NotImplementedError

    def edit_contact(self, contact_id: int, **fields: object) -> r.Changes:
        """Write some fields of `records.Person` (by their names); the others keep what they have."""
        raise NotImplementedError

    def set_introducer(self, contact_id: int, introducer_id: int | None) -> r.Changes:
        """Who led me to this person. Raises `UserError("introducer-self")` for the person alone."""
        raise NotImplementedError

    def delete_contacts(self, ids: Sequence[int]) -> r.Changes:
        """Remove people with their conversations and records; undo brings all of it back."""
        raise NotImplementedError

    def tag_contacts(self, ids: Sequence[int], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> r.Changes:
        """Give or take tags, for one person or many, as one step."""
        raise NotImplementedError

    # --- interviews -----------------------------------------------------------------------------------

    def interview(self, interview_id: int) -> r.Interview:
        """An interview, whole. Raises `NotFoundError`."""
        raise NotImplementedError

    def next_interview(self) -> r.Interview | None:
        """The earliest planned meeting that has not ended yet."""
        raise NotImplementedError

    def today(self, *, limit: int = 7) -> tuple[r.TodayLine, ...]:
        """What is due or comes within a week, earliest first."""
        raise NotImplementedError

    def plan_interview(self, contact_id: int, plan: r.InterviewPlan, questions: Sequence[r.Question] = ()) -> r.Changes:
        """A new informational interview with a person."""
        raise NotImplementedError

    def edit_interview(self, interview_id: int, **fields: object) -> r.Changes:
        """Write some fields of `records.InterviewPlan` (by their names)."""
        raise NotImplementedError

    def delete_interview(self, interview_id: int) -> r.Changes:
        """Remove an interview with what was heard in it."""
        raise NotImplementedError

    def record_event(self, interview_id: int, kind: r.EventKind, at: datetime | None) -> r.Changes:
        """Date a fact about an interview (now by default is the caller's business); None takes it back."""
        raise NotImplementedError

    def set_questions(self, interview_id: int, questions: Sequence[r.Question]) -> r.Changes:
        """The questions of an interview, in order, with their ticks and answers."""
        raise NotImplementedError

    def own_questions(self) -> tuple[tuple[int, str, r.Tiara], ...]:
        """The user's own questions of the bank: id, text, kind."""
        raise NotImplementedError

    def add_question(self, text: str, kind: r.Tiara) -> r.Changes:
        """Put an own question into the bank; the same text twice is one question."""
        raise NotImplementedError

    def save_notes(self, interview_id: int, notes: str, *, unfinished: int | None = None) -> r.Changes:
        """Keep the notes and file their lines (`practice.filed_as`). The line numbered `unfinished` (from 0: where
        the caret stands) is kept as text but not filed yet. A line that was edited alters its thing; a line that
        was removed removes it, unless something has been done with it (met, kept, referred, offered for)."""
        raise NotImplementedError

    # --- things heard ---------------------------------------------------------------------------------

    def add_heard(
        self,
        contact_id: int,
        kind: r.HeardKind,
        text: str,
        *,
        interview_id: int | None = None,
        due: date | None = None,
        mine: bool = True,
        action: str = "",
    ) -> r.Changes:
        """A need, takeaway, referral or promise that no line of the notes filed."""
        raise NotImplementedError

    def edit_heard(self, heard_id: int, **fields: object) -> r.Changes:
        """Write some of text, state, due, mine, action."""
        raise NotImplementedError

    def delete_heard(self, heard_id: int) -> r.Changes:
        """Take a thing heard away; the line in the notes stays as plain history."""
        raise NotImplementedError

    def follow_referral(self, heard_id: int, person: r.Person) -> r.Changes:
        """Make a contact of a referral, with the one who named them as introducer. A referral that already became a
        contact changes nothing."""
        raise NotImplementedError

    # --- offers and the exchange ----------------------------------------------------------------------

    def offers(self, *, archived: bool = False) -> tuple[r.Offer, ...]:
        """The inventory, by kind and title; with the archived ones on request."""
        raise NotImplementedError

    def add_offer(self, fields: r.OfferFields) -> r.Changes:
        """A new offer. Raises `UserError("title-needed")`."""
        raise NotImplementedError

    def edit_offer(self, offer_id: int, **fields: object) -> r.Changes:
        """Write some fields of `records.OfferFields`."""
        raise NotImplementedError

    def delete_offer(self, offer_id: int) -> r.Changes:
        """Remove an offer; what was recorded with it stays in words."""
        raise NotImplementedError

    def offer_this(
        self, contact_id: int, offer_id: int, *, need_id: int | None = None, interview_id: int | None = None
    ) -> r.Changes:
        """Record that an offer was made to a person, for a need of theirs where there is one."""
        raise NotImplementedError

    def record_share(self, contact_id: int, direction: r.Direction, text: str, on: date) -> r.Changes:
        """Record by hand what they shared or what I gave."""
        raise NotImplementedError

    def edit_exchange(self, entry_id: int, **fields: object) -> r.Changes:
        """Write some of text, on, state."""
        raise NotImplementedError

    def delete_exchange(self, entry_id: int) -> r.Changes:
        """Take an entry of the record away."""
        raise NotImplementedError

    # --- letters --------------------------------------------------------------------------------------

    def save_letter(self, interview_id: int, letter: r.Letter) -> r.Changes:
        """Keep the draft of the thank-you."""
        raise NotImplementedError

    def mark_sent(self, interview_id: int, at: datetime | None) -> r.Changes:
        """The user says that the thank-you went out (or, with None, that it did not): letter and event together."""
        raise NotImplementedError

    # --- import and sample ----------------------------------------------------------------------------

    def apply_import(self, plans: Sequence[r.ImportPlan], tick: r.Tick = r.no_tick) -> r.Changes:
        """Write the rows as chosen: one transaction, one step. Raises `Cancelled` with nothing written."""
        raise NotImplementedError

    def load_sample(self, sample: Mapping[str, object]) -> r.Changes:
        """The marked sample people of `resources/sample/people.json`, dated relative to today."""
        raise NotImplementedError

    def remove_sample(self) -> r.Changes:
        """Take every marked record away, with what was added to it."""
        raise NotImplementedError

    # --- undo -----------------------------------------------------------------------------------------

    @property
    def undo_step(self) -> r.Step | None:
        """What `undo` would take back."""
        raise NotImplementedError

    @property
    def redo_step(self) -> r.Step | None:
        """What `redo` would do again."""
        raise NotImplementedError

    def undo(self) -> r.Changes:
        """Take the latest step back. Raises `UserError("nothing-to-undo")` or `UserError("undo-stale")`."""
        raise NotImplementedError

    def redo(self) -> r.Changes:
        """Do the step that was taken back again. Raises `UserError("nothing-to-redo")` or `UserError("undo-stale")`."""
        raise NotImplementedError


def default_clock() -> datetime:
    """Now, in UTC."""
    raise NotImplementedError


Clock = Callable[[], datetime]
