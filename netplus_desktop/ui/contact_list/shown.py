"""Text of the vault as it is painted, spoken and handed out beside other text."""

from __future__ import annotations

_UNSHOWN = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF))
"""Marks that turn the direction of whatever stands behind them: a name must not reverse its neighbours."""


def shown(text: str) -> str:
    """`text` on one line, without the marks that would reverse what is painted beside it."""
    return " ".join(text.translate(_UNSHOWN).split())
