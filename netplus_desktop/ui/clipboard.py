"""What of the clipboard could hold contacts, and what this program left on it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from netplus_desktop.ui.importing.drops import DropTarget, Source


def forget_copied() -> None:
    """Take from the clipboard what this program put there; what others put there stays. Lent files go, too."""
    from netplus_desktop.ui.lending import take_back

    take_back()
    clipboard = QGuiApplication.clipboard()
    nobody_else = QGuiApplication.platformName() == "offscreen"  # where Qt cannot tell whose it is
    if nobody_else or clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def pasted(mime: QMimeData | None) -> list[Source]:
    """Files, vCards, or a table with a header, as sources of an import; empty where there is nothing of the kind."""
    if mime is None:
        return []
    dropped = DropTarget.sources(mime)
    if dropped:
        return dropped
    text = mime.text().lstrip("\ufeff\r\n\t ")
    header, _, rest = text.partition("\n")
    if rest.strip() and any(header.count(mark) >= 2 for mark in ",;\t"):
        return [("clipboard.csv", text.encode("utf-8", "surrogatepass"))]
    return []
