"""Backups: when one is made, what a copy must prove, which are kept, and the way back to one."""

from __future__ import annotations

import itertools
import random
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netplus_desktop.core.errors import Cancelled, VaultError
from netplus_desktop.core.records import (
    Choice,
    FileFormat,
    ImportPlan,
    Kind,
    Person,
    PlannedRow,
    ReadFile,
    ReadRow,
    RowStatus,
)
from netplus_desktop.store import backups as kept_copies
from netplus_desktop.store import restoring, vault
from netplus_desktop.store.backups import Backup, Backups, Reason, before, kept, of_closed
from netplus_desktop.store.keychain import VaultKey, from_passphrase, from_recovery_key, new_key
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.store import Store
from tests.conftest import HandClock

PASSPHRASE = "quiet rooms in town"
FIXTURES = Path(__file__).parents[1] / "data" / "vaults"


@pytest.fixture
def kept_store(tmp_path: Path, clock: HandClock) -> Iterator[Store]:
    """A vault that keeps backups, with two people."""
    store = open_store(
        tmp_path / "live" / "v", passphrase=PASSPHRASE, create=True, clock=clock, backups=tmp_path / "backups"
    )
    store.add_contact(Person("Ann", note="Ann in full"))
    store.add_contact(Person("Bea"))
    yield store
    store.close()


def the_backups(store: Store) -> Backups:
    assert store.backups is not None
    return store.backups


def make(store: Store, reason: Reason = Reason.DAILY) -> Backup:
    return the_backups(store).make(store.opened, reason, store.now())


def names(path: Path, key: VaultKey) -> set[str]:
    """Who is in a closed vault, which is found whole."""
    vault.prove(path, key)
    connection = vault.reading(path, key)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM contact")}
    finally:
        connection.close()


def an_import(count: int) -> list[ImportPlan]:
    read = [ReadRow(at, at, Person(f"New {at}")) for at in range(1, count + 1)]
    rows = [PlannedRow(read, row.number, RowStatus.NEW, Choice.ADD) for row in read]
    return [ImportPlan(ReadFile("f.vcf", FileFormat.VCARD, "utf-8", read), rows)]


# --- making -------------------------------------------------------------------------------------------------


def test_a_backup_says_by_its_name_all_that_can_be_known_without_the_key(kept_store: Store, tmp_path: Path) -> None:
    made = make(kept_store, Reason.MANUAL)
    folder = tmp_path / "backups" / kept_store.opened.key.vault_id
    assert made.path == folder / f"000001-2026-11-23-090000-manual-{kept_store.opened.key.check_value}.npvault"
    assert the_backups(kept_store).listed() == [
        Backup(made.path, 1, datetime(2026, 11, 23, 9, tzinfo=UTC), Reason.MANUAL, kept_store.opened.key.check_value)
    ]
    assert (made.people, made.interviews, made.sound) == (2, 0, True)
    assert names(made.path, kept_store.opened.key) == {"Ann", "Bea"}
    assert b"Ann in full" not in made.path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_nobody_else_reads_a_backup(tmp_path: Path, mask: int) -> None:
    import os

    before_that = os.umask(mask)
    try:
        store = open_store(tmp_path / "v", passphrase=PASSPHRASE, create=True, backups=tmp_path / "state" / "b")
        the_backups(store).second = tmp_path
        made = make(store)
        store.close()
    finally:
        os.umask(before_that)
    for top in (tmp_path / "state", tmp_path / kept_copies.SECOND_FOLDER):
        for one in (top, *top.rglob("*")):
            assert stat.S_IMODE(one.stat().st_mode) == (0o700 if one.is_dir() else 0o600), one
    assert made.second


def test_before_something_large_one_is_made_where_something_changed(kept_store: Store) -> None:
    first = before(kept_store, Reason.MERGE)
    assert first is not None
    assert before(kept_store, Reason.REPAIR) == first  # nothing has changed since
    kept_store.add_contact(Person("Cid"))
    again = before(kept_store, Reason.REPAIR)
    assert again is not None and (again.sequence, again.reason, again.people) == (2, Reason.REPAIR, 3)
    kept_store.undo()
    assert (last := before(kept_store, Reason.REKEY)) and last.people == 2
    assert len(the_backups(kept_store).listed()) == 3


def test_each_import_has_its_backup_before_it(kept_store: Store) -> None:
    kept_store.apply_import(an_import(3))
    (made,) = the_backups(kept_store).listed(kept_store.opened.key)
    assert (made.reason, made.people) == (Reason.IMPORT, 2)
    assert kept_store.counts().people == 5


def test_an_import_that_can_have_no_backup_is_not_made(kept_store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(VaultError, match="backup-first"):
        kept_store.apply_import(an_import(3))
    assert kept_store.counts().people == 2


def test_a_vault_to_be_thrown_away_keeps_none(tmp_path: Path) -> None:
    store = throwaway_store(tmp_path)
    assert before(store, Reason.IMPORT) is None
    store.apply_import(an_import(1))
    store.close()


def test_a_vault_of_an_older_release_is_backed_up_before_it_is_brought_up(tmp_path: Path) -> None:
    oldest = min(FIXTURES.glob("0*.netplus"))
    path = tmp_path / "v"
    shutil.copyfile(oldest, path)
    from tests.data.vaults.make import PASSPHRASE as KNOWN

    store = open_store(path, passphrase=KNOWN, backups=tmp_path / "backups")
    listed = the_backups(store).listed(store.opened.key)
    store.close()
    (made,) = listed
    assert (made.reason, made.sound) == (Reason.MIGRATION, True)
    assert vault.opens(made.path, store.opened.key) == vault.opens(oldest, store.opened.key)


def test_people_may_be_added_while_one_is_made(kept_store: Store) -> None:
    stop = threading.Event()

    def copy() -> list[Backup]:
        made = []
        with kept_store.connected():
            for _ in range(6):
                made.append(make(kept_store))
        stop.set()
        return made

    with ThreadPoolExecutor(1) as worker:
        copies = worker.submit(copy)
        added = 0
        while not stop.is_set() and added < 2000:
            added += 1
            kept_store.add_contact(Person(f"Meanwhile {added}"))
            stop.wait(0.01)
        assert [one.sound for one in copies.result()] == [True] * 6


def test_a_copy_can_be_stopped(kept_store: Store) -> None:
    kept_store.apply_import(an_import(4000))

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    folder = the_backups(kept_store).folder
    there = set(folder.iterdir())
    with pytest.raises(Cancelled):
        the_backups(kept_store).make(kept_store.opened, Reason.DAILY, kept_store.now(), stop)
    assert set(folder.iterdir()) == there


def test_every_copy_that_was_spoilt_on_the_way_is_refused(kept_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    good = make(kept_store)
    whole, bytes_of_it = vault.prove, good.path.read_bytes()
    chance = random.Random(5)

    def spoilt(copy: Path, key: VaultKey, name: str = "") -> dict[str, object]:
        data = bytearray(copy.read_bytes())
        if chance.random() < 0.2:
            data = data[: chance.randrange(len(data))]
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        copy.write_bytes(data)
        return whole(copy, key, name)

    monkeypatch.setattr(vault, "prove", spoilt)
    for _ in range(60):
        kept_store.add_contact(Person("One more"))
        with pytest.raises(VaultError, match="backup-unsound"):
            make(kept_store)
    assert [file for file in the_backups(kept_store).folder.iterdir() if file.name != "place"] == [good.path]
    assert good.path.read_bytes() == bytes_of_it


def test_a_copy_that_lacks_a_row_is_refused(kept_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = vault.Vault._vacuum_into

    def lacking(self: vault.Vault, copy: Path, tick: object) -> None:
        whole(self, copy, lambda _done, _total: None)
        connection = vault.dbapi2.connect(str(copy))
        connection.execute(f'PRAGMA key = "{self.key.pragma}"')
        connection.execute("DELETE FROM contact WHERE name = 'Bea'")
        connection.commit()
        connection.close()

    monkeypatch.setattr(vault.Vault, "_vacuum_into", lacking)
    with pytest.raises(VaultError, match="backup-unsound"):
        make(kept_store)
    assert list(the_backups(kept_store).folder.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=False)


def test_a_full_disk_costs_the_new_backup_and_no_other(kept_store: Store, small_disk: Path) -> None:
    backups = Backups(small_disk, "id")
    kept_store.backups = backups
    first = make(kept_store)
    (small_disk / "fill").write_bytes(bytes(1_000_000))
    kept_store.add_contact(Person("Big", note="".join(map(str, range(150_000)))))
    there = {file: file.read_bytes() for file in backups.folder.iterdir()}
    for _ in range(20):
        with pytest.raises(VaultError, match="disk-full"):
            make(kept_store)
        assert {file: file.read_bytes() for file in backups.folder.iterdir()} == there
    (small_disk / "fill").unlink()
    assert make(kept_store).sequence == first.sequence + 1


# --- a second place -------------------------------------------------------------------------------------------


def test_a_copy_follows_to_the_second_place_when_that_is_there(kept_store: Store, tmp_path: Path) -> None:
    backups, stick = the_backups(kept_store), tmp_path / "stick"
    backups.second = stick
    made = make(kept_store)
    assert made.second is False and not stick.exists()  # nothing is made where a stick is not plugged in
    stick.mkdir()
    assert backups.copied(made, kept_store.opened.key).second
    copy = stick / kept_copies.SECOND_FOLDER / backups.folder.name / made.path.name
    assert names(copy, kept_store.opened.key) == {"Ann", "Bea"}
    made.path.unlink()
    assert [one.path for one in backups.listed()] == [copy]  # a way back, also where the first place is lost


def test_a_spoilt_copy_does_not_stay_in_the_second_place(
    kept_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = the_backups(kept_store)
    made = make(kept_store)
    backups.second = tmp_path
    real = vault.copy_whole

    def spoilt(source: Path, target: Path) -> None:
        real(source, target)
        data = bytearray(target.read_bytes())
        data[len(data) // 2] ^= 1
        target.write_bytes(data)

    monkeypatch.setattr(vault, "copy_whole", spoilt)
    assert backups.copied(made, kept_store.opened.key).second is False
    assert [file for file in (tmp_path / kept_copies.SECOND_FOLDER).rglob("*") if file.is_file()] == []


# --- which are kept --------------------------------------------------------------------------------------------


def copies(moments: Iterable[datetime]) -> list[Backup]:
    return [Backup(Path(f"{at}"), at, when, Reason.DAILY, "0" * 8) for at, when in enumerate(moments, 1)]


def stated(moments: list[datetime]) -> set[datetime]:
    """The ladder as it was promised, of backups made in the order of true time."""
    keep = {when for when in moments if when.date() in sorted({one.date() for one in moments})[-2:]}
    for number, span in (
        (12, lambda when: when.strftime("%Y-%m-%d")),
        (10, lambda when: when.strftime("%G-%V")),
        (9, lambda when: when.strftime("%Y-%m")),
    ):
        for name in sorted({span(when) for when in moments})[-number:]:
            keep.add(max(when for when in moments if span(when) == name))
    return keep


def a_year_of_use(chance: random.Random, days: int = 400) -> Iterator[datetime]:
    """The moments of 400 days at which a backup is made: half an hour apart while things change, some days none."""
    day = datetime(2025, 9, 1, tzinfo=UTC)
    for number in range(days):
        if chance.random() < 0.25:
            continue
        at = day + timedelta(days=number, minutes=chance.randrange(18 * 60))
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            if at.date() == (day + timedelta(days=number)).date():
                yield at
            at += timedelta(minutes=30 + chance.randrange(40))


@pytest.mark.parametrize("seed", range(2))
def test_four_hundred_days_leave_the_ladder(seed: int) -> None:
    made: list[datetime] = []
    there: set[Backup] = set()
    for when in a_year_of_use(random.Random(seed)):
        made.append(when)
        new = Backup(Path(f"{len(made)}"), len(made), when, Reason.DAILY, "0" * 8)
        there = kept(there | {new})
        assert new in there  # the newest one always stays
        if len(made) % 80 == 0:
            assert {one.when for one in there} == stated(made)
    assert len(made) > 500
    assert {one.when for one in there} == stated(made)


@pytest.mark.parametrize("seed", range(2))
def test_a_wrong_clock_takes_nothing_away(seed: int) -> None:
    """Now and then the clock is wrong for an hour or a few: in 1970, in 2038, in 2100. All that the
    ladder keeps of the backups with a true date stays, and those with a wrong one do not pile up."""
    chance = random.Random(seed)
    true_time: dict[int, datetime] = {}
    there: set[Backup] = set()
    wrong = 0
    wrong_for, shown = 0, timedelta()
    for number, when in enumerate(a_year_of_use(chance), 1):
        if wrong_for == 0 and chance.random() < 0.01:
            wrong_for = chance.randrange(1, 4)
            shown_then = (datetime(1970, 1, 1), datetime(2038, 1, 19), datetime(2100, 5, 5))
            target = chance.choice(shown_then).replace(tzinfo=UTC)
            shown = target - when
        if wrong_for:
            wrong_for -= 1
            wrong += 1
            new = Backup(Path(f"{number}"), number, when + shown, Reason.DAILY, "0" * 8)
        else:
            true_time[number] = when
            new = Backup(Path(f"{number}"), number, when, Reason.DAILY, "0" * 8)
        there = kept(there | {new})
        assert new in there
        if number % 40 == 0:
            lost = stated(list(true_time.values())) - {one.when for one in there}
            assert not lost, (number, sorted(lost)[:3])
    assert wrong > 3
    assert len(there) <= len(stated(list(true_time.values()))) + wrong + 31


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
            st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)),
        ),
        max_size=60,
    )
)
def test_whatever_the_clock_says_some_are_left_and_the_newest_is(moments: list[datetime]) -> None:
    listed = copies(when.replace(tzinfo=UTC) for when in moments)
    there = kept(listed)
    assert there <= set(listed)
    if listed:
        assert listed[-1] in there


@settings(max_examples=60, deadline=None)
@given(st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)), max_size=80))
def test_with_a_clock_that_is_right_it_is_the_ladder(moments: list[datetime]) -> None:
    ordered = sorted(when.replace(tzinfo=UTC) for when in moments)
    there = {one.when for one in kept(copies(ordered))}
    assert stated(ordered) <= there
    days = sorted({when.date() for when in ordered})
    if all(later - day <= timedelta(days=31) for day, later in itertools.pairwise(days[-13:])):
        assert there == stated(ordered)  # but for a long time without any, which might be a leap of the clock


def test_what_the_ladder_drops_is_taken_away_on_the_disk(kept_store: Store, clock: HandClock) -> None:
    for _ in range(20):
        kept_store.add_contact(Person("One more"))
        make(kept_store)
        clock.go(hours=13)
    moments = [datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(hours=13 * turn) for turn in range(20)]
    assert {one.when for one in the_backups(kept_store).listed()} == stated(moments)
    strange = the_backups(kept_store).folder / "a letter of mine.npvault"
    strange.write_text("not ours")
    clock.go(days=40)
    make(kept_store)
    assert strange.exists()


def test_the_order_is_that_of_making_and_not_of_the_clock(kept_store: Store, clock: HandClock) -> None:
    made = []
    for year in (2026, 2100, 1970, 2026):
        clock.at = clock.at.replace(year=year)
        kept_store.add_contact(Person(str(year)))
        made.append(make(kept_store))
    assert [one.path for one in the_backups(kept_store).listed()] == [one.path for one in reversed(made)]
    assert the_backups(kept_store).current(kept_store.opened) == made[-1]


# --- going back ------------------------------------------------------------------------------------------------


def go_back(store: Store, backup: Backup, clock: HandClock, key: VaultKey | None = None) -> Store:
    """Close, restore, open again."""
    live, root = store.opened.key, the_backups(store).folder.parent
    store.close()
    restoring.restore(store.path, backup.path, key or live, root, clock(), live_key=live)
    paper = restoring.keychain.recovery_key(key or live)
    return open_store(store.path, recovery_key=paper, clock=clock, backups=root)


def test_going_back_is_itself_undone(kept_store: Store, clock: HandClock) -> None:
    then = make(kept_store)
    ann = kept_store.contact_ids()[0]
    kept_store.delete_contacts([ann])
    kept_store.add_contact(Person("Cid"))
    store = go_back(kept_store, then, clock)
    assert {row.name for row in store.contact_rows(store.contact_ids())} == {"Ann", "Bea"}
    assert store.check() == []
    newest = the_backups(store).newest()
    assert newest is not None and newest.reason is Reason.RESTORE
    store = go_back(store, newest, clock)
    assert {row.name for row in store.contact_rows(store.contact_ids())} == {"Bea", "Cid"}
    store.close()


def test_what_would_change_is_told_by_name(kept_store: Store) -> None:
    bea = kept_store.find_contacts("Bea", limit=1)[0].id
    kept_store.add_contact(Person("Dora"))
    then = make(kept_store)
    kept_store.delete_contacts([kept_store.find_contacts("Ann", limit=1)[0].id])
    kept_store.add_contact(Person("Cid"))
    kept_store.tag_contacts([bea], add=["alumni"])
    told = restoring.difference(kept_store.opened.connection(), then.path, kept_store.opened.key)
    assert told == restoring.Difference(back=("Ann",), gone=("Cid",), other=("Bea",))
    assert not told.nothing
    same = make(kept_store)
    assert restoring.difference(kept_store.opened.connection(), same.path, kept_store.opened.key).nothing


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data.__setitem__(slice(0, 16), bytes(16)),
        lambda data: data.__setitem__(slice(4096 * 3, 4096 * 5), bytes(8192)),
        lambda data: data.__delitem__(slice(5000, None)),
        lambda data: data.clear(),
        lambda data: data.__setitem__(slice(0, 16), b"SQLite format 3\0"),
        lambda data: data.__setitem__(slice(None), random.Random(1).randbytes(len(data))),
    ],
    ids=["no salt", "no pages", "cut off", "empty", "another program's", "random"],
)
def test_an_unreadable_vault_gives_way_to_a_backup_and_is_set_aside(
    kept_store: Store, tmp_path: Path, clock: HandClock, harm: object
) -> None:
    then = make(kept_store)
    kept_store.close()
    path = tmp_path / "live" / "v"
    data = bytearray(path.read_bytes())
    harm(data)  # type: ignore[operator]
    path.write_bytes(data)
    assert then in [kept_copies.Backup(*(getattr(one, name) for name in Backup.__slots__[:5]), then.people,
                    then.interviews, then.state, then.sound, then.second)
                    for one in of_closed(tmp_path / "backups", path)]  # fmt: skip
    restoring.restore(path, then.path, kept_store.opened.key, tmp_path / "backups", clock())
    assert names(path, kept_store.opened.key) == {"Ann", "Bea"}
    (aside,) = (tmp_path / "backups" / restoring.SET_ASIDE).iterdir()
    assert aside.read_bytes() == bytes(data)


def test_on_another_machine_the_recovery_key_is_enough(kept_store: Store, tmp_path: Path) -> None:
    then = make(kept_store)
    paper = kept_store.recovery_key()
    shutil.copyfile(then.path, tmp_path / "from a stick")
    there = tmp_path / "new home" / "data" / "v"
    restoring.restore(there, tmp_path / "from a stick", from_recovery_key(paper), tmp_path / "new", datetime.now(UTC))
    store = open_store(there, recovery_key=paper)
    assert store.counts().people == 2
    store.close()


def test_a_backup_under_an_older_key_asks_for_that_one(kept_store: Store, tmp_path: Path) -> None:
    made = make(kept_store)
    with pytest.raises(VaultError, match="backup-other-key"):
        restoring.key_from(made.path, "another passphrase")
    assert restoring.key_from(made.path, PASSPHRASE) == kept_store.opened.key
    assert restoring.key_from(made.path, kept_store.recovery_key()) == kept_store.opened.key
    with pytest.raises(VaultError, match="wrong-recovery-key"):
        restoring.key_from(made.path, "0" + kept_store.recovery_key()[1:].replace("7", "8"))
    other = new_key()
    assert kept_copies.look_into(made, other) == Backup(
        made.path, made.sequence, made.when, made.reason, made.check_value, 2, 0, made.state, True
    )
    (unknown,) = the_backups(kept_store).listed(other)
    assert unknown.people is None and unknown.sound is None
    kept_store.close()
    with pytest.raises(VaultError, match="backup-other-key"):
        restoring.restore(kept_store.path, made.path, other, tmp_path / "backups", made.when)
    assert names(kept_store.path, from_passphrase(PASSPHRASE, vault.read_salt(kept_store.path))) == {"Ann", "Bea"}


def test_a_damaged_backup_is_not_gone_back_to(kept_store: Store, tmp_path: Path) -> None:
    made = make(kept_store)
    whole = made.path.read_bytes()
    kept_store.close()
    live = kept_store.path.read_bytes()
    chance = random.Random(3)
    for _ in range(40):
        data = bytearray(whole)
        data[chance.randrange(16, len(data))] ^= 1 << chance.randrange(8)
        made.path.write_bytes(data)
        with pytest.raises(VaultError, match="backup-damaged"):
            restoring.restore(kept_store.path, made.path, kept_store.opened.key, tmp_path / "b", made.when)
    assert kept_store.path.read_bytes() == live
    assert {file.name for file in kept_store.path.parent.iterdir()} == {"v", "v.lock"}


def test_a_vault_that_is_open_is_not_replaced_by_a_backup(kept_store: Store, tmp_path: Path) -> None:
    made = make(kept_store)
    with pytest.raises(VaultError, match="vault-in-use"):
        restoring.restore(kept_store.path, made.path, kept_store.opened.key, tmp_path / "backups", made.when)
    assert kept_store.counts().people == 2


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.netplus")), ids=lambda path: path.stem)
def test_a_backup_of_every_release_comes_back_and_is_brought_up(fixture: Path, tmp_path: Path) -> None:
    from tests.data.vaults.make import PASSPHRASE as KNOWN

    key = from_passphrase(KNOWN, vault.read_salt(fixture))
    restoring.restore(tmp_path / "v", fixture, key, tmp_path / "backups", datetime(2026, 11, 23, tzinfo=UTC))
    store = open_store(tmp_path / "v", passphrase=KNOWN, backups=tmp_path / "backups")
    assert store.check() == []
    (one,) = store.find_contacts("Łukasz", limit=1)
    assert store.contact(one.id).person.note == "chess"
    assert store.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    store.close()


def test_backups_are_found_again_after_the_key_was_changed(kept_store: Store, tmp_path: Path) -> None:
    from netplus_desktop.store.rekeying import rekey

    first = make(kept_store)
    old, folder = kept_store.opened.key, the_backups(kept_store).folder
    new = new_key()
    kept_store.close()
    rekey(kept_store.path, old, new, "nobody")
    store = open_store(kept_store.path, recovery_key=restoring.keychain.recovery_key(new), backups=tmp_path / "backups")
    assert the_backups(store).folder == folder
    second = make(store)
    assert (newest := the_backups(store).newest()) and newest.path == second.path
    assert first.path in [one.path for one in the_backups(store).listed()]
    store.close()
    assert first.path in [one.path for one in of_closed(tmp_path / "backups", store.path)]
