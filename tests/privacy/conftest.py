"""What the trials in this process have: options that last as long as the test, and no window left afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from netplus_desktop.ui.settings import Settings


@pytest.fixture
def settings(qapp: QApplication) -> Iterator[Settings]:
    """Options that last as long as the test."""
    yield Settings()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
