"""What the system would write down of the program's memory: no core dump, and after a lock no key in it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from . import memory
from .markers import MARKERS, found, search
from .robot import Place

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")


@LINUX
def test_no_dump_is_written_of_a_program_that_has_a_vault_open(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.played("idle") as child:
        limits = Path(f"/proc/{child.pid}/limits").read_text()
        (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
        assert core.split()[4] == "0"
        # a process that may not be dumped belongs to root in /proc, whoever runs it
        assert Path(f"/proc/{child.pid}/environ").stat().st_uid == 0


@LINUX
@pytest.mark.parametrize("end", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_writes_nothing_of_the_vault(tmp_path: Path, end: signal.Signals) -> None:
    place = Place(tmp_path)
    with place.played("use") as child:
        child.send_signal(end)
        assert child.wait(20) == -end
        assert child.stderr is not None
        assert found(child.stderr.read().encode(), "standard error") == set()
    assert search(place.written) == set()
    assert not list(tmp_path.rglob("core*"))


@LINUX
@pytest.mark.skipif(not memory.readable(), reason="needs the right to look into a program that keeps others out")
def test_a_locked_program_has_no_key_in_its_memory() -> None:
    told = memory.run(3)
    assert (told["dumps"], told["with the key"]) == (3, 0)


@LINUX
@pytest.mark.skipif(not memory.readable(), reason="needs the right to look into a program that keeps others out")
def test_the_search_sees_the_markers_of_an_open_vault(tmp_path: Path) -> None:
    from .markers import in_memory

    place = Place(tmp_path)
    with place.played("use") as child:
        assert len({hit.marker for hit in in_memory(child.pid, [])}) == len(MARKERS)


def test_the_command_line_keeps_to_itself_too() -> None:
    code = "import os; from netplus_desktop import app; app.main(['list', '--demo']); print(oct(os.umask(0)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0o77"
