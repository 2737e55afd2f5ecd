"""A vault in a place that cannot be written to: everything in it is read, nothing of it changes, a copy leads on.

    unshare -m python -m survival.read_only PLACE STATE FOLDER

Needs a mount name space of its own: not even root writes where it mounts something for reading only.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from netplus_desktop.core.errors import VaultError
from netplus_desktop.sentences import sentence
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

from . import driver

PLACES = ("folder", "file", "disk")
STATES = ("closed", "killed")


def mounted(place: str, path: Path) -> None:
    """Let nobody write to the file, to its folder, or to the disk that it lies on."""
    what = path if place == "file" else path.parent
    if place == "disk":
        aside = path.parent.with_name("aside")
        path.parent.rename(aside)
        path.parent.mkdir()
        _mount("-t", "tmpfs", "-o", "size=16m", "tmpfs", str(what))
        for file in aside.iterdir():
            (what / file.name).write_bytes(file.read_bytes())
        _mount("-o", "remount,ro", str(what))
    else:
        _mount("--bind", str(what), str(what))
        _mount("-o", "remount,ro,bind", str(what))


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def filled(folder: Path, state: str) -> tuple[str, Path]:
    """What a vault holds, and where it lies: closed in peace, or as a killed program left it."""
    driver.make_vault(folder)
    path = driver.place(folder)
    with driver.opened(folder) as store:
        store.add_contact(driver.person("In the log"))
        held = driver.contents_of(store)
        left = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    if state == "killed":
        for name, data in left.items():
            (path.parent / name).write_bytes(data)
    return held, path


def tried(place: str, state: str, folder: Path) -> list[str]:
    """What was wrong with opening and reading there."""
    held, path = filled(folder, state)
    mounted(place, path)
    before = _digests(path)
    wrong: list[str] = []
    store = _opened(path)
    try:
        if not store.read_only:
            wrong.append("it is not said to be read-only")
        if driver.contents_of(store) != held:
            wrong.append("not every record is there")
        if len(list(store.contact_ids())) != store.counts().people:
            wrong.append("the list is not whole")
        wrong += [f"{finding}" for finding in store.check()]
        wrong += _refused(lambda: store.add_contact(driver.person("Refused")))
        copy = folder / "elsewhere.netplus"
        store.backup(copy)
    finally:
        store.close()
    if _digests(path) != before:
        wrong.append("bytes changed")
    again = open_store(copy, recovery_key=driver.recovery_key(driver.KEY), clock=lambda: driver.NOW)
    if again.read_only or driver.contents_of(again) != held:
        wrong.append("the copy is another one, or cannot be written to")
    again.add_contact(driver.person("In the copy"))
    again.close()
    return wrong


def _opened(path: Path) -> Store:
    return open_store(path, recovery_key=driver.recovery_key(driver.KEY), clock=lambda: driver.NOW)


def _refused(write: Callable[[], object]) -> list[str]:
    try:
        write()
    except VaultError as error:
        return [] if error.code == "vault-read-only" and sentence(error) else [error.code]
    return ["it was written to"]


def _digests(path: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in path.parent.iterdir()
        if not file.name.endswith((".lock", "-shm"))
    }


if __name__ == "__main__":
    print("\n".join(tried(sys.argv[1], sys.argv[2], Path(sys.argv[3]))) or "all is well")
