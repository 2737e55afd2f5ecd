"""What everybody of one import is given: tags, and how closely to keep in touch."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from netplus_desktop.core.cadence import Cadence
from netplus_desktop.core.records import ImportExtras, Tier
from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.tiers import tier_name
from netplus_desktop.ui.widgets import Label


class _LastTag(QCompleter):
    """Offers tags for the last one of several, parted by commas."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        widget = self.widget()
        before = widget.text().rpartition(",")[0].rstrip() if isinstance(widget, QLineEdit) else ""
        tag = super().pathFromIndex(index)
        return f"{before}, {tag}" if before else tag


class _TagsLine(QLineEdit):
    """Enter ends a tag and starts no import."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class Extras(QWidget):
    """A line with both. Who has a tier already keeps it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tags = _TagsLine()
        self.tags.setPlaceholderText(self.tr("Tags, parted by commas"))
        self.tags.setAccessibleName(self.tr("Tags for everybody imported"))
        self.tier = QComboBox()
        self.tier.setAccessibleName(self.tr("Keep in touch with everybody imported"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(Label(self.tr("For all:"), tone=Tone.SECOND))
        for text, field, stretch in ((self.tr("&Tags"), self.tags, 1), (self.tr("&Keep in touch"), self.tier, 0)):
            label = Label(text)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, stretch)

    def offer(self, tags: Iterable[str], cadence: Cadence) -> None:
        """Offer the tags that are in use, and the tiers with their days."""
        for tier in Tier:
            self.tier.addItem(tier_name(tier, cadence), tier.value)
        completer = _LastTag(list(tags), self.tags)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(completer)

    def chosen(self) -> ImportExtras:
        """What was chosen; what evidence is to be kept is none of this."""
        tags = (tag.strip().lstrip("#").strip() for tag in self.tags.text().split(","))
        return ImportExtras(tuple(dict.fromkeys(filter(None, tags))), Tier(self.tier.currentData()))

    def unfinished(self) -> dict[str, str]:
        """What was chosen up to now, as plain values."""
        return {"tags": self.tags.text(), "tier": self.tier.currentData()}

    def resume(self, kept: dict[str, str]) -> None:
        """Choose as `unfinished` told."""
        self.tags.setText(kept["tags"])
        self.tier.setCurrentIndex(self.tier.findData(kept["tier"]))
