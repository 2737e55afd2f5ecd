"""The store's verbs about the bank of questions: the user's own, favourites, and with whom one was used last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.folding import fold
from netplus_desktop.store import reading, schema
from netplus_desktop.store.base import Desk
from netplus_desktop.store.people import clean

if TYPE_CHECKING:
    from netplus_desktop.core.questions import OwnQuestion, QuestionUse, Stage

_USES = """
SELECT q.text, c.id, c.name, held.at, i.starts, i.created, q.asked
FROM interview_question AS q
JOIN interview AS i ON i.id = q.interview_id
JOIN contact AS c ON c.id = i.contact_id
LEFT JOIN interview_event AS held ON held.interview_id = i.id AND held.kind = 'held'
WHERE i.id IS NOT ?
ORDER BY coalesce(held.at, i.starts, i.created), i.id
"""
"""Every question of every list, those of the latest conversation last."""


class QuestionVerbs(Desk):
    """Reading and writing the bank's personal part. Questions are told apart by `core.questions.same`."""

    def own_questions(self) -> tuple[OwnQuestion, ...]:
        """The user's own questions of the bank, oldest first."""
        from netplus_desktop.core.questions import OwnQuestion, Stage

        rows = self._ask("SELECT id, text, kind, stage FROM own_question ORDER BY id")
        return tuple(
            OwnQuestion(one, text, r.Tiara(kind), Stage(stage) if stage else None) for one, text, kind, stage in rows
        )

    def favourite_questions(self) -> tuple[str, ...]:
        """The texts of the questions that the user marked, oldest first."""
        return tuple(text for (text,) in self._ask("SELECT text FROM favourite_question ORDER BY id"))

    def question_uses(self, contact_id: int | None = None, *, but: int | None = None) -> Mapping[str, QuestionUse]:
        """With whom each question was used last, by its text as `core.questions.same` has it.

        A conversation with `contact_id` counts before later ones with others, as nobody wishes to ask somebody the
        same thing twice without knowing. `but` is an interview that does not count: the one that is prepared.
        """
        from netplus_desktop.core.questions import QuestionUse

        latest: dict[str, tuple[Any, ...]] = {}
        for row in self._ask(_USES, but):
            key = fold(row[0])
            if row[1] == contact_id or key not in latest or latest[key][1] != contact_id:
                latest[key] = row
        return {
            key: QuestionUse(r.ContactRef(one, name), _day(held, starts, created), bool(asked))
            for key, (_, one, name, held, starts, created, asked) in latest.items()
        }

    def add_question(self, text: str, kind: r.Tiara, stage: Stage | None = None) -> r.Changes:
        """Put an own question into the bank; the same text twice is one question. Raises `UserError('text-needed')`."""
        text = _worded(text)
        with self._write(r.Action.ADD_QUESTION) as w:
            row = self._own(text)
            if row is None:
                w.insert(schema.OwnQuestion, text=text, kind=str(kind), stage=str(stage or ""))
            else:
                w.update(schema.OwnQuestion, row, kind=str(kind), stage=str(stage or ""))
        return w.done

    def edit_question(self, question_id: int, text: str, kind: r.Tiara, stage: Stage | None = None) -> r.Changes:
        """Word an own question anew. Lists that it stands on keep the words of their day; a mark as a favourite stays.

        Raises `NotFoundError('question-gone')`; `UserError`: 'text-needed', 'question-known' where another own
        question says the same.
        """
        text, before = _worded(text), self._wording(question_id)
        if self._own(text) not in (None, question_id):
            raise UserError("question-known")
        with self._write(r.Action.EDIT_QUESTION, question_id) as w:
            w.update(schema.OwnQuestion, question_id, text=text, kind=str(kind), stage=str(stage or ""))
            for row in self._marks(before):
                if self._marks(text) in ([], [row]):
                    w.update(schema.FavouriteQuestion, row, text=text)
                else:
                    w.delete(schema.FavouriteQuestion, row)
        return w.done

    def delete_question(self, question_id: int) -> r.Changes:
        """Take an own question out of the bank; lists that it stands on keep it.

        Raises `NotFoundError('question-gone')`.
        """
        text = self._wording(question_id)
        with self._write(r.Action.DELETE_QUESTION) as w:
            w.delete(schema.OwnQuestion, question_id)
            for row in self._marks(text):
                w.delete(schema.FavouriteQuestion, row)
        return w.done

    def mark_question(self, text: str, favourite: bool) -> r.Changes:
        """Make a question of the bank a favourite, or no longer. Raises `UserError('text-needed')`."""
        text = _worded(text)
        with self._write(r.Action.MARK_QUESTION) as w:
            there = self._marks(text)
            if favourite and not there:
                w.insert(schema.FavouriteQuestion, text=text)
            for row in () if favourite else there:
                w.delete(schema.FavouriteQuestion, row)
        return w.done

    def _wording(self, question_id: int) -> str:
        rows = self._ask("SELECT text FROM own_question WHERE id = ?", question_id)
        if not rows:
            raise NotFoundError("question-gone")
        return str(rows[0][0])

    def _own(self, text: str) -> int | None:
        """The own question that says the same."""
        rows = self._ask("SELECT id, text FROM own_question ORDER BY id")
        return next((int(one) for one, known in rows if fold(known) == fold(text)), None)

    def _marks(self, text: str) -> list[int]:
        rows = self._ask("SELECT id, text FROM favourite_question ORDER BY id")
        return [int(one) for one, known in rows if fold(known) == fold(text)]


def _day(held: str | None, starts: str | None, created: str) -> date:
    """The day of a conversation: when it was held, else when it is planned, else when it was thought of."""
    if held is None and starts is not None:
        return date.fromisoformat(starts[:10])  # the wall time of its own zone
    return reading.instant(held or created).astimezone().date()


def _worded(text: str) -> str:
    text = clean(" ".join(text.split()))
    if not text:
        raise UserError("text-needed")
    return text
