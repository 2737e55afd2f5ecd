"""The store's verbs about closing the loop: how it goes on with what somebody gave me, that they were told of it, and
the landing with everyone who helped on the way there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store import history, reading, schema
from netplus_desktop.store.drafts import DraftVerbs
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.people import clean

if TYPE_CHECKING:
    from netplus_desktop.core.loops import Helper, Landing, Loop, LoopDay
    from netplus_desktop.core.states import Followed


class LoopVerbs(DraftVerbs):
    """Reading and writing loops and landings."""

    def open_loops(self, contact: r.Contact) -> tuple[Loop, ...]:
        """What somebody gave me and was not told of yet, the oldest first."""
        from netplus_desktop.core import loops  # here, as below: no start needs it

        now = self.now().astimezone()
        named = {thing.referred.id for thing in contact.heard if thing.referred}
        referred = self._followed({*named, *(person.id for person in contact.introduced)}, now)
        return loops.open_loops(contact.heard, contact.interviews, contact.introduced, referred, now, self.clocks())

    def _followed(self, ids: Iterable[int], now: datetime) -> Mapping[int, Followed]:
        """How it went on with these people."""
        from netplus_desktop.core.states import followed

        wanted = sorted(ids)
        if not wanted:
            return {}
        with sorted_failures():
            of_them = (reading.as_json(wanted),)
            talks = reading.interviews(self._connection(), f"WHERE contact_id {reading.WITHIN}", of_them)
        return {one: followed(theirs, now) for one, theirs in reading.by_contact(talks).items()}

    def set_loop_day(self, heard_id: int, what: LoopDay, on: date | None) -> r.Changes:
        """Say on which day this happened with a thing heard; None takes it back. Raises `NotFoundError`."""
        owner = self._owner("heard", heard_id, "heard-gone")
        with self._write(r.Action.FOLLOW_LOOP, (heard_id, str(what))) as w:
            if w.update(schema.Heard, heard_id, **{str(what): on.isoformat() if on else None}):
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def report_back(
        self,
        contact_id: int,
        loops: Sequence[Loop],
        at: datetime,
        letter: tuple[r.DraftKind, str, str] | None = None,
    ) -> r.Changes:
        """Somebody was told what came of these; with the `letter` (kind, subject, body) in which it stood, that went
        out. An introduction of which only the link told is kept as a thing heard from now on. Raises
        `NotFoundError`."""
        self._exists(contact_id)
        with self._write(r.Action.REPORT_BACK) as w:
            on = at.astimezone().date().isoformat()
            for loop in loops:
                if loop.heard is not None:
                    w.update(schema.Heard, loop.heard.id, reported=on)
                elif loop.person is not None:
                    w.insert(
                        schema.Heard,
                        contact=contact_id,
                        kind=str(r.HeardKind.REFERRAL),
                        text=loop.person.name,
                        day=loop.since.isoformat(),
                        referred=loop.person.id,
                        introduced=loop.since.isoformat(),
                        reported=on,
                    )
            if letter is not None:
                self._sent_letter(w, contact_id, *letter, at)
            w.count = max(len(loops), 1)
            if not w.empty:
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def _sent_letter(
        self, w: history.Writing, contact_id: int, kind: r.DraftKind, subject: str, body: str, at: datetime
    ) -> None:
        values = {"subject": clean(subject), "body": clean(body), "sent": reading.written(at)}
        open_one = "contact_id = ? AND interview_id IS NULL AND kind = ? AND sent IS NULL"
        there = w.ids(schema.Draft, open_one, contact_id, str(kind))
        if there:
            w.update(schema.Draft, there[0], **values)
        else:
            w.insert(schema.Draft, contact=contact_id, kind=str(kind), **values)

    # --- landing ------------------------------------------------------------------------------------------

    def landing(self) -> Landing | None:
        """The job that was found last."""
        from netplus_desktop.core.loops import Landing

        rows = self._ask("SELECT id, day, organisation, role FROM landing ORDER BY id DESC LIMIT 1")
        return Landing(rows[0][0], date.fromisoformat(rows[0][1]), *rows[0][2:]) if rows else None

    def land(self, day: date, organisation: str, role: str) -> r.Changes:
        """The user has found a job. Raises `UserError("employer-needed")`."""
        with self._write(r.Action.LAND) as w:
            w.insert(schema.Landing, **_landing(day, organisation, role))
        return w.done

    def edit_landing(self, landing_id: int, day: date, organisation: str, role: str) -> r.Changes:
        """Write what is known of a job anew. Raises `NotFoundError`, `UserError("employer-needed")`."""
        self._landed(landing_id)
        with self._write(r.Action.LAND, landing_id) as w:
            w.update(schema.Landing, landing_id, **_landing(day, organisation, role))
        return w.done

    def delete_landing(self, landing_id: int) -> r.Changes:
        """It was not to be. The notes that went out stay with their people. Raises `NotFoundError`."""
        self._landed(landing_id)
        with self._write(r.Action.DELETE_LANDING) as w:
            w.delete(schema.Landing, landing_id)
        return w.done

    def _landed(self, landing_id: int) -> None:
        if not self._ask("SELECT 1 FROM landing WHERE id = ?", landing_id):
            raise NotFoundError("landing-gone")

    def helpers(self, tick: r.Tick = r.no_tick) -> tuple[Helper, ...]:
        """Everyone who helped: those first whose help opened most, and of one kind those who helped last. Seconds for
        thousands of them: work for the worker. Raises `Cancelled`."""
        from netplus_desktop.core import loops

        now = self.now().astimezone()
        refs = {one: r.ContactRef(one, name) for one, name in self._ask(_HELPED)}
        led: defaultdict[int, list[r.ContactRef]] = defaultdict(list)
        for by, one, name in self._ask("SELECT introducer_id, id, name FROM contact WHERE introducer_id IS NOT NULL"):
            led[by].append(r.ContactRef(one, name))
        told = self._landing_notes()
        found = []
        ids = sorted(refs)
        for at in range(0, len(ids), _CHUNK):
            tick(at, len(ids))
            part = ids[at : at + _CHUNK]
            for one, records in self._received(part).items():
                helps, last = loops.help_received(*records, led[one], now)
                if helps:
                    found.append(loops.Helper(refs[one], helps, last, told.get(one)))
        order = {kind: place for place, kind in enumerate(loops.HelpKind)}
        found.sort(key=lambda helper: (-(helper.last or date.min).toordinal(), helper.contact.id))
        return tuple(sorted(found, key=lambda helper: order[helper.foremost]))

    def _received(self, ids: Sequence[int]) -> Mapping[int, tuple[list[r.Interview], list[r.Heard], list[Any]]]:
        wanted = (reading.as_json(ids),)
        found: dict[int, tuple[list[r.Interview], list[r.Heard], list[Any]]] = {one: ([], [], []) for one in ids}
        with sorted_failures():
            connection = self._connection()
            for talk in reading.interviews(connection, f"WHERE contact_id {reading.WITHIN}", wanted):
                found[talk.contact_id][0].append(talk)
            for thing in reading.heard(connection, f"WHERE contact_id {reading.WITHIN}", wanted):
                found[thing.contact_id][1].append(thing)
            for entry in reading.exchange(connection, f"WHERE contact_id {reading.WITHIN}", wanted):
                found[entry.contact_id][2].append(entry)
        return found

    def _landing_notes(self) -> Mapping[int, date]:
        """Whom the landing note reached, and when: of this landing, not of one before."""
        days = [row[0] for row in self._ask("SELECT day FROM landing ORDER BY id DESC LIMIT 2")]
        since = f"{days[1]}~" if len(days) > 1 else ""  # later than every instant of that day
        sql = "SELECT contact_id, max(sent) FROM draft WHERE kind = ? AND sent > ? GROUP BY contact_id"
        rows = self._ask(sql, str(r.DraftKind.LANDING), since)
        return {one: reading.instant(at).astimezone().date() for one, at in rows}


_HELPED = (
    "SELECT id, name FROM contact WHERE id IN (SELECT contact_id FROM contact_standing WHERE they_shared "
    "UNION SELECT introducer_id FROM contact WHERE introducer_id IS NOT NULL)"
)
_CHUNK = 200
"""People read at a time, and how often the work looks whether it should stop."""


def _landing(day: date, organisation: str, role: str) -> dict[str, Any]:
    """A landing as the vault keeps it. Raises `UserError("employer-needed")`."""
    where = clean(" ".join(organisation.split()))
    if not where:
        raise UserError("employer-needed")
    return {"day": day.isoformat(), "organisation": where, "role": clean(" ".join(role.split()))}
