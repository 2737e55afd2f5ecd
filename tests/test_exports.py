"""What leaves by the command line: whom, as what, where to."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from netplus_desktop import cli
from netplus_desktop.exports import SUFFIXES, Format


def export(*arguments: str | Path) -> int:
    """Export from a vault with the twelve sample people."""
    return cli.run(cli.parse(["--demo", "export", *map(str, arguments)]))


def test_every_format_is_offered_and_told_of() -> None:
    assert list(cli.FORMATS) == [kind.value for kind in Format]
    assert SUFFIXES.keys() == set(Format)


def test_only_those_asked_for_come_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.vcf"
    for asked, count in (
        (["--person", "Adaeze Okafor"], 1),
        (["--person", "Adaeze Okafor", "--person", "Priya Raman"], 2),
        (["--search", "lumen"], 1),
        ([], 12),
    ):
        assert export("--format", "vcard", *asked, out) == cli.DONE
        assert out.read_text("utf-8").count("BEGIN:VCARD") == count
    assert export("--format", "csv", "--filter", "due", tmp_path / "due.csv") == cli.DONE
    assert 1 < len((tmp_path / "due.csv").read_text("utf-8").splitlines()) < 13
    capsys.readouterr()
    assert export("--format", "vcard", "--search", "nobody of that name", tmp_path / "none.vcf") == cli.NOTHING
    assert export("--format", "vcard", "--person", "nobody of that name", tmp_path / "none.vcf") == cli.FAILED
    heard = capsys.readouterr().err
    assert "Nobody matches" in heard and "“nobody of that name”" in heard
    assert not (tmp_path / "none.vcf").exists()


def test_pages_go_into_a_new_folder_for_the_user_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "people"
    assert export("--format", "markdown", folder) == cli.DONE
    pages = {page.name: page.read_text("utf-8") for page in folder.iterdir()}
    assert len(pages) == 12
    assert "(Sof%C3%ADa%20Mar%C3%ADn.md)" in pages["Adaeze Okafor.md"]  # whom she led to
    assert {stat.S_IMODE(page.stat().st_mode) for page in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    capsys.readouterr()
    assert export("--format", "markdown", folder) == cli.FAILED
    assert "nothing is written over it" in capsys.readouterr().err
    assert export("--format", "markdown", tmp_path / "all.md") == cli.DONE
    assert (tmp_path / "all.md").read_text("utf-8").count("\nuid: ") == 12
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.md", "people"]


def test_meetings_and_next_steps_go_into_a_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--format", "ics", tmp_path / "out.ics") == cli.DONE
    text = (tmp_path / "out.ics").read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    entries = text.count("BEGIN:VEVENT")
    assert entries > 1 and f"Exported {entries} entries." in capsys.readouterr().err
