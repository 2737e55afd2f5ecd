"""My offers: the inventory by kind, with counts; each kind opens to its list, each offer to its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netplus_desktop.core.records import Offer, OfferFields, OfferKind
from netplus_desktop.ui import theme
from netplus_desktop.ui.offers import words
from netplus_desktop.ui.offers.form import OfferForm
from netplus_desktop.ui.offers.row_button import RowButton
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, IconButton, Label, SectionTitle

MANY = 60
"""With more offers than this, the kinds stay folded until they are opened."""


class Inventory(QWidget):
    """All offers. Requests go out as signals; what the vault answers comes back by `show_offers`.

    Attributes:
        person: the first name of the person shown, "" for nobody.
        open_id: the offer whose form is open.

    """

    add_requested = Signal(object)
    """(OfferFields)"""
    edit_requested = Signal(int, str, object)
    """(offer, field, value)"""
    delete_requested = Signal(int)
    offer_requested = Signal(int)
    """(offer): record that I offered it to the person shown."""
    contact_requested = Signal(int)
    people_requested = Signal(int)
    """(offer): who could use it?"""
    rebuilt = Signal()

    def __init__(self, uses: Callable[[int], str], parent: QWidget | None = None) -> None:
        """`uses` tells to whom an offer was offered, in words."""
        super().__init__(parent)
        self.uses = uses
        self.person = ""
        self._many = False
        self.open_id: int | None = None
        self._new_form: OfferForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        heading = QHBoxLayout()
        heading.setSpacing(theme.GAP_SMALL)
        heading.addWidget(SectionTitle(self.tr("My offers")), 1)
        self._count = Label("", tone=Tone.SECOND)
        heading.addWidget(self._count)
        self.add_button = IconButton("plus", self.tr("New offer"))
        self.add_button.clicked.connect(self.new_offer)
        heading.addWidget(self.add_button)
        column.addLayout(heading)
        self._new = Card()
        self._new.hide()
        column.addWidget(self._new)
        self._card = Card()
        self._card.body.setSpacing(0)
        self._card.body.setContentsMargins(theme.GAP_HAIR, theme.GAP_HAIR, theme.GAP_HAIR, theme.GAP_HAIR)
        column.addWidget(self._card)
        # The archived ones come last, whatever their kind.
        self._groups: dict[OfferKind | None, _Group] = {}
        for kind in (*OfferKind, None):
            self._groups[kind] = _Group(words.kind_heading(kind) if kind else self.tr("Put away"), self)
            self._card.body.addWidget(self._groups[kind])

    def show_offers(self, offers: Sequence[Offer], *, person: str = "", unfold: bool = False) -> None:
        """Show the inventory, the archived ones among it. `unfold` opens a kind with its first offer."""
        self.person = person
        kept = sum(not offer.fields.archived for offer in offers)
        self._count.setText(str(kept) if kept else "")
        self._count.setAccessibleName(self.tr("{n} offers").format(n=kept))
        if not any(offer.id == self.open_id for offer in offers):
            self.open_id = None
        self._many = kept > MANY
        for kind, group in self._groups.items():
            mine = [offer for offer in offers if _group_of(offer) is kind]
            first = unfold and group.isHidden() and kind is not None and not self._many
            group.show_offers(mine)
            if mine and (first or group.holds(self.open_id)):
                group.fold(False)
        self._card.setVisible(bool(offers))

    def fold(self, folded: bool) -> None:
        """Close every kind (but that of the offer being edited), or open them, unless there are `MANY` offers."""
        for kind, group in self._groups.items():
            group.fold(not group.holds(self.open_id) and (folded or self._many or kind is None))

    def new_offer(self) -> None:
        """Open the form of a new offer, or go to it."""
        if self._new_form is None:
            self._new_form = OfferForm(None)
            self._new_form.added.connect(self._added)
            self._new_form.done.connect(self.close_new)
            self._new.body.addWidget(self._new_form)
            self._new_form.show()
            self._new.show()
            self.rebuilt.emit()
        self._new_form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_new(self) -> None:
        """Put the form of a new offer away."""
        if self._new_form is not None:
            self._new_form.hide()
            self._new_form.deleteLater()
            self._new_form = None
            self._new.hide()
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def form(self) -> OfferForm | None:
        """The form that is open: that of a new offer, else that of a known one."""
        if self._new_form is not None:
            return self._new_form
        rows = (group.row(self.open_id) for group in self._groups.values())
        return next((row.form for row in rows if row), None)

    def unfinished(self) -> dict[str, Any]:
        """The new offer as it stands, as plain values; {} where none is begun."""
        fields = self._new_form.fields() if self._new_form is not None else OfferFields("")
        begun = fields.title or fields.tags or fields.limits or fields.often or fields.proof or fields.link
        return asdict(fields) if begun else {}

    def resume(self, kept: dict[str, Any]) -> None:
        """Open the form of a new offer as `unfinished` told."""
        self.new_offer()
        if self._new_form is not None:
            fields = OfferFields(**{**kept, "kind": OfferKind(kept["kind"]), "tags": tuple(kept["tags"])})
            self._new_form.show_fields(fields)

    def commit(self) -> None:
        """Tell what was typed into a form and not told yet."""
        form = self.form()
        if form is not None:
            form.commit()

    def open_offer(self, offer_id: int) -> None:
        """Open an offer's form, or close it where it is open; another one that is open is closed."""
        before, self.open_id = self.open_id, None if offer_id == self.open_id else offer_id
        for group in self._groups.values():
            if group.holds(self.open_id):
                group.fold(False)
            if group.holds(self.open_id) or group.holds(before):
                group.refresh()

    def edit_offer(self, offer_id: int) -> None:
        """Open an offer's form, and go to its title."""
        if self.open_id != offer_id:
            self.open_offer(offer_id)
        form = self.form()
        if form is not None:
            form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def headings(self) -> list[str]:
        """The kinds that have offers, with their number: "Skills 5"."""
        return [group.heading() for group in self._groups.values() if not group.isHidden()]

    def titles(self) -> list[str]:
        """The offers that are unfolded."""
        return [title for group in self._groups.values() for title in group.titles()]

    def _added(self, fields: OfferFields) -> None:
        self.close_new()
        self.add_requested.emit(fields)
        self._groups[fields.kind].fold(False)


def _group_of(offer: Offer) -> OfferKind | None:
    return None if offer.fields.archived else offer.fields.kind


class _Group(QWidget):
    """The offers of one kind, folded to a heading with their number until it is pressed."""

    def __init__(self, title: str, inventory: Inventory) -> None:
        super().__init__()
        self._title, self._inventory = title, inventory
        self._offers: list[Offer] = []
        self._rows: dict[int, _Row] = {}
        self.button = RowButton(title)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggled)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(theme.GAP_WIDE, 0, 0, theme.GAP_SMALL)
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addWidget(self._list)
        self._list.hide()
        self.hide()

    def show_offers(self, offers: list[Offer]) -> None:
        changed = offers != self._offers
        self._offers = offers
        self.setVisible(bool(offers))
        self.button.set_aside(str(len(offers)))
        self.button.setAccessibleName(self.tr("{kind}: {n}").format(kind=self._title, n=len(offers)))
        if changed or self.button.isChecked():
            self.refresh()

    def heading(self) -> str:
        return f"{self._title} {len(self._offers)}"

    def titles(self) -> list[str]:
        return [offer.fields.title for offer in self._offers] if self.button.isChecked() else []

    def holds(self, offer_id: int | None) -> bool:
        return any(offer.id == offer_id for offer in self._offers)

    def fold(self, folded: bool) -> None:
        self.button.setChecked(not folded)

    def row(self, offer_id: int | None) -> _Row | None:
        return self._rows.get(offer_id) if offer_id is not None else None

    def refresh(self) -> None:
        """Bring the rows in line with the offers; a row that stays keeps its widgets, and so what is typed there.
        A folded kind has no rows."""
        shown = self._offers if self.button.isChecked() else []
        wanted = {offer.id for offer in shown}
        for known in [known for known in self._rows if known not in wanted]:
            gone = self._rows.pop(known)
            gone.hide()
            gone.deleteLater()
        for at, offer in enumerate(shown):
            if offer.id not in self._rows:
                self._rows[offer.id] = _Row(self._inventory)
            row = self._rows[offer.id]
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
                row.show()
            row.show_offer(offer)
        self._inventory.rebuilt.emit()

    def _toggled(self, on: bool) -> None:
        self.button.set_open(on)
        self._list.setVisible(on)
        self.refresh()


class _Row(QWidget):
    """An offer as a line; pressed, it opens to its form."""

    def __init__(self, inventory: Inventory) -> None:
        super().__init__()
        self._inventory = inventory
        self._offer: Offer | None = None
        self.form: OfferForm | None = None
        self.button = RowButton("")
        self.button.clicked.connect(self._pressed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_HAIR)
        self._column.addWidget(self.button)

    def show_offer(self, offer: Offer) -> None:
        self._offer = offer
        fields = offer.fields
        effort = words.effort(fields.minutes)
        self.button.set_text(fields.title)
        self.button.set_aside(effort)
        self.button.setAccessibleName(f"{fields.title}, {words.kind_name(fields.kind)}, {effort}")
        person = self._inventory.person
        opened = self._inventory.open_id == offer.id
        if self.form is not None and (not opened or self.form.person != person):
            self.form.commit()
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if opened and self.form is None:
            self.form = OfferForm(fields, person=person)
            self.form.field_committed.connect(self._edited)
            self.form.done.connect(self._done)
            self.form.offer_requested.connect(self._offered)
            self.form.archive_requested.connect(self._archived)
            self.form.delete_requested.connect(self._deleted)
            self.form.contact_requested.connect(self._inventory.contact_requested)
            self.form.people_requested.connect(self._ask_for_people)
            self._column.addWidget(self.form)
            self.form.show()  # now, not with the next event: its title gets the focus
            inside = self.form.layout()
            if inside is not None:
                inside.setContentsMargins(theme.GAP_SMALL, 0, theme.GAP_SMALL, theme.GAP)
        elif self.form is not None:
            self.form.show_fields(fields)
        if self.form is not None:
            self.form.show_uses(self._inventory.uses(offer.id))

    def _pressed(self) -> None:
        if self._offer is not None:
            self._inventory.open_offer(self._offer.id)
            if self.form is not None:
                self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self) -> None:
        if self.form is not None:
            self.form.commit()
            self._pressed()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, name: str, value: object) -> None:
        if self._offer is not None:
            self._inventory.edit_requested.emit(self._offer.id, name, value)

    def _offered(self) -> None:
        if self._offer is not None and self.form is not None:
            self.form.commit()
            self._inventory.offer_requested.emit(self._offer.id)

    def _ask_for_people(self) -> None:
        if self._offer is not None:
            self._inventory.people_requested.emit(self._offer.id)

    def _archived(self, away: bool) -> None:
        self._edited("archived", away)

    def _deleted(self) -> None:
        if self._offer is not None:
            self._inventory.delete_requested.emit(self._offer.id)
