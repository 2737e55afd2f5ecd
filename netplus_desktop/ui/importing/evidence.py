"""What an archive tells beside its people, to be ticked: last contacts, what both gave, notes, and seeds of offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from netplus_desktop.core.evidence import Evidence, EvidenceChoice, FactKind
from netplus_desktop.core.records import OfferFields, OfferKind, ReadFile
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.importing import words
from netplus_desktop.ui.offers.words import kind_name
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import ElidingLabel, FlowLayout

_BOXES: dict[str, frozenset[FactKind]] = {
    "last": frozenset({FactKind.LAST_MESSAGE}),
    "written": frozenset({FactKind.MESSAGE}),
    "invitations": frozenset({FactKind.INVITATION}),
    "exchange": frozenset({FactKind.RECOMMENDATION, FactKind.ENDORSEMENT}),
    "notes": frozenset({FactKind.NOTE}),
    "offers": frozenset(),
}
"""The boxes in their order, and the facts that each stands for."""

_OFF = frozenset({"written"})
"""What is not kept unless it is asked for."""


class EvidenceBoxes(QWidget):
    """A box for each kind of evidence that there is. Hidden where no file tells any."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: list[Evidence] = []
        self._without: set[tuple[str, str]] = set()
        self.boxes = {name: QCheckBox() for name in _BOXES}
        self.choose = QPushButton(self.tr("C&hoose offers…"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose_offers)
        flow_of = QWidget()
        flow = FlowLayout(flow_of, theme.GAP)
        for name, box in self.boxes.items():
            box.setChecked(name not in _OFF)
            box.toggled.connect(self._toggled)
            flow.addWidget(box)
        self.unused = ElidingLabel(tone=Tone.SECOND)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(self.unused, 1)
        below.addWidget(self.choose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_HAIR)
        whole.addWidget(flow_of)
        whole.addLayout(below)
        self.hide()

    def show_evidence(self, files: Sequence[ReadFile]) -> None:
        """Show what these files tell. What was ticked and unticked before stays so."""
        self._told = [file.evidence for file in files if file.evidence is not None]
        texts = self._texts()
        for name, box in self.boxes.items():
            box.setText(texts.get(name, ""))
            box.setVisible(name in texts)
        unused: dict[str, int] = {}
        for evidence in self._told:
            for code, count in evidence.unused.items():
                unused[code] = unused.get(code, 0) + count
        self.unused.setText("; ".join(messages.unused(code, words.number(count)) for code, count in unused.items()))
        self.setVisible(bool(texts or unused))
        self._toggled()

    def chosen(self) -> tuple[EvidenceChoice, ...]:
        """What is to be written: () where nothing is ticked."""
        ticked = [name for name, box in self.boxes.items() if box.isChecked() and box.text()]
        kinds = frozenset[FactKind]().union(*(_BOXES[name] for name in ticked))
        said = messages.facts()
        choices = (
            EvidenceChoice(
                told,
                kinds & told.facts.keys(),
                tuple(one for one in told.offers if "offers" in ticked and _mark(one) not in self._without),
                said,
            )
            for told in self._told
        )
        return tuple(choice for choice in choices if choice.kinds or choice.offers)

    def unfinished(self) -> dict[str, Any]:
        """What was ticked and left up to now, as plain values."""
        ticked = {name: box.isChecked() for name, box in self.boxes.items()}
        return {"ticked": ticked, "without": sorted(map(list, self._without))}

    def resume(self, kept: dict[str, Any]) -> None:
        """Tick as `unfinished` told."""
        self._without = {(kind, title) for kind, title in kept["without"]}
        for name, ticked in kept["ticked"].items():
            self.boxes[name].setChecked(ticked)

    def _texts(self) -> dict[str, str]:
        """What stands beside each box that there is something for."""
        facts: dict[FactKind, list[Any]] = {kind: [] for kind in FactKind}
        for evidence in self._told:
            for kind, told in evidence.facts.items():
                facts[kind].append(told)
        count = {kind: sum(map(len, told)) for kind, told in facts.items()}
        both = [fact for kind in _BOXES["exchange"] for told in facts[kind] for fact in told]
        given = sum(fact.mine for fact in both)
        offers = [offer for evidence in self._told for offer in evidence.offers]
        texts = {}
        if count[FactKind.LAST_MESSAGE]:
            texts["last"] = self.tr("&Last contact with {people}, from {messages}").format(
                people=words.people(count[FactKind.LAST_MESSAGE]),
                messages=words.messages_read(sum(evidence.messages for evidence in self._told)),
            )
        if count[FactKind.MESSAGE]:
            texts["written"] = self.tr("What was &written too, as notes")
        if count[FactKind.INVITATION]:
            texts["invitations"] = self.tr("In&vitations to connect: {n}").format(
                n=words.number(count[FactKind.INVITATION])
            )
        if both:
            texts["exchange"] = self.tr("Recommendations and &endorsements: {received} received, {given} given").format(
                received=words.number(len(both) - given), given=words.number(given)
            )
        if count[FactKind.NOTE]:
            keys = {fact.keys for told in facts[FactKind.NOTE] for fact in told}
            texts["notes"] = self.tr("&Notes on {people}").format(people=words.people(len(keys)))
        if offers:
            texts["offers"] = self.tr("As &offers: {kinds}").format(kinds=self._kinds(offers))
        return texts

    def _kinds(self, offers: Sequence[OfferFields]) -> str:
        """ "18 skills, 3 posts, 1 field of work"."""
        counts = {kind: sum(offer.kind is kind for offer in offers) for kind in OfferKind}
        said = (
            (OfferKind.SKILL, self.tr("1 skill"), self.tr("{n} skills")),
            (OfferKind.KNOW_HOW, self.tr("1 post"), self.tr("{n} posts")),
            (OfferKind.MARKET, self.tr("1 field of work"), self.tr("{n} fields of work")),
        )
        told = ((one if counts[kind] == 1 else many).format(n=words.number(counts[kind])) for kind, one, many in said)
        return ", ".join(text for (kind, _, _), text in zip(said, told, strict=True) if counts[kind])

    @Slot()
    def _toggled(self) -> None:
        offers = self.boxes["offers"]
        self.choose.setVisible(bool(offers.text()))
        self.choose.setEnabled(offers.isChecked())
        self.changed.emit()

    @Slot()
    def _choose_offers(self) -> None:
        offers = [offer for evidence in self._told for offer in evidence.offers]
        dialog = OfferSeeds(offers, self._without, self)
        dialog.chosen.connect(self._take_offers)
        dialog.open()

    @Slot(object)
    def _take_offers(self, without: set[tuple[str, str]]) -> None:
        self._without = without
        self.changed.emit()


def _mark(offer: OfferFields) -> tuple[str, str]:
    return offer.kind.value, offer.title


class OfferSeeds(Frame):
    """What the user's own profile says they can do, each to be taken or left as an offer."""

    chosen = Signal(object)
    """(set of (kind, title)): those that are left."""

    def __init__(self, offers: Sequence[OfferFields], without: set[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Offers from your profile"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Offers"))
        self.list.setMinimumWidth(TEXT_WIDTH)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for offer in offers:
            item = QListWidgetItem(self.tr("{title} ({kind})").format(title=offer.title, kind=kind_name(offer.kind)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            left = _mark(offer) in without
            item.setCheckState(Qt.CheckState.Unchecked if left else Qt.CheckState.Checked)
            item.setData(Qt.ItemDataRole.UserRole, list(_mark(offer)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.list, 1)
        cancel = self.button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.take = self.button(self.tr("Take those &ticked"), default=True)
        self.take.clicked.connect(self._take)

    @Slot()
    def _take(self) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        left = (one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() is Qt.CheckState.Unchecked)
        self.chosen.emit({(kind, title) for kind, title in left})
        self.accept()
