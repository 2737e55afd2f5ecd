"""A vCard file of --people cards into an empty vault: read, planned, written, indexed; over the floor, and the memory
that it takes at its peak over the idle program's."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import floor
import people

from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_path
from netplus_desktop.store.opening import throwaway_store


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory-of", type=Path, help="import this file once and print the megabytes alone")
    args = parser.parse_args()
    if args.memory_of is not None:
        print(memory_of(args.memory_of))
        return
    text = people.vcards(args.people)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "people.vcf"
        file.write_text(text, encoding="utf-8", newline="")
        del text
        parts: dict[str, list[float]] = {"read": [], "plan": [], "apply": []}

        def bare() -> None:
            db = floor.connect(folder / "floor.db")
            floor.load(db, file.read_text(encoding="utf-8"))
            db.close()

        def ours() -> None:
            with tempfile.TemporaryDirectory(dir=folder) as vault:
                store = throwaway_store(Path(vault))
                read = plans = None

                def step(part: str, work: object) -> None:
                    parts[part].append(floor.medians(1, it=work)["it"])  # type: ignore[arg-type]

                def reading() -> None:
                    nonlocal read
                    read = read_path(file)

                def planning() -> None:
                    nonlocal plans
                    plans = plan_import([read], store)  # type: ignore[list-item]

                step("read", reading)
                step("plan", planning)
                step("apply", lambda: store.apply_import(plans))  # type: ignore[arg-type]
                assert store.counts().people == args.people
                store.close()

        took = floor.medians(args.runs, floor=bare, ours=ours)
        alone = [sys.executable, __file__, "--memory-of", str(file)]  # a process that did nothing else before
        memory = int(subprocess.run(alone, capture_output=True, text=True, check=True).stdout)
    floor.show(
        "whole_import",
        people=args.people,
        seconds={name: round(value, 3) for name, value in took.items()},
        parts={name: round(sorted(times)[len(times) // 2], 3) for name, times in parts.items()},
        over_floor=round(took["ours"] / took["floor"], 2),
        memory_mb=memory,
    )


def memory_of(file: Path) -> int:
    """Megabytes that importing the file takes at its peak, over what the program takes with an open vault. Linux only:
    other systems do not tell the peak since a moment."""
    with tempfile.TemporaryDirectory() as vault:
        store = throwaway_store(Path(vault))
        idle = _memory("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
        store.apply_import(plan_import([read_path(file)], store))
        peak = _memory("VmHWM")
        store.close()
    return (peak - idle) // 1024


def _memory(what: str) -> int:
    """Kilobytes, as the kernel counts them for this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what + ":"))


if __name__ == "__main__":
    main()
