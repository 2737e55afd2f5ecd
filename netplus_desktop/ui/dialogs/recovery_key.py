"""The recovery key: shown, copied, saved, printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.widgets import Card, Label

GROUPS_IN_LINE = 4


class RecoveryKeyDialog(Frame):
    """Shows the key in lines of four groups."""

    kept = Signal()
    """The key was printed or saved."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recovery key"))
        self._key = key
        words = Label(
            self.tr(
                "This key opens your vault alone: on another computer, without a keyring, without a passphrase. "
                "Whoever has it and a copy of your vault can read everything, so a drawer at home is a better place "
                "than a shared folder."
            ),
            wrap=True,
        )
        words.setMinimumWidth(words.fontMetrics().averageCharWidth() * 60)
        card = Card()
        self.shown = QLabel(_lines(key))
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(theme.font(theme.Type.SECTION).pointSizeF())
        mono.setWeight(QFont.Weight.Medium)
        self.shown.setFont(mono)
        self.shown.setAccessibleName(self.tr("Recovery key"))
        card.body.addWidget(self.shown)
        self.body.addWidget(words)
        self.body.addWidget(card)
        self.copy = self.button(self.tr("&Copy"))
        self.save = self.button(self.tr("&Save…"))
        self.print_it = self.button(self.tr("&Print…"))
        self.enough = self.button(self.tr("&Done"), default=True)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        self.print_it.clicked.connect(self._ask_printer)
        self.enough.clicked.connect(self.accept)

    def write(self, path: Path) -> None:
        """Save the key as plain text that says what it is for."""
        text = self.page()
        try:
            path.write_text(text, encoding="utf-8")
            path.chmod(0o600)
        except OSError:
            self.show_error(self.tr("The file could not be written. You could choose another folder."))
            return
        self.show_error("")
        self.kept.emit()

    def page(self) -> str:
        """What is saved or printed."""
        title = self.tr("NetPlus recovery key")
        use = self.tr("It opens the vault alone: choose “Use the recovery key instead” when NetPlus asks.")
        return f"{title}\n\n{_lines(self._key)}\n\n{use}\n"

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
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(self._print)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        QDialog.open(dialog)  # the print dialog's own `open` wants a receiver by name

    @Slot()
    def _print(self) -> None:
        page = QTextDocument()
        page.setDefaultFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        page.setPlainText(self.page())
        page.print_(self._dialog.printer())
        self.kept.emit()


def _lines(key: str) -> str:
    groups = key.split("-")
    rows = [groups[at : at + GROUPS_IN_LINE] for at in range(0, len(groups), GROUPS_IN_LINE)]
    return "\n".join("  ".join(row) for row in rows)
