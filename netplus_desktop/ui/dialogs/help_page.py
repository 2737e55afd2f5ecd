"""A page of help: plain text with headings, shipped with the program."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from netplus_desktop.assets import resource
from netplus_desktop.ui.dialogs.frame import Frame

LETTERS, LINES = 92, 28


class HelpPage(Frame):
    """One of the pages in `resources/help`, to read at leisure beside the window."""

    def __init__(self, title: str, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)  # the page has none, and a help page fetches nothing
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.text.setMarkdown(resource("help", f"{page}.md").read_text("utf-8"))
        metrics = self.text.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * LETTERS, metrics.lineSpacing() * LINES)
        self.text.setMinimumSize(wanted.boundedTo(self.screen().availableSize() * 0.7))
        self.body.addWidget(self.text)
        self.button(self.tr("&Close"), default=True).clicked.connect(self.accept)
