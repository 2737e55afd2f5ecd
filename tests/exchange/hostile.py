"""Files that were damaged on purpose: read, compared and written out in a child with limits, and what became of them.

Each is made from a seed and its number: real files and our own oddities, of which bytes, tokens, lines or whole ends
were changed. `python -m exchange.hostile SEED NUMBER` (in `tests`) reads one again.
"""

from __future__ import annotations

import gc
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path

from netplus_desktop import sentences
from netplus_desktop.core.records import Person
from netplus_desktop.exchange import planning, reading, writing_tables, writing_vcard

TESTS = Path(__file__).resolve().parents[1]
FOLDERS = (
    TESTS / "data" / "vcards",
    TESTS / "data" / "tables",
    TESTS / "data" / "linkedin",
    TESTS.parents[1] / "shared" / "corpus",
)
"""Where the files lie that are damaged; the last one need not be there."""

LARGEST_SEED = 64 * 1024
LARGEST_MUTANT = 512 * 1024
SLOWEST = 2.0
"""Seconds of the processor that one file may take."""

HANGS = 30
MEMORY = 150 * 2**20
"""What reading may take at its peak, with four times the file on top."""

TOKENS = (
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"\nBEGIN:VCARD\n", b"VERSION:2.1\r\n", b"VERSION:4.0\n", b";", b":",
    b",", b"=", b"==", b"=\r\n", b"=0D=0A=\n", b"\r\n ", b"\n\t", b"\n\n", b'"', b'""', b"\\", b"\\n", b"\\;",
    b".", b"item1.", b";ENCODING=QUOTED-PRINTABLE:", b";ENCODING=b:", b";BASE64:", b";CHARSET=utf-7:",
    b";CHARSET=idna:", b";CHARSET=hex:", b";CHARSET=utf-16:", b";CHARSET=Shift_JIS:",
    b";VALUE=uri:file:///etc/passwd", b"TYPE=", b"X-ABLabel:", b"N:;;;;;;;;",
    b"TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E4):", b"PHOTO;ENCODING=b:", b"KIND:group\n", b"\0",
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80",
    b"\x1b$B", b"=FF", b"=E2=80=AE", b"\xe2\x80\xae", b"{0}", b"%s", b"%n", b"' OR 1=1 --", b"=1+1", b"9" * 400,
    b"BDAY:", b"--02-30", b"0000-00-00", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"dn: ", b"version: 1\n",
    b"First Name,Last Name\n", b" ::: ", b"\t", b"\r", b"\x0b", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8",
    b"From: a <b@example.org>\n", b"=?utf-8?Q?=FF?=", b"[{",
)  # fmt: skip


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of each file to begin with, in one order everywhere."""
    found = [
        (path.name, path.read_bytes())
        for folder in FOLDERS
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size <= LARGEST_SEED
    ]
    assert len(found) > 30
    return tuple(found)


def mutant(seed: int, number: int) -> tuple[str, bytes]:
    """The file of that number: its name and what is in it."""
    chance = random.Random(f"{seed}/{number}")
    name, data = chance.choice(seeds())
    if chance.random() < 0.12:
        name, data = "all.zip", _packed(chance)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = chance.choice(CHANGES)(chance, data)[:LARGEST_MUTANT]
    return name, data


def _packed(chance: random.Random) -> bytes:
    """An archive of a few files, some of which are damaged; some are of LinkedIn's names."""
    out = io.BytesIO()
    pressed = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", pressed) as archive:
        warnings.simplefilter("ignore")  # two files of one name are what may come
        for at in range(chance.randrange(1, 5)):
            name, data = chance.choice(seeds())
            if chance.random() < 0.5:
                data = chance.choice(CHANGES)(chance, data)[:LARGEST_MUTANT]
            archive.writestr(f"{at}-{name}" if chance.random() < 0.5 else f"{chance.choice(('', 'in/'))}{name}", data)
    return out.getvalue()


def _byte(chance: random.Random, data: bytes) -> bytes:
    """Some bytes are other ones, missing, or doubled."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 40))):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = chance.randbytes(1)
            case 1:
                del changed[at : at + chance.choice((1, 2, 30))]
            case 2:
                changed[at:at] = chance.randbytes(chance.choice((1, 3, 20)))
            case _:
                changed[at:at] = changed[at : at + chance.choice((1, 16, 200))]
    return bytes(changed)


def _token(chance: random.Random, data: bytes) -> bytes:
    """What means something stands where it should not, sometimes a thousand times."""
    for _ in range(chance.choice((1, 2, 6))):
        at = chance.randrange(len(data) + 1)
        token = chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 20, 1000))
        data = data[:at] + token + data[at + chance.choice((0, 0, 1, 10)) :]
    return data


def _splice(chance: random.Random, data: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    other = chance.choice(seeds())[1]
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _structure(chance: random.Random, data: bytes) -> bytes:
    """Lines change places, are doubled, repeated, lost, folded or otherwise encoded."""
    lines = data.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    match chance.randrange(9):
        case 0:
            del lines[at : at + chance.choice((1, 2, 10))]
        case 1:
            lines[at:at] = lines[at : at + chance.choice((1, 5))] * chance.choice((1, 3, 300))
        case 2:
            chance.shuffle(lines)
        case 3:
            lines = [
                line.rstrip(b"\r\n") + chance.choice((b"\r", b"\n", b"\r\n", b"\r\r\n", b"\n\n")) for line in lines
            ]
        case 4:
            lines = [line[:20] + b"\r\n " + line[20:] if len(line) > 20 else line for line in lines]
        case 5:
            lines = [line for line in lines if not line.upper().startswith(chance.choice((b"END", b"BEGIN", b"N:")))]
        case 6:
            return (
                b"".join(lines).decode("latin-1").encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32")))
            )
        case 7:
            return chance.choice((bytes.upper, bytes.lower, bytes.swapcase))(b"".join(lines))
        case _:
            return b"".join(lines[at:] + lines[:at])
    return b"".join(lines)


CHANGES: Sequence[Callable[[random.Random, bytes], bytes]] = (_byte, _token, _splice, _structure)


# --- in the child -----------------------------------------------------------------------------------------


class _Nobody:
    def holders(self, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        return {}

    def persons(self, ids: Sequence[int]) -> Mapping[int, Person]:
        return {}


def take(name: str, data: bytes) -> None:
    """Read it as the program does, compare, and write everybody out again. Raises what it should not."""
    files, refused = reading.read_sources([(name, data)])
    for _, error in refused:
        assert sentences.sentence(error)
    people: list[Person] = []
    for file in files:
        assert [row.number for row in file.rows] == list(range(1, len(file.rows) + 1))
        assert len(file.originals) == len(file.rows)
        for row, original in zip(file.rows, file.originals, strict=True):
            original.encode()
            assert row.line > 0
            if row.person is None:
                assert row.reason is not None, row
            for reason in (row.reason, *row.left_out):
                assert reason is None or sentences.reason(reason)
            if row.person is not None and row.reason is None:
                assert row.person.name.strip()
                people.append(row.person)
    for plan in planning.plan_import(files, _Nobody()):
        sums = planning.totals(plan.rows)
        assert sums.read == len(plan.rows) == sums.added + sums.updated + sums.unchanged + sums.skipped
    for write in (writing_vcard.write_vcards, writing_tables.write_csv):
        out = io.StringIO(newline="")
        write(people, out)
        out.getvalue().encode()


def _child(seed: int, first: int, last: int) -> None:
    """Take all from first up to last; tell of each that did harm, and before each which it is."""
    peak = _peak()
    for number in range(first, last):
        if number % 50 == 0:
            gc.collect()  # reading leaves that to whom it works for, as the window does (`ui.jobs`)
        os.write(1, b"%d\n" % number)
        name, data = mutant(seed, number)
        if peak is not None:
            Path("/proc/self/clear_refs").write_text("5")
        signal.setitimer(signal.ITIMER_VIRTUAL, HANGS)  # it ends the child
        begun = time.process_time()
        harm = {}
        try:
            take(name, data)
        except Exception as error:
            harm["undeclared"] = repr(error)[:300]
        if (took := time.process_time() - begun) > SLOWEST:
            harm["slow"] = f"{took:.1f} s"
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if (peak := _peak()) is not None and peak > MEMORY + 4 * len(data):
            harm["memory"] = f"{peak // 2**20} MB for {len(data)} bytes"
        if harm:
            os.write(1, json.dumps([number, harm]).encode() + b"\n")


def _peak() -> int | None:
    """The most memory since it was last asked to count anew, in bytes; None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


# --- around it --------------------------------------------------------------------------------------------


def run(count: int, seed: int) -> dict[str, object]:
    """So many damaged files, in children; how many ended them, raised what is not declared, or took too much."""
    harms: list[tuple[int, dict[str, str]]] = []
    parts = os.cpu_count() or 1
    bounds = [count * part // parts for part in range(parts + 1)]
    with ThreadPoolExecutor(parts) as pool:
        for found in pool.map(lambda part: list(_part(seed, *part)), pairwise(bounds)):
            harms += found
    sums = {what: sum(what in harm for _, harm in harms) for what in HARMS}
    first = {what: words for _, harm in reversed(harms) for what, words in harm.items()}
    return {"files": count, **sums, "first": first}


def _part(seed: int, first: int, last: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The harm that files of these numbers do. A child that ends is followed by another one behind what ended it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    while first < last:
        command = [sys.executable, "-m", "exchange.hostile", str(seed), str(first), str(last)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=False)
        for line in done.stdout.splitlines():
            if line[:1] == "[":
                number, harm = json.loads(line)
                yield number, {what: f"{seed} {number}: {words}" for what, words in harm.items()}
            else:
                first = int(line) + 1
        if not done.returncode:
            return
        yield first - 1, {"crashes": f"{seed} {first - 1}: ended with {done.returncode}"}


HARMS = ("crashes", "undeclared", "slow", "memory")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        take(*mutant(*map(int, sys.argv[1:])))
    else:
        _child(*map(int, sys.argv[1:]))
