"""A closed vault is replaced whole: killed at any step, the old one or the new one is there, and never a mixture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Person
from netplus_desktop.store import replacing, vault
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.vault import VaultLock

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kills by way of fork")

KILLER = """
import os, shutil, sys
from pathlib import Path
from datetime import UTC, datetime
from netplus_desktop.store import keychain, replacing, restoring

start, work, key, what, when = sys.argv[1:]
key = keychain.from_recovery_key(key)

def do(folder):
    path = folder / "v"
    if what == "replace":
        replacing.replace_vault(path, folder / ".v.ready-1", keep=folder / "kept")
    else:
        restoring.restore(path, folder / "backup", key, folder / "backups", datetime(2026, 11, 23, tzinfo=UTC))

def killed_at(number, folder):
    done = 0
    def watch(name):
        real = getattr(os, name)
        def stepped(*given, **more):
            nonlocal done
            done += 1
            if done == number and when == "before":
                os._exit(9)
            this = done
            try:
                return real(*given, **more)
            finally:
                if this == number:
                    os._exit(9)
        setattr(os, name, stepped)
    for name in "replace rename link unlink fsync open mkdir".split():
        watch(name)
    do(folder)
    os._exit(0)

number = 0
while True:
    number += 1
    folder = Path(work) / str(number)
    shutil.copytree(start, folder)
    child = os.fork()
    if not child:
        killed_at(number, folder)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
print(number - 1)
"""


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A folder with a vault that was killed with changes in its log, and a finished one that is to replace it."""
    folder = tmp_path / "start"
    folder.mkdir()
    old = throwaway_store(tmp_path)
    old.add_contact(Person("Backed up"))
    old.backup(folder / "backup")
    old.backup(folder / ".v.ready-1")
    old.add_contact(Person("In the log alone"))
    for side in ("", "-wal"):
        (folder / f"v{side}").write_bytes(old.path.with_name(old.path.name + side).read_bytes())
    (tmp_path / "key").write_text(old.recovery_key(), "utf-8")
    old.close()
    return folder


OLD, NEW = {"Backed up", "In the log alone"}, {"Backed up"}


def people(path: Path, key: str) -> set[str]:
    """Who is in a vault, which is found whole."""
    store = open_store(path, recovery_key=key)
    try:
        assert store.check() == []
        return {row.name for row in store.contact_rows(store.contact_ids())}
    finally:
        store.close()


@POSIX
@pytest.mark.parametrize("what", ["replace", "restore"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_at_each_step_leaves_the_old_or_the_new_vault(start: Path, tmp_path: Path, what: str, when: str) -> None:
    key = (tmp_path / "key").read_text("utf-8")
    work = tmp_path / "work"
    work.mkdir()
    told = subprocess.run(
        [sys.executable, "-c", KILLER, str(start), str(work), key, what, when],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    kills = int(told.stdout)
    assert kills > 12  # each of the steps is there
    outcomes = []
    for number in range(1, kills + 2):
        folder = work / str(number)
        outcomes.append(people(folder / "v", key))
        left = {file.name for file in folder.iterdir()} - {"backup", "backups", "v", "v.lock", "kept", "kept-wal"}
        assert not {name for name in left if not name.startswith(".kept")}, (number, left)
        if outcomes[-1] == NEW and what == "replace":
            assert people(folder / "kept", key) == OLD
        if outcomes[-1] == NEW and what == "restore":
            (before,) = (folder / "backups").glob("*/*.npvault")
            assert people(before, key) == OLD
    assert {frozenset(outcome) for outcome in outcomes} == {frozenset(OLD), frozenset(NEW)}
    assert outcomes == sorted(outcomes, key=len, reverse=True)  # once it is the new one it stays
    assert outcomes[-1] == NEW


def test_what_was_there_is_kept_with_its_log(start: Path, tmp_path: Path) -> None:
    key = (tmp_path / "key").read_text("utf-8")
    replacing.replace_vault(start / "v", start / ".v.ready-1", keep=start / "kept")
    assert people(start / "v", key) == NEW
    assert people(start / "kept", key) == OLD
    if os.name == "posix":
        assert (start / "kept").stat().st_mode & 0o777 == 0o600


def test_a_vault_that_is_open_is_not_replaced(start: Path, tmp_path: Path) -> None:
    held = VaultLock(start / "v")
    before = {file: file.read_bytes() for file in start.iterdir()}
    with pytest.raises(VaultError, match="vault-in-use"):
        replacing.replace_vault(start / "v", start / ".v.ready-1")
    assert {file: file.read_bytes() for file in start.iterdir()} == before
    replacing.replace_vault(start / "v", start / ".v.ready-1", lock=held)  # but by whoever holds it
    held.release()
    assert people(start / "v", (tmp_path / "key").read_text("utf-8")) == NEW


def test_a_spoilt_new_file_is_not_taken_after_a_kill(
    start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_path: Path, _ready: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replacing, "_go_on", killed)
    with pytest.raises(KeyboardInterrupt):
        replacing.replace_vault(start / "v", start / ".v.ready-1")
    monkeypatch.undo()
    (start / ".v.ready-1").write_bytes((start / ".v.ready-1").read_bytes()[:-4096])
    assert people(start / "v", (tmp_path / "key").read_text("utf-8")) == OLD
    assert {file.name for file in start.iterdir()} == {"v", "v.lock", "backup"}


def test_a_replacing_that_the_system_refuses_is_taken_back(
    start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def refused(source: Path, target: Path) -> None:
        if Path(target).name == "v":
            raise PermissionError(13, "somebody has it open")
        real(source, target)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(VaultError, match="folder-read-only"):
        replacing.replace_vault(start / "v", start / ".v.ready-1", keep=start / "kept")
    monkeypatch.undo()
    assert (start / ".v.ready-1").is_file()
    assert people(start / "v", (tmp_path / "key").read_text("utf-8")) == OLD


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_told(start: Path) -> None:
    start.chmod(0o500)
    try:
        with pytest.raises(VaultError, match="folder-read-only"):
            replacing.replace_vault(start / "v", start / ".v.ready-1")
    finally:
        start.chmod(0o700)


def test_every_step_is_on_the_disk_before_the_next_one(start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a power cut could reorder is told apart by a flush of the folder, and of the file before its name."""
    told: list[str] = []
    real_replace, real_unlink, real_sync = os.replace, os.unlink, vault.sync_folder

    def replace(source: Path, target: Path) -> None:
        told.append(f"{Path(source).name[:9]} -> {Path(target).name}")
        real_replace(source, target)

    def unlink(path: Path, **more: object) -> None:
        if Path(path).exists():
            told.append(f"without {Path(path).name}")
        real_unlink(path)

    def sync(folder: Path) -> None:
        told.append("flush")
        real_sync(folder)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "unlink", unlink)
    monkeypatch.setattr(replacing, "sync_folder", sync)
    replacing.replace_vault(start / "v", start / ".v.ready-1")
    assert told == [
        ".v.ready- -> .v.replacing",
        "flush",
        "v-wal -> .v.replaced-wal",
        "flush",
        ".v.ready- -> v",
        "flush",
        "without .v.replaced-wal",
        "flush",
        "without .v.replacing",
        "flush",
    ]


def test_a_log_without_its_vault_is_kept_and_not_mixed_in(start: Path, tmp_path: Path) -> None:
    (start / "v").unlink()
    replacing.replace_vault(start / "v", start / ".v.ready-1", keep=start / "kept")
    assert people(start / "v", (tmp_path / "key").read_text("utf-8")) == NEW
    assert (start / "kept-wal").stat().st_size > 0


def test_only_a_file_of_the_same_folder_replaces_a_vault(start: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.write_bytes(b"")
    with pytest.raises(ValueError, match="its own folder"):
        replacing.replace_vault(start / "v", other)
