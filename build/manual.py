"""The manual page, written from the words of the command line: `python3 build/manual.py netplus.1`.

It needs nothing but Python. The day in its head is that of SOURCE_DATE_EPOCH where that is set, else today's.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from netplus_desktop import __version__, cli

FILES = (
    ("~/.local/share/netplus-desktop/people.netplus", "The vault: everything you write, encrypted."),
    ("~/.local/state/netplus-desktop/backups", "Its backups, encrypted with the same key."),
    ("~/.config/netplus-desktop/netplus.ini", "Options, without names or notes."),
    ("~/.local/state/netplus-desktop/netplus.log", "Faults, without names, notes or paths; two weeks of them."),
)
"""What lies where on Linux. `assets`, `ui.settings` and `ui.logs` say so in code."""

SURROUNDINGS = (
    ("XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME", "Folders in the place of those named above."),
    ("DISPLAY, WAYLAND_DISPLAY", "Where the window opens. Without either, every verb works but the window."),
    ("LC_ALL, LC_PAPER, LANG", "Whether paper is Letter or A4, where none is asked for."),
)


def main() -> int:
    """Write the page into the file that is named."""
    parser = argparse.ArgumentParser(prog="manual.py", description="Write the manual page of netplus.")
    parser.add_argument("out", type=Path, metavar="FILE", help="the file to write, such as netplus.1")
    out: Path = parser.parse_args().out
    os.environ["LC_ALL"] = "C"  # what is the default here is none of the page's business
    out.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """The whole page in the language of man(7)."""
    day = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC)
    return "\n".join(_lines(day)) + "\n"


def _lines(day: datetime) -> Iterator[str]:
    top = cli.parser()
    yield f'.TH NETPLUS 1 {day:%Y-%m-%d} "NetPlus {__version__}" "User commands"'
    yield ".SH NAME"
    yield r"netplus \- prepare informational interviews, keep what you heard, give something back"
    yield ".SH SYNOPSIS"
    yield from (".B netplus", r"[\fIoptions\fR] [\fIFILE\fR ...]", ".br")
    yield from (".B netplus", r"[\fIoptions\fR] \fIVERB\fR ...")
    yield ".SH DESCRIPTION"
    yield _text(top.description or "")
    without, _, codes = (top.epilog or "").partition("\n\nexit codes: ")
    yield _text(without)
    yield "All of it stays on this computer, in one encrypted file. Data goes to standard output, messages go to"
    yield "standard error."
    yield ".SH OPTIONS"
    yield "They stand before or after the verb."
    yield from _options(top)
    yield ".SH VERBS"
    for name, verb in _verbs(top):
        yield f".SS {_text(name)}"
        yield rf"\fB{_text(name)}\fR{_shape(verb, top)}"
        yield ".PP"
        yield _text(verb.description or "")
        yield from _options(verb, top)
    yield ".SH EXIT STATUS"
    yield _text(f"{' '.join(codes.split())}.")
    for heading, entries in (("ENVIRONMENT", SURROUNDINGS), ("FILES", FILES)):
        yield f".SH {heading}"
        for what, told in entries:
            yield from (".TP", rf"\fI{_text(what)}\fR", _text(told))
    yield ".SH EXAMPLES"
    for example, told in (
        ("netplus --demo", "Look round with sample people, in a vault that is thrown away."),
        ("netplus contacts.vcf", "Open the window and show what an import of the file would do."),
        ("netplus sheet --day tomorrow --out day.pdf", "Everything for the conversations of tomorrow, to print."),
        ("netplus export --format vcard -", "Everybody as vCards, to standard output."),
    ):
        yield from (".TP", rf"\fB{_text(example)}\fR", _text(told))


def _verbs(top: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser]]:
    """Those that `--help` shows."""
    action = next(one for one in top._actions if isinstance(one, argparse._SubParsersAction))
    return [(told.dest, action.choices[told.dest]) for told in action._choices_actions]


def _own(verb: argparse.ArgumentParser, top: argparse.ArgumentParser | None) -> list[argparse.Action]:
    """What a verb takes beside what stands before or after every verb."""
    shared = {option for action in top._actions for option in action.option_strings} if top else set()
    hidden = (argparse._HelpAction, argparse._SubParsersAction)
    return [a for a in verb._actions if not isinstance(a, hidden) and not shared & set(a.option_strings)]


def _shape(verb: argparse.ArgumentParser, top: argparse.ArgumentParser) -> str:
    """The usage of a verb as argparse words it, without what every verb takes."""
    optional: list[str] = []
    placed: list[str] = []
    for action in _own(verb, top):
        name = _name(action)
        (optional if action.option_strings else placed).append(name if action.required else f"[{name}]")
    return "".join(f" {part}" for part in (*optional, *placed))


def _name(action: argparse.Action) -> str:
    if not action.option_strings:
        name = rf"\fI{_text(str(action.metavar or action.dest))}\fR"
        return f"{name} ..." if action.nargs in ("+", "*") else name
    option = rf"\fB{_text(action.option_strings[-1])}\fR"
    if action.nargs == 0:
        return option
    choices = "|".join(map(str, action.choices)) if action.choices else ""
    return rf"{option} \fI{_text(str(action.metavar or choices or action.dest.upper()))}\fR"


def _options(verb: argparse.ArgumentParser, top: argparse.ArgumentParser | None = None) -> Iterator[str]:
    formatter = verb._get_formatter()
    for action in _own(verb, top):
        if action.help:
            yield from (".TP", _name(action), _text(formatter._expand_help(action)))


def _text(words: str) -> str:
    """Plain words as man(7) takes them: an ASCII hyphen is a minus, and a dot at a line's start no command."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-").replace("“", r"\(lq").replace("”", r"\(rq")
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main())
