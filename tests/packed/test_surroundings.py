"""The program where nothing helps it and something lies in wait: an empty environment, false modules all around."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FALSE = (
    "sqlite3 json peewee playhouse keyring sqlcipher3 PySide6 shiboken6 netplus_desktop rapidfuzz random site "
    "sitecustomize usercustomize encodings ctypes"
).split()

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the command is a shell script")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "build" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The `netplus` command as the set-up makes it, in an environment that has the libraries of this one."""
    up = load("setting_up")
    folder = tmp_path / "environment"
    venv.create(folder, with_pip=False, symlinks=True)
    monkeypatch.setattr(up, "SCRIPTS", folder / "bin")
    monkeypatch.setattr(up, "PYTHON", folder / "bin" / "python")
    up._link()
    (site,) = folder.glob("lib/python3*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin" / "netplus"


def test_the_self_check_passes_with_an_empty_environment_among_false_modules(command: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in FALSE:
        (trap / f"{name}.py").write_text("open('sprung', 'w').close()\n", encoding="utf-8")
    (trap / "qt.conf").write_text("[Paths]\nPlugins = .\n", encoding="utf-8")
    home = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [command, "self-check"], cwd=trap, env=home, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["all is well"], done.stdout + done.stderr
    assert done.stderr == ""
    assert not (trap / "sprung").exists()
