"""The recovery key: shown, copied, saved, printed; and two of its groups asked back from the sheet."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from netplus_desktop.core.errors import FileError
from netplus_desktop.documents.recovery_sheet import GROUPS_IN_LINE, recovery_html, recovery_text
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.store.keychain import reads_as
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.widgets import Card, Label

ASKED = 2
"""Groups that are asked back: enough to know that the sheet is there and can be read."""


class RecoveryKeyDialog(Frame):
    """Shows the key in lines of four groups. Once it was printed or saved, two groups are asked back."""

    kept = Signal()
    """The key was printed or saved."""
    proved = Signal()
    """Two groups were typed as they stand on the sheet."""

    def __init__(self, key: str, vault: str, on: date, *, kept: bool = False, parent: QWidget | None = None) -> None:
        """`vault` is the name of the file that the key opens, `on` today; `kept` where it was printed or saved
        before."""
        super().__init__(parent)
        self._key = key
        self._vault = vault
        self._on = on
        self._printing: QDialog | None = None
        self._words = Label(wrap=True)
        self._words.setMinimumWidth(TEXT_WIDTH)
        self.card = Card()
        self.shown = QLabel(_lines(key))
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(theme.font(theme.Type.SECTION).pointSizeF())
        mono.setWeight(QFont.Weight.Medium)
        self.shown.setFont(mono)
        self.shown.setAccessibleName(self.tr("Recovery key"))
        self.card.body.addWidget(self.shown)
        self.asked = self._make_asked()
        for part in (self._words, self.card, self.asked):
            self.body.addWidget(part)
        self.copy = self.button(self.tr("&Copy"))
        self.save = self.button(self.tr("&Save…"))
        self.print_it = self.button(self.tr("&Print…"))
        self.compare = self.button(self.tr("Co&mpare…"))
        self.later = self.button(self.tr("&Later"))
        self.enough = self.button(self.tr("&Done"), default=True)
        self.later.hide()
        self.compare.setVisible(kept)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        self.print_it.clicked.connect(self._ask_printer)
        self.compare.clicked.connect(self.ask_back)
        self.later.clicked.connect(self.reject)
        self.enough.clicked.connect(self._finish)
        self._show_key()

    def _make_asked(self) -> QWidget:
        row = QWidget()
        column = QHBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self.places = sorted(random.SystemRandom().sample(range(len(self._key.split("-"))), ASKED))
        self.lines: list[QLineEdit] = []
        for place in self.places:
            line = QLineEdit()
            line.setMaxLength(12)
            name = self.tr("Group {number}").format(number=place + 1)
            line.setAccessibleName(name)
            label = Label(name)
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line, 1)
            self.lines.append(line)
        return row

    def _show_key(self) -> None:
        self.setWindowTitle(self.tr("Recovery key"))
        self._words.setText(
            self.tr(
                "This key opens your vault alone: on another computer, without a keyring, without a passphrase. "
                "Whoever has it and a copy of your vault can read everything, so a drawer at home is a better place "
                "than a shared folder."
            )
        )
        self.asked.hide()
        self.enough.setFocus()

    @Slot()
    def ask_back(self) -> None:
        """Hide the key and ask for two groups of it."""
        self.setWindowTitle(self.tr("Does your sheet read well?"))
        self._words.setText(
            self.tr("Please type these two groups as they stand on your sheet or in your file. Later is fine, too.")
        )
        for part in (self.card, self.copy, self.save, self.print_it, self.compare):
            part.hide()
        self.asked.show()
        self.enough.setText(self.tr("&Compare"))
        self.later.show()
        self.lines[0].setFocus()

    @property
    def _asking(self) -> bool:
        return not self.asked.isHidden()

    @Slot()
    def _finish(self) -> None:
        if not self._asking:
            self.accept()
            return
        groups = self._key.split("-")
        for place, line in zip(self.places, self.lines, strict=True):
            if not reads_as(line.text(), groups[place]):
                self.show_error(
                    self.tr(
                        "Group {number} reads differently. You could look at it once more, or print the sheet again."
                    ).format(number=place + 1)
                )
                line.setFocus()
                line.selectAll()
                return
        self.proved.emit()
        self.accept()

    def _was_kept(self) -> None:
        self.show_error("")
        self.kept.emit()
        self.ask_back()

    def write(self, path: Path) -> None:
        """Save the key as plain text that says what it is for."""
        try:
            with whole_file(path) as file:
                file.write(recovery_text(self._key, self._vault, self._on).encode())
        except FileError:
            self.show_error(self.tr("The file could not be written. You could choose another folder."))
            return
        self._was_kept()

    def sheet(self) -> QTextDocument:
        """What is printed."""
        page = QTextDocument()
        page.setHtml(recovery_html(self._key, self._vault, self._on))
        return page

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery key"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.tr("netplus-recovery-key.txt"))
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _chosen(self, name: str) -> None:
        self.write(Path(name))

    @Slot()
    def _ask_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printing = QPrintDialog(printer, self)
        self._printing.accepted.connect(self._print)
        self._printing.finished.connect(self._printing.deleteLater)
        QDialog.open(self._printing)  # the print dialog's own `open` wants a receiver by name

    @Slot()
    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if isinstance(self._printing, QPrintDialog):
            printer = self._printing.printer()
            self.sheet().print_(printer)
            if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
                self.show_error(self.tr("The printer did not answer. You could look at it and try again."))
            else:
                self._was_kept()


def _lines(key: str) -> str:
    groups = key.split("-")
    rows = [groups[at : at + GROUPS_IN_LINE] for at in range(0, len(groups), GROUPS_IN_LINE)]
    return "\n".join("  ".join(row) for row in rows)
