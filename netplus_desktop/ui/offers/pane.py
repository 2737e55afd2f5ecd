"""The right pane: ideas for the person shown, and the inventory of what I can offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.matching import fits, reads
from netplus_desktop.core.records import (
    Changes,
    Contact,
    ExchangeEntry,
    ExchangeState,
    Fit,
    FitChoice,
    Heard,
    HeardKind,
    HeardState,
    Kind,
    Offer,
    OfferFields,
)
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import bring_into_sight
from netplus_desktop.ui.offers import words
from netplus_desktop.ui.offers.cards import FitCard
from netplus_desktop.ui.offers.dropped import offer_of
from netplus_desktop.ui.offers.inventory import Inventory
from netplus_desktop.ui.offers.prompts import Prompts
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label

IDEAS = 3
"""Cards shown at first; the others come with "Show more"."""

MOST = 3
"""Ideas for one need."""

FEW_OFFERS = 5
"""Below this many offers the prompts are shown."""


class OffersPane(QWidget):
    """What I can offer. Everything it changes goes through the session and can be undone.

    "Not now" hides an idea for that person until the program is started again.
    """

    count_changed = Signal(int)
    """How many ideas there are for the person shown; without a person, how many offers."""
    contact_requested = Signal(int)
    people_requested = Signal(int)
    """(offer): who could use it?"""
    discovery_requested = Signal()
    """The questions that help to find out what there is to offer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contact: Contact | None = None
        self._interview_id: int | None = None
        self._offers: tuple[Offer, ...] = ()
        self._choices: Mapping[tuple[int, int], FitChoice] = {}
        self._later: set[tuple[int, int]] = set()
        self._cards: list[FitCard] = []
        self._shown: object = None
        self._all_ideas = False
        self._dragged = False
        self.count = 0
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("What I can offer"))
        self._build()
        session.changed.connect(self._on_changed)
        session.busy_changed.connect(self._on_busy)
        self._read_offers()
        self._refresh()

    # --- what is shown --------------------------------------------------------------------------------

    def show_contact(self, contact_id: int | None, interview_id: int | None) -> None:
        """Show the ideas for a person, or the inventory alone for None."""
        before = self._contact.id if self._contact else None
        self._interview_id = interview_id
        self._read_contact(contact_id)
        if contact_id != before:
            self._inventory.commit()
            self._all_ideas = False
        self._refresh()
        if contact_id != before:
            self._inventory.fold(contact_id is not None)
            self._scroll.verticalScrollBar().setValue(0)

    def new_offer(self) -> None:
        """Open the form of a new offer and go to its title."""
        self._inventory.new_offer()
        form = self._inventory.form()
        if form is not None:
            self._scroll.ensureWidgetVisible(form)

    def take(self, fields: OfferFields) -> None:
        """Add an offer that comes from elsewhere and open its form; where there is one of that kind and title, open
        that."""
        found = next((one.id for one in self._offers if _same(one.fields, fields)), None)
        if found is None:
            changes = self._session.run(self._session.store.add_offer, fields, initiator=self)
            found = changes.new_id(Kind.OFFER) if changes is not None else None
        if found is not None:
            self._inventory.edit_offer(found)
            form = self._inventory.form()
            if form is not None:
                bring_into_sight(form)

    def offer_selected(self) -> None:
        """Offer the idea whose card has the focus, else the first one."""
        waiting = [card for card in self._cards if not card.is_offered]
        chosen = next((card for card in waiting if card.isAncestorOf(self.focusWidget() or self)), None)
        if chosen or waiting:
            (chosen or waiting[0]).offer()

    def commit(self) -> None:
        """Write what was typed and not written yet."""
        self._inventory.commit()

    def unfinished(self) -> dict[str, Any]:
        """What was typed into the form of a new offer and under the prompts, as plain values; {} for nothing."""
        kept = {"new": self._inventory.unfinished(), "prompts": self._prompts.unfinished()}
        return kept if any(kept.values()) else {}

    def resume(self, kept: dict[str, Any]) -> None:
        """Let the user write on."""
        if kept["new"]:
            self._inventory.resume(kept["new"])
        self._prompts.resume(kept["prompts"])

    def ideas(self) -> list[FitCard]:
        """The cards shown, best first."""
        return list(self._cards)

    # --- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QWidget()
        column.setAutoFillBackground(False)
        self._column = QVBoxLayout(column)
        pad = theme.OFFERS_PADDING
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.GAP)
        heading = QHBoxLayout()
        heading.setSpacing(theme.GAP_SMALL)
        self._heading = Label("", Type.SECTION, wrap=True)
        self._ideas = Label("", tone=Tone.SECOND)
        heading.addWidget(self._heading, 1)
        heading.addWidget(self._ideas, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(heading)
        self._invitation = Label("", tone=Tone.SECOND, wrap=True)
        self._column.addWidget(self._invitation)
        self._card_box = QVBoxLayout()
        self._card_box.setSpacing(theme.GAP_SMALL)
        self._column.addLayout(self._card_box)
        self._more = QPushButton()
        theme.set_role(self._more, "quiet")
        self._more.clicked.connect(self._show_all_ideas)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._back = QPushButton(self.tr("Look again at what you put aside"))
        theme.set_role(self._back, "quiet")
        self._back.clicked.connect(self._bring_back)
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._language = Label(words.compared_in(), Type.CAPTION, Tone.SECOND, wrap=True)
        self._column.addWidget(self._language)
        self._column.addSpacing(theme.GAP_HAIR)
        self._inventory = Inventory(self._say_uses)
        self._column.addWidget(self._inventory)
        self._prompts = Prompts()
        self._column.addWidget(self._prompts)
        self._discover = QPushButton(self.tr("Find more…"))
        self._discover.setAccessibleName(self.tr("Find more offers with nine questions"))
        theme.set_role(self._discover, "quiet")
        self._discover.clicked.connect(self.discovery_requested)
        self._column.addWidget(self._discover, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(column)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._scroll)
        self._inventory.add_requested.connect(self._add)
        self._inventory.edit_requested.connect(self._edit)
        self._inventory.delete_requested.connect(self._delete)
        self._inventory.offer_requested.connect(self._offer_unasked)
        self._inventory.contact_requested.connect(self.contact_requested)
        self._inventory.people_requested.connect(self.people_requested)
        self._inventory.rebuilt.connect(self._order_tabs)
        self._prompts.answered.connect(self._add)

    def _refresh(self) -> None:
        """Bring every section in line with the person and the offers."""
        kept = [offer for offer in self._offers if not offer.fields.archived]
        person = words.first_name(self._contact) if self._contact else ""
        if self._contact:
            self._heading.setText(self.tr("What I can offer {name}").format(name=person))
        else:
            self._heading.setText(self.tr("What I can offer"))
        self._show_ideas()
        self._inventory.show_offers(self._offers, person=person, unfold=self._contact is None)
        self._prompts.setVisible(len(kept) < FEW_OFFERS)
        self._prompts.show_for({offer.fields.kind for offer in kept})
        self._order_tabs()

    def _show_ideas(self) -> None:
        found = self._fits()
        waiting = sum(entry is None for _, entry in found)
        shown = found if self._all_ideas or len(found) <= IDEAS + 1 else found[:IDEAS]
        by_id = {offer.id: offer for offer in self._offers}
        needs = {heard.id: heard.text for heard in self._contact.heard} if self._contact else {}
        today = dates.today_of(self._session.store.now())
        made = [(fit, by_id[fit.offer_id], needs[fit.need_id], entry) for fit, entry in shown]
        kept = self._kept_in_mind()
        if (made, today, kept) != self._shown:
            had_focus = any(card.isAncestorOf(self.focusWidget() or self) for card in self._cards)
            self._shown = (made, today, kept)
            for card in self._cards:
                self._card_box.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = []
            first = True
            for fit, offer, need, entry in made:
                day = dates.day(entry.on, today) if entry else ""
                primary = first and entry is None and not fit.weak
                first = first and entry is not None
                card = FitCard(
                    fit,
                    offer,
                    need,
                    first=primary,
                    offered=day,
                    entry_id=entry.id if entry else None,
                    kept=offer.id in kept,
                )
                card.keep_requested.connect(self._keep)
                card.offer_requested.connect(self._offer)
                card.later_requested.connect(self._put_off)
                card.undo_requested.connect(self._remove_entry)
                card.choice_requested.connect(self._choose)
                self._card_box.addWidget(card)
                card.show()  # now, not with the next event: it may get the focus
                self._cards.append(card)
            if had_focus:
                self._focus_ideas()
        self._more.setVisible(len(shown) < len(found))
        self._more.setText(self.tr("Show {n} more").format(n=len(found) - len(shown)))
        self._ideas.setText(
            "" if not waiting else self.tr("1 idea") if waiting == 1 else self.tr("{n} ideas").format(n=waiting)
        )
        self._invitation.setText(self._say_none() if not found else "")
        self._invitation.setVisible(bool(self._invitation.text()))
        self._back.setVisible(FitChoice.DISMISSED in self._choices.values())
        self._language.setVisible(not all(reads(need.text) for need in self._open_needs()))
        count = waiting if self._contact else sum(not offer.fields.archived for offer in self._offers)
        if count != self.count:
            self.count = count
            self.count_changed.emit(count)

    def _kept_in_mind(self) -> frozenset[int]:
        """The offers that the user thinks of for the person shown."""
        exchange = self._contact.exchange if self._contact else ()
        thought = (entry.offer_id for entry in exchange if entry.state is ExchangeState.CONSIDERED)
        return frozenset(offer_id for offer_id in thought if offer_id is not None)

    def _fits(self) -> list[tuple[Fit, ExchangeEntry | None]]:
        """The ideas for the person shown, each with the record of today's offering; those offered before today and
        those put off are left out. What is left out still counts as an answer, so that no guess takes its place."""
        contact = self._contact
        if contact is None:
            return []
        today = dates.today_of(self._session.store.now())
        entries = {
            entry.offer_id: entry
            for entry in contact.exchange
            if entry.offer_id is not None and entry.state is not ExchangeState.CONSIDERED
        }
        gone = {offer_id for offer_id, entry in entries.items() if not _is_new(entry, today)}
        gone |= {offer_id for contact_id, offer_id in self._later if contact_id == contact.id}
        found: list[tuple[Fit, ExchangeEntry | None]] = []
        answers: Counter[int] = Counter()
        for fit in fits(contact.heard, self._offers, most=MOST + len(gone), choices=self._choices):
            if fit.offer_id not in gone and (fit.pinned or answers[fit.need_id] < MOST):
                answers[fit.need_id] += 1
                found.append((fit, entries.get(fit.offer_id)))
        return found

    def _say_none(self) -> str:
        if self._contact is None:
            return ""
        name = words.first_name(self._contact)
        if not self._open_needs():
            return self.tr("When you hear what {name} needs, what fits it stands here.").format(name=name)
        if fits(self._contact.heard, self._offers, choices=self._choices):
            return ""  # it was offered before, or put off
        return self.tr("Nothing on your list meets it yet. A thank-you that says what you learned is always a gift.")

    def _say_uses(self, offer_id: int) -> str:
        try:
            uses = self._session.store.offered_to(offer_id)
        except NotFoundError:  # it is on its way out
            return ""
        return words.offered_to(uses, dates.today_of(self._session.store.now()))

    def _open_needs(self) -> list[Heard]:
        heard = self._contact.heard if self._contact else ()
        return [one for one in heard if one.kind is HeardKind.NEED and one.state is HeardState.OPEN]

    def _focus_ideas(self) -> None:
        for card in self._cards:
            if not card.is_offered:
                card.offer_button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._inventory.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tabs(self) -> None:
        """Tab walks the pane as it is read, whatever was built later."""
        tab_in_reading_order(self._column)

    # --- reading --------------------------------------------------------------------------------------

    def _read_offers(self) -> None:
        self._offers = self._session.store.offers(archived=True)

    def _read_contact(self, contact_id: int | None) -> None:
        try:
            self._contact = self._session.store.contact(contact_id) if contact_id is not None else None
        except NotFoundError:
            self._contact = None
        self._choices = self._session.store.fit_choices(self._contact.id) if self._contact else {}

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        offers = bool(changes.ids(Kind.OFFER) or changes.ids(Kind.EXCHANGE))
        person = self._contact is not None and self._contact.id in changes.ids(Kind.CONTACT)
        if offers:
            self._read_offers()
        if self._contact is not None and person:
            self._read_contact(self._contact.id)
        if offers or person:
            self._refresh()

    def _on_busy(self, busy: bool) -> None:
        self._scroll.setEnabled(not busy)

    # --- doing ----------------------------------------------------------------------------------------

    def _add(self, fields: OfferFields) -> None:
        self._session.run(self._session.store.add_offer, fields, initiator=self)

    def _edit(self, offer_id: int, name: str, value: object) -> None:
        self._session.run(self._session.store.edit_offer, offer_id, initiator=self, **{name: value})

    def _delete(self, offer_id: int) -> None:
        self._session.run(self._session.store.delete_offer, offer_id, initiator=self)

    def _keep(self, offer_id: int, need_id: int) -> None:
        self._offer(offer_id, need_id, considered=True)

    def _offer(self, offer_id: int, need_id: int | None, *, considered: bool = False) -> None:
        if self._contact is not None:
            self._session.run(
                self._session.store.offer_this,
                self._contact.id,
                offer_id,
                need_id=need_id,
                interview_id=self._interview_id,
                considered=considered,
                initiator=self,
            )

    def _offer_unasked(self, offer_id: int) -> None:
        need = next((fit.need_id for fit, _ in self._fits() if fit.offer_id == offer_id), None)
        self._offer(offer_id, need)

    def _put_off(self, offer_id: int) -> None:
        if self._contact is not None:
            self._later.add((self._contact.id, offer_id))
            self._refresh()

    def _choose(self, offer_id: int, need_id: int, choice: FitChoice | None) -> None:
        self._session.run(self._session.store.choose_fit, need_id, offer_id, choice, initiator=self)

    def _bring_back(self) -> None:
        if self._contact is not None:
            self._session.run(self._session.store.bring_back_fits, self._contact.id, initiator=self)

    def _show_all_ideas(self) -> None:
        at = len(self._cards)
        self._all_ideas = True
        self._refresh()
        for card in self._cards[at:]:
            if not card.is_offered:
                card.offer_button.setFocus(Qt.FocusReason.OtherFocusReason)
                break

    def _remove_entry(self, entry_id: int) -> None:
        self._session.run(self._session.store.delete_exchange, entry_id, initiator=self)

    # --- a text or link dropped here becomes an offer --------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if offer_of(event.mimeData()) is not None:
            self._take(event)
            self._show_drag(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if offer_of(event.mimeData()) is not None:
            self._take(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drag(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drag(False)
        fields = offer_of(event.mimeData())
        if fields is not None:
            self._take(event)
            self.take(fields)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._dragged:
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour(Tone.ACCENT), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _take(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _show_drag(self, dragged: bool) -> None:
        if dragged != self._dragged:
            self._dragged = dragged
            if dragged:
                self._heading.setText(self.tr("Add as an offer"))
            else:
                self._refresh()
            self.update()


def _is_new(entry: ExchangeEntry, today: date) -> bool:
    """Whether an offer was made today: then its card says so, and can take it back."""
    return entry.on == today and entry.state is ExchangeState.OFFERED


def _same(one: OfferFields, other: OfferFields) -> bool:
    """Whether both are the same offer: of the same kind, about the same person or under the same title."""
    if one.contact is not None and other.contact is not None:
        return one.kind is other.kind and one.contact.id == other.contact.id
    return (one.kind, one.title) == (other.kind, other.title)
