"""The environment that builds: a Python of its own with what pyproject.toml asks for, pinned, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import setting_up
from packing import platforms

FOREIGN = ("PYTHON", "PIP_", "LD_", "DYLD_", "QT_", "QML", "PYINSTALLER", "_PYI", "VIRTUAL_ENV")
"""How names begin by which the surroundings would have a say in what is built."""


def made(folder: Path) -> Path:
    """A new environment in `folder`; returns its Python. Ends the program with a sentence where that cannot be."""
    setting_up.say("Making a clean environment to build in.")
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run([sys.executable, "-m", "venv", str(folder)], "Python could not make an environment to build in.")
    project = platforms.project()
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["packaging"]]
    pinned = ["--only-binary", ":all:", "--disable-pip-version-check", "--constraint", str(setting_up.CONSTRAINTS)]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--retries", "2", *pinned, *wanted]
    _run(pip, "What the program needs could not be installed.")
    return python


def surroundings(moment: int) -> dict[str, str]:
    """Environment variables to build in, so that the same input gives the same bytes. `moment` is the time that the
    results bear, in seconds since 1970."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(FOREIGN)}
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1", "SOURCE_DATE_EPOCH": str(moment)}


def moment() -> int:
    """The time that the results bear: SOURCE_DATE_EPOCH, else that of the latest commit, else that of the version."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isdecimal():
        return int(told)
    git = shutil.which("git")
    if git is not None:
        asked = [git, "-C", str(setting_up.ROOT), "log", "-1", "--format=%ct"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
        if answer.isdecimal():
            return int(answer)
    return int((setting_up.ROOT / "netplus_desktop" / "__init__.py").stat().st_mtime)


def _run(command: list[str], sentence: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=kept, check=False
    )
    if done.returncode:
        setting_up.stop(f"{done.stdout[-3000:]}\n{sentence} The lines above say why.")
