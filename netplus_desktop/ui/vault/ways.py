"""What can be done where a vault does not open: one table for every screen, and the buttons for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame


class Way(StrEnum):
    """A way on. `Opening` knows what each leads to."""

    TRY_AGAIN = "try again"
    PASSPHRASE = "passphrase"
    RECOVERY_KEY = "recovery key"
    SET_PASSPHRASE = "set a passphrase"
    BACKUP = "backup"
    RESCUE = "rescue"
    BEGIN_ANEW = "begin anew"


WAYS: Mapping[str, tuple[Way, ...]] = {
    "keyring-locked": (Way.PASSPHRASE, Way.RECOVERY_KEY),
    "keyring-dismissed": (Way.PASSPHRASE, Way.RECOVERY_KEY),
    "keyring-silent": (Way.PASSPHRASE, Way.RECOVERY_KEY),
    "passphrase-needed": (Way.TRY_AGAIN,),
    "wrong-passphrase": (Way.TRY_AGAIN,),
    "vault-foreign": (Way.RECOVERY_KEY, Way.BACKUP, Way.RESCUE),
    "vault-head-lost": (Way.RECOVERY_KEY, Way.BACKUP, Way.RESCUE),
    "vault-damaged": (Way.BACKUP, Way.RESCUE),
    "vault-empty": (Way.BACKUP,),
    "vault-plain": (Way.BACKUP,),
    "vault-gone": (Way.BACKUP, Way.BEGIN_ANEW),
    "vault-log-left": (Way.BACKUP,),
    "vault-unreadable": (Way.BACKUP,),
}
"""The ways beside trying again, for each code of a `VaultError` that has any, in the order in which they are shown."""

IN_PLACE_OF_A_KEY = {Way.PASSPHRASE: Way.SET_PASSPHRASE}
"""Where there is no vault yet, nothing can open it: a passphrase can be set instead."""


def ways(code: str, *, new: bool = False) -> tuple[Way, ...]:
    """The ways on from an error; `new` where the vault is yet to be made."""
    found = WAYS.get(code, ())
    return tuple(IN_PLACE_OF_A_KEY.get(way, way) for way in found if way is not Way.RECOVERY_KEY) if new else found


class WayButtons(QWidget):
    """One button below the other, so that none is cut off at a large text size."""

    chosen = Signal(object)
    """(the `Way`)"""

    def __init__(self, offered: Sequence[Way]) -> None:
        super().__init__()
        self.buttons: dict[Way, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP_SMALL if offered else 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        for way in offered:
            button = QPushButton(self._words(way))
            button.setAutoDefault(False)
            button.setProperty("way", way.value)
            button.clicked.connect(self._clicked)
            column.addWidget(button)
            self.buttons[way] = button

    @Slot()
    def _clicked(self) -> None:
        self.chosen.emit(Way(self.sender().property("way")))

    def _words(self, way: Way) -> str:
        return {
            Way.TRY_AGAIN: self.tr("As&k the keyring again"),
            Way.PASSPHRASE: self.tr("Type the &passphrase"),
            Way.RECOVERY_KEY: self.tr("Use the &recovery key"),
            Way.SET_PASSPHRASE: self.tr("Choose a &passphrase instead"),
            Way.BACKUP: self.tr("Restore from a &backup…"),
            Way.RESCUE: self.tr("Re&scue what can be read…"),
            Way.BEGIN_ANEW: self.tr("Begin with an &empty vault"),
        }[way]


class WaysDialog(Frame):
    """A dialog that stands before a closed vault."""

    way_chosen = Signal(object)
    """(the `Way`)"""

    def offer(self, offered: Sequence[Way]) -> None:
        """Add a button for each of these; pressing one closes the dialog."""
        self.ways = WayButtons(offered)
        self.ways.chosen.connect(self.go)
        self.body.addWidget(self.ways)

    @Slot(object)
    def go(self, way: Way) -> None:
        """Take one of the ways."""
        self.way_chosen.emit(way)
        self.accept()
