"""Hold the program to its promises, in large figures: `python3 build/soak.py [--only NAME] [--scale large] [--write]`.

Each trial prints one line of JSON with its counts and its seed. `--write` puts them into `.github/promises.md`: what is
promised, by which test it is shown, the figure asked for and the figure reached. What was never run stands there as not
measured.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import os
import platform
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime

import setting_up
from promised import PROMISES, Promise

TABLE = setting_up.ROOT / ".github" / "promises.md"
TESTS = setting_up.ROOT / "tests"
SCALES = ("small", "large")

Reached = tuple[str, bool]
"""The figure in words, and whether it is the one that was asked for."""


def main() -> int:
    """Run what is asked for; returns 1 where a promise was not kept."""
    arguments = _parsed()
    if os.path.realpath(sys.prefix) != os.path.realpath(setting_up.VENV):
        python = setting_up.ready("test")
        return setting_up.become([str(python), __file__, *sys.argv[1:]])
    # As in the tests: nobody's own keyring, no display, and the tests can be imported.
    os.environ |= {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "QT_QPA_PLATFORM": "offscreen"}
    sys.path[:0] = [str(TESTS), str(setting_up.ROOT)]
    reached: dict[Promise, Reached] = {}
    for promise in PROMISES:
        if promise.shown_by and (arguments.only is None or arguments.only in promise.name):
            reached[promise] = _measured(promise, arguments.scale, arguments.seed)
    if arguments.write:
        TABLE.write_text(_table(reached, arguments.scale), encoding="utf-8")
    return int(not all(kept for _, kept in reached.values()))


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="soak.py", description=__doc__.split(":")[0] + ".")
    parser.add_argument("--only", metavar="NAME", help="only promises whose name holds this")
    parser.add_argument("--scale", choices=SCALES, default="large", help="large takes an hour; small what CI takes")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed does the same again")
    parser.add_argument("--write", action="store_true", help="make .github/promises.md of this run")
    return parser.parse_args()


def _measured(promise: Promise, scale: str, seed: int) -> Reached:
    begun = time.monotonic()
    try:
        if promise.counts is None:
            result, words, kept = _tests(promise.shown_by)
        else:
            result, words, kept = _trials(promise, promise.counts[SCALES.index(scale)], seed)
    except Exception as error:  # the other trials go on, and this one is told of
        result, words, kept = {"error": repr(error)[:2000]}, "the trial itself failed", False
    told = {"promise": promise.name, "kept": kept, "seconds": round(time.monotonic() - begun, 1), "seed": seed}
    print(json.dumps({**told, **result}), flush=True)
    return words, kept


def _trials(promise: Promise, count: int, seed: int) -> tuple[Mapping[str, object], str, bool]:
    run = importlib.import_module(promise.shown_by).run
    result: dict[str, object] = run(count, seed) if "seed" in inspect.signature(run).parameters else run(count)
    figures = {name: value for name, value in result.items() if isinstance(value, int) and name != "seed"}
    kept = all(int(figures[name]) <= share * count for name, share in promise.at_most.items())
    return result, ", ".join(f"{value:,} {name}" for name, value in figures.items()), kept


def _tests(names: str) -> tuple[Mapping[str, object], str, bool]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xvfb", "-m", "not x11", *shlex.split(names)]
    done = subprocess.run(command, cwd=setting_up.ROOT, capture_output=True, text=True, check=False)
    counted = {what: int(number) for number, what in re.findall(r"(\d+) (passed|failed|skipped|errors?)", done.stdout)}
    words = ", ".join(f"{number} {what}" for what, number in sorted(counted.items()))
    return counted, f"tests: {words}", done.returncode == 0 and "passed" in counted


def _table(reached: Mapping[Promise, Reached], scale: str) -> str:
    """The table, with the rows of this run renewed; the others stay as an earlier run left them."""
    before = _rows() if TABLE.exists() else {}
    lines = [
        "# What is promised, and the figures reached",
        "",
        "Made by `python3 build/soak.py --write`; nothing in it is written by hand. Each row tells of which run it is:",
        "what CI takes is small, what is run before a release is large.",
        "",
        HEAD,
        "| --- | --- | --- | --- | --- |",
    ]
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors"
    run = f"{datetime.now(UTC):%Y-%m-%d}, {scale}, {machine}"
    for promise in PROMISES:
        words, kept = reached.get(promise, ("not measured", True))
        shown = ", ".join(f"`{one}`" for one in _files(promise)) or "-"
        row = f"| {promise.name} | {shown} | {promise.asked} | {words if kept else f'**not kept**: {words}'} | {run} |"
        if promise not in reached:
            row = before.get(promise.name, row.replace(run, "-"))
        lines.append(row)
    return "\n".join([*lines, ""])


HEAD = "| promise | shown by | asked | reached | run |"


def _rows() -> dict[str, str]:
    rows = TABLE.read_text(encoding="utf-8").partition(HEAD)[2].splitlines()
    return {row.split(" | ")[0].removeprefix("| "): row for row in rows if " | " in row}


def _files(promise: Promise) -> list[str]:
    if promise.counts is not None:
        return [f"tests/{promise.shown_by.replace('.', '/')}.py"]
    return [word.partition("::")[0] for word in promise.shown_by.split() if word.startswith("tests/")]


if __name__ == "__main__":
    sys.exit(main())
