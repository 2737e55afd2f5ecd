"""How closely to keep in touch: what the tiers are called, and the field in which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from netplus_desktop.core.cadence import TIER_DAYS
from netplus_desktop.core.records import Tier

translate = QCoreApplication.translate


def tier_name(tier: Tier) -> str:
    """How closely to keep in touch."""
    if tier is Tier.NONE:
        return translate("tiers", "Not decided")
    name = {
        Tier.INNER: translate("tiers", "Inner circle"),
        Tier.ACTIVE: translate("tiers", "Active"),
        Tier.STEADY: translate("tiers", "Steady"),
        Tier.LIGHT: translate("tiers", "Light"),
    }[tier]
    days = QLocale().toString(TIER_DAYS[tier][0])
    return translate("tiers", "{name}: every {n} days").format(name=name, n=days)


class TierBox(QComboBox):
    """One of the tiers, or none; nothing at all where those whom it stands for have several."""

    chosen = Signal(object)
    """(Tier): the user chose one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for tier in Tier:
            self.addItem(tier_name(tier), tier.value)
        self.setAccessibleName(name)
        self.activated.connect(self._activated)

    def tier(self) -> Tier:
        """The one that is shown."""
        return Tier(self.currentData() or "")

    def show_tier(self, tier: Tier | None) -> None:
        """Show one; None for several."""
        self.setCurrentIndex(self.findData(tier.value) if tier is not None else -1)

    @Slot(int)
    def _activated(self, _row: int) -> None:
        self.chosen.emit(self.tier())
