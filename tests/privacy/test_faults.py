"""Whatever goes wrong, what the program tells of it to others holds nothing of the user's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from netplus_desktop.ui import logs

from . import faults
from .robot import Place


@pytest.mark.skipif(sys.platform == "win32", reason="ends the program with a signal of POSIX")
def test_a_hundred_errors_tell_nothing_of_anybody(tmp_path: Path) -> None:
    here = Place(tmp_path)
    told, hits = faults.provoked(here, 100)
    assert told == 100
    assert hits == set()
    logged = list(here.home.rglob("netplus.log*"))
    assert sum(file.stat().st_size for file in logged) < 5_000_000
    report = (tmp_path / "told" / "report.txt").read_text()
    everything = "".join(file.read_text() for file in logged)
    assert "UnicodeDecodeError" in everything and "RuntimeError" in report  # the faults are in there


def test_the_log_can_never_grow_past_five_megabytes() -> None:
    assert logs.SIZE * (logs.FILES + 1) <= 5_000_000
