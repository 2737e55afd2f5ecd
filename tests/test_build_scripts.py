"""The two commands: they say in one sentence what is in the way, and go straight on when nothing is."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for system programs are shell scripts")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BUILD / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """`setting_up`, about to work on an empty checkout."""
    module = load("setting_up")
    monkeypatch.setitem(sys.modules, "setting_up", module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "SCRIPTS", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return module


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only programs that can be called: what a test puts there, and `env`."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    put(folder, "env", 'while [ "${1#*=}" != "$1" ]; do shift; done; exec "$@"')
    yield folder


def put(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def all_libraries(up: ModuleType) -> str:
    return "\n".join(f"echo '\t{library} (libc6,x86-64) => /lib/{library}'" for library in up.LIBRARIES)


def refusal(up: ModuleType, capsys: pytest.CaptureFixture[str], group: str = "run") -> str:
    with pytest.raises(SystemExit) as end:
        up.ready(group)
    assert end.value.code == 1
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "Traceback" not in heard.err
    return heard.err


# --- an old Python --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["run", "test"])
def test_an_old_python_is_told_what_is_needed(name: str) -> None:
    source = (BUILD / f"{name}.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    pretend = f"import sys; sys.version_info = (3, 9, 2); exec(compile({source!r}, 'run.py', 'exec'))"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(rf"[^\n]*Python 3\.11[^\n]*3\.9[^\n]*python3\.11 build/{name}\.py\n", done.stderr)


# --- system packages ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt-get")
class TestSystemPackages:
    def test_missing_libraries_are_named_in_one_line_to_type(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(up.os, "geteuid", lambda: 1000)
        put(programs, "apt-get", "exit 99")
        put(programs, "ldconfig", "\n".join(all_libraries(up).splitlines()[1:]))
        line = refusal(up, capsys).splitlines()[-1].strip()
        assert line.startswith("sudo apt-get install ")
        assert "libgl1" in line
        assert "libegl1" not in line  # that one is there

    def test_root_installs_them(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(up.os, "geteuid", lambda: 0)
        monkeypatch.setattr(up, "_environment", lambda: up.stop("that was all"))
        put(programs, "ldconfig", "")
        put(programs, "apt-get", f'echo "$@" >> {programs}/called')
        assert "that was all" in refusal(up, capsys)
        called = (programs / "called").read_text(encoding="utf-8")
        assert re.search(r"^.*update\n.*install -y --no-install-recommends .*libgl1 .*libxcb-cursor0", called)

    def test_a_user_who_may_installs_them_through_sudo(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(up.os, "geteuid", lambda: 1000)
        monkeypatch.setattr(up, "_environment", lambda: up.stop("that was all"))
        put(programs, "ldconfig", "")
        put(programs, "apt-get", f'echo "$@" >> {programs}/called')
        put(programs, "sudo", 'shift; [ "$1" = true ] && exit 0; exec "$@"')
        assert "that was all" in refusal(up, capsys)
        assert "libgl1" in (programs / "called").read_text(encoding="utf-8")

    def test_without_a_network_apt_get_says_so_in_a_sentence(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(up.os, "geteuid", lambda: 0)
        put(programs, "ldconfig", "")
        put(programs, "apt-get", "echo \"E: Temporary failure resolving 'a.host'\"; exit 100")
        told = refusal(up, capsys)
        assert "network does not answer" in told
        assert "a.host" not in told

    def test_the_venv_module_is_a_package_of_its_own_on_debian(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(up.os, "geteuid", lambda: 1000)
        monkeypatch.setattr(up.sys, "base_prefix", "/usr")
        monkeypatch.setattr(up, "find_spec", lambda name: None)
        put(programs, "apt-get", "exit 99")
        put(programs, "ldconfig", all_libraries(up))
        told = refusal(up, capsys)
        assert told.rstrip().endswith(f" python{sys.version_info[0]}.{sys.version_info[1]}-venv")

    def test_another_python_without_it_is_told_so(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(up.sys, "base_prefix", "/opt/python")
        monkeypatch.setattr(up, "find_spec", lambda name: None)
        put(programs, "ldconfig", all_libraries(up))
        assert "without its venv" in refusal(up, capsys)

    def test_a_system_without_apt_get_hears_what_is_missing(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put(programs, "ldconfig", "")
        assert "libxkbcommon0" in refusal(up, capsys)

    def test_the_tests_need_more_programs_than_the_window(
        self, up: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(up, "_environment", lambda: up.stop("that was all"))
        put(programs, "ldconfig", all_libraries(up))
        assert "that was all" in refusal(up, capsys, "run")
        assert "xvfb" in refusal(up, capsys, "test")


# --- Python packages ------------------------------------------------------------------------------------------


@pytest.fixture
def pip(up: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment whose pip is a stand-in that fails; `pip/said` is what it says."""
    monkeypatch.setattr(up, "_system", lambda group: None)
    put(up.SCRIPTS, "python", f'[ "$1" = -m ] && {{ read -r said < {programs}/said; echo "$said"; exit 1; }}; exit 0')
    return programs


def test_without_a_network_pip_says_so_in_a_sentence(
    up: ModuleType, pip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pip / "said").write_text("x: [Errno -2] Name or service not known\n", encoding="utf-8")
    told = refusal(up, capsys)
    assert "network does not answer" in told
    assert "Errno" not in told


def test_another_failure_of_pip_is_shown(up: ModuleType, pip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pip / "said").write_text("No space left on device\n", encoding="utf-8")
    told = refusal(up, capsys)
    assert "No space left on device" in told
    assert "could not be installed" in told


def test_a_folder_that_cannot_be_written_is_told(
    up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / ".venv").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(up, "_system", lambda group: None)
    monkeypatch.setattr(up, "_environment", lambda: None)
    monkeypatch.setattr(up, "_packages", lambda group: None)
    monkeypatch.setattr(up, "_link", lambda: None)
    assert "could not be set up" in refusal(up, capsys)


def test_a_set_up_that_is_stopped_says_so(
    up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(group: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(up, "_system", interrupted)
    assert "Stopped" in refusal(up, capsys)


def test_what_is_in_place_is_not_set_up_again(up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(up, "_system", lambda group: None)
    monkeypatch.setattr(up, "_packages", done.append)
    monkeypatch.setattr(up, "_link", lambda: None)
    monkeypatch.setattr(up, "_environment", lambda: put(up.SCRIPTS, "python", "exit 0"))
    up.ready("run")
    up.ready("run")
    assert done == ["run"]
    up.ready("test")
    up.ready("run")
    up.ready("test")
    assert done == ["run", "test"]


@pytest.mark.parametrize("changed", ["PYPROJECT", "CONSTRAINTS"])
def test_a_changed_requirement_is_set_up(
    up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changed: str
) -> None:
    done: list[str] = []
    monkeypatch.setattr(up, "_system", lambda group: None)
    monkeypatch.setattr(up, "_packages", done.append)
    monkeypatch.setattr(up, "_link", lambda: None)
    monkeypatch.setattr(up, "_environment", lambda: put(up.SCRIPTS, "python", "exit 0"))
    up.ready("run")
    other = tmp_path / "other"
    other.write_bytes(getattr(up, changed).read_bytes() + b"\n")
    monkeypatch.setattr(up, changed, other)
    up.ready("run")
    assert done == ["run", "run"]


def test_the_second_run_adds_little(up: ModuleType) -> None:
    whole = load("setting_up")
    if not (whole.VENV / "set-up-run").is_file():
        pytest.skip("this environment was not made by the two commands")

    def took(*command: str) -> float:
        begun = time.monotonic()
        done = subprocess.run([*command, "--version"], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"netplus ")
        return time.monotonic() - begun

    straight = min(took(str(whole.PYTHON), "-m", "netplus_desktop") for _ in range(3))
    assert min(took(sys.executable, str(BUILD / "run.py")) for _ in range(3)) - straight < 0.5


# --- what is run ----------------------------------------------------------------------------------------------


@pytest.fixture
def became(up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What run.py turned into: its arguments behind the module's name."""
    commands: list[list[str]] = []

    def become(command: list[str]) -> int:
        commands.append(command[command.index("netplus_desktop") + 1 :])
        return 7

    monkeypatch.setattr(up, "ready", lambda group: up.PYTHON)
    monkeypatch.setattr(up, "become", become)
    return commands


def test_arguments_and_the_exit_code_go_through(became: list[list[str]]) -> None:
    assert load("run").main(["sheet", "--demo", "--out", "my prep.pdf"]) == 7
    assert became == [["sheet", "--demo", "--out", "my prep.pdf"]]


def test_with_a_display_the_window_opens(became: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    load("run").main([])
    assert became == [[]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_tour_is_made(
    became: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)
    load("run").main([])
    assert became == [["tour", "--out", str(Path("dist", "tour"))]]
    assert "no display" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failing", "code", "last"),
    [
        ({}, 0, "Everything passed."),
        ({"mypy": 1}, 1, "Failed: mypy"),
        ({"ruff check": 1, "pytest": 1}, 1, "Failed: ruff check, pytest"),
        ({"pytest on X11": 5}, 0, "Everything passed."),  # none of the chosen tests needs X11
        ({"pytest": -6}, 1, "Failed: pytest"),  # an abort leaves no summary
        ({"pytest on X11": 5, "pytest": 5}, 1, "Failed: pytest (no test was chosen)"),
    ],
)
def test_whatever_fails_is_named_last(
    up: ModuleType, capsys: pytest.CaptureFixture[str], failing: dict[str, int], code: int, last: str
) -> None:
    script = load("test")
    asked: list[list[str]] = []

    def run(name: str, command: list[str], surroundings: dict[str, str]) -> int:
        asked.append(command)
        return failing.get(name, 0)

    script.run = run
    assert script.check("python", ["-k", "fold"], "/nowhere") == code
    assert capsys.readouterr().out.splitlines()[-1] == last
    assert [command[2] for command in asked[:3]] == ["ruff", "ruff", "mypy"]
    assert all(command[-2:] == ["-k", "fold"] for command in asked[3:])


# --- the pinned versions --------------------------------------------------------------------------------------


def pins() -> dict[str, Requirement]:
    lines = (BUILD / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in found}


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines]


def test_everything_that_is_needed_is_pinned_what_it_needs_included() -> None:
    pinned = pins()
    left, seen = [r.name for r in wanted()], set()
    while left:
        name = canonicalize_name(left.pop())
        if name in seen:
            continue
        seen.add(name)
        for line in metadata.requires(name) or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                left.append(need.name)
    assert seen - pinned.keys() == set()


def test_pins_are_exact_and_within_what_is_asked_for() -> None:
    pinned = pins()
    assert [str(pin) for pin in pinned.values() if not re.fullmatch(r"==[\w.]+", str(pin.specifier))] == []
    for need in wanted():
        (version,) = [specifier.version for specifier in pinned[canonicalize_name(need.name)].specifier]
        assert need.specifier.contains(version), need


def test_ci_runs_the_same_command() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "build/test.py" in script.read_text(encoding="utf-8")
