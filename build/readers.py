"""How much of real cards two readers get, in one run: `python3 build/readers.py [--write]`.

Ours and vobject read the corpus of files that nobody here wrote, against the counts of an independent scanner, and the
cards in the manner of some thirty programs that the tests hold, against what they say. `--write` makes
`.github/readers.md`. It needs the packages of the group `peers` beside those of the tests.
"""

from __future__ import annotations

import argparse
import csv
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import setting_up

TABLE = setting_up.ROOT / ".github" / "readers.md"
TESTS = setting_up.ROOT / "tests"
CORPUS = setting_up.ROOT.parent / "shared" / "corpus"
PROGRAMS = TESTS / "data" / "vcards" / "programs"

FIGURES = ("names", "emails", "notes")


@dataclass
class Found:
    """What a reader got out of a file, and whether it said that something was wrong."""

    names: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    told: bool = False


Read = Callable[[Path], Found]


def main() -> int:
    """Print the table, or write it; returns 1 where the corpus or the peer is missing."""
    parser = argparse.ArgumentParser(prog="readers.py", description=__doc__.split(":")[0] + ".")
    parser.add_argument("--write", action="store_true", help="make .github/readers.md of this run")
    arguments = parser.parse_args()
    if os.path.realpath(sys.prefix) != os.path.realpath(setting_up.VENV):
        return setting_up.become([str(setting_up.ready("test")), __file__, *sys.argv[1:]])
    if not CORPUS.is_dir():
        setting_up.stop("The corpus of real files does not lie beside this checkout.")
    if find_spec("vobject") is None:
        setting_up.stop("Install the peer first: .venv/bin/python -m pip install -c build/constraints.txt vobject")
    sys.path[:0] = [str(TESTS), str(setting_up.ROOT)]
    logging.disable()  # the peer writes what it skips into a log
    readers: dict[str, Read] = {"NetPlus Desktop": _ours, f"vobject {version('vobject')}": _vobject}
    text = _table(readers)
    if arguments.write:
        TABLE.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _table(readers: dict[str, Read]) -> str:
    lines = [
        "# How much of real contact files arrives",
        "",
        "Made by `python3 build/readers.py --write`; nothing in it is written by hand. A file is whole where all its",
        "names, e-mail addresses and notes arrive as text that can be read: no marks of missing characters, no escapes",
        "left. A loss is silent where a file is not whole and its reader said nothing.",
    ]
    for title, cases in (
        ("Real files that nobody here wrote, by the counts of an independent scanner", list(_corpus())),
        ("Cards in the manner of some thirty programs, written here, by what they say", list(_programs())),
    ):
        lines += ["", f"## {title}", ""]
        lines += ["| reader | files whole | names | e-mails | notes | silent losses |", "| --- " * 6 + "|"]
        lines += [_row(name, read, cases) for name, read in readers.items()]
    return "\n".join([*lines, ""])


Case = tuple[Path, Found | tuple[int, int, int]]
"""A file, with what it says, or with how many names, e-mail addresses and notes it holds."""


def _corpus() -> Iterator[Case]:
    from exchange import test_corpus
    from exchange.plain_search import notes

    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if int(row["cards"] or 0):
                path = CORPUS / row["path"]
                written = len(notes(path.read_bytes()))
                twice = row["path"] in test_corpus.SAME_ADDRESS_TWICE
                yield path, (int(row["cards_with_a_name"]), int(row["emails"]) - twice, written)


def _programs() -> Iterator[Case]:
    from exchange import test_programs

    for program, (name, emails, _phones, _organisation, note) in sorted(test_programs.PROGRAMS.items()):
        addresses = [address.replace("_", " ") for address in emails.split()]
        yield PROGRAMS / f"{program}.vcf", Found([name], addresses, [note] if note else [])


def _row(reader: str, read: Read, cases: list[Case]) -> str:
    whole = silent = 0
    got: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for path, expected in cases:
        found = read(path)
        complete = True
        for at, figure in enumerate(FIGURES):
            have: list[str] = getattr(found, figure)
            if isinstance(expected, Found):
                want: list[str] = getattr(expected, figure)
                wanted, had = len(want), sum((Counter(want) & Counter(have)).values())
            else:
                wanted, had = expected[at], min(expected[at], sum(map(_readable, have)))
            asked[figure] += wanted
            got[figure] += had
            complete = complete and had == wanted
        whole += complete
        silent += not complete and not found.told
    figures = " | ".join(f"{got[figure]:,} of {asked[figure]:,}" for figure in FIGURES)
    return f"| {reader} | {whole} of {len(cases)} | {figures} | {silent} |"


def _readable(text: str) -> bool:
    return not _DAMAGED.search(text)


_DAMAGED = re.compile("[\ufffd\x80-\x9f]|=[C-F][0-9A-F]=[89AB][0-9A-F]")
"""A character that is missing, one of a wrong code page, an escaped one that was left."""


def _ours(path: Path) -> Found:
    from netplus_desktop.core.errors import FileError
    from netplus_desktop.core.records import PointKind
    from netplus_desktop.exchange import reading

    found = Found()
    try:
        rows = reading.read_path(path).rows
    except FileError:
        return Found(told=True)
    for row in rows:
        found.told = found.told or row.reason is not None or bool(row.left_out)
        if row.person is not None:
            found.names.append(row.person.name)
            found.emails += row.person.values(PointKind.EMAIL)
            found.notes += filter(None, [row.person.note])
    return found


def _vobject(path: Path) -> Found:
    """As somebody would use it who wants as much as it gives: lenient, and with the text decoded as well as can be."""
    import vobject

    data = path.read_bytes()
    found = Found()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    try:
        for card in vobject.readComponents(text, allowQP=True, ignoreUnreadable=True):
            contents = card.contents
            names = [str(one.value).strip() for one in (*contents.get("fn", ()), *contents.get("n", ()))]
            found.names += [name for name in names if name][:1]
            found.emails += [value for one in contents.get("email", ()) if (value := str(one.value).strip())]
            notes = "\n".join(value for one in contents.get("note", ()) if (value := str(one.value).strip()))
            found.notes += filter(None, [notes.replace("\r\n", "\n")])
    except Exception:  # whatever it raises, it did not keep silent
        found.told = True
    return found


if __name__ == "__main__":
    sys.exit(main())
