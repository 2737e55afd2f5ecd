"""The vault's key: in a keyring only where it comes back whole, on paper for ever, and told apart from damage."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from secret_stores import (
    Broken,
    Forgetful,
    Locked,
    Memory,
    PlainText,
    SecretService,
    Truncating,
    chain,
    in_child,
)

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Person
from netplus_desktop.sentences import sentence
from netplus_desktop.store import keychain, schema, vault
from netplus_desktop.store.keychain import Lack, NotKept
from netplus_desktop.store.opening import open_store

pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # keyring's, where a call fails

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.netplus"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """A real Secret Service that does not run yet, chosen by `keyring`."""
    made = SecretService(tmp_path, monkeypatch)
    made.choose()
    yield made
    made.end()


def code(path: Path, **how: object) -> str:
    with pytest.raises(VaultError) as caught:
        open_store(path, **how)  # type: ignore[arg-type]
    assert sentence(caught.value)
    return caught.value.code


# --- kept, or not -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("loses", [Forgetful, Truncating])
def test_a_key_that_does_not_come_back_whole_is_not_trusted_to_a_keyring(path: Path, loses: type[Memory]) -> None:
    ring = loses()
    keyring.set_keyring(ring)
    assert code(path, create=True) == "passphrase-to-set"
    assert not path.exists()
    assert ring.entries == {}  # nor does a useless rest stay


def test_what_stood_in_the_keyring_before_stays_where_the_new_key_is_not_kept() -> None:
    key = keychain.new_key()
    ring = Memory()
    keyring.set_keyring(ring)
    keychain.remember(key)
    before = dict(ring.entries)
    other = keychain.VaultKey(bytes(32), key.salt)

    class Once(Memory):
        """Spoils the first write only."""

        spoilt = False

        def set_password(self, service: str, username: str, password: str) -> None:
            """Keep a part of the first."""
            super().set_password(service, username, password if self.spoilt else password[:10])
            self.spoilt = True

    spoiling = Once()
    spoiling.entries = ring.entries
    keyring.set_keyring(spoiling)
    with pytest.raises(NotKept):
        keychain.remember(other)
    assert spoiling.entries == before
    assert keychain.recall(key.salt) == [key]


def test_a_key_is_forgotten_only_where_it_is_that_key() -> None:
    ring = Memory()
    keyring.set_keyring(ring)
    key = keychain.new_key()
    keychain.remember(key)
    keychain.forget(keychain.VaultKey(bytes(32), key.salt))
    assert keychain.recall(key.salt) == [key]
    keychain.forget(key)
    assert ring.entries == {}


def test_the_keyring_of_before_is_asked_where_another_comes_first_now() -> None:
    before, now = Memory(), Memory()
    keyring.set_keyring(before)
    key = keychain.new_key()
    keychain.remember(key)
    for front in (now, Locked(), Broken()):
        keyring.set_keyring(chain(front, before))
        assert keychain.recall(key.salt) == [key]
    keyring.set_keyring(chain(Locked(), now))
    with pytest.raises(VaultError, match="keyring-locked"):
        keychain.recall(key.salt)


@pytest.mark.parametrize(
    ("backends", "lack"), [([], Lack.NONE), ([PlainText()], Lack.PLAIN), ([Memory()], Lack.MISSING)]
)
def test_why_there_is_no_key_is_told(backends: list[Memory], lack: Lack) -> None:
    keyring.set_keyring(chain(*backends))
    with pytest.raises(NotKept) as caught:
        keychain.recall(bytes(16))
    assert caught.value.lack is lack
    assert keychain.answers() is (lack is Lack.MISSING)


def test_a_keyring_that_starts_late_is_found_when_it_is_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backend import KeyringBackend
    from keyring.backends import fail

    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setattr(KeyringBackend, "get_viable_backends", classmethod(lambda _: {fail.Keyring, PlainText, Memory}))
    assert not keychain.answers()
    keychain.look_again()
    assert isinstance(keyring.get_keyring(), Memory)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    keyring.set_keyring(fail.Keyring())
    keychain.look_again()  # the user has decided on one
    assert isinstance(keyring.get_keyring(), fail.Keyring)


# --- a real Secret Service --------------------------------------------------------------------------------


def test_the_real_keyring_locked_silent_killed_and_back_again(
    service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keychain.new_key()

    def trouble() -> str:
        with pytest.raises(VaultError) as caught:
            keychain.recall(key.salt)
        return caught.value.code

    assert trouble() == "keyring-silent"  # the bus is there, the service is not
    service.start()
    keychain.remember(key)
    assert keychain.recall(key.salt) == [key]
    service.kill()
    assert trouble() == "keyring-silent"
    service.start(unlocked=False)
    assert trouble() == "keyring-locked"
    service.kill()
    service.start()
    assert keychain.recall(key.salt) == [key]
    monkeypatch.setattr(keychain, "PATIENCE", 0.5)
    service.silence()
    assert trouble() == "keyring-silent"
    service.kill()
    service.end_bus()
    assert trouble() == "keyring-silent"


def test_a_keyring_that_dies_while_it_is_asked(service: SecretService) -> None:
    service.start()
    key = keychain.new_key()
    keychain.remember(key)
    service.silence()
    dying = threading.Timer(0.3, service.kill)
    dying.start()
    with pytest.raises(VaultError, match="keyring-silent"):
        keychain.recall(key.salt)
    dying.join()


CHILD = """
import sys
from pathlib import Path
from netplus_desktop.core.errors import VaultError
from netplus_desktop.store import keychain
from netplus_desktop.store.opening import open_store
keychain.PATIENCE = 5
try:
    store = open_store(Path(sys.argv[1]), create=True)
except VaultError as error:
    print(error.code)
else:
    print("open", store.held_by_keyring(), keychain.backend_name())
    store.close()
"""


def test_a_program_of_its_own_finds_the_keyring_by_itself(path: Path, service: SecretService) -> None:
    service.start()
    told = [in_child(CHILD, str(path)) for _ in range(2)]
    assert [one.stdout.split()[:2] for one in told] == [["open", "True"]] * 2, told
    before = path.read_bytes()
    service.kill()
    later = in_child(CHILD, str(path))
    first = in_child(CHILD, str(path.with_name("new")))
    assert (later.stdout, first.stdout) == ("passphrase-needed\n", "passphrase-to-set\n")
    assert path.read_bytes() == before and not path.with_name("new").exists()


# --- the paper --------------------------------------------------------------------------------------------


def test_a_hundred_recovery_keys_open_their_file_alone_under_any_name(tmp_path: Path) -> None:
    for number in range(100):
        key = keychain.new_key()
        made, moved = tmp_path / "made", tmp_path / f"moved {number}.bin"
        vault.create(made, key)
        paper = keychain.recovery_key(key)
        made.rename(moved)
        typed = keychain.from_recovery_key(paper.lower().replace("-", random.choice("- \n.")))
        assert vault.opens(moved, typed) == (schema.APPLICATION_ID, schema.VERSION)


def test_the_paper_and_the_file_are_enough_in_a_new_home(path: Path, tmp_path: Path) -> None:
    store = open_store(path, passphrase="walrus", create=True)
    store.add_contact(Person("Ada Obi"))
    paper = store.recovery_key()
    store.close()
    home = tmp_path / "another account"
    home.mkdir()
    (tmp_path / "words").write_text("a new passphrase", "utf-8")
    copy = Path(shutil.copy(path, home / "renamed.dat"))
    given = {"HOME": str(home), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "PATH": "/usr/bin:/bin"}
    program = [
        sys.executable,
        "-m",
        "netplus_desktop",
        "--vault",
        str(copy),
        "--passphrase-file",
        str(tmp_path / "words"),
    ]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [*program, "recover"], input=paper, env=given, cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    listed = subprocess.run(
        [*program, "list"], env=given, cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert listed.stdout == "Ada Obi\n"
    store = open_store(copy, recovery_key=done.stdout)  # the one that was told
    store.close()
    assert code(copy, recovery_key=paper) == "recovery-key-other"


def test_every_single_slip_is_named_by_its_group() -> None:
    paper = keychain.recovery_key(keychain.new_key())
    groups = paper.split("-")
    slips = 0
    for place, group in enumerate(groups):
        for at, right in enumerate(group):
            for wrong in ALPHABET.replace(right, ""):
                typed = [*groups]
                typed[place] = group[:at] + wrong + group[at + 1 :]
                with pytest.raises(VaultError) as caught:
                    keychain.from_recovery_key("-".join(typed))
                assert (caught.value.code, caught.value.fields) == ("wrong-recovery-key", {"group": place + 1})
                slips += 1
    assert slips == 96 * 31


def test_no_random_key_is_taken_for_a_recovery_key() -> None:
    chance = random.Random(2026)
    groups = keychain.recovery_key(keychain.new_key()).split("-")
    wrong = 0
    for turn in range(10_000):
        typed = [*groups]
        for place in chance.sample(range(16), chance.randrange(1, 17) if turn % 2 else 1):
            typed[place] = "".join(chance.choice(ALPHABET) for _ in range(6))
        if typed == groups:
            continue
        try:
            keychain.from_recovery_key("-".join(typed))
        except VaultError:
            continue
        wrong += 1
    assert wrong == 0


# --- a wrong key and a damaged file -----------------------------------------------------------------------


def spoilt(change: Callable[[bytearray], object]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        data = bytearray(path.read_bytes())
        change(data)
        path.write_bytes(data)

    return spoil


DAMAGE: dict[str, Callable[[Path], None]] = {
    "whole": lambda _: None,
    "first page": spoilt(lambda data: data.__setitem__(900, data[900] ^ 1)),
    "middle page": spoilt(lambda data: data.__setitem__(5 * 4096 + 900, data[5 * 4096 + 900] ^ 1)),
    "cut within a page": spoilt(lambda data: data.__delitem__(slice(len(data) - 1000, None))),
    "half of it": spoilt(lambda data: data.__delitem__(slice(len(data) // 8192 * 4096, None))),
    "salt zeroed": spoilt(lambda data: data.__setitem__(slice(0, 16), bytes(16))),
}
DIAGNOSES = {
    ("right", "whole"): "opens",
    ("wrong", "whole"): "wrong-passphrase",
    ("right", "first page"): "vault-damaged",
    ("wrong", "first page"): "wrong-passphrase",
    ("right", "middle page"): "vault-damaged",
    ("wrong", "middle page"): "wrong-passphrase",
    ("right", "cut within a page"): "vault-damaged",
    ("wrong", "cut within a page"): "vault-foreign",  # either "not ours" or "damaged": the words say both
    ("right", "half of it"): "vault-damaged",
    ("wrong", "half of it"): "wrong-passphrase",
    ("right", "salt zeroed"): "vault-head-lost",
    ("wrong", "salt zeroed"): "vault-head-lost",
}


@pytest.mark.parametrize(("key", "damage"), DIAGNOSES)
def test_a_wrong_key_and_a_damaged_file_are_told_apart(path: Path, key: str, damage: str) -> None:
    store = open_store(path, passphrase="right", create=True)
    store.add_contact(Person("Ada Obi", note="x " * 20_000))
    store.close()
    DAMAGE[damage](path)
    before = path.read_bytes()
    try:
        store = open_store(path, passphrase=key)
    except VaultError as error:
        diagnosis = error.code
        assert path.read_bytes() == before
    else:
        diagnosis = "vault-damaged" if store.check() else "opens"
        store.close()
    assert diagnosis == DIAGNOSES[key, damage]


# --- what is no vault -------------------------------------------------------------------------------------


def a_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE song (name TEXT)")
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    store = open_store(path, passphrase="right", create=True)
    store.opened.connection().execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    store.close()


def cut(path: Path) -> None:
    open_store(path, passphrase="right", create=True).close()
    path.write_bytes(path.read_bytes()[:-5000])


NO_VAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "vault-is-folder"),
    "nothing in it": (lambda path: path.write_bytes(b""), "vault-empty"),
    "random bytes": (lambda path: path.write_bytes(random.Random(5).randbytes(50_001)), "vault-foreign"),
    "a few bytes": (lambda path: path.write_bytes(b"hello"), "vault-foreign"),
    "cut off": (cut, "vault-damaged"),
    "another program's database": (a_database, "vault-plain"),
    "a text of whole pages": (lambda path: path.write_bytes(b"Dear diary, " * 4096), "vault-foreign"),
    "a picture's beginning": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(8184)), "vault-foreign"),
    "a newer version": (newer, "vault-newer"),
}


@pytest.mark.parametrize("kind", NO_VAULTS)
def test_what_is_no_vault_has_its_own_words_and_stays_byte_for_byte(tmp_path: Path, kind: str) -> None:
    make, expected = NO_VAULTS[kind]
    path = tmp_path / "place" / "people.netplus"
    path.parent.mkdir()
    make(path)

    def everything() -> dict[str, str]:
        files = [file for file in path.parent.rglob("*") if file.suffix != ".lock"]  # the lock holds nothing
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "" for file in files}

    before = everything()
    assert code(path, passphrase="right", create=True) == expected
    keyring.set_keyring(Memory())
    asked = code(path, create=True)
    assert asked == expected or (
        asked == "passphrase-needed" and kind in ("cut off", "a newer version", "random bytes")
    )
    assert everything() == before


def test_the_words_for_what_is_no_vault_differ() -> None:
    codes = {expected for _, expected in NO_VAULTS.values()}
    told = {sentence(VaultError(one, name="v", version=2)) for one in codes}
    assert len(told) == len(codes) == 6
