"""`netplus ics`: one meeting, or what is coming with one person, in a file for a calendar."""

from __future__ import annotations

from pathlib import Path

import pytest

from netplus_desktop import cli


def ics(*arguments: str) -> int:
    return cli.run(cli.parse(["--demo", "ics", *arguments]))


def test_the_next_meeting_is_written_to_a_file_or_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "next.ics"
    assert ics(str(file)) == cli.DONE
    assert "next.ics" in capsys.readouterr().err
    assert ics("--next", "-") == cli.DONE
    printed = capsys.readouterr().out
    for text in (printed, file.read_bytes().decode()):
        assert text.count("BEGIN:VEVENT") == 1 and "Informational interview with" in text
    marks = [[line for line in text.splitlines() if line[:4] == "UID:"] for text in (printed, file.read_text("utf-8"))]
    assert len(marks[0]) == 1, "a meeting has one mark"


def test_of_one_person_comes_all_that_is_ahead(capsys: pytest.CaptureFixture[str]) -> None:
    assert ics("--person", "ليلى", "-") == cli.DONE
    assert "SUMMARY:Informational interview with ليلى منصور" in capsys.readouterr().out
    assert ics("--person", "Kwabena", "-") == cli.NOTHING
    assert ics("--person", "nobody of that name", "-") == cli.FAILED
    assert "nobody of that name" in capsys.readouterr().err
    assert ics("--interview", "999999", "-") == cli.FAILED
