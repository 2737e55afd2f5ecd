"""What the whole test suite asks of a network: its system calls are traced, in a name space without any network."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from .network import TRACE, foreign, without

_TAKEN = re.compile(r"(\d+) (passed|failed|error)")
HERE = Path(__file__).resolve().parents[1]
LEFT_OUT = ("survival", "privacy")
"""They trace and kill programs of their own: a process is traced by one only."""


def run(count: int) -> dict[str, int]:
    """Every test `count` times; which of them pass is not asked here, only that they are run and what they open.

    Raises `RuntimeError` where they could not be run to the end."""
    sockets, taken = 0, 0
    for _ in range(count):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "calls")
            asked = [f"--ignore={HERE / name}" for name in LEFT_OUT]
            tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xvfb", *asked, str(HERE)]
            command = [*(without() or ()), *TRACE, str(log), *tests]
            done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
            if done.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
                raise RuntimeError(done.stdout)
            taken += sum(int(number) for number, _ in _TAKEN.findall(done.stdout.splitlines()[-1]))
            sockets += len(foreign(log))
    return {"tests": taken, "sockets": sockets}
