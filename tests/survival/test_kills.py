"""A program that is killed at any moment loses nothing that it confirmed and leaves nothing half written."""

from __future__ import annotations

import sys

import pytest

from . import killing

KILLS = 200


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal, in a forked child")
def test_a_killed_program_leaves_what_it_confirmed() -> None:
    found = killing.run(KILLS, seed=11)
    assert found["trials"] == KILLS
    assert (found["lost"], found["half"], found["damaged"]) == (0, 0, 0), found["faults"]
