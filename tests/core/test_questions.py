"""The question bank: shipped, complete for each stage, and the user's own beside it."""

from __future__ import annotations

import pytest

from netplus_desktop.assets import resource
from netplus_desktop.core.questions import Bank, BankQuestion, Stage
from netplus_desktop.core.records import Tiara


@pytest.fixture(scope="module")
def bank() -> Bank:
    return Bank.load(resource("questions", "en.json"))


def test_the_shipped_bank_is_large_and_every_question_asks(bank: Bank) -> None:
    assert len(bank) >= 60
    assert all(question.text.endswith(("?", ".")) and "?" in question.text for question in bank)
    assert all(question.stages for question in bank)
    assert max(len(question.text) for question in bank) <= 90, "two lines of half a page"


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_has_questions_of_every_kind(bank: Bank, stage: Stage) -> None:
    for kind in Tiara:
        assert len(bank.of(kind=kind, stage=stage)) >= 2, f"{stage}: {kind}"


@pytest.mark.parametrize("stage", Stage)
def test_a_starter_opens_by_kind_and_ends_with_who_else_and_how_to_be_of_use(bank: Bank, stage: Stage) -> None:
    starter = bank.starter(stage)
    assert [question.kind.value for question in starter] == ["T", "I", "A", "S", "R", "R"]
    assert "Who else" in starter[-2].text
    assert "of use to you" in starter[-1].text
    assert not any(question.asked for question in starter)


def test_stages_suggest_different_talks(bank: Bank) -> None:
    assert len({bank.starter(stage)[0].text for stage in Stage}) >= 4


def test_own_questions_come_first_and_known_ones_are_not_doubled(bank: Bank) -> None:
    known = next(iter(bank)).text
    more = bank.with_own(
        [("Which river do you row on?", Tiara.INSIGHTS), (known.upper(), Tiara.TRENDS), (" ", Tiara.ADVICE)]
    )
    assert len(more) == len(bank) + 1
    first = next(iter(more))
    assert (first.text, first.stages) == ("Which river do you row on?", frozenset(Stage))


@pytest.mark.parametrize(
    "entry",
    [
        {"text": "", "kind": "T", "stages": ["first talk"]},
        {"text": "What now?", "kind": "X", "stages": ["first talk"]},
        {"text": "What now?", "kind": "T", "stages": ["last talk"]},
    ],
)
def test_a_broken_bank_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"bank|valid"):
        Bank.from_data({"questions": [entry]})


def test_a_picked_question_is_not_asked_yet() -> None:
    question = BankQuestion("Why?", Tiara.ADVICE, frozenset({Stage.FIRST})).picked()
    assert (question.text, question.kind, question.asked, question.answer) == ("Why?", Tiara.ADVICE, False, "")
