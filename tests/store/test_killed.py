"""A program that is killed at any moment loses nothing that it confirmed and leaves nothing half written."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from netplus_desktop.store.opening import open_store

WORK = """
import sys
from pathlib import Path
from netplus_desktop.core.records import *
from netplus_desktop.store.opening import open_store

store = open_store(Path(sys.argv[1]), recovery_key=sys.argv[2])
print("open", flush=True)
for turn in range(1000):
    one = store.add_contact(Person(f"Single {turn}", tags=("t",))).new_id(Kind.CONTACT)
    print("single", flush=True)
    read = [ReadRow(at, at, Person(f"Batch {at}", tags=("t",))) for at in range(300)]
    rows = [PlannedRow(row, RowStatus.NEW, Choice.ADD) for row in read]
    store.apply_import([ImportPlan(ReadFile("f", FileFormat.VCARD, "utf-8", read), rows)])
    print("batch", flush=True)
    store.undo()
    print("undone", flush=True)
    store.delete_contacts([one])
    print("deleted", flush=True)
"""

PEOPLE_AFTER = {"open": (0, 1), "single": (1, 301), "batch": (301, 1), "undone": (1, 0), "deleted": (0, 1)}
"""How many people there may be after each confirmation: as it was left, or with the next step whole."""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_a_killed_program_leaves_a_whole_vault(tmp_path: Path) -> None:
    chance = random.Random(11)
    path = tmp_path / "v"
    store = open_store(path, passphrase="x", create=True)
    paper = store.recovery_key()
    store.close()
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", WORK, str(path), paper], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "open\n"
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(chance.random() * 0.15)  # until some moment within its work
            child.kill()
            told = ["open", *child.stdout.read().split()]
        store = open_store(path, recovery_key=paper)
        assert store.counts().people in PEOPLE_AFTER[told[-1]], told[-1]
        assert store.counts().people == len(store.contact_ids())
        assert store.check() == []
        store.delete_contacts(list(store.contact_ids()))
        store.close()
