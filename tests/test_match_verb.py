"""`netplus match`: a file of needs and offers in, what the window would show out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netplus_desktop import cli

OFFERS = ["Look after a dog", "Read a CV before it goes out", "An hour of help with Python"]


def match(tmp_path: Path, data: object, *more: str) -> int:
    file = tmp_path / "needs.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return cli.run(cli.parse(["match", str(file), *more]))


def test_each_need_is_a_line_with_its_offers_best_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    needs = [{"need": "Nobody has looked at their résumé", "fits": [OFFERS[1]]}, "He got a puppy"]
    data = {"offers": OFFERS, "needs": needs, "needs_with_no_fit": ["Wants to bake bread"]}
    assert match(tmp_path, data, "--json") == cli.DONE
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["need"] == "Nobody has looked at their résumé"
    assert first["offers"][0]["offer"] == OFFERS[1]
    assert "résumé – CV" in first["offers"][0]["why"]
    assert 0 < first["offers"][0]["score"] <= 1
    assert [offer["offer"] for offer in second["offers"]] == [OFFERS[0]]
    assert third == {"need": "Wants to bake bread", "offers": []}


def test_what_goes_to_another_program_is_json_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert match(tmp_path, {"offers": OFFERS, "needs": ["Python for beginners"]}) == cli.DONE
    assert json.loads(capsys.readouterr().out)["offers"][0]["offer"] == OFFERS[2]


@pytest.mark.parametrize(
    "data", ["", "no JSON", "[]", '{"offers": []}', '{"offers": [1], "needs": []}', '{"offers": [], "needs": [{}]}']
)
def test_another_file_is_refused_in_words(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert match(tmp_path, data) == cli.FAILED
    assert "no file of needs and offers" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(cli.parse(["match", str(tmp_path / "none.json")])) == cli.FAILED
    assert "none.json" in capsys.readouterr().err


def test_no_needs_is_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert match(tmp_path, {"offers": OFFERS, "needs": []}) == cli.NOTHING
    assert capsys.readouterr().out == ""
