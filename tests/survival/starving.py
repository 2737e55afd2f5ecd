"""Let the disk fill up in the midst of each operation, at many levels, then make room and look at what is there.

    unshare -rm python -m survival.starving OPERATION COUNT SEED

Needs a mount name space of its own, in which it mounts a small tmpfs and makes it as small as it likes.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from netplus_desktop.core.errors import UserError
from netplus_desktop.store.store import Store

from . import driver, trial

ALONE = ["unshare", "--mount", *(["--map-root-user"] if os.name == "posix" and os.geteuid() else [])]
"""How to start a process that may mount what nobody else sees."""

LEVELS = 20
ROOMY = 64 << 20
_STEP = 16384


def possible() -> bool:
    """Whether this system lets us mount something of our own."""
    if not shutil.which("unshare"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
        return not subprocess.run([*ALONE, *mount], capture_output=True, check=False).returncode


REASON = "needs a mount name space of one's own (unshare), or root: a small disk is mounted"


def run(count: int, seed: int) -> dict[str, object]:
    """So many full disks over all operations: how often it did harm, or was told of more than once."""
    return trial.in_parallel("starving", seed, trial.shared_out(count, driver.OPERATIONS), ALONE)


class SmallDisk:
    """A tmpfs whose size can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={ROOMY}", "tmpfs", str(folder))

    def resize(self, size: int) -> None:
        """Make it as large as this, in bytes."""
        _mount("-o", f"remount,size={size}", str(self.folder))

    @property
    def used(self) -> int:
        """How much lies on it."""
        found = os.statvfs(self.folder)
        return (found.f_blocks - found.f_bfree) * found.f_frsize

    def begin(self, bench: trial.Bench) -> Path:
        """Nothing on it but the vault to begin with."""
        self.resize(ROOMY)
        place = self.folder / "place"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(bench.template, place)
        return place


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def starve(operation: str, count: int, seed: int, folder: Path) -> list[str]:
    """Fill the disk at `count` levels between the first byte wanted and the last; tells of each that did harm."""
    chance = random.Random(f"{operation} {seed}")
    bench = trial.Bench(folder, operation, seed)
    disk = SmallDisk(folder / "disk")
    disk.begin(bench)
    least = disk.used
    enough, more = least, _STEP
    while _attempt(bench, disk, enough)[1]:
        enough, more = enough + more, more * 2
    enough -= more // 2
    faults = []
    for level in range(count):
        size = least + int((level + chance.random()) / count * (enough - least))
        if fault := _attempt(bench, disk, size)[0]:
            faults.append(f"{operation}, seed {seed}, a disk of {size - least} more bytes: {fault}")
    return faults


def _attempt(bench: trial.Bench, disk: SmallDisk, size: int) -> tuple[str, bool]:
    """What was wrong with an operation on a disk of this size, and whether the disk was too small for it."""
    place = disk.begin(bench)
    disk.resize(size)
    told = 0
    wrong = ""
    since: str | None = None

    def confirmed() -> None:
        nonlocal told
        told += 1

    def failed(store: Store) -> None:
        """The store goes on as it was, and writes again once there is room."""
        nonlocal wrong, since
        if driver.contents_of(store) != bench.states[told].vault:
            wrong = "half: the open vault shows something between"
        disk.resize(ROOMY)
        store.add_contact(driver.person("Once there is room"))
        since = driver.contents_of(store)

    driver.at_failure = failed
    full = False
    try:
        driver.run(bench.operation, place, bench.seed, confirmed)
    except UserError as error:
        full = True
        if "disk-full" not in (error.code, error.fields.get("why")):
            wrong = wrong or f"damaged: told as {error.code}"
        if second := _second(error):
            wrong = wrong or f"damaged: a second error, {second!r}"
    except Exception as error:
        full = True
        wrong = f"damaged: {error!r}"
    finally:
        driver.at_failure = None
    disk.resize(ROOMY)
    empty = [file.name for file in place.rglob("*") if file.is_file() and _litter(file)]
    wrong = wrong or (f"half: {empty} was left" if empty else "")
    wrong = wrong or bench.verdict(place, told, since)
    if not wrong:
        with driver.opened(place, trial.key_of(driver.place(place)) or driver.KEY) as store:
            store.add_contact(driver.person("And later"))
    return wrong, full


def _second(error: BaseException) -> BaseException | None:
    """An error that came while another was dealt with."""
    told: BaseException | None = error
    while told is not None:
        before = told.__context__
        # A file whose write found no room says so once more when it is closed.
        again = isinstance(told, OSError) and isinstance(before, OSError) and told.errno == before.errno
        wrapped = before is not None and before is getattr(told, "orig", None)  # peewee's name for the engine's own
        if before is not told.__cause__ and not told.__suppress_context__ and not again and not wrapped:
            return before
        told = before if wrapped else told.__cause__
    return None


def _litter(file: Path) -> bool:
    """What a failed attempt may not leave: a copy that is not whole."""
    return file.stat().st_size == 0 and file.suffix not in (".lock",) and not file.name.endswith(("-wal", "-shm"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        name, wanted, seed_text = sys.argv[1:]
        try:
            print(trial.figures(int(wanted), starve(name, int(wanted), int(seed_text), Path(temporary))))
        finally:
            subprocess.run(["umount", "-l", str(Path(temporary) / "disk")], check=False)
