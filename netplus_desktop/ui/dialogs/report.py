"""What helps to mend a fault of the program, as the very text that would be shared. Nothing is sent by the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from netplus_desktop.core.errors import FileError
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.ui import messages
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label, announce

LETTERS, LINES = 72, 14


class _Told(Frame):
    """Some words, then a text that can be read, changed, copied and saved."""

    def __init__(self, title: str, words: str, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        label = Label(words, wrap=True)
        label.setMinimumWidth(TEXT_WIDTH)
        self.body.addWidget(label)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What would be shared"))
        self.text.setPlainText(text)
        metrics = self.text.fontMetrics()
        room = self.screen().availableSize() * 0.6
        self.text.setMinimumSize(
            min(metrics.averageCharWidth() * LETTERS, room.width()), min(metrics.lineSpacing() * LINES, room.height())
        )
        self.body.addWidget(self.text, 1)
        self.done_label = Label(tone=Tone.SECOND, wrap=True)
        self.done_label.hide()
        self.body.addWidget(self.done_label)
        self.button(self.tr("&Copy")).clicked.connect(self._copy)
        self.button(self.tr("&Save…")).clicked.connect(self._ask_where)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._tell(self.tr("Copied."))

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("netplus-report.txt")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the text as it stands here."""
        try:
            with whole_file(Path(name)) as file:
                file.write(self.text.toPlainText().encode())
        except FileError as error:
            self.done_label.hide()
            self.show_error(messages.text(error))
        else:
            self.show_error("")
            self._tell(self.tr("Saved as {name}.").format(name=Path(name).name))

    def _tell(self, text: str) -> None:
        self.done_label.setText(text)
        self.done_label.show()
        announce(self, text)
        self.grow()


class ReportDialog(_Told):
    """Asked for by the user: what the program is made of, how it is set, and what it logged."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Report a fault"),
            self.tr(
                "NetPlus sends nothing. Below is all that a report would say; it holds no names, no notes and no "
                "folders. You could add what you were doing, then copy or save it, and send it to whoever looks after "
                "the program."
            ),
            text,
            parent,
        )
        self.button(self.tr("C&lose"), default=True).clicked.connect(self.accept)


class FaultDialog(_Told):
    """A fault of the program: what it was, for whoever can mend it, without anything of the user's."""

    def __init__(self, diagnostics: str, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Something in the program went wrong"),
            self.tr(
                "What you wrote up to now is kept. You can go on; if things look odd, quit and start again. "
                "The lines below help to find the fault. They hold nothing of your notes, and are sent to nobody."
            ),
            diagnostics,
            parent,
        )
        self.button(self.tr("&Go on"), default=True).clicked.connect(self.accept)
