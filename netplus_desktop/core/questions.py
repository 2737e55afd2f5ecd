"""The question bank: what one can ask in an informational interview, by TIARA kind and by the stage of the talk.

The shipped bank is `resources/questions/en.json`; the user's own questions live in the vault and join it by `with_own`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from netplus_desktop.core.records import Question, Tiara

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


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of the bank. `closing` ones end a talk: who else to speak to, how to be of use."""

    text: str
    kind: Tiara
    stages: frozenset[Stage]
    closing: bool = False

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
        texts = [question.text.casefold() for question in questions]
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

    def with_own(self, own: Iterable[tuple[str, Tiara]]) -> Bank:
        """This bank with the user's own questions before it; they suit every stage. A text known already is left."""
        known = {question.text.casefold() for question in self._questions}
        mine = [
            BankQuestion(text, kind, frozenset(Stage))
            for text, kind in dict(own).items()
            if text.strip() and text.strip().casefold() not in known
        ]
        return Bank((*mine, *self._questions))

    def starter(self, stage: Stage = Stage.FIRST) -> tuple[Question, ...]:
        """Six questions to begin with: one of each opening kind, then the two that close a talk."""
        fitting = self.of(stage=stage)
        opening = [next((q for q in fitting if q.kind is kind and not q.closing), None) for kind in STARTER]
        closing = [q for q in fitting if q.closing][:2]
        return tuple(question.picked() for question in (*opening, *closing) if question)
