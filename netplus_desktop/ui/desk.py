"""How the three panes share the window: side by side, or with the offers folded to a rail where there is no room."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from netplus_desktop.ui import theme
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import IconButton, Label

FOLD_BELOW = 960
"""A window narrower than this has no room for the offers beside the conversation."""
FOLD_TEXT = 150
"""Nor has one with text of this size, in percent."""
WIDE_FROM = 1180
WIDE, NARROW = (296, 654, 328), (256, 486, 280)
LEFT_LEAST, MIDDLE_LEAST, RIGHT_LEAST = 220, 420, 240
RAIL = 44


class Desk(QWidget):
    """People on the left, the conversation in the middle, the offers on the right, beside it or over it."""

    offers_shown = Signal(bool)

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, settings: Settings) -> None:
        super().__init__()
        self._left, self._middle, self._right = left, middle, right
        self._settings = settings
        self._over = False
        self._cover: QWidget | None = None
        self._mode = ""
        left.setMinimumWidth(LEFT_LEAST)
        middle.setMinimumWidth(MIDDLE_LEAST)
        right.setMinimumWidth(RIGHT_LEAST)
        middle.setAutoFillBackground(True)
        middle.setBackgroundRole(middle.palette().ColorRole.Base)
        right.setAutoFillBackground(True)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)  # drawn so; Qt widens what can be grabbed to either side
        for pane in (left, middle, right):
            self.splitter.addWidget(pane)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes(
            settings.panes_wide or WIDE
        )  # else the list is for a moment as narrow as Qt deals it out
        self.splitter.setStretchFactor(1, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_rule())
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.splitter, 1)
        column.addLayout(self._row, 1)
        settings.changed.connect(self._option_changed)

    @cached_property
    def rail(self) -> Rail:
        """What stays of the offers while they are folded; built when that is first so."""
        made = Rail(self.tr("Show what I can offer"))
        made.pressed.connect(self.toggle_offers)
        made.hide()
        self._row.addWidget(made)
        return made

    def seat_offers(self, offers: QWidget) -> None:
        """Let the offers take the place that was kept for them."""
        kept, self._right = self._right, offers
        shown = not kept.isHidden()
        offers.setMinimumWidth(RIGHT_LEAST)
        offers.setAutoFillBackground(True)
        if self.splitter.indexOf(kept) >= 0:
            self.splitter.replaceWidget(self.splitter.indexOf(kept), offers)
        else:
            offers.setParent(self)
        offers.setVisible(shown)
        kept.setParent(None)
        kept.deleteLater()

    def cover(self, view: QWidget) -> None:
        """Let `view` have all the room; the panes wait out of sight and out of reach."""
        self._cover = view
        self.splitter.hide()
        if self.splitter.indexOf(self._right) < 0:
            self._right.hide()
        if "rail" in vars(self):
            self.rail.hide()
        self._column.setStretchFactor(self._row, 0)  # else it keeps its share of the room, empty as it is
        self._column.addWidget(view, 1)
        view.show()

    def uncover(self) -> None:
        """Take what has the room away and show the panes again."""
        if self._cover is not None:
            self._column.removeWidget(self._cover)
            self._cover.hide()
            self._cover = None
            self._column.setStretchFactor(self._row, 1)
            self.splitter.show()
            self.arrange()

    @Slot()
    def toggle_offers(self) -> None:
        """Show the offers or put them away: beside the conversation for good, over it for now."""
        if self._tight():
            self._over = not self._over
        else:
            self._settings.offers_shown = not self._settings.offers_shown
        self.arrange()

    def show_offers(self) -> None:
        """Have the offers on the screen."""
        if self._right.isHidden():
            self.toggle_offers()

    def arrange(self) -> None:
        """Put the offers beside the conversation, over it, or away, as the room allows."""
        if self._cover is not None:
            return
        tight = self._tight()
        self._over = self._over and tight
        beside = not tight and self._settings.offers_shown
        seated = self.splitter.indexOf(self._right) >= 0
        if beside and not seated:
            self.splitter.addWidget(self._right)
        elif not beside and seated:
            self._right.setParent(self)
        shown = beside or self._over
        if not beside or "rail" in vars(self):
            self.rail.setVisible(not beside)
        self._right.setVisible(shown)
        self.offers_shown.emit(shown)
        mode = f"{self.width() >= WIDE_FROM} {beside} {self._settings.text_size}"
        if mode != self._mode and self.isVisible():
            self._mode = mode
            self._set_sizes(beside)
        if self._over:
            self._place_over()

    def remember(self) -> None:
        """Keep the widths of the panes for this mode of the window."""
        sizes = tuple(self.splitter.sizes())
        if len(sizes) == 3 and all(sizes):
            if self.width() >= WIDE_FROM:
                self._settings.panes_wide = sizes
            else:
                self._settings.panes_narrow = sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _tight(self) -> bool:
        return self.width() < FOLD_BELOW or self._settings.text_size >= FOLD_TEXT

    def _set_sizes(self, beside: bool) -> None:
        settings = self._settings
        kept = (settings.panes_wide or WIDE) if self.width() >= WIDE_FROM else (settings.panes_narrow or NARROW)
        left, right = kept[0], kept[2] if beside else RAIL
        if not beside:
            left = round(left * max(settings.text_size, 100) / 100)
        middle = max(self.width() - left - right, MIDDLE_LEAST)
        self.splitter.setSizes([left, middle, right] if beside else [left, middle])

    def _place_over(self) -> None:
        desk = self.splitter.geometry()
        width = min(round(WIDE[2] * max(self._settings.text_size, 100) / 100), desk.width() - LEFT_LEAST)
        self._right.setGeometry(desk.right() + 1 - width, desk.top(), width, desk.height())
        self._right.raise_()

    @Slot(str)
    def _option_changed(self, name: str) -> None:
        if name in ("text_size", "offers_shown"):
            self.arrange()


class Rail(QFrame):
    """What stays of the offers where they have no room: a button and how many there are."""

    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMinimumWidth(RAIL)
        self.setMaximumWidth(RAIL)
        self.button = IconButton("", name)  # its icon comes with the offers: a window opens without
        self.button.setIconSize(QSize(theme.ICON_TOOLBAR, theme.ICON_TOOLBAR))
        self.button.clicked.connect(self.pressed)
        self.count = Label("", Type.CAPTION, Tone.SECOND)
        self.count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_HAIR, theme.GAP, theme.GAP_HAIR, theme.GAP)
        column.setSpacing(theme.GAP_HAIR)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.count)
        column.addStretch(1)

    @Slot(int)
    def set_count(self, count: int) -> None:
        """Show how many offers there are."""
        if self.button.icon().isNull():
            self.button.show_icon("gift")
        self.count.setText(QLocale().toString(count))
        self.button.setAccessibleDescription(self.count.text())


class PaneTurn:
    """The order in which F6 goes round, and where in a pane the focus was last."""

    def __init__(self, stops: list[QWidget]) -> None:
        self._stops = stops
        self._last: dict[QWidget, QWidget] = {}

    def join(self, stop: QWidget) -> None:
        """Go to this one as well, whenever it is seen."""
        self._stops.append(stop)

    def noticed(self, widget: QWidget | None) -> None:
        """The focus went to `widget`."""
        for stop in self._stops:
            if holds(stop, widget) and widget is not None:
                self._last[stop] = widget

    def next(self, step: int) -> QWidget:
        """The pane that comes `step` after the one with the focus."""
        seen = [stop for stop in self._stops if stop.isVisible()]
        focused = QApplication.focusWidget()
        here = next((at for at, stop in enumerate(seen) if holds(stop, focused)), -1 if step > 0 else 0)
        return seen[(here + step) % len(seen)]

    def enter(self, pane: QWidget) -> None:
        """Give the focus to where it was last in a pane, else to the first thing that Tab would reach."""
        last = self._last.get(pane)
        if last is not None and isValid(last) and last.isVisible() and last.isEnabled() and holds(pane, last):
            last.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        candidate: QWidget | None = pane
        while candidate is not None:
            if (
                holds(pane, candidate)
                and candidate.isVisible()
                and candidate.isEnabled()
                and candidate.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            ):
                candidate.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
            candidate = candidate.nextInFocusChain()
            if candidate is pane:
                return


def holds(pane: QWidget, widget: QWidget | None) -> bool:
    """Whether `widget` is the pane or stands in it."""
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def _rule() -> QFrame:
    line = QFrame()
    theme.set_role(line, "rule")
    line.setMinimumHeight(1)
    line.setMaximumHeight(1)
    return line


class Room(QWidget):
    """Margins around a strip that go away together with it."""

    def __init__(self, strip: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_WIDE, theme.GAP_SMALL, theme.GAP_WIDE, theme.GAP_SMALL)
        row.addWidget(strip)
        strip.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShowToParent:
            self.show()
        elif event.type() is QEvent.Type.HideToParent:
            self.hide()
        return super().eventFilter(watched, event)
