"""The vault's key: made, derived, written as a recovery key, and kept in the system's keyring.

A key is 48 bytes: 32 that encrypt, and the file's 16-byte salt. No Qt, no files.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from netplus_desktop.core.errors import VaultError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "NetPlus Desktop"
"""The name under which entries stand in the system's keyring."""

ROUNDS = 256_000
"""SQLCipher's own number of PBKDF2 rounds, so that the passphrase alone opens the file with any SQLCipher tool."""

_NO_KEYRING = ("keyring.backends.null", "keyring.backends.fail", "keyring.backends.chainer", "keyrings.alt")
"""Backends that keep nothing, or keep it where everybody can read it."""


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
        """The name of the vault's entry in a keyring. It follows from the salt, which is in the file: a vault that
        was moved or renamed still finds its key."""
        return hashlib.sha256(self.salt).hexdigest()[:24]

    @property
    def check_value(self) -> str:
        """Eight hexadecimal digits that tell this key from others and give nothing of it away. They stand in the
        names of backups, so that each says which key opens it."""
        return hashlib.sha256(b"netplus key check" + self.secret + self.salt).hexdigest()[:8]


def new_key() -> VaultKey:
    """A random key with a random salt."""
    return VaultKey(os.urandom(32), os.urandom(16))


def from_passphrase(passphrase: str, salt: bytes) -> VaultKey:
    """The key that SQLCipher derives from a passphrase. Takes a quarter of a second, on purpose."""
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
    number = int.from_bytes(raw + hashlib.sha256(raw).digest()[:2], "big")
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
    if hashlib.sha256(data[:48]).digest()[:2] != data[48:]:
        raise VaultError("recovery-key-mixed")
    return VaultKey(data[:32], data[32:48])


# --- the system's keyring ---------------------------------------------------------------------------------


def backend() -> KeyringBackend | None:
    """The keyring that really keeps things, or None. Importing `keyring` takes a tenth of a second: here only."""
    import keyring

    chosen = keyring.get_keyring()
    for candidate in (chosen, *getattr(chosen, "backends", ())):
        if not any(kind.__module__.startswith(_NO_KEYRING) for kind in type(candidate).__mro__):
            return cast("KeyringBackend", candidate)
    return None


def backend_name() -> str:
    """What the self-check says about the keyring; '' where there is none."""
    found = backend()
    return found.name if found else ""


def remember(key: VaultKey) -> bool:
    """Write the key to the keyring, read it back, compare. False where no keyring answers truly."""
    import keyring.errors

    found = backend()
    if found is None:
        return False
    value = (key.secret + key.salt).hex()
    try:
        found.set_password(SERVICE, key.vault_id, value)
        return found.get_password(SERVICE, key.vault_id) == value
    except keyring.errors.KeyringLocked as error:
        raise VaultError("keyring-locked") from error
    except keyring.errors.KeyringError:
        return False


def recall(salt: bytes) -> VaultKey | None:
    """The key of the vault with this salt; None where no keyring has one. Raises `VaultError('keyring-locked')`."""
    import keyring.errors

    found = backend()
    if found is None:
        return None
    try:
        value = found.get_password(SERVICE, VaultKey(bytes(32), salt).vault_id)
    except (keyring.errors.KeyringLocked, keyring.errors.InitError) as error:
        raise VaultError("keyring-locked") from error
    except keyring.errors.KeyringError:
        return None
    try:
        data = bytes.fromhex(value or "")
    except ValueError:
        return None
    return VaultKey(data[:32], data[32:]) if len(data) == 48 and data[32:] == salt else None


def forget(key: VaultKey) -> None:
    """Take the key out of the keyring; harmless where it is not in there."""
    import keyring.errors

    found = backend()
    if found is not None:
        try:
            found.delete_password(SERVICE, key.vault_id)
        except keyring.errors.KeyringError:
            return
