"""A power cut at any moment is no worse than a kill, though it loses writes that were not flushed and reorders others.
The simulated disk itself is shown to be as cruel as it claims."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from . import driver, powercut

CUTS = 500


@pytest.mark.skipif(powercut.STRACE is None, reason=powercut.REASON)
def test_a_power_cut_leaves_what_was_confirmed() -> None:
    found = powercut.run(CUTS, seed=12)
    assert found["trials"] == CUTS
    assert (found["lost"], found["half"], found["damaged"]) == (0, 0, 0), found["faults"]


def test_a_copy_in_the_vault_s_place_is_opened_without_a_write_in_place(tmp_path: Path) -> None:
    driver.make_vault(tmp_path)
    copy = tmp_path / "copy" / "data" / "vault.netplus"
    copy.parent.mkdir(parents=True)
    with driver.opened(tmp_path) as store:
        store.backup(copy)
    before = copy.read_bytes()
    with driver.opened(tmp_path / "copy") as store:
        assert store.counts().people == 31
    assert copy.read_bytes() == before


@pytest.fixture
def disk(tmp_path: Path) -> powercut.Disk:
    """A disk with the folder `f` and in it `old`, a file of 2 KB of x."""
    (tmp_path / "source" / "f").mkdir(parents=True)
    (tmp_path / "source" / "f" / "old").write_bytes(b"x" * 2048)
    return powercut.Disk(tmp_path / "source", Path("/disk"))


def left_over(disk: powercut.Disk, tmp_path: Path) -> set[tuple[tuple[str, bytes], ...]]:
    """Everything that two hundred cuts leave."""
    found = set()
    for turn in range(200):
        target = tmp_path / str(turn)
        target.mkdir()
        disk.after_cut(random.Random(turn), target)
        files = sorted(path for path in target.rglob("*") if path.is_file())
        found.add(tuple((path.name, path.read_bytes()) for path in files))
    return found


def test_what_was_not_flushed_may_be_there_in_part(disk: powercut.Disk, tmp_path: Path) -> None:
    disk.seen["/disk/f/old"].write(0, b"y" * 2048)
    contents = {files[0][1] for files in left_over(disk, tmp_path)}
    assert {b"x" * 2048, b"y" * 2048, b"y" * 512 + b"x" * 1536} <= contents
    assert any(one.startswith(b"x" * 512 + b"y") for one in contents), "sectors arrive in any order"
    assert all(set(one[at : at + 512]) in ({120}, {121}) for one in contents for at in range(0, 2048, 512))


def test_what_was_flushed_is_there(disk: powercut.Disk, tmp_path: Path) -> None:
    node = disk.seen["/disk/f/old"]
    node.write(1024, b"y" * 4096)
    node.flush()
    assert left_over(disk, tmp_path) == {(("old", b"x" * 1024 + b"y" * 4096),)}


def test_a_name_counts_once_its_folder_is_flushed(disk: powercut.Disk, tmp_path: Path) -> None:
    node = powercut.Node()
    node.write(0, b"new")
    node.flush()
    disk.rename({"/disk/f/new": node})
    disk.rename({"/disk/f/new": None, "/disk/f/old": node})
    outcomes = {(*(name for name, _ in files), files[-1][1][:3]) for files in left_over(disk, tmp_path)}
    assert outcomes == {("old", b"xxx"), ("new", "old", b"xxx"), ("old", b"new")}
    disk.flush_folder("/disk/f")
    (tmp_path / "after").mkdir()
    assert left_over(disk, tmp_path / "after") == {(("old", b"new"),)}
