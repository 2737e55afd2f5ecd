"""Several people at once: who they are, tag them, export them, take them away."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from netplus_desktop.core.records import Tier
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.session import LARGE, Session
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.tiers import TierBox, tier_name
from netplus_desktop.ui.widgets import Card, FlowLayout, Label

NAMES = 12
"""Names told before "and 30 more"."""


class ManyPage(QWidget):
    """A summary of the people who are selected, with what can be done to all of them as one step."""

    export_requested = Signal()
    writing = Signal(object)
    """(Job): something is being written about all of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[int] = []
        self.title = Label("", Type.NAME, wrap=True)
        self.names = Label("", tone=Tone.SECOND, wrap=True)
        self.told = Label("", tone=Tone.FINE, wrap=True)
        self.told.hide()
        self.tag = CommitLineEdit()
        self.tag.setPlaceholderText(self.tr("Tag all of them"))
        self.tag.setAccessibleName(self.tr("Tag all of them"))
        self.tag.returnPressed.connect(self.tag_all)
        self.tag_button = button(self.tr("&Tag"))
        self.tag_button.clicked.connect(self.tag_all)
        self.export_button = button(self.tr("Export…"))
        self.export_button.clicked.connect(self.export_requested)
        self.delete_button = button(self.tr("&Delete"))
        self.delete_button.setToolTip(self.tr("Undo brings them back with all their conversations"))
        self.delete_button.clicked.connect(self.delete_all)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP_SMALL)
        line.addWidget(self.tag, 1)
        line.addWidget(self.tag_button)
        self.tier = TierBox(self.tr("Keep in touch with all of them"), session.store)
        self.tier.setPlaceholderText(self.tr("Not the same for all"))
        self.tier.chosen.connect(self.keep_in_touch)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.export_button)
        flow.addWidget(self.delete_button)
        card = Card()
        card.body.addWidget(self.names)
        card.body.addLayout(line)
        label = Label(self.tr("&Keep in touch"))
        label.setBuddy(self.tier)
        closeness = QHBoxLayout()
        closeness.setSpacing(theme.GAP_SMALL)
        closeness.addWidget(label)
        closeness.addWidget(self.tier, 1)
        card.body.addLayout(closeness)
        card.body.addWidget(self.told)
        card.body.addWidget(buttons)
        card.setMaximumWidth(theme.NOTES_WIDTH)
        column = QVBoxLayout(self)
        pad = theme.DETAIL_PADDING
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.GAP_WIDE)
        column.addWidget(self.title)
        column.addWidget(card)
        column.addStretch(1)

    def show_people(self, ids: list[int]) -> None:
        """Show these people."""
        if ids != self._ids:
            self.told.hide()
        self._ids = list(ids)
        rows = self._session.store.contact_rows(ids[:NAMES])
        self.title.setText(self.tr("{n} people").format(n=self.locale().toString(len(ids))))
        names = ", ".join(row.name for row in rows)
        rest = len(ids) - len(rows)
        if rest > 0:
            names = self.tr("{names} and {n} more").format(names=names, n=self.locale().toString(rest))
        self.names.setText(names)
        tiers = {row.tier for row in self._session.store.contact_rows(ids)} if len(ids) <= LARGE else set()
        self.tier.show_tier(tiers.pop() if len(tiers) == 1 else None)
        completer = QCompleter([tag for tag, _ in self._session.store.tags()], self.tag)
        self.tag.setCompleter(completer)

    def ids(self) -> list[int]:
        """The people shown."""
        return list(self._ids)

    def tag_all(self) -> None:
        """Give everybody the typed tag."""
        tag = self.tag.text().strip().lstrip("#").strip()
        if not tag:
            return
        if self._session.run(self._session.store.tag_contacts, self._ids, add=[tag], initiator=self) is not None:
            self.tag.set_text("")
            self.told.setText(self.tr("All of them have the tag “{tag}” now.").format(tag=tag))
            self.told.show()

    @Slot(object)
    def keep_in_touch(self, tier: Tier) -> None:
        """Give everybody this tier; thousands on the worker."""
        store = self._session.store
        told = self.tr("All of them are kept in touch with like this now: {tier}.")
        self.told.setText(told.format(tier=tier_name(tier, store.cadence())))
        if len(self._ids) > LARGE:
            job = self._session.work(store.set_tier, self._ids, tier, initiator=self)
            job.succeeded.connect(self.told.show)
            self.writing.emit(job)
        elif self._session.run(store.set_tier, self._ids, tier, initiator=self) is not None:
            self.told.show()

    def delete_all(self) -> None:
        """Take everybody away; undo brings them back."""
        self._session.run(self._session.store.delete_contacts, self._ids, initiator=self)
