"""What the program is, and of whose work it is made."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from netplus_desktop import __version__, licences
from netplus_desktop.assets import carried
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import Told
from netplus_desktop.ui.icons import application_icon
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

MARK = 64


class AboutDialog(Frame):
    """Version, purpose, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About NetPlus"))
        mark = QLabel()
        mark.setPixmap(application_icon().pixmap(QSize(MARK, MARK), self.devicePixelRatioF()))
        words = Label(
            self.tr(
                "NetPlus {version}\nAn offline companion for networking as a two-way exchange. It keeps everything on "
                "this computer, encrypted, and sends nothing anywhere."
            ).format(version=__version__),
            wrap=True,
        )
        words.setMinimumWidth(words.fontMetrics().averageCharWidth() * 48)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_WIDE)
        row.addWidget(mark)
        row.addWidget(words, 1)
        self.body.addLayout(row)
        if (own := carried()) is not None:
            where = self.tr("This is a portable NetPlus: all that it keeps lies beside it, in “{folder}”.")
            self.body.addWidget(Label(where.format(folder=own), wrap=True))
        self.body.addWidget(Label(self.tr("Licences"), tone=Tone.SECOND))
        self.licences = Told(self.tr("Licences"))
        self.licences.setPlainText(self._texts())
        self.licences.setMinimumHeight(self.licences.fontMetrics().lineSpacing() * 12)
        self.body.addWidget(self.licences)
        self.button(self.tr("&Close"), default=True).clicked.connect(self.accept)

    def _texts(self) -> str:
        lines = [self.tr("NetPlus itself: MIT"), *licences.overview()]
        for name, text in licences.texts():
            lines += ["", f"— {name} —", text]
        return "\n".join(lines)
