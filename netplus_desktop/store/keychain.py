"""The vault's key: made, derived, written as a recovery key, and kept in the system's keyring.

A key is 48 bytes: 32 that encrypt, and the file's 16-byte salt. No Qt, no files.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from netplus_desktop.assets import carried
from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.forgetting import wipe
from netplus_desktop.core.frozen import dataclass

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

T = TypeVar("T")

SERVICE = "NetPlus Desktop"
"""The name under which entries stand in the system's keyring."""

ROUNDS = 256_000
"""SQLCipher's own number of PBKDF2 rounds, so that the passphrase alone opens the file with any SQLCipher tool."""

PATIENCE = 60.0
"""Seconds that a keyring may take. It may be waiting for the user's answer; a dead one is given up after them."""


@dataclass(frozen=True, slots=True)
class VaultKey:
    """What opens a vault. Never logged, never shown but as a recovery key."""

    secret: bytes
    salt: bytes

    def __post_init__(self) -> None:
        # SQLCipher would silently take a key of another length as a passphrase.
        if len(self.secret) != 32 or len(self.salt) != 16:
            raise ValueError("a vault key is 32 bytes and a salt of 16")

    def __repr__(self) -> str:
        return "VaultKey(…)"

    @property
    def pragma(self) -> str:
        """The raw value that SQLCipher takes in place of a passphrase: nothing is derived from it."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"

    @property
    def vault_id(self) -> str:
        """See the function of this name."""
        return vault_id(self.salt)

    @property
    def check_value(self) -> str:
        """Eight hexadecimal digits that tell this key from others and give nothing of it away. They stand in the
        names of backups, so that each says which key opens it."""
        return _sha256(b"netplus key check" + self.secret + self.salt).hex()[:8]


def vault_id(salt: bytes) -> str:
    """The name of a vault's entry in a keyring. It follows from the salt, which is in the file: a vault that was moved
    or renamed still finds its key, and one that got another key keeps its name."""
    return salt.hex()[:24]


_ROOM = " " * 160 * 1024
"""Blanks around the key in the statement that hands it over. Every copy that is made of a statement of this size lies
in pages of its own, which go back to the system, and are blanked by it, when the copy is freed."""


def hand_over(key: VaultKey, connection: Any) -> None:
    """Give the key to a new connection and blank our own copies of its digits."""
    raw = key.secret + key.salt
    digits = raw.hex()
    statement = f"PRAGMA{_ROOM}key = \"x'{digits}'\"{_ROOM}"
    connection.executescript(statement)  # which keeps no statement for another time
    for copy in (raw, digits, statement):
        wipe(copy)


def _sha256(data: bytes) -> bytes:
    import hashlib  # here: it brings OpenSSL, and most starts hash nothing

    return hashlib.sha256(data).digest()


def new_key() -> VaultKey:
    """A random key with a random salt."""
    return VaultKey(os.urandom(32), os.urandom(16))


def from_passphrase(passphrase: str, salt: bytes) -> VaultKey:
    """The key that SQLCipher derives from a passphrase. Takes a quarter of a second, on purpose."""
    import hashlib

    return VaultKey(hashlib.pbkdf2_hmac("sha512", passphrase.encode("utf-8", "replace"), salt, ROUNDS, 32), salt)


# --- recovery key -----------------------------------------------------------------------------------------

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_MEANT = {ord("I"): "1", ord("L"): "1", ord("O"): "0"}
_BETWEEN = dict.fromkeys(map(ord, "-\u2010\u2011\u2013\u2014_."), " ")
"""What people write between groups. Any other mark is a slip in its group."""
_WEIGHTS = (1, 3, 5, 7, 9)  # odd, so that every single mistyped character changes the sum
GROUPS = 16


def _check(symbols: list[int], group: int) -> int:
    return (group + sum(weight * symbol for weight, symbol in zip(_WEIGHTS, symbols, strict=True))) % 32


def recovery_key(key: VaultKey) -> str:
    """The key as 16 groups of six characters; the sixth checks its group and the group's place."""
    raw = key.secret + key.salt
    number = int.from_bytes(raw + _sha256(raw)[:2], "big")
    symbols = [number >> shift & 31 for shift in range(GROUPS * 25 - 5, -1, -5)]
    groups = []
    for group in range(GROUPS):
        five = symbols[group * 5 : group * 5 + 5]
        groups.append("".join(_ALPHABET[symbol] for symbol in (*five, _check(five, group))))
    return "-".join(groups)


def from_recovery_key(text: str) -> VaultKey:
    """The key that was written down. Raises `VaultError`: 'wrong-recovery-key' names the first mistyped group
    (field `group`, counted from 1), 'recovery-key-incomplete' says that groups are missing or too many."""
    plain = text.upper().translate(_MEANT)
    groups = plain.translate(_BETWEEN).split()
    if len(groups) != GROUPS:
        joined = "".join(groups)
        groups = [joined[at : at + 6] for at in range(0, len(joined), 6)]
    number = 0
    for place, group in enumerate(groups[:GROUPS]):
        symbols = [_ALPHABET.find(character) for character in group]
        if len(group) != 6 or -1 in symbols or symbols[5] != _check(symbols[:5], place):
            if len(groups) < GROUPS and place == len(groups) - 1:
                break
            raise VaultError("wrong-recovery-key", group=place + 1)
        for symbol in symbols[:5]:
            number = number << 5 | symbol
    if len(groups) != GROUPS:
        raise VaultError("recovery-key-incomplete", groups=GROUPS)
    data = number.to_bytes(50, "big")
    if _sha256(data[:48])[:2] != data[48:]:
        raise VaultError("recovery-key-mixed")
    return VaultKey(data[:32], data[32:48])


def reads_as(typed: str, group: str) -> bool:
    """Whether somebody typed this group of a recovery key, as forgivingly as `from_recovery_key` reads it."""
    return "".join(typed.upper().translate(_MEANT).translate(_BETWEEN).split()) == group


# --- the system's keyring ---------------------------------------------------------------------------------


class Lack(StrEnum):
    """Why a keyring does not have a key. Each has its words in `sentences.WORDS`, under "keyring"."""

    NONE = "none"
    NULL = "null"
    PLAIN = "plain"
    FORGETS = "forgets"
    MISSING = "missing"
    OTHER = "other"
    CARRIED = "carried"


_REFUSED: Mapping[str, Lack] = {
    "keyring.backends.null": Lack.NULL,
    "keyring.backends.fail": Lack.NONE,
    "keyring.backends.chainer": Lack.NONE,
    "keyrings.alt": Lack.PLAIN,
}
"""Backends that keep nothing, or keep it where everybody can read it, by the beginning of their module's name."""


class NotKept(Exception):
    """No keyring has the key, or can be trusted with it; none was asked in vain."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(lack.value)
        self.lack = lack


def remember(key: VaultKey) -> None:
    """Write the key to the keyring, read it back, compare. What stood there before is put back where that fails.

    Raises `NotKept`, and `VaultError`: 'keyring-locked', 'keyring-dismissed', 'keyring-silent'.
    """
    _ask(lambda: _write(key))


def recall(salt: bytes) -> list[VaultKey]:
    """The keys that the keyrings of this system have for the vault with this salt, at least one: where another
    keyring than before comes first now, the one of before is asked, too.

    Raises `NotKept`, and `VaultError`: 'keyring-locked', 'keyring-dismissed', 'keyring-silent'.
    """
    return _ask(lambda: _read(salt))


def forget(key: VaultKey) -> None:
    """Take this key out of the keyrings; harmless where it is not in there, or where none answers."""
    with contextlib.suppress(VaultError, NotKept):
        _ask(lambda: _delete(key))


def answers() -> bool:
    """Whether a keyring that can be trusted is there. It was not asked for a key yet."""
    try:
        return bool(_ask(_backends))
    except (VaultError, NotKept):
        return False


def look_again() -> None:
    """Look for a keyring that was not there before, unless the user has decided on one."""
    with contextlib.suppress(VaultError, NotKept):
        _ask(_choose)


def backend_name() -> str:
    """What the self-check says about the keyring; '' where there is none."""
    try:
        return str(_ask(_backends)[0].name)
    except (VaultError, NotKept):
        return ""


def _ask(question: Callable[[], T]) -> T:
    """Ask a keyring on a thread of its own: it may wait for the user, and a dead one would never come back.

    Importing `keyring` takes a tenth of a second: it is done in there only.
    """
    answer: list[T] = []
    trouble: list[Exception] = []

    def run() -> None:
        try:
            answer.append(question())
        except Exception as error:  # backends raise whatever their libraries raise
            trouble.append(error)

    asking = threading.Thread(target=run, name="netplus-keyring", daemon=True)
    asking.start()
    asking.join(PATIENCE)
    if answer:
        return answer[0]
    if not trouble:
        raise VaultError("keyring-silent")
    error = trouble[0]
    if isinstance(error, (NotKept, VaultError)):
        raise error
    raise _sorted(error) from error


def _sorted(error: Exception) -> NotKept | VaultError:
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, NoKeyringError):
        return NotKept(Lack.NONE)
    if "dismissed" in str(error).lower():  # an InitError of keyring's: its text alone tells
        return VaultError("keyring-dismissed")
    if isinstance(error, KeyringLocked):
        return VaultError("keyring-locked")
    log.info("the keyring failed: %s", type(error).__name__)
    return VaultError("keyring-silent")


def _backends() -> list[KeyringBackend]:
    """The keyrings that really keep things, the chosen one first. Raises `NotKept`."""
    if carried() is not None:
        raise NotKept(Lack.CARRIED)  # the next computer's keyring would not have it, and this one is left as it was
    import keyring

    chosen = keyring.get_keyring()
    found = [chosen, *getattr(chosen, "backends", ())]
    real = [one for one in found if _lack(type(one)) is None]
    if not real:
        lacks = [lack for one in found if (lack := _lack(type(one))) is not None]
        raise NotKept(max(lacks, key=(Lack.NONE, Lack.NULL, Lack.PLAIN).index))
    return real


def _lack(kind: type) -> Lack | None:
    """Why a backend is refused, by the module of its class or of one that it is made from."""
    modules = [base.__module__ for base in kind.__mro__]
    return next((lack for refused, lack in _REFUSED.items() if any(name.startswith(refused) for name in modules)), None)


def _choose() -> None:
    import keyring
    from keyring import core
    from keyring.backend import KeyringBackend

    with contextlib.suppress(NotKept):
        _backends()
        return
    if core.load_env() is None and core.load_config() is None:
        real = [kind for kind in KeyringBackend.get_viable_backends() if _lack(kind) is None]
        if real:
            keyring.set_keyring(max(real, key=lambda kind: kind.priority)())


def _write(key: VaultKey) -> None:
    from keyring.errors import PasswordSetError

    keeper = _backends()[0]
    value, before = _value(key), keeper.get_password(SERVICE, key.vault_id)
    try:
        keeper.set_password(SERVICE, key.vault_id, value)
    except PasswordSetError as error:
        raise NotKept(Lack.FORGETS) from error
    found = keeper.get_password(SERVICE, key.vault_id)
    if found != value:
        if before:
            keeper.set_password(SERVICE, key.vault_id, before)
        elif found:
            keeper.delete_password(SERVICE, key.vault_id)
        raise NotKept(Lack.FORGETS)


def _read(salt: bytes) -> list[VaultKey]:
    name = vault_id(salt)
    keys: list[VaultKey] = []
    lack, refused = Lack.MISSING, None
    for keeper in _backends():
        try:
            value = keeper.get_password(SERVICE, name)
        except Exception as error:  # the next one may have the key
            refused = refused or error
            continue
        if value is None:
            continue
        try:
            data = bytes.fromhex(value)
        except ValueError:
            data = b""
        if len(data) == 48 and data[32:] == salt:
            keys.append(VaultKey(data[:32], salt))
        else:
            lack = Lack.OTHER
    if not keys and refused is not None:
        raise refused
    if not keys:
        raise NotKept(lack)
    return keys


def _delete(key: VaultKey) -> None:
    for keeper in _backends():
        if keeper.get_password(SERVICE, key.vault_id) == _value(key):
            keeper.delete_password(SERVICE, key.vault_id)


def _value(key: VaultKey) -> str:
    return (key.secret + key.salt).hex()
