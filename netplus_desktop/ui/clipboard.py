"""What of the clipboard could hold contacts."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from netplus_desktop.ui.importing.drops import DropTarget, Source


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
