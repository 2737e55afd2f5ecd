"""Replay what an operation wrote, cut the power at any moment, and look at what the disk would hold.

    python -m survival.powercut OPERATION COUNT SEED

`strace` tells of every write, flush and renaming of one undisturbed run. `Disk` plays them again in memory. At a cut,
a file holds what was flushed with fsync; of the writes since then some are there, some are not, in any order, torn at
512 bytes. Names that were made, changed or removed count from the fsync of their folder on; of later changes some are
there. What a memory map wrote (the engine's "-shm") is lost always: the engine never counts on it.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import driver, trial

SECTOR = 512
STRACE = shutil.which("strace")
REASON = "needs strace on Linux: it tells what a program writes"

_CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,sendfile,copy_file_range,ftruncate,"
    "truncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,symlink,"
    "symlinkat,chmod,fchmod,utimensat"
)


def run(count: int, seed: int) -> dict[str, object]:
    """So many cuts over all operations: how often something confirmed was lost, half written, or damaged."""
    return trial.in_parallel("powercut", seed, trial.shared_out(count, driver.OPERATIONS))


# --- the disk -----------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Node:
    """A file or folder: what programs see, what the disk has for sure, and the writes between the two."""

    folder: bool = False
    seen: bytearray = field(default_factory=bytearray)
    sure: bytes = b""
    since: list[tuple[int, bytes] | int] = field(default_factory=list)
    """Writes as (offset, data), truncations as a size."""

    def write(self, offset: int, data: bytes) -> None:
        """Some bytes."""
        _put(self.seen, offset, data)
        self.since.append((offset, data))

    def truncate(self, size: int) -> None:
        """Cut it, or lengthen it with zeros."""
        _resize(self.seen, size)
        self.since.append(size)

    def flush(self) -> None:
        """From now on the disk has it for sure."""
        self.sure = bytes(self.seen)
        self.since.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        """What may be left of it."""
        left = bytearray(self.sure)
        how = chance.choice(("nothing", "all", "first ones", "any"))
        kept = {"nothing": 0, "all": len(self.since)}.get(how, chance.randrange(len(self.since) + 1))
        for at, change in enumerate(self.since):
            if how == "any":
                likely = chance.random()
                if isinstance(change, int):
                    if likely < 0.5:
                        _resize(left, change)
                    continue
                for offset, sector in _sectors(*change):
                    if chance.random() < likely:
                        _put(left, offset, sector)
            elif isinstance(change, int):
                if at < kept:
                    _resize(left, change)
            else:
                sectors = list(_sectors(*change))
                if at >= kept:
                    sectors = sectors[: chance.randrange(len(sectors) + 1)] if at == kept and how != "nothing" else []
                for offset, sector in sectors:
                    _put(left, offset, sector)
        return bytes(left)


def _put(to: bytearray, offset: int, data: bytes) -> None:
    if len(to) < offset:
        to.extend(bytes(offset - len(to)))
    to[offset : offset + len(data)] = data


def _resize(what: bytearray, size: int) -> None:
    del what[size:]
    what.extend(bytes(size - len(what)))


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        upto = min(len(data), (offset + at) // SECTOR * SECTOR + SECTOR - offset)
        yield offset + at, data[at:upto]
        at = upto


@dataclass(frozen=True)
class Naming:
    """A change of names, whole or not at all: what stands under each of these paths from now on."""

    names: dict[str, Node | None]


class Disk:
    """A folder tree in memory, with what a cut of the power would leave of it."""

    def __init__(self, source: Path, root: Path) -> None:
        """What lies in `source`, as if it lay in `root`."""
        self.root = str(root)
        self.seen: dict[str, Node] = {self.root: Node(folder=True)}
        for path in source.rglob("*"):
            self.seen[str(root / path.relative_to(source))] = node = Node(folder=path.is_dir())
            if not node.folder:
                node.seen += path.read_bytes()
                node.flush()
        self.sure = dict(self.seen)
        self.since: list[Naming] = []

    def rename(self, names: dict[str, Node | None]) -> None:
        """Names get another node, or none."""
        self.since.append(Naming(names))
        _apply(self.seen, names)

    def flush_folder(self, path: str) -> None:
        """The names in a folder are for sure."""
        waiting = []
        for change in self.since:
            if any(name.rpartition("/")[0] == path for name in change.names):
                _apply(self.sure, change.names)
            else:
                waiting.append(change)
        self.since = waiting

    def after_cut(self, chance: random.Random, target: Path) -> None:
        """Lay out under `target` what may be left."""
        names = dict(self.sure)
        how = chance.choice(("none", "all", "first ones", "any"))
        likely = {"none": 0.0, "all": 1.0}.get(how, chance.random())
        without: set[str] = set()
        for change in self.since:
            if without.isdisjoint(change.names) and chance.random() < likely:
                _apply(names, change.names)
            else:
                # A journalling file system keeps the order of all; others at least that of one name.
                without |= change.names.keys() if how == "any" else {*change.names, *self.seen, *self.sure}
        made: dict[Node, bytes] = {}
        for path, node in sorted(names.items(), key=lambda item: item[0]):
            place = target / Path(path).relative_to(self.root)
            if not place.parent.is_dir() and place != target:
                continue  # its folder's name was lost
            if node.folder:
                place.mkdir(exist_ok=True)
            else:
                if node not in made:
                    made[node] = node.after_cut(chance)
                place.write_bytes(made[node])


def _apply(to: dict[str, Node], names: dict[str, Node | None]) -> None:
    for name, node in names.items():
        if node is None:
            to.pop(name, None)
        else:
            to[name] = node


# --- the trace ----------------------------------------------------------------------------------------------

_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)")
_UNFINISHED = re.compile(r"^(\d+) +(.*?) *<unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def trace(operation: str, folder: Path, seed: int, aside: Path) -> Path:
    """Run an operation on `folder` under strace; what it did is in the file that this gives back."""
    assert STRACE is not None
    told = aside / "trace"
    journal = aside / "journal"
    command = [STRACE, "-f", "-qq", "-xx", "-s", "16000000", "-o", str(told)]
    command += ["-e", f"trace={_CALLS}", "-e", "signal=none"]
    command += driver.command(operation, folder, seed, journal)
    subprocess.run(command, check=True, cwd=trial.TESTS, env=trial.surroundings())
    return told


class Replay:
    """Plays a trace on a disk, a call at a time, and counts the confirmations."""

    def __init__(self, disk: Disk, journal: Path) -> None:
        self.disk = disk
        self.told = 0
        self._journal = str(journal)
        self._files: dict[int, tuple[str, Node | None]] = {}
        self._at: dict[int, int] = {}

    def play(self, call: str, arguments: str, result: int) -> bool:
        """Do one call; whether it was of any consequence for the disk."""
        texts = [_decoded(match) for match in _TEXT.findall(arguments)]
        do = getattr(self, f"_{call.rstrip('0123456789')}", None)
        return bool(do and result >= 0 and do(texts, _numbers(_TEXT.sub("", arguments)), result, arguments))

    def _within(self, path: bytes, numbers: Sequence[int] = ()) -> str | None:
        text = path.decode()
        if not text.startswith("/") and numbers and numbers[0] in self._files:
            text = f"{self._files[numbers[0]][0]}/{text}"
        return text if text.startswith(self.disk.root + "/") or text == self.disk.root else None

    def _openat(self, texts: list[bytes], numbers: list[int], result: int, arguments: str) -> bool:
        self._at[result] = 0
        if texts[0].decode() == self._journal:
            self._files[result] = (self._journal, None)
        elif path := self._within(texts[0], numbers):
            made = path not in self.disk.seen
            if made:
                self.disk.rename({path: Node()})
            node = self.disk.seen[path]
            emptied = "O_TRUNC" in arguments and bool(node.seen)
            if emptied:
                node.truncate(0)
            if "O_APPEND" in arguments:
                self._at[result] = len(node.seen)
            self._files[result] = (path, node)
            return made or emptied
        return False

    _open = _creat = _openat

    def _close(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        self._files.pop(numbers[0], None)
        return False

    def _dup(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        if numbers[0] in self._files:
            self._files[result], self._at[result] = self._files[numbers[0]], self._at[numbers[0]]
        return False

    def _fcntl(self, texts: list[bytes], numbers: list[int], result: int, arguments: str) -> bool:
        return "F_DUPFD" in arguments and self._dup(texts, numbers, result, arguments)

    def _lseek(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        self._at[numbers[0]] = result
        return False

    def _write(self, texts: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        path, node = self._files.get(numbers[0], ("", None))
        if node is None:
            self.told += path == self._journal
            return bool(path)
        at = self._at[numbers[0]]
        node.write(at, b"".join(texts)[:result])
        self._at[numbers[0]] = at + result
        return True

    _writev = _write

    def _pwrite(self, texts: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        _, node = self._files.get(numbers[0], ("", None))
        if node is not None:
            node.write(numbers[-1], b"".join(texts)[:result])
        return node is not None

    def _sendfile(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        return self._copied(numbers[0], numbers[1], numbers[2] if len(numbers) > 3 else None, result)

    def _copy_file_range(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        return self._copied(numbers[2] if len(numbers) > 4 else numbers[1], numbers[0], None, result)

    def _copied(self, to: int, source: int, offset: int | None, size: int) -> bool:
        _, node = self._files.get(to, ("", None))
        _, other = self._files.get(source, ("", None))
        if node is None or not size:
            return False
        assert other is not None, "a copy from outside the folder"
        begin = self._at[source] if offset is None else offset
        node.write(self._at[to], bytes(other.seen[begin : begin + size]))
        self._at[to] += size
        if offset is None:
            self._at[source] += size
        return True

    def _ftruncate(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        _, node = self._files.get(numbers[0], ("", None))
        if node is not None:
            node.truncate(numbers[1])
        return node is not None

    def _fallocate(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        _, node = self._files.get(numbers[0], ("", None))
        if node is not None and len(node.seen) < numbers[-1] + numbers[-2]:
            node.truncate(numbers[-1] + numbers[-2])
        return node is not None

    def _truncate(self, texts: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        path = self._within(texts[0])
        if path:
            self.disk.seen[path].truncate(numbers[-1])
        return bool(path)

    def _fsync(self, _: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        path, node = self._files.get(numbers[0], ("", None))
        if node is not None:
            self.disk.flush_folder(path) if node.folder else node.flush()
        return node is not None

    _fdatasync = _fsync

    def _rename(self, texts: list[bytes], _: list[int], result: int, __: str) -> bool:
        old, new = self._within(texts[0]), self._within(texts[1])
        if old and new:
            moved = {name: node for name, node in self.disk.seen.items() if name.startswith(old + "/")}
            changes: dict[str, Node | None] = dict.fromkeys((old, *moved))
            changes |= {new + name[len(old) :]: node for name, node in moved.items()}
            self.disk.rename(changes | {new: self.disk.seen[old]})
        return bool(old and new)

    _renameat = _rename

    def _link(self, texts: list[bytes], _: list[int], result: int, __: str) -> bool:
        old, new = self._within(texts[0]), self._within(texts[1])
        if old and new:
            self.disk.rename({new: self.disk.seen[old]})
        return bool(old and new)

    _linkat = _link

    def _unlink(self, texts: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        path = self._within(texts[0], numbers)
        if path:
            self.disk.rename({path: None})
        return bool(path)

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, texts: list[bytes], numbers: list[int], result: int, __: str) -> bool:
        path = self._within(texts[0], numbers)
        if path:
            self.disk.rename({path: Node(folder=True)})
        return bool(path)

    _mkdirat = _mkdir


def _decoded(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _numbers(arguments: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?<![\w.])-?\d+\b", arguments)]


def calls(told: Path) -> list[tuple[str, str, int]]:
    """What a trace tells: name, arguments, result, in the order in which the calls ended."""
    waiting: dict[str, str] = {}
    found = []
    for line in told.read_text("ascii").splitlines():
        if match := _UNFINISHED.match(line):
            waiting[match[1]] = match[2]
            continue
        if match := _RESUMED.match(line):
            line = f"{match[1]} {waiting.pop(match[1])}{match[2]}"
        if match := _LINE.match(line):
            found.append((match[1], match[2], int(match[3]) if match[3] != "?" else -1))
    return found


# --- the cuts -----------------------------------------------------------------------------------------------


def cuts(operation: str, count: int, seed: int, folder: Path) -> list[str]:
    """Cut the power so often during an operation; tells of each cut that did harm."""
    chance = random.Random(f"{operation} {seed}")
    bench = trial.Bench(folder, operation, seed)
    place = bench.fresh()
    played = calls(trace(operation, place, seed, folder))
    replay = Replay(Disk(bench.template, place), folder / "journal")
    # Cuts are worth most where the disk is written to, and right after something was confirmed.
    writes, told = [], []
    for number, call in enumerate(played):
        before = replay.told
        if replay.play(*call):
            (told if replay.told > before else writes).append(number)
    if len(told) != len(bench.states) - 1:
        raise RuntimeError(f"the trace holds {len(told)} confirmations, not {len(bench.states) - 1}")
    moments = Counter(chance.choice(told if chance.random() < 0.25 else writes) for _ in range(count))
    replay = Replay(Disk(bench.template, place), folder / "journal")
    faults: list[str] = []
    for number, call in enumerate(played):
        replay.play(*call)
        for turn in range(moments[number]):
            left = folder / "cut"
            left.mkdir()
            replay.disk.after_cut(random.Random(f"{seed} {number} {turn}"), left)
            if verdict := bench.verdict(left, replay.told):
                faults.append(
                    f"{operation}, seed {seed}, cut {turn} after call {number}, {replay.told} confirmed: {verdict}"
                )
            shutil.rmtree(left)
    return faults


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        name, wanted, seed_text = sys.argv[1:]
        print(trial.figures(int(wanted), cuts(name, int(wanted), int(seed_text), Path(temporary))))
