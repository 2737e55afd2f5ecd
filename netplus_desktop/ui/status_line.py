"""The line at the foot of the window: whether all is saved, and how much there is."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStatusBar, QWidget

from netplus_desktop.core.records import Counts
from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label


class StatusLine(QStatusBar):
    """How the vault stands at the left, its counts at the right."""

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_rest = self.tr("Can be read only · encrypted") if read_only else self.tr("Saved · encrypted")
        self.state = Label(self._at_rest, Type.CAPTION, Tone.SECOND)
        self._counts = Label("", Type.CAPTION, Tone.SECOND)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(theme.GAP_SMALL, 0, theme.GAP_SMALL, 0)
        self.addWidget(self.state)
        self.addPermanentWidget(self._counts)

    def show_busy(self, busy: bool) -> None:
        """Tell whether something is being worked at."""
        self.state.setText(self.tr("Working…") if busy else self._at_rest)

    def show_counts(self, counts: Counts) -> None:
        """Tell how many people and interviews there are, and how much is due."""
        number = QLocale().toString
        people = self.tr("1 person") if counts.people == 1 else self.tr("{n} people").format(n=number(counts.people))
        talks = (
            self.tr("1 interview")
            if counts.interviews == 1
            else self.tr("{n} interviews").format(n=number(counts.interviews))
        )
        due = self.tr("{n} due").format(n=number(counts.due))
        self._counts.setText(" · ".join((people, talks, due)))
