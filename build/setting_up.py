"""What `run.py` and `test.py` share: make the checkout ready to run, or say in one sentence what is in the way.

Standard library only. Messages go to standard error, as standard output belongs to what is run afterwards.
The second run finds a stamp and goes straight on.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
PYPROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "build" / "constraints.txt"

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",  # Ubuntu 24.04 and Debian 13 provide it as libglib2.0-0t64
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""What Qt loads to open a window on X11 or Wayland, and the Debian package of each. Without them Qt aborts."""

PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "pdftotext": "poppler-utils",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "strace": "strace",
    "mount": "mount",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "mandoc": "mandoc",
}
"""What the tests call beside the program: an X server to drag on, a reader of PDF files, a real keyring, a tracer of
what is written to the disk, small and read-only disks, judges of what desktops and readers of manuals are given."""

OFFLINE = (
    "Failed to establish a new connection",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Temporary failure resolving",
    "Could not resolve",
    "Could not connect",
    "Connection refused",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Network is unreachable",
    "No route to host",
    "ProxyError",
    "NameResolutionError",
    "getaddrinfo failed",
)
"""How pip and apt-get say that the network does not answer."""


def ready(group: str) -> Path:
    """The Python of `.venv`, with everything in place for `group`: "run", or "test" for the checks and tests too.

    Ends the program with one sentence where something is missing that cannot be had.
    """
    try:
        _system(group)
        stamp = VENV / f"set-up-{group}"
        if not (PYTHON.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint()):
            _environment()
            _packages(group)
            _link()
            for name in ("run", "test") if group == "test" else ("run",):
                (VENV / f"set-up-{name}").write_text(_fingerprint(), encoding="utf-8")
    except KeyboardInterrupt:
        stop("Stopped. The next start goes on with what is still missing.")
    except OSError as error:
        stop(f"The program could not be set up in {ROOT}: {error.strerror or error} ({error.filename}).")
    return PYTHON


def for_packaging() -> None:
    """Have in place what building the program takes beside Python packages: the libraries of the window, which go along
    or are asked for, and the programs that look into libraries.

    Ends the program with one sentence where something is missing that cannot be had.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = _missing_libraries()
    known = _known_libraries()
    if not shutil.which("objdump"):
        missing.append("binutils")
    library = sysconfig.get_config_var("INSTSONAME")  # Debian's own Python comes without it
    if sys.base_prefix == "/usr" and known is not None and library not in known:
        missing.append(f"libpython{sys.version_info[0]}.{sys.version_info[1]}")
    if missing:
        _apt_get(missing)


def programs(wanted: Mapping[str, str]) -> None:
    """Have these programs in place, each with its Debian package. Ends the program with one sentence where one cannot
    be had."""
    missing = sorted({package for program, package in wanted.items() if not shutil.which(program)})
    if missing:
        _apt_get(missing)


def has_display() -> bool:
    """Whether a window could be opened here, as far as the surroundings tell."""
    return not sys.platform.startswith("linux") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))


def say(sentence: str) -> None:
    """Tell what is being done, on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    """End the program with exit code 1 and a sentence that says what to do."""
    say(sentence)
    sys.exit(1)


def become(command: list[str]) -> int:
    """Run `command` in place of this program; returns its exit code where the system cannot replace programs."""
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)


# --- the system's own packages ------------------------------------------------------------------------------


def _system(group: str) -> None:
    """Debian packages: the libraries of the window, and for the tests the programs that they call."""
    if not sys.platform.startswith("linux"):
        return
    missing = _missing_libraries()
    if group == "test":
        missing += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if not PYTHON.exists() and find_spec("ensurepip") is None:
        if sys.base_prefix != "/usr":
            stop("This Python comes without its venv and ensurepip modules: another Python 3.11 or newer is needed.")
        missing.insert(0, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if missing:
        _apt_get(missing)


def _missing_libraries() -> list[str]:
    """Packages of the libraries that the system's loader does not know; none where it cannot be asked."""
    known = _known_libraries()
    return [] if known is None else [package for library, package in LIBRARIES.items() if library not in known]


def _known_libraries() -> set[str] | None:
    """Names of the libraries that the system's loader finds; None where it cannot be asked."""
    ldconfig = shutil.which("ldconfig", path=os.environ.get("PATH", "") + ":/sbin:/usr/sbin")
    if ldconfig is None:
        return None
    listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    return {line.split(" ", 1)[0].strip() for line in listed.splitlines()}


def _apt_get(packages: Iterable[str]) -> None:
    """Install Debian packages, or end with the one line to type."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        stop(f"Some system packages are missing (in Debian's names: {names}): you could install them and start again.")
    root = os.geteuid() == 0
    line = f"{'' if root else 'sudo '}apt-get install -y --no-install-recommends {names}"
    if not root and not _sudo_without_password():
        stop(f"Some system packages are missing: you could type this line, then start again.\n  {line}")
    say(f"Installing system packages with apt-get, this once: {names}")
    prefix = [] if root else ["sudo", "-n"]
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    updated = _quietly([*apt_get, "update"])
    install = [*apt_get, "install", "-y", "--no-install-recommends", *names.split()]
    installed = _quietly(install)
    if installed.returncode:
        why = installed.stdout[-2000:]
        if _is_offline(updated.stdout + installed.stdout):
            stop(
                f"The network does not answer, and system packages are missing: once it does, type this line.\n  {line}"
            )
        stop(f"{why}\nSome system packages could not be installed: this line shows why.\n  {line}")


def _sudo_without_password() -> bool:
    return bool(shutil.which("sudo")) and not _quietly(["sudo", "-n", "true"]).returncode


# --- the Python packages ------------------------------------------------------------------------------------


def _fingerprint() -> str:
    """Changes with what should be installed, with the Python behind `.venv`, and with the checkout's place."""
    parts = (PYPROJECT.read_bytes(), CONSTRAINTS.read_bytes(), os.fsencode(PYTHON.resolve()), os.fsencode(ROOT))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _environment() -> None:
    """Make `.venv` unless a whole one is there."""
    whole = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and not _quietly([str(PYTHON), "-c", whole]).returncode:
        return
    made = _quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        stop(f"{made.stdout[-2000:]}\nPython could not make the folder .venv in {ROOT}: the lines above say why.")


def _packages(group: str) -> None:
    """Install what pyproject.toml asks for in the versions of constraints.txt."""
    import tomllib  # not needed on the second run

    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    wanted: list[str] = list(project["project"]["dependencies"])
    if group == "test":
        wanted += project["dependency-groups"]["dev"]
    say("Setting up Python packages in .venv, this once: about 100 MB are fetched, which can take a few minutes.")
    options = [
        "--only-binary",
        ":all:",
        "--retries",
        "2",
        "--disable-pip-version-check",
        "--constraint",
        str(CONSTRAINTS),
    ]
    done = _quietly([str(PYTHON), "-m", "pip", "install", *options, *wanted], {"PIP_USER": "0"})
    if done.returncode:
        again = f"{Path(sys.executable).name} {' '.join(sys.argv)}"
        if _is_offline(done.stdout):
            stop(f"The network does not answer, and Python packages are missing: once it does, type: {again}")
        stop(f"{done.stdout[-3000:]}\nPython packages could not be installed: the lines above say why.")


def _link() -> None:
    """Let the environment's Python find the checkout, and give it the `netplus` command."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(_quietly([str(PYTHON), "-c", where]).stdout.strip())
    (site / "netplus-desktop-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (SCRIPTS / "netplus.cmd").write_text('@"%~dp0python.exe" -P -m netplus_desktop %*\r\n', encoding="utf-8")
        return
    command = SCRIPTS / "netplus"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -m netplus_desktop "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def _is_offline(output: str) -> bool:
    return any(words in output for words in OFFLINE)


def _quietly(command: Sequence[str], more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `command` with its output kept back, in English so that it can be understood."""
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8", **(more or {})}
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=surroundings,
        check=False,
    )
