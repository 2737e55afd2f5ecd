"""A letter that was handed to the mail program does not outlive the program, not even a killed one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netplus_desktop.ui.interview.handing_over import BEGINS, letters_folder


@pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be removed there")
def test_what_a_killed_program_left_is_gone_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, running = tmp_path / f"{BEGINS}{ended.pid}-abc", tmp_path / f"{BEGINS}{os.getppid()}-abc"
    for folder in (left, running):
        folder.mkdir()
        (folder / "letter.eml").write_text("Dear Priya")
    mine = letters_folder()
    assert Path(mine.path()).parent == tmp_path and Path(mine.path()).stat().st_mode & 0o077 == 0
    assert not left.exists() and running.exists()
    mine.remove()
