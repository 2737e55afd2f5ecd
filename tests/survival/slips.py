"""Recovery keys typed wrongly: how many are taken for the key of a vault.

The checksums name the group with a slip; 21 bits of them stand behind one group of random signs, so that about one of
two million passes. What passes is then tried on the vault, as the program does.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store import keychain, vault

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def run(count: int, seed: int) -> dict[str, object]:
    """So many keys of which one group, some, or all are random, their last signs included."""
    chance = random.Random(seed)
    key = keychain.VaultKey(chance.randbytes(32), chance.randbytes(16))
    right = keychain.recovery_key(key).split("-")
    passed: list[keychain.VaultKey] = []
    for turn in range(count):
        typed = [*right]
        for place in chance.sample(range(16), chance.randrange(1, 17) if turn % 2 else 1):
            typed[place] = "".join(chance.choices(ALPHABET, k=6))
        if typed == right:
            continue
        try:
            passed.append(keychain.from_recovery_key("-".join(typed)))
        except VaultError:
            continue
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vault.netplus"
        vault.create(path, key)
        accepted = sum(vault.opens(path, one) is not None for one in passed)
    return {"trials": count, "passed the checksums": len(passed), "accepted": accepted}
