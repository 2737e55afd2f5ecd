"""The marked sample people: in with one step, out with one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any

from netplus_desktop.core import practice
from netplus_desktop.core import records as r
from netplus_desktop.core.employers import employer_key
from netplus_desktop.store import history, reading, schema
from netplus_desktop.store.exchanges import offer_columns
from netplus_desktop.store.importing import ImportVerbs
from netplus_desktop.store.interviews import _letter_columns

Json = Mapping[str, Any]

_PERSON = frozenset(field.name for field in fields(r.Person))
_EMPLOYER = frozenset({"name", "motivation", "posting", "posting_link", "note"})
_PLAN = frozenset(field.name for field in fields(r.InterviewPlan))


class SampleVerbs(ImportVerbs):
    """Loading and removing the sample people."""

    def load_sample(self, sample: Mapping[str, object]) -> r.Changes:
        """The marked sample people of `resources/sample/people.json`, dated relative to today. They are loaded once:
        while some are there, nothing changes."""
        with self._write(r.Action.LOAD_SAMPLE) as w:
            w.count = 0
            if not w.ids(schema.Contact, "sample"):
                data: Any = sample
                offers = {
                    fields.title: w.insert(schema.Offer, **offer_columns(fields), sample=1)
                    for fields in map(_offer, data.get("offers", ()))
                }
                made: dict[str, int] = {}
                for entry in data["people"]:
                    person = _person(entry["person"])
                    introducer = made.get(entry.get("introducer") or "")
                    more: dict[str, Any] = {"sample": 1, "introducer": introducer}
                    made[person.name] = self._insert_person(w, person, **more)
                    self._load_talks(w, made[person.name], entry, offers)
                self._load_employers(w, data.get("employers", ()), made)
                for introduction in data.get("introductions", ()):
                    self._load_introduction(w, introduction, made)
                w.count = len(made)
        return w.done

    def _load_talks(self, w: history.Writing, contact_id: int, entry: Json, offers: Mapping[str, int]) -> None:
        for talk in entry.get("interviews", ()):
            self._load_talk(w, contact_id, talk)
        for give in entry.get("exchange", ()):
            w.insert(
                schema.Exchange,
                contact=contact_id,
                direction=str(r.Direction(give["direction"])),
                text=give["text"],
                day=(self._today() + timedelta(days=give["days"])).isoformat(),
                state=str(r.ExchangeState(give.get("state") or r.ExchangeState.DELIVERED)),
                offer=offers.get(give.get("offer") or give["text"]),
            )

    def _load_employers(self, w: history.Writing, employers: Iterable[Json], made: Mapping[str, int]) -> None:
        """Those that the user does not aim at already."""
        mine = {employer_key(name) for (name,) in w.connection.execute("SELECT name FROM employer")}
        for employer in employers:
            if employer_key(employer["name"]) not in mine:
                values = {name: employer[name] for name in _EMPLOYER & employer.keys()}
                w.insert(schema.Employer, **values, advocate=made.get(employer.get("advocate") or ""), sample=1)

    def _load_introduction(self, w: history.Writing, introduction: Json, made: Mapping[str, int]) -> None:
        first, second = made[introduction["first"]], made[introduction["second"]]
        row = w.insert(schema.Introduction, first=first, second=second, reason=introduction["reason"])
        for kind, days in introduction["events"].items():
            at = reading.written(self.now() + timedelta(days=days))
            w.insert(schema.IntroductionEvent, introduction=row, kind=str(r.IntroductionKind(kind)), at=at)

    def _load_talk(self, w: history.Writing, contact_id: int, talk: Json) -> None:
        now = self.now()
        plan = self._plan(talk["plan"])
        questions = [
            r.Question(text, r.Tiara(letter), bool(asked), answer)
            for text, letter, asked, answer in talk.get("questions", ())
        ]
        events = {r.EventKind(kind): now + timedelta(days=days) for kind, days in talk.get("events", {}).items()}
        end = practice.ends_at(plan)
        if r.EventKind.HELD in events and end is not None:
            events[r.EventKind.HELD] = end
        created = min((*events.values(), now))
        interview_id = self._insert_interview(w, contact_id, plan, questions, created=reading.written(created))
        for kind, at in events.items():
            w.insert(schema.InterviewEvent, interview=interview_id, kind=str(kind), at=reading.written(min(at, now)))
        heard_on = (events.get(r.EventKind.HELD) or now).date().isoformat()
        notes = talk.get("notes", "")
        w.update(schema.Interview, interview_id, notes=notes)
        self._file(w, interview_id, contact_id, [], notes.split("\n"), None)
        for thing in talk.get("heard", ()):
            due = thing.get("due_in_days")
            self._insert_heard(
                w,
                contact_id,
                interview_id,
                str(r.HeardKind(thing["kind"])),
                thing["text"],
                state=str(r.HeardState(thing.get("state") or r.HeardState.OPEN)),
                due=(self._today() + timedelta(days=due)).isoformat() if due is not None else None,
                mine=int(thing.get("mine", True)),
                action=thing.get("action") or "",
            )
        for thing_id in w.ids(schema.Heard, "interview_id = ?", interview_id):
            w.update(schema.Heard, thing_id, day=heard_on)
        letter = talk.get("letter")
        if letter:
            sent = events.get(r.EventKind.THANKED)
            columns = _letter_columns(r.Letter(letter["subject"], letter["body"], sent))
            w.update(schema.Interview, interview_id, **columns)

    def _plan(self, plan: Json) -> r.InterviewPlan:
        values = {name: plan[name] for name in _PLAN & plan.keys()}
        days = plan.get("starts_in_days")
        if days is not None:
            at = time.fromisoformat(plan.get("at") or "14:00")
            values["starts"] = datetime.combine(self._today() + timedelta(days=days), at)
        values["zone"] = plan.get("zone") or "UTC"
        if "medium" in values:
            values["medium"] = r.Medium(values["medium"])
        return r.InterviewPlan(**values)

    def remove_sample(self) -> r.Changes:
        """Take every marked record away, with what was added to it."""
        with self._write(r.Action.REMOVE_SAMPLE) as w:
            for contact_id in w.ids(schema.Contact, "sample"):
                self._delete_person(w, contact_id)
            w.count = len(w.removed.get(r.Kind.CONTACT, ()))
            for row in w.ids(schema.Employer, "sample"):
                w.delete(schema.Employer, row)
            for offer_id in w.ids(schema.Offer, "sample"):
                for row in w.ids(schema.Exchange, "offer_id = ?", offer_id):
                    w.update(schema.Exchange, row, offer=None)
                for row in w.ids(schema.FitChoice, "offer_id = ?", offer_id):
                    w.delete(schema.FitChoice, row)
                w.delete(schema.Offer, offer_id)
        return w.done


def _person(values: Json) -> r.Person:
    given = {name: values[name] for name in _PERSON & values.keys()}
    given["points"] = tuple(r.Point(r.PointKind(kind), value, label) for kind, value, label in given.get("points", ()))
    given["tags"] = tuple(given.get("tags", ()))
    given["extra"] = tuple(given.get("extra", ()))
    return r.Person(**given)


def _offer(values: Json) -> r.OfferFields:
    given = dict(values)
    given["kind"] = r.OfferKind(given["kind"])
    given["tags"] = tuple(given.get("tags", ()))
    return r.OfferFields(**given)
