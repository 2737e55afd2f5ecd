"""The question bank: what one can ask in an informational interview, by TIARA kind and by the stage of the talk.

The shipped bank is `resources/questions/en.json`; the user's own questions and favourites live in the vault and join it
by `Bank.of_user`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from netplus_desktop.core.folding import fold
from netplus_desktop.core.records import ContactRef, EventKind, Interview, Question, Tiara

STARTER = (Tiara.TRENDS, Tiara.INSIGHTS, Tiara.ADVICE, Tiara.ASSIGNMENTS)
"""The kinds that open a suggested set, in TIARA's order; two closing questions (resources) end it."""


class Stage(StrEnum):
    """The talks that a question suits."""

    FIRST = "first talk"
    SECOND = "second talk"
    HIRING = "hiring manager"
    ALUMNI = "alumni"
    CHANGE = "career change"
    RETURNING = "returning"  # to work after a break


def same(text: str) -> str:
    """What two wordings of one question have in common: letters alone, no capitals, accents or marks."""
    return fold(text)


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question that the user put into the bank. It suits one kind of talk, or with None every one."""

    id: int
    text: str
    kind: Tiara
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """The latest conversation for which a question was picked: with whom, its day, whether it was asked there."""

    contact: ContactRef
    on: date
    asked: bool


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of the bank. `closing` ones end a talk: who else to speak to, how to be of use. `own` is the id of
    one that the user wrote."""

    text: str
    kind: Tiara
    stages: frozenset[Stage]
    closing: bool = False
    own: int | None = None
    favourite: bool = False

    def picked(self) -> Question:
        """This question, picked for an interview."""
        return Question(self.text, self.kind)


class Bank:
    """Questions to pick from, in the bank's order: the ones that suit most people come first."""

    def __init__(self, questions: Iterable[BankQuestion]) -> None:
        self._questions = tuple(questions)

    @classmethod
    def load(cls, path: Path) -> Bank:
        """The bank of a file. Raises `OSError` when it cannot be read and `ValueError` when it is no bank."""
        return cls.from_data(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Bank:
        """The bank of a parsed file. Raises `ValueError` for an unknown kind or stage, a repeated or empty text."""
        questions = [
            BankQuestion(
                text=str(entry["text"]).strip(),
                kind=Tiara(entry["kind"]),
                stages=frozenset(Stage(stage) for stage in entry["stages"]),
                closing=bool(entry.get("closing", False)),
            )
            for entry in data["questions"]
        ]
        texts = [same(question.text) for question in questions]
        if "" in texts or len(set(texts)) < len(texts):
            raise ValueError("a question of the bank is empty or stands in it twice")
        return cls(questions)

    def __iter__(self) -> Iterator[BankQuestion]:
        return iter(self._questions)

    def __len__(self) -> int:
        return len(self._questions)

    def of(self, *, kind: Tiara | None = None, stage: Stage | None = None) -> tuple[BankQuestion, ...]:
        """The questions of a kind, for a stage, or both; all of them by default."""
        return tuple(
            question
            for question in self._questions
            if (kind is None or question.kind is kind) and (stage is None or stage in question.stages)
        )

    def of_user(self, own: Iterable[OwnQuestion], favourites: Collection[str] = ()) -> Bank:
        """This bank as one user has it: favourites first, then the user's own questions, then the others.

        An own question takes the place of a shipped one of the same wording. `favourites` are texts.
        """
        mine = {
            same(one.text): BankQuestion(
                one.text, one.kind, frozenset(Stage if one.stage is None else {one.stage}), own=one.id
            )
            for one in own
        }
        dear = {same(text) for text in favourites}
        known = [*mine.values(), *(question for question in self._questions if same(question.text) not in mine)]
        marked = [replace(question, favourite=same(question.text) in dear) for question in known]
        return Bank(sorted(marked, key=lambda question: not question.favourite))

    def starter(self, stage: Stage = Stage.FIRST, without: Collection[str] = ()) -> tuple[Question, ...]:
        """Six questions to begin with: one of each opening kind, then the two that close a talk.

        `without` are the texts of questions that this person was asked before. Where a kind has no other, it is left
        out; the closing questions are asked each time.
        """
        past = {same(text) for text in without}
        fitting = self.of(stage=stage)
        opening = [
            next((q for q in fitting if q.kind is kind and not q.closing and same(q.text) not in past), None)
            for kind in STARTER
        ]
        closing = [q for q in fitting if q.closing][:2]
        return tuple(question.picked() for question in (*opening, *closing) if question)


def stage_of(past: Iterable[Interview]) -> Stage:
    """The talk to suggest questions for, from the conversations with somebody so far: a first or a second one."""
    return Stage.SECOND if any(talk.event(EventKind.HELD) for talk in past) else Stage.FIRST
