"""The question bank: shipped, complete for each stage, and the user's own beside it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from netplus_desktop.assets import resource
from netplus_desktop.core.questions import Bank, BankQuestion, OwnQuestion, Stage, stage_of
from netplus_desktop.core.records import Event, EventKind, Interview, InterviewPlan, Tiara

ROWING = OwnQuestion(7, "Which river do you row on?", Tiara.INSIGHTS)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return Bank.load(resource("questions", "en.json"))


def test_the_shipped_bank_is_large_and_every_question_asks(bank: Bank) -> None:
    assert len(bank) >= 90
    assert all(question.text.endswith(("?", ".")) and "?" in question.text for question in bank)
    assert all(question.stages for question in bank)
    assert max(len(question.text) for question in bank) <= 90, "two lines of half a page"


def test_no_question_asks_for_a_job(bank: Bank) -> None:
    asking = ("hire me", "vacancy", "a job for me", "my application", "my resume", "my cv")
    assert [q.text for q in bank for words in asking if words in q.text.casefold()] == []


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_has_questions_of_every_kind(bank: Bank, stage: Stage) -> None:
    for kind in Tiara:
        assert len(bank.of(kind=kind, stage=stage)) >= 5, f"{stage}: {kind}"


@pytest.mark.parametrize("stage", Stage)
def test_a_starter_opens_by_kind_and_ends_with_who_else_and_how_to_be_of_use(bank: Bank, stage: Stage) -> None:
    starter = bank.starter(stage)
    assert [question.kind.value for question in starter] == ["T", "I", "A", "S", "R", "R"]
    assert "Who else" in starter[-2].text
    assert "of use to you" in starter[-1].text
    assert not any(question.asked for question in starter)


def test_stages_suggest_different_talks(bank: Bank) -> None:
    assert len({bank.starter(stage)[0].text for stage in Stage}) >= 4


def test_a_starter_leaves_out_what_this_person_was_asked_but_for_the_closing_ones(bank: Bank) -> None:
    first = [question.text for question in bank.starter(Stage.SECOND)]
    again = [question.text for question in bank.starter(Stage.SECOND, without=[text.upper() for text in first])]
    assert set(first) & set(again) == set(first[-2:])
    assert len(again) == 6
    every = [question.text for question in bank]
    assert [question.text for question in bank.starter(without=every)] == first[-2:]


def test_own_questions_come_first_and_take_the_place_of_the_same_words(bank: Bank) -> None:
    known = next(iter(bank)).text
    more = bank.of_user([ROWING, OwnQuestion(8, known.upper(), Tiara.ADVICE, Stage.ALUMNI)])
    assert len(more) == len(bank) + 1
    first, second, *others = more
    assert (first.text, first.own, first.stages) == (ROWING.text, 7, frozenset(Stage))
    assert (second.text, second.own, second.stages) == (known.upper(), 8, frozenset({Stage.ALUMNI}))
    assert known not in [question.text for question in others]


def test_favourites_stand_before_all_and_are_suggested(bank: Bank) -> None:
    last = [q for q in bank.of(kind=Tiara.TRENDS, stage=Stage.FIRST) if not q.closing][-1]
    more = bank.of_user([ROWING], [last.text.upper(), "Nothing that the bank has?"])
    assert [question.text for question in more][:2] == [last.text, ROWING.text]
    assert [question.text for question in more if question.favourite] == [last.text]
    assert more.starter()[0].text == last.text
    assert len(more) == len(bank) + 1


def test_a_second_talk_is_one_after_a_meeting_that_took_place() -> None:
    at = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)

    def talk(*kinds: EventKind) -> Interview:
        return Interview(1, 2, InterviewPlan(), tuple(Event(kind, at) for kind in kinds), (), "", None, at)

    assert stage_of([]) is Stage.FIRST
    assert stage_of([talk(EventKind.REQUESTED, EventKind.CANCELLED)]) is Stage.FIRST
    assert stage_of([talk(), talk(EventKind.ACCEPTED, EventKind.HELD)]) is Stage.SECOND


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
