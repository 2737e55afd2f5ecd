"""`netplus review`: a week in eight numbers, for people and for programs; `netplus sheet --week` on a page."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from netplus_desktop import app, cli


def review(*arguments: str) -> int:
    return cli.run(cli.parse(["--demo", "review", *arguments]))


def test_it_tells_the_week_of_yesterday_with_what_stands_behind_each_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert review() == cli.DONE
    first, *lines = capsys.readouterr().out.splitlines()
    yesterday = date.today() - timedelta(days=1)
    monday = yesterday - timedelta(days=yesterday.weekday())
    assert first.startswith(f"The week from {monday.day} ")
    heads = [line.partition(":")[0] for line in lines if not line.startswith(" ")]
    assert heads == [
        "Approached", "Replied", "Met", "Referred", "Job interviews", "Job offers", "Offered", "Given"
    ]  # fmt: skip


def test_each_number_is_a_record_with_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, int] = {}
    for days in range(0, 70, 7):
        assert review("--json", "--week", (date.today() - timedelta(days=days)).isoformat()) == cli.DONE
        for record in map(json.loads, capsys.readouterr().out.splitlines()):
            assert record["count"] == len(record["rows"])
            found[record["figure"]] = found.get(record["figure"], 0) + record["count"]
            assert all(date.fromisoformat(row["on"]) and row["name"] for row in record["rows"])
    assert found["approached"] > 0 and found["met"] > 0 and found["given"] > 0, "the sample people were asked and met"


def test_a_week_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        cli.parse(["review", "--week", "soon"])
    assert refused.value.code == cli.USAGE
    assert "soon" in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")  # else it makes one without windows, which would be the only one of this process
def test_the_page_is_written_without_a_display(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    out = tmp_path / "week.pdf"
    assert app.main(["--demo", "sheet", "--week", "today", "--out", str(out)]) == cli.DONE
    document = out.read_bytes()
    assert document.startswith(b"%PDF") and document.count(b"/Type /Page\n") == 1
