"""Whom to export, and as what. Where to is asked afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from netplus_desktop.exports import Format
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label


class ExportDialog(Frame):
    """Asks for people and a format. `listed` are those whom a filter or a search shows now, None without one."""

    chosen = Signal(object, object, bool)
    """(ids, None for everybody; `Format`; whether as one file)"""

    def __init__(
        self, everybody: int, listed: Sequence[int] | None, selected: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(TEXT_WIDTH)
        self._ids: list[Sequence[int] | None] = []
        self.whom = QButtonGroup(self)
        number = self.locale().toString
        self.body.addWidget(Label(self.tr("Whom"), Type.CAPTION, Tone.SECOND))
        self._offer(None, self.tr("&All people ({n})").format(n=number(everybody)))
        if listed:
            self._offer(listed, self.tr("The people &listed now ({n})").format(n=number(len(listed))))
        if selected:
            self._offer(selected, self.tr("The people &selected ({n})").format(n=number(len(selected))))
        # What was narrowed down is what is meant; but one person is selected nearly always, and seldom meant.
        meant = self._ids[-1] if len(selected) > 1 else listed or None
        self.whom.button(self._ids.index(meant)).setChecked(True)
        self.body.addSpacing(theme.GAP_SMALL)
        label = Label(self.tr("&Format"), Type.CAPTION, Tone.SECOND)
        self.format = QComboBox()
        label.setBuddy(self.format)
        self.format.setAccessibleName(self.tr("Format"))
        self.about = Label("", Type.CAPTION, Tone.SECOND, wrap=True)
        for kind, one_file, name, about in self._formats():
            self.format.addItem(name, (kind, one_file))
            self._about.append(about)
        self.format.currentIndexChanged.connect(self._tell)
        for widget in (label, self.format, self.about):
            self.body.addWidget(widget)
        self._tell(0)
        self.cancel = self.button(self.tr("&Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.go = self.button(self.tr("Choose &where…"), default=True)
        self.go.clicked.connect(self._go)

    def _offer(self, ids: Sequence[int] | None, text: str) -> None:
        box = QRadioButton(text)
        self.whom.addButton(box, len(self._ids))
        self._ids.append(ids)
        self.body.addWidget(box)

    def _formats(self) -> list[tuple[Format, bool, str, str]]:
        self._about: list[str] = []
        return [
            (
                Format.VCARD, True, self.tr("vCard 3.0 (.vcf)"),
                self.tr("For every address book, on a phone or a computer. It comes back whole."),
            ),
            (
                Format.VCARD4, True, self.tr("vCard 4.0 (.vcf)"),
                self.tr("For newer address books. It comes back whole."),
            ),
            (
                Format.CSV, True, self.tr("Table (.csv)"),
                self.tr("For spreadsheets. It comes back whole, and no cell of it can run as a formula."),
            ),
            (
                Format.GOOGLE, True, self.tr("Google Contacts (.csv)"),
                self.tr("The table that Google Contacts takes."),
            ),
            (
                Format.JSON, True, self.tr("Everything (.json)"),
                self.tr("With conversations and offers. Imported into an empty vault, it makes the same again."),
            ),
            (
                Format.MARKDOWN, False, self.tr("Markdown pages (a folder)"),
                self.tr("A page for each person, linked, with conversations: for any editor or Obsidian."),
            ),
            (
                Format.MARKDOWN, True, self.tr("Markdown, one file (.md)"),
                self.tr("The same pages one below the other."),
            ),
            (
                Format.ICS, True, self.tr("Calendar (.ics)"),
                self.tr("Planned meetings and next steps. Taken in again, it renews what the calendar holds."),
            ),
        ]  # fmt: skip

    @Slot(int)
    def _tell(self, at: int) -> None:
        self.about.setText(self._about[at])
        self.grow()

    @Slot()
    def _go(self) -> None:
        kind, one_file = self.format.currentData()
        ids = self._ids[self.whom.checkedId()]
        self.accept()
        self.chosen.emit(ids, kind, one_file)
