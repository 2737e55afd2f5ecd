"""The minutes of a meeting, shared out as the practice has it."""

from __future__ import annotations

import pytest

from netplus_desktop.core.meeting_clock import Part, beginnings, part_at


@pytest.mark.parametrize(
    ("minutes", "discussion", "ending"),
    [(20, 4, 18), (15, 3, 13), (30, 6, 27), (60, 12, 54), (5, 1, 4), (1, 1, 1)],
)
def test_a_fifth_opens_and_a_tenth_ends(minutes: int, discussion: int, ending: int) -> None:
    assert list(beginnings(minutes).values()) == [0, discussion, ending]


@pytest.mark.parametrize(
    ("elapsed", "part"),
    [
        (-3, Part.OPENING),  # a clock that was set back
        (0, Part.OPENING),
        (3.9, Part.OPENING),
        (4, Part.DISCUSSION),
        (17.9, Part.DISCUSSION),
        (18, Part.ENDING),
        (45, Part.ENDING),
    ],
)
def test_twenty_minutes_are_four_fourteen_and_two(elapsed: float, part: Part) -> None:
    assert part_at(20, elapsed) is part
