"""Kill the program with SIGKILL at moments spread over each of its operations, then look at what it left.

    python -m survival.killing OPERATION COUNT SEED

A process that has loaded everything forks the one that works and is killed, so that two hundred kills take seconds.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import driver, powercut, trial


def run(count: int, seed: int) -> dict[str, object]:
    """So many kills over all operations: how often something confirmed was lost, half written, or damaged."""
    at_window = count // 25
    shares = trial.shared_out(count - at_window, driver.OPERATIONS)
    return trial.in_parallel("killing", seed, {driver.WINDOW: at_window, **shares})


def kills(operation: str, count: int, seed: int, folder: Path) -> list[str]:
    """Kill an operation so often; tells of each kill that did harm."""
    chance = random.Random(f"{operation} {seed}")
    bench = trial.Bench(folder, operation, seed)
    if operation == driver.WINDOW:
        return _programs_killed(bench, chance, count, folder)
    lasts = sorted(_worked(bench, bench.fresh(), None)[1] for _ in range(3))[1]
    faults = []
    at_calls = count // 8 if powercut.STRACE else 0
    for turn in range(at_calls):
        faults += _killed_at_call(bench, chance, folder / f"at call {turn}")
    count -= at_calls
    for turn in range(count):
        place = bench.fresh()
        moment = (turn + chance.random()) / count * lasts
        told, _ = _worked(bench, place, moment)
        if verdict := bench.verdict(place, told):
            faults.append(f"{operation}, seed {seed}, killed after {moment:.4f} s, {told} confirmed: {verdict}")
        shutil.rmtree(place)
    return faults


def _programs_killed(bench: trial.Bench, chance: random.Random, count: int, folder: Path) -> list[str]:
    """Kill a program of its own, whose work takes up the later half of the time that it runs."""

    def lived(place: Path, moment: float | None) -> tuple[int, float]:
        journal = place.with_suffix(".journal")
        begun = time.monotonic()
        with subprocess.Popen(
            driver.command(bench.operation, place, bench.seed, journal), cwd=trial.TESTS, env=trial.surroundings()
        ) as child:
            try:
                child.wait(moment)
            except subprocess.TimeoutExpired:
                child.kill()
        if child.returncode not in (0, -signal.SIGKILL):
            raise RuntimeError(f"the operation itself failed with {child.returncode}")
        return journal.stat().st_size if journal.exists() else 0, time.monotonic() - begun

    _, lasts = lived(bench.fresh(), None)
    faults = []
    for turn in range(count):
        place = bench.fresh()
        moment = (0.5 + (turn + chance.random()) / count / 2) * lasts
        told, _ = lived(place, moment)
        if verdict := bench.verdict(place, told):
            faults.append(f"{bench.operation}, seed {bench.seed}, after {moment:.4f} s, {told} confirmed: {verdict}")
    return faults


def _killed_at_call(bench: trial.Bench, chance: random.Random, aside: Path) -> list[str]:
    """Kill a program of its own the moment it asks the system to write, flush, rename or remove something."""
    aside.mkdir()
    if not bench.calls:
        undisturbed = bench.fresh()
        played = powercut.calls(powercut.trace(bench.operation, undisturbed, bench.seed, aside))
        bench.calls.update(call for call, *_ in played if call in _FATAL)
        (aside / "journal").unlink()
    call = chance.choice(sorted(bench.calls))
    number = chance.randrange(bench.calls[call]) + 1
    place = bench.fresh()
    command = [powercut.STRACE, "-f", "-qq", "-o", aside / "killed", "-e", f"trace={call}"]
    command += ["-e", f"inject={call}:signal=KILL:when={number}"]
    command += driver.command(bench.operation, place, bench.seed, aside / "journal")
    done = subprocess.run(command, cwd=trial.TESTS, env=trial.surroundings(), capture_output=True, check=False)
    if done.returncode not in (0, -signal.SIGKILL, 128 + signal.SIGKILL):
        raise RuntimeError(f"the operation itself failed with {done.returncode}: {done.stderr!r}")
    journal = aside / "journal"
    told = journal.stat().st_size if journal.exists() else 0
    verdict = bench.verdict(place, told)
    where = f"{bench.operation}, seed {bench.seed}, killed at {call} number {number}, {told} confirmed"
    return [f"{where}: {verdict}"] if verdict else []


_FATAL = frozenset(
    "write pwrite64 fsync fdatasync ftruncate rename renameat renameat2 link linkat unlink unlinkat mkdir".split()
)


def _worked(bench: trial.Bench, place: Path, moment: float | None) -> tuple[int, float]:
    """Let a child do the script, killed at the moment; tells of how many confirmations there were, after how long."""
    read, write = os.pipe()
    ends, lives = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if not child:
        os.close(read)
        code = 1
        try:
            driver.run(bench.operation, place, bench.seed, lambda: bool(os.write(write, b".")))
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    os.close(lives)
    if moment is not None:
        select.select([ends], [], [], max(0.0, begun + moment - time.monotonic()))  # until then, or until it is done
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    lasted = time.monotonic() - begun
    os.close(ends)
    if status not in (0, signal.SIGKILL):
        raise RuntimeError(f"the operation itself failed with {status}")
    with os.fdopen(read, "rb") as journal:
        return len(journal.read()), lasted


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        name, wanted, seed_text = sys.argv[1:]
        print(trial.figures(int(wanted), kills(name, int(wanted), int(seed_text), Path(temporary))))
