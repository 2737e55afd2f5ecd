"""One trial: what should be there, what is there, and whether that is what was confirmed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.replacing import settle

from . import driver

TESTS = Path(__file__).resolve().parents[1]
"""Where the package of these trials lies."""


@dataclass(frozen=True)
class State:
    """What was there at a confirmation: the digest of the vault, and of every backup by name."""

    vault: str | None
    backups: frozenset[tuple[str, str | None]]


def observed(folder: Path) -> State:
    """What is there now, read past the code under trial."""
    copies = [path for path in (folder / "state").rglob("[!.]*") if path.suffix in (".netplus", ".npvault")]
    key = key_of(driver.place(folder))
    return State(
        driver.contents(driver.place(folder), key) if key else None,
        frozenset((path.name, _copied(path.read_bytes(), path)) for path in copies),
    )


def key_of(path: Path) -> driver.VaultKey | None:
    """The one key that opens a vault; None where none does, or more than one."""
    keys = [key for key in driver.KEYS if driver.vault.opens(path, key)]
    return keys[0] if len(keys) == 1 else None


_known: dict[bytes, str | None] = {}


def _copied(data: bytes, path: Path) -> str | None:
    """What a backup holds; the same file is looked into once."""
    name = hashlib.sha256(data).digest()
    if name not in _known:
        key = key_of(path)
        _known[name] = driver.contents(path, key) if key else None
    return _known[name]


class Bench:
    """A vault to begin with, and the states through which a script takes it when nothing disturbs it."""

    def __init__(self, folder: Path, operation: str, seed: int) -> None:
        self.operation = operation
        self.seed = seed
        self.calls: Counter[str] = Counter()
        """How often the script asks the system for what, where that was counted."""
        self._folder = folder
        self._count = 0
        self.template = folder / "template"
        driver.prepare(operation, self.template)
        undisturbed = self.fresh()
        self.states = [observed(undisturbed)]
        driver.run(operation, undisturbed, seed, lambda: self.states.append(observed(undisturbed)))
        shutil.rmtree(undisturbed)

    def fresh(self) -> Path:
        """A new folder with the vault to begin with."""
        self._count += 1
        made = self._folder / str(self._count)
        shutil.copytree(self.template, made)
        return made

    def verdict(self, folder: Path, told: int, since: str | None = None) -> str:
        """'' where exactly what was confirmed is there, with at most the next step whole, or what was written `since`;
        else 'damaged', 'lost' or 'half', with what was seen."""
        whole = {since} if since else {one.vault for one in self.states}
        if self.operation == "migration" and observed(folder).vault not in whole:
            return "half: between two versions"
        try:
            settle(driver.place(folder))
            key = key_of(driver.place(folder))
            if key is None:
                return "damaged: not exactly one key opens it"
            with driver.opened(folder, key) as store:
                if findings := store.check():
                    return f"damaged: {findings}"
        except VaultError as error:
            return f"damaged: {error.code}"
        now = observed(folder)
        if now.vault not in ([since] if since else [one.vault for one in self.states[told : told + 2]]):
            earlier = any(one.vault == now.vault for one in self.states)
            return "lost: an earlier state" if earlier else "half: a state between"
        known = {one.vault for one in self.states} | {digest for _, digest in self.states[0].backups}
        wrong = {name for name, digest in now.backups if digest not in known}
        if wrong:
            return f"half: a backup that holds something else {wrong}"
        missing = {digest for _, digest in self.states[told].backups} - {digest for _, digest in now.backups}
        return f"lost: {len(missing)} backups" if missing else ""


# --- many trials, two at a time -----------------------------------------------------------------------------------


def shared_out(count: int, names: Iterable[str]) -> dict[str, int]:
    """`count` trials over all names, as evenly as it goes."""
    all_names = list(names)
    return {name: count // len(all_names) + (at < count % len(all_names)) for at, name in enumerate(all_names)}


def in_parallel(module: str, seed: int, shares: Mapping[str, int], within: Sequence[str] = ()) -> dict[str, object]:
    """Run the share of trials of `survival.<module>` for each name in a process of its own, two at a time, and sum
    them up. Each process is started by `within` and prints its figures as one line of JSON."""

    def one(job: tuple[str, int]) -> Mapping[str, object]:
        name, share = job
        command = [*within, sys.executable, "-m", f"survival.{module}", name, str(share), str(seed)]
        done = subprocess.run(command, cwd=TESTS, env=surroundings(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(f"{module} {name}: {done.stderr[-3000:]}")
        return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, [(name, share) for name, share in shares.items() if share]))
    summed: dict[str, object] = {"seed": seed, "by operation": dict(shares)}
    for figure in ("trials", "lost", "half", "damaged"):
        summed[figure] = sum(int(result[figure]) for result in results)  # type: ignore[call-overload]
    summed["faults"] = [fault for result in results for fault in result["faults"]]  # type: ignore[attr-defined]
    return summed


def surroundings() -> dict[str, str]:
    """The environment of a process on trial: no keyring of whoever runs it, no display."""
    others = {
        "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent))),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
        "TZ": "UTC",
    }
    return {**os.environ, **others}


def figures(trials: int, faults: list[str]) -> str:
    """What a process of trials prints at its end."""
    counts = {kind: sum(f" {kind}" in fault for fault in faults) for kind in ("lost", "half", "damaged")}
    return json.dumps({"trials": trials, **counts, "faults": faults[:10]})
