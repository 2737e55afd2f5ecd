"""What the program asks of a network: its system calls are traced, in a name space without any network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from .robot import Place, place

_OPENED = re.compile(r"\bsocket\((\w+)")
_LOCAL = frozenset({"AF_UNIX", "AF_LOCAL", "PF_UNIX"})
_OF_THE_BUS = "NETLINK_AUDIT"
"""By this the D-Bus daemons that tests start tell the kernel of themselves; it reaches no network."""
_REFUSED = "= -1 EMFILE"
"""A process that may have no more files asked in vain: the one that decodes pictures is shown to get no socket so."""
TRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket", "-e", "signal=none", "-o")
"""Whoever opens a socket is stopped for a moment, and nothing else that a program does."""


def without() -> tuple[str, ...] | None:
    """What runs a program in a name space of its own without a network; None where the system allows none."""
    for command in (("unshare", "-rn"), ("unshare", "-n")):
        if (
            shutil.which(command[0])
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return None


def traced(here: Place, scenario: str, within: float = 60, **environment: str) -> list[str]:
    """The sockets that a scenario of the real program opens, but for those of the computer's own; it has `within`
    seconds."""
    log = here.outside / "calls"
    with here.played(scenario, *(without() or ()), *TRACE, str(log), THEN_END="1", **environment) as child:
        child.wait(within)
    return foreign(log)


def verb(here: Path, *arguments: str, environment: dict[str, str], ends: int = 0) -> list[str]:
    """The same for a verb of the command line, which ends with this code."""
    log = here / "calls"
    command = [*(without() or ()), *TRACE, str(log), sys.executable, "-m", "netplus_desktop", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)
    assert done.returncode == ends, done.stderr
    return foreign(log)


def foreign(log: Path) -> list[str]:
    """The sockets in a trace that are not of the computer's own."""
    return [
        line
        for line in log.read_text().splitlines()
        if (made := _OPENED.search(line))
        and made.group(1) not in _LOCAL
        and not any(harmless in line for harmless in (_OF_THE_BUS, _REFUSED))
    ]


def run(count: int) -> dict[str, int]:
    """So many rounds of a robot through every command; some forty make ten minutes."""
    with place() as here:
        return {"rounds": count, "sockets": len(traced(here, "clicking", 60 * count, ROUNDS=str(count)))}
