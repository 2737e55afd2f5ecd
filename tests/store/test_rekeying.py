"""A vault gets another key: whole, at once, and at every moment openable by exactly one of the two."""

from __future__ import annotations

import ast
import logging
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends import null
from secret_stores import Forgetful, Memory
from sqlcipher3 import dbapi2

from netplus_desktop import cli
from netplus_desktop.core.errors import Cancelled, VaultError
from netplus_desktop.core.records import Person
from netplus_desktop.store import keychain, rekeying, vault
from netplus_desktop.store.backups import Backups
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.opening import open_store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.netplus"


def made(path: Path, passphrase: str | None = None, people: int = 30) -> VaultKey:
    """A vault with some people; returns its key."""
    store = open_store(path, passphrase=passphrase, create=True)
    for number in range(people):
        store.add_contact(Person(f"Person {number}", note="heard in confidence " * 50))
    key = store.opened.key
    store.close()
    return key


def holds(path: Path, key: VaultKey) -> set[str]:
    """The names of everybody in the vault."""
    store = open_store(path, recovery_key=keychain.recovery_key(key))
    try:
        assert store.check() == []
        return {store.contact(one).person.name for one in store.contact_ids()}
    finally:
        store.close()


def beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()} - {f"{path.name}.lock"}


EVERYBODY = {f"Person {number}" for number in range(30)}


def test_a_passphrase_takes_the_place_of_the_keyring(path: Path) -> None:
    ring = Memory()
    keyring.set_keyring(ring)
    old = made(path)
    new = rekeying.set_passphrase(path, old, "walrus teapot")
    assert ring.entries == {} and new.vault_id == old.vault_id and new.check_value != old.check_value
    assert vault.opens(path, old) is None and not vault.holds_pages_of(path, old)
    assert holds(path, new) == EVERYBODY and beside(path) == {path.name}
    store = open_store(path, passphrase="walrus teapot")
    assert not store.held_by_keyring()
    store.close()
    connection = dbapi2.connect(str(path))  # any SQLCipher tool
    connection.execute("PRAGMA key = 'walrus teapot'")
    assert connection.execute("SELECT count(*) FROM contact").fetchone() == (30,)
    connection.close()


def test_the_keyring_takes_the_place_of_the_passphrase(path: Path) -> None:
    old = made(path, "walrus")
    ring = Memory()
    keyring.set_keyring(ring)
    new = rekeying.hand_to_keyring(path, old)
    assert len(ring.entries) == 1 and keychain.recall(old.salt) == [new]
    store = open_store(path)
    assert store.held_by_keyring() and set(store.contact_ids()) == set(range(1, 31))
    store.close()
    with pytest.raises(VaultError, match="wrong-passphrase"):
        open_store(path, passphrase="walrus")


@pytest.mark.parametrize("ring", [null.Keyring, Forgetful])
def test_without_a_keyring_that_keeps_it_the_passphrase_stays(path: Path, ring: type) -> None:
    old = made(path, "walrus")
    before = path.read_bytes()
    keyring.set_keyring(ring())
    with pytest.raises(VaultError, match="keyring-keeps-nothing"):
        rekeying.hand_to_keyring(path, old)
    assert path.read_bytes() == before


def test_a_backup_under_the_old_key_comes_first(path: Path, tmp_path: Path) -> None:
    old = made(path, "walrus")
    backups = Backups(tmp_path / "backups", old.vault_id)
    rekeying.set_passphrase(path, old, "teapot", backups=backups, now=NOW)
    (backup,) = backups.listed(old)
    assert backup.reason == "rekey" and backup.sound and backup.people == 30
    shutil.rmtree(backups.folder)
    backups.folder.write_bytes(b"in the way")
    before = path.read_bytes()
    new = keychain.from_passphrase("teapot", old.salt)
    with pytest.raises(VaultError, match="backup-first"):
        rekeying.set_passphrase(path, new, "third", backups=backups, now=NOW)
    assert path.read_bytes() == before and beside(path) == {path.name, "backups"}


def test_the_same_passphrase_changes_nothing(path: Path) -> None:
    old = made(path, "walrus")
    before = path.read_bytes()
    assert rekeying.set_passphrase(path, old, "walrus") == old
    assert path.read_bytes() == before


def test_a_copy_that_does_not_prove_itself_is_thrown_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Memory()
    keyring.set_keyring(ring)
    old = made(path)
    before, entries = path.read_bytes(), dict(ring.entries)
    copy = rekeying._copy

    def spoilt(*args: object) -> None:
        copy(*args)  # type: ignore[arg-type]
        ready = next(path.parent.glob(".*ready*"))
        data = bytearray(ready.read_bytes())
        data[9000] ^= 1
        ready.write_bytes(data)

    monkeypatch.setattr(rekeying, "_copy", spoilt)
    with pytest.raises(VaultError):
        rekeying.set_passphrase(path, old, "walrus")
    assert path.read_bytes() == before and beside(path) == {path.name} and ring.entries == entries


def test_it_can_be_stopped_and_leaves_everything_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = made(path, "walrus")
    before = path.read_bytes()
    ring = Memory()
    keyring.set_keyring(ring)
    monkeypatch.setattr(rekeying, "_PAGES_AT_ONCE", 4)
    told: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        rekeying.hand_to_keyring(path, old, tick=tick)
    assert 0 < told[0][0] < told[1][0] < told[2][0] < told[2][1]
    assert path.read_bytes() == before and beside(path) == {path.name} and ring.entries == {}


def test_a_vault_that_is_open_elsewhere_keeps_its_key(path: Path) -> None:
    old = made(path, "walrus")
    store = open_store(path, passphrase="walrus")
    with pytest.raises(VaultError, match="vault-in-use"):
        rekeying.set_passphrase(path, old, "teapot")
    store.close()
    assert holds(path, old) == EVERYBODY


def test_no_key_and_no_passphrase_reaches_a_log(
    path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    keyring.set_keyring(Memory())
    with caplog.at_level(logging.DEBUG):
        old = made(path)
        new = rekeying.set_passphrase(path, old, "walrus teapot")
        last = rekeying.hand_to_keyring(path, new)
        with pytest.raises(VaultError):
            open_store(path, passphrase="walrus teapot")
    written = caplog.text + "".join(capfd.readouterr())
    for secret in (*(key.secret.hex() for key in (old, new, last)), "walrus", keychain.recovery_key(last)[:13]):
        assert secret not in written


def test_no_key_is_changed_in_place() -> None:
    """SQLCipher's `PRAGMA rekey` rewrites pages where they lie, and peewee's own `rekey` writes the key to its log."""
    for file in Path(rekeying.__file__).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "pragma rekey" not in node.value.lower(), file
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr != "rekey", file


# --- killed -----------------------------------------------------------------------------------------------

KILLER = """
import os, random, select, shutil, signal, sys, time
from pathlib import Path
import keyring
from keyring.backends import fail
keyring.set_keyring(fail.Keyring())
from datetime import UTC, datetime
from netplus_desktop.store import keychain, rekeying, vault
from netplus_desktop.store.backups import Backups
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.replacing import settle

place, words, count = Path(sys.argv[1]), sys.argv[2].split(), int(sys.argv[3])
path = place / "v"
chance = random.Random(7)
keys = [keychain.from_recovery_key(word) for word in words]

def work():
    backups = Backups(place / "backups", keys[0].vault_id)
    rekeying.rekey(path, keys[0], keys[1], "passphrase", backups=backups, now=datetime.now(UTC))

whole = path.read_bytes()

def once(after):
    path.write_bytes(whole)
    shutil.rmtree(place / "backups", ignore_errors=True)
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    begun = time.monotonic()
    if after is not None:
        select.select([], [], [], after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - begun

lasts = once(None)
ends = [0, 0]
for turn in range(count):
    once((turn + chance.random()) / count * lasts * 1.1)
    settle(path)
    opening = [key for key in keys if vault.opens(path, key) is not None]
    assert len(opening) == 1, f"{len(opening)} keys open it"
    store = open_store(path, recovery_key=keychain.recovery_key(opening[0]))
    assert len(store.contact_ids()) == 30 and store.check() == []
    store.close()
    left = {file.name for file in place.iterdir()} - {"v", "v.lock", "backups"}
    assert not left, left
    ends[keys.index(opening[0])] += 1
print(*ends)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_killed_at_any_moment_exactly_one_key_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "killed" / "v"
    path.parent.mkdir()
    old = made(path, "walrus")
    new = VaultKey(bytes(range(32)), old.salt)
    words = " ".join(keychain.recovery_key(key) for key in (old, new))
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(path.parent), words, "20"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    before, after = map(int, done.stdout.split())
    assert before + after == 20 and before > 0


# --- netplus recover --------------------------------------------------------------------------------------


def recover(monkeypatch: pytest.MonkeyPatch, path: Path, typed: str, *more: str) -> int:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return cli.run(cli.parse(["recover", "--vault", str(path), *more]))


def test_recovering_puts_the_key_back_into_the_keyring(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ring = Memory()
    keyring.set_keyring(ring)
    key = made(path)
    ring.entries.clear()
    assert recover(monkeypatch, path, keychain.recovery_key(key).lower()) == cli.DONE
    assert "has its key again" in capsys.readouterr().err
    open_store(path).close()


def test_recovering_without_a_keyring_sets_a_new_passphrase(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keyring.set_keyring(Memory())
    key = made(path)
    keyring.set_keyring(null.Keyring())
    assert recover(monkeypatch, path, keychain.recovery_key(key)) == cli.FAILED
    told = capsys.readouterr().err
    assert "keeps nothing" in told and "--passphrase-file" in told
    words = tmp_path / "words"
    words.write_text("four words of mine\n", "utf-8")
    assert recover(monkeypatch, path, keychain.recovery_key(key), "--passphrase-file", str(words)) == cli.DONE
    paper = capsys.readouterr().out.strip()
    open_store(path, passphrase="four words of mine").close()
    assert holds(path, keychain.from_recovery_key(paper)) == EVERYBODY


def test_recovering_names_the_group_with_a_slip(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = made(path, "walrus")
    before = path.read_bytes()
    groups = keychain.recovery_key(key).split("-")
    groups[8] = ("7" if groups[8][0] != "7" else "8") + groups[8][1:]
    assert recover(monkeypatch, path, "-".join(groups)) == cli.FAILED
    assert "Group 9" in capsys.readouterr().err
    assert recover(monkeypatch, path, "") == cli.FAILED
    assert path.read_bytes() == before
