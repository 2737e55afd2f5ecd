"""Contact files and cards dropped anywhere on the window. Taken as data only: nothing dropped is opened or run."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import announce

Source = Path | tuple[str, bytes]
"""A file or a folder; or a card that came as text, with the name to show for it."""

TAKES_PICTURES = "takes pictures"
"""The property of a widget that takes pictures which are dropped on it."""

PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp")
PICTURE_KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp")
"""What programs hand over pictures as, by the clipboard or by a drag."""

CARD_KINDS = ("text/vcard", "text/x-vcard", "text/directory")
OUTLINE = 2
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class DropTarget(QObject):
    """Takes contact files dropped on a window, whichever pane they are dropped on.

    It listens to the window's surface, before any field in it sees the drag: a text field would write the file's
    name into a note.
    """

    dropped = Signal(list)
    """(list of `Source`)"""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._surface: QObject | None = None
        self._outline: DropOutline | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self._listen()

    @staticmethod
    def sources(mime: QMimeData) -> list[Source]:
        """The files, folders or cards in what is dragged or was pasted; [] where there are none. What they are is for
        the reader to say. Addresses on other machines are left alone."""
        files: list[Source] = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            return files
        name = QCoreApplication.translate("drops", "Contacts without a file")
        for kind in CARD_KINDS:
            if mime.hasFormat(kind) and (card := bytes(mime.data(kind).data())):
                return [(name, card)]
        text = mime.text() if mime.hasText() else ""
        if text.lstrip("\ufeff \t\r\n")[:11].upper() == "BEGIN:VCARD":
            return [(name, text.encode("utf-8", "surrogatepass"))]
        return []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.WinIdChange, QEvent.Type.Show):
            self._listen()
        elif kind in _DRAGS and not self._free():
            event.ignore()
            return True
        elif kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return self._drag(cast(QDropEvent, event))
        elif kind is QEvent.Type.DragLeave:
            self._show_outline(0)
        elif kind is QEvent.Type.Drop:
            return self._drop(cast(QDropEvent, event))
        return False

    def _listen(self) -> None:
        surface = self._window.windowHandle()
        if surface is not None and surface is not self._surface:
            surface.installEventFilter(self)
            self._surface = surface

    def _drag(self, event: QDropEvent) -> bool:
        sources = self._ours(event)
        if not sources:
            return False
        self._show_outline(len(sources))
        self._take(event)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        sources = self._ours(event)
        self._show_outline(0)
        if not sources:
            return False
        self._take(event)
        self.dropped.emit(sources)
        return True

    @staticmethod
    def _take(event: QDropEvent) -> None:
        # Between programs the proposed action can be a move: accepting it would make the other one delete its file.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _ours(self, event: QDropEvent) -> list[Source]:
        """What can be imported; nothing when the people come out of this very window, or when a picture is held over
        the head of a person's page."""
        if event.source() is not None:
            return []
        over = self._window.childAt(event.position().toPoint())
        while over is not None and not over.property(TAKES_PICTURES):
            over = over.parentWidget()
        return [] if over is not None and picture_of(event.mimeData()) else self.sources(event.mimeData())

    def _free(self) -> bool:
        """Whether the window takes anything now: not while a dialog waits over it."""
        return self._window.isEnabled() and QApplication.activeModalWidget() in (None, self._window)

    def _show_outline(self, count: int) -> None:
        if not count:
            if self._outline is not None:
                self._outline.hide()
            return
        if self._outline is None:
            self._outline = DropOutline(self._window)
        self._outline.tell(count)


class DropOutline(QWidget):
    """The outline that is seen while a file is over the window. The mouse passes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def tell(self, count: int) -> None:
        """Show what dropping would do."""
        text = self.tr("Import 1 file") if count == 1 else self.tr("Import {n} files").format(n=count)
        if not self.isVisible() or text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.setGeometry(self._window.rect())
            self.raise_()
            self.show()
            announce(self, text)

    def text(self) -> str:
        """What is told now."""
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = theme.colour(Tone.ACCENT)
        painter.setPen(QPen(accent, OUTLINE))
        edge = OUTLINE / 2
        painter.drawRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))
        font = theme.font(Type.SECTION)
        metrics = QFontMetrics(font)
        label = QRectF(0, 0, metrics.horizontalAdvance(self._text) + 2 * theme.GAP_SECTION, theme.TOOLBAR_HEIGHT)
        label.setHeight(metrics.lineSpacing() + 2 * theme.GAP)
        label.moveCenter(QRectF(self.rect()).center())
        painter.setBrush(accent)
        painter.drawRoundedRect(label, theme.RADIUS_CARD, theme.RADIUS_CARD)
        painter.setFont(font)
        painter.setPen(theme.colour(Tone.ON_ACCENT))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self._text)


def picture_of(mime: QMimeData | None) -> Path | bytes | None:
    """The picture that is dragged or was copied: its file, or its bytes as they came; None where it is none. Nothing is
    decoded here but what the system itself hands over as pixels."""
    if mime is None:
        return None
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return files[0] if len(files) == 1 and files[0].suffix.lower() in PICTURE_SUFFIXES else None
    for kind in PICTURE_KINDS:
        if mime.hasFormat(kind) and (data := bytes(mime.data(kind).data())):
            return data
    image = mime.imageData() if mime.hasFormat("application/x-qt-image") else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the kind as bytes
    return bytes(buffer.data().data())
