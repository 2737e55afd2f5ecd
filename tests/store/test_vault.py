"""The file itself: its settings, its lock, its checks and copies, and every way in which it can be spoilt."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Kind, Person
from netplus_desktop.sentences import MESSAGES, sentence
from netplus_desktop.store import schema, vault
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

from .conftest import PRIYA

PASSPHRASE = "correct horse"


@pytest.fixture(scope="module")
def closed_vault(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "people.netplus"
    with_person(path).close()
    return path.read_bytes()


@pytest.fixture
def path(closed_vault: bytes, tmp_path: Path) -> Path:
    """A closed vault with one person and the passphrase `PASSPHRASE`."""
    path = tmp_path / "people.netplus"
    path.write_bytes(closed_vault)
    return path


def with_person(path: Path) -> Store:
    store = open_store(path, passphrase=PASSPHRASE, create=True)
    store.add_contact(PRIYA)
    return store


def refused(path: Path, **key: str) -> VaultError:
    with pytest.raises(VaultError) as caught:
        open_store(path, **(key or {"passphrase": PASSPHRASE}), create=True)  # type: ignore[arg-type]
    assert sentence(caught.value)
    return caught.value


# --- settings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("application_id", schema.APPLICATION_ID),
        ("user_version", schema.VERSION),
    ],
)
def test_the_vault_keeps_to_its_settings_on_every_thread(store: Store, setting: str, expected: object) -> None:
    def ask() -> object:
        with store.connected():
            return store._connection().execute(f"PRAGMA {setting}").fetchone()[0]

    assert ask() == expected
    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(ask).result() == expected


@pytest.mark.parametrize("setting", [*vault._EXPECTED, *vault._EXPECTED_WRITING])
def test_a_setting_that_differs_stops_the_opening(path: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    for name in ("_EXPECTED", "_EXPECTED_WRITING"):
        if setting in getattr(vault, name):
            monkeypatch.setitem(getattr(vault, name), setting, "something else")
    error = refused(path)
    assert (error.code, error.fields) == ("vault-settings", {"setting": setting})


@pytest.mark.parametrize(
    ("setting", "other"),
    [
        ("foreign_keys", 0),
        ("trusted_schema", 1),
        ("cell_size_check", 0),
        ("secure_delete", 0),
        ("journal_mode", "delete"),
        ("synchronous", 1),
    ],
)
def test_a_connection_that_is_told_something_else_is_noticed(
    path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, other: str | int
) -> None:
    for name in ("_PRAGMAS", "_WRITING"):
        told = tuple((pragma, other if pragma == setting else value) for pragma, value in getattr(vault, name))
        monkeypatch.setattr(vault, name, told)
    error = refused(path)
    assert (error.code, error.fields) == ("vault-settings", {"setting": setting})


def test_nothing_readable_lies_on_the_disk(tmp_path: Path) -> None:
    store = with_person(tmp_path / "v")
    store.backup(tmp_path / "copy")
    try:
        for file in tmp_path.iterdir():
            data = file.read_bytes().lower()
            for word in (b"priya", b"northwind", b"sqlite format", "raman".encode("utf-16-le")):
                assert word not in data, file
    finally:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_user_may_read_what_is_written(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = with_person(tmp_path / "new" / "v")
        store.backup(tmp_path / "new" / "copy")
        modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "new").iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(modes, 0o600)
    assert {"v", "v-wal", "v-shm", "v.lock", "copy"} <= modes.keys()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


# --- one at a time ----------------------------------------------------------------------------------------


def test_a_second_one_is_told(path: Path) -> None:
    store = open_store(path, passphrase=PASSPHRASE)
    try:
        assert refused(path).code == "vault-in-use"
    finally:
        store.close()
    open_store(path, passphrase=PASSPHRASE).close()


def test_a_lock_that_a_killed_program_left_is_no_obstacle(path: Path) -> None:
    script = (
        "import sys, os\nfrom pathlib import Path\nfrom netplus_desktop.store.opening import open_store\n"
        "from netplus_desktop.core.records import Person\n"
        f"s = open_store(Path(sys.argv[1]), passphrase={PASSPHRASE!r})\ns.add_contact(Person('Ann'))\n"
        "print('open', flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        assert refused(path).code == "vault-in-use"
        other.kill()
    store = open_store(path, passphrase=PASSPHRASE)
    assert len(store.contact_ids()) == 2
    store.close()


# --- spoilt files -----------------------------------------------------------------------------------------


def spoil(path: Path, change: Callable[[bytearray], object]) -> None:
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def sqlite_instead(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()


def zero_page(data: bytearray) -> None:
    data[16:4096] = bytes(4080)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing bytes at the end": (lambda p: p.write_bytes(p.read_bytes()[:-1000]), ""),
    "half of it gone": (lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2 // 4096 * 4096]), ""),
    "a bit of the first page": (lambda p: spoil(p, lambda d: d.__setitem__(900, d[900] ^ 4)), "vault-damaged"),
    "the first page zeroed": (
        lambda p: spoil(p, lambda d: d.__setitem__(slice(16, 4096), bytes(4080))),
        "vault-damaged",
    ),
    "nothing in it": (lambda p: p.write_bytes(b""), "vault-empty"),
    "a few bytes": (lambda p: p.write_bytes(b"hello"), "vault-foreign"),
    "random bytes": (lambda p: p.write_bytes(random.Random(1).randbytes(20_001)), "vault-foreign"),
    "a folder": (folder_instead, "vault-is-folder"),
    "another program's database": (sqlite_instead, "vault-plain"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_vault_is_named_and_never_replaced(path: Path, how: str) -> None:
    spoiler, code = SPOILT[how]
    spoiler(path)
    before = path.read_bytes() if path.is_file() else None
    if code:
        assert refused(path).code == code
    else:
        try:
            store = open_store(path, passphrase=PASSPHRASE)
        except VaultError as error:
            assert error.code in ("vault-damaged", "vault-foreign")
        else:
            assert store.check() != []
            store.close()
    assert before is None or path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir() if not p.name.endswith(".lock")) == [path.name]


def test_a_lost_salt_is_brought_back_by_the_recovery_key(path: Path) -> None:
    store = open_store(path, passphrase=PASSPHRASE)
    paper = store.recovery_key()
    store.close()
    spoil(path, lambda data: data.__setitem__(slice(0, 16), bytes(16)))
    assert refused(path).code == "vault-head-lost"
    store = open_store(path, recovery_key=paper)
    assert len(store.contact_ids("priya")) == 1
    store.close()


# --- versions ---------------------------------------------------------------------------------------------


def test_a_newer_vault_is_not_touched(path: Path, tmp_path: Path) -> None:
    store = open_store(path, passphrase=PASSPHRASE)
    store._connection().execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    store.close()
    before = sha256(path.read_bytes()).digest()
    error = refused(path)
    assert (error.code, error.fields["version"]) == ("vault-newer", schema.VERSION + 1)
    assert sha256(path.read_bytes()).digest() == before


def test_a_vault_that_names_an_unknown_migration_is_newer(path: Path) -> None:
    store = open_store(path, passphrase=PASSPHRASE)
    store._connection().execute("INSERT INTO schema_migration (name, applied) VALUES ('0999_future', '2030-01-01')")
    store.close()
    assert refused(path).code == "vault-newer"


def test_another_program_s_encrypted_file_is_foreign(path: Path) -> None:
    store = open_store(path, passphrase=PASSPHRASE)
    store._connection().execute("PRAGMA application_id = 7")
    store.close()
    assert refused(path).code == "vault-foreign"


def test_missing_migrations_are_noticed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "MIGRATIONS", tmp_path / "nowhere")
    assert refused(path).code == "program-incomplete"
    assert refused(tmp_path / "new").code == "program-incomplete"
    assert not (tmp_path / "new").exists()


# --- read-only, full --------------------------------------------------------------------------------------


@pytest.fixture
def read_only_folder(path: Path) -> Iterator[Path]:
    """The folder of the vault, so that not even root can write there."""
    folder = path.parent
    bound = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode == 0
    if bound:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    elif os.geteuid() == 0:
        pytest.skip("no read-only folder can be made here")
    else:
        folder.chmod(0o500)
    yield folder
    if bound:
        subprocess.run(["umount", folder], check=True)
    folder.chmod(0o700)


def test_a_vault_in_a_read_only_folder_can_be_read(path: Path, read_only_folder: Path) -> None:
    store = open_store(path, passphrase=PASSPHRASE)
    try:
        assert store.read_only
        assert list(store.contact_ids("chess")) == [1]
        assert store.contact(1).person == PRIYA
        for write in (lambda: store.add_contact(Person("Ann")), lambda: store.backup(path.with_name("copy"))):
            with pytest.raises(VaultError) as caught:
                write()
            assert caught.value.code in ("vault-read-only", "folder-read-only")
            assert sentence(caught.value)
        assert store.check() == []
    finally:
        store.close()
    assert refused(path.with_name("new")).code == "folder-read-only"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=False)


def test_a_full_disk_is_said_once_and_harms_nothing(small_disk: Path) -> None:
    reserve = small_disk / "reserve"
    reserve.write_bytes(bytes(2_000_000))
    store = open_store(small_disk / "v", passphrase=PASSPHRASE, create=True)
    one = store.add_contact(PRIYA).new_id(Kind.CONTACT)
    with pytest.raises(VaultError, match="disk-full"):
        for _ in range(100):
            store.add_contact(Person("Big", note="x" * 100_000))
    people, step = store.counts().people, store.undo_step
    with pytest.raises(VaultError, match="disk-full"):
        store.backup(small_disk / "copy")
    assert {file.name for file in small_disk.iterdir()} == {"v", "v-wal", "v-shm", "v.lock", "reserve"}
    assert store.contact(one).person == PRIYA
    assert (store.counts().people, len(store.contact_ids()), store.undo_step) == (people, people, step)
    assert refused(small_disk / "new").code == "disk-full"
    assert not (small_disk / "new").exists()
    reserve.unlink()
    store.add_contact(Person("Ann"))
    store.close()
    store = open_store(small_disk / "v", passphrase=PASSPHRASE)
    assert store.counts().people == people + 1
    assert store.check() == []
    store.close()


# --- copies -----------------------------------------------------------------------------------------------


def test_a_backup_is_a_whole_vault(store: Store, priya: int, tmp_path: Path) -> None:
    store.backup(tmp_path / "copy")
    copy = open_store(tmp_path / "copy", recovery_key=store.recovery_key())
    assert copy.contact(priya) == store.contact(priya)
    copy.close()
    with pytest.raises(VaultError, match="backup-exists"):
        store.backup(tmp_path / "copy")


def test_a_backup_that_does_not_prove_itself_is_thrown_away(
    store: Store, priya: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = vault.prove

    def spoilt(copy: Path, key: vault.VaultKey, name: str = "") -> dict[str, object]:
        spoil(copy, lambda data: data.__setitem__(9000, data[9000] ^ 1))
        return whole(copy, key, name)

    monkeypatch.setattr(vault, "prove", spoilt)
    with pytest.raises(VaultError, match="backup-unsound"):
        store.backup(tmp_path / "copy")
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == []


# --- every failure has its words --------------------------------------------------------------------------


def test_every_code_that_the_store_raises_has_a_sentence() -> None:
    folder = Path(vault.__file__).parent
    raised: set[str] = set()
    for file in folder.glob("*.py"):
        text = file.read_text("utf-8")
        raised |= set(re.findall(r'(?:UserError|VaultError|NotFoundError)\("([a-z-]+)"', text))
        raised |= set(re.findall(r'"([a-z]+-gone)"', text))
    assert len(raised) > 20
    assert raised <= MESSAGES.keys()


def test_what_the_engine_reports_is_sorted() -> None:
    from netplus_desktop.store.failures import vault_error

    error = dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR | (3 << 8)
    told = vault_error(error)
    assert told is not None
    assert told.code == "vault-unreadable"
    assert vault_error(dbapi2.IntegrityError("a bug of ours")) is None


def test_a_writer_that_waits_too_long_is_told(store: Store) -> None:
    store._connection().execute("PRAGMA busy_timeout = 50")
    begun, done = threading.Event(), threading.Event()

    def other() -> None:
        with store.connected():
            store._connection().execute("BEGIN IMMEDIATE")
            begun.set()
            done.wait(10)
            store._connection().execute("ROLLBACK")

    with ThreadPoolExecutor(1) as worker:
        held = worker.submit(other)
        assert begun.wait(10)
        try:
            with pytest.raises(VaultError, match="vault-busy"):
                store.add_contact(Person("Ann"))
        finally:
            done.set()
        held.result()
    assert store.add_contact(Person("Ann")).count == 1
