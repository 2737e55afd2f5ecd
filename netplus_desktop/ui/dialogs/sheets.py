"""Which sheet to put on paper, on which paper, and how: printed, looked at first, or as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.documents.prep_sheet import MOST_OFFERS
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label, plain_tooltip

_LONGEST_NAME = 40
_LONGEST_OFFER = 52
_SHOWN_OFFERS = 4


class SheetKind(StrEnum):
    """What can be put on paper."""

    PREP = "prep sheet"
    DAY = "day pack"
    PERSON = "person sheet"
    HEARD = "what I heard"
    LIST = "list of people"
    BLANK = "empty form"


class Way(StrEnum):
    """How it is to come out."""

    PRINT = "print"
    PREVIEW = "preview"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user chose. `on` is the day of a day pack; `offers` are those for a prep sheet, None as proposed."""

    kind: SheetKind
    way: Way
    on: date | None = None
    private: bool = False
    offers: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """An offer that may stand on the prep sheet."""

    id: int
    title: str
    picked: bool


class SheetsDialog(Frame):
    """Asks for a sheet. `name` is that of the person shown, '' for nobody; `offers` are what they could be offered, the
    fitting ones first; `days` those with interviews to come."""

    chosen = Signal(object, str)
    """(Wish, paper): "A4" or "Letter"."""

    def __init__(
        self,
        name: str,
        offers: Sequence[OfferChoice],
        days: Mapping[date, int],
        today: date,
        listed: int,
        paper: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sheets"))
        self.setMinimumWidth(TEXT_WIDTH)
        self.kind = QButtonGroup(self)
        self._kinds: list[SheetKind] = []
        shown = _short(name, _LONGEST_NAME)
        nobody = self.tr("Choose somebody first")
        self.body.addWidget(Label(self.tr("What"), Type.CAPTION, Tone.SECOND))
        self._offer(
            SheetKind.PREP,
            self.tr("&Prep sheet for {name}").format(name=shown) if name else self.tr("&Prep sheet"),
            nobody if not name else "",
        )
        self.body.addWidget(self._offer_list(offers))
        self._offer(SheetKind.DAY, self.tr("&Day pack: a cover and every prep sheet of a day"), self._no_day(days))
        self.body.addLayout(self._day_row(days, today))
        self._offer(
            SheetKind.PERSON,
            self.tr("P&erson sheet: all about {name}").format(name=shown) if name else self.tr("P&erson sheet"),
            nobody if not name else "",
        )
        self._offer(
            SheetKind.HEARD,
            self.tr("What I &heard from {name}").format(name=shown) if name else self.tr("What I &heard"),
            nobody if not name else "",
        )
        count = QLocale().toString(listed)
        if listed == 1:
            people = self.tr("A &list of the 1 person shown now")
        elif listed:
            people = self.tr("A &list of the {n} people shown now").format(n=count)
        else:
            people = self.tr("A &list of the people shown now")
        self._offer(SheetKind.LIST, people, "" if listed else self.tr("Nobody is listed now"))
        self._offer(SheetKind.BLANK, self.tr("An empt&y form, for a talk that nobody planned"), "")
        next(button for button in self.kind.buttons() if button.isEnabled()).setChecked(True)
        self._options(paper)
        self._buttons()
        self.kind.idToggled.connect(self._follow)
        self._follow()

    def choose(self, kind: SheetKind) -> None:
        """Choose what to print, where that can be printed now."""
        button = self.kind.button(self._kinds.index(kind))
        if button.isEnabled():
            button.setChecked(True)

    def selected(self) -> SheetKind:
        """What is chosen now."""
        return self._kinds[self.kind.checkedId()]

    # --- building -------------------------------------------------------------------------------------

    def _no_day(self, days: Mapping[date, int]) -> str:
        return "" if days else self.tr("No interview with a time is planned")

    def _offer(self, kind: SheetKind, text: str, why_not: str) -> None:
        box = QRadioButton(text)
        box.setEnabled(not why_not)
        box.setToolTip(plain_tooltip(why_not))
        self.kind.addButton(box, len(self._kinds))
        self._kinds.append(kind)
        self.body.addWidget(box)

    def _offer_list(self, offers: Sequence[OfferChoice]) -> QWidget:
        """The offers to tick: as many as the sheet has room for."""
        self.offers = [QCheckBox(_short(offer.title, _LONGEST_OFFER)) for offer in offers]
        rows = QWidget()
        within = QVBoxLayout(rows)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(theme.GAP_HAIR)
        for box, offer in zip(self.offers, offers, strict=True):
            box.setProperty("offer", offer.id)
            box.setAccessibleName(offer.title)
            box.setChecked(offer.picked)
            box.toggled.connect(self._limit)
            within.addWidget(box)
        within.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        rows.setAutoFillBackground(False)
        scroll.setWidget(rows)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(rows.sizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        row = self.offers[0].sizeHint().height() + theme.GAP_HAIR if offers else 0
        scroll.setMinimumHeight(min(len(offers), _SHOWN_OFFERS) * row)
        scroll.setMaximumHeight(scroll.minimumHeight())  # the other offers are scrolled to
        self._offers = QWidget()
        column = QVBoxLayout(self._offers)
        column.setContentsMargins(theme.GAP_SECTION, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        told = self.tr("What I could offer, up to {n} on the sheet").format(n=MOST_OFFERS)
        column.addWidget(Label(told, Type.CAPTION, Tone.SECOND))
        column.addWidget(scroll)
        self._limit()
        return self._offers

    def picked(self) -> tuple[int, ...]:
        """The offers ticked, in their order."""
        return tuple(box.property("offer") for box in self.offers if box.isChecked())

    @Slot()
    def _limit(self) -> None:
        """Once the sheet is full, what is not ticked waits."""
        full = len(self.picked()) >= MOST_OFFERS
        for box in self.offers:
            waits = full and not box.isChecked()
            box.setEnabled(not waits)
            box.setToolTip(plain_tooltip(self.tr("The sheet is full: untick another first") if waits else ""))

    def _day_row(self, days: Mapping[date, int], today: date) -> QHBoxLayout:
        self.day = QComboBox()
        self.day.setAccessibleName(self.tr("Day"))
        for on, count in days.items():
            talks = self.tr("1 interview") if count == 1 else self.tr("{n} interviews").format(n=count)
            self.day.addItem(self.tr("{day} · {talks}").format(day=dates.day(on, today), talks=talks), on)
        row = QHBoxLayout()
        row.addSpacing(theme.GAP_SECTION)
        row.addWidget(self.day)
        row.addStretch(1)
        return row

    def _options(self, paper: str) -> None:
        label = Label(self.tr("P&aper"), Type.CAPTION, Tone.SECOND)
        self.paper = QComboBox()
        self.paper.addItems(("A4", "Letter"))
        self.paper.setCurrentText(paper)
        self.paper.setAccessibleName(self.tr("Paper"))
        label.setBuddy(self.paper)
        self.private = QCheckBox(self.tr("With my private &notes"))
        self.private.setToolTip(self.tr("This time only: they stay off every sheet unless you tick them here"))
        self.body.addSpacing(theme.GAP_SMALL)
        for widget in (label, self.paper, self.private):
            self.body.addWidget(widget)

    def _buttons(self) -> None:
        self.button(self.tr("&Cancel")).clicked.connect(self.reject)
        self.pdf = self.button(self.tr("&Save as PDF…"))
        self.pdf.clicked.connect(self._save)
        self.preview = self.button(self.tr("Pre&view"))
        self.preview.clicked.connect(self._preview)
        self.print = self.button(self.tr("P&rint…"), default=True)
        self.print.clicked.connect(self._print)

    # --- choosing -------------------------------------------------------------------------------------

    @Slot()
    def _follow(self) -> None:
        kind = self.selected()
        self._offers.setVisible(kind is SheetKind.PREP and bool(self.offers))
        self.day.setEnabled(kind is SheetKind.DAY)
        self.private.setEnabled(kind not in (SheetKind.LIST, SheetKind.BLANK))

    @Slot()
    def _print(self) -> None:
        self._choose(Way.PRINT)

    @Slot()
    def _preview(self) -> None:
        self._choose(Way.PREVIEW)

    @Slot()
    def _save(self) -> None:
        self._choose(Way.PDF)

    def _choose(self, way: Way) -> None:
        kind = self.selected()
        wish = Wish(
            kind,
            way,
            self.day.currentData() if kind is SheetKind.DAY else None,
            self.private.isEnabled() and self.private.isChecked(),
            self.picked() if kind is SheetKind.PREP else None,
        )
        paper = self.paper.currentText()
        self.accept()
        self.chosen.emit(wish, paper)


def _short(text: str, most: int) -> str:
    """At most so many letters of somebody's text, fit for a button."""
    return (text if len(text) <= most else text[: most - 1] + "…").replace("&", "&&")
