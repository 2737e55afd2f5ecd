"""Into the user's calendar: a meeting, a next step or a promise as a file that the default program opens, or that is
dragged out of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.exports import CalendarEntry, calendar_file
from netplus_desktop.store.store import Store
from netplus_desktop.ui.lending import lend
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import IconButton

KINDS = ("text/uri-list", "text/calendar")


def open_entry(session: Session, entry: CalendarEntry, open_address: Callable[[QUrl], bool]) -> None:
    """Hand an entry to the program that opens calendar files here."""
    try:
        name, text = calendar_file(session.store, entry)
        if not open_address(QUrl.fromLocalFile(str(lend(text.encode(), name)))):
            raise UserError("calendar-no-program")
    except UserError as error:
        session.refuse(error)


class DraggedEntry(QMimeData):
    """An entry that is dragged out. It is read, and its file is written, when it is asked for."""

    def __init__(self, store: Store, entry: CalendarEntry) -> None:
        super().__init__()
        self._store = store
        self._entry = entry
        self._held: tuple[str, str] | None = None
        self._url: QUrl | None = None

    def formats(self) -> list[str]:
        return list(KINDS)

    def hasFormat(self, kind: str) -> bool:
        return kind in KINDS

    def retrieveData(self, kind: str, _wanted: object) -> object:
        if kind not in KINDS:
            return None
        try:
            self._held = self._held or calendar_file(self._store, self._entry)
        except UserError:  # it lost its day while it was dragged
            return None
        name, text = self._held
        if kind == "text/calendar":
            return QByteArray(text.encode())
        self._url = self._url or QUrl.fromLocalFile(str(lend(text.encode(), name)))
        return [self._url]


class CalendarButton(IconButton):
    """Opens an entry in the calendar program when pressed, and is the entry's file when dragged."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("calendar-check", self.tr("Open in your calendar, or drag it there"), parent)
        self._session = session
        self._entry: CalendarEntry | None = None
        self._pressed: QPoint | None = None
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        """What hands a file to the desktop."""
        self.clicked.connect(self._open)

    def show_entry(self, entry: CalendarEntry | None, name: str) -> None:
        """Stand for this entry, whose `name` is spoken; hidden for None."""
        self._entry = entry
        self.setVisible(entry is not None)
        self.setAccessibleName(self.tr("Open in your calendar: {name}").format(name=name))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._pressed is None or self._entry is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.setDown(False)
            self.drag(DraggedEntry(self._session.store, self._entry))

    def drag(self, what: QMimeData) -> None:
        """Let it be dropped somewhere."""
        drag = QDrag(self)
        drag.setMimeData(what)
        drag.setPixmap(self.icon().pixmap(self.iconSize()))
        drag.exec(Qt.DropAction.CopyAction)

    @Slot()
    def _open(self) -> None:
        if self._entry is not None:
            open_entry(self._session, self._entry, self.open_address)
