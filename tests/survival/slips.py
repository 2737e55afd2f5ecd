"""Recovery keys typed wrongly: how many random ones are taken for a key."""

from __future__ import annotations

import random

from netplus_desktop.core.errors import VaultError
from netplus_desktop.store import keychain

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def run(count: int, seed: int) -> dict[str, object]:
    """So many keys of which one group, some, or all are random, their last signs included."""
    chance = random.Random(seed)
    key = keychain.VaultKey(chance.randbytes(32), chance.randbytes(16))
    right = keychain.recovery_key(key).split("-")
    accepted = 0
    for turn in range(count):
        typed = [*right]
        for place in chance.sample(range(16), chance.randrange(1, 17) if turn % 2 else 1):
            typed[place] = "".join(chance.choices(ALPHABET, k=6))
        if typed == right:
            continue
        try:
            keychain.from_recovery_key("-".join(typed))
        except VaultError:
            continue
        accepted += 1
    return {"trials": count, "accepted": accepted}
