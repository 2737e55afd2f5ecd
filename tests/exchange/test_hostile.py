"""What damaged and hostile files do: nothing. One bad card costs one card; nothing that a file names is opened."""

from __future__ import annotations

from . import hostile


def test_ten_thousand_damaged_files_do_no_harm() -> None:
    done = hostile.run(10_000, seed=20261123)
    assert {what: done[what] for what in hostile.HARMS} == dict.fromkeys(hostile.HARMS, 0), done["first"]
