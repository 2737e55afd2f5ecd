"""Set up whatever is missing, then run every check and test: `python3 build/test.py [what pytest takes]`.

Needs nothing but Python itself. This file stays readable for old Pythons, so that it can tell them what is wanted.
"""

import os
import shutil
import subprocess
import sys
import tempfile

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python gets a sentence, not a traceback
    sys.exit(
        "NetPlus Desktop needs Python 3.11 or newer and this is Python %d.%d: with a newer one in place, "  # noqa: UP031
        "you could type: python3.11 build/test.py" % sys.version_info[:2]
    )

import setting_up

SCREEN = ["-o", "xvfb_width=1600", "-o", "xvfb_height=1000", "-o", "xvfb_colordepth=24"]
"""The X server's screen: as large as the window, and as deep as those of today."""

NO_TESTS = 5
"""pytest's exit code where no test was chosen."""


def main(arguments):
    # type: (list[str]) -> int
    """Run all checks, also after one has failed. Returns 0 when every one of them passed, else 1."""
    python = str(setting_up.ready("test"))
    runtime = tempfile.mkdtemp(prefix="netplus-test-")  # private, as Qt asks of the folder for sockets
    try:
        return check(python, arguments, runtime)
    finally:
        shutil.rmtree(runtime, ignore_errors=True)


def check(python, arguments, runtime):
    # type: (str, list[str], str) -> int
    """The checks and the tests, one after the other; the tests without a real window system come last."""
    failed = [
        name
        for name, command in (
            ("ruff check", ["ruff", "check"]),
            ("ruff format", ["ruff", "format", "--check"]),
            ("mypy", ["mypy"]),
        )
        if run(name, [python, "-m", *command], {})
    ]
    surroundings = {"XDG_RUNTIME_DIR": runtime}
    if sys.platform.startswith("linux"):
        surroundings["LC_ALL"] = "C.UTF-8"
    codes = {}
    if sys.platform.startswith("linux"):
        x11 = dict(surroundings, QT_QPA_PLATFORM="xcb")
        name = "pytest on X11"
        codes[name] = run(name, [python, "-m", "pytest", "-m", "x11", *SCREEN, *arguments], x11)
    else:
        print("== pytest on X11: only on Linux", flush=True)
    offscreen = dict(surroundings, QT_QPA_PLATFORM="offscreen")
    codes["pytest"] = run("pytest", [python, "-m", "pytest", "-p", "no:xvfb", "-m", "not x11", *arguments], offscreen)
    failed += [name for name, code in codes.items() if code not in (0, NO_TESTS)]
    if all(code == NO_TESTS for code in codes.values()):
        failed.append("pytest (no test was chosen)")
    print("Failed: " + ", ".join(failed) if failed else "Everything passed.", flush=True)
    return 1 if failed else 0


def run(name, command, surroundings):
    # type: (str, list[str], dict[str, str]) -> int
    """Run one check with its output shown; returns its exit code."""
    print("== " + name, flush=True)
    environment = dict(os.environ, **surroundings)
    environment.pop("WAYLAND_DISPLAY", None)
    return subprocess.call(command, cwd=str(setting_up.ROOT), env=environment)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
