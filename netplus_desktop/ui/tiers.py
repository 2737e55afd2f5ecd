"""How closely to keep in touch: what the tiers are called, and the field in which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from netplus_desktop.core.cadence import Cadence
from netplus_desktop.core.records import Tier
from netplus_desktop.store.store import Store

translate = QCoreApplication.translate


def tier_name(tier: Tier, cadence: Cadence) -> str:
    """How closely to keep in touch."""
    if tier is Tier.NONE:
        return translate("tiers", "Not decided")
    name = {
        Tier.INNER: translate("tiers", "Inner circle"),
        Tier.ACTIVE: translate("tiers", "Active"),
        Tier.STEADY: translate("tiers", "Steady"),
        Tier.LIGHT: translate("tiers", "Light"),
    }[tier]
    days = QLocale().toString(cadence[tier][0])
    return translate("tiers", "{name}: every {n} days").format(name=name, n=days)


class TierBox(QComboBox):
    """One of the tiers, or none; nothing at all where those whom it stands for have several."""

    chosen = Signal(object)
    """(Tier): the user chose one."""

    def __init__(self, name: str, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        for tier in Tier:
            self.addItem("", tier.value)
        self._name()
        self.setAccessibleName(name)
        self.activated.connect(self._activated)

    def tier(self) -> Tier:
        """The one that is shown."""
        return Tier(self.currentData() or "")

    def show_tier(self, tier: Tier | None) -> None:
        """Show one, with the days as they are now; None for several."""
        self._name()
        self.setCurrentIndex(self.findData(tier.value) if tier is not None else -1)

    def _name(self) -> None:
        cadence = self._store.cadence()
        for place, tier in enumerate(Tier):
            self.setItemText(place, tier_name(tier, cadence))

    @Slot(int)
    def _activated(self, _row: int) -> None:
        self.chosen.emit(self.tier())
