"""The program is offline: no socket but those of the computer's own, whatever is pressed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from . import network
from .robot import Place

TRACED = pytest.mark.skipif(not shutil.which("strace"), reason="needs strace to see the system calls")


@TRACED
def test_a_robot_that_presses_every_command_opens_no_socket(tmp_path: Path) -> None:
    assert network.traced(Place(tmp_path), "clicking", ROUNDS="1") == []


@TRACED
@pytest.mark.parametrize("verb", [("tour", "--out", "tour"), ("import", "cards.vcf"), ("self-check",)])
def test_no_verb_opens_a_socket(tmp_path: Path, verb: tuple[str, ...]) -> None:
    place = Place(tmp_path)
    cards = place.outside / "cards.vcf"
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nPHOTO;VALUE=URI:http://127.0.0.1:9/a.png\nEND:VCARD\n")
    given = [verb[0], *(part if part.startswith("--") else str(place.outside / part) for part in verb[1:])]
    if verb[0] == "import":
        given += ["--passphrase-file", str(place.secret)]
    assert network.verb(tmp_path, *given, environment=place.environment()) == []


@TRACED
def test_a_display_that_is_not_there_is_not_looked_for_on_a_network(tmp_path: Path) -> None:
    environment = Place(tmp_path).environment() | {"DISPLAY": ":4711", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "xcb"}
    assert network.verb(tmp_path, environment=environment, ends=1) == []


@TRACED
def test_a_socket_would_be_seen(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    reach = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 0.1)\nexcept OSError: pass"
    subprocess.run([*(network.without() or ()), *network.TRACE, str(log), sys.executable, "-c", reach], check=True)
    assert len(network.foreign(log)) == 1
