"""Between us: what they shared and what I gave, in words and dates, never in sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from netplus_desktop.core.practice import ExchangeLine
from netplus_desktop.core.records import Direction, ExchangeState
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.offers import words
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, CommitLineEdit, FlowLayout, IconButton, Label, SectionTitle

SHOWN = 4
"""Lines shown at first; the others come with "Show all"."""


class Record(QWidget):
    """The both-ways record with one person. What was recorded by hand or by an offer can be changed here."""

    state_requested = Signal(int, object)
    """(entry, ExchangeState): how far an offer has come."""
    removal_requested = Signal(int)
    """(entry): take it out of the record."""
    share_requested = Signal(object, str)
    """(Direction, text): record something by hand."""
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ExchangeLine, ...] = ()
        self._today = date.min
        self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        heading = QHBoxLayout()
        heading.setSpacing(theme.GAP_SMALL)
        heading.addWidget(SectionTitle(self.tr("Between us")), 1)
        self.add_button = IconButton("plus", self.tr("Record something that was shared or given"))
        self.add_button.setCheckable(True)
        self.add_button.toggled.connect(self._toggle_entry)
        heading.addWidget(self.add_button)
        column.addLayout(heading)
        column.addWidget(self._entry())
        self._card = Card()
        column.addWidget(self._card)
        self._rows = QWidget()
        self._card.body.addWidget(self._rows)

    def show_lines(self, lines: Sequence[ExchangeLine], today: date) -> None:
        """Show the record, latest first."""
        if (tuple(lines), today) != (self._lines, self._today):
            self._lines, self._today = tuple(lines), today
            self._build()

    def texts(self) -> list[str]:
        """What stands in the record, each line with its day."""
        return [f"{self._day(line)} {words.record_text(line)}" for line in self._shown()]

    def forget(self) -> None:
        """Another person is shown: fold the list and drop what was typed."""
        self._all = False
        self.add_button.setChecked(False)
        self.text.set_text("")

    def _entry(self) -> QWidget:
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        self.text = CommitLineEdit()
        self.text.setPlaceholderText(self.tr("What was it?"))
        self.text.setAccessibleName(self.tr("What was shared or given"))
        column.addWidget(self.text)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.shared_button = QPushButton(self.tr("They shared it"))
        self.gave_button = QPushButton(self.tr("I gave it"))
        self.shared_button.clicked.connect(self._record_shared)
        self.gave_button.clicked.connect(self._record_gave)
        flow.addWidget(self.shared_button)
        flow.addWidget(self.gave_button)
        column.addWidget(buttons)
        self._form.hide()
        return self._form

    def _toggle_entry(self, on: bool) -> None:
        self._form.setVisible(on)
        if on:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record_shared(self) -> None:
        self._record(Direction.THEY_SHARED)

    def _record_gave(self) -> None:
        self._record(Direction.I_GAVE)

    def _record(self, direction: Direction) -> None:
        text = self.text.text().strip()
        if not text:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.text.set_text("")
        self.add_button.setChecked(False)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.share_requested.emit(direction, text)

    def _shown(self) -> tuple[ExchangeLine, ...]:
        return self._lines if self._all or len(self._lines) <= SHOWN + 1 else self._lines[:SHOWN]

    def _day(self, line: ExchangeLine) -> str:
        return dates.day(line.on, self._today)

    def _build(self) -> None:
        old, self._rows = self._rows, QWidget()
        self._card.body.replaceWidget(old, self._rows)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.GAP_HAIR)
        grid.setColumnStretch(1, 1)
        if not self._lines:
            invitation = self.tr("What you learn from each other, and what you give, is kept here in words.")
            grid.addWidget(Label(invitation, tone=Tone.SECOND, wrap=True), 0, 0, 1, 3)
        shown = self._shown()
        top = Qt.AlignmentFlag.AlignTop
        for row, line in enumerate(shown):
            day = Label(self._day(line), tone=Tone.SECOND)
            text = Label(words.record_text(line), wrap=True)
            grid.addWidget(day, row, 0, top)
            if line.entry_id is None:
                grid.addWidget(text, row, 1, 1, 2, top)
                continue
            lower = max(0, (theme.HIT_TARGET - text.fontMetrics().height()) // 2)  # level with the button
            day.setContentsMargins(0, lower, 0, 0)
            text.setContentsMargins(0, lower, 0, 0)
            grid.addWidget(text, row, 1, top)
            change = IconButton("ellipsis", self.tr("Change: {text}").format(text=words.record_text(line)))
            change.setProperty("entry", line.entry_id)
            change.setProperty("mine", line.direction is Direction.I_GAVE)
            change.clicked.connect(self._open_menu)
            grid.addWidget(change, row, 2, top)
        if len(shown) < len(self._lines):
            more = QPushButton(self.tr("Show all"))
            theme.set_role(more, "quiet")
            more.clicked.connect(self._show_all)
            grid.addWidget(more, len(shown), 0, 1, 3)
        self._rows.show()
        self.rebuilt.emit()

    def _show_all(self) -> None:
        self._all = True
        self._build()

    def _open_menu(self) -> None:
        button = self.sender()
        if isinstance(button, IconButton):
            menu = self.menu_for(int(button.property("entry")), bool(button.property("mine")))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def menu_for(self, entry_id: int, mine: bool) -> QMenu:
        """What can be done with an entry: for what I offered, how far it has come; for all, taking it out."""
        menu = QMenu(self)
        states = {
            ExchangeState.OFFERED: self.tr("I &offered it"),
            ExchangeState.ACCEPTED: self.tr("It is &welcome"),
            ExchangeState.DELIVERED: self.tr("I &gave it"),
            ExchangeState.ACKNOWLEDGED: self.tr("It &arrived well"),
            ExchangeState.DECLINED: self.tr("It is &not needed"),
        }
        if mine:
            for state, text in states.items():
                menu.addAction(text).setData((entry_id, state))
            menu.addSeparator()
        menu.addAction(self.tr("&Remove from the record")).setData((entry_id, None))
        menu.triggered.connect(self._chosen)
        return menu

    def _chosen(self, action: QAction) -> None:
        entry_id, state = action.data()
        if state is None:
            self.removal_requested.emit(entry_id)
        else:
            self.state_requested.emit(entry_id, ExchangeState(state))
