"""People on their way out by the clipboard or by a drag: as cards, as lines of text, as a table, as a file.

The file of a drag is written when whoever is dropped on asks for it, not before: it is readable for all who may read
as the user (`ui.lending`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from io import StringIO
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QUrl

from netplus_desktop import exports
from netplus_desktop.core.records import Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui.contact_list.shown import shown
from netplus_desktop.ui.lending import lend

Carried = dict[str, bytes]
"""Kind (MIME) -> what is handed out of it."""

FILE = "text/uri-list"
KINDS = ("text/vcard", "text/x-vcard", "text/plain", "text/html")


def carried(people: Iterable[Person]) -> Carried:
    """People as cards, as lines of text and as a table. Needs no window: work for the worker where there are many."""
    from netplus_desktop.exchange.writing_vcard import write_vcards

    everybody = list(people)
    out = StringIO(newline="")
    write_vcards(everybody, out)
    cards = out.getvalue().encode("utf-8", "replace")
    lines = []
    for person in everybody:
        role = " · ".join(filter(None, (shown(person.title), shown(person.organisation))))
        lines.append([shown(person.name), role, *(shown(point.value) for point in person.points)])
    text = "\n".join("\t".join(filter(None, line)) for line in lines)
    rows = ("".join(f"<td>{escape(cell, quote=False)}</td>" for cell in line) for line in lines)
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return {
        "text/vcard": cards,
        "text/x-vcard": cards,
        "text/plain": text.encode("utf-8", "replace"),
        "text/html": table.encode("utf-8", "replace"),
    }


def for_clipboard(held: Carried) -> QMimeData:
    """What goes onto the clipboard: no file, it would have to stay there."""
    made = QMimeData()
    for kind in ("text/vcard", "text/x-vcard"):
        made.setData(kind, QByteArray(held[kind]))
    made.setText(held["text/plain"].decode())
    made.setHtml(held["text/html"].decode())
    return made


class Dragged(QMimeData):
    """People who are dragged out of the list. They are read, and their file is written, when they are asked for."""

    def __init__(self, store: Store, ids: Sequence[int]) -> None:
        super().__init__()
        self._store = store
        self._ids = list(ids)
        self._held: Carried | None = None
        self._file: Path | None = None

    def formats(self) -> list[str]:
        return [FILE, *KINDS]

    def hasFormat(self, kind: str) -> bool:
        return kind in (FILE, *KINDS)

    def retrieveData(self, kind: str, _wanted: object) -> object:
        if not self.hasFormat(kind):
            return None
        if self._held is None:
            self._held = carried(exports.pictured(self._store, self._ids))
        if kind == FILE:
            if self._file is None:
                self._file = lend(self._held["text/vcard"], self._name())
            return [QUrl.fromLocalFile(str(self._file))]
        if kind in ("text/plain", "text/html"):
            return self._held[kind].decode()
        return QByteArray(self._held[kind])

    def _name(self) -> str:
        """A name for the file: the person's, or how many there are."""
        from netplus_desktop.documents.file_names import safe_file_name

        rows = self._store.contact_rows(self._ids) if len(self._ids) == 1 else []
        return safe_file_name(rows[0].name if rows else f"{len(self._ids)} people", ".vcf")
