"""A disk that fills up is said once and harms nothing; writing works again once there is room."""

from __future__ import annotations

import pytest

from . import driver, starving

LEVELS = 20


@pytest.mark.skipif(not starving.possible(), reason=starving.REASON)
def test_a_full_disk_harms_nothing_in_any_operation() -> None:
    found = starving.run(LEVELS * len(driver.OPERATIONS), seed=13)
    assert found["trials"] == LEVELS * len(driver.OPERATIONS)
    assert (found["lost"], found["half"], found["damaged"]) == (0, 0, 0), found["faults"]
