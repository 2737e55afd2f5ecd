"""What other programs do to an open vault is noticed before anything is written, and nothing of either is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import VaultError
from netplus_desktop.store.merging import copies_beside
from netplus_desktop.store.store import Store

from .two_copies import KEY, copies, opened

INTRUDER = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1])
connection.execute(f'PRAGMA key = "{sys.argv[2]}"')
connection.execute("UPDATE contact SET note = 'from elsewhere'")
connection.commit()
"""
"""Another program that knows the key and nothing of our lock."""


def fill(store: Store) -> None:
    store.add_contact(r.Person("Ada Stone"))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with copies(tmp_path, fill) as stores:
        yield stores


def ada(store: Store) -> int:
    return store.contact_ids("ada")[0]


def refused(store: Store) -> None:
    with pytest.raises(VaultError) as error:
        store.edit_contact(ada(store), note="too late")
    assert error.value.code == "vault-changed-underneath"


def carried(of: Store, to: Path) -> Path:
    """The file of a closed vault, under another name."""
    of.close()
    return Path(shutil.copy(of.path, to))


def test_our_own_writing_reading_and_checking_is_no_change(two: tuple[Store, Store], tmp_path: Path) -> None:
    here, _ = two
    for n in range(50):
        here.edit_contact(ada(here), note=f"note {n}")
        assert not here.changed_underneath
    assert here.check() == []
    here.backup(tmp_path / "copy.netplus")
    with here.connected():
        here.contact_ids("ada")
    assert not here.changed_underneath
    here.edit_contact(ada(here), note="after all that")


def test_a_second_program_that_ignores_the_lock(two: tuple[Store, Store]) -> None:
    here, _ = two
    here.edit_contact(ada(here), title="Baker")
    subprocess.run([sys.executable, "-c", INTRUDER, str(here.path), KEY.pragma], check=True, timeout=60)
    assert here.changed_underneath
    refused(here)
    here.close()
    again = opened(here.path)
    try:
        assert again.contact(ada(again)).person.note == "from elsewhere"
        assert again.contact(ada(again)).person.title == "Baker"
    finally:
        again.close()


@pytest.mark.parametrize("how", ["replaced", "written into"])
def test_another_file_in_its_place(two: tuple[Store, Store], tmp_path: Path, how: str) -> None:
    here, there = two
    here.edit_contact(ada(here), note="written here")
    there.add_contact(r.Person("Ben Hall"))
    arriving = carried(there, tmp_path / "arriving")
    theirs = arriving.read_bytes()
    if how == "replaced":
        arriving.replace(here.path)
    else:
        here.path.write_bytes(theirs)
    refused(here)
    here.close()
    assert here.path.read_bytes() == theirs  # not one byte of ours went into it
    (ours,) = copies_beside(here.path, KEY)[:1]
    again = opened(here.path)
    try:
        assert len(again.contact_ids("ben")) == 1
        again.merge(again.merge_plan(ours))
        assert len(again.contact_ids("ben")) == 1
        assert again.contact(ada(again)).person.note == "written here"
        assert again.check() == []
    finally:
        again.close()


def test_a_log_that_came_with_the_other_file_stays(two: tuple[Store, Store], tmp_path: Path) -> None:
    here, there = two
    here.edit_contact(ada(here), note="written here")
    there.add_contact(r.Person("Ben Hall"))  # open: it stands in the log
    for side in ("", "-wal"):
        shutil.copy(str(there.path) + side, tmp_path / f"arriving{side}")
        (tmp_path / f"arriving{side}").replace(str(here.path) + side)
    refused(here)
    here.close()
    again = opened(here.path)
    try:
        assert len(again.contact_ids("ben")) == 1
        again.merge(again.merge_plan(copies_beside(here.path, KEY)[0]))
        assert again.contact(ada(again)).person.note == "written here"
    finally:
        again.close()


def test_a_file_that_was_cut_short_is_not_written_into(
    two: tuple[Store, Store], caplog: pytest.LogCaptureFixture
) -> None:
    here, _ = two
    here.edit_contact(ada(here), note="written here")
    os.truncate(here.path, 8192)
    left = here.path.read_bytes()
    refused(here)
    here.close()
    assert here.path.read_bytes() == left
    kept = here.path.with_name("one (as it was open here).netplus-wal")
    assert kept.stat().st_size > 4096  # what was written last is not thrown away
    assert "could not be kept whole" in caplog.text
    caplog.clear()


def test_a_file_that_was_taken_away_comes_back_whole(two: tuple[Store, Store]) -> None:
    here, _ = two
    here.edit_contact(ada(here), note="written here")
    here.path.unlink()
    refused(here)
    here.close()
    again = opened(here.path)
    try:
        assert again.contact(ada(again)).person.note == "written here"
    finally:
        again.close()


@pytest.mark.parametrize(
    "name",
    [
        "one (Ada's conflicted copy 2026-11-23).netplus",
        "one (Case Conflict).netplus",
        "one.sync-conflict-20261123-090000-ABCDEFG.netplus",
        "one (1).netplus",
        "one-LAPTOP.netplus",
        "One 2.netplus",
    ],
)
def test_a_conflicted_copy_beside_it_is_found_and_merged_whole(
    two: tuple[Store, Store], tmp_path: Path, name: str
) -> None:
    here, there = two
    (tmp_path / "one notes.txt").write_text("none")
    (tmp_path / "one (other).netplus").write_bytes(b"x" * 8192)
    (tmp_path / "one (half).netplus").write_bytes(here.path.read_bytes()[:3000])
    ben = there.add_contact(r.Person("Ben Hall", note="told in confidence")).new_id(r.Kind.CONTACT)
    here.add_contact(r.Person("Cy Moss"))
    there.record_event(
        there.plan_interview(ben, r.InterviewPlan(purpose="Learn")).new_id(r.Kind.INTERVIEW),
        r.EventKind.REQUESTED,
        None,
    )
    copy = carried(there, tmp_path / name)
    there.path.unlink()
    assert copies_beside(here.path, KEY) == [copy]
    here.merge(here.merge_plan(copy))
    assert here.counts().people == 3
    assert here.contact(here.contact_ids("ben")[0]).interviews[0].plan.purpose == "Learn"
    assert copy.exists()
