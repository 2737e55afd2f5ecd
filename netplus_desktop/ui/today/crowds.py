"""A note where the user keeps in touch with more people than one keeps up with."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netplus_desktop.core.records import Tier
from netplus_desktop.core.today import Crowd, crowds
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import link
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, Label

PUT_OFF_DAYS = 30
"""For so long nothing is said of a crowd that was put away."""


class CrowdNotes(QWidget):
    """A card for each crowd: the fact, who it is, and a way to hear no more of it for now."""

    people_requested = Signal(list)
    """(ids): choose these people in the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.notes: dict[Tier | None, CrowdNote] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)

    def show_counts(self, tiers: Mapping[Tier, int]) -> None:
        """Show a note for each crowd that is not put away."""
        away = self._session.store.crowds_put_off()
        found = {crowd.tier: crowd for crowd in crowds(tiers) if crowd.most not in away}
        for tier, crowd in found.items():
            if tier not in self.notes:
                self.notes[tier] = note = CrowdNote()
                note.shown.connect(self._show)
                note.put_away.connect(self._put_away)
                self._column.addWidget(note)
            self.notes[tier].show_crowd(crowd)
        for tier, note in self.notes.items():
            note.setVisible(tier in found)
        self.setVisible(bool(found))

    @Slot(object)
    def _show(self, crowd: Crowd) -> None:
        self.people_requested.emit(self._session.store.in_tier(crowd.tier))

    @Slot(object)
    def _put_away(self, crowd: Crowd) -> None:
        self._session.run(self._session.store.put_crowd_off, crowd.most, PUT_OFF_DAYS)


class CrowdNote(Card):
    """One crowd in words."""

    shown = Signal(object)
    """(Crowd): the user wants to see who it is."""
    put_away = Signal(object)
    """(Crowd): the user wants to hear no more of it for now."""

    def __init__(self) -> None:
        super().__init__()
        self._crowd: Crowd | None = None
        self.text = Label("", tone=Tone.SECOND, wrap=True)
        self.show_them = link(self.tr("Show these people"))
        self.show_them.clicked.connect(self._show)
        self.away = link(self.tr("Not now"))
        self.away.clicked.connect(self._put_away)
        self.body.addWidget(self.text)
        acts = QHBoxLayout()
        acts.setSpacing(theme.GAP_WIDE)
        acts.addWidget(self.show_them)
        acts.addWidget(self.away)
        acts.addStretch(1)
        self.body.addLayout(acts)

    def show_crowd(self, crowd: Crowd) -> None:
        """Tell of one."""
        self._crowd = crowd
        if crowd.tier is None:
            text = self.tr(
                "You keep in touch with {n} people. Most find that they can keep up with about {most}; you could leave "
                "some to chance, or meet them less often."
            )
        else:
            text = self.tr(
                "{n} people are in your inner circle. Most find that they can keep up with about {most} so closely; "
                "you could meet some of them less often."
            )
        number = self.locale().toString
        self.text.setText(text.format(n=number(crowd.count), most=number(crowd.most)))

    @Slot()
    def _show(self) -> None:
        if self._crowd is not None:
            self.shown.emit(self._crowd)

    @Slot()
    def _put_away(self) -> None:
        if self._crowd is not None:
            self.put_away.emit(self._crowd)
