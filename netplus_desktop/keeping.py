"""The verbs of the command line that look after the vault: their words, and what does them. No Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from netplus_desktop import cli, sentences

if TYPE_CHECKING:
    NewVerb = Callable[[str, str], argparse.ArgumentParser]


def add(verb: NewVerb) -> None:
    """Put the words of these verbs into the parser."""
    verb("check", "check that the vault is whole")

    backup = verb("backup", "write a copy of the vault, encrypted with the same key, and check it")
    backup.add_argument("out", type=Path, metavar="OUT", help="the file to write; it must not exist")


def _check(args: argparse.Namespace) -> int:
    with cli.opened(args) as store:
        findings = store.check()
    for finding in findings:
        sys.stdout.write(cli.plain(sentences.finding(finding.code, finding.where)) + "\n")
    if findings:
        cli.say("The vault has faults. You could keep a copy of it as it is, and go back to your latest backup.")
        return cli.FAILED
    cli.say("The vault is whole.")
    return cli.DONE


def _backup(args: argparse.Namespace) -> int:
    with cli.opened(args) as store:
        store.backup(args.out)
    cli.say(f"Wrote and checked the copy “{args.out.name}”. The same key or passphrase opens it.")
    return cli.DONE


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {"check": _check, "backup": _backup}
"""What does each verb of `cli.KEEPING`: arguments in, exit code out. May raise `UserError`."""
