"""The way to an open vault: keyring, passphrase, recovery key; and never a new vault in place of an old one."""

from __future__ import annotations

import os
import random
import select
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import keyring
import pytest
from keyring.backends import chainer, fail, null
from keyring.errors import PasswordSetError
from secret_stores import Dismissed, Forgetful, Locked, Memory, Truncating
from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import VaultError
from netplus_desktop.sentences import sentence
from netplus_desktop.store import keychain
from netplus_desktop.store.opening import open_store, throwaway_store

from .conftest import PRIYA


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.netplus"


def code(path: Path, **how: object) -> str:
    with pytest.raises(VaultError) as caught:
        open_store(path, **how)  # type: ignore[arg-type]
    assert sentence(caught.value)
    return caught.value.code


# --- keyring ----------------------------------------------------------------------------------------------


def test_a_keyring_holds_the_key(path: Path, memory_keyring: Memory) -> None:
    store = open_store(path, create=True)
    store.add_contact(PRIYA)
    store.close()
    ((service, name),) = memory_keyring.entries
    assert service == "NetPlus Desktop"
    store = open_store(path)
    assert store.contact(1).person == PRIYA
    assert memory_keyring.entries[service, name] not in repr(store._vault.key)
    store.close()


def test_a_vault_that_was_moved_and_renamed_still_finds_its_key(path: Path, memory_keyring: Memory) -> None:
    open_store(path, create=True).close()
    open_store(path.with_name("other"), create=True).close()
    moved = path.parent / "elsewhere" / "renamed.db"
    moved.parent.mkdir()
    path.rename(moved)
    open_store(moved).close()
    assert len(memory_keyring.entries) == 2


def test_a_lost_entry_asks_and_never_makes_a_new_vault(path: Path, memory_keyring: Memory) -> None:
    store = open_store(path, create=True)
    paper = store.recovery_key()
    store.close()
    memory_keyring.entries.clear()
    before = path.read_bytes()
    assert code(path) == code(path, create=True) == "passphrase-needed"
    assert path.read_bytes() == before
    assert memory_keyring.entries == {}
    open_store(path, recovery_key=paper).close()
    open_store(path).close()  # the paper was needed once


@pytest.mark.parametrize("value", ["", "zz", "00", "00" * 48])
def test_an_entry_that_holds_something_else_opens_nothing(path: Path, memory_keyring: Memory, value: str) -> None:
    open_store(path, create=True).close()
    for entry in memory_keyring.entries:
        memory_keyring.entries[entry] = value
    assert code(path, create=True) == "passphrase-needed"


class Refusing(Memory):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError


class OnlyChained(chainer.ChainerBackend):
    backends: ClassVar[list[object]] = []  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("backend", "first", "later"),
    [
        (fail.Keyring, "passphrase-to-set", "passphrase-needed"),
        (null.Keyring, "passphrase-to-set", "passphrase-needed"),
        (OnlyChained, "passphrase-to-set", "passphrase-needed"),
        (Forgetful, "passphrase-to-set", "passphrase-needed"),
        (Truncating, "passphrase-to-set", "passphrase-needed"),
        (Refusing, "passphrase-to-set", "passphrase-needed"),
        (Dismissed, "keyring-dismissed", "keyring-dismissed"),
        (Locked, "keyring-locked", "keyring-locked"),
    ],
)
def test_a_keyring_that_keeps_nothing_is_not_trusted(
    path: Path, tmp_path: Path, memory_keyring: Memory, backend: type, first: str, later: str
) -> None:
    old = tmp_path / "old"
    open_store(old, create=True).close()
    before = old.read_bytes()
    keyring.set_keyring(backend())
    assert code(path, create=True) == first
    assert not path.exists()
    assert code(old, create=True) == later
    assert old.read_bytes() == before


def test_a_plaintext_keyring_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plaintext = type("PlaintextKeyring", (Memory,), {"__module__": "keyrings.alt.file"})
    keyring.set_keyring(plaintext())
    assert code(path, create=True) == "passphrase-to-set"


def test_a_real_keyring_in_a_chain_is_used(path: Path) -> None:
    real = Memory()
    keyring.set_keyring(type("Chain", (chainer.ChainerBackend,), {"backends": [fail.Keyring(), real]})())
    open_store(path, create=True).close()
    assert len(real.entries) == 1
    assert keychain.backend_name()


@pytest.fixture
def secret_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Secret Service of our own, unlocked, on a bus of our own."""
    if not shutil.which("dbus-daemon") or not shutil.which("gnome-keyring-daemon"):
        pytest.skip("needs dbus-daemon and gnome-keyring-daemon")
    from keyring.backends import SecretService

    for name in ("HOME", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"], stdout=subprocess.PIPE, text=True
    ) as bus:
        assert bus.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
        with subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as daemon:
            try:
                assert daemon.stdin is not None
                assert daemon.stdout is not None
                daemon.stdin.write("pw\n")
                daemon.stdin.close()
                if not select.select([daemon.stdout], [], [], 10)[0]:
                    pytest.skip("the keyring daemon does not start here")
                keyring.set_keyring(SecretService.Keyring())  # type: ignore[no-untyped-call]
                yield
            finally:
                daemon.terminate()
                bus.terminate()


def test_a_real_secret_service_holds_the_key(path: Path, secret_service: None) -> None:
    store = open_store(path, create=True)
    store.add_contact(PRIYA)
    key = store._vault.key
    store.close()
    store = open_store(path)
    assert store.contact(1).person == PRIYA
    store.close()
    keychain.forget(key)
    assert code(path) == "passphrase-needed"


# --- passphrase -------------------------------------------------------------------------------------------


def test_a_passphrase_opens_the_vault_here_and_in_any_sqlcipher_tool(path: Path) -> None:
    store = open_store(path, passphrase="größer als O'Brien", create=True)
    store.add_contact(PRIYA)
    store.close()
    assert code(path, passphrase="grosser") == "wrong-passphrase"
    assert code(path, passphrase="") == "wrong-passphrase"
    open_store(path, passphrase="größer als O'Brien").close()
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA key = 'größer als O''Brien'")
    assert connection.execute("SELECT name FROM contact").fetchall() == [("Priya Raman",)]
    connection.close()


def test_a_passphrase_needs_no_keyring_and_leaves_nothing_in_it(path: Path, memory_keyring: Memory) -> None:
    open_store(path, passphrase="geheim", create=True).close()
    assert memory_keyring.entries == {}
    store = open_store(path, passphrase="geheim")
    paper = store.recovery_key()
    store.close()
    open_store(path, recovery_key=paper).close()
    assert memory_keyring.entries == {}


def test_a_vault_is_made_only_when_asked_for(path: Path, memory_keyring: Memory) -> None:
    assert code(path) == code(path, passphrase="x") == "vault-missing"
    assert not path.exists()
    assert code(path, recovery_key=keychain.recovery_key(keychain.new_key()), create=True) == "vault-missing"


def test_a_log_that_lost_its_vault_is_not_written_over(path: Path, memory_keyring: Memory) -> None:
    path.with_name(path.name + "-wal").write_bytes(b"x" * 5000)
    assert code(path, create=True) == "vault-log-left"
    assert memory_keyring.entries == {}


def test_a_failed_making_leaves_neither_file_nor_key(tmp_path: Path, memory_keyring: Memory) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert code(tmp_path / "file" / "vault", create=True) in ("vault-unreadable", "vault-missing")
    assert memory_keyring.entries == {}


# --- recovery key -----------------------------------------------------------------------------------------


def test_the_recovery_key_opens_the_file_alone_under_any_name(path: Path, tmp_path: Path) -> None:
    store = open_store(path, passphrase="x", create=True)
    store.add_contact(PRIYA)
    paper = store.recovery_key()
    store.close()
    (tmp_path / "new home").mkdir()
    copy = Path(shutil.copy(path, tmp_path / "new home" / "whatever.bin"))
    typed = paper.lower().replace("-", "\n  ").replace("1", "l").replace("0", "o")
    store = open_store(copy, recovery_key=typed)
    assert store.contact(1).person == PRIYA
    store.close()
    other = throwaway_store(tmp_path)
    assert code(path, recovery_key=other.recovery_key()) == "recovery-key-other"
    other.close()


def test_every_recovery_key_comes_back_and_every_slip_names_its_group() -> None:
    chance = random.Random(3)
    for _ in range(100):
        key = keychain.new_key()
        paper = keychain.recovery_key(key)
        assert keychain.from_recovery_key(paper) == key
        groups = paper.split("-")
        assert [len(group) for group in groups] == [6] * 16
        at, place = chance.randrange(16), chance.randrange(6)
        slip = chance.choice([c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ#" if c != groups[at][place]])
        wrong = [*groups[:at], groups[at][:place] + slip + groups[at][place + 1 :], *groups[at + 1 :]]
        with pytest.raises(VaultError) as caught:
            keychain.from_recovery_key("-".join(wrong))
        assert (caught.value.code, caught.value.fields) == ("wrong-recovery-key", {"group": at + 1})


def test_groups_that_are_missing_swapped_or_of_two_keys_are_noticed() -> None:
    one, two = (keychain.recovery_key(keychain.new_key()).split("-") for _ in range(2))
    for groups, expected in (
        (one[:15], "recovery-key-incomplete"),
        ([*one, one[0]], "recovery-key-incomplete"),
        ([], "recovery-key-incomplete"),
        ([one[1], one[0], *one[2:]], "wrong-recovery-key"),
        ([*one[:8], *two[8:]], "recovery-key-mixed"),
    ):
        with pytest.raises(VaultError, match=expected) as caught:
            keychain.from_recovery_key("-".join(groups))
        assert sentence(caught.value)


def test_a_key_of_another_length_is_refused() -> None:
    for secret, salt in ((31, 16), (33, 16), (32, 15), (0, 0)):
        with pytest.raises(ValueError, match="32 bytes"):
            keychain.VaultKey(bytes(secret), bytes(salt))


def test_a_throwaway_vault_is_encrypted_and_its_key_kept_nowhere(tmp_path: Path, memory_keyring: Memory) -> None:
    store = throwaway_store(tmp_path)
    store.add_contact(PRIYA)
    path = store.path
    store.close()
    store.close()
    assert b"SQLite" not in path.read_bytes()[:16]
    assert memory_keyring.entries == {}
    assert os.path.basename(path).startswith("throwaway")  # noqa: PTH119
