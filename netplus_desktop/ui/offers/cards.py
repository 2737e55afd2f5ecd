"""An idea: an offer that fits what the person shown needs, why, and the way to offer it."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from netplus_desktop.core.records import Fit, FitChoice, Offer
from netplus_desktop.ui import theme
from netplus_desktop.ui.offers import words
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Card, FlowLayout, IconButton, Label, announce


class FitCard(Card):
    """One fit. Once it was offered, the card says so and can take it back."""

    offer_requested = Signal(int, int)
    """(offer, need): record that I offered this."""
    _built = False  # Qt tells of the style before the card has its labels
    later_requested = Signal(int)
    """(offer): do not show it for this person for now."""
    choice_requested = Signal(int, int, object)
    """(offer, need, FitChoice or None): always show it for that need, never, or as the words tell."""
    keep_requested = Signal(int, int)
    """(offer, need): keep it in mind for this person."""
    undo_requested = Signal(int)
    """(exchange entry): it was not offered after all."""

    def __init__(
        self,
        fit: Fit,
        offer: Offer,
        need: str,
        *,
        first: bool,
        offered: str = "",
        entry_id: int | None = None,
        kept: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fit = fit
        self._offer, self._need, self._entry_id = offer, need, entry_id
        self._heading = _rich(self)
        self._reason = _rich(self)
        self.body.setSpacing(theme.GAP_HAIR)
        title = offer.fields.title
        self._top = QHBoxLayout()
        self._top.setSpacing(theme.GAP_HAIR)
        self._top.addWidget(self._heading, 1)
        self.body.addLayout(self._top)
        self.body.addWidget(self._reason)
        if pairs := self.pairs():
            self.body.addWidget(Label(pairs, Type.CAPTION, Tone.SECOND, wrap=True))
        if kept:
            self.body.addWidget(Label(self.tr("kept in mind"), Type.CAPTION, Tone.GAVE))
        row = QWidget()
        self.body.addWidget(row)
        if entry_id is None:
            flow = FlowLayout(row)
            flow.setContentsMargins(0, theme.GAP_HAIR, 0, 0)
            self.offer_button = QPushButton(self.tr("Offer this"))
            self.offer_button.setAccessibleName(self.tr("Offer this: {title}").format(title=title))
            if first:
                theme.set_role(self.offer_button, "primary")
            self.offer_button.clicked.connect(self.offer)
            self.later_button = QPushButton(self.tr("Not now"))
            self.later_button.setAccessibleName(self.tr("Not now: {title}").format(title=title))
            self.later_button.clicked.connect(self._put_off)
            flow.addWidget(self.offer_button)
            flow.addWidget(self.later_button)
            self._top.addWidget(self._more(title), 0, Qt.AlignmentFlag.AlignTop)
            # The button is higher than a line and brings room of its own.
            self.body.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP)
            self.keep.setVisible(not kept)
        else:
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(Label(self.tr("offered {day}").format(day=offered), tone=Tone.GAVE))
            undo = QPushButton(self.tr("Take it back"))
            undo.setAccessibleName(self.tr("Take it back: {title}").format(title=title))
            theme.set_role(undo, "quiet")
            undo.clicked.connect(self._take_back)
            line.addWidget(undo)
            line.addStretch(1)
        self._built = True
        self._paint_words()

    @property
    def is_offered(self) -> bool:
        """Whether it was offered already."""
        return self._entry_id is not None

    def reason(self) -> str:
        """Why it fits, as plain text."""
        return self._said().format(need=self._need)

    def pairs(self) -> str:
        """The words that met, where they are not the same on both sides."""
        return ", ".join(f"{a} – {b}" for a, b in self.fit.words if a.casefold() != b.casefold())

    def offer(self) -> None:
        """Ask to record that I offered this."""
        if not self.is_offered:
            announce(self, self.tr("Offered: {title}").format(title=self._offer.fields.title))
            self.offer_requested.emit(self.fit.offer_id, self.fit.need_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._built and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._paint_words()

    def _paint_words(self) -> None:
        second = theme.colour(Tone.SECOND).name()
        fields = self._offer.fields
        kind = words.kind_name(fields.kind)
        heading = f'<b>{html.escape(fields.title)}</b> <span style="color:{second}">{html.escape(kind)}</span>'
        need = words.tinted(self._need, (met for met, _ in self.fit.words))
        before, after = (html.escape(part) for part in self._said().split("{need}"))
        for label, text in (
            (self._heading, heading),
            (self._reason, f'<span style="color:{second}">{before}{need}{after}</span>'),
        ):
            if label.text() != text:
                label.setText(text)
        met = ", ".join(f"{a} – {b}" for a, b in self.fit.words)
        self._reason.setAccessibleName(self.reason())
        self._reason.setAccessibleDescription(self.tr("words that met: {pairs}").format(pairs=met) if met else "")
        self._heading.setAccessibleName(f"{fields.title}, {kind}")
        self.setAccessibleName(f"{fields.title}, {kind}, {self.reason()}")

    def _said(self) -> str:
        if self.fit.pinned:
            return self.tr("you pinned it to “{need}”")
        return self.tr("perhaps meets “{need}”") if self.fit.weak else self.tr("meets “{need}”")

    def _more(self, title: str) -> IconButton:
        menu = QMenu(self)
        self.pin = menu.addAction(self.tr("&Pin to this need"))
        self.pin.setCheckable(True)
        self.pin.setChecked(self.fit.pinned)
        self.pin.triggered.connect(self._pin)
        self.keep = menu.addAction(self.tr("&Keep it in mind"))
        self.keep.triggered.connect(self._keep)
        self.dismiss = menu.addAction(self.tr("&Does not fit this need"))
        self.dismiss.triggered.connect(self._dismiss)
        self.more_button = IconButton("ellipsis", self.tr("More about: {text}").format(text=title))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(menu)
        self.more_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        return self.more_button

    def _pin(self, on: bool) -> None:
        self.choice_requested.emit(self.fit.offer_id, self.fit.need_id, FitChoice.PINNED if on else None)

    def _keep(self) -> None:
        self.keep_requested.emit(self.fit.offer_id, self.fit.need_id)

    def _dismiss(self) -> None:
        self.choice_requested.emit(self.fit.offer_id, self.fit.need_id, FitChoice.DISMISSED)

    def _put_off(self) -> None:
        self.later_requested.emit(self.fit.offer_id)

    def _take_back(self) -> None:
        if self._entry_id is not None:
            self.undo_requested.emit(self._entry_id)


def _rich(parent: QWidget) -> QLabel:
    """A label for HTML of our own making: what users wrote goes in escaped."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    return made
