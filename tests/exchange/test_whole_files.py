"""A file is written whole or not at all, and nothing of an unfinished one remains."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from netplus_desktop.core.errors import FileError
from netplus_desktop.exchange import whole_files
from netplus_desktop.exchange.whole_files import whole_file

KILLED = """
import os, signal, sys
from pathlib import Path
from netplus_desktop.exchange.whole_files import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half of it" * 10_000)
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(params=["as the system can", "with a name"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as it is here, once as on a disk that knows no files without a name."""
    if request.param == "with a name":
        monkeypatch.setattr(whole_files, "_unnamed", lambda _folder: None)


def test_what_was_there_is_replaced_when_the_new_one_is_whole(way: None, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with whole_file(path) as file:
        file.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new" and [p.name for p in tmp_path.iterdir()] == ["out.txt"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_leaves_what_was_there_and_nothing_else(way: None, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with pytest.raises(FileError, match="file-not-written"), whole_file(path) as file:
        file.write(b"new")
        raise OSError
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("name", ["no such folder/out.txt", "nul\0.txt"])
def test_where_nothing_can_be_written_it_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="file-not-written"), whole_file(tmp_path / name):
        pass


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only Linux has files without a name")
def test_a_killed_program_leaves_nothing_of_it(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "out.txt")], check=False)
    assert done.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []
