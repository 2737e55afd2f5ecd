"""The store's verbs about informational interviews: plan, events, questions, letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from netplus_desktop.core import practice
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.store import history, reading, schema
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.people import PeopleVerbs, clean

_PLAN = tuple(field.name for field in fields(r.InterviewPlan))

_LONGEST = timedelta(days=1)
"""No meeting is longer: the plan takes 480 minutes."""


_OVER = (r.EventKind.HELD, r.EventKind.THANKED, r.EventKind.LOOP_CLOSED)
_AGREED = frozenset({r.InterviewState.SCHEDULED, r.InterviewState.PREPARED, r.InterviewState.CONFIRMED})


class InterviewVerbs(PeopleVerbs):
    """Reading and writing interviews."""

    # --- reading ------------------------------------------------------------------------------------------

    def interview(self, interview_id: int) -> r.Interview:
        """An interview, whole. Raises `NotFoundError`."""
        with sorted_failures():
            found = reading.interviews(self._connection(), "WHERE id = ?", (interview_id,))
        if not found:
            raise NotFoundError("interview-gone")
        return found[0]

    def next_interview(self) -> r.Interview | None:
        """The earliest planned meeting that has not ended yet."""
        now = self.now()
        with sorted_failures():
            planned = reading.interviews(
                self._connection(), "WHERE ends > ? ORDER BY ends LIMIT 100", (reading.written(now),)
            )
        waiting = (
            talk
            for talk in planned
            if practice.side_state(talk) is None
            and not any(talk.event(kind) for kind in _OVER)
            and (talk.state is None or talk.state in _AGREED)
        )
        return min(waiting, key=lambda talk: practice.starts_at(talk.plan) or now, default=None)

    def meetings(self, first: datetime, last: datetime) -> list[r.Interview]:
        """The interviews with a time that begin from `first` to before `last`, called off or not, in no order."""
        with sorted_failures():
            ending = reading.interviews(
                self._connection(),
                "WHERE ends >= ? AND ends < ?",
                (reading.written(first), reading.written(last + _LONGEST)),
            )
        return [talk for talk in ending if (start := practice.starts_at(talk.plan)) and first <= start < last]

    # --- writing ------------------------------------------------------------------------------------------

    def plan_interview(self, contact_id: int, plan: r.InterviewPlan, questions: Sequence[r.Question] = ()) -> r.Changes:
        """A new informational interview with a person."""
        self._exists(contact_id)
        with self._write(r.Action.PLAN_INTERVIEW) as w:
            self._insert_interview(w, contact_id, plan, questions)
        return w.done

    def _insert_interview(
        self,
        w: history.Writing,
        contact_id: int,
        plan: r.InterviewPlan,
        questions: Sequence[r.Question] = (),
        **more: Any,
    ) -> int:
        interview_id = w.insert(
            schema.Interview,
            **({"created": reading.written(self.now())} | more),
            contact=contact_id,
            **_plan_columns(plan, _PLAN),
        )
        for position, question in enumerate(questions):
            w.insert(schema.InterviewQuestion, interview=interview_id, position=position, **_question(question))
        w.alters(r.Kind.CONTACT, contact_id)
        return interview_id

    def edit_interview(self, interview_id: int, **fields: object) -> r.Changes:
        """Write some fields of `records.InterviewPlan` (by their names)."""
        talk = self.interview(interview_id)
        plan = replace(talk.plan, **fields)  # type: ignore[arg-type]
        with self._write(r.Action.EDIT_INTERVIEW, (interview_id, *sorted(fields))) as w:
            if w.update(schema.Interview, interview_id, **_plan_columns(plan, tuple(fields))):
                w.alters(r.Kind.CONTACT, talk.contact_id)
        return w.done

    def delete_interview(self, interview_id: int) -> r.Changes:
        """Remove an interview with what was heard in it."""
        owner = self._owner("interview", interview_id, "interview-gone")
        with self._write(r.Action.DELETE_INTERVIEW) as w:
            self._delete_interview(w, interview_id)
            w.alters(r.Kind.CONTACT, owner)
        return w.done

    def record_event(self, interview_id: int, kind: r.EventKind, at: datetime | None) -> r.Changes:
        """Date a fact about an interview (now by default is the caller's business); None takes it back. A fact that is
        recorded takes back a state that the user chose; one that is moved to another time has none for now."""
        owner = self._owner("interview", interview_id, "interview-gone")
        with self._write(r.Action.RECORD_EVENT) as w:
            self._set_event(w, interview_id, owner, kind, at)
        return w.done

    def record_events(self, interview_ids: Sequence[int], kind: r.EventKind, at: datetime) -> r.Changes:
        """Date the same fact about several interviews, in one step."""
        owners = [(one, self._owner("interview", one, "interview-gone")) for one in interview_ids]
        with self._write(r.Action.RECORD_EVENT) as w:
            for interview_id, owner in owners:
                self._set_event(w, interview_id, owner, kind, at)
        return w.done

    def _set_event(
        self, w: history.Writing, interview_id: int, owner: int, kind: r.EventKind, at: datetime | None
    ) -> None:
        before = len(w.ops)
        there = w.ids(schema.InterviewEvent, "interview_id = ? AND kind = ?", interview_id, str(kind))
        if at is None:
            for row in there:
                w.delete(schema.InterviewEvent, row)
        elif there:
            w.update(schema.InterviewEvent, there[0], at=reading.written(at))
        else:
            w.insert(schema.InterviewEvent, interview=interview_id, kind=str(kind), at=reading.written(at))
        if len(w.ops) > before:
            if at is not None:
                w.update(schema.Interview, interview_id, state="")
            if at is not None and kind is r.EventKind.RESCHEDULED:
                w.update(schema.Interview, interview_id, starts=None, ends=None)
            w.alters(r.Kind.INTERVIEW, interview_id)
            w.alters(r.Kind.CONTACT, owner)

    def set_state(self, interview_id: int, state: r.InterviewState | None) -> r.Changes:
        """Say where an interview stands, whatever its dated facts say; None lets it follow from them again."""
        owner = self._owner("interview", interview_id, "interview-gone")
        with self._write(r.Action.SET_STATE) as w:
            if w.update(schema.Interview, interview_id, state=str(state) if state else ""):
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def set_questions(self, interview_id: int, questions: Sequence[r.Question]) -> r.Changes:
        """The questions of an interview, in order, with their ticks and answers."""
        owner = self._owner("interview", interview_id, "interview-gone")
        with self._write(r.Action.PICK_QUESTIONS, interview_id) as w:
            sql = "SELECT id, text FROM interview_question WHERE interview_id = ? ORDER BY position, id"
            there: dict[int, str] = dict(w.connection.execute(sql, (interview_id,)).fetchall())
            rows: list[int | None] = []
            for question in questions:  # a question keeps its row wherever it stands now
                rows.append(next((one for one, text in there.items() if text == clean(question.text)), None))
                there.pop(rows[-1] or 0, None)
            left = list(there)
            for position, (same, question) in enumerate(zip(rows, questions, strict=True)):
                row = same or (left.pop(0) if left else None)
                if row is not None:
                    w.update(schema.InterviewQuestion, row, position=position, **_question(question))
                else:
                    w.insert(schema.InterviewQuestion, interview=interview_id, position=position, **_question(question))
            for gone in left:
                w.delete(schema.InterviewQuestion, gone)
            if not w.empty:
                w.alters(r.Kind.INTERVIEW, interview_id)
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    # --- letters ------------------------------------------------------------------------------------------

    def save_letter(self, interview_id: int, letter: r.Letter, *, tone: str | None = None) -> r.Changes:
        """Keep the draft of the thank-you, and the tone it is composed in unless that is None."""
        owner = self._owner("interview", interview_id, "interview-gone")
        chosen = {} if tone is None else {"letter_tone": clean(tone)}
        with self._write(r.Action.EDIT_LETTER, interview_id) as w:
            if w.update(schema.Interview, interview_id, **_letter_columns(letter), **chosen):
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def mark_sent(self, interview_id: int, at: datetime | None) -> r.Changes:
        """The user says that the thank-you went out (or, with None, that it did not): letter and event together."""
        talk = self.interview(interview_id)
        with self._write(r.Action.MARK_SENT) as w:
            if talk.letter is not None:
                w.update(schema.Interview, interview_id, letter_sent=reading.written(at) if at else None)
            self._set_event(w, interview_id, talk.contact_id, r.EventKind.THANKED, at)
        return w.done


def _plan_columns(plan: r.InterviewPlan, names: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in names:
        value = getattr(plan, name)
        if name == "starts":
            value = value.replace(tzinfo=None).isoformat() if value else None
        elif name == "medium":
            value = str(value)
        elif isinstance(value, str):
            value = clean(value)
        values[name] = value
    if {"starts", "zone", "minutes"} & set(names):
        end = practice.ends_at(plan)
        values["ends"] = reading.written(end) if end else None
    return values


def _question(question: r.Question) -> dict[str, Any]:
    return {
        "text": clean(question.text),
        "kind": str(question.kind),
        "asked": int(question.asked),
        "answer": clean(question.answer),
    }


def _letter_columns(letter: r.Letter | None) -> dict[str, Any]:
    if letter is None:
        return {"letter_subject": None, "letter_body": None, "letter_sent": None}
    return {
        "letter_subject": clean(letter.subject),
        "letter_body": clean(letter.body),
        "letter_sent": reading.written(letter.sent) if letter.sent else None,
    }
