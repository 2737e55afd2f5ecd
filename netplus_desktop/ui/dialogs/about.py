"""What the program is, and of whose work it is made."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, qVersion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from netplus_desktop import __version__
from netplus_desktop.assets import resource
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import Told
from netplus_desktop.ui.icons import application_icon
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

PARTS = (
    ("Qt and PySide6", "PySide6-Essentials", "LGPL 3.0"),
    ("Shiboken", "shiboken6", "LGPL 3.0"),
    ("SQLCipher, through sqlcipher3", "sqlcipher3", "zlib licence; SQLCipher: BSD 3-clause; OpenSSL: Apache 2.0"),
    ("peewee", "peewee", "MIT"),
    ("keyring", "keyring", "MIT"),
    ("phonenumbers (lite)", "phonenumberslite", "Apache 2.0"),
    ("RapidFuzz", "rapidfuzz", "MIT"),
    ("nameparser", "nameparser", "LGPL 2.1"),
    ("charset-normalizer", "charset-normalizer", "MIT"),
    ("tzdata", "tzdata", "Apache 2.0"),
)
"""Parts that the program is delivered with: what it is called, its distribution, its licence."""

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
        self.body.addWidget(Label(self.tr("Licences"), tone=Tone.SECOND))
        self.licences = Told(self.tr("Licences"))
        self.licences.setPlainText(self._texts())
        self.licences.setMinimumHeight(self.licences.fontMetrics().lineSpacing() * 12)
        self.body.addWidget(self.licences)
        self.button(self.tr("&Close"), default=True).clicked.connect(self.accept)

    def _texts(self) -> str:
        lines = [self.tr("NetPlus itself: MIT"), self.tr("Qt {version}").format(version=qVersion())]
        for name, distribution, licence in PARTS:
            try:
                number = version(distribution)
            except PackageNotFoundError:
                number = ""
            lines.append(f"{name} {number}".strip() + f": {licence}")
        lines += ["", self.tr("Icons: Lucide"), resource("icons", "LICENSE.txt").read_text("utf-8")]
        fonts = [path for path in sorted(resource("fonts").glob("*")) if "LICENSE" in path.name or "OFL" in path.name]
        for path in fonts:
            lines += ["", self.tr("Font: Inter"), path.read_text("utf-8")]
        return "\n".join(lines)
