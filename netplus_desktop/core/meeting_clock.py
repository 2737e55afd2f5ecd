"""How the minutes of a meeting are shared out: the opening, the talk, the ending."""

from __future__ import annotations

from enum import StrEnum

OPENING_SHARE, ENDING_SHARE = 5, 10
"""A fifth to open and to tell who I am, a tenth to end: 4, 14 and 2 of 20 minutes
(talencio.com/news-from-the-frontlines: 4, 12 to 15, 2)."""


class Part(StrEnum):
    """The parts of a meeting, in their order."""

    OPENING = "opening"
    DISCUSSION = "discussion"
    ENDING = "ending"


def beginnings(minutes: int) -> dict[Part, int]:
    """In which minute each part of a meeting of so many `minutes` begins."""
    opening, ending = max(round(minutes / OPENING_SHARE), 1), max(round(minutes / ENDING_SHARE), 1)
    return {Part.OPENING: 0, Part.DISCUSSION: opening, Part.ENDING: max(minutes - ending, opening)}


def part_at(minutes: int, elapsed: float) -> Part:
    """The part that a meeting is in after `elapsed` minutes; it stays in its ending, however long it lasts."""
    begun = [part for part, at in beginnings(minutes).items() if at <= max(elapsed, 0)]
    return begun[-1]
